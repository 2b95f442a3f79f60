//! The work on the next plan: running measures are carried on, ministries propose new ones, and leads report.

use super::read;
use anyhow::{Context, Result};
use catalogue::Konten;
use identity::{Permission, Remit, Scope};
use jiff::ToSpan;
use planning::{Angaben, Berichtskalender, Handlungsbedarf, Mittel, Schritt, Vorgabe};
use plans::Projektstatus;
use serde::Deserialize;
use std::path::Path;
use store::{Tx, day_in_germany};

/// The work on a plan: `planung.toml`.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Planung {
    jahr: i16,
    /// For so many days proposals are taken.
    tage: i32,
    einzelplan: u8,
    budget: String,
    gremien: Vec<String>,
    /// Who begins it, by login.
    konto: String,
    vorschlag: Vec<Vorschlag>,
}

/// A proposal.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Vorschlag {
    /// Who proposes, by login.
    konto: String,
    titel: String,
    text: String,
    abschnitt: String,
    federfuehrung: String,
    abschluss: String,
    bedarf: Handlungsbedarf,
    begruendung: String,
    /// What it costs in the year of the plan, out of its Einzelplan.
    kosten: String,
    /// Whether its review is over.
    #[serde(default)]
    geprueft: bool,
}

pub(super) async fn begin(tx: &mut Tx, offices: &Path, konten: &Konten) -> Result<()> {
    let name = "planung.toml";
    let planung: Planung = toml::from_str(&read(offices, name)?).context(name)?;
    planung.begin(tx, konten).await.context(name)
}

impl Planung {
    async fn begin(&self, tx: &mut Tx, konten: &Konten) -> Result<()> {
        let today = day_in_germany(tx.now());
        let vorgabe = Vorgabe {
            einreichung_bis: today.saturating_add(self.tage.days()),
            einzelplan: self.einzelplan,
            budget: cents(&self.budget)?,
            gremien: self.gremien.clone(),
        };
        let steers = scope(konten, &self.konto, Permission::SteerPlans)?;
        planning::open(tx, &steers, self.jahr, vorgabe).await?;
        for one in &self.vorschlag {
            one.hand_in(tx, self, konten, &steers).await.with_context(|| one.titel.clone())?;
        }
        planning::set_calendar(tx, &steers, Berichtskalender::default()).await?;
        planning::open_round(tx, &steers, today).await?;
        Ok(())
    }
}

impl Vorschlag {
    async fn hand_in(&self, tx: &mut Tx, planung: &Planung, konten: &Konten, steers: &Scope) -> Result<()> {
        let own = scope(konten, &self.konto, Permission::PlanMeasures)?;
        let mittel =
            Mittel { jahr: planung.jahr, einzelplan: planung.einzelplan, cent: cents(&self.kosten)? };
        let angaben = Angaben {
            titel: self.titel.clone(),
            text: self.text.clone(),
            abschnitt: self.abschnitt.clone(),
            federfuehrung: self.federfuehrung.clone(),
            abschluss: self.abschluss.clone(),
            status: Projektstatus::ImPlan,
            bedarf: self.bedarf,
            begruendung: self.begruendung.clone(),
            mittel: vec![mittel],
        };
        let id = planning::propose(tx, &own, planung.jahr, angaben).await?;
        planning::step(tx, &own, id, Schritt::Einreichen, "").await?;
        if self.geprueft {
            planning::step(tx, steers, id, Schritt::Pruefen, "").await?;
        }
        Ok(())
    }
}

/// A sample account at its work.
fn scope(konten: &Konten, login: &str, permission: Permission) -> Result<Scope> {
    let konto = konten.konten.iter().find(|konto| konto.login == login);
    let konto = konto.with_context(|| format!("no account {login:?}"))?;
    let (behoerde, _) = konto.duties.first().with_context(|| format!("{login:?} works nowhere"))?;
    Ok(Scope::Staff {
        account: konto.account,
        behoerde: *behoerde,
        permissions: [permission].into(),
        remit: Remit::default(),
    })
}

fn cents(text: &str) -> Result<i64> {
    tabular::cents(text).with_context(|| format!("no amount: {text:?}"))
}

//! What the offices of the demonstration keep: inventories, Aktionspläne, the strategy and its Kennzahlen.
//!
//! Each is brought in only where there is nothing of its kind, so that what people do with it stays.

use anyhow::{Context, Result, bail};
use catalogue::LeistungKey;
use identity::Scope;
use inventory::Gesucht;
use jiff::civil::Date;
use serde::Deserialize;
use std::path::Path;
use store::{Tx, day_in_germany};
use strategy::{Eintrag, Kennzahl, KennzahlId, Knoten, Messung, Quelle, Richtung, Zahl, Zielwert};

/// Takes in the sample inventory of each Behoerde that has none yet.
pub(super) async fn inventories(tx: &mut Tx, offices: &Path) -> Result<()> {
    for behoerde in identity::behoerden(tx, &Scope::House).await? {
        let file = offices.join(format!("bestand-{}.csv", behoerde.short_name.to_lowercase()));
        let wanted = Gesucht { behoerde: Some(behoerde.id), auch_ausgesonderte: true, ..Gesucht::default() };
        if !file.exists() || !inventory::alle(tx, &Scope::House, &wanted, 1).await?.is_empty() {
            continue;
        }
        let read = crate::commands::inventory::read(&file)?;
        if let Some(fehler) = read.fehler.first() {
            bail!("{}, row {}: {}", file.display(), fehler.zeile, fehler.mangel);
        }
        inventory::import(tx, &Scope::House, behoerde.id, &read.zeilen)
            .await
            .with_context(|| file.display().to_string())?;
    }
    Ok(())
}

/// Takes in the sample Aktionspläne, and the strategy with the measures that serve it and its Kennzahlen, where there is
/// neither a plan nor a strategy nor a Kennzahl.
pub(super) async fn plans(tx: &mut Tx, offices: &Path) -> Result<()> {
    let nothing_yet = steering::plaene(tx).await?.is_empty()
        && strategy::edition(tx).await?.is_none()
        && strategy::kennzahlen(tx).await?.is_empty();
    if !nothing_yet {
        return Ok(());
    }
    let (name, text) = read(offices, "aktionsplaene-beispiel.txt")?;
    steering::take_in(tx, &Scope::House, &::plans::read_bytes(text.as_bytes()), name, None)
        .await
        .context(name)?;
    let (name, text) = read(offices, "strategie-beispiel.txt")?;
    strategy::take_in(tx, &Scope::House, &::plans::strategie::read(&text), name).await.context(name)?;
    let (name, text) = read(offices, "steuerung.toml")?;
    let steuerung: Steuerung = toml::from_str(&text).context(name)?;
    steuerung.enter(tx).await.context(name)
}

fn read<'a>(offices: &Path, name: &'a str) -> Result<(&'a str, String)> {
    let file = offices.join(name);
    let text =
        std::fs::read_to_string(&file).with_context(|| format!("{} cannot be read", file.display()))?;
    Ok((name, text))
}

/// What whoever steers has entered: `steuerung.toml`.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Steuerung {
    zuordnung: Vec<Beitrag>,
    kennzahl: Vec<Figur>,
}

/// Which measure serves which element of the strategy, and why.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Beitrag {
    massnahme: String,
    element: String,
    grund: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Figur {
    name: String,
    beschreibung: String,
    einheit: String,
    richtung: Richtung,
    quelle: String,
    element: String,
    ziel: Ziel,
    leistung: Option<LeistungKey>,
    #[serde(default)]
    wert: Vec<Wert>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Ziel {
    wert: String,
    bis: Date,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Wert {
    tag: Date,
    wert: String,
    quelle: String,
}

impl Steuerung {
    async fn enter(&self, tx: &mut Tx) -> Result<()> {
        let baum = strategy::baum(tx).await?;
        for one in &self.zuordnung {
            let element = element(&baum, &one.element)?;
            let place =
                steering::fundstelle(tx, &one.massnahme).await.with_context(|| one.massnahme.clone())?;
            let massnahme =
                steering::an_der_stelle(tx, &place).await.with_context(|| one.massnahme.clone())?;
            strategy::link(tx, &Scope::House, &element, &massnahme, &one.grund)
                .await
                .with_context(|| one.massnahme.clone())?;
        }
        for figur in &self.kennzahl {
            let kennzahl = figur.kennzahl(&baum)?;
            let id = strategy::define(tx, &Scope::House, None, &kennzahl)
                .await
                .with_context(|| figur.name.clone())?;
            figur.values(tx, id).await.with_context(|| figur.name.clone())?;
        }
        Ok(())
    }
}

impl Figur {
    fn kennzahl(&self, baum: &[Knoten]) -> Result<Kennzahl> {
        let quelle = match self.quelle.as_str() {
            "eingetragen" => Quelle::Eingetragen,
            word => Quelle::Gemessen(Messung::parse(word).with_context(|| format!("no source {word:?}"))?),
        };
        Ok(Kennzahl {
            name: self.name.clone(),
            beschreibung: self.beschreibung.clone(),
            einheit: self.einheit.clone(),
            richtung: self.richtung,
            element: Some(element(baum, &self.element)?),
            ziel: Some(Zielwert { wert: number(&self.ziel.wert)?, bis: self.ziel.bis }),
            quelle,
            leistung: self.leistung.clone(),
        })
    }

    /// Enters its values; those of days to come are left out, as nobody could know them yet.
    async fn values(&self, tx: &mut Tx, id: KennzahlId) -> Result<()> {
        let today = day_in_germany(tx.now());
        for wert in self.wert.iter().filter(|wert| wert.tag <= today) {
            let eintrag = Eintrag {
                tag: wert.tag,
                wert: number(&wert.wert)?,
                quelle: wert.quelle.clone(),
                grund: String::new(),
            };
            strategy::enter(tx, &Scope::House, id, &eintrag).await?;
        }
        Ok(())
    }
}

/// The id of the element of this title.
fn element(baum: &[Knoten], titel: &str) -> Result<String> {
    let found = baum.iter().find(|knoten| knoten.element.titel == titel);
    Ok(found.with_context(|| format!("no element {titel:?}"))?.element.id.clone())
}

fn number(text: &str) -> Result<Zahl> {
    Zahl::parse(text).with_context(|| format!("no number: {text:?}"))
}

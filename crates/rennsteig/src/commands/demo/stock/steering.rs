//! Published plans, the strategy, the measures that serve it, and Kennzahlen.

use super::read;
use crate::commands::strategy::measure_of;
use anyhow::{Context, Result};
use catalogue::LeistungKey;
use identity::Scope;
use jiff::civil::Date;
use serde::Deserialize;
use std::path::Path;
use store::{Tx, day_in_germany};
use strategy::{Eintrag, Kennzahl, KennzahlId, Knoten, Messung, Quelle, Richtung, Zahl, Zielwert};

pub(super) async fn bring(tx: &mut Tx, offices: &Path) -> Result<()> {
    let name = "aktionsplaene-beispiel.txt";
    let reading = plans::read_bytes(read(offices, name)?.as_bytes());
    steering::take_in(tx, &Scope::House, &reading, name, None).await.context(name)?;
    let name = "strategie-beispiel.txt";
    let strategie = plans::strategie::read(&read(offices, name)?);
    strategy::take_in(tx, &Scope::House, &strategie, name).await.context(name)?;
    let name = "steuerung.toml";
    let steuerung: Steuerung = toml::from_str(&read(offices, name)?).context(name)?;
    steuerung.enter(tx).await.context(name)
}

/// What whoever steers has entered: `steuerung.toml`.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Steuerung {
    zuordnung: Vec<Zuordnung>,
    kennzahl: Vec<Kennzahlangaben>,
}

/// Which measure serves which element of the strategy, and why.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Zuordnung {
    massnahme: String,
    element: String,
    grund: String,
}

/// A Kennzahl, with the title of the element that it belongs to.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Kennzahlangaben {
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
            let massnahme = measure_of(tx, &one.massnahme).await?;
            strategy::link(tx, &Scope::House, &element, &massnahme, &one.grund)
                .await
                .with_context(|| one.massnahme.clone())?;
        }
        for angaben in &self.kennzahl {
            let kennzahl = angaben.kennzahl(&baum)?;
            let id = strategy::define(tx, &Scope::House, None, &kennzahl)
                .await
                .with_context(|| angaben.name.clone())?;
            angaben.values(tx, id).await.with_context(|| angaben.name.clone())?;
        }
        Ok(())
    }
}

impl Kennzahlangaben {
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

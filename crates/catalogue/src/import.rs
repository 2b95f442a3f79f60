//! Bringing the catalogue up to date from elsewhere, again and again.

use crate::{
    begin_zustaendigkeit,
    error::Result,
    model::{Gebiet, LeistungEntry, Organisationseinheit, WantedOnlinedienst, Zustaendigkeit},
    set_einheit, set_gebiet, set_leistung, want_onlinedienst,
};
use identity::{Behoerde, Change, Scope};
use store::Tx;

/// What [`import`] brings. What is not mentioned stays as it is.
#[derive(Debug, Clone, Default)]
pub struct Import {
    /// Areas.
    pub gebiete: Vec<Gebiet>,
    /// Behoerden.
    pub behoerden: Vec<Behoerde>,
    /// Leistungen.
    pub leistungen: Vec<LeistungEntry>,
    /// Units.
    pub einheiten: Vec<Organisationseinheit>,
    /// Who serves what where; the units must be known, or be part of the same import.
    pub zustaendigkeiten: Vec<Zustaendigkeit>,
    /// Packages that Behoerden are to offer.
    pub onlinedienste: Vec<WantedOnlinedienst>,
}

/// What an [`import`] did.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Imported {
    /// To areas.
    pub gebiete: Tally,
    /// To Behoerden.
    pub behoerden: Tally,
    /// To Leistungen.
    pub leistungen: Tally,
    /// To units.
    pub einheiten: Tally,
    /// To Zustaendigkeiten.
    pub zustaendigkeiten: Tally,
    /// To packages that Behoerden are to offer.
    pub onlinedienste: Tally,
}

/// What became of things of one kind.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Tally {
    /// How many were not there before.
    pub new: u64,
    /// The names of those that were there and are different now.
    pub changed: Vec<String>,
    /// How many were so already.
    pub unchanged: u64,
}

impl Tally {
    fn count(&mut self, change: Change, name: &str) {
        match change {
            Change::New => self.new += 1,
            Change::Changed => self.changed.push(name.to_owned()),
            Change::Unchanged => self.unchanged += 1,
        }
    }

    /// How many journal entries that took.
    #[must_use]
    pub fn recorded(&self) -> u64 {
        self.new + self.changed.len() as u64
    }
}

impl Imported {
    /// Each kind with its German name, in the order of the import.
    #[must_use]
    pub fn tallies(&self) -> [(&'static str, &Tally); 6] {
        [
            ("Gebiete", &self.gebiete),
            ("Behoerden", &self.behoerden),
            ("Leistungen", &self.leistungen),
            ("Einheiten", &self.einheiten),
            ("Zustaendigkeiten", &self.zustaendigkeiten),
            ("Onlinedienste", &self.onlinedienste),
        ]
    }

    /// How many journal entries it took.
    #[must_use]
    pub fn recorded(&self) -> u64 {
        self.tallies().iter().map(|(_, tally)| tally.recorded()).sum()
    }

    /// How many things were so already.
    #[must_use]
    pub fn unchanged(&self) -> u64 {
        self.tallies().iter().map(|(_, tally)| tally.unchanged).sum()
    }
}

/// Brings all of it up to date; records only what really changes. The rights are those of the single commands.
pub async fn import(tx: &mut Tx, scope: &Scope, import: &Import) -> Result<Imported> {
    let mut done = Imported::default();
    for gebiet in &import.gebiete {
        done.gebiete.count(set_gebiet(tx, scope, gebiet).await?, &gebiet.name);
    }
    for behoerde in &import.behoerden {
        done.behoerden.count(identity::found_behoerde(tx, scope, behoerde).await?, &behoerde.name);
    }
    for leistung in &import.leistungen {
        done.leistungen.count(set_leistung(tx, scope, leistung).await?, leistung.key.as_str());
    }
    for einheit in &import.einheiten {
        done.einheiten.count(set_einheit(tx, scope, einheit).await?, &einheit.name);
    }
    for zustaendigkeit in &import.zustaendigkeiten {
        let began = begin_zustaendigkeit(tx, scope, zustaendigkeit).await?;
        done.zustaendigkeiten.count(if began { Change::New } else { Change::Unchanged }, "");
    }
    for wanted in &import.onlinedienste {
        done.onlinedienste.count(want_onlinedienst(tx, scope, wanted).await?, &wanted.package);
    }
    Ok(done)
}

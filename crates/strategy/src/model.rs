//! What this office tells, without I/O.

use identity::Denied;
use jiff::civil::Date;
use plans::Id;
use plans::strategie::{Element, Hindernis, Hinweis, Punkt};
use store::At;
use uuid::Uuid;

mod datensatz;
mod ende;
mod kennzahl;
mod stimme;
mod verschiebung;
mod zahl;

pub use datensatz::{Datensatz, DatensatzKopf, Spalte, Typ};
pub use ende::Ende;
pub use kennzahl::{
    Berichtigung, Eintrag, Kennzahl, KennzahlId, Kennzahlstand, Messung, Quelle, Richtung, Verlauf, Wert,
    Zielwert,
};
pub use stimme::{DienstStimmen, Note};
pub use verschiebung::Verschiebung;
pub use zahl::Zahl;

/// Longest name, unit or source, in characters.
pub const MAX_TEXT: usize = 200;
/// Longest description or reason, in characters.
pub const MAX_LANG: usize = 1_000;
/// Longest comment beside a vote, in characters.
const MAX_KOMMENTAR: usize = 500;

/// Why something was refused.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// There is no such element, Kennzahl or data set.
    #[error("there is no such element, Kennzahl or data set")]
    NotFound,
    /// Nothing was taken in, because the file holds no strategy.
    #[error("the file holds no strategy; nothing was changed")]
    NoStrategie,
    /// Nothing was taken in, because the file holds no table that is known.
    #[error("the file holds no table of staff; nothing was changed")]
    NoTable,
    /// A Massnahme that no plan has.
    #[error("there is no such Massnahme")]
    NoSuchMassnahme,
    /// It is said already, or was never said.
    #[error("nothing changes: that is how it stands")]
    Unchanged,
    /// Something is missing.
    #[error("say the {}", .0.as_str())]
    Missing(Feld),
    /// Something is too long.
    #[error("the {} has more than {} characters", .0.as_str(), .0.most())]
    TooLong(Feld),
    /// Another Kennzahl has that name.
    #[error("another Kennzahl has that name")]
    NameTaken,
    /// A value of a day that has not come yet.
    #[error("a value cannot be of a day that has not come yet")]
    Future,
    /// A value by hand for a Kennzahl that the program measures.
    #[error("the program measures this Kennzahl itself: a value is there to be corrected, not to be entered")]
    Measured,
    /// How it is measured cannot change: the values before and after could not be compared.
    #[error("a Kennzahl with values keeps its source: define another one")]
    SourceFixed,
    /// Only the share of municipalities is measured of a single Leistung.
    #[error("only the municipalities covered can be measured of a single Leistung")]
    OfNoLeistung,
    /// What was to be moved cannot be moved so.
    #[error("{0}")]
    Umzug(Hindernis),
    /// The Kennzahl has ended, or a value lies behind the day of its end.
    #[error("the Kennzahl has ended, or has a value of a later day than its end")]
    Ended,
    /// Who asks may not.
    #[error(transparent)]
    Denied(#[from] Denied),
    /// The plans could not be read.
    #[error(transparent)]
    Steering(#[from] steering::Error),
    /// The figures of cases could not be read.
    #[error(transparent)]
    Cases(#[from] cases::Error),
    /// The Antrag is not there, or could not be read.
    #[error(transparent)]
    Intake(#[from] intake::Error),
    /// The catalogue could not be read.
    #[error(transparent)]
    Catalogue(#[from] catalogue::Error),
    /// The store failed.
    #[error(transparent)]
    Store(#[from] store::Error),
}

/// What a person enters.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Feld {
    /// Name of a Kennzahl.
    Name,
    /// Its unit.
    Einheit,
    /// What it says.
    Beschreibung,
    /// Where a value comes from.
    Quelle,
    /// Why.
    Grund,
    /// What somebody says beside their vote.
    Kommentar,
}

impl Feld {
    /// The word for messages.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Name => "name",
            Self::Einheit => "unit",
            Self::Beschreibung => "description",
            Self::Quelle => "source",
            Self::Grund => "reason",
            Self::Kommentar => "comment",
        }
    }

    /// How many characters it may have.
    #[must_use]
    pub const fn most(self) -> usize {
        match self {
            Self::Name | Self::Einheit | Self::Quelle => MAX_TEXT,
            Self::Beschreibung | Self::Grund => MAX_LANG,
            Self::Kommentar => MAX_KOMMENTAR,
        }
    }

    /// Trims what was entered and checks how long it is.
    pub(crate) fn check(self, text: &str) -> Result<String, Error> {
        let text = text.trim();
        if text.chars().count() > self.most() { Err(Error::TooLong(self)) } else { Ok(text.to_owned()) }
    }

    /// The same for what must be there.
    pub(crate) fn need(self, text: &str) -> Result<String, Error> {
        let text = self.check(text)?;
        if text.is_empty() { Err(Error::Missing(self)) } else { Ok(text) }
    }
}

/// What became of a strategy.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Aufgenommen {
    /// Whether it is the edition that counts already.
    pub bekannt: bool,
    /// Elements that are new.
    pub neu: usize,
    /// Elements that go on from an earlier edition.
    pub fortgefuehrt: usize,
    /// Elements of the edition before that are gone.
    pub entfallen: usize,
}

/// An edition of the strategy.
#[derive(Debug, Clone, PartialEq)]
pub struct Edition {
    /// What it is called.
    pub titel: Option<String>,
    /// Its year.
    pub jahr: Option<i64>,
    /// The name of the file it was read from.
    pub datei: String,
    /// When it was taken in.
    pub aufgenommen_at: At,
    /// What a person should still look at: what was moved since is left out.
    pub hinweise: Vec<Hinweis>,
}

/// An element with what serves it.
#[derive(Debug, Clone, PartialEq)]
pub struct Knoten {
    /// The element.
    pub element: Element,
    /// Whether it is in the edition that counts.
    pub aktuell: bool,
    /// The Massnahmen that serve it, in the order in which that was said.
    pub zuordnungen: Vec<Zuordnung>,
}

/// That a Massnahme serves an element.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Zuordnung {
    /// The Massnahme.
    pub massnahme: Id,
    /// Why.
    pub grund: String,
    /// Since when that is said.
    pub at: At,
}

/// A Massnahme that might serve an element.
#[derive(Debug, Clone, PartialEq)]
pub struct Vorschlag {
    /// The Massnahme.
    pub massnahme: Id,
    /// Its title.
    pub titel: String,
    /// How near, from 0 to 1.
    pub naehe: f64,
}

impl Vorschlag {
    /// So many are made at most.
    pub const MOST: usize = 8;
}

/// The item that begins in a line of the source, and the element below which it stands.
#[must_use]
pub fn punkt_in_zeile(baum: &[Knoten], zeile: plans::Zeile) -> Option<(&Element, &Punkt)> {
    baum.iter().find_map(|knoten| {
        let punkt = knoten.element.punkte.iter().find(|punkt| punkt.zeile == zeile)?;
        Some((&knoten.element, punkt))
    })
}

/// A day as tables keep it.
pub(crate) fn day(text: &str) -> Option<Date> {
    text.parse().ok()
}

/// An id as tables keep it.
pub(crate) fn uuid(text: &str) -> Option<Uuid> {
    text.parse().ok()
}

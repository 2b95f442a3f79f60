//! A meeting of a body: its agenda, and what was decided.

use super::{Error, Feld, MAX_GRUND, MAX_TEXT, MAX_TITEL, VorschlagId, kept};
use jiff::{Timestamp, civil::Date};
use plans::Id;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

/// A meeting.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, sqlx::Type)]
#[serde(transparent)]
#[sqlx(transparent)]
pub struct SitzungId(pub Uuid);

impl std::fmt::Display for SitzungId {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        self.0.fmt(f)
    }
}

/// What an item of the agenda is about.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Gegenstand {
    /// The plan of a year as a whole.
    Plan(i16),
    /// A proposal.
    Vorschlag(VorschlagId),
    /// A measure of a published plan.
    Massnahme(Id),
    /// Something else, as its title says.
    Sonstiges,
}

/// An item of the agenda.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Tagesordnungspunkt {
    /// What it is called.
    pub titel: String,
    /// What it is about.
    pub gegenstand: Gegenstand,
    /// What was decided.
    pub beschluss: Option<Beschluss>,
}

impl Tagesordnungspunkt {
    /// An item of which nothing is decided yet.
    ///
    /// # Errors
    /// [`Error::Angabe`] without a title.
    pub fn new(titel: &str, gegenstand: Gegenstand) -> Result<Self, Error> {
        let titel = kept(titel, MAX_TITEL, true).ok_or(Error::Angabe(Feld::Titel))?;
        Ok(Self { titel: titel.replace('\n', " "), gegenstand, beschluss: None })
    }
}

/// A decision of a body.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Beschluss {
    /// What came out.
    pub ergebnis: Ergebnis,
    /// Its words.
    pub wortlaut: String,
    /// Votes for, against and withheld, where they were counted.
    pub stimmen: Option<(u16, u16, u16)>,
}

impl Beschluss {
    /// As it is kept.
    ///
    /// # Errors
    /// [`Error::Angabe`] without words, or with votes that say otherwise.
    pub fn checked(mut self) -> Result<Self, Error> {
        self.wortlaut = kept(&self.wortlaut, MAX_TEXT, true).ok_or(Error::Angabe(Feld::Beschluss))?;
        let fits = self.stimmen.is_none_or(|(ja, nein, _)| match self.ergebnis {
            Ergebnis::Zugestimmt => ja > nein,
            Ergebnis::Abgelehnt => nein >= ja,
            Ergebnis::Vertagt | Ergebnis::ZurKenntnis => true,
        });
        if fits { Ok(self) } else { Err(Error::Angabe(Feld::Beschluss)) }
    }
}

/// What came out of an item.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Ergebnis {
    /// The body approves.
    Zugestimmt,
    /// It does not.
    Abgelehnt,
    /// It decides another time.
    Vertagt,
    /// It was told.
    ZurKenntnis,
}

impl Ergebnis {
    /// All of them.
    pub const ALL: [Self; 4] = [Self::Zugestimmt, Self::Abgelehnt, Self::Vertagt, Self::ZurKenntnis];

    /// The word in forms and tables.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Zugestimmt => "zugestimmt",
            Self::Abgelehnt => "abgelehnt",
            Self::Vertagt => "vertagt",
            Self::ZurKenntnis => "zur-kenntnis",
        }
    }

    /// The inverse of [`Ergebnis::as_str`].
    #[must_use]
    pub fn parse(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|one| one.as_str() == word)
    }
}

/// A meeting as it stands.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Sitzung {
    /// Its id.
    pub id: SitzungId,
    /// The body that meets.
    pub gremium: String,
    /// The day.
    pub tag: Date,
    /// Where.
    pub ort: String,
    /// The agenda, in order.
    pub tagesordnung: Vec<Tagesordnungspunkt>,
    /// Who was there; said when the record is closed.
    pub anwesend: Option<String>,
    /// When the record was closed: after it nothing changes.
    pub geschlossen_at: Option<Timestamp>,
}

impl Sitzung {
    /// A meeting without an agenda.
    ///
    /// # Errors
    /// [`Error::Angabe`].
    pub fn new(id: SitzungId, gremium: &str, tag: Date, ort: &str) -> Result<Self, Error> {
        Ok(Self {
            id,
            gremium: kept(gremium, MAX_TITEL, true).ok_or(Error::Angabe(Feld::Gremium))?,
            tag,
            ort: kept(ort, MAX_TITEL, false).ok_or(Error::Angabe(Feld::Text))?,
            tagesordnung: Vec::new(),
            anwesend: None,
            geschlossen_at: None,
        })
    }

    /// Whether its record can be closed: there is an agenda, and each item has its decision.
    #[must_use]
    pub fn is_decided(&self) -> bool {
        !self.tagesordnung.is_empty() && self.tagesordnung.iter().all(|punkt| punkt.beschluss.is_some())
    }
}

/// A decision of a meeting whose record is closed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Gefasst {
    /// The meeting.
    pub sitzung: SitzungId,
    /// The body.
    pub gremium: String,
    /// The day of the meeting.
    pub tag: Date,
    /// What it is about.
    pub gegenstand: Gegenstand,
    /// What was decided.
    pub beschluss: Beschluss,
}

/// Who was there, as it is kept.
pub(crate) fn anwesend(text: &str) -> Result<String, Error> {
    kept(text, MAX_GRUND, true).ok_or(Error::Angabe(Feld::Text))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn votes_and_result_fit() {
        let beschluss =
            |ergebnis, stimmen| Beschluss { ergebnis, wortlaut: "So sei es.".to_owned(), stimmen };
        let is_kept = |ergebnis, stimmen| beschluss(ergebnis, stimmen).checked().is_ok();
        assert!(is_kept(Ergebnis::Zugestimmt, Some((5, 4, 1))) && is_kept(Ergebnis::Zugestimmt, None));
        assert!(!is_kept(Ergebnis::Zugestimmt, Some((4, 4, 0))), "a tie does not carry");
        assert!(
            is_kept(Ergebnis::Abgelehnt, Some((4, 4, 0))) && !is_kept(Ergebnis::Abgelehnt, Some((5, 4, 0)))
        );
        let silent = Beschluss { wortlaut: " ".to_owned(), ..beschluss(Ergebnis::Vertagt, None) };
        assert!(matches!(silent.checked(), Err(Error::Angabe(Feld::Beschluss))));
    }
}

//! Figures that show what came of a goal.

use super::{Ende, Zahl};
use catalogue::LeistungKey;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use store::At;
use uuid::Uuid;

/// Id of a Kennzahl.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct KennzahlId(pub Uuid);

impl std::fmt::Display for KennzahlId {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        self.0.fmt(f)
    }
}

/// What a Kennzahl is.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Kennzahl {
    /// "Leistungen mit Onlinedienst".
    pub name: String,
    /// What it says, and what not.
    pub beschreibung: String,
    /// "Prozent", "Tage".
    pub einheit: String,
    /// Which way is better.
    pub richtung: Richtung,
    /// The element of the strategy that it belongs to.
    pub element: Option<String>,
    /// What is to be reached.
    pub ziel: Option<Zielwert>,
    /// Where its values come from.
    pub quelle: Quelle,
    /// The Leistung that [`Messung::Abdeckung`] is about; without it, it is about all.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub leistung: Option<LeistungKey>,
}

/// Which way is better.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Richtung {
    /// More is better.
    Mehr,
    /// Less is better.
    Weniger,
}

/// A value to be reached by a day.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Zielwert {
    /// The value.
    pub wert: Zahl,
    /// The last day for it.
    pub bis: Date,
}

/// Where values come from.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Quelle {
    /// A person enters them, each with its source.
    Eingetragen,
    /// The program measures them.
    Gemessen(Messung),
}

/// What the program can measure over the whole installation.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Messung {
    /// Leistungen of the catalogue that somebody offers online, in percent of all.
    Onlinequote,
    /// Municipalities in which the Leistung of the Kennzahl, or at least one, is offered online, in percent of all.
    Abdeckung,
    /// Days from receipt to decision within which half of the decisions of a month were made.
    Bearbeitungszeit,
    /// Decisions of a month without a person, in percent of all.
    Automationsquote,
    /// The mean of what applicants say in a month, from 1 to 5.
    Zufriedenheit,
}

impl Messung {
    /// All of them.
    pub const ALL: [Self; 5] = [
        Self::Onlinequote,
        Self::Abdeckung,
        Self::Bearbeitungszeit,
        Self::Automationsquote,
        Self::Zufriedenheit,
    ];

    /// The word in forms and tables.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Onlinequote => "onlinequote",
            Self::Abdeckung => "abdeckung",
            Self::Bearbeitungszeit => "bearbeitungszeit",
            Self::Automationsquote => "automationsquote",
            Self::Zufriedenheit => "zufriedenheit",
        }
    }

    /// The inverse of [`Messung::as_str`].
    #[must_use]
    pub fn parse(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|messung| messung.as_str() == word)
    }

    /// Whether it is about a month that is over; the others are about the day itself.
    #[must_use]
    pub const fn of_month(self) -> bool {
        matches!(self, Self::Bearbeitungszeit | Self::Automationsquote | Self::Zufriedenheit)
    }
}

/// The value of a day. Of a month it is that of its last day.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Wert {
    /// The day.
    pub tag: Date,
    /// The value; `None` where there were so few cases that it would say too much of them.
    pub wert: Option<Zahl>,
    /// Where a person has it from.
    pub quelle: Option<String>,
    /// Whether it is as the program measured it.
    pub gemessen: bool,
}

/// A value that a person enters.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Eintrag {
    /// The day.
    pub tag: Date,
    /// The value.
    pub wert: Zahl,
    /// Where it comes from.
    pub quelle: String,
    /// Why it takes the place of another value of that day.
    pub grund: String,
}

/// A value that was corrected.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Berichtigung {
    /// The day of the value.
    pub tag: Date,
    /// What stood there before.
    pub vorher: Option<Zahl>,
    /// What stands there since.
    pub nachher: Option<Zahl>,
    /// Why.
    pub grund: String,
    /// When.
    pub at: At,
}

/// A Kennzahl with its newest value.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Kennzahlstand {
    /// Its id.
    pub id: KennzahlId,
    /// What it is.
    pub kennzahl: Kennzahl,
    /// Its newest value that is published.
    pub wert: Option<Wert>,
    /// That it is not kept any more.
    pub ende: Option<Ende>,
}

impl Kennzahlstand {
    /// Whether the target is reached; `None` without a target or a value.
    #[must_use]
    pub fn reached(&self) -> Option<bool> {
        let wert = self.wert.as_ref()?.wert?;
        let ziel = self.kennzahl.ziel?.wert;
        Some(match self.kennzahl.richtung {
            Richtung::Mehr => wert >= ziel,
            Richtung::Weniger => wert <= ziel,
        })
    }
}

/// A Kennzahl with all its values.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Verlauf {
    /// Its id.
    pub id: KennzahlId,
    /// What it is.
    pub kennzahl: Kennzahl,
    /// Its values, oldest first.
    pub werte: Vec<Wert>,
    /// That it is not kept any more.
    pub ende: Option<Ende>,
    /// What was corrected, newest first.
    pub berichtigungen: Vec<Berichtigung>,
}

impl Verlauf {
    /// As in lists.
    #[must_use]
    pub fn stand(&self) -> Kennzahlstand {
        let wert = self.werte.iter().rev().find(|wert| wert.wert.is_some()).cloned();
        Kennzahlstand { id: self.id, kennzahl: self.kennzahl.clone(), wert, ende: self.ende.clone() }
    }
}

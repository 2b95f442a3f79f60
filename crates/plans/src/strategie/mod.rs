//! A strategy of a Land: its Handlungsfelder, what they aim at, and the strategic Initiativen across them, read from the
//! text of its PDF.
//!
//! ```
//! let text = "3.1. Leistungen: nah am Menschen\nWir bauen aus.\n\n3.1.1. Strategische Ziele\n\nZiel: Wir bauen das An-\n\
//!             gebot aus.\n\n• Wir nutzen nach.\n\n3.1.2. Etappenziele\n\n• Wir schulen.\n";
//! let strategie = plans::strategie::read(text);
//! let feld = &strategie.handlungsfelder[0];
//! assert_eq!((feld.nummer.as_str(), feld.ziele[0].titel.as_str()), ("3.1", "Wir bauen das Angebot aus."));
//! assert_eq!(feld.etappenziele[0].text, "Wir schulen.");
//! ```
//!
//! By which rules: a Handlungsfeld is the chapter above sections named "Strategische Ziele" or "Etappenziele", whatever their
//! numbers are; where those have none, it is what is headed "Handlungsfeld". The number of a section says which chapter it
//! belongs to, as the columns of a page may come out in another order. A goal begins with "Ziel:", an Initiative with
//! "Strategische Initiative". Page numbers, running heads, addresses of links and footnotes with their signs are left out.
//!
//! [`elemente`] gives the tree ids that last over editions; [`umziehen`] moves what a person knows to stand elsewhere;
//! [`aehnliche`] finds what speaks of the same.
//!
//! Limits: columns can come out mixed. What is left of that in the text itself, a paragraph without a beginning or an item
//! without an end, is a [`Hinweis`]; an item that stands whole under the wrong goal cannot be told from others. German.

mod aehnlich;
mod builder;
mod chapters;
mod complete;
mod elemente;
mod footnotes;
mod furniture;
mod goals;
mod headings;
mod initiatives;
mod tree;
mod umzug;

use std::fmt;

use serde::{Deserialize, Serialize};

use crate::Zeile;

pub use aehnlich::aehnliche;
pub use elemente::{Element, Elementart, elemente};
pub use tree::read;
pub use umzug::{Hindernis, Ort, Stueck, Umzug, geklaert, umziehen};

/// What a strategy says.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Strategie {
    /// "E-Government und IT Strategie 2024", as its pages are headed.
    pub titel: Option<String>,
    /// The year in its title.
    pub jahr: Option<i16>,
    /// The fields, by number as in the text.
    pub handlungsfelder: Vec<Handlungsfeld>,
    /// What goes across the fields, in the order of the text.
    pub initiativen: Vec<Initiative>,
    /// What a person should look at, by line.
    pub hinweise: Vec<Hinweis>,
}

/// A field of action.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Handlungsfeld {
    /// "3.1"; empty where it has none.
    pub nummer: String,
    /// "Verwaltungsleistungen: Nutzerorientierte digitale Leistungen".
    pub titel: String,
    /// What it is about, paragraphs on lines of their own.
    pub text: String,
    /// What it aims at in the long run.
    pub ziele: Vec<Ziel>,
    /// What is to be reached on the way.
    pub etappenziele: Vec<Punkt>,
    /// Where its heading stands.
    pub zeile: Zeile,
}

/// A strategic goal.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Ziel {
    /// The goal itself, without "Ziel:".
    pub titel: String,
    /// How it is to be reached.
    pub punkte: Vec<Punkt>,
    /// Where it begins.
    pub zeile: Zeile,
}

/// An item of a list.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Punkt {
    /// Its words, in one line.
    pub text: String,
    /// Where it begins.
    pub zeile: Zeile,
}

/// A strategic Initiative.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Initiative {
    /// Its name, without quotes.
    pub titel: String,
    /// Why it is needed.
    pub warum: String,
    /// What it should come to; the items go on from here.
    pub soll: String,
    /// In particular.
    pub punkte: Vec<Punkt>,
    /// Where it begins.
    pub zeile: Zeile,
}

impl Strategie {
    /// How many there are: fields, goals, Etappenziele, Initiativen.
    #[must_use]
    pub fn anzahl(&self) -> (usize, usize, usize, usize) {
        let felder = &self.handlungsfelder;
        let (mut ziele, mut etappen) = (0, 0);
        for feld in felder {
            ziele += feld.ziele.len();
            etappen += feld.etappenziele.len();
        }
        (felder.len(), ziele, etappen, self.initiativen.len())
    }
}

/// Something that a person should look at.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Hinweis {
    /// Where; 0 where it is about the whole text.
    pub zeile: Zeile,
    /// What.
    pub was: HinweisArt,
}

/// What there is to look at.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[non_exhaustive]
pub enum HinweisArt {
    /// Nothing to read.
    Leer,
    /// Signs that no text has.
    KeinText,
    /// Larger than what is read; the rest was left out.
    ZuGross,
    /// No Handlungsfeld with goals was found.
    KeineStrategie,
    /// Nothing says what the strategy is called.
    OhneTitel,
    /// Nothing says its year.
    OhneJahr,
    /// A section whose chapter has no heading in the text.
    FeldOhneTitel(String),
    /// A chapter with goals of one kind only: the other is missing or was not found.
    FeldUnvollstaendig(String),
    /// A section or Initiative that stands here again; the first was kept.
    Wiederholt(String),
    /// Items without a goal above them: each was taken as a goal.
    PunkteAlsZiele(String),
    /// A goal without a word on how it is to be reached: its items may stand under another one.
    ZielOhnePunkte(String),
    /// A goal among the Etappenziele; it was taken as a goal.
    ZielUnterEtappen(String),
    /// A paragraph without a beginning: it may go on from somewhere else.
    OhneAnfang(String),
    /// An item without an end: it may go on somewhere else.
    OhneEnde(String),
    /// A sentence over the end of a page, in a chapter where pieces are out of place: it may be put together wrongly.
    UeberSeite(String),
}

impl fmt::Display for HinweisArt {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Leer => write!(f, "the text is empty"),
            Self::KeinText => write!(f, "there are signs that no text has; is it the text of the PDF?"),
            Self::ZuGross => write!(f, "the text is too large; its end was left out"),
            Self::KeineStrategie => {
                write!(f, "no Handlungsfeld with goals was found; is it a strategy, in German?")
            }
            Self::OhneTitel => write!(f, "nothing says what the strategy is called"),
            Self::OhneJahr => write!(f, "nothing says the year of the strategy"),
            Self::FeldOhneTitel(nummer) => write!(f, "chapter {nummer} has goals, but no heading"),
            Self::FeldUnvollstaendig(name) => {
                write!(f, "{name} has no goals or no Etappenziele; is the text cut off?")
            }
            Self::Wiederholt(name) => write!(f, "{name} stands here again; the first was kept"),
            Self::PunkteAlsZiele(name) => write!(f, "{name}: items without a goal were taken as goals"),
            Self::ZielOhnePunkte(titel) => {
                write!(f, "nothing stands under the goal \"{titel}\": look at the goals next to it")
            }
            Self::ZielUnterEtappen(titel) => write!(f, "\"{titel}\" stands among the Etappenziele"),
            Self::OhneAnfang(text) => write!(f, "\"{text}\" has no beginning: it may belong elsewhere"),
            Self::OhneEnde(text) => write!(f, "\"{text}\" has no end: it may go on elsewhere"),
            Self::UeberSeite(text) => {
                write!(f, "\"{text}\" goes over a page and may be put together wrongly")
            }
        }
    }
}

impl fmt::Display for Hinweis {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.zeile == 0 {
            write!(f, "{}", self.was)
        } else {
            write!(f, "line {}: {}", self.zeile, self.was)
        }
    }
}

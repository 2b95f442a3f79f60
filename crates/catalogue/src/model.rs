//! What the catalogue knows. No I/O.
//!
//! The terms are those of FIM and XZuFi: a *Leistung* is described once for all; a *Zustaendigkeit* says which
//! *Organisationseinheit* serves it in which *Gebiet*; an *Onlinedienst* is the package that a Behoerde offers for it.

use identity::{Address, Ars, BehoerdeId};
use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use uuid::Uuid;

/// The language that is there when no other is.
pub const DEFAULT_LANGUAGE: &str = "de";

/// Key of a Leistung in the Leistungskatalog (LeiKa): 14 digits.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct LeistungKey(String);

/// The text is no key of a Leistung.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{0:?} is no key of a Leistung: write its 14 digits")]
pub struct BadKey(pub String);

impl LeistungKey {
    /// Reads 14 digits.
    ///
    /// # Errors
    /// [`BadKey`] for anything else.
    pub fn parse(text: &str) -> Result<Self, BadKey> {
        let good = text.len() == 14 && text.bytes().all(|b| b.is_ascii_digit());
        if good { Ok(Self(text.to_owned())) } else { Err(BadKey(text.chars().take(40).collect())) }
    }

    /// The 14 digits.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl TryFrom<String> for LeistungKey {
    type Error = BadKey;
    fn try_from(text: String) -> Result<Self, BadKey> {
        Self::parse(&text)
    }
}

impl From<LeistungKey> for String {
    fn from(key: LeistungKey) -> Self {
        key.0
    }
}

impl std::fmt::Display for LeistungKey {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.0)
    }
}

/// How much is online.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Abdeckung {
    /// Leistungen of the catalogue.
    pub leistungen: i64,
    /// Those that somebody offers online.
    pub online: i64,
    /// Municipalities.
    pub gemeinden: i64,
    /// Those in which whoever serves something offers it online.
    pub erreicht: i64,
}

/// What kind of area a Gebiet is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum GebietKind {
    /// The federation.
    Bund,
    /// A state.
    Land,
    /// A district of a state that has such.
    Regierungsbezirk,
    /// A county.
    Landkreis,
    /// A city that is its own county.
    KreisfreieStadt,
    /// Municipalities that share an administration (in Thüringen: Verwaltungsgemeinschaft).
    Gemeindeverband,
    /// A municipality.
    Gemeinde,
}

impl GebietKind {
    /// The word used in files and tables.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Bund => "bund",
            Self::Land => "land",
            Self::Regierungsbezirk => "regierungsbezirk",
            Self::Landkreis => "landkreis",
            Self::KreisfreieStadt => "kreisfreie_stadt",
            Self::Gemeindeverband => "gemeindeverband",
            Self::Gemeinde => "gemeinde",
        }
    }

    /// Whether people live in it as in a municipality.
    #[must_use]
    pub const fn is_municipality(self) -> bool {
        matches!(self, Self::Gemeinde | Self::KreisfreieStadt)
    }

    /// Whether it is a county, or a city that is one.
    #[must_use]
    pub const fn is_district(self) -> bool {
        matches!(self, Self::Landkreis | Self::KreisfreieStadt)
    }

    pub(crate) fn from_word(word: &str) -> Option<Self> {
        use GebietKind::{
            Bund, Gemeinde, Gemeindeverband, KreisfreieStadt, Land, Landkreis, Regierungsbezirk,
        };
        [Bund, Land, Regierungsbezirk, Landkreis, KreisfreieStadt, Gemeindeverband, Gemeinde]
            .into_iter()
            .find(|kind| kind.as_str() == word)
    }
}

/// An area.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Gebiet {
    /// Its Amtlicher Regionalschluessel; [`Ars::ags`] gives the Gemeindeschluessel.
    pub ars: Ars,
    /// Its name.
    pub name: String,
    /// What it is.
    pub kind: GebietKind,
    /// The area of which it is part.
    pub parent: Option<Ars>,
    /// Postal codes in it, 5 digits each, ascending.
    pub postal_codes: Vec<String>,
    /// Where it stands on a map of tiles.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub kachel: Option<Kachel>,
}

/// A place on a map of tiles of equal size, one for each area: what is small on the ground is seen as well as what is large.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Kachel {
    /// What is written on it, 4 letters at most.
    pub kuerzel: String,
    /// The column, from 1 in the west.
    pub spalte: u8,
    /// The row, from 1 in the north.
    pub zeile: u8,
}

impl Kachel {
    /// The longest text on a tile.
    pub const LETTERS: usize = 4;
    /// The most columns, and the most rows, of a map.
    pub const MOST: u8 = 30;
}

/// A unit of a Behoerde that people turn to.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Organisationseinheit {
    /// Its id.
    pub id: Uuid,
    /// The Behoerde it belongs to.
    pub behoerde: BehoerdeId,
    /// Its name.
    pub name: String,
    /// Where it is.
    pub address: Address,
    /// When it is open, as text, line by line.
    pub opening_hours: Vec<String>,
    /// Telephone.
    pub phone: Option<String>,
    /// Electronic mail.
    pub mail: Option<String>,
    /// Web site.
    pub web: Option<String>,
}

/// The texts on a Leistung in one language. An empty line parts paragraphs.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Texts {
    /// What a person can do here.
    pub title: String,
    /// One or two sentences, for lists and for 115.
    pub short: String,
    /// The whole description.
    pub full: String,
    /// What must be true.
    pub requirements: Vec<String>,
    /// What to have at hand.
    pub documents: Vec<String>,
    /// What it costs.
    pub costs: String,
    /// How long it takes.
    pub duration: String,
    /// Until when or from when.
    pub deadlines: String,
    /// What one can do against the decision.
    pub remedy: String,
    /// The way, step by step.
    pub steps: Vec<String>,
    /// Words under which people look for it.
    pub keywords: Vec<String>,
    /// The law it rests on.
    pub legal: Vec<Legal>,
}

/// A legal basis.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Legal {
    /// As it is cited.
    pub text: String,
    /// Where it can be read.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub link: Option<String>,
}

/// A Leistung as it is brought into the catalogue: its texts in all languages.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct LeistungEntry {
    /// Its key.
    pub key: LeistungKey,
    /// Who says so: `Paket bewohnerparkausweis 1.0.0`, `FIM-Portal`, ...
    pub source: String,
    /// By language tag; [`DEFAULT_LANGUAGE`] must be there.
    pub texts: BTreeMap<String, Texts>,
}

/// A Leistung as a page shows it: in one language.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Leistung {
    /// Its key.
    pub key: LeistungKey,
    /// Who says so.
    pub source: String,
    /// Since when the catalogue says so.
    pub changed: Timestamp,
    /// The language of the texts: the wanted one, or what stands in for it.
    pub language: String,
    /// All languages there are.
    pub languages: Vec<String>,
    /// The texts.
    pub texts: Texts,
}

/// Which Organisationseinheit serves which Leistung in which Gebiet (and all areas within, unless they have their own).
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Zustaendigkeit {
    /// The Leistung.
    pub leistung: LeistungKey,
    /// The area.
    pub gebiet: Ars,
    /// The Organisationseinheit.
    pub einheit: Uuid,
}

/// A package that a Behoerde offers for a Leistung.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Onlinedienst {
    /// Who offers it.
    pub behoerde: BehoerdeId,
    /// For what.
    pub leistung: LeistungKey,
    /// Id of the package.
    pub package: String,
    /// Its version.
    pub version: String,
    /// Its digest: SHA-256, 64 hexadecimal digits.
    pub digest: String,
}

/// A package that a Behoerde is to offer for a Leistung, in its newest version, as soon as somebody offers it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct WantedOnlinedienst {
    /// Who is to offer it.
    pub behoerde: BehoerdeId,
    /// For what.
    pub leistung: LeistungKey,
    /// Id of the package.
    pub package: String,
}

/// Who serves a Leistung at a place.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Zustaendig {
    /// The Organisationseinheit.
    pub einheit: Organisationseinheit,
    /// The area for which it is: the place itself, or one around it.
    pub gebiet: Ars,
    /// How to apply online, where that is offered.
    pub onlinedienst: Option<Onlinedienst>,
}

/// What the call centre says (115): short, and where it comes from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Auskunft {
    /// The Leistung with its texts; `short`, `costs`, `duration`, `documents` are what is read out.
    pub leistung: Leistung,
    /// Who serves it at the place that was asked for.
    pub zustaendig: Option<Zustaendig>,
    /// Where the answer comes from: the source of the texts, then the legal bases.
    pub sources: Vec<Legal>,
}

/// The languages to try, best first: `de-x-leicht` gives `de-x-leicht`, `de`; `uk-UA` gives `uk-UA`, `uk`, `de`.
pub(crate) fn fallbacks(language: &str) -> Vec<&str> {
    let mut out = vec![language];
    let mut rest = language;
    while let Some((shorter, _)) = rest.rsplit_once('-') {
        rest = shorter;
        // A singleton such as "x" is no tag by itself (BCP 47, section 2.2.6).
        if rest.rsplit('-').next().is_some_and(|part| part.len() > 1) {
            out.push(rest);
        }
    }
    if !out.contains(&DEFAULT_LANGUAGE) {
        out.push(DEFAULT_LANGUAGE);
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn languages_fall_back_to_the_nearest() {
        assert_eq!(fallbacks("de-x-leicht"), ["de-x-leicht", "de"]);
        assert_eq!(fallbacks("uk-UA"), ["uk-UA", "uk", "de"]);
        assert_eq!(fallbacks("de"), ["de"]);
    }

    #[test]
    fn keys_have_14_digits() {
        assert!(LeistungKey::parse("99108001001000").is_ok());
        for bad in ["", "9910800100100", "9910800100100x", "991080010010000"] {
            assert!(LeistungKey::parse(bad).is_err(), "{bad}");
        }
    }
}

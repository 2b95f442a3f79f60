//! The Laender.

use serde::{Deserialize, Serialize};

/// A Land, with its key of the official statistics: the first two digits of every Amtlicher Regionalschluessel.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Land {
    /// 01
    SchleswigHolstein,
    /// 02
    Hamburg,
    /// 03
    Niedersachsen,
    /// 04
    Bremen,
    /// 05
    NordrheinWestfalen,
    /// 06
    Hessen,
    /// 07
    RheinlandPfalz,
    /// 08
    BadenWuerttemberg,
    /// 09
    Bayern,
    /// 10
    Saarland,
    /// 11
    Berlin,
    /// 12
    Brandenburg,
    /// 13
    MecklenburgVorpommern,
    /// 14
    Sachsen,
    /// 15
    SachsenAnhalt,
    /// 16
    Thueringen,
}

/// Key and name, in the order of the enum.
const KEYS: [(&str, &str); 16] = [
    ("01", "Schleswig-Holstein"),
    ("02", "Hamburg"),
    ("03", "Niedersachsen"),
    ("04", "Bremen"),
    ("05", "Nordrhein-Westfalen"),
    ("06", "Hessen"),
    ("07", "Rheinland-Pfalz"),
    ("08", "Baden-Württemberg"),
    ("09", "Bayern"),
    ("10", "Saarland"),
    ("11", "Berlin"),
    ("12", "Brandenburg"),
    ("13", "Mecklenburg-Vorpommern"),
    ("14", "Sachsen"),
    ("15", "Sachsen-Anhalt"),
    ("16", "Thüringen"),
];

impl Land {
    /// All Laender in the order of their keys.
    pub const ALLE: [Self; 16] = [
        Self::SchleswigHolstein,
        Self::Hamburg,
        Self::Niedersachsen,
        Self::Bremen,
        Self::NordrheinWestfalen,
        Self::Hessen,
        Self::RheinlandPfalz,
        Self::BadenWuerttemberg,
        Self::Bayern,
        Self::Saarland,
        Self::Berlin,
        Self::Brandenburg,
        Self::MecklenburgVorpommern,
        Self::Sachsen,
        Self::SachsenAnhalt,
        Self::Thueringen,
    ];

    /// The two digits of the official statistics: `16` for Thüringen.
    #[must_use]
    pub const fn schluessel(self) -> &'static str {
        KEYS[self as usize].0
    }

    /// The name as it is written.
    #[must_use]
    pub const fn name(self) -> &'static str {
        KEYS[self as usize].1
    }

    /// The Land of an area: of its own key, of an AGS (8 digits) or of an ARS (12 digits). `None` if the text does
    /// not begin with the key of a Land.
    #[must_use]
    pub fn von_schluessel(schluessel: &str) -> Option<Self> {
        let land = schluessel.get(..2)?;
        Self::ALLE.into_iter().find(|one| one.schluessel() == land)
    }
}

//! Staff statistics: tables of numbers in the same documents, as data sets whose arithmetic was checked.
//!
//! - [`gemeinden`]: employees of each municipality and county (Personal der Kernhaushalte nach Verwaltungsformen);
//! - [`einzelplaene`]: employees of the Land by Einzelplan and Kapitel over the years.
//!
//! In both each number was rounded to a multiple of five on its own, sums as well, so that sums may differ from what is
//! added up. [`Abweichung::erklaerbar`] says whether rounding explains it.

mod align;
mod einzelplaene;
mod gemeinden;

use serde::{Deserialize, Serialize};

pub use einzelplaene::{Einzelplantabelle, Haushalt, Position, Wert, einzelplaene};
pub use gemeinden::{Gemeindetabelle, Verwaltungsform, Zeile as Gemeindezeile, gemeinden};

use crate::Zeile;

/// A sum, share or rate that does not come out as printed.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Abweichung {
    /// What was computed: "Summe", "Entwicklung", "je 10.000 Einwohner".
    pub was: Rechnung,
    /// Of which row.
    pub zeile: Zeile,
    /// Of which year, where the table has several.
    pub jahr: Option<i16>,
    /// As printed.
    pub gedruckt: f64,
    /// As computed.
    pub gerechnet: f64,
    /// Whether rounding to multiples of five explains it.
    pub erklaerbar: bool,
}

/// What was computed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Rechnung {
    /// A total of the rows below it.
    Summe,
    /// The change against the year before, in percent.
    Entwicklung,
    /// Employees for each 10,000 inhabitants.
    JeEinwohner,
}

/// Rounding to a multiple of five moves a number by two at most.
const ROUNDING: u32 = 2;

/// A total against its parts: `None` where it comes out.
fn sum(zeile: Zeile, jahr: Option<i16>, total: u32, parts: &[u32]) -> Option<Abweichung> {
    let added: u32 = parts.iter().sum();
    let count = u32::try_from(parts.len()).unwrap_or(u32::MAX);
    let erklaerbar = total.abs_diff(added) <= ROUNDING.saturating_mul(count.saturating_add(1));
    (total != added && !parts.is_empty()).then(|| Abweichung {
        was: Rechnung::Summe,
        zeile,
        jahr,
        gedruckt: f64::from(total),
        gerechnet: f64::from(added),
        erklaerbar,
    })
}

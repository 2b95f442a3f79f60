//! Beginning, middle and end of a month (§ 192 BGB).

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::{Error, Result};

/// A day that is named by its place in a month.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Monatszeit {
    /// "Anfang des Monats": the first.
    Anfang,
    /// "Mitte des Monats": the fifteenth, in February as well.
    Mitte,
    /// "Ende des Monats": the last.
    Ende,
}

impl Monatszeit {
    /// The day in a month of a year (§ 192 BGB).
    ///
    /// # Errors
    /// [`Error::Kalenderende`] if there is no such month.
    pub fn tag(self, jahr: i16, monat: i8) -> Result<Date> {
        let first = Date::new(jahr, monat, 1).map_err(|_| Error::Kalenderende)?;
        match self {
            Self::Anfang => Ok(first),
            Self::Mitte => Date::new(jahr, monat, 15).map_err(|_| Error::Kalenderende),
            Self::Ende => Ok(first.last_of_month()),
        }
    }
}

//! What goes wrong.

use crate::{ERSTES_JAHR, LETZTES_JAHR, Land, OSTERN_BIS, OSTERN_VON, Oertlich};

/// Result of this crate.
pub type Result<T, E = Error> = std::result::Result<T, E>;

/// What goes wrong when a period is read or computed.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum Error {
    /// The table of holidays does not reach that far.
    #[error(
        "the holidays of {jahr} are not known: the table holds {ERSTES_JAHR} to {LETZTES_JAHR}; compute this \
         period by hand"
    )]
    Jahr {
        /// The year that was asked for.
        jahr: i16,
    },
    /// Easter is only known in the Gregorian calendar.
    #[error("Easter of {jahr} is not known: the rule holds for {OSTERN_VON} to {OSTERN_BIS}")]
    Ostern {
        /// The year that was asked for.
        jahr: i16,
    },
    /// The Land has no such holiday of municipalities.
    #[error("no municipality of {} has the local holiday {oertlich:?}: take it out of the calendar", land.name())]
    Oertlich {
        /// The holiday.
        oertlich: Oertlich,
        /// The Land.
        land: Land,
    },
    /// A period of nothing has no end.
    #[error("a period is at least one day long")]
    Leer,
    /// The text is no duration that a period can have.
    #[error("{text:?} is no duration of a Frist: {grund}")]
    Dauer {
        /// The text.
        text: String,
        /// What is wrong with it and what to do.
        grund: &'static str,
    },
    /// The period ends after the last day of the calendar (31 December 9999), or there is no such day.
    #[error("the period leaves the calendar: choose a shorter one")]
    Kalenderende,
}

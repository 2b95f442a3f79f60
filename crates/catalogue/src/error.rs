//! What can go wrong in the catalogue.

use crate::model::LeistungKey;
use identity::{Ars, BehoerdeId, Denied};
use uuid::Uuid;

/// Result of this crate.
pub type Result<T, E = Error> = std::result::Result<T, E>;

/// An error of this office.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum Error {
    /// The ground gave way.
    #[error(transparent)]
    Store(#[from] store::Error),
    /// The scope does not allow it.
    #[error(transparent)]
    Denied(#[from] Denied),
    /// An account or Behoerde could not be made while sample data were loaded.
    #[error(transparent)]
    Identity(#[from] identity::Error),
    /// The Leistung has no texts in the language that stands in for all others.
    #[error("Leistung {0} has no texts in German; add them")]
    NoGerman(LeistungKey),
    /// The catalogue has no such Leistung.
    #[error("the catalogue has no Leistung {0}; add it first")]
    UnknownLeistung(LeistungKey),
    /// The catalogue has no such area.
    #[error("the catalogue has no Gebiet {0}; add it first")]
    UnknownGebiet(Ars),
    /// The catalogue has no such Organisationseinheit.
    #[error("the catalogue has no Organisationseinheit {0}; add it first")]
    UnknownEinheit(Uuid),
    /// An Organisationseinheit stays with its Behoerde.
    #[error("Organisationseinheit {0} belongs to Behoerde {1}; make a new one for another Behoerde")]
    OtherBehoerde(Uuid, BehoerdeId),
    /// A file of sample data cannot be read.
    #[error("{file}: {reason}")]
    File {
        /// The file.
        file: String,
        /// What is wrong with it, with the line where that is known.
        reason: String,
    },
    /// A stored value cannot be read: the database was altered by hand.
    #[error("{0} in the database cannot be read: it was altered by hand or written by another release")]
    Stored(String),
    /// The search index could not be made or asked.
    #[error("search: {0}")]
    Search(String),
}

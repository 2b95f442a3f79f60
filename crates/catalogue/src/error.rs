//! What can go wrong in the catalogue.

use crate::model::{BadKey, LeistungKey};
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
    /// An account or Behoerde could not be made.
    #[error(transparent)]
    Identity(#[from] identity::Error),
    /// A package could not be installed.
    #[error(transparent)]
    Packages(#[from] packages::Error),
    /// The text is no key of a Leistung.
    #[error(transparent)]
    Key(#[from] BadKey),
    /// A package is wanted for a Leistung that is not its own.
    #[error(
        "package {package} is for Leistung {leistung}, but is wanted for {wanted}: correct zustaendigkeiten.toml and import it again"
    )]
    OtherLeistung {
        /// The package.
        package: String,
        /// For what it is.
        leistung: LeistungKey,
        /// For what it is wanted.
        wanted: LeistungKey,
    },
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
    /// The files of a folder are not usable.
    #[error("{}", list(.0))]
    Folder(Vec<Problem>),
    /// A stored value cannot be read: the database was altered by hand.
    #[error("{0} in the database cannot be read: it was altered by hand or written by another release")]
    Stored(String),
    /// The search index could not be made or asked.
    #[error("search: {0}")]
    Search(String),
}

fn list(problems: &[Problem]) -> String {
    problems.iter().map(ToString::to_string).collect::<Vec<_>>().join("; ")
}

/// One thing that is wrong with a folder of data. Reads as `behoerden.toml:12: message`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Problem {
    /// The file.
    pub file: String,
    /// Line, from 1.
    pub line: Option<u32>,
    /// What is wrong and what to do.
    pub message: String,
}

impl std::fmt::Display for Problem {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.file)?;
        if let Some(line) = self.line {
            write!(f, ":{line}")?;
        }
        write!(f, ": {}", self.message)
    }
}

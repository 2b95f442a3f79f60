//! The journal entries of this office. All lie in one stream: the plans concern each other.

use crate::tables;
use plans::{Aktionsplan, Befund, Ende, Id, Korrektur, Note, Verbindung};
use serde::{Deserialize, Serialize};
use store::{Meta, Result, StreamId, Tx};
use uuid::Uuid;

/// The stream of all plans.
pub(crate) const STREAM: StreamId = StreamId(Uuid::from_u128(0x5c2e_91d7_40b6_5f13_8a0e_6d94_b7c3_1e58));

/// What happened.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(crate) enum Entry {
    /// A plan was read, or read anew from another text.
    Aufgenommen {
        /// The name of the file.
        datei: String,
        /// SHA-256 over what was read, in hex.
        pruefsumme: String,
        /// All it says.
        plan: Box<Aktionsplan>,
        /// What a person should look at.
        hinweise: Vec<Note>,
    },
    /// A person said which measures are the same, or not.
    Korrigiert { korrektur: Korrektur, grund: String },
    /// A person said that a plan is of another year than it was taken for.
    Umdatiert { von: i16, nach: i16, grund: String },
    /// Which measures of the plans are the same, and what does not fit, as found after the entries before.
    Geordnet { laeufe: Vec<Lauf>, verbindungen: Vec<Verbindung>, befunde: Vec<Befund> },
}

/// A measure over the years.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub(crate) struct Lauf {
    pub(crate) id: Id,
    /// The year of each plan, and the place of the measure in it.
    pub(crate) stationen: Vec<(i16, usize)>,
    pub(crate) aus: Option<Id>,
    pub(crate) ende: Ende,
}

impl store::Entry for Entry {
    fn kind(&self) -> &'static str {
        match self {
            Self::Aufgenommen { .. } => "steering.aufgenommen",
            Self::Korrigiert { .. } => "steering.korrigiert",
            Self::Umdatiert { .. } => "steering.umdatiert",
            Self::Geordnet { .. } => "steering.geordnet",
        }
    }

    async fn project(&self, meta: &Meta, tx: &mut Tx) -> Result<()> {
        tables::project(self, meta, tx).await
    }
}

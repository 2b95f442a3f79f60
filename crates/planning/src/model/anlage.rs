//! A file that comes with a proposal, such as its Wirtschaftlichkeitsbetrachtung.

use serde::{Deserialize, Serialize};
use store::BlobId;
use uuid::Uuid;

/// Most files of a proposal.
pub const MAX_ANLAGEN: usize = 10;

/// A file of a proposal.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, sqlx::Type)]
#[serde(transparent)]
#[sqlx(transparent)]
pub struct AnlageId(pub Uuid);

impl std::fmt::Display for AnlageId {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        self.0.fmt(f)
    }
}

/// What is known of it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Datei {
    /// Its name, as it was tidied when it was looked into.
    pub name: String,
    /// Media type by content.
    pub media_type: String,
    /// Size in bytes.
    pub size: i64,
    /// Where it lies, under the key of its proposal.
    pub blob: BlobId,
}

/// A file as it stands with its proposal.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Anlage {
    /// Its id.
    pub id: AnlageId,
    /// What is known of it.
    pub datei: Datei,
}

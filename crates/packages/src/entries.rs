//! The entries of this office: what was installed, with every file.

use serde::{Deserialize, Serialize};
use store::{BlobId, Meta, Result, Tx};

use crate::model::Digest;
use crate::tables;

/// What happens to a package.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(crate) enum Entry {
    /// A version was installed; its files lie as blobs in the stream of the package.
    Installiert {
        id: String,
        version: String,
        leistung: String,
        titel: String,
        digest: Digest,
        files: Vec<(String, BlobId)>,
    },
}

impl store::Entry for Entry {
    fn kind(&self) -> &'static str {
        match self {
            Self::Installiert { .. } => "packages.installiert",
        }
    }

    async fn project(&self, meta: &Meta, tx: &mut Tx) -> Result<()> {
        tables::project(self, meta, tx).await
    }
}

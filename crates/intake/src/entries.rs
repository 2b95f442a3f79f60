//! The entries of this office. They lie in the stream that becomes the Akte.

use crate::{model::AntragId, tables};
use form::Answers;
use identity::{AccountId, BehoerdeId};
use packages::Digest;
use serde::{Deserialize, Serialize};
use store::{BlobId, Meta, Result, Tx};

/// What happens to an Antrag in this office.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(crate) enum Entry {
    Eingereicht {
        id: AntragId,
        package: String,
        digest: Digest,
        titel: String,
        behoerde: BehoerdeId,
        person: AccountId,
        name: String,
        language: String,
        eingangsnummer: String,
        answers: Answers,
        uploads: Vec<Upload>,
    },
}

/// A file that came with an Antrag; its name and type stand with the answers.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(crate) struct Upload {
    pub id: String,
    pub blob: BlobId,
}

impl store::Entry for Entry {
    fn kind(&self) -> &'static str {
        match self {
            Self::Eingereicht { .. } => "intake.eingereicht",
        }
    }

    async fn project(&self, meta: &Meta, tx: &mut Tx) -> Result<()> {
        tables::project(self, meta, tx).await
    }
}

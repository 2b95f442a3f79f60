//! The entries of this office and how they become rows. They lie in the stream of the Akte.

use crate::{
    model::{Letter, MessageId},
    tables,
};
use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use store::{Meta, Result, Tx};

/// What happens to a letter.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(crate) enum Entry {
    Bereitgestellt { id: MessageId, letter: Letter, bekanntgabe: Option<Date> },
    Abgerufen { id: MessageId, bekanntgabe: Option<Date> },
}

impl store::Entry for Entry {
    fn kind(&self) -> &'static str {
        match self {
            Self::Bereitgestellt { .. } => "post.bereitgestellt",
            Self::Abgerufen { .. } => "post.abgerufen",
        }
    }

    async fn project(&self, meta: &Meta, tx: &mut Tx) -> Result<()> {
        match self {
            Self::Bereitgestellt { id, letter, bekanntgabe } => {
                tables::insert(tx, meta, *id, letter, *bekanntgabe).await
            }
            Self::Abgerufen { id, bekanntgabe } => tables::mark_read(tx, meta, *id, *bekanntgabe).await,
        }
    }
}

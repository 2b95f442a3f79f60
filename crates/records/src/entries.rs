//! The entries of this office and how they become rows.

use crate::{
    model::{DokumentArt, DokumentId, Richtung, VorgangId},
    tables,
};
use identity::{AccountId, BehoerdeId};
use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use store::{BlobId, Meta, Result, Tx};

/// What happens to an Akte.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(crate) enum Entry {
    AkteAngelegt {
        behoerde: BehoerdeId,
        aktenplan: String,
        #[serde(default)]
        dienst: String,
        year: i64,
        number: i64,
        aktenzeichen: String,
        betreff: String,
        person: Option<AccountId>,
    },
    DokumentAufgenommen {
        id: DokumentId,
        vorgang: Option<VorgangId>,
        art: DokumentArt,
        richtung: Richtung,
        titel: String,
        file_name: String,
        media_type: String,
        size: i64,
        blob: BlobId,
    },
    /// Another Behoerde may read what came in for a Vorgang.
    Freigegeben {
        vorgang: VorgangId,
        behoerde: BehoerdeId,
    },
    /// No other Behoerde may, any more.
    FreigabeBeendet {
        vorgang: VorgangId,
    },
    AkteGeschlossen {
        keep_until: Date,
    },
    /// In the stream of what a Behoerde destroyed: an Akte is no more, and its number is not given again.
    AkteVernichtet {
        behoerde: BehoerdeId,
        aktenplan: String,
        year: i64,
        number: i64,
        aktenzeichen: String,
    },
}

impl store::Entry for Entry {
    fn kind(&self) -> &'static str {
        match self {
            Self::AkteAngelegt { .. } => "records.akte_angelegt",
            Self::DokumentAufgenommen { .. } => "records.dokument_aufgenommen",
            Self::Freigegeben { .. } => "records.freigegeben",
            Self::FreigabeBeendet { .. } => "records.freigabe_beendet",
            Self::AkteGeschlossen { .. } => "records.akte_geschlossen",
            Self::AkteVernichtet { .. } => "records.akte_vernichtet",
        }
    }

    async fn project(&self, meta: &Meta, tx: &mut Tx) -> Result<()> {
        tables::project(self, meta, tx).await
    }
}

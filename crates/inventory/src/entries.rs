//! The journal entries of this office. Each Gegenstand has a stream of its own, and what was told apart one for all.

use crate::model::{Aenderung, Angaben, GegenstandId, Ziel};
use crate::tables;
use identity::BehoerdeId;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use store::{Meta, Result, StreamId, Tx};
use uuid::Uuid;

/// The stream of what was told apart: a pair may belong to two Behoerden.
pub(crate) const COMPARED: StreamId = StreamId(Uuid::from_u128(0x8d1f_63a0_52c7_5e49_9b30_f4c8_17ae_d265));

/// What happened.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(crate) enum Entry {
    /// A Gegenstand was entered.
    Erfasst { behoerde: BehoerdeId, angaben: Angaben },
    /// Fields changed.
    Geaendert { felder: Aenderung },
    /// It was linked.
    Verknuepft { ziel: Ziel },
    /// A link was taken away.
    Geloest { ziel: Ziel },
    /// So many licences were in use on that day; a later report of the same day takes the place of the earlier.
    NutzungGemeldet { tag: Date, anzahl: i64 },
    /// It is no longer in use.
    Ausgesondert { grund: String },
    /// Two Gegenstaende that look the same are not, the one with the smaller id first.
    Unterschieden { a: GegenstandId, b: GegenstandId, grund: String },
}

impl store::Entry for Entry {
    fn kind(&self) -> &'static str {
        match self {
            Self::Erfasst { .. } => "inventory.erfasst",
            Self::Geaendert { .. } => "inventory.geaendert",
            Self::Verknuepft { .. } => "inventory.verknuepft",
            Self::Geloest { .. } => "inventory.geloest",
            Self::NutzungGemeldet { .. } => "inventory.nutzung-gemeldet",
            Self::Ausgesondert { .. } => "inventory.ausgesondert",
            Self::Unterschieden { .. } => "inventory.unterschieden",
        }
    }

    async fn project(&self, meta: &Meta, tx: &mut Tx) -> Result<()> {
        tables::project(self, meta, tx).await
    }
}

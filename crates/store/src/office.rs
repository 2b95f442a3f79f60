//! What an office brings to the store.

use crate::{
    db::Tx,
    error::{Error, Result},
    journal::{Entry, Meta},
    migrations::Migration,
    wall::Walled,
};
use futures_util::future::BoxFuture;

/// Replays one entry of an office: its payload (JSON) is read and projected.
pub type Projector = for<'a> fn(&'a mut Tx, &'a Meta, &'a [u8]) -> BoxFuture<'a, Result<()>>;

/// An office as the store sees it. Each office has one as a constant; the program hands all to
/// [`Store::open`](crate::Store::open).
#[derive(Clone, Copy)]
pub struct Office {
    /// Name of the crate; the kinds of its entries start with it and a dot.
    pub name: &'static str,
    /// Its schema, step by step.
    pub migrations: &'static [Migration],
    /// Its tables that are derived from the journal, in an order in which they may be emptied.
    pub projections: &'static [&'static str],
    /// Who sees which rows of its tables; each table of the office once.
    pub walls: &'static [Walled],
    /// Replays an entry: [`projector::<Entry>`](projector()), or `None` for an office without entries.
    pub project: Option<Projector>,
}

impl std::fmt::Debug for Office {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Office").field("name", &self.name).finish_non_exhaustive()
    }
}

/// The [`Projector`] of an entry type.
pub fn projector<'a, E: Entry>(
    tx: &'a mut Tx,
    meta: &'a Meta,
    payload: &'a [u8],
) -> BoxFuture<'a, Result<()>> {
    Box::pin(async move {
        let entry: E = serde_json::from_slice(payload).map_err(|error| Error::Unreadable {
            stream: meta.stream.0,
            sequence: meta.sequence,
            kind: meta.kind.to_string(),
            reason: error.to_string(),
        })?;
        entry.project(meta, tx).await
    })
}

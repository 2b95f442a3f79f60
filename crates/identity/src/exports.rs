//! What left the house as a file: recorded in the stream of the Behoerde, with who took it, by what it was chosen, and how
//! much it was (Art. 5 Abs. 2 and Art. 32 DSGVO).

use crate::{
    Result,
    entries::Entry,
    model::{Permission, Scope},
};
use store::{StreamId, Tx};

/// Remembers that a member of staff took out `count` lines of `what`. `filter` says how they were chosen, without anything
/// about persons.
///
/// # Errors
/// [`Denied`](crate::Denied) without the permission to read or inspect cases.
pub async fn note_export(tx: &mut Tx, scope: &Scope, what: &str, filter: &str, count: u64) -> Result<()> {
    let read = scope.staff(Permission::ReadCases);
    let (_, behoerde) = read.or_else(|denied| scope.staff(Permission::InspectCases).map_err(|_| denied))?;
    tx.lock_stream(StreamId(behoerde.0)).await?;
    let entry = Entry::Exported { behoerde, what: what.to_owned(), filter: filter.to_owned(), count };
    tx.record(StreamId(behoerde.0), scope.actor(), &entry).await?;
    Ok(())
}

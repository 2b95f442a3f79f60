//! Looking into matters outside one's own duties: possible for a few, for a reason, for a day, and never unseen.
//!
//! The entry lies in the stream of the account; the office whose matter it is records another one in the file itself
//! (Grundsatz der Nachvollziehbarkeit; who had access is part of the record, Art. 32 DSGVO).

use crate::{
    Error, Result,
    entries::Entry,
    model::{AccountId, BehoerdeId, Permission, Scope},
};
use jiff::{SignedDuration, Timestamp};
use std::collections::BTreeSet;
use store::{At, Executor, StreamId, Tx, sql};
use uuid::Uuid;

/// How long somebody may look, from when they gave the reason.
const FOR: SignedDuration = SignedDuration::from_hours(24);

/// Lets a member of staff look into a matter of their Behoerde outside their own duties, for 24 hours. The caller has
/// checked that the matter is one of the Behoerde, and records the access in the matter's own stream.
///
/// # Errors
/// [`Denied`](crate::Denied) without the permission to inspect cases; [`Error::ReasonMissing`].
pub async fn inspect(tx: &mut Tx, scope: &Scope, matter: Uuid, reason: &str) -> Result<()> {
    let (account, behoerde) = scope.staff(Permission::InspectCases)?;
    let reason = reason.trim();
    if reason.is_empty() {
        return Err(Error::ReasonMissing);
    }
    let until = tx.now().checked_add(FOR).unwrap_or(Timestamp::MAX);
    tx.lock_stream(StreamId(account.0)).await?;
    let entry = Entry::Inspects { account, behoerde, matter, reason: reason.to_owned(), until };
    tx.record(StreamId(account.0), scope.actor(), &entry).await?;
    Ok(())
}

pub(crate) async fn put(
    tx: &mut Tx,
    account: AccountId,
    behoerde: BehoerdeId,
    matter: Uuid,
    until: Timestamp,
) -> store::Result<()> {
    sql("INSERT INTO identity_inspections (account, behoerde, matter, until) VALUES ($1, $2, $3, $4)
         ON CONFLICT (account, behoerde, matter) DO UPDATE SET until = excluded.until")
    .bind(account.0)
    .bind(behoerde.0)
    .bind(matter)
    .bind(At::from(until))
    .execute(tx)
    .await?;
    Ok(())
}

/// What an account looks into at present.
pub(crate) async fn open(
    on: &mut impl Executor,
    account: AccountId,
    behoerde: BehoerdeId,
    now: Timestamp,
) -> store::Result<BTreeSet<Uuid>> {
    let rows: Vec<(Uuid,)> = sql("SELECT matter FROM identity_inspections
         WHERE account = $1 AND behoerde = $2 AND until > $3 ORDER BY matter")
    .bind(account.0)
    .bind(behoerde.0)
    .bind(At::from(now))
    .all(on)
    .await?;
    Ok(rows.into_iter().map(|(matter,)| matter).collect())
}

//! Deputies (Vertretung): who does the work of somebody who is away, and when.
//!
//! A deputy has the roles of the person for the time and in the Behoerde for which they were named, and what is in that
//! person's hands is in theirs too. They act under their own name: the journal says who it was, and nobody signs their
//! own draft by standing in for somebody else.

use crate::{
    Error, Result,
    entries::Entry,
    model::{AccountId, BehoerdeId, Denied, Permission, Scope},
    tables,
};
use jiff::civil::Date;
use store::{Executor, StreamId, Tx, sql};
use uuid::Uuid;

/// Somebody stands in for somebody.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Deputy {
    /// Who is away.
    pub account: AccountId,
    /// Their name.
    pub name: String,
    /// Who stands in.
    pub deputy: AccountId,
    /// Their name.
    pub deputy_name: String,
    /// The first day.
    pub from: Date,
    /// The last day.
    pub until: Date,
}

/// Names a deputy for oneself, or for a colleague with the permission to assign work. Naming the same one again
/// changes the days.
///
/// # Errors
/// [`Denied`]; [`Error::Deputy`] with what is wrong: somebody who does not work there, oneself, no days.
pub async fn name_deputy(
    tx: &mut Tx,
    scope: &Scope,
    account: AccountId,
    deputy: AccountId,
    from: Date,
    until: Date,
) -> Result<()> {
    let behoerde = may_name(scope, account)?;
    if account == deputy {
        return Err(Error::Deputy("nobody stands in for themselves: choose a colleague"));
    }
    if until < from {
        return Err(Error::Deputy("the last day is before the first: change one of them"));
    }
    let places = [tables::workplaces(tx, account).await?, tables::workplaces(tx, deputy).await?];
    if !places.iter().all(|at| at.iter().any(|(id, _)| *id == behoerde)) {
        return Err(Error::Deputy("one of them does not work for this Behoerde: choose a colleague"));
    }
    tx.lock_stream(StreamId(account.0)).await?;
    let entry = Entry::DeputyNamed { account, behoerde, deputy, from, until };
    tx.record(StreamId(account.0), scope.actor(), &entry).await?;
    Ok(())
}

/// Ends what [`name_deputy`] began, at once. Returns whether anything changed.
///
/// # Errors
/// [`Denied`].
pub async fn release_deputy(
    tx: &mut Tx,
    scope: &Scope,
    account: AccountId,
    deputy: AccountId,
) -> Result<bool> {
    let behoerde = may_name(scope, account)?;
    let there: Option<(String,)> =
        sql("SELECT first_day FROM identity_deputies WHERE account = $1 AND behoerde = $2 AND deputy = $3")
            .bind(account.0)
            .bind(behoerde.0)
            .bind(deputy.0)
            .optional(tx)
            .await?;
    if there.is_none() {
        return Ok(false);
    }
    tx.lock_stream(StreamId(account.0)).await?;
    let entry = Entry::DeputyReleased { account, behoerde, deputy };
    tx.record(StreamId(account.0), scope.actor(), &entry).await?;
    Ok(true)
}

fn may_name(scope: &Scope, account: AccountId) -> Result<BehoerdeId, Denied> {
    match scope {
        Scope::Staff { account: own, behoerde, .. } if *own == account => Ok(*behoerde),
        _ => scope.staff(Permission::AssignCases).map(|(_, behoerde)| behoerde),
    }
}

type Row = (Uuid, String, Uuid, String, String, String);

/// Who stands in for whom in the Behoerde of the scope on `today` or later, by the first day.
///
/// # Errors
/// [`Denied`] for anybody but its staff.
pub async fn deputies(on: &mut impl Executor, scope: &Scope, today: Date) -> Result<Vec<Deputy>> {
    let Scope::Staff { behoerde, .. } = scope else { return Err(Denied::Kind.into()) };
    let rows: Vec<Row> =
        sql("SELECT d.account, a.display_name, d.deputy, b.display_name, d.first_day, d.last_day
         FROM identity_deputies d
         JOIN identity_accounts a ON a.id = d.account JOIN identity_accounts b ON b.id = d.deputy
         WHERE d.behoerde = $1 AND d.last_day >= $2 ORDER BY d.first_day, a.display_name, b.display_name")
        .bind(behoerde.0)
        .bind(today.to_string())
        .all(on)
        .await?;
    rows.into_iter().map(deputy).collect()
}

fn deputy((account, name, deputy, deputy_name, from, until): Row) -> Result<Deputy> {
    let day = |text: String| {
        text.parse().map_err(|_| store::Error::Encode(format!("deputy of {account}: {text:?} is no day")))
    };
    Ok(Deputy {
        account: AccountId(account),
        name,
        deputy: AccountId(deputy),
        deputy_name,
        from: day(from)?,
        until: day(until)?,
    })
}

pub(crate) async fn put(
    tx: &mut Tx,
    account: AccountId,
    behoerde: BehoerdeId,
    deputy: AccountId,
    (from, until): (Date, Date),
) -> store::Result<()> {
    sql("INSERT INTO identity_deputies (account, behoerde, deputy, first_day, last_day) VALUES ($1, $2, $3, $4, $5)
         ON CONFLICT (account, behoerde, deputy) DO UPDATE SET first_day = excluded.first_day, last_day = excluded.last_day")
        .bind(account.0)
        .bind(behoerde.0)
        .bind(deputy.0)
        .bind(from.to_string())
        .bind(until.to_string())
        .execute(tx)
        .await?;
    Ok(())
}

pub(crate) async fn delete(
    tx: &mut Tx,
    account: AccountId,
    behoerde: BehoerdeId,
    deputy: AccountId,
) -> store::Result<()> {
    sql("DELETE FROM identity_deputies WHERE account = $1 AND behoerde = $2 AND deputy = $3")
        .bind(account.0)
        .bind(behoerde.0)
        .bind(deputy.0)
        .execute(tx)
        .await?;
    Ok(())
}

//! What whoever operates the installation needs to know and to do.

use crate::Result;
use identity::{AccountId, Scope};
use store::{Executor, Tx, sql};
use uuid::Uuid;

/// How many letters lie in the mailbox of an account, and how many of them were never opened.
///
/// # Errors
/// [`Denied`](crate::Error::Denied) for everybody but the program itself.
pub async fn letters_of(on: &mut impl Executor, scope: &Scope, account: AccountId) -> Result<(i64, i64)> {
    scope.house()?;
    Ok(sql("SELECT count(*), count(*) FILTER (WHERE read_at IS NULL) FROM post_messages WHERE account = $1")
        .bind(account.0)
        .one(on)
        .await?)
}

/// Removes the rows of an Akte that is destroyed; its stream is erased by whoever calls this.
///
/// # Errors
/// [`Denied`](crate::Error::Denied) for everybody but the program itself.
pub async fn forget(tx: &mut Tx, scope: &Scope, akte: Uuid) -> Result<()> {
    scope.house()?;
    for statement in [
        "DELETE FROM post_attachments WHERE message IN (SELECT id FROM post_messages WHERE akte = $1)",
        "DELETE FROM post_messages WHERE akte = $1",
    ] {
        sql(statement).bind(akte).execute(tx).await?;
    }
    Ok(())
}

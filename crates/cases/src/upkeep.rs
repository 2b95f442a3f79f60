//! What whoever operates the installation needs to know and to do.

use crate::{Result, tables};
use identity::{AccountId, Scope};
use store::{Executor, Tx, sql};
use uuid::Uuid;

/// The Akten in which a Vorgang of this person is not at its end.
///
/// # Errors
/// [`Denied`](crate::Error::Denied) for everybody but the program itself.
pub async fn unfinished_of(on: &mut impl Executor, scope: &Scope, account: AccountId) -> Result<Vec<Uuid>> {
    scope.house()?;
    let rows: Vec<(Uuid,)> =
        sql("SELECT DISTINCT akte FROM cases_vorgaenge WHERE person = $1 AND stand <> 'erledigt'")
            .bind(account.0)
            .all(on)
            .await?;
    Ok(rows.into_iter().map(|(akte,)| akte).collect())
}

/// Removes the rows of an Akte that is destroyed; its stream is erased by whoever calls this.
///
/// # Errors
/// [`Denied`](crate::Error::Denied) for everybody but the program itself.
pub async fn forget(tx: &mut Tx, scope: &Scope, akte: Uuid) -> Result<()> {
    scope.house()?;
    tables::auftraege::forget(tx, akte).await?;
    for table in tables::PROJECTIONS.iter().filter(|table| **table != "cases_vorgaenge") {
        sql(format!("DELETE FROM {table} WHERE vorgang IN (SELECT id FROM cases_vorgaenge WHERE akte = $1)"))
            .bind(akte)
            .execute(tx)
            .await?;
    }
    sql("DELETE FROM cases_vorgaenge WHERE akte = $1").bind(akte).execute(tx).await?;
    Ok(())
}

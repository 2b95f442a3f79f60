//! Second factors of somebody who has lost them all.

use crate::{
    error::{Error, Result},
    model::{AccountId, Scope},
    operate, spare_codes, tables,
};
use store::{Tx, sql};

/// Removes the app, the passkeys and the spare codes of an account, and ends all its sessions: for somebody who has lost them. Needs the
/// permission to operate, and that whoever has it knows with whom they speak. Links to providers stay. Returns how many were
/// removed.
///
/// # Errors
/// [`Denied`](crate::Denied); [`Error::UnknownAccount`]; [`Error::LastWay`] for an account without a password, which nobody
/// could sign in to afterwards.
pub async fn remove_second_factors(tx: &mut Tx, scope: &Scope, account: AccountId) -> Result<u64> {
    operate(scope)?;
    if tables::account_kind(tx, account).await?.is_none() {
        return Err(Error::UnknownAccount(account));
    }
    let removed = remove_all(tx, account).await?;
    if removed > 0 && !crate::sessions::can_sign_in(tx, account, None).await? {
        return Err(Error::LastWay);
    }
    sql("DELETE FROM identity_sessions WHERE account = $1").bind(account.0).execute(tx).await?;
    Ok(removed)
}

/// Removes the app, the passkeys, and the spare codes that stood in for them. Returns how many apps and passkeys there were.
pub(crate) async fn remove_all(tx: &mut Tx, account: AccountId) -> Result<u64> {
    let mut removed = 0;
    for statement in
        ["DELETE FROM identity_totp WHERE account = $1", "DELETE FROM identity_passkeys WHERE account = $1"]
    {
        removed += sql(statement).bind(account.0).execute(tx).await?;
    }
    spare_codes::withdraw(tx, account).await?;
    Ok(removed)
}

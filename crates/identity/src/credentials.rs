//! Login names and password hashes. Not journaled: they are secrets, and only the newest counts.

use crate::{
    error::{Error, Result},
    model::{AccountId, Permission, Scope},
    password::{HashedPassword, login_name},
    tables,
};
use store::{At, Executor, Tx, sql};
use uuid::Uuid;

/// Gives an account a login name and a password, or new ones, and ends all its sessions. A person may do this for
/// themselves; else it needs the permission to operate.
///
/// # Errors
/// [`Error::LoginTaken`], [`Error::LoginName`], [`Error::UnknownAccount`], [`Denied`](crate::Denied).
pub async fn set_password(
    tx: &mut Tx,
    scope: &Scope,
    account: AccountId,
    login: &str,
    password: &HashedPassword,
) -> Result<()> {
    if scope.account() != Some(account) && *scope != Scope::House {
        scope.staff(Permission::Operate)?;
    }
    let login = login_name(login)?;
    if tables::account_kind(tx, account).await?.is_none() {
        return Err(Error::UnknownAccount(account));
    }
    match of_login(tx, &login).await? {
        Some((other, _)) if other != account => return Err(Error::LoginTaken),
        _ => {}
    }
    let now = At::from(tx.now());
    sql(
        "INSERT INTO identity_credentials (account, login, password_hash, changed_at) VALUES ($1, $2, $3, $4)
         ON CONFLICT (account) DO UPDATE SET login = excluded.login, password_hash = excluded.password_hash,
           changed_at = excluded.changed_at",
    )
    .bind(account.0)
    .bind(login)
    .bind(password.as_str().to_owned())
    .bind(now)
    .execute(tx)
    .await
    .map_err(|error| match error {
        store::Error::Conflict(_) => Error::LoginTaken,
        error => error.into(),
    })?;
    sql("DELETE FROM identity_sessions WHERE account = $1").bind(account.0).execute(tx).await?;
    crate::recovery::withdraw(tx, account).await
}

/// Puts a new password in the place of the old one; the login name stays.
pub(crate) async fn replace(tx: &mut Tx, account: AccountId, password: &HashedPassword) -> Result<()> {
    let now = At::from(tx.now());
    let replaced =
        sql("UPDATE identity_credentials SET password_hash = $2, changed_at = $3 WHERE account = $1")
            .bind(account.0)
            .bind(password.as_str().to_owned())
            .bind(now)
            .execute(tx)
            .await?;
    if replaced == 1 { Ok(()) } else { Err(Error::NoPassword) }
}

/// Replaces a hash that was made with older parameters, unless the password was changed meanwhile.
pub(crate) async fn renew_hash(
    tx: &mut Tx,
    account: AccountId,
    old: &str,
    new: &HashedPassword,
) -> Result<()> {
    sql("UPDATE identity_credentials SET password_hash = $3 WHERE account = $1 AND password_hash = $2")
        .bind(account.0)
        .bind(old.to_owned())
        .bind(new.as_str().to_owned())
        .execute(tx)
        .await?;
    Ok(())
}

/// Account and password hash of a login name, compared as [`login_name`] makes it.
pub(crate) async fn of_login(on: &mut impl Executor, login: &str) -> Result<Option<(AccountId, String)>> {
    let Ok(login) = login_name(login) else { return Ok(None) };
    let row: Option<(Uuid, String)> =
        sql("SELECT account, password_hash FROM identity_credentials WHERE login = $1")
            .bind(login)
            .optional(on)
            .await?;
    Ok(row.map(|(account, hash)| (AccountId(account), hash)))
}

/// Login name and password hash of an account.
pub(crate) async fn of_account(
    on: &mut impl Executor,
    account: AccountId,
) -> Result<Option<(String, String)>> {
    Ok(sql("SELECT login, password_hash FROM identity_credentials WHERE account = $1")
        .bind(account.0)
        .optional(on)
        .await?)
}

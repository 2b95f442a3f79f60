//! What whoever operates the installation needs to know and to do.

use crate::{AccountId, AccountKind, Result, Scope};
use serde::Serialize;
use store::{At, Executor, Tx, sql};

/// What is held about an account in this office.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Held {
    /// Name that is shown.
    pub display_name: String,
    /// Person or staff.
    pub staff: bool,
    /// When it was opened.
    pub opened_at: jiff::Timestamp,
    /// Name for signing in with a password.
    pub login: Option<String>,
    /// Where letters are announced.
    pub email: Option<String>,
    /// Whether there is an authenticator app.
    pub second_factor: bool,
    /// Passkeys.
    pub passkeys: i64,
    /// Codes that stand in for app and passkeys, for a forgotten password, or confirm an address.
    pub codes: i64,
    /// Sign-ins that live.
    pub sessions: i64,
    /// Providers that know the person.
    pub providers: i64,
    /// Roles at Behoerden.
    pub roles: i64,
}

type HeldRow = (String, String, At, Option<String>, Option<String>, i64, i64, i64, i64, i64, i64);

/// What is held about an account; none where there is no such account (any more).
///
/// # Errors
/// [`Denied`](crate::Error::Denied) for everybody but the program itself.
pub async fn held(on: &mut impl Executor, scope: &Scope, account: AccountId) -> Result<Option<Held>> {
    scope.house()?;
    let row: Option<HeldRow> = sql("SELECT a.display_name, a.kind, a.opened_at, a.email,
           (SELECT c.login FROM identity_credentials c WHERE c.account = a.id),
           (SELECT count(*) FROM identity_totp t WHERE t.account = a.id),
           (SELECT count(*) FROM identity_sessions s WHERE s.account = a.id),
           (SELECT count(*) FROM identity_oidc_links l WHERE l.account = a.id),
           (SELECT count(*) FROM identity_grants g WHERE g.account = a.id),
           (SELECT count(*) FROM identity_passkeys p WHERE p.account = a.id),
           (SELECT count(*) FROM identity_spare_codes c WHERE c.account = a.id)
             + (SELECT count(*) FROM identity_recoveries r WHERE r.account = a.id)
             + (SELECT count(*) FROM identity_email_codes e WHERE e.account = a.id)
         FROM identity_accounts a WHERE a.id = $1")
    .bind(account.0)
    .optional(on)
    .await?;
    Ok(row.map(
        |(display_name, kind, opened_at, email, login, totp, sessions, providers, roles, passkeys, codes)| {
            Held {
                display_name,
                staff: AccountKind::from_word(&kind) == Some(AccountKind::Staff),
                opened_at: opened_at.timestamp(),
                login,
                email,
                second_factor: totp > 0,
                passkeys,
                codes,
                sessions,
                providers,
                roles,
            }
        },
    ))
}

/// Takes away where a person is written to, and ends their sessions, while the account itself is still needed.
///
/// # Errors
/// [`Denied`](crate::Error::Denied) for everybody but the program itself.
pub async fn erase_contact(tx: &mut Tx, scope: &Scope, account: AccountId) -> Result<()> {
    scope.house()?;
    crate::set_contact(tx, scope, account, None).await?;
    sql("DELETE FROM identity_sessions WHERE account = $1").bind(account.0).execute(tx).await?;
    Ok(())
}

/// Ends all sessions and makes codes for a new password void; returns how many sessions. After a restore: what was ended or used
/// since must not live again.
///
/// # Errors
/// [`Denied`](crate::Error::Denied) for everybody but the program itself.
pub async fn end_all_sessions(tx: &mut Tx, scope: &Scope) -> Result<u64> {
    scope.house()?;
    sql("DELETE FROM identity_recoveries").execute(tx).await?;
    sql("DELETE FROM identity_email_codes").execute(tx).await?;
    Ok(sql("DELETE FROM identity_sessions").execute(tx).await?)
}

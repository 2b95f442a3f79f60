//! A person changes the password that they know. Who has lost it: `recovery`.

use crate::{
    attempts, credentials,
    entries::Entry,
    error::{Error, Result},
    model::{AccountId, Denied},
    password::HashedPassword,
    recovery, rules,
    sessions::{self, Opened, Session, SessionToken},
    tables,
};
use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use store::{At, Executor, Job, Store, StreamId, Tx, sql};

/// What is known about a password, except itself.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PasswordInfo {
    /// With what the person signs in.
    pub login: String,
    /// When it was set.
    pub changed: Timestamp,
}

/// A job for an office above this one, which can write to people: tell them that their password is another one now. It
/// names the account, and the change by the moment.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct PasswordChanged {
    /// Whose.
    pub account: AccountId,
    /// When.
    pub at: Timestamp,
}

impl Job for PasswordChanged {
    const KIND: &'static str = "identity.kennwort-geaendert";
}

/// The password of whoever is signed in; `None` for an account without one.
pub async fn password_info(on: &mut impl Executor, session: &Session) -> Result<Option<PasswordInfo>> {
    let account = session.account().ok_or(Denied::SignIn)?;
    let row: Option<(String, At)> =
        sql("SELECT login, changed_at FROM identity_credentials WHERE account = $1")
            .bind(account.0)
            .optional(on)
            .await?;
    Ok(row.map(|(login, changed)| PasswordInfo { login, changed: changed.timestamp() }))
}

/// Changes the password of whoever is signed in, who shows that they know the present one. All other sessions of the account
/// end, and the token of this one changes. `site` is what the site is called: a password must not be hardly more.
///
/// # Errors
/// [`Error::Password`] says what is wrong with the new one; [`Error::WrongCredentials`] for the present one, which counts
/// like an attempt to sign in: [`Error::TooManyAttempts`]. [`Error::NoPassword`], [`Error::SessionEnded`].
pub async fn change_password(
    store: &Store,
    token: &SessionToken,
    present: &str,
    new: &str,
    site: &str,
) -> Result<Opened> {
    let session = sessions::session(store, token).await?.ok_or(Error::SessionEnded)?;
    let account = session.account().ok_or(Denied::SignIn)?;
    let known = credentials::of_account(&mut store.reader(), account).await?;
    let (login, hash) = known.ok_or(Error::NoPassword)?;
    rules::examine(new, &[&login, session.display_name.as_deref().unwrap_or_default(), site])?;
    let passed = sessions::check_password(store, account, present).await?;
    let hashed = HashedPassword::of(new, store.entropy()).await?;
    let mut tx = store.begin().await?;
    crate::lock_account(&mut tx, account).await?;
    // Somebody else was quicker: then what was shown is not the password any more.
    if credentials::of_account(&mut tx, account).await?.is_none_or(|(_, now)| now != hash) {
        return Err(Error::WrongCredentials);
    }
    attempts::forgive(&mut tx, &passed).await?;
    credentials::replace(&mut tx, account, &hashed).await?;
    recovery::withdraw(&mut tx, account).await?;
    sessions::end_others(&mut tx, account, session.id).await?;
    note(&mut tx, account, session.scope.actor(), false).await?;
    sessions::renew(tx, token, &session).await
}

/// Records that the password is another one, and has the person told where an address is known.
pub(crate) async fn note(
    tx: &mut Tx,
    account: AccountId,
    actor: store::Actor,
    recovered: bool,
) -> Result<()> {
    tx.record(StreamId(account.0), actor, &Entry::PasswordChanged { account, recovered }).await?;
    if tables::has_email(tx, account).await? {
        let at = tx.now();
        tx.enqueue(&PasswordChanged { account, at }).await?;
    }
    Ok(())
}

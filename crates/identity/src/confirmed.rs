//! Whether an address is the person's: confirmed by a code that was sent there. Only to a confirmed address goes a code for a new
//! password (docs/decisions/0020).
//!
//! Codes are made and hashed when the e-mail is written, by a job: so no job holds one, and a repetition of the e-mail has
//! a code of its own, which makes the one before void.

use crate::{
    attempts::{self, Subject},
    codes,
    contact::{Contact, EmailAddress, own},
    credentials,
    entries::Entry,
    error::{Error, Result},
    lock_account,
    model::{AccountId, Denied, Scope},
    password::{self, HashedPassword},
    recovery::{self, RecoveryCode, Terms},
    sessions::Session,
    totp::{self, Shown},
};
use jiff::{SignedDuration, Timestamp};
use serde::{Deserialize, Serialize};
use store::{At, Executor, Job, Migration, Store, StreamId, Tx, sql};

/// The table of codes, and what they confirm.
pub(crate) const MIGRATION: Migration = Migration {
    version: 2_021,
    name: "confirmed addresses",
    sql: "
ALTER TABLE identity_accounts ADD COLUMN email_confirmed boolean NOT NULL DEFAULT FALSE;
CREATE TABLE identity_email_codes (
  account uuid PRIMARY KEY,
  email text NOT NULL,
  language text NOT NULL,
  code_hash text NOT NULL,
  wrong bigint NOT NULL,
  expires_at timestamptz NOT NULL
);
",
};

/// How long a code counts that is sent by e-mail.
const BY_MAIL: SignedDuration = SignedDuration::from_mins(30);
/// A code for a new password is not sent again so soon.
const NOT_AGAIN: SignedDuration = SignedDuration::from_mins(5);
/// Signs of a code that confirms an address: 60 bits, for a person who is signed in.
const LENGTH: usize = 12;
const GROUP: usize = 4;
/// After so many wrong tries at a code it is void.
const TRIES: i64 = 5;

/// A job for an office above this one: send a code to the address that an account is to have ([`write_confirmation`]).
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct ConfirmEmail {
    /// Whose.
    pub account: AccountId,
}

impl Job for ConfirmEmail {
    const KIND: &'static str = "identity.email-bestaetigen";
}

/// A job for an office above this one: send a code for a new password ([`write_recovery`]). For an unknown login name there is a
/// job too, so that the answer takes as long; it does nothing.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct SendRecovery {
    /// Whose.
    pub account: Option<AccountId>,
}

impl Job for SendRecovery {
    const KIND: &'static str = "identity.code-senden";
}

/// Whether the address of an account is confirmed. One's own; else it needs the permission to operate.
pub async fn email_confirmed(on: &mut impl Executor, scope: &Scope, account: AccountId) -> Result<bool> {
    own(scope, account)?;
    let row: Option<(bool,)> = sql("SELECT email_confirmed FROM identity_accounts WHERE id = $1")
        .bind(account.0)
        .optional(on)
        .await?;
    Ok(row.is_some_and(|(confirmed,)| confirmed))
}

/// Has a code sent to the address that whoever is signed in wants to have. With the password or a code of the app, where the
/// account has them: the address is a way to a new password.
///
/// # Errors
/// [`Denied`], [`Error::WrongCredentials`], [`Error::WrongCode`]; [`Error::TooManyAttempts`], also for too many e-mails.
pub async fn ask_to_confirm(
    store: &Store,
    session: &Session,
    contact: &Contact,
    shown: Shown<'_>,
) -> Result<()> {
    let account = session.account().ok_or(Denied::SignIn)?;
    let passed = totp::check_shown(store, account, shown).await?;
    attempts::admit(store, &Subject::new("email", account.0.as_bytes())).await?;
    let mut tx = store.begin().await?;
    if let Some(subject) = passed {
        attempts::forgive(&mut tx, &subject).await?;
    }
    put(&mut tx, account, contact, "").await?;
    tx.enqueue(&ConfirmEmail { account }).await?;
    Ok(tx.commit().await?)
}

/// The address whose code is awaited, if one is.
pub async fn email_to_confirm(store: &Store, session: &Session) -> Result<Option<EmailAddress>> {
    let account = session.account().ok_or(Denied::SignIn)?;
    Ok(pending(&mut store.reader(), account, store.now()).await?.map(|contact| contact.email))
}

/// Confirms the address with the code that was sent there; from then on it is the account's.
///
/// # Errors
/// [`Error::WrongCode`] for one that is wrong, expired, or was tried too often; [`Denied`].
pub async fn confirm_email(store: &Store, session: &Session, code: &str) -> Result<()> {
    let account = session.account().ok_or(Denied::SignIn)?;
    let hash = count(store, account).await?.filter(|hash| !hash.is_empty());
    if !password::verify(&codes::typed(code), hash.clone()).await {
        return Err(Error::WrongCode);
    }
    let mut tx = store.begin().await?;
    lock_account(&mut tx, account).await?;
    let used: Option<(String, String)> =
        sql("DELETE FROM identity_email_codes WHERE account = $1 AND code_hash = $2
         RETURNING email, language")
        .bind(account.0)
        .bind(hash.unwrap_or_default())
        .optional(&mut tx)
        .await?;
    let (email, language) = used.ok_or(Error::WrongCode)?;
    let contact = read(&email, language)?;
    let actor = session.scope.actor();
    crate::contact::set(&mut tx, actor, account, Some(&contact)).await?;
    tx.record(StreamId(account.0), actor, &Entry::EmailConfirmed { account, email: contact.email }).await?;
    attempts::forgive(&mut tx, &Subject::new("email", account.0.as_bytes())).await?;
    Ok(tx.commit().await?)
}

/// Makes the code that an e-mail carries, for whoever sends it: where to, and the code. `None` where none is awaited (any more).
///
/// # Errors
/// [`Denied`] for everybody but the program itself.
pub async fn write_confirmation(
    store: &Store,
    scope: &Scope,
    account: AccountId,
) -> Result<Option<(Contact, String)>> {
    scope.house()?;
    let Some(contact) = pending(&mut store.reader(), account, store.now()).await? else { return Ok(None) };
    let code = codes::draw(store.entropy(), LENGTH);
    let hash = HashedPassword::of(&code, store.entropy()).await?;
    let mut tx = store.begin().await?;
    put(&mut tx, account, &contact, hash.as_str()).await?;
    tx.commit().await?;
    Ok(Some((contact, codes::grouped(&code, GROUP))))
}

/// Somebody has forgotten their password: where the account has a confirmed address, a code is sent there. What is returned, and
/// the work, is the same for every login name.
///
/// # Errors
/// [`Error::TooManyAttempts`].
pub async fn forgotten(store: &Store, login: &str) -> Result<()> {
    let login = password::login_name(login).unwrap_or_default();
    attempts::admit(store, &Subject::new("forgotten", login.as_bytes())).await?;
    let account = credentials::of_login(&mut store.reader(), &login).await?.map(|(account, _)| account);
    let mut tx = store.begin().await?;
    tx.enqueue(&SendRecovery { account }).await?;
    Ok(tx.commit().await?)
}

/// Makes the code for a new password that an e-mail carries, for whoever sends it. `None` where no address is confirmed, where a code
/// was sent just now, or where the person has one in hand, which must not become void by an e-mail that anybody can ask for.
///
/// # Errors
/// [`Denied`] for everybody but the program itself.
pub async fn write_recovery(
    store: &Store,
    scope: &Scope,
    account: AccountId,
) -> Result<Option<(Contact, RecoveryCode)>> {
    let mut reader = store.reader();
    let contact = crate::contact::contact(&mut reader, scope, account).await?;
    if !email_confirmed(&mut reader, scope, account).await?
        || credentials::of_account(&mut reader, account).await?.is_none()
    {
        return Ok(None);
    }
    let code = RecoveryCode::draw(store.entropy()).await?;
    let mut tx = store.begin().await?;
    lock_account(&mut tx, account).await?;
    let now = tx.now();
    let until = now.checked_add(BY_MAIL).unwrap_or(Timestamp::MAX);
    let fresh = until.checked_sub(NOT_AGAIN).unwrap_or(until);
    let (held,): (i64,) = sql("SELECT count(*) FROM identity_recoveries
         WHERE account = $1 AND expires_at > $2 AND wrong < $4 AND (NOT by_mail OR expires_at > $3)")
    .bind(account.0)
    .bind(At::from(now))
    .bind(At::from(fresh))
    .bind(TRIES)
    .one(&mut tx)
    .await?;
    if held > 0 {
        return Ok(None);
    }
    recovery::put(&mut tx, account, &code, Terms { second_factor_too: false, by_mail: true, until }).await?;
    tx.commit().await?;
    Ok(contact.map(|contact| (contact, code)))
}

/// Makes a code void that was to be sent by e-mail and was not.
///
/// # Errors
/// [`Denied`] for everybody but the program itself.
pub async fn withdraw_recovery(store: &Store, scope: &Scope, account: AccountId) -> Result<()> {
    scope.house()?;
    let mut tx = store.begin().await?;
    sql("DELETE FROM identity_recoveries WHERE account = $1 AND by_mail")
        .bind(account.0)
        .execute(&mut tx)
        .await?;
    Ok(tx.commit().await?)
}

/// Projects [`Entry::EmailConfirmed`].
pub(crate) async fn project(tx: &mut Tx, account: AccountId, email: &EmailAddress) -> store::Result<()> {
    sql("UPDATE identity_accounts SET email_confirmed = $3 WHERE id = $1 AND email = $2")
        .bind(account.0)
        .bind(email.as_str().to_owned())
        .bind(true)
        .execute(tx)
        .await?;
    Ok(())
}

/// Forgets an address that was to be confirmed.
pub(crate) async fn withdraw(tx: &mut Tx, account: AccountId) -> Result<()> {
    sql("DELETE FROM identity_email_codes WHERE account = $1").bind(account.0).execute(tx).await?;
    Ok(())
}

/// Removes what has expired.
pub(crate) async fn purge(tx: &mut Tx) -> Result<()> {
    let now = At::from(tx.now());
    sql("DELETE FROM identity_email_codes WHERE expires_at <= $1").bind(now).execute(tx).await?;
    Ok(())
}

async fn put(tx: &mut Tx, account: AccountId, contact: &Contact, hash: &str) -> Result<()> {
    let until = tx.now().checked_add(BY_MAIL).unwrap_or(Timestamp::MAX);
    sql("INSERT INTO identity_email_codes (account, email, language, code_hash, wrong, expires_at)
         VALUES ($1, $2, $3, $4, 0, $5)
         ON CONFLICT (account) DO UPDATE SET email = excluded.email, language = excluded.language,
           code_hash = excluded.code_hash, wrong = 0, expires_at = excluded.expires_at")
    .bind(account.0)
    .bind(contact.email.as_str().to_owned())
    .bind(contact.language.clone())
    .bind(hash.to_owned())
    .bind(At::from(until))
    .execute(tx)
    .await?;
    Ok(())
}

async fn pending(on: &mut impl Executor, account: AccountId, now: Timestamp) -> Result<Option<Contact>> {
    let row: Option<(String, String)> =
        sql("SELECT email, language FROM identity_email_codes WHERE account = $1 AND expires_at > $2")
            .bind(account.0)
            .bind(At::from(now))
            .optional(on)
            .await?;
    row.map(|(email, language)| read(&email, language)).transpose()
}

/// Counts a try before it is checked; the hash of the code, where there is one that still counts.
async fn count(store: &Store, account: AccountId) -> Result<Option<String>> {
    let mut tx = store.begin().await?;
    let now = At::from(tx.now());
    let row: Option<(String,)> = sql("UPDATE identity_email_codes SET wrong = wrong + 1
         WHERE account = $1 AND wrong < $2 AND expires_at > $3 RETURNING code_hash")
    .bind(account.0)
    .bind(TRIES)
    .bind(now)
    .optional(&mut tx)
    .await?;
    tx.commit().await?;
    Ok(row.map(|(hash,)| hash))
}

fn read(email: &str, language: String) -> Result<Contact> {
    let email = EmailAddress::parse(email).map_err(|_| Error::Stored("an address"))?;
    Ok(Contact { email, language })
}

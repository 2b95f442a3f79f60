//! A new password for somebody who does not know theirs: with a code that counts once (docs/decisions/0020).
//!
//! The code comes from whoever operates the installation, who has made sure with whom they speak, and is kept as a hash. Its first
//! group is no secret but its name: only who knows the name can use up the tries of a code, so a stranger cannot spoil it.
//! The rest has 80 bits. Whether a login name exists is not told, neither by the answer nor by the work: each try costs one
//! hash, and the new password is looked at before anything is looked up.

use crate::{
    attempts::{self, Subject},
    codes, credentials,
    entries::Entry,
    error::{Error, Result},
    factors, lock_account,
    model::{AccountId, Scope},
    operate, own_password,
    password::{self, HashedPassword},
    rules, tables,
};
use jiff::{SignedDuration, Timestamp};
use store::{At, Entropy, Migration, Store, StreamId, Tx, sql};
use uuid::Uuid;

/// The tables of codes.
pub(crate) const MIGRATION: Migration = Migration {
    version: 2_020,
    name: "codes for a new password, spare codes",
    sql: "
CREATE TABLE identity_recoveries (
  account uuid PRIMARY KEY,
  name text NOT NULL,
  code_hash text NOT NULL,
  second_factor_too boolean NOT NULL,
  by_mail boolean NOT NULL,
  wrong bigint NOT NULL,
  expires_at timestamptz NOT NULL
);
CREATE INDEX identity_recoveries_expires ON identity_recoveries (expires_at);
CREATE TABLE identity_spare_codes (
  account uuid NOT NULL,
  code_hash text NOT NULL,
  PRIMARY KEY (account, code_hash)
);
",
};

/// Signs of a code: 20 bits of name and 80 bits of secret.
const LENGTH: usize = 20;
const GROUP: usize = 4;
/// How long a code counts that somebody hands over.
const BY_HAND: SignedDuration = SignedDuration::from_hours(24);
/// After so many wrong tries at a code it is void.
const TRIES: i64 = 5;

/// A code for a new password, made by chance.
pub struct RecoveryCode {
    code: String,
    hash: HashedPassword,
}

impl std::fmt::Debug for RecoveryCode {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("RecoveryCode(…)")
    }
}

impl RecoveryCode {
    /// Makes one. Hashing takes its time: it is done before a transaction begins.
    pub async fn draw(entropy: &dyn Entropy) -> Result<Self> {
        let code = codes::draw(entropy, LENGTH);
        let hash = HashedPassword::of(&code, entropy).await?;
        Ok(Self { code, hash })
    }

    /// The code in groups, to be told to the person and to nobody else. Never to be logged.
    #[must_use]
    pub fn reveal(&self) -> String {
        codes::grouped(&self.code, GROUP)
    }
}

/// Lets an account be given a new password with this code, for a day; an older code is void. Second factors stay, unless
/// `second_factor_too`. Needs the permission to operate, and that whoever has it knows with whom they speak. Returns until when
/// it counts.
///
/// # Errors
/// [`Denied`](crate::Denied); [`Error::UnknownAccount`]; [`Error::NoPassword`] for an account that has none.
pub async fn give_recovery(
    tx: &mut Tx,
    scope: &Scope,
    account: AccountId,
    code: &RecoveryCode,
    second_factor_too: bool,
) -> Result<Timestamp> {
    operate(scope)?;
    lock_account(tx, account).await?;
    if credentials::of_account(tx, account).await?.is_none() {
        return Err(Error::NoPassword);
    }
    let until = tx.now().checked_add(BY_HAND).unwrap_or(Timestamp::MAX);
    put(tx, account, code, Terms { second_factor_too, by_mail: false, until }).await?;
    let entry = Entry::RecoveryGiven { account, second_factor_too };
    tx.record(StreamId(account.0), scope.actor(), &entry).await?;
    Ok(until)
}

/// What a code is good for.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Terms {
    pub second_factor_too: bool,
    pub by_mail: bool,
    pub until: Timestamp,
}

/// Keeps a code in the place of an older one.
pub(crate) async fn put(tx: &mut Tx, account: AccountId, code: &RecoveryCode, terms: Terms) -> Result<()> {
    sql("INSERT INTO identity_recoveries
           (account, name, code_hash, second_factor_too, by_mail, wrong, expires_at)
         VALUES ($1, $2, $3, $4, $5, 0, $6)
         ON CONFLICT (account) DO UPDATE SET name = excluded.name, code_hash = excluded.code_hash,
           second_factor_too = excluded.second_factor_too, by_mail = excluded.by_mail, wrong = 0,
           expires_at = excluded.expires_at")
    .bind(account.0)
    .bind(name_of(&code.code).to_owned())
    .bind(code.hash.as_str().to_owned())
    .bind(terms.second_factor_too)
    .bind(terms.by_mail)
    .bind(At::from(terms.until))
    .execute(tx)
    .await?;
    Ok(())
}

/// Makes the code of an account void.
pub(crate) async fn withdraw(tx: &mut Tx, account: AccountId) -> Result<()> {
    sql("DELETE FROM identity_recoveries WHERE account = $1").bind(account.0).execute(tx).await?;
    Ok(())
}

/// Removes what has expired.
pub(crate) async fn purge(tx: &mut Tx) -> Result<()> {
    let now = At::from(tx.now());
    sql("DELETE FROM identity_recoveries WHERE expires_at <= $1").bind(now).execute(tx).await?;
    Ok(())
}

/// Sets a new password with a code, and ends all sessions of the account. Nobody is signed in by that: second factors are
/// asked for as ever, unless the code was given to remove them. `site` is what the site is called.
///
/// # Errors
/// [`Error::Password`] says what is wrong with the new password, and the code still counts. [`Error::WrongRecovery`] for a wrong,
/// expired or used code as for an unknown login name, after the same work; [`Error::TooManyAttempts`].
pub async fn recover(store: &Store, login: &str, code: &str, new: &str, site: &str) -> Result<()> {
    rules::examine(new, &[login, site])?;
    let login = password::login_name(login).map_err(|_| Error::WrongRecovery)?;
    let subject = Subject::new("recovery", login.as_bytes());
    attempts::admit(store, &subject).await?;
    let code = codes::typed(code);
    let tried = count(store, &login, &code).await?;
    let right = password::verify(&code, tried.as_ref().map(|tried| tried.hash.clone())).await;
    let Some(given) = tried.filter(|_| right) else { return Err(Error::WrongRecovery) };
    if let Err(bad) = rules::examine(new, &[&login, &given.display_name, site]) {
        let mut tx = store.begin().await?;
        attempts::forgive(&mut tx, &subject).await?;
        sql("UPDATE identity_recoveries SET wrong = 0 WHERE account = $1")
            .bind(given.account.0)
            .execute(&mut tx)
            .await?;
        tx.commit().await?;
        return Err(bad.into());
    }
    let hashed = HashedPassword::of(new, store.entropy()).await?;
    let mut tx = store.begin().await?;
    lock_account(&mut tx, given.account).await?;
    use_up(&mut tx, &given).await?;
    attempts::forgive(&mut tx, &subject).await?;
    attempts::forgive(&mut tx, &Subject::new("password", login.as_bytes())).await?;
    credentials::replace(&mut tx, given.account, &hashed).await?;
    if given.second_factor_too {
        factors::remove_all(&mut tx, given.account).await?;
    }
    sql("DELETE FROM identity_sessions WHERE account = $1").bind(given.account.0).execute(&mut tx).await?;
    own_password::note(&mut tx, given.account, store::Actor::Account(given.account.0), true).await?;
    Ok(tx.commit().await?)
}

/// A code that somebody tries.
struct Given {
    account: AccountId,
    hash: String,
    second_factor_too: bool,
    display_name: String,
}

/// Counts a try at the code with that name, before it is checked: many at once gain nothing. `None` where there is no such
/// code, or it has been tried too often.
async fn count(store: &Store, login: &str, code: &str) -> Result<Option<Given>> {
    let mut tx = store.begin().await?;
    let now = At::from(tx.now());
    let row: Option<(Uuid, String, bool)> = sql("UPDATE identity_recoveries SET wrong = wrong + 1
         WHERE account = (SELECT account FROM identity_credentials WHERE login = $1)
           AND name = $2 AND wrong < $3 AND expires_at > $4
         RETURNING account, code_hash, second_factor_too")
    .bind(login.to_owned())
    .bind(name_of(code).to_owned())
    .bind(TRIES)
    .bind(now)
    .optional(&mut tx)
    .await?;
    let given = match row {
        Some((account, hash, second_factor_too)) => {
            let account = AccountId(account);
            let display_name = tables::display_name(&mut tx, account).await?;
            Some(Given { account, hash, second_factor_too, display_name })
        }
        None => None,
    };
    tx.commit().await?;
    Ok(given)
}

/// A code counts once: of two at the same moment one comes too late.
async fn use_up(tx: &mut Tx, given: &Given) -> Result<()> {
    let used = sql("DELETE FROM identity_recoveries WHERE account = $1 AND code_hash = $2")
        .bind(given.account.0)
        .bind(given.hash.clone())
        .execute(tx)
        .await?;
    if used == 1 { Ok(()) } else { Err(Error::WrongRecovery) }
}

/// The first group of a code.
fn name_of(code: &str) -> &str {
    code.get(..GROUP).unwrap_or(code)
}

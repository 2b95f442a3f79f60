//! Spare codes (Ersatzcodes): ten codes on paper for whoever has lost the app or the passkey; each counts once, in its place
//! (OWASP ASVS 5.0 section 6.5; docs/decisions/0020).
//!
//! Whoever has a copy of the paper has the codes, and nobody notices that a copy was made: so a code completes a sign-in at
//! level basis and never raises one, whatever the lost app had proved. All codes of a person are hashed with one salt, so
//! that a try costs one hash and not ten.

use crate::{
    attempts::{self, Subject},
    codes,
    error::{Error, Result},
    model::{AccountId, Denied, Vertrauensniveau},
    passkeys,
    password::{self, HashedPassword},
    sessions::{self, Opened, Session, SessionToken},
    totp::{self, Shown},
};
use store::{Executor, Store, StreamId, Tx, sql};

/// How many codes a person gets at once.
const MANY: usize = 10;
/// Signs of a code: 50 bits.
const LENGTH: usize = 10;
const GROUP: usize = 5;

/// New codes, to be shown once.
pub struct SpareCodes(Vec<String>);

impl std::fmt::Debug for SpareCodes {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("SpareCodes(…)")
    }
}

impl SpareCodes {
    /// The codes in groups. Never to be logged.
    #[must_use]
    pub fn reveal(&self) -> Vec<String> {
        self.0.iter().map(|code| codes::grouped(code, GROUP)).collect()
    }
}

/// How many spare codes are left to the session's account; `None` where there is neither app nor passkey that one could stand
/// in for. Whoever has given the password so far may ask as well.
pub async fn spare_codes_left(on: &mut impl Executor, session: &Session) -> Result<Option<usize>> {
    let Some(account) = session.claimed() else { return Ok(None) };
    match passkeys::guards(on, account).await? {
        true => Ok(Some(hashes(on, account).await?.len())),
        false => Ok(None),
    }
}

/// The first codes of whoever has just set up an app or a passkey; `None` where there are codes already, or nothing that they
/// could stand in for.
pub async fn first_spare_codes(store: &Store, session: &Session) -> Result<Option<SpareCodes>> {
    let account = session.account().ok_or(Denied::SignIn)?;
    if spare_codes_left(&mut store.reader(), session).await? != Some(0) {
        return Ok(None);
    }
    let (codes, hashed) = draw(store).await?;
    let mut tx = store.begin().await?;
    tx.lock_stream(StreamId(account.0)).await?;
    // In another tab, meanwhile.
    if !hashes(&mut tx, account).await?.is_empty() {
        return Ok(None);
    }
    put(&mut tx, account, &hashed).await?;
    tx.commit().await?;
    Ok(Some(codes))
}

/// New codes; the old ones are void. With a code of the app or the password, where the account has them.
///
/// # Errors
/// [`Denied`], [`Error::NoSecondFactor`] where there is nothing that they could stand in for; [`Error::WrongCode`],
/// [`Error::WrongCredentials`], [`Error::TooManyAttempts`].
pub async fn new_spare_codes(store: &Store, session: &Session, shown: Shown<'_>) -> Result<SpareCodes> {
    let account = session.account().ok_or(Denied::SignIn)?;
    if !passkeys::guards(&mut store.reader(), account).await? {
        return Err(Error::NoSecondFactor);
    }
    let passed = totp::check_shown(store, account, shown).await?;
    let (codes, hashed) = draw(store).await?;
    let mut tx = store.begin().await?;
    tx.lock_stream(StreamId(account.0)).await?;
    if let Some(subject) = passed {
        attempts::forgive(&mut tx, &subject).await?;
    }
    withdraw(&mut tx, account).await?;
    put(&mut tx, account, &hashed).await?;
    tx.commit().await?;
    Ok(codes)
}

/// Completes a sign-in that awaits a code ([`Session::awaits_code`]), at level basis. The token changes.
///
/// # Errors
/// [`Error::WrongCode`] for a wrong or used code; [`Error::SessionEnded`]; [`Denied::SignIn`] without a password that was right,
/// or where nothing more is asked for; [`Error::TooManyAttempts`].
pub async fn complete_with_spare_code(store: &Store, token: &SessionToken, code: &str) -> Result<Opened> {
    let session = sessions::session(store, token).await?.ok_or(Error::SessionEnded)?;
    let account = session.claimed().filter(|_| session.awaits_code()).ok_or(Denied::SignIn)?;
    let subject = Subject::new("spare", account.0.as_bytes());
    attempts::admit(store, &subject).await?;
    let known = hashes(&mut store.reader(), account).await?;
    let like = known.first().cloned().ok_or(Error::WrongCode)?;
    let hash = password::hash_like(&codes::typed(code), like).await.ok_or(Error::WrongCode)?;
    let mut tx = store.begin().await?;
    let used = sql("DELETE FROM identity_spare_codes WHERE account = $1 AND code_hash = $2")
        .bind(account.0)
        .bind(hash)
        .execute(&mut tx)
        .await?;
    if used != 1 {
        return Err(Error::WrongCode);
    }
    attempts::forgive(&mut tx, &subject).await?;
    sessions::complete(tx, token, &session, account, Vertrauensniveau::Basis).await
}

/// Makes the codes of an account void.
pub(crate) async fn withdraw(tx: &mut Tx, account: AccountId) -> Result<()> {
    sql("DELETE FROM identity_spare_codes WHERE account = $1").bind(account.0).execute(tx).await?;
    Ok(())
}

/// The same once there is nothing left that they could stand in for.
pub(crate) async fn withdraw_without_factor(tx: &mut Tx, account: AccountId) -> Result<()> {
    if passkeys::guards(tx, account).await? { Ok(()) } else { withdraw(tx, account).await }
}

/// Codes and their hashes; each takes tens of milliseconds, so no transaction waits for them.
async fn draw(store: &Store) -> Result<(SpareCodes, Vec<String>)> {
    let codes: Vec<String> = (0..MANY).map(|_| codes::draw(store.entropy(), LENGTH)).collect();
    let hashed = HashedPassword::all(&codes, store.entropy()).await;
    Ok((SpareCodes(codes), hashed))
}

async fn put(tx: &mut Tx, account: AccountId, hashed: &[String]) -> Result<()> {
    for hash in hashed {
        sql("INSERT INTO identity_spare_codes (account, code_hash) VALUES ($1, $2)")
            .bind(account.0)
            .bind(hash.clone())
            .execute(tx)
            .await?;
    }
    Ok(())
}

async fn hashes(on: &mut impl Executor, account: AccountId) -> Result<Vec<String>> {
    let rows: Vec<(String,)> =
        sql("SELECT code_hash FROM identity_spare_codes WHERE account = $1").bind(account.0).all(on).await?;
    Ok(rows.into_iter().map(|(hash,)| hash).collect())
}

//! Time-based one-time passwords (RFC 6238) as second factor: six digits, SHA-1, thirty seconds, as every
//! authenticator app does it. The shared secret lies sealed with the key of the account's stream.

use crate::{
    attempts::{self, Subject},
    error::{Error, Result},
    model::{AccountId, Denied, Vertrauensniveau},
    sessions::Session,
};
use aws_lc_rs::hmac;
use jiff::Timestamp;
use store::{Executor, Store, StreamId, Tx, sql};
use uuid::Uuid;

const STEP_SECONDS: i64 = 30;
const SECRET_LENGTH: usize = 20;
const DIGITS: usize = 6;

/// A new shared secret, to be shown once.
pub struct NewTotp {
    /// Base 32, for typing.
    pub secret: String,
    /// `otpauth://` address, for a QR code.
    pub uri: String,
}

impl std::fmt::Debug for NewTotp {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("NewTotp(…)")
    }
}

/// What a person shows before a second factor of theirs is removed. Somebody who finds a browser signed in has neither.
#[derive(Clone, Copy)]
pub enum Shown<'a> {
    /// A code of the app.
    Code(&'a str),
    /// The password, where the app is lost.
    Password(&'a str),
}

impl std::fmt::Debug for Shown<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Shown(…)")
    }
}

/// Begins to set up an authenticator app; it counts after [`confirm_totp`] in the same session.
///
/// An app proves no more about a person than they had shown when they set it up (Implementing Regulation (EU)
/// 2015/1502, annex 2.1.2: an identity is derived from means of at least the same level): set up at level basis it
/// guards the account but stays at basis; set up at a higher level it proves [`Vertrauensniveau::Substantiell`].
///
/// # Errors
/// [`Denied`] without a sign-in, [`Error::HasSecondFactor`] when an app counts already.
pub async fn enrol_totp(tx: &mut Tx, session: &Session, issuer: &str) -> Result<NewTotp> {
    let account = session.account().ok_or(Denied::SignIn)?;
    if read(tx, account).await?.is_some_and(|app| app.confirmed) {
        return Err(Error::HasSecondFactor);
    }
    let mut secret = [0; SECRET_LENGTH];
    tx.store().entropy().fill(&mut secret);
    let sealed = tx.seal(StreamId(account.0), &secret).await?;
    sql("INSERT INTO identity_totp (account, secret, confirmed, last_step, niveau, session)
         VALUES ($1, $2, $3, 0, $4, $5)
         ON CONFLICT (account) DO UPDATE SET secret = excluded.secret, confirmed = excluded.confirmed,
           last_step = 0, niveau = excluded.niveau, session = excluded.session")
    .bind(account.0)
    .bind(sealed)
    .bind(false)
    .bind(session.niveau.unwrap_or(Vertrauensniveau::Basis).min(Vertrauensniveau::Substantiell).as_str())
    .bind(session.id.0)
    .execute(tx)
    .await?;
    Ok(shown(session, issuer, &secret))
}

/// The secret that this session has begun to set up and not confirmed yet, to be shown again. Another session never
/// sees it: whoever has begun there would know the secret too.
pub async fn pending_totp(store: &Store, session: &Session, issuer: &str) -> Result<Option<NewTotp>> {
    let account = session.account().ok_or(Denied::SignIn)?;
    match read(&mut store.reader(), account).await? {
        Some(app) if app.is_pending_in(session) => {
            let secret = store.unseal(StreamId(account.0), &app.secret).await?;
            Ok(Some(shown(session, issuer, &secret)))
        }
        _ => Ok(None),
    }
}

fn shown(session: &Session, issuer: &str, secret: &[u8]) -> NewTotp {
    let secret = base32(secret);
    let issuer = percent_encoded(issuer);
    let label = percent_encoded(session.display_name.as_deref().unwrap_or("Konto"));
    let uri = format!(
        "otpauth://totp/{issuer}:{label}?secret={secret}&issuer={issuer}&algorithm=SHA1&digits={DIGITS}&period={STEP_SECONDS}"
    );
    NewTotp { secret, uri }
}

/// Ends the set-up with a code from the app. From now on every sign-in asks for a code; the other sessions of the account
/// end, since none was asked for there. This session's level stays as it is; [`crate::step_up`] raises it.
///
/// Returns whether the app counts from now on; `false` when it did before.
///
/// # Errors
/// [`Error::WrongCode`], [`Error::NoSecondFactor`] without [`enrol_totp`] in this session.
pub async fn confirm_totp(tx: &mut Tx, session: &Session, code: &str) -> Result<bool> {
    let account = session.account().ok_or(Denied::SignIn)?;
    let app = read(tx, account).await?.ok_or(Error::NoSecondFactor)?;
    if app.confirmed {
        return Ok(false);
    }
    if !app.is_pending_in(session) {
        return Err(Error::NoSecondFactor);
    }
    let secret = tx.unseal(StreamId(account.0), &app.secret).await?;
    let step = matching_step(&secret, code, tx.now()).ok_or(Error::WrongCode)?;
    sql("UPDATE identity_totp SET confirmed = $2, last_step = $3 WHERE account = $1")
        .bind(account.0)
        .bind(true)
        .bind(step)
        .execute(tx)
        .await?;
    sql("DELETE FROM identity_sessions WHERE account = $1 AND id <> $2")
        .bind(account.0)
        .bind(session.id.0)
        .execute(tx)
        .await?;
    Ok(true)
}

/// Removes the app. An app that was never confirmed goes away without further ado.
///
/// # Errors
/// [`Denied`] without a sign-in, [`Error::WrongCode`], [`Error::WrongCredentials`], [`Error::TooManyAttempts`].
pub async fn remove_totp(store: &Store, session: &Session, shown: Shown<'_>) -> Result<()> {
    let account = session.account().ok_or(Denied::SignIn)?;
    let counts = read(&mut store.reader(), account).await?.is_some_and(|app| app.confirmed);
    let passed = match counts {
        true => check_shown(store, account, shown).await?,
        false => None,
    };
    let mut tx = store.begin().await?;
    if let Some(subject) = passed {
        attempts::forgive(&mut tx, &subject).await?;
    }
    sql("DELETE FROM identity_totp WHERE account = $1").bind(account.0).execute(&mut tx).await?;
    crate::spare_codes::withdraw_without_factor(&mut tx, account).await?;
    Ok(tx.commit().await?)
}

/// Checks what somebody shows before a second factor is removed: a code where there is an app, else the password. An account
/// that has neither (it is signed in to at a provider) has nothing to show. Returns what to forgive.
pub(crate) async fn check_shown(
    store: &Store,
    account: AccountId,
    shown: Shown<'_>,
) -> Result<Option<Subject>> {
    match shown {
        Shown::Code(code) => {
            let subject = Subject::new("totp", account.0.as_bytes());
            attempts::admit(store, &subject).await?;
            check(store, account, code).await?;
            Ok(Some(subject))
        }
        Shown::Password(password) => {
            let mut reader = store.reader();
            let has_app = niveau_of(&mut reader, account).await?.is_some();
            if !has_app && crate::credentials::of_account(&mut reader, account).await?.is_none() {
                return Ok(None);
            }
            Ok(Some(crate::sessions::check_password(store, account, password).await?))
        }
    }
}

/// Whether the session's account has an app that counts. Whoever has given the password so far may ask as well.
pub async fn has_totp(on: &mut impl Executor, session: &Session) -> Result<bool> {
    Ok(totp_niveau(on, session).await?.is_some())
}

/// What the app of the session's account proves; `None` without one that counts.
pub async fn totp_niveau(on: &mut impl Executor, session: &Session) -> Result<Option<Vertrauensniveau>> {
    match session.claimed() {
        Some(account) => niveau_of(on, account).await,
        None => Ok(None),
    }
}

/// What the app of an account proves; `None` without one that counts.
pub(crate) async fn niveau_of(
    on: &mut impl Executor,
    account: AccountId,
) -> Result<Option<Vertrauensniveau>> {
    Ok(read(on, account).await?.filter(|app| app.confirmed).map(|app| app.niveau))
}

/// The app of an account.
struct App {
    secret: Vec<u8>,
    confirmed: bool,
    niveau: Vertrauensniveau,
    session: Option<Uuid>,
}

impl App {
    fn is_pending_in(&self, session: &Session) -> bool {
        !self.confirmed && self.session == Some(session.id.0)
    }
}

async fn read(on: &mut impl Executor, account: AccountId) -> Result<Option<App>> {
    let row: Option<(Vec<u8>, bool, String, Option<Uuid>)> =
        sql("SELECT secret, confirmed, niveau, session FROM identity_totp WHERE account = $1")
            .bind(account.0)
            .optional(on)
            .await?;
    Ok(row.map(|(secret, confirmed, niveau, session)| {
        let niveau = Vertrauensniveau::from_word(&niveau).unwrap_or(Vertrauensniveau::Basis);
        App { secret, confirmed, niveau, session }
    }))
}

/// The time step of a right code, for [`use_step`], and what the app proves.
pub(crate) async fn check(store: &Store, account: AccountId, code: &str) -> Result<(i64, Vertrauensniveau)> {
    let app = read(&mut store.reader(), account).await?;
    let app = app.filter(|app| app.confirmed).ok_or(Error::NoSecondFactor)?;
    let secret = store.unseal(StreamId(account.0), &app.secret).await?;
    let step = matching_step(&secret, code, store.now()).ok_or(Error::WrongCode)?;
    Ok((step, app.niveau))
}

/// Uses a time step up: each code counts once (RFC 6238 section 5.2).
pub(crate) async fn use_step(tx: &mut Tx, account: AccountId, step: i64) -> Result<()> {
    let used = sql("UPDATE identity_totp SET last_step = $2 WHERE account = $1 AND last_step < $2")
        .bind(account.0)
        .bind(step)
        .execute(tx)
        .await?;
    if used == 1 { Ok(()) } else { Err(Error::WrongCode) }
}

/// The step whose code was given: the present one, or the one before or after, for clocks that are a little off.
fn matching_step(secret: &[u8], code: &str, now: Timestamp) -> Option<i64> {
    let code: String = code.chars().filter(|c| !c.is_whitespace()).collect();
    let present = now.as_second().div_euclid(STEP_SECONDS);
    let mut found = None;
    for step in present - 1..=present + 1 {
        let right = aws_lc_rs::constant_time::verify_slices_are_equal(
            code_at(secret, step).as_bytes(),
            code.as_bytes(),
        );
        if right.is_ok() {
            found = Some(step);
        }
    }
    found
}

/// HOTP (RFC 4226 section 5.3) of a counter.
pub(crate) fn code_at(secret: &[u8], step: i64) -> String {
    let key = hmac::Key::new(hmac::HMAC_SHA1_FOR_LEGACY_USE_ONLY, secret);
    let tag = hmac::sign(&key, &step.to_be_bytes());
    let tag = tag.as_ref();
    let offset = usize::from(tag[tag.len() - 1] & 0x0f);
    let mut four = [0; 4];
    four.copy_from_slice(&tag[offset..offset + 4]);
    let number = u32::from_be_bytes(four) & 0x7fff_ffff;
    format!("{:0DIGITS$}", number % 1_000_000)
}

/// RFC 4648 section 6, without padding.
fn base32(bytes: &[u8]) -> String {
    const ALPHABET: &[u8; 32] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
    let (mut out, mut buffer, mut bits) = (String::new(), 0_u32, 0);
    for byte in bytes {
        buffer = (buffer << 8) | u32::from(*byte);
        bits += 8;
        while bits >= 5 {
            bits -= 5;
            out.push(char::from(ALPHABET[(buffer >> bits & 31) as usize]));
        }
    }
    if bits > 0 {
        out.push(char::from(ALPHABET[(buffer << (5 - bits) & 31) as usize]));
    }
    out
}

fn percent_encoded(text: &str) -> String {
    let mut out = String::new();
    for byte in text.bytes() {
        if byte.is_ascii_alphanumeric() || b"-._~".contains(&byte) {
            out.push(char::from(byte));
        } else {
            out.push_str(&format!("%{byte:02X}"));
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_are_those_of_rfc_6238() {
        // Appendix B, SHA-1, the last six of eight digits.
        let secret = b"12345678901234567890";
        for (second, code) in [
            (59, "287082"),
            (1_111_111_109, "081804"),
            (1_111_111_111, "050471"),
            (1_234_567_890, "005924"),
            (2_000_000_000, "279037"),
            (20_000_000_000, "353130"),
        ] {
            assert_eq!(code_at(secret, second / STEP_SECONDS), code);
            let now = Timestamp::from_second(second).unwrap();
            assert_eq!(matching_step(secret, code, now), Some(second / STEP_SECONDS));
        }
        let late = Timestamp::from_second(59 + 61).unwrap();
        assert_eq!(matching_step(secret, "287082", late), None);
        for bad in ["", "28708", "2870820", "२८७०८२"] {
            assert_eq!(matching_step(secret, bad, Timestamp::from_second(59).unwrap()), None);
        }
    }

    #[test]
    fn secrets_are_written_in_base_32() {
        // RFC 4648 section 10.
        for (plain, coded) in [
            ("", ""),
            ("f", "MY"),
            ("fo", "MZXQ"),
            ("foo", "MZXW6"),
            ("foob", "MZXW6YQ"),
            ("fooba", "MZXW6YTB"),
        ] {
            assert_eq!(base32(plain.as_bytes()), coded);
        }
    }
}

//! Time-based one-time passwords (RFC 6238) as second factor: six digits, SHA-1, thirty seconds, as every
//! authenticator app does it. The shared secret lies sealed with the key of the account's stream.

use crate::{
    error::{Error, Result},
    model::{AccountId, Denied, Vertrauensniveau},
    sessions::Session,
};
use aws_lc_rs::hmac;
use jiff::Timestamp;
use store::{Executor, Store, StreamId, Tx, sql};

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

/// Begins to set up an authenticator app; it counts after [`confirm_totp`]. Replacing one that counts needs a
/// session in which it was shown.
///
/// # Errors
/// [`Denied`] without a sign-in, or when a factor exists and the session is at level basis.
pub async fn enrol_totp(tx: &mut Tx, session: &Session, issuer: &str) -> Result<NewTotp> {
    let account = may_change(tx, session).await?;
    let mut secret = [0; SECRET_LENGTH];
    tx.store().entropy().fill(&mut secret);
    let sealed = tx.seal(StreamId(account.0), &secret).await?;
    sql("INSERT INTO identity_totp (account, secret, confirmed, last_step) VALUES ($1, $2, $3, 0)
         ON CONFLICT (account) DO UPDATE SET secret = excluded.secret, confirmed = excluded.confirmed,
           last_step = 0")
    .bind(account.0)
    .bind(sealed)
    .bind(false)
    .execute(tx)
    .await?;
    let secret = base32(&secret);
    let issuer = percent_encoded(issuer);
    let label = percent_encoded(session.display_name.as_deref().unwrap_or("Konto"));
    let uri = format!(
        "otpauth://totp/{issuer}:{label}?secret={secret}&issuer={issuer}&algorithm=SHA1&digits={DIGITS}&period={STEP_SECONDS}"
    );
    Ok(NewTotp { secret, uri })
}

/// Ends the set-up with a code from the app. The session's level stays as it is; [`crate::step_up`] raises it.
///
/// # Errors
/// [`Error::WrongCode`], [`Error::NoSecondFactor`] without [`enrol_totp`].
pub async fn confirm_totp(tx: &mut Tx, session: &Session, code: &str) -> Result<()> {
    let account = session.account().ok_or(Denied::SignIn)?;
    let (sealed, confirmed) = read(tx, account).await?.ok_or(Error::NoSecondFactor)?;
    if confirmed {
        return Ok(());
    }
    let secret = tx.unseal(StreamId(account.0), &sealed).await?;
    matching_step(&secret, code, tx.now()).ok_or(Error::WrongCode)?;
    sql("UPDATE identity_totp SET confirmed = $2 WHERE account = $1")
        .bind(account.0)
        .bind(true)
        .execute(tx)
        .await?;
    Ok(())
}

/// Removes the app.
///
/// # Errors
/// [`Denied`] without a sign-in, or when the session is at level basis.
pub async fn remove_totp(tx: &mut Tx, session: &Session) -> Result<()> {
    let account = may_change(tx, session).await?;
    sql("DELETE FROM identity_totp WHERE account = $1").bind(account.0).execute(tx).await?;
    Ok(())
}

/// Whether the session's account has an app that counts.
pub async fn has_totp(on: &mut impl Executor, session: &Session) -> Result<bool> {
    let Some(account) = session.account() else { return Ok(false) };
    Ok(matches!(read(on, account).await?, Some((_, true))))
}

/// A second factor must not be replaced by somebody who has only the first.
async fn may_change(tx: &mut Tx, session: &Session) -> Result<AccountId> {
    let account = session.account().ok_or(Denied::SignIn)?;
    let counts = matches!(read(tx, account).await?, Some((_, true)));
    if counts && session.niveau < Some(Vertrauensniveau::Substantiell) {
        return Err(Denied::Niveau(Vertrauensniveau::Substantiell).into());
    }
    Ok(account)
}

async fn read(on: &mut impl Executor, account: AccountId) -> Result<Option<(Vec<u8>, bool)>> {
    Ok(sql("SELECT secret, confirmed FROM identity_totp WHERE account = $1")
        .bind(account.0)
        .optional(on)
        .await?)
}

/// The time step of a right code, for [`use_step`].
pub(crate) async fn check(store: &Store, account: AccountId, code: &str) -> Result<i64> {
    let Some((sealed, true)) = read(&mut store.reader(), account).await? else {
        return Err(Error::NoSecondFactor);
    };
    let secret = store.unseal(StreamId(account.0), &sealed).await?;
    matching_step(&secret, code, store.now()).ok_or(Error::WrongCode)
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

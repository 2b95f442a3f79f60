//! An authenticator app.

use identity::{Session, confirm_totp, enrol_totp};
use jiff::SignedDuration;
use store::testing::TestStore;

/// A code as an authenticator app would show it, from the secret that the page shows.
fn app_code(secret: &str, second: i64) -> String {
    let mut bits = String::new();
    for c in secret.chars() {
        let value = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567".find(c).unwrap();
        bits.push_str(&format!("{value:05b}"));
    }
    let bytes: Vec<u8> = bits
        .as_bytes()
        .chunks_exact(8)
        .map(|b| u8::from_str_radix(std::str::from_utf8(b).unwrap(), 2).unwrap())
        .collect();
    let key = aws_lc_rs::hmac::Key::new(aws_lc_rs::hmac::HMAC_SHA1_FOR_LEGACY_USE_ONLY, &bytes);
    let tag = aws_lc_rs::hmac::sign(&key, &(second / 30).to_be_bytes());
    let at = usize::from(tag.as_ref()[19] & 15);
    let number = u32::from_be_bytes(tag.as_ref()[at..at + 4].try_into().unwrap()) & 0x7fff_ffff;
    format!("{:06}", number % 1_000_000)
}

/// Sets up an app in a session; its secret.
pub(crate) async fn set_up(test: &TestStore, session: &Session) -> String {
    let mut tx = test.store.begin().await.unwrap();
    let new = enrol_totp(&mut tx, session, "Rennsteig").await.unwrap();
    let code = app_code(&new.secret, test.store.now().as_second());
    confirm_totp(&mut tx, session, &code).await.unwrap();
    tx.commit().await.unwrap();
    // The code that confirmed is used up.
    test.clock.advance(SignedDuration::from_secs(30));
    new.secret
}

/// What the app shows now.
pub(crate) fn code_now(test: &TestStore, secret: &str) -> String {
    app_code(secret, test.store.now().as_second())
}

//! An authenticator app.

use jiff::SignedDuration;

use super::World;
use super::case;
use super::client::{Client, Seen};

/// The code that an app shows at the moment of the test's clock.
pub(crate) fn code(world: &World, secret: &str) -> String {
    let alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
    let bits: String = secret.chars().map(|c| format!("{:05b}", alphabet.find(c).unwrap())).collect();
    let bytes: Vec<u8> = bits
        .as_bytes()
        .chunks_exact(8)
        .map(|bits| u8::from_str_radix(std::str::from_utf8(bits).unwrap(), 2).unwrap())
        .collect();
    let key = aws_lc_rs::hmac::Key::new(aws_lc_rs::hmac::HMAC_SHA1_FOR_LEGACY_USE_ONLY, &bytes);
    let step = world.test.store.now().as_second() / 30;
    let tag = aws_lc_rs::hmac::sign(&key, &step.to_be_bytes());
    let at = usize::from(tag.as_ref()[19] & 15);
    let number = u32::from_be_bytes(tag.as_ref()[at..at + 4].try_into().unwrap()) & 0x7fff_ffff;
    format!("{:06}", number % 1_000_000)
}

/// The key on the page.
pub(crate) fn secret(page: &Seen) -> String {
    let shown = case::between(&page.html, "rs-secret\" translate=\"no\"><code>", "</code>");
    assert_eq!(shown.split(' ').map(str::len).collect::<Vec<_>>(), [4; 8], "{shown}");
    shown.replace(' ', "")
}

/// Sets an app up in a browser that is signed in; its key.
pub(crate) async fn set_up(world: &World, client: &mut Client) -> String {
    let page = client.get("/konto/anmelde-app").await;
    let page = client.submit(&page, "/konto/anmelde-app/einrichten", &[]).await;
    let key = secret(&page);
    let on = client.submit(&page, "/konto/anmelde-app", &[("code", &code(world, &key))]).await;
    assert!(on.says("Die Anmelde-App ist eingeschaltet"), "{}", on.text());
    world.test.clock.advance(SignedDuration::from_secs(30));
    key
}

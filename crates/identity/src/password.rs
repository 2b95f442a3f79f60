//! Passwords: argon2id with the parameters of the OWASP Password Storage Cheat Sheet (19 MiB, 2 passes, 1 lane),
//! computed beside the threads that answer requests, and never too many at once.

use crate::{
    error::{Error, Result},
    rules::BadPassword,
};
use argon2::{
    Algorithm, Argon2, Params, Version,
    password_hash::{PasswordHasher, PasswordVerifier, phc::PasswordHash},
};
use store::Entropy;
use tokio::sync::Semaphore;

/// Fewest characters of a password (OWASP ASVS 5.0, 6.2.1 asks for 8 and recommends 15).
pub(crate) const MIN_LENGTH: usize = 12;
/// Most characters of a password.
pub(crate) const MAX_LENGTH: usize = 256;
/// Most characters of a login name.
pub(crate) const MAX_LOGIN: usize = 200;

const MEMORY_KIB: u32 = 19_456;
const PASSES: u32 = 2;
const LANES: u32 = 1;
const SALT_LENGTH: usize = 16;

/// Each hash takes 19 MiB: a flood of sign-ins must not fill the memory.
static AT_ONCE: Semaphore = Semaphore::const_new(4);

/// A password after hashing (PHC string); the only form in which it is kept.
#[derive(Clone)]
pub struct HashedPassword(String);

impl std::fmt::Debug for HashedPassword {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("HashedPassword(…)")
    }
}

impl HashedPassword {
    /// Hashes a password that meets the rules (12 to 256 characters). Done before a transaction begins, since
    /// it takes tens of milliseconds on purpose.
    ///
    /// # Errors
    /// [`Error::Password`] when it is too short or too long.
    pub async fn of(password: &str, entropy: &dyn Entropy) -> Result<Self> {
        if !(MIN_LENGTH..=MAX_LENGTH).contains(&password.chars().count()) {
            return Err(BadPassword::Length.into());
        }
        let mut salt = [0; SALT_LENGTH];
        entropy.fill(&mut salt);
        let password = password.to_owned();
        Ok(Self(aside(move || hash(&password, &salt)).await))
    }

    pub(crate) fn as_str(&self) -> &str {
        &self.0
    }

    /// Hashes several codes of one person with one salt, so that a try at all of them costs one hash ([`hash_like`]).
    pub(crate) async fn all(codes: &[String], entropy: &dyn Entropy) -> Vec<String> {
        let mut salt = [0; SALT_LENGTH];
        entropy.fill(&mut salt);
        let mut hashed = Vec::with_capacity(codes.len());
        for code in codes {
            let code = code.clone();
            hashed.push(aside(move || hash(&code, &salt)).await);
        }
        hashed
    }
}

/// A password that nobody chose: four groups of five characters, 100 bits. Without letters and digits that look alike.
#[must_use]
pub fn generated_password(entropy: &dyn Entropy) -> String {
    const SIGNS: &[u8; 32] = b"abcdefghijkmnpqrstuvwxyz23456789";
    const GROUPS: usize = 4;
    const LENGTH: usize = 5;
    let mut random = [0; GROUPS * LENGTH];
    entropy.fill(&mut random);
    // 256 is a multiple of 32: each sign is as likely as any other.
    let signs: Vec<char> = random.iter().map(|byte| char::from(SIGNS[usize::from(byte % 32)])).collect();
    let groups: Vec<String> = signs.chunks(LENGTH).map(|group| group.iter().collect()).collect();
    groups.join("-")
}

/// Whether `password` is the one that was hashed to `known`. Without a known hash it computes one all the same,
/// so that the time does not tell whether a login name exists.
pub(crate) async fn verify(password: &str, known: Option<String>) -> bool {
    if password.chars().count() > MAX_LENGTH {
        return false;
    }
    let password = password.to_owned();
    aside(move || match known.as_deref().map(PasswordHash::new) {
        Some(Ok(known)) => hasher().verify_password(password.as_bytes(), &known).is_ok(),
        Some(Err(_)) | None => {
            std::hint::black_box(hash(&password, &[0; SALT_LENGTH]));
            false
        }
    })
    .await
}

/// The hash of a text with salt and parameters of a kept hash; `None` when that cannot be read.
pub(crate) async fn hash_like(text: &str, known: String) -> Option<String> {
    let text = text.to_owned();
    aside(move || {
        let known = PasswordHash::new(&known).ok()?;
        let (params, salt) = (Params::try_from(&known).ok()?, known.salt?);
        let hasher = Argon2::new(Algorithm::Argon2id, Version::V0x13, params);
        let hash: PasswordHash = hasher.hash_password_with_salt(text.as_bytes(), &salt).ok()?;
        Some(hash.to_string())
    })
    .await
}

/// Whether a kept hash was made with other parameters than today's.
pub(crate) fn is_outdated(hash: &str) -> bool {
    !hash.starts_with(&format!("$argon2id$v=19$m={MEMORY_KIB},t={PASSES},p={LANES}$"))
}

fn hasher() -> Argon2<'static> {
    #[cfg(test)]
    tests::HASHED.fetch_add(1, std::sync::atomic::Ordering::Relaxed);
    let params =
        Params::new(MEMORY_KIB, PASSES, LANES, None).expect("the constants are within argon2's bounds");
    Argon2::new(Algorithm::Argon2id, Version::V0x13, params)
}

fn hash(password: &str, salt: &[u8]) -> String {
    let hash: PasswordHash = hasher()
        .hash_password_with_salt(password.as_bytes(), salt)
        .expect("password and salt have lengths that argon2 takes");
    hash.to_string()
}

async fn aside<T: Send + 'static>(work: impl FnOnce() -> T + Send + 'static) -> T {
    let _turn = AT_ONCE.acquire().await.expect("the semaphore is never closed");
    tokio::task::spawn_blocking(work)
        .await
        .expect("hashing does not panic, and the runtime outlives its requests")
}

/// A login name as it is compared: without space around it, in small letters.
///
/// # Errors
/// [`Error::LoginName`] when nothing is left, it is too long, or holds control characters, which no keyboard types and
/// not every database takes.
pub(crate) fn login_name(text: &str) -> Result<String> {
    let login = text.trim().to_lowercase();
    let bad = login.is_empty() || login.chars().count() > MAX_LOGIN || login.chars().any(char::is_control);
    if bad { Err(Error::LoginName) } else { Ok(login) }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::sync::atomic::{AtomicUsize, Ordering};

    /// Hashes computed so far; the test below is the only one here that makes any.
    pub(super) static HASHED: AtomicUsize = AtomicUsize::new(0);

    #[tokio::test]
    async fn a_password_verifies_against_its_own_hash_only() {
        let entropy = store::SeededEntropy::new(3);
        let one = HashedPassword::of("Grüße aus Zella-Mehlis", &entropy).await.unwrap();
        let two = HashedPassword::of("Grüße aus Zella-Mehlis", &entropy).await.unwrap();
        assert_ne!(one.as_str(), two.as_str(), "each has its own salt");
        assert!(one.as_str().starts_with("$argon2id$v=19$m=19456,t=2,p=1$"), "{}", one.as_str());
        assert!(!is_outdated(one.as_str()));
        assert!(is_outdated("$argon2id$v=19$m=4096,t=3,p=1$c2FsdHNhbHQ$aGFzaGhhc2g"));
        assert!(verify("Grüße aus Zella-Mehlis", Some(one.0.clone())).await);
        assert!(!verify("grüße aus zella-mehlis", Some(one.0)).await);
        // A login name that nobody has costs as much time as a wrong password.
        for known in [None, Some("nonsense".to_owned()), Some(two.0.clone())] {
            let before = HASHED.load(Ordering::Relaxed);
            assert!(!verify("not the password", known).await);
            assert_eq!(HASHED.load(Ordering::Relaxed), before + 1);
        }
        for bad in ["short", &"x".repeat(257)] {
            assert!(matches!(
                HashedPassword::of(bad, &entropy).await,
                Err(Error::Password(BadPassword::Length))
            ));
        }
    }

    #[test]
    fn generated_passwords_can_be_read_aloud_and_differ() {
        let entropy = store::SeededEntropy::new(7);
        let made: std::collections::BTreeSet<_> = (0..100).map(|_| generated_password(&entropy)).collect();
        assert_eq!(made.len(), 100);
        for password in made {
            assert!((MIN_LENGTH..=MAX_LENGTH).contains(&password.len()), "{password}");
            assert_eq!(password.split('-').map(str::len).collect::<Vec<_>>(), [5; 4], "{password}");
            assert!(!password.contains(['l', 'o', '0', '1']), "{password}");
        }
    }
}

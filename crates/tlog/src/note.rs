//! Signed notes with Ed25519 (C2SP `signed-note`).

use crate::{Error, Result, hash::digest};
use aws_lc_rs::signature::{ED25519, Ed25519KeyPair, KeyPair, UnparsedPublicKey};
use base64::{Engine, engine::general_purpose::STANDARD};

/// The byte that says "Ed25519" in key ids and keys.
const ED25519_NOTE: u8 = 1;
/// What begins a line with a signature: an em dash and a space.
const DASH: &str = "\u{2014} ";
/// More signatures than any note here has. The specification asks for at least 16.
const MAX_SIGNATURES: usize = 64;

type KeyId = [u8; 4];

/// Signs notes under a name.
pub struct Signer {
    name: String,
    key: Ed25519KeyPair,
}

impl std::fmt::Debug for Signer {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Signer({})", self.verifier())
    }
}

impl Signer {
    /// A signer from its name, best a web address without `https://`, and the 32 secret bytes of RFC 8032.
    pub fn new(name: &str, seed: &[u8; 32]) -> Result<Self> {
        check_name(name)?;
        let key = Ed25519KeyPair::from_seed_unchecked(seed)
            .map_err(|_| Error::Format { what: "key", why: "no secret key of Ed25519".into() })?;
        Ok(Self { name: name.to_owned(), key })
    }

    /// Its name, which is also the origin of the checkpoints that it signs.
    #[must_use]
    pub fn name(&self) -> &str {
        &self.name
    }

    /// What others need to check its signatures.
    #[must_use]
    pub fn verifier(&self) -> Verifier {
        let mut key = [0; 32];
        key.copy_from_slice(self.key.public_key().as_ref());
        Verifier { name: self.name.clone(), key }
    }

    /// The text with its signature. It ends with a newline, or gets one.
    pub fn sign(&self, text: &str) -> Result<String> {
        let mut note = text.to_owned();
        if !note.ends_with('\n') {
            note.push('\n');
        }
        check_text(&note)?;
        let mut signature = self.verifier().id().to_vec();
        signature.extend_from_slice(self.key.sign(note.as_bytes()).as_ref());
        note.push_str(&format!("\n{DASH}{} {}\n", self.name, STANDARD.encode(signature)));
        Ok(note)
    }
}

/// Checks signatures of one key. Its text is the common form of a verifier key: name, key id and key, with `+`
/// between them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Verifier {
    name: String,
    key: [u8; 32],
}

impl std::fmt::Display for Verifier {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let id = u32::from_be_bytes(self.id());
        let mut key = vec![ED25519_NOTE];
        key.extend_from_slice(&self.key);
        write!(f, "{}+{id:08x}+{}", self.name, STANDARD.encode(key))
    }
}

impl Verifier {
    /// Reads what [`Verifier`] displays.
    pub fn parse(text: &str) -> Result<Self> {
        let wrong = |why: &str| Error::Format { what: "key", why: format!("{text:?}: {why}") };
        // Base64 has plus signs of its own.
        let mut parts = text.trim().splitn(3, '+');
        let (Some(name), Some(id), Some(key)) = (parts.next(), parts.next(), parts.next()) else {
            return Err(wrong("not of the form name+id+key"));
        };
        check_name(name)?;
        let key = STANDARD.decode(key).map_err(|_| wrong("the key is not base64"))?;
        let key = match key.split_first() {
            Some((&ED25519_NOTE, key)) => <[u8; 32]>::try_from(key).ok(),
            _ => None,
        };
        let key = key.ok_or_else(|| wrong("not a public key of Ed25519"))?;
        let verifier = Self { name: name.to_owned(), key };
        let known = u32::from_str_radix(id, 16).ok().filter(|_| id.len() == 8);
        if known != Some(u32::from_be_bytes(verifier.id())) {
            return Err(wrong("the id does not belong to name and key"));
        }
        Ok(verifier)
    }

    /// The name of the key.
    #[must_use]
    pub fn name(&self) -> &str {
        &self.name
    }

    fn id(&self) -> KeyId {
        let hash = digest(&[self.name.as_bytes(), b"\n", &[ED25519_NOTE], &self.key]);
        [hash.0[0], hash.0[1], hash.0[2], hash.0[3]]
    }

    fn verify(&self, text: &str, signature: &[u8]) -> bool {
        UnparsedPublicKey::new(&ED25519, &self.key).verify(text.as_bytes(), signature).is_ok()
    }
}

/// The text of a note that at least one of the keys has signed. Signatures of other keys are passed over.
///
/// # Errors
/// [`Error::Format`], [`Error::Unsigned`], [`Error::Forged`].
pub(crate) fn open<'n>(note: &'n str, trusted: &[Verifier]) -> Result<&'n str> {
    check_text(note)?;
    let wrong = |why: &str| Error::Format { what: "note", why: why.to_owned() };
    let end = note.rfind("\n\n").ok_or_else(|| wrong("no empty line before the signatures"))?;
    let (text, signatures) = (&note[..=end], &note[end + 2..]);
    let lines: Vec<&str> = signatures.lines().collect();
    if lines.is_empty() || lines.len() > MAX_SIGNATURES || !signatures.ends_with('\n') {
        return Err(wrong("no signatures at its end, or too many"));
    }
    let mut signed = false;
    for line in lines {
        let (name, signature) = line
            .strip_prefix(DASH)
            .and_then(|line| line.split_once(' '))
            .ok_or_else(|| wrong("a line after the text is no signature"))?;
        check_name(name)?;
        let signature = STANDARD.decode(signature).map_err(|_| wrong("a signature is not base64"))?;
        let (id, signature) = signature
            .split_first_chunk::<4>()
            .filter(|(_, rest)| !rest.is_empty())
            .ok_or_else(|| wrong("a signature is too short"))?;
        if let Some(key) = trusted.iter().find(|key| key.name == name && key.id() == *id) {
            if !key.verify(text, signature) {
                return Err(Error::Forged(name.to_owned()));
            }
            signed = true;
        }
    }
    if signed { Ok(text) } else { Err(Error::Unsigned(trusted.iter().map(|key| key.name.clone()).collect())) }
}

fn check_name(name: &str) -> Result<()> {
    if name.is_empty() || name.contains(|c: char| c.is_whitespace() || c.is_control() || c == '+') {
        let why = format!("{name:?} is no name of a key: no spaces, no plus sign, not empty");
        return Err(Error::Format { what: "key", why });
    }
    Ok(())
}

fn check_text(text: &str) -> Result<()> {
    match text.chars().find(|c| *c < ' ' && *c != '\n') {
        None => Ok(()),
        Some(c) => {
            Err(Error::Format { what: "note", why: format!("it contains the control character {c:?}") })
        }
    }
}

//! Keys: a key per stream, wrapped by the master key (envelope encryption).
//!
//! Content is sealed with AES-256-GCM under the key of its stream; that key lies in the database only
//! wrapped by the master key, which lies outside. Destroying the wrapped key erases the content of the
//! stream for good, while the hash chain over what was sealed still verifies.

use crate::{
    clock::Entropy,
    error::{Error, Result},
};
use aws_lc_rs::{
    aead::{AES_256_GCM, Aad, LessSafeKey, NONCE_LEN, Nonce, UnboundKey},
    digest,
};
use std::{path::Path, sync::Arc};
use uuid::Uuid;

const KEY_LEN: usize = 32;
const KEY_ID_LEN: usize = 8;

/// The master keys of an installation: the first wraps new stream keys, all unwrap.
#[derive(Clone)]
pub struct MasterKeys(Arc<[(KeyId, Key)]>);

type KeyId = [u8; KEY_ID_LEN];

/// A key of AES-256-GCM.
#[derive(Clone)]
pub(crate) struct Key(Arc<LessSafeKey>);

impl std::fmt::Debug for MasterKeys {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "MasterKeys({})", self.0.len())
    }
}

impl std::fmt::Debug for Key {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Key(…)")
    }
}

impl Key {
    fn new(bytes: &[u8; KEY_LEN]) -> Self {
        let key = UnboundKey::new(&AES_256_GCM, bytes).expect("32 bytes are a key of AES-256");
        Self(Arc::new(LessSafeKey::new(key)))
    }

    /// Seals `content`; the result is nonce, cipher text, tag. `about` is bound to it but not contained.
    pub(crate) fn seal(&self, content: &[u8], about: &[u8], entropy: &dyn Entropy) -> Vec<u8> {
        let mut nonce = [0; NONCE_LEN];
        entropy.fill(&mut nonce);
        let mut out = Vec::with_capacity(NONCE_LEN + content.len() + AES_256_GCM.tag_len());
        out.extend_from_slice(&nonce);
        out.extend_from_slice(content);
        let tag = self
            .0
            .seal_in_place_separate_tag(
                Nonce::assume_unique_for_key(nonce),
                Aad::from(about),
                &mut out[NONCE_LEN..],
            )
            .expect("AES-GCM seals anything below 64 GB");
        out.extend_from_slice(tag.as_ref());
        out
    }

    /// Opens what [`Key::seal`] made, or `None` when it was altered or sealed with another key.
    pub(crate) fn open(&self, sealed: &[u8], about: &[u8]) -> Option<Vec<u8>> {
        let (nonce, body) = sealed.split_first_chunk::<NONCE_LEN>()?;
        let mut body = body.to_vec();
        let len = self
            .0
            .open_in_place(Nonce::assume_unique_for_key(*nonce), Aad::from(about), &mut body)
            .ok()?
            .len();
        body.truncate(len);
        Some(body)
    }
}

impl MasterKeys {
    /// Keys from their hexadecimal form, one a line; the first wraps new stream keys. Blank lines and lines
    /// that start with `#` are skipped.
    pub fn parse(text: &str) -> Result<Self> {
        let lines = text.lines().map(str::trim).filter(|line| !line.is_empty() && !line.starts_with('#'));
        let keys: Vec<_> = lines
            .enumerate()
            .map(|(i, line)| {
                let bytes = hex::decode(line).ok().and_then(|b| <[u8; KEY_LEN]>::try_from(b).ok());
                let bytes = bytes.ok_or_else(|| {
                    Error::MasterKey(format!("key {} is not 64 hexadecimal digits (256 bits)", i + 1))
                })?;
                let mut id = [0; KEY_ID_LEN];
                id.copy_from_slice(&digest::digest(&digest::SHA256, &bytes).as_ref()[..KEY_ID_LEN]);
                Ok((id, Key::new(&bytes)))
            })
            .collect::<Result<_>>()?;
        if keys.is_empty() {
            return Err(Error::MasterKey("none given; put 64 hexadecimal digits into the key file".into()));
        }
        Ok(Self(keys.into()))
    }

    /// Reads the key file.
    pub fn read(path: &Path) -> Result<Self> {
        let text = std::fs::read_to_string(path)
            .map_err(|e| Error::MasterKey(format!("{} cannot be read: {e}", path.display())))?;
        Self::parse(&text)
    }

    /// Reads the key file, or makes one with a new random key (readable by its owner only) when there is none.
    pub fn read_or_create(path: &Path, entropy: &dyn Entropy) -> Result<Self> {
        if !path.exists() {
            let mut key = [0; KEY_LEN];
            entropy.fill(&mut key);
            write_private(path, &format!("{}\n", hex::encode(key)))
                .map_err(|e| Error::MasterKey(format!("{} cannot be written: {e}", path.display())))?;
        }
        Self::read(path)
    }

    /// No key at all: for reading what is not sealed.
    pub(crate) fn none() -> Self {
        Self([].into())
    }

    pub(crate) fn is_none(&self) -> bool {
        self.0.is_empty()
    }

    /// Makes a key for a stream; returns it and its wrapped form.
    pub(crate) fn new_stream_key(&self, stream: Uuid, entropy: &dyn Entropy) -> (Key, Vec<u8>) {
        let (bytes, wrapped) = self.new_bytes(stream, entropy);
        (Key::new(&bytes), wrapped)
    }

    /// Makes the secret bytes of a key, and their wrapped form. `stream` is the nil id for keys of the installation.
    pub(crate) fn new_bytes(&self, stream: Uuid, entropy: &dyn Entropy) -> ([u8; KEY_LEN], Vec<u8>) {
        let mut bytes = [0; KEY_LEN];
        entropy.fill(&mut bytes);
        let (id, master) = &self.0[0];
        let mut wrapped = id.to_vec();
        wrapped.extend(master.seal(&bytes, stream.as_bytes(), entropy));
        (bytes, wrapped)
    }

    /// Unwraps the key of a stream.
    pub(crate) fn unwrap(&self, stream: Uuid, wrapped: &[u8]) -> Result<Key> {
        Ok(Key::new(&self.unwrap_bytes(stream, wrapped)?))
    }

    /// Unwraps the secret bytes of a key.
    pub(crate) fn unwrap_bytes(&self, stream: Uuid, wrapped: &[u8]) -> Result<[u8; KEY_LEN]> {
        let unusable = || Error::Sealed(format!("the key of stream {stream}"));
        let (id, sealed) = wrapped.split_first_chunk::<KEY_ID_LEN>().ok_or_else(unusable)?;
        let (_, master) = self.0.iter().find(|(known, _)| known == id).ok_or_else(|| {
            Error::MasterKey(format!(
                "the stream keys were wrapped with master key {}, which is not in the key file; add it as a further line",
                hex::encode(id)
            ))
        })?;
        let bytes = master.open(sealed, stream.as_bytes()).ok_or_else(unusable)?;
        bytes.try_into().map_err(|_| unusable())
    }
}

pub(crate) fn write_private(path: &Path, text: &str) -> std::io::Result<()> {
    use std::io::Write;
    let mut options = std::fs::OpenOptions::new();
    options.write(true).create_new(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    let mut file = options.open(path)?;
    file.write_all(text.as_bytes())?;
    file.sync_all()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::clock::SeededEntropy;

    #[test]
    fn a_sealed_value_opens_only_with_its_key_and_subject() {
        let entropy = SeededEntropy::new(1);
        let keys = MasterKeys::parse(&"ab".repeat(32)).unwrap();
        let stream = Uuid::from_u128(7);
        let (key, wrapped) = keys.new_stream_key(stream, &entropy);
        let sealed = key.seal("Müller".as_bytes(), b"entry 1", &entropy);
        let key = keys.unwrap(stream, &wrapped).unwrap();
        assert_eq!(key.open(&sealed, b"entry 1").unwrap(), "Müller".as_bytes());
        assert!(key.open(&sealed, b"entry 2").is_none());
        let mut altered = sealed;
        altered[14] ^= 1;
        assert!(key.open(&altered, b"entry 1").is_none());
        assert!(keys.unwrap(Uuid::from_u128(8), &wrapped).is_err());
    }

    #[test]
    fn an_unknown_master_key_is_named() {
        let (_, wrapped) = MasterKeys::parse(&"ab".repeat(32))
            .unwrap()
            .new_stream_key(Uuid::from_u128(7), &SeededEntropy::new(1));
        let other = MasterKeys::parse(&"cd".repeat(32)).unwrap();
        let message = other.unwrap(Uuid::from_u128(7), &wrapped).unwrap_err().to_string();
        assert!(message.contains("not in the key file"), "{message}");
    }
}

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
use std::{
    path::{Path, PathBuf},
    sync::{Arc, RwLock},
    time::SystemTime,
};
use uuid::Uuid;

const KEY_LEN: usize = 32;
const KEY_ID_LEN: usize = 8;

/// The master keys of an installation: the first wraps new stream keys, all unwrap. Those of a file are read again when it
/// changes, so that a server that runs takes part when keys are rotated.
#[derive(Clone)]
pub struct MasterKeys(Arc<Ring>);

struct Ring {
    file: Option<PathBuf>,
    known: RwLock<Known>,
}

#[derive(Clone)]
struct Known {
    keys: Arc<[(KeyId, Key)]>,
    /// Of the file, when it was read.
    stamp: Option<Stamp>,
}

/// When a file was changed, and its length.
type Stamp = (SystemTime, u64);

type KeyId = [u8; KEY_ID_LEN];

/// A key of AES-256-GCM.
#[derive(Clone)]
pub(crate) struct Key(Arc<LessSafeKey>);

impl std::fmt::Debug for MasterKeys {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "MasterKeys({})", self.known().keys.len())
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
        Ok(Self::of(parse(text)?, None, None))
    }

    fn of(keys: Vec<(KeyId, Key)>, file: Option<PathBuf>, stamp: Option<Stamp>) -> Self {
        Self(Arc::new(Ring { file, known: RwLock::new(Known { keys: keys.into(), stamp }) }))
    }

    fn known(&self) -> Known {
        self.0.known.read().expect("no code panics while it holds the keys").clone()
    }

    /// The keys as the file has them now. One that cannot be read at the moment changes nothing.
    fn current(&self) -> Known {
        let known = self.known();
        let Some(file) = &self.0.file else { return known };
        let stamp = stamp(file);
        if stamp.is_none() || stamp == known.stamp {
            return known;
        }
        let read = std::fs::read_to_string(file).map_err(|e| Error::MasterKey(e.to_string()));
        match read.and_then(|text| parse(&text)) {
            Ok(keys) => {
                let known = Known { keys: keys.into(), stamp };
                *self.0.known.write().expect("no code panics while it holds the keys") = known.clone();
                tracing::info!(keys = known.keys.len(), "keys.read_again");
                known
            }
            Err(error) => {
                tracing::warn!(%error, "keys.unreadable");
                known
            }
        }
    }

    /// The names of the keys, the one that wraps first. A name is public.
    #[must_use]
    pub fn names(&self) -> Vec<String> {
        self.current().keys.iter().map(|(id, _)| hex::encode(id)).collect()
    }
}

fn stamp(file: &Path) -> Option<Stamp> {
    let found = std::fs::metadata(file).ok()?;
    Some((found.modified().ok()?, found.len()))
}

/// Keys from their lines.
fn parse(text: &str) -> Result<Vec<(KeyId, Key)>> {
    let mut keys = Vec::new();
    for (i, line) in lines(text).enumerate() {
        let (id, bytes) = line.ok_or_else(|| {
            Error::MasterKey(format!("key {} is not 64 hexadecimal digits (256 bits)", i + 1))
        })?;
        keys.push((id, Key::new(&bytes)));
    }
    if keys.is_empty() {
        return Err(Error::MasterKey("none given; put 64 hexadecimal digits into the key file".into()));
    }
    Ok(keys)
}

/// The keys of a file; none for a line that is no key. Blank lines and those that start with `#` are left out.
fn lines(text: &str) -> impl Iterator<Item = Option<(KeyId, [u8; KEY_LEN])>> {
    let lines = text.lines().map(str::trim).filter(|line| !line.is_empty() && !line.starts_with('#'));
    lines.map(|line| {
        let bytes = <[u8; KEY_LEN]>::try_from(hex::decode(line).ok()?).ok()?;
        let mut id = [0; KEY_ID_LEN];
        id.copy_from_slice(&digest::digest(&digest::SHA256, &bytes).as_ref()[..KEY_ID_LEN]);
        Some((id, bytes))
    })
}

/// What is done to a key file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum KeyChange {
    /// A new key comes last: it is known and wraps nothing yet.
    Prepare,
    /// The key that was prepared comes first, or a new one: from now on it wraps.
    Renew,
    /// Only the first key stays, and one that is prepared.
    Retire,
}

/// The line above a key that was prepared.
const PREPARED: &str = "# prepared: wraps nothing yet";

impl MasterKeys {
    /// Changes a key file, as a whole or not at all. Lines that are no keys stay where they are.
    ///
    /// # Errors
    /// The file cannot be read or written.
    pub fn change(path: &Path, change: KeyChange, entropy: &dyn Entropy) -> Result<()> {
        let failed = |e: std::io::Error| Error::MasterKey(format!("{}: {e}", path.display()));
        let text = std::fs::read_to_string(path).map_err(failed)?;
        parse(&text)?;
        let mut bytes = [0; KEY_LEN];
        entropy.fill(&mut bytes);
        replace(path, &changed(&text, change, &hex::encode(bytes))).map_err(failed)
    }
}

/// The new text of a key file.
fn changed(text: &str, change: KeyChange, new: &str) -> String {
    let is_key = |line: &str| lines(line).next().is_some();
    let mut all: Vec<&str> = text.lines().collect();
    let prepared = all.iter().position(|line| line.trim() == PREPARED).filter(|at| at + 1 < all.len());
    match (change, prepared) {
        (KeyChange::Prepare, Some(_)) => {}
        (KeyChange::Prepare, None) => all.extend([PREPARED, new]),
        (KeyChange::Renew, Some(at)) => {
            let key = all.remove(at + 1);
            all.remove(at);
            all.insert(0, key);
        }
        (KeyChange::Renew, None) => all.insert(0, new),
        (KeyChange::Retire, prepared) => {
            let first = all.iter().position(|line| is_key(line));
            let prepared = prepared.map(|at| at + 1);
            let keep = |at: usize, line: &str| !is_key(line) || Some(at) == first || Some(at) == prepared;
            all =
                all.iter().enumerate().filter(|(at, line)| keep(*at, line)).map(|(_, line)| *line).collect();
        }
    }
    format!("{}\n", all.join("\n"))
}

/// The whole new content or the whole old one, readable by its owner only.
fn replace(path: &Path, text: &str) -> std::io::Result<()> {
    let begun = path.with_extension("new");
    match std::fs::remove_file(&begun) {
        Err(error) if error.kind() != std::io::ErrorKind::NotFound => return Err(error),
        _ => {}
    }
    write_private(&begun, text)?;
    std::fs::rename(&begun, path)?;
    path.parent()
        .filter(|folder| !folder.as_os_str().is_empty())
        .map_or(Ok(()), |folder| std::fs::File::open(folder)?.sync_all())
}

impl MasterKeys {
    /// Reads the key file.
    pub fn read(path: &Path) -> Result<Self> {
        // Looked at before it is read: a change in between is noticed later.
        let stamp = stamp(path);
        let text = std::fs::read_to_string(path)
            .map_err(|e| Error::MasterKey(format!("{} cannot be read: {e}", path.display())))?;
        Ok(Self::of(parse(&text)?, Some(path.to_owned()), stamp))
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
        Self::of(Vec::new(), None, None)
    }

    pub(crate) fn is_none(&self) -> bool {
        self.known().keys.is_empty()
    }

    /// Copies a key file to a place where there is none, readable by its owner only.
    pub fn copy(from: &Path, to: &Path) -> Result<()> {
        let failed = |path: &Path, e: std::io::Error| Error::MasterKey(format!("{}: {e}", path.display()));
        let text = std::fs::read_to_string(from).map_err(|e| failed(from, e))?;
        write_private(to, &text).map_err(|e| failed(to, e))
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
        let wrapped = self.wrap(stream, &bytes, entropy);
        (bytes, wrapped)
    }

    fn wrap(&self, stream: Uuid, bytes: &[u8; KEY_LEN], entropy: &dyn Entropy) -> Vec<u8> {
        let known = self.current();
        let (id, master) = &known.keys[0];
        let mut wrapped = id.to_vec();
        wrapped.extend(master.seal(bytes, stream.as_bytes(), entropy));
        wrapped
    }

    /// The key of a stream under the first master key; none where it is so already.
    pub(crate) fn wrap_anew(
        &self,
        stream: Uuid,
        wrapped: &[u8],
        entropy: &dyn Entropy,
    ) -> Result<Option<Vec<u8>>> {
        if self.current().keys.first().is_some_and(|(id, _)| wrapped.starts_with(id)) {
            return Ok(None);
        }
        let bytes = self.unwrap_bytes(stream, wrapped)?;
        Ok(Some(self.wrap(stream, &bytes, entropy)))
    }

    /// Unwraps the key of a stream.
    pub(crate) fn unwrap(&self, stream: Uuid, wrapped: &[u8]) -> Result<Key> {
        Ok(Key::new(&self.unwrap_bytes(stream, wrapped)?))
    }

    /// Unwraps the secret bytes of a key.
    pub(crate) fn unwrap_bytes(&self, stream: Uuid, wrapped: &[u8]) -> Result<[u8; KEY_LEN]> {
        let unusable = || Error::Sealed(format!("the key of stream {stream}"));
        let (id, sealed) = wrapped.split_first_chunk::<KEY_ID_LEN>().ok_or_else(unusable)?;
        let find =
            |known: Known| known.keys.iter().find(|(known, _)| known == id).map(|(_, key)| key.clone());
        let master = find(self.known()).or_else(|| find(self.current())).ok_or_else(|| {
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
    fn a_key_file_is_changed_line_by_line() {
        let (old, new, next) = ("ab".repeat(32), "cd".repeat(32), "ef".repeat(32));
        let file = format!("# of 2026\n{old}\n");
        let renewed = changed(&file, KeyChange::Renew, &new);
        assert_eq!(renewed, format!("{new}\n# of 2026\n{old}\n"));
        let prepared = changed(&renewed, KeyChange::Prepare, &next);
        assert_eq!(prepared, format!("{new}\n# of 2026\n{old}\n{PREPARED}\n{next}\n"));
        assert_eq!(changed(&prepared, KeyChange::Prepare, &"00".repeat(32)), prepared, "one at a time");
        assert_eq!(
            changed(&prepared, KeyChange::Retire, ""),
            format!("{new}\n# of 2026\n{PREPARED}\n{next}\n")
        );
        let third = changed(&prepared, KeyChange::Renew, &"00".repeat(32));
        assert_eq!(
            third,
            format!("{next}\n{new}\n# of 2026\n{old}\n"),
            "the prepared one, not one that was used before"
        );
        assert_eq!(changed(&third, KeyChange::Retire, ""), format!("{next}\n# of 2026\n"));
    }

    #[test]
    fn a_file_that_changes_is_read_again() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("master.key");
        let entropy = SeededEntropy::new(1);
        let keys = MasterKeys::read_or_create(&file, &entropy).unwrap();
        let (stream, before) = (Uuid::from_u128(7), keys.names());
        let (_, wrapped) = keys.new_stream_key(stream, &entropy);
        MasterKeys::change(&file, KeyChange::Renew, &entropy).unwrap();
        assert_eq!((keys.names().len(), &keys.names()[1..]), (2, &before[..]));
        let anew = keys.wrap_anew(stream, &wrapped, &entropy).unwrap().unwrap();
        assert!(anew.starts_with(&hex::decode(&keys.names()[0]).unwrap()));
        assert_eq!(keys.wrap_anew(stream, &anew, &entropy).unwrap(), None);
        assert_eq!(keys.unwrap_bytes(stream, &anew).unwrap(), keys.unwrap_bytes(stream, &wrapped).unwrap());
        // A file that is broken for a moment changes nothing.
        std::fs::write(&file, "kaputt").unwrap();
        assert_eq!(keys.names().len(), 2);
        keys.unwrap(stream, &wrapped).unwrap();
        let mode = std::os::unix::fs::PermissionsExt::mode(&std::fs::metadata(&file).unwrap().permissions());
        assert_eq!(mode & 0o077, 0, "{mode:o}");
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

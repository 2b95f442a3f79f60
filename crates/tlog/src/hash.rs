//! Hashes of entries and of subtrees (RFC 9162, section 2.1.1).

use crate::{Error, Result};
use aws_lc_rs::digest::{Context, SHA256};
use base64::{Engine, engine::general_purpose::STANDARD};

/// A SHA-256 hash. Its text is base64, as in all formats of this crate.
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Hash(pub [u8; 32]);

impl Hash {
    /// Reads base64 of 32 bytes.
    pub fn parse(text: &str) -> Result<Self> {
        let bytes = STANDARD.decode(text).ok().and_then(|bytes| <[u8; 32]>::try_from(bytes).ok());
        bytes
            .map(Self)
            .ok_or_else(|| Error::Format { what: "hash", why: format!("{text:?} is not base64 of 32 bytes") })
    }
}

impl std::fmt::Display for Hash {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&STANDARD.encode(self.0))
    }
}

impl std::fmt::Debug for Hash {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Hash({self})")
    }
}

/// The hash of an entry: SHA-256 over 0x00 and its bytes.
#[must_use]
pub fn leaf_hash(entry: &[u8]) -> Hash {
    digest(&[&[0], entry])
}

/// The hash of two subtrees: SHA-256 over 0x01 and their hashes. The first byte keeps an entry from being taken for a
/// subtree.
#[must_use]
pub fn node_hash(left: Hash, right: Hash) -> Hash {
    digest(&[&[1], &left.0, &right.0])
}

/// The root of a tree without entries.
pub(crate) fn empty_root() -> Hash {
    digest(&[])
}

pub(crate) fn digest(parts: &[&[u8]]) -> Hash {
    let mut context = Context::new(&SHA256);
    for part in parts {
        context.update(part);
    }
    let mut hash = [0; 32];
    hash.copy_from_slice(context.finish().as_ref());
    Hash(hash)
}

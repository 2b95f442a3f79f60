//! Checkpoints (C2SP `tlog-checkpoint`).

use crate::{Error, Hash, Result, Signer, Verifier, note};

/// What a log promises at a moment: this many entries, with this root hash.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Checkpoint {
    /// Which log.
    pub origin: String,
    /// How many entries.
    pub size: u64,
    /// The hash over all of them.
    pub root: Hash,
}

impl Checkpoint {
    /// The checkpoint as a signed note; its origin is the name of the signer.
    pub fn sign(size: u64, root: Hash, signer: &Signer) -> Result<String> {
        signer.sign(&format!("{}\n{size}\n{root}\n", signer.name()))
    }

    /// Reads a note that one of the keys has signed, and whose origin is the name of one of them.
    ///
    /// # Errors
    /// [`Error::Format`], [`Error::Unsigned`], [`Error::Forged`].
    pub fn open(note: &str, trusted: &[Verifier]) -> Result<Self> {
        let checkpoint = Self::parse(note::open(note, trusted)?)?;
        if trusted.iter().all(|key| key.name() != checkpoint.origin) {
            let why = format!("it is of another log, {:?}", checkpoint.origin);
            return Err(Error::Format { what: "checkpoint", why });
        }
        Ok(checkpoint)
    }

    /// Reads the text of a checkpoint without its signatures. Lines beyond the third are passed over.
    pub fn parse(text: &str) -> Result<Self> {
        let wrong = |why: &str| Error::Format { what: "checkpoint", why: why.to_owned() };
        let mut lines = text.lines();
        let (Some(origin), Some(size), Some(root)) = (lines.next(), lines.next(), lines.next()) else {
            return Err(wrong("it has fewer than three lines"));
        };
        if origin.is_empty() {
            return Err(wrong("the first line, the origin, is empty"));
        }
        if lines.any(str::is_empty) {
            return Err(wrong("a line of it is empty"));
        }
        let size = decimal(size).ok_or_else(|| wrong("the second line is not the number of entries"))?;
        Ok(Self { origin: origin.to_owned(), size, root: Hash::parse(root)? })
    }
}

/// A number as these formats write it: digits, no leading zero.
pub(crate) fn decimal(text: &str) -> Option<u64> {
    let digits = text.bytes().all(|b| b.is_ascii_digit()) && (text == "0" || !text.starts_with('0'));
    if digits { text.parse().ok() } else { None }
}

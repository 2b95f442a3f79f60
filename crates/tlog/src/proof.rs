//! The proof that an entry is in a log, as a file that is complete by itself (C2SP `tlog-proof`).

use crate::{Checkpoint, Error, Hash, Result, Verifier, checkpoint::decimal, verify_inclusion};
use base64::{Engine, engine::general_purpose::STANDARD};

const FIRST_LINE: &str = "c2sp.org/tlog-proof@v1";

/// A proof of inclusion with the signed checkpoint that it leads to. Its text is the content of a `.tlog-proof` file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Proof {
    /// Place of the entry in the log, from 0.
    pub index: u64,
    /// From the entry's sibling up to the child of the root.
    pub hashes: Vec<Hash>,
    /// The signed checkpoint, to the letter.
    pub checkpoint: String,
    /// Words beside it that nobody has signed.
    pub extra: Option<Vec<u8>>,
}

impl std::fmt::Display for Proof {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        writeln!(f, "{FIRST_LINE}")?;
        if let Some(extra) = &self.extra {
            writeln!(f, "extra {}", STANDARD.encode(extra))?;
        }
        writeln!(f, "index {}", self.index)?;
        for hash in &self.hashes {
            writeln!(f, "{hash}")?;
        }
        write!(f, "\n{}", self.checkpoint)
    }
}

impl Proof {
    /// Reads a proof; that it proves something is another question, see [`Proof::verify`].
    pub fn parse(text: &str) -> Result<Self> {
        let wrong = |why: &str| Error::Format { what: "proof", why: why.to_owned() };
        let (head, checkpoint) =
            text.split_once("\n\n").ok_or_else(|| wrong("no empty line before the checkpoint"))?;
        let mut lines = head.lines().peekable();
        if lines.next() != Some(FIRST_LINE) {
            return Err(wrong("it does not begin with the line c2sp.org/tlog-proof@v1"));
        }
        let extra = lines.next_if(|line| line.starts_with("extra ")).map(|line| {
            STANDARD.decode(&line["extra ".len()..]).map_err(|_| wrong("the extra data are not base64"))
        });
        let extra = extra.transpose()?;
        let index = lines.next().and_then(|line| decimal(line.strip_prefix("index ")?));
        let index = index.ok_or_else(|| wrong("the line with the index is missing"))?;
        let hashes = lines.map(Hash::parse).collect::<Result<_>>()?;
        Ok(Self { index, hashes, checkpoint: checkpoint.to_owned(), extra })
    }

    /// Checks that the entry with the hash `leaf` is in the log that one of the keys has signed for; returns the
    /// checkpoint.
    pub fn verify(&self, leaf: Hash, trusted: &[Verifier]) -> Result<Checkpoint> {
        let checkpoint = Checkpoint::open(&self.checkpoint, trusted)?;
        verify_inclusion(leaf, self.index, checkpoint.size, &self.hashes, checkpoint.root)?;
        Ok(checkpoint)
    }
}

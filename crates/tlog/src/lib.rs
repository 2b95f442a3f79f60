//! A transparency log: a Merkle tree over entries in the order in which they came, with proofs that anybody can check.
//!
//! Whoever holds a signed *checkpoint* (how many entries there are, and the hash over all of them) can later be shown
//! that an entry is among them ([`verify_inclusion`]) and that a newer checkpoint only added entries
//! ([`verify_consistency`]). So an operator of the database cannot change or remove an entry unnoticed, not even a
//! whole stream of them.
//!
//! Tree and proofs follow RFC 9162, section 2.1 (the same as RFC 6962), with SHA-256. Checkpoints, their signatures and
//! the file format of a proof are those of C2SP: `tlog-checkpoint`, `signed-note` with Ed25519, `tlog-proof@v1`. Any
//! tool that speaks these can check what this crate makes.
//!
//! No I/O: where hashes of the tree are needed, a [`Plan`] says which ones, and the caller reads them. It stands on the
//! ground floor only for the cryptography that it calls.
//!
//! ```
//! use std::collections::HashMap;
//! use tlog::{Frontier, Plan, leaf_hash, verify_inclusion};
//!
//! let mut stored = HashMap::new();
//! let mut tree = Frontier::default();
//! for entry in ["eingereicht", "geprueft", "entschieden"] {
//!     tree.append(leaf_hash(entry.as_bytes()), |node, hash| {
//!         stored.insert(node, hash);
//!     });
//! }
//! let proof = Plan::inclusion(1, tree.size())?.proof(|node| stored.get(&node).copied())?;
//! verify_inclusion(leaf_hash(b"geprueft"), 1, tree.size(), &proof, tree.root())?;
//! # Ok::<(), tlog::Error>(())
//! ```

mod checkpoint;
mod hash;
mod note;
mod plan;
mod proof;
mod tile;
mod tree;
mod verify;

pub use checkpoint::Checkpoint;
pub use hash::{Hash, leaf_hash, node_hash};
pub use note::{Signer, Verifier};
pub use plan::Plan;
pub use proof::Proof;
pub use tile::Tile;
pub use tree::{Frontier, Node};
pub use verify::{verify_consistency, verify_inclusion};

/// What goes wrong with a log. Every message says what does not fit; none of them means that waiting helps.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum Error {
    /// There is no such entry or no such older tree.
    #[error("a tree of {size} entries has no proof for {asked}")]
    OutOfRange {
        /// Index of an entry, or size of an older tree.
        asked: u64,
        /// Size of the tree.
        size: u64,
    },
    /// A hash that the proof needs is not stored.
    #[error("the hash of level {level}, index {index} is missing")]
    Missing {
        /// Level of the subtree, 0 for an entry.
        level: u8,
        /// Its place in the level, from 0.
        index: u64,
    },
    /// The proof does not lead to the root.
    #[error("the proof does not lead to the root hash of the checkpoint")]
    Refuted,
    /// The edge does not belong to a tree of that size.
    #[error("{hashes} hashes are no edge of a tree of {size} entries")]
    Edge {
        /// How many hashes were given.
        hashes: usize,
        /// Size of the tree.
        size: u64,
    },
    /// A text is not in its format.
    #[error("{what}: {why}")]
    Format {
        /// `note`, `checkpoint`, `proof`, `key`.
        what: &'static str,
        /// What is wrong with it.
        why: String,
    },
    /// No key that is trusted has signed.
    #[error("the note is not signed by {}", .0.join(" or "))]
    Unsigned(Vec<String>),
    /// A key that is trusted has not made the signature that bears its name.
    #[error("the signature of {0} is wrong")]
    Forged(String),
}

/// Result of this crate.
pub type Result<T, E = Error> = std::result::Result<T, E>;

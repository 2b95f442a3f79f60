//! The growing tree: only its right edge is held in memory.

use crate::{
    Error, Hash, Result,
    hash::{empty_root, node_hash},
};

/// A complete subtree: it covers the entries from `index << level` on, `1 << level` of them. Once made, its hash never
/// changes; it is all that needs to be stored.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Node {
    /// Height over the entries, 0 for an entry itself.
    pub level: u8,
    /// Place among the subtrees of its level, from 0.
    pub index: u64,
}

/// The right edge of a tree: the hashes of the largest complete subtrees that make it up, from left to right. With it
/// entries can be appended and the root be known.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Frontier {
    size: u64,
    edge: Vec<Hash>,
}

impl Frontier {
    /// The edge of a tree of `size` entries from the hashes of its [`Frontier::nodes`], in their order.
    pub fn new(size: u64, edge: Vec<Hash>) -> Result<Self> {
        if edge.len() == size.count_ones() as usize {
            Ok(Self { size, edge })
        } else {
            Err(Error::Edge { hashes: edge.len(), size })
        }
    }

    /// The complete subtrees that make up a tree of `size` entries, from left to right: one for each binary one of
    /// the number.
    #[must_use]
    pub fn nodes(size: u64) -> Vec<Node> {
        complete(0, size)
    }

    /// How many entries there are.
    #[must_use]
    pub const fn size(&self) -> u64 {
        self.size
    }

    /// Appends the hash of an entry ([`crate::leaf_hash`]). `made` is told every complete subtree that comes into
    /// being, the entry itself first.
    pub fn append(&mut self, leaf: Hash, mut made: impl FnMut(Node, Hash)) {
        let mut node = Node { level: 0, index: self.size };
        let mut hash = leaf;
        made(node, hash);
        // Like counting in binary: every carry joins two subtrees of the same size.
        while node.index % 2 == 1 {
            let left = self.edge.pop().expect("an odd index has a complete subtree to its left");
            node = Node { level: node.level + 1, index: node.index / 2 };
            hash = node_hash(left, hash);
            made(node, hash);
        }
        self.edge.push(hash);
        self.size += 1;
    }

    /// The root hash over all entries.
    #[must_use]
    pub fn root(&self) -> Hash {
        joined(&self.edge).unwrap_or_else(empty_root)
    }
}

/// The complete subtrees that cover `count` entries from `first` on, from left to right. `first` is where a subtree of
/// at least that size begins, as it always is within a tree.
pub(crate) fn complete(first: u64, count: u64) -> Vec<Node> {
    let mut nodes = Vec::new();
    let mut at = first;
    for level in (0..64_u8).rev().filter(|level| count >> level & 1 == 1) {
        nodes.push(Node { level, index: at >> level });
        at += 1 << level;
    }
    nodes
}

/// The hash over neighbouring subtrees of falling size.
pub(crate) fn joined(hashes: &[Hash]) -> Option<Hash> {
    hashes.iter().copied().rev().reduce(|right, left| node_hash(left, right))
}

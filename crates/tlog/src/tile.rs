//! Tiles: how the hashes of a tree are kept in few pieces (the arithmetic of C2SP `tlog-tiles`, height 8).
//!
//! Only the subtrees of every eighth level are kept, 256 of them in a tile; those between are joined again when they
//! are needed. So a tree of a million entries lies in some four thousand tiles of 8 KB, and a proof reads three.

use crate::{Hash, Node, hash::node_hash};

const HEIGHT: u8 = 8;

/// A piece of the tree: up to 256 neighbouring hashes of a level.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Tile {
    /// Level of tiles, 0 for the entries themselves.
    pub level: u8,
    /// Place in the level, from 0.
    pub index: u64,
}

impl Tile {
    /// The tile that keeps the hash of a subtree, and its place there; `None` for those that are not kept.
    #[must_use]
    pub fn keeping(node: Node) -> Option<(Self, usize)> {
        let kept = node.level.is_multiple_of(HEIGHT);
        kept.then(|| (Self { level: node.level / HEIGHT, index: node.index >> HEIGHT }, low(node.index)))
    }

    /// The tile from which the hash of a subtree can be made.
    #[must_use]
    pub fn of(node: Node) -> Self {
        let above = node.level % HEIGHT;
        Self { level: node.level / HEIGHT, index: node.index >> (HEIGHT - above) }
    }

    /// The hash of a subtree from the hashes of the tile [`Tile::of`] it; `None` when the tile has too few.
    #[must_use]
    pub fn hash(node: Node, hashes: &[Hash]) -> Option<Hash> {
        let above = node.level % HEIGHT;
        let count = 1_usize << above;
        let first = low(node.index << above);
        let mut row = hashes.get(first..first + count)?.to_vec();
        while row.len() > 1 {
            row = row.chunks(2).map(|pair| node_hash(pair[0], pair[1])).collect();
        }
        row.first().copied()
    }
}

/// The place of an index within its tile.
fn low(index: u64) -> usize {
    usize::from(index.to_le_bytes()[0])
}

//! Which hashes a proof is made of.

use crate::{
    Error, Hash, Node, Result,
    tree::{complete, joined},
};

/// The way to a proof: for each of its hashes the complete subtrees that it is joined from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Plan(Vec<Vec<Node>>);

impl Plan {
    /// That the entry at `index`, from 0, is in the tree of `size` entries (RFC 9162, section 2.1.3.1).
    ///
    /// # Errors
    /// [`Error::OutOfRange`] when the tree is not that large.
    pub fn inclusion(index: u64, size: u64) -> Result<Self> {
        if index >= size {
            return Err(Error::OutOfRange { asked: index, size });
        }
        let mut siblings = Vec::new();
        let (mut first, mut count) = (0, size);
        while count > 1 {
            let left = split(count);
            if index < first + left {
                siblings.push(complete(first + left, count - left));
                count = left;
            } else {
                siblings.push(complete(first, left));
                (first, count) = (first + left, count - left);
            }
        }
        siblings.reverse();
        Ok(Self(siblings))
    }

    /// That the tree of `size` entries begins with the tree of `old` entries (RFC 9162, section 2.1.4.1). Nothing has
    /// to be shown for an empty tree and for the same one.
    ///
    /// # Errors
    /// [`Error::OutOfRange`] when the old tree is larger.
    pub fn consistency(old: u64, size: u64) -> Result<Self> {
        if old > size {
            return Err(Error::OutOfRange { asked: old, size });
        }
        let mut parts = Vec::new();
        if old == 0 || old == size {
            return Ok(Self(parts));
        }
        let (mut first, mut count) = (0, size);
        while first + count > old {
            let left = split(count);
            if old <= first + left {
                parts.push(complete(first + left, count - left));
                count = left;
            } else {
                parts.push(complete(first, left));
                (first, count) = (first + left, count - left);
            }
        }
        // Who checks has the root of the old tree already, when that is a subtree of the new one.
        if first > 0 {
            parts.push(complete(first, count));
        }
        parts.reverse();
        Ok(Self(parts))
    }

    /// The subtrees whose hashes are needed, each once.
    pub fn nodes(&self) -> impl Iterator<Item = Node> {
        self.0.iter().flatten().copied()
    }

    /// The proof, from the hashes of its [`Plan::nodes`].
    ///
    /// # Errors
    /// [`Error::Missing`] for the first that `read` does not have.
    pub fn proof(&self, read: impl Fn(Node) -> Option<Hash>) -> Result<Vec<Hash>> {
        let read = |node: &Node| read(*node).ok_or(Error::Missing { level: node.level, index: node.index });
        self.0
            .iter()
            .map(|nodes| {
                let hashes = nodes.iter().map(read).collect::<Result<Vec<_>>>()?;
                Ok(joined(&hashes).expect("a part of a plan covers at least one entry"))
            })
            .collect()
    }
}

/// How many of `count` entries, of which there are two or more, are in the left subtree: the largest power of two
/// below it.
fn split(count: u64) -> u64 {
    1 << (63 - (count - 1).leading_zeros())
}

//! Checking proofs, with the hashes of the checkpoints alone.

use crate::{Error, Hash, Result, hash::empty_root, node_hash};

/// Checks that the entry with the hash `leaf` is the one at `index` of the tree of `size` entries with that root
/// (RFC 9162, section 2.1.3.2).
///
/// # Errors
/// [`Error::OutOfRange`] or [`Error::Refuted`].
pub fn verify_inclusion(leaf: Hash, index: u64, size: u64, proof: &[Hash], root: Hash) -> Result<()> {
    if index >= size {
        return Err(Error::OutOfRange { asked: index, size });
    }
    let mut way = Way { at: index, last: size - 1 };
    let mut hash = leaf;
    for sibling in proof {
        hash = match way.step()? {
            Side::Left => node_hash(*sibling, hash),
            Side::Right => node_hash(hash, *sibling),
        };
    }
    if way.last == 0 && hash == root { Ok(()) } else { Err(Error::Refuted) }
}

/// Checks that the tree of `new` entries with `new_root` begins with the tree of `old` entries with `old_root`
/// (RFC 9162, section 2.1.4.2).
///
/// # Errors
/// [`Error::OutOfRange`] or [`Error::Refuted`].
pub fn verify_consistency(old: u64, old_root: Hash, new: u64, new_root: Hash, proof: &[Hash]) -> Result<()> {
    if old > new {
        return Err(Error::OutOfRange { asked: old, size: new });
    }
    if old == new || old == 0 {
        let same = if old == new { old_root == new_root } else { old_root == empty_root() };
        return if same && proof.is_empty() { Ok(()) } else { Err(Error::Refuted) };
    }
    let (mut way, mut rest) = (Way { at: old - 1, last: new - 1 }, proof.iter());
    // The old root is a subtree of the new tree: it begins the way itself.
    let first = if old.is_power_of_two() { &old_root } else { rest.next().ok_or(Error::Refuted)? };
    while way.at % 2 == 1 {
        way.up();
    }
    let (mut old_hash, mut new_hash) = (*first, *first);
    for part in rest {
        match way.step()? {
            Side::Left => {
                old_hash = node_hash(*part, old_hash);
                new_hash = node_hash(*part, new_hash);
            }
            Side::Right => new_hash = node_hash(new_hash, *part),
        }
    }
    if way.last == 0 && old_hash == old_root && new_hash == new_root { Ok(()) } else { Err(Error::Refuted) }
}

/// On which side of us the next hash of a proof belongs.
enum Side {
    Left,
    Right,
}

/// The way from an entry up to the root: our place in the level, and the last place of the level.
struct Way {
    at: u64,
    last: u64,
}

impl Way {
    fn up(&mut self) {
        self.at >>= 1;
        self.last >>= 1;
    }

    /// Goes up to the next level on which we have a sibling, and beyond it.
    fn step(&mut self) -> Result<Side> {
        if self.last == 0 {
            return Err(Error::Refuted);
        }
        let side = if self.at % 2 == 1 || self.at == self.last { Side::Left } else { Side::Right };
        if matches!(side, Side::Left) {
            while self.at.is_multiple_of(2) && self.at != 0 {
                self.up();
            }
        }
        self.up();
        Ok(side)
    }
}

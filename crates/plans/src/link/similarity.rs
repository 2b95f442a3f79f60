//! How much two texts share: sets of short pieces, hashed and sorted once, so that comparing all measures of two plans
//! with one another takes no time worth speaking of.
//!
//! `strsim` compares two strings at a time and builds its sets anew for each pair; for some thousand pairs of long texts
//! that is what would take longest.

/// The pieces of a text.
#[derive(Debug, Clone, Default)]
pub(crate) struct Pieces(Vec<u64>);

impl Pieces {
    /// Three letters each, blanks and marks aside: blanks that extraction put into words do not matter.
    pub(crate) fn of_letters(text: &str) -> Self {
        let letters: Vec<char> = super::key(text).chars().collect();
        let few = (1..3).contains(&letters.len()).then(|| hash(letters.iter().map(|c| u64::from(*c))));
        Self::sorted(
            letters.windows(3).map(|three| hash(three.iter().map(|c| u64::from(*c)))).chain(few).collect(),
        )
    }

    /// Two words each.
    pub(crate) fn of_words(text: &str) -> Self {
        let words: Vec<u64> = text
            .split(|c: char| !c.is_alphanumeric())
            .filter(|word| !word.is_empty())
            .map(|word| hash(word.chars().flat_map(char::to_lowercase).map(u64::from)))
            .collect();
        Self::sorted(words.windows(2).map(|two| hash(two.iter().copied())).collect())
    }

    fn sorted(mut pieces: Vec<u64>) -> Self {
        pieces.sort_unstable();
        pieces.dedup();
        Self(pieces)
    }

    pub(crate) fn len(&self) -> usize {
        self.0.len()
    }

    /// How much both share of what both have, from 0 to 1 (Dice).
    pub(crate) fn like(&self, other: &Self) -> f64 {
        let both = self.len() + other.len();
        if both == 0 { 0.0 } else { 2.0 * self.shared(other) / both as f64 }
    }

    /// How much of this one is in the other, from 0 to 1.
    pub(crate) fn within(&self, other: &Self) -> f64 {
        if self.0.is_empty() { 0.0 } else { self.shared(other) / self.len() as f64 }
    }

    fn shared(&self, other: &Self) -> f64 {
        let (mut a, mut b) = (self.0.iter().peekable(), other.0.iter().peekable());
        let mut shared = 0_u32;
        while let (Some(x), Some(y)) = (a.peek(), b.peek()) {
            match x.cmp(y) {
                std::cmp::Ordering::Less => drop(a.next()),
                std::cmp::Ordering::Greater => drop(b.next()),
                std::cmp::Ordering::Equal => {
                    shared += 1;
                    a.next();
                    b.next();
                }
            }
        }
        f64::from(shared)
    }
}

/// FNV-1a: the same on every machine and in every version, as ids are made of it.
pub(crate) fn hash(parts: impl Iterator<Item = u64>) -> u64 {
    parts.fold(0xcbf2_9ce4_8422_2325, |hash, part| (hash ^ part).wrapping_mul(0x0000_0100_0000_01b3))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn blanks_do_not_matter() {
        let (a, b) =
            (Pieces::of_letters("Unterne hmen in Thüringen"), Pieces::of_letters("Unternehmen in Thüringen"));
        assert!((a.like(&b) - 1.0).abs() < f64::EPSILON);
        assert!(
            (Pieces::of_letters("i-Kfz").within(&Pieces::of_letters("iKfz Stufe 2 und 3")) - 1.0).abs()
                < f64::EPSILON
        );
        assert!(Pieces::default().like(&Pieces::default()) < f64::EPSILON);
    }

    #[test]
    fn words() {
        let text = Pieces::of_words("Die Ausschreibung ist vorbereitet.");
        assert!(text.like(&Pieces::of_words("Die  Ausschreibung ist, vorbereitet")) > 0.99);
        assert!(text.within(&Pieces::of_words("Nein: die Ausschreibung ist vorbereitet und mehr.")) > 0.99);
    }
}

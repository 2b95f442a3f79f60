//! Data types A to E of DIN 91379, and what counts as one character.

use crate::table::{
    CYRILLIC, GREEK, Group, LETTERS, NON_LETTERS_E1, NON_LETTERS_N1, NON_LETTERS_N2, NON_LETTERS_N3,
    NON_LETTERS_N4, SEQUENCES,
};

/// A data type of DIN 91379: the set of characters that a kind of text may have.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Datatype {
    /// Names of natural persons: Latin letters, and the non-letters that every kind of name needs.
    A,
    /// Other names: of places, of streets with house numbers.
    B,
    /// All that is normative: running text as well. What XÖV calls `String.Latin+` and FIM `text_latin`.
    C,
    /// Names of legal persons and products: with Greek letters and further signs.
    D,
    /// Everything, with Cyrillic letters too.
    E,
}

impl Datatype {
    fn groups(self) -> &'static [Group] {
        match self {
            Self::A => &[LETTERS, NON_LETTERS_N1],
            Self::B => &[LETTERS, NON_LETTERS_N1, NON_LETTERS_N2],
            Self::C => &[LETTERS, NON_LETTERS_N1, NON_LETTERS_N2, NON_LETTERS_N3, NON_LETTERS_N4],
            Self::D => &[LETTERS, NON_LETTERS_N1, NON_LETTERS_N2, NON_LETTERS_N3, GREEK, NON_LETTERS_E1],
            Self::E => &[
                LETTERS,
                NON_LETTERS_N1,
                NON_LETTERS_N2,
                NON_LETTERS_N3,
                NON_LETTERS_N4,
                GREEK,
                CYRILLIC,
                NON_LETTERS_E1,
            ],
        }
    }
}

/// A character that a data type does not have.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Wrong {
    /// Which one, from 0; a sequence counts as one character.
    pub index: usize,
    /// Its code point. Of a letter with a mark that it does not bear in any language: the mark.
    pub character: char,
}

/// Whether a text in NFC ([`crate::nfc`]) has only characters of a data type.
///
/// # Errors
/// The first character that it does not have.
pub fn check(text: &str, datatype: Datatype) -> Result<(), Wrong> {
    for (index, written) in characters(text).enumerate() {
        let mut chars = written.chars();
        // Sequences are letters, and letters are part of every data type.
        if let (Some(character), None) = (chars.next(), chars.next())
            && !datatype.groups().iter().any(|group| holds(group, character))
        {
            return Err(Wrong { index, character });
        }
    }
    Ok(())
}

fn holds(group: Group, character: char) -> bool {
    let at = group.partition_point(|(_, last)| *last < character);
    group.get(at).is_some_and(|(first, _)| *first <= character)
}

/// The characters of a text in NFC: each a code point, or a sequence of DIN 91379 (a letter with its marks).
pub fn characters(text: &str) -> impl Iterator<Item = &str> {
    let mut rest = text;
    std::iter::from_fn(move || {
        let first = rest.chars().next()?;
        let (written, after) = rest.split_at(first.len_utf8() + marks(first, &rest[first.len_utf8()..]));
        rest = after;
        Some(written)
    })
}

/// How many characters a text in NFC has, as a person counts them.
pub fn length(text: &str) -> usize {
    if text.is_ascii() { text.len() } else { characters(text).count() }
}

/// How many bytes of what follows a letter belong to it.
fn marks(letter: char, after: &str) -> usize {
    // No mark is an ASCII character: most letters are done here.
    if after.as_bytes().first().is_none_or(u8::is_ascii) {
        return 0;
    }
    let fitting =
        SEQUENCES.iter().filter(|(marks, letters)| after.starts_with(marks) && letters.contains(letter));
    fitting.map(|(marks, _)| marks.len()).max().unwrap_or(0)
}

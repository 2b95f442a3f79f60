//! Taking German compounds apart with the words of the catalogue itself: no word list of somebody else is needed, and
//! what counts is exactly what the catalogue talks about.
//!
//! A noun is what the texts write with a capital letter. A compound ends with a noun; before it stand nouns or stems of
//! verbs, some with a linking element: *Bewohner|park|ausweis*, *Straße|n|verkehr|s|amt*. All words here are folded
//! (see [`crate::fold`]).

use std::collections::HashSet;

/// Linking elements, the usual ones first.
const LINKS: [&str; 7] = ["", "s", "n", "en", "es", "er", "e"];
/// Endings of inflected nouns.
const ENDINGS: [&str; 8] = ["", "e", "n", "en", "s", "es", "er", "ern"];
/// Fewest letters of a part.
const SHORTEST_PART: usize = 3;
/// Fewest letters of a stem that counts as the first part.
const SHORTEST_STEM: usize = 4;
/// Shorter and longer words are left whole.
const LENGTHS: std::ops::RangeInclusive<usize> = 7..=60;

/// Words to take compounds apart with.
#[derive(Debug, Clone, Default)]
pub(crate) struct Lexicon {
    nouns: HashSet<String>,
    firsts: HashSet<String>,
}

impl Lexicon {
    /// Learns a word that is no stop word, and its stem.
    pub(crate) fn learn(&mut self, word: &str, stem: &str, capital: bool) {
        if !word.chars().all(char::is_alphabetic) {
            return;
        }
        if capital && word.chars().count() >= SHORTEST_PART {
            self.nouns.insert(word.to_owned());
            self.firsts.insert(word.to_owned());
        }
        if stem.chars().count() >= SHORTEST_STEM {
            self.firsts.insert(stem.to_owned());
            if capital {
                self.nouns.insert(stem.to_owned());
            }
        }
    }

    /// All parts of a compound: those it is made of, and those that these are made of. Empty for a word that is none.
    pub(crate) fn parts(&self, word: &str) -> Vec<String> {
        let mut out = Vec::new();
        self.collect(word, &mut out);
        out
    }

    fn collect(&self, word: &str, out: &mut Vec<String>) {
        for part in self.split(word).unwrap_or_default() {
            if !out.iter().any(|known| known == part) {
                out.push(part.to_owned());
            }
            self.collect(part, out);
        }
    }

    /// The cheapest way to read the word as two or more parts: few parts, long ones, few linking elements.
    fn split<'w>(&self, word: &'w str) -> Option<Vec<&'w str>> {
        let mut at: Vec<usize> = word.char_indices().map(|(i, _)| i).collect();
        let n = at.len();
        if !LENGTHS.contains(&n) {
            return None;
        }
        at.push(word.len());
        // best[i]: cost of reading the word from letter i on, where its first part ends and the next begins.
        let mut best: Vec<Option<(u32, usize, usize)>> = vec![None; n + 1];
        for i in (0..=n - SHORTEST_PART).rev() {
            let tail = &word[at[i]..];
            if i > 0 && self.is_noun(tail) {
                best[i] = Some((cost(n - i), n, n));
            }
            for j in i + SHORTEST_PART..=n - SHORTEST_PART {
                if !self.firsts.contains(&word[at[i]..at[j]]) {
                    continue;
                }
                for link in LINKS {
                    let next = j + link.len();
                    if next > n - SHORTEST_PART || !word[at[j]..].starts_with(link) {
                        continue;
                    }
                    let Some((rest, ..)) = best[next] else { continue };
                    let total = rest + cost(j - i) + u32::from(!link.is_empty());
                    if best[i].is_none_or(|(known, ..)| total < known) {
                        best[i] = Some((total, j, next));
                    }
                }
            }
        }
        let (mut parts, mut i) = (Vec::new(), 0);
        while i < n {
            let (_, end, next) = best[i]?;
            parts.push(&word[at[i]..at[end]]);
            i = next;
        }
        Some(parts)
    }

    fn is_noun(&self, word: &str) -> bool {
        ENDINGS.iter().any(|ending| {
            word.strip_suffix(ending)
                .is_some_and(|stem| stem.len() >= SHORTEST_PART && self.nouns.contains(stem))
        })
    }
}

/// A part costs 10, a very short one more: three letters are soon found by chance.
const fn cost(letters: usize) -> u32 {
    if letters < 4 { 16 } else { 10 }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn lexicon() -> Lexicon {
        let mut lexicon = Lexicon::default();
        for (word, stem) in [
            ("bewohner", "bewohn"),
            ("ausweis", "ausweis"),
            ("parkausweis", "parkausweis"),
            ("strassen", "strass"),
            ("verkehr", "verkehr"),
            ("amt", "amt"),
            ("antrag", "antrag"),
            ("hund", "hund"),
            ("steuer", "steu"),
            ("rechtsbehelf", "rechtsbehelf"),
            ("belehrung", "belehr"),
        ] {
            lexicon.learn(word, stem, true);
        }
        for (word, stem) in
            [("parken", "park"), ("samt", "samt"), ("meldet", "meld"), ("einwohner", "einwohn")]
        {
            lexicon.learn(word, stem, false);
        }
        lexicon
    }

    #[test]
    fn compounds_come_apart_and_their_parts_too() {
        let lexicon = lexicon();
        for (word, parts) in [
            ("bewohnerparkausweis", vec!["bewohner", "parkausweis", "park", "ausweis"]),
            ("bewohnerparkausweise", vec!["bewohner", "parkausweise", "park", "ausweise"]),
            ("strassenverkehrsamt", vec!["strassen", "verkehr", "amt"]),
            ("hundesteuer", vec!["hund", "steuer"]),
            ("rechtsbehelfsbelehrung", vec!["rechtsbehelf", "belehrung"]),
            ("ausweisantraege", vec![]),
            ("parken", vec![]),
            ("kindergarten", vec![]),
        ] {
            assert_eq!(lexicon.parts(word), parts, "{word}");
        }
    }

    proptest::proptest! {
        #[test]
        fn any_word_can_be_asked(word in "[a-zäéß漢]{0,70}") {
            let parts = lexicon().parts(&word);
            proptest::prop_assert!(parts.iter().all(|part| word.contains(part.as_str()) && part.len() < word.len()));
        }
    }
}

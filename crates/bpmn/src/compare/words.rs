//! Names of steps as words that can be compared: "Antrag prüfen", "Prüfung des Antrags" and "Anträge pruefen"
//! say the same. Case, umlauts, stop words, endings and the order of words are left out of account.
//!
//! The stemmer only has to treat forms of one word alike; it is no grammar of German (compare Caumanns 1999).

/// Words that say nothing about what is done. Folded as [`fold`] does.
const STOP: &[&str] = &[
    "a", "ab", "als", "am", "an", "and", "auf", "aus", "bei", "beim", "bis", "by", "das", "dem", "den",
    "der", "des", "die", "durch", "ein", "eine", "einem", "einen", "einer", "eines", "for", "fur", "gegen",
    "ihr", "ihre", "ihren", "ihrem", "ihrer", "im", "in", "ins", "ist", "mit", "nach", "of", "oder", "on",
    "or", "sein", "seine", "sich", "the", "to", "uber", "um", "und", "unter", "vom", "von", "vor", "wird",
    "with", "zu", "zum", "zur",
];
/// Endings, the longer first. They are taken off again and again while enough of the word is left.
const ENDINGS: &[&str] =
    &["ungen", "ung", "innen", "ern", "end", "en", "em", "er", "es", "ing", "ed", "e", "n", "s", "t"];
const MIN_STEM: usize = 4;
/// Longer names are cut: comparing stays fast whatever a file holds.
const MAX_WORDS: usize = 12;
const MAX_LETTERS: usize = 40;

/// The stem of a word.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Word {
    stem: Box<str>,
    /// Which letters occur, to see quickly that two words have little in common.
    letters: u32,
}

impl Word {
    fn new(stem: String) -> Self {
        let letters = stem.bytes().fold(0, |letters, byte| letters | 1 << (byte % 32));
        Self { stem: stem.into(), letters }
    }

    /// From 0 to 1: the same stem, a part of a compound, or a few letters apart.
    fn likeness(&self, other: &Self) -> f64 {
        if self.stem == other.stem {
            return 1.0;
        }
        let (short, long) = if self.stem.len() <= other.stem.len() { (self, other) } else { (other, self) };
        // A letter that the other word has nowhere takes an edit at least.
        let allowed = long.stem.len() / 4;
        let missing = (short.letters & !long.letters).count_ones() as usize;
        if short.stem.len() < MIN_STEM || missing > allowed {
            return 0.0;
        }
        // The last part of a German compound says what it is, the first what kind.
        if short.stem.len() > MIN_STEM && long.stem.ends_with(&*short.stem) {
            return 0.8;
        }
        if short.stem.len() > MIN_STEM && long.stem.starts_with(&*short.stem) {
            return 0.6;
        }
        match distance(short.stem.as_bytes(), long.stem.as_bytes(), allowed) {
            Some(edits) => 1.0 - share(edits, long.stem.len()),
            None => 0.0,
        }
    }
}

#[expect(clippy::cast_precision_loss, reason = "words and names are short")]
pub(super) fn share(part: usize, whole: usize) -> f64 {
    if whole == 0 { 0.0 } else { part as f64 / whole as f64 }
}

/// The words of a name, sorted.
pub(super) fn of(name: &str) -> Vec<Word> {
    let folded = fold(name);
    let all = folded.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty());
    let mut words: Vec<Word> = Vec::new();
    for word in all.clone().filter(|word| !STOP.contains(word)).take(MAX_WORDS) {
        words.push(Word::new(stem(word)));
    }
    // A name of stop words alone ("in", "an") is still a name.
    if words.is_empty() {
        words.extend(all.take(MAX_WORDS).map(|word| Word::new(stem(word))));
    }
    words.sort();
    words
}

/// Lower case without umlauts, whether written as such, with two letters, or decomposed. A capital inside a
/// word begins a new one (`ScriptTask`).
fn fold(name: &str) -> String {
    let mut folded = String::with_capacity(name.len());
    let mut before = ' ';
    for character in name.chars().take(MAX_WORDS * MAX_LETTERS) {
        if character.is_uppercase() && before.is_lowercase() {
            folded.push(' ');
        }
        before = character;
        for lower in character.to_lowercase() {
            match lower {
                'ä' => folded.push('a'),
                'ö' => folded.push('o'),
                'ü' => folded.push('u'),
                'ß' => folded.push_str("ss"),
                '\u{300}'..='\u{36f}' | '\u{ad}' => {}
                'e' if folded.ends_with(['a', 'o', 'u']) && !folded.ends_with("qu") => {}
                other => folded.push(other),
            }
        }
    }
    folded
}

fn stem(word: &str) -> String {
    let mut stem: String = word.chars().take(MAX_LETTERS).collect();
    if stem.chars().any(|character| character.is_ascii_digit()) {
        return stem;
    }
    while let Some(ending) = ENDINGS
        .iter()
        .find(|ending| stem.ends_with(**ending) && stem.chars().count() >= MIN_STEM + ending.len())
    {
        stem.truncate(stem.len() - ending.len());
    }
    stem
}

/// How like two names are, from 0 to 1: twice the words in common among all words, similar words in part
/// (Dice 1945).
pub(super) fn likeness(a: &[Word], b: &[Word]) -> f64 {
    if a.is_empty() || b.is_empty() {
        return 0.0;
    }
    if a == b {
        return 1.0;
    }
    let mut pairs: Vec<(f64, usize, usize)> = Vec::new();
    for (i, first) in a.iter().enumerate() {
        for (j, second) in b.iter().enumerate() {
            let likeness = first.likeness(second);
            if likeness > 0.0 {
                pairs.push((likeness, i, j));
            }
        }
    }
    pairs.sort_by(|x, y| y.0.total_cmp(&x.0).then((x.1 + x.2).cmp(&(y.1 + y.2))).then(x.1.cmp(&y.1)));
    let (mut used_a, mut used_b, mut sum) = (0_u32, 0_u32, 0.0);
    for (likeness, i, j) in pairs {
        if used_a & (1 << i) == 0 && used_b & (1 << j) == 0 {
            used_a |= 1 << i;
            used_b |= 1 << j;
            sum += likeness;
        }
    }
    2.0 * sum * share(1, a.len() + b.len())
}

/// The number of letters to insert, delete or replace (Levenshtein 1966); none if more than `most`.
fn distance(a: &[u8], b: &[u8], most: usize) -> Option<usize> {
    if a.len().abs_diff(b.len()) > most {
        return None;
    }
    let mut row: Vec<usize> = (0..=b.len()).collect();
    for (i, x) in a.iter().enumerate() {
        let mut diagonal = row[0];
        row[0] = i + 1;
        for (j, y) in b.iter().enumerate() {
            let replaced = diagonal + usize::from(x != y);
            diagonal = row[j + 1];
            row[j + 1] = replaced.min(row[j] + 1).min(diagonal + 1);
        }
        if row.iter().all(|edits| *edits > most) {
            return None;
        }
    }
    row.last().copied().filter(|edits| *edits <= most)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn like(a: &str, b: &str) -> f64 {
        likeness(&of(a), &of(b))
    }

    #[test]
    fn forms_of_one_statement_are_the_same() {
        for (a, b) in [
            ("Antrag prüfen", "Prüfung des Antrags"),
            ("Antrag prüfen", "ANTRÄGE PRUEFEN"),
            ("Bescheid erstellen", "Erstellung des Bescheids"),
            ("Gebühr berechnen", "Berechnung der Gebühren"),
            ("Unterlagen an Straßenverkehrsamt senden", "Senden der Unterlagen an das Strassenverkehrsamt"),
            ("Check application", "checking the application"),
        ] {
            assert!((like(a, b) - 1.0).abs() < 1e-9, "{a} / {b}: {:?} {:?}", of(a), of(b));
        }
    }

    #[test]
    fn likeness_is_graded() {
        assert!(like("Antrag prüfen", "Bauantrag prüfen") > 0.8);
        assert!(like("Antrag prüfen", "Antrg prüfen") > 0.8);
        let same_object = like("Antrag prüfen", "Antrag ablehnen");
        assert!(same_object > 0.4 && same_object < 0.6, "{same_object}");
        assert!(like("Antrag prüfen", "Gebühr festsetzen") < 0.1);
        assert!(like("Task 1", "Task 2") < 0.6);
        assert!(like("", "Antrag") == 0.0 && like("in", "in") == 1.0);
    }

    #[test]
    fn edits_are_counted_up_to_the_limit() {
        assert_eq!(distance(b"antrag", b"antarg", 2), Some(2));
        assert_eq!(distance(b"antrag", b"bescheid", 2), None);
        assert_eq!(distance(b"", b"", 0), Some(0));
    }
}

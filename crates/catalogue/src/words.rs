//! From text to the forms under which a word is found: the same for the index, for a query, and for marking what was
//! found in a text.

use crate::{
    fold::{fold_german, fold_marks},
    lexicon::Lexicon,
};
use std::{collections::HashMap, sync::Arc};
use tantivy::tokenizer::{Language, RawTokenizer, Stemmer, StopWordFilter, TextAnalyzer, TokenStream};

/// Languages that are treated alike.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(crate) enum Group {
    German,
    English,
    Other,
}

impl Group {
    pub(crate) const ALL: [Self; 3] = [Self::German, Self::English, Self::Other];

    /// The group of a language tag.
    pub(crate) fn of(language: &str) -> Self {
        match language.split('-').next() {
            Some("de") => Self::German,
            Some("en") => Self::English,
            _ => Self::Other,
        }
    }
}

/// Words of questions, beyond the usual stop words, that say nothing about what is looked for.
const CHATTER: &[&str] =
    &["möchte", "brauche", "beantrage", "bitte", "how", "can", "my", "do", "need", "want", "where", "what"];

/// A piece of text between spaces and signs; parts joined by hyphens are one piece.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Token {
    /// In small letters, without hyphens.
    pub(crate) lower: String,
    /// What the hyphens part, if there are any.
    pub(crate) pieces: Vec<String>,
    /// Whether it begins with a capital letter.
    pub(crate) capital: bool,
    /// Where it begins, in bytes.
    pub(crate) from: usize,
    /// Where it ends.
    pub(crate) to: usize,
}

/// How a word is found.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub(crate) struct Form {
    /// Folded.
    pub(crate) exact: String,
    /// Folded and stemmed.
    pub(crate) stem: String,
}

/// A word with all its forms.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Word {
    /// The word itself.
    pub(crate) whole: Form,
    /// The parts of a compound.
    pub(crate) parts: Vec<Form>,
}

/// Splits a text into tokens. Words of more than 80 letters are passed over.
pub(crate) fn tokens(text: &str) -> Vec<Token> {
    let mut out: Vec<Token> = Vec::new();
    let mut start = None;
    let ends = text.char_indices().chain([(text.len(), ' ')]);
    for (at, c) in ends {
        match (c.is_alphanumeric() || ('\u{300}'..='\u{36f}').contains(&c), start) {
            (true, None) => start = Some(at),
            (false, Some(from)) => {
                start = None;
                push(&mut out, text, from, at);
            }
            _ => {}
        }
    }
    out.retain(|token| token.lower.chars().count() <= 80);
    out
}

fn push(out: &mut Vec<Token>, text: &str, from: usize, to: usize) {
    let lower = text[from..to].to_lowercase();
    if let Some(last) = out.last_mut()
        && matches!(&text[last.to..from], "-" | "\u{2010}" | "\u{2011}" | "\u{ad}")
    {
        if last.pieces.is_empty() {
            last.pieces.push(last.lower.clone());
        }
        last.lower.push_str(&lower);
        last.pieces.push(lower);
        last.to = to;
        return;
    }
    let capital = text[from..].chars().next().is_some_and(char::is_uppercase);
    out.push(Token { lower, pieces: Vec::new(), capital, from, to });
}

/// Finds the forms of words. Remembers what it has seen.
pub(crate) struct Analysis {
    lexicon: Arc<Lexicon>,
    tools: [Tools; 3],
    words: [HashMap<String, Word>; 3],
    stops: [HashMap<String, bool>; 3],
}

struct Tools {
    stem: Option<TextAnalyzer>,
    stop: Option<TextAnalyzer>,
}

impl Tools {
    fn new(language: Option<Language>) -> Self {
        let raw = || TextAnalyzer::builder(RawTokenizer::default());
        Self {
            stem: language.map(|language| raw().filter(Stemmer::new(language)).build()),
            stop: language.and_then(StopWordFilter::new).map(|stop| raw().filter(stop).build()),
        }
    }
}

impl Analysis {
    pub(crate) fn new(lexicon: Arc<Lexicon>) -> Self {
        let tools =
            [Tools::new(Some(Language::German)), Tools::new(Some(Language::English)), Tools::new(None)];
        Self { lexicon, tools, words: Default::default(), stops: Default::default() }
    }

    /// Whether a word (in small letters) is too common to look for.
    pub(crate) fn is_stop(&mut self, group: Group, lower: &str) -> bool {
        if let Some(stop) = self.stops[group as usize].get(lower) {
            return *stop;
        }
        let filter = &mut self.tools[group as usize].stop;
        let stop =
            CHATTER.contains(&lower) || filter.as_mut().is_some_and(|f| !f.token_stream(lower).advance());
        self.stops[group as usize].insert(lower.to_owned(), stop);
        stop
    }

    /// The form of a single word in small letters.
    pub(crate) fn form(&mut self, group: Group, lower: &str) -> Form {
        let exact = if group == Group::German { fold_german(lower) } else { fold_marks(lower) };
        self.stemmed(group, exact)
    }

    fn stemmed(&mut self, group: Group, exact: String) -> Form {
        let stem = match &mut self.tools[group as usize].stem {
            Some(stemmer) => {
                let mut stream = stemmer.token_stream(&exact);
                if stream.advance() { stream.token().text.clone() } else { exact.clone() }
            }
            None => exact.clone(),
        };
        Form { exact, stem }
    }

    /// All forms of a token.
    pub(crate) fn word(&mut self, group: Group, token: &Token) -> Word {
        if token.pieces.is_empty()
            && let Some(word) = self.words[group as usize].get(&token.lower)
        {
            return word.clone();
        }
        let whole = self.form(group, &token.lower);
        let mut parts: Vec<Form> = token.pieces.iter().map(|piece| self.form(group, piece)).collect();
        if group == Group::German {
            let whole = [whole.exact.clone()];
            let compounds: Vec<String> = parts.iter().map(|part| part.exact.clone()).chain(whole).collect();
            for compound in compounds {
                for part in self.lexicon.clone().parts(&compound) {
                    let part = self.stemmed(group, part);
                    if !parts.contains(&part) {
                        parts.push(part);
                    }
                }
            }
        }
        let word = Word { whole, parts };
        if token.pieces.is_empty() {
            self.words[group as usize].insert(token.lower.clone(), word.clone());
        }
        word
    }
}

/// Whether two words differ by at most `most` letters changed, left out, added or swapped with their neighbour; and the
/// second may go on after its beginning matched.
pub(crate) fn is_alike_start(typed: &str, word: &str, most: usize) -> bool {
    let (a, b): (Vec<char>, Vec<char>) = (typed.chars().collect(), word.chars().collect());
    let mut before: Vec<usize> = Vec::new();
    let mut last: Vec<usize> = (0..=b.len()).collect();
    for i in 1..=a.len() {
        let mut row = vec![i];
        for j in 1..=b.len() {
            let change = last[j - 1] + usize::from(a[i - 1] != b[j - 1]);
            let mut least = change.min(last[j] + 1).min(row[j - 1] + 1);
            if i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1] {
                least = least.min(before[j - 2] + 1);
            }
            row.push(least);
        }
        before = std::mem::replace(&mut last, row);
    }
    last.iter().any(|distance| *distance <= most)
}

/// How many letters may differ in a word of this length.
pub(crate) fn tolerance(word: &str) -> usize {
    match word.chars().count() {
        0..=3 => 0,
        4..=7 => 1,
        _ => 2,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn hyphens_join() {
        let found = tokens("Der Park-Ausweis, für E-Bikes!");
        let lower: Vec<_> = found.iter().map(|t| (t.lower.as_str(), t.pieces.len(), t.capital)).collect();
        assert_eq!(
            lower,
            [("der", 0, true), ("parkausweis", 2, true), ("für", 0, false), ("ebikes", 2, true)]
        );
        assert_eq!(&"Der Park-Ausweis"[found[1].from..found[1].to], "Park-Ausweis");
    }

    #[test]
    fn german_words_meet_in_their_stem() {
        let mut analysis = Analysis::new(Arc::default());
        let mut stem = |word: &str| analysis.form(Group::German, word).stem;
        assert_eq!(stem("anträge"), stem("antrag"));
        assert_eq!(stem("gebühren"), stem("gebuehr"));
        assert_eq!(stem("parken"), "park");
        assert_eq!(stem("häuser"), stem("haus"));
    }

    #[test]
    fn spelling_may_be_a_little_off() {
        for (typed, word, most, alike) in [
            ("wohngelt", "wohngeld", 1, true),
            ("wohngelt", "wohngeldbescheid", 1, true),
            ("parekn", "parken", 1, true),
            ("ausweis", "hund", 2, false),
            ("", "hund", 0, true),
        ] {
            assert_eq!(is_alike_start(typed, word, most), alike, "{typed} {word}");
        }
    }
}

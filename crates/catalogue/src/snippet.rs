//! The place in the texts that shows why something was found, with the words marked.

use crate::{
    model::Texts,
    search::Fragment,
    words::{Analysis, Group, Token, Word, is_alike_start, tokens, tolerance},
};

/// Letters of a snippet at most.
const LENGTH: usize = 220;

/// Marks the words of a query in texts.
pub(crate) struct Marker<'q> {
    analysis: Analysis,
    terms: &'q [Token],
}

impl<'q> Marker<'q> {
    pub(crate) fn new(analysis: Analysis, terms: &'q [Token]) -> Self {
        Self { analysis, terms }
    }

    /// The sentence with most of the words; the short text when none has any.
    pub(crate) fn snippet(&mut self, texts: &Texts, group: Group) -> Vec<Fragment> {
        let wanted: Vec<Word> = self.terms.iter().map(|token| self.analysis.word(group, token)).collect();
        let mut pieces = sentences(&texts.short);
        pieces.extend(sentences(&texts.full));
        for list in [&texts.requirements, &texts.documents, &texts.steps] {
            pieces.extend(list.iter().flat_map(|text| sentences(text)));
        }
        for text in [&texts.costs, &texts.duration, &texts.deadlines] {
            pieces.extend(sentences(text));
        }
        let mut best: Option<(usize, &str, Vec<Token>)> = None;
        for piece in pieces {
            let (count, marked) = self.marks(piece, &wanted, group);
            if count > best.as_ref().map_or(0, |(count, ..)| *count) {
                best = Some((count, piece, marked));
            }
        }
        match best {
            Some((_, piece, marked)) => cut(piece, &marked),
            None => cut(&texts.short, &[]),
        }
    }

    /// How many of the wanted words a text has, and its tokens that are such.
    fn marks(&mut self, text: &str, wanted: &[Word], group: Group) -> (usize, Vec<Token>) {
        let mut found = vec![false; wanted.len()];
        let mut marked = Vec::new();
        for token in tokens(text) {
            if self.analysis.is_stop(group, &token.lower) {
                continue;
            }
            let word = self.analysis.word(group, &token);
            let mut is_marked = false;
            for (found, wanted) in found.iter_mut().zip(wanted) {
                if matches(wanted, &word) {
                    *found = true;
                    is_marked = true;
                }
            }
            if is_marked {
                marked.push(token);
            }
        }
        (found.iter().filter(|found| **found).count(), marked)
    }
}

/// Whether a word of a text is what was looked for, or has it as a part.
fn matches(wanted: &Word, word: &Word) -> bool {
    let forms = || std::iter::once(&word.whole).chain(&word.parts);
    if forms().any(|form| form.stem == wanted.whole.stem) {
        return true;
    }
    if wanted.parts.iter().any(|part| form_is(word, &part.stem)) {
        return true;
    }
    let typed = &wanted.whole.exact;
    typed.chars().count() >= 3 && forms().any(|form| is_alike_start(typed, &form.exact, tolerance(typed)))
}

fn form_is(word: &Word, stem: &str) -> bool {
    word.whole.stem == stem || word.parts.iter().any(|part| part.stem == stem)
}

/// The sentences of a text, roughly: up to a full stop, a question mark or a line end.
fn sentences(text: &str) -> Vec<&str> {
    let mut out = Vec::new();
    let mut start = 0;
    let mut chars = text.char_indices().peekable();
    while let Some((at, c)) = chars.next() {
        let next = chars.peek().map(|(_, next)| *next);
        let ends = match c {
            '\n' => true,
            '!' | '?' => next.is_none_or(char::is_whitespace),
            '.' => next.is_none_or(char::is_whitespace) && !is_abbreviated(&text[start..at]),
            _ => false,
        };
        if ends || next.is_none() {
            let end = at + c.len_utf8();
            let sentence = text[start..end].trim();
            if !sentence.is_empty() {
                out.push(sentence);
            }
            start = end;
        }
    }
    out
}

/// Whether the text before a full stop ends in a number or in one or two letters: `Abs.`, `Nr. 2.`, `z. B.` go on.
fn is_abbreviated(before: &str) -> bool {
    let last = before.rsplit(|c: char| !c.is_alphanumeric()).next().unwrap_or_default();
    last.chars().all(|c| c.is_ascii_digit()) || last.chars().count() <= 3
}

/// The text in fragments, cut to [`LENGTH`] at the ends of words around the first mark.
fn cut(text: &str, marked: &[Token]) -> Vec<Fragment> {
    let first = marked.first().map_or(0, |token| token.from);
    let before: usize = text[..first].chars().count();
    let mut start = 0;
    if text.chars().count() > LENGTH && before > LENGTH / 2 {
        let from = text[..first].char_indices().rev().nth(LENGTH / 3).map_or(0, |(at, _)| at);
        start = text[from..first].find(' ').map_or(from, |space| from + space + 1);
    }
    let limit = text[start..].char_indices().nth(LENGTH).map_or(text.len(), |(at, _)| start + at);
    let end = if limit == text.len() {
        limit
    } else {
        text[start..limit].rfind(' ').map_or(limit, |space| start + space)
    };
    let mut out = Vec::new();
    let mut push = |text: &str, marked: bool| {
        if !text.is_empty() {
            out.push(Fragment { text: text.to_owned(), marked });
        }
    };
    push(if start > 0 { "… " } else { "" }, false);
    let mut at = start;
    for token in marked.iter().filter(|token| token.from >= start && token.to <= end) {
        push(&text[at..token.from], false);
        push(&text[token.from..token.to], true);
        at = token.to;
    }
    push(&text[at..end], false);
    push(if end < text.len() { " …" } else { "" }, false);
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sentences_end_where_a_reader_would_end_them() {
        let text = "Sie parken dort. § 45 Abs. 1b der StVO gilt, z. B. hier!\n\nUnd? Ja";
        assert_eq!(
            sentences(text),
            ["Sie parken dort.", "§ 45 Abs. 1b der StVO gilt, z. B. hier!", "Und?", "Ja"]
        );
    }

    #[test]
    fn long_texts_are_cut_around_the_mark() {
        let text = format!("{}Parkausweis {}", "Wörter ".repeat(60), "danach ".repeat(60));
        let token = tokens(&text).into_iter().find(|t| t.lower == "parkausweis").unwrap();
        let fragments = cut(&text, &[token]);
        let whole: String = fragments.iter().map(|f| f.text.as_str()).collect();
        assert!(whole.starts_with("… Wörter") && whole.ends_with("danach …"), "{whole}");
        assert!(whole.chars().count() <= LENGTH + 4);
        assert_eq!(
            fragments.iter().filter(|f| f.marked).map(|f| f.text.as_str()).collect::<Vec<_>>(),
            ["Parkausweis"]
        );
    }

    proptest::proptest! {
        #[test]
        fn any_text_can_be_cut(text in "[ a-zäß.\n-]{0,600}", word in 0_usize..40) {
            let marked: Vec<Token> = tokens(&text).into_iter().skip(word).take(2).collect();
            for piece in sentences(&text) {
                proptest::prop_assert!(text.contains(piece));
            }
            let whole: String = cut(&text, &marked).iter().map(|f| f.text.as_str()).collect();
            proptest::prop_assert!(text.contains(whole.trim_start_matches("… ").trim_end_matches(" …")));
        }
    }
}

//! Running text: paragraphs put together from lines, sentences with the line each begins on.

use serde::{Deserialize, Serialize};

use crate::lines::{ends_sentence, join};
use crate::model::Zeile;

/// A text in paragraphs.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Prosa {
    /// The paragraphs, in order.
    pub absaetze: Vec<Absatz>,
}

/// A paragraph or an item of a list.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Absatz {
    /// Its words, in one line.
    pub text: String,
    /// Whether it is an item of a list.
    pub punkt: bool,
    /// Where each line of the source begins in the text, and its number.
    zeilen: Vec<(usize, Zeile)>,
}

/// A sentence.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Satz<'a> {
    /// Its words.
    pub text: &'a str,
    /// The line of the source it begins on.
    pub zeile: Zeile,
}

/// Paragraphs as blocks: items that follow each other are one list. Each paragraph with whether it is an item.
pub fn blocks<'t>(paragraphs: impl IntoIterator<Item = (bool, &'t str)>) -> Vec<(bool, Vec<&'t str>)> {
    let mut blocks: Vec<(bool, Vec<&str>)> = Vec::new();
    for (is_item, text) in paragraphs {
        match blocks.last_mut() {
            Some((true, items)) if is_item => items.push(text),
            _ => blocks.push((is_item, vec![text])),
        }
    }
    blocks
}

/// The paragraphs of a text that was written here and not read from a file, each with whether it is an item of a list: each line
/// is one, and a dash, a star or a bullet begins an item. Empty lines are left out.
pub fn written(text: &str) -> impl Iterator<Item = (bool, &str)> {
    let lines = text.lines().map(str::trim).filter(|line| !line.is_empty());
    lines.map(|line| {
        let item = ["- ", "– ", "* ", "• "].iter().find_map(|mark| line.strip_prefix(mark));
        (item.is_some(), item.unwrap_or(line).trim_start())
    })
}

impl Prosa {
    /// A text that was [`written`] here. Its paragraphs are counted from `zeile`.
    pub fn written(text: &str, zeile: Zeile) -> Self {
        let absatz = |((punkt, text), at): ((bool, &str), Zeile)| Absatz {
            text: text.to_owned(),
            punkt,
            zeilen: vec![(0, at)],
        };
        Self { absaetze: written(text).zip(zeile..).map(absatz).collect() }
    }

    /// The text as somebody would have [`written`] it, to be gone on with: empty lines between paragraphs, items with a dash.
    pub fn to_written(&self) -> String {
        let mut text = String::new();
        for (at, absatz) in self.absaetze.iter().enumerate() {
            let in_list = absatz.punkt && at > 0 && self.absaetze[at - 1].punkt;
            text += if at == 0 {
                ""
            } else if in_list {
                "\n"
            } else {
                "\n\n"
            };
            text += if absatz.punkt { "- " } else { "" };
            text += &absatz.text;
        }
        text
    }

    /// Its paragraphs as [`blocks`].
    pub fn blocks(&self) -> Vec<(bool, Vec<&str>)> {
        blocks(self.absaetze.iter().map(|absatz| (absatz.punkt, absatz.text.as_str())))
    }

    /// Whether there is no text.
    pub fn is_empty(&self) -> bool {
        self.absaetze.is_empty()
    }

    /// The sentences, in order. Items of lists count as sentences.
    pub fn saetze(&self) -> impl Iterator<Item = Satz<'_>> {
        self.absaetze.iter().flat_map(Absatz::saetze)
    }

    /// A text of lines that are paragraphs each, all from one row of a table. Items of a list begin with `item`, paragraphs
    /// that look so with `plain`.
    pub(crate) fn of_lines<'t>(
        lines: impl Iterator<Item = &'t str>,
        zeile: Zeile,
        item: &str,
        plain: &str,
    ) -> Self {
        let absatz = |line: &str| {
            let line = line.trim();
            let (text, punkt) = match (line.strip_prefix(item), line.strip_prefix(plain)) {
                (Some(rest), _) => (rest, true),
                (None, Some(rest)) => (rest, false),
                (None, None) => (line, false),
            };
            let text = crate::lines::collapse(text);
            (!text.is_empty()).then(|| Absatz { text, punkt, zeilen: vec![(0, zeile)] })
        };
        Self { absaetze: lines.filter_map(absatz).collect() }
    }

    /// All words, paragraphs on lines of their own.
    pub fn text(&self) -> String {
        let texts: Vec<_> = self.absaetze.iter().map(|absatz| absatz.text.as_str()).collect();
        texts.join("\n")
    }
}

impl Absatz {
    fn saetze(&self) -> impl Iterator<Item = Satz<'_>> {
        let mut start = 0;
        std::iter::from_fn(move || {
            let rest = &self.text[start..];
            let skipped = rest.len() - rest.trim_start().len();
            if skipped == rest.len() {
                return None;
            }
            let from = start + skipped;
            start = from + sentence_end(&self.text[from..]);
            Some(Satz { text: self.text[from..start].trim_end(), zeile: self.zeile(from) })
        })
    }

    /// The line that a place in the text stands on.
    pub fn zeile(&self, offset: usize) -> Zeile {
        let at = self.zeilen.partition_point(|(start, _)| *start <= offset);
        self.zeilen.get(at.saturating_sub(1)).map_or(0, |(_, line)| *line)
    }
}

/// Words before a full stop that ends no sentence.
const SHORT: [&str; 49] = [
    "abs", "art", "bzw", "ca", "co", "d", "h", "z", "b", "u", "a", "o", "i", "v", "m", "r", "s", "nr", "tz",
    "ggf", "vgl", "gem", "inkl", "bspw", "bzgl", "etc", "evtl", "sog", "thür", "str", "elektr", "abt", "ref",
    "usw", "mio", "mrd", "kap", "ziff", "ff", "f", "lt", "tel", "max", "min", "rd", "bd", "jh", "bgbl",
    "gvbl",
];

/// Where the first sentence of a text ends.
fn sentence_end(text: &str) -> usize {
    for (index, mark) in text.match_indices(['.', '!', '?']) {
        let after = index + mark.len();
        let closing = text[after..].find(|c| !"“”\")’".contains(c)).unwrap_or(text.len() - after);
        let end = after + closing;
        let rest = &text[end..];
        if rest.is_empty() {
            return text.len();
        }
        let word = text[..index].rsplit([' ', '(', '„']).next().unwrap_or("");
        // "28. Februar" goes on, "bis 2022." ends.
        let number =
            !word.is_empty() && word.len() < 4 && word.chars().all(|c| c.is_ascii_digit() || c == '.');
        let abbreviated = mark == "." && (number || is_short(word));
        let next = rest.trim_start();
        let begins =
            next.starts_with(|c: char| c.is_uppercase() || c.is_ascii_digit() || "„(\"§".contains(c));
        if rest.starts_with(' ') && begins && !abbreviated {
            return end;
        }
    }
    text.len()
}

/// Whether a word before a full stop is an abbreviation.
pub(crate) fn is_short(word: &str) -> bool {
    let last = word.rsplit('.').next().unwrap_or(word).to_lowercase();
    SHORT.contains(&last.as_str())
}

/// Puts paragraphs together line by line.
#[derive(Debug, Default)]
pub(crate) struct Builder {
    prosa: Prosa,
    longest: usize,
    ended: bool,
    /// The last line is much shorter than others, or shorter.
    short: bool,
    fits: bool,
}

impl Builder {
    /// Adds a line; `gap` says that an empty line stands before it, `double` that one stands before every line.
    pub(crate) fn line(&mut self, text: &str, no: Zeile, item: bool, gap: bool, double: bool) {
        let sentence =
            text.starts_with(|c: char| c.is_uppercase() || c.is_ascii_digit() || "„(§*".contains(c));
        // A remark under the fields, "*in Abhängigkeit vom", ends where its last line is short.
        let remark = self.prosa.absaetze.last().is_some_and(|absatz| absatz.text.starts_with('*'));
        let ended = self.ended && (gap || double) || gap && !double && self.fits;
        let opens = item || sentence && (ended || remark && self.short);
        self.longest = self.longest.max(text.len());
        match self.prosa.absaetze.last_mut().filter(|_| !opens) {
            Some(absatz) => {
                join(&mut absatz.text, text);
                absatz.zeilen.push((absatz.text.len() - text.len(), no));
            }
            None => {
                let text = text.to_owned();
                self.prosa.absaetze.push(Absatz { text, punkt: item, zeilen: vec![(0, no)] });
            }
        }
        self.short = text.len() * 10 < self.longest * 6;
        self.fits = text.len() * 4 < self.longest * 3;
        self.ended = ends_sentence(text) && (!double || text.len() * 10 < self.longest * 9);
    }

    pub(crate) fn finish(self) -> Prosa {
        self.prosa
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sentences() {
        let mut text = Builder::default();
        text.line(
            "Am 28. Februar 2017 wurde z. B. nach § 3 Abs. 1 ThürEGovG beschlossen. Bis Ende",
            7,
            false,
            true,
            false,
        );
        text.line("2022 gilt das (vgl. A.16). „So nicht.“ Ende!", 8, false, false, false);
        text.line("ein Punkt,", 10, true, true, false);
        let prosa = text.finish();
        let found: Vec<_> = prosa.saetze().map(|satz| (satz.text, satz.zeile)).collect();
        assert_eq!(
            found,
            [
                ("Am 28. Februar 2017 wurde z. B. nach § 3 Abs. 1 ThürEGovG beschlossen.", 7),
                ("Bis Ende 2022 gilt das (vgl. A.16).", 7),
                ("„So nicht.“", 8),
                ("Ende!", 8),
                ("ein Punkt,", 10),
            ]
        );
    }

    #[test]
    fn paragraphs() {
        let mut text = Builder::default();
        for (no, line) in
            ["Ein langer Satz über eine Zeile hin-", "weg, der endet.", "Neuer Absatz"].iter().enumerate()
        {
            text.line(line, no as u32 + 1, false, true, true);
        }
        let prosa = text.finish();
        assert_eq!(prosa.text(), "Ein langer Satz über eine Zeile hinweg, der endet.\nNeuer Absatz");
        assert_eq!(prosa.absaetze[0].zeile(40), 2);
    }
}

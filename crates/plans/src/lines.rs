//! Lines of extracted text, and what can be said of one line alone.

use crate::model::Zeile;

/// A line of the source.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Line<'a> {
    /// Counted from 1.
    pub(crate) no: Zeile,
    /// Without blanks at either end.
    pub(crate) text: &'a str,
    /// Begins with a blank: the first line of a page, whose page break became a blank, or an item whose bullet was
    /// lost.
    pub(crate) led: bool,
    /// A form feed stands before it.
    pub(crate) form_feed: bool,
    /// Nothing but many blanks: the rule above footnotes.
    pub(crate) rule: bool,
    /// The line before it is empty, or there is none.
    pub(crate) after_blank: bool,
}

/// Blanks that make a rule above footnotes; table cells and indents have fewer.
const RULE: usize = 20;

/// The lines of a text. Ends of lines are `\n`, `\r\n`, `\r` and form feeds, so that line numbers are those of an
/// editor.
pub(crate) fn lines(source: &str) -> Vec<Line<'_>> {
    let mut lines = Vec::with_capacity(source.len() / 40);
    let mut after_blank = true;
    let rows = source.split('\n').map(|row| row.strip_suffix('\r').unwrap_or(row));
    for (index, row) in rows.flat_map(|row| row.split('\r')).enumerate() {
        let form_feed = row.contains('\u{c}');
        let text = row.trim_matches(|c: char| c.is_whitespace() || is_noise(c));
        let led = row.starts_with([' ', '\t', '\u{c}', '\u{a0}']) && !text.is_empty();
        let rule = text.is_empty() && row.len() >= RULE;
        let no = Zeile::try_from(index + 1).unwrap_or(Zeile::MAX);
        lines.push(Line { no, text, led, form_feed, rule, after_blank });
        after_blank = text.is_empty();
    }
    lines
}

/// Characters that extraction puts in for what it cannot read, byte order marks and zero-width ones.
pub(crate) fn is_noise(c: char) -> bool {
    matches!(c, '\u{feff}' | '\u{fffd}' | '\u{200b}'..='\u{200d}' | '\u{2060}')
}

/// Signs that begin an item.
pub(crate) fn is_bullet(c: char) -> bool {
    matches!(c, '•' | '●' | '▪' | '◦' | '‣' | '·' | '■' | '\u{f0b7}' | '\u{f0a7}' | '\u{f02d}' | '*')
}

/// An item without its bullet: "• Aufbau", "- Aufbau", "– Aufbau".
pub(crate) fn item(text: &str) -> Option<&str> {
    let mut chars = text.chars();
    let first = chars.next()?;
    let rest = chars.as_str();
    let dash = matches!(first, '-' | '–' | '—') && rest.starts_with(' ');
    let bullet = is_bullet(first) && first != '*' || first == '*' && rest.starts_with(' ');
    (dash || bullet).then(|| rest.trim_start())
}

/// Whether a text ends a sentence. Footnote signs behind the full stop do not count.
pub(crate) fn ends_sentence(text: &str) -> bool {
    let text = text.trim_end_matches(|c: char| c.is_ascii_digit() || c == ' ');
    text.trim_end_matches(['“', '”', '"', ')', '’']).ends_with(['.', ':', '?', '!', ';'])
}

/// The number on a line that holds nothing else: one to three digits, perhaps between dashes.
pub(crate) fn lone_number(text: &str) -> Option<u32> {
    let inner = text.trim_matches(|c: char| c == ' ' || c == '-' || c == '–');
    let digits = !inner.is_empty() && inner.len() <= 3 && inner.bytes().all(|b| b.is_ascii_digit());
    if digits { inner.parse().ok() } else { None }
}

/// "Seite 7", "Seite 7 von 60", "7 von 60", "7/60".
pub(crate) fn is_page_of(text: &str) -> bool {
    let lower = text.to_lowercase();
    let inner = lower.strip_prefix("seite").unwrap_or(&lower).trim();
    let mut parts = inner.split(" von ").flat_map(|part| part.split('/'));
    let number = |part: &str| lone_number(part.trim()).is_some();
    let (first, second) = (parts.next(), parts.next());
    let named = inner.len() < lower.len();
    parts.next().is_none() && first.is_some_and(number) && second.map_or(named, number)
}

/// Blanks made one, everywhere.
pub(crate) fn collapse(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for word in text.split(|c: char| c.is_whitespace() || is_noise(c)).filter(|word| !word.is_empty()) {
        if !out.is_empty() {
            out.push(' ');
        }
        out.push_str(word);
    }
    out
}

/// Adds a line to a text, and takes back what the end of a line did to a word: "Sicherheits-" and "managements" are
/// one word, "OZG-" and "Umsetzung" keep the hyphen, "Fach-" and "und" keep it and the blank.
pub(crate) fn join(text: &mut String, line: &str) {
    if text.is_empty() || line.is_empty() {
        text.push_str(line);
        return;
    }
    let Some(stem) = text.strip_suffix('-') else {
        text.push(' ');
        text.push_str(line);
        return;
    };
    let word = line.split(' ').next().unwrap_or("");
    let hyphenated = stem.ends_with(char::is_alphanumeric);
    if !hyphenated || ["und", "oder", "bzw.", "sowie", "als", "noch", "u.", "/"].contains(&word) {
        text.push(' ');
    } else if line.starts_with(char::is_lowercase) && stem.ends_with(char::is_lowercase) {
        text.truncate(stem.len());
    }
    text.push_str(line);
}

/// The leading digits of a text as a number, and what follows.
pub(crate) fn leading_number(text: &str) -> Option<(u32, &str)> {
    let end = text.find(|c: char| !c.is_ascii_digit()).unwrap_or(text.len());
    if end == 0 || end > 4 {
        return None;
    }
    text[..end].parse().ok().map(|number| (number, &text[end..]))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_at_the_end_of_a_line() {
        let joined = |a: &str, b: &str| {
            let mut text = a.to_owned();
            join(&mut text, b);
            text
        };
        assert_eq!(joined("Informationssicherheits-", "managements"), "Informationssicherheitsmanagements");
        assert_eq!(joined("(OZG-", "Umsetzung)"), "(OZG-Umsetzung)");
        assert_eq!(joined("Fach-", "und Sicherheitsbehörden"), "Fach- und Sicherheitsbehörden");
        assert_eq!(joined("bearbeitung und -", "auswertung"), "bearbeitung und - auswertung");
        assert_eq!(joined("i-", "Kfz"), "i-Kfz");
        assert_eq!(joined("", "Anfang"), "Anfang");
    }

    #[test]
    fn page_numbers() {
        assert_eq!(lone_number("41"), Some(41));
        assert_eq!(lone_number("- 2 -"), Some(2));
        assert_eq!(lone_number("2018"), None);
        assert_eq!(lone_number("-"), None);
        assert!(is_page_of("Seite 7 von 60") && is_page_of("Seite 7") && is_page_of("7/60"));
        assert!(!is_page_of("7") && !is_page_of("Seite") && !is_page_of("1/2/3") && !is_page_of("von 60"));
    }

    #[test]
    fn sentences_end_before_a_footnote_sign() {
        assert!(
            ends_sentence("werden sollen.20")
                && ends_sentence("“gefolgt.“")
                && !ends_sentence("Quartal 2017")
        );
    }

    #[test]
    fn ends_of_lines_of_all_kinds() {
        let numbers: Vec<_> =
            lines("a\r\nb\rc\n\u{c}d").iter().map(|line| (line.no, line.text.len())).collect();
        assert_eq!(numbers, [(1, 1), (2, 1), (3, 1), (4, 1)]);
    }
}

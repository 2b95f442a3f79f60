//! Headings and other beginnings, as one line shows them.

use std::collections::BTreeSet;

use crate::lines::{Line, collapse};

/// The lines of a text with what was found to be none of it.
pub(super) struct Lines<'a> {
    pub(super) all: Vec<Line<'a>>,
}

/// A heading with its number.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Heading {
    /// "3.1.2": without a full stop at its end.
    pub(super) nummer: String,
    pub(super) titel: String,
    pub(super) art: Art,
}

/// What a heading heads.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Art {
    /// A chapter.
    Kapitel,
    /// A chapter that says that it is one: "Handlungsfeld 2: Netze".
    Handlungsfeld,
    Ziele,
    Etappenziele,
}

impl Heading {
    /// The number of the chapter that a section belongs to: "3.1" of "3.1.2".
    pub(super) fn chapter(&self) -> Option<&str> {
        self.nummer.rsplit_once('.').map(|(chapter, _)| chapter)
    }
}

/// "3.1. Leistungen", "3.1.2 Etappenziele", "A. Netze", "Handlungsfeld 2: Netze".
pub(super) fn heading(text: &str) -> Option<Heading> {
    if let Some(rest) = text.strip_prefix("Handlungsfeld ") {
        let (nummer, titel) = rest.split_once([':', '–', '-'])?;
        let nummer = nummer.trim().trim_end_matches('.');
        let titel = without_page(titel);
        let fits = is_number(nummer) && titel.starts_with(char::is_uppercase);
        return fits.then(|| Heading { nummer: nummer.to_owned(), titel, art: Art::Handlungsfeld });
    }
    let (nummer, titel) = text.split_once(char::is_whitespace)?;
    if !nummer.contains('.') {
        return None;
    }
    let nummer = nummer.trim_end_matches('.');
    let titel = without_page(titel);
    if !is_number(nummer) || !titel.starts_with(char::is_uppercase) {
        return None;
    }
    let art = section(&titel).unwrap_or(Art::Kapitel);
    Some(Heading { nummer: nummer.to_owned(), titel, art })
}

/// What a heading without a number heads.
pub(super) fn section(titel: &str) -> Option<Art> {
    match collapse(titel).trim_end_matches(':').to_lowercase().as_str() {
        "strategische ziele" | "strategische zielsetzungen" | "ziele" => Some(Art::Ziele),
        "etappenziele" | "zwischenziele" => Some(Art::Etappenziele),
        _ => None,
    }
}

/// "3.1.2", "A.1", "IV": parts of a few digits, one letter, or a Roman number at the beginning.
fn is_number(text: &str) -> bool {
    let digits = |part: &str| (1..3).contains(&part.len()) && part.bytes().all(|b| b.is_ascii_digit());
    let letter = |part: &str| part.len() == 1 && part.bytes().all(|b| b.is_ascii_uppercase());
    let roman = |part: &str| (1..6).contains(&part.len()) && part.bytes().all(|b| b"IVX".contains(&b));
    !text.is_empty()
        && text
            .split('.')
            .enumerate()
            .all(|(at, part)| digits(part) || letter(part) || at == 0 && roman(part))
}

/// A title in a table of contents has a page number behind it.
fn without_page(titel: &str) -> String {
    let titel = collapse(titel);
    let words = titel.trim_end_matches(|c: char| c.is_ascii_digit());
    let digits = titel.len() - words.len();
    let leaders = words.trim_end_matches(['.', ' ', '…']);
    if (1..4).contains(&digits) && words.ends_with([' ', '.', '…']) { leaders.to_owned() } else { titel }
}

/// A goal without "Ziel:", "Ziel 2:", "Strategisches Ziel 1.2:"; and whether it is an Etappenziel.
pub(super) fn goal(text: &str) -> Option<(bool, &str)> {
    let (label, goal) = text.split_once(':')?;
    let mut words = label.split_whitespace();
    let (first, second) = (words.next()?, words.next());
    let (word, number) = match first {
        "Strategisches" => (second?, words.next()),
        _ => (first, second),
    };
    let number_fits = number.is_none_or(|number| is_number(number.trim_end_matches('.')));
    let etappe = match word {
        "Ziel" => false,
        "Etappenziel" => true,
        _ => return None,
    };
    (number_fits && words.next().is_none()).then(|| (etappe, goal.trim_start()))
}

/// What stands behind "Strategische Initiative" on its line: the name, or nothing.
pub(super) fn initiative(text: &str) -> Option<&str> {
    let rest = text.strip_prefix("Strategische Initiative")?.trim_start();
    (rest.is_empty() || rest.starts_with([':', '„', '"', '“', '»']))
        .then(|| rest.trim_start_matches([':', ' ']))
}

/// The chapters that have goals, by number: what the numbers of sections begin with.
pub(super) fn chapters(headings: impl Iterator<Item = Heading>) -> BTreeSet<String> {
    headings
        .filter(|heading| matches!(heading.art, Art::Ziele | Art::Etappenziele))
        .filter_map(|heading| heading.chapter().map(ToOwned::to_owned))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn headings() {
        let of = |text: &str| heading(text).map(|h| (h.nummer, h.titel, h.art));
        let is = |n: &str, t: &str, art| Some((n.to_owned(), t.to_owned(), art));
        assert_eq!(of("3.1. Leistungen: nah"), is("3.1", "Leistungen: nah", Art::Kapitel));
        assert_eq!(of("3.1.2 Etappenziele "), is("3.1.2", "Etappenziele", Art::Etappenziele));
        assert_eq!(of("A.1. Strategische  Ziele"), is("A.1", "Strategische Ziele", Art::Ziele));
        assert_eq!(of("Handlungsfeld IV – Netze"), is("IV", "Netze", Art::Handlungsfeld));
        assert_eq!(of("2.3 Netze ........ 17"), is("2.3", "Netze", Art::Kapitel));
        assert_eq!(of("4. Verwaltung 2030"), is("4", "Verwaltung 2030", Art::Kapitel));
        for text in [
            "16 Fokusleistungen",
            "3.1",
            "1.000 Euro",
            "z. B. Netze",
            "2035.1 Netze",
            "3. netze",
            "2024. Jahr",
        ] {
            assert_eq!(of(text), None, "{text}");
        }
    }

    #[test]
    fn goals() {
        assert_eq!(goal("Ziel: Wir bauen"), Some((false, "Wir bauen")));
        assert_eq!(goal("Strategisches Ziel 1.2: Wir"), Some((false, "Wir")));
        assert_eq!(goal("Etappenziel 3: Wir"), Some((true, "Wir")));
        assert_eq!(goal("Ziel ist es: Wir"), None);
        assert_eq!(goal("Unser Ziel: Wir"), None);
        assert_eq!(initiative("Strategische Initiative: „Labor“"), Some("„Labor“"));
        assert_eq!(initiative("Strategische Initiativen"), None);
    }
}

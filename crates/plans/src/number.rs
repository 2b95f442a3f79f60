//! Numbers of measures: "A.3.1", "5.10", and headings that begin with one.

use std::fmt;

use serde::{Deserialize, Serialize};

/// The number of a measure in one plan: a letter and numbers, or two numbers at least. In its usual form, without a
/// full stop at the end: "A.3.1", "5.10".
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(into = "String", try_from = "String")]
pub struct Nummer {
    letter: Option<char>,
    parts: Vec<u8>,
}

/// A text that is no number of a measure.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct KeineNummer(String);

impl fmt::Display for KeineNummer {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "'{}' is no number of a measure; one looks like A.3.1 or 5.10", self.0)
    }
}

impl std::error::Error for KeineNummer {}

impl Nummer {
    /// Whether this number stands below the other: A.3.1 below A.3.
    pub fn below(&self, other: &Self) -> bool {
        self.letter == other.letter
            && self.parts.len() > other.parts.len()
            && self.parts.starts_with(&other.parts)
    }

    /// The letter or first number: the part of the plan that it stands in.
    pub(crate) fn part(&self) -> Part {
        match self.letter {
            Some(letter) => Part::Letter(letter),
            None => Part::Number(self.parts.first().copied().unwrap_or(0)),
        }
    }

    /// The numbers from this one to another of the same length, both counted; none where that is no range.
    pub(crate) fn until(&self, end: &Self) -> Vec<Self> {
        let (Some((last, rest)), Some((end_last, end_rest))) =
            (self.parts.split_last(), end.parts.split_last())
        else {
            return Vec::new();
        };
        if self.letter != end.letter || rest != end_rest || last > end_last {
            return Vec::new();
        }
        let number = |last| Self { letter: self.letter, parts: rest.iter().copied().chain([last]).collect() };
        (*last..=*end_last).map(number).collect()
    }

    /// The number at the beginning of a text and what follows it; full stops and colons between them belong to neither.
    pub(crate) fn leading(text: &str) -> Option<(Self, &str)> {
        let mut rest = text;
        let mut letter = None;
        if let Some(first) = text.chars().next().filter(char::is_ascii_uppercase) {
            letter = Some(first);
            rest = text[1..].strip_prefix('.')?;
        }
        let mut parts = Vec::new();
        loop {
            let end = rest.bytes().take_while(u8::is_ascii_digit).count();
            if end == 0 {
                break;
            }
            let digits = &rest[..end];
            let number = digits.parse::<u8>().ok().filter(|number| (1..100).contains(number))?;
            if digits.starts_with('0') {
                return None;
            }
            parts.push(number);
            rest = &rest[end..];
            match rest.strip_prefix('.') {
                Some(after) if after.starts_with(|c: char| c.is_ascii_digit()) => rest = after,
                _ => break,
            }
        }
        let enough = if letter.is_some() { 1 } else { 2 };
        if parts.len() < enough || parts.len() > 5 {
            return None;
        }
        rest = rest.strip_prefix('.').unwrap_or(rest);
        rest = rest.strip_prefix(':').unwrap_or(rest);
        Some((Self { letter, parts }, rest))
    }
}

/// The part of a plan that a number stands in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Part {
    /// "A".
    Letter(char),
    /// "3".
    Number(u8),
}

impl fmt::Display for Nummer {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut dot = false;
        if let Some(letter) = self.letter {
            write!(f, "{letter}")?;
            dot = true;
        }
        for part in &self.parts {
            write!(f, "{}{part}", if dot { "." } else { "" })?;
            dot = true;
        }
        Ok(())
    }
}

impl std::str::FromStr for Nummer {
    type Err = KeineNummer;

    fn from_str(text: &str) -> Result<Self, KeineNummer> {
        match Self::leading(text.trim()) {
            Some((number, "")) => Ok(number),
            _ => Err(KeineNummer(text.to_owned())),
        }
    }
}

impl From<Nummer> for String {
    fn from(number: Nummer) -> Self {
        number.to_string()
    }
}

impl TryFrom<String> for Nummer {
    type Error = KeineNummer;

    fn try_from(text: String) -> Result<Self, KeineNummer> {
        text.parse()
    }
}

/// What a heading begins with.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Head<'a> {
    /// A number of a measure, and its title's first line.
    Measure(Nummer, &'a str),
    /// "NEU: Sicheres mobiles Arbeiten".
    New(&'a str),
    /// "2. Aufbau nutzerfreundlicher", "A Zentrale E-Government- und IT-Vorhaben".
    Section(&'a str, &'a str),
}

/// What a line begins with, if it may be a heading. Whether it is one is decided by what follows it.
pub(crate) fn head(text: &str) -> Option<Head<'_>> {
    if let Some(rest) = text.get(..4).filter(|start| start.eq_ignore_ascii_case("neu:")).map(|_| &text[4..]) {
        return is_title(rest.trim_start()).then(|| Head::New(rest.trim_start()));
    }
    if let Some((number, rest)) = Nummer::leading(text) {
        let title = rest.trim_start();
        let glued = rest.len() == title.len() && !title.starts_with(char::is_uppercase);
        return (is_title(title) && !glued).then_some(Head::Measure(number, title));
    }
    section(text)
}

fn section(text: &str) -> Option<Head<'_>> {
    let (number, rest) = text.split_once(' ')?;
    let title = rest.trim_start();
    let bare = number.strip_suffix('.');
    let digits = bare.unwrap_or(number);
    let counted = (1..=2).contains(&digits.len()) && digits.bytes().all(|b| b.is_ascii_digit());
    let letter = bare.is_none() && number.len() == 1 && number.as_bytes()[0].is_ascii_uppercase();
    let word = title.chars().take(2).collect::<Vec<_>>();
    let begins = word.len() == 2 && word[0].is_alphabetic() && word[1].is_alphabetic();
    let heading = begins && (counted || letter && word[0].is_uppercase() && word[1].is_lowercase());
    heading.then_some(Head::Section(digits, title))
}

/// A title has a letter early on: "115" alone, a date's rest and a sum are none.
fn is_title(text: &str) -> bool {
    let mut chars = text.chars();
    let first = chars.next();
    let opens = first.is_some_and(|c| c.is_alphanumeric() || "„\"(“‚§".contains(c));
    let unit = ["Mio", "Millionen", "Milliarden", "Prozent", "Euro", "Uhr", "EUR"];
    opens && text.chars().take(8).any(char::is_alphabetic) && !unit.iter().any(|unit| text.starts_with(unit))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn headings_and_what_looks_like_one() {
        let measure = |text| match head(text) {
            Some(Head::Measure(number, title)) => Some((number.to_string(), title)),
            _ => None,
        };
        assert_eq!(measure("B.1.: Digitales Magazin"), Some(("B.1".into(), "Digitales Magazin")));
        assert_eq!(measure("A.12. Einführung"), Some(("A.12".into(), "Einführung")));
        assert_eq!(measure("3.2.3.1Umstellung der"), Some(("3.2.3.1".into(), "Umstellung der")));
        assert_eq!(measure("3.2. eCohesion (MF1.3.2.)"), Some(("3.2".into(), "eCohesion (MF1.3.2.)")));
        assert_eq!(measure("2.0) sowie funktionale Anpassungen"), None);
        assert_eq!(measure("01.01.2022 in Kraft"), None);
        assert_eq!(measure("17.12.2018"), None);
        assert_eq!(measure("3.500 Nutzer"), None);
        assert_eq!(measure("1.5 Millionen Euro"), None);
        assert_eq!(measure("2.1"), None);
        assert_eq!(head("NEU: Neuprojektierung"), Some(Head::New("Neuprojektierung")));
        assert_eq!(head("Neues Portal"), None);
        assert_eq!(head("B  Dezentrale Vorhaben"), Some(Head::Section("B", "Dezentrale Vorhaben")));
        assert_eq!(head("3 Zentrale"), Some(Head::Section("3", "Zentrale")));
        assert_eq!(head("A 10 ThürBesO"), None);
        assert_eq!(head("2018 wurde"), None);
        for text in ["", ".", "A", "A.", "A..", "Ä.1 x", "9.", "NEU", "neu:", "€.1"] {
            assert_eq!(head(text), None, "{text}");
        }
    }

    #[test]
    fn order_and_ranges() {
        let number = |text: &str| text.parse::<Nummer>().unwrap();
        assert!(number("A.3.1").below(&number("A.3")) && !number("A.31").below(&number("A.3")));
        let range: Vec<_> = number("A.29").until(&number("A.31")).iter().map(ToString::to_string).collect();
        assert_eq!(range, ["A.29", "A.30", "A.31"]);
        assert!(number("A.3").until(&number("B.4")).is_empty());
        assert!(number("5.9") < number("5.10"));
        assert_eq!("5.6.".parse::<Nummer>().unwrap().to_string(), "5.6");
        assert!("x".parse::<Nummer>().is_err());
    }
}

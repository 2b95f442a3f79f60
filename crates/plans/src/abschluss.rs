//! When a measure is to be completed, a small language of its own:
//!
//! ```text
//! 2023 | 1. Quartal 2017 | Ende 2021 | ca. Mitte 2020                  a time
//! ursprünglich 2017; aktuell Q1/2021                                   the first plan and today's
//! aktuell 2020 (Portalverbund), 2021 (Interoperabilität)               one time for each part
//! sukzessive ab 2018* | fortlaufend | 2021 und fortlaufend             from then on, without an end
//! offen | noch offen | kein Endtermin | o.A. | k. A. | unbekannt       none
//! ca. 2023; in Abhängigkeit vom Austauschbedarf                        on a condition
//! ```

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::{Zeile, Zeitangabe};

/// When a measure is to be completed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct GeplanterAbschluss {
    /// As written, blanks made one.
    pub wortlaut: String,
    /// What was planned at first, where the plan says so.
    pub urspruenglich: Vec<Termin>,
    /// What is planned now.
    pub aktuell: Vec<Termin>,
    /// What it depends on or why it may be later, in the plan's words.
    pub bedingung: Option<String>,
    /// What could not be read. Where this is not empty, a person looks.
    pub ungelesen: Vec<String>,
    /// Where it stands.
    pub zeile: Zeile,
}

/// A date that is planned, or what stands in its place.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Termin {
    /// When.
    pub wann: Wann,
    /// "ca.", "voraussichtlich".
    pub etwa: bool,
    /// What of the measure: "Portalverbund".
    pub wovon: Option<String>,
}

/// A time, or why there is none.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Wann {
    /// Until its end.
    Bis(Zeitangabe),
    /// "sukzessive ab 2018": from then on.
    Ab(Zeitangabe),
    /// "fortlaufend": there is no end.
    Fortlaufend,
    /// "kein Endtermin": none is set.
    KeinEndtermin,
    /// "offen": not yet decided.
    Offen,
    /// "o.A.", "k. A.", "unbekannt": not said.
    OhneAngabe,
}

/// Words for times without a date, compared without blanks, full stops and case.
const WORDS: [(&str, Wann); 18] = [
    ("fortlaufend", Wann::Fortlaufend),
    ("laufend", Wann::Fortlaufend),
    ("dauerhaft", Wann::Fortlaufend),
    ("daueraufgabe", Wann::Fortlaufend),
    ("kontinuierlich", Wann::Fortlaufend),
    ("keinendtermin", Wann::KeinEndtermin),
    ("ohneendtermin", Wann::KeinEndtermin),
    ("keintermin", Wann::KeinEndtermin),
    ("offen", Wann::Offen),
    ("nochoffen", Wann::Offen),
    ("derzeitoffen", Wann::Offen),
    ("oa", Wann::OhneAngabe),
    ("ka", Wann::OhneAngabe),
    ("ohneangabe", Wann::OhneAngabe),
    ("keineangabe", Wann::OhneAngabe),
    ("unbekannt", Wann::OhneAngabe),
    ("-", Wann::OhneAngabe),
    ("–", Wann::OhneAngabe),
];

/// How conditions begin.
const CONDITIONS: [&str; 10] = [
    "in abhängigkeit",
    "abhängig",
    "vorbehaltlich",
    "sofern",
    "soweit",
    "falls",
    "nach ",
    "ggf",
    "wegen",
    "bei ",
];

impl GeplanterAbschluss {
    /// Reads a value as written. Nothing is lost: what is not understood is in [`Self::ungelesen`].
    pub fn read(wortlaut: &str, zeile: Zeile) -> Self {
        let wortlaut = crate::lines::collapse(wortlaut);
        let mut read = Self {
            wortlaut: wortlaut.clone(),
            urspruenglich: Vec::new(),
            aktuell: Vec::new(),
            bedingung: None,
            ungelesen: Vec::new(),
            zeile,
        };
        let mut first = false;
        for part in parts(&wortlaut) {
            let (marked, rest) = marker(part.words);
            first = marked.unwrap_or(first && part.comma);
            read.part(rest, part.inside, first);
        }
        read
    }

    fn part(&mut self, words: &str, inside: Option<&str>, first: bool) {
        let words = words.trim().trim_end_matches('*').trim_end();
        let condition = |text: &str| CONDITIONS.iter().any(|start| text.to_lowercase().starts_with(start));
        if let Some(inside) = inside.filter(|inside| condition(inside)) {
            self.bedingung.get_or_insert_with(|| inside.to_owned());
        }
        let wovon = inside.filter(|inside| !condition(inside)).map(ToOwned::to_owned);
        if words.is_empty() {
            self.ungelesen.extend(wovon);
        } else if let Some((wann, etwa, more)) = termin(words) {
            let wovon = wovon.or_else(|| more.map(ToOwned::to_owned));
            let list = if first { &mut self.urspruenglich } else { &mut self.aktuell };
            list.push(Termin { wann, etwa, wovon });
        } else if condition(words) {
            self.bedingung.get_or_insert_with(|| words.to_owned());
        } else if let Some((one, two)) = words.split_once(" und ") {
            self.part(one, None, first);
            self.part(two, inside, first);
        } else {
            self.ungelesen.push(words.to_owned());
        }
    }

    /// The day by which all of it is to be done; `None` where no end is planned.
    pub fn faellig(&self) -> Option<Date> {
        latest(&self.aktuell)
    }

    /// The latest time that is planned now.
    pub fn letzter(&self) -> Option<Zeitangabe> {
        let times = self.aktuell.iter().filter_map(|termin| match termin.wann {
            Wann::Bis(zeit) => Some(zeit),
            _ => None,
        });
        times.max_by_key(|zeit| zeit.ende())
    }

    /// The day that was planned at first.
    pub fn urspruenglich_faellig(&self) -> Option<Date> {
        latest(&self.urspruenglich)
    }

    /// Whether it was read in full.
    pub fn is_read(&self) -> bool {
        self.ungelesen.is_empty() && !(self.aktuell.is_empty() && self.urspruenglich.is_empty())
    }
}

fn latest(termine: &[Termin]) -> Option<Date> {
    let ends = termine.iter().filter_map(|termin| match termin.wann {
        Wann::Bis(zeit) => Some(zeit.ende()),
        _ => None,
    });
    ends.max()
}

/// Words between separators, and what stands in brackets behind them.
#[derive(Debug)]
struct Part<'a> {
    words: &'a str,
    inside: Option<&'a str>,
    /// Parted by a comma from the one before: "2020 (Portal), 2021 (Konto)".
    comma: bool,
}

fn parts(text: &str) -> Vec<Part<'_>> {
    let mut parts = Vec::new();
    let (mut start, mut depth, mut comma) = (0, 0_usize, false);
    let mut bracket: Option<(usize, usize)> = None;
    let mut push = |from: usize, to: usize, bracket: &mut Option<(usize, usize)>, comma: bool| {
        let inside = bracket.take();
        let words = text[from..inside.map_or(to, |(open, _)| open)].trim().trim_end_matches(')').trim();
        let inside =
            inside.map(|(open, close)| text[open + 1..close].trim()).filter(|inside| !inside.is_empty());
        if !words.is_empty() || inside.is_some() {
            parts.push(Part { words, inside, comma });
        }
    };
    for (at, c) in text.char_indices() {
        match c {
            '(' => {
                if depth == 0 && bracket.is_none() {
                    bracket = Some((at, text.len()));
                }
                depth += 1;
            }
            ')' => {
                depth = depth.saturating_sub(1);
                if let Some((_, close)) =
                    bracket.as_mut().filter(|(_, close)| depth == 0 && *close == text.len())
                {
                    *close = at;
                }
            }
            ';' | ',' if depth == 0 => {
                push(start, at, &mut bracket, comma);
                (start, comma) = (at + 1, c == ',');
            }
            _ => {}
        }
    }
    push(start, text.len(), &mut bracket, comma);
    parts
}

/// "ursprünglich", "aktuell": whether the part is the first plan, and its words without the mark. Marks are glued to
/// years at times.
fn marker(words: &str) -> (Option<bool>, &str) {
    let lower = words.to_lowercase();
    for (mark, first) in [
        ("ursprünglich", true),
        ("bisher", true),
        ("zuvor", true),
        ("aktuell", false),
        ("jetzt", false),
        ("neu", false),
        ("nunmehr", false),
    ] {
        if lower.starts_with(mark) && lower.len() == words.len() {
            let rest = words.get(mark.len()..).unwrap_or("");
            return (Some(first), rest.trim_start_matches([':', ' ']));
        }
    }
    (None, words)
}

/// A time with the words around it: "ca. Mitte 2020", "sukzessive ab 2018", "2025 Projektphase I".
fn termin(words: &str) -> Option<(Wann, bool, Option<&str>)> {
    let bare: String =
        words.chars().filter(|c| !c.is_whitespace() && *c != '.').flat_map(char::to_lowercase).collect();
    if let Some((_, wann)) = WORDS.iter().find(|(word, _)| *word == bare) {
        return Some((*wann, false, None));
    }
    let mut rest = words;
    let (mut about, mut from) = (false, false);
    loop {
        let (word, after) = rest.split_once(' ').unwrap_or((rest, ""));
        match word.to_lowercase().as_str() {
            "ca." | "ca" | "etwa" | "voraussichtlich" | "vsl." | "circa" | "frühestens" => about = true,
            "ab" | "seit" => from = true,
            "sukzessive" | "schrittweise" | "bis" | "zum" | "zur" | "spätestens" | "im" | "in"
            | "geplant" => {}
            _ => break,
        }
        if after.is_empty() {
            return None;
        }
        rest = after;
    }
    let wann = |zeit| if from { Wann::Ab(zeit) } else { Wann::Bis(zeit) };
    if let Some(zeit) = Zeitangabe::read(rest) {
        return Some((wann(zeit), about, None));
    }
    let ends = rest.match_indices(' ').map(|(at, _)| at).take(6).collect::<Vec<_>>();
    ends.into_iter().rev().find_map(|at| {
        let more = rest[at..].trim();
        let zeit = Zeitangabe::read(&rest[..at])?;
        let plain = more.starts_with(char::is_uppercase) && more.chars().count() <= 40;
        plain.then(|| (wann(zeit), about, Some(more)))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(text: &str) -> String {
        let read = GeplanterAbschluss::read(text, 1);
        let termin = |termin: &Termin| {
            let wann = match termin.wann {
                Wann::Bis(zeit) => zeit.ende().to_string(),
                Wann::Ab(zeit) => format!("ab {}", zeit.beginn()),
                other => format!("{other:?}"),
            };
            let wovon = termin.wovon.as_deref().map(|wovon| format!(" {wovon}")).unwrap_or_default();
            format!("{}{wann}{wovon}", if termin.etwa { "ca. " } else { "" })
        };
        let list = |list: &[Termin]| list.iter().map(termin).collect::<Vec<_>>().join(", ");
        let mut out = format!("{} < {}", list(&read.aktuell), list(&read.urspruenglich));
        if let Some(bedingung) = &read.bedingung {
            out += &format!(" wenn {bedingung}");
        }
        if !read.ungelesen.is_empty() {
            out += &format!(" ? {}", read.ungelesen.join("|"));
        }
        out
    }

    #[test]
    fn the_forms_of_the_plans() {
        for (text, expected) in [
            ("2023", "2023-12-31 < "),
            ("1. Quartal 2017", "2017-03-31 < "),
            ("ursprünglich 2022; aktuell 2020", "2020-12-31 < 2022-12-31"),
            ("ursprünglich2017; aktuell Q4/2022", "2022-12-31 < 2017-12-31"),
            ("ursprünglich 2020, aktuell 2021", "2021-12-31 < 2020-12-31"),
            (
                "ursprünglich 2022; aktuell 2020 (Portalverbund), 2021 (Interoperabilität))",
                "2020-12-31 Portalverbund, 2021-12-31 Interoperabilität < 2022-12-31",
            ),
            (
                "ursprünglich 2020; aktuell 2023 (ggf. Verzögerung wegen Mangel)",
                "2023-12-31 < 2020-12-31 wenn ggf. Verzögerung wegen Mangel",
            ),
            (
                "ursprünglich 2020; aktuell 2022 (Zuschlag in 2020 + 24 Monate Rollout)",
                "2022-12-31 Zuschlag in 2020 + 24 Monate Rollout < 2020-12-31",
            ),
            ("aktuell 2024", "2024-12-31 < "),
            ("sukzessive ab 2018*", "ab 2018-01-01 < "),
            (
                "ca. 2023; in Abhängigkeit vom Austauschbedarf",
                "ca. 2023-12-31 <  wenn in Abhängigkeit vom Austauschbedarf",
            ),
            ("ca. Mitte 2020", "ca. 2020-07-31 < "),
            ("2021 und fortlaufend", "2021-12-31, Fortlaufend < "),
            ("2025 Projektphase I", "2025-12-31 Projektphase I < "),
            ("fortlaufend", "Fortlaufend < "),
            ("kein Endtermin", "KeinEndtermin < "),
            ("offen", "Offen < "),
            ("noch offen", "Offen < "),
            ("o.A.", "OhneAngabe < "),
            ("k. A.", "OhneAngabe < "),
            ("unbekannt", "OhneAngabe < "),
        ] {
            assert_eq!(shown(text), expected, "{text}");
        }
    }

    #[test]
    fn what_cannot_be_read_is_kept() {
        assert_eq!(shown("31.02.2022"), " <  ? 31.02.2022");
        assert_eq!(shown("bald"), " <  ? bald");
        assert_eq!(shown(""), " < ");
        assert_eq!(shown("((2020)"), " <  ? (2020)");
        assert!(!GeplanterAbschluss::read("", 1).is_read());
    }
}

//! Duties with hard dates: a sentence that obliges, and a date until or from which it does.

use jiff::civil::Date;

use super::{At, Befund, Lage, Regel};
use crate::Zeitangabe;
use crate::edition::years_in;

/// Words that oblige, in lower case.
const DUTY: [&str; 8] = [
    "verpflicht",
    "verbindlich",
    "müssen",
    "muss ",
    "umsetzungsfrist",
    "fristgemäß",
    "pflicht ",
    "haben alle behörden",
];
/// Words that oblige where nobody hopes or plans in the same sentence.
const WEAK: [&str; 2] = ["spätestens", "umzusetzen"];
const HOPED: [&str; 4] = ["geplant", "erwartet", "angestrebt", "voraussichtlich"];

/// What stands before a date that is one: "bis zum", "ab", "spätestens".
const UNTIL: [&str; 7] = ["bis", "ab", "spätestens", "zum", "ablauf", "ende", "frist"];

/// The hard dates in the text of a measure, each once.
pub(super) fn fristen(at: &At<'_>, found: &mut Vec<Befund>) {
    let geplant = at.massnahme.abschluss.as_ref().and_then(crate::GeplanterAbschluss::letzter);
    let mut seen: Vec<Date> = Vec::new();
    for satz in at.massnahme.text.saetze() {
        let lower = satz.text.to_lowercase();
        let strong = DUTY.iter().any(|word| lower.contains(word));
        let weak = WEAK.iter().any(|word| lower.contains(word));
        let hoped = HOPED.iter().any(|word| lower.contains(word));
        if !strong && (!weak || hoped) {
            continue;
        }
        for frist in dates(satz.text) {
            if !seen.contains(&frist) {
                seen.push(frist);
                let lage = geplant.map(|geplant| match geplant {
                    geplant if geplant.beginn() > frist => Lage::ZuSpaet,
                    geplant if geplant.ende() > frist => Lage::Unklar,
                    _ => Lage::Rechtzeitig,
                });
                found.push(at.befund(Regel::HarteFrist { frist, lage }, satz.zeile, satz.text));
            }
        }
    }
}

/// Dates with "bis", "ab" or the like before them. What holds from a day on is due on that day.
fn dates(satz: &str) -> Vec<Date> {
    let mut found = Vec::new();
    for (at, _) in years_in(satz) {
        let before: Vec<&str> = satz[..at].split_whitespace().collect();
        let year = &satz[at..at + 4];
        // The longest words before the year that are a date with it: "31. Dezember 2022", "Ende 2022".
        let read = (0..=before.len().min(3)).rev().find_map(|words| {
            let start = before.len() - words;
            let text = [&before[start..], &[year]].concat().join(" ");
            Zeitangabe::read(text.trim_start_matches(['(', '„'])).map(|zeit| (start, zeit))
        });
        let Some((start, zeit)) = read else { continue };
        let near = &before[start.saturating_sub(4)..start];
        let cue =
            near.iter().rev().map(|word| word.trim_matches(|c: char| !c.is_alphanumeric()).to_lowercase());
        let cue = cue.into_iter().find(|word| UNTIL.contains(&word.as_str()));
        let from = cue.as_deref() == Some("ab");
        let since = before.iter().rev().take(10).any(|word| *word == "seit");
        let adjacent =
            near.iter().rev().take(3).any(|word| UNTIL.contains(&word.to_lowercase().trim_matches('(')));
        if cue.is_some() && adjacent && !since {
            found.push(if from { zeit.beginn() } else { zeit.ende() });
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_that_bind() {
        let read = |text| dates(text).iter().map(ToString::to_string).collect::<Vec<_>>();
        assert_eq!(read("verpflichtet, bis zum 1. August 2016 eine Antragstellung"), ["2016-08-01"]);
        assert_eq!(read("bis spätestens 2020 zu öffnen"), ["2020-12-31"]);
        assert_eq!(read("spätestens ab 1. Januar 2023 ihre Akten"), ["2023-01-01"]);
        assert_eq!(read("bis spätestens Ende 2022 ihre"), ["2022-12-31"]);
        assert_eq!(read("ab 2026 verpflichtend"), ["2026-01-01"]);
        assert_eq!(read("Das Gesetz vom 10. Oktober 2013 verpflichtet"), Vec::<String>::new());
    }
}

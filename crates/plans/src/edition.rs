//! Where a plan begins and ends in a text, and its true year.
//!
//! Heads are wrong in places: a plan may call itself by the year of the one before. No plan is older than the latest
//! year in which one of its measures was admitted, and in one file each plan is younger than the one before it.

use crate::lines::Line;
use crate::model::{Belegart, Jahresbeleg, Planjahr, Sicherheit};
use crate::note::{Note, NoteKind};
use crate::number::{Nummer, Part};
use crate::outline::{Again, Entry, plan_head};

/// A plan in a text. Indices are those of the plan's own lines.
#[derive(Debug, Clone)]
pub(crate) struct Edition {
    pub(crate) start: usize,
    pub(crate) end: usize,
    /// Its entries: from, to.
    pub(crate) entries: (usize, usize),
    pub(crate) has_head: bool,
}

/// Parts the entries of a text into plans.
pub(crate) fn editions(
    lines: &[Line<'_>],
    entries: &[Entry],
    titles: &[String],
    notes: &mut Vec<Note>,
) -> Vec<Edition> {
    let mut editions: Vec<Edition> = Vec::new();
    let mut seen = Seen::default();
    let mut end = 0;
    for (index, entry) in entries.iter().enumerate() {
        let restarts = seen.restarts(entry.number.as_ref(), &titles[index]);
        let again = Again { restarts, there: seen.has(entry.number.as_ref()) };
        let head = plan_head(lines, end, entry.start(), again);
        if index == 0 || head.is_some() || restarts {
            let start = head.unwrap_or(if index == 0 { entry.start() } else { entry.start().max(end) });
            if let Some(before) = editions.last_mut() {
                before.end = start;
                before.entries.1 = index;
            }
            if head.is_none() {
                notes.push(Note { zeile: lines[start].no, was: NoteKind::PlanWithoutHead });
            }
            let has_head = head.is_some();
            editions.push(Edition { start, end: lines.len(), entries: (index, entries.len()), has_head });
            seen = Seen::default();
        }
        seen.add(entry.number.clone(), titles[index].clone());
        end = entry.block.last + 1;
    }
    if let Some(start) = plan_head(lines, end, lines.len(), Again::default()) {
        notes.push(Note { zeile: lines[start].no, was: NoteKind::PlanWithoutMeasures });
        if let Some(last) = editions.last_mut() {
            last.end = start;
        }
    }
    editions
}

/// The numbers of a plan so far.
#[derive(Debug, Default)]
struct Seen {
    measures: Vec<(Nummer, String)>,
    parts: Vec<Part>,
}

impl Seen {
    fn add(&mut self, number: Option<Nummer>, title: String) {
        if let Some(number) = number.filter(|number| !self.repeats(number, &title)) {
            if self.parts.last() != Some(&number.part()) {
                self.parts.push(number.part());
            }
            self.measures.push((number, title));
        }
    }

    fn repeats(&self, number: &Nummer, title: &str) -> bool {
        self.measures.iter().any(|(other, words)| other == number && words == title)
    }

    fn has(&self, number: Option<&Nummer>) -> bool {
        number.is_some_and(|number| self.measures.iter().any(|(other, _)| other == number))
    }

    /// Whether a number cannot follow those before it in one plan.
    fn restarts(&self, number: Option<&Nummer>, title: &str) -> bool {
        let (Some(number), Some(current)) = (number, self.parts.last()) else { return false };
        if self.repeats(number, title) {
            return false;
        }
        let part = number.part();
        let back = match (current, part) {
            (Part::Number(current), Part::Number(next)) => next < *current,
            _ => false,
        };
        let again = part != *current && self.parts.contains(&part);
        back || again || self.has(Some(number))
    }
}

/// Years that a plan can have.
const YEARS: std::ops::RangeInclusive<i16> = 2000..=2099;

/// The first year in a text: four digits of their own.
pub(crate) fn year_in(text: &str) -> Option<i16> {
    years_in(text).next().map(|(_, year)| year)
}

/// The years in a text, with their places.
pub(crate) fn years_in(text: &str) -> impl Iterator<Item = (usize, i16)> {
    let bytes = text.as_bytes();
    let digit = |index: usize| bytes.get(index).is_some_and(u8::is_ascii_digit);
    text.match_indices("20").filter_map(move |(at, _)| {
        let alone = (at == 0 || !digit(at - 1)) && digit(at + 2) && digit(at + 3) && !digit(at + 4);
        let year = alone.then(|| text.get(at..at + 4)).flatten()?.parse().ok()?;
        YEARS.contains(&year).then_some((at, year))
    })
}

/// What the head of a plan says of its year.
pub(crate) fn evidence(lines: &[Line<'_>]) -> (Vec<Jahresbeleg>, Option<jiff::civil::Date>) {
    let mut found: Vec<Jahresbeleg> = Vec::new();
    let mut stand = None;
    for (index, line) in lines.iter().enumerate() {
        let next = lines.get(index + 1).map_or("", |line| line.text);
        for (at, _) in line.text.match_indices("Aktionsplan") {
            let rest = line.text[at + "Aktionsplan".len()..].trim_start_matches(['s', '“', '"', ' ']);
            let rest = if rest.is_empty() { next } else { rest };
            let skipped = ["E-Government und IT", "für", "das", "Jahr"];
            let rest =
                skipped.iter().fold(rest, |rest, word| rest.strip_prefix(word).unwrap_or(rest).trim_start());
            if let Some((0, jahr)) = years_in(rest).next() {
                found.push(Jahresbeleg { jahr, art: Belegart::Kopf, zeile: line.no });
            }
        }
        if let Some(rest) = line.text.strip_prefix("Stand:").or_else(|| line.text.strip_prefix("Stand ")) {
            let date = crate::zeitangabe::Zeitangabe::read(rest.trim()).map(crate::Zeitangabe::ende);
            if let Some(date) = date.filter(|date| YEARS.contains(&date.year())) {
                found.push(Jahresbeleg { jahr: date.year(), art: Belegart::Stand, zeile: line.no });
                stand = Some(date);
            }
        }
    }
    (found, stand)
}

/// The year of a plan by all evidence. `before` is the year of the plan before it in the same text.
pub(crate) fn year(
    mut evidence: Vec<Jahresbeleg>,
    before: Option<i16>,
    notes: &mut Vec<Note>,
    line: u32,
) -> Planjahr {
    let of = |art: Belegart| evidence.iter().filter(move |beleg| beleg.art == art).map(|beleg| beleg.jahr);
    let heads: Vec<i16> = of(Belegart::Kopf).collect();
    let head =
        heads.iter().copied().max_by_key(|year| (heads.iter().filter(|other| *other == year).count(), *year));
    let admitted = of(Belegart::Aufnahme).max();
    let stand = of(Belegart::Stand).max();
    let disagree = heads.iter().any(|year| Some(*year) != head);
    let (jahr, sicherheit) = match (head, admitted) {
        (Some(head), Some(admitted)) if admitted > head => (Some(admitted), Sicherheit::Unsicher),
        (Some(head), _) if disagree || before == Some(head) => (Some(head), Sicherheit::Unsicher),
        (Some(head), _) => (Some(head), Sicherheit::Sicher),
        (None, Some(admitted)) => (Some(stand.unwrap_or(admitted).max(admitted)), Sicherheit::Unsicher),
        (None, None) => (stand, if stand.is_some() { Sicherheit::Unsicher } else { Sicherheit::Unbekannt }),
    };
    if let (Some(head), Some(taken)) = (head, jahr.filter(|year| Some(*year) != head)) {
        notes.push(Note { zeile: line, was: NoteKind::YearOfHead { head, taken } });
    }
    if let Some(before) = before.filter(|before| jahr.is_some_and(|year| year > *before)) {
        evidence.push(Jahresbeleg { jahr: before, art: Belegart::Reihenfolge, zeile: line });
    }
    if sicherheit != Sicherheit::Sicher {
        notes.push(Note { zeile: line, was: NoteKind::YearUncertain });
    }
    Planjahr { jahr, sicherheit, belege: evidence }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn years() {
        assert_eq!(year_in("Aktionsplan 2021 zur"), Some(2021));
        assert_eq!(year_in("20210 und 12020, 1999"), None);
        assert_eq!(years_in("2018/2019").map(|(_, year)| year).collect::<Vec<_>>(), [2018, 2019]);
    }
}

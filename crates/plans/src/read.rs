//! From a text to plans.

use std::collections::HashMap;

use crate::edition::{Edition, editions, evidence, year};
use crate::lines::{Line, join, lines};
use crate::model::{Aktionsplan, Belegart, Fussnote, Jahresbeleg, Zeile};
use crate::note::{Note, NoteKind};
use crate::number::{Head, head};
use crate::outline::{Entry, Outline, outline};
use crate::page::{Pages, Role, pages};

/// What a text says.
#[derive(Debug, Clone, Default, PartialEq, serde::Serialize, serde::Deserialize)]
pub struct Reading {
    /// The plans, by year; those without a year come last.
    pub plans: Vec<Aktionsplan>,
    /// What a person should look at, in the order of the text.
    pub notes: Vec<Note>,
    /// How many lines were taken for what.
    pub lines: LineCount,
}

/// How many lines of a text were taken for what.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct LineCount {
    /// All.
    pub all: usize,
    /// Empty ones.
    pub blank: usize,
    /// In plans: titles, fields, texts, headings.
    pub plan: usize,
    /// Footnotes.
    pub footnotes: usize,
    /// Page numbers, running heads, tables of contents, links.
    pub furniture: usize,
    /// On pages from somewhere else.
    pub stray: usize,
    /// Outside all plans: other parts of the document.
    pub outside: usize,
}

/// Texts longer than this are cut: a plan has about a hundred thousand bytes.
pub const MAX_BYTES: usize = 64 << 20;

/// Reads a file that should be text. Bytes that are no UTF-8 are taken for signs that nobody knows.
pub fn read_bytes(bytes: &[u8]) -> Reading {
    let cut = &bytes[..bytes.len().min(MAX_BYTES)];
    read(&String::from_utf8_lossy(cut))
}

/// Reads a text: any number of plans after one another, and anything around them.
///
/// Never fails: what is not understood is in [`Reading::notes`].
pub fn read(source: &str) -> Reading {
    let mut notes = Vec::new();
    let source = fit(source, &mut notes);
    let sorted = pages(lines(source));
    let own = Own::new(&sorted);
    let Outline { entries, orphans } = outline(&own.lines);
    let title = |entry: &Entry| crate::link::key(&own.written_title(entry));
    let titles: Vec<String> = entries.iter().map(title).collect();
    let found = editions(&own.lines, &entries, &titles, &mut notes);
    for block in &orphans {
        notes.push(Note { zeile: own.lines[block.first].no, was: NoteKind::FieldsWithoutTitle });
    }
    stray(&sorted, &mut notes);
    let mut plans = Vec::new();
    let mut before = None;
    for edition in &found {
        let plan = plan(&sorted, &own, &entries, edition, before, &mut notes);
        before = plan.jahr.jahr.or(before);
        plans.push(plan);
    }
    contents(&sorted, &plans, &mut notes);
    let lines = count(&sorted, &plans);
    if plans.is_empty() && !notes.iter().any(|note| note.was == NoteKind::Empty) {
        notes.push(Note { zeile: 0, was: NoteKind::NoPlan });
    }
    let plans = crate::sort::sort(plans, &mut notes);
    notes.sort_by_key(|note| note.zeile);
    notes.dedup();
    Reading { plans, notes, lines }
}

fn fit<'a>(source: &'a str, notes: &mut Vec<Note>) -> &'a str {
    let mut note = |was| notes.push(Note { zeile: 0, was });
    let mut end = source.len().min(MAX_BYTES);
    while !source.is_char_boundary(end) {
        end -= 1;
    }
    if end < source.len() {
        note(NoteKind::TooLarge);
    }
    let source = &source[..end];
    if source.trim().is_empty() {
        note(NoteKind::Empty);
    }
    let odd = source
        .chars()
        .filter(|c| *c == '\0' || *c == '\u{fffd}' || (c.is_control() && !c.is_whitespace()))
        .count();
    if odd * 50 > source.len() {
        note(NoteKind::NotText);
    }
    source
}

/// The plan's own lines, with signs that stood on lines between them.
pub(crate) struct Own<'a> {
    pub(crate) lines: Vec<Line<'a>>,
    /// The page of each.
    pub(crate) pages: Vec<u32>,
    /// Footnote signs on lines of their own: before which line, the number, where.
    pub(crate) signs: Vec<(usize, u32, Zeile)>,
    /// The numbers of the footnotes on each page.
    pub(crate) notes: HashMap<u32, Vec<u32>>,
}

impl<'a> Own<'a> {
    fn new(sorted: &Pages<'a>) -> Self {
        let mut own = Self { lines: Vec::new(), pages: Vec::new(), signs: Vec::new(), notes: HashMap::new() };
        for (index, line) in sorted.lines.iter().enumerate() {
            match sorted.roles[index] {
                Role::Text => {
                    own.lines.push(*line);
                    own.pages.push(sorted.pages[index]);
                }
                Role::Sign(number) => own.signs.push((own.lines.len(), number, line.no)),
                _ => {}
            }
        }
        for footnote in &sorted.footnotes {
            own.notes.entry(footnote.seite).or_default().push(footnote.nummer);
        }
        own
    }

    /// The footnotes on the page of a line.
    pub(crate) fn notes_at(&self, line: usize) -> &[u32] {
        self.pages.get(line).and_then(|page| self.notes.get(page)).map_or(&[], Vec::as_slice)
    }

    /// The title of an entry as written, without its number.
    pub(crate) fn written_title(&self, entry: &Entry) -> String {
        self.heading(entry.head, entry.block.first)
    }

    /// Lines joined, without the number that the first begins with.
    pub(crate) fn heading(&self, from: usize, to: usize) -> String {
        let mut text = String::new();
        for (place, line) in self.lines[from..to].iter().enumerate() {
            let words = match head(line.text).filter(|_| place == 0) {
                Some(Head::Measure(_, words) | Head::New(words) | Head::Section(_, words)) => words,
                None => line.text,
            };
            join(&mut text, &crate::lines::collapse(words));
        }
        text
    }
}

fn stray(sorted: &Pages<'_>, notes: &mut Vec<Note>) {
    let mut within = false;
    for (index, role) in sorted.roles.iter().enumerate() {
        if *role == Role::Stray && !within {
            notes.push(Note { zeile: sorted.lines[index].no, was: NoteKind::StrayPage });
        }
        within = *role == Role::Stray || within && *role == Role::Blank;
    }
}

fn plan(
    sorted: &Pages<'_>,
    own: &Own<'_>,
    entries: &[Entry],
    edition: &Edition,
    before: Option<i16>,
    notes: &mut Vec<Note>,
) -> Aktionsplan {
    let from = own.lines[edition.start].no;
    let to = own.lines.get(edition.end).map_or(Zeile::MAX, |line| line.no);
    let inside = |footnote: &&Fussnote| (from..to).contains(&footnote.zeile);
    let fussnoten: Vec<Fussnote> = sorted.footnotes.iter().filter(inside).cloned().collect();
    let entries = &entries[edition.entries.0..edition.entries.1];
    let body = crate::body::body(own, entries, edition, &fussnoten, notes);
    let head_end = entries.first().map_or(edition.end, |entry| entry.start().max(edition.start));
    let (mut belege, stand) =
        if edition.has_head { evidence(&own.lines[edition.start..head_end]) } else { (Vec::new(), None) };
    let head = belege.iter().filter(|beleg| beleg.art == Belegart::Kopf).map(|beleg| beleg.jahr).max();
    belege.extend(admitted(&body.massnahmen, head));
    let jahr = year(belege, before, notes, from);
    let last = own.lines[edition.start..edition.end].last().map_or(from, |line| line.no);
    let last = fussnoten.last().map_or(last, |footnote| footnote.zeile.max(last));
    Aktionsplan {
        jahr,
        stand,
        zeilen: (from, last),
        abschnitte: body.abschnitte,
        massnahmen: body.massnahmen,
        oberpunkte: body.oberpunkte,
        abgeschlossen: body.abgeschlossen,
        fussnoten,
        fussnotenzeichen: body.signs,
    }
}

/// The latest year of admission. One measure alone whose year is far beyond the head is a misprint.
fn admitted(massnahmen: &[crate::Massnahme], head: Option<i16>) -> Option<Jahresbeleg> {
    let years = |year: i16| {
        massnahmen.iter().filter(move |m| m.aufnahme.as_ref().and_then(crate::Aufnahme::jahr) == Some(year))
    };
    let all = massnahmen
        .iter()
        .filter_map(|massnahme| Some((massnahme.aufnahme.as_ref()?.jahr()?, massnahme.zeile)));
    let likely =
        all.filter(|(year, _)| head.is_none_or(|head| *year <= head + 1) || years(*year).count() > 2);
    likely.max_by_key(|(year, line)| (*year, std::cmp::Reverse(*line))).map(|(jahr, zeile)| Jahresbeleg {
        jahr,
        art: Belegart::Aufnahme,
        zeile,
    })
}

/// Numbers in a table of contents that were not found in the plan behind it.
fn contents(sorted: &Pages<'_>, plans: &[Aktionsplan], notes: &mut Vec<Note>) {
    let lines = sorted.lines.iter().zip(&sorted.roles).filter(|(_, role)| **role == Role::Contents);
    for (line, _) in lines {
        let Some(Head::Measure(number, _)) = head(line.text) else { continue };
        let Some(plan) = plans.iter().find(|plan| (plan.zeilen.0..=plan.zeilen.1).contains(&line.no)) else {
            continue;
        };
        let known = plan.massnahmen.iter().any(|massnahme| massnahme.nummer.as_ref() == Some(&number))
            || plan.oberpunkte.iter().any(|punkt| punkt.nummer == number)
            || plan.abschnitte.iter().any(|abschnitt| abschnitt.nummer == number.to_string());
        if !known {
            notes.push(Note { zeile: line.no, was: NoteKind::OnlyInContents(number.to_string()) });
        }
    }
}

fn count(sorted: &Pages<'_>, plans: &[Aktionsplan]) -> LineCount {
    let mut count = LineCount { all: sorted.lines.len(), ..LineCount::default() };
    for (line, role) in sorted.lines.iter().zip(&sorted.roles) {
        let inside = || plans.iter().any(|plan| (plan.zeilen.0..=plan.zeilen.1).contains(&line.no));
        let slot = match role {
            Role::Blank => &mut count.blank,
            Role::Stray => &mut count.stray,
            _ if !inside() => &mut count.outside,
            Role::Footnote => &mut count.footnotes,
            Role::Text | Role::Sign(_) => &mut count.plan,
            Role::PageNumber | Role::RunningHead | Role::Link | Role::Contents => &mut count.furniture,
        };
        *slot += 1;
    }
    count
}

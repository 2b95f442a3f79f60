//! Rows as plans. What is wrong is told row by row, and then nothing is taken.

use std::fmt;

use super::{ABGESCHLOSSEN, ABSCHNITT, Column, FUSSNOTE, INSIDE, ITEM, MASSNAHME, OBERPUNKT, PLAIN};
use crate::note::{Note, NoteKind};
use crate::references::vormals;
use crate::{
    Abgeschlossen, Abschnitt, Aktionsplan, Aufnahme, Federfuehrung, Fussnote, GeplanterAbschluss, LineCount,
    Massnahme, Nummer, Oberpunkt, Planjahr, Projektstatus, Prosa, Reading, Sicherheit, Vormals, Zeile,
};
use jiff::civil::Date;

/// Something that is wrong in a table.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Problem {
    /// The row, as a spreadsheet shows it.
    pub zeile: Zeile,
    /// The column.
    pub spalte: Option<Column>,
    /// What.
    pub was: What,
}

/// What can be wrong.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum What {
    /// No row names the column of the titles.
    NoHeadings,
    /// A column stands there twice.
    Twice,
    /// There are headings, and nothing below them.
    NoRows,
    /// A row without a title.
    NoTitle,
    /// No number of a measure.
    Number(String),
    /// No year of a plan.
    Year(String),
    /// A row without a year, among others that have one.
    YearMissing,
    /// No day.
    Day(String),
    /// Another day than the rows of the same plan before it.
    OtherDay,
    /// Neither yes nor no.
    YesNo(String),
    /// No kind of row.
    Kind(String),
    /// No former numbers.
    Former(String),
    /// No number of a footnote.
    Footnote(String),
    /// A footnote without words.
    FootnoteEmpty,
    /// The same number and title as a row before.
    Again(Zeile),
}

impl fmt::Display for Problem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "row {}", self.zeile)?;
        if let Some(column) = self.spalte {
            write!(f, ", {}", column.name())?;
        }
        match &self.was {
            What::NoHeadings => {
                write!(f, ": no row of headings with \"titel\" was found; is it the right sheet?")
            }
            What::Twice => write!(f, ": this column is there twice"),
            What::NoRows => write!(f, ": no rows below the headings"),
            What::NoTitle => write!(f, ": no title; merged cells hold their text in the first row only"),
            What::Number(text) => write!(
                f,
                ": '{text}' is no number of a measure, like A.3.1 or 5.10; a spreadsheet may have made a number or a day \
                 of it: format the column as text"
            ),
            What::Year(text) => write!(f, ": '{text}' is no year"),
            What::YearMissing => write!(f, ": no year, but other rows have one"),
            What::Day(text) => write!(f, ": '{text}' is no day, like 2026-04-03"),
            What::OtherDay => write!(f, ": another day than the rows of the same plan above"),
            What::YesNo(text) => write!(f, ": '{text}' is neither ja nor nein"),
            What::Kind(text) => {
                write!(
                    f,
                    ": '{text}' is none of {MASSNAHME}, {OBERPUNKT}, {ABGESCHLOSSEN}, {ABSCHNITT}, {FUSSNOTE}"
                )
            }
            What::Former(text) => write!(f, ": '{text}' are no former numbers, like A.7/A.8 or A.29 – A.31"),
            What::Footnote(text) => write!(f, ": '{text}' is no number of a footnote, like 7"),
            What::FootnoteEmpty => write!(f, ": a footnote without words"),
            What::Again(row) => write!(f, ": the same number and title as in row {row}"),
        }
    }
}

/// Rows above the headings, at most: a title and a remark.
const ABOVE: usize = 10;

/// Reads a table: each row with its number and its cells.
///
/// # Errors
/// All that is wrong, by row. Columns that are not known are left out, and noted; so are values of which not all was understood.
pub fn read(rows: &[(Zeile, Vec<String>)]) -> Result<Reading, Vec<Problem>> {
    let mut problems = Vec::new();
    let mut notes = Vec::new();
    let mut within = rows.iter().take(ABOVE).enumerate();
    let Some((at, columns)) = within.find_map(|(at, (_, cells))| Some((at, headings(cells)?))) else {
        let zeile = rows.first().map_or(1, |(zeile, _)| *zeile);
        return Err(vec![Problem { zeile, spalte: None, was: What::NoHeadings }]);
    };
    let head = rows[at].0;
    for (place, (heading, column)) in columns.iter().enumerate() {
        match column {
            // Cells without a heading are no columns.
            None if heading.is_empty() => {}
            None => {
                let words = format!("the column '{heading}' is not known and was left out");
                notes.push(Note { zeile: head, was: NoteKind::Table(words) });
            }
            Some(column) if columns[..place].iter().any(|(_, other)| *other == Some(*column)) => {
                problems.push(Problem { zeile: head, spalte: Some(*column), was: What::Twice });
            }
            Some(_) => {}
        }
    }
    let columns: Vec<_> = columns.into_iter().map(|(_, column)| column).collect();
    let read: Vec<Row<'_>> =
        rows[at + 1..].iter().map(|(zeile, cells)| Row { zeile: *zeile, cells, columns: &columns }).collect();
    if read.is_empty() {
        problems.push(Problem { zeile: head, spalte: None, was: What::NoRows });
    }
    let mut plans: Vec<Aktionsplan> = Vec::new();
    let years = read.iter().any(|row| !row.cell(Column::Aktionsplan).is_empty());
    for row in &read {
        row.add(years, &mut plans, &mut notes, &mut problems);
    }
    if !problems.is_empty() {
        return Err(problems);
    }
    plans.sort_by_key(|plan| plan.jahr.jahr);
    for massnahme in plans.iter().flat_map(|plan| &plan.massnahmen) {
        crate::check::unread(massnahme, &mut notes);
    }
    notes.sort_by_key(|note| note.zeile);
    let lines = LineCount { all: rows.len(), plan: rows.len(), ..LineCount::default() };
    Ok(Reading { plans, notes, lines })
}

/// The headings of a row and what columns they are; `None` where it is no row of headings.
fn headings(cells: &[String]) -> Option<Vec<(&str, Option<Column>)>> {
    let named: Vec<_> = cells.iter().map(|cell| (cell.as_str(), Column::of(cell))).collect();
    let known = |column| named.iter().any(|(_, other)| *other == Some(column));
    let several = named.iter().filter(|(_, column)| column.is_some()).count() > 1;
    (known(Column::Titel) && several).then_some(named)
}

struct Row<'a> {
    zeile: Zeile,
    cells: &'a [String],
    columns: &'a [Option<Column>],
}

impl Row<'_> {
    fn cell(&self, column: Column) -> &str {
        let place = self.columns.iter().position(|other| *other == Some(column));
        let text = place.and_then(|place| self.cells.get(place)).map_or("", |cell| cell.trim());
        // What keeps a spreadsheet from taking a text for a formula is no part of it.
        match text.strip_prefix('\'') {
            Some(rest) if rest.starts_with(['=', '+', '-', '@']) => rest,
            _ => text,
        }
    }

    fn problem(&self, spalte: Column, was: What) -> Problem {
        Problem { zeile: self.zeile, spalte: Some(spalte), was }
    }

    /// Reads the row into its plan.
    fn add(
        &self,
        years: bool,
        plans: &mut Vec<Aktionsplan>,
        notes: &mut Vec<Note>,
        problems: &mut Vec<Problem>,
    ) {
        let before = problems.len();
        let jahr = keep(self.year(years), problems).flatten();
        let stand = keep(self.day(), problems).flatten();
        let place = plans.iter().position(|plan| plan.jahr.jahr == jahr).unwrap_or_else(|| {
            plans.push(empty(jahr, stand, self.zeile));
            plans.len() - 1
        });
        let plan = &mut plans[place];
        if plan.stand != stand && problems.len() == before {
            problems.push(self.problem(Column::Stand, What::OtherDay));
        }
        plan.zeilen.1 = self.zeile;
        if self.cells.len() > self.columns.len() {
            let words = "cells beyond the headings were left out".to_owned();
            notes.push(Note { zeile: self.zeile, was: NoteKind::Table(words) });
        }
        let art = self.cell(Column::Art).to_lowercase();
        if ["fußnote", "fussnote"].contains(&art.as_str()) {
            plan.fussnoten.extend(self.footnote(problems));
            return;
        }
        let titel = crate::lines::collapse(self.cell(Column::Titel));
        if titel.is_empty() {
            problems.push(self.problem(Column::Titel, What::NoTitle));
            return;
        }
        match art.as_str() {
            "" | "maßnahme" | "massnahme" => {
                if let Some(massnahme) = self.measure(titel, problems) {
                    let same = |other: &&Massnahme| {
                        other.nummer == massnahme.nummer && other.titel == massnahme.titel
                    };
                    match plan.massnahmen.iter().find(same) {
                        Some(first) => problems.push(self.problem(Column::Titel, What::Again(first.zeile))),
                        None => {
                            plan.fussnotenzeichen.extend(massnahme.fussnote.map(|sign| (sign, self.zeile)));
                            plan.massnahmen.push(massnahme);
                        }
                    }
                }
            }
            "oberpunkt" => plan.oberpunkte.extend(self.divided(titel, problems)),
            "abgeschlossen" => {
                let vormals = keep(self.former(), problems).flatten();
                let fussnote = keep(self.sign(Column::Fussnote), problems).flatten();
                let zeile = self.zeile;
                plan.fussnotenzeichen.extend(fussnote.map(|sign| (sign, zeile)));
                plan.abgeschlossen.push(Abgeschlossen { titel, vormals, fussnote, zeile });
            }
            "abschnitt" => {
                let nummer = self.cell(Column::Nummer).to_owned();
                plan.abschnitte.push(Abschnitt { nummer, titel, zeile: self.zeile });
            }
            _ => problems.push(self.problem(Column::Art, What::Kind(self.cell(Column::Art).to_owned()))),
        }
    }

    fn measure(&self, titel: String, problems: &mut Vec<Problem>) -> Option<Massnahme> {
        let words = |column| Some(self.cell(column)).filter(|text| !text.is_empty());
        // All of a row is looked at, so that all that is wrong is told at once.
        let nummer = keep(self.number(), problems);
        let neu = keep(self.yes(Column::Neu), problems);
        let koalitionsvertrag = keep(self.yes(Column::Koalitionsvertrag), problems);
        let vormals = keep(self.former(), problems);
        let fussnote = keep(self.sign(Column::Fussnote), problems);
        let aufnahme = words(Column::Aufnahme).map(|text| Aufnahme::read(&german(text), self.zeile));
        let marked = aufnahme.as_ref().is_some_and(|(_, neu)| *neu);
        let text = self.prose();
        Some(Massnahme {
            nummer: nummer?,
            titel,
            aufnahme: aufnahme.map(|(aufnahme, _)| aufnahme),
            neu: neu? || marked,
            federfuehrung: words(Column::Federfuehrung).map(|text| Federfuehrung::read(text, self.zeile)),
            abschluss: words(Column::Abschluss)
                .map(|text| GeplanterAbschluss::read(&german(text), self.zeile)),
            status: words(Column::Status).map(Projektstatus::read),
            strategie: self.list(Column::Strategie, ","),
            koalitionsvertrag: koalitionsvertrag?,
            vormals: vormals?,
            fussnote: fussnote?,
            verweise: crate::body::named(&text),
            text,
            abschnitte: self.list(Column::Abschnitte, INSIDE.trim()),
            zeile: self.zeile,
            letzte_zeile: self.zeile,
        })
    }

    fn divided(&self, titel: String, problems: &mut Vec<Problem>) -> Option<Oberpunkt> {
        let Some(nummer) = keep(self.number(), problems)? else {
            problems.push(self.problem(Column::Nummer, What::Number(String::new())));
            return None;
        };
        let text = self.prose();
        Some(Oberpunkt {
            nummer,
            titel,
            strategie: self.list(Column::Strategie, ","),
            verweise: crate::body::named(&text),
            text,
            zeile: self.zeile,
        })
    }

    fn footnote(&self, problems: &mut Vec<Problem>) -> Option<Fussnote> {
        let Some(nummer) = keep(self.sign(Column::Nummer), problems)? else {
            problems.push(self.problem(Column::Nummer, What::Footnote(String::new())));
            return None;
        };
        let text = crate::lines::collapse(self.cell(Column::Text));
        if text.is_empty() {
            problems.push(self.problem(Column::Text, What::FootnoteEmpty));
            return None;
        }
        Some(Fussnote { nummer, text, zeile: self.zeile, seite: 0 })
    }

    /// The number of a footnote.
    fn sign(&self, column: Column) -> Result<Option<u32>, Problem> {
        let text = self.cell(column);
        if text.is_empty() {
            return Ok(None);
        }
        text.parse().map(Some).map_err(|_| self.problem(column, What::Footnote(text.to_owned())))
    }

    fn year(&self, years: bool) -> Result<Option<i16>, Problem> {
        let text = self.cell(Column::Aktionsplan);
        if text.is_empty() {
            let missing = || self.problem(Column::Aktionsplan, What::YearMissing);
            return if years { Err(missing()) } else { Ok(None) };
        }
        let year = text.parse().ok().filter(|year| (1990..=2099).contains(year));
        year.map(Some).ok_or_else(|| self.problem(Column::Aktionsplan, What::Year(text.to_owned())))
    }

    fn day(&self) -> Result<Option<Date>, Problem> {
        let text = self.cell(Column::Stand);
        if text.is_empty() {
            return Ok(None);
        }
        let written = || match crate::Zeitangabe::read(text) {
            Some(crate::Zeitangabe::Tag(day)) => Some(day),
            _ => None,
        };
        let day = text.parse::<Date>().ok().or_else(written);
        day.map(Some).ok_or_else(|| self.problem(Column::Stand, What::Day(text.to_owned())))
    }

    fn number(&self) -> Result<Option<Nummer>, Problem> {
        let text = self.cell(Column::Nummer);
        if text.is_empty() || ["neu", "neu:"].contains(&text.to_lowercase().as_str()) {
            return Ok(None);
        }
        text.parse().map(Some).map_err(|_| self.problem(Column::Nummer, What::Number(text.to_owned())))
    }

    fn yes(&self, column: Column) -> Result<bool, Problem> {
        let text = self.cell(column);
        match text.to_lowercase().as_str() {
            "ja" | "x" | "wahr" | "true" | "1" => Ok(true),
            "" | "nein" | "falsch" | "false" | "0" | "-" => Ok(false),
            _ => Err(self.problem(column, What::YesNo(text.to_owned()))),
        }
    }

    fn former(&self) -> Result<Option<Vormals>, Problem> {
        let text = self.cell(Column::Vormals);
        if text.is_empty() {
            return Ok(None);
        }
        let read = vormals(text, self.zeile).or_else(|| vormals(&format!("vormals {text}"), self.zeile));
        read.map(Some).ok_or_else(|| self.problem(Column::Vormals, What::Former(text.to_owned())))
    }

    fn list(&self, column: Column, separator: &str) -> Vec<String> {
        let parts = self.cell(column).split(separator).map(crate::lines::collapse);
        parts.filter(|part| !part.is_empty()).collect()
    }

    fn prose(&self) -> Prosa {
        Prosa::of_lines(self.cell(Column::Text).lines(), self.zeile, ITEM.trim_end(), PLAIN)
    }
}

/// The value; a problem is put to the others.
fn keep<T>(read: Result<T, Problem>, problems: &mut Vec<Problem>) -> Option<T> {
    read.map_err(|problem| problems.push(problem)).ok()
}

fn empty(jahr: Option<i16>, stand: Option<Date>, zeile: Zeile) -> Aktionsplan {
    // A table says the year itself.
    let sicherheit = if jahr.is_some() { Sicherheit::Sicher } else { Sicherheit::Unbekannt };
    Aktionsplan {
        jahr: Planjahr { jahr, sicherheit, belege: Vec::new() },
        stand,
        zeilen: (zeile, zeile),
        abschnitte: Vec::new(),
        massnahmen: Vec::new(),
        oberpunkte: Vec::new(),
        abgeschlossen: Vec::new(),
        fussnoten: Vec::new(),
        fussnotenzeichen: Vec::new(),
    }
}

/// A cell that holds a day, `2026-04-03`, as plans write it: `03.04.2026`.
fn german(text: &str) -> String {
    match text.parse::<Date>() {
        Ok(day) if text.len() == 10 => format!("{:02}.{:02}.{:04}", day.day(), day.month(), day.year()),
        _ => text.to_owned(),
    }
}

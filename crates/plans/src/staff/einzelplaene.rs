//! Employees of the Land by Einzelplan and Kapitel: for each year a number, a rate for each 10,000 inhabitants, and the
//! change against the year before.
//!
//! Extraction leaves rows whole, or parts names from values: then all names of a page come first and all its values
//! after them. Rows without a value have no row among the values at all.

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};

use super::align::{align, change_fits, place};
use super::{Abweichung, Rechnung, sum};
use crate::Zeile;
use crate::lines::{Line, collapse, lines};
use crate::note::{Note, NoteKind};

/// A table of some years.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct Einzelplantabelle {
    /// Its years.
    pub jahre: Vec<i16>,
    /// Its rows, in order.
    pub positionen: Vec<Position>,
    /// What does not come out as printed.
    pub abweichungen: Vec<Abweichung>,
    /// What a person should look at.
    pub notes: Vec<Note>,
}

/// A row.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Position {
    /// The part of the budget.
    pub haushalt: Haushalt,
    /// "03" for an Einzelplan, "0304" for a Kapitel, empty for the total of the part.
    pub nummer: String,
    /// Its name.
    pub name: String,
    /// A value for each year of the table.
    pub werte: Vec<Option<Wert>>,
    /// Where its name stands.
    pub zeile: Zeile,
}

/// Parts of the budget.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Haushalt {
    /// The core.
    Kernhaushalt,
    /// Accounts of their own.
    Sonderrechnungen,
}

/// A value.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct Wert {
    /// Employees, rounded to a multiple of five.
    pub beschaeftigte: u32,
    /// For each 10,000 inhabitants.
    pub je_10000: Option<f64>,
    /// Change against the year before, in percent.
    pub entwicklung: Option<f64>,
}

/// A value with its decimals as whole numbers: hundredths.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Cell {
    pub(super) number: u32,
    pub(super) rate: Option<i32>,
    pub(super) change: Option<i32>,
}

/// The inhabitants of a year: the bounds that the largest number and its rate leave.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Population {
    least: f64,
    most: f64,
}

impl Population {
    fn of(number: u32, rate: i32) -> Self {
        let (number, rate) = (f64::from(number) * 1e6, f64::from(rate));
        Self { least: number / (rate + 0.6), most: number / (rate - 0.6).max(0.1) }
    }

    /// Whether a rate in hundredths is what a number gives.
    pub(super) fn fits(&self, number: u32, rate: i32) -> bool {
        let number = f64::from(number) * 1e6;
        let (least, most) = (number / self.most, number / self.least);
        least - 0.6 <= f64::from(rate) && f64::from(rate) <= most + 0.6
    }
}

/// Reads all tables of a text; none where it has none.
pub fn einzelplaene(source: &str) -> Vec<Einzelplantabelle> {
    let mut tables: Vec<(Vec<i16>, Vec<Page>)> = Vec::new();
    let mut waiting: Vec<Page> = Vec::new();
    for page in pages(source) {
        let years: Vec<i16> = page.years.iter().copied().collect();
        if years.is_empty() {
            waiting.push(page);
            continue;
        }
        if tables.last().is_none_or(|(other, _)| *other != years) {
            tables.push((years, Vec::new()));
        }
        if let Some((_, pages)) = tables.last_mut() {
            pages.append(&mut waiting);
            pages.push(page);
        }
    }
    let mut known: BTreeMap<(Haushalt, String), (i16, u32)> = BTreeMap::new();
    tables.into_iter().map(|(years, pages)| table(years, &pages, &mut known)).collect()
}

/// The names and the rows of values on a page. A name that stands with its values has them.
#[derive(Debug, Default)]
struct Page {
    names: Vec<Name>,
    rows: Vec<(Zeile, Vec<Cell>)>,
    years: BTreeSet<i16>,
}

#[derive(Debug)]
struct Name {
    number: String,
    words: String,
    cells: Vec<Cell>,
    line: Zeile,
}

fn pages(source: &str) -> Vec<Page> {
    let mut pages = vec![Page::default()];
    let mut within = false;
    let mut total = false;
    for line in lines(source).iter().filter(|line| !line.text.is_empty()) {
        if line.led && !line.after_blank || line.form_feed {
            pages.push(Page::default());
            total = false;
        }
        within |= ["Kernhaushalt", "Einzelplan / Kapitel"].iter().any(|start| line.text.starts_with(start));
        within = within && pages.last_mut().is_some_and(|page| page.line(line, &mut total));
    }
    pages.retain(|page| !page.names.is_empty() && page.names.iter().any(|name| !name.number.is_empty()));
    pages
}

/// Words of the head of the table, which extraction scatters over the page.
const HEAD: [&str; 12] = [
    "anzahl",
    "der",
    "beschäftigte",
    "beschäftigten",
    "insgesamt",
    "je",
    "10.000",
    "einwohner",
    "entwicklung",
    "in",
    "prozent",
    "zum",
];

impl Page {
    /// Takes a line; `false` where the table has ended.
    fn line(&mut self, line: &Line<'_>, total: &mut bool) -> bool {
        let words: Vec<&str> = line.text.split_whitespace().collect();
        if line.text.starts_with("Einzelplan / Kapitel") || line.text.starts_with("Anlage ") {
            return true;
        }
        let year = words.first().and_then(|word| crate::edition::year_in(word));
        let alone = words.len() == 1 || words.len() == 2 && words[1] == "je";
        if let Some(year) = year.filter(|_| alone) {
            self.years.insert(year);
            return true;
        }
        let head = |word: &&str| {
            HEAD.contains(&word.to_lowercase().as_str()) || word.eq_ignore_ascii_case("vorjahr")
        };
        if words.iter().all(head) {
            return true;
        }
        let values = words.iter().rev().take_while(|word| token(word).is_some()).count();
        let (name, values) = words.split_at(words.len() - values);
        // A number of its own ("0502") is the number of a row whose name follows.
        if name.is_empty() && !(values.len() == 1 && is_number(values[0])) {
            match cells(values) {
                Some(cells) => self.rows.push((line.no, cells)),
                None => return false,
            }
            return true;
        }
        let words = if name.is_empty() { values } else { name };
        let cells = if name.is_empty() { Vec::new() } else { cells(values).unwrap_or_default() };
        self.name(words, cells, line, total)
    }

    fn name(&mut self, words: &[&str], cells: Vec<Cell>, line: &Line<'_>, total: &mut bool) -> bool {
        let (first, rest) = words.split_first().map_or(("", words), |(first, rest)| (*first, rest));
        if is_number(first) {
            self.names.push(Name { number: first.to_owned(), words: rest.join(" "), cells, line: line.no });
            *total = false;
        } else if first == "Kernhaushalt" || first == "Sonderrechnungen" {
            self.names.push(Name { number: String::new(), words: words.join(" "), cells, line: line.no });
            *total = true;
        } else if let Some(last) = self.names.last_mut().filter(|last| last.cells.is_empty() && !*total) {
            last.words = collapse(&format!("{} {}", last.words, words.join(" ")));
            last.cells = cells;
        } else {
            return false;
        }
        true
    }
}

/// "03", "0304", "0769/0771".
fn is_number(word: &str) -> bool {
    let number = |part: &str| matches!(part.len(), 2 | 4) && part.bytes().all(|b| b.is_ascii_digit());
    let mut parts = word.split('/');
    parts.next().is_some_and(number) && parts.all(|part| part.len() == 4 && number(part))
}

#[derive(Debug, Clone, Copy)]
enum Token {
    Number(u32),
    Rate(i32),
    Change(i32),
}

/// "46.605", "214,70", "-1,12%".
fn token(word: &str) -> Option<Token> {
    let hundredths = |text: &str| {
        let (whole, part) = text.split_once(',').filter(|(_, part)| part.len() == 2)?;
        format!("{}{part}", whole.replace('.', "")).parse().ok()
    };
    if let Some(change) = word.strip_suffix('%') {
        return hundredths(change).map(Token::Change);
    }
    if word.contains(',') {
        return hundredths(word).map(Token::Rate);
    }
    let grouped = word.split('.').enumerate().all(|(place, part)| {
        (1..=3).contains(&part.len())
            && (place == 0 || part.len() == 3)
            && part.bytes().all(|b| b.is_ascii_digit())
    });
    grouped.then(|| word.replace('.', "").parse().ok()).flatten().map(Token::Number)
}

fn cells(words: &[&str]) -> Option<Vec<Cell>> {
    let mut cells: Vec<Cell> = Vec::new();
    for word in words {
        match (token(word)?, cells.last_mut()) {
            (Token::Number(number), _) => cells.push(Cell { number, rate: None, change: None }),
            (Token::Rate(rate), Some(cell)) if cell.rate.is_none() => cell.rate = Some(rate),
            (Token::Change(change), Some(cell)) if cell.change.is_none() => cell.change = Some(change),
            _ => return None,
        }
    }
    (!cells.is_empty()).then_some(cells)
}

type Known = BTreeMap<(Haushalt, String), (i16, u32)>;

fn table(jahre: Vec<i16>, pages: &[Page], known: &mut Known) -> Einzelplantabelle {
    let mut table = Einzelplantabelle { jahre, ..Einzelplantabelle::default() };
    let Some(population) = population(pages, table.jahre.len()) else {
        let line = pages.first().and_then(|page| page.names.first()).map_or(0, |name| name.line);
        let was = NoteKind::Table("no row has a value for each year: nothing was read".to_owned());
        table.notes.push(Note { zeile: line, was });
        return table;
    };
    let mut part = Haushalt::Kernhaushalt;
    let mut cells: Vec<Vec<Option<Cell>>> = Vec::new();
    for page in pages {
        let mut parts = Vec::new();
        for name in &page.names {
            if name.words.starts_with("Sonderrechnungen") {
                part = Haushalt::Sonderrechnungen;
            }
            parts.push(part);
        }
        let first = table.jahre.first().copied().unwrap_or(0);
        let before = |place: usize| {
            let last = known.get(&(parts[place], page.names[place].number.clone()));
            last.filter(|(year, _)| *year == first - 1).map(|(_, number)| *number)
        };
        let fit = |place_: usize, row: usize| {
            let free = page.names[place_].cells.is_empty();
            free.then(|| place(&page.rows[row].1, before(place_), &population)).flatten().map(|fit| fit.score)
        };
        let rows = align(page.names.len(), page.rows.len(), fit);
        for (index, name) in page.names.iter().enumerate() {
            let row = rows[index].map(|row| page.rows[row].1.as_slice());
            let own = Some(name.cells.as_slice()).filter(|cells| !cells.is_empty()).or(row);
            // The name of the part at the head of each page is no row.
            let again = name.number.is_empty() && own.is_none();
            if again {
                continue;
            }
            let values = own.and_then(|cells| place(cells, before(index), &population)).map(|fit| fit.values);
            let values = values.unwrap_or_else(|| vec![None; table.jahre.len()]);
            table.positionen.push(position(parts[index], name, &values));
            cells.push(values);
        }
        let left = page.rows.iter().enumerate().filter(|(row, _)| !rows.contains(&Some(*row)));
        for (_, (line, _)) in left {
            let was = NoteKind::Table("values that fit no name were left out".to_owned());
            table.notes.push(Note { zeile: *line, was });
        }
    }
    table.abweichungen = check(&table, &cells, &population, known);
    for (position, values) in table.positionen.iter().zip(&cells) {
        if let (Some(year), Some(Some(last))) = (table.jahre.last(), values.last()) {
            known.insert((position.haushalt, position.nummer.clone()), (*year, last.number));
        }
    }
    table
}

/// The inhabitants of each year, from the largest row with a rate for each.
fn population(pages: &[Page], years: usize) -> Option<Vec<Population>> {
    let rows = pages.iter().flat_map(|page| page.rows.iter().map(|(_, cells)| cells));
    let all = rows.chain(pages.iter().flat_map(|page| page.names.iter().map(|name| &name.cells)));
    let whole = all.filter(|cells| {
        cells.len() == years && cells.iter().all(|cell| cell.rate.is_some_and(|rate| rate > 0))
    });
    let largest = whole.max_by_key(|cells| cells.first().map(|cell| cell.number))?;
    largest.iter().map(|cell| Some(Population::of(cell.number, cell.rate?))).collect()
}

fn position(haushalt: Haushalt, name: &Name, values: &[Option<Cell>]) -> Position {
    let hundredths = |value: i32| f64::from(value) / 100.0;
    let wert = |cell: Cell| Wert {
        beschaeftigte: cell.number,
        je_10000: cell.rate.map(hundredths),
        entwicklung: cell.change.map(hundredths),
    };
    Position {
        haushalt,
        nummer: name.number.clone(),
        name: name.words.clone(),
        werte: values.iter().map(|cell| cell.map(wert)).collect(),
        zeile: name.line,
    }
}

fn check(
    table: &Einzelplantabelle,
    cells: &[Vec<Option<Cell>>],
    population: &[Population],
    known: &Known,
) -> Vec<Abweichung> {
    let mut found = Vec::new();
    for (position, values) in table.positionen.iter().zip(cells) {
        let first = table.jahre.first().copied().unwrap_or(0);
        let last = known.get(&(position.haushalt, position.nummer.clone()));
        let mut before = last.filter(|(year, _)| *year == first - 1).map(|(_, number)| *number);
        for ((cell, jahr), population) in values.iter().zip(&table.jahre).zip(population) {
            let Some(cell) = cell else {
                before = None;
                continue;
            };
            let mut odd = |was, gedruckt: i32, gerechnet: f64| {
                let gedruckt = f64::from(gedruckt) / 100.0;
                let (zeile, jahr) = (position.zeile, Some(*jahr));
                found.push(Abweichung { was, zeile, jahr, gedruckt, gerechnet, erklaerbar: false });
            };
            let wrong = |(change, from): &(i32, u32)| *from > 0 && !change_fits(*change, *from, cell.number);
            if let Some((change, from)) = cell.change.zip(before).filter(wrong) {
                let exact = (f64::from(cell.number) - f64::from(from)) * 100.0 / f64::from(from);
                odd(Rechnung::Entwicklung, change, exact);
            }
            if let Some(rate) = cell.rate.filter(|rate| !population.fits(cell.number, *rate)) {
                odd(Rechnung::JeEinwohner, rate, f64::from(cell.number) * 1e4 / population.most);
            }
            before = Some(cell.number);
        }
        for (year, jahr) in table.jahre.iter().enumerate() {
            let number = |place: usize| cells[place][year].map(|cell| cell.number);
            let parts: Vec<u32> = (0..cells.len())
                .filter(|place| belongs(&table.positionen[*place], position))
                .filter_map(number)
                .collect();
            if let Some(total) = values[year] {
                found.extend(sum(position.zeile, Some(*jahr), total.number, &parts));
            }
        }
    }
    found
}

/// Whether a row is added up in another: a Kapitel in its Einzelplan, an Einzelplan in its part.
fn belongs(row: &Position, total: &Position) -> bool {
    let same = row.haushalt == total.haushalt;
    match total.nummer.len() {
        0 => same && row.nummer.len() == 2,
        2 => same && row.nummer.len() > 2 && row.nummer.starts_with(&total.nummer),
        _ => false,
    }
}

//! An inventory from a file: which column is which field, what each row says, and what was not understood.
//!
//! Pure: rows of texts come in (crate `tabular`), nothing is stored. A row with anything in it that was not understood is bad as a
//! whole. The kind may stand in a cell that is merged over several rows: an empty one takes the kind of the row above.

use crate::fields::{Feld, Unlesbar};
use crate::headings::columns;
use crate::model::{Aenderung, GegenstandId};
use crate::tables::{compact, folded};
use std::collections::BTreeMap;
use tabular::Sheet;

/// A column that is understood.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Spalte {
    /// The id that an export writes.
    Kennung,
    /// A field.
    Feld(Feld),
}

/// Heading of the id in files.
pub const KENNUNG: &str = "kennung";

/// Rows at the top of a file in which the headings are looked for.
const HEADINGS: usize = 20;
/// What the first cell of a row says that only adds up others.
const TOTALS: [&str; 6] = ["summe", "gesamt", "gesamtsumme", "zwischensumme", "total", "summen"];

/// What a file says.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Gelesen {
    /// The columns that are taken: place from 0, heading, what it is.
    pub spalten: Vec<(usize, String, Spalte)>,
    /// The columns that are not: place and heading.
    pub unbekannt: Vec<(usize, String)>,
    /// The rows that were understood.
    pub zeilen: Vec<Zeile>,
    /// What was not understood. Its rows are not among [`Gelesen::zeilen`].
    pub fehler: Vec<Fehler>,
    /// Rows whose kind was taken from the row above.
    pub art_von_oben: Vec<u32>,
    /// Rows that only add up others.
    pub summen: Vec<u32>,
}

/// A row that was understood.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct Zeile {
    /// Its number as a spreadsheet shows it.
    pub nummer: u32,
    /// The Gegenstand that it names by id.
    pub kennung: Option<GegenstandId>,
    /// What it says; empty cells say nothing.
    pub felder: Aenderung,
}

/// Something that was not understood.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fehler {
    /// The row, as a spreadsheet shows it.
    pub zeile: u32,
    /// The column, from 0, where there is one.
    pub spalte: Option<usize>,
    /// What stands there.
    pub wert: String,
    /// What is wrong.
    pub mangel: Mangel,
}

/// What is wrong with a row.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Mangel {
    /// A value.
    #[error("{} {}", .0.as_str(), .1)]
    Wert(Feld, Unlesbar),
    /// The id is none, or not one of this Behoerde.
    #[error("the Kennung is not one of this Behoerde")]
    Kennung,
    /// An earlier row is about the same.
    #[error("row {0} is about the same thing")]
    Doppelt(u32),
}

/// Why a file says nothing.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum Unbrauchbar {
    /// No row has headings that are known.
    #[error("no row has the headings Art and Name, or others that are known")]
    OhneKopf,
    /// There is nothing below them.
    #[error("there is no row below the headings")]
    OhneZeilen,
}

/// Reads a sheet.
///
/// # Errors
/// [`Unbrauchbar`].
pub fn read_sheet(sheet: &Sheet) -> Result<Gelesen, Unbrauchbar> {
    let heads = sheet.rows.iter().take(HEADINGS).map(|row| columns(&row.cells)).enumerate();
    // The first of the largest.
    let (head, spalten) =
        heads.rev().max_by_key(|(_, columns)| columns.len()).ok_or(Unbrauchbar::OhneKopf)?;
    let has = |wanted: Spalte| spalten.iter().any(|(_, _, spalte)| *spalte == wanted);
    if spalten.len() < 2 || !(has(Spalte::Feld(Feld::Name)) || has(Spalte::Kennung)) {
        return Err(Unbrauchbar::OhneKopf);
    }
    let taken = |column: usize| spalten.iter().any(|(at, ..)| *at == column);
    let headings = sheet.rows[head].cells.iter().enumerate();
    let unbekannt = headings
        .filter(|(at, heading)| !heading.is_empty() && !taken(*at))
        .map(|(at, heading)| (at, heading.clone()))
        .collect();
    let mut read = Gelesen { spalten, unbekannt, ..Gelesen::default() };
    let mut above = None;
    for row in &sheet.rows[head + 1..] {
        take(&mut read, row, &mut above);
    }
    if read.zeilen.is_empty() && read.fehler.is_empty() {
        return Err(Unbrauchbar::OhneZeilen);
    }
    twice(&mut read);
    Ok(read)
}

/// Reads a row into what was read so far. `above` is the kind of the row above.
fn take(read: &mut Gelesen, row: &tabular::Row, above: &mut Option<String>) {
    let first = row.cells.iter().find(|cell| !cell.is_empty()).map_or("", String::as_str);
    if TOTALS.contains(&folded(first).as_str()) {
        read.summen.push(row.number);
        return;
    }
    let mut found = Zeile { nummer: row.number, kennung: None, felder: BTreeMap::new() };
    let mut wrong = Vec::new();
    let mut anything = false;
    for (at, _, spalte) in &read.spalten {
        let cell = plain(row.cells.get(*at).map_or("", String::as_str));
        if cell.is_empty() {
            continue;
        }
        anything = true;
        let mut bad = |mangel| {
            wrong.push(Fehler { zeile: row.number, spalte: Some(*at), wert: cell.to_owned(), mangel });
        };
        match spalte {
            Spalte::Kennung => match cell.parse() {
                Ok(id) => found.kennung = Some(GegenstandId(id)),
                Err(_) => bad(Mangel::Kennung),
            },
            Spalte::Feld(feld) => match feld.lesen(cell) {
                Ok(value) => {
                    found.felder.insert(*feld, value);
                }
                Err(problem) => bad(Mangel::Wert(*feld, problem)),
            },
        }
    }
    if !anything {
        return;
    }
    let missing = |feld| Fehler {
        zeile: row.number,
        spalte: None,
        wert: String::new(),
        mangel: Mangel::Wert(feld, Unlesbar::Fehlt),
    };
    let said_wrong = |feld: Feld, wrong: &[Fehler]| {
        wrong.iter().any(|one| matches!(&one.mangel, Mangel::Wert(of, _) if *of == feld))
    };
    match found.felder.get(&Feld::Art) {
        Some(art) => above.clone_from(art),
        None if said_wrong(Feld::Art, &wrong) || found.kennung.is_some() => {}
        None => match above {
            Some(art) => {
                found.felder.insert(Feld::Art, Some(art.clone()));
                read.art_von_oben.push(row.number);
            }
            None => wrong.push(missing(Feld::Art)),
        },
    }
    let named = found.felder.contains_key(&Feld::Name) || found.kennung.is_some();
    if !named && !said_wrong(Feld::Name, &wrong) {
        wrong.push(missing(Feld::Name));
    }
    if wrong.is_empty() {
        read.zeilen.push(found);
    } else {
        read.fehler.append(&mut wrong);
    }
}

/// A later row about the same thing is bad: which of both is meant, only a person knows.
fn twice(read: &mut Gelesen) {
    let mut first: BTreeMap<String, u32> = BTreeMap::new();
    let fehler = &mut read.fehler;
    read.zeilen.retain(|zeile| {
        let text = |feld| zeile.felder.get(&feld).cloned().flatten().unwrap_or_default();
        let key = match zeile.kennung {
            Some(id) => id.to_string(),
            None => key(&text(Feld::Art), &text(Feld::Name)),
        };
        let Some(earlier) = first.get(&key) else {
            first.insert(key, zeile.nummer);
            return true;
        };
        fehler.push(Fehler {
            zeile: zeile.nummer,
            spalte: None,
            wert: text(Feld::Name),
            mangel: Mangel::Doppelt(*earlier),
        });
        false
    });
    fehler.sort_by_key(|one| (one.zeile, one.spalte));
}

/// Under what a Gegenstand is known in its Behoerde where no id is given: its kind and its folded name.
pub(crate) fn key(art: &str, name: &str) -> String {
    format!("{art} {}", compact(name))
}

/// An export writes an apostrophe before what a spreadsheet would take for a formula.
fn plain(cell: &str) -> &str {
    let behind = cell.strip_prefix('\'');
    behind.filter(|rest| rest.starts_with(['=', '+', '-', '@'])).unwrap_or(cell)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(csv: &str) -> Result<Gelesen, Unbrauchbar> {
        read_sheet(&tabular::read(csv.as_bytes(), &tabular::Limits::default()).unwrap())
    }

    #[test]
    fn headings_may_be_misspelled_and_titles_may_stand_above() {
        let read = read(
            "IT-Bestand des Ministeriums;;;;\r\nStand: 1.11.2026;;;;\r\n\
             Art;Bezeichnug;Herstelller;Suport bis;Kosten im Jahr (EUR);Farbe\r\n\
             Verfahren;E-Akte;PDV;31.12.2027;1.234,50 €;blau\r\n;Zeitwirtschaft;;;;\r\nSumme;;;;1.234,50;\r\n",
        )
        .unwrap();
        let columns: Vec<_> = read.spalten.iter().map(|(_, heading, _)| heading.as_str()).collect();
        assert_eq!(columns, ["Art", "Bezeichnug", "Herstelller", "Suport bis", "Kosten im Jahr (EUR)"]);
        assert_eq!(read.unbekannt, [(5, "Farbe".to_owned())]);
        assert_eq!((read.zeilen.len(), read.fehler.len()), (2, 0));
        assert_eq!(read.zeilen[0].felder[&Feld::KostenJahr].as_deref(), Some("123450"));
        assert_eq!(read.zeilen[1].felder[&Feld::Art].as_deref(), Some("fachverfahren"));
        assert_eq!((read.art_von_oben, read.summen), (vec![5], vec![6]));
    }

    #[test]
    fn a_row_with_a_fault_is_bad_as_a_whole() {
        let read = read(
            "Kennung;Art;Name;Support bis;Kosten\r\n;Register;Gut;;\r\n;Register;Schlecht;bald;viel\r\n;Hund;Rex;;\r\n\
             ;Register;;1.1.2027;\r\n;Register;GUT;;\r\nkeine;Register;Anders;;\r\n;Register;'=Formel;;\r\n",
        )
        .unwrap();
        let names: Vec<_> =
            read.zeilen.iter().filter_map(|zeile| zeile.felder[&Feld::Name].as_deref()).collect();
        assert_eq!(names, ["Gut", "=Formel"]);
        let faults: Vec<_> = read.fehler.iter().map(|one| (one.zeile, one.spalte, &one.mangel)).collect();
        assert_eq!(
            faults,
            [
                (3, Some(3), &Mangel::Wert(Feld::SupportBis, Unlesbar::Tag)),
                (3, Some(4), &Mangel::Wert(Feld::KostenJahr, Unlesbar::Geld)),
                (4, Some(1), &Mangel::Wert(Feld::Art, Unlesbar::Wahl(&crate::ARTEN))),
                (5, None, &Mangel::Wert(Feld::Name, Unlesbar::Fehlt)),
                (6, None, &Mangel::Doppelt(2)),
                (7, Some(0), &Mangel::Kennung),
            ]
        );
    }

    #[test]
    fn what_is_no_inventory_is_refused() {
        assert_eq!(read("Tier;Farbe\r\nHund;braun\r\n"), Err(Unbrauchbar::OhneKopf));
        assert_eq!(read("Art;Name\r\n"), Err(Unbrauchbar::OhneZeilen));
        assert_eq!(read("Art;Name\r\n;;\r\n"), Err(Unbrauchbar::OhneZeilen));
    }
}

//! An inventory from a file: which column is which field, what each row says, and what was not understood.
//!
//! Pure: rows of texts come in (crate `tabular`), nothing is stored. A row with anything in it that was not understood is bad as a
//! whole. A cell that is merged over several rows counts for each of them, where the file says so (XLSX, ODS); where it
//! does not, an empty kind is taken from the row above. A number that is merged is refused: it may be meant once for all.

use crate::fields::{Feld, Unlesbar, Wertart};
use crate::headings::columns;
use crate::model::{Aenderung, GegenstandId};
use crate::tables::{compact, folded};
use crate::values::{day, whole};
use jiff::civil::Date;
use std::collections::BTreeMap;
use tabular::Sheet;

/// A column that is understood.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Spalte {
    /// The id that an export writes.
    Kennung,
    /// A field.
    Feld(Feld),
    /// To what it is linked.
    Verknuepft(Verweisart),
    /// How many licences are in use.
    Genutzt,
    /// On which day they were.
    GenutztAm,
}

impl Spalte {
    /// What stands beside the fields, in the order of files.
    pub const BESIDE: [Self; 6] = [
        Self::Verknuepft(Verweisart::Massnahme),
        Self::Verknuepft(Verweisart::Leistung),
        Self::Verknuepft(Verweisart::Nutzt),
        Self::Verknuepft(Verweisart::Ersetzt),
        Self::Genutzt,
        Self::GenutztAm,
    ];

    /// The heading in files.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Kennung => KENNUNG,
            Self::Feld(feld) => feld.as_str(),
            Self::Verknuepft(Verweisart::Massnahme) => "massnahmen",
            Self::Verknuepft(Verweisart::Leistung) => "leistungen",
            Self::Verknuepft(Verweisart::Nutzt) => "nutzt",
            Self::Verknuepft(Verweisart::Ersetzt) => "ersetzt",
            Self::Genutzt => "lizenzen-genutzt",
            Self::GenutztAm => "lizenzen-genutzt-am",
        }
    }

    /// Whether a cell that is merged over several rows counts for each of them: neither what says which thing it is, nor
    /// numbers, which people add up.
    const fn spreads(self) -> bool {
        match self {
            Self::Kennung | Self::Feld(Feld::Name) => false,
            Self::Feld(feld) => !matches!(feld.wertart(), Wertart::Geld | Wertart::Zahl),
            Self::Verknuepft(_) | Self::GenutztAm => true,
            Self::Genutzt => false,
        }
    }
}

/// What kind of thing a link leads to; the words are those of [`crate::Ziel::art`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Verweisart {
    /// A Massnahme of the plans: its id, or `YEAR:NUMBER`.
    Massnahme,
    /// A Leistung: its key.
    Leistung,
    /// Another Gegenstand that it needs: its id, or the name of one of the same Behoerde.
    Nutzt,
    /// Another Gegenstand whose place it takes.
    Ersetzt,
}

impl Verweisart {
    /// The word of [`crate::Ziel::art`].
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Massnahme => "massnahme",
            Self::Leistung => "leistung",
            Self::Nutzt => "nutzt",
            Self::Ersetzt => "ersetzt",
        }
    }
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
    /// Rows that have something from a cell that is merged down to them.
    pub verbunden: Vec<u32>,
    /// Rows that only add up others.
    pub summen: Vec<u32>,
}

/// A row that was understood.
#[derive(Debug, Clone, Default, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct Zeile {
    /// Its number as a spreadsheet shows it.
    pub nummer: u32,
    /// The Gegenstand that it names by id.
    pub kennung: Option<GegenstandId>,
    /// What it says; empty cells say nothing.
    pub felder: Aenderung,
    /// What it is linked to, by kind, in the words of the file: all of that kind.
    #[serde(default)]
    pub verknuepft: BTreeMap<Verweisart, Vec<String>>,
    /// How many licences are in use.
    #[serde(default)]
    pub genutzt: Option<i64>,
    /// On which day; today where it is not said.
    #[serde(default)]
    pub genutzt_am: Option<Date>,
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
    /// There is nothing to link to.
    #[error("{}: there is nothing of that name to link to", Spalte::Verknuepft(*.0).as_str())]
    Verweis(Verweisart),
    /// The number of licences in use is none.
    #[error("the number of licences in use must be a whole number from 0 to 1000000000")]
    Anzahl,
    /// Their day is none, or has no number beside it, or is still to come.
    #[error("the day of the licences in use must be a day that has come, with their number beside it")]
    Stichtag,
    /// Licences in use of what is no licence.
    #[error("only licences have a number in use")]
    KeineLizenz,
    /// One number is merged over several rows.
    #[error("one number is merged over several rows: say what falls to each")]
    Verbunden,
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
        take(&mut read, sheet, (row, sheet.rows[head].number), &mut above);
    }
    if read.zeilen.is_empty() && read.fehler.is_empty() {
        return Err(Unbrauchbar::OhneZeilen);
    }
    twice(&mut read);
    Ok(read)
}

/// Reads a row into what was read so far. `head` is the row of the headings, `above` the kind of the row above.
fn take(read: &mut Gelesen, sheet: &Sheet, (row, head): (&tabular::Row, u32), above: &mut Option<String>) {
    let first = row.cells.iter().find(|cell| !cell.is_empty()).map_or("", String::as_str);
    if TOTALS.contains(&folded(first).as_str()) {
        read.summen.push(row.number);
        return;
    }
    let own = |at: usize| plain(row.cells.get(at).map_or("", String::as_str));
    // A row with nothing of its own is the rest of a merged cell.
    if read.spalten.iter().all(|(at, ..)| own(*at).is_empty()) {
        return;
    }
    let mut found = Zeile { nummer: row.number, ..Zeile::default() };
    let mut wrong = Vec::new();
    let mut has_merged = false;
    for (at, _, spalte) in &read.spalten {
        let above =
            sheet.from_above(row.number, *at).filter(|(first, _)| own(*at).is_empty() && *first > head);
        // The first row of a number that is merged over several tells so as well.
        let merged_down = || sheet.merged.iter().any(|one| one.column == *at && one.first == row.number);
        let cell = above.map_or_else(|| own(*at), |(_, text)| plain(text));
        if cell.is_empty() {
            continue;
        }
        let mut bad = |mangel| {
            wrong.push(Fehler { zeile: row.number, spalte: Some(*at), wert: cell.to_owned(), mangel });
        };
        if above.is_some() || !spalte.spreads() && merged_down() {
            match spalte {
                Spalte::Kennung | Spalte::Feld(Feld::Name) if above.is_some() => continue,
                Spalte::Kennung | Spalte::Feld(Feld::Name) => {}
                _ if !spalte.spreads() => {
                    bad(Mangel::Verbunden);
                    continue;
                }
                _ => has_merged = true,
            }
        }
        found.put(*spalte, cell).unwrap_or_else(&mut bad);
    }
    if found.genutzt_am.is_some() && found.genutzt.is_none() && wrong.is_empty() {
        wrong.push(Fehler { zeile: row.number, spalte: None, wert: String::new(), mangel: Mangel::Stichtag });
    }
    if has_merged {
        read.verbunden.push(row.number);
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

impl Zeile {
    /// Takes what a cell says.
    fn put(&mut self, spalte: Spalte, cell: &str) -> Result<(), Mangel> {
        match spalte {
            Spalte::Kennung => self.kennung = Some(GegenstandId(cell.parse().map_err(|_| Mangel::Kennung)?)),
            Spalte::Feld(feld) => {
                let value = feld.lesen(cell).map_err(|problem| Mangel::Wert(feld, problem))?;
                self.felder.insert(feld, value);
            }
            Spalte::Verknuepft(art) => {
                let words = cell.split([';', '\n']).map(str::trim).filter(|word| !word.is_empty());
                self.verknuepft.insert(art, words.map(str::to_owned).collect());
            }
            Spalte::Genutzt => self.genutzt = Some(whole(cell).ok_or(Mangel::Anzahl)?),
            Spalte::GenutztAm => self.genutzt_am = Some(day(cell).ok_or(Mangel::Stichtag)?),
        }
        Ok(())
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
    fn a_merged_cell_counts_for_its_rows_but_a_merged_number_is_refused() {
        let rows = [
            "Art;Name;Betreiber;Nutzt;Kosten;Lizenzen genutzt;Lizenzen genutzt am",
            "Register;Eins;TLRZ;Netz; ;;",
            ";Zwei;;;7;;",
            ";Drei;;Netz\n Portal;9;;",
            "Lizenz;Vier;;;;12;30.6.2026",
            ";Fünf;;;;;1.7.2026",
            ";;;;;;",
        ];
        let csv = rows.join("\r\n").replace("Netz\n Portal", "\"Netz\n Portal\"");
        let mut sheet = tabular::read(csv.as_bytes(), &tabular::Limits::default()).unwrap();
        let merged = |column, first, last| tabular::Merged { column, first, last };
        sheet.merged = vec![merged(0, 1, 2), merged(0, 2, 4), merged(2, 2, 4), merged(4, 3, 4)];
        sheet.rows[3].cells[4].clear();
        let read = read_sheet(&sheet).unwrap();
        assert_eq!(read.verbunden, [3, 4], "{read:?}");
        let faults: Vec<_> = read.fehler.iter().map(|one| (one.zeile, one.spalte, &one.mangel)).collect();
        assert_eq!(
            faults,
            [
                (3, Some(4), &Mangel::Verbunden),
                (4, Some(4), &Mangel::Verbunden),
                (6, None, &Mangel::Stichtag),
            ]
        );
        assert_eq!(read.zeilen.len(), 2);
        assert_eq!(read.zeilen[0].verknuepft[&Verweisart::Nutzt], ["Netz"]);
        assert_eq!(
            read.zeilen[1].genutzt.zip(read.zeilen[1].genutzt_am),
            Some((12, jiff::civil::date(2026, 6, 30)))
        );
        assert_eq!(read.art_von_oben, [6], "of no file that says what is merged");
        // Without a word on what is merged, only the kind comes from above.
        sheet.merged.clear();
        let read = read_sheet(&sheet).unwrap();
        assert_eq!((read.verbunden, read.art_von_oben), (vec![], vec![3, 4, 6]));
        assert_eq!(read.zeilen[2].verknuepft[&Verweisart::Nutzt], ["Netz", "Portal"]);
    }

    #[test]
    fn what_is_no_inventory_is_refused() {
        assert_eq!(read("Tier;Farbe\r\nHund;braun\r\n"), Err(Unbrauchbar::OhneKopf));
        assert_eq!(read("Art;Name\r\n"), Err(Unbrauchbar::OhneZeilen));
        assert_eq!(read("Art;Name\r\n;;\r\n"), Err(Unbrauchbar::OhneZeilen));
    }
}

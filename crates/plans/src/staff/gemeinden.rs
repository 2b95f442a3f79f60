//! Employees of municipalities and counties: a key, a name and a number in each row.
//!
//! The key says what a row is: eight digits for a county or municipality (AGS), nine for a Verwaltungsgemeinschaft or
//! erfüllende Gemeinde, seven for a Landratsamt. Names occur twice; keys do not.

use std::collections::BTreeSet;

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use super::{Abweichung, sum};
use crate::lines::{Line, lines};
use crate::note::{Note, NoteKind};
use crate::zeitangabe::Zeitangabe;

/// The table.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct Gemeindetabelle {
    /// "Gebietsstand: 30.6.2023".
    pub gebietsstand: Option<Date>,
    /// The rows, in order.
    pub zeilen: Vec<Zeile>,
    /// Totals that differ from what is added up.
    pub abweichungen: Vec<Abweichung>,
    /// What a person should look at.
    pub notes: Vec<Note>,
}

/// A row.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Zeile {
    /// Seven to nine digits.
    pub schluessel: String,
    /// The name as written: "Erfurt, Stadt", "VG Uder".
    pub name: String,
    /// What the row is about.
    pub form: Verwaltungsform,
    /// Employees; `None` where a dash stands.
    pub beschaeftigte: Option<u32>,
    /// Where it stands.
    pub zeile: crate::Zeile,
}

/// What a row is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Verwaltungsform {
    /// The whole Land.
    Land,
    /// A city that is its own county.
    KreisfreieStadt,
    /// A county, with all in it.
    Landkreis,
    /// Its own administration.
    Landratsamt,
    /// Municipalities with a common administration.
    Verwaltungsgemeinschaft,
    /// That administration.
    VerwaltungDerVg,
    /// A municipality that administers others.
    ErfuellendeGemeinde,
    /// A municipality.
    Gemeinde,
}

/// Reads the table from a text; without rows where it has none.
pub fn gemeinden(source: &str) -> Gemeindetabelle {
    let mut table = Gemeindetabelle::default();
    let mut seen = BTreeSet::new();
    for line in lines(source) {
        if let Some(rest) = line.text.strip_prefix("Gebietsstand:") {
            table.gebietsstand = table.gebietsstand.or(Zeitangabe::read(rest).map(Zeitangabe::ende));
        }
        let Some(row) = row(&line) else { continue };
        if seen.insert(row.schluessel.clone()) {
            table.zeilen.push(row);
        } else {
            let was = NoteKind::Table(format!("the key {} stands twice; the first was kept", row.schluessel));
            table.notes.push(Note { zeile: row.zeile, was });
        }
    }
    cities(&mut table.zeilen);
    table.abweichungen = check(&table.zeilen);
    table
}

/// "16061015  Brehme  20", "16000000 Thüringen 34 030", "16061026  Ecklingerode -".
fn row(line: &Line<'_>) -> Option<Zeile> {
    let (key, rest) = line.text.split_once([' ', '\t'])?;
    if !(7..=9).contains(&key.len()) || !key.bytes().all(|b| b.is_ascii_digit()) {
        return None;
    }
    let words: Vec<&str> = rest.split_whitespace().collect();
    let (last, before) = words.split_last()?;
    let digits = |word: &str| !word.is_empty() && word.len() <= 3 && word.bytes().all(|b| b.is_ascii_digit());
    let thousands = before.last().filter(|word| digits(word) && last.len() == 3 && digits(last));
    let (beschaeftigte, name) = match (*last, thousands) {
        ("-" | "–", _) => (None, before),
        (last, Some(thousands)) => (Some(format!("{thousands}{last}")), &before[..before.len() - 1]),
        (last, None) if digits(last) => (Some(last.to_owned()), before),
        _ => return None,
    };
    let name = name.join(" ");
    let beschaeftigte = beschaeftigte.map(|digits| digits.parse()).transpose().ok()?;
    let form = form(key, &name)?;
    let named = name.chars().any(char::is_alphabetic);
    named.then(|| Zeile { schluessel: key.to_owned(), name, form, beschaeftigte, zeile: line.no })
}

/// What a row is about, by its key, and by its name where keys leave a choice.
fn form(key: &str, name: &str) -> Option<Verwaltungsform> {
    Some(match key.len() {
        7 if key.ends_with("00") => Verwaltungsform::Landratsamt,
        8 if key.ends_with("000000") => Verwaltungsform::Land,
        8 if key.ends_with("000") => Verwaltungsform::Landkreis,
        8 if key.as_bytes()[5] == b'9' || name.starts_with("Verwaltung ") => Verwaltungsform::VerwaltungDerVg,
        8 => Verwaltungsform::Gemeinde,
        9 if name.starts_with("EG ") => Verwaltungsform::ErfuellendeGemeinde,
        9 => Verwaltungsform::Verwaltungsgemeinschaft,
        _ => return None,
    })
}

/// A county without a Landratsamt and without municipalities is a city of its own.
fn cities(rows: &mut [Zeile]) {
    let within: BTreeSet<String> = rows
        .iter()
        .filter(|row| !matches!(row.form, Verwaltungsform::Land | Verwaltungsform::Landkreis))
        .filter_map(|row| row.schluessel.get(..5).map(ToOwned::to_owned))
        .collect();
    for row in rows.iter_mut().filter(|row| row.form == Verwaltungsform::Landkreis) {
        if !within.contains(&row.schluessel[..5]) {
            row.form = Verwaltungsform::KreisfreieStadt;
        }
    }
}

/// A dash stands for two employees at most: it counts as nothing, and as one more number that was rounded.
///
/// Adds up: the Land from cities and counties, a county from its parts, a Verwaltungsgemeinschaft from its rows.
fn check(rows: &[Zeile]) -> Vec<Abweichung> {
    use Verwaltungsform as F;
    let mut found = Vec::new();
    for (place, row) in rows.iter().enumerate() {
        let Some(total) = row.beschaeftigte else { continue };
        let after = &rows[place + 1..];
        let parts: Vec<u32> = match row.form {
            F::Land => numbers(after, |form| matches!(form, F::KreisfreieStadt | F::Landkreis)),
            F::Landkreis => {
                let end = after
                    .iter()
                    .position(|row| matches!(row.form, F::Landkreis | F::KreisfreieStadt | F::Land));
                let inside = &after[..end.unwrap_or(after.len())];
                let free =
                    inside.iter().take_while(|row| !is_group(row.form)).filter(|row| row.form == F::Gemeinde);
                let free: Vec<u32> = free.map(|row| row.beschaeftigte.unwrap_or(0)).collect();
                let groups = numbers(inside, |form| is_group(form) || form == F::Landratsamt);
                groups.into_iter().chain(free).collect()
            }
            F::Verwaltungsgemeinschaft | F::ErfuellendeGemeinde => {
                let inside =
                    after.iter().take_while(|row| matches!(row.form, F::Gemeinde | F::VerwaltungDerVg));
                inside.map(|row| row.beschaeftigte.unwrap_or(0)).collect()
            }
            _ => continue,
        };
        found.extend(sum(row.zeile, None, total, &parts));
    }
    found
}

fn is_group(form: Verwaltungsform) -> bool {
    matches!(form, Verwaltungsform::Verwaltungsgemeinschaft | Verwaltungsform::ErfuellendeGemeinde)
}

fn numbers(rows: &[Zeile], wanted: impl Fn(Verwaltungsform) -> bool) -> Vec<u32> {
    rows.iter().filter(|row| wanted(row.form)).map(|row| row.beschaeftigte.unwrap_or(0)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys_and_numbers() {
        let table = gemeinden(
            "Gebietsstand: 30.6.2023\n16000000 Thüringen 34 030\n16051000 Erfurt, Stadt 3 450\n16061000 Landkreis \
             Eichsfeld 95\n1606100 Landratsamt Eichsfeld  20\n16061045 Bad Stadt  10\n160615001 VG Lindenberg  70\n\
             16061901   Verwaltung Lindenberg 20\n16061003  Ort  20\n16061026  Anderer Ort -\nHaus 16061 Text 5\n",
        );
        let forms: Vec<_> = table.zeilen.iter().map(|row| (row.form, row.beschaeftigte)).collect();
        use Verwaltungsform as F;
        assert_eq!(
            forms,
            [
                (F::Land, Some(34_030)),
                (F::KreisfreieStadt, Some(3450)),
                (F::Landkreis, Some(95)),
                (F::Landratsamt, Some(20)),
                (F::Gemeinde, Some(10)),
                (F::Verwaltungsgemeinschaft, Some(70)),
                (F::VerwaltungDerVg, Some(20)),
                (F::Gemeinde, Some(20)),
                (F::Gemeinde, None),
            ]
        );
        let odd: Vec<_> = table.abweichungen.iter().map(|a| (a.zeile, a.gerechnet, a.erklaerbar)).collect();
        assert_eq!(odd, [(2, 3545.0, false), (4, 100.0, true), (7, 40.0, false)]);
    }
}

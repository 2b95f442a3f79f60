//! `/desk/vorgaenge/export`: what a search found, as CSV.
//!
//! UTF-8 with a mark at its beginning, semicolons and German dates: what spreadsheets in German offices open by a double
//! click. Made in memory (a line has about 150 bytes), because nothing is sent before the record of it is committed.

use axum::extract::Query;
use axum::response::Response;
use cases::Vorgang;
use serde::Deserialize;

use super::vorgaenge::Wanted;
use super::words::{outcome, stand};
use crate::account::attachment;
use crate::house::House;
use crate::locale::Texts;
use crate::required::Colleague;
use crate::routes::ExportCasesPath;
use crate::shell::{Failure, Frame, Guarded};

/// The form has a button and nothing else: what is searched for stands in the address.
#[derive(Debug, Deserialize)]
pub(super) struct Nothing {}

/// The file.
pub(super) async fn cases(
    _: ExportCasesPath,
    house: House,
    colleague: Colleague,
    Query(wanted): Query<Wanted>,
    frame: Frame,
    _: Guarded<Nothing>,
) -> Result<Response, Failure> {
    let t = frame.t;
    let mut csv = heading(t);
    cases::export(&house.store, &colleague.scope, &wanted.search(), |vorgang| line(t, vorgang, &mut csv))
        .await?;
    let today = store::day_in_germany(house.store.now());
    Ok(attachment(
        &format!("{}-{today}.csv", t.get("cases-export-name")),
        "text/csv; charset=utf-8",
        csv.into_bytes(),
    ))
}

const COLUMNS: [&str; 9] = [
    "desk-reference",
    "desk-number",
    "desk-applicant",
    "desk-service",
    "cases-procedure",
    "desk-received",
    "desk-state",
    "case-decision",
    "cases-decided-on",
];

fn heading(t: Texts) -> String {
    let mut csv = String::from('\u{feff}');
    row(&COLUMNS.map(|key| t.get(key).into_owned()), &mut csv);
    csv
}

fn line(t: Texts, vorgang: &Vorgang, csv: &mut String) {
    let day = |at: store::At| german(store::day_in_germany(at.timestamp()));
    let cells = [
        vorgang.aktenzeichen.clone(),
        vorgang.eingangsnummer.clone(),
        vorgang.name.clone(),
        vorgang.titel.clone(),
        super::vorgaenge::procedure(t, vorgang.verfahren()),
        day(vorgang.received_at),
        stand(t, vorgang.stand).1,
        vorgang.ergebnis.as_deref().map(|word| outcome(t, word)).unwrap_or_default(),
        vorgang.decided_at.map(day).unwrap_or_default(),
    ];
    row(&cells, csv);
}

fn german(day: jiff::civil::Date) -> String {
    format!("{:02}.{:02}.{:04}", day.day(), day.month(), day.year())
}

fn row(cells: &[String], csv: &mut String) {
    for (number, text) in cells.iter().enumerate() {
        if number > 0 {
            csv.push(';');
        }
        cell(text, csv);
    }
    csv.push_str("\r\n");
}

/// A spreadsheet takes what begins so for a formula (OWASP: CSV injection); an apostrophe makes it a text.
fn cell(text: &str, csv: &mut String) {
    let is_formula = text.starts_with(['=', '+', '-', '@', '\t', '\r']);
    let quoted = is_formula || text.contains([';', '"', '\n', '\r', '\t']);
    if quoted {
        csv.push('"');
    }
    if is_formula {
        csv.push('\'');
    }
    for c in text.chars() {
        if c == '"' {
            csv.push('"');
        }
        csv.push(c);
    }
    if quoted {
        csv.push('"');
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_cell_is_a_formula_and_none_breaks_its_row() {
        let written = |text: &str| {
            let mut csv = String::new();
            cell(text, &mut csv);
            csv
        };
        for (text, expected) in [
            ("Anna Beispiel", "Anna Beispiel"),
            ("", ""),
            ("a;b", "\"a;b\""),
            ("\"x\"", "\"\"\"x\"\"\""),
            ("a\r\nb", "\"a\r\nb\""),
            ("=1+1", "\"'=1+1\""),
            ("+49", "\"'+49\""),
            ("-1", "\"'-1\""),
            ("@x", "\"'@x\""),
            ("\t=1", "\"'\t=1\""),
            ("\r=1", "\"'\r=1\""),
            ("=HYPERLINK(\"x\";\"y\")", "\"'=HYPERLINK(\"\"x\"\";\"\"y\"\")\""),
            ("1=1", "1=1"),
        ] {
            assert_eq!(written(text), expected, "{text:?}");
        }
        let mut csv = String::new();
        row(&["a".into(), "b".into()], &mut csv);
        assert_eq!(csv, "a;b\r\n");
        assert_eq!(german("2026-03-01".parse().unwrap()), "01.03.2026");
    }
}

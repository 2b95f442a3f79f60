//! `/desk/vorgaenge/export`: what a search found, as CSV or XLSX (crate `tabular`).
//!
//! Made in memory, packed row by row, because nothing is sent before the record of it is committed.

use axum::extract::Query;
use axum::response::Response;
use cases::Vorgang;
use jiff::civil::Date;
use serde::Deserialize;
use tabular::{FileType, Heading, Value, Writer};

use super::vorgaenge::Wanted;
use super::words::{outcome, stand};
use crate::account::attachment;
use crate::house::House;
use crate::locale::Texts;
use crate::required::Colleague;
use crate::routes::ExportCasesPath;
use crate::shell::{Failure, Frame, Guarded};

/// The form has buttons that say as what to save, and nothing else: what is searched for stands in the address.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct As {
    als: String,
}

impl As {
    /// What was chosen; without a choice CSV, which everything reads.
    pub(super) fn file(&self) -> FileType {
        FileType::of(&self.als).unwrap_or(FileType::Csv)
    }
}

/// A file of that day to save.
pub(super) fn download(name: &str, today: Date, file: FileType, content: Vec<u8>) -> Response {
    attachment(&format!("{name}-{today}.{}", file.ending()), file.media_type(), content)
}

/// The columns with their widths.
const COLUMNS: [(&str, u8); 9] = [
    ("desk-reference", 22),
    ("desk-number", 18),
    ("desk-applicant", 28),
    ("desk-service", 36),
    ("cases-procedure", 14),
    ("desk-received", 12),
    ("desk-state", 14),
    ("case-decision", 22),
    ("cases-decided-on", 14),
];

/// The file.
pub(super) async fn cases(
    _: ExportCasesPath,
    house: House,
    colleague: Colleague,
    Query(wanted): Query<Wanted>,
    frame: Frame,
    posted: Guarded<As>,
) -> Result<Response, Failure> {
    let t = frame.t;
    let file = posted.into_inner().file();
    let headings = COLUMNS.map(|(key, width)| Heading { label: t.get(key).into_owned(), width });
    let mut table = Writer::new(file, &t.get("cases-title"), &headings).map_err(Failure::internal)?;
    let mut written = Ok(());
    cases::export(&house.store, &colleague.scope, &wanted.search(), |vorgang| {
        if written.is_ok() {
            written = table.row(&line(t, vorgang));
        }
    })
    .await?;
    let content = written.and_then(|()| table.finish()).map_err(Failure::internal)?;
    let today = store::day_in_germany(house.store.now());
    Ok(download(&t.get("cases-export-name"), today, file, content))
}

fn line(t: Texts, vorgang: &Vorgang) -> [Value; 9] {
    let day = |at: store::At| Value::Day(store::day_in_germany(at.timestamp()));
    [
        Value::Text(vorgang.aktenzeichen.clone()),
        Value::Text(vorgang.eingangsnummer.clone()),
        Value::Text(vorgang.name.clone()),
        Value::Text(vorgang.titel.clone()),
        Value::Text(super::vorgaenge::procedure(t, vorgang.verfahren())),
        day(vorgang.received_at),
        Value::Text(stand(t, vorgang.stand).1),
        Value::Text(vorgang.ergebnis.as_deref().map(|word| outcome(t, word)).unwrap_or_default()),
        vorgang.decided_at.map_or(Value::Empty, day),
    ]
}

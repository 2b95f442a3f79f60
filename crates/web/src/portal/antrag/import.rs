//! Reading a file into a table: `/antrag/{id}/{page}/einlesen`, `/uebernehmen` and `/vorlage/{kind}`.
//!
//! Nothing is stored before somebody has seen what was found and says so. Until then it goes with the page: what the
//! confirmation posts is taken as if it had been typed.

use std::sync::Arc;

use axum::response::Response;
use form::{FileRow, Import, ImportError, ImportField, InputKind};
use packages::Package;
use serde::{Deserialize, Serialize};
use tabular::{Column, Kind, Limits};

use super::page::save;
use super::sent::Sent;
use super::{Stop, Work, import_view, to};
use crate::account::attachment;
use crate::house::House;
use crate::locale::Texts;
use crate::routes::{DraftImportPath, DraftImportTakePath, DraftTemplatePath};
use crate::session::Visit;
use crate::shell::{Failure, Frame, Href, PostedFile};
use crate::ui;

/// Name of the field of the file.
pub(super) const FILE: &str = "datei";
/// Name of the field that says where the rows go, and its value for "in place of those that there are".
pub(super) const HOW: &str = "wie";
pub(super) const REPLACE: &str = "ersetzen";
/// Name of the field that carries what was found.
pub(super) const FOUND: &str = "gefunden";
/// Rows of a file beside those that are taken: titles, headings, totals.
const BESIDE: usize = 40;

/// What was found, on its way through the page that asks for confirmation.
#[derive(Debug, Serialize, Deserialize)]
pub(super) struct Found {
    /// Paths of the fields.
    spalten: Vec<String>,
    /// Values by row, in the order of the fields.
    zeilen: Vec<Vec<String>>,
}

impl Found {
    pub(super) fn of(import: &Import) -> Self {
        Self {
            spalten: import.columns.iter().map(|(_, _, field)| field.path.clone()).collect(),
            zeilen: import.rows.iter().map(|(_, cells)| cells.clone()).collect(),
        }
    }

    pub(super) fn as_text(&self) -> String {
        serde_json::to_string(self).expect("texts in lists are JSON")
    }
}

/// What a file may hold for this table.
pub(super) fn limits(work: &Work, page: &str) -> Limits {
    Limits { rows: work.form().row_limit(page) + BESIDE, ..Limits::default() }
}

/// Only pages with a table read files.
fn table(work: &Work, page: &str) -> Result<(), Failure> {
    work.form().table_on(page).map(|_| ()).ok_or(Failure::NotFound)
}

pub(super) async fn ask(
    path: DraftImportPath,
    house: House,
    visit: Visit,
    frame: Frame,
) -> Result<Response, Stop> {
    let work = Work::load(&house, &visit, frame.t, path.id).await?;
    table(&work, &path.page)?;
    Ok(import_view::ask(&frame, &work, &path.page, None).respond(&frame))
}

pub(super) async fn look(
    path: DraftImportPath,
    house: House,
    visit: Visit,
    frame: Frame,
    sent: Sent,
) -> Result<Response, Stop> {
    let work = Work::load(&house, &visit, frame.t, path.id).await?;
    table(&work, &path.page)?;
    let t = frame.t;
    let refuse = |text: String| Ok(import_view::ask(&frame, &work, &path.page, Some(&text)).respond(&frame));
    let Some(file) = sent.files.into_iter().find(|file| file.path == FILE) else {
        return refuse(t.get("import-no-file").into_owned());
    };
    let name = file.name.clone();
    match examined(&work, &path.page, file).await? {
        Ok(import) => Ok(import_view::confirm(&frame, &work, &path.page, &name, &import).respond(&frame)),
        Err(Refused::File(error)) => refuse(file_problem(t, &error)),
        Err(Refused::Content(error)) => refuse(content_problem(t, &error)),
    }
}

/// Why a file is not taken.
enum Refused {
    File(tabular::Error),
    Content(ImportError),
}

/// Reads a file and finds the fields in it; away from the threads that answer requests, as it may take a moment.
async fn examined(work: &Work, page: &str, file: PostedFile) -> Result<Result<Import, Refused>, Failure> {
    let limits = limits(work, page);
    let package: Arc<Package> = work.package.clone();
    let (page, setting) = (page.to_owned(), work.setting.clone());
    let examine = move || {
        let sheet = tabular::read(&file.bytes, &limits).map_err(Refused::File)?;
        let rows: Vec<FileRow> = sheet.rows.into_iter().map(|row| (row.number, row.cells)).collect();
        package.form().import(&page, &rows, &setting).map_err(Refused::Content)
    };
    tokio::task::spawn_blocking(examine).await.map_err(Failure::internal)
}

pub(super) async fn take(
    path: DraftImportTakePath,
    house: House,
    visit: Visit,
    frame: Frame,
    sent: Sent,
) -> Result<Response, Stop> {
    let mut work = Work::load(&house, &visit, frame.t, path.id).await?;
    table(&work, &path.page)?;
    let field =
        |name: &str| sent.answers.iter().find(|(found, _)| found == name).map(|(_, value)| value.as_str());
    let found: Found =
        field(FOUND).and_then(|text| serde_json::from_str(text).ok()).ok_or(Failure::Unreadable)?;
    let replace = field(HOW) == Some(REPLACE);
    let count = work.form().row_count(&path.page, &work.draft.answers);
    // Sent twice, or the table has changed in another window: rows are not added a second time.
    let meant = field(ui::ROW_COUNT) == Some(count.to_string().as_str());
    if meant {
        let package = work.package.clone();
        let taken = package.form().take_import(
            &path.page,
            &found.spalten,
            &found.zeilen,
            replace,
            &mut work.draft.answers,
        );
        if taken.is_err() {
            let max = work.form().row_limit(&path.page);
            let text = frame.t.with("import-too-many", &[("max", max.into())]);
            return Ok(import_view::ask(&frame, &work, &path.page, Some(&text)).respond(&frame));
        }
        save(&house, &mut work).await?;
    }
    Ok(to(&work.page(&path.page)))
}

pub(super) async fn template(
    path: DraftTemplatePath,
    house: House,
    visit: Visit,
    frame: Frame,
) -> Result<Response, Stop> {
    let work = Work::load(&house, &visit, frame.t, path.id).await?;
    table(&work, &path.page)?;
    let lang = frame.t.locale().tag();
    let fields = work.form().import_fields(&path.page, lang);
    let columns: Vec<Column> = fields.into_iter().map(|field| column(frame.t, field)).collect();
    let title = work.form().page(&path.page).map_or("", |page| page.title(lang));
    let rows = u32::try_from(work.form().row_limit(&path.page)).unwrap_or(u32::MAX);
    match path.kind.as_str() {
        "csv" => Ok(attachment(
            &format!("{title}.csv"),
            "text/csv; charset=utf-8",
            tabular::csv_template(&columns),
        )),
        "xlsx" => {
            let content = tabular::xlsx_template(title, &columns, rows).map_err(Failure::internal)?;
            let kind = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";
            Ok(attachment(&format!("{title}.xlsx"), kind, content))
        }
        _ => Err(Failure::NotFound.into()),
    }
}

fn column(t: Texts, field: ImportField) -> Column {
    let kind = match field.input {
        _ if !field.choices.is_empty() => Kind::Choice(field.choices),
        InputKind::YesNo | InputKind::Checkbox => {
            Kind::Choice(vec![t.get("field-yes").into_owned(), t.get("field-no").into_owned()])
        }
        InputKind::Date => Kind::Date,
        InputKind::Money => Kind::Money,
        InputKind::Integer | InputKind::Decimal => Kind::Number,
        _ => Kind::Text,
    };
    Column { label: field.label, kind }
}

/// Where the empty file is.
pub(super) fn template_href(work: &Work, page: &str, kind: &str) -> Href {
    Href::from(DraftTemplatePath { id: work.id, page: page.to_owned(), kind: kind.to_owned() })
}

/// Why a file is no table that can be read.
pub(crate) fn file_problem(t: Texts, error: &tabular::Error) -> String {
    match error {
        tabular::Error::Empty => t.get("import-empty").into_owned(),
        tabular::Error::TooLarge { .. } | tabular::Error::Unpacked { .. } => {
            let max = u64::try_from(Limits::default().bytes).unwrap_or(u64::MAX);
            t.with("import-too-large", &[("max", t.file_size(max).into())])
        }
        tabular::Error::Kind => t.get("import-kind").into_owned(),
        tabular::Error::OldOrLocked => t.get("import-old").into_owned(),
        tabular::Error::Damaged(_) => t.get("import-damaged").into_owned(),
        tabular::Error::TooManyRows { max } => {
            t.with("import-too-many", &[("max", max.saturating_sub(BESIDE).into())])
        }
        tabular::Error::TooManyColumns { max, row } => {
            t.with("import-too-wide", &[("max", (*max).into()), ("row", (*row).into())])
        }
        tabular::Error::CellTooLong { max, row } => {
            t.with("import-too-long", &[("max", (*max).into()), ("row", (*row).into())])
        }
    }
}

fn content_problem(t: Texts, error: &ImportError) -> String {
    match *error {
        ImportError::NoTable | ImportError::NoHeadings => t.get("import-no-headings").into_owned(),
        ImportError::NoRows => t.get("import-no-rows").into_owned(),
        ImportError::TooManyRows { max } => t.with("import-too-many", &[("max", max.into())]),
    }
}

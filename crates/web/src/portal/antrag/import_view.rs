//! What a person sees while a file is read into a table: how it is done, and what was found.

use form::{Import, ImportField, ImportProblem, InputKind};
use maud::{Markup, html};
use tabular::{Limits, column_name};

use super::Work;
use super::import::{FILE, FOUND, Found, HOW, REPLACE, template_href};
use crate::locale::Texts;
use crate::routes::{DraftImportPath, DraftImportTakePath};
use crate::shell::{Frame, Href};
use crate::ui::{self, Choice, Column, Emphasis, Field, FileInput, Page, Problem, Send, Table, Tone};

/// Most values that are listed one by one.
const MOST: usize = 50;
/// Rows that are shown as they would be taken.
const SAMPLE: usize = 5;

/// Asks for the file; with what is wrong about the one that came.
pub(super) fn ask(frame: &Frame, work: &Work, page: &str, error: Option<&str>) -> Page {
    let t = frame.t;
    let title = t.get("import-title");
    let fields = work.form().import_fields(page, t.locale().tag());
    let label = t.get("import-file");
    let types = t.with("list-or", &[("before", "XLSX, ODS".into()), ("last", "CSV".into())]);
    let field = Field::new(FILE, &label).error(error);
    let input = FileInput {
        accept: ".xlsx,.ods,.csv,.tsv,.txt,text/csv,application/vnd.openxmlformats-officedocument.spreadsheetml.sheet,application/vnd.oasis.opendocument.spreadsheet",
        types: &types,
        max_bytes: u64::try_from(Limits::default().bytes).unwrap_or(u64::MAX),
        existing: None,
    };
    let problems: Vec<Problem> = error.iter().map(|text| ui::problem(FILE, (*text).to_owned())).collect();
    let max = work.form().row_limit(page);
    let here = Href::from(DraftImportPath { id: work.id, page: page.to_owned() });
    let content = html! {
        (ui::error_summary(t, &problems))
        (ui::heading_of(table_title(work, page, t), &title))
        (ui::lead(&t.with("import-lead", &[("max", max.into())])))
        (ui::form(&frame.csrf, &here, Send::WithFiles, html! {
            (ui::file_input(t, &field, &input))
            (ui::actions(ui::button(Emphasis::Primary, &t.get("import-look"))))
        }))
        (ui::section("vorlage", &t.get("import-template-title"), html! {
            (ui::paragraph(&t.get("import-template-text")))
            ul.kern-list.kern-list--bullet {
                @for kind in ["xlsx", "csv"] {
                    li.kern-body { (ui::link(&template_href(work, page, kind), &t.with("import-template", &[("kind", kind.to_uppercase().into())]))) }
                }
            }
            (ui::details(&t.get("import-columns"), columns(t, &fields)))
        }))
    };
    let failed = error.is_some();
    Page::new(format!("{title} – {}", work.title()), content).after(work.page(page)).with_errors(failed)
}

fn table_title<'w>(work: &'w Work, page: &str, t: Texts) -> &'w str {
    work.form().page(page).map_or_else(|| work.title(), |page| page.title(t.locale().tag()))
}

/// The columns that a file may have, and what belongs into them.
fn columns(t: Texts, fields: &[ImportField]) -> Markup {
    let rows = fields.iter().map(|field| {
        let what = match field.input {
            InputKind::Date => t.get("import-is-date").into_owned(),
            InputKind::Money | InputKind::Decimal => t.get("import-is-number").into_owned(),
            InputKind::Integer => t.get("import-is-integer").into_owned(),
            InputKind::YesNo | InputKind::Checkbox => t.get("import-is-yes-no").into_owned(),
            _ if !field.choices.is_empty() && field.choices.len() <= 12 => field.choices.join(", "),
            _ => t.get("import-is-text").into_owned(),
        };
        let need = t.get(if field.required { "import-needed" } else { "import-optional" });
        vec![html! { (field.label) }, html! { (what) }, html! { (need) }]
    });
    ui::table(&Table {
        caption: t.get("import-columns").into_owned(),
        caption_hidden: true,
        columns: ["import-column", "import-content", "import-need"]
            .map(|key| Column::new(t.get(key)))
            .to_vec(),
        rows: rows.collect(),
    })
}

/// Shows what was found and asks whether it is to be taken.
pub(super) fn confirm(frame: &Frame, work: &Work, page: &str, file: &str, import: &Import) -> Page {
    let t = frame.t;
    let title = t.get("import-found-title");
    let count = import.rows.len();
    let there = work.form().row_count(page, &work.draft.answers);
    let max = work.form().row_limit(page);
    let again = Href::from(DraftImportPath { id: work.id, page: page.to_owned() });
    let args = [("file", file.into()), ("count", count.into())];
    let content = html! {
        (ui::heading_of(table_title(work, page, t), &title))
        (ui::lead(&t.with("import-found", &args)))
        (verdict(t, import))
        (ui::section("uebernehmen", &t.with("import-take-title", &[("count", count.into())]), html! {
            (ui::form(&frame.csrf, &Href::from(DraftImportTakePath { id: work.id, page: page.to_owned() }), Send::WithFiles, html! {
                (ui::hidden(ui::ROW_COUNT, &there.to_string()))
                (ui::hidden(FOUND, &Found::of(import).as_text()))
                @if there > 0 { (how(t, there, there + count > max, max)) }
                (ui::actions(html! {
                    (ui::button(Emphasis::Primary, &t.with("import-take", &[("count", count.into())])))
                    (ui::link_button(Emphasis::Secondary, &again, &t.get("import-other")))
                    (ui::link_button(Emphasis::Tertiary, &work.page(page), &t.get("import-cancel")))
                }))
            }))
        }))
        (recognised(t, import))
        (sample(t, work, page, import))
    };
    Page::new(format!("{title} – {}", work.title()), content).after(again).wide()
}

/// What does not fit, if anything.
fn verdict(t: Texts, import: &Import) -> Markup {
    let missing: Vec<&str> = import.missing.iter().map(|field| field.label.as_str()).collect();
    html! {
        @if import.problems.is_empty() && missing.is_empty() {
            (ui::alert(Tone::Success, &t.get("import-all-fit"), None))
        }
        @if !missing.is_empty() {
            (ui::alert(Tone::Warning, &t.with("import-missing", &[("count", missing.len().into())]), Some(html! {
                (ui::list(&missing))
                (ui::paragraph(&t.get("import-missing-text")))
            })))
        }
        @if !import.problems.is_empty() {
            (ui::alert(Tone::Warning, &t.with("import-problems", &[("count", import.problems.len().into())]), Some(
                ui::paragraph(&t.get("import-problems-text"))
            )))
            (ui::table(&Table {
                caption: t.get("import-problems-caption").into_owned(),
                caption_hidden: false,
                columns: ["import-row", "import-column", "import-value", "import-what"].map(|key| Column::new(t.get(key))).to_vec(),
                rows: import.problems.iter().take(MOST).map(|problem| problem_row(t, problem)).collect(),
            }))
            @if let Some(more) = import.problems.len().checked_sub(MOST).filter(|more| *more > 0) {
                (ui::paragraph(&t.with("import-more", &[("count", more.into())])))
            }
        }
    }
}

/// The number of a row; on a narrow screen there is no heading above it that says what it counts.
fn row_name(t: Texts, number: u32) -> Markup {
    html! { span.rs-phone { (t.get("import-row")) " " } (number) }
}

fn problem_row(t: Texts, problem: &ImportProblem) -> Vec<Markup> {
    let column = problem.column.map(column_name);
    vec![
        row_name(t, problem.row),
        html! { (problem.label) @if let Some(column) = column { " (" (column) ")" } },
        html! { @if problem.value.is_empty() { span.rs-muted { (t.get("summary-empty")) } } @else { (problem.value) } },
        html! { (ui::problem_text(t, &problem.problem)) },
    ]
}

/// Behind the rows that there are, or in their place.
fn how(t: Texts, there: usize, too_many: bool, max: usize) -> Markup {
    let label = t.with("import-how", &[("count", there.into())]);
    let add = Choice::new("anfuegen", t.get("import-add"));
    let replace = Choice::new(REPLACE, t.with("import-replace", &[("count", there.into())]));
    let hint = t.with("import-only-replace", &[("max", max.into())]);
    let field = Field::new(HOW, &label);
    if too_many {
        return ui::radios(t, &field.hint(&hint), &[replace], REPLACE);
    }
    ui::radios(t, &field, &[add, replace], "anfuegen")
}

/// Which column became which field, and what was left out.
fn recognised(t: Texts, import: &Import) -> Markup {
    let named = |column: usize, heading: &str| format!("{}: {heading}", column_name(column));
    let rows = import
        .columns
        .iter()
        .map(|(at, heading, field)| vec![html! { (named(*at, heading)) }, html! { (field.label) }]);
    let unknown: Vec<String> = import.unknown.iter().map(|(at, heading)| named(*at, heading)).collect();
    let totals: Vec<String> = import.totals.iter().map(u32::to_string).collect();
    ui::section(
        "spalten",
        &t.get("import-recognised"),
        html! {
            (ui::table(&Table {
                caption: t.get("import-recognised").into_owned(),
                caption_hidden: true,
                columns: ["import-in-file", "import-in-form"].map(|key| Column::new(t.get(key))).to_vec(),
                rows: rows.collect(),
            }))
            @if !unknown.is_empty() {
                (ui::paragraph(&t.get("import-unknown")))
                (ui::list(&unknown))
            }
            @if !totals.is_empty() {
                (ui::paragraph(&t.with("import-totals", &[("rows", totals.join(", ").into())])))
            }
        },
    )
}

/// A value that was found: a choice by its label, not by its code.
fn as_people_read(t: Texts, work: &Work, table: &str, field: &ImportField, cell: &str) -> String {
    let yes_no = matches!(field.input, InputKind::YesNo | InputKind::Checkbox);
    match cell {
        "true" if yes_no => t.get("field-yes").into_owned(),
        "false" if yes_no => t.get("field-no").into_owned(),
        code => {
            let path = format!("{table}.{}", field.path);
            work.form().choice(&path, code, t.locale().tag()).unwrap_or(code).to_owned()
        }
    }
}

/// The first rows, as they would be taken.
fn sample(t: Texts, work: &Work, page: &str, import: &Import) -> Markup {
    let table = work.form().table_on(page).unwrap_or_default();
    let mut columns = vec![Column::new(t.get("import-row"))];
    columns.extend(import.columns.iter().map(|(_, _, field)| Column {
        label: field.label.clone(),
        numeric: matches!(field.input, InputKind::Integer | InputKind::Decimal | InputKind::Money),
    }));
    let rows = import.rows.iter().take(SAMPLE).map(|(number, cells)| {
        let mut row = vec![row_name(t, *number)];
        let fields = import.columns.iter().map(|(_, _, field)| field);
        row.extend(
            fields.zip(cells).map(|(field, cell)| html! { (as_people_read(t, work, table, field, cell)) }),
        );
        row
    });
    ui::section(
        "zeilen",
        &t.get("import-sample"),
        ui::table(&Table {
            caption: t.get("import-sample").into_owned(),
            caption_hidden: true,
            columns,
            rows: rows.collect(),
        }),
    )
}

//! Tables that people fill in row by row, with sums: an overview to work on, and the same to be read.
//!
//! On a narrow screen each row becomes a card with its name as heading, as in [`super::table`].

use form::{Shown, SummaryTable, TableColumn, TableRow, TableView};
use maud::{Markup, html};

use super::answers::shown_short;
use super::field::Field;
use super::form::{Emphasis, hidden, link_button};
use super::nav::pagination;
use super::pressed::{REMOVE_ROW, ROW_COUNT};
use super::text::breakable;
use super::{hidden_text, icon};
use crate::locale::Texts;
use crate::shell::Href;

/// Rows on one page of an overview.
pub const ROWS_PER_PAGE: usize = 50;

/// Where the overview of a table leads.
pub struct RowLinks<'a> {
    /// The page of a row, by its number from 1; one more than there are is a new one.
    pub row: &'a dyn Fn(usize) -> Href,
    /// Where a file is read in.
    pub import: Href,
    /// The page of the overview that is shown, from 1.
    pub page: u32,
    /// Another page of the overview.
    pub turn: &'a dyn Fn(u32) -> Href,
}

/// On which page of the overview a row stands, by its number from 1.
#[must_use]
pub fn page_of_row(number: usize) -> u32 {
    u32::try_from(number.saturating_sub(1) / ROWS_PER_PAGE + 1).unwrap_or(u32::MAX)
}

/// The overview of a table, part of a form: the buttons that remove rows send it.
#[must_use]
pub(super) fn overview(
    t: Texts,
    view: &TableView,
    field: &Field<'_>,
    same_as_page: bool,
    links: &RowLinks<'_>,
) -> Markup {
    let title = format!("{}-titel", field.id());
    let last = page_of_row(view.rows.len());
    let page = links.page.clamp(1, last);
    let first = (page as usize - 1) * ROWS_PER_PAGE;
    let rows = &view.rows[first..view.rows.len().min(first + ROWS_PER_PAGE)];
    html! {
        div.rs-rows.rs-field id=(field.id()) tabindex="-1" role="group" aria-labelledby=(title)
            aria-describedby=[field.described_by()] {
            // The caption of the table says it once more, with the number of its rows.
            h2.kern-heading-medium.rs-rows__title."kern-sr-only"[same_as_page || !rows.is_empty()] id=(title) { (field.caption(t)) }
            (field.hint_text())
            (field.error_text(t))
            (hidden(ROW_COUNT, &view.rows.len().to_string()))
            @if rows.is_empty() {
                p.kern-body { (t.get("entries-none")) }
            } @else {
                (grid(t, &Grid {
                    caption: caption(t, view, first, rows.len()),
                    row_label: &view.row_label,
                    columns: &view.columns,
                    rows,
                    sums: &view.sums,
                    actions: Some(&|row| actions(t, view, row, links)),
                }))
                (pagination(t, page, last, links.turn))
            }
            div.rs-actions {
                @if view.can_add {
                    a.kern-btn.kern-btn--secondary href=((links.row)(view.rows.len() + 1)) {
                        (icon("add"))
                        span.kern-label { (t.with("row-add", &[("label", view.row_label.as_str().into())])) }
                    }
                } @else {
                    p.kern-body { (t.with("entries-full", &[("max", view.max.into())])) }
                }
                (link_button(Emphasis::Tertiary, &links.import, &t.get("entries-import")))
            }
        }
    }
}

fn caption(t: Texts, view: &TableView, first: usize, shown: usize) -> String {
    let total = view.rows.len();
    let args = [
        ("label", view.label.as_str().into()),
        ("total", total.into()),
        ("first", (first + 1).into()),
        ("last", (first + shown).into()),
    ];
    t.with(if shown == total { "entries-caption" } else { "entries-caption-part" }, &args)
}

fn actions(t: Texts, view: &TableView, row: &TableRow, links: &RowLinks<'_>) -> Markup {
    let name = format!(": {} {}", view.row_label, row.number);
    let href = (links.row)(row.number);
    html! {
        @if row.problems > 0 {
            a.kern-link.rs-grid__problem href=(href) {
                (icon("danger"))
                span { (t.with("entries-problems", &[("count", row.problems.into())])) (hidden_text(&name)) }
            }
        } @else if row.blank {
            span.rs-muted { (t.get("entries-blank")) }
        }
        div.rs-grid__actions {
            a.kern-link href=(href) { (t.get("summary-change")) (hidden_text(&name)) }
            button.kern-link.rs-grid__remove type="submit" name=(REMOVE_ROW) value=(row.path) {
                (t.get("entries-remove")) (hidden_text(&name))
            }
        }
    }
}

/// A table of answers to be read.
#[must_use]
pub(super) fn answered(t: Texts, table: &SummaryTable) -> Markup {
    let args = [("label", table.label.as_str().into()), ("total", table.rows.len().into())];
    let caption = t.with("entries-caption", &args);
    html! {
        // What may scroll sideways must be within reach of a keyboard (WCAG 2.1.1).
        div.rs-scroll role="region" tabindex="0" aria-label=(caption) {
            (grid(t, &Grid {
                caption: caption.clone(),
                row_label: &table.row_label,
                columns: &table.columns,
                rows: &table.rows,
                sums: &table.sums,
                actions: None,
            }))
        }
    }
}

/// What is put into rows and columns.
struct Grid<'a> {
    caption: String,
    row_label: &'a str,
    columns: &'a [TableColumn],
    rows: &'a [TableRow],
    sums: &'a [Option<Shown>],
    actions: Option<&'a dyn Fn(&TableRow) -> Markup>,
}

fn grid(t: Texts, grid: &Grid<'_>) -> Markup {
    html! {
        table.kern-table.rs-table.rs-grid role="table" {
            caption.kern-title { (grid.caption) }
            thead.kern-table__head role="rowgroup" {
                tr.kern-table__row role="row" {
                    th.kern-table__header scope="col" role="columnheader" { (t.get("entries-number")) }
                    @for column in grid.columns {
                        th.kern-table__header."kern-table__header--numeric"[column.numeric] scope="col" role="columnheader" { (column.label) }
                    }
                    @if grid.actions.is_some() {
                        th.kern-table__header scope="col" role="columnheader" { (hidden_text(&t.get("entries-actions"))) }
                    }
                }
            }
            tbody.kern-table__body role="rowgroup" { @for entry in grid.rows { (line(t, grid, entry)) } }
            @if grid.sums.iter().any(Option::is_some) { (foot(t, grid)) }
        }
    }
}

fn line(t: Texts, grid: &Grid<'_>, row: &TableRow) -> Markup {
    html! {
        tr.kern-table__row role="row" id=(super::id(&row.path)) tabindex=[grid.actions.map(|_| "-1")] {
            th.kern-table__header scope="row" role="rowheader" {
                span.rs-grid__name { (grid.row_label) " " } (row.number)
            }
            @for (column, values) in grid.columns.iter().zip(&row.cells) {
                td.kern-table__cell."kern-table__cell--numeric"[column.numeric] role="cell" data-label=(column.label) {
                    div { @for value in values { div { (breakable(&shown_short(t, value))) } } }
                }
            }
            @if let Some(actions) = grid.actions { td.kern-table__cell.rs-grid__last role="cell" { (actions(row)) } }
        }
    }
}

fn foot(t: Texts, grid: &Grid<'_>) -> Markup {
    html! {
        tfoot.rs-grid__foot role="rowgroup" {
            tr.kern-table__row role="row" {
                th.kern-table__header scope="row" role="rowheader" { (t.get("entries-sum")) }
                @for (column, sum) in grid.columns.iter().zip(grid.sums) {
                    td.kern-table__cell."kern-table__cell--numeric"[column.numeric] role="cell" data-label=(column.label) {
                        @if let Some(sum) = sum { strong { (shown_short(t, sum)) } }
                    }
                }
                @if grid.actions.is_some() { td.kern-table__cell role="cell" {} }
            }
        }
    }
}

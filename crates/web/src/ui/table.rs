//! Tables.
//!
//! On a narrow screen each row becomes a block, its cells with the names of their columns. That takes the table's
//! meaning from some browsers, so the roles are written down.

use maud::{Markup, html};

/// A column.
#[derive(Debug, Clone)]
pub struct Column {
    /// What it holds.
    pub label: String,
    /// Whether its cells are numbers, to be aligned on the right.
    pub numeric: bool,
}

impl Column {
    /// A column of text.
    #[must_use]
    pub fn new(label: impl Into<String>) -> Self {
        Self { label: label.into(), numeric: false }
    }

    /// A column of numbers.
    #[must_use]
    pub fn numeric(label: impl Into<String>) -> Self {
        Self { label: label.into(), numeric: true }
    }
}

/// A table. The first cell of a row names the row.
#[derive(Debug, Clone)]
pub struct Table {
    /// What the table shows.
    pub caption: String,
    /// Whether the caption is only read aloud, as a heading says the same.
    pub caption_hidden: bool,
    /// The columns.
    pub columns: Vec<Column>,
    /// The cells, row by row, as many as there are columns.
    pub rows: Vec<Vec<Markup>>,
}

/// Shows a table.
#[must_use]
pub fn table(table: &Table) -> Markup {
    html! {
        table.kern-table.rs-table role="table" {
            caption.kern-title."kern-sr-only"[table.caption_hidden] { (table.caption) }
            thead.kern-table__head role="rowgroup" {
                tr.kern-table__row role="row" {
                    @for column in &table.columns {
                        th.kern-table__header."kern-table__header--numeric"[column.numeric] scope="col" role="columnheader" { (column.label) }
                    }
                }
            }
            tbody.kern-table__body role="rowgroup" {
                @for row in &table.rows {
                    tr.kern-table__row role="row" {
                        @for (at, (column, cell)) in table.columns.iter().zip(row).enumerate() {
                            @if at == 0 {
                                th.kern-table__header scope="row" role="rowheader" { (cell) }
                            } @else {
                                td.kern-table__cell."kern-table__cell--numeric"[column.numeric] role="cell" data-label=(column.label) { (cell) }
                            }
                        }
                    }
                }
            }
        }
    }
}

//! A plan as a table: what an office keeps in a spreadsheet, in and out.
//!
//! One row a measure, and one for each measure that was divided or is listed as completed, each section with its number and each
//! footnote; the year and the date of the plan stand in each row. What [`rows`] writes, [`read`] takes for the same plan. People
//! write other headings and make mistakes: [`read`] finds columns by names like its own, and refuses the whole table with all
//! that is wrong in it.
//!
//! Cells are texts, as the crate `tabular` gives them; nothing here knows a file.

mod columns;
mod read;
mod write;

pub use columns::{COLUMNS, Column};
pub use read::{Problem, What, read};
pub use write::rows;

/// What a row is, in the column "art".
const MASSNAHME: &str = "Maßnahme";
const OBERPUNKT: &str = "Oberpunkt";
const ABGESCHLOSSEN: &str = "abgeschlossen";
const ABSCHNITT: &str = "Abschnitt";
const FUSSNOTE: &str = "Fußnote";

/// Before the items of a list. No hyphen: a text that begins with one is taken for a formula.
const ITEM: &str = "• ";
/// Before a paragraph that begins as an item does, and is none.
const PLAIN: &str = "\\";
/// Between the sections that a measure stands in.
const INSIDE: &str = " › ";

#[cfg(test)]
mod tests;

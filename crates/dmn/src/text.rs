//! Decision tables as text that an editor reads, changes and reviews in a diff: as a Markdown table or as CSV.
//!
//! Both syntaxes show the same: a head that names the table and its hit policy, a row of columns, rows with the
//! label, type, allowed values and default of each column where it has them, and one row a rule.
//!
//! ```text
//! # Gebuehr
//!
//! - Hit policy: FIRST
//!
//! |        | input: Monate | input: Zone | output | annotation: Grund |
//! | ------ | ------------- | ----------- | ------ | ----------------- |
//! | label  | Dauer         |             |        |                   |
//! | type   | number        | string      | number |                   |
//! | values |               | "A", "B"    |        |                   |
//! |        | < 12          | "A"         | 30.70  | § 4 der Satzung   |
//! |        | -             | -           | 61.40  |                   |
//! ```
//!
//! Rules have no numbers: a rule that is put in would change every line below it. They have no ids either; who
//! edits a table would have to invent some, and a line that is copied would have that of another. Which rule of
//! the model a line is follows from what it says (see [`Document::apply`](crate::Document::apply)).

mod csv;
mod identify;
mod markdown;
mod sheet;

pub(crate) use identify::identify;

use std::fmt;

pub use crate::syntax::{Aggregator, HitPolicy};

/// A decision table as text: what an editor can read and change of it. Ids, descriptions and extensions are not
/// shown, and stay when it is written back.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TableText {
    /// Which table of the model: the name of the decision or business knowledge model, after ` / ` those of
    /// context entries it is in, and a number where that is the same for several.
    pub name: String,
    /// How the rules that match make the result (DMN 1.5, 8.2.10).
    pub hit_policy: HitPolicy,
    /// The name of the result; empty if there is none.
    pub output_label: String,
    /// Inputs, then outputs, then annotations.
    pub columns: Vec<Column>,
    /// A text for each column.
    pub rules: Vec<Vec<String>>,
}

/// A column of a decision table. What is not there is empty.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Column {
    /// What is in it.
    pub role: Role,
    /// The expression of an input, the name of an output or annotation.
    pub name: String,
    /// The label of an input or output.
    pub label: String,
    /// The type of an input or output, as in the file.
    pub type_ref: String,
    /// The allowed values of an input or output.
    pub values: String,
    /// The default of an output.
    pub default: String,
}

/// What is in a column of a decision table.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub enum Role {
    /// Tests of an input.
    #[default]
    Input,
    /// Values of an output.
    Output,
    /// Words about the rule.
    Annotation,
}

/// Why a text is not a decision table.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("line {line}, column {column}: {message}")]
pub struct TextError {
    /// Line of the text, from 1.
    pub line: u32,
    /// Column in characters, from 1.
    pub column: u32,
    /// What is wrong and what to do.
    pub message: String,
}

/// A table with the line of the text where it starts.
pub(crate) type Placed = (u32, TableText);

impl TableText {
    /// Writes the table as Markdown.
    pub fn to_markdown(&self) -> String {
        markdown::write(self)
    }

    /// Writes the table as CSV (RFC 4180).
    pub fn to_csv(&self) -> String {
        csv::write(self)
    }

    /// Reads the tables of a Markdown text, each below its heading.
    pub fn from_markdown(text: &str) -> Result<Vec<TableText>, TextError> {
        Ok(markdown::read(text)?.into_iter().map(|(_, table)| table).collect())
    }

    /// Reads the table of a CSV text.
    pub fn from_csv(text: &str) -> Result<TableText, TextError> {
        csv::read(text).map(|(_, table)| table)
    }
}

pub(crate) use csv::read as read_csv;
pub(crate) use markdown::read as read_markdown;

impl fmt::Display for Role {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Role::Input => "input",
            Role::Output => "output",
            Role::Annotation => "annotation",
        })
    }
}

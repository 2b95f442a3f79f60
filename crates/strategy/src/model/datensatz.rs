//! Tables of published papers.

use serde::{Deserialize, Serialize};
use serde_json::Value;

/// What a data set is, without its rows.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct DatensatzKopf {
    /// The word in addresses: "gemeindepersonal".
    pub id: String,
    /// What it shows.
    pub titel: String,
    /// What a row is, how values were rounded, and the like.
    pub beschreibung: String,
    /// The paper that it was read from.
    pub quelle: String,
    /// Under which terms it may be used, where somebody said so.
    pub lizenz: Option<String>,
    /// The columns.
    pub spalten: Vec<Spalte>,
    /// How many rows there are.
    pub zeilen: usize,
    /// What does not add up, with the line of the source.
    pub abweichungen: Vec<plans::staff::Abweichung>,
    /// What a person should look at.
    pub hinweise: Vec<String>,
}

/// A column.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Spalte {
    /// The word for programs: `beschaeftigte`.
    pub name: String,
    /// What it holds.
    pub titel: String,
    /// What kind of values.
    pub typ: Typ,
}

/// What kind of values a column has, in the words of Table Schema.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Typ {
    /// Text.
    String,
    /// Whole numbers.
    Integer,
    /// Decimal numbers.
    Number,
    /// Years.
    Year,
}

/// A data set with its rows.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Datensatz {
    /// What it is.
    pub kopf: DatensatzKopf,
    /// The cells, row by row, as many as there are columns; `null` where the paper has no value.
    pub zeilen: Vec<Vec<Value>>,
}

//! What the checks say: data for faces that speak another language, and plain English.

use crate::ShownValue;
use serde::Serialize;
use std::fmt;

/// How bad it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Severity {
    /// Worth knowing.
    Note,
    /// Probably an oversight.
    Warning,
    /// A decision can go wrong.
    Error,
}

/// Something that a check found in a model that was read without problems.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Finding {
    /// How bad it is.
    pub severity: Severity,
    /// What was found.
    #[serde(flatten)]
    pub kind: FindingKind,
    /// The id of the element to look at: a rule, a cell, a column, a table, a decision.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub element: Option<String>,
    /// Its line in the file.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub line: Option<u32>,
    /// The decision or knowledge model it belongs to.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub decision: Option<String>,
    /// The id of the decision table, if it is about one that has an id.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub table: Option<String>,
    /// The rules concerned, numbered from 1.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub rules: Vec<usize>,
    /// Values that show it, one for each input column.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub example: Vec<Example>,
}

/// The value of an input column in an example.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Example {
    /// The label of the column, or its expression.
    pub column: String,
    /// The value.
    #[serde(flatten)]
    pub value: ShownValue,
    /// All values of this column that show the same, as FEEL unary tests: `(17..18)`, `"TH", "BY"`; `-` where the
    /// column does not matter.
    pub tests: String,
}

/// Whether the outputs of rules are the same.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Outputs {
    /// They are equal.
    Same,
    /// They differ.
    Different,
    /// They are not constant, so that cannot be told.
    Unknown,
}

/// What a check found.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum FindingKind {
    /// No rule matches, and there is no default output.
    Gap {
        /// Whether the values of the example surely can come together; computed ones may not.
        certain: bool,
    },
    /// Two rules match at once, which their hit policy does not foresee.
    Overlap {
        /// Whether that makes a difference.
        outputs: Outputs,
        /// Whether the values of the example surely can come together; computed ones may not.
        certain: bool,
    },
    /// The last of the rules is never used: the others match all it could.
    Masked,
    /// No value passes this cell, so its rule never matches.
    NeverMatches {
        /// The label of the column.
        column: String,
        /// The cell.
        cell: String,
    },
    /// A cell asks for a value that the column cannot have.
    NotAllowed {
        /// The label of the column.
        column: String,
        /// The value as FEEL text.
        value: String,
        /// What it can have: allowed values, or the outputs of the decision it comes from.
        allowed: String,
    },
    /// The rules have the same conditions.
    Duplicate {
        /// Whether they have the same outputs.
        outputs: Outputs,
    },
    /// The rules have the same outputs and differ in one column only, where they can be one cell.
    Mergeable {
        /// The label of the column.
        column: String,
        /// What the cell of the one rule would be.
        cell: String,
    },
    /// A constant or an expression has not the type that is wanted.
    WrongType {
        /// What was looked at: a cell, an output, an expression.
        place: String,
        /// What is wrong.
        message: String,
    },
    /// All rules accept every value of this column.
    UnusedColumn {
        /// The label of the column.
        column: String,
    },
    /// A decision or knowledge model requires something that its expression never uses.
    UnusedRequirement {
        /// What is required.
        name: String,
    },
    /// No decision requires this input data.
    UnusedInput {
        /// Its name.
        name: String,
    },
    /// No decision requires this knowledge model.
    UnusedKnowledge {
        /// Its name.
        name: String,
    },
    /// No other decision or service requires these; more than the one that a model is made for.
    UnusedDecisions {
        /// Their names.
        names: Vec<String>,
    },
    /// The rules have cells that depend on other names or functions; no gap, overlap or masking is claimed on
    /// their account.
    NotAnalysed {
        /// The labels of the columns with such cells.
        columns: Vec<String>,
    },
    /// The table is too large or too entangled for this check; nothing is claimed where it stopped.
    NotChecked {
        /// What was not checked: `gaps`, `overlaps`, `masked rules`.
        what: String,
    },
    /// More findings of this kind were left out.
    More {
        /// Of which kind.
        what: String,
        /// How many, if all were counted.
        #[serde(skip_serializing_if = "Option::is_none")]
        count: Option<usize>,
    },
}

/// Bytes of tests that a message shows.
const MOST_SHOWN: usize = 100;

impl fmt::Display for Severity {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Severity::Error => "error",
            Severity::Warning => "warning",
            Severity::Note => "note",
        })
    }
}

impl Finding {
    /// What was found and what to do, without the place.
    pub fn message(&self) -> String {
        let rules = numbers(&self.rules);
        let (ending, es) = if self.rules.len() == 1 { ("s", "es") } else { ("", "") };
        match &self.kind {
            FindingKind::Gap { certain } => format!(
                "no rule for {}; add a rule or a default output{}",
                self.shown(),
                unless_impossible(*certain)
            ),
            FindingKind::Overlap { outputs, certain } => {
                let what = match outputs {
                    Outputs::Same => "with the same output",
                    Outputs::Different => "with different outputs",
                    Outputs::Unknown => "and their outputs may differ",
                };
                let advice = match (self.severity, outputs) {
                    (Severity::Note, Outputs::Same) => "",
                    (Severity::Note, _) => "; make sure that they are equal",
                    _ => "; keep them apart",
                };
                let shown = self.shown();
                format!("{rules} match at once, {what}, for {shown}{advice}{}", unless_impossible(*certain))
            }
            FindingKind::Masked => masked(&self.rules),
            FindingKind::NeverMatches { column, cell } => {
                format!(
                    "{rules} never match{es}: no value of \"{column}\" passes {cell}; correct or remove it"
                )
            }
            FindingKind::NotAllowed { column, value, allowed } => {
                format!(
                    "{rules} ask{ending} for {value} in \"{column}\", which can only be {allowed}; correct it"
                )
            }
            FindingKind::Duplicate { outputs } => {
                let what = match outputs {
                    Outputs::Same => "and the same outputs; remove one",
                    Outputs::Different => "and different outputs; remove one or change its conditions",
                    Outputs::Unknown => "; remove one or change its conditions",
                };
                format!("{rules} have the same conditions {what}").replace(" ;", ";")
            }
            FindingKind::Mergeable { column, cell } => {
                format!("{rules} have the same outputs and can be one rule with {cell} in \"{column}\"")
            }
            FindingKind::WrongType { place, message } => format!("{place}: {message}"),
            FindingKind::UnusedColumn { column } => {
                format!("no rule looks at \"{column}\"; remove the column or fill it in")
            }
            FindingKind::UnusedRequirement { name } => {
                format!("\"{name}\" is required and never used; remove the requirement or use it")
            }
            FindingKind::UnusedInput { name } => {
                format!("no decision requires the input \"{name}\"; remove it or require it")
            }
            FindingKind::UnusedKnowledge { name } => {
                format!("no decision requires the knowledge model \"{name}\"; remove it or invoke it")
            }
            FindingKind::UnusedDecisions { names } => format!(
                "{} are required by no other decision or service; remove those that nobody asks for",
                quoted(names)
            ),
            FindingKind::NotAnalysed { columns } => format!(
                "{rules} could not be analysed: cells of {} depend on other values or functions",
                quoted(columns)
            ),
            FindingKind::NotChecked { what } => {
                format!("not checked: {what}, because the table is too large; split it to have it checked")
            }
            FindingKind::More { what, count: Some(count) } => format!("{count} more: {what}"),
            FindingKind::More { what, count: None } => format!("there are more: {what}"),
        }
    }

    /// The columns that matter, with the values of the example.
    fn shown(&self) -> String {
        let parts: Vec<String> = self
            .example
            .iter()
            .filter(|part| part.tests != "-")
            .map(|part| {
                // Many pieces tell a reader less than one value.
                if part.tests == part.value.text || part.tests.len() > MOST_SHOWN {
                    format!("{} = {}", part.column, part.value.text)
                } else {
                    format!("{} = {} (all of {})", part.column, part.value.text, part.tests)
                }
            })
            .collect();
        if parts.is_empty() { "any input".to_owned() } else { parts.join(", ") }
    }
}

/// What rests on computed values may never happen.
fn unless_impossible(certain: bool) -> &'static str {
    if certain { "" } else { ", unless these values never come together" }
}

fn quoted(names: &[String]) -> String {
    let mut shown: Vec<String> = names.iter().take(20).map(|name| format!("\"{name}\"")).collect();
    if names.len() > shown.len() {
        shown.push("…".to_owned());
    }
    shown.join(", ")
}

fn numbers(rules: &[usize]) -> String {
    match rules {
        [] => "the table".to_owned(),
        [one] => format!("rule {one}"),
        [first @ .., last] => {
            let mut shown: Vec<String> = first.iter().take(20).map(ToString::to_string).collect();
            if first.len() > shown.len() {
                shown.push("…".to_owned());
            }
            format!("rules {} and {last}", shown.join(", "))
        }
    }
}

fn masked(rules: &[usize]) -> String {
    let Some((last, others)) = rules.split_last() else { return String::new() };
    let verb = if others.len() == 1 { "matches" } else { "match" };
    format!("rule {last} is never used: {} {verb} all it could; move it up or remove it", numbers(others))
}

impl fmt::Display for Finding {
    /// `error: line 12: element 'r3': Gebuehr: no rule for Monate = 13`
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: ", self.severity)?;
        if let Some(line) = self.line {
            write!(f, "line {line}: ")?;
        }
        if let Some(element) = &self.element {
            write!(f, "element '{element}': ")?;
        }
        if let Some(decision) = &self.decision {
            write!(f, "{decision}: ")?;
        }
        f.write_str(&self.message())
    }
}

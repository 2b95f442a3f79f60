//! The explanation of a result: which decisions, on which inputs, which rules matched and which failed at
//! which cell. Stored with the case, shown at the desk, quoted in the notice; its JSON form is stable.

use serde::{Deserialize, Serialize};

/// How a result came about.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Trace {
    /// The form of this record; 1.
    pub version: u32,
    /// The decisions in the order of their evaluation; the last is the one that was asked for.
    pub decisions: Vec<DecisionTrace>,
}

/// One decision.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct DecisionTrace {
    /// The id of the element in the model.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub id: Option<String>,
    /// Its name.
    pub name: String,
    /// The question it answers, where the model says so.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub question: Option<String>,
    /// The laws, standards and experts that it rests on (knowledge sources of the model).
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub sources: Vec<SourceTrace>,
    /// The values it required.
    pub inputs: Vec<NamedValue>,
    /// The tables that were evaluated: its own, and those of the knowledge models it called.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub tables: Vec<TableTrace>,
    /// Its result.
    pub output: ShownValue,
    /// What went wrong on the way, in English, for editors.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub warnings: Vec<String>,
}

/// A knowledge source.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct SourceTrace {
    /// Its name, such as `§ 9 BMeldDÜV`.
    pub name: String,
    /// Where it can be read.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub location: Option<String>,
}

/// A value with its name.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct NamedValue {
    /// The name in the model.
    pub name: String,
    /// The value.
    #[serde(flatten)]
    pub value: ShownValue,
}

/// A value, as data and as FEEL text.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct ShownValue {
    /// As JSON.
    pub value: serde_json::Value,
    /// As FEEL, with its kind visible: `date("2026-01-31")`.
    pub text: String,
}

impl From<&feel::Value> for ShownValue {
    fn from(value: &feel::Value) -> ShownValue {
        ShownValue { value: value.to_json(), text: value.to_string() }
    }
}

/// An evaluation of a decision table.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct TableTrace {
    /// The id of the element in the model.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub id: Option<String>,
    /// What it decides.
    pub name: String,
    /// The hit policy as DMN writes it: `UNIQUE`, `COLLECT SUM`.
    pub hit_policy: String,
    /// The input columns with the values that were tested.
    pub columns: Vec<ColumnTrace>,
    /// The names of the output columns.
    pub outputs: Vec<String>,
    /// The names of the annotation columns.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub annotations: Vec<String>,
    /// All rules in order.
    pub rules: Vec<RuleTrace>,
}

/// An input column.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct ColumnTrace {
    /// Its label, or its expression.
    pub label: String,
    /// Its expression, where it has a label: tells which answer was looked at.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub expression: Option<String>,
    /// The value that was tested.
    #[serde(flatten)]
    pub value: ShownValue,
}

/// A rule.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct RuleTrace {
    /// Its number from 1.
    pub number: usize,
    /// The id of the element in the model.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub id: Option<String>,
    /// Whether all its cells matched.
    pub matched: bool,
    /// Whether its outputs are part of the result (with `FIRST`, only one of the matching rules is).
    pub used: bool,
    /// Its input cells.
    pub cells: Vec<CellTrace>,
    /// Its output cells as written.
    pub outputs: Vec<String>,
    /// The values of its outputs, if it matched.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub values: Vec<ShownValue>,
    /// Its annotations: reasons, source of law.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub annotations: Vec<String>,
}

/// An input cell.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct CellTrace {
    /// As written; `-` for any value.
    pub text: String,
    /// Whether the value passed.
    pub matched: bool,
}

impl Trace {
    /// The decision of this name.
    pub fn decision(&self, name: &str) -> Option<&DecisionTrace> {
        self.decisions.iter().find(|decision| decision.name == name)
    }

    /// The decision that was asked for.
    pub fn asked(&self) -> Option<&DecisionTrace> {
        self.decisions.last()
    }
}

impl TableTrace {
    /// The rules whose outputs are the result.
    pub fn used_rules(&self) -> impl Iterator<Item = &RuleTrace> {
        self.rules.iter().filter(|rule| rule.used)
    }
}

//! Scenario tests: what a person types, what happens, what must come out. `scenarios/*.toml`, described for
//! editors in services/README.md.

use std::collections::BTreeMap;

use form::{Answers, Upload};
use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use serde_json::Value;

/// A scenario as it stands in its file.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Scenario {
    /// What it is about.
    pub name: String,
    /// Why it comes out so, for editors.
    #[serde(default)]
    pub warum: String,
    /// The day on which the application is made.
    pub heute: Date,
    /// Whether the case is drawn for the random check.
    #[serde(default)]
    pub stichprobe: bool,
    /// What is typed, by the keys of the form.
    #[serde(default)]
    pub antrag: serde_json::Map<String, Value>,
    /// What people do, in the order in which their tasks appear.
    #[serde(default)]
    pub aufgabe: Vec<Aufgabe>,
    /// What must come out.
    #[serde(default)]
    pub erwartet: Erwartet,
}

impl Scenario {
    /// The answers as a person would have typed them. Every text may be an upload, so each is noted as one, a PDF.
    #[must_use]
    pub fn answers(&self) -> Answers {
        let mut answers = Answers::new();
        for (key, value) in &self.antrag {
            put(&mut answers, key, value);
        }
        answers
    }
}

fn put(answers: &mut Answers, path: &str, value: &Value) {
    match value {
        Value::Object(map) => {
            map.iter().for_each(|(key, value)| put(answers, &format!("{path}.{key}"), value));
        }
        Value::Array(items) => {
            for (index, value) in items.iter().enumerate() {
                put(answers, &format!("{path}[{index}]"), value);
            }
        }
        Value::Null => {}
        Value::String(text) => {
            answers.set(path, text.clone());
            let upload =
                Upload { name: format!("{text}.pdf"), media_type: "application/pdf".to_owned(), size: 1_000 };
            answers.note_upload(text.clone(), upload);
        }
        other => {
            answers.set(path, other.to_string());
        }
    }
}

/// A person completes a task.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Aufgabe {
    /// Id of the user task.
    pub element: String,
    /// Result variables, such as `ergebnis` and `begruendung`.
    #[serde(default)]
    pub ausgabe: serde_json::Map<String, Value>,
}

/// What must come out.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Erwartet {
    /// Paths of the fields that must be refused; then nothing is submitted.
    pub fehler: Vec<String>,
    /// Elements that are passed in this order; others may lie between.
    pub weg: Vec<String>,
    /// Elements that are not passed.
    pub nicht: Vec<String>,
    /// FEEL over the variables at the end, and the value it must have.
    pub werte: BTreeMap<String, Value>,
}

/// What became of a scenario.
#[derive(Debug, Clone, PartialEq)]
pub struct Verdict {
    /// File of the scenario.
    pub file: String,
    /// Its name.
    pub name: String,
    /// Elements of the process in the order in which they were passed.
    pub weg: Vec<String>,
    /// Where it came out otherwise; empty if it passed.
    pub failures: Vec<String>,
}

impl Verdict {
    /// Everything came out as expected.
    #[must_use]
    pub fn passed(&self) -> bool {
        self.failures.is_empty()
    }
}

//! Scenario tests: what a person types, what happens, what must come out. `scenarios/*.toml`, described for
//! editors in services/README.md.

use std::collections::BTreeMap;

use form::{Answers, Upload};
use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use serde_json::Value;

use crate::frage::Antwort;

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
    /// The Widerspruch against the notice; its process runs after the first, with the tasks that are left.
    #[serde(default)]
    pub widerspruch: Option<Einwand>,
    /// What must come out.
    #[serde(default)]
    pub erwartet: Erwartet,
}

impl Scenario {
    /// The answers as a person would have typed them. Every text may be an upload, so each is noted as one, a PDF.
    #[must_use]
    pub fn answers(&self) -> Answers {
        answers(&self.antrag)
    }
}

fn answers(typed: &serde_json::Map<String, Value>) -> Answers {
    let mut answers = Answers::new();
    for (key, value) in typed {
        put(&mut answers, key, value);
    }
    answers
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

/// Somebody does what the process waits for: a person a task, an applicant or another Behoerde an answer, a program its
/// work; or a timer runs down, a message arrives.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Aufgabe {
    /// Id of the user task, of the task that asks or calls, or of the event that happens.
    pub element: String,
    /// Of a user task the variables, such as `ergebnis` and `begruendung`; of a question `eingegangen`, `text`, `am`; else
    /// what becomes the variable `r:result`.
    #[serde(default)]
    pub ausgabe: serde_json::Map<String, Value>,
    /// What the person types into the form of the task (`r:form`).
    #[serde(default)]
    pub angaben: serde_json::Map<String, Value>,
    /// Paths of the fields that the form of the task must refuse; the task is then to be done once more.
    #[serde(default)]
    pub fehler: Vec<String>,
}

impl Aufgabe {
    /// What was typed into the form of the task.
    #[must_use]
    pub fn answers(&self) -> Answers {
        answers(&self.angaben)
    }

    /// The answer to a question; `heute` is the day it came unless it says another.
    ///
    /// # Errors
    /// In words: what is no answer.
    pub(crate) fn antwort(&self, heute: Date) -> Result<Antwort, String> {
        let wrong = |what: &str| format!("{}: {what}", self.element);
        let known = ["eingegangen", "text", "am"];
        if let Some(key) = self.ausgabe.keys().find(|key| !known.contains(&key.as_str())) {
            return Err(wrong(&format!("ausgabe.{key} is no part of an answer: {}", known.join(", "))));
        }
        let text = self.ausgabe.get("text").and_then(Value::as_str).map(str::to_owned);
        match (self.ausgabe.get("eingegangen").and_then(Value::as_bool), text) {
            (Some(true), Some(text)) => {
                let day = self.ausgabe.get("am").and_then(Value::as_str).map(str::parse);
                let day = day.transpose().map_err(|_| wrong("ausgabe.am is no day: 2026-11-22"))?;
                Ok(Antwort { text: Some(text), am: Some(day.unwrap_or(heute)) })
            }
            (Some(false), None) => Ok(Antwort::default()),
            _ => Err(wrong("ausgabe is { eingegangen = true, text = \"…\" } or { eingegangen = false }")),
        }
    }
}

/// A Widerspruch in a scenario.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Einwand {
    /// Why the person objects.
    pub text: String,
    /// The day on which it came in.
    pub am: Date,
    /// Whether that was in time.
    pub fristgerecht: bool,
    /// Last day of the time, where it is known.
    #[serde(default)]
    pub frist_ende: Option<Date>,
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
    /// What must come out of the Widerspruch.
    pub widerspruch: ErwartetWiderspruch,
}

/// What must come out of the Widerspruch.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct ErwartetWiderspruch {
    /// As for the Antrag, in the process of the Widerspruch.
    pub weg: Vec<String>,
    /// The same.
    pub nicht: Vec<String>,
    /// The same.
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
    /// How each decision on the way came about, with its file.
    pub decided: Vec<(String, dmn::Trace)>,
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

//! `rennsteig decision test`: cases with what is expected of them, in TOML, and which rules they meet.
//!
//! ```toml
//! [[fall]]
//! name = "Kinder zahlen nichts"
//! entscheidung = "Gebuehr"            # may be left out where the model has one
//! eingaben = { Alter = 12, Beginn = 2026-12-01 }
//! erwartet = 0                        # or erwartet_feel = 'duration("P3M")'
//! ```

use super::{Files, chosen, eval};
use anyhow::{Context as _, Result, bail};
use dmn::{Coverage, Model, Trace};
use feel::{Context, Type, Value};
use serde::Deserialize;
use std::path::{Path, PathBuf};

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Sheet {
    fall: Vec<Fall>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Fall {
    name: String,
    entscheidung: Option<String>,
    #[serde(default)]
    eingaben: toml::Table,
    erwartet: Option<toml::Value>,
    erwartet_feel: Option<String>,
}

pub(super) fn run(files: &Files, paths: &[PathBuf]) -> Result<()> {
    let model = files.open()?;
    let (mut passed, mut failed) = (0, 0);
    let mut coverage = Coverage::new();
    for path in paths {
        for fall in sheet(path)? {
            let place = || format!("{}: {:?}", path.display(), fall.name);
            let (found, trace) = fall.decide(&model).with_context(place)?;
            coverage.add(&trace);
            match found {
                None => {
                    passed += 1;
                    println!("ok   {}", fall.name);
                }
                Some(difference) => {
                    failed += 1;
                    println!("FAIL {}: {difference}", fall.name);
                }
            }
        }
    }
    super::print_unmet(&files.model.display().to_string(), &model, &coverage);
    println!("{passed} passed, {failed} failed");
    if failed > 0 { bail!("{failed} cases failed") } else { Ok(()) }
}

fn sheet(path: &Path) -> Result<Vec<Fall>> {
    let text = std::fs::read_to_string(path).with_context(|| format!("{} cannot be read", path.display()))?;
    let sheet: Sheet = toml::from_str(&text).with_context(|| path.display().to_string())?;
    Ok(sheet.fall)
}

impl Fall {
    /// What differs from what is expected, and how the result came about.
    fn decide(&self, model: &Model) -> Result<(Option<String>, Trace)> {
        let decision = chosen(model, self.entscheidung.as_deref())?;
        let wanted = eval::inputs_of(model, &decision)?;
        eval::known(self.eingaben.keys().map(String::as_str), &wanted)?;
        let kind = |name: &str| {
            wanted.iter().find(|input| input.name == name).map_or(&Type::Any, |input| &input.kind)
        };
        let inputs: Context =
            self.eingaben.iter().map(|(name, value)| (name.as_str(), value_of(value, kind(name)))).collect();
        let outcome = model.evaluate(&decision, &inputs)?;
        let kind = model.decisions().find(|known| known.name == decision).map(|known| known.kind);
        let expected = self.expected(&kind.unwrap_or_default())?;
        let difference = (expected != outcome.value).then(|| {
            let warnings: Vec<String> =
                outcome.warnings.iter().map(|warning| format!("; {warning}")).collect();
            format!("expected {expected}, found {}{}", outcome.value, warnings.concat())
        });
        Ok((difference, outcome.trace))
    }

    fn expected(&self, kind: &Type) -> Result<Value> {
        match (&self.erwartet, &self.erwartet_feel) {
            (Some(value), None) => Ok(value_of(value, kind)),
            (None, Some(text)) => eval::value(text).context("erwartet_feel"),
            _ => bail!("say what is expected: erwartet or erwartet_feel, one of them"),
        }
    }
}

/// A value of TOML; a text is read as the day, time or duration that the type wants.
fn value_of(value: &toml::Value, kind: &Type) -> Value {
    match (value, kind) {
        (toml::Value::Datetime(at), _) => moment(&at.to_string()),
        (toml::Value::Array(items), Type::List(item)) => {
            items.iter().map(|value| value_of(value, item)).collect()
        }
        (toml::Value::Array(items), _) => items.iter().map(|value| value_of(value, &Type::Any)).collect(),
        (toml::Value::Table(entries), kind) => {
            let kind = |name: &str| {
                kind.entries().iter().find(|(known, _)| **known == *name).map_or(&Type::Any, |(_, kind)| kind)
            };
            Value::Context(
                entries.iter().map(|(name, value)| (name.as_str(), value_of(value, kind(name)))).collect(),
            )
        }
        (toml::Value::String(text), kind) => Value::from_json_as(&text.as_str().into(), kind),
        (toml::Value::Boolean(truth), _) => (*truth).into(),
        (toml::Value::Integer(number), _) => (*number).into(),
        // The shortest text of a float is the decimal that was meant.
        (toml::Value::Float(number), _) => Value::from(number.to_string().parse::<feel::Number>().ok()),
    }
}

/// A day, a day with a time, or a time, as TOML writes it.
fn moment(text: &str) -> Value {
    let day = text.parse().map(Value::Date).ok();
    let at = || text.parse().map(Value::DateTime).ok();
    let time = || text.parse().map(Value::Time).ok();
    day.or_else(at).or_else(time).unwrap_or_default()
}

//! The DMN Technology Compatibility Kit: models with test cases, for `feel` and `dmn`.
//!
//! A case passes when every result equals the expected value: numbers to 0.00000001, contexts by key, lists in
//! order. Where an error is expected, the result must be null and a warning be reported.

use crate::{Failure, Report, xml::Element};
use anyhow::Context as _;
use dmn::{Model, Options, Reader};
use feel::{Context, DateTime, Number, Value};
use std::{
    fs,
    path::{Path, PathBuf},
};

/// What the kit gave.
#[derive(Clone, Debug, Default)]
pub struct Outcome {
    /// The cases that an engine without a Java runtime can pass.
    pub report: Report,
    /// The others: they failed because a function in Java was called, as the engine said.
    pub java: Vec<Failure>,
}

/// Runs all cases of a folder.
pub fn run(folder: &Path) -> anyhow::Result<Outcome> {
    let mut report = Report::default();
    for level in sorted(folder)?.into_iter().filter(|path| path.is_dir()) {
        for suite in sorted(&level)?.into_iter().filter(|path| path.is_dir()) {
            suite_cases(&suite, &mut report).with_context(|| suite.display().to_string())?;
        }
    }
    let (java, failures) = report.failures.into_iter().partition(|failure| {
        ["external functions (Java, PMML) are not supported", "functions of kind 'Java' are not supported"]
            .iter()
            .any(|said| failure.message.contains(said))
    });
    Ok(Outcome { report: Report { failures, ..report }, java })
}

fn sorted(folder: &Path) -> anyhow::Result<Vec<PathBuf>> {
    let mut paths = Vec::new();
    for entry in fs::read_dir(folder).with_context(|| folder.display().to_string())? {
        paths.push(entry?.path());
    }
    paths.sort();
    Ok(paths)
}

fn suite_cases(suite: &Path, report: &mut Report) -> anyhow::Result<()> {
    let files = sorted(suite)?;
    let with = |extension: &'static str| {
        files.iter().filter(move |path| path.extension().is_some_and(|e| e == extension)).cloned()
    };
    for file in with("xml").collect::<Vec<_>>() {
        let cases = Element::read(&fs::read_to_string(&file)?)?;
        let name = cases.child("modelName").map(|name| name.text.trim().to_owned()).unwrap_or_default();
        let others: Vec<Vec<u8>> =
            with("dmn").filter(|path| !path.ends_with(&name)).map(fs::read).collect::<Result<_, _>>()?;
        let reader = others.iter().fold(Reader::new(), |reader, other| reader.import(other));
        // Models of the suite hold expressions that are meant to fail; such a part is null with a warning.
        let (model, problems) = reader.read_tolerant(&fs::read(suite.join(&name))?);
        let folder = suite.file_name().unwrap_or_default().to_string_lossy();
        for case in cases.all("testCase") {
            let id = format!(
                "{folder} {} {}",
                file.file_stem().unwrap_or_default().to_string_lossy(),
                case.attribute("id").unwrap_or("?")
            );
            let result = match &model {
                Some(model) => run_case(model, case),
                None => Err(problems.iter().map(ToString::to_string).collect::<Vec<_>>().join("; ")),
            };
            report.count(id, result);
        }
    }
    Ok(())
}

fn run_case(model: &Model, case: &Element) -> Result<(), String> {
    let mut inputs = Context::new();
    for node in case.all("inputNode") {
        inputs.insert(node.attribute("name").unwrap_or_default(), value(node)?);
    }
    for node in case.all("resultNode") {
        let name = node.attribute("name").unwrap_or_default();
        let outcome = evaluate(model, case, name, &inputs).map_err(|error| error.to_string())?;
        let expected = node.child("expected").map_or(Ok(Value::Null), value)?;
        let warnings = || outcome.warnings.iter().map(ToString::to_string).collect::<Vec<_>>().join("; ");
        if !same(&expected, &outcome.value) {
            return Err(format!("'{name}': expected {expected}, found {} ({})", outcome.value, warnings()));
        }
        if node.attribute("errorResult") == Some("true") && outcome.warnings.is_empty() {
            return Err(format!("'{name}': an error is expected, none is reported"));
        }
    }
    Ok(())
}

fn evaluate(model: &Model, case: &Element, node: &str, inputs: &Context) -> Result<dmn::Outcome, dmn::Error> {
    let options = Options { now: "2026-01-31T12:00:00Z".parse::<DateTime>().ok(), ..Options::default() };
    let invocable = case.attribute("invocableName").unwrap_or(node);
    match case.attribute("type") {
        Some("decisionService") => {
            let mut outcome = model.evaluate_service(invocable, inputs, &options)?;
            // A service with several outputs gives a context; the result names one of them.
            if let Value::Context(outputs) = &outcome.value
                && let Some(value) = outputs.get(node)
            {
                outcome.value = value.clone();
            }
            Ok(outcome)
        }
        Some("bkm") => model.evaluate_knowledge(invocable, inputs, &options),
        _ => model.evaluate_with(node, inputs, &options),
    }
}

/// The value of an element with `value`, `list` or `component` inside.
fn value(node: &Element) -> Result<Value, String> {
    if let Some(list) = node.child("list") {
        if list.attribute("nil") == Some("true") {
            return Ok(Value::Null);
        }
        return list.all("item").map(value).collect::<Result<Vec<_>, _>>().map(Value::from);
    }
    if node.child("component").is_some() {
        let entries = node
            .all("component")
            .map(|part| Ok((part.attribute("name").unwrap_or_default().to_owned(), value(part)?)));
        return Ok(entries.collect::<Result<Vec<_>, String>>()?.into_iter().collect::<Context>().into());
    }
    match node.child("value") {
        Some(element) if element.attribute("nil") == Some("true") => Ok(Value::Null),
        Some(element) => simple(element),
        None => Ok(Value::Null),
    }
}

fn simple(element: &Element) -> Result<Value, String> {
    let text = element.text.as_str();
    let kind = element.attribute("type").map_or("string", |kind| kind.rsplit(':').next().unwrap_or(kind));
    let trimmed = text.trim();
    let wrong = || format!("the suite's value '{text}' is no {kind}");
    Ok(match kind {
        "string" => text.into(),
        "boolean" => (trimmed == "true").into(),
        "decimal" | "double" | "integer" | "int" | "long" | "float" => {
            trimmed.parse::<Number>().map_err(|_| wrong())?.into()
        }
        "date" => trimmed.parse::<feel::Date>().map_err(|_| wrong())?.into(),
        "time" => trimmed.parse::<feel::Time>().map_err(|_| wrong())?.into(),
        "dateTime" => trimmed.parse::<DateTime>().map_err(|_| wrong())?.into(),
        "duration" => match trimmed.parse::<feel::YearsMonthsDuration>() {
            Ok(duration) => duration.into(),
            Err(_) => trimmed.parse::<feel::DaysTimeDuration>().map_err(|_| wrong())?.into(),
        },
        other => return Err(format!("the suite's type '{other}' is not known")),
    })
}

/// Whether a result is what is expected.
fn same(expected: &Value, found: &Value) -> bool {
    match (expected, found) {
        (Value::Number(a), Value::Number(b)) => {
            let tolerance = Number::new(1, -8).unwrap_or_default();
            a.checked_sub(*b).is_some_and(|gap| gap.abs() <= tolerance)
        }
        (Value::List(a), Value::List(b)) => {
            a.len() == b.len() && a.iter().zip(b.iter()).all(|(a, b)| same(a, b))
        }
        (Value::Context(a), Value::Context(b)) => {
            a.len() == b.len()
                && a.iter().all(|(name, value)| b.get(name).is_some_and(|other| same(value, other)))
        }
        (a, b) => a == b,
    }
}

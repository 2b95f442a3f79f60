//! `rennsteig decision eval`: one evaluation.

use super::{Files, chosen, show};
use anyhow::{Context as _, Result, anyhow, bail};
use clap::Args;
use dmn::{Input, Model};
use feel::{Context, Expression, Names, Value};
use serde_json::json;
use std::io::Read;
use std::path::PathBuf;

/// One evaluation.
#[derive(Args, Debug)]
pub(crate) struct Eval {
    #[command(flatten)]
    files: Files,
    /// The decision; needed where the model has several.
    #[arg(long, value_name = "NAME")]
    decision: Option<String>,
    /// The inputs as a JSON object; `-` reads standard input. Days, times and durations are texts as in ISO 8601.
    #[arg(long, value_name = "FILE")]
    inputs: Option<PathBuf>,
    /// An input as FEEL: `--set Alter=17`, `--set 'Beginn=date("2026-12-01")'`; may be repeated.
    #[arg(long, value_name = "NAME=FEEL")]
    set: Vec<String>,
    /// Says how the result came about.
    #[arg(long)]
    explain: bool,
    /// Prints value, explanation and warnings as JSON.
    #[arg(long, conflicts_with = "explain")]
    json: bool,
}

pub(super) fn run(eval: &Eval) -> Result<()> {
    let model = eval.files.open()?;
    let decision = chosen(&model, eval.decision.as_deref())?;
    let wanted = model.inputs_of(&decision)?;
    let inputs = eval.given(&wanted)?;
    let outcome = model.evaluate(&decision, &inputs)?;
    if eval.json {
        let warnings: Vec<String> = outcome.warnings.iter().map(ToString::to_string).collect();
        let whole = json!({ "value": outcome.value.to_json(), "trace": outcome.trace, "warnings": warnings });
        println!("{}", serde_json::to_string_pretty(&whole)?);
        return Ok(());
    }
    println!("{decision} = {}", outcome.value);
    for missing in wanted.iter().filter(|input| inputs.get(&input.name).is_none()) {
        println!("note: the input {:?} ({}) was not given and is null", missing.name, missing.kind);
    }
    for warning in &outcome.warnings {
        println!("warning: {warning}");
    }
    if eval.explain {
        print!("{}", show::explained(&outcome.trace));
    }
    Ok(())
}

impl Eval {
    fn given(&self, wanted: &[Input]) -> Result<Context> {
        let mut given = Context::new();
        if let Some(path) = &self.inputs {
            let text = match path.as_os_str() == "-" {
                true => {
                    let mut text = String::new();
                    std::io::stdin().read_to_string(&mut text).context("standard input cannot be read")?;
                    text
                }
                false => std::fs::read_to_string(path)
                    .with_context(|| format!("{} cannot be read", path.display()))?,
            };
            let json: serde_json::Value =
                serde_json::from_str(&text).with_context(|| format!("{} is no JSON", path.display()))?;
            let Some(object) = json.as_object() else {
                bail!("{}: an object is needed: {{\"Alter\": 17}}", path.display())
            };
            given = typed(object, wanted);
        }
        for pair in &self.set {
            let (name, value) = assignment(pair)?;
            given.insert(name, value);
        }
        known(given.iter().map(|(name, _)| &**name), wanted)?;
        Ok(given)
    }
}

/// Fails at a name that is none of the inputs.
pub(super) fn known<'a>(mut names: impl Iterator<Item = &'a str>, wanted: &[Input]) -> Result<()> {
    match names.find(|name| wanted.iter().all(|input| input.name != *name)) {
        None => Ok(()),
        Some(name) => {
            let names: Vec<&str> = wanted.iter().map(|input| input.name.as_str()).collect();
            bail!("the decision has no input {name:?}; it has: {}", names.join(", "))
        }
    }
}

/// The inputs of a JSON object, read by their types.
pub(super) fn typed(object: &serde_json::Map<String, serde_json::Value>, wanted: &[Input]) -> Context {
    let kind = |name: &str| wanted.iter().find(|input| input.name == name).map(|input| &input.kind);
    let read = object.iter().map(|(name, json)| {
        (name.as_str(), Value::from_json_as(json, kind(name).unwrap_or(&feel::Type::Any)))
    });
    read.collect()
}

fn assignment(pair: &str) -> Result<(&str, Value)> {
    let (name, text) = pair.split_once('=').ok_or_else(|| anyhow!("--set {pair:?}: write NAME=FEEL"))?;
    Ok((name.trim(), value(text).with_context(|| format!("--set {name}"))?))
}

/// The value of a FEEL expression without variables.
pub(super) fn value(text: &str) -> Result<Value> {
    let outcome = Expression::parse(text.trim(), &Names::new())?.evaluate(&Context::new());
    match outcome.warnings.first() {
        Some(warning) => bail!("{text}: {warning}"),
        None => Ok(outcome.value),
    }
}

/// The inputs that a decision of the model needs, or what is wrong with its name.
pub(super) fn inputs_of(model: &Model, decision: &str) -> Result<Vec<Input>> {
    Ok(model.inputs_of(decision)?)
}

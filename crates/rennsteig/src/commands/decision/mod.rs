//! `rennsteig decision eval|check|table|test`: what editors do with DMN models, without an installation.

mod cases;
pub(crate) mod check;
mod eval;
mod show;
mod table;

use anyhow::{Context, Result, bail};
use clap::{Args, Subcommand};
use dmn::{Coverage, Model, Problem};
use std::path::{Path, PathBuf};

/// What is done with decisions.
#[derive(Subcommand, Debug)]
pub(crate) enum Action {
    /// Decides once and says why.
    Eval(eval::Eval),
    /// Looks for gaps, overlaps, rules that are never used, types that do not fit. Fails where a decision can go wrong.
    Check(Files),
    /// Prints a decision table as Markdown or CSV, or takes one over into the model.
    Table(table::Table),
    /// Decides the cases of a file, compares, and says which rules no case has met.
    Test {
        #[command(flatten)]
        files: Files,
        /// Files with cases (TOML).
        #[arg(required = true, value_name = "CASES")]
        cases: Vec<PathBuf>,
    },
}

/// A model and what it imports.
#[derive(Args, Debug)]
pub(crate) struct Files {
    /// The model (DMN).
    #[arg(value_name = "MODEL")]
    model: PathBuf,
    /// A model that it imports; may be repeated.
    #[arg(long, value_name = "FILE")]
    import: Vec<PathBuf>,
}

pub(crate) fn run(action: &Action) -> Result<()> {
    match action {
        Action::Eval(eval) => eval::run(eval),
        Action::Check(files) => check::run(files),
        Action::Table(table) => table::run(table),
        Action::Test { files, cases } => cases::run(files, cases),
    }
}

impl Files {
    /// Reads the model; prints what is wrong with it.
    fn open(&self) -> Result<Model> {
        let main = read(&self.model)?;
        let imports = self.import.iter().map(|path| read(path)).collect::<Result<Vec<_>>>()?;
        let reader = imports.iter().fold(dmn::Reader::new(), |reader, xml| reader.import(xml));
        reader.read(&main).or_else(|problems| refused(&self.model, &problems))
    }
}

fn read(path: &Path) -> Result<Vec<u8>> {
    std::fs::read(path).with_context(|| format!("{} cannot be read", path.display()))
}

fn refused<T>(path: &Path, problems: &[Problem]) -> Result<T> {
    for problem in problems {
        println!("{}: {problem}", path.display());
    }
    bail!("{} cannot decide: {} errors", path.display(), problems.len())
}

/// The decision of this name, or the only one, or the one that no other asks for.
fn chosen(model: &Model, name: Option<&str>) -> Result<String> {
    if let Some(name) = name {
        return Ok(name.to_owned());
    }
    let names: Vec<String> = model.decisions().map(|decision| decision.name).collect();
    match names.as_slice() {
        [one] => Ok(one.clone()),
        [] => bail!("the model has no decision"),
        several => {
            bail!("the model has several decisions: choose one with --decision: {}", several.join(", "))
        }
    }
}

/// Says which rules of a file no case has met, and which decisions no case has asked for.
pub(crate) fn print_unmet(file: &str, model: &Model, coverage: &Coverage) {
    for decision in model.decisions().filter(|decision| !coverage.decisions.contains_key(&decision.name)) {
        println!("{file}: no case comes to the decision {:?}", decision.name);
    }
    for (decision, table) in coverage.unused() {
        let numbers: Vec<String> = table.unused_rules().map(|rule| rule.number.to_string()).collect();
        let (missing, all) = (numbers.len(), table.rules.len());
        println!(
            "{file}: {decision}: {} of {all} rules were used; not rule {}",
            all - missing,
            numbers.join(", ")
        );
    }
}

//! `rennsteig decision table`: a decision table as text, and back.

use super::{read, refused};
use anyhow::{Context, Result, anyhow, bail};
use clap::Args;
use dmn::Document;
use std::path::{Path, PathBuf};

/// A decision table as text.
#[derive(Args, Debug)]
pub(crate) struct Table {
    /// The model (DMN).
    #[arg(value_name = "MODEL")]
    model: PathBuf,
    /// The table, by the name of its decision; without it all are printed.
    #[arg(long, value_name = "NAME")]
    decision: Option<String>,
    /// CSV instead of Markdown, one table.
    #[arg(long)]
    csv: bool,
    /// Takes the tables of a text (Markdown, or CSV by its ending) over into the model. Nothing else in the file changes, and
    /// nothing is written when the model could not decide any more.
    #[arg(long, value_name = "FILE", conflicts_with_all = ["decision", "csv"])]
    apply: Option<PathBuf>,
}

pub(super) fn run(table: &Table) -> Result<()> {
    let bytes = read(&table.model)?;
    let mut document =
        Document::read(&bytes).map_err(|problem| anyhow!("{}: {problem}", table.model.display()))?;
    match &table.apply {
        Some(text) => apply(&mut document, &table.model, text),
        None => print(&document, table),
    }
}

fn print(document: &Document, table: &Table) -> Result<()> {
    let names = match &table.decision {
        Some(name) => vec![name.clone()],
        None => document.table_names(),
    };
    if names.is_empty() {
        bail!("{} has no decision table", table.model.display());
    }
    if table.csv && names.len() > 1 {
        bail!("CSV holds one table: choose one with --decision: {}", names.join(", "));
    }
    for (number, name) in names.iter().enumerate() {
        let text = document.table(name).map_err(|problem| anyhow!("{}: {problem}", table.model.display()))?;
        let between = if number > 0 { "\n" } else { "" };
        print!("{between}{}", if table.csv { text.to_csv() } else { text.to_markdown() });
    }
    Ok(())
}

fn apply(document: &mut Document, model: &Path, path: &Path) -> Result<()> {
    let text = std::fs::read_to_string(path).with_context(|| format!("{} cannot be read", path.display()))?;
    let is_csv = path.extension().is_some_and(|extension| extension.eq_ignore_ascii_case("csv"));
    let changed = if is_csv { document.apply_csv(&text) } else { document.apply_markdown(&text) };
    if !changed.map_err(|error| anyhow!("{}: {error}", path.display()))? {
        println!("{} says the same already; nothing was changed", model.display());
        return Ok(());
    }
    let bytes = document.write();
    // What a model imports is not at hand here; what it cannot find for that reason is not held against the table.
    let (_, before) = dmn::Reader::new().read_tolerant(&read(model)?);
    let (_, mut after) = dmn::Reader::new().read_tolerant(&bytes);
    after.retain(|problem| before.iter().all(|known| known.message != problem.message));
    if !after.is_empty() {
        return refused(path, &after);
    }
    std::fs::write(model, bytes).with_context(|| format!("{} cannot be written", model.display()))?;
    println!("{} was changed", model.display());
    Ok(())
}

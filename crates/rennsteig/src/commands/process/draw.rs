//! `rennsteig process svg|text`: a process as a picture and in words.

use super::read;
use anyhow::{Context, Result};
use bpmn::draw::{self, Drawing};
use bpmn::procedure;
use std::path::Path;
use web::procedure::Roles;
use web::{Locale, Texts};

pub(super) fn svg(file: &Path, which: Option<&str>, to: Option<&Path>) -> Result<()> {
    let definitions = read(file)?;
    let svg = draw::svg(&definitions, which, &Drawing::default())
        .with_context(|| format!("{} cannot be drawn", file.display()))?;
    put(to, &svg)
}

pub(super) fn text(file: &Path, which: Option<&str>, locale: Locale, to: Option<&Path>) -> Result<()> {
    let definitions = read(file)?;
    let found: Vec<String> = definitions
        .processes()
        .filter(|process| which.is_none() || process.id() == which)
        .map(|process| {
            web::procedure::text(Texts::new(locale), &procedure::procedure(process), &Roles::new())
        })
        .collect();
    if found.is_empty() {
        anyhow::bail!("{} holds no such process", file.display());
    }
    put(to, &found.join("\n"))
}

/// Writes to a file, or to standard output.
pub(super) fn put(to: Option<&Path>, content: &str) -> Result<()> {
    match to {
        Some(path) => {
            std::fs::write(path, content).with_context(|| format!("{} cannot be written", path.display()))
        }
        None => {
            print!("{content}");
            Ok(())
        }
    }
}

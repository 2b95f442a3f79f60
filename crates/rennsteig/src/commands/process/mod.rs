//! `rennsteig process check|migrate|send`

mod check;
mod migrate;
mod send;

use crate::config::Config;
use anyhow::{Context, Result};
use bpmn::Definitions;
use clap::Subcommand;
use std::path::{Path, PathBuf};

/// What is done with processes.
#[derive(Subcommand, Debug)]
pub(crate) enum Action {
    /// Reads a BPMN file and says why its processes could not run. Needs no installation.
    Check {
        /// The file, or a folder with files `*.bpmn`.
        path: PathBuf,
    },
    /// Lets running cases go on by another version of their package; says first which of them fit.
    Migrate(migrate::Migration),
    /// Gives a message from outside to the case that waits for it.
    Send(send::Message),
}

pub(crate) async fn run(config: impl FnOnce() -> Result<Config>, action: &Action) -> Result<()> {
    match action {
        Action::Check { path } => check::run(path),
        Action::Migrate(migration) => migrate::run(config(), migration).await,
        Action::Send(message) => send::run(config(), message).await,
    }
}

/// Reads a model; prints what is wrong with it.
fn read(path: &Path) -> Result<Definitions> {
    let place = path.display();
    let xml = std::fs::read(path).with_context(|| format!("{place} cannot be read"))?;
    Definitions::read(&xml).map_err(|problems| {
        for problem in &problems {
            println!("{place}: {problem}");
        }
        anyhow::anyhow!("{place} is no BPMN model that can be read")
    })
}

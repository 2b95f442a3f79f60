//! `rennsteig process check|svg|text|compare|simulate|mine|migrate|send|messages`

mod check;
mod compare;
mod draw;
mod figures;
mod migrate;
mod mine;
mod send;
mod simulate;

use crate::config::Config;
use anyhow::{Context, Result, bail};
use bpmn::{Definitions, Process};
use clap::Subcommand;
use std::path::{Path, PathBuf};
use web::Locale;

/// What is done with processes.
#[derive(Subcommand, Debug)]
pub(crate) enum Action {
    /// Reads BPMN files and says why their processes could not run. Needs no installation.
    Check {
        /// The file, or a folder with files `*.bpmn`.
        path: PathBuf,
    },
    /// Draws a process as SVG; one without diagram is laid out. Needs no installation.
    Svg {
        /// The BPMN file.
        file: PathBuf,
        /// The process, collaboration or diagram; without it the first diagram.
        #[arg(long, value_name = "ID")]
        of: Option<String>,
        /// Where the picture goes; without it to standard output.
        #[arg(long, short, value_name = "FILE")]
        output: Option<PathBuf>,
    },
    /// Tells a process in words, for whoever reads no diagrams. Needs no installation.
    Text {
        /// The BPMN file.
        file: PathBuf,
        /// The process; without it all of the file.
        #[arg(long, value_name = "ID")]
        of: Option<String>,
        /// The language: de, de-x-leicht or en.
        #[arg(long, default_value = "de", value_parser = locale)]
        language: Locale,
        /// Where the text goes; without it to standard output.
        #[arg(long, short, value_name = "FILE")]
        output: Option<PathBuf>,
    },
    /// Says how like two processes are and why, or what a new version changes. Needs no installation.
    Compare(compare::Comparison),
    /// Runs a process with numbers of cases, staff and durations on a simulated clock. Needs no installation.
    Simulate(simulate::Simulation),
    /// Says from the journal, or from the log of another program, how long steps take and which ways cases go.
    Mine(mine::Mining),
    /// Lets running cases go on by another version of their package; says first which of them fit.
    Migrate(migrate::Migration),
    /// Gives a message from outside to the case that waits for it.
    Send(send::Message),
    /// Lists messages that cases have sent and that nobody waits for yet.
    Messages,
}

fn locale(text: &str) -> Result<Locale, String> {
    Locale::from_tag(text).ok_or_else(|| "write de, de-x-leicht or en".to_owned())
}

pub(crate) async fn run(config: impl FnOnce() -> Result<Config>, action: &Action) -> Result<()> {
    match action {
        Action::Check { path } => check::run(path),
        Action::Svg { file, of, output } => draw::svg(file, of.as_deref(), output.as_deref()),
        Action::Text { file, of, language, output } => {
            draw::text(file, of.as_deref(), *language, output.as_deref())
        }
        Action::Compare(comparison) => compare::run(comparison),
        Action::Simulate(simulation) => simulate::run(simulation),
        Action::Mine(mining) => mine::run(config, mining).await,
        Action::Migrate(migration) => migrate::run(config(), migration).await,
        Action::Send(message) => send::run(config(), message).await,
        Action::Messages => send::list(config()).await,
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

/// A process that can run: the one named, or the only one; prints what is wrong with it.
fn one_process(definitions: &Definitions, file: &Path, which: Option<&str>) -> Result<Process> {
    let place = file.display();
    Process::compile(definitions, which).or_else(|problems| {
        for problem in &problems {
            println!("{place}: {problem}");
        }
        bail!("{place}: the process cannot run")
    })
}

//! The benchmarks: each prints our figure, a peer's figure from the same run, and the ratio; each has a sibling with ten
//! times the work, so that a cost that grows faster than the work is seen.
//!
//! `make bench` builds this with optimisation, sets up the peers and runs it. A new benchmark is a module with one
//! function and a line in [`BENCHMARKS`].

mod backup;
mod cases;
mod decisions;
mod journal;
mod measure;
mod pages;
mod pdf;
mod processes;
mod program;
mod report;
mod scale;
mod start;
mod steering;
mod world;

use std::path::PathBuf;
use std::process::ExitCode;
use std::time::Duration;

use clap::Parser;
use store::Engine;

use crate::report::Report;

/// What a benchmark needs to know.
#[derive(Parser)]
#[command(about = "Benchmarks of Rennsteig, each beside a peer in the same run")]
pub(crate) struct Options {
    /// Only benchmarks whose name contains this word.
    #[arg(long)]
    only: Option<String>,
    /// Names of all benchmarks.
    #[arg(long)]
    list: bool,
    /// Seconds for one measurement; each figure is the median of five.
    #[arg(long, default_value_t = 2.0)]
    seconds: f64,
    /// Leaves out the measurements with ten times as many Antraege.
    #[arg(long)]
    quick: bool,
    /// Only this database, where a benchmark has both.
    #[arg(long, value_parser = ["sqlite", "postgres"])]
    engine: Option<String>,
    /// Folder for what the benchmarks made, to look at it.
    #[arg(long)]
    keep: Option<PathBuf>,
}

impl Options {
    /// How long one measurement takes at least.
    pub(crate) fn time(&self) -> Duration {
        Duration::from_secs_f64(self.seconds.clamp(0.01, 600.0))
    }

    /// The databases to measure, with their names.
    pub(crate) fn engines(&self) -> impl Iterator<Item = (Engine, &'static str)> {
        let all = [("sqlite", Engine::Sqlite, "SQLite"), ("postgres", Engine::Postgres, "PostgreSQL")];
        let wanted = self.engine.as_deref();
        let chosen = all.into_iter().filter(move |(word, ..)| wanted.is_none_or(|wanted| wanted == *word));
        chosen.map(|(_, engine, name)| (engine, name))
    }
}

/// A benchmark: measures and adds its rows to the report.
type Benchmark = fn(&Options, &mut Report) -> anyhow::Result<()>;

/// All benchmarks, in the order of the report.
const BENCHMARKS: [(&str, Benchmark); 11] = [
    ("cases", cases::run),
    ("journal", journal::run),
    ("pages", pages::run),
    ("start", start::run),
    ("pdf", pdf::run),
    ("decisions", decisions::run),
    ("processes", processes::run),
    ("durable", processes::durable::run),
    ("scale", scale::run),
    ("steering", steering::run),
    ("backup", backup::run),
];

#[expect(clippy::print_stdout, clippy::print_stderr, reason = "a command line tool")]
fn main() -> ExitCode {
    let options = Options::parse();
    if options.list {
        for (name, _) in BENCHMARKS {
            println!("{name}");
        }
        return ExitCode::SUCCESS;
    }
    if cfg!(debug_assertions) {
        eprintln!("warning: built without optimisation, the figures mean nothing; use `make bench`");
    }
    let chosen = |name: &str| options.only.as_ref().is_none_or(|word| name.contains(word.as_str()));
    let mut report = Report::new();
    let mut failed = false;
    for (name, run) in BENCHMARKS.iter().filter(|(name, _)| chosen(name)) {
        if let Err(error) = run(&options, &mut report) {
            eprintln!("{name}: {error:#}");
            failed = true;
        }
    }
    print!("{report}");
    if failed { ExitCode::FAILURE } else { ExitCode::SUCCESS }
}

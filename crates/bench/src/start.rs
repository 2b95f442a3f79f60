//! How long the program takes from its start until it listens, and how much memory it needs at rest: the demonstration
//! with its sample offices. Beside it Python's empty web server, which has nothing to open.

use std::time::Duration;

use anyhow::{Result, ensure};

use crate::Options;
use crate::program::Program;
use crate::report::{Better, Report, Row};

/// Starts of each side; the median counts.
const STARTS: usize = 7;
/// Pages shown before memory is measured again; the sibling shows ten times as many.
const PAGES: usize = 200;

/// Measures the first start on an empty directory, the next ones, and memory before and after work.
pub(crate) fn run(_: &Options, report: &mut Report) -> Result<()> {
    let directory = tempfile::tempdir()?;
    let data = directory.path().join("data");
    let first = Program::start("demo", &data)?;
    report.note(format!(
        "the very first start, which makes database, key, sample offices and accounts: {:.2} s",
        first.started_in.as_secs_f64()
    ));
    drop(first);
    let (mut ours, mut theirs, mut empty) = (Vec::new(), Vec::new(), Vec::new());
    for _ in 0..STARTS {
        ours.push(Program::start("serve", &data)?.started_in);
        let python = Program::python(directory.path());
        if let Ok(python) = python {
            empty.push(python.memory()?);
            theirs.push(python.started_in);
        }
    }
    let none = || "python3 is missing".to_owned();
    report.row(Row {
        name: "start until it listens".to_owned(),
        work: "an installation that is set up".to_owned(),
        unit: "s",
        better: Better::Lower,
        ours: median(&mut ours).as_secs_f64(),
        peer: (
            "python3 -m http.server".to_owned(),
            if theirs.is_empty() { Err(none()) } else { Ok(median(&mut theirs).as_secs_f64()) },
        ),
    });
    memory(report, &data, &empty.first().copied().ok_or_else(none))
}

fn memory(report: &mut Report, data: &std::path::Path, empty: &Result<f64, String>) -> Result<()> {
    let program = Program::start("demo", data)?;
    let mut connection = program.connect()?;
    for (pages, what) in [(1, "at rest"), (PAGES, "after work"), (10 * PAGES, "after ten times the work")] {
        for number in 0..pages {
            let path = if number % 2 == 0 { "/suche?q=parken" } else { "/anmelden" };
            let (status, _) = connection.get(path)?;
            ensure!(status == 200, "{path}: {status}");
        }
        report.row(Row {
            name: format!("memory {what}"),
            work: format!("{pages} pages shown"),
            unit: "MB",
            better: Better::Lower,
            ours: program.memory()?,
            peer: ("python3 -m http.server".to_owned(), empty.clone()),
        });
    }
    Ok(())
}

fn median(times: &mut [Duration]) -> Duration {
    times.sort_unstable();
    times[times.len() / 2]
}

//! Pages per second over the network of this machine, from the program as it is shipped: session, form token, texts,
//! search, rendering. Beside each the same server's `/healthz`, three bytes without any of that: what is left of its
//! rate is what the page costs.

use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Instant;

use anyhow::{Result, anyhow, ensure};

use crate::Options;
use crate::measure::alternate;
use crate::program::Program;
use crate::report::{Better, Report, Row};

const PAGES: [(&str, &str); 4] = [
    ("home page", "/"),
    ("search result page", "/suche?q=parken"),
    ("page of a service", "/leistung/99108001001000?ort=Erfurt"),
    ("form page (sign-in)", "/anmelden"),
];
/// Visitors at a time; the sibling has ten times as many.
const VISITORS: usize = 4;

/// Measures each page with few and with many visitors.
pub(crate) fn run(options: &Options, report: &mut Report) -> Result<()> {
    let directory = tempfile::tempdir()?;
    let program = Program::start("demo", directory.path())?;
    for (name, path) in PAGES {
        let bytes = program.connect()?.get(path)?.1;
        let mut costs = Vec::new();
        for visitors in [VISITORS, 10 * VISITORS] {
            let (ours, theirs) = alternate(
                || load(options, &program, path, visitors),
                Some(|| load(options, &program, "/healthz", visitors)),
            )?;
            costs.push(visitors as f64 / ours);
            report.row(Row {
                name: name.to_owned(),
                work: format!("{} KB, {visitors} visitors", bytes / 1000),
                unit: "/s",
                better: Better::Higher,
                ours,
                peer: ("/healthz".to_owned(), theirs.ok_or_else(|| "not measured".to_owned())),
            });
        }
        report.growth(format!("{name}, one round of all visitors"), costs[1] / costs[0]);
    }
    Ok(())
}

/// Pages per second when so many visitors ask without a pause.
fn load(options: &Options, program: &Program, path: &str, visitors: usize) -> Result<f64> {
    let done = AtomicU64::new(0);
    let start = Instant::now();
    std::thread::scope(|scope| {
        let threads: Vec<_> = (0..visitors)
            .map(|_| {
                scope.spawn(|| {
                    let mut connection = program.connect()?;
                    while start.elapsed() < options.time() {
                        let (status, _) = connection.get(path)?;
                        ensure!(status == 200, "{path}: {status}");
                        done.fetch_add(1, Ordering::Relaxed);
                    }
                    Ok(())
                })
            })
            .collect();
        threads.into_iter().try_for_each(|thread| thread.join().map_err(|_| anyhow!("a visitor panicked"))?)
    })?;
    Ok(done.load(Ordering::Relaxed) as f64 / start.elapsed().as_secs_f64())
}

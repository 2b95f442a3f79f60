//! Processes beside other engines of BPMN: the same model files in one run.
//!
//! Peers are processes of their own: SpiffWorkflow in Python, bpmn-engine in Node.js. `dev/setup process-peers` makes the
//! folder that `RENNSTEIG_PROCESS_PEERS` names. A peer whose instances end with another result than ours has no figure.

use std::path::{Path, PathBuf};

use crate::Options;
use crate::report::{Better, Report, Row};

pub(crate) mod durable;
mod models;
mod ours;
mod peer;

const SCRIPTS: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/src/processes");

/// Elements per second of one thread, nothing stored.
pub(crate) fn run(options: &Options, report: &mut Report) -> anyhow::Result<()> {
    let folder = std::env::var_os("RENNSTEIG_PROCESS_PEERS").map(PathBuf::from);
    let peers = folder.as_deref().map(|folder| peer::all(folder, Path::new(SCRIPTS))).unwrap_or_default();
    let files = tempfile::tempdir()?;
    let model = files.path().join("model.bpmn");
    let mut costs: Vec<(&str, f64)> = Vec::new();
    for case in models::all().iter().filter(|case| !options.quick || case.tenfold_of.is_none()) {
        let ours = ours::measure(case, options.time())?;
        let elements = f64::from(ours.elements);
        if let Some(smaller) = case.tenfold_of
            && let Some((_, cost)) = costs.iter().find(|(name, _)| *name == smaller)
        {
            report.growth(smaller, 1.0 / ours.rate / cost);
        }
        costs.push((case.name, 1.0 / ours.rate));
        if let Some((memory, json)) = ours.waiting {
            report.note(format!(
                "{}: a waiting instance is {memory} bytes in memory, {json} as JSON",
                case.name
            ));
        }
        std::fs::write(&model, &case.xml)?;
        let mut row = |peer: &str, figure: Result<f64, String>| {
            report.row(Row {
                name: case.name.to_owned(),
                work: format!("{} elements", ours.elements),
                unit: "elements/s",
                better: Better::Higher,
                ours: ours.rate * elements,
                peer: (peer.to_owned(), figure.map(|rate| rate * elements)),
            });
        };
        if peers.is_empty() {
            let reason = "not run, RENNSTEIG_PROCESS_PEERS is not set (use `make bench`)";
            row("SpiffWorkflow", Err(reason.to_owned()));
        }
        for peer in &peers {
            row(peer.name, peer.measure(&model, options.time(), &ours.result));
        }
    }
    Ok(())
}

//! Decisions beside other engines of DMN and FEEL: the same model files and the same inputs in one run.
//!
//! Peers are processes of their own, so that neither their libraries nor their interpreters are part of this
//! workspace: dsntk in Rust, SpiffWorkflow and bkflow-dmn in Python, dmn-eval-js and feelin in Node.js.
//! `dev/setup decision-peers` makes the folder that `RENNSTEIG_DECISION_PEERS` names. A peer whose results differ from
//! ours has no figure.

use std::path::{Path, PathBuf};

use crate::Options;
use crate::report::{Better, Report, Row};

mod models;
mod ours;
mod peer;

const SCRIPTS: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/src/decisions");

/// Measures each model: loading it, and one evaluation without the trace.
pub(crate) fn run(options: &Options, report: &mut Report) -> anyhow::Result<()> {
    let folder = std::env::var_os("RENNSTEIG_DECISION_PEERS").map(PathBuf::from);
    let peers = folder.as_deref().map(|folder| peer::all(folder, Path::new(SCRIPTS))).unwrap_or_default();
    let files = tempfile::tempdir()?;
    let mut costs: Vec<(&str, f64)> = Vec::new();
    for case in models::all() {
        let count = |run: &mut dyn FnMut()| allocation_counter::measure(run).count_total;
        let ours = ours::measure(&case, options.time(), count)
            .map_err(|error| anyhow::anyhow!("{}: {error}", case.name))?;
        if let Some(smaller) = case.tenfold_of
            && let Some((_, cost)) = costs.iter().find(|(name, _)| *name == smaller)
        {
            report.growth(smaller, ours.evaluation / cost);
        }
        costs.push((case.name, ours.evaluation));
        report.note(format!(
            "{}: {:.3} µs by name with nothing kept, {:.2} µs with the trace, {:.1} allocations",
            case.name, ours.by_name, ours.traced, ours.allocations
        ));
        let row = |name: String, ours, peer: &str, figure| Row {
            name,
            work: "1 evaluation".to_owned(),
            unit: "µs",
            better: Better::Lower,
            ours,
            peer: (peer.to_owned(), figure),
        };
        if peers.is_empty() {
            let reason = Err("not run, RENNSTEIG_DECISION_PEERS is not set (use `make bench`)".to_owned());
            report.row(row(case.name.to_owned(), ours.evaluation, "dsntk", reason));
        }
        for peer in peers.iter().filter(|peer| peer.refuses(&case).is_none()) {
            let told = peer.measure(&case, files.path(), options.time(), &ours.results);
            let (load, evaluation) = match told {
                Ok(told) => {
                    if let Some(allocations) = told.allocations {
                        report.note(format!("{}: {allocations:.1} allocations of {}", case.name, peer.name));
                    }
                    (Ok(told.load), Ok(told.evaluation))
                }
                Err(reason) => (Err(reason.clone()), Err(reason)),
            };
            report.row(row(case.name.to_owned(), ours.evaluation, peer.name, evaluation));
            let load = row(format!("{}, load", case.name), ours.load, peer.name, load);
            report.row(Row { work: "1 model".to_owned(), ..load });
        }
    }
    Ok(())
}

//! Processes of public suites and of the services in this repository, each with a scenario of defaults.

use std::path::{Path, PathBuf};

use bpmn::mine::{Log, conformance, mine};
use bpmn::simulate::{Error, Scenario, simulate};
use bpmn::{Definitions, Process};

fn files(folder: &Path, found: &mut Vec<PathBuf>) {
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            files(&path, found);
        } else if path.extension().is_some_and(|extension| extension == "bpmn") {
            found.push(path);
        }
    }
}

/// The processes in a folder that the engine can run.
fn processes(folder: &Path) -> Vec<Process> {
    let mut found = Vec::new();
    files(folder, &mut found);
    found.sort();
    let definitions = found.iter().filter_map(|path| Definitions::read(&std::fs::read(path).unwrap()).ok());
    let compile = |definitions: &Definitions| -> Vec<Process> {
        let ids = definitions.processes().filter_map(|process| process.id());
        ids.filter_map(|id| Process::compile(definitions, Some(id)).ok()).collect()
    };
    definitions.flat_map(|definitions| compile(&definitions)).collect()
}

/// No process is refused, loses cases or fails otherwise; the number of those that were run.
fn run_all(folder: &Path) -> usize {
    let empty = mine(&Log::new(), None);
    let processes = processes(folder);
    for process in &processes {
        let mut scenario = Scenario::from_log(process, &empty).scenario;
        scenario.trigger_count = 20;
        scenario.duration = Some("P30D".parse().unwrap());
        scenario.max_events = 5_000_000;
        match simulate(process, &scenario) {
            Ok(report) => {
                let cases = &report.cases;
                assert_eq!(cases.arrived, 20, "{}", process.id());
                assert_eq!(cases.finished + cases.open + cases.stuck, 20, "{}", process.id());
            }
            Err(Error::TooManyEvents { .. }) => {}
            Err(error) => panic!("{}: {error}", process.id()),
        }
        assert_eq!(conformance(process, &empty).fitting_cases, 0);
    }
    processes.len()
}

#[test]
fn services_of_this_repository() {
    assert!(run_all(&Path::new(env!("CARGO_MANIFEST_DIR")).join("../../services")) >= 3);
}

#[test]
fn public_suites() {
    let root = std::env::var_os("RENNSTEIG_CONFORMANCE").map_or_else(
        || PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../../shared/conformance"),
        PathBuf::from,
    );
    for suite in ["bpmn-miwg", "bpmn-betsy"] {
        let folder = root.join(suite);
        if !folder.is_dir() {
            println!("skipped: no {} (set RENNSTEIG_CONFORMANCE)", folder.display());
            continue;
        }
        let run = run_all(&folder);
        println!("{suite}: {run} processes were simulated");
        assert!(run > 0, "{suite}");
    }
}

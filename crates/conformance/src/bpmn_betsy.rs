//! The betsy suite (PEBL, University of Bamberg): executable processes with the trace that a conforming engine
//! leaves, and models that it must refuse. The adapter follows the conventions of the suite's README and nothing else.
//! Cases that the data mark as defective upstream are counted apart, in [`Outcome::defects`].

mod world;

use std::path::Path;
use std::sync::Arc;

use anyhow::Context as _;
use bpmn::{Definitions, Options, Process, ScriptLanguage, Status};
use feel::{Context, Value};
use jiff::SignedDuration;
use serde_json::Value as Json;
use world::{Processes, World};

use crate::Report;

/// What the suite gave.
#[derive(Debug, Default)]
pub struct Outcome {
    /// Cases and faulty models together.
    pub report: Report,
    /// Executable cases that passed.
    pub cases: usize,
    /// Faulty models that were refused.
    pub refused: usize,
    /// Cases with a defect upstream: passed and failed.
    pub defects: (usize, usize),
}

/// Runs all cases and all faulty models of the folder.
pub fn run(folder: &Path) -> anyhow::Result<Outcome> {
    let text = std::fs::read_to_string(folder.join("expectations.json")).context("expectations.json")?;
    let expectations: Json = serde_json::from_str(&text).context("expectations.json")?;
    let mut outcome = Outcome::default();
    for (path, process) in expectations["processes"].as_object().context("no processes")? {
        run_process(folder, path, process, &mut outcome)?;
    }
    outcome.cases = outcome.report.passed;
    for case in expectations["negative"].as_array().context("no negative cases")? {
        let path = case["file"].as_str().context("a negative case without file")?;
        let bytes = std::fs::read(folder.join(path)).with_context(|| path.to_owned())?;
        let result = match deploy(&bytes) {
            Err(_) => Ok(()),
            Ok(_) => Err("accepted, but must be refused".to_owned()),
        };
        outcome.report.count(path.to_owned(), result);
    }
    outcome.refused = outcome.report.passed - outcome.cases;
    Ok(outcome)
}

fn run_process(folder: &Path, path: &str, process: &Json, outcome: &mut Outcome) -> anyhow::Result<()> {
    let bytes = std::fs::read(folder.join(path)).with_context(|| path.to_owned())?;
    let deployed = deploy(&bytes);
    for case in process["cases"].as_array().into_iter().flatten() {
        let name = case["name"].as_str().unwrap_or(path);
        let result = match &deployed {
            Ok(processes) => judge(processes, process["process_to_start"].as_str().unwrap_or_default(), case),
            Err(_) if case["expected_kind"] == "error_deployment_or_runtime" => Ok(()),
            Err(problems) => Err(format!("refused: {problems}")),
        };
        match (case.get("upstream_defect"), result) {
            (None, result) => outcome.report.count(name.to_owned(), result),
            (Some(_), Ok(())) => outcome.defects.0 += 1,
            (Some(_), Err(_)) => outcome.defects.1 += 1,
        }
    }
    Ok(())
}

/// Compiles every executable process of a file, and every global task.
fn deploy(bytes: &[u8]) -> Result<Processes, String> {
    let text = |problems: Vec<bpmn::Problem>| {
        problems.iter().map(ToString::to_string).collect::<Vec<_>>().join("; ")
    };
    let source = rewrite(bytes);
    let definitions = Definitions::read(&source).map_err(text)?;
    let options = Options { scripts: vec![ScriptLanguage::Unspecified] };
    let mut processes = Processes::new();
    for element in definitions.root().children() {
        let process = element.is("process") && element.attribute("isExecutable") != Some("false");
        if !process && !element.is("globalScriptTask") {
            continue;
        }
        let id = element.id().unwrap_or_default();
        let compiled = Process::compile_with(&definitions, Some(id), &options).map_err(text)?;
        processes.insert(id.to_owned(), Arc::new(compiled));
    }
    if processes.is_empty() {
        // Whatever is wrong with the rest of the file is found here as well.
        Process::compile_with(&definitions, None, &options).map_err(text)?;
    }
    Ok(processes)
}

/// The expressions of the suite in FEEL. Bytes stay bytes: some files are not UTF-8.
fn rewrite(bytes: &[u8]) -> Vec<u8> {
    let mut text: String = bytes.iter().map(|byte| char::from(*byte)).collect();
    for letter in ["a", "b", "c"] {
        let call = format!("test.contains(\"{letter}\")");
        text = text.replace(&format!("!{call}"), &format!("not(contains(test, \"{letter}\"))"));
        text = text.replace(&call, &format!("contains(test, \"{letter}\")"));
    }
    text = text.replace("${integerVariable}", "integerVariable");
    text.chars().map(|c| u8::try_from(u32::from(c)).expect("every character came from a byte")).collect()
}

fn judge(processes: &Processes, main: &str, case: &Json) -> Result<(), String> {
    let mut world = World::new(processes);
    if case["start_parallel_process_first"] == Json::Bool(true) {
        world.start("ParallelProcess", Context::new())?;
    }
    let mut variables = Context::new().with("test", "").with("integerVariable", 0);
    for (name, value) in case["variables"].as_object().into_iter().flatten() {
        variables.insert(name.as_str(), Value::from_json(value));
    }
    let first = world.count();
    world.start(main, variables)?;
    let expected: Vec<String> = strings(&case["expected_trace"]);
    let delay = case["delay_ms"].as_i64().unwrap_or(0).max(if expected.is_empty() { 5_000 } else { 0 });
    world.run_until(SignedDuration::from_millis(delay))?;
    let mut trace = world.trace.clone();
    if world.marker && expected.iter().any(|entry| entry == "MARKER_exists") {
        trace.push("MARKER_exists".to_owned());
    }
    let outcome = world.status(first).clone();
    let error_end = matches!(outcome, Status::Ended(bpmn::Outcome::Error { .. }));
    match case["expected_kind"].as_str().unwrap_or_default() {
        "error_deployment_or_runtime" => {
            let silent = trace.iter().all(|entry| !entry.starts_with("SCRIPT_"));
            if silent && world.incident.is_some() {
                Ok(())
            } else {
                Err(format!("no error, trace {trace:?}"))
            }
        }
        "runtime_error" => match &world.incident {
            Some(_) => compare(trace, Vec::new()),
            None => Err(format!("no error, trace {trace:?}")),
        },
        "error_end_event" => {
            if error_end {
                trace.push("ERROR_thrownErrorEvent".to_owned());
            }
            compare(trace, expected)
        }
        _ => match world.incident {
            Some(incident) => Err(format!("incident: {incident}")),
            None if error_end => Err("ended by an error".to_owned()),
            None => compare(trace, expected),
        },
    }
}

fn strings(json: &Json) -> Vec<String> {
    json.as_array().into_iter().flatten().filter_map(|entry| entry.as_str().map(str::to_owned)).collect()
}

fn compare(mut trace: Vec<String>, mut expected: Vec<String>) -> Result<(), String> {
    trace.sort();
    expected.sort();
    if trace == expected { Ok(()) } else { Err(format!("trace {trace:?}, expected {expected:?}")) }
}

//! Peers as processes: each gets the same model file and the same inputs, and tells its figures.

use super::models::Case;
use serde_json::Value;
use std::ffi::OsString;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::Duration;

/// A peer: its name, the program that runs it with its first arguments, and what it can evaluate.
pub(crate) struct Peer {
    /// The name in the report.
    pub(crate) name: &'static str,
    command: Vec<OsString>,
    /// Whether it knows FEEL; the others know decision tables only.
    feel: bool,
    /// Whether it knows decisions that require others.
    graphs: bool,
}

/// What a peer tells.
pub(crate) struct Told {
    /// Microseconds to load the model.
    pub(crate) load: f64,
    /// Microseconds of one evaluation.
    pub(crate) evaluation: f64,
    /// Allocations of one evaluation, where it can count them.
    pub(crate) allocations: Option<f64>,
    /// Its results for the inputs in order.
    pub(crate) results: Vec<Value>,
}

/// The peers of a folder that `dev/setup decision-peers` made.
pub(crate) fn all(folder: &Path, scripts: &Path) -> Vec<Peer> {
    let python = |script: &str| vec![folder.join("python/bin/python").into(), scripts.join(script).into()];
    let node = |script: &str| vec!["node".into(), scripts.join(script).into(), folder.join("npm").into()];
    let dsntk: PathBuf = folder.join("dsntk/release/peer-dsntk");
    vec![
        Peer { name: "dsntk", command: vec![dsntk.into()], feel: true, graphs: true },
        Peer { name: "SpiffWorkflow", command: python("spiff.py"), feel: false, graphs: false },
        Peer { name: "bkflow-dmn", command: python("bkflow.py"), feel: false, graphs: false },
        Peer { name: "dmn-eval-js", command: node("dmn-eval.cjs"), feel: false, graphs: false },
        Peer { name: "feelin", command: node("feelin.mjs"), feel: true, graphs: false },
    ]
}

impl Peer {
    /// Why this peer cannot evaluate the model, if so.
    pub(crate) fn refuses(&self, case: &Case) -> Option<&'static str> {
        let is_table = case.name.starts_with("table");
        let is_graph = case.name.starts_with("graph");
        match (is_table, is_graph) {
            (true, _) if self.name == "feelin" => Some("no decision tables"),
            (_, true) if !self.graphs => Some("not all of this graph"),
            (false, false) if !self.feel => Some("not this FEEL"),
            _ => None,
        }
    }

    /// Measures the model in `folder`; its results must be `expected`.
    pub(crate) fn measure(
        &self,
        case: &Case,
        folder: &Path,
        time: Duration,
        expected: &[String],
    ) -> Result<Told, String> {
        if let Some(reason) = self.refuses(case) {
            return Err(reason.to_owned());
        }
        let (model, inputs) = (folder.join("model.dmn"), folder.join("inputs.json"));
        std::fs::write(&model, &case.xml).map_err(|error| error.to_string())?;
        std::fs::write(&inputs, case.inputs_json()).map_err(|error| error.to_string())?;
        let output = Command::new(&self.command[0])
            .args(&self.command[1..])
            .args([&model, &inputs])
            .args([case.decision, &time.as_secs_f64().to_string()])
            // Nothing is to be left in the folder of the scripts.
            .env("PYTHONDONTWRITEBYTECODE", "1")
            .stdin(Stdio::null())
            .stderr(Stdio::inherit())
            .output()
            .map_err(|error| format!("not run: {error}"))?;
        let text = String::from_utf8_lossy(&output.stdout);
        let line = text.lines().last().unwrap_or_default();
        let told: Value =
            serde_json::from_str(line).map_err(|_| "failed; its message stands above".to_owned())?;
        let figure = |key: &str| told[key].as_f64().ok_or_else(|| format!("told no {key}"));
        let told = Told {
            load: figure("load_us")?,
            evaluation: figure("evaluation_us")?,
            allocations: told["allocations"].as_f64(),
            results: told["results"].as_array().cloned().unwrap_or_default(),
        };
        told.check(expected)?;
        Ok(told)
    }
}

impl Told {
    /// A figure for other results than ours would compare different work.
    fn check(&self, expected: &[String]) -> Result<(), String> {
        // Some are so slow at large tables that they look at a few of the inputs only.
        if self.results.is_empty() || self.results.len() > expected.len() {
            return Err(format!("{} results for {} inputs", self.results.len(), expected.len()));
        }
        for (number, (found, expected)) in self.results.iter().zip(expected).enumerate() {
            let same =
                match (found.as_f64().or_else(|| found.as_str()?.parse().ok()), expected.parse::<f64>()) {
                    (Some(found), Ok(expected)) => (found - expected).abs() <= 1e-6 * expected.abs().max(1.0),
                    _ => found.as_str().is_some_and(|found| found == expected.trim_matches('"')),
                };
            if !same {
                return Err(format!("another result for input {number}: {found} instead of {expected}"));
            }
        }
        Ok(())
    }
}

//! Peers as processes: each gets the same model file and tells how many instances it runs in a second.

use std::ffi::OsString;
use std::path::Path;
use std::process::{Command, Stdio};
use std::time::Duration;

use serde_json::Value;

/// Seconds after which a peer is given up.
const PATIENCE: u32 = 120;

/// The exit code of `timeout` for that.
const TIMED_OUT: i32 = 124;

/// A peer: its name, and the program that runs it with its first arguments.
pub(crate) struct Peer {
    /// The name in the report.
    pub(crate) name: &'static str,
    command: Vec<OsString>,
}

/// The peers of a folder that `dev/setup process-peers` made.
pub(crate) fn all(folder: &Path, scripts: &Path) -> Vec<Peer> {
    let python = vec![folder.join("python/bin/python").into(), scripts.join("spiff.py").into()];
    let node = vec!["node".into(), scripts.join("bpmn-engine.cjs").into(), folder.join("npm").into()];
    vec![Peer { name: "SpiffWorkflow", command: python }, Peer { name: "bpmn-engine", command: node }]
}

impl Peer {
    /// Instances per second of the model; one of them must end as `expected`.
    pub(crate) fn measure(&self, model: &Path, time: Duration, expected: &Value) -> Result<f64, String> {
        let output = Command::new("timeout")
            .arg(PATIENCE.to_string())
            .args(&self.command)
            .arg(model)
            .arg(time.as_secs_f64().to_string())
            // Nothing is to be left in the folder of the scripts.
            .env("PYTHONDONTWRITEBYTECODE", "1")
            .stdin(Stdio::null())
            .stderr(Stdio::inherit())
            .output()
            .map_err(|error| format!("not run: {error}"))?;
        if output.status.code() == Some(TIMED_OUT) {
            return Err(format!("no instance ended within {PATIENCE} s"));
        }
        let text = String::from_utf8_lossy(&output.stdout);
        let told: Value = serde_json::from_str(text.lines().last().unwrap_or_default())
            .map_err(|_| "failed; its message stands above".to_owned())?;
        if told["result"] != *expected {
            return Err(format!("another result: {} instead of {expected}", told["result"]));
        }
        told["instances_per_s"].as_f64().ok_or_else(|| "told no figure".to_owned())
    }
}

//! Runs public suites against the cores. One module a suite; each takes the folder of its data and gives a
//! [`Report`]. No case is special-cased: a case passes when the core gives what the suite expects.

pub mod bpmn_betsy;
pub mod bpmn_miwg;
pub mod dmn_roundtrip;
pub mod dmn_tck;
pub mod feel_differential;
pub mod thueringen;
pub mod xml;

use std::{fmt, path::PathBuf};

/// What a suite gave.
#[derive(Clone, Debug, Default)]
pub struct Report {
    /// The cases that passed.
    pub passed: usize,
    /// The cases that did not, each with what was expected and found.
    pub failures: Vec<Failure>,
}

/// A case that did not pass.
#[derive(Clone, Debug)]
pub struct Failure {
    /// Folder, file and id of the case.
    pub case: String,
    /// What was expected and found.
    pub message: String,
}

impl Report {
    /// Counts a case.
    pub fn count(&mut self, case: String, result: Result<(), String>) {
        match result {
            Ok(()) => self.passed += 1,
            Err(message) => self.failures.push(Failure { case, message }),
        }
    }
}

impl fmt::Display for Report {
    /// Each failing case on a line, and last `N passed, M failed`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for failure in &self.failures {
            writeln!(f, "FAILED {}: {}", failure.case, failure.message)?;
        }
        write!(f, "{} passed, {} failed", self.passed, self.failures.len())
    }
}

/// The folder of a suite's data: in `RENNSTEIG_CONFORMANCE`, or beside the workspace in
/// `../shared/conformance`. `None` where it is not there.
pub fn data(suite: &str) -> Option<PathBuf> {
    let root = std::env::var_os("RENNSTEIG_CONFORMANCE").map_or_else(
        || PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../../shared/conformance"),
        PathBuf::from,
    );
    let folder = root.join(suite);
    folder.is_dir().then_some(folder)
}

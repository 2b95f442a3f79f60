//! `rennsteig decision check`: what can go wrong in a model that reads well.

use super::Files;
use anyhow::{Result, bail};
use dmn::{Finding, Severity};

pub(super) fn run(files: &Files) -> Result<()> {
    let findings = files.open()?.check();
    let errors = print(&files.model.display().to_string(), &findings);
    println!("{errors} errors, {} other findings", findings.len() - errors);
    if errors > 0 { bail!("{} can decide wrongly, or not at all", files.model.display()) } else { Ok(()) }
}

/// Prints what was found in a file, and tells how many errors there are.
pub(crate) fn print(file: &str, findings: &[Finding]) -> usize {
    for finding in findings {
        println!("{file}: {finding}");
    }
    findings.iter().filter(|finding| finding.severity == Severity::Error).count()
}

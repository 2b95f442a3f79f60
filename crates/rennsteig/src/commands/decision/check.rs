//! `rennsteig decision check`: what can go wrong in a model that reads well.

use super::Files;
use anyhow::{Result, bail};
use dmn::Severity;

pub(super) fn run(files: &Files) -> Result<()> {
    let findings = files.open()?.check();
    for finding in &findings {
        println!("{}: {finding}", files.model.display());
    }
    let errors = findings.iter().filter(|finding| finding.severity == Severity::Error).count();
    println!("{errors} errors, {} other findings", findings.len() - errors);
    if errors > 0 { bail!("{} can decide wrongly, or not at all", files.model.display()) } else { Ok(()) }
}

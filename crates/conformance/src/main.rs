//! `cargo run -p conformance -- <suite> <folder>`: prints each failing case and last `N passed, M failed`.

use anyhow::{Context, bail};
use std::{io::Write, path::PathBuf};

fn main() -> anyhow::Result<()> {
    let mut arguments = std::env::args().skip(1);
    let suite = arguments.next().context(
        "usage: conformance <suite> [folder]; suites: bpmn-betsy, bpmn-miwg, dmn-roundtrip, dmn-tck",
    )?;
    let folder = match arguments.next() {
        Some(folder) => PathBuf::from(folder),
        None => conformance::data(&suite)
            .with_context(|| format!("the data of {suite} are not there; name their folder"))?,
    };
    let report = match suite.as_str() {
        "bpmn-betsy" => {
            let outcome = conformance::bpmn_betsy::run(&folder)?;
            let (passed, failed) = outcome.defects;
            writeln!(
                std::io::stdout(),
                "defective upstream, counted apart: {passed} passed, {failed} failed"
            )?;
            outcome.report
        }
        "bpmn-miwg" => conformance::bpmn_miwg::run(&folder)?,
        "dmn-roundtrip" => {
            let outcome = conformance::dmn_roundtrip::run(&folder)?;
            writeln!(std::io::stdout(), "{}", outcome.summary())?;
            outcome.report
        }
        "dmn-tck" => {
            let outcome = conformance::dmn_tck::run(&folder)?;
            for failure in &outcome.java {
                writeln!(std::io::stdout(), "needs Java, counted apart: {}", failure.case)?;
            }
            outcome.report
        }
        other => bail!("there is no suite '{other}'; suites: bpmn-betsy, bpmn-miwg, dmn-roundtrip, dmn-tck"),
    };
    writeln!(std::io::stdout(), "{report}")?;
    Ok(())
}

//! `cargo run -p conformance -- <suite> <folder>`: prints each failing case and last `N passed, M failed`. `feel-differential`
//! takes the other engine instead of a folder, how many expressions, and a seed (`dev/feel-differential`).

use anyhow::{Context, bail, ensure};
use std::{io::Write, path::PathBuf};

const SUITES: &str = "suites: bpmn-betsy, bpmn-miwg, dmn-roundtrip, dmn-tck, feel-differential, thueringen";

fn main() -> anyhow::Result<()> {
    let mut arguments = std::env::args().skip(1);
    let suite = arguments.next().with_context(|| format!("usage: conformance <suite> [folder]; {SUITES}"))?;
    if suite == "feel-differential" {
        return feel_differential(arguments);
    }
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
        "thueringen" => {
            let outcome = conformance::thueringen::run(&folder)?;
            writeln!(std::io::stdout(), "{}", outcome.summary())?;
            outcome.report
        }
        other => bail!("there is no suite '{other}'; {SUITES}"),
    };
    writeln!(std::io::stdout(), "{report}")?;
    Ok(())
}

fn feel_differential(mut arguments: impl Iterator<Item = String>) -> anyhow::Result<()> {
    let usage = "usage: conformance feel-differential PEER [COUNT [SEED]]";
    let peer = PathBuf::from(arguments.next().context(usage)?);
    let count = arguments.next().map_or(Ok(10_000), |count| count.parse()).context(usage)?;
    let seed = arguments.next().map_or(Ok(1), |seed| seed.parse()).context(usage)?;
    let table = include_str!("../../../docs/feel-differences.md");
    let outcome = conformance::feel_differential::run(&peer, table, count, seed)?;
    let mut out = std::io::stdout().lock();
    for (difference, times) in &outcome.explained {
        writeln!(out, "explained, {times} times: {difference}")?;
    }
    writeln!(out, "{}", outcome.report)?;
    ensure!(
        outcome.report.failures.is_empty(),
        "there are differences that docs/feel-differences.md does not explain"
    );
    Ok(())
}

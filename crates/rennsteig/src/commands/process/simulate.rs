//! `rennsteig process simulate`: how long cases will take, where they wait, who is busy.

use super::figures::{duration, percent, table};
use super::{one_process, read};
use anyhow::{Context, Result, bail};
use bpmn::simulate::{Error, Report, Scenario, simulate};
use clap::Args;
use std::path::{Path, PathBuf};

/// A process and what is assumed.
#[derive(Args, Debug)]
pub(crate) struct Simulation {
    /// The BPMN file.
    model: PathBuf,
    /// The scenario: TOML, or JSON if the name ends so. See docs/editors/simulation.md.
    scenario: PathBuf,
    /// The process, where the file holds several.
    #[arg(long, value_name = "ID")]
    process: Option<String>,
    /// Independent runs instead of what the scenario says; several give confidence intervals.
    #[arg(long, value_name = "N")]
    runs: Option<u32>,
    /// Prints all figures as JSON.
    #[arg(long)]
    json: bool,
}

pub(super) fn run(simulation: &Simulation) -> Result<()> {
    let definitions = read(&simulation.model)?;
    let process = one_process(&definitions, &simulation.model, simulation.process.as_deref())?;
    let mut scenario = scenario(&simulation.scenario)?;
    if let Some(runs) = simulation.runs {
        scenario.replications = runs;
    }
    let report = match simulate(&process, &scenario) {
        Ok(report) => report,
        Err(Error::Scenario(problems)) => {
            for problem in &problems {
                println!("{}: {problem}", simulation.scenario.display());
            }
            bail!("{}: {} problems", simulation.scenario.display(), problems.len());
        }
        Err(error) => return Err(error.into()),
    };
    if simulation.json {
        println!("{}", serde_json::to_string_pretty(&report)?);
    } else {
        print(&report);
    }
    Ok(())
}

fn scenario(path: &Path) -> Result<Scenario> {
    let place = path.display();
    let text = std::fs::read_to_string(path).with_context(|| format!("{place} cannot be read"))?;
    if path.extension().is_some_and(|extension| extension == "json") {
        serde_json::from_str(&text).with_context(|| format!("{place} is no scenario"))
    } else {
        toml::from_str(&text).with_context(|| format!("{place} is no scenario"))
    }
}

fn print(report: &Report) {
    let cases = &report.cases;
    println!(
        "cases: {} arrived, {} finished, {} open, {} stuck",
        cases.arrived, cases.finished, cases.open, cases.stuck
    );
    let through = &cases.throughput_per_day;
    println!("finished a day: {:.2} (95 %: {:.2} to {:.2})", through.mean, through.low, through.high);
    println!(
        "from begin to end: median {}, mean {}, p90 {}, longest {}",
        duration(cases.cycle_time.median_ms),
        duration(cases.cycle_time.mean_ms),
        duration(cases.cycle_time.p90_ms),
        duration(cases.cycle_time.max_ms)
    );
    println!(
        "of it a case waits for staff {} and is worked on {} (means)",
        duration(cases.waiting.mean_ms),
        duration(cases.working.mean_ms)
    );
    if cases.cost > 0 {
        println!("costs: {}.{:02} euros", cases.cost / 100, cases.cost % 100);
    }
    let activities: Vec<Vec<String>> = report
        .activities
        .iter()
        .map(|one| {
            vec![
                one.element.clone(),
                one.working.count.to_string(),
                duration(one.waiting.median_ms),
                duration(one.waiting.p90_ms),
                duration(one.working.median_ms),
                duration(one.working.p90_ms),
            ]
        })
        .collect();
    table(&["activity", "done", "waits", "p90", "work", "p90"], &activities);
    let pools: Vec<Vec<String>> = report
        .pools
        .iter()
        .map(|pool| {
            vec![
                pool.name.clone(),
                pool.quantity.to_string(),
                percent(pool.utilisation.mean),
                pool.longest_queue.to_string(),
                format!("{:.1}", pool.mean_queue.mean),
            ]
        })
        .collect();
    table(&["pool", "people", "busy", "longest queue", "mean queue"], &pools);
    for stuck in &report.stuck {
        println!("stuck: {stuck}");
    }
    if let Some(bottleneck) = &report.bottleneck {
        println!("bottleneck: {bottleneck}");
    }
}

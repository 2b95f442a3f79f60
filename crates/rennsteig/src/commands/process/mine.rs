//! `rennsteig process mine`: what really happened, from the journal or from the log of another program.

use super::draw::put;
use super::figures::{duration, percent, table};
use super::{one_process, read};
use crate::{config::Config, house};
use anyhow::{Context, Result, bail};
use bpmn::Process;
use bpmn::mine::{self, Calendar, Columns, Log, Mined, Weekday, WorkingHours};
use bpmn::simulate::Scenario;
use cases::{Asked, Verfahren};
use clap::Args;
use identity::Scope;
use jiff::{
    Timestamp,
    civil::{Date, time},
    tz::TimeZone,
};
use packages::Library;
use std::path::{Path, PathBuf};
use tabular::Limits;

/// Lines shown of each list.
const SHOWN: usize = 15;
/// Rows and bytes of a table that is read.
const ROWS: usize = 5_000_000;
const BYTES: usize = 1 << 30;

/// Whose events, and what is asked of them.
#[derive(Args, Debug)]
pub(crate) struct Mining {
    /// A log of another program: XES, or a table (CSV, XLSX, ODS) with a row for each event. Without it the journal of
    /// this installation is asked.
    #[arg(value_name = "FILE", conflicts_with_all = ["package", "verfahren"])]
    log: Option<PathBuf>,
    /// The package whose cases are asked about.
    #[arg(long, value_name = "ID", required_unless_present = "log")]
    package: Option<String>,
    /// Which of its processes: antrag or widerspruch.
    #[arg(long, default_value = "antrag", value_parser = verfahren)]
    verfahren: Verfahren,
    /// Cases received from this day on.
    #[arg(long, value_name = "DAY")]
    from: Option<Date>,
    /// Cases received until this day.
    #[arg(long, value_name = "DAY")]
    until: Option<Date>,
    /// A BPMN file that the log is held against.
    #[arg(long, value_name = "FILE")]
    model: Option<PathBuf>,
    /// The process in that file, where it holds several.
    #[arg(long, value_name = "ID")]
    process: Option<String>,
    /// Counts working time only: Monday to Friday, 8 to 16 o'clock.
    #[arg(long)]
    working_time: bool,
    /// Writes a scenario for `process simulate` that is fitted to the log; needs --model.
    #[arg(long, value_name = "FILE", requires = "model")]
    scenario: Option<PathBuf>,
    /// Prints all figures as JSON.
    #[arg(long)]
    json: bool,
}

fn verfahren(text: &str) -> Result<Verfahren, String> {
    Verfahren::parse(text).ok_or_else(|| "write antrag or widerspruch".to_owned())
}

pub(super) async fn run(config: impl FnOnce() -> Result<Config>, mining: &Mining) -> Result<()> {
    let log = match &mining.log {
        Some(file) => of_file(file)?,
        None => of_journal(config()?, mining).await?,
    };
    let calendar = mining.working_time.then(office_hours);
    let mined = mine::mine(&log, calendar.as_ref());
    let model = match &mining.model {
        Some(file) => Some(one_process(&read(file)?, file, mining.process.as_deref())?),
        None => None,
    };
    if let (Some(process), Some(to)) = (&model, &mining.scenario) {
        fit(process, &mined, to)?;
    }
    if mining.json {
        let conformance = model.as_ref().map(|process| mine::conformance(process, &mined));
        let all = serde_json::json!({ "mined": mined, "conformance": conformance });
        println!("{}", serde_json::to_string_pretty(&all)?);
        return Ok(());
    }
    print(&mined);
    if let Some(process) = &model {
        agreement(&mine::conformance(process, &mined));
    }
    Ok(())
}

fn office_hours() -> Calendar {
    use Weekday::{Friday, Monday, Thursday, Tuesday, Wednesday};
    let hours = WorkingHours {
        days: vec![Monday, Tuesday, Wednesday, Thursday, Friday],
        from: time(8, 0, 0, 0),
        to: time(16, 0, 0, 0),
    };
    Calendar { working_hours: vec![hours], holidays: Vec::new() }
}

fn of_file(file: &Path) -> Result<Log> {
    let place = file.display();
    let bytes = std::fs::read(file).with_context(|| format!("{place} cannot be read"))?;
    if file.extension().is_some_and(|extension| extension == "xes") {
        return Log::read_xes(&bytes).with_context(|| format!("{place} is no XES log that can be read"));
    }
    let limits = Limits { rows: ROWS, bytes: BYTES, unpacked: BYTES as u64, ..Limits::default() };
    let sheet =
        tabular::read(&bytes, &limits).with_context(|| format!("{place} is no table that can be read"))?;
    let mut rows = sheet.rows.iter().map(|row| row.cells.as_slice());
    let Some(headers) = rows.next() else { bail!("{place} is empty") };
    let headers: Vec<&str> = headers.iter().map(String::as_str).collect();
    Log::from_rows(&headers, &Columns::default(), rows).with_context(|| format!("{place} is no log"))
}

async fn of_journal(config: Config, mining: &Mining) -> Result<Log> {
    let store = house::open_existing(&config).await?;
    let day = |day: Date| Some(day.to_zoned(TimeZone::get("Europe/Berlin").ok()?).ok()?.timestamp());
    let until = mining.until.and_then(|until| until.tomorrow().ok());
    let asked = Asked {
        package: mining.package.clone().unwrap_or_default(),
        verfahren: mining.verfahren,
        from: mining.from.and_then(day).unwrap_or(Timestamp::UNIX_EPOCH),
        until: until.and_then(day).unwrap_or_else(|| store.now()),
    };
    let log = cases::event_log(&store, &Scope::House, &Library::new(store.clone()), &asked).await?;
    store.close().await;
    Ok(log)
}

fn fit(process: &Process, mined: &Mined, to: &Path) -> Result<()> {
    let fitted = Scenario::from_log(process, mined);
    let text = if to.extension().is_some_and(|extension| extension == "json") {
        serde_json::to_string_pretty(&fitted.scenario)?
    } else {
        toml::to_string_pretty(&fitted.scenario)?
    };
    put(Some(to), &text)?;
    for note in &fitted.notes {
        eprintln!("{}: {note}", to.display());
    }
    Ok(())
}

fn print(mined: &Mined) {
    let cases = &mined.cases;
    println!("{} cases, {} of them open", cases.count, cases.open);
    let cycle = &cases.cycle_time;
    println!("from begin to end: median {}, p90 {}", duration(cycle.median_ms), duration(cycle.p90_ms));
    let activities: Vec<Vec<String>> = mined
        .activities
        .iter()
        .map(|one| {
            let name = one.name.as_deref().unwrap_or(&one.id);
            vec![
                name.to_owned(),
                one.completed.to_string(),
                duration(one.waiting.median_ms),
                duration(one.waiting.p90_ms),
                duration(one.working.median_ms),
                duration(one.working.p90_ms),
                percent(one.share),
            ]
        })
        .collect();
    table(&["activity", "done", "waits", "p90", "work", "p90", "share"], &activities);
    println!("ways, the most frequent first ({} in all):", mined.variants.len());
    for way in mined.variants.iter().take(SHOWN) {
        println!("{:>8}  {}", way.cases, way.activities.join(" > "));
    }
    for again in mined.rework.iter().take(SHOWN) {
        println!("done again: {} in {} cases, {} times more", again.activity, again.cases, again.repetitions);
    }
    for bottleneck in mined.bottlenecks.iter().take(3) {
        println!("bottleneck: {bottleneck}");
    }
    if mined.oddities != mine::Oddities::default() {
        println!("odd in the log: {}", serde_json::to_string(&mined.oddities).unwrap_or_default());
    }
}

fn agreement(found: &mine::Conformance) {
    println!(
        "{} of {} cases follow the model ({})",
        found.fitting_cases,
        found.cases,
        percent(found.fitness)
    );
    let word = |id: &Option<std::sync::Arc<str>>, none: &str| id.as_deref().unwrap_or(none).to_owned();
    for deviation in found.deviations.iter().take(SHOWN) {
        let (from, to) = (word(&deviation.from, "begin"), word(&deviation.to, "end"));
        println!("not in the model: {from} > {to}, {} times", deviation.count);
    }
    if !found.unknown.is_empty() {
        println!("unknown to the model: {}", found.unknown.join(", "));
    }
    if !found.never_reached.is_empty() {
        println!("never reached: {}", found.never_reached.join(", "));
    }
}

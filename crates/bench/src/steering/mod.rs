//! Aktionspläne: the whole published file of Thüringen read and taken in, the pages of its measures, and the list of measures
//! among 10,000 and 100,000 with 20 editions each.
//!
//! What is measured at scale is looking for measures, so those tables are filled by SQL, without a journal ([`fill`]). Each figure
//! is that of the whole page from the program as it is shipped, over the network of the machine. Beside it stands one row by its id
//! from the same table: the least that any query costs.

mod fill;

use std::path::PathBuf;
use std::time::{Duration, Instant};

use anyhow::{Context, Result, ensure};
use identity::Scope;
use steering::Gesucht;
use store::{Engine, Reader, sql};

use crate::Options;
use crate::program::Connection;
use crate::report::{Better, Report, Row};
use crate::world::World;

/// Measures of the small measurement; the sibling has ten times as many.
const MEASURES: i64 = 10_000;
/// Plans that each of them is in.
const EDITIONS: i64 = 20;
/// Times that each page is asked for at least.
const TIMES: usize = 40;

/// Measures on both engines; PostgreSQL is passed over, with a word, where there is none.
pub(crate) fn run(options: &Options, report: &mut Report) -> Result<()> {
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build()?;
    for (engine, name) in options.engines() {
        if let Err(error) = runtime.block_on(on_engine(options, engine, name, report)) {
            if engine == Engine::Sqlite {
                return Err(error);
            }
            report.note(format!("steering, {name}: {error:#}"));
        }
    }
    Ok(())
}

async fn on_engine(options: &Options, engine: Engine, name: &str, report: &mut Report) -> Result<()> {
    match published()? {
        Some(text) => taken_in(options, engine, name, &text, report).await?,
        None => report.note(format!("steering, {name}: the published plans are not there, skipped")),
    }
    let mut small: Vec<(&str, f64)> = Vec::new();
    for measures in [MEASURES, 10 * MEASURES] {
        let world = World::for_program(engine).await?;
        let start = Instant::now();
        fill::measures(&world, measures, EDITIONS).await?;
        let took = start.elapsed().as_secs_f64();
        report.note(format!(
            "steering, {name}: {measures} measures of {EDITIONS} plans; filling took {took:.0} s"
        ));
        for (what, figure) in at_scale(options, &world, name, measures, report).await? {
            match small.iter().find(|(known, _)| *known == what) {
                Some((_, before)) => report.growth(format!("{what}, {name}"), figure / before),
                None => small.push((what, figure)),
            }
        }
    }
    Ok(())
}

/// The published plans, where the files beside the repository are there.
fn published() -> Result<Option<String>> {
    let folder = std::env::var_os("RENNSTEIG_CONFORMANCE").map_or_else(
        || PathBuf::from(concat!(env!("CARGO_MANIFEST_DIR"), "/../../../shared/conformance")),
        Into::into,
    );
    let file = folder.join("thueringen/kleine-anfrage-8-710.txt");
    if !file.exists() {
        return Ok(None);
    }
    std::fs::read_to_string(&file).map(Some).with_context(|| file.display().to_string())
}

/// Reads and takes in the whole file as the command does, then opens each measure.
async fn taken_in(
    options: &Options,
    engine: Engine,
    name: &str,
    text: &str,
    report: &mut Report,
) -> Result<()> {
    let mut imports = Vec::new();
    let mut reads = Vec::new();
    let mut last = None;
    for _ in 0..3 {
        let world = World::for_program(engine).await?;
        let start = Instant::now();
        let reading = plans::read(text);
        reads.push(start.elapsed());
        let mut tx = world.store.begin().await?;
        steering::take_in(&mut tx, &Scope::House, &reading, "plans.txt", None).await?;
        tx.commit().await?;
        imports.push(start.elapsed());
        last = Some(world);
    }
    imports.sort_unstable();
    reads.sort_unstable();
    let seconds = |times: &[Duration]| times[times.len() / 2].as_secs_f64();
    report.row(Row {
        name: format!("plans: read and take in, {name}"),
        work: format!("{} KB", text.len() / 1000),
        unit: "s",
        better: Better::Lower,
        ours: seconds(&imports),
        peer: ("reading alone".to_owned(), Ok(seconds(&reads))),
    });
    let world = last.context("nothing was taken in")?;
    let mut reader = world.store.reader();
    let all = steering::alle(&mut reader, &Gesucht::default(), None).await?;
    ensure!(!all.is_empty(), "no measures were taken in");
    let pages: Vec<_> = all.into_iter().map(|kurz| format!("/massnahmen/{}", kurz.id)).collect();
    let program = world.serve()?;
    let mut connection = program.connect()?;
    let mut times = Vec::new();
    let start = Instant::now();
    while start.elapsed() < options.time() || times.len() < pages.len() {
        times.push(page(&mut connection, &pages[times.len() % pages.len()])?);
    }
    let nothing = one_row(options, &mut reader).await?;
    report.row(Row {
        name: format!("plans: page of a measure with its history, p95, {name}"),
        work: format!("{} measures", pages.len()),
        unit: "ms",
        better: Better::Lower,
        ours: p95(&mut times),
        peer: ("one row by id".to_owned(), Ok(nothing)),
    });
    Ok(())
}

/// How long a page takes.
fn page(connection: &mut Connection, path: &str) -> Result<Duration> {
    let asked = Instant::now();
    let (status, _) = connection.get(path)?;
    let took = asked.elapsed();
    ensure!(status == 200, "{path}: {status}");
    Ok(took)
}

/// What people look for, as the address says it: rare words and common ones, filters alone and together.
const SEARCHES: [(&str, &str); 13] = [
    ("no filter", ""),
    ("a rare word", "q=wort12345"),
    ("a word of every third", "q=portal"),
    ("the beginning of all words", "q=wo"),
    ("a common and a rare word", "q=portal+wort12345"),
    ("two common words", "q=portal+akte"),
    ("a plan", "plan=2020"),
    ("an office", "federfuehrung=M3"),
    ("an office and a common word", "federfuehrung=M3&q=portal"),
    ("a common finding", "befund=regel0"),
    ("a rare finding", "befund=regel16"),
    ("vanished", "lage=verschwunden"),
    ("a late page", "seite=20"),
];

async fn at_scale(
    options: &Options,
    world: &World,
    name: &str,
    measures: i64,
    report: &mut Report,
) -> Result<Vec<(&'static str, f64)>> {
    let nothing = one_row(options, &mut world.store.reader()).await?;
    let program = world.serve()?;
    let mut connection = program.connect()?;
    let mut figures = Vec::new();
    for (what, search) in SEARCHES {
        let path = format!("/massnahmen?{search}");
        let mut times = Vec::new();
        let start = Instant::now();
        while start.elapsed() < options.time() || times.len() < TIMES {
            times.push(page(&mut connection, &path)?);
        }
        let figure = p95(&mut times);
        figures.push((what, figure));
        report.row(Row {
            name: format!("measures: {what}, p95, {name}"),
            work: format!("{measures} measures, {EDITIONS} plans"),
            unit: "ms",
            better: Better::Lower,
            ours: figure,
            peer: ("one row by id".to_owned(), Ok(nothing)),
        });
    }
    Ok(figures)
}

/// p95 of one row by its id, in milliseconds.
async fn one_row(options: &Options, reader: &mut Reader) -> Result<f64> {
    let (id,): (String,) = sql("SELECT id FROM steering_massnahmen LIMIT 1").one(reader).await?;
    let mut times = Vec::new();
    let start = Instant::now();
    while start.elapsed() < options.time() || times.len() < TIMES {
        let asked = Instant::now();
        let found: (String,) =
            sql("SELECT titel FROM steering_massnahmen WHERE id = $1").bind(id.clone()).one(reader).await?;
        times.push(asked.elapsed());
        std::hint::black_box(found);
    }
    Ok(p95(&mut times))
}

/// In milliseconds.
fn p95(times: &mut [Duration]) -> f64 {
    times.sort_unstable();
    let last = times.len().saturating_sub(1);
    times.get(last * 95 / 100).map_or(0.0, |time| time.as_secs_f64() * 1000.0)
}

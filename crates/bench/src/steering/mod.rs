//! Aktionspläne: the whole published file of Thüringen read and taken in, the pages of its measures, and the list of measures
//! among 10,000 and 100,000 with 20 editions each.
//!
//! What is measured at scale are queries, so those tables are filled by SQL, without a journal ([`fill`]). Each query is that
//! of the page: what fits, how many, and what there is to choose from. Beside it stands one row by its id from the same table:
//! the least that any query costs.

mod fill;

use std::path::PathBuf;
use std::time::{Duration, Instant};

use anyhow::{Context, Result, ensure};
use identity::Scope;
use steering::{Gesucht, Id, Lage};
use store::{Engine, Reader, sql};

use crate::Options;
use crate::report::{Better, Report, Row};
use crate::world::World;

/// Measures of the small measurement; the sibling has ten times as many.
const MEASURES: i64 = 10_000;
/// Plans that each of them is in.
const EDITIONS: i64 = 20;
/// Times that each query is asked at least.
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
        let world = World::open(engine).await?;
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
        let world = World::open(engine).await?;
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
    let ids: Vec<_> = all.into_iter().map(|kurz| Id(kurz.id)).collect();
    let mut times = Vec::new();
    let start = Instant::now();
    while start.elapsed() < options.time() || times.len() < ids.len() {
        let asked = Instant::now();
        steering::massnahme(&mut reader, &ids[times.len() % ids.len()]).await?;
        times.push(asked.elapsed());
    }
    let nothing = one_row(options, &mut reader).await?;
    report.row(Row {
        name: format!("plans: a measure with its history, p95, {name}"),
        work: format!("{} measures", ids.len()),
        unit: "ms",
        better: Better::Lower,
        ours: p95(&mut times),
        peer: ("one row by id".to_owned(), Ok(nothing)),
    });
    Ok(())
}

/// What people look for: rare words and common ones, filters alone and together.
fn searches() -> Vec<(&'static str, Gesucht)> {
    let words = |worte: &str| Gesucht { worte: worte.to_owned(), ..Gesucht::default() };
    let lead = || Gesucht { federfuehrung: Some("M3".to_owned()), ..Gesucht::default() };
    vec![
        ("no filter", Gesucht::default()),
        ("a rare word", words("wort12345")),
        ("a word of every third", words("portal")),
        ("the beginning of all words", words("wo")),
        ("a common and a rare word", words("portal wort12345")),
        ("two common words", words("portal akte")),
        ("a plan", Gesucht { jahr: Some(2020), ..Gesucht::default() }),
        ("an office", lead()),
        ("an office and a common word", Gesucht { worte: "portal".to_owned(), ..lead() }),
        ("a common finding", Gesucht { regel: Some("regel0".to_owned()), ..Gesucht::default() }),
        ("a rare finding", Gesucht { regel: Some("regel16".to_owned()), ..Gesucht::default() }),
        ("vanished", Gesucht { lage: Some(Lage::Verschwunden), ..Gesucht::default() }),
        ("the last counted page", Gesucht { seite: 19, ..Gesucht::default() }),
    ]
}

async fn at_scale(
    options: &Options,
    world: &World,
    name: &str,
    measures: i64,
    report: &mut Report,
) -> Result<Vec<(&'static str, f64)>> {
    let mut reader = world.store.reader();
    let nothing = one_row(options, &mut reader).await?;
    let mut figures = Vec::new();
    for (what, gesucht) in searches() {
        let mut times = Vec::new();
        let start = Instant::now();
        while start.elapsed() < options.time() || times.len() < TIMES {
            let asked = Instant::now();
            let page = steering::massnahmen(&mut reader, &gesucht).await?;
            steering::wahl(&mut reader).await?;
            times.push(asked.elapsed());
            ensure!(page.anzahl > 0, "{what}: nothing was found");
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

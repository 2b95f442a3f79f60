//! Processes that outlive a power failure: instances of ten steps from their begin to their end, the next timer that is due
//! among a million, and what a case that waits holds in memory.
//!
//! A step is a script task; what is stored is the whole of a Vorgang: Akte, journal with seals and hashes, projections, jobs.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::{Duration, Instant};

use anyhow::{Context as _, Result, ensure};
use cases::{AkteId, NewVorgang};
use feel::Context;
use identity::{BehoerdeId, Scope};
use jiff::SignedDuration;
use packages::{Digest, Files, Library, Package};
use serde::{Deserialize, Serialize};
use store::{At, Claimed, Engine, Job, Jobs, Outcome, Store, StreamId, sql};
use tokio::sync::watch;
use tokio::task::JoinSet;
use uuid::Uuid;

use crate::Options;
use crate::report::{Better, Report, Row};
use crate::world::World;

/// Steps of the process.
const STEPS: usize = 10;
/// Whoever begins cases at the same time.
const HANDS: usize = 16;
/// As the program: [jobs] parallel = 4.
const WORKERS: usize = 4;
/// Cases of the small measurement; the sibling has ten times as many.
const CASES: usize = 300;
/// Cases that wait, twice.
const WAITING: usize = 4_000;
/// Rows that are written at once.
const AT_ONCE: usize = 1_000;
/// Timers that wait.
const TIMERS: i64 = 1_000_000;
const HOUSE: &Scope = &Scope::House;

/// How the steps follow each other.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Way {
    /// One after the other in one transaction.
    Straight,
    /// Each a job of its own, set off by a timer that is due at once.
    StepByStep,
    /// None: the first waits for a month.
    Waiting,
}

pub(crate) fn run(options: &Options, report: &mut Report) -> Result<()> {
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build()?;
    for (engine, name) in options.engines() {
        if let Err(error) = runtime.block_on(on_engine(options, engine, name, report)) {
            if engine == Engine::Sqlite {
                return Err(error);
            }
            report.note(format!("{name}: {error:#}"));
        }
    }
    Ok(())
}

async fn on_engine(options: &Options, engine: Engine, name: &str, report: &mut Report) -> Result<()> {
    for (way, what) in [(Way::Straight, "straight through"), (Way::StepByStep, "each step a job")] {
        let mut costs = Vec::new();
        for size in [CASES, 10 * CASES] {
            if size > CASES && options.quick {
                continue;
            }
            let world = Arc::new(World::open(engine).await?);
            let rate = instances(&world, way, size).await?;
            costs.push(1.0 / rate);
            report.row(Row {
                name: format!("durable processes, {what}, {name}"),
                work: format!(
                    "{size} cases of {STEPS} steps, {HANDS} begin them, {WORKERS} workers; {}",
                    world.setting
                ),
                unit: "steps/s",
                better: Better::Higher,
                ours: rate * STEPS as f64,
                peer: ("none keeps a journal".to_owned(), Err("no peer".to_owned())),
            });
            report.note(format!("{name}, {what}: {rate:.0} cases of {STEPS} steps a second"));
        }
        if let [small, large] = costs[..] {
            report.growth(format!("durable processes, {what}, {name}"), large / small);
        }
    }
    report.note(format!("{name}: {}", waiting(engine, if options.quick { CASES } else { WAITING }).await?));
    let world = World::open(engine).await?;
    let timers = if options.quick { TIMERS / 10 } else { TIMERS };
    due(&world.store, timers, name, report).await
}

fn timer(step: usize, duration: &str) -> String {
    format!(
        "<intermediateCatchEvent id='t{step}'><timerEventDefinition><timeDuration xsi:type='tFormalExpression'>{duration}</timeDuration></timerEventDefinition></intermediateCatchEvent>"
    )
}

fn process(way: Way) -> String {
    let steps: String = (0..STEPS)
        .map(|step| {
            let wait = match way {
                Way::Straight => String::new(),
                Way::StepByStep => timer(step, "PT0S"),
                Way::Waiting => timer(step, "P30D"),
            };
            format!("{wait}<scriptTask id='n{step}' scriptFormat='feel' r:result='zahl'><script>{step} + 1</script></scriptTask>")
        })
        .collect();
    let mut places = vec!["s".to_owned()];
    for step in 0..STEPS {
        if way != Way::Straight {
            places.push(format!("t{step}"));
        }
        places.push(format!("n{step}"));
    }
    places.push("e".to_owned());
    let flows: String = places
        .windows(2)
        .map(|pair| format!("<sequenceFlow id='f_{0}' sourceRef='{0}' targetRef='{1}'/>", pair[0], pair[1]))
        .collect();
    format!(
        "<definitions xmlns='http://www.omg.org/spec/BPMN/20100524/MODEL' xmlns:xsi='http://www.w3.org/2001/XMLSchema-instance' xmlns:r='urn:rennsteig:bpmn:1' id='m' targetNamespace='t'>\
         <process id='bewohnerparkausweis' isExecutable='true'><startEvent id='s'/><endEvent id='e'/>{steps}{flows}</process></definitions>"
    )
}

/// The sample package with that process.
fn package(way: Way) -> Result<Package> {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/../../services/bewohnerparkausweis");
    let complain = |problems: Vec<packages::Problem>| anyhow::anyhow!("{problems:?}");
    let refuse = |problem: packages::Problem| anyhow::anyhow!("{problem}");
    let all = Files::read(folder.as_ref()).map_err(complain)?;
    let kept = all.iter().filter(|(path, _)| !path.starts_with("scenarios/"));
    let mut files =
        Files::new(kept.map(|(path, content)| (path.to_owned(), content.to_vec()))).map_err(complain)?;
    files.set("process.bpmn", process(way).into_bytes()).map_err(refuse)?;
    let manifest = files.get("package.toml").context("package.toml")?;
    let manifest = String::from_utf8(manifest.to_vec())?;
    let old = "prozess = \"widerspruch\"";
    ensure!(manifest.contains(old), "package.toml has no {old}");
    files
        .set(
            "package.toml",
            manifest.replace(old, "").replacen("version = ", "version = \"9.0.0\" # ", 1).into_bytes(),
        )
        .map_err(refuse)?;
    Package::read(files).map_err(complain)
}

/// Cases a second, from the first begin to the last end.
async fn instances(world: &Arc<World>, way: Way, size: usize) -> Result<f64> {
    let store = world.store.clone();
    let (library, package) = installed(&store, way).await?;
    let jobs = cases::register_jobs(Jobs::default(), &library);
    let (stop, stopped) = watch::channel(false);
    let begun = Instant::now();
    let workers = {
        let (jobs, store) = (jobs.clone(), store.clone());
        tokio::spawn(async move { jobs.work(store, WORKERS, stopped).await })
    };
    begin_all(&store, &library, package.digest(), size).await?;
    loop {
        let (open,): (i64,) = sql("SELECT count(*) FROM cases_vorgaenge WHERE stand <> 'erledigt'")
            .one(&mut store.reader())
            .await?;
        if open == 0 {
            break;
        }
        ensure!(store.count_jobs().await?.1 == 0, "a job died: {:?}", store.dead_jobs().await?.first());
        tokio::time::sleep(Duration::from_millis(20)).await;
    }
    let seconds = begun.elapsed().as_secs_f64();
    let _ = stop.send(true);
    workers.await?;
    let (ended,): (i64,) = sql("SELECT count(*) FROM cases_vorgaenge").one(&mut store.reader()).await?;
    ensure!(ended == i64::try_from(size)?, "{ended} cases of {size}");
    Ok(size as f64 / seconds)
}

async fn installed(store: &Store, way: Way) -> Result<(Library, Package)> {
    let package = package(way)?;
    let mut tx = store.begin().await?;
    packages::install(&mut tx, HOUSE, &package).await?;
    tx.commit().await?;
    Ok((Library::new(store.clone()), package))
}

async fn begin_all(store: &Store, library: &Library, digest: &Digest, size: usize) -> Result<()> {
    let behoerde = BehoerdeId(Uuid::from_u128(0xE0));
    let next = Arc::new(AtomicUsize::new(0));
    let mut hands = JoinSet::new();
    for _ in 0..HANDS {
        let (store, library, digest, next) =
            (store.clone(), library.clone(), digest.clone(), Arc::clone(&next));
        hands.spawn(async move {
            while next.fetch_add(1, Ordering::Relaxed) < size {
                begin(&store, &library, &digest, behoerde).await?;
            }
            Ok::<_, anyhow::Error>(())
        });
    }
    while let Some(done) = hands.join_next().await {
        done??;
    }
    Ok(())
}

/// What cases that wait hold in memory: by how much this process grows when there are twice as many, after as many have
/// filled the caches that the engine is given.
async fn waiting(engine: Engine, size: usize) -> Result<String> {
    let world = World::open(engine).await?;
    let (library, package) = installed(&world.store, Way::Waiting).await?;
    begin_all(&world.store, &library, package.digest(), size).await?;
    let before = resident()?;
    begin_all(&world.store, &library, package.digest(), size).await?;
    let grown = resident()? - before;
    Ok(format!(
        "{size} cases that wait for a month, after as many: {grown} KiB more resident, {:.2} a case",
        grown as f64 / size as f64
    ))
}

async fn begin(store: &Store, library: &Library, digest: &Digest, behoerde: BehoerdeId) -> Result<()> {
    let mut tx = store.begin().await?;
    let akte = tx.new_id();
    tx.open_stream(StreamId(akte), "akte", Some(behoerde.0)).await?;
    let new = NewVorgang {
        akte: AkteId(akte),
        behoerde,
        package: digest.clone(),
        person: None,
        name: "Messung".to_owned(),
        eingangsnummer: akte.simple().to_string(),
        received_at: store.now(),
        antrag: Context::new(),
        dokumente: Vec::new(),
    };
    cases::open(&mut tx, HOUSE, library, new).await?;
    Ok(tx.commit().await?)
}

/// What this process holds in memory, in KiB.
fn resident() -> Result<i64> {
    let status = std::fs::read_to_string("/proc/self/status")?;
    let line = status.lines().find_map(|line| line.strip_prefix("VmRSS:")).context("VmRSS")?;
    Ok(line.trim().trim_end_matches(" kB").parse()?)
}

/// A job that does nothing.
#[derive(Serialize, Deserialize)]
struct Nothing {
    number: u32,
}

impl Job for Nothing {
    const KIND: &'static str = "bench.nothing";
}

/// How long it takes until what is due is done, among timers of later.
async fn due(store: &Store, timers: i64, name: &str, report: &mut Report) -> Result<()> {
    let mut tx = store.begin().await?;
    let later = tx.now().checked_add(SignedDuration::from_hours(24 * 30))?;
    let payload = serde_json::to_string(&Nothing { number: 0 })?;
    let now = At::from(tx.now());
    let rows: Vec<_> = (0..AT_ONCE)
        .map(|row| {
            let (id, key, at) = (3 * row + 3, 3 * row + 4, 3 * row + 5);
            format!("(${id}, 'bench.nothing', $1, ${key}, 'ready', ${at}, 0, $2)")
        })
        .collect();
    let insert = format!(
        "INSERT INTO jobs (id, kind, payload, unique_key, state, run_at, attempts, created_at) VALUES {}",
        rows.join(", ")
    );
    for first in (0..timers).step_by(AT_ONCE) {
        let mut statement = sql(insert.clone()).bind(payload.clone()).bind(now);
        for number in first..first + AT_ONCE as i64 {
            statement = statement
                .bind(Uuid::from_u128(u128::try_from(number)?))
                .bind(format!("timer {number}"))
                .bind(At::from(later.checked_add(SignedDuration::from_secs(number))?));
        }
        statement.execute(&mut tx).await?;
    }
    tx.commit().await?;
    let jobs = Jobs::default().on(|_: Store, _: Claimed, _: Nothing| async { Ok(Outcome::Nothing) });
    let mut times = Vec::new();
    for number in 0..50 {
        let mut tx = store.begin().await?;
        tx.enqueue(&Nothing { number }).await?;
        tx.commit().await?;
        let begun = Instant::now();
        let done = jobs.run_until_idle(store).await?;
        times.push(begun.elapsed().as_secs_f64() * 1000.0);
        ensure!(done == 1, "{done} jobs were due");
    }
    times.sort_by(f64::total_cmp);
    report.note(format!(
        "{name}: a timer that is due among {timers} that wait is found, done and removed, and the next looked for, in \
         {:.1} ms (median), {:.1} ms at most of 50",
        times[times.len() / 2],
        times[times.len() - 1]
    ));
    Ok(())
}

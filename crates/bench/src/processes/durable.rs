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
/// Timers that wait.
const TIMERS: i64 = 1_000_000;
const HOUSE: &Scope = &Scope::House;

/// How the steps follow each other.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Way {
    /// One after the other in one transaction.
    Straight,
    /// Each in a transaction of its own, set off by a timer that is due at once.
    StepByStep,
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
    for (way, what) in [(Way::Straight, "straight through"), (Way::StepByStep, "each step in a transaction")]
    {
        let mut costs = Vec::new();
        for size in [CASES, 10 * CASES] {
            if size > CASES && options.quick {
                continue;
            }
            let world = Arc::new(World::open(engine).await?);
            let (rate, resident) = instances(&world, way, size).await?;
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
            report.note(format!("{name}, {what}: {rate:.0} cases of {STEPS} steps a second; {resident}"));
        }
        if let [small, large] = costs[..] {
            report.growth(format!("durable processes, {what}, {name}"), large / small);
        }
    }
    let world = World::open(engine).await?;
    let timers = if options.quick { TIMERS / 10 } else { TIMERS };
    due(&world.store, timers, name, report).await
}

fn process(way: Way) -> String {
    let steps: String = (0..STEPS)
        .map(|step| {
            let wait = match way {
                Way::Straight => String::new(),
                Way::StepByStep => format!(
                    "<intermediateCatchEvent id='t{step}'><timerEventDefinition><timeDuration xsi:type='tFormalExpression'>PT0S</timeDuration></timerEventDefinition></intermediateCatchEvent>"
                ),
            };
            format!("{wait}<scriptTask id='n{step}' scriptFormat='feel' r:result='zahl'><script>{step} + 1</script></scriptTask>")
        })
        .collect();
    let mut places = vec!["s".to_owned()];
    for step in 0..STEPS {
        if way == Way::StepByStep {
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

/// Cases a second, from the first begin to the last end; and what those that wait hold in memory.
async fn instances(world: &Arc<World>, way: Way, size: usize) -> Result<(f64, String)> {
    let package = package(way)?;
    let store = world.store.clone();
    let mut tx = store.begin().await?;
    packages::install(&mut tx, HOUSE, &package).await?;
    tx.commit().await?;
    let behoerde = BehoerdeId(Uuid::from_u128(0xE0));
    let library = Library::new(store.clone());
    // Read beforehand: whoever reads it within a transaction needs a second connection.
    library.get(package.digest()).await?;
    let jobs = cases::register_jobs(Jobs::default(), &library);
    let (stop, stopped) = watch::channel(false);
    let begun = Instant::now();
    let workers = {
        let (jobs, store) = (jobs.clone(), store.clone());
        tokio::spawn(async move { jobs.work(store, WORKERS, stopped).await })
    };
    let next = Arc::new(AtomicUsize::new(0));
    let mut hands = JoinSet::new();
    for _ in 0..HANDS {
        let (store, library, next) = (store.clone(), library.clone(), Arc::clone(&next));
        let digest = package.digest().clone();
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
    Ok((size as f64 / seconds, resident()?))
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

/// What this process holds in memory.
fn resident() -> Result<String> {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find_map(|line| line.strip_prefix("VmRSS:")).unwrap_or(" unknown");
    Ok(format!("{} resident", line.trim()))
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
    // So many in a transaction: a million statements that wait for their commit are memory.
    let at_once = 5_000;
    let later = tx.now().checked_add(SignedDuration::from_hours(24 * 30))?;
    let payload = serde_json::to_string(&Nothing { number: 0 })?;
    let now = At::from(tx.now());
    for number in 0..timers {
        sql("INSERT INTO jobs (id, kind, payload, unique_key, state, run_at, attempts, created_at)
             VALUES ($1, 'bench.nothing', $2, $3, 'ready', $4, 0, $5)")
        .bind(Uuid::from_u128(u128::try_from(number)?))
        .bind(payload.clone())
        .bind(format!("timer {number}"))
        .bind(At::from(later.checked_add(SignedDuration::from_secs(number))?))
        .bind(now)
        .write(&mut tx)
        .await?;
        if number % at_once == at_once - 1 {
            tx.commit().await?;
            tx = store.begin().await?;
        }
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

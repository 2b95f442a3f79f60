//! Antraege received and decided per second: submitters press the button as fast as they get their receipts, workers
//! open the Vorgaenge and evaluate the decisions at the same time. Then everything is counted: nothing may be lost.
//!
//! Beside it, in the same run: as many clients that write one row of the same size each, durably. That is the most that
//! the engine and the disk can do, not a competitor. A competitor that was measured elsewhere is named in
//! docs/performance.md.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::{Duration, Instant};

use anyhow::{Context, Result, ensure};
use intake::AntragId;
use serde::{Deserialize, Serialize};
use store::{At, Claimed, Engine, Job, Jobs, Outcome, Store, sql};
use tokio::sync::watch;
use tokio::task::JoinSet;

use crate::Options;
use crate::report::{Better, Report, Row};
use crate::world::{BEHOERDEN, PDF, World};

/// People who submit at the same time.
const SUBMITTERS: usize = 16;
/// As the program: [jobs] parallel = 4.
const WORKERS: usize = 4;
/// Antraege of the small measurement; the sibling has ten times as many.
const DECIDED: usize = 500;
/// The same where each gets its Bescheid as PDF.
const WITH_BESCHEID: usize = 100;
/// About as many bytes as an Antrag has in the journal.
const PLAIN_BYTES: usize = 1500;

/// Measures on both engines; PostgreSQL is passed over, with a word, where there is none.
pub(crate) fn run(options: &Options, report: &mut Report) -> Result<()> {
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build()?;
    for (engine, name) in options.engines() {
        if let Err(error) = runtime.block_on(both_sizes(options, engine, name, report)) {
            if engine == Engine::Sqlite {
                return Err(error);
            }
            report.note(format!("{name}: {error:#}"));
        }
    }
    Ok(())
}

async fn both_sizes(options: &Options, engine: Engine, name: &str, report: &mut Report) -> Result<()> {
    for (bescheid, small, what) in
        [(false, DECIDED, "received and decided"), (true, WITH_BESCHEID, "with Bescheid PDF and delivery")]
    {
        let world = Arc::new(World::open(engine).await?);
        let mut costs = Vec::new();
        for size in [small, 10 * small] {
            if size > small && options.quick {
                continue;
            }
            let figures = measure(&world, size, bescheid).await?;
            costs.push(1.0 / figures.done);
            let plain = plain(&world, size.min(5000)).await?;
            report.note(format!(
                "{name}, {size} × {} {what}: submission p50 {:.1} ms, p95 {:.1} ms, slowest {:.0} ms; received {:.0}/s, \
                 all done {:.0}/s; all {size} counted ({})",
                world.title(),
                figures.p50,
                figures.p95,
                figures.slowest,
                figures.received,
                figures.done,
                world.setting
            ));
            report.row(Row {
                name: format!("Antraege {what}, {name}"),
                work: format!("{size} Antraege, {SUBMITTERS} people, {WORKERS} workers"),
                unit: "/s",
                better: Better::Higher,
                ours: figures.done,
                peer: ("one plain row each".to_owned(), Ok(plain)),
            });
        }
        if let [small, large] = costs[..] {
            report.growth(format!("Antraege {what}, {name}"), 10.0 * large / small);
        }
    }
    Ok(())
}

/// What was measured: per second, and milliseconds of a submission.
struct Figures {
    received: f64,
    done: f64,
    p50: f64,
    p95: f64,
    slowest: f64,
}

async fn measure(world: &Arc<World>, size: usize, bescheid: bool) -> Result<Figures> {
    let drafts = prepare(world, size).await?;
    let before = Counts::of(world).await?;
    let (stop, stopped) = watch::channel(false);
    let jobs = jobs(world, bescheid);
    let store = world.store.clone();
    let workers = tokio::spawn(async move { jobs.work(store, WORKERS, stopped).await });

    let start = Instant::now();
    let mut times = submit_all(world, drafts).await?;
    let received = start.elapsed();
    idle(&world.store).await?;
    let done = start.elapsed();
    let _ = stop.send(true);
    workers.await?;

    before.all_there(world, i64::try_from(size)?, bescheid).await?;
    times.sort_unstable();
    let at = |share: f64| millis(times[((times.len() - 1) as f64 * share) as usize]);
    let rate = |time: Duration| size as f64 / time.as_secs_f64();
    Ok(Figures { received: rate(received), done: rate(done), p50: at(0.5), p95: at(0.95), slowest: at(1.0) })
}

fn millis(time: Duration) -> f64 {
    time.as_secs_f64() * 1000.0
}

/// Each draft belongs to a person of its own.
pub(crate) async fn prepare(world: &Arc<World>, size: usize) -> Result<Vec<(u128, AntragId)>> {
    prepare_with(world, size, PDF.into()).await
}

/// The same, each with this upload, a PDF.
pub(crate) async fn prepare_with(
    world: &Arc<World>,
    size: usize,
    pdf: Arc<[u8]>,
) -> Result<Vec<(u128, AntragId)>> {
    let first = world.store.new_id().as_u128();
    let numbers = Arc::new(AtomicUsize::new(0));
    let mut tasks = JoinSet::new();
    for _ in 0..SUBMITTERS {
        let (world, numbers, pdf) = (Arc::clone(world), Arc::clone(&numbers), Arc::clone(&pdf));
        tasks.spawn(async move {
            let mut made = Vec::new();
            loop {
                let next = numbers.fetch_add(1, Ordering::Relaxed);
                if next >= size {
                    return Ok::<_, anyhow::Error>(made);
                }
                let number = first.wrapping_add(next as u128);
                made.push((number, world.draft_with(number, &pdf).await?));
            }
        });
    }
    let mut drafts = Vec::with_capacity(size);
    while let Some(made) = tasks.join_next().await {
        drafts.extend(made??);
    }
    Ok(drafts)
}

async fn submit_all(world: &Arc<World>, drafts: Vec<(u128, AntragId)>) -> Result<Vec<Duration>> {
    let (drafts, next) = (Arc::new(drafts), Arc::new(AtomicUsize::new(0)));
    let mut tasks = JoinSet::new();
    for _ in 0..SUBMITTERS {
        let (world, drafts, next) = (Arc::clone(world), Arc::clone(&drafts), Arc::clone(&next));
        tasks.spawn(async move {
            let mut times = Vec::new();
            while let Some((number, id)) = drafts.get(next.fetch_add(1, Ordering::Relaxed)) {
                let start = Instant::now();
                world.submit(*number, *id).await?;
                times.push(start.elapsed());
            }
            Ok::<_, anyhow::Error>(times)
        });
    }
    let mut times = Vec::new();
    while let Some(part) = tasks.join_next().await {
        times.extend(part??);
    }
    Ok(times)
}

/// Receives so many Antraege at the first of the Behoerden, as far as a person is needed; without PDFs.
pub(crate) async fn receive(world: &Arc<World>, size: usize) -> Result<()> {
    let first = (world.store.new_id().as_u128() / BEHOERDEN) * BEHOERDEN;
    let mut drafts = Vec::with_capacity(size);
    for next in 0..size as u128 {
        let number = first.wrapping_add(next * BEHOERDEN);
        drafts.push((number, world.draft_with(number, PDF).await?));
    }
    submit_all(world, drafts).await?;
    let (stop, stopped) = watch::channel(false);
    let (store, jobs) = (world.store.clone(), jobs(world, false));
    let workers = tokio::spawn(async move { jobs.work(store, WORKERS, stopped).await });
    idle(&world.store).await?;
    let _ = stop.send(true);
    workers.await?;
    Ok(())
}

/// Waits until no job is left.
async fn idle(store: &Store) -> Result<()> {
    loop {
        let (_, dead) = store.count_jobs().await?;
        ensure!(dead == 0, "{dead} jobs are dead: {:?}", store.dead_jobs().await?.first());
        // Timers that are due much later do not count.
        let (waiting,): (i64,) =
            sql("SELECT count(*) FROM jobs WHERE lease IS NOT NULL OR attempts > 0 OR run_at <= $1")
                .bind(At::from(store.now()))
                .one(&mut store.reader())
                .await?;
        if waiting == 0 {
            return Ok(());
        }
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
}

/// The jobs that make PDFs, by the names they have in the database.
#[derive(Serialize, Deserialize)]
struct Bescheid {}

impl Job for Bescheid {
    const KIND: &'static str = "cases.bescheid";
}

#[derive(Serialize, Deserialize)]
struct AntragPdf {}

impl Job for AntragPdf {
    const KIND: &'static str = "intake.antrag_pdf";
}

/// The handlers of the offices; without `pdf`, what makes PDFs is taken off the list and not done.
fn jobs(world: &World, pdf: bool) -> Jobs {
    let jobs = intake::register_jobs(cases::register_jobs(Jobs::default(), &world.library), &world.library);
    if pdf {
        return jobs;
    }
    jobs.on(|_: Store, _: Claimed, _: Bescheid| async { Ok(Outcome::Nothing) })
        .on(|_: Store, _: Claimed, _: AntragPdf| async { Ok(Outcome::Nothing) })
}

/// What there is of everything.
struct Counts {
    antraege: i64,
    decided: i64,
    letters: i64,
    drafts: i64,
}

impl Counts {
    async fn of(world: &World) -> Result<Self> {
        Ok(Self {
            antraege: world.count("SELECT count(*) FROM intake_antraege").await?,
            decided: world
                .count("SELECT count(DISTINCT akte) FROM cases_vorgaenge WHERE stand IN ('entschieden', 'erledigt')")
                .await?,
            letters: world.count("SELECT count(*) FROM post_messages").await?,
            drafts: world.count("SELECT count(*) FROM intake_drafts").await?,
        })
    }

    /// Every Antrag became one decided Vorgang and, if so, one letter; no draft is left.
    async fn all_there(&self, world: &World, size: i64, bescheid: bool) -> Result<()> {
        let after = Self::of(world).await?;
        let letters = if bescheid { size } else { 0 };
        ensure!(
            after.antraege - self.antraege == size,
            "{} Antraege of {size}",
            after.antraege - self.antraege
        );
        ensure!(after.decided - self.decided == size, "{} decisions of {size}", after.decided - self.decided);
        ensure!(after.letters - self.letters == letters, "{} letters", after.letters - self.letters);
        ensure!(self.drafts - after.drafts == size, "drafts are left");
        Ok(())
    }
}

/// Rows per second when each is a transaction of its own and all clients write at once.
async fn plain(world: &Arc<World>, size: usize) -> Result<f64> {
    let next = Arc::new(AtomicUsize::new(0));
    let mut tasks = JoinSet::new();
    let start = Instant::now();
    for _ in 0..SUBMITTERS {
        let (world, next) = (Arc::clone(world), Arc::clone(&next));
        tasks.spawn(async move {
            while next.fetch_add(1, Ordering::Relaxed) < size {
                let mut tx = world.store.begin().await?;
                let (id, now) = (tx.new_id(), At::from(tx.now()));
                sql("INSERT INTO bench_plain (id, kind, at, payload) VALUES ($1, 'plain', $2, $3)")
                    .bind(id)
                    .bind(now)
                    .bind(vec![7_u8; PLAIN_BYTES])
                    .execute(&mut tx)
                    .await?;
                tx.commit().await?;
            }
            Ok::<_, anyhow::Error>(())
        });
    }
    while let Some(done) = tasks.join_next().await {
        done?.context("plain rows")?;
    }
    Ok(size as f64 / start.elapsed().as_secs_f64())
}

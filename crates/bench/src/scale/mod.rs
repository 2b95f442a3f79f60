//! Many cases: the pages of a caseworker with duties for 3 of 100 services, among 100,000 cases and among ten times as
//! many, from the program as it is shipped, over the network of the machine, 16 people at a time.
//!
//! What is measured are queries, so the tables are filled through their own columns without a journal: rows of cases,
//! their words and tasks. A thousand Antraege among them were received as in operation, with journal, file and history;
//! their pages are the case pages that are measured, and a bulk decision ends them all.
//!
//! Beside each page stands `/healthz` of the same server under the same load: what a page costs is the difference.

mod fill;
mod people;

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::{Duration, Instant};

use anyhow::{Context, Result, anyhow, ensure};
use cases::{Erledigung, Filter, Sammlung};
use store::{Engine, sql};

use crate::Options;
use crate::cases as submitting;
use crate::program::Program;
use crate::report::{Better, Report, Row};
use crate::world::World;
use people::People;

/// Cases of the small measurement; the sibling has ten times as many.
const CASES: u64 = 100_000;
/// People who ask at the same time.
const AT_A_TIME: usize = 16;
/// Pages that each of them asks for before it counts.
const FIRST: usize = 8;
/// Antraege that were received as in operation.
const REAL: usize = 1_000;
/// Drafts that are open at once.
const DRAFTS: usize = 10_000;

/// Measures on both engines; PostgreSQL is passed over, with a word, where there is none.
pub(crate) fn run(options: &Options, report: &mut Report) -> Result<()> {
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build()?;
    for (engine, name) in options.engines() {
        if let Err(error) = runtime.block_on(engine_at_scale(options, engine, name, report)) {
            if engine == Engine::Sqlite {
                return Err(error);
            }
            report.note(format!("{name}: {error:#}"));
        }
    }
    Ok(())
}

async fn engine_at_scale(options: &Options, engine: Engine, name: &str, report: &mut Report) -> Result<()> {
    let world = Arc::new(World::for_program(engine).await?);
    let people = People::hire(&world).await?;
    submitting::receive(&world, REAL).await?;
    let mut small: Vec<(&str, f64)> = Vec::new();
    for cases in [CASES, 10 * CASES] {
        if cases > CASES && options.quick {
            continue;
        }
        let start = Instant::now();
        fill::up_to(&world, cases).await?;
        report.note(format!("{name}: {cases} cases; filling took {:.0} s", start.elapsed().as_secs_f64()));
        let pages = pages(&world, &people).await?;
        let world = Arc::clone(&world);
        let figures = tokio::task::block_in_place(|| measure(options, &world, &pages))?;
        report.note(format!(
            "{name}, {cases} cases: the program needs {:.0} MB under this load",
            figures.memory
        ));
        for (page, page_figures) in figures.pages {
            report.note(format!("{name}, {cases} cases, {page}: {page_figures}"));
            match small.iter().find(|(known, _)| *known == page) {
                Some((_, before)) => report.note(format!(
                    "{name}, {page}: among ten times as many cases the median is {:.2} times as long",
                    page_figures.p50 / before
                )),
                None => small.push((page, page_figures.p50)),
            }
            report.row(Row {
                name: format!("{page}, p95, {name}"),
                work: format!("{cases} cases, {AT_A_TIME} people"),
                unit: "ms",
                better: Better::Lower,
                ours: page_figures.p95,
                peer: ("/healthz".to_owned(), Ok(figures.nothing)),
            });
        }
    }
    bulk_decision(&world, &people, name, report).await?;
    sign_in(options, &world, name, report).await?;
    drafts(&world, name, report).await
}

/// What a page cost, in milliseconds, and pages per second.
struct Figures {
    p50: f64,
    p95: f64,
    slowest: f64,
    rate: f64,
}

impl std::fmt::Display for Figures {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let Self { p50, p95, slowest, rate } = self;
        write!(f, "p50 {p50:.1} ms, p95 {p95:.1} ms, slowest {slowest:.0} ms, {rate:.0}/s")
    }
}

/// All pages at one size.
struct Measured {
    pages: Vec<(&'static str, Figures)>,
    /// p95 of an answer of three bytes under the same load.
    nothing: f64,
    memory: f64,
}

/// A page with the addresses to take in turn, and who asks.
struct Asked {
    name: &'static str,
    token: String,
    paths: Vec<String>,
}

async fn pages(world: &World, people: &People) -> Result<Vec<Asked>> {
    let real: Vec<(uuid::Uuid, String)> = sql(
        "SELECT v.id, v.aktenzeichen FROM cases_vorgaenge v WHERE v.eingangsnummer NOT LIKE 'RS-0%' LIMIT 50",
    )
    .all(&mut world.store.reader())
    .await?;
    ensure!(!real.is_empty(), "there are no real cases");
    let search = |query: &str| format!("/desk/vorgaenge?{query}");
    let names = |queries: &[&str]| queries.iter().map(|query| search(&format!("q={query}"))).collect();
    let list = || vec![search("")];
    let own = |name, paths| Asked { name, token: people.caseworker.clone(), paths };
    let all = |name, paths| Asked { name, token: people.head.clone(), paths };
    Ok(vec![
        own("work list", vec!["/desk".to_owned()]),
        own("case page", real.iter().map(|(id, _)| format!("/desk/vorgang/{id}")).collect()),
        own("all cases", list()),
        own("search, a name", names(&["M%C3%BCller7", "Schmidt12", "Weber3", "kr%C3%BCger41"])),
        own("search, first and last name", names(&["Anna+M%C3%BCller7", "Jonas+Schmidt12", "Mia+Weber3"])),
        own("search, beginning of a name", names(&["Schm", "M%C3%BCl", "Web"])),
        own(
            "search, a number",
            real.iter()
                .take(20)
                .map(|(_, number)| search(&format!("q={}", number.replace('/', "%2F"))))
                .collect(),
        ),
        own("open cases of a service", vec![search("stand=offen&dienst=leistung-042")]),
        own("overdue tasks", vec![search("ueberfaellig=ja")]),
        own("nobody's tasks", vec![search("bei=niemand")]),
        own("received in a month", vec![search("von=2025-03-01&bis=2025-03-31")]),
        own("a page far behind", vec![search(&format!("ab={}", fill::in_the_middle()))]),
        all("head of unit: work list", vec!["/desk".to_owned()]),
        all("head of unit: all cases", list()),
        all("head of unit: a name", names(&["M%C3%BCller7", "Schmidt12", "Weber3"])),
        all("head of unit: disturbed cases", vec![search("stand=gestoert")]),
    ])
}

fn measure(options: &Options, world: &World, pages: &[Asked]) -> Result<Measured> {
    let program = world.serve()?;
    let nothing = Asked { name: "nothing", token: String::new(), paths: vec!["/healthz".to_owned()] };
    let nothing = load(options, &program, &nothing)?.p95;
    let figures = pages.iter().map(|page| {
        let figures = load(options, &program, page).with_context(|| page.name)?;
        Ok((page.name, figures))
    });
    let pages = figures.collect::<Result<_>>()?;
    Ok(Measured { pages, nothing, memory: program.memory()? })
}

/// So many people ask for the page as fast as they get it.
fn load(options: &Options, program: &Program, page: &Asked) -> Result<Figures> {
    let next = AtomicUsize::new(0);
    // The first of each address fills what is kept in memory; it does not count. Nor do the first of each visitor, for
    // which the connections to the database learn their statements.
    let mut first = program.connect()?.signed_in(&page.token);
    for path in &page.paths {
        let (status, _) = first.get(path)?;
        ensure!(status == 200, "{path}: {status}");
    }
    let visitor = |enough: &(dyn Fn(usize) -> bool + Sync)| {
        let mut connection = program.connect()?.signed_in(&page.token);
        let mut times = Vec::new();
        while !enough(times.len()) {
            let path = &page.paths[next.fetch_add(1, Ordering::Relaxed) % page.paths.len()];
            let asked = Instant::now();
            let (status, _) = connection.get(path)?;
            times.push(asked.elapsed());
            ensure!(status == 200, "{path}: {status}");
        }
        Ok(times)
    };
    let all = |enough: &(dyn Fn(usize) -> bool + Sync)| {
        std::thread::scope(|scope| {
            let threads: Vec<_> = (0..AT_A_TIME).map(|_| scope.spawn(|| visitor(enough))).collect();
            let parts =
                threads.into_iter().map(|thread| thread.join().map_err(|_| anyhow!("a visitor panicked"))?);
            Ok::<_, anyhow::Error>(parts.collect::<Result<Vec<_>>>()?.concat())
        })
    };
    all(&|asked| asked == FIRST)?;
    let start = Instant::now();
    let mut times = all(&|_| start.elapsed() >= options.time())?;
    let elapsed = start.elapsed().as_secs_f64();
    Ok(figures(&mut times, elapsed))
}

fn figures(times: &mut [Duration], elapsed: f64) -> Figures {
    times.sort_unstable();
    let last = times.len().saturating_sub(1);
    let at = |share: f64| times.get((last as f64 * share) as usize).map_or(0.0, |t| t.as_secs_f64() * 1000.0);
    Figures { p50: at(0.5), p95: at(0.95), slowest: at(1.0), rate: times.len() as f64 / elapsed }
}

/// All Antraege that wait for a person are refused in one action; each gets its own entries.
async fn bulk_decision(world: &World, people: &People, name: &str, report: &mut Report) -> Result<()> {
    let scope = people.caseworker_scope(world).await?;
    let mut reader = world.store.reader();
    let limit = i64::try_from(2 * REAL)?;
    let waiting = cases::work_list(&mut reader, &scope, Filter::Todo, limit).await?;
    let tasks: Vec<_> =
        waiting.iter().filter(|item| item.element != fill::ELEMENT).map(|item| item.task).collect();
    let sammlung = Sammlung {
        id: world.store.new_id(),
        tasks: tasks.into_iter().take(REAL).collect(),
        erledigung: Erledigung::new(
            "ablehnen",
            "Das Fahrzeug ist nicht auf die antragstellende Person zugelassen.",
        ),
    };
    let count = sammlung.tasks.len();
    ensure!(count == REAL, "only {count} of {REAL} real tasks wait");
    let start = Instant::now();
    let summary = cases::decide_many(&world.store, &scope, &world.library, &sammlung).await?;
    let took = start.elapsed().as_secs_f64();
    ensure!(
        summary.done.len() == count,
        "{} decided of {count}; {:?}",
        summary.done.len(),
        summary.refused.first()
    );
    report.row(Row {
        name: format!("bulk decision, {name}"),
        work: format!("{count} cases"),
        unit: "s",
        better: Better::Lower,
        ours: took,
        peer: ("goal".to_owned(), Ok(5.0)),
    });
    Ok(())
}

/// Sign-ins with a password, one after the other: nearly all of it is argon2id, which uses one core.
async fn sign_in(options: &Options, world: &World, name: &str, report: &mut Report) -> Result<()> {
    let start = Instant::now();
    let mut count = 0_u32;
    while start.elapsed() < options.time() {
        people::sign_in(world, people::CASEWORKER).await?;
        count += 1;
    }
    report.row(Row {
        name: format!("sign-in with a password, {name}"),
        work: "one core, argon2id".to_owned(),
        unit: "/s",
        better: Better::Higher,
        ours: f64::from(count) / start.elapsed().as_secs_f64(),
        peer: ("Keycloak, published, a vCPU".to_owned(), Ok(15.0)),
    });
    Ok(())
}

/// Citizens fill forms, each with a draft of their own that stays open; the last thousand is compared with the first.
async fn drafts(world: &Arc<World>, name: &str, report: &mut Report) -> Result<()> {
    let mut rates = Vec::new();
    for part in [DRAFTS / 10, DRAFTS - 2 * (DRAFTS / 10), DRAFTS / 10] {
        let start = Instant::now();
        submitting::prepare(world, part).await?;
        rates.push(part as f64 / start.elapsed().as_secs_f64());
    }
    let open = world.count("SELECT count(*) FROM intake_drafts").await?;
    ensure!(open >= i64::try_from(DRAFTS)?, "{open} drafts are open");
    report.note(format!(
        "{name}: {open} drafts open at once; filling a form with its upload, {AT_A_TIME} people: {:.0}/s among the first \
         thousand, {:.0}/s among the last",
        rates[0], rates[2]
    ));
    Ok(())
}

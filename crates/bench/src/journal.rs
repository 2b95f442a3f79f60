//! Entries of the journal per second, beside plain inserts of as many bytes into one table. An entry is sealed, chained
//! by hashes and written together with the head of its stream; a plain row is just written.

use anyhow::Result;
use serde::{Deserialize, Serialize};
use store::{Actor, At, Engine, Meta, Store, StreamId, Tx, sql};
use tokio::runtime::Runtime;

use crate::Options;
use crate::measure::{alternate, rate};
use crate::report::{Better, Report, Row};
use crate::world::World;

/// An entry of about the size of those of a Vorgang.
#[derive(Serialize, Deserialize)]
struct Entry {
    text: String,
}

impl store::Entry for Entry {
    fn kind(&self) -> &'static str {
        "bench.eingetragen"
    }

    async fn project(&self, _: &Meta, _: &mut Tx) -> store::Result<()> {
        Ok(())
    }
}

/// Entries of one transaction in the small measurement.
const ENTRIES: usize = 10;
const BYTES: usize = 800;

/// Measures transactions of ten entries and of a hundred, each in a stream of its own, on both engines.
pub(crate) fn run(options: &Options, report: &mut Report) -> Result<()> {
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build()?;
    for (engine, name) in options.engines() {
        let world = match runtime.block_on(World::open(engine)) {
            Ok(world) => world,
            Err(error) if engine == Engine::Postgres => {
                report.note(format!("{name}: {error:#}"));
                continue;
            }
            Err(error) => return Err(error),
        };
        let mut costs = Vec::new();
        for size in [ENTRIES, 10 * ENTRIES] {
            let row = compare(options, &runtime, &world, size)?;
            costs.push(size as f64 / row.ours);
            report.row(Row { name: format!("journal entries, {name}"), ..row });
        }
        report.growth(format!("journal entries in a transaction, {name}"), costs[1] / costs[0]);
    }
    Ok(())
}

fn compare(options: &Options, runtime: &Runtime, world: &World, size: usize) -> Result<Row> {
    let store = &world.store;
    let (mut own_number, mut peer_number) = (0, 0);
    let own = || {
        rate(options.time(), &mut own_number, |_| runtime.block_on(entries(store, size)))
            .map(|transactions| transactions * size as f64)
    };
    let peer = || {
        rate(options.time(), &mut peer_number, |_| runtime.block_on(rows(store, size)))
            .map(|transactions| transactions * size as f64)
    };
    let (ours, theirs) = alternate(own, Some(peer))?;
    Ok(Row {
        name: String::new(),
        work: format!("{size} in a transaction, {BYTES} bytes each; {}", world.setting),
        unit: "/s",
        better: Better::Higher,
        ours,
        peer: ("plain inserts".to_owned(), theirs.ok_or_else(|| "not measured".to_owned())),
    })
}

async fn entries(store: &Store, size: usize) -> Result<()> {
    let mut tx = store.begin().await?;
    let stream = StreamId(tx.new_id());
    tx.open_stream(stream, "bench", None).await?;
    let entry = Entry { text: "x".repeat(BYTES) };
    for _ in 0..size {
        tx.record(stream, Actor::House, &entry).await?;
    }
    Ok(tx.commit().await?)
}

async fn rows(store: &Store, size: usize) -> Result<()> {
    let mut tx = store.begin().await?;
    for _ in 0..size {
        let (id, now) = (tx.new_id(), At::from(tx.now()));
        sql("INSERT INTO bench_plain (id, kind, at, payload) VALUES ($1, 'bench.eingetragen', $2, $3)")
            .bind(id)
            .bind(now)
            .bind(vec![7_u8; BYTES])
            .execute(&mut tx)
            .await?;
    }
    Ok(tx.commit().await?)
}

//! A backup by `rennsteig backup` of an installation full of uploads, the next one into the same directory, and its check.
//!
//! Beside the first stands `cp -r` of the same database and files with a sync: the least that any backup does, without
//! one moment for both, without checking a hash, a chain or the log.

use std::path::Path;
use std::process::{Command, Stdio};
use std::sync::Arc;
use std::time::Instant;

use anyhow::{Context, Result, ensure};
use store::Engine;

use crate::Options;
use crate::cases::prepare_with;
use crate::report::{Better, Report, Row};
use crate::world::World;

/// Bytes of an upload: a scanned page.
const UPLOAD: usize = 500_000;
/// Uploads of the small measurement, a gigabyte; the sibling has ten times as many.
const UPLOADS: usize = 2_000;

/// What it took, in seconds.
struct Taken {
    first: f64,
    next: f64,
    check: f64,
    plain: f64,
}

/// Measures on both engines, the sibling on SQLite only: files are the same for both. PostgreSQL is passed over, with a
/// word, where there is none.
pub(crate) fn run(options: &Options, report: &mut Report) -> Result<()> {
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build()?;
    let small = runtime.block_on(measure(Engine::Sqlite, UPLOADS, report))?;
    match runtime.block_on(measure(Engine::Postgres, UPLOADS, report)) {
        Ok(_) => {}
        Err(error) => report.note(format!("backup, PostgreSQL: {error:#}")),
    }
    if !options.quick {
        let large = runtime.block_on(measure(Engine::Sqlite, 10 * UPLOADS, report))?;
        report.growth("backup, SQLite", large.first / small.first);
        report.growth("check of a backup, SQLite", large.check / small.check);
    }
    Ok(())
}

async fn measure(engine: Engine, uploads: usize, report: &mut Report) -> Result<Taken> {
    let world = Arc::new(World::for_program(engine).await?);
    let mut scan = b"%PDF-1.7\n1 0 obj\n<<>>\nendobj\n".to_vec();
    scan.resize(UPLOAD, b' ');
    prepare_with(&world, uploads, scan.into()).await?;
    let taken = tokio::task::block_in_place(|| take(&world, engine))?;
    let gigabytes = bytes(&world.directory().join("backup"))? as f64 / 1e9;
    let name = match engine {
        Engine::Sqlite => "SQLite",
        Engine::Postgres => "PostgreSQL",
    };
    let work = format!("{gigabytes:.1} GB, {uploads} files");
    let mut row = |what: &str, ours, peer| {
        let name = format!("{what}, {name}");
        report.row(Row { name, work: work.clone(), unit: "s", better: Better::Lower, ours, peer });
    };
    let plain = || ("cp -r and sync".to_owned(), Ok(taken.plain));
    row("backup, verified", taken.first, plain());
    row("the next backup, nothing new", taken.next, plain());
    row("backup verify", taken.check, plain());
    Ok(taken)
}

fn take(world: &World, engine: Engine) -> Result<Taken> {
    let (backup, plain) = (world.directory().join("backup"), world.directory().join("plain"));
    let into = backup.display().to_string();
    let taken = Taken {
        first: seconds(world.command(&["backup", &into])?)?,
        next: seconds(world.command(&["backup", &into])?)?,
        check: seconds(world.command(&["backup", "verify", &into])?)?,
        plain: {
            std::fs::create_dir(&plain)?;
            // Of PostgreSQL only the files are copied: its database lies with the server.
            let what = if engine == Engine::Sqlite { "bench.db bench.db-wal blobs" } else { "blobs" };
            let mut copy = Command::new("sh");
            copy.current_dir(world.directory()).args(["-c", &format!("cp -r {what} plain && sync -f plain")]);
            seconds(copy)?
        },
    };
    std::fs::remove_dir_all(plain)?;
    Ok(taken)
}

fn seconds(mut command: Command) -> Result<f64> {
    let start = Instant::now();
    let output = command.stdin(Stdio::null()).output()?;
    let took = start.elapsed().as_secs_f64();
    ensure!(output.status.success(), "{command:?}: {}", String::from_utf8_lossy(&output.stderr));
    Ok(took)
}

/// Bytes of all files below.
fn bytes(directory: &Path) -> Result<u64> {
    let mut sum = 0;
    for entry in std::fs::read_dir(directory).with_context(|| directory.display().to_string())? {
        let entry = entry?;
        let found = entry.metadata()?;
        sum += if found.is_dir() { bytes(&entry.path())? } else { found.len() };
    }
    Ok(sum)
}

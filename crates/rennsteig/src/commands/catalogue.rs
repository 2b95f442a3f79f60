//! `rennsteig catalogue import`

use crate::{config::Config, house};
use anyhow::{Result, bail};
use catalogue::{Error, Imported, Seed, Zustaendigkeit};
use clap::Subcommand;
use identity::Scope;
use std::path::{Path, PathBuf};

/// What is done with the catalogue.
#[derive(Subcommand, Debug)]
pub(crate) enum Action {
    /// Brings Gebiete, Behoerden, Einheiten and Zustaendigkeiten up to date with a folder. What is already so stays;
    /// what the folder does not mention stays too.
    Import {
        /// Folder with gebiete.toml, behoerden.toml, zustaendigkeiten.toml.
        dir: PathBuf,
        /// Ends Zustaendigkeiten of the folder's Behoerden that the folder does not mention.
        #[arg(long)]
        end_left_out: bool,
    },
}

pub(crate) async fn run(config: Result<Config>, action: &Action) -> Result<()> {
    let Action::Import { dir, end_left_out } = action;
    let seed = read(dir)?;
    let store = house::open(&config?).await?;
    let mut tx = store.begin().await?;
    let done = seed.plant(&mut tx).await?;
    let left_out = seed.left_out(&mut tx).await?;
    if *end_left_out {
        for there in &left_out {
            catalogue::end_zustaendigkeit(&mut tx, &Scope::House, there).await?;
        }
    }
    tx.commit().await?;
    report(&done);
    for Zustaendigkeit { leistung, gebiet, .. } in &left_out {
        let ended = if *end_left_out { "ended" } else { "not in the folder, and not ended" };
        println!("  Leistung {leistung} in Gebiet {gebiet}: {ended}");
    }
    if !left_out.is_empty() && !*end_left_out {
        println!("--end-left-out ends them");
    }
    store.close().await;
    Ok(())
}

/// Reads a folder; prints what is wrong with it.
fn read(dir: &Path) -> Result<Seed> {
    match Seed::read(dir) {
        Err(Error::Folder(problems)) => {
            for problem in &problems {
                println!("{problem}");
            }
            bail!("{}: {} errors; nothing was changed", dir.display(), problems.len())
        }
        read => Ok(read?),
    }
}

fn report(done: &Imported) {
    for (kind, tally) in done.tallies() {
        if tally.recorded() + tally.unchanged == 0 {
            continue;
        }
        let changed = tally.changed.len();
        println!("{kind:<16} {:>5} new, {changed:>5} changed, {:>5} unchanged", tally.new, tally.unchanged);
        for name in &tally.changed {
            println!("  changed: {name}");
        }
    }
}

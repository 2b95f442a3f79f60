//! `rennsteig inventory import`

use crate::{config::Config, house};
use anyhow::{Context, Result, bail};
use clap::Subcommand;
use identity::{BehoerdeId, Scope};
use inventory::{Gelesen, Vorschau, Wirkung};
use std::path::{Path, PathBuf};
use store::Executor;
use tabular::{Limits, column_name};

/// What is done with the inventory.
#[derive(Subcommand, Debug)]
pub(crate) enum Action {
    /// Takes in a table (CSV, XLSX, ODS) of what a Behoerde keeps. Says row by row what was not understood. Nothing is
    /// stored where a row is bad, unless --good-rows is given. The same file again changes nothing.
    Import {
        /// The file.
        file: PathBuf,
        /// The short name of the Behoerde, for example TFM.
        #[arg(long, value_name = "NAME")]
        behoerde: String,
        /// Only says what would be done.
        #[arg(long)]
        dry_run: bool,
        /// Takes in the good rows and leaves out the bad ones.
        #[arg(long)]
        good_rows: bool,
    },
}

/// So many rows of a file are read.
const ROWS: usize = 100_000;

pub(crate) async fn run(config: Result<Config>, action: &Action) -> Result<()> {
    let Action::Import { file, behoerde, dry_run, good_rows } = action;
    let read = read(file)?;
    let store = house::open_existing(&config?).await?;
    let behoerde = named(&mut store.reader(), behoerde).await?;
    let today = store::day_in_germany(store.now());
    let preview = inventory::preview(&mut store.reader(), &Scope::House, behoerde, &read, today).await?;
    tell(&read, &preview);
    if *dry_run {
        println!("nothing was stored: --dry-run");
        return Ok(());
    }
    if !preview.fehler.is_empty() && !*good_rows {
        bail!("nothing was stored: correct the rows, or give --good-rows to leave them out");
    }
    let rows: Vec<_> = preview.vorhaben.into_iter().map(|one| one.zeile).collect();
    let mut tx = store.begin().await?;
    let done = inventory::import(&mut tx, &Scope::House, behoerde, &rows).await?;
    tx.commit().await?;
    println!("{} entered, {} changed, {} left as they were", done.neu, done.geaendert, done.bekannt);
    store.close().await;
    Ok(())
}

/// Reads a table.
pub(super) fn read(file: &Path) -> Result<Gelesen> {
    let place = || file.display().to_string();
    let bytes = std::fs::read(file).with_context(|| format!("{} cannot be read", place()))?;
    let limits = Limits { bytes: 50_000_000, unpacked: 200 << 20, rows: ROWS, ..Limits::default() };
    let sheet = tabular::read(&bytes, &limits).with_context(place)?;
    inventory::read_sheet(&sheet).with_context(place)
}

async fn named(on: &mut impl Executor, short_name: &str) -> Result<BehoerdeId> {
    let all = identity::behoerden(on, &Scope::House).await?;
    let found = all.iter().find(|one| one.short_name.eq_ignore_ascii_case(short_name.trim()));
    let names = || all.iter().map(|one| one.short_name.as_str()).collect::<Vec<_>>().join(", ");
    found
        .map(|one| one.id)
        .with_context(|| format!("there is no Behoerde {short_name}; there are: {}", names()))
}

fn tell(read: &Gelesen, preview: &Vorschau) {
    for (at, heading, spalte) in &read.spalten {
        println!("column {} \"{heading}\": {}", column_name(*at), spalte.as_str());
    }
    for (at, heading) in &read.unbekannt {
        println!("column {} \"{heading}\": not taken in", column_name(*at));
    }
    for row in &read.art_von_oben {
        println!("row {row}: the kind is taken from the row above");
    }
    for row in &read.verbunden {
        println!("row {row}: has what a merged cell above says");
    }
    for row in &read.summen {
        println!("row {row}: left out, it only adds up others");
    }
    for one in &preview.vorhaben {
        let what = match &one.wirkung {
            Wirkung::Neu => "new".to_owned(),
            Wirkung::Bekannt(_) => "known already".to_owned(),
            Wirkung::Aendert(_, fields) => {
                let mut names: Vec<_> = fields.keys().map(|feld| feld.as_str().to_owned()).collect();
                let mut count = |count: usize, what: &str| {
                    if count > 0 {
                        names.push(format!("{count} {what}"));
                    }
                };
                count(one.verknuepft.len(), "new links");
                count(one.geloest.len(), "links fewer");
                if one.genutzt.is_some() {
                    names.push(inventory::Spalte::Genutzt.as_str().to_owned());
                }
                format!("changes {}", names.join(", "))
            }
        };
        println!("row {}: {}: {what}", one.zeile.nummer, one.name);
    }
    for one in &preview.fehler {
        let column = one.spalte.map(|at| format!(", column {}", column_name(at))).unwrap_or_default();
        let value = if one.wert.is_empty() { String::new() } else { format!(" (\"{}\")", one.wert) };
        println!("row {}{column}: not understood: {}{value}", one.zeile, one.mangel);
    }
}

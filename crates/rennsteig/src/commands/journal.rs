//! `rennsteig journal verify|rebuild`

use crate::{config::Config, house};
use anyhow::{Result, bail};
use clap::Subcommand;

/// What is done with the journal.
#[derive(Subcommand, Debug)]
pub(crate) enum Action {
    /// Checks every hash chain and that every entry opens with its key. Changes nothing.
    Verify,
    /// Makes all projections anew from the journal and says what was different.
    Rebuild,
}

pub(crate) async fn run(config: Result<Config>, action: &Action) -> Result<()> {
    let store = house::open_existing(&config?).await?;
    match action {
        Action::Verify => {
            let report = store.verify_journal().await?;
            println!(
                "{} streams ({} erased), {} entries: {}",
                report.streams,
                report.erased,
                report.entries,
                if report.damage.is_empty() {
                    "all chains verify".into()
                } else {
                    format!("{} damaged", report.damage.len())
                }
            );
            for damage in &report.damage {
                println!("  {damage}");
            }
            if !report.damage.is_empty() {
                bail!(
                    "the journal was altered; restore it from a backup and keep the altered copy as evidence"
                );
            }
        }
        Action::Rebuild => {
            let before = store.dump_projections().await?;
            let replayed = store.rebuild_projections().await?;
            let after = store.dump_projections().await?;
            println!("{replayed} entries replayed");
            for (table, rows) in &after {
                let changed = rows != &before[table];
                println!("  {table}: {} rows{}", rows.len(), if changed { ", corrected" } else { "" });
            }
        }
    }
    store.close().await;
    Ok(())
}

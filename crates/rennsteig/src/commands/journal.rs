//! `rennsteig journal verify|rebuild|checkpoint|prove|extend`

use crate::{config::Config, house};
use anyhow::{Context, Result, bail};
use clap::Subcommand;
use std::path::PathBuf;
use store::{Error, Store, StreamId};

/// What is done with the journal.
#[derive(Subcommand, Debug)]
pub(crate) enum Action {
    /// Checks every hash chain, that every entry opens with its key, and that the log holds all of them. Changes
    /// nothing.
    Verify,
    /// Makes all projections anew from the journal and says what was different.
    Rebuild,
    /// Takes up what is new into the log and prints its signed checkpoint, to be kept outside this installation. With
    /// --key instead what others need to check it.
    Checkpoint {
        /// Prints the verifier key.
        #[arg(long)]
        key: bool,
    },
    /// Prints the proof that an entry is in the log (C2SP tlog-proof), which anybody can check with the verifier key.
    Prove {
        /// Stream and place in it: STREAM/NUMBER. The stream of an Antrag, its Vorgang and its Akte is the id in the
        /// address /antraege/ID.
        entry: String,
    },
    /// Prints the proof that the log still begins with a checkpoint that was kept (C2SP tlog-witness).
    Extend {
        /// File with the kept checkpoint.
        checkpoint: PathBuf,
    },
}

pub(crate) async fn run(config: Result<Config>, action: &Action) -> Result<()> {
    let store = house::open_existing(&config?).await?;
    match action {
        Action::Verify => {
            let report = store.verify_journal().await?;
            println!(
                "{} streams ({} erased), {} entries, {} of them in the log: {}",
                report.streams,
                report.erased,
                report.entries,
                report.logged,
                if report.damage.is_empty() {
                    "all chains and the log verify".into()
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
        Action::Checkpoint { key } => {
            let checkpoint = store.advance_log().await?.context("the journal is empty: nothing to sign")?;
            match store.log_verifier().await? {
                Some(verifier) if *key => println!("{verifier}"),
                _ => print!("{checkpoint}"),
            }
        }
        Action::Prove { entry } => print!("{}", prove(&store, entry).await?),
        Action::Extend { checkpoint } => {
            let old = std::fs::read_to_string(checkpoint)
                .with_context(|| format!("{} cannot be read", checkpoint.display()))?;
            let proof = store.prove_growth(&old).await;
            print!(
                "{}",
                proof.with_context(|| format!("the log does not begin with {}", checkpoint.display()))?
            );
        }
    }
    store.close().await;
    Ok(())
}

async fn prove(store: &Store, entry: &str) -> Result<String> {
    let parsed = entry.split_once('/').and_then(|(stream, number)| {
        Some((StreamId(stream.parse().ok()?), number.parse().ok().filter(|number| *number > 0)?))
    });
    let (stream, number) = parsed.with_context(|| {
        format!("{entry:?} names no entry; it has the form STREAM/NUMBER, as in 0199f3c2-…/3")
    })?;
    store.advance_log().await?;
    match store.prove_entry(stream, number).await {
        Ok(proof) => Ok(proof.to_string()),
        Err(Error::NotFound) => bail!("there is no entry {number} in a stream {stream}"),
        Err(error) => Err(error.into()),
    }
}

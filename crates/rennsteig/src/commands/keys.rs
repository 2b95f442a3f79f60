//! `rennsteig keys list|prepare|rotate|retire`

use crate::{config::Config, house};
use anyhow::{Result, bail};
use clap::Subcommand;
use std::path::Path;
use store::{KeyChange, MasterKeys, Store, SystemEntropy};

/// What is done with the master keys.
#[derive(Subcommand, Debug)]
pub(crate) enum Action {
    /// Lists the master keys by their names, and how many keys of streams each of them wraps. Shows no key.
    List,
    /// Adds a new key at the end of the key file, which nothing uses yet. For installations of several machines: bring the
    /// file to all of them before "keys rotate".
    Prepare,
    /// Makes a new key the one that wraps, and wraps the keys of all streams anew, while servers work. Can be broken off
    /// and repeated. Old keys stay in the file.
    Rotate,
    /// Takes the old keys out of the file, once nothing uses them. Backups from before still need them.
    Retire,
}

pub(crate) async fn run(config: Result<Config>, action: &Action) -> Result<()> {
    let config = config?;
    let store = house::open_existing(&config).await?;
    let file = config.key_file();
    match action {
        Action::List => list(&store).await?,
        Action::Prepare => {
            MasterKeys::change(&file, KeyChange::Prepare, &SystemEntropy)?;
            println!(
                "{} has a new key in its last line: bring the file to all machines, then \"rennsteig keys rotate\"",
                file.display()
            );
        }
        Action::Rotate => rotate(&store, &file).await?,
        Action::Retire => retire(&store, &file).await?,
    }
    store.close().await;
    Ok(())
}

async fn list(store: &Store) -> Result<()> {
    let used = store.wrapped_by().await?;
    for (place, name) in store.master_keys().iter().enumerate() {
        let role = if place == 0 { "wraps new ones" } else { "opens only" };
        println!("{name}  {role}, wraps {}", used.get(name).copied().unwrap_or_default());
    }
    Ok(())
}

/// How many are wrapped by others than the first.
async fn left(store: &Store) -> Result<i64> {
    let first = store.master_keys().into_iter().next();
    let used = store.wrapped_by().await?;
    Ok(used.iter().filter(|(name, _)| Some(*name) != first.as_ref()).map(|(_, count)| count).sum())
}

async fn rotate(store: &Store, file: &Path) -> Result<()> {
    if left(store).await? == 0 {
        MasterKeys::change(file, KeyChange::Renew, &SystemEntropy)?;
        println!("{} has a new key in its first line", file.display());
    } else {
        println!("going on with a rotation that was not finished");
    }
    // What is opened meanwhile by servers that have not seen the new file yet is met in another round.
    for round in 0..3 {
        let (mut after, mut changed) = (None, 0);
        loop {
            let (last, some) = store.wrap_anew(after).await?;
            changed += some;
            match last {
                Some(last) => after = Some(last),
                None => break,
            }
        }
        println!("round {}: {changed} keys wrapped anew", round + 1);
        if left(store).await? == 0 {
            println!("done: all keys of streams are wrapped by {}", store.master_keys()[0]);
            println!(
                "keep a copy of {} in the safe, and the old keys as long as backups need them",
                file.display()
            );
            return Ok(());
        }
    }
    bail!(
        "{} keys are still wrapped by an old one: a server makes new ones with it. Bring the key file to all machines, then \
         repeat",
        left(store).await?
    )
}

async fn retire(store: &Store, file: &Path) -> Result<()> {
    let names = store.master_keys();
    if names.len() == 1 {
        println!("there is one key only");
        return Ok(());
    }
    let left = left(store).await?;
    if left > 0 {
        bail!("{left} keys are still wrapped by an old one: \"rennsteig keys rotate\" first");
    }
    MasterKeys::change(file, KeyChange::Retire, &SystemEntropy)?;
    println!("{} holds {} only; taken out: {}", file.display(), names[0], names[1..].join(", "));
    println!("backups from before still need them: keep them in the safe as long as such backups exist");
    Ok(())
}

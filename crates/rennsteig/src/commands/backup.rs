//! `rennsteig backup DIR`, `rennsteig backup verify DIR`, `rennsteig restore DIR`

use crate::{
    config::{Config, without_password},
    house,
};
use anyhow::{Context, Result, bail};
use clap::{Args, Subcommand};
use std::path::{Path, PathBuf};
use store::{
    BlobSettings, MasterKeys, Store,
    backup::{self, Backup},
};

/// Into which directory, and with what.
#[derive(Args, Debug)]
pub(crate) struct Taking {
    /// Directory, made if it is missing. A backup in it is replaced once the new one is whole; files that are there are
    /// not copied again.
    #[arg(required = true)]
    directory: Option<PathBuf>,
    /// Puts the master keys beside it. Whoever has the directory can then read everything.
    #[arg(long)]
    with_key: bool,
}

/// What is done with a backup.
#[derive(Subcommand, Debug)]
pub(crate) enum Action {
    /// Checks all hashes of a backup, the chains of its journal, and its log against the checkpoint. Where the key file
    /// is at hand, also that every entry opens.
    Verify {
        /// Directory of the backup.
        directory: PathBuf,
        /// File with a checkpoint that was kept elsewhere: the log must begin with it.
        #[arg(long, value_name = "FILE")]
        checkpoint: Option<PathBuf>,
    },
}

pub(crate) async fn run(config: Result<Config>, taking: &Taking, action: Option<&Action>) -> Result<()> {
    match (action, &taking.directory) {
        (Some(Action::Verify { directory, checkpoint }), _) => {
            verify(&config?, directory, checkpoint.as_deref()).await
        }
        (None, Some(directory)) => take(&config?, directory, taking.with_key).await,
        (None, None) => bail!("name a directory"),
    }
}

async fn take(config: &Config, directory: &Path, with_key: bool) -> Result<()> {
    let settings = config.store()?;
    if house::exists(&settings).await? && !Store::missing_steps(&settings, &house::OFFICES).await?.is_empty()
    {
        bail!(
            "this program is newer than the database and would upgrade it: take the backup with the release that runs \
             now, then upgrade"
        );
    }
    let store = house::open_existing(config).await?;
    let taking = store.begin_backup(directory).await?;
    let files = house::stored_files(taking.copy()).await?;
    let key_file = with_key.then(|| config.key_file());
    let (taken, new) = taking.finish(env!("CARGO_PKG_VERSION"), &files, key_file.as_deref()).await?;
    store.close().await;
    let manifest = taken.manifest();
    println!("backup in {} is complete and verified", directory.display());
    println!("  {manifest}");
    println!("  {new} files were copied, {} were there already", manifest.files - new);
    if with_key {
        println!("  the master keys ARE in it: whoever has this directory can read everything");
    } else {
        let keys = manifest.master_keys.join(", ");
        println!(
            "  the master keys are NOT in it: keep {} elsewhere (keys {keys})",
            config.key_file().display()
        );
    }
    println!("  the configuration is not in it");
    if let Some(checkpoint) = &manifest.checkpoint {
        println!("checkpoint of the log, to be kept elsewhere:\n{checkpoint}");
    }
    Ok(())
}

async fn verify(config: &Config, directory: &Path, checkpoint: Option<&Path>) -> Result<()> {
    let backup = Backup::read(directory)?;
    let file = backup.key_file().unwrap_or_else(|| config.key_file());
    let keys = if file.exists() { Some(MasterKeys::read(&file)?) } else { None };
    let opened = keys.is_some();
    let kept = match checkpoint {
        Some(file) => Some(
            std::fs::read_to_string(file).with_context(|| format!("{} cannot be read", file.display()))?,
        ),
        None => None,
    };
    let kept = backup::verify(&backup, &house::OFFICES, keys, kept.as_deref()).await?;
    println!("{}", backup.manifest());
    if !kept.damage.is_empty() {
        for line in &kept.damage {
            println!("  {line}");
        }
        bail!("the backup in {} is damaged in {} places", directory.display(), kept.damage.len());
    }
    println!(
        "all hashes, chains and the log verify{}",
        if opened { ", every entry opens" } else { "; without the key file no entry was opened" }
    );
    Ok(())
}

pub(crate) async fn restore(config: Result<Config>, directory: &Path) -> Result<()> {
    let config = config?;
    let backup = Backup::read(directory)?;
    let (settings, key_file) = (config.store()?, config.key_file());
    let keys = if key_file.exists() {
        MasterKeys::read(&key_file)?
    } else if let Some(kept) = backup.key_file() {
        let keys = MasterKeys::read(&kept)?;
        config.make_data()?;
        MasterKeys::copy(&kept, &key_file)?;
        keys
    } else {
        bail!(
            "put the key file in place first, {}: the backup needs the master keys {} and does not hold them",
            key_file.display(),
            backup.manifest().master_keys.join(", ")
        );
    };
    if let BlobSettings::Directory(files) = &settings.blobs {
        std::fs::create_dir_all(files).with_context(|| format!("{} cannot be made", files.display()))?;
    }
    let store = backup::restore(&backup, &settings, &house::OFFICES, keys).await?;
    let ended = end_sessions(&store).await?;
    store.close().await;
    println!("restored to {}", without_password(&settings.database));
    println!("  {}", backup.manifest());
    println!("  the journal verifies; {ended} sessions were ended: everybody signs in again");
    println!("  what was recorded after {} is not there", backup.manifest().taken_at);
    Ok(())
}

/// A session that was ended since the backup must not live again.
async fn end_sessions(store: &Store) -> Result<u64> {
    let mut tx = store.begin().await?;
    let ended = identity::end_all_sessions(&mut tx, &identity::Scope::House).await?;
    tx.commit().await?;
    Ok(ended)
}

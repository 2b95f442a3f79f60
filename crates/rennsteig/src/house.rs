//! Composition: the offices, the store they share, their jobs.

use crate::config::{Config, without_password};
use anyhow::{Context, Result, bail};
use identity::{Behoerde, Scope};
use packages::Library;
use std::collections::BTreeSet;
use std::sync::Arc;
use store::{BlobId, Executor, Jobs, MasterKeys, Office, Settings, Store, SystemClock, SystemEntropy};

/// All offices, from the lowest to the highest.
pub(crate) const OFFICES: [Office; 11] = [
    identity::OFFICE,
    packages::OFFICE,
    catalogue::OFFICE,
    records::OFFICE,
    post::OFFICE,
    cases::OFFICE,
    intake::OFFICE,
    steering::OFFICE,
    planning::OFFICE,
    strategy::OFFICE,
    inventory::OFFICE,
];

/// Opens the store that the configuration names. Where there is none yet, it is made, with a new key.
pub(crate) async fn open(config: &Config) -> Result<Store> {
    let settings = config.store()?;
    if exists(&settings).await? {
        need_key_file(config, &settings)?;
    } else {
        config.make_data()?;
    }
    let keys = MasterKeys::read_or_create(&config.key_file(), &SystemEntropy)?;
    open_with(config, &settings, keys).await
}

/// The same where there must be one already: for commands that have nothing to do in an empty installation, so that a
/// slip in `--data` makes no second one.
pub(crate) async fn open_existing(config: &Config) -> Result<Store> {
    let settings = config.store()?;
    if !exists(&settings).await? {
        bail!(
            "no installation at {}: {} holds nothing. Is --data or --config right? \"rennsteig serve\", \"catalogue \
             import\" and \"package install\" begin a new one",
            config.data.display(),
            without_password(&settings.database)
        );
    }
    need_key_file(config, &settings)?;
    open_with(config, &settings, MasterKeys::read(&config.key_file())?).await
}

pub(crate) async fn exists(settings: &Settings) -> Result<bool> {
    let place = || format!("{} cannot be opened", without_password(&settings.database));
    Store::exists(settings).await.with_context(place)
}

/// A new key would be of no use to a database that was sealed with another.
fn need_key_file(config: &Config, settings: &Settings) -> Result<()> {
    let file = config.key_file();
    if file.exists() {
        return Ok(());
    }
    bail!(
        "the key file {} is missing, and {} cannot be read without it: put it in place",
        file.display(),
        without_password(&settings.database)
    )
}

async fn open_with(config: &Config, settings: &Settings, keys: MasterKeys) -> Result<Store> {
    let (notices, scanner, oidc) = (config.notices()?, config.scanner()?, config.oidc()?);
    let store = Store::open(settings, &OFFICES, keys, Arc::new(SystemClock), Arc::new(SystemEntropy))
        .await
        .context("the store cannot be opened")?;
    if let Some(scanner) = scanner {
        store.provide(scanner);
    }
    if let Some(notices) = notices {
        store.provide(notices);
    }
    if let Some(site) = config.passkeys() {
        store.provide(site);
    }
    if let Some(oidc) = oidc {
        store.provide(oidc);
    }
    Ok(store)
}

/// All files that the database of the store refers to.
pub(crate) async fn stored_files(store: &Store) -> Result<BTreeSet<BlobId>> {
    let mut reader = store.reader();
    let mut files = packages::stored_files(&mut reader, &Scope::House).await?;
    files.extend(records::stored_files(&mut reader, &Scope::House).await?);
    files.extend(planning::stored_files(&mut reader, &Scope::House).await?);
    files.extend(intake::stored_files(store, &Scope::House).await?);
    Ok(files.into_iter().collect())
}

/// The Behoerde that a word of the command line means: its `id` in `behoerden.toml`, its short name, or its id.
///
/// # Errors
/// There is none; the message lists those that there are.
pub(crate) async fn behoerde(on: &mut impl Executor, word: &str) -> Result<Behoerde> {
    let by_word = catalogue::Seed::behoerde(word);
    let all = identity::behoerden(on, &Scope::House).await?;
    let meant = |b: &Behoerde| b.id == by_word || b.short_name == word || b.id.to_string() == word;
    if let Some(found) = all.iter().find(|b| meant(b)) {
        return Ok(found.clone());
    }
    if all.is_empty() {
        bail!(
            "there is no Behoerde {word:?}, nor any other: bring them in with \"rennsteig catalogue import DIR\""
        );
    }
    let known: Vec<_> = all.iter().map(|b| format!("{} ({})", b.short_name, b.name)).collect();
    bail!("there is no Behoerde {word:?}; there are: {}", known.join(", "))
}

/// The handlers of all jobs.
pub(crate) fn jobs(library: &Library) -> Jobs {
    let jobs = records::register_jobs(post::register_jobs(Jobs::default()));
    let jobs = cases::register_jobs(jobs, library);
    strategy::register_jobs(planning::register_jobs(intake::register_jobs(jobs, library)))
}

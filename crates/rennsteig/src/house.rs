//! Composition: the offices, the store they share, their jobs.

use crate::config::Config;
use anyhow::{Context, Result};
use packages::Library;
use std::sync::Arc;
use store::{Jobs, MasterKeys, Office, Store, SystemClock, SystemEntropy};

/// All offices, from the lowest to the highest.
pub(crate) const OFFICES: [Office; 7] = [
    identity::OFFICE,
    packages::OFFICE,
    catalogue::OFFICE,
    records::OFFICE,
    post::OFFICE,
    cases::OFFICE,
    intake::OFFICE,
];

/// Opens the store that the configuration names.
pub(crate) async fn open(config: &Config) -> Result<Store> {
    let settings = config.store()?;
    let entropy = Arc::new(SystemEntropy);
    let keys = MasterKeys::read_or_create(&config.key_file(), &*entropy)?;
    let notices = config.notices()?;
    let store = Store::open(&settings, &OFFICES, keys, Arc::new(SystemClock), entropy)
        .await
        .context("the store cannot be opened")?;
    if let Some(notices) = notices {
        store.provide(notices);
    }
    Ok(store)
}

/// The handlers of all jobs.
pub(crate) fn jobs(library: &Library) -> Jobs {
    let jobs = post::register_jobs(Jobs::default());
    let jobs = cases::register_jobs(jobs, library);
    intake::register_jobs(jobs, library)
}

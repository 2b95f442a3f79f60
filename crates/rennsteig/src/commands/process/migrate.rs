//! `rennsteig process migrate`: running cases go on by another version of their package.

use crate::{config::Config, house};
use anyhow::{Context, Result, bail};
use cases::{Error, Vorgang};
use clap::Args;
use identity::Scope;
use packages::{Digest, Library};
use std::collections::BTreeMap;
use store::{Executor, Store};

/// How many cases are looked at in one go.
const PAGE: i64 = 100;

/// From which version to which, and what stands for what.
#[derive(Args, Debug)]
pub(crate) struct Migration {
    /// The package.
    package: String,
    /// The version that the cases run by.
    #[arg(long, value_name = "VERSION")]
    from: String,
    /// The version that they are to go on by; it is installed.
    #[arg(long, value_name = "VERSION")]
    to: String,
    /// An element or sequence flow that has another id in the new version; may be repeated.
    #[arg(long = "map", value_name = "OLD=NEW", value_parser = pair)]
    ids: Vec<(String, String)>,
    /// Why; it goes into each file.
    #[arg(long, value_name = "TEXT", required_unless_present = "dry_run")]
    reason: Option<String>,
    /// Says which cases fit, and changes nothing.
    #[arg(long)]
    dry_run: bool,
}

fn pair(text: &str) -> Result<(String, String), String> {
    match text.split_once('=') {
        Some((old, new)) if !old.is_empty() && !new.is_empty() => Ok((old.to_owned(), new.to_owned())),
        _ => Err("write OLD=NEW, with the ids of the two versions".to_owned()),
    }
}

pub(super) async fn run(config: Result<Config>, migration: &Migration) -> Result<()> {
    let store = house::open_existing(&config?).await?;
    let library = Library::new(store.clone());
    let from = version(&mut store.reader(), &migration.package, &migration.from).await?;
    let to = version(&mut store.reader(), &migration.package, &migration.to).await?;
    let ids: BTreeMap<String, String> = migration.ids.iter().cloned().collect();
    let (mut fit, mut not) = (0, 0);
    let mut after = None;
    loop {
        let page = cases::running(&mut store.reader(), &Scope::House, &from, after, PAGE).await?;
        let Some(last) = page.last() else { break };
        after = Some(last.id);
        for vorgang in &page {
            match one(&store, &library, vorgang, &to, &ids, migration).await? {
                None => fit += 1,
                Some(reason) => {
                    not += 1;
                    println!("{}: {reason}", vorgang.aktenzeichen);
                }
            }
        }
    }
    let (id, new) = (&migration.package, &migration.to);
    match migration.dry_run {
        true => println!("{fit} cases fit {id} {new}, {not} do not; nothing was changed"),
        false => println!("{fit} cases go on by {id} {new}, {not} stay as they are"),
    }
    store.close().await;
    Ok(())
}

/// Why a case does not go on by the other version.
async fn one(
    store: &Store,
    library: &Library,
    vorgang: &Vorgang,
    to: &Digest,
    ids: &BTreeMap<String, String>,
    migration: &Migration,
) -> Result<Option<String>> {
    let house = &Scope::House;
    if migration.dry_run {
        let mut reader = store.reader();
        let found = cases::fits(&mut reader, house, library, vorgang.id, to, ids, store.now()).await?;
        let said: Vec<String> = found.iter().map(ToString::to_string).collect();
        return Ok((!said.is_empty()).then(|| said.join("; ")));
    }
    let reason = migration.reason.as_deref().unwrap_or_default();
    let mut tx = store.begin().await?;
    match cases::convert(&mut tx, house, library, vorgang.id, to, ids, reason).await {
        Ok(()) => {
            tx.commit().await?;
            Ok(None)
        }
        Err(error @ (Error::Misfits(_) | Error::Angehalten | Error::Settled | Error::Process { .. })) => {
            Ok(Some(error.to_string()))
        }
        Err(error) => Err(error.into()),
    }
}

async fn version(on: &mut impl Executor, id: &str, version: &str) -> Result<Digest> {
    let installed = packages::installed(on, &Scope::House).await?;
    let of_it: Vec<_> = installed.into_iter().filter(|package| package.id == id).collect();
    if of_it.is_empty() {
        bail!("no package {id:?} is installed. Type: rennsteig package list");
    }
    let known: Vec<&str> = of_it.iter().map(|package| package.version.as_str()).collect();
    let known = known.join(", ");
    let found = of_it.iter().find(|package| package.version == version);
    found
        .map(|package| package.digest.clone())
        .with_context(|| format!("{id} is not installed in version {version}; there are {known}"))
}

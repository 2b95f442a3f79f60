//! `rennsteig package offer|withdraw|list`: who offers what.

use crate::{config::Config, house};
use anyhow::{Context, Result, bail};
use catalogue::LeistungKey;
use identity::{Behoerde, Scope};
use packages::Installed;
use store::{Executor, Tx};

/// Offers the newest installed version of a package: at the Behoerden that are named, or else where an import wants it
/// and where an older version is offered.
pub(crate) async fn offer(config: &Config, id: &str, at: &[String]) -> Result<()> {
    let store = house::open_existing(config).await?;
    let mut tx = store.begin().await?;
    let installed = newest(&mut tx, id).await?;
    let leistung = LeistungKey::parse(&installed.leistung)?;
    let mut lines = Vec::new();
    for behoerde in places(&mut tx, &installed, at).await? {
        let new = catalogue::offer_package(&mut tx, &Scope::House, &installed, behoerde.id).await?;
        let word = if new { "offers" } else { "already offers" };
        lines.push(format!("{} {word} {} {}", behoerde.name, installed.id, installed.version));
        if !catalogue::serves(&mut tx, &Scope::House, behoerde.id, &leistung).await? {
            lines.push(format!(
                "  but nobody will be led there: it serves Leistung {leistung} nowhere. Enter that in \
                 zustaendigkeiten.toml and import it"
            ));
        }
    }
    tx.commit().await?;
    println!("{}", lines.join("\n"));
    store.close().await;
    Ok(())
}

/// Ends the offer of a package, whatever its version, at some Behoerden.
pub(crate) async fn withdraw(config: &Config, id: &str, at: &[String]) -> Result<()> {
    let store = house::open_existing(config).await?;
    let mut tx = store.begin().await?;
    let leistung = LeistungKey::parse(&newest(&mut tx, id).await?.leistung)?;
    let mut lines = Vec::new();
    for behoerde in named(&mut tx, at).await? {
        let offered = catalogue::onlinedienst(&mut tx, &Scope::House, behoerde.id, &leistung).await?;
        if let Some(other) = offered.filter(|dienst| dienst.package != id) {
            bail!("{} offers {} for Leistung {leistung}, not {id}", behoerde.name, other.package);
        }
        let was = catalogue::withdraw_onlinedienst(&mut tx, &Scope::House, behoerde.id, &leistung).await?;
        let word = if was { "no longer offers" } else { "did not offer" };
        lines.push(format!("{} {word} {id}", behoerde.name));
    }
    tx.commit().await?;
    println!("{}", lines.join("\n"));
    store.close().await;
    Ok(())
}

/// Lists what is installed, and who offers it in which version.
pub(crate) async fn list(config: &Config) -> Result<()> {
    let store = house::open_existing(config).await?;
    let mut reader = store.reader();
    let known = identity::behoerden(&mut reader, &Scope::House).await?;
    let installed = packages::installed(&mut reader, &Scope::House).await?;
    for package in &installed {
        println!("{} {}: {}, Leistung {}", package.id, package.version, package.titel, package.leistung);
        let leistung = LeistungKey::parse(&package.leistung)?;
        let offers = catalogue::onlinedienste(&mut reader, &Scope::House, &leistung).await?;
        let here = offers.iter().filter(|dienst| dienst.digest == package.digest.as_str());
        let names: Vec<_> = here
            .filter_map(|dienst| known.iter().find(|b| b.id == dienst.behoerde))
            .map(|behoerde| behoerde.short_name.as_str())
            .collect();
        println!("  offered at: {}", if names.is_empty() { "nowhere".into() } else { names.join(", ") });
    }
    println!("{} packages", installed.len());
    store.close().await;
    Ok(())
}

async fn newest(on: &mut impl Executor, id: &str) -> Result<Installed> {
    if let Some(found) = packages::newest(on, &Scope::House, id).await? {
        return Ok(found);
    }
    let mut known: Vec<_> =
        packages::installed(on, &Scope::House).await?.into_iter().map(|found| found.id).collect();
    known.dedup();
    let known = if known.is_empty() { "none".into() } else { known.join(", ") };
    bail!(
        "no package {id:?} is installed; there are: {known}. Install it with \"rennsteig package install DIR\""
    )
}

async fn named(on: &mut impl Executor, words: &[String]) -> Result<Vec<Behoerde>> {
    let mut found = Vec::new();
    for word in words {
        found.push(house::behoerde(on, word).await?);
    }
    Ok(found)
}

async fn places(tx: &mut Tx, installed: &Installed, at: &[String]) -> Result<Vec<Behoerde>> {
    if !at.is_empty() {
        return named(tx, at).await;
    }
    let mut found = Vec::new();
    for id in catalogue::wanted_at(tx, &Scope::House, installed).await? {
        let behoerde = identity::behoerde(tx, &Scope::House, id).await?;
        found.push(behoerde.with_context(|| format!("there is no Behoerde {id}"))?);
    }
    if found.is_empty() {
        let id = &installed.id;
        bail!(
            "nobody is known who wants to offer {id:?}: name a Behoerde with --at, or write onlinedienst = {id:?} into \
             zustaendigkeiten.toml and import it with \"rennsteig catalogue import DIR\""
        );
    }
    found.sort_by(|a, b| (&a.name, a.id).cmp(&(&b.name, b.id)));
    Ok(found)
}

//! Packages in the catalogue: what a package says about its Leistung, and who offers it.

use crate::{
    entries::Entry,
    error::{Error, Result},
    lock_behoerde, manages,
    model::{Legal, LeistungEntry, LeistungKey, Onlinedienst, Texts, WantedOnlinedienst},
    new_or_changed, set_leistung, tables,
};
use identity::{BehoerdeId, Change, Permission, Scope};
use packages::{Installed, Package};
use std::collections::BTreeSet;
use store::{Executor, Tx};

/// Installs a package and brings its texts into the catalogue, unless a newer version of it has done so. Doing it again
/// changes nothing. Needs the permission to install packages.
///
/// # Errors
/// Those of [`packages::install`] and [`set_leistung`].
pub async fn install_package(tx: &mut Tx, scope: &Scope, package: &Package) -> Result<Installed> {
    let installed = packages::install(tx, scope, package).await?;
    let newest = packages::newest(tx, scope, &installed.id).await?;
    if newest.is_none_or(|newest| newest.digest == installed.digest) {
        set_leistung(tx, scope, &described(package)?).await?;
    }
    Ok(installed)
}

/// A Behoerde offers an installed package for its Leistung from now on, instead of what it offered before. Needs the
/// permission to install packages there. Returns whether anything changed.
///
/// # Errors
/// Those of [`offer_onlinedienst`].
pub async fn offer_package(
    tx: &mut Tx,
    scope: &Scope,
    installed: &Installed,
    behoerde: BehoerdeId,
) -> Result<bool> {
    let dienst = Onlinedienst {
        behoerde,
        leistung: LeistungKey::parse(&installed.leistung)?,
        package: installed.id.clone(),
        version: installed.version.clone(),
        digest: installed.digest.to_string(),
    };
    offer_onlinedienst(tx, scope, &dienst).await
}

/// A Behoerde is to offer a package for a Leistung, whenever somebody does so ([`wanted_at`]), instead of what it wanted
/// before. The package need not be installed yet. Needs the permission to install packages there.
pub async fn want_onlinedienst(tx: &mut Tx, scope: &Scope, wanted: &WantedOnlinedienst) -> Result<Change> {
    manages(scope, Permission::InstallPackages, wanted.behoerde)?;
    let stream = lock_behoerde(tx, wanted.behoerde).await?;
    let change = match tables::read_wanted(tx, wanted.behoerde, &wanted.leistung).await? {
        Some(known) if known == *wanted => return Ok(Change::Unchanged),
        known => new_or_changed(known.as_ref()),
    };
    tx.record(stream, scope.actor(), &Entry::OnlinedienstWanted(wanted.clone())).await?;
    Ok(change)
}

/// A Behoerde offers a package for a Leistung from now on, instead of what it offered before. Needs the permission to
/// install packages there. Returns whether anything changed.
///
/// # Errors
/// [`Error::UnknownLeistung`]: its texts come first ([`set_leistung`]).
pub async fn offer_onlinedienst(tx: &mut Tx, scope: &Scope, dienst: &Onlinedienst) -> Result<bool> {
    manages(scope, Permission::InstallPackages, dienst.behoerde)?;
    if tables::read_leistung(tx, &dienst.leistung).await?.is_none() {
        return Err(Error::UnknownLeistung(dienst.leistung.clone()));
    }
    let stream = lock_behoerde(tx, dienst.behoerde).await?;
    if tables::read_onlinedienst(tx, dienst.behoerde, &dienst.leistung).await?.as_ref() == Some(dienst) {
        return Ok(false);
    }
    tx.record(stream, scope.actor(), &Entry::OnlinedienstOffered(dienst.clone())).await?;
    Ok(true)
}

/// A Behoerde no longer offers a Leistung online, nor wants to. What was submitted goes on. Returns whether it was so.
pub async fn withdraw_onlinedienst(
    tx: &mut Tx,
    scope: &Scope,
    behoerde: BehoerdeId,
    leistung: &LeistungKey,
) -> Result<bool> {
    manages(scope, Permission::InstallPackages, behoerde)?;
    let stream = lock_behoerde(tx, behoerde).await?;
    let offered = tables::read_onlinedienst(tx, behoerde, leistung).await?.is_some();
    if !offered && tables::read_wanted(tx, behoerde, leistung).await?.is_none() {
        return Ok(false);
    }
    let entry = Entry::OnlinedienstWithdrawn { behoerde, leistung: leistung.clone() };
    tx.record(stream, scope.actor(), &entry).await?;
    Ok(true)
}

/// The Behoerden that are to offer a package by the word of an import ([`want_onlinedienst`]), and those that offer some
/// version of it.
///
/// # Errors
/// [`Error::OtherLeistung`] where it is wanted for a Leistung that is not its own.
pub async fn wanted_at(
    on: &mut impl Executor,
    scope: &Scope,
    installed: &Installed,
) -> Result<Vec<BehoerdeId>> {
    let leistung = LeistungKey::parse(&installed.leistung)?;
    let mut found = BTreeSet::new();
    for wanted in tables::wanted(on, &installed.id).await? {
        if wanted.leistung != leistung {
            let package = installed.id.clone();
            return Err(Error::OtherLeistung { package, leistung, wanted: wanted.leistung });
        }
        found.insert(wanted.behoerde);
    }
    let offered = crate::onlinedienste(on, scope, &leistung).await?;
    found.extend(offered.iter().filter(|dienst| dienst.package == installed.id).map(|d| d.behoerde));
    Ok(found.into_iter().collect())
}

/// The Leistung as its package describes it.
fn described(package: &Package) -> Result<LeistungEntry> {
    let manifest = package.manifest();
    let texts =
        package.languages().map(|language| (language.to_owned(), texts(package.texts(language)))).collect();
    Ok(LeistungEntry {
        key: LeistungKey::parse(&manifest.leistung)?,
        source: format!("Paket {} {}", manifest.id, manifest.version),
        texts,
    })
}

fn texts(texts: &packages::Texts) -> Texts {
    let legal = texts.legal.iter().map(|l| Legal { text: l.text.clone(), link: l.link.clone() });
    Texts {
        title: texts.title.clone(),
        short: texts.short.clone(),
        full: texts.full.clone(),
        requirements: texts.requirements.clone(),
        documents: texts.documents.clone(),
        costs: texts.costs.clone(),
        duration: texts.duration.clone(),
        deadlines: texts.deadlines.clone(),
        remedy: texts.remedy.clone(),
        steps: texts.steps.clone(),
        keywords: texts.keywords.clone(),
        legal: legal.collect(),
    }
}

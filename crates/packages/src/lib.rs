//! Service packages: reading, checking, testing, installing.
//!
//! A package is a folder of standard files (services/README.md). [`Files`] reads the folder with limits,
//! [`Package::read`] compiles every file and checks them against each other, [`test()`] runs its scenarios,
//! [`from_xdf`] makes a package from a FIM schema. [`install`] puts it into the store, where it is known by its
//! digest and never changes; [`Library`] gives it back, compiled once.
//!
//! Packages are public by nature (the form and the texts are shown to everybody), so reading them from a
//! [`Library`] needs no permission; installing does.

mod check;
mod decisions;
mod entries;
mod eskalation;
mod explain;
mod expression;
mod files;
mod frage;
mod from_xdf;
mod library;
mod model;
mod notice;
mod package;
mod parts;
mod reasons;
mod rechtsbehelf;
mod scenario;
mod schreiben;
mod simulate;
mod tables;
mod verfahren;
mod walls;

pub use check::{ATTRIBUTES, OPERATIONS};
pub use decisions::{DecideError, Decided};
pub use explain::gruende;
pub use files::{Change, ChangeKind, Files, MAX_FILE, MAX_FILES, MAX_TOTAL, diff};
pub use frage::{Antwort, Frage, FrageArt, dauer, ort};
pub use from_xdf::from_xdf;
pub use library::Library;
pub use model::{
    Akte, Antragsteller, Art, Aussonderung, Automatik, Bekanntgabe, Digest, Entscheidungen, FORMAT,
    LANGUAGES, Legal, Manifest, Problem, Prozess, Severity, Texts,
};
pub use notice::{Grund, Notice};
pub use package::Package;
pub use reasons::needs_reasons;
pub use rechtsbehelf::{Rechtsbehelf, RechtsbehelfArt};
pub use scenario::{Aufgabe, Einwand, Erwartet, ErwartetWiderspruch, Scenario, Verdict};
pub use schreiben::{Schreiben, schreiben};
pub use simulate::{Ausblick, Preview, ausblick, coverage, previews, test};
pub use tables::Installed;
pub use verfahren::Verfahren;

use identity::{Denied, Permission, Scope};
use store::{BlobId, Executor, Office, StreamId, Tx, projector};
use uuid::Uuid;

use entries::Entry;

/// The packages office as the store sees it.
pub const OFFICE: Office = Office {
    name: "packages",
    migrations: tables::MIGRATIONS,
    projections: &["packages_installed"],
    walls: walls::WALLS,
    project: Some(projector::<Entry>),
};

/// Result of this office.
pub type Result<T, E = Error> = std::result::Result<T, E>;

/// Why a command or query of this office failed.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum Error {
    /// The scope does not allow it.
    #[error(transparent)]
    Denied(#[from] Denied),
    /// No such package is installed.
    #[error("no package {0} is installed: install it with `rennsteig package install DIR`")]
    NotInstalled(String),
    /// This version was installed before with other content.
    #[error("{id} {version} is installed with other content: give the package a new version")]
    VersionTaken {
        /// The package.
        id: String,
        /// The version.
        version: String,
    },
    /// A stored package is refused by this release.
    #[error("the installed package {digest} does not run with this release: {}", list(.problems))]
    Unusable {
        /// The package.
        digest: Digest,
        /// Why.
        problems: Vec<Problem>,
    },
    /// The store failed.
    #[error(transparent)]
    Store(#[from] store::Error),
}

fn list(problems: &[Problem]) -> String {
    problems.iter().map(ToString::to_string).collect::<Vec<_>>().join("; ")
}

/// Installs a package; journal entry `packages.installiert`. Installing the same content again changes nothing.
///
/// # Errors
/// [`Error::Denied`] without the permission; [`Error::VersionTaken`] if the version is there with other content.
pub async fn install(tx: &mut Tx, scope: &Scope, package: &Package) -> Result<Installed> {
    may_install(scope)?;
    let (manifest, digest) = (package.manifest(), package.digest());
    let stream = stream(&manifest.id);
    tx.open_stream(stream, "paket", None).await?;
    tx.lock_stream(stream).await?;
    if let Some(found) = tables::by_digest(tx, digest).await? {
        return Ok(found);
    }
    if tables::has_version(tx, &manifest.id, &manifest.version).await? {
        return Err(Error::VersionTaken { id: manifest.id.clone(), version: manifest.version.clone() });
    }
    let mut files = Vec::new();
    for (path, content) in package.files().iter() {
        files.push((path.to_owned(), tx.put_blob(stream, content).await?));
    }
    let entry = Entry::Installiert {
        id: manifest.id.clone(),
        version: manifest.version.clone(),
        leistung: manifest.leistung.clone(),
        titel: manifest.titel.clone(),
        digest: digest.clone(),
        files,
    };
    tx.record(stream, scope.actor(), &entry).await?;
    tables::by_digest(tx, digest).await?.ok_or_else(|| Error::NotInstalled(digest.to_string()))
}

/// All installed versions, by package, the newest first; for operators and editors.
///
/// # Errors
/// [`Error::Denied`] without the permission.
pub async fn installed(on: &mut impl Executor, scope: &Scope) -> Result<Vec<Installed>> {
    may_install(scope)?;
    Ok(tables::all(on).await?)
}

/// Where the files of all versions lie: what a backup must hold.
///
/// # Errors
/// [`Error::Denied`] for everybody but the program itself.
pub async fn stored_files(on: &mut impl Executor, scope: &Scope) -> Result<Vec<BlobId>> {
    scope.house()?;
    Ok(tables::all_files(on).await?)
}

/// The newest version of a package that is installed. Packages are public.
pub async fn newest(on: &mut impl Executor, _scope: &Scope, id: &str) -> Result<Option<Installed>> {
    Ok(tables::newest(on, id).await?)
}

/// The installed version with this digest, if there is one: what [`Files::digest`] gives need not be compiled to be
/// asked for. Packages are public.
pub async fn installed_as(
    on: &mut impl Executor,
    _scope: &Scope,
    digest: &Digest,
) -> Result<Option<Installed>> {
    Ok(tables::by_digest(on, digest).await?)
}

fn may_install(scope: &Scope) -> Result<(), Denied> {
    match scope {
        Scope::House => Ok(()),
        other => other.staff(Permission::InstallPackages).map(|_| ()),
    }
}

/// The stream of a package: made from its name, so that it is the same in every installation.
fn stream(id: &str) -> StreamId {
    StreamId(Uuid::new_v5(&Uuid::NAMESPACE_URL, format!("urn:rennsteig:paket:{id}").as_bytes()))
}

//! `rennsteig package new|check|test|install`, and what [`offer`] does.

use crate::{
    commands::{decision, offer},
    config::Config,
    house,
};
use anyhow::{Context, Result, bail};
use clap::Subcommand;
use identity::Scope;
use packages::{Files, Package, Problem, Severity};
use std::path::{Path, PathBuf};

/// What is done with packages.
#[derive(Subcommand, Debug)]
pub(crate) enum Action {
    /// Makes a running package from an official FIM schema (XDatenfelder 3.0.0).
    New {
        /// The schema.
        #[arg(long, value_name = "FILE")]
        from_xdf: PathBuf,
        /// Codelists (genericode) that the schema refers to.
        #[arg(long, value_name = "FILE")]
        codelist: Vec<PathBuf>,
        /// Folder of the package; it must not exist.
        #[arg(value_name = "DIR")]
        to: PathBuf,
    },
    /// Checks all files of a package against each other, and its decisions for what can go wrong.
    Check {
        /// Folder of the package.
        dir: PathBuf,
    },
    /// Runs the scenarios of a package, and says which rules of its decisions they do not come to.
    Test {
        /// Folder of the package.
        dir: PathBuf,
    },
    /// Installs a package and brings its texts into the catalogue.
    Install {
        /// Folder of the package.
        dir: PathBuf,
    },
    /// Offers the newest installed version of a package.
    Offer {
        /// The package.
        id: String,
        /// Where: id in behoerden.toml, or short name; may be repeated. Without it where zustaendigkeiten.toml wants
        /// the package, and where an older version is offered.
        #[arg(long, value_name = "BEHOERDE")]
        at: Vec<String>,
    },
    /// Ends the offer of a package. What was submitted goes on.
    Withdraw {
        /// The package.
        id: String,
        /// Where: id in behoerden.toml, or short name; may be repeated.
        #[arg(long, value_name = "BEHOERDE", required = true)]
        at: Vec<String>,
    },
    /// Lists installed packages and who offers them.
    List,
}

pub(crate) async fn run(config: impl FnOnce() -> Result<Config>, action: &Action) -> Result<()> {
    match action {
        Action::New { from_xdf, codelist, to } => new(from_xdf, codelist, to),
        Action::Check { dir } => {
            let package = open(dir)?;
            check_decisions(&package)?;
            println!("{} {}: no errors", package.manifest().id, package.manifest().version);
            Ok(())
        }
        Action::Test { dir } => test(dir),
        Action::Install { dir } => {
            let package = open(dir)?;
            let store = house::open(&config()?).await?;
            let mut tx = store.begin().await?;
            let installed = catalogue::install_package(&mut tx, &Scope::House, &package).await?;
            tx.commit().await?;
            println!("{} {} is installed as {}", installed.id, installed.version, installed.digest);
            store.close().await;
            Ok(())
        }
        Action::Offer { id, at } => offer::offer(&config()?, id, at).await,
        Action::Withdraw { id, at } => offer::withdraw(&config()?, id, at).await,
        Action::List => offer::list(&config()?).await,
    }
}

/// Reads a package from its folder; prints what is wrong with it.
fn open(dir: &Path) -> Result<Package> {
    checked(Package::open(dir), &dir.display().to_string())
}

/// Prints what is wrong with a package, or worth a look.
pub(crate) fn checked(read: Result<Package, Vec<Problem>>, place: &str) -> Result<Package> {
    match read {
        Ok(package) => {
            for hint in package.hints() {
                println!("{hint}");
            }
            Ok(package)
        }
        Err(problems) => refused(&problems, place),
    }
}

/// Prints what is wrong with a package, and fails.
pub(crate) fn refused<T>(problems: &[Problem], place: &str) -> Result<T> {
    for problem in problems {
        println!("{problem}");
    }
    let errors = problems.iter().filter(|p| p.severity == Severity::Error).count();
    bail!("{place}: {errors} errors; nothing was changed")
}

/// Prints what the checks of its decisions find; fails where a decision can go wrong.
fn check_decisions(package: &Package) -> Result<()> {
    let errors: usize =
        package.decision_findings().map(|(file, found)| decision::check::print(file, &found)).sum();
    if errors > 0 {
        bail!("{errors} errors in decisions: they can decide wrongly, or not at all")
    } else {
        Ok(())
    }
}

fn new(schema: &Path, codelists: &[PathBuf], to: &Path) -> Result<()> {
    if to.exists() {
        bail!("{} exists; choose a folder that does not", to.display());
    }
    let read =
        |path: &Path| std::fs::read(path).with_context(|| format!("{} cannot be read", path.display()));
    let xml = read(schema)?;
    let codelists = codelists.iter().map(|path| read(path)).collect::<Result<Vec<_>>>()?;
    let files: Files = packages::from_xdf(&xml, &codelists).map_err(|problems| {
        for problem in &problems {
            println!("{problem}");
        }
        anyhow::anyhow!("no package could be made from {}", schema.display())
    })?;
    files.write(to).with_context(|| format!("{} cannot be written", to.display()))?;
    let package = open(to)?;
    println!("{} holds the package {:?}: {}", to.display(), package.manifest().id, package.manifest().titel);
    println!("Try it: rennsteig demo --data demo-data --package {}", to.display());
    Ok(())
}

fn test(dir: &Path) -> Result<()> {
    let package = open(dir)?;
    let verdicts = packages::test(&package);
    for verdict in &verdicts {
        println!("{} {}: {}", if verdict.passed() { "ok  " } else { "FAIL" }, verdict.file, verdict.name);
        for failure in &verdict.failures {
            println!("       {failure}");
        }
    }
    let met = packages::coverage(&package, &verdicts);
    for (file, model) in package.decision_models() {
        decision::print_unmet(file, model, &met[file]);
    }
    let failed = verdicts.iter().filter(|v| !v.passed()).count();
    println!("{} passed, {failed} failed", verdicts.len() - failed);
    if failed > 0 { bail!("{failed} scenarios failed") } else { Ok(()) }
}

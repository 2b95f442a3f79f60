//! `rennsteig demo`: everything to try the house, without a decision to take.

mod stock;

use crate::{
    commands::{package, serve},
    config::{Config, LogFormat},
    demo_data, house, operations,
};
use anyhow::{Context, Result};
use catalogue::{Konten, Seed};
use identity::{AccountKind, BehoerdeId, DemoMode, Duty, Scope};
use packages::{Files, Installed, Package};
use std::path::PathBuf;
use store::{Store, Tx};

/// What is brought in beside the sample offices and packages.
#[derive(clap::Args, Debug)]
pub(crate) struct Brought {
    /// Further packages to install and to offer at every Behoerde, for example made by `package new`.
    #[arg(long, value_name = "DIR")]
    package: Vec<PathBuf>,
    /// Leaves out the sample Aktionsplaene, strategy and Kennzahlen, and the work on the next plan: to try one's own.
    #[arg(long)]
    without_plans: bool,
}

pub(crate) async fn run(config: Result<Config>, brought: &Brought) -> Result<()> {
    let mut config = config?;
    config.server.https = false;
    config.log.format = LogFormat::Text;
    if std::env::var("RENNSTEIG_LOG_LEVEL").is_err() {
        config.log.level = "warn".into();
    }
    let telemetry = operations::start_logging(&config)?;
    let demo = DemoMode::if_configured(true).context("demonstration mode")?;
    let store = house::open(&config).await?;

    let konten = furnish(&config, &store, brought, demo).await?;

    println!(
        "Rennsteig demonstration. All offices and persons are samples; data in {}",
        config.data.display()
    );
    println!("Sign in with:");
    for konto in &konten.konten {
        let works = if konto.kind == AccountKind::Person { "citizen".into() } else { duties(&konto.duties) };
        println!("  {:<18} {:<16} {} ({works})", konto.login, konto.password, konto.display_name);
    }
    println!("Make a service from an official FIM schema and try it:");
    println!("  rennsteig package new --from-xdf SCHEMA.xml mein-dienst");
    println!("  rennsteig demo --data {} --package mein-dienst", config.data.display());
    let served = serve::serve(&config, store, Some(demo)).await;
    telemetry.end();
    served
}

/// Brings in the sample offices and packages, their accounts, and what the offices keep. Returns the accounts.
async fn furnish(config: &Config, store: &Store, wanted: &Brought, demo: DemoMode) -> Result<Konten> {
    let offices = config.data.join("offices");
    demo_data::write_offices(&offices)?;
    let seed = Seed::read(&offices)?;
    let konten = Konten::read(&offices, &seed)?;
    let mut samples = Vec::new();
    for files in demo_data::packages()? {
        let read = |files| Package::read(files).or_else(|problems| package::refused(&problems, "a sample"));
        samples.push(Ready::of(store, files, read).await?);
    }
    let mut brought = Vec::new();
    for dir in &wanted.package {
        let place = dir.display().to_string();
        let files = Files::read(dir).or_else(|problems| package::refused(&problems, &place))?;
        brought.push(Ready::of(store, files, |files| package::checked(Package::read(files), &place)).await?);
    }

    let mut tx = store.begin().await?;
    seed.plant(&mut tx).await?;
    for package in samples {
        let installed = package.install(&mut tx).await?;
        for behoerde in catalogue::wanted_at(&mut tx, &Scope::House, &installed).await? {
            catalogue::offer_package(&mut tx, &Scope::House, &installed, behoerde).await?;
        }
    }
    for package in brought {
        let installed = package.install(&mut tx).await?;
        seed.offer_everywhere(&mut tx, &installed).await?;
    }
    tx.commit().await?;
    konten.plant(store, demo).await?;

    let mut tx = store.begin().await?;
    stock::inventories(&mut tx, &offices).await?;
    if !wanted.without_plans {
        stock::plans(&mut tx, &offices, &konten).await?;
    }
    tx.commit().await?;
    Ok(konten)
}

fn duties(duties: &[(BehoerdeId, Duty)]) -> String {
    let names: Vec<_> = duties.iter().map(|(_, duty)| duty.to_string()).collect();
    names.join(", ")
}

/// A package that is installed, or can be.
enum Ready {
    Installed(Installed),
    New(Box<Package>),
}

impl Ready {
    /// What is installed already was checked then, which takes seconds, since each of its scenarios is typeset.
    async fn of(store: &Store, files: Files, read: impl FnOnce(Files) -> Result<Package>) -> Result<Self> {
        let known = packages::installed_as(&mut store.reader(), &Scope::House, &files.digest()).await?;
        match known {
            Some(installed) => Ok(Self::Installed(installed)),
            None => Ok(Self::New(Box::new(read(files)?))),
        }
    }

    async fn install(self, tx: &mut Tx) -> Result<Installed> {
        match self {
            Self::Installed(installed) => Ok(installed),
            Self::New(package) => Ok(catalogue::install_package(tx, &Scope::House, &package).await?),
        }
    }
}

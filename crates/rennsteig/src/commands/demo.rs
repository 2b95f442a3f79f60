//! `rennsteig demo`: everything to try the house, without a decision to take.

use crate::{
    commands::{package, serve},
    config::{Config, LogFormat},
    demo_data, house, offer, operations,
};
use anyhow::{Context, Result};
use catalogue::{LeistungKey, Seed};
use identity::{AccountKind, BehoerdeId, DemoMode};
use packages::Package;
use std::path::PathBuf;

pub(crate) async fn run(config: Result<Config>, further: &[PathBuf]) -> Result<()> {
    let mut config = config?;
    config.server.https = false;
    config.log.format = LogFormat::Text;
    if std::env::var("RENNSTEIG_LOG_LEVEL").is_err() {
        config.log.level = "warn".into();
    }
    operations::start_logging(&config)?;
    let demo = DemoMode::if_configured(true).context("demonstration mode")?;
    let store = house::open(&config).await?;

    let offices = config.data.join("offices");
    demo_data::write_offices(&offices)?;
    let seed = Seed::read(&offices)?;
    let samples = demo_data::packages()?;
    let further = further.iter().map(|dir| package::open(dir)).collect::<Result<Vec<_>>>()?;

    let mut tx = store.begin().await?;
    for package in samples.iter().chain(&further) {
        offer::install(&mut tx, package).await?;
    }
    seed.plant(&mut tx).await?;
    for package in &samples {
        offer::offer(&mut tx, package, &wanted(&seed, package)).await?;
    }
    for package in &further {
        offer::offer_and_serve(&mut tx, package, &seed).await?;
    }
    tx.commit().await?;
    seed.plant_konten(&store, demo).await?;

    println!(
        "Rennsteig demonstration. All offices and persons are samples; data in {}",
        config.data.display()
    );
    println!("Sign in with:");
    for konto in &seed.konten {
        let role = if konto.kind == AccountKind::Person { "citizen".into() } else { roles(&konto.roles) };
        println!("  {:<18} {:<16} {} ({role})", konto.login, konto.password, konto.display_name);
    }
    println!("Make a service from an official FIM schema and try it:");
    println!("  rennsteig package new --from-xdf SCHEMA.xml mein-dienst");
    println!("  rennsteig demo --data {} --package mein-dienst", config.data.display());
    serve::serve(&config, store, Some(demo)).await
}

fn roles(roles: &[(BehoerdeId, String)]) -> String {
    let names: Vec<_> = roles.iter().map(|(_, role)| role.as_str()).collect();
    names.join(", ")
}

/// The Behoerden that the sample data want to offer the package.
fn wanted(seed: &Seed, package: &Package) -> Vec<(BehoerdeId, LeistungKey)> {
    let id = &package.manifest().id;
    let offers = seed.onlinedienste.iter().filter(|wanted| wanted.package == *id);
    offers.map(|wanted| (wanted.behoerde, wanted.leistung.clone())).collect()
}

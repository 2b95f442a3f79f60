//! Installing a package and offering it: packages and catalogue together.

use anyhow::{Context, Result};
use catalogue::{LeistungEntry, LeistungKey, Onlinedienst, Seed, Zustaendigkeit};
use identity::{BehoerdeId, Scope};
use packages::{Installed, Package};
use store::Tx;

/// Installs a package and brings its texts into the catalogue.
pub(crate) async fn install(tx: &mut Tx, package: &Package) -> Result<Installed> {
    let installed = packages::install(tx, &Scope::House, package).await?;
    catalogue::set_leistung(tx, &Scope::House, &leistung(package)?).await?;
    Ok(installed)
}

/// Offers an installed package at Behoerden.
pub(crate) async fn offer(tx: &mut Tx, package: &Package, at: &[(BehoerdeId, LeistungKey)]) -> Result<()> {
    for (behoerde, leistung) in at {
        let dienst = Onlinedienst {
            behoerde: *behoerde,
            leistung: leistung.clone(),
            package: package.manifest().id.clone(),
            version: package.manifest().version.clone(),
            digest: package.digest().as_str().to_owned(),
        };
        catalogue::offer_onlinedienst(tx, &Scope::House, &dienst).await?;
    }
    Ok(())
}

/// Offers a package at every sample Behoerde and makes each competent for it in its own area.
pub(crate) async fn offer_and_serve(tx: &mut Tx, package: &Package, seed: &Seed) -> Result<()> {
    let key = key(package)?;
    for einheit in &seed.einheiten {
        let Some(behoerde) = seed.behoerden.iter().find(|b| b.id == einheit.behoerde) else { continue };
        let zustaendigkeit =
            Zustaendigkeit { leistung: key.clone(), gebiet: behoerde.ars.clone(), einheit: einheit.id };
        catalogue::begin_zustaendigkeit(tx, &Scope::House, &zustaendigkeit).await?;
    }
    let everywhere: Vec<_> = seed.behoerden.iter().map(|b| (b.id, key.clone())).collect();
    offer(tx, package, &everywhere).await
}

fn key(package: &Package) -> Result<LeistungKey> {
    let key = &package.manifest().leistung;
    LeistungKey::parse(key).with_context(|| format!("package {}: leistung = {key:?}", package.manifest().id))
}

/// The Leistung as its package describes it.
fn leistung(package: &Package) -> Result<LeistungEntry> {
    let manifest = package.manifest();
    let texts =
        package.languages().map(|language| (language.to_owned(), texts(package.texts(language)))).collect();
    Ok(LeistungEntry {
        key: key(package)?,
        source: format!("Paket {} {}", manifest.id, manifest.version),
        texts,
    })
}

fn texts(texts: &packages::Texts) -> catalogue::Texts {
    let legal = texts.legal.iter().map(|l| catalogue::Legal { text: l.text.clone(), link: l.link.clone() });
    catalogue::Texts {
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

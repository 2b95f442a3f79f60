//! A folder that says who there is: `gebiete.toml`, `behoerden.toml`, `zustaendigkeiten.toml` and, for demonstrations
//! only, `konten.toml`. `data/thueringen` is one; its README describes the files.

mod files;
mod konten;

pub use konten::{Konten, Konto};

use crate::{
    begin_zustaendigkeit,
    error::{Error, Result},
    import::{Import, Imported, import},
    model::{Gebiet, LeistungKey, Organisationseinheit, WantedOnlinedienst, Zustaendigkeit},
    offer::offer_package,
    zustaendigkeiten,
};
use identity::{Behoerde, BehoerdeId, Scope};
use packages::Installed;
use std::{collections::BTreeSet, path::Path};
use store::{Executor, Tx};
use uuid::Uuid;

/// The space of the ids, so that they follow from the words in the files and loading again finds them.
const NAMES: Uuid = Uuid::from_u128(0x6c0d_b7f5_3a1e_5d84_8a67_92f1_c05e_b3d1);

/// A folder, read and checked. Accounts are left out: see [`Konten`].
#[derive(Debug, Clone, Default)]
pub struct Seed {
    /// Areas.
    pub gebiete: Vec<Gebiet>,
    /// Behoerden.
    pub behoerden: Vec<Behoerde>,
    /// The unit of each that has one.
    pub einheiten: Vec<Organisationseinheit>,
    /// Who serves what where.
    pub zustaendigkeiten: Vec<Zustaendigkeit>,
    /// Packages that are to be offered once they are installed.
    pub onlinedienste: Vec<WantedOnlinedienst>,
}

impl Seed {
    /// Reads a folder. A file that is not there counts as empty.
    ///
    /// # Errors
    /// [`Error::Folder`] with everything that is wrong, by file and line: faults within files first, and once those
    /// are gone, faults between files; or that the folder has none of the files.
    pub fn read(dir: &Path) -> Result<Self> {
        files::read(dir).map_err(Error::Folder)
    }

    /// The id of a Behoerde by its word in `behoerden.toml` (`erfurt`).
    #[must_use]
    pub fn behoerde(word: &str) -> BehoerdeId {
        BehoerdeId(named("behoerde", word))
    }

    /// Brings Behoerden and catalogue up to date with the folder; doing it again changes nothing.
    pub async fn plant(&self, tx: &mut Tx) -> Result<Imported> {
        let all = Import {
            gebiete: self.gebiete.clone(),
            behoerden: self.behoerden.clone(),
            leistungen: Vec::new(),
            einheiten: self.einheiten.clone(),
            zustaendigkeiten: self.zustaendigkeiten.clone(),
            onlinedienste: self.onlinedienste.clone(),
        };
        import(tx, &Scope::House, &all).await
    }

    /// Zustaendigkeiten that the catalogue has for Behoerden of the folder and that the folder does not name: they were
    /// struck out, or never stood there. [`crate::end_zustaendigkeit`] ends them.
    pub async fn left_out(&self, on: &mut impl Executor) -> Result<Vec<Zustaendigkeit>> {
        let named: BTreeSet<&Zustaendigkeit> = self.zustaendigkeiten.iter().collect();
        let mut left_out = Vec::new();
        for behoerde in &self.behoerden {
            let known = zustaendigkeiten(on, &Scope::House, behoerde.id).await?;
            left_out.extend(known.into_iter().filter(|there| !named.contains(there)));
        }
        Ok(left_out)
    }

    /// Offers an installed package at every Behoerde of the folder that has a unit, and makes each serve its Leistung
    /// in its own area. For demonstrations and tests, which have packages that no folder knows.
    pub async fn offer_everywhere(&self, tx: &mut Tx, installed: &Installed) -> Result<()> {
        let leistung = LeistungKey::parse(&installed.leistung)?;
        for einheit in &self.einheiten {
            let Some(behoerde) = self.behoerden.iter().find(|b| b.id == einheit.behoerde) else { continue };
            let (leistung, gebiet) = (leistung.clone(), behoerde.ars.clone());
            let there = Zustaendigkeit { leistung, gebiet, einheit: einheit.id };
            begin_zustaendigkeit(tx, &Scope::House, &there).await?;
            offer_package(tx, &Scope::House, installed, behoerde.id).await?;
        }
        Ok(())
    }
}

fn named(kind: &str, word: &str) -> Uuid {
    Uuid::new_v5(&NAMES, format!("{kind}/{word}").as_bytes())
}

//! Sample data: a folder with `gebiete.toml`, `behoerden.toml`, `zustaendigkeiten.toml` and, for demonstrations,
//! `konten.toml`. `data/thueringen` is one; its README describes the files.

use crate::{
    Import, Imported,
    error::{Error, Result},
    import,
    model::{Gebiet, GebietKind, LeistungKey, Organisationseinheit, Zustaendigkeit},
};
use identity::{
    AccountId, AccountKind, Address, Ars, Behoerde, BehoerdeId, DemoMode, HashedPassword, Role, Scope,
};
use serde::{Deserialize, de::DeserializeOwned};
use std::path::Path;
use store::{Store, Tx};
use uuid::Uuid;

/// The space of the ids, so that they follow from the words in the files and loading again finds them.
const NAMES: Uuid = Uuid::from_u128(0x6c0d_b7f5_3a1e_5d84_8a67_92f1_c05e_b3d1);
/// The Behoerde of accounts that name none: whoever runs the installation.
const OPERATOR: &str = "betrieb";

/// A folder of sample data, read and checked.
#[derive(Debug, Clone, Default)]
pub struct Seed {
    /// Areas.
    pub gebiete: Vec<Gebiet>,
    /// Behoerden.
    pub behoerden: Vec<Behoerde>,
    /// A unit for each.
    pub einheiten: Vec<Organisationseinheit>,
    /// Who serves what where.
    pub zustaendigkeiten: Vec<Zustaendigkeit>,
    /// Packages that are to be offered once they are installed.
    pub onlinedienste: Vec<WantedOnlinedienst>,
    /// Accounts, for demonstrations only.
    pub konten: Vec<Konto>,
}

/// A package that a Behoerde is to offer; see [`crate::offer_onlinedienst`].
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WantedOnlinedienst {
    /// Who offers it.
    pub behoerde: BehoerdeId,
    /// For what.
    pub leistung: LeistungKey,
    /// Id of the package.
    pub package: String,
}

/// An account for demonstrations.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Konto {
    /// Its id; follows from the login name.
    pub account: AccountId,
    /// Login name.
    pub login: String,
    /// Password, in clear: the files are public.
    pub password: String,
    /// For whom.
    pub kind: AccountKind,
    /// Given names and family name.
    pub display_name: String,
    /// Where they work and in which roles.
    pub roles: Vec<(BehoerdeId, String)>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct GebieteFile {
    gebiet: Vec<GebietRow>,
}
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct GebietRow {
    ars: Ars,
    ags: Option<String>,
    name: String,
    art: GebietKind,
    teil_von: Option<Ars>,
    #[serde(default)]
    plz: Vec<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct BehoerdenFile {
    behoerde: Vec<BehoerdeRow>,
}
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct BehoerdeRow {
    id: String,
    name: String,
    kurz: String,
    gebiet: Ars,
    einheit: String,
    anschrift: Address,
    telefon: Option<String>,
    email: Option<String>,
    web: Option<String>,
    #[serde(default)]
    oeffnungszeiten: Vec<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct ZustaendigkeitenFile {
    zustaendigkeit: Vec<ZustaendigkeitRow>,
}
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct ZustaendigkeitRow {
    leistung: LeistungKey,
    behoerde: String,
    gebiet: Ars,
    onlinedienst: Option<String>,
}

#[derive(Deserialize)]
struct KontenFile {
    konto: Vec<KontoRow>,
}
#[derive(Deserialize)]
struct KontoRow {
    anmeldename: String,
    kennwort: String,
    art: KontoArt,
    vornamen: String,
    familienname: String,
    behoerde: Option<String>,
    #[serde(default)]
    rollen: Vec<String>,
}
#[derive(Deserialize, Clone, Copy, PartialEq, Eq)]
#[serde(rename_all = "lowercase")]
enum KontoArt {
    Buerger,
    Bediensteter,
}

impl Seed {
    /// Reads a folder. A file that is not there counts as empty.
    ///
    /// # Errors
    /// [`Error::File`] with the file and, where it is known, the line.
    pub fn read(dir: &Path) -> Result<Self> {
        let mut seed = Self::default();
        if let Some(file) = read_toml::<GebieteFile>(dir, "gebiete.toml")? {
            for row in file.gebiet {
                seed.gebiete.push(row.check()?);
            }
        }
        if let Some(file) = read_toml::<BehoerdenFile>(dir, "behoerden.toml")? {
            for row in file.behoerde {
                let (behoerde, einheit) = row.split();
                seed.behoerden.push(behoerde);
                seed.einheiten.push(einheit);
            }
        }
        if let Some(file) = read_toml::<ZustaendigkeitenFile>(dir, "zustaendigkeiten.toml")? {
            for row in file.zustaendigkeit {
                seed.add_zustaendigkeit(row)?;
            }
        }
        if let Some(file) = read_toml::<KontenFile>(dir, "konten.toml")? {
            for row in file.konto {
                seed.add_konto(row)?;
            }
        }
        Ok(seed)
    }

    fn add_zustaendigkeit(&mut self, row: ZustaendigkeitRow) -> Result<()> {
        let wrong = |reason: String| Error::File { file: "zustaendigkeiten.toml".into(), reason };
        let behoerde = behoerde_id(&row.behoerde);
        if !self.behoerden.iter().any(|b| b.id == behoerde) {
            return Err(wrong(format!("behoerde = {:?} is not in behoerden.toml", row.behoerde)));
        }
        if !self.gebiete.iter().any(|g| g.ars == row.gebiet) {
            return Err(wrong(format!("gebiet = \"{}\" is not in gebiete.toml", row.gebiet)));
        }
        self.zustaendigkeiten.push(Zustaendigkeit {
            leistung: row.leistung.clone(),
            gebiet: row.gebiet,
            einheit: einheit_id(&row.behoerde),
        });
        if let Some(package) = row.onlinedienst {
            self.onlinedienste.push(WantedOnlinedienst { behoerde, leistung: row.leistung, package });
        }
        Ok(())
    }

    fn add_konto(&mut self, row: KontoRow) -> Result<()> {
        let workplace = row.behoerde.as_deref().unwrap_or(OPERATOR);
        let behoerde = behoerde_id(workplace);
        let known = workplace == OPERATOR || self.behoerden.iter().any(|b| b.id == behoerde);
        if !row.rollen.is_empty() && !known {
            let reason =
                format!("konto {:?}: behoerde = {workplace:?} is not in behoerden.toml", row.anmeldename);
            return Err(Error::File { file: "konten.toml".into(), reason });
        }
        self.konten.push(Konto {
            account: AccountId(named("konto", &row.anmeldename)),
            login: row.anmeldename,
            password: row.kennwort,
            kind: if row.art == KontoArt::Buerger { AccountKind::Person } else { AccountKind::Staff },
            display_name: format!("{} {}", row.vornamen, row.familienname),
            roles: row.rollen.into_iter().map(|role| (behoerde, role)).collect(),
        });
        Ok(())
    }

    /// The id of a Behoerde by its word in `behoerden.toml` (`erfurt`).
    #[must_use]
    pub fn behoerde(word: &str) -> BehoerdeId {
        behoerde_id(word)
    }

    /// Brings Behoerden and catalogue up to date with the folder; doing it again changes nothing. Onlinedienste and
    /// accounts are left out: see [`Seed::onlinedienste`] and [`Seed::plant_konten`].
    pub async fn plant(&self, tx: &mut Tx) -> Result<Imported> {
        for behoerde in &self.behoerden {
            identity::found_behoerde(tx, &Scope::House, behoerde).await?;
        }
        let all = Import {
            gebiete: self.gebiete.clone(),
            leistungen: Vec::new(),
            einheiten: self.einheiten.clone(),
            zustaendigkeiten: self.zustaendigkeiten.clone(),
        };
        import(tx, &Scope::House, &all).await
    }

    /// Opens the accounts of the folder with the usual roles; only in demonstrations, since their passwords are
    /// public. An account that has a password already keeps it. Accounts without a Behoerde work for whoever runs the
    /// installation, which is founded for them. Returns how many accounts are new.
    pub async fn plant_konten(&self, store: &Store, _: DemoMode) -> Result<usize> {
        let mut new = Vec::new();
        for konto in &self.konten {
            let known = identity::account_of_login(&mut store.reader(), &Scope::House, &konto.login).await?;
            if known.is_none() {
                // Hashing takes its time, and no transaction should wait for it.
                new.push((konto, HashedPassword::of(&konto.password, store.entropy()).await?));
            }
        }
        let mut tx = store.begin().await?;
        for role in Role::usual() {
            identity::define_role(&mut tx, &Scope::House, &role).await?;
        }
        let operator = behoerde_id(OPERATOR);
        if self.konten.iter().any(|konto| konto.roles.iter().any(|(b, _)| *b == operator)) {
            self.found_operator(&mut tx).await?;
        }
        for (konto, password) in &new {
            let scope = &Scope::House;
            identity::open_account_as(&mut tx, scope, konto.account, konto.kind, &konto.display_name).await?;
            identity::set_password(&mut tx, scope, konto.account, &konto.login, password).await?;
            for (behoerde, role) in &konto.roles {
                identity::grant_role(&mut tx, scope, konto.account, *behoerde, role).await?;
            }
        }
        tx.commit().await?;
        Ok(new.len())
    }

    async fn found_operator(&self, tx: &mut Tx) -> Result<()> {
        let id = behoerde_id(OPERATOR);
        if self.behoerden.iter().any(|b| b.id == id) {
            return Ok(());
        }
        let land = self.gebiete.iter().find(|g| g.parent.is_none());
        let ars = match land {
            Some(land) => land.ars.clone(),
            None => Ars::parse("000000000000").expect("twelve digits"),
        };
        let operator = Behoerde {
            id,
            name: "Betrieb der Plattform".into(),
            short_name: "RZ".into(),
            ars,
            address: Address::default(),
            phone: None,
            mail: None,
            web: None,
        };
        identity::found_behoerde(tx, &Scope::House, &operator).await?;
        Ok(())
    }
}

impl GebietRow {
    fn check(self) -> Result<Gebiet> {
        let wrong = |reason: String| Error::File { file: "gebiete.toml".into(), reason };
        if let Some(ags) = &self.ags
            && *ags != self.ars.ags()
        {
            return Err(wrong(format!(
                "gebiet {}: ags = {ags:?} does not belong to ars = \"{}\"",
                self.name, self.ars
            )));
        }
        if let Some(bad) = self.plz.iter().find(|p| p.len() != 5 || !p.bytes().all(|b| b.is_ascii_digit())) {
            return Err(wrong(format!("gebiet {}: plz = {bad:?} has not 5 digits", self.name)));
        }
        let mut postal_codes = self.plz;
        postal_codes.sort_unstable();
        postal_codes.dedup();
        Ok(Gebiet { ars: self.ars, name: self.name, kind: self.art, parent: self.teil_von, postal_codes })
    }
}

impl BehoerdeRow {
    fn split(self) -> (Behoerde, Organisationseinheit) {
        let id = behoerde_id(&self.id);
        let einheit = Organisationseinheit {
            id: einheit_id(&self.id),
            behoerde: id,
            name: self.einheit,
            address: self.anschrift.clone(),
            opening_hours: self.oeffnungszeiten,
            phone: self.telefon.clone(),
            mail: self.email.clone(),
            web: self.web.clone(),
        };
        let behoerde = Behoerde {
            id,
            name: self.name,
            short_name: self.kurz,
            ars: self.gebiet,
            address: self.anschrift,
            phone: self.telefon,
            mail: self.email,
            web: self.web,
        };
        (behoerde, einheit)
    }
}

fn named(kind: &str, word: &str) -> Uuid {
    Uuid::new_v5(&NAMES, format!("{kind}/{word}").as_bytes())
}

fn behoerde_id(word: &str) -> BehoerdeId {
    BehoerdeId(named("behoerde", word))
}

fn einheit_id(word: &str) -> Uuid {
    named("einheit", word)
}

fn read_toml<T: DeserializeOwned>(dir: &Path, name: &str) -> Result<Option<T>> {
    let path = dir.join(name);
    let failed = |reason: String| Error::File { file: path.display().to_string(), reason };
    match std::fs::read_to_string(&path) {
        Ok(text) => toml::from_str(&text).map(Some).map_err(|e| failed(e.to_string())),
        Err(e) if e.kind() == std::io::ErrorKind::NotFound => Ok(None),
        Err(e) => Err(failed(format!("cannot be read: {e}"))),
    }
}

//! `konten.toml`: sample accounts. Their passwords are public, so they are for demonstrations only.

use super::{Seed, files, named};
use crate::error::{Error, Problem, Result};
use identity::{
    AccountId, AccountKind, Address, Ars, Behoerde, BehoerdeId, Contact, DemoMode, Duty, EmailAddress,
    HashedPassword, Scope,
};
use serde::Deserialize;
use std::path::Path;
use store::{Store, Tx};

/// The file.
const KONTEN: &str = "konten.toml";
/// The Behoerde of accounts that name none: whoever runs the installation.
const OPERATOR: &str = "betrieb";

/// The accounts of a folder, read and checked.
#[derive(Debug, Clone, Default)]
pub struct Konten {
    /// The accounts.
    pub konten: Vec<Konto>,
    /// Whoever runs the installation, where an account works there and the folder does not name them.
    operator: Option<Behoerde>,
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
    /// Where they are written to.
    pub email: Option<EmailAddress>,
    /// Where they work and as what.
    pub duties: Vec<(BehoerdeId, Duty)>,
}

#[derive(Deserialize)]
struct KontenFile {
    #[serde(default)]
    konto: Vec<KontoRow>,
}
#[derive(Deserialize)]
struct KontoRow {
    anmeldename: String,
    kennwort: String,
    art: KontoArt,
    vornamen: String,
    familienname: String,
    email: Option<EmailAddress>,
    behoerde: Option<toml::Spanned<String>>,
    #[serde(default)]
    rollen: Vec<String>,
}
#[derive(Deserialize, Clone, Copy, PartialEq, Eq)]
#[serde(rename_all = "lowercase")]
enum KontoArt {
    Buerger,
    Bediensteter,
}

impl Konten {
    /// Reads the accounts of a folder whose other files were read before. Without the file there are none.
    ///
    /// # Errors
    /// [`Error::Folder`], as [`Seed::read`].
    pub fn read(dir: &Path, seed: &Seed) -> Result<Self> {
        let file = files::read_toml::<KontenFile>(dir, KONTEN).map_err(|p| Error::Folder(vec![p]))?;
        let Some((source, file)) = file else { return Ok(Self::default()) };
        let mut problems = Vec::new();
        let mut out = Self::default();
        for row in file.konto {
            let behoerde = match &row.behoerde {
                None => Seed::behoerde(OPERATOR),
                Some(word) => Seed::behoerde(word.get_ref()),
            };
            let known = seed.behoerden.iter().any(|b| b.id == behoerde);
            match &row.behoerde {
                Some(word) if !known => problems.push(Problem {
                    file: KONTEN.into(),
                    line: source.line(word),
                    message: format!("behoerde = {:?} is not in behoerden.toml", word.get_ref()),
                }),
                None if !known && !row.rollen.is_empty() => out.operator = Some(operator(seed)),
                _ => {}
            }
            out.konten.push(row.konto(behoerde));
        }
        if problems.is_empty() { Ok(out) } else { Err(Error::Folder(problems)) }
    }

    /// Opens the accounts with the usual roles. An account that has a password already keeps it. Returns how many
    /// accounts are new.
    pub async fn plant(&self, store: &Store, _: DemoMode) -> Result<usize> {
        let mut new = Vec::new();
        for konto in &self.konten {
            let known = identity::account_of_login(&mut store.reader(), &Scope::House, &konto.login).await?;
            if known.is_none() {
                // Hashing takes its time, and no transaction should wait for it.
                new.push((konto, HashedPassword::of(&konto.password, store.entropy()).await?));
            }
        }
        let mut tx = store.begin().await?;
        identity::define_usual_roles(&mut tx, &Scope::House).await?;
        if let Some(operator) = &self.operator {
            identity::found_behoerde(&mut tx, &Scope::House, operator).await?;
        }
        for (konto, password) in &new {
            konto.open(&mut tx, password).await?;
        }
        tx.commit().await?;
        Ok(new.len())
    }
}

impl KontoRow {
    fn konto(self, behoerde: BehoerdeId) -> Konto {
        Konto {
            account: AccountId(named("konto", &self.anmeldename)),
            login: self.anmeldename,
            password: self.kennwort,
            kind: if self.art == KontoArt::Buerger { AccountKind::Person } else { AccountKind::Staff },
            display_name: format!("{} {}", self.vornamen, self.familienname),
            email: self.email,
            duties: self.rollen.iter().map(|word| (behoerde, Duty::from_word(word))).collect(),
        }
    }
}

impl Konto {
    async fn open(&self, tx: &mut Tx, password: &HashedPassword) -> Result<()> {
        let scope = &Scope::House;
        identity::open_account_as(tx, scope, self.account, self.kind, &self.display_name).await?;
        identity::set_password(tx, scope, self.account, &self.login, password).await?;
        if let Some(email) = self.email.clone() {
            let contact = Contact { email, language: "de".to_owned() };
            identity::set_contact(tx, scope, self.account, Some(&contact)).await?;
        }
        for (behoerde, duty) in &self.duties {
            identity::grant_role(tx, scope, self.account, *behoerde, duty).await?;
        }
        Ok(())
    }
}

fn operator(seed: &Seed) -> Behoerde {
    let ars = match seed.gebiete.iter().find(|gebiet| gebiet.parent.is_none()) {
        Some(land) => land.ars.clone(),
        None => Ars::parse("000000000000").expect("twelve digits"),
    };
    Behoerde {
        id: Seed::behoerde(OPERATOR),
        name: "Betrieb der Plattform".into(),
        short_name: "RZ".into(),
        ars,
        address: Address::default(),
        phone: None,
        mail: None,
        web: None,
    }
}

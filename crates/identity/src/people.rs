//! Behoerden, accounts and roles as data. No I/O.

use crate::model::{AccountId, BehoerdeId, Permission};
use crate::remit::Duty;
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;

/// Amtlicher Regionalschluessel: 12 digits (Land 2, Regierungsbezirk 1, Kreis 2, Gemeindeverband 4, Gemeinde 3).
/// Areas above a Gemeinde carry zeros behind.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Ars(String);

/// The text is no Amtlicher Regionalschluessel.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{0:?} is no Amtlicher Regionalschluessel: write its 12 digits, filled with zeros behind")]
pub struct BadArs(pub String);

impl Ars {
    /// Reads 12 digits.
    ///
    /// # Errors
    /// [`BadArs`] for anything else.
    pub fn parse(text: &str) -> Result<Self, BadArs> {
        let good = text.len() == 12 && text.bytes().all(|b| b.is_ascii_digit());
        if good { Ok(Self(text.to_owned())) } else { Err(BadArs(text.chars().take(40).collect())) }
    }

    /// The 12 digits.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The Amtlicher Gemeindeschluessel of the same area: 8 digits, without the Gemeindeverband.
    #[must_use]
    pub fn ags(&self) -> String {
        format!("{}{}", &self.0[..5], &self.0[9..])
    }
}

impl TryFrom<String> for Ars {
    type Error = BadArs;
    fn try_from(text: String) -> Result<Self, BadArs> {
        Self::parse(&text)
    }
}

impl From<Ars> for String {
    fn from(ars: Ars) -> Self {
        ars.0
    }
}

impl std::fmt::Display for Ars {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.0)
    }
}

/// A postal address.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Address {
    /// Street and house number.
    #[serde(alias = "strasse")]
    pub street: String,
    /// Postleitzahl, 5 digits.
    #[serde(alias = "plz")]
    pub postal_code: String,
    /// Town.
    #[serde(alias = "ort")]
    pub town: String,
}

/// An authority: the tenant boundary, and what its letterhead says.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Behoerde {
    /// Its id.
    pub id: BehoerdeId,
    /// Its full name, as on a letterhead: `Landeshauptstadt Erfurt`.
    pub name: String,
    /// A few letters for reference numbers: `EF`. Unique in the installation.
    pub short_name: String,
    /// The area it administers.
    pub ars: Ars,
    /// Where it is.
    pub address: Address,
    /// Telephone.
    pub phone: Option<String>,
    /// Electronic mail.
    pub mail: Option<String>,
    /// Web site.
    pub web: Option<String>,
}

/// What an account is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum AccountKind {
    /// A person in their own affairs. They may also work for a Behoerde and then choose a [`Hat`].
    Person,
    /// A member of staff only.
    Staff,
}

impl AccountKind {
    pub(crate) const fn as_str(self) -> &'static str {
        match self {
            Self::Person => "person",
            Self::Staff => "staff",
        }
    }
    pub(crate) fn from_word(word: &str) -> Option<Self> {
        [Self::Person, Self::Staff].into_iter().find(|kind| kind.as_str() == word)
    }
}

/// A named set of permissions: data of the installation, such as `sachbearbeitung`, `leitung`, `betrieb`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Role {
    /// Its name; packages refer to it by this.
    pub name: String,
    /// What it allows.
    pub permissions: BTreeSet<Permission>,
}

impl Role {
    /// A role from its parts.
    #[must_use]
    pub fn new(name: &str, permissions: &[Permission]) -> Self {
        Self { name: name.to_owned(), permissions: permissions.iter().copied().collect() }
    }

    /// The roles with which an installation starts.
    #[must_use]
    pub fn usual() -> Vec<Self> {
        use Permission::{
            AssignCases, InspectCases, InstallPackages, KeepInventory, ManageCatalogue, Operate,
            PlanMeasures, ReadCases, SteerPlans, WorkCases,
        };
        vec![
            Self::new("sachbearbeitung", &[ReadCases, WorkCases]),
            Self::new("mitzeichnung", &[ReadCases, WorkCases]),
            Self::new("schlusszeichnung", &[ReadCases, WorkCases]),
            Self::new("leitung", &[ReadCases, WorkCases, AssignCases, InspectCases, ManageCatalogue]),
            Self::new("revision", &[InspectCases]),
            Self::new("redaktion", &[ManageCatalogue, InstallPackages]),
            Self::new("betrieb", &[Operate, InstallPackages]),
            Self::new("ressort", &[PlanMeasures, KeepInventory]),
            Self::new("steuerung", &[PlanMeasures, SteerPlans, KeepInventory]),
        ]
    }
}

/// As what a person acts in a session.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub enum Hat {
    /// In their own affairs.
    Person,
    /// As staff of a Behoerde.
    Staff(BehoerdeId),
}

/// A hat that an account may put on, with the word for a menu.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct HatChoice {
    /// The hat.
    pub hat: Hat,
    /// Name of the Behoerde; `None` for the person themselves.
    pub behoerde: Option<String>,
}

/// A member of staff, as colleagues see them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StaffMember {
    /// Their account.
    pub account: AccountId,
    /// Their name.
    pub display_name: String,
    /// What they do in this Behoerde.
    pub duties: BTreeSet<Duty>,
}

/// An account of staff, as whoever runs the installation sees it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StaffAccount {
    /// The account.
    pub account: AccountId,
    /// Their name.
    pub display_name: String,
    /// With what they sign in; `None` before they have a password.
    pub login: Option<String>,
    /// Where they work as what, in the order of the Behoerden's names.
    pub duties: Vec<(BehoerdeId, Duty)>,
}

/// What a command did that brings something up to date.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Change {
    /// It was not there before.
    New,
    /// It was there and is different now.
    Changed,
    /// It was so already, and nothing was recorded.
    Unchanged,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_ags_follows_from_the_ars() {
        assert_eq!(Ars::parse("160630105105").unwrap().ags(), "16063105");
        assert_eq!(Ars::parse("160510000000").unwrap().ags(), "16051000");
        for bad in ["", "16051000", "16051000000x", "1605100000000", "१६०५१०००००००"] {
            assert!(Ars::parse(bad).is_err(), "{bad}");
        }
    }
}

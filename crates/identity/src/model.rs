//! Who acts, how surely we know it, and what they may do. No I/O.

use crate::remit::Remit;
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;
use uuid::Uuid;

/// Level of assurance of a sign-in, as the eIDAS regulation (EU 910/2014, Art. 8) and § 3 OZG use it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Vertrauensniveau {
    /// eIDAS "low": a user name and a password.
    Basis,
    /// eIDAS "substantial": two factors, a checked identity.
    Substantiell,
    /// eIDAS "high": the online identity card.
    Hoch,
}

impl Vertrauensniveau {
    /// The word used in files and tables: `basis`, `substantiell`, `hoch`.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Basis => "basis",
            Self::Substantiell => "substantiell",
            Self::Hoch => "hoch",
        }
    }

    /// The level of that word, if it is one.
    #[must_use]
    pub fn from_word(word: &str) -> Option<Self> {
        [Self::Basis, Self::Substantiell, Self::Hoch].into_iter().find(|level| level.as_str() == word)
    }
}

/// An account of a person.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, sqlx::Type)]
#[serde(transparent)]
#[sqlx(transparent)]
pub struct AccountId(pub Uuid);

/// An authority; the tenant boundary.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, sqlx::Type)]
#[serde(transparent)]
#[sqlx(transparent)]
pub struct BehoerdeId(pub Uuid);

impl std::fmt::Display for AccountId {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        self.0.fmt(f)
    }
}

impl std::fmt::Display for BehoerdeId {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        self.0.fmt(f)
    }
}

/// Something staff of a Behoerde may do there.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Permission {
    /// See cases and files.
    ReadCases,
    /// Take tasks and decide.
    WorkCases,
    /// Give work to others, see their load, name deputies.
    AssignCases,
    /// Look into cases of the Behoerde outside one's own duties, with a reason that is recorded.
    InspectCases,
    /// Change the catalogue: offices, responsibilities.
    ManageCatalogue,
    /// Install and withdraw packages.
    InstallPackages,
    /// See the state of the installation, revive jobs.
    Operate,
    /// Propose Massnahmen that the own Behoerde leads, and report on them.
    PlanMeasures,
    /// Review and order what is proposed, hold the bodies that approve it, publish Aktionspläne, keep the strategy.
    SteerPlans,
    /// Keep the inventory of what the own Behoerde runs: Fachverfahren, registers, projects, licences.
    KeepInventory,
}

impl Permission {
    /// All permissions.
    pub const ALL: [Self; 10] = [
        Self::ReadCases,
        Self::WorkCases,
        Self::AssignCases,
        Self::InspectCases,
        Self::ManageCatalogue,
        Self::InstallPackages,
        Self::Operate,
        Self::PlanMeasures,
        Self::SteerPlans,
        Self::KeepInventory,
    ];

    /// The word used in files and tables.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::ReadCases => "read-cases",
            Self::WorkCases => "work-cases",
            Self::AssignCases => "assign-cases",
            Self::InspectCases => "inspect-cases",
            Self::ManageCatalogue => "manage-catalogue",
            Self::InstallPackages => "install-packages",
            Self::Operate => "operate",
            Self::PlanMeasures => "plan-measures",
            Self::SteerPlans => "steer-plans",
            Self::KeepInventory => "keep-inventory",
        }
    }

    /// The permission of that word, if it is one.
    #[must_use]
    pub fn from_word(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|permission| permission.as_str() == word)
    }
}

/// Who asks, for which Behoerde, with which permissions. Every command and every query takes one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Scope {
    /// The program itself, following its rules: jobs, the command line.
    House,
    /// Nobody we know.
    Anonymous,
    /// A person in their own affairs.
    Person {
        /// Their account.
        account: AccountId,
        /// How surely we know them in this session.
        niveau: Vertrauensniveau,
    },
    /// A member of staff at work.
    Staff {
        /// Their account.
        account: AccountId,
        /// Where they work.
        behoerde: BehoerdeId,
        /// What they may do there.
        permissions: BTreeSet<Permission>,
        /// On which part of its cases.
        remit: Remit,
    },
}

/// The scope does not allow what was asked. It does not say whether what was asked for exists.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum Denied {
    /// Nobody is signed in.
    #[error("sign in first")]
    SignIn,
    /// The sign-in is not sure enough.
    #[error("this needs a sign-in at level {}", .0.as_str())]
    Niveau(Vertrauensniveau),
    /// The permission is missing.
    #[error("this needs the permission {}", .0.as_str())]
    Permission(Permission),
    /// This is for persons in their own affairs, or for staff, and the other one asked.
    #[error("this is not for this kind of account")]
    Kind,
}

impl Scope {
    /// Who is named in the journal.
    #[must_use]
    pub fn actor(&self) -> store::Actor {
        self.account().map_or(store::Actor::House, |account| store::Actor::Account(account.0))
    }

    /// The account, if somebody is signed in.
    #[must_use]
    pub const fn account(&self) -> Option<AccountId> {
        match self {
            Self::House | Self::Anonymous => None,
            Self::Person { account, .. } | Self::Staff { account, .. } => Some(*account),
        }
    }

    /// Only the program itself, on behalf of whoever operates it.
    ///
    /// # Errors
    /// [`Denied`] for everybody who signs in.
    pub const fn house(&self) -> Result<(), Denied> {
        match self {
            Self::House => Ok(()),
            Self::Anonymous => Err(Denied::SignIn),
            Self::Person { .. } | Self::Staff { .. } => Err(Denied::Kind),
        }
    }

    /// The person in their own affairs, known at least at `niveau`.
    ///
    /// # Errors
    /// [`Denied`] when nobody, or staff, is signed in, or the sign-in is not sure enough.
    pub fn person(&self, needed: Vertrauensniveau) -> Result<AccountId, Denied> {
        match self {
            Self::Person { account, niveau } if *niveau >= needed => Ok(*account),
            Self::Person { .. } => Err(Denied::Niveau(needed)),
            Self::Anonymous => Err(Denied::SignIn),
            Self::House | Self::Staff { .. } => Err(Denied::Kind),
        }
    }

    /// The Behoerde for which this scope has `permission`.
    ///
    /// # Errors
    /// [`Denied`] when it has it for none.
    pub fn staff(&self, permission: Permission) -> Result<(AccountId, BehoerdeId), Denied> {
        match self {
            Self::Staff { account, behoerde, permissions, .. } if permissions.contains(&permission) => {
                Ok((*account, *behoerde))
            }
            Self::Staff { .. } => Err(Denied::Permission(permission)),
            Self::Anonymous => Err(Denied::SignIn),
            Self::House | Self::Person { .. } => Err(Denied::Kind),
        }
    }

    /// Like [`Scope::staff`], with the part of the cases that is theirs.
    ///
    /// # Errors
    /// [`Denied`] when it has the permission for no Behoerde.
    pub fn remit(&self, permission: Permission) -> Result<(AccountId, BehoerdeId, &Remit), Denied> {
        let (account, behoerde) = self.staff(permission)?;
        match self {
            Self::Staff { remit, .. } => Ok((account, behoerde, remit)),
            _ => Err(Denied::Kind),
        }
    }

    /// Whether this scope has `permission` for `behoerde`; the program itself has all.
    #[must_use]
    pub fn allows(&self, permission: Permission, behoerde: BehoerdeId) -> bool {
        match self {
            Self::House => true,
            Self::Staff { behoerde: own, permissions, .. } => {
                *own == behoerde && permissions.contains(&permission)
            }
            Self::Anonymous | Self::Person { .. } => false,
        }
    }
}

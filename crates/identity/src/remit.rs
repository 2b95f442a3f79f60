//! Which part of the work of a Behoerde is whose. No I/O.
//!
//! A role says what somebody may do; a [`Duty`] says for which service they have it. What follows for the cases of a
//! Behoerde is the [`Remit`] of the person: which they may read, which tasks they may take, for whom they stand in.

use crate::model::AccountId;
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;
use uuid::Uuid;

/// A role, for all services of a Behoerde or for one. Written `sachbearbeitung` or `sachbearbeitung:bewohnerparkausweis`.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Duty {
    /// Name of the role; the tasks of a process name it (`r:role`).
    pub role: String,
    /// Id of the package; `None` for all.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub dienst: Option<String>,
}

impl Duty {
    /// Reads `role` or `role:dienst`.
    #[must_use]
    pub fn from_word(word: &str) -> Self {
        match word.split_once(':') {
            Some((role, dienst)) => Self { role: role.to_owned(), dienst: Some(dienst.to_owned()) },
            None => Self { role: word.to_owned(), dienst: None },
        }
    }
}

impl From<&str> for Duty {
    fn from(word: &str) -> Self {
        Self::from_word(word)
    }
}

impl std::fmt::Display for Duty {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.role)?;
        match &self.dienst {
            Some(dienst) => write!(f, ":{dienst}"),
            None => Ok(()),
        }
    }
}

/// The cases of which services.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum Dienste {
    /// Of all.
    All,
    /// Of these packages; of none where the set is empty.
    Only(BTreeSet<String>),
}

impl Default for Dienste {
    fn default() -> Self {
        Self::Only(BTreeSet::new())
    }
}

impl Dienste {
    /// Adds a service, or all for `None`.
    pub fn add(&mut self, dienst: Option<&str>) {
        match (&mut *self, dienst) {
            (Self::All, _) => {}
            (Self::Only(some), Some(dienst)) => {
                some.insert(dienst.to_owned());
            }
            (Self::Only(_), None) => *self = Self::All,
        }
    }

    /// Whether the cases of a package are among them.
    #[must_use]
    pub fn contains(&self, dienst: &str) -> bool {
        match self {
            Self::All => true,
            Self::Only(some) => some.contains(dienst),
        }
    }
}

/// The part of the cases of a Behoerde that is somebody's business.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Remit {
    /// Whose cases they may read.
    pub reads: Dienste,
    /// Which tasks they may take: those of a role, for a service or for all.
    pub works: BTreeSet<Duty>,
    /// For whom they stand in today: what is in their hands is in this person's too.
    pub stands_in_for: BTreeSet<AccountId>,
    /// Matters (streams of Akten) outside their duties that they look into at present, see [`crate::inspect`].
    pub inspects: BTreeSet<Uuid>,
}

impl Remit {
    /// All cases, and the tasks of these duties.
    #[must_use]
    pub fn of(duties: &[&str]) -> Self {
        let works: BTreeSet<Duty> = duties.iter().map(|word| Duty::from_word(word)).collect();
        let mut reads = Dienste::default();
        works.iter().for_each(|duty| reads.add(duty.dienst.as_deref()));
        Self { reads, works, ..Self::default() }
    }

    /// Whether a task of this role in a case of this package is theirs to take.
    #[must_use]
    pub fn takes(&self, role: &str, dienst: &str) -> bool {
        self.works
            .iter()
            .any(|duty| duty.role == role && duty.dienst.as_deref().is_none_or(|own| own == dienst))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_duty_is_for_all_services_or_for_one() {
        let remit = Remit::of(&["sachbearbeitung:parken", "schlusszeichnung"]);
        assert!(remit.takes("sachbearbeitung", "parken") && !remit.takes("sachbearbeitung", "denkmal"));
        assert!(remit.takes("schlusszeichnung", "denkmal") && !remit.takes("leitung", "parken"));
        assert_eq!(remit.reads, Dienste::All, "one role for all services is enough to read all");
        let narrow = Remit::of(&["sachbearbeitung:parken"]);
        assert!(narrow.reads.contains("parken") && !narrow.reads.contains("denkmal"));
        assert!(!Remit::default().reads.contains("parken"));
        for word in ["leitung", "sachbearbeitung:parken"] {
            assert_eq!(Duty::from_word(word).to_string(), word);
        }
    }
}

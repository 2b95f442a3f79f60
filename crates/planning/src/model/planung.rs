//! The work on the plan of a year.

use super::{Error, Feld, MAX_TITEL, kept};
use jiff::{Timestamp, civil::Date};
use serde::{Deserialize, Serialize};

/// The bodies that approve a plan where nobody says otherwise, in their order: those of the Thüringen administrative rule
/// on the organisation of e-government and IT (strategy of 2024, section 4.1).
pub const GREMIEN: [&str; 3] =
    ["Arbeitskreis E-Government und IT", "Lenkungsausschuss E-Government und IT", "Kabinett"];

/// What whoever steers sets for a plan.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Vorgabe {
    /// Proposals are taken until this day.
    pub einreichung_bis: Date,
    /// The Einzelplan of the budget that pays for measures of all.
    pub einzelplan: u8,
    /// What it has for them in the year of the plan, in cents.
    pub budget: i64,
    /// The bodies that approve the plan, in their order.
    pub gremien: Vec<String>,
}

impl Vorgabe {
    /// As it is kept.
    ///
    /// # Errors
    /// [`Error::Angabe`].
    pub fn checked(mut self) -> Result<Self, Error> {
        self.gremien.retain(|gremium| !gremium.trim().is_empty());
        for gremium in &mut self.gremien {
            *gremium = kept(gremium, MAX_TITEL, true).ok_or(Error::Angabe(Feld::Gremium))?;
        }
        let mut names = self.gremien.clone();
        names.sort();
        names.dedup();
        if self.gremien.is_empty() || self.gremien.len() > 10 || names.len() != self.gremien.len() {
            return Err(Error::Angabe(Feld::Gremium));
        }
        if self.budget < 0 || self.einzelplan == 0 || self.einzelplan > 99 {
            return Err(Error::Angabe(Feld::Mittel));
        }
        Ok(self)
    }
}

/// The work on a plan as it stands.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Planung {
    /// The year of the plan.
    pub jahr: i16,
    /// What was set for it.
    pub vorgabe: Vorgabe,
    /// When it was published.
    pub veroeffentlicht_at: Option<Timestamp>,
}

#[cfg(test)]
mod tests {
    use super::*;

    fn vorgabe() -> Vorgabe {
        Vorgabe {
            einreichung_bis: "2026-10-31".parse().unwrap(),
            einzelplan: 16,
            budget: 100,
            gremien: GREMIEN.map(str::to_owned).to_vec(),
        }
    }

    #[test]
    fn bodies_have_names_and_none_is_there_twice() {
        let with = |gremien: &[&str]| {
            let gremien = gremien.iter().map(|name| (*name).to_owned()).collect();
            Vorgabe { gremien, ..vorgabe() }.checked().map(|vorgabe| vorgabe.gremien)
        };
        assert_eq!(with(&[" Kabinett ", ""]).unwrap(), ["Kabinett"]);
        assert!(matches!(with(&[" "]), Err(Error::Angabe(Feld::Gremium))));
        assert!(matches!(with(&["Kabinett", "Kabinett "]), Err(Error::Angabe(Feld::Gremium))));
        assert!(matches!(Vorgabe { budget: -1, ..vorgabe() }.checked(), Err(Error::Angabe(Feld::Mittel))));
    }
}

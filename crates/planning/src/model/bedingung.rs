//! What a proposal needs first: another proposal of the same plan, or a measure of a published one.

use super::{Stand, VorschlagId};
use plans::Id;
use serde::{Deserialize, Serialize};

/// What comes first.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Andere {
    /// Another proposal of the same plan.
    Vorschlag(VorschlagId),
    /// A measure of a published plan.
    Massnahme(Id),
}

impl Andere {
    /// The word in forms and tables: `vorschlag/…` or `massnahme/…` with the id.
    #[must_use]
    pub fn word(&self) -> String {
        match self {
            Self::Vorschlag(id) => format!("vorschlag/{id}"),
            Self::Massnahme(id) => format!("massnahme/{}", id.0),
        }
    }

    /// The inverse of [`Andere::word`].
    #[must_use]
    pub fn parse(word: &str) -> Option<Self> {
        match word.split_once('/')? {
            ("vorschlag", id) => id.parse().ok().map(|id| Self::Vorschlag(VorschlagId(id))),
            ("massnahme", id) if !id.is_empty() => Some(Self::Massnahme(Id(id.to_owned()))),
            _ => None,
        }
    }
}

/// What a proposal needs first, or what needs it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Bedingung {
    /// What it is: a proposal wherever one of the same plan carries the measure on.
    pub andere: Andere,
    /// Its title; `None` for a draft that is not for whoever asks.
    pub titel: Option<String>,
    /// Its planned completion as written.
    pub abschluss: Option<String>,
    /// Where it stands, if it is a proposal that whoever asks may see.
    pub stand: Option<Stand>,
    /// Why.
    pub grund: String,
    /// Whether what comes first is planned to be done after what needs it.
    pub zu_spaet: bool,
    /// Whether it was said of the proposal. Otherwise it is the measure that it carries on that needs the other.
    pub eigen: bool,
}

impl Bedingung {
    /// Whether what is needed does not come into the plan.
    #[must_use]
    pub fn fehlt(&self) -> bool {
        self.stand.is_some_and(Stand::is_out)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use uuid::Uuid;

    #[test]
    fn words_lead_back() {
        for one in
            [Andere::Vorschlag(VorschlagId(Uuid::from_u128(7))), Andere::Massnahme(Id("2018/a".into()))]
        {
            assert_eq!(Andere::parse(&one.word()), Some(one));
        }
        for wrong in ["", "vorschlag/", "vorschlag/7", "massnahme/", "plan/2033"] {
            assert_eq!(Andere::parse(wrong), None, "{wrong}");
        }
    }
}

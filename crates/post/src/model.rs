//! Letters and when they take effect. No I/O.

use identity::{AccountId, BehoerdeId, Denied};
use jiff::{Timestamp, ToSpan, civil::Date};
use records::{AkteId, DokumentId, VorgangId};
use serde::{Deserialize, Serialize};
use store::{At, day_in_germany};
use uuid::Uuid;

/// A letter in a mailbox.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, sqlx::Type)]
#[serde(transparent)]
#[sqlx(transparent)]
pub struct MessageId(pub Uuid);

impl std::fmt::Display for MessageId {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        self.0.fmt(f)
    }
}

/// What goes wrong in this office.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum Error {
    /// There is no such letter, or it is not for this scope.
    #[error("no such letter")]
    NotFound,
    /// The period in which the letter could be retrieved is over (§ 41 Abs. 2a Satz 4 VwVfG).
    #[error("this letter was withdrawn because it was not retrieved in time; the Behoerde sends it again")]
    Withdrawn,
    /// The scope does not allow it.
    #[error(transparent)]
    Denied(#[from] Denied),
    /// Accounts cannot be read.
    #[error(transparent)]
    Identity(#[from] identity::Error),
    /// The ground gave way.
    #[error(transparent)]
    Store(#[from] store::Error),
}

/// The rule by which an electronic Verwaltungsakt counts as made known.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "regel", rename_all = "kebab-case", deny_unknown_fields)]
pub enum Bekanntgabe {
    /// § 9 Abs. 1 OZG: delivered to the mailbox of the Nutzerkonto with the person's consent; made known a
    /// number of days after it was made available.
    Ozg9 {
        /// Days after the day on which it was made available. The law has said four since 2025 and said three
        /// before; it is configured so that the next change of law is no new release.
        tage: u8,
    },
    /// § 41 Abs. 2a VwVfG: made available on a portal; made known on the day after it was retrieved. Not
    /// retrieved within the period, it is not made known at all and is withdrawn.
    Vwvfg41Abs2a {
        /// Days after the notification was sent; the law says ten.
        frist: u8,
    },
}

impl Bekanntgabe {
    /// The day of Bekanntgabe that the delivery itself sets, if it sets one.
    #[must_use]
    pub fn on_delivery(self, at: Timestamp) -> Option<Date> {
        match self {
            Self::Ozg9 { tage } => day_in_germany(at).checked_add(i64::from(tage).days()).ok(),
            Self::Vwvfg41Abs2a { .. } => None,
        }
    }

    /// The day of Bekanntgabe that the first retrieval sets, if it sets one.
    #[must_use]
    pub fn on_retrieval(self, at: Timestamp) -> Option<Date> {
        match self {
            Self::Ozg9 { .. } => None,
            Self::Vwvfg41Abs2a { .. } => day_in_germany(at).tomorrow().ok(),
        }
    }

    /// The last day on which the letter can be retrieved, where the law sets one.
    #[must_use]
    pub fn available_until(self, delivered: Timestamp) -> Option<Date> {
        match self {
            Self::Ozg9 { .. } => None,
            Self::Vwvfg41Abs2a { frist } => {
                day_in_germany(delivered).checked_add(i64::from(frist).days()).ok()
            }
        }
    }

    /// The section of law, for people.
    #[must_use]
    pub const fn section(self) -> &'static str {
        match self {
            Self::Ozg9 { .. } => "§ 9 Abs. 1 OZG",
            Self::Vwvfg41Abs2a { .. } => "§ 41 Abs. 2a VwVfG",
        }
    }
}

/// A letter to a person.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Letter {
    /// To whom.
    pub account: AccountId,
    /// From whom.
    pub behoerde: BehoerdeId,
    /// The Akte it belongs to.
    pub akte: AkteId,
    /// The Vorgang it belongs to.
    pub vorgang: VorgangId,
    /// The mark of the Akte, shown in the mailbox.
    pub aktenzeichen: String,
    /// What it is about.
    pub betreff: String,
    /// What comes with it.
    pub dokumente: Vec<DokumentId>,
    /// For a Bescheid: the rule of its Bekanntgabe. `None` for a letter without legal effect.
    pub regel: Option<Bekanntgabe>,
}

/// A letter as it lies in a mailbox.
#[derive(Debug, Clone, PartialEq, Eq, sqlx::FromRow)]
pub struct Message {
    /// Its id.
    pub id: MessageId,
    /// From whom.
    pub behoerde: BehoerdeId,
    /// The Akte it belongs to.
    pub akte: AkteId,
    /// The Vorgang it belongs to.
    pub vorgang: VorgangId,
    /// The mark of the Akte.
    pub aktenzeichen: String,
    /// What it is about.
    pub betreff: String,
    regel: Option<String>,
    /// When it was made available.
    pub delivered_at: At,
    /// When the person first opened it.
    pub read_at: Option<At>,
    bekanntgabe: Option<String>,
    #[sqlx(skip)]
    /// What comes with it.
    pub dokumente: Vec<DokumentId>,
}

impl Message {
    /// The rule of its Bekanntgabe, for a Bescheid.
    #[must_use]
    pub fn regel(&self) -> Option<Bekanntgabe> {
        self.regel.as_deref().and_then(rule_from_text)
    }

    /// The day on which it counts as made known, once that is settled.
    #[must_use]
    pub fn bekanntgabe(&self) -> Option<Date> {
        self.bekanntgabe.as_deref().and_then(|text| text.parse().ok())
    }

    /// Whether it can (still) be retrieved on the day of `now`.
    #[must_use]
    pub fn is_available(&self, now: Timestamp) -> bool {
        let until = self.regel().and_then(|regel| regel.available_until(self.delivered_at.timestamp()));
        self.read_at.is_some() || until.is_none_or(|until| day_in_germany(now) <= until)
    }
}

/// `ozg9:4` and the like: how a rule lies in its column.
pub(crate) fn rule_to_text(regel: Bekanntgabe) -> String {
    match regel {
        Bekanntgabe::Ozg9 { tage } => format!("ozg9:{tage}"),
        Bekanntgabe::Vwvfg41Abs2a { frist } => format!("vwvfg41-abs2a:{frist}"),
    }
}

fn rule_from_text(text: &str) -> Option<Bekanntgabe> {
    let (name, days) = text.split_once(':')?;
    let days = days.parse().ok()?;
    match name {
        "ozg9" => Some(Bekanntgabe::Ozg9 { tage: days }),
        "vwvfg41-abs2a" => Some(Bekanntgabe::Vwvfg41Abs2a { frist: days }),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_law_sets_the_day() {
        // Thursday, 15 January 2026, 23:30 UTC is Friday in Germany.
        let at: Timestamp = "2026-01-15T23:30:00Z".parse().unwrap();
        let ozg = Bekanntgabe::Ozg9 { tage: 4 };
        let portal = Bekanntgabe::Vwvfg41Abs2a { frist: 10 };
        assert_eq!(ozg.on_delivery(at), Some("2026-01-20".parse().unwrap()));
        assert_eq!(ozg.on_retrieval(at), None);
        assert_eq!(portal.on_delivery(at), None);
        assert_eq!(portal.on_retrieval(at), Some("2026-01-17".parse().unwrap()));
        assert_eq!(portal.available_until(at), Some("2026-01-26".parse().unwrap()));
    }

    #[test]
    fn rules_survive_their_column() {
        for regel in [Bekanntgabe::Ozg9 { tage: 4 }, Bekanntgabe::Vwvfg41Abs2a { frist: 10 }] {
            assert_eq!(rule_from_text(&rule_to_text(regel)), Some(regel));
        }
    }
}

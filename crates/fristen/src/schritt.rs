//! The explanation of a result: what was done, by which provision, with which dates.

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::{Dauer, Norm, Ruhetag, Verschiebung};

/// A step of the computation. Data, not wording: whoever shows it to people finds the words.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "schritt", rename_all = "kebab-case")]
#[non_exhaustive]
pub enum Schritt {
    /// The new period is counted from the end of the former one.
    Verlaengert {
        /// The last day of the former period.
        bisher: Date,
    },
    /// The day of the event is not counted; the period begins with the next day.
    EreignisZaehltNicht {
        /// The day of the event.
        ereignis: Date,
    },
    /// The day is counted.
    TagZaehlt {
        /// The first day of the period.
        tag: Date,
    },
    /// Quarters and half years are counted as months.
    AlsMonate {
        /// The period as it was set.
        dauer: Dauer,
        /// Its months.
        monate: u32,
    },
    /// The end of a period of days: its last day.
    EndeNachTagen {
        /// How long.
        dauer: Dauer,
        /// The last day.
        ende: Date,
    },
    /// The end of a period of Werktage or Arbeitstage: its last day that counts.
    EndeNachZaehltagen {
        /// How long.
        dauer: Dauer,
        /// Holidays on the way that were not counted. Sundays, and Saturdays where they do not count, are left out.
        feiertage: Vec<Uebersprungen>,
        /// The last day.
        ende: Date,
    },
    /// The end of a period of weeks: the day of the last week with the name of the first.
    EndeNachWochen {
        /// How long.
        dauer: Dauer,
        /// The last day.
        ende: Date,
    },
    /// The end of a period of months or years: the day of the last month with the number of the first.
    EndeNachMonaten {
        /// How long.
        dauer: Dauer,
        /// The last day.
        ende: Date,
    },
    /// The last month has no such day: its last day instead.
    TagFehlt {
        /// The number of the day that is missing.
        gesucht: i8,
        /// The last day of the month.
        ende: Date,
    },
    /// A half month is 15 days; they are counted after the whole months.
    HalberMonat {
        /// The last day.
        ende: Date,
    },
    /// The end falls on a day of rest and moves to the next Werktag.
    Verschoben {
        /// The days that were passed over, from the computed end on, each with its reason.
        ruhetage: Vec<Uebersprungen>,
        /// The day on which the period ends.
        ende: Date,
        /// By what rule.
        verschiebung: Verschiebung,
    },
    /// The end stays where it is, whatever day that is.
    Bleibt {
        /// The day on which the period ends.
        ende: Date,
        /// By what rule.
        verschiebung: Verschiebung,
    },
    /// The letter counts as made known on the day that the period has led to.
    GiltAlsBekanntgegeben {
        /// The day of Bekanntgabe.
        tag: Date,
        /// By what provision.
        norm: Norm,
    },
    /// The letter came later than the law presumes: the day on which it came counts.
    SpaeterZugegangen {
        /// The day on which it came.
        tag: Date,
        /// By what provision.
        norm: Norm,
    },
}

/// A day that was passed over, and why.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Uebersprungen {
    /// The day.
    pub tag: Date,
    /// Why.
    pub grund: Ruhetag,
}

impl Schritt {
    /// The provision that the step follows.
    #[must_use]
    pub const fn norm(&self) -> Norm {
        match self {
            Self::Verlaengert { .. } => Norm::Bgb190,
            Self::EreignisZaehltNicht { .. } => Norm::Bgb187Abs1,
            Self::TagZaehlt { .. } => Norm::Bgb187Abs2,
            Self::AlsMonate { .. } => Norm::Bgb189Abs1,
            Self::EndeNachTagen { .. } | Self::EndeNachZaehltagen { .. } => Norm::Bgb188Abs1,
            Self::EndeNachWochen { .. } | Self::EndeNachMonaten { .. } => Norm::Bgb188Abs2,
            Self::TagFehlt { .. } => Norm::Bgb188Abs3,
            Self::HalberMonat { .. } => Norm::Bgb189Abs2,
            Self::Verschoben { verschiebung, .. } | Self::Bleibt { verschiebung, .. } => verschiebung.norm(),
            Self::GiltAlsBekanntgegeben { norm, .. } | Self::SpaeterZugegangen { norm, .. } => *norm,
        }
    }
}

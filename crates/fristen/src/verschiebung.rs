//! Whether the end of a period moves off a Saturday, a Sunday or a holiday.

use serde::{Deserialize, Serialize};

use crate::Norm;

/// What the law says of an end that falls on a Saturday, a Sunday or a holiday. The provisions that move it say the
/// same in five codes; which one applies is cited in the explanation.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Verschiebung {
    /// Moves: for a declaration or a performance in private law and wherever nothing else is said (§ 193 BGB).
    Bgb193,
    /// Moves: periods in an administrative procedure (§ 31 Abs. 3 Satz 1 VwVfG), whether by law or set by the
    /// Behoerde.
    #[default]
    Vwvfg31Abs3,
    /// Moves: social administration (§ 26 Abs. 3 SGB X).
    Sgbx26Abs3,
    /// Moves: taxes (§ 108 Abs. 3 AO).
    Ao108Abs3,
    /// Moves: civil courts (§ 222 Abs. 2 ZPO).
    Zpo222Abs2,
    /// Moves: administrative courts (§ 57 Abs. 2 VwGO with § 222 Abs. 2 ZPO): Widerspruch and Klage.
    Vwgo57Abs2,
    /// Stays: the Behoerde named this very day as the end of the period and pointed to the provision (§ 31 Abs. 3
    /// Satz 2 VwVfG).
    BestimmterTag,
    /// Stays: the end of the time for which a Behoerde has to perform something (§ 31 Abs. 4 VwVfG).
    Leistungszeitraum,
    /// Stays: a date set by the Behoerde is to be kept (§ 31 Abs. 5 VwVfG).
    Termin,
    /// Stays: the day on which an act counts as made known is no period in which somebody has to do something. So the
    /// Bundessozialgericht of § 37 Abs. 2 SGB X (6 May 2010, B 14 AS 12/09 R), and the prevailing opinion on § 41
    /// Abs. 2 VwVfG. The Bundesfinanzhof sees it otherwise for § 122 Abs. 2 AO (14 October 2003, IX R 68/98):
    /// there [`Self::Ao108Abs3`]. See [`Fiktion`](crate::Fiktion).
    Fiktion,
    /// Stays: nobody has to declare or perform anything on that day (an age, the end of a waiting period). § 193 BGB
    /// does not speak of it.
    OhneHandlung,
}

impl Verschiebung {
    /// Whether the end moves to the next Werktag.
    #[must_use]
    pub const fn bewegt(self) -> bool {
        matches!(
            self,
            Self::Bgb193
                | Self::Vwvfg31Abs3
                | Self::Sgbx26Abs3
                | Self::Ao108Abs3
                | Self::Zpo222Abs2
                | Self::Vwgo57Abs2
        )
    }

    /// The provision that says so.
    #[must_use]
    pub const fn norm(self) -> Norm {
        match self {
            Self::Bgb193 | Self::OhneHandlung => Norm::Bgb193,
            Self::Vwvfg31Abs3 => Norm::Vwvfg31Abs3Satz1,
            Self::Sgbx26Abs3 => Norm::Sgbx26Abs3,
            Self::Ao108Abs3 => Norm::Ao108Abs3,
            Self::Zpo222Abs2 => Norm::Zpo222Abs2,
            Self::Vwgo57Abs2 => Norm::Vwgo57Abs2,
            Self::BestimmterTag => Norm::Vwvfg31Abs3Satz2,
            Self::Leistungszeitraum => Norm::Vwvfg31Abs4,
            Self::Termin => Norm::Vwvfg31Abs5,
            Self::Fiktion => Norm::Vwvfg41Abs2,
        }
    }
}

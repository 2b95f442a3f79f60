//! On which day a Verwaltungsakt counts as made known (Bekanntgabe), from which the period of a remedy runs.

use jiff::civil::{Date, date};
use serde::{Deserialize, Serialize};

use crate::{Beginn, Dauer, Ergebnis, Frist, Kalender, Norm, Result, Schritt, Verschiebung};

/// From this day on the law gives four days to letters instead of three (Postrechtsmodernisierungsgesetz of 15 July
/// 2024, BGBl. 2024 I Nr. 236).
const VIER_TAGE_AB: Date = date(2025, 1, 1);

/// A provision by which an act counts as made known some time after it was sent, whenever it really came (as long as
/// it did not come later).
///
/// The law of the Bund. It holds for the authorities of a Land whose Verwaltungsverfahrensgesetz refers to that of
/// the Bund, as in Thüringen since 1 January 2025 (§ 1 Abs. 1 ThürVwVfG of 2 July 2024, GVBl. S. 277). A Land with
/// a text of its own may have changed to four days later than the Bund: use [`Self::nach`] with its number of days.
///
/// | | in force for what is sent from 2025 on | before | on a day of rest |
/// | --- | --- | --- | --- |
/// | [`Self::Vwvfg41Abs2`] | 4 days | 3 | stays |
/// | [`Self::Vwvfg41Abs4`] | 2 weeks | 2 weeks | stays |
/// | [`Self::Ozg9`] | 4 days | 3 | stays |
/// | [`Self::Sgbx37Abs2`] | 4 days | 3 | stays (BSG, 6 May 2010, B 14 AS 12/09 R) |
/// | [`Self::Ao122Abs2`], [`Self::Ao122Abs2a`], [`Self::Ao122a`] | 4 days | 3 | moves (BFH, 14 October 2003, IX R 68/98) |
/// | [`Self::Ao122Abs2Ausland`] | 1 month | 1 month | moves |
///
/// The date of the change of § 9 Abs. 1 OZG could not be read in the Bundesgesetzblatt: the version of 24 July 2024
/// still had three days. A package states the number that it uses.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Fiktion {
    /// § 41 Abs. 2 VwVfG: posted in Germany, or sent electronically. From the day of posting or sending.
    Vwvfg41Abs2,
    /// § 41 Abs. 4 Satz 3 VwVfG: public announcement. From the day of the announcement; nobody's receipt matters.
    Vwvfg41Abs4,
    /// § 9 Abs. 1 OZG: in the mailbox of a Nutzerkonto. From the day on which it was made available.
    Ozg9,
    /// § 37 Abs. 2 SGB X: posted in Germany, or sent electronically.
    Sgbx37Abs2,
    /// § 122 Abs. 2 Nr. 1 AO: posted in Germany.
    Ao122Abs2,
    /// § 122 Abs. 2 Nr. 2 AO: posted to another country.
    Ao122Abs2Ausland,
    /// § 122 Abs. 2a AO: sent electronically.
    Ao122Abs2a,
    /// § 122a Abs. 4 AO: made available for retrieval. From the day on which it was made available; for acts before
    /// 2026 from the day on which the notification was sent.
    Ao122a,
}

impl Fiktion {
    /// The time that the law gives to what is sent on `am`.
    #[must_use]
    pub fn dauer(self, am: Date) -> Dauer {
        match self {
            Self::Vwvfg41Abs4 => Dauer::Wochen(2),
            Self::Ao122Abs2Ausland => Dauer::Monate(1),
            _ if am < VIER_TAGE_AB => Dauer::Tage(3),
            _ => Dauer::Tage(4),
        }
    }

    /// What happens if that time ends on a day of rest.
    #[must_use]
    pub const fn verschiebung(self) -> Verschiebung {
        match self {
            Self::Vwvfg41Abs2 | Self::Vwvfg41Abs4 | Self::Ozg9 | Self::Sgbx37Abs2 => Verschiebung::Fiktion,
            Self::Ao122Abs2 | Self::Ao122Abs2Ausland | Self::Ao122Abs2a | Self::Ao122a => {
                Verschiebung::Ao108Abs3
            }
        }
    }

    /// The provision.
    #[must_use]
    pub const fn norm(self) -> Norm {
        match self {
            Self::Vwvfg41Abs2 => Norm::Vwvfg41Abs2,
            Self::Vwvfg41Abs4 => Norm::Vwvfg41Abs4,
            Self::Ozg9 => Norm::Ozg9Abs1,
            Self::Sgbx37Abs2 => Norm::Sgbx37Abs2,
            Self::Ao122Abs2 => Norm::Ao122Abs2Nr1,
            Self::Ao122Abs2Ausland => Norm::Ao122Abs2Nr2,
            Self::Ao122Abs2a => Norm::Ao122Abs2a,
            Self::Ao122a => Norm::Ao122aAbs4,
        }
    }

    /// The day of Bekanntgabe of what was sent on `am`, by the law of that day. `zugang`: the day on which it came,
    /// where it is known; it counts if it is later, an earlier one does not. The calendar is that of the Behoerde's
    /// seat and is asked only where the day moves.
    ///
    /// What did not come at all is not made known: that is for the caller to know.
    ///
    /// # Errors
    /// As for [`Frist::ende`].
    pub fn tag(self, am: Date, zugang: Option<Date>, kalender: &Kalender) -> Result<Ergebnis> {
        self.nach(self.dauer(am), am, zugang, kalender)
    }

    /// The same with another time than that of the law of the Bund, because a Land has another one or a package
    /// states its own.
    ///
    /// # Errors
    /// As for [`Frist::ende`].
    pub fn nach(self, dauer: Dauer, am: Date, zugang: Option<Date>, kalender: &Kalender) -> Result<Ergebnis> {
        let verschiebung = self.verschiebung();
        let frist = Frist { dauer, beginn: Beginn::Ereignis, verschiebung };
        let mut ergebnis = if verschiebung.bewegt() {
            frist.ende(am, kalender)?
        } else {
            frist.rechnerisch(am, kalender)?
        };
        let norm = self.norm();
        match zugang.filter(|day| self != Self::Vwvfg41Abs4 && *day > ergebnis.ende) {
            Some(tag) => {
                ergebnis.ende = tag;
                ergebnis.wie.push(Schritt::SpaeterZugegangen { tag, norm });
            }
            None => ergebnis.wie.push(Schritt::GiltAlsBekanntgegeben { tag: ergebnis.ende, norm }),
        }
        Ok(ergebnis)
    }
}

/// § 41 Abs. 2a VwVfG: made available on a portal and made known by retrieval. Here nothing is presumed: what is not
/// retrieved in time is not made known, and the Behoerde has to send it again.
pub mod abruf {
    use jiff::ToSpan;
    use jiff::civil::Date;

    use crate::{Error, Result};

    /// Days for which it stays available, from the day after the notification was sent (Satz 4).
    pub const TAGE: u8 = 10;

    /// The day of Bekanntgabe: the day after the retrieval (Satz 3), whatever day that is.
    ///
    /// # Errors
    /// [`Error::Kalenderende`]
    pub fn bekanntgabe(abgerufen: Date) -> Result<Date> {
        abgerufen.tomorrow().map_err(|_| Error::Kalenderende)
    }

    /// The last day on which it can be retrieved, `tage` days after the notification was sent ([`TAGE`] by law). It
    /// does not move off a day of rest: the Behoerde ends the provision, nobody has to do anything; a later end would
    /// only be a longer one.
    ///
    /// # Errors
    /// [`Error::Kalenderende`]
    pub fn bis(benachrichtigt: Date, tage: u8) -> Result<Date> {
        benachrichtigt.checked_add(i64::from(tage).days()).map_err(|_| Error::Kalenderende)
    }
}

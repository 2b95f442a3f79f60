//! Where a period begins and ends (§§ 187-190, 193 BGB).

use jiff::civil::Date;
use jiff::{Span, ToSpan};
use serde::{Deserialize, Serialize};

use crate::{Dauer, Error, Kalender, Result, Ruhetag, Schritt, Uebersprungen, Verschiebung};

/// With which day a period begins (§ 187 BGB).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Beginn {
    /// An event in the course of a day sets it off: that day is not counted (Abs. 1). Bekanntgabe, receipt, a
    /// signature. A period set by a Behoerde begins so as well, on the day after the Bekanntgabe (§ 31 Abs. 2
    /// VwVfG).
    #[default]
    Ereignis,
    /// It begins with the beginning of a day: that day is counted (Abs. 2 Satz 1). "From 1 March on"; the day of birth
    /// for an age (Abs. 2 Satz 2).
    Tagesanfang,
}

/// A period.
///
/// In configuration: `{ dauer = { monate = 1 }, beginn = "ereignis", verschiebung = "vwvfg31-abs3" }`; `beginn` and
/// `verschiebung` have these defaults.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Frist {
    /// How long it is.
    pub dauer: Dauer,
    /// With which day it begins.
    #[serde(default)]
    pub beginn: Beginn,
    /// Whether its end moves off a day of rest.
    #[serde(default)]
    pub verschiebung: Verschiebung,
}

/// The end of a period and how it was found.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Ergebnis {
    /// The first day that is counted.
    pub beginn: Date,
    /// The last day by counting alone, before it moved.
    pub rechnerisch: Date,
    /// The last day: the period ends when it is over, at 24:00.
    pub ende: Date,
    /// The steps, in their order.
    pub wie: Vec<Schritt>,
}

impl Frist {
    /// One month for Widerspruch (§ 70 Abs. 1 VwGO) and Klage (§ 74 VwGO), from the Bekanntgabe.
    pub const RECHTSBEHELF: Self =
        Self { dauer: Dauer::Monate(1), beginn: Beginn::Ereignis, verschiebung: Verschiebung::Vwgo57Abs2 };

    /// One year where the Rechtsbehelfsbelehrung is missing or wrong (§ 58 Abs. 2 VwGO).
    pub const RECHTSBEHELF_OHNE_BELEHRUNG: Self = Self { dauer: Dauer::Jahre(1), ..Self::RECHTSBEHELF };

    /// A period from an event, with an end that moves (§ 31 VwVfG).
    #[must_use]
    pub const fn neu(dauer: Dauer) -> Self {
        Self { dauer, beginn: Beginn::Ereignis, verschiebung: Verschiebung::Vwvfg31Abs3 }
    }

    /// An age or another time at whose end nobody has to do anything: the first day is counted, the end stays. The
    /// calendar is not asked.
    #[must_use]
    pub const fn alter(jahre: u16) -> Self {
        Self {
            dauer: Dauer::Jahre(jahre),
            beginn: Beginn::Tagesanfang,
            verschiebung: Verschiebung::OhneHandlung,
        }
    }

    /// The end of the period that `tag` sets off: the day of the event, or the first day ([`Beginn`]).
    ///
    /// # Errors
    /// [`Error::Leer`] for a period of nothing; [`Error::Jahr`] where a holiday matters and the table does not
    /// reach; [`Error::Kalenderende`] after the year 9999.
    pub fn ende(&self, tag: Date, kalender: &Kalender) -> Result<Ergebnis> {
        let mut ergebnis = self.rechnerisch(tag, kalender)?;
        ergebnis.ende = self.verschieben(ergebnis.rechnerisch, kalender, &mut ergebnis.wie)?;
        Ok(ergebnis)
    }

    /// The end by counting alone; nothing moves.
    pub(crate) fn rechnerisch(&self, tag: Date, kalender: &Kalender) -> Result<Ergebnis> {
        if self.dauer.ist_leer() {
            return Err(Error::Leer);
        }
        let (beginn, erster) = match self.beginn {
            Beginn::Ereignis => (morgen(tag)?, Schritt::EreignisZaehltNicht { ereignis: tag }),
            Beginn::Tagesanfang => (tag, Schritt::TagZaehlt { tag }),
        };
        let mut wie = vec![erster];
        let ende = self.zaehlen(tag, beginn, kalender, &mut wie)?;
        Ok(Ergebnis { beginn, rechnerisch: ende, ende, wie })
    }

    /// The end of the period after an extension by `self.dauer`: counted from the end of the former period (§ 190 BGB),
    /// that is from the beginning of the next day, so that a month from 30 April on ends with 31 May.
    /// `self.beginn` does not matter.
    ///
    /// Which end of the former period? Both form one period, so [`Ergebnis::rechnerisch`]; for periods of a court
    /// [`Ergebnis::ende`], after it moved (§ 224 Abs. 3 ZPO; BGH, 14 December 2005, IX ZB 198/04). Where the
    /// Behoerde names the new last day there is nothing to compute.
    ///
    /// # Errors
    /// As for [`Self::ende`].
    pub fn verlaengert(&self, bisher: Date, kalender: &Kalender) -> Result<Ergebnis> {
        let neu = Self { beginn: Beginn::Tagesanfang, ..*self };
        let mut ergebnis = neu.ende(morgen(bisher)?, kalender)?;
        ergebnis.wie.insert(0, Schritt::Verlaengert { bisher });
        Ok(ergebnis)
    }

    /// The last day by counting (§§ 188, 189 BGB).
    fn zaehlen(&self, tag: Date, beginn: Date, kalender: &Kalender, wie: &mut Vec<Schritt>) -> Result<Date> {
        let dauer = self.dauer;
        match dauer {
            Dauer::Tage(n) => {
                let ende = weiter(beginn, (i64::from(n) - 1).days())?;
                wie.push(Schritt::EndeNachTagen { dauer, ende });
                Ok(ende)
            }
            Dauer::Wochen(n) => {
                let ende = weiter(beginn, (7 * i64::from(n) - 1).days())?;
                wie.push(Schritt::EndeNachWochen { dauer, ende });
                Ok(ende)
            }
            Dauer::Werktage(n) => zaehltage(dauer, n, beginn, wie, kalender, Kalender::ist_werktag),
            Dauer::Arbeitstage(n) => zaehltage(dauer, n, beginn, wie, kalender, Kalender::ist_arbeitstag),
            Dauer::Monate(n) => self.monate(u32::from(n), tag, wie),
            Dauer::Jahre(n) => self.monate(12 * u32::from(n), tag, wie),
            Dauer::Vierteljahre(n) => self.als_monate(3 * u32::from(n), tag, wie),
            Dauer::Halbjahre(n) => self.als_monate(6 * u32::from(n), tag, wie),
            Dauer::MonateUndEinHalber(n) => {
                // After whole months the last day is behind us; without them the first is still ahead.
                let davor = if n == 0 { gestern(beginn)? } else { self.monate(u32::from(n), tag, wie)? };
                let ende = weiter(davor, 15.days())?;
                wie.push(Schritt::HalberMonat { ende });
                Ok(ende)
            }
        }
    }

    fn als_monate(&self, monate: u32, tag: Date, wie: &mut Vec<Schritt>) -> Result<Date> {
        wie.push(Schritt::AlsMonate { dauer: self.dauer, monate });
        self.monate(monate, tag, wie)
    }

    /// The day of the last month with the number of the event's day, or the day before the one with the number of the
    /// first day (§ 188 Abs. 2 BGB); the last day of that month if it has no such day (Abs. 3).
    fn monate(&self, monate: u32, tag: Date, wie: &mut Vec<Schritt>) -> Result<Date> {
        let dauer = self.dauer;
        let monat = weiter(tag.first_of_month(), i64::from(monate).months())?;
        let gesucht = match self.beginn {
            Beginn::Ereignis => tag.day(),
            Beginn::Tagesanfang => tag.day() - 1,
        };
        if gesucht == 0 {
            // The day before the first of the month.
            let ende = gestern(monat)?;
            wie.push(Schritt::EndeNachMonaten { dauer, ende });
            return Ok(ende);
        }
        if gesucht > monat.days_in_month() {
            let ende = monat.last_of_month();
            wie.push(Schritt::EndeNachMonaten { dauer, ende });
            wie.push(Schritt::TagFehlt { gesucht, ende });
            return Ok(ende);
        }
        let ende = weiter(monat, i64::from(gesucht - 1).days())?;
        wie.push(Schritt::EndeNachMonaten { dauer, ende });
        Ok(ende)
    }

    /// Moves the end off a day of rest, where the law says so.
    fn verschieben(&self, rechnerisch: Date, kalender: &Kalender, wie: &mut Vec<Schritt>) -> Result<Date> {
        let verschiebung = self.verschiebung;
        if !verschiebung.bewegt() {
            wie.push(Schritt::Bleibt { ende: rechnerisch, verschiebung });
            return Ok(rechnerisch);
        }
        let (mut ende, mut ruhetage) = (rechnerisch, Vec::new());
        while let Some(grund) = kalender.ruhetag(ende)? {
            ruhetage.push(Uebersprungen { tag: ende, grund });
            ende = morgen(ende)?;
        }
        if !ruhetage.is_empty() {
            wie.push(Schritt::Verschoben { ruhetage, ende, verschiebung });
        }
        Ok(ende)
    }
}

/// The last of `n` days that count, from `beginn` on.
fn zaehltage(
    dauer: Dauer,
    n: u16,
    beginn: Date,
    wie: &mut Vec<Schritt>,
    kalender: &Kalender,
    zaehlt: fn(&Kalender, Date) -> Result<bool>,
) -> Result<Date> {
    let (mut tag, mut offen, mut feiertage) = (beginn, n, Vec::new());
    loop {
        if zaehlt(kalender, tag)? {
            offen -= 1;
            if offen == 0 {
                break;
            }
        } else if let Some(grund @ Ruhetag::Feiertag(_)) = kalender.ruhetag(tag)? {
            feiertage.push(Uebersprungen { tag, grund });
        }
        tag = morgen(tag)?;
    }
    wie.push(Schritt::EndeNachZaehltagen { dauer, feiertage, ende: tag });
    Ok(tag)
}

fn weiter(tag: Date, span: Span) -> Result<Date> {
    tag.checked_add(span).map_err(|_| Error::Kalenderende)
}

fn morgen(tag: Date) -> Result<Date> {
    tag.tomorrow().map_err(|_| Error::Kalenderende)
}

fn gestern(tag: Date) -> Result<Date> {
    tag.yesterday().map_err(|_| Error::Kalenderende)
}

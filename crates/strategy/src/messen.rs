//! What the program measures itself, once a month, over the whole installation.
//!
//! | Kennzahl | what is counted | of |
//! | --- | --- | --- |
//! | online | Leistungen of the catalogue with an Onlinedienst somewhere, in percent | the day, once in a calendar month |
//! | covered | municipalities where whoever is competent offers a certain Leistung online, or any, in percent | the day, once in a calendar month |
//! | time | median of the days from receipt to decision, of Antraege decided in the month | each month that is over |
//! | automatic | decisions without a person, in percent | each month that is over |
//! | content | mean of the votes of the month, from 1 to 5 | each month that is over |
//!
//! A month with fewer than [`FEWEST`] decisions or votes has no value: it would say how long a single Antrag took. Measuring again
//! changes nothing; a value that a person corrected stays.

use crate::entries::{Entry, STREAM};
use crate::model::{KennzahlId, Messung, Quelle, Verlauf, Zahl};
use crate::{Result, baum::lock, stimmen};
use catalogue::LeistungKey;
use identity::Scope;
use jiff::{ToSpan, civil::Date};
use serde::{Deserialize, Serialize};
use store::{Ended, Failure, Job, Jobs, StreamId, Tx, day_in_germany, start_of_day_in_germany};

/// Fewer decisions are not published.
pub(crate) const FEWEST: i64 = 5;
/// So many months back a new Kennzahl is measured: what cases tell of them is still there.
const MONTHS: i32 = 12;
/// The hour of the day at which the program measures, and forgets.
pub(crate) const HOUR: i64 = 4;

/// Measure what is due.
#[derive(Debug, Serialize, Deserialize)]
pub(crate) struct Messen {}

impl Job for Messen {
    const KIND: &'static str = "strategy.messen";

    fn stream(&self) -> Option<StreamId> {
        Some(STREAM)
    }
}

impl Messen {
    /// Has it done at once.
    pub(crate) async fn today(tx: &mut Tx) -> Result<()> {
        let now = tx.now();
        Ok(tx.enqueue_at(&Self {}, now, Some(format!("{} now", Self::KIND))).await?)
    }

    /// Has it done the next night. One job a day, whoever asks.
    async fn tomorrow(tx: &mut Tx) -> Result<()> {
        let day = day_in_germany(tx.now()).saturating_add(1.day());
        let at = start_of_day_in_germany(day) + HOUR.hours();
        Ok(tx.enqueue_at(&Self {}, at, Some(format!("{} {day}", Self::KIND))).await?)
    }
}

/// Registers the job that measures.
pub(crate) fn register(jobs: Jobs) -> Jobs {
    jobs.within::<Messen, _>(|tx, _| {
        Box::pin(async move {
            let measured =
                measure_all(tx, &Scope::House).await.map_err(|error| Failure::Again(error.to_string()))?;
            if measured.is_none() {
                return Ok(Ended::Nothing);
            }
            Messen::tomorrow(tx).await.map_err(|error| Failure::Again(error.to_string()))?;
            Ok(Ended::Done)
        })
    })
}

/// Measures what is due of those that have not ended. Returns how many values were recorded, or `None` where no Kennzahl is measured.
///
/// # Errors
/// [`Error::Denied`](crate::Error::Denied) for everybody but the program itself.
pub async fn measure_all(tx: &mut Tx, scope: &Scope) -> Result<Option<usize>> {
    scope.house()?;
    lock(tx).await?;
    let today = day_in_germany(tx.now());
    let all = crate::kennzahlen(tx).await?;
    let measured: Vec<_> = all
        .into_iter()
        .filter(|one| one.ende.is_none())
        .filter_map(|one| match one.kennzahl.quelle {
            Quelle::Gemessen(messung) => Some((one.id, messung)),
            Quelle::Eingetragen => None,
        })
        .collect();
    if measured.is_empty() {
        return Ok(None);
    }
    let mut recorded = 0;
    for (id, messung) in measured {
        recorded += measure(tx, id, messung, today).await?;
    }
    Ok(Some(recorded))
}

async fn measure(tx: &mut Tx, id: KennzahlId, messung: Messung, today: Date) -> Result<usize> {
    let known = crate::kennzahl(tx, id).await?;
    let mut recorded = 0;
    for tag in due(&known, messung, today) {
        let wert = match (messung, &known.kennzahl.leistung) {
            (Messung::Abdeckung, Some(leistung)) => of_leistung(tx, leistung).await?,
            (Messung::Onlinequote | Messung::Abdeckung, _) => of_day(tx, messung).await?,
            (Messung::Bearbeitungszeit | Messung::Automationsquote, _) => of_month(tx, messung, tag).await?,
            (Messung::Zufriedenheit, _) => stimmen::of_month(tx, &stimmen::monat(tag)).await?,
        };
        tx.record(STREAM, Scope::House.actor(), &Entry::Gemessen { id, tag, wert }).await?;
        recorded += 1;
    }
    Ok(recorded)
}

/// The days whose value is missing.
fn due(known: &Verlauf, messung: Messung, today: Date) -> Vec<Date> {
    let has_month = |day: Date| {
        known.werte.iter().any(|wert| wert.tag.year() == day.year() && wert.tag.month() == day.month())
    };
    if !messung.of_month() {
        return if has_month(today) { Vec::new() } else { vec![today] };
    }
    let months =
        (1..=MONTHS).rev().map(|back| today.first_of_month().saturating_sub(back.months()).last_of_month());
    months.filter(|day| !has_month(*day)).collect()
}

async fn of_day(tx: &mut Tx, messung: Messung) -> Result<Option<Zahl>> {
    let found = catalogue::abdeckung(tx, &Scope::House).await?;
    Ok(match messung {
        Messung::Onlinequote => Zahl::prozent(found.online, found.leistungen),
        _ => Zahl::prozent(found.erreicht, found.gemeinden),
    })
}

/// Municipalities where a Leistung is online, of all.
async fn of_leistung(tx: &mut Tx, leistung: &LeistungKey) -> Result<Option<Zahl>> {
    let all = catalogue::verbreitung_of(tx, &Scope::House, leistung).await?.gesamt();
    Ok(Zahl::prozent(all.online.into(), all.alle().into()))
}

async fn of_month(tx: &mut Tx, messung: Messung, last: Date) -> Result<Option<Zahl>> {
    let found = cases::decided_everywhere(tx, &Scope::House, last.first_of_month(), last).await?;
    if found.entschieden < FEWEST {
        return Ok(None);
    }
    Ok(match messung {
        Messung::Automationsquote => Zahl::prozent(found.automatisch, found.entschieden),
        _ => found.median.map(|hours| Zahl::hundertstel((hours.0 * 100 + 12).div_euclid(24))),
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{Kennzahl, Richtung, Wert};
    use jiff::civil::date;

    fn known(messung: Messung, days: &[Date]) -> Verlauf {
        let wert = |day: &Date| Wert { tag: *day, wert: None, quelle: None, gemessen: true };
        Verlauf {
            id: KennzahlId(uuid::Uuid::nil()),
            kennzahl: Kennzahl {
                name: "n".into(),
                beschreibung: String::new(),
                einheit: "e".into(),
                richtung: Richtung::Mehr,
                element: None,
                ziel: None,
                quelle: Quelle::Gemessen(messung),
                leistung: None,
            },
            werte: days.iter().map(wert).collect(),
            ende: None,
            berichtigungen: Vec::new(),
        }
    }

    #[test]
    fn a_month_is_measured_when_it_is_over_and_once() {
        let today = date(2026, 11, 30);
        let all = due(&known(Messung::Bearbeitungszeit, &[]), Messung::Bearbeitungszeit, today);
        assert_eq!((all.len(), all[0], all[11]), (12, date(2025, 11, 30), date(2026, 10, 31)));
        let rest = due(&known(Messung::Bearbeitungszeit, &all[..11]), Messung::Bearbeitungszeit, today);
        assert_eq!(rest, [date(2026, 10, 31)]);
        // On the last day of a long month nothing is left out.
        let march = due(&known(Messung::Automationsquote, &[]), Messung::Automationsquote, date(2026, 3, 31));
        assert_eq!(march[11], date(2026, 2, 28));
    }

    #[test]
    fn a_day_is_measured_once_in_its_month() {
        let today = date(2026, 11, 30);
        let of = |days: &[Date]| due(&known(Messung::Abdeckung, days), Messung::Abdeckung, today);
        assert_eq!(of(&[date(2026, 10, 31)]), [today]);
        assert_eq!(of(&[date(2026, 11, 1)]), []);
    }
}

//! Figures of an office: what came in, what was decided and how long it took, what still waits.
//!
//! | figure | what is counted |
//! | --- | --- |
//! | received | Antraege by the moment of their receipt |
//! | decided | Antraege by the moment of the decision; *automatic* are those without any hand of a person (§ 35a VwVfG) |
//! | withdrawn | Antraege by the moment at which that ended their Vorgang |
//! | objections | Widersprueche by the moment of their receipt; their share is that of the decisions of the same time |
//! | time to the decision | from receipt to decision in whole hours; the median is the time within which half of them were decided, beside it that of nine in ten |
//! | open | Antraege that are neither decided nor ended, now, by days since their receipt |
//!
//! Who gives out work sees the figures of the cases that they may read; a single Akte looked into for a reason is not
//! among them.

use crate::{Result, tables, tables::statistics::Asked};
use identity::{Permission, Scope, Sight};
use jiff::{ToSpan, civil::Date};
use std::collections::BTreeMap;
use store::{At, Executor, Store};

/// Longest period, in parts of calendar months: five years and a month that is cut on both sides.
const MOST_MONTHS: usize = 61;

/// No case is older.
const FIRST_YEAR: i16 = 2000;

/// Days to look at, the first and the last included.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Period {
    from: Date,
    to: Date,
}

/// Why there are no figures for these days.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum BadPeriod {
    /// It ends before it begins.
    #[error("the period ends before it begins")]
    Reversed,
    /// Longer than five years.
    #[error("the period is longer than five years")]
    TooLong,
    /// Before there were cases.
    #[error("the period begins before the year {FIRST_YEAR}")]
    TooEarly,
    /// What has not happened yet has no figures.
    #[error("the period ends in the future")]
    Future,
}

impl Period {
    /// A period that is over on the day `today`, or ends with it.
    ///
    /// # Errors
    /// [`BadPeriod`].
    pub fn new(from: Date, to: Date, today: Date) -> Result<Self, BadPeriod> {
        let period = Self { from, to };
        if from.year() < FIRST_YEAR {
            Err(BadPeriod::TooEarly)
        } else if to < from {
            Err(BadPeriod::Reversed)
        } else if to > today {
            Err(BadPeriod::Future)
        } else if period.months().len() > MOST_MONTHS {
            Err(BadPeriod::TooLong)
        } else {
            Ok(period)
        }
    }

    /// The first day.
    #[must_use]
    pub const fn from(self) -> Date {
        self.from
    }

    /// The last day.
    #[must_use]
    pub const fn to(self) -> Date {
        self.to
    }

    /// Its calendar months, the first and the last perhaps only in part: first and last day of each. Of a period that is
    /// too long only as many as tell so.
    #[must_use]
    pub fn months(self) -> Vec<(Date, Date)> {
        let mut months = Vec::new();
        let mut first = self.from;
        while first <= self.to && months.len() <= MOST_MONTHS {
            months.push((first, first.last_of_month().min(self.to)));
            match first.last_of_month().tomorrow() {
                Ok(next) => first = next,
                Err(_) => break,
            }
        }
        months
    }
}

/// A time in whole hours, rounded down.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Hours(pub i64);

impl Hours {
    /// The same in days.
    #[must_use]
    pub fn days(self) -> f64 {
        self.0 as f64 / 24.0
    }
}

/// Figures of a period, a part of it or a service.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Figures {
    /// Antraege received.
    pub eingegangen: i64,
    /// Antraege decided.
    pub entschieden: i64,
    /// Those of them decided without a person.
    pub automatisch: i64,
    /// Antraege withdrawn.
    pub zurueckgenommen: i64,
    /// Widersprueche received.
    pub widersprueche: i64,
    /// Within which time half of the decisions were made; `None` without a decision.
    pub median: Option<Hours>,
    /// Within which time nine of ten were.
    pub neun_von_zehn: Option<Hours>,
}

impl Figures {
    /// Decisions without a person, in percent of all; `None` without a decision.
    #[must_use]
    pub fn automation(&self) -> Option<f64> {
        percent(self.automatisch, self.entschieden)
    }

    /// Widersprueche in percent of the decisions; `None` without a decision.
    #[must_use]
    pub fn objections(&self) -> Option<f64> {
        percent(self.widersprueche, self.entschieden)
    }

    /// Whether nothing happened.
    #[must_use]
    pub const fn is_empty(&self) -> bool {
        self.eingegangen + self.entschieden + self.zurueckgenommen + self.widersprueche == 0
    }

    const fn take_decisions(&mut self, found: &tables::statistics::Decided) {
        self.entschieden = found.count;
        self.automatisch = found.automatisch;
        self.median = Some(Hours(found.half));
        self.neun_von_zehn = Some(Hours(found.nine_of_ten));
    }
}

fn percent(part: i64, of: i64) -> Option<f64> {
    (of > 0).then(|| 100.0 * part as f64 / of as f64)
}

/// What is not decided, by the days since its receipt.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, sqlx::FromRow)]
pub struct Offen {
    /// All open Antraege.
    pub gesamt: i64,
    /// Those of up to 7 days.
    pub woche: i64,
    /// Of 8 to 30 days.
    pub monat: i64,
    /// Of 31 to 90 days.
    pub quartal: i64,
    /// Older ones.
    pub aelter: i64,
    /// Beside them: open Widersprueche.
    pub widersprueche: i64,
}

impl Offen {
    const fn add(&mut self, other: &Self) {
        self.gesamt += other.gesamt;
        self.woche += other.woche;
        self.monat += other.monat;
        self.quartal += other.quartal;
        self.aelter += other.aelter;
        self.widersprueche += other.widersprueche;
    }
}

/// Figures of a service.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OfService {
    /// Id of the package.
    pub dienst: String,
    /// Its name.
    pub titel: String,
    /// In the period.
    pub figures: Figures,
    /// Now.
    pub offen: Offen,
}

/// Figures of a calendar month, or of the part of it that lies in the period.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OfMonth {
    /// The first day.
    pub from: Date,
    /// The last day.
    pub to: Date,
    /// In that time.
    pub figures: Figures,
}

/// The figures of a period.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Statistics {
    /// All together.
    pub total: Figures,
    /// What is open now.
    pub offen: Offen,
    /// By service, in the order of their names.
    pub dienste: Vec<OfService>,
    /// By month, in their order.
    pub months: Vec<OfMonth>,
}

/// The services of which there are cases, for whoever gives out work: id of the package and name, in the order of names.
///
/// # Errors
/// [`identity::Denied`] without the permission to assign work.
pub async fn services(on: &mut impl Executor, scope: &Scope) -> Result<Vec<(String, String)>> {
    Ok(tables::statistics::services(on, &sight(scope)?).await?)
}

/// The figures of a period, of all services or of one; what is open is that of the day `today`.
///
/// # Errors
/// [`identity::Denied`] without the permission to assign work.
pub async fn statistics(
    on: &mut impl Executor,
    scope: &Scope,
    period: Period,
    dienst: Option<&str>,
    today: Date,
) -> Result<Statistics> {
    let sight = sight(scope)?;
    let months = period.months();
    let bounds = bounds(&months);
    let asked = Asked { sight: &sight, bounds: &bounds, dienst };
    let of_month = |(from, to)| OfMonth { from, to, figures: Figures::default() };
    let mut sums = Sums {
        total: Figures::default(),
        dienste: BTreeMap::new(),
        months: months.into_iter().map(of_month).collect(),
    };
    for row in tables::statistics::received(on, &asked).await? {
        sums.each(&row.package, row.part, |figures| {
            figures.eingegangen += row.antraege;
            figures.widersprueche += row.widersprueche;
        });
    }
    for row in tables::statistics::withdrawn(on, &asked).await? {
        sums.each(&row.package, row.part, |figures| figures.zurueckgenommen += row.count);
    }
    for row in tables::statistics::decided(on, &asked).await? {
        sums.decisions(&row);
    }
    let open: BTreeMap<String, Offen> =
        tables::statistics::open(on, &asked, today).await?.into_iter().collect();
    let mut offen = Offen::default();
    open.values().for_each(|some| offen.add(some));
    let names = tables::statistics::services(on, &sight).await?;
    let dienste = names.into_iter().filter_map(|(dienst, titel)| {
        let (figures, offen) = (sums.dienste.remove(&dienst), open.get(&dienst).copied());
        let is_there = figures.is_some() || offen.is_some();
        let (figures, offen) = (figures.unwrap_or_default(), offen.unwrap_or_default());
        is_there.then_some(OfService { dienst, titel, figures, offen })
    });
    let dienste = dienste.collect();
    Ok(Statistics { total: sums.total, offen, dienste, months: sums.months })
}

/// The same figures to take out of the house: who took which is recorded in the stream of the Behoerde.
///
/// # Errors
/// [`identity::Denied`] without the permission to assign work.
pub async fn export_statistics(
    store: &Store,
    scope: &Scope,
    period: Period,
    dienst: Option<&str>,
    today: Date,
) -> Result<Statistics> {
    let found = statistics(&mut store.reader(), scope, period, dienst, today).await?;
    let mut filter = format!("days={}..{}", period.from, period.to);
    if let Some(dienst) = dienst {
        filter += &format!(" dienst={dienst}");
    }
    let lines = 1 + found.dienste.len() + found.months.len();
    let mut tx = store.begin().await?;
    identity::note_export(&mut tx, scope, "statistics", &filter, lines as u64).await?;
    tx.commit().await?;
    Ok(found)
}

/// Decisions of all Behoerden.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Everywhere {
    /// Antraege decided.
    pub entschieden: i64,
    /// Those of them decided without a person.
    pub automatisch: i64,
    /// Within which time half of the decisions were made; `None` without a decision.
    pub median: Option<Hours>,
}

/// The decisions of all Behoerden from one day to another, both included: figures of the whole installation, of which no
/// Behoerde and no person can be told.
///
/// # Errors
/// [`identity::Denied`] for everybody but the program itself.
pub async fn decided_everywhere(
    on: &mut impl Executor,
    scope: &Scope,
    from: Date,
    to: Date,
) -> Result<Everywhere> {
    scope.house()?;
    let bounds = bounds(&[(from, to)]);
    let distribution = tables::statistics::distribution(on, bounds[0], bounds[1]).await?;
    let mut found = Everywhere::default();
    for (_, count, automatisch) in &distribution {
        found.entschieden += count;
        found.automatisch += automatisch;
    }
    let mut so_far = 0;
    found.median = distribution.iter().find_map(|(hours, count, _)| {
        so_far += count;
        (so_far * 2 >= found.entschieden).then_some(Hours(*hours))
    });
    Ok(found)
}

fn sight(scope: &Scope) -> Result<Sight> {
    scope.staff(Permission::AssignCases)?;
    Ok(Sight::of(scope)?.1.of_duties())
}

/// Where the months begin, and where the last one ends.
fn bounds(months: &[(Date, Date)]) -> Vec<At> {
    let last = months.last().map(|(_, to)| to.saturating_add(1.day()));
    let days = months.iter().map(|(from, _)| *from).chain(last);
    days.map(|day| At::from(store::start_of_day_in_germany(day))).collect()
}

/// Figures being put together.
struct Sums {
    total: Figures,
    dienste: BTreeMap<String, Figures>,
    months: Vec<OfMonth>,
}

impl Sums {
    /// What was counted of a service in a month goes to all three.
    fn each(&mut self, dienst: &str, month: i64, add: impl Fn(&mut Figures)) {
        add(&mut self.total);
        add(self.dienste.entry(dienst.to_owned()).or_default());
        self.month(month).into_iter().for_each(add);
    }

    /// Percentiles cannot be added up: each kind has its own.
    fn decisions(&mut self, found: &tables::statistics::Decided) {
        let figures = match (&found.package, found.part) {
            (Some(dienst), _) => Some(self.dienste.entry(dienst.clone()).or_default()),
            (None, Some(month)) => self.month(month),
            (None, None) => Some(&mut self.total),
        };
        figures.into_iter().for_each(|figures| figures.take_decisions(found));
    }

    fn month(&mut self, number: i64) -> Option<&mut Figures> {
        let month = usize::try_from(number).ok().and_then(|number| self.months.get_mut(number));
        month.map(|month| &mut month.figures)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    const TODAY: Date = date(2026, 11, 29);

    #[test]
    fn a_period_has_calendar_months_and_parts_of_them() {
        let period = Period::new(date(2026, 1, 15), date(2026, 3, 2), TODAY).unwrap();
        assert_eq!(
            period.months(),
            [
                (date(2026, 1, 15), date(2026, 1, 31)),
                (date(2026, 2, 1), date(2026, 2, 28)),
                (date(2026, 3, 1), date(2026, 3, 2))
            ]
        );
        let day = Period::new(TODAY, TODAY, TODAY).unwrap();
        assert_eq!(day.months(), [(TODAY, TODAY)]);
    }

    #[test]
    fn what_is_no_period_is_refused() {
        for (from, to, why) in [
            (date(2026, 3, 1), date(2026, 2, 28), BadPeriod::Reversed),
            (date(2026, 3, 1), date(2026, 11, 30), BadPeriod::Future),
            (date(1999, 12, 31), date(2000, 3, 1), BadPeriod::TooEarly),
            (date(-9999, 1, 1), date(9999, 12, 31), BadPeriod::TooEarly),
            (date(2027, 1, 1), date(9999, 12, 31), BadPeriod::Future),
            (date(2021, 10, 31), TODAY, BadPeriod::TooLong),
        ] {
            assert_eq!(Period::new(from, to, TODAY), Err(why), "{from} to {to}");
        }
        assert!(Period::new(date(2021, 11, 30), TODAY, TODAY).is_ok());
    }

    #[test]
    fn shares_of_nothing_are_none() {
        assert_eq!(Figures::default().automation(), None);
        let figures = Figures { entschieden: 8, automatisch: 2, widersprueche: 1, ..Figures::default() };
        assert_eq!((figures.automation(), figures.objections()), (Some(25.0), Some(12.5)));
    }
}

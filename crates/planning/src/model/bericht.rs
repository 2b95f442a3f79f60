//! Progress reports: twice a year, or as often as the calendar says, each lead reports on its measures.

use super::{Error, Feld, MAX_TEXT, MAX_TITEL, kept};
use identity::{AccountId, BehoerdeId};
use jiff::{Timestamp, ToSpan, civil::Date};
use plans::{GeplanterAbschluss, Id, Projektstatus};
use serde::{Deserialize, Serialize};

/// A day of every year.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct MonatUndTag {
    /// From 1 to 12.
    pub monat: i8,
    /// From 1 to 31; a day that a month does not have is its last.
    pub tag: i8,
}

impl MonatUndTag {
    /// The day of a year.
    #[must_use]
    pub fn of(self, jahr: i16) -> Option<Date> {
        let first = Date::new(jahr, self.monat, 1).ok()?;
        first.with().day(self.tag.clamp(1, first.days_in_month())).build().ok()
    }
}

/// When reports are due.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Berichtskalender {
    /// The days that a report is about.
    pub stichtage: Vec<MonatUndTag>,
    /// So many days later it is due.
    pub frist_tage: i16,
}

impl Default for Berichtskalender {
    /// Twice a year, four weeks each.
    fn default() -> Self {
        let days = [(3, 31), (9, 30)];
        Self { stichtage: days.map(|(monat, tag)| MonatUndTag { monat, tag }).to_vec(), frist_tage: 28 }
    }
}

impl Berichtskalender {
    /// As it is kept.
    ///
    /// # Errors
    /// [`Error::Angabe`] for days that cannot be, none or more than twelve, or a time of less than a week or more than
    /// half a year.
    pub fn checked(mut self) -> Result<Self, Error> {
        self.stichtage.sort();
        self.stichtage.dedup();
        let days = self.stichtage.iter().all(|day| (1..=31).contains(&day.tag) && day.of(2000).is_some());
        let fits = days && (1..=12).contains(&self.stichtage.len()) && (7..=180).contains(&self.frist_tage);
        if fits { Ok(self) } else { Err(Error::Angabe(Feld::Tag)) }
    }

    /// The first Stichtag after a day.
    #[must_use]
    pub fn after(&self, day: Date) -> Option<Date> {
        let years = [Some(day.year()), day.year().checked_add(1)];
        let all = years
            .into_iter()
            .flatten()
            .flat_map(|year| self.stichtage.iter().filter_map(move |one| one.of(year)));
        all.filter(|found| *found > day).min()
    }

    /// The last day on which the report about a Stichtag is in time.
    #[must_use]
    pub fn bis(&self, stichtag: Date) -> Date {
        stichtag.saturating_add(i64::from(self.frist_tage).days())
    }
}

/// Who is to report on what.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Umfang {
    /// The measure.
    pub massnahme: Id,
    /// Its title at that time.
    pub titel: String,
    /// Its number then.
    pub nummer: Option<String>,
    /// Who reports.
    pub behoerde: BehoerdeId,
}

/// A round of reports.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Runde {
    /// The day that the reports are about.
    pub stichtag: Date,
    /// The last day on which they are in time.
    pub bis: Date,
    /// How many measures are to be reported on.
    pub massnahmen: i64,
    /// How many reports there are.
    pub berichte: i64,
    /// How many of them everybody may read.
    pub freigegeben: i64,
}

/// A report on a measure.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Bericht {
    /// How the measure stands.
    pub status: Projektstatus,
    /// When it is to be completed, as plans write it.
    pub abschluss: String,
    /// What was done, what comes next, what hinders it.
    pub text: String,
}

impl Bericht {
    /// As it is kept.
    ///
    /// # Errors
    /// [`Error::Angabe`].
    pub fn checked(mut self) -> Result<Self, Error> {
        self.abschluss = kept(&self.abschluss, MAX_TITEL, true).ok_or(Error::Angabe(Feld::Abschluss))?;
        if !GeplanterAbschluss::read(&self.abschluss, 0).is_read() {
            return Err(Error::Angabe(Feld::Abschluss));
        }
        self.text = kept(&self.text, MAX_TEXT, true).ok_or(Error::Angabe(Feld::Text))?;
        Ok(self)
    }
}

/// A measure on which a report is due or there.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Offen {
    /// The day that the report is about.
    pub stichtag: Date,
    /// The last day on which it is in time.
    pub bis: Date,
    /// What it is about, and who reports.
    pub umfang: Umfang,
    /// Short name of who reports.
    pub kurz: String,
    /// The report, once it is there, when it came and from whom.
    pub bericht: Option<(Bericht, Timestamp, Option<AccountId>)>,
    /// When everybody was let read it.
    pub freigegeben_at: Option<Timestamp>,
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> Date {
        text.parse().unwrap()
    }

    #[test]
    fn reports_are_due_twice_a_year() {
        let calendar = Berichtskalender::default().checked().unwrap();
        assert_eq!(calendar.after(day("2026-11-30")), Some(day("2027-03-31")));
        assert_eq!(calendar.after(day("2027-03-31")), Some(day("2027-09-30")));
        assert_eq!(calendar.after(day("2027-03-30")), Some(day("2027-03-31")));
        assert_eq!(calendar.bis(day("2027-03-31")), day("2027-04-28"));
    }

    #[test]
    fn a_day_that_a_month_does_not_have_is_its_last() {
        let last = MonatUndTag { monat: 2, tag: 31 };
        assert_eq!((last.of(2027), last.of(2028)), (Some(day("2027-02-28")), Some(day("2028-02-29"))));
    }

    #[test]
    fn calendars_that_cannot_be_are_refused() {
        let with = |stichtage: &[(i8, i8)], frist_tage| {
            let stichtage = stichtage.iter().map(|(monat, tag)| MonatUndTag { monat: *monat, tag: *tag });
            Berichtskalender { stichtage: stichtage.collect(), frist_tage }.checked().is_ok()
        };
        assert!(with(&[(6, 30)], 14) && !with(&[], 14) && !with(&[(13, 1)], 14) && !with(&[(6, 0)], 14));
        assert!(!with(&[(6, 30)], 6) && !with(&[(6, 30)], 181));
    }
}

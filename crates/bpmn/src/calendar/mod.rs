//! When people work: hours of the week less holidays, in Europe/Berlin. Durations of working time run only
//! then.

mod hours;

pub(crate) use hours::{Hours, MAX_SPAN_MS};

use jiff::civil::{Date, Time};
use serde::{Deserialize, Serialize};

/// Working hours of a week, and days without work.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Calendar {
    /// Empty: around the clock on all days but the holidays. Rows may overlap.
    pub working_hours: Vec<WorkingHours>,
    /// Days on which nobody works, such as `2026-10-03`.
    pub holidays: Vec<Date>,
}

/// Hours on some days of the week.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct WorkingHours {
    /// The days.
    pub days: Vec<Weekday>,
    /// When work begins, such as `08:00`.
    pub from: Time,
    /// When it ends, later on the same day; `00:00` is the midnight at which the day ends. A night shift is
    /// two rows.
    pub to: Time,
}

/// A day of the week.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
#[expect(missing_docs, reason = "the names are those of the days")]
pub enum Weekday {
    Monday,
    Tuesday,
    Wednesday,
    Thursday,
    Friday,
    Saturday,
    Sunday,
}

impl Weekday {
    /// Monday to Friday.
    pub const WORKDAYS: [Self; 5] =
        [Self::Monday, Self::Tuesday, Self::Wednesday, Self::Thursday, Self::Friday];

    /// Monday to Sunday.
    pub const ALL: [Self; 7] = [
        Self::Monday,
        Self::Tuesday,
        Self::Wednesday,
        Self::Thursday,
        Self::Friday,
        Self::Saturday,
        Self::Sunday,
    ];
}

impl Calendar {
    /// The same hours from Monday to Friday.
    pub fn workdays(from: Time, to: Time) -> Self {
        let days = Weekday::WORKDAYS.to_vec();
        Self { working_hours: vec![WorkingHours { days, from, to }], holidays: Vec::new() }
    }

    /// What is wrong with it, one sentence each.
    pub(crate) fn problems(&self) -> Vec<String> {
        let mut problems = Vec::new();
        for row in &self.working_hours {
            if row.days.is_empty() {
                problems.push(format!("the working hours from {} to {} name no day", row.from, row.to));
            }
            if row.to <= row.from && row.to != Time::midnight() {
                problems.push(format!(
                    "the working hours from {} to {} end before they begin; write a night shift as two rows",
                    row.from, row.to
                ));
            }
        }
        problems
    }
}

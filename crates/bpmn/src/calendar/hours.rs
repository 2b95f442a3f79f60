//! Arithmetic with working time: a table of the times at which work goes on, made as far as it is asked for,
//! so that every question is a binary search and the change to and from summer time is exact.

use jiff::civil::{Date, Time};
use jiff::tz::TimeZone;
use jiff::{Timestamp, ToSpan};

use super::{Calendar, Weekday};
use crate::process::timer::zone;

/// Days that a table spans at most. Hostile dates must not fill the memory.
const MAX_DAYS: usize = 200 * 366;
const DAY_MS: i64 = 24 * 60 * 60 * 1000;
/// The same in milliseconds.
pub(crate) const MAX_SPAN_MS: i64 = MAX_DAYS as i64 * DAY_MS;

/// The hours of a calendar from a certain time on. All times are milliseconds since 1970 in UTC.
#[derive(Debug, Clone)]
pub(crate) struct Hours {
    /// From Monday; sorted, without overlaps. A midnight that ends the day is none.
    week: [Vec<(Time, Option<Time>)>; 7],
    holidays: Vec<Date>,
    zone: TimeZone,
    open: Vec<Interval>,
    /// The first day that is not in the table; none when the table is complete.
    next: Option<Date>,
    days: usize,
}

/// Work goes on from `from` to before `to`; `before` milliseconds of work lie before it.
#[derive(Debug, Clone, Copy)]
struct Interval {
    from: i64,
    to: i64,
    before: i64,
}

impl Hours {
    /// Reckons from the day of `start` on; before it nobody works.
    pub(crate) fn new(calendar: &Calendar, start: i64) -> Self {
        let mut holidays = calendar.holidays.clone();
        holidays.sort_unstable();
        holidays.dedup();
        let zone = zone();
        let around_the_clock = calendar.working_hours.is_empty();
        let mut hours = Self {
            week: week(calendar),
            zone: zone.clone(),
            open: Vec::new(),
            next: Timestamp::from_millisecond(start).ok().map(|start| start.to_zoned(zone).date()),
            days: 0,
            holidays,
        };
        if around_the_clock && hours.holidays.is_empty() {
            let to = start.saturating_add(MAX_SPAN_MS);
            hours.open.push(Interval { from: start, to, before: 0 });
            hours.next = None;
        }
        hours
    }

    /// The working time of a week without holidays, in milliseconds.
    pub(crate) fn week_ms(&self) -> i64 {
        self.week.iter().flatten().map(|(from, to)| length(*from, *to)).sum()
    }

    /// The working time of a working day, on average over the week; 0 where nobody ever works.
    pub(crate) fn day_ms(&self) -> i64 {
        let days = self.week.iter().filter(|day| !day.is_empty()).count();
        i64::try_from(days).ok().filter(|days| *days > 0).map_or(0, |days| self.week_ms() / days)
    }

    /// Whether work goes on at a time.
    pub(crate) fn is_open(&mut self, at: i64) -> bool {
        self.cover(at);
        self.last_begun(at).is_some_and(|interval| at < interval.to)
    }

    /// The next time from `at` on at which work goes on; none within the years of the table.
    pub(crate) fn next_open(&mut self, at: i64) -> Option<i64> {
        loop {
            let next = self.open.partition_point(|interval| interval.to <= at);
            if let Some(interval) = self.open.get(next) {
                return Some(interval.from.max(at));
            }
            self.extend()?;
        }
    }

    /// When work of a length is done that begins at `start`; none where it is never done.
    pub(crate) fn finish(&mut self, start: i64, work_ms: i64) -> Option<i64> {
        let start = self.next_open(start)?;
        let done = self.until(start).checked_add(work_ms.max(0))?;
        loop {
            let at =
                self.open.partition_point(|interval| interval.before + (interval.to - interval.from) < done);
            if let Some(interval) = self.open.get(at) {
                return Some((interval.from + (done - interval.before)).max(start));
            }
            self.extend()?;
        }
    }

    /// The working time between two times, in milliseconds; 0 where they are out of order.
    pub(crate) fn between(&mut self, from: i64, to: i64) -> i64 {
        self.cover(to);
        (self.until(to) - self.until(from)).max(0)
    }

    /// Days with work from the start on, as the times at which they begin and end.
    pub(crate) fn working_days(&self, start: i64) -> impl Iterator<Item = (i64, i64)> + use<> {
        let mut hours = self.clone();
        let first = Timestamp::from_millisecond(start).ok().map(|start| start.to_zoned(zone()).date());
        std::iter::successors(first, |day| day.tomorrow().ok())
            .take(MAX_DAYS)
            .map_while(move |day| {
                let begin = at(day, Time::midnight(), &hours.zone)?;
                let end = at(day.tomorrow().ok()?, Time::midnight(), &hours.zone)?;
                Some((begin, end, hours.between(begin, end) > 0))
            })
            .filter_map(|(begin, end, works)| works.then_some((begin, end)))
    }

    fn last_begun(&self, at: i64) -> Option<&Interval> {
        let begun = self.open.partition_point(|interval| interval.from <= at);
        self.open.get(begun.checked_sub(1)?)
    }

    /// The working time before a time that the table covers.
    fn until(&self, at: i64) -> i64 {
        self.last_begun(at).map_or(0, |interval| interval.before + at.min(interval.to) - interval.from)
    }

    fn cover(&mut self, at: i64) {
        while self.open.last().is_none_or(|last| last.to <= at) && self.extend().is_some() {}
    }

    /// Adds the next days to the table; none at its end.
    fn extend(&mut self) -> Option<()> {
        let mut day = self.next?;
        for _ in 0..7 {
            if self.holidays.binary_search(&day).is_err() {
                self.add(day);
            }
            self.days += 1;
            match day.checked_add(1.day()).ok().filter(|_| self.days < MAX_DAYS) {
                Some(next) => day = next,
                None => {
                    self.next = None;
                    return Some(());
                }
            }
        }
        self.next = Some(day);
        Some(())
    }

    fn add(&mut self, day: Date) {
        let of_week = usize::from(day.weekday().to_monday_zero_offset().unsigned_abs());
        for (from, to) in &self.week[of_week] {
            let ends = match to {
                Some(to) => at(day, *to, &self.zone),
                None => day.tomorrow().ok().and_then(|next| at(next, Time::midnight(), &self.zone)),
            };
            let (Some(from), Some(to)) = (at(day, *from, &self.zone), ends) else { continue };
            if from < to {
                let before = self.open.last().map_or(0, |last| last.before + (last.to - last.from));
                self.open.push(Interval { from, to, before });
            }
        }
    }
}

/// A local time that a change of the clock skips counts as the time just after the change.
fn at(day: Date, time: Time, zone: &TimeZone) -> Option<i64> {
    Some(zone.to_timestamp(day.to_datetime(time)).ok()?.as_millisecond())
}

fn length(from: Time, to: Option<Time>) -> i64 {
    let ms = |time: Time| time.duration_since(Time::midnight()).as_millis();
    i64::try_from(to.map_or(i128::from(DAY_MS), ms) - ms(from)).unwrap_or(0)
}

fn week(calendar: &Calendar) -> [Vec<(Time, Option<Time>)>; 7] {
    if calendar.working_hours.is_empty() {
        return std::array::from_fn(|_| vec![(Time::midnight(), None)]);
    }
    Weekday::ALL.map(|day| {
        let rows = calendar.working_hours.iter().filter(|row| row.days.contains(&day));
        let mut rows: Vec<_> =
            rows.map(|row| (row.from, (row.to != Time::midnight()).then_some(row.to))).collect();
        rows.sort_unstable_by_key(|(from, _)| *from);
        let mut merged: Vec<(Time, Option<Time>)> = Vec::with_capacity(rows.len());
        for (from, to) in rows {
            match merged.last_mut() {
                Some((_, end)) if end.is_none_or(|end| from <= end) => {
                    *end = end.and_then(|end| Some(end.max(to?)));
                }
                _ => merged.push((from, to)),
            }
        }
        merged
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::calendar::WorkingHours;

    fn ms(text: &str) -> i64 {
        text.parse::<Timestamp>().unwrap().as_millisecond()
    }

    fn time(text: &str) -> Time {
        text.parse().unwrap()
    }

    const HOUR: i64 = 3_600_000;

    #[test]
    fn work_pauses_at_night_over_the_week_end_and_on_holidays() {
        let mut calendar = Calendar::workdays(time("08:00"), time("16:00"));
        calendar.holidays = vec!["2026-04-03".parse().unwrap(), "2026-04-06".parse().unwrap()];
        // Thursday before Easter at 15:00, summer time.
        let mut hours = Hours::new(&calendar, ms("2026-04-02T13:00:00Z"));
        let end = hours.finish(ms("2026-04-02T13:00:00Z"), 2 * HOUR).unwrap();
        assert_eq!(end, ms("2026-04-07T07:00:00Z"), "Tuesday after Easter at 09:00");
        assert_eq!(hours.between(ms("2026-04-02T13:00:00Z"), end), 2 * HOUR);
        assert!(!hours.is_open(ms("2026-04-02T14:00:00Z")), "16:00 is closed already");
        assert_eq!(hours.next_open(ms("2026-04-02T14:00:00Z")), Some(ms("2026-04-07T06:00:00Z")));
        assert_eq!((hours.day_ms(), hours.week_ms()), (8 * HOUR, 40 * HOUR));
        assert_eq!(hours.finish(ms("2026-04-02T13:00:00Z"), HOUR).unwrap(), ms("2026-04-02T14:00:00Z"));
    }

    #[test]
    fn rows_that_overlap_count_once_and_a_day_can_end_at_midnight() {
        let row = |from, to| WorkingHours { days: vec![Weekday::Monday], from: time(from), to: time(to) };
        let calendar = Calendar {
            working_hours: vec![row("20:00", "00:00"), row("08:00", "12:00"), row("10:00", "13:00")],
            holidays: vec![],
        };
        let mut hours = Hours::new(&calendar, ms("2026-01-05T00:00:00Z"));
        assert_eq!(hours.day_ms(), 9 * HOUR);
        assert_eq!(hours.between(ms("2026-01-05T00:00:00Z"), ms("2026-01-12T00:00:00Z")), 9 * HOUR);
        assert_eq!(hours.finish(ms("2026-01-05T22:00:00Z"), 2 * HOUR), Some(ms("2026-01-12T08:00:00Z")));
    }

    #[test]
    fn days_with_a_change_of_the_clock_have_23_and_25_hours() {
        let calendar = Calendar { holidays: vec!["2026-01-01".parse().unwrap()], ..Calendar::default() };
        let mut hours = Hours::new(&calendar, ms("2026-01-01T00:00:00Z"));
        assert_eq!(hours.between(ms("2026-03-28T23:00:00Z"), ms("2026-03-29T22:00:00Z")), 23 * HOUR);
        assert_eq!(hours.between(ms("2026-10-24T22:00:00Z"), ms("2026-10-25T23:00:00Z")), 25 * HOUR);
    }

    #[test]
    fn nobody_working_is_an_end_and_no_endless_search() {
        let none = Calendar {
            working_hours: vec![WorkingHours { days: vec![], from: time("08:00"), to: time("09:00") }],
            holidays: vec![],
        };
        assert_eq!(Hours::new(&none, 0).next_open(0), None);
        assert_eq!(Hours::new(&none, 0).finish(0, 1), None);
        let mut always = Hours::new(&Calendar::default(), 0);
        assert_eq!(always.finish(5, i64::MAX), None);
        assert_eq!(always.finish(5, 7), Some(12));
    }
}

//! Dates, times and durations (10.3.4.1, 10.3.4.7, 10.3.4.11).

use super::{Builtin, Result, at, builtin, number, out_of_range, single, string, wrong};
use crate::{
    Date, DateTime, DaysTimeDuration, Machine, Number, Time, Value, YearsMonthsDuration, Zone, error::Fault,
    operators::midnight,
};

pub(super) static TABLE: &[Builtin] = &[
    builtin("date", &[&["from"], &["year", "month", "day"]], |_, a| date(a)),
    builtin("time", &[&["from"], &["hour", "minute", "second", "offset?"]], |_, a| time(a)),
    builtin(
        "date and time",
        &[&["from"], &["date", "time"], &["year", "month", "day", "hour", "minute", "second", "offset?"]],
        |_, a| date_time(a),
    ),
    builtin("duration", &[&["from"]], |_, a| duration(a)),
    builtin("years and months duration", &[&["from", "to"]], |_, a| between(a)),
    builtin("day of year", &[&["date"]], |_, a| Ok(u32::from(day(a)?.day_of_year()).into())),
    builtin("day of week", &[&["date"]], |_, a| {
        const DAYS: [&str; 7] =
            ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"];
        Ok(DAYS[usize::from(day(a)?.weekday()) - 1].into())
    }),
    builtin("month of year", &[&["date"]], |_, a| {
        const MONTHS: [&str; 12] = [
            "January",
            "February",
            "March",
            "April",
            "May",
            "June",
            "July",
            "August",
            "September",
            "October",
            "November",
            "December",
        ];
        Ok(MONTHS[usize::from(day(a)?.month()) - 1].into())
    }),
    builtin("week of year", &[&["date"]], |_, a| Ok(u32::from(day(a)?.week()).into())),
    Builtin {
        name: "now",
        forms: &[&[]],
        run: |machine, _| now(machine).map(Value::from),
        pure: false,
        first: None,
    },
    Builtin {
        name: "today",
        forms: &[&[]],
        run: |machine, _| Ok(now(machine)?.date().into()),
        pure: false,
        first: None,
    },
];

fn now(machine: &Machine) -> Result<DateTime> {
    machine.now().cloned().ok_or_else(|| "this evaluation was given no clock".into())
}

/// A date or the day of a date and time.
fn day(a: &[Value]) -> Result<Date> {
    match single(&a[0]) {
        Value::Date(date) => Ok(*date),
        Value::DateTime(moment) => Ok(moment.date()),
        other => Err(wrong(0, "date", other)),
    }
}

fn fault(error: crate::NotTemporal) -> Fault {
    error.to_string().into()
}

fn date(a: &[Value]) -> Result {
    if a.len() == 3 {
        return ymd(a).map(Value::from);
    }
    match single(&a[0]) {
        Value::String(text) => Ok(text.parse::<Date>().map_err(fault)?.into()),
        _ => day(a).map(Value::from),
    }
}

/// A whole number; a fraction is no part of a date.
fn whole<T: TryFrom<i64>>(a: &[Value], place: usize) -> Result<T> {
    let n = number(a, place)?;
    let wrong = || Fault::from(format!("argument {} must be a whole number in range", place + 1));
    n.to_i64().and_then(|n| T::try_from(n).ok()).ok_or_else(wrong)
}

fn ymd(a: &[Value]) -> Result<Date> {
    Date::new(whole(a, 0)?, whole(a, 1)?, whole(a, 2)?).ok_or_else(|| "there is no such day".into())
}

fn hms(a: &[Value], from: usize) -> Result<Time> {
    let second = number(a, from + 2)?;
    let nanos = second.checked_mul(Number::new(1, 9).ok_or_else(out_of_range)?).ok_or_else(out_of_range)?;
    let nanos = nanos
        .floor()
        .to_i64()
        .filter(|n| *n >= 0)
        .ok_or_else(|| Fault::from("the second is out of range"))?;
    let zone = match at(a, from + 3) {
        Value::Null => None,
        Value::DaysTimeDuration(offset) => {
            let seconds = i32::try_from(offset.nanos() / 1_000_000_000).map_err(|_| out_of_range())?;
            Some(Zone::offset(seconds).ok_or_else(|| Fault::from("the offset is out of range"))?)
        }
        Value::String(name) => {
            let named = Zone::named(name.strip_prefix('@').unwrap_or(name));
            Some(named.ok_or_else(|| Fault::from(format!("there is no time zone '{name}'")))?)
        }
        other => return Err(wrong(from + 3, "duration", other)),
    };
    let (second, nano) = (u8::try_from(nanos / 1_000_000_000), u32::try_from(nanos % 1_000_000_000));
    let (second, nano) = (second.map_err(|_| out_of_range())?, nano.map_err(|_| out_of_range())?);
    Time::new(whole(a, from)?, whole(a, from + 1)?, second, nano, zone)
        .ok_or_else(|| "there is no such time".into())
}

fn time(a: &[Value]) -> Result {
    if a.len() > 1 {
        return hms(a, 0).map(Value::from);
    }
    match single(&a[0]) {
        Value::String(text) => Ok(text.parse::<Time>().map_err(fault)?.into()),
        Value::Time(time) => Ok(time.clone().into()),
        Value::DateTime(moment) => Ok(moment.time().clone().into()),
        Value::Date(date) => Ok(midnight(*date).time().clone().into()),
        other => Err(wrong(0, "string", other)),
    }
}

fn date_time(a: &[Value]) -> Result {
    match a.len() {
        1 => match single(&a[0]) {
            Value::String(text) => Ok(text.parse::<DateTime>().map_err(fault)?.into()),
            Value::DateTime(moment) => Ok(moment.clone().into()),
            Value::Date(date) => Ok(midnight(*date).into()),
            other => Err(wrong(0, "string", other)),
        },
        2 => match single(&a[1]) {
            Value::Time(time) => Ok(DateTime::new(day(a)?, time.clone()).into()),
            other => Err(wrong(1, "time", other)),
        },
        _ => Ok(DateTime::new(ymd(a)?, hms(a, 3)?).into()),
    }
}

fn duration(a: &[Value]) -> Result {
    let text = string(a, 0)?;
    if let Ok(duration) = text.parse::<YearsMonthsDuration>() {
        return Ok(duration.into());
    }
    Ok(text.parse::<DaysTimeDuration>().map_err(fault)?.into())
}

/// Whole months from one day to another, cut off towards zero. Times of day do not count.
fn between(a: &[Value]) -> Result {
    let moment = |place: usize| match single(&a[place]) {
        Value::Date(date) => Ok(*date),
        Value::DateTime(moment) => Ok(moment.date()),
        other => Err(wrong(place, "date", other)),
    };
    let (from, to) = (moment(0)?, moment(1)?);
    let count = |d: Date| i64::from(d.year()) * 12 + i64::from(d.month());
    let mut months = count(to) - count(from);
    if months > 0 && to.day() < from.day() {
        months -= 1;
    } else if months < 0 && to.day() > from.day() {
        months += 1;
    }
    Ok(YearsMonthsDuration::from_months(months).into())
}

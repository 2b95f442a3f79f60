//! Ordered values of one kind as keys, and values between them.

use feel::{Date, DateTime, DaysTimeDuration, Number, Time, Type, Value, YearsMonthsDuration, Zone};
use std::sync::Arc;

const SECOND: i128 = 1_000_000_000;
const DAY: i128 = 86_400 * SECOND;
/// How far the clock of a zone may be from UTC.
const OFFSET: i128 = 14 * 3600 * SECOND;

/// The place of a value among all of its kind.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Key {
    Number(Number),
    Text(Arc<str>),
    /// Days, months, nanoseconds, or false and true.
    Whole(i128),
}

/// Values of one kind. Times with and without a zone cannot be compared, so they are kinds of their own.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Scale {
    /// Null, or anything else: nothing more is known.
    Opaque,
    Boolean,
    Number,
    /// Whole numbers from 0 on.
    Count,
    Text,
    Date,
    Time {
        zoned: bool,
    },
    DateTime {
        zoned: bool,
    },
    Months,
    Nanos,
}

impl Scale {
    /// The scale of a type; `zoned` for types of times.
    pub(super) fn of_type(kind: &Type, zoned: bool) -> Scale {
        match kind {
            Type::Boolean => Scale::Boolean,
            Type::Number => Scale::Number,
            Type::String => Scale::Text,
            Type::Date => Scale::Date,
            Type::Time => Scale::Time { zoned },
            Type::DateTime => Scale::DateTime { zoned },
            Type::YearsMonthsDuration => Scale::Months,
            Type::DaysTimeDuration => Scale::Nanos,
            _ => Scale::Opaque,
        }
    }

    /// The key of a value of this kind.
    pub(super) fn key(self, value: &Value) -> Option<Key> {
        Some(match (self, value) {
            (Scale::Boolean, Value::Boolean(truth)) => Key::Whole(i128::from(*truth)),
            (Scale::Number | Scale::Count, Value::Number(number)) => Key::Number(*number),
            (Scale::Text, Value::String(text)) => Key::Text(text.clone()),
            (Scale::Date, Value::Date(date)) => Key::Whole(date.to_days().into()),
            (Scale::Time { zoned }, Value::Time(time)) if time.zone().is_some() == zoned => {
                let offset = i128::from(time.offset().unwrap_or(0)) * SECOND;
                Key::Whole(i128::from(time.nanosecond_of_day()) - offset)
            }
            (Scale::DateTime { zoned }, Value::DateTime(moment)) if moment.offset().is_some() == zoned => {
                Key::Whole(moment.instant())
            }
            (Scale::Months, Value::YearsMonthsDuration(duration)) => Key::Whole(duration.months().into()),
            (Scale::Nanos, Value::DaysTimeDuration(duration)) => Key::Whole(duration.nanos()),
            _ => return None,
        })
    }

    /// The value of a key; `None` if there is no such value.
    pub(super) fn value(self, key: &Key) -> Option<Value> {
        Some(match (self, key) {
            (Scale::Boolean, Key::Whole(truth)) => Value::Boolean(*truth != 0),
            (Scale::Number, Key::Number(number)) => (*number).into(),
            (Scale::Count, Key::Number(number)) if number.is_integer() && !number.is_negative() => {
                (*number).into()
            }
            (Scale::Text, Key::Text(text)) => text.clone().into(),
            (Scale::Date, Key::Whole(days)) => Date::from_days(i64::try_from(*days).ok()?)?.into(),
            (Scale::Time { zoned }, Key::Whole(nanos)) => time(*nanos, zoned)?.into(),
            (Scale::DateTime { zoned }, Key::Whole(nanos)) => {
                let zone = zoned.then_some(Zone::UTC);
                let epoch = DateTime::new(Date::from_days(0)?, Time::new(0, 0, 0, 0, zone)?);
                epoch.add(DaysTimeDuration::from_nanos(*nanos)?)?.into()
            }
            (Scale::Months, Key::Whole(months)) => {
                YearsMonthsDuration::from_months(i64::try_from(*months).ok()?).into()
            }
            (Scale::Nanos, Key::Whole(nanos)) => DaysTimeDuration::from_nanos(*nanos)?.into(),
            _ => return None,
        })
    }

    /// The keys that `= value` stands for: times are equal to the second (10.3.2.3.4).
    pub(super) fn equal_keys(self, key: &Key) -> (Key, Key) {
        match (self, key) {
            (Scale::Time { .. } | Scale::DateTime { .. }, Key::Whole(nanos)) => {
                let first = nanos.div_euclid(SECOND) * SECOND;
                (Key::Whole(first), Key::Whole(first + SECOND - 1))
            }
            _ => (key.clone(), key.clone()),
        }
    }

    /// A value between two keys that is easy to read; `None` if there is none.
    pub(super) fn between(self, low: Option<&Key>, high: Option<&Key>) -> Option<Value> {
        if self == Scale::Boolean || self == Scale::Opaque {
            return None;
        }
        self.candidates(low, high).into_iter().flatten().find_map(|key| {
            let inside = low.is_none_or(|low| *low < key) && high.is_none_or(|high| key < *high);
            if inside { self.value(&key) } else { None }
        })
    }

    fn candidates(self, low: Option<&Key>, high: Option<&Key>) -> Vec<Option<Key>> {
        match (low, high) {
            (Some(Key::Number(low)), Some(Key::Number(high))) => {
                let middle = low.checked_add(*high).and_then(|sum| sum.checked_div(2.into()));
                numbers([low.floor().checked_add(Number::ONE), middle])
            }
            (Some(Key::Number(low)), _) => {
                numbers([low.floor().checked_add(Number::ONE), tenfold(*low, low.is_negative())])
            }
            (_, Some(Key::Number(high))) => {
                numbers([high.ceiling().checked_sub(Number::ONE), tenfold(*high, !high.is_negative())])
            }
            (Some(Key::Text(low)), _) => {
                // Nothing lies between a text and the same with a zero character after it.
                ["a", "\0"].into_iter().map(|end| Some(Key::Text([low, end].concat().into()))).collect()
            }
            (None, Some(Key::Text(_))) => {
                ["other", "A", " ", ""].into_iter().map(|text| Some(Key::Text(text.into()))).collect()
            }
            (Some(Key::Whole(low)), _) => {
                self.steps().iter().map(|step| low.checked_add(*step).map(Key::Whole)).collect()
            }
            (None, Some(Key::Whole(high))) => {
                self.steps().iter().map(|step| high.checked_sub(*step).map(Key::Whole)).collect()
            }
            (None, None) => vec![Some(self.usual())],
        }
    }

    fn steps(self) -> &'static [i128] {
        match self {
            Scale::Time { .. } | Scale::DateTime { .. } => &[3600 * SECOND, 60 * SECOND, SECOND, 1],
            Scale::Nanos => &[DAY, 3600 * SECOND, SECOND, 1],
            _ => &[1],
        }
    }

    /// Any value.
    fn usual(self) -> Key {
        match self {
            Scale::Number | Scale::Count => Key::Number(Number::ONE),
            Scale::Text => Key::Text("other".into()),
            // 2000-01-01 and noon.
            Scale::Date => Key::Whole(10_957),
            Scale::DateTime { .. } => Key::Whole(10_957 * DAY + DAY / 2),
            Scale::Time { .. } => Key::Whole(DAY / 2),
            Scale::Nanos => Key::Whole(DAY),
            _ => Key::Whole(1),
        }
    }
}

fn numbers(numbers: [Option<Number>; 2]) -> Vec<Option<Key>> {
    numbers.into_iter().map(|number| number.map(Key::Number)).collect()
}

/// Far from numbers so large that adding 1 does not change them.
fn tenfold(number: Number, smaller: bool) -> Option<Number> {
    if smaller { number.checked_div(10.into()) } else { number.checked_mul(10.into()) }
}

/// The time so many nanoseconds after midnight (at UTC if it has a zone).
fn time(nanos: i128, zoned: bool) -> Option<Time> {
    let offset = match nanos {
        _ if !zoned => 0,
        n if n < 0 => OFFSET,
        n if n >= DAY => -OFFSET,
        _ => 0,
    };
    let zone = zoned.then(|| Zone::offset(i32::try_from(offset / SECOND).ok()?)).flatten();
    let local = nanos + offset;
    if !(0..DAY).contains(&local) || zoned != zone.is_some() {
        return None;
    }
    let part = |unit: i128, count: i128| u8::try_from(local / unit % count).ok();
    let fraction = u32::try_from(local % SECOND).ok()?;
    Time::new(part(3600 * SECOND, 24)?, part(60 * SECOND, 60)?, part(SECOND, 60)?, fraction, zone)
}

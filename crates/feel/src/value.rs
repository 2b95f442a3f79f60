//! The values of FEEL (DMN 1.5, 10.3.2.2).

use crate::{
    Context, Date, DateTime, DaysTimeDuration, Function, List, Number, Range, Time, YearsMonthsDuration,
    list::Extent,
};
use std::{cmp::Ordering, sync::Arc};

/// A FEEL value. Cloning is cheap: texts, lists and contexts are shared.
///
/// `==` is equality of values: numbers by value, times by instant, lists in order, contexts by name; values
/// of different kinds are unequal. FEEL's own `=`, which is null for different kinds, is [`Value::equals`].
#[derive(Debug, Default, PartialEq)]
pub enum Value {
    /// Absent, or an error that was recorded as a warning.
    #[default]
    Null,
    /// `true` or `false`.
    Boolean(bool),
    /// A decimal number.
    Number(Number),
    /// A text.
    String(Arc<str>),
    /// A day.
    Date(Date),
    /// A time of day.
    Time(Time),
    /// A day with a time.
    DateTime(DateTime),
    /// Months.
    YearsMonthsDuration(YearsMonthsDuration),
    /// Seconds.
    DaysTimeDuration(DaysTimeDuration),
    /// Values in order.
    List(List),
    /// Names with values.
    Context(Context),
    /// An interval.
    Range(Arc<Range>),
    /// Something to call.
    Function(Function),
}

impl Value {
    /// Whether this is null.
    pub fn is_null(&self) -> bool {
        matches!(self, Value::Null)
    }

    /// The boolean, if it is one.
    pub fn as_bool(&self) -> Option<bool> {
        if let Value::Boolean(b) = self { Some(*b) } else { None }
    }

    /// The number, if it is one.
    pub fn as_number(&self) -> Option<Number> {
        if let Value::Number(n) = self { Some(*n) } else { None }
    }

    /// The text, if it is one.
    pub fn as_str(&self) -> Option<&str> {
        if let Value::String(s) = self { Some(s) } else { None }
    }

    /// The items, if it is a list.
    pub fn as_list(&self) -> Option<&[Value]> {
        if let Value::List(items) = self { Some(items) } else { None }
    }

    /// The entries, if it is a context.
    pub fn as_context(&self) -> Option<&Context> {
        if let Value::Context(context) = self { Some(context) } else { None }
    }

    /// The kind in FEEL's words, for messages.
    pub fn kind(&self) -> &'static str {
        match self {
            Value::Null => "null",
            Value::Boolean(_) => "boolean",
            Value::Number(_) => "number",
            Value::String(_) => "string",
            Value::Date(_) => "date",
            Value::Time(_) => "time",
            Value::DateTime(_) => "date and time",
            Value::YearsMonthsDuration(_) => "years and months duration",
            Value::DaysTimeDuration(_) => "days and time duration",
            Value::List(_) => "list",
            Value::Context(_) => "context",
            Value::Range(_) => "range",
            Value::Function(_) => "function",
        }
    }

    /// FEEL's `=` (10.3.2.7): true, false, or `None` for values of different kinds. Null equals only null.
    pub fn equals(&self, other: &Value) -> Option<bool> {
        use Value as V;
        Some(match (self, other) {
            (V::Null, V::Null) => true,
            (V::Null, _) | (_, V::Null) => false,
            (V::List(a), V::List(b)) => {
                if a.len() != b.len() {
                    return Some(false);
                }
                return all_equal(a.iter().zip(b.iter()));
            }
            (V::Context(a), V::Context(b)) => {
                if a.len() != b.len() {
                    return Some(false);
                }
                let pairs: Option<Vec<_>> = a.iter().map(|(k, v)| Some((v, b.get(k)?))).collect();
                return pairs.map_or(Some(false), all_equal);
            }
            (V::Range(a), V::Range(b)) => a == b,
            (V::Function(a), V::Function(b)) => a == b,
            (V::YearsMonthsDuration(a), V::DaysTimeDuration(b))
            | (V::DaysTimeDuration(b), V::YearsMonthsDuration(a)) => {
                // Only zero is a length that both kinds can express.
                return (a.months() == 0 && b.nanos() == 0).then_some(true);
            }
            // Times are equal to the second (10.3.2.3.4: the value of a time is a number of seconds).
            (V::Time(a), V::Time(b)) => a.same_second(b),
            (V::DateTime(a), V::DateTime(b)) => a.same_second(b),
            _ if self.kind() == other.kind() => self == other,
            _ => return None,
        })
    }

    /// The order of two values of one ordered kind; `None` for others.
    pub fn compare(&self, other: &Value) -> Option<Ordering> {
        use Value as V;
        match (self, other) {
            (V::Number(a), V::Number(b)) => Some(a.cmp(b)),
            (V::String(a), V::String(b)) => Some(a.cmp(b)),
            (V::Date(a), V::Date(b)) => Some(a.cmp(b)),
            (V::Time(a), V::Time(b)) => a.compare(b),
            (V::DateTime(a), V::DateTime(b)) => a.compare(b),
            (V::YearsMonthsDuration(a), V::YearsMonthsDuration(b)) => Some(a.cmp(b)),
            (V::DaysTimeDuration(a), V::DaysTimeDuration(b)) => Some(a.cmp(b)),
            _ => None,
        }
    }

    /// What [`Value::clone`] does not copy itself.
    fn clone_other(&self) -> Value {
        match self {
            Value::Date(date) => Value::Date(*date),
            Value::Time(time) => Value::Time(time.clone()),
            Value::DateTime(moment) => Value::DateTime(moment.clone()),
            Value::YearsMonthsDuration(duration) => Value::YearsMonthsDuration(*duration),
            Value::DaysTimeDuration(duration) => Value::DaysTimeDuration(*duration),
            Value::List(items) => Value::List(items.clone()),
            Value::Context(context) => Value::Context(context.clone()),
            Value::Range(range) => Value::Range(Arc::clone(range)),
            Value::Function(function) => Value::Function(function.clone()),
            Value::Null | Value::Boolean(_) | Value::Number(_) | Value::String(_) => self.clone(),
        }
    }

    pub(crate) fn extent(&self) -> Extent {
        match self {
            Value::String(text) => Extent { depth: 0, weight: text.len() as u64 / 8 },
            Value::List(items) => items.extent(),
            Value::Context(context) => context.extent(),
            Value::Function(function) => function.extent(),
            _ => Extent::default(),
        }
    }

    /// FEEL's `is`: the same kind, and the same in every part (zone names included).
    pub fn is_identical(&self, other: &Value) -> bool {
        match (self, other) {
            (Value::Time(a), Value::Time(b)) => a.is_identical(b),
            (Value::DateTime(a), Value::DateTime(b)) => a.is_identical(b),
            _ => self.kind() == other.kind() && self == other,
        }
    }
}

impl Clone for Value {
    /// The kinds that most values are of are copied on the spot; what is shared is counted elsewhere.
    #[inline]
    fn clone(&self) -> Value {
        match self {
            Value::Number(number) => Value::Number(*number),
            Value::Boolean(truth) => Value::Boolean(*truth),
            Value::Null => Value::Null,
            Value::String(text) => Value::String(Arc::clone(text)),
            other => other.clone_other(),
        }
    }
}

fn all_equal<'a>(pairs: impl IntoIterator<Item = (&'a Value, &'a Value)>) -> Option<bool> {
    for (a, b) in pairs {
        match a.equals(b) {
            Some(true) => {}
            other => return other,
        }
    }
    Some(true)
}

macro_rules! from {
    ($($kind:ty => $variant:ident),* $(,)?) => { $(
        impl From<$kind> for Value {
            fn from(value: $kind) -> Value {
                Value::$variant(value.into())
            }
        }
    )* };
}
from! {
    bool => Boolean, Number => Number, i32 => Number, i64 => Number, u32 => Number, usize => Number,
    &str => String, String => String, Arc<str> => String,
    Date => Date, Time => Time, DateTime => DateTime, jiff::civil::Date => Date,
    YearsMonthsDuration => YearsMonthsDuration, DaysTimeDuration => DaysTimeDuration,
    Vec<Value> => List, List => List, Context => Context, Range => Range, Function => Function,
}

impl<T: Into<Value>> From<Option<T>> for Value {
    fn from(value: Option<T>) -> Value {
        value.map_or(Value::Null, Into::into)
    }
}

impl FromIterator<Value> for Value {
    fn from_iter<I: IntoIterator<Item = Value>>(items: I) -> Value {
        Value::List(items.into_iter().collect::<Vec<_>>().into())
    }
}

//! Arithmetic on numbers, texts, dates, times and durations (DMN 1.5, tables 53 to 56).

use crate::{
    Date, DateTime, DaysTimeDuration, Number, Time, Type, Value, YearsMonthsDuration, Zone, error::Fault,
    program::Operator,
};

type Result = std::result::Result<Value, Fault>;

const TOO_LARGE: Fault = Fault::Borrowed("the result is out of range");

fn checked<T: Into<Value>>(value: Option<T>) -> Result {
    value.map(Into::into).ok_or(TOO_LARGE)
}

/// Computes `a operator b` for the arithmetic operators; null with null is null without a fault.
pub(crate) fn arithmetic(operator: Operator, a: &Value, b: &Value) -> Result {
    if a.is_null() || b.is_null() {
        return Err(Fault::Borrowed("one operand is null"));
    }
    let result = match operator {
        Operator::Add => add(a, b),
        Operator::Subtract => subtract(a, b),
        Operator::Multiply => multiply(a, b),
        Operator::Divide => divide(a, b),
        Operator::Power => match (a, b) {
            (Value::Number(a), Value::Number(b)) => Some(checked(a.power(*b))),
            _ => None,
        },
        _ => None,
    };
    result.unwrap_or_else(|| {
        Err(format!("{} {} {} has no meaning", a.kind(), operator.sign(), b.kind()).into())
    })
}

/// The type that values of these kinds give; `None` when the operator has no meaning for them.
pub(crate) fn kind_of_result(operator: Operator, a: &Value, b: &Value) -> Option<Type> {
    let result = match operator {
        Operator::Add => add(a, b)?,
        Operator::Subtract => subtract(a, b)?,
        Operator::Multiply => multiply(a, b)?,
        Operator::Divide => divide(a, b)?,
        _ => {
            return matches!((a, b), (Value::Number(_), Value::Number(_))).then_some(Type::Number);
        }
    };
    // These values may be out of range, or divide by zero, where others are not.
    Some(result.ok().and_then(|value| Type::named(value.kind())).unwrap_or_default())
}

/// `None` when the kinds do not go together.
fn add(a: &Value, b: &Value) -> Option<Result> {
    use Value as V;
    Some(match (a, b) {
        (V::Number(a), V::Number(b)) => checked(a.checked_add(*b)),
        (V::String(a), V::String(b)) => Ok(V::from([&**a, &**b].concat())),
        (V::YearsMonthsDuration(a), V::YearsMonthsDuration(b)) => {
            checked(a.months().checked_add(b.months()).map(YearsMonthsDuration::from_months))
        }
        (V::DaysTimeDuration(a), V::DaysTimeDuration(b)) => {
            checked(DaysTimeDuration::from_nanos(a.nanos() + b.nanos()))
        }
        (V::Date(d), V::YearsMonthsDuration(m)) | (V::YearsMonthsDuration(m), V::Date(d)) => {
            checked(d.add_months(m.months()))
        }
        (V::DateTime(d), V::YearsMonthsDuration(m)) | (V::YearsMonthsDuration(m), V::DateTime(d)) => {
            checked(d.add_months(m.months()))
        }
        (V::Date(d), V::DaysTimeDuration(s)) | (V::DaysTimeDuration(s), V::Date(d)) => add_days(*d, *s),
        (V::DateTime(d), V::DaysTimeDuration(s)) | (V::DaysTimeDuration(s), V::DateTime(d)) => {
            checked(d.add(*s))
        }
        (V::Time(t), V::DaysTimeDuration(s)) | (V::DaysTimeDuration(s), V::Time(t)) => Ok(t.add(*s).into()),
        _ => return None,
    })
}

fn subtract(a: &Value, b: &Value) -> Option<Result> {
    use Value as V;
    const ZONES: Fault = Fault::Borrowed("only one of the two has a time zone");
    Some(match (a, b) {
        (V::Number(a), V::Number(b)) => checked(a.checked_sub(*b)),
        (V::Date(a), V::Date(b)) => {
            Ok(DaysTimeDuration::from_seconds((a.to_days() - b.to_days()) * 86_400).into())
        }
        (V::Time(a), V::Time(b)) => a.since(b).map(V::from).ok_or(ZONES),
        (V::DateTime(a), V::DateTime(b)) => a.since(b).map(V::from).ok_or(ZONES),
        (V::DateTime(a), V::Date(b)) => a.since(&midnight(*b)).map(V::from).ok_or(ZONES),
        (V::Date(a), V::DateTime(b)) => midnight(*a).since(b).map(V::from).ok_or(ZONES),
        (V::YearsMonthsDuration(a), V::YearsMonthsDuration(b)) => {
            checked(a.months().checked_sub(b.months()).map(YearsMonthsDuration::from_months))
        }
        (V::DaysTimeDuration(a), V::DaysTimeDuration(b)) => {
            checked(DaysTimeDuration::from_nanos(a.nanos() - b.nanos()))
        }
        (V::Date(_) | V::DateTime(_), V::YearsMonthsDuration(m)) => {
            return add(a, &YearsMonthsDuration::from_months(m.months().checked_neg()?).into());
        }
        (V::Date(_) | V::DateTime(_) | V::Time(_), V::DaysTimeDuration(s)) => {
            return add(a, &DaysTimeDuration::from_nanos(-s.nanos())?.into());
        }
        _ => return None,
    })
}

fn multiply(a: &Value, b: &Value) -> Option<Result> {
    use Value as V;
    Some(match (a, b) {
        (V::Number(a), V::Number(b)) => checked(a.checked_mul(*b)),
        (V::YearsMonthsDuration(d), V::Number(n)) | (V::Number(n), V::YearsMonthsDuration(d)) => {
            checked(Number::from(d.months()).checked_mul(*n).and_then(months))
        }
        (V::DaysTimeDuration(d), V::Number(n)) | (V::Number(n), V::DaysTimeDuration(d)) => {
            checked(nanos(*d).and_then(|d| d.checked_mul(*n)).and_then(seconds))
        }
        _ => return None,
    })
}

fn divide(a: &Value, b: &Value) -> Option<Result> {
    use Value as V;
    let by_zero = match b {
        V::Number(n) => n.is_zero(),
        V::YearsMonthsDuration(d) => d.months() == 0,
        V::DaysTimeDuration(d) => d.nanos() == 0,
        _ => false,
    };
    if by_zero && matches!(a, V::Number(_) | V::YearsMonthsDuration(_) | V::DaysTimeDuration(_)) {
        return Some(Err("division by zero".into()));
    }
    Some(match (a, b) {
        (V::Number(a), V::Number(b)) => checked(a.checked_div(*b)),
        (V::YearsMonthsDuration(d), V::Number(n)) => {
            checked(Number::from(d.months()).checked_div(*n).and_then(months))
        }
        (V::DaysTimeDuration(d), V::Number(n)) => {
            checked(nanos(*d).and_then(|d| d.checked_div(*n)).and_then(seconds))
        }
        (V::YearsMonthsDuration(a), V::YearsMonthsDuration(b)) => {
            checked(Number::from(a.months()).checked_div(b.months().into()))
        }
        (V::DaysTimeDuration(a), V::DaysTimeDuration(b)) => {
            checked(nanos(*a).zip(nanos(*b)).and_then(|(a, b)| a.checked_div(b)))
        }
        _ => return None,
    })
}

/// `-a`.
pub(crate) fn negate(a: &Value) -> Result {
    match a {
        Value::Number(n) => Ok((-*n).into()),
        Value::YearsMonthsDuration(d) => {
            checked(d.months().checked_neg().map(YearsMonthsDuration::from_months))
        }
        Value::DaysTimeDuration(d) => checked(DaysTimeDuration::from_nanos(-d.nanos())),
        Value::Null => Err("the operand of - is null".into()),
        other => Err(format!("-{} has no meaning", other.kind()).into()),
    }
}

/// A date later by a duration stays a date: the part of a day is cut off.
fn add_days(date: Date, duration: DaysTimeDuration) -> Result {
    let moved = DateTime::new(date, Time::MIDNIGHT).add(duration);
    checked(moved.map(|moved| moved.date()))
}

/// A date is its midnight at UTC where a date and time is needed (10.3.2.3.5).
pub(crate) fn midnight(date: Date) -> DateTime {
    DateTime::new(date, Time::new(0, 0, 0, 0, Some(Zone::UTC)).unwrap_or(Time::MIDNIGHT))
}

/// Months, cut off to whole ones.
fn months(n: Number) -> Option<YearsMonthsDuration> {
    n.round(0, crate::Rounding::Down)?.to_i64().map(YearsMonthsDuration::from_months)
}

fn seconds(nanos: Number) -> Option<DaysTimeDuration> {
    DaysTimeDuration::from_nanos(nanos.round(0, crate::Rounding::Down)?.to_integer()?)
}

fn nanos(duration: DaysTimeDuration) -> Option<Number> {
    Number::new(duration.nanos(), 0)
}

//! Relations of points and ranges (10.3.4.9, table 78; after Allen's interval algebra).

use super::{Builtin, Result, builtin, single};
use crate::{Ends, Range, Value, error::Fault};
use std::cmp::Ordering;

const ANY: &[&[&str]] =
    &[&["point1", "point2"], &["point", "range"], &["range", "point"], &["range1", "range2"]];
const RANGES: &[&[&str]] = &[&["range1", "range2"]];
const POINT_RANGE: &[&[&str]] = &[&["point", "range"], &["range1", "range2"]];
const RANGE_POINT: &[&[&str]] = &[&["range", "point"], &["range1", "range2"]];

pub(super) static TABLE: &[Builtin] = &[
    builtin("before", ANY, |_, a| before(&a[0], &a[1])),
    builtin("after", ANY, |_, a| before(&a[1], &a[0])),
    builtin("meets", RANGES, |_, a| meets(range(a, 0)?, range(a, 1)?)),
    builtin("met by", RANGES, |_, a| meets(range(a, 1)?, range(a, 0)?)),
    builtin("overlaps", RANGES, |_, a| {
        let (a, b) = (range(a, 0)?, range(a, 1)?);
        Ok((!ends_before(a, b)? && !ends_before(b, a)?).into())
    }),
    builtin("overlaps before", RANGES, |_, a| overlaps_before(range(a, 0)?, range(a, 1)?)),
    builtin("overlaps after", RANGES, |_, a| overlaps_before(range(a, 1)?, range(a, 0)?)),
    builtin("finishes", POINT_RANGE, |_, a| finishes(&a[0], range(a, 1)?)),
    builtin("finished by", RANGE_POINT, |_, a| finishes(&a[1], range(a, 0)?)),
    builtin("includes", RANGE_POINT, |_, a| includes(range(a, 0)?, &a[1])),
    builtin("during", POINT_RANGE, |_, a| includes(range(a, 1)?, &a[0])),
    builtin("starts", POINT_RANGE, |_, a| starts(&a[0], range(a, 1)?)),
    builtin("started by", RANGE_POINT, |_, a| starts(&a[1], range(a, 0)?)),
    builtin("coincides", &[&["point1", "point2"], &["range1", "range2"]], |_, a| match (&a[0], &a[1]) {
        (Value::Range(a), Value::Range(b)) => {
            Ok((start_order(a, b)?.is_eq() && end_order(a, b)?.is_eq()).into())
        }
        (a, b) => Ok(order(a, b)?.is_eq().into()),
    }),
];

fn range(a: &[Value], place: usize) -> Result<&Range> {
    match single(&a[place]) {
        Value::Range(range) => Ok(range),
        other => Err(super::wrong(place, "range", other)),
    }
}

fn order(a: &Value, b: &Value) -> Result<Ordering> {
    a.compare(b).ok_or_else(|| Fault::from(format!("{} and {} cannot be compared", a.kind(), b.kind())))
}

/// The order of two lower ends: one that is open is below all, one that is included before one that is not.
fn start_order(a: &Range, b: &Range) -> Result<Ordering> {
    Ok(match (&a.start, &b.start) {
        (Value::Null, Value::Null) => Ordering::Equal,
        (Value::Null, _) => Ordering::Less,
        (_, Value::Null) => Ordering::Greater,
        (x, y) => order(x, y)?.then(b.start_included.cmp(&a.start_included)),
    })
}

fn end_order(a: &Range, b: &Range) -> Result<Ordering> {
    Ok(match (&a.end, &b.end) {
        (Value::Null, Value::Null) => Ordering::Equal,
        (Value::Null, _) => Ordering::Greater,
        (_, Value::Null) => Ordering::Less,
        (x, y) => order(x, y)?.then(a.end_included.cmp(&b.end_included)),
    })
}

/// Whether all of `a` lies below all of `b`.
fn ends_before(a: &Range, b: &Range) -> Result<bool> {
    if a.end.is_null() || b.start.is_null() {
        return Ok(false);
    }
    let order = order(&a.end, &b.start)?;
    Ok(order.is_lt() || order.is_eq() && !(a.end_included && b.start_included))
}

/// A point as the range that it is alone in. Null is none: a range without an end has it there.
fn point(value: &Value) -> Result<Range> {
    if value.is_null() {
        return Err(NO_POINT);
    }
    let (start, end) = (value.clone(), value.clone());
    Ok(Range { start, end, start_included: true, end_included: true, ends: Ends::Both })
}

const NO_POINT: Fault = Fault::Borrowed("null is no point");

/// Whether a point is the end of a range.
fn is_end(value: &Value, end: &Value, included: bool) -> Result<bool> {
    match (value, end) {
        (Value::Null, _) => Err(NO_POINT),
        (_, Value::Null) => Ok(false),
        (value, end) => Ok(order(value, end)?.is_eq() && included),
    }
}

fn before(a: &Value, b: &Value) -> Result {
    Ok(match (a, b) {
        (Value::Range(a), Value::Range(b)) => ends_before(a, b)?,
        (Value::Range(a), b) => ends_before(a, &point(b)?)?,
        (a, Value::Range(b)) => ends_before(&point(a)?, b)?,
        (a, b) => order(a, b)?.is_lt(),
    }
    .into())
}

fn meets(a: &Range, b: &Range) -> Result {
    if a.end.is_null() || b.start.is_null() {
        return Ok(false.into());
    }
    Ok((order(&a.end, &b.start)?.is_eq() && a.end_included && b.start_included).into())
}

fn overlaps_before(a: &Range, b: &Range) -> Result {
    let shared = !ends_before(a, b)?;
    Ok((start_order(a, b)?.is_lt() && shared && end_order(a, b)?.is_le()).into())
}

fn finishes(value: &Value, range: &Range) -> Result {
    Ok(match value {
        Value::Range(inner) => end_order(inner, range)?.is_eq() && start_order(range, inner)?.is_le(),
        point => is_end(point, &range.end, range.end_included)?,
    }
    .into())
}

fn starts(value: &Value, range: &Range) -> Result {
    Ok(match value {
        Value::Range(inner) => start_order(inner, range)?.is_eq() && end_order(inner, range)?.is_le(),
        point => is_end(point, &range.start, range.start_included)?,
    }
    .into())
}

fn includes(range: &Range, value: &Value) -> Result {
    match value {
        Value::Range(inner) => {
            Ok((start_order(range, inner)?.is_le() && end_order(inner, range)?.is_le()).into())
        }
        point => range
            .contains(point)
            .map(Value::from)
            .ok_or_else(|| format!("a {} cannot lie in this range", point.kind()).into()),
    }
}

//! Functions on numbers (10.3.4.5).

use super::{Builtin, Result, builtin, number, out_of_range};
use crate::{DaysTimeDuration, Number, Rounding, Value, YearsMonthsDuration};

pub(super) static TABLE: &[Builtin] = &[
    builtin("decimal", &[&["n", "scale"]], |_, a| round(a, Rounding::HalfEven)),
    builtin("floor", &[&["n", "scale?"]], |_, a| round(a, Rounding::Floor)),
    builtin("ceiling", &[&["n", "scale?"]], |_, a| round(a, Rounding::Ceiling)),
    builtin("round up", &[&["n", "scale?"]], |_, a| round(a, Rounding::Up)),
    builtin("round down", &[&["n", "scale?"]], |_, a| round(a, Rounding::Down)),
    builtin("round half up", &[&["n", "scale?"]], |_, a| round(a, Rounding::HalfUp)),
    builtin("round half down", &[&["n", "scale?"]], |_, a| round(a, Rounding::HalfDown)),
    builtin("abs", &[&["n"]], |_, a| match super::single(&a[0]) {
        Value::YearsMonthsDuration(d) => {
            Ok(YearsMonthsDuration::from_months(d.months().saturating_abs()).into())
        }
        Value::DaysTimeDuration(d) => Ok(DaysTimeDuration::from_nanos(d.nanos().abs()).into()),
        _ => Ok(number(a, 0)?.abs().into()),
    }),
    builtin("modulo", &[&["dividend", "divisor"]], |_, a| {
        number(a, 0)?.modulo(number(a, 1)?).map(Value::from).ok_or_else(|| "division by zero".into())
    }),
    builtin("sqrt", &[&["number"]], |_, a| {
        number(a, 0)?.sqrt().map(Value::from).ok_or_else(|| "the root of a negative number".into())
    }),
    builtin("log", &[&["number"]], |_, a| {
        number(a, 0)?.ln().map(Value::from).ok_or_else(|| "the logarithm needs a positive number".into())
    }),
    builtin("exp", &[&["number"]], |_, a| number(a, 0)?.exp().map(Value::from).ok_or_else(out_of_range)),
    builtin("odd", &[&["number"]], |_, a| parity(a, 1)),
    builtin("even", &[&["number"]], |_, a| parity(a, 0)),
];

fn round(a: &[Value], mode: Rounding) -> Result {
    let n = number(a, 0)?;
    let scale = match a.get(1) {
        None => 0,
        Some(Value::Null) if a.len() > 1 => return Err("the scale is null".into()),
        Some(_) => super::integer(a, 1)?,
    };
    if !(-6111..=6176).contains(&scale) {
        return Err("the scale must be between -6111 and 6176".into());
    }
    let scale = i32::try_from(scale).map_err(|_| out_of_range())?;
    n.round(scale, mode).map(Value::from).ok_or_else(out_of_range)
}

fn parity(a: &[Value], wanted: i64) -> Result {
    let n = number(a, 0)?;
    if !n.is_integer() {
        return Ok(false.into());
    }
    let rest = n.abs().modulo(Number::from(2)).ok_or_else(out_of_range)?;
    Ok((rest == Number::from(wanted)).into())
}

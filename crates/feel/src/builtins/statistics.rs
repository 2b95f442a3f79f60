//! Functions that compute over lists of numbers (10.3.4.4).

use super::{Builtin, Result, builtin, items, out_of_range};
use crate::{Number, Value, error::Fault, operators, program::Operator};

pub(super) static TABLE: &[Builtin] = &[
    builtin("sum", &[&["list..."]], |_, a| sum(items(a)?)),
    builtin("product", &[&["list..."]], |_, a| {
        let all = numbers(items(a)?)?;
        let Some((first, rest)) = all.split_first() else { return Err("the list is empty".into()) };
        rest.iter()
            .try_fold(*first, |total, n| total.checked_mul(*n))
            .map(Value::from)
            .ok_or_else(out_of_range)
    }),
    builtin("mean", &[&["list..."]], |_, a| {
        let all = items(a)?;
        match sum(all)? {
            Value::Null => Ok(Value::Null),
            total => operators::arithmetic(Operator::Divide, &total, &Value::from(all.len())),
        }
    }),
    builtin("median", &[&["list..."]], |_, a| {
        let mut all = numbers(items(a)?)?;
        all.sort_unstable();
        let middle = all.len() / 2;
        match all.len() {
            0 => Ok(Value::Null),
            n if n % 2 == 1 => Ok(all[middle].into()),
            _ => {
                let both = all[middle - 1].checked_add(all[middle]).ok_or_else(out_of_range)?;
                both.checked_div(Number::from(2)).map(Value::from).ok_or_else(out_of_range)
            }
        }
    }),
    builtin("stddev", &[&["list..."]], |_, a| {
        let all = numbers(items(a)?)?;
        if all.len() < 2 {
            return Err("the standard deviation needs at least two numbers".into());
        }
        deviation(&all).map(Value::from).ok_or_else(out_of_range)
    }),
    builtin("mode", &[&["list..."]], |_, a| mode(items(a)?)),
];

fn numbers(items: &[Value]) -> Result<Vec<Number>> {
    let wrong = |item: &Value| Fault::from(format!("a number is needed, not a {}", item.kind()));
    items.iter().map(|item| item.as_number().ok_or_else(|| wrong(item))).collect()
}

fn sum(items: &[Value]) -> Result {
    let Some((first, rest)) = items.split_first() else { return Ok(Value::Null) };
    match first {
        Value::Number(_) => {
            let all = numbers(items)?;
            all.into_iter()
                .try_fold(Number::ZERO, Number::checked_add)
                .map(Value::from)
                .ok_or_else(out_of_range)
        }
        Value::YearsMonthsDuration(_) | Value::DaysTimeDuration(_) => rest
            .iter()
            .try_fold(first.clone(), |total, item| operators::arithmetic(Operator::Add, &total, item)),
        other => Err(format!("a number is needed, not a {}", other.kind()).into()),
    }
}

/// The standard deviation of a sample.
fn deviation(all: &[Number]) -> Option<Number> {
    let count = Number::from(all.len());
    let total = all.iter().try_fold(Number::ZERO, |total, n| total.checked_add(*n))?;
    let mean = total.checked_div(count)?;
    let squares = all.iter().try_fold(Number::ZERO, |total, n| {
        let gap = n.checked_sub(mean)?;
        total.checked_add(gap.checked_mul(gap)?)
    })?;
    squares.checked_div(count.checked_sub(Number::ONE)?)?.sqrt()
}

/// The most frequent numbers, in ascending order.
fn mode(items: &[Value]) -> Result {
    let mut all = numbers(items)?;
    all.sort_unstable();
    let runs: Vec<&[Number]> = all.chunk_by(|a, b| a == b).collect();
    let longest = runs.iter().map(|run| run.len()).max().unwrap_or(0);
    Ok(runs.iter().filter(|run| run.len() == longest).map(|run| Value::from(run[0])).collect())
}

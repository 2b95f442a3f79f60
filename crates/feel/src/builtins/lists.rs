//! Functions on lists (10.3.4.4, 10.3.4.8). Those that compute with numbers are in `statistics`.

use super::{Builtin, Result, at, builtin, integer, items, list};
use crate::{Function, Machine, Value, error::Fault};
use std::cmp::Ordering;

pub(super) static TABLE: &[Builtin] = &[
    builtin("list contains", &[&["list", "element"]], |_, a| {
        Ok(list(a, 0)?.iter().any(|item| item.equals(&a[1]) == Some(true)).into())
    }),
    builtin("count", &[&["list..."]], |_, a| Ok(items(a)?.len().into())),
    builtin("min", &[&["list..."]], |_, a| extreme(items(a)?, Ordering::Less)),
    builtin("max", &[&["list..."]], |_, a| extreme(items(a)?, Ordering::Greater)),
    builtin("all", &[&["list..."]], |_, a| quantify(items(a)?, false)),
    builtin("any", &[&["list..."]], |_, a| quantify(items(a)?, true)),
    builtin("sublist", &[&["list", "start position", "length?"]], |_, a| sublist(a)),
    builtin("append", &[&["list", "item..."]], |_, a| {
        let mut all = list(a, 0)?.to_vec();
        all.extend_from_slice(&a[1..]);
        Ok(all.into())
    }),
    builtin("concatenate", &[&["list..."]], |_, a| {
        let mut all = Vec::new();
        for place in 0..a.len() {
            all.extend_from_slice(list(a, place)?);
        }
        Ok(all.into())
    }),
    builtin("insert before", &[&["list", "position", "newItem"]], |_, a| {
        let mut all = list(a, 0)?.to_vec();
        let place = place(a, 1, all.len())?;
        all.insert(place, a[2].clone());
        Ok(all.into())
    }),
    builtin("remove", &[&["list", "position"]], |_, a| {
        let mut all = list(a, 0)?.to_vec();
        let place = place(a, 1, all.len())?;
        all.remove(place);
        Ok(all.into())
    }),
    builtin("list replace", &[&["list", "position", "newItem"], &["list", "match", "newItem"]], list_replace),
    builtin("reverse", &[&["list"]], |_, a| Ok(list(a, 0)?.iter().rev().cloned().collect())),
    builtin("index of", &[&["list", "match"]], |_, a| {
        let places = list(a, 0)?.iter().enumerate().filter(|(_, item)| item.equals(&a[1]) == Some(true));
        Ok(places.map(|(at, _)| Value::from(at + 1)).collect())
    }),
    builtin("union", &[&["list..."]], |machine, a| {
        let mut all = Vec::new();
        for place in 0..a.len() {
            all.extend_from_slice(list(a, place)?);
        }
        distinct(machine, &all)
    }),
    builtin("distinct values", &[&["list"]], |machine, a| distinct(machine, list(a, 0)?)),
    builtin("duplicate values", &[&["list"]], |machine, a| {
        let all = list(a, 0)?;
        let mut twice: Vec<Value> = Vec::new();
        for (place, item) in all.iter().enumerate() {
            machine.charge(place as u64);
            let again = all[..place].iter().any(|other| other.equals(item) == Some(true));
            if again && !twice.iter().any(|other| other.equals(item) == Some(true)) {
                twice.push(item.clone());
            }
        }
        Ok(twice.into())
    }),
    builtin("flatten", &[&["list"]], |_, a| {
        let mut flat = Vec::new();
        flatten(list(a, 0)?, &mut flat);
        Ok(flat.into())
    }),
    builtin("sort", &[&["list", "precedes?"]], sort),
];

/// The place of a position from 1, or from the end with -1.
fn place(a: &[Value], argument: usize, length: usize) -> Result<usize> {
    let position = integer(a, argument)?;
    let place = match position {
        1.. => usize::try_from(position - 1).ok(),
        0 => None,
        _ => usize::try_from(position.unsigned_abs()).ok().and_then(|back| length.checked_sub(back)),
    };
    place.filter(|place| *place < length).ok_or_else(|| format!("the list has no position {position}").into())
}

fn extreme(items: &[Value], wanted: Ordering) -> Result {
    let Some((first, rest)) = items.split_first() else { return Ok(Value::Null) };
    let mut best = first;
    if first.compare(first).is_none() {
        return Err(format!("a {} has no order", first.kind()).into());
    }
    for item in rest {
        let order = item
            .compare(best)
            .ok_or_else(|| Fault::from(format!("{} and {} cannot be compared", item.kind(), best.kind())))?;
        if order == wanted {
            best = item;
        }
    }
    Ok(best.clone())
}

/// `all` ends at false, `any` at true; what is no boolean makes the rest unknown.
fn quantify(items: &[Value], end: bool) -> Result {
    let mut fault = None;
    for item in items {
        match item {
            Value::Boolean(b) if *b == end => return Ok(end.into()),
            Value::Boolean(_) => {}
            other => fault = Some(Fault::from(format!("a boolean is needed, not a {}", other.kind()))),
        }
    }
    fault.map_or(Ok((!end).into()), Err)
}

fn sublist(a: &[Value]) -> Result {
    let all = list(a, 0)?;
    let start = place(a, 1, all.len())?;
    let end = match at(a, 2) {
        Value::Null if a.len() < 3 => all.len(),
        _ => {
            let length = usize::try_from(integer(a, 2)?).ok().filter(|n| *n > 0);
            let length = length.ok_or_else(|| Fault::from("the length must be at least 1"))?;
            start
                .checked_add(length)
                .filter(|end| *end <= all.len())
                .ok_or_else(|| Fault::from("the list ends before that length"))?
        }
    };
    Ok(all[start..end].to_vec().into())
}

fn list_replace(machine: &mut Machine, a: &[Value]) -> Result {
    let mut all = list(a, 0)?.to_vec();
    match &a[1] {
        Value::Function(matches) => {
            for item in &mut all {
                match machine.try_call(matches, &[item.clone(), a[2].clone()])? {
                    Value::Boolean(true) => *item = a[2].clone(),
                    Value::Boolean(false) => {}
                    other => {
                        return Err(format!("the match must be a boolean, not a {}", other.kind()).into());
                    }
                }
            }
        }
        _ => {
            let place = place(a, 1, all.len())?;
            all[place] = a[2].clone();
        }
    }
    Ok(all.into())
}

fn distinct(machine: &mut Machine, items: &[Value]) -> Result {
    let mut kept: Vec<Value> = Vec::new();
    for item in items {
        if !machine.charge(kept.len() as u64) {
            return Ok(Value::Null);
        }
        if !kept.iter().any(|other| other.equals(item) == Some(true)) {
            kept.push(item.clone());
        }
    }
    Ok(kept.into())
}

fn flatten(items: &[Value], flat: &mut Vec<Value>) {
    for item in items {
        match item {
            Value::List(inner) => flatten(inner, flat),
            other => flat.push(other.clone()),
        }
    }
}

/// A stable merge sort by the function, or by the natural order.
fn sort(machine: &mut Machine, a: &[Value]) -> Result {
    let all = list(a, 0)?.to_vec();
    let precedes = match at(a, 1) {
        Value::Function(precedes) => Some(precedes),
        Value::Null if a.len() < 2 => None,
        other => return Err(format!("argument 2 must be a function, not a {}", other.kind()).into()),
    };
    merge_sort(machine, all, precedes).map(Value::from)
}

fn merge_sort(
    machine: &mut Machine,
    mut items: Vec<Value>,
    precedes: Option<&Function>,
) -> Result<Vec<Value>> {
    if items.len() < 2 {
        return Ok(items);
    }
    let right = items.split_off(items.len() / 2);
    let left = merge_sort(machine, items, precedes)?;
    let right = merge_sort(machine, right, precedes)?;
    let mut merged = Vec::with_capacity(left.len() + right.len());
    let (mut left, mut right) = (left.into_iter().peekable(), right.into_iter().peekable());
    while let (Some(a), Some(b)) = (left.peek(), right.peek()) {
        machine.charge(1);
        // The right one goes first only if it strictly precedes: equal items keep their order.
        let next = if before(machine, b, a, precedes)? { right.next() } else { left.next() };
        merged.extend(next);
    }
    merged.extend(left);
    merged.extend(right);
    Ok(merged)
}

fn before(machine: &mut Machine, a: &Value, b: &Value, precedes: Option<&Function>) -> Result<bool> {
    match precedes {
        Some(function) => match machine.try_call(function, &[a.clone(), b.clone()])? {
            Value::Boolean(b) => Ok(b),
            other => Err(format!("'precedes' must give a boolean, not a {}", other.kind()).into()),
        },
        None => a
            .compare(b)
            .map(Ordering::is_lt)
            .ok_or_else(|| format!("{} and {} cannot be compared", a.kind(), b.kind()).into()),
    }
}

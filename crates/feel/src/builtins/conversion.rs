//! Conversions, `not`, `is` (10.3.4.1, 10.3.4.2, 10.3.4.6).

use super::{Builtin, Result, at, builtin, single, string, wrong};
use crate::{Number, Value, error::Fault, lexer, parser};

pub(super) static TABLE: &[Builtin] = &[
    builtin("not", &[&["negand"]], |_, a| match single(&a[0]) {
        Value::Boolean(b) => Ok((!b).into()),
        Value::Null => Ok(Value::Null),
        other => Err(wrong(0, "boolean", other)),
    }),
    builtin("is", &[&["value1?", "value2?"]], |_, a| match a {
        // By name, one that is left out is null.
        [first, second] => Ok(first.is_identical(second).into()),
        [first] if !first.is_null() => Ok(false.into()),
        _ => Err("two values are needed".into()),
    }),
    builtin("string", &[&["from"]], |_, a| match &a[0] {
        Value::Null => Ok(Value::Null),
        value => Ok(crate::display::text(value).into()),
    }),
    builtin("number", &[&["from", "grouping separator?", "decimal separator?"]], |_, a| number(a)),
    builtin("range", &[&["from"]], |_, a| range(string(a, 0)?)),
];

fn number(a: &[Value]) -> Result {
    let text = string(a, 0)?;
    let separator = |place: usize, allowed: &[&str]| match at(a, place) {
        Value::Null => Ok(None),
        value => {
            let text = string(a, place)?;
            if allowed.contains(&text) { Ok(Some(text)) } else { Err(wrong(place, "separator", value)) }
        }
    };
    let grouping = separator(1, &[" ", ".", ","])?;
    let decimal = separator(2, &[".", ","])?;
    if grouping.is_some() && grouping == decimal {
        return Err("the two separators are the same".into());
    }
    let mut text = text.to_owned();
    if let Some(grouping) = grouping {
        text = text.replace(grouping, "");
    }
    if let Some(decimal) = decimal.filter(|decimal| *decimal != ".") {
        if text.contains('.') {
            return Err(format!("\"{text}\" is no number").into());
        }
        text = text.replace(decimal, ".");
    }
    let number = if text.starts_with('+') { None } else { text.parse::<Number>().ok() };
    number.map(Value::from).ok_or_else(|| format!("\"{text}\" is no number").into())
}

/// A range written as text: between literals, and not descending.
fn range(text: &str) -> Result {
    let no_range = || Fault::from(format!("\"{text}\" is no range between literals"));
    let program =
        parser::expression(text, &crate::Names::new(), parser::Unknown::Refused).map_err(|_| no_range())?;
    let Some(Value::Range(range)) = program.constant() else { return Err(no_range()) };
    let descending = range.start.compare(&range.end).is_some_and(std::cmp::Ordering::is_gt);
    if descending || !has_literal_ends(text) {
        return Err(no_range());
    }
    Ok(Value::Range(range.clone()))
}

/// Whether nothing is called inside of a call: `date("...")` is a literal, `date(string("..."))` is not.
fn has_literal_ends(text: &str) -> bool {
    let (mut at, mut depth) = (0, 0);
    loop {
        let Ok(token) = lexer::scan(text, at, &[super::composed_names()]) else { return false };
        match token.kind {
            lexer::Kind::End => return true,
            lexer::Kind::Name(_) if depth > 0 => return false,
            lexer::Kind::Name(_) => depth = 1,
            lexer::Kind::Symbol("..") => depth = 0,
            _ => {}
        }
        at = token.end;
    }
}

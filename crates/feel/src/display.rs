//! Values as text: the FEEL literal (`Display`), and what `string()` gives.

use crate::{Ends, Range, Value, names::is_plain_name};
use std::fmt::{self, Write};

impl fmt::Display for Value {
    /// A FEEL literal: evaluated again it gives an equal value (functions of the host excepted).
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Value::Null => f.write_str("null"),
            Value::Boolean(b) => write!(f, "{b}"),
            Value::Number(n) => write!(f, "{n}"),
            Value::String(s) => quoted(f, s),
            Value::Date(d) => write!(f, "date(\"{d}\")"),
            Value::Time(t) => write!(f, "time(\"{t}\")"),
            Value::DateTime(t) => write!(f, "date and time(\"{t}\")"),
            Value::YearsMonthsDuration(d) => write!(f, "duration(\"{d}\")"),
            Value::DaysTimeDuration(d) => write!(f, "duration(\"{d}\")"),
            Value::Range(r) => range(f, r, &|f, v| write!(f, "{v}")),
            Value::List(items) => list(f, items, &|f, v| write!(f, "{v}")),
            Value::Context(c) => context(f, c, &|f, v| write!(f, "{v}")),
            Value::Function(function) => write!(f, "{function}"),
        }
    }
}

/// The text that FEEL's `string()` gives: bare at the top, texts quoted inside lists and contexts.
pub(crate) fn text(value: &Value) -> String {
    let mut out = String::new();
    let result = match value {
        Value::String(s) => out.write_str(s),
        other => write!(out, "{}", Plain(other)),
    };
    result.map_or_else(|_| String::new(), |()| out)
}

struct Plain<'a>(&'a Value);

impl fmt::Display for Plain<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let inner: Part = &|f, v| write!(f, "{}", Plain(v));
        match self.0 {
            Value::Date(d) => write!(f, "{d}"),
            Value::Time(t) => write!(f, "{t}"),
            Value::DateTime(t) => write!(f, "{t}"),
            Value::YearsMonthsDuration(d) => write!(f, "{d}"),
            Value::DaysTimeDuration(d) => write!(f, "{d}"),
            Value::Range(r) => range(f, r, inner),
            Value::List(items) => list(f, items, inner),
            Value::Context(c) => context(f, c, inner),
            other => write!(f, "{other}"),
        }
    }
}

type Part<'a> = &'a dyn Fn(&mut fmt::Formatter<'_>, &Value) -> fmt::Result;

fn quoted(f: &mut fmt::Formatter<'_>, text: &str) -> fmt::Result {
    f.write_char('"')?;
    for c in text.chars() {
        match c {
            '"' => f.write_str("\\\"")?,
            '\\' => f.write_str("\\\\")?,
            '\n' => f.write_str("\\n")?,
            '\r' => f.write_str("\\r")?,
            '\t' => f.write_str("\\t")?,
            c => f.write_char(c)?,
        }
    }
    f.write_char('"')
}

fn list(f: &mut fmt::Formatter<'_>, items: &[Value], part: Part) -> fmt::Result {
    f.write_str("[")?;
    for (at, item) in items.iter().enumerate() {
        if at > 0 {
            f.write_str(", ")?;
        }
        part(f, item)?;
    }
    f.write_str("]")
}

fn context(f: &mut fmt::Formatter<'_>, context: &crate::Context, part: Part) -> fmt::Result {
    f.write_str("{")?;
    for (at, (name, value)) in context.iter().enumerate() {
        if at > 0 {
            f.write_str(", ")?;
        }
        if is_plain_name(name) {
            f.write_str(name)?;
        } else {
            quoted(f, name)?;
        }
        f.write_str(": ")?;
        part(f, value)?;
    }
    f.write_str("}")
}

fn range(f: &mut fmt::Formatter<'_>, range: &Range, part: Part) -> fmt::Result {
    match (range.ends, &range.start, &range.end) {
        (Ends::Upper, _, end) => {
            f.write_str(if range.end_included { "(<= " } else { "(< " })?;
            part(f, end)?;
            f.write_str(")")
        }
        (Ends::Lower, start, _) => {
            f.write_str(if range.start_included { "(>= " } else { "(> " })?;
            part(f, start)?;
            f.write_str(")")
        }
        (Ends::Same, value, _) => {
            f.write_str("(= ")?;
            part(f, value)?;
            f.write_str(")")
        }
        (Ends::Both, start, end) => {
            f.write_str(if range.start_included { "[" } else { "(" })?;
            part(f, start)?;
            f.write_str("..")?;
            part(f, end)?;
            f.write_str(if range.end_included { "]" } else { ")" })
        }
    }
}

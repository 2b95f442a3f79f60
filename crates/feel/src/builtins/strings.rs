//! Functions on texts, by code point (10.3.4.3). Those with patterns are in `patterns`.

use super::{Builtin, Result, at, builtin, integer, string};
use crate::Value;

pub(super) static TABLE: &[Builtin] = &[
    builtin("substring", &[&["string", "start position", "length?"]], |_, a| substring(a)),
    builtin("string length", &[&["string"]], |_, a| Ok(string(a, 0)?.chars().count().into())),
    builtin("upper case", &[&["string"]], |_, a| Ok(string(a, 0)?.to_uppercase().into())),
    builtin("lower case", &[&["string"]], |_, a| Ok(string(a, 0)?.to_lowercase().into())),
    builtin("substring before", &[&["string", "match"]], |_, a| {
        let (text, wanted) = (string(a, 0)?, string(a, 1)?);
        Ok(text.find(wanted).map_or("", |at| &text[..at]).into())
    }),
    builtin("substring after", &[&["string", "match"]], |_, a| {
        let (text, wanted) = (string(a, 0)?, string(a, 1)?);
        Ok(text.find(wanted).map_or("", |at| &text[at + wanted.len()..]).into())
    }),
    builtin("contains", &[&["string", "match"]], |_, a| Ok(string(a, 0)?.contains(string(a, 1)?).into())),
    builtin("starts with", &[&["string", "match"]], |_, a| {
        Ok(string(a, 0)?.starts_with(string(a, 1)?).into())
    }),
    builtin("ends with", &[&["string", "match"]], |_, a| Ok(string(a, 0)?.ends_with(string(a, 1)?).into())),
    builtin("string join", &[&["list", "delimiter?"]], |_, a| join(a)),
];

fn substring(a: &[Value]) -> Result {
    let text = string(a, 0)?;
    let start = integer(a, 1)?;
    let length = text.chars().count();
    let signed = i64::try_from(length).unwrap_or(i64::MAX);
    let skip = match start {
        0 => return Err("the first character is number 1, or -1 from the end".into()),
        1.. => start - 1,
        _ => signed.saturating_add(start),
    };
    // Right behind the last character is nothing, but a place.
    if skip < 0 || skip > signed {
        return Err("the start position is outside of the text".into());
    }
    let take = match at(a, 2) {
        Value::Null if a.len() < 3 => signed,
        _ => integer(a, 2)?,
    };
    if take < 1 && a.len() > 2 {
        return Err("the length must be at least 1".into());
    }
    let (skip, take) = (usize::try_from(skip).unwrap_or(length), usize::try_from(take).unwrap_or(0));
    let rest = &text[offset(text, skip)..];
    Ok(rest[..offset(rest, take)].into())
}

/// The bytes of so many characters, or of all.
fn offset(text: &str, characters: usize) -> usize {
    text.char_indices().nth(characters).map_or(text.len(), |(at, _)| at)
}

fn join(a: &[Value]) -> Result {
    let delimiter = match at(a, 1) {
        Value::Null => "",
        _ => string(a, 1)?,
    };
    let mut joined = String::new();
    let mut first = true;
    for item in super::list(a, 0)? {
        let text = match item {
            Value::Null => continue,
            Value::String(text) => text,
            other => return Err(format!("only texts can be joined, not a {}", other.kind()).into()),
        };
        if !std::mem::take(&mut first) {
            joined.push_str(delimiter);
        }
        joined.push_str(text);
    }
    Ok(joined.into())
}

//! The data of a document: what people typed, made fit for print.
//!
//! PDF/A forbids text without a glyph (ISO 19005-2, 6.2.11.8). One emoji in a free-text answer must not stop a
//! Bescheid, so such characters become U+FFFD and the caller gets a warning that names the place.

use std::borrow::Cow;
use std::fmt::Write as _;

use serde_json::Value;

use crate::fonts::Fonts;
use crate::{Problem, Severity};

/// The path under which a template reads its data.
pub(crate) const DATA: &str = "/data.json";

/// Stands for a character that no embedded font has.
const REPLACEMENT: char = '\u{FFFD}';

/// A copy of the data in which every string can be printed, and a warning for each string that was changed.
pub(crate) fn printable(data: &Value) -> (Value, Vec<Problem>) {
    let mut warnings = Vec::new();
    let value = walk(data, &mut String::new(), &mut warnings);
    (value, warnings)
}

fn walk(value: &Value, path: &mut String, warnings: &mut Vec<Problem>) -> Value {
    let length = path.len();
    match value {
        Value::String(text) => Value::String(clean(text, path, warnings).into_owned()),
        Value::Array(items) => {
            let mut list = Vec::with_capacity(items.len());
            for (index, item) in items.iter().enumerate() {
                let _ = write!(path, "[{index}]");
                list.push(walk(item, path, warnings));
                path.truncate(length);
            }
            Value::Array(list)
        }
        Value::Object(members) => {
            let mut object = serde_json::Map::with_capacity(members.len());
            for (key, member) in members {
                if length > 0 {
                    path.push('.');
                }
                path.push_str(key);
                object.insert(key.clone(), walk(member, path, warnings));
                path.truncate(length);
            }
            Value::Object(object)
        }
        other => other.clone(),
    }
}

fn clean<'a>(text: &'a str, path: &str, warnings: &mut Vec<Problem>) -> Cow<'a, str> {
    if text.chars().all(|c| c.is_ascii_graphic() || c == ' ' || c == '\n') {
        return Cow::Borrowed(text);
    }
    let fonts = Fonts::embedded();
    let mut out = String::with_capacity(text.len());
    let mut lost: Vec<char> = Vec::new();
    for c in text.chars() {
        if matches!(c, '\n' | '\t') || (!c.is_control() && !invisible(c) && fonts.cover(c)) {
            out.push(c);
        } else if !c.is_control() && !invisible(c) {
            out.push(REPLACEMENT);
            if !lost.contains(&c) {
                lost.push(c);
            }
        }
    }
    if !lost.is_empty() {
        let names: Vec<String> =
            lost.iter().take(8).map(|c| format!("{c} (U+{:04X})", u32::from(*c))).collect();
        warnings.push(Problem {
            severity: Severity::Warning,
            file: DATA.trim_start_matches('/').to_owned(),
            line: None,
            column: None,
            message: format!("{path}: no embedded font has {}; shown as {REPLACEMENT}", names.join(", ")),
            hints: Vec::new(),
        });
    }
    Cow::Owned(out)
}

/// Characters without a glyph of their own: joiners, direction marks, variation selectors, the byte order mark.
/// They carry no meaning in print, and direction overrides could make a line read differently than it is stored.
fn invisible(c: char) -> bool {
    matches!(c, '\u{200B}'..='\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2060}'..='\u{206F}' | '\u{FE00}'..='\u{FE0F}'
        | '\u{FEFF}' | '\u{E0000}'..='\u{E0FFF}')
}

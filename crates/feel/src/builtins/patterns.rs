//! Functions with patterns: regular expressions of XPath (10.3.4.3; XQuery and XPath Functions 3.1, 5.6),
//! run by a linear-time engine; only back-references in `matches` need another, which stops after a number of steps.

use super::{Builtin, Result, at, builtin, string};
use crate::{Value, error::Fault};
use regex::{Regex, RegexBuilder};

pub(super) static TABLE: &[Builtin] = &[
    builtin("matches", &[&["input", "pattern", "flags?"]], |_, a| {
        let (input, source, flags) = (string(a, 0)?, string(a, 1)?, flags(a, 2)?);
        if has_back_reference(source) && !flags.contains('q') {
            return matches_back(input, source, flags);
        }
        Ok(pattern(source, flags)?.is_match(input).into())
    }),
    builtin("replace", &[&["input", "pattern", "replacement", "flags?"]], |_, a| {
        let (input, flags) = (string(a, 0)?, flags(a, 3)?);
        replace(input, &pattern(string(a, 1)?, flags)?, flags, a)
    }),
    builtin("split", &[&["string", "delimiter"]], |_, a| {
        let (text, delimiter) = (string(a, 0)?, string(a, 1)?);
        if is_plain(delimiter) {
            return Ok(text.split(delimiter).map(Value::from).collect());
        }
        Ok(split(text, &pattern(delimiter, "")?))
    }),
];

/// The pattern of a call in which it is a constant: compiled with the expression, not at each call.
#[derive(Debug)]
pub(crate) struct Prepared {
    form: Form,
    pattern: Regex,
}

#[derive(Clone, Copy, Debug)]
enum Form {
    Matches,
    Replace,
    Split,
}

impl Prepared {
    /// For a call with these arguments, of which some are constants. `None` where the pattern or the flags are none,
    /// and where the call is to be made as it is: to report a fault, or because nothing is gained.
    pub(crate) fn new(builtin: &Builtin, arguments: &[Option<&Value>]) -> Option<Prepared> {
        let (form, flags_at) = match builtin.name {
            "matches" => (Form::Matches, Some(2)),
            "replace" => (Form::Replace, Some(3)),
            "split" => (Form::Split, None),
            _ => return None,
        };
        let source = (*arguments.get(1)?)?.as_str()?;
        let flags = match flags_at.and_then(|at| arguments.get(at)) {
            None => "",
            Some(None) => return None,
            Some(Some(Value::Null)) => "",
            Some(Some(flags)) => flags.as_str()?,
        };
        let direct = match form {
            Form::Matches => has_back_reference(source) && !flags.contains('q'),
            Form::Replace => false,
            Form::Split => is_plain(source),
        };
        if direct {
            return None;
        }
        Some(Prepared { form, pattern: pattern(source, flags).ok()? })
    }

    /// Calls the function.
    pub(crate) fn run(&self, a: &[Value]) -> Result {
        let input = string(a, 0)?;
        match self.form {
            Form::Matches => Ok(self.pattern.is_match(input).into()),
            Form::Replace => replace(input, &self.pattern, flags(a, 3)?, a),
            Form::Split => Ok(split(input, &self.pattern)),
        }
    }
}

fn split(text: &str, delimiter: &Regex) -> Value {
    delimiter.split(text).map(Value::from).collect()
}

/// Whether a pattern without flags is nothing but a text.
fn is_plain(source: &str) -> bool {
    !source.is_empty()
        && source.chars().all(|c| c.is_alphanumeric() || matches!(c, ' ' | ',' | ';' | '/' | '_'))
}

fn flags(a: &[Value], place: usize) -> Result<&str> {
    if at(a, place).is_null() { Ok("") } else { string(a, place) }
}

fn replace(input: &str, pattern: &Regex, flags: &str, a: &[Value]) -> Result {
    if pattern.is_match("") {
        return Err("the pattern matches the empty text".into());
    }
    let replacement = string(a, 2)?;
    if flags.contains('q') {
        return Ok(pattern.replace_all(input, regex::NoExpand(replacement)).into_owned().into());
    }
    let replacement = replacement_of(replacement, pattern.captures_len() - 1)?;
    Ok(pattern.replace_all(input, replacement).into_owned().into())
}

/// `$1` and `\$` of XPath as the regex crate writes them.
fn replacement_of(text: &str, groups: usize) -> Result<String> {
    let mut out = String::new();
    let mut chars = text.chars().peekable();
    while let Some(c) = chars.next() {
        match c {
            '\\' => match chars.next() {
                Some('$') => out.push_str("$$"),
                Some('\\') => out.push('\\'),
                _ => return Err("in a replacement, \\ is followed by $ or \\".into()),
            },
            '$' => {
                let mut number = match chars.next().and_then(|c| c.to_digit(10)) {
                    Some(digit) => digit as usize,
                    None => return Err("in a replacement, $ is followed by a number".into()),
                };
                // As many digits as there are groups; the others stand for themselves.
                while let Some(digit) = chars.peek().and_then(|c| c.to_digit(10)) {
                    let longer = number * 10 + digit as usize;
                    if longer > groups {
                        break;
                    }
                    number = longer;
                    chars.next();
                }
                if number <= groups {
                    out.push_str(&format!("${{{number}}}"));
                }
            }
            c => out.push(c),
        }
    }
    Ok(out)
}

fn pattern(source: &str, flags: &str) -> Result<Regex> {
    let (translated, builder_flags) = prepared(source, flags)?;
    RegexBuilder::new(&translated)
        .dot_matches_new_line(builder_flags.0)
        .multi_line(builder_flags.1)
        .case_insensitive(builder_flags.2)
        .size_limit(1 << 20)
        .nest_limit(100)
        .build()
        .map_err(|_| Fault::from(format!("'{source}' is not a valid pattern")))
}

/// The pattern in the syntax of the engine, and the flags s, m and i.
fn prepared(source: &str, flags: &str) -> Result<(String, (bool, bool, bool))> {
    let mut source = std::borrow::Cow::Borrowed(source);
    let mut builder_flags = (false, false, false);
    for flag in flags.chars() {
        match flag {
            's' => builder_flags.0 = true,
            'm' => builder_flags.1 = true,
            'i' => builder_flags.2 = true,
            'x' => {
                if !flags.contains('q') {
                    source = without_space(&source).into();
                }
            }
            'q' => {}
            other => return Err(format!("the flag '{other}' is not one of s, m, i, x, q").into()),
        }
    }
    let translated =
        if flags.contains('q') { regex::escape(&source) } else { translate(&source, builder_flags.0)? };
    Ok((translated, builder_flags))
}

fn has_back_reference(source: &str) -> bool {
    let mut chars = source.chars();
    while let Some(c) = chars.next() {
        if c == '\\' && chars.next().is_some_and(|c| ('1'..='9').contains(&c)) {
            return true;
        }
    }
    false
}

fn matches_back(input: &str, source: &str, flags: &str) -> Result {
    let (translated, (dot_is_all, multi_line, any_case)) = prepared(source, flags)?;
    let pattern = fancy_regex::RegexBuilder::new(&translated)
        .dot_matches_new_line(dot_is_all)
        .multi_line(multi_line)
        .case_insensitive(any_case)
        .backtrack_limit(100_000)
        .delegate_size_limit(1 << 20)
        .build()
        .map_err(|_| Fault::from(format!("'{source}' is not a valid pattern")))?;
    pattern
        .is_match(input)
        .map(Value::from)
        .map_err(|_| Fault::from(format!("the pattern '{source}' takes too many steps")))
}

/// The flag `x`: white space outside of classes does not count.
fn without_space(source: &str) -> String {
    let (mut depth, mut escaped) = (0u32, false);
    source
        .chars()
        .filter(|c| {
            let keep = depth > 0 || !c.is_whitespace();
            match c {
                _ if escaped => escaped = false,
                '\\' => escaped = true,
                '[' => depth += 1,
                ']' => depth = depth.saturating_sub(1),
                _ => {}
            }
            keep
        })
        .collect()
}

/// A pattern of XPath in the syntax of the regex crate.
fn translate(source: &str, dot_is_all: bool) -> Result<String> {
    let mut out = String::new();
    let mut depth = 0u32;
    let mut chars = source.chars().peekable();
    while let Some(c) = chars.next() {
        match c {
            '\\' if chars.peek() == Some(&'p') || chars.peek() == Some(&'P') => {
                property(&mut chars, depth > 0, &mut out);
            }
            '\\' => escape(chars.next(), &mut out)?,
            // A point is no end of a line, and XPath counts the carriage return as one.
            '.' if depth == 0 && !dot_is_all => out.push_str("[^\\n\\r]"),
            '[' if depth == 0 => {
                depth = 1;
                out.push('[');
            }
            '-' if depth > 0 && chars.peek() == Some(&'[') => {
                // Subtraction of classes.
                chars.next();
                depth += 1;
                out.push_str("--[");
            }
            '[' => out.push_str("\\["),
            ']' if depth > 0 => {
                depth -= 1;
                out.push(']');
            }
            '&' | '~' if depth > 0 => {
                out.push('\\');
                out.push(c);
            }
            '(' if depth == 0 && chars.peek() == Some(&'?') => {
                chars.next();
                if chars.next() != Some(':') {
                    return Err("in a pattern, (? is only followed by :".into());
                }
                out.push_str("(?:");
            }
            c => out.push(c),
        }
    }
    Ok(out)
}

fn escape(escaped: Option<char>, out: &mut String) -> Result<()> {
    match escaped {
        Some('i') => out.push_str("[\\p{L}_:]"),
        Some('I') => out.push_str("[^\\p{L}_:]"),
        Some('c') => out.push_str("[\\p{L}\\p{N}\\p{M}_:.\\-]"),
        Some('C') => out.push_str("[^\\p{L}\\p{N}\\p{M}_:.\\-]"),
        Some(c) => {
            out.push('\\');
            out.push(c);
        }
        None => return Err("the pattern ends with \\".into()),
    }
    Ok(())
}

/// `\p{...}`: blocks of Unicode by name (`IsBasicLatin`) become their ranges, other properties stay.
fn property(chars: &mut std::iter::Peekable<std::str::Chars<'_>>, in_class: bool, out: &mut String) {
    let negated = chars.next() == Some('P');
    let name: String = if chars.peek() == Some(&'{') {
        chars.by_ref().skip(1).take_while(|c| *c != '}').collect()
    } else {
        chars.next().into_iter().collect()
    };
    let block = BLOCKS.iter().find(|(block, _)| name.strip_prefix("Is") == Some(block));
    match block {
        Some((_, range)) if in_class && !negated => out.push_str(range),
        Some((_, range)) => out.push_str(&format!("[{}{range}]", if negated { "^" } else { "" })),
        None => out.push_str(&format!("\\{}{{{name}}}", if negated { 'P' } else { 'p' })),
    }
}

/// The blocks of the scripts of Europe (Unicode, Blocks.txt).
const BLOCKS: [(&str, &str); 10] = [
    ("BasicLatin", "\\x{0}-\\x{7F}"),
    ("Latin-1Supplement", "\\x{80}-\\x{FF}"),
    ("LatinExtended-A", "\\x{100}-\\x{17F}"),
    ("LatinExtended-B", "\\x{180}-\\x{24F}"),
    ("CombiningDiacriticalMarks", "\\x{300}-\\x{36F}"),
    ("Greek", "\\x{370}-\\x{3FF}"),
    ("Cyrillic", "\\x{400}-\\x{4FF}"),
    ("LatinExtendedAdditional", "\\x{1E00}-\\x{1EFF}"),
    ("GeneralPunctuation", "\\x{2000}-\\x{206F}"),
    ("CurrencySymbols", "\\x{20A0}-\\x{20CF}"),
];

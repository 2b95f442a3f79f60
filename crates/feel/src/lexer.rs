//! Tokens of FEEL (DMN 1.5, 10.3.1.2). Scanned on demand, since the names in scope decide where a name ends.

use crate::{
    Error, Number, Position,
    names::{is_name_part, is_name_sign, is_name_start, is_simple_name},
};
use std::{collections::HashMap, sync::Arc};

/// A token and where it stands.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Token {
    pub(crate) kind: Kind,
    pub(crate) start: usize,
    pub(crate) end: usize,
}

#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Kind {
    Number(Number),
    String(String),
    /// `@"..."`
    At(String),
    Name(Arc<str>),
    Keyword(&'static str),
    Symbol(&'static str),
    End,
}

const KEYWORDS: [&str; 19] = [
    "and",
    "between",
    "else",
    "every",
    "external",
    "false",
    "for",
    "function",
    "if",
    "in",
    "instance",
    "null",
    "of",
    "or",
    "return",
    "satisfies",
    "some",
    "then",
    "true",
];

pub(crate) fn is_keyword(name: &str) -> bool {
    KEYWORDS.contains(&name)
}

/// Longer symbols first.
const SYMBOLS: [&str; 27] = [
    "->", "..", "**", "<=", ">=", "!=", "(", ")", "[", "]", "{", "}", ",", ":", ".", "+", "-", "*", "/", "=",
    "<", ">", "\u{2264}", "\u{2265}", "\u{2212}", "\u{2260}", ";",
];

/// Names with spaces or signs, found by their words and signs.
#[derive(Clone, Debug, Default)]
pub(crate) struct Composed {
    names: HashMap<String, Arc<str>>,
    longest: usize,
}

impl Composed {
    pub(crate) fn add(&mut self, name: &Arc<str>) {
        if is_simple_name(name) {
            return;
        }
        let words = words(name);
        let count = words.len();
        if let Some(key) = join(&words) {
            self.longest = self.longest.max(count);
            self.names.insert(key, name.clone());
        }
    }
}

/// The longest name of several sets at the start of `text`, and its length.
fn longest_at(text: &str, known: &[&Composed]) -> Option<(Arc<str>, usize)> {
    let longest = known.iter().map(|set| set.longest).max()?;
    let mut found = None;
    let mut key = String::new();
    let mut rest = text;
    let mut last_word = false;
    for _ in 0..longest {
        let trimmed = rest.trim_start();
        let Some((word, is_word)) = first_word(trimmed) else { break };
        if is_word && last_word {
            key.push(' ');
        }
        key.push_str(word);
        last_word = is_word;
        rest = &trimmed[word.len()..];
        if let Some(name) = known.iter().find_map(|set| set.names.get(&key)) {
            found = Some((name.clone(), text.len() - rest.len()));
        }
    }
    found
}

/// The first word or sign of a name.
fn first_word(text: &str) -> Option<(&str, bool)> {
    let first = text.chars().next()?;
    if is_name_part(first) {
        let end = text.find(|c| !is_name_part(c)).unwrap_or(text.len());
        return Some((&text[..end], true));
    }
    // Signs that no operator uses may appear in declared names too.
    let sign =
        is_name_sign(first) || matches!(first, '(' | ')' | '%' | '&' | '#' | '\u{20AC}' | '\u{A7}' | ':');
    sign.then(|| (&text[..first.len_utf8()], false))
}

fn words(name: &str) -> Vec<(&str, bool)> {
    let mut rest = name.trim_start();
    let mut words = Vec::new();
    while let Some((word, is_word)) = first_word(rest) {
        words.push((word, is_word));
        rest = rest[word.len()..].trim_start();
    }
    if rest.is_empty() { words } else { Vec::new() }
}

fn join(words: &[(&str, bool)]) -> Option<String> {
    // A name begins with a letter; else nothing would look for it.
    words.first()?.0.chars().next().filter(|c| is_name_start(*c))?;
    let mut key = String::new();
    let mut last_word = false;
    for (word, is_word) in words {
        if *is_word && last_word {
            key.push(' ');
        }
        key.push_str(word);
        last_word = *is_word;
    }
    Some(key)
}

pub(crate) fn syntax(source: &str, offset: usize, message: impl Into<String>) -> Error {
    Error::Syntax { message: message.into(), position: Position::of(source, offset) }
}

/// Skips white space and comments.
pub(crate) fn skip(source: &str, mut at: usize) -> Result<usize, Error> {
    loop {
        let rest = &source[at..];
        let trimmed =
            rest.trim_start_matches(|c: char| c.is_whitespace() || c == '\u{FEFF}' || c == '\u{180E}');
        at = source.len() - trimmed.len();
        if trimmed.starts_with("//") {
            at = trimmed.find('\n').map_or(source.len(), |end| at + end);
        } else if let Some(comment) = trimmed.strip_prefix("/*") {
            let end =
                comment.find("*/").ok_or_else(|| syntax(source, at, "this comment has no end; add */"))?;
            at += end + 4;
        } else {
            return Ok(at);
        }
    }
}

/// The token at or after `at`.
pub(crate) fn scan(source: &str, at: usize, known: &[&Composed]) -> Result<Token, Error> {
    let start = skip(source, at)?;
    let rest = &source[start..];
    let Some(first) = rest.chars().next() else {
        return Ok(Token { kind: Kind::End, start, end: start });
    };
    let token = |kind, length: usize| Ok(Token { kind, start, end: start + length });
    if first == '"' {
        let (text, length) = string(source, start)?;
        return token(Kind::String(text), length);
    }
    if first == '@' {
        let quote = skip(source, start + 1)?;
        if !source[quote..].starts_with('"') {
            return Err(syntax(source, start, "after @ a text in quotes is expected, as in @\"2026-01-31\""));
        }
        let (text, length) = string(source, quote)?;
        return token(Kind::At(text), quote + length - start);
    }
    if first.is_ascii_digit() || first == '.' && rest[1..].starts_with(|c: char| c.is_ascii_digit()) {
        let length = number_length(rest);
        let number =
            rest[..length].parse().map_err(|_| syntax(source, start, "this number is out of range"))?;
        return token(Kind::Number(number), length);
    }
    if is_name_start(first) {
        if let Some((name, length)) = longest_at(rest, known) {
            return token(Kind::Name(name), length);
        }
        let length = rest.find(|c| !is_name_part(c)).unwrap_or(rest.len());
        let word = &rest[..length];
        let kind = match KEYWORDS.iter().find(|k| **k == word) {
            Some(keyword) => Kind::Keyword(keyword),
            None => Kind::Name(word.into()),
        };
        return token(kind, length);
    }
    for symbol in SYMBOLS {
        if rest.starts_with(symbol) {
            let kind = match symbol {
                "\u{2264}" => "<=",
                "\u{2265}" => ">=",
                "\u{2212}" => "-",
                "\u{2260}" => "!=",
                other => other,
            };
            return token(Kind::Symbol(kind), symbol.len());
        }
    }
    Err(syntax(source, start, format!("the character '{first}' is not expected here")))
}

fn number_length(text: &str) -> usize {
    let digits = |from: usize| text[from..].bytes().take_while(u8::is_ascii_digit).count();
    let mut length = digits(0);
    if text[length..].starts_with('.') {
        let fraction = digits(length + 1);
        if fraction > 0 {
            length += 1 + fraction;
        }
    }
    if text[length..].starts_with(['e', 'E']) {
        let sign = usize::from(text[length + 1..].starts_with(['+', '-']));
        let exponent = digits(length + 1 + sign);
        if exponent > 0 {
            length += 1 + sign + exponent;
        }
    }
    length
}

/// The text of a string literal and the length of the literal.
fn string(source: &str, start: usize) -> Result<(String, usize), Error> {
    let mut text = String::new();
    let mut at = start + 1;
    loop {
        let rest = &source[at..];
        let plain = rest.find(['"', '\\']).unwrap_or(rest.len());
        text.push_str(&rest[..plain]);
        at += plain;
        match source.as_bytes().get(at) {
            Some(b'"') => return Ok((text, at + 1 - start)),
            Some(_) => {
                let (c, length) = escape(&source[at..]);
                match c {
                    Some(c) => text.push(c),
                    // Not an escape: both characters stand for themselves.
                    None => text.push_str(&source[at..at + length]),
                }
                at += length;
            }
            None => return Err(syntax(source, start, "this text has no closing quote")),
        }
    }
}

/// What an escape at the start of `text` means, and its length.
fn escape(text: &str) -> (Option<char>, usize) {
    let Some(kind) = text[1..].chars().next() else { return (None, 1) };
    let hex = |from: usize, count: usize| {
        text.get(from..from + count)
            .filter(|digits| digits.bytes().all(|b| b.is_ascii_hexdigit()))
            .and_then(|digits| u32::from_str_radix(digits, 16).ok())
    };
    match kind {
        'n' => (Some('\n'), 2),
        'r' => (Some('\r'), 2),
        't' => (Some('\t'), 2),
        '"' | '\'' | '\\' => (Some(kind), 2),
        'u' => match hex(2, 4) {
            Some(high @ 0xD800..=0xDBFF) if text.get(6..8) == Some("\\u") => match hex(8, 4) {
                Some(low @ 0xDC00..=0xDFFF) => {
                    (char::from_u32(0x10000 + ((high - 0xD800) << 10) + (low - 0xDC00)), 12)
                }
                _ => (None, 2),
            },
            Some(code) => match char::from_u32(code) {
                Some(c) => (Some(c), 6),
                None => (None, 2),
            },
            None => (None, 2),
        },
        'U' => match hex(2, 6).and_then(char::from_u32) {
            Some(c) => (Some(c), 8),
            None => (None, 2),
        },
        other => (None, 1 + other.len_utf8()),
    }
}

/// A name as it stands before a colon, a comma or another end: words, spaces and signs.
///
/// Returns the name and where it ends; `None` if no name stands there.
pub(crate) fn raw_name(source: &str, at: usize) -> Option<(String, usize)> {
    let start = skip(source, at).ok()?;
    let rest = &source[start..];
    rest.chars().next().filter(|c| is_name_start(*c))?;
    let end =
        rest.find(|c: char| !(is_name_part(c) || is_name_sign(c) || c.is_whitespace())).unwrap_or(rest.len());
    Some((crate::names::normalize(&rest[..end]), start + end))
}

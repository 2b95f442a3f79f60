//! From what a person typed to a typed value: numbers and dates as they are written in Germany, and in ISO form.

use feel::{Number, Rounding, Value};
use jiff::civil::{Date, DateTime, Time};

use crate::answers::Answers;
use crate::error::FieldProblem;
use crate::layout::InputKind;
use crate::model::{Field, Limits};

/// The value of a raw answer: `None` if there is no answer.
pub(crate) fn read(
    field: &Field,
    raw: &str,
    answers: &Answers,
    lang: &str,
) -> Result<Option<Value>, FieldProblem> {
    let Some(input) = field.input else { return Ok(None) };
    let text = latin::nfc(raw.trim());
    if text.is_empty() {
        return Ok(None);
    }
    characters(&text, input == InputKind::Textarea)?;
    // A tab between two words is what a table leaves that was copied from.
    let line = text.replace('\t', " ");
    let text = if input == InputKind::Textarea { &*text } else { line.as_str() };
    let limits = &field.limits;
    match input {
        InputKind::Text | InputKind::Textarea | InputKind::Email | InputKind::Phone => {
            written(text, input, limits, lang).map(|text| Value::String(text.into()))
        }
        InputKind::Radio | InputKind::Select | InputKind::Checkboxes => {
            match field.codes.as_ref().and_then(|codes| codes.get(text)) {
                Some(code) => Ok(Value::String(code.code.as_str().into())),
                None => Err(FieldProblem::Choice),
            }
        }
        InputKind::YesNo | InputKind::Checkbox => yes_no(text).map(Value::Boolean).ok_or(FieldProblem::YesNo),
        InputKind::Integer | InputKind::Decimal | InputKind::Money => {
            number(text, input, limits).map(Value::Number)
        }
        InputKind::Date => {
            let date = date(text).ok_or(FieldProblem::Date)?;
            day(date, limits).map(|()| Value::Date(feel::Date::from(date)))
        }
        InputKind::Time => time(text).and_then(feel_time).map(Value::Time).ok_or(FieldProblem::Time),
        InputKind::Datetime => date_time(text)
            .and_then(|at| Some(feel::DateTime::new(feel::Date::from(at.date()), feel_time(at.time())?)))
            .map(Value::DateTime)
            .ok_or(FieldProblem::DateTime),
        InputKind::File => file(text, limits, answers).map(|()| Value::String(text.into())),
    }
    .map(Some)
}

/// The value of a computed field: `None` for null; [`FieldProblem::NotComputed`] if it is not what the field's type asks
/// for.
pub(crate) fn computed(field: &Field, value: Value, lang: &str) -> Result<Option<Value>, FieldProblem> {
    let Some(kind) = field.computed else { return Ok(None) };
    let limits = &field.limits;
    match (kind, value) {
        (_, Value::Null) => return Ok(None),
        (InputKind::Money, Value::Number(number)) => {
            let cents = number.round(2, Rounding::HalfUp).ok_or(FieldProblem::NotComputed)?;
            bounded(cents, limits).map(Value::Number)
        }
        (InputKind::Integer, Value::Number(number)) if !number.is_integer() => Err(FieldProblem::NotComputed),
        (InputKind::Decimal | InputKind::Integer, Value::Number(number)) => {
            bounded(number, limits).map(Value::Number)
        }
        (
            InputKind::Text | InputKind::Textarea | InputKind::Email | InputKind::Phone,
            Value::String(text),
        ) => {
            let text = latin::nfc(text.trim());
            characters(&text, kind == InputKind::Textarea)?;
            if text.is_empty() {
                return Ok(None);
            }
            written(&text, kind, limits, lang).map(|text| Value::String(text.into()))
        }
        (InputKind::YesNo | InputKind::Checkbox, Value::Boolean(yes)) => Ok(Value::Boolean(yes)),
        (InputKind::Date, Value::Date(date)) => match Date::try_from(date) {
            Ok(plain) => day(plain, limits).map(|()| Value::Date(date)),
            Err(_) => Err(FieldProblem::NotComputed),
        },
        (InputKind::Time, Value::Time(time)) => Ok(Value::Time(time)),
        (InputKind::Datetime, Value::DateTime(at)) => Ok(Value::DateTime(at)),
        _ => Err(FieldProblem::NotComputed),
    }
    .map(Some)
}

fn day(date: Date, limits: &Limits) -> Result<(), FieldProblem> {
    match (limits.min_date, limits.max_date) {
        (Some(min), _) if date < min => Err(FieldProblem::TooEarly { min }),
        (_, Some(max)) if date > max => Err(FieldProblem::TooLate { max }),
        _ => Ok(()),
    }
}

/// Refuses what cannot be text, and line breaks in a line.
fn characters(text: &str, lines: bool) -> Result<(), FieldProblem> {
    let line_break = || text.chars().find(|c| !lines && matches!(c, '\n' | '\r'));
    match latin::unfit(text).or_else(line_break) {
        Some(character) => Err(FieldProblem::Character { code: code_point(character) }),
        None => Ok(()),
    }
}

/// `U+0007`.
fn code_point(character: char) -> String {
    format!("U+{:04X}", u32::from(character))
}

fn written(text: &str, input: InputKind, limits: &Limits, lang: &str) -> Result<String, FieldProblem> {
    let text = text.replace("\r\n", "\n");
    if let Some(datatype) = limits.letters
        && let Err(latin::Wrong { character, .. }) = latin::check(&text, datatype)
    {
        return Err(FieldProblem::Letter { character, code: code_point(character) });
    }
    let actual = u32::try_from(latin::length(&text)).unwrap_or(u32::MAX);
    if let Some(min) = limits.min_length.filter(|min| actual < *min) {
        return Err(FieldProblem::TooShort { min, actual });
    }
    if let Some(max) = limits.max_length.filter(|max| actual > *max) {
        return Err(FieldProblem::TooLong { max, actual });
    }
    if input == InputKind::Email && !is_email(&text) {
        return Err(FieldProblem::Email);
    }
    if input == InputKind::Phone && !is_phone(&text) {
        return Err(FieldProblem::Phone);
    }
    match &limits.pattern {
        Some((pattern, _)) if !pattern.is_match(&text) => Err(FieldProblem::Pattern {
            text: limits.pattern_hint.as_ref().map(|hint| hint.get(lang).to_owned()),
        }),
        _ => Ok(text),
    }
}

/// Good enough to find slips of the pen; whether it exists, only a mail to it shows.
fn is_email(text: &str) -> bool {
    let Some((local, domain)) = text.rsplit_once('@') else { return false };
    let labels = || domain.split('.');
    !local.is_empty()
        && local.len() <= 64
        && text.len() <= 254
        && !local.contains('@')
        && !text.contains(char::is_whitespace)
        && labels().count() >= 2
        && labels().all(|label| !label.is_empty() && !label.starts_with('-') && !label.ends_with('-'))
}

fn is_phone(text: &str) -> bool {
    let digits = text.chars().filter(char::is_ascii_digit).count();
    (3..=20).contains(&digits) && text.chars().all(|c| c.is_ascii_digit() || " +-/().".contains(c))
}

fn yes_no(text: &str) -> Option<bool> {
    match text.to_lowercase().as_str() {
        "true" | "ja" | "on" => Some(true),
        "false" | "nein" => Some(false),
        _ => None,
    }
}

fn number(text: &str, input: InputKind, limits: &Limits) -> Result<Number, FieldProblem> {
    let text = match input {
        InputKind::Money => text.trim_end_matches('€').trim_end_matches("EUR").trim_end(),
        _ => text,
    };
    let none = || match input {
        InputKind::Integer => FieldProblem::Integer,
        _ => FieldProblem::Number,
    };
    let (digits, decimals) = plain(text).ok_or_else(none)?;
    let number: Number = digits.parse().map_err(|_| none())?;
    if input == InputKind::Integer && decimals > 0 {
        return Err(FieldProblem::Integer);
    }
    if input == InputKind::Money && decimals > 2 {
        return Err(FieldProblem::Decimals { max: 2 });
    }
    bounded(number, limits)
}

fn bounded(number: Number, limits: &Limits) -> Result<Number, FieldProblem> {
    if let Some(min) = limits.min.filter(|min| number < *min) {
        return Err(FieldProblem::TooSmall { min: min.to_string() });
    }
    if let Some(max) = limits.max.filter(|max| number > *max) {
        return Err(FieldProblem::TooLarge { max: max.to_string() });
    }
    Ok(number)
}

/// A number in German notation as `-1234.56`, with its count of decimal places. Groups of thousands may be set off by
/// `.`, blanks or `'`; a single dot that cannot set off thousands is a decimal point, as foreign keyboards have it.
/// `None` where there is no number, or two readings.
pub(crate) fn plain(text: &str) -> Option<(String, usize)> {
    let (sign, rest) = match text.strip_prefix(['-', '\u{2212}', '\u{2013}']) {
        Some(rest) => ("-", rest.trim_start()),
        None => ("", text.strip_prefix('+').unwrap_or(text)),
    };
    let (whole, fraction) = match rest.split_once(',') {
        Some((whole, fraction)) => (grouped(whole)?, fraction.to_owned()),
        None => match (grouped(rest), rest.split_once('.')) {
            (Some(whole), _) => (whole, String::new()),
            (None, Some((whole, fraction))) if fraction.len() != 3 => (grouped(whole)?, fraction.to_owned()),
            _ => return None,
        },
    };
    let digits = |part: &str| part.bytes().all(|byte| byte.is_ascii_digit());
    if whole.is_empty() || whole.len() + fraction.len() > 34 || !digits(&fraction) {
        return None;
    }
    match (fraction.is_empty(), rest.ends_with([',', '.'])) {
        (true, true) => None,
        (true, false) => Some((format!("{sign}{whole}"), 0)),
        (false, _) => Some((format!("{sign}{whole}.{fraction}"), fraction.len())),
    }
}

/// Digits, or groups of three after a first group of up to three that does not start with 0.
fn grouped(text: &str) -> Option<String> {
    let digits = |part: &str| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit());
    if digits(text) {
        return Some(text.to_owned());
    }
    for separator in ['.', ' ', '\u{A0}', '\u{202F}', '\''] {
        let mut parts = text.split(separator);
        let first = parts.next()?;
        let mut rest = parts.peekable();
        let well = digits(first) && first.len() <= 3 && !first.starts_with('0') && rest.peek().is_some();
        if well && rest.all(|part| part.len() == 3 && digits(part)) {
            return Some(text.chars().filter(char::is_ascii_digit).collect());
        }
    }
    None
}

/// `3.4.2026`, `03.04.2026` or `2026-04-03`.
pub(crate) fn date(text: &str) -> Option<Date> {
    let number = |part: &str, most: usize| {
        let well = !part.is_empty() && part.len() <= most && part.bytes().all(|byte| byte.is_ascii_digit());
        if well { part.parse::<i16>().ok() } else { None }
    };
    let (year, month, day) = if let [year, month, day] = text.split('-').collect::<Vec<_>>()[..] {
        (year, month, day)
    } else if let [day, month, year] = text.split('.').map(str::trim).collect::<Vec<_>>()[..] {
        (year, month, day)
    } else {
        return None;
    };
    // A year of two digits has two readings.
    if year.len() != 4 {
        return None;
    }
    let date = Date::new(
        number(year, 4)?,
        i8::try_from(number(month, 2)?).ok()?,
        i8::try_from(number(day, 2)?).ok()?,
    );
    date.ok().filter(|date| date.year() > 0)
}

/// `14:30`, `14.30 Uhr`, `14:30:15`.
fn time(text: &str) -> Option<Time> {
    let text = text.trim_end_matches("Uhr").trim_end();
    let parts: Vec<&str> = text.split([':', '.']).collect();
    if !(2..=3).contains(&parts.len()) {
        return None;
    }
    let number = |part: &str, from: usize| {
        let well = (from..=2).contains(&part.len()) && part.bytes().all(|byte| byte.is_ascii_digit());
        if well { part.parse::<i8>().ok() } else { None }
    };
    let second = parts.get(2).map_or(Some(0), |part| number(part, 2))?;
    Time::new(number(parts[0], 1)?, number(parts[1], 2)?, second, 0).ok()
}

fn date_time(text: &str) -> Option<DateTime> {
    let (day, clock) = text.split_once([' ', 'T', ','])?;
    Some(date(day)?.to_datetime(time(clock.trim())?))
}

fn feel_time(time: Time) -> Option<feel::Time> {
    let part = |value: i8| u8::try_from(value).ok();
    feel::Time::new(part(time.hour())?, part(time.minute())?, part(time.second())?, 0, None)
}

fn file(id: &str, limits: &Limits, answers: &Answers) -> Result<(), FieldProblem> {
    let upload = answers.upload(id).ok_or(FieldProblem::FileUnknown)?;
    if let Some(max) = limits.max_size.filter(|max| upload.size > *max) {
        return Err(FieldProblem::FileTooLarge { max, actual: upload.size });
    }
    let essence =
        |media_type: &str| media_type.split(';').next().unwrap_or_default().trim().to_ascii_lowercase();
    let actual = essence(&upload.media_type);
    if limits.media_types.is_empty() || limits.media_types.iter().any(|allowed| essence(allowed) == actual) {
        Ok(())
    } else {
        Err(FieldProblem::FileType { allowed: limits.media_types.clone(), actual: upload.media_type.clone() })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_are_read_as_germans_write_them() {
        for (text, expected) in [
            ("3.4.2026", Some("2026-04-03")),
            ("03.04.2026", Some("2026-04-03")),
            ("3. 4. 2026", Some("2026-04-03")),
            ("2026-04-03", Some("2026-04-03")),
            ("29.2.2024", Some("2024-02-29")),
            ("29.2.2023", None),
            ("31.4.2026", None),
            ("3.4.26", None),
            ("3/4/2026", None),
            ("0.4.2026", None),
            ("1.1.0000", None),
            ("morgen", None),
            ("+3.4.2026", None),
        ] {
            assert_eq!(date(text).map(|date| date.to_string()).as_deref(), expected, "{text}");
        }
    }

    #[test]
    fn numbers_are_read_as_germans_write_them() {
        for (text, expected) in [
            ("1.234,56", Some(("1234.56", 2))),
            ("1234,5", Some(("1234.5", 1))),
            ("1.234", Some(("1234", 0))),
            ("1 234 567", Some(("1234567", 0))),
            ("1.5", Some(("1.5", 1))),
            ("-7", Some(("-7", 0))),
            ("−7,25", Some(("-7.25", 2))),
            ("0,125", Some(("0.125", 3))),
            ("0.125", None),
            ("1.2345,6", None),
            ("1,234.5", None),
            ("12.34.56", None),
            ("1,", None),
            (",5", None),
            ("1e5", None),
            ("", None),
            ("٣", None),
        ] {
            let read = plain(text);
            assert_eq!(read.as_ref().map(|(digits, places)| (digits.as_str(), *places)), expected, "{text}");
        }
    }

    #[test]
    fn times_addresses_and_characters() {
        assert_eq!(time("14:30").unwrap().to_string(), "14:30:00");
        assert_eq!(time("9.05 Uhr").unwrap().to_string(), "09:05:00");
        assert!(time("24:00").is_none() && time("9:5").is_none());
        assert_eq!(date_time("3.4.2026 14:30").unwrap().to_string(), "2026-04-03T14:30:00");
        assert!(
            is_email("a@b.de") && is_email("ä.ö@müller.example") && !is_email("a@b") && !is_email("a b@c.de")
        );
        assert!(is_phone("+49 (361) 12-34") && !is_phone("12") && !is_phone("ruf an"));
        assert!(characters("Łukasz Ďuriš\u{301}", false).is_ok());
        for bad in ["a\u{0}b", "a\nb", "a\u{202E}b", "a\u{FFFD}", "a\u{1FFFF}"] {
            assert!(characters(bad, false).is_err(), "{bad:?}");
        }
        assert!(characters("a\r\nb\tc", true).is_ok() && characters("a\tb", false).is_ok());
    }
}

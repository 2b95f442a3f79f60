//! How variables are kept: JSON in which every FEEL value comes back as what it was.
//!
//! Null, booleans, texts, lists, contexts and whole numbers of 64 bits are plain JSON, so that a state can be
//! read by people and queried in a database. Everything else is an object with one tagged entry:
//! `{"@number": "0.10"}`, `{"@date": "2026-03-01"}`, `{"@time": …}`, `{"@date and time": …}`,
//! `{"@months": "P1Y"}`, `{"@seconds": "PT1H"}`, `{"@range": {…}}`. A context whose only name begins with `@`
//! is wrapped as `{"@context": {…}}`. Functions cannot be kept; they are refused when they arrive.

use std::fmt;
use std::sync::Arc;

use feel::{Context, Value};
use serde::de::{MapAccess, SeqAccess, Visitor};
use serde::ser::{Error as _, SerializeMap, SerializeSeq};
use serde::{Deserialize, Deserializer, Serialize, Serializer, de};

const NUMBER: &str = "@number";
const DATE: &str = "@date";
const TIME: &str = "@time";
const DATE_TIME: &str = "@date and time";
const MONTHS: &str = "@months";
const SECONDS: &str = "@seconds";
const RANGE: &str = "@range";
const CONTEXT: &str = "@context";

/// A value in its stored form.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Stored(pub(crate) Value);

impl Serialize for Stored {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        Borrowed(&self.0).serialize(serializer)
    }
}

impl<'de> Deserialize<'de> for Stored {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(StoredVisitor).map(Stored)
    }
}

/// Variables in the form in which a [`crate::State`] keeps them: JSON from which every FEEL value comes back as what it
/// was. For shells that keep messages and work.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Variables(#[serde(with = "context")] pub Context);

/// For `#[serde(with = …)]` on a [`Context`].
pub(crate) mod context {
    use super::*;

    pub(crate) fn serialize<S: Serializer>(context: &Context, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(Some(context.len()))?;
        for (name, value) in context {
            map.serialize_entry(&**name, &Borrowed(value))?;
        }
        map.end()
    }

    pub(crate) fn deserialize<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Context, D::Error> {
        deserializer.deserialize_map(ContextVisitor)
    }
}

/// For `#[serde(with = …)]` on an `Option<Value>`.
pub(crate) mod option {
    use super::*;

    pub(crate) fn serialize<S: Serializer>(value: &Option<Value>, serializer: S) -> Result<S::Ok, S::Error> {
        value.as_ref().map(Borrowed).serialize(serializer)
    }

    pub(crate) fn deserialize<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<Value>, D::Error> {
        Ok(Option::<Stored>::deserialize(deserializer)?.map(|stored| stored.0))
    }
}

struct Borrowed<'v>(&'v Value);

impl Serialize for Borrowed<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self.0 {
            Value::Null => serializer.serialize_unit(),
            Value::Boolean(value) => serializer.serialize_bool(*value),
            Value::String(value) => serializer.serialize_str(value),
            Value::Number(number) => match number.to_i64() {
                // "1.0" and "1" are equal numbers but print differently; only plain integers are plain.
                Some(integer) if integer.to_string() == number.to_string() => {
                    serializer.serialize_i64(integer)
                }
                _ => tagged(serializer, NUMBER, &number.to_string()),
            },
            Value::Date(value) => tagged(serializer, DATE, &value.to_string()),
            Value::Time(value) => tagged(serializer, TIME, &value.to_string()),
            Value::DateTime(value) => tagged(serializer, DATE_TIME, &value.to_string()),
            Value::YearsMonthsDuration(value) => tagged(serializer, MONTHS, &value.to_string()),
            Value::DaysTimeDuration(value) => tagged(serializer, SECONDS, &value.to_string()),
            Value::List(items) => {
                let mut list = serializer.serialize_seq(Some(items.len()))?;
                for item in items.iter() {
                    list.serialize_element(&Borrowed(item))?;
                }
                list.end()
            }
            Value::Context(entries) if is_ambiguous(entries) => {
                let mut map = serializer.serialize_map(Some(1))?;
                map.serialize_entry(CONTEXT, &Plain(entries))?;
                map.end()
            }
            Value::Context(entries) => context::serialize(entries, serializer),
            Value::Range(range) => {
                let mut map = serializer.serialize_map(Some(1))?;
                map.serialize_entry(RANGE, &StoredRange::of(range))?;
                map.end()
            }
            Value::Function(_) => Err(S::Error::custom("a function cannot be kept")),
        }
    }
}

struct Plain<'v>(&'v Context);

impl Serialize for Plain<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        context::serialize(self.0, serializer)
    }
}

fn tagged<S: Serializer>(serializer: S, tag: &'static str, text: &str) -> Result<S::Ok, S::Error> {
    let mut map = serializer.serialize_map(Some(1))?;
    map.serialize_entry(tag, text)?;
    map.end()
}

fn is_ambiguous(entries: &Context) -> bool {
    entries.len() == 1 && entries.iter().all(|(name, _)| name.starts_with('@'))
}

#[derive(Serialize, Deserialize)]
struct StoredRange {
    start: Stored,
    start_included: bool,
    end: Stored,
    end_included: bool,
    /// Where it has not two ends. States of before this was so named tell the end that is absent.
    #[serde(default, skip_serializing_if = "Option::is_none", alias = "missing")]
    only: Option<OnlyEnd>,
}

#[derive(Clone, Copy, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
enum OnlyEnd {
    #[serde(alias = "start")]
    Upper,
    #[serde(alias = "end")]
    Lower,
    Same,
}

impl StoredRange {
    fn of(range: &feel::Range) -> Self {
        Self {
            start: Stored(range.start.clone()),
            start_included: range.start_included,
            end: Stored(range.end.clone()),
            end_included: range.end_included,
            only: match range.ends {
                feel::Ends::Both => None,
                feel::Ends::Upper => Some(OnlyEnd::Upper),
                feel::Ends::Lower => Some(OnlyEnd::Lower),
                feel::Ends::Same => Some(OnlyEnd::Same),
            },
        }
    }

    fn into_range(self) -> feel::Range {
        feel::Range {
            start: self.start.0,
            start_included: self.start_included,
            end: self.end.0,
            end_included: self.end_included,
            ends: match self.only {
                None => feel::Ends::Both,
                Some(OnlyEnd::Upper) => feel::Ends::Upper,
                Some(OnlyEnd::Lower) => feel::Ends::Lower,
                Some(OnlyEnd::Same) => feel::Ends::Same,
            },
        }
    }
}

struct StoredVisitor;

impl<'de> Visitor<'de> for StoredVisitor {
    type Value = Value;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a stored FEEL value")
    }

    fn visit_unit<E: de::Error>(self) -> Result<Value, E> {
        Ok(Value::Null)
    }

    fn visit_none<E: de::Error>(self) -> Result<Value, E> {
        Ok(Value::Null)
    }

    fn visit_bool<E: de::Error>(self, value: bool) -> Result<Value, E> {
        Ok(Value::Boolean(value))
    }

    fn visit_i64<E: de::Error>(self, value: i64) -> Result<Value, E> {
        Ok(Value::from(value))
    }

    fn visit_u64<E: de::Error>(self, value: u64) -> Result<Value, E> {
        parse(&value.to_string()).map(Value::Number)
    }

    fn visit_f64<E: de::Error>(self, value: f64) -> Result<Value, E> {
        parse(&value.to_string()).map(Value::Number)
    }

    fn visit_str<E: de::Error>(self, value: &str) -> Result<Value, E> {
        Ok(Value::from(value))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut items: A) -> Result<Value, A::Error> {
        let mut list = Vec::with_capacity(items.size_hint().unwrap_or(0).min(1024));
        while let Some(Stored(item)) = items.next_element()? {
            list.push(item);
        }
        Ok(Value::from(list))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut entries: A) -> Result<Value, A::Error> {
        let Some(first) = entries.next_key::<Arc<str>>()? else {
            return Ok(Value::Context(Context::new()));
        };
        if first.starts_with('@') {
            let value = match &*first {
                NUMBER => text(&mut entries).and_then(|t| parse(&t)).map(Value::Number)?,
                DATE => text(&mut entries).and_then(|t| parse(&t)).map(Value::Date)?,
                TIME => text(&mut entries).and_then(|t| parse(&t)).map(Value::Time)?,
                DATE_TIME => text(&mut entries).and_then(|t| parse(&t)).map(Value::DateTime)?,
                MONTHS => text(&mut entries).and_then(|t| parse(&t)).map(Value::YearsMonthsDuration)?,
                SECONDS => text(&mut entries).and_then(|t| parse(&t)).map(Value::DaysTimeDuration)?,
                RANGE => Value::from(entries.next_value::<StoredRange>()?.into_range()),
                CONTEXT => Value::Context(entries.next_value::<StoredContext>()?.0),
                _ => return rest(first, entries),
            };
            return match entries.next_key::<Arc<str>>()? {
                None => Ok(value),
                Some(_) => Err(de::Error::custom(format!("the tagged value '{first}' has a second entry"))),
            };
        }
        rest(first, entries)
    }
}

struct StoredContext(Context);

impl<'de> Deserialize<'de> for StoredContext {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        context::deserialize(deserializer).map(Self)
    }
}

fn rest<'de, A: MapAccess<'de>>(first: Arc<str>, mut entries: A) -> Result<Value, A::Error> {
    let mut context = Context::new();
    context.insert(first, entries.next_value::<Stored>()?.0);
    while let Some((name, value)) = entries.next_entry::<Arc<str>, Stored>()? {
        context.insert(name, value.0);
    }
    Ok(Value::Context(context))
}

fn text<'de, A: MapAccess<'de>>(entries: &mut A) -> Result<String, A::Error> {
    entries.next_value()
}

fn parse<T: std::str::FromStr, E: de::Error>(text: &str) -> Result<T, E> {
    text.parse().map_err(|_| E::custom(format!("'{text}' is not a value of its tag")))
}

struct ContextVisitor;

impl<'de> Visitor<'de> for ContextVisitor {
    type Value = Context;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("stored variables")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut entries: A) -> Result<Context, A::Error> {
        let mut context = Context::new();
        while let Some((name, value)) = entries.next_entry::<Arc<str>, Stored>()? {
            context.insert(name, value.0);
        }
        Ok(context)
    }
}

/// Whether a value can be kept: there is no function in it.
pub(crate) fn can_be_kept(value: &Value) -> bool {
    match value {
        Value::Function(_) => false,
        Value::List(items) => items.iter().all(can_be_kept),
        Value::Context(entries) => entries.iter().all(|(_, value)| can_be_kept(value)),
        _ => true,
    }
}

/// The ISO 8601 text of a date, time or duration; texts as they are.
pub(crate) fn iso_text(value: &Value) -> Option<String> {
    match value {
        Value::String(text) => Some(text.trim().to_owned()),
        Value::Date(value) => Some(value.to_string()),
        Value::DateTime(value) => Some(date_time_text(value)),
        Value::YearsMonthsDuration(value) => Some(value.to_string()),
        Value::DaysTimeDuration(value) => Some(value.to_string()),
        _ => None,
    }
}

/// FEEL writes zones as `…@Europe/Berlin`; RFC 9557 as `…[Europe/Berlin]`.
fn date_time_text(value: &feel::DateTime) -> String {
    let text = value.to_string();
    match text.split_once('@') {
        Some((time, zone)) => format!("{time}[{zone}]"),
        None => text,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn round_trip(value: impl Into<Value>) {
        let value = value.into();
        let json = serde_json::to_string(&Stored(value.clone())).unwrap();
        let back: Stored = serde_json::from_str(&json).unwrap();
        assert_eq!(back.0, value, "{json}");
        assert_eq!(back.0.kind(), value.kind());
    }

    #[test]
    fn values_come_back_as_they_were() {
        round_trip(Value::Null);
        round_trip(Value::from(true));
        round_trip(Value::from("2026-03-01"));
        round_trip(Value::Date("2026-03-01".parse().unwrap()));
        round_trip(Value::Number("0.10".parse().unwrap()));
        round_trip(Value::from(i64::MAX));
        round_trip(Value::Number("123456789012345678901234567890".parse().unwrap()));
        round_trip(Value::DaysTimeDuration("P1DT2H".parse().unwrap()));
        round_trip(Value::YearsMonthsDuration("P1Y2M".parse().unwrap()));
        round_trip(Value::DateTime("2026-03-01T10:00:00@Europe/Berlin".parse().unwrap()));
        round_trip(Value::from(vec![Value::Null, Value::from("x")]));
        let tricky = Context::new().with("@date", Value::from("no date"));
        round_trip(Value::from(tricky.clone()));
        round_trip(Value::from(Context::new().with("a", Value::from(tricky)).with("@b", Value::from(1))));
        round_trip(Value::from(Context::new()));
        for source in ["[1..2)", "(<10)", "(>=date(\"2026-01-01\"))"] {
            let range =
                feel::Expression::parse(source, &feel::Names::new()).unwrap().evaluate(&Context::new());
            assert_eq!(range.value.kind(), "range");
            round_trip(range.value);
        }
    }

    #[test]
    fn damaged_values_are_refused() {
        assert!(serde_json::from_str::<Stored>(r#"{"@date": "soon"}"#).is_err());
        assert!(serde_json::from_str::<Stored>(r#"{"@date": "2026-01-01", "x": 1}"#).is_err());
    }
}

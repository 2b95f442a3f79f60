//! Values as JSON, for journals, processes and interfaces.

use crate::{Context, Number, Type, Value};
use serde_json::Value as Json;

impl Value {
    /// A value from JSON. Texts stay texts: JSON has no dates, a type says where one is meant.
    pub fn from_json(json: &Json) -> Value {
        match json {
            Json::Null => Value::Null,
            Json::Bool(b) => Value::Boolean(*b),
            // The shortest text of a float is the decimal that was meant.
            Json::Number(n) => Value::from(n.to_string().parse::<Number>().ok()),
            Json::String(s) => Value::from(s.as_str()),
            Json::Array(items) => items.iter().map(Value::from_json).collect(),
            Json::Object(entries) => Value::Context(Context::from_json(entries)),
        }
    }

    /// A value from JSON for a type: a text is read as the date, time or duration that is meant. What cannot be read so
    /// stays as it is, so that whoever checks the type can name it.
    pub fn from_json_as(json: &Json, kind: &Type) -> Value {
        match (json, kind) {
            (Json::String(text), _) => read_as(text, kind).unwrap_or_else(|| text.as_str().into()),
            (Json::Array(items), Type::List(item)) => {
                items.iter().map(|json| Value::from_json_as(json, item)).collect()
            }
            (Json::Object(entries), Type::Context(members)) => {
                let kind =
                    |name: &str| members.iter().find(|(known, _)| **known == *name).map(|(_, kind)| kind);
                let read = entries.iter().map(|(name, json)| {
                    (name.as_str(), Value::from_json_as(json, kind(name).unwrap_or(&Type::Any)))
                });
                Value::Context(read.collect())
            }
            _ => Value::from_json(json),
        }
    }

    /// This value as JSON: dates, times and durations as their ISO 8601 texts, ranges and functions as FEEL.
    ///
    /// A number that is neither a 64-bit integer nor exact in 15 digits becomes the nearest float.
    pub fn to_json(&self) -> Json {
        match self {
            Value::Null => Json::Null,
            Value::Boolean(b) => Json::Bool(*b),
            Value::Number(n) => number(*n),
            Value::List(items) => Json::Array(items.iter().map(Value::to_json).collect()),
            Value::Context(context) => context.to_json(),
            other => Json::String(crate::display::text(other)),
        }
    }
}

impl Context {
    /// A context from a JSON object.
    pub fn from_json(object: &serde_json::Map<String, Json>) -> Context {
        object.iter().map(|(name, value)| (name.as_str(), Value::from_json(value))).collect()
    }

    /// This context as a JSON object.
    pub fn to_json(&self) -> Json {
        Json::Object(self.iter().map(|(name, value)| (name.to_string(), value.to_json())).collect())
    }
}

fn read_as(text: &str, kind: &Type) -> Option<Value> {
    match kind {
        Type::Date => text.parse().ok().map(Value::Date),
        Type::Time => text.parse().ok().map(Value::Time),
        Type::DateTime => text.parse().ok().map(Value::DateTime),
        Type::YearsMonthsDuration => text.parse().ok().map(Value::YearsMonthsDuration),
        Type::DaysTimeDuration => text.parse().ok().map(Value::DaysTimeDuration),
        _ => None,
    }
}

fn number(n: Number) -> Json {
    if let Some(integer) = n.to_integer() {
        if let Ok(small) = i64::try_from(integer) {
            return Json::from(small);
        }
        if let Ok(small) = u64::try_from(integer) {
            return Json::from(small);
        }
    }
    serde_json::Number::from_f64(n.to_f64()).map_or(Json::Null, Json::Number)
}

//! Values as JSON, for journals, processes and interfaces.

use crate::{Context, Number, Value};
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

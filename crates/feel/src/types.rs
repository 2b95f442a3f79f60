//! The types of FEEL and which values conform to them (DMN 1.5, 10.3.2.9).

use crate::{Value, function::Kind};
use std::{fmt, sync::Arc};

/// A type.
#[derive(Clone, Debug, Default, PartialEq)]
pub enum Type {
    /// Every value.
    #[default]
    Any,
    /// Only null.
    Null,
    /// Booleans.
    Boolean,
    /// Numbers.
    Number,
    /// Texts.
    String,
    /// Days.
    Date,
    /// Times of day.
    Time,
    /// Days with a time.
    DateTime,
    /// Months.
    YearsMonthsDuration,
    /// Seconds.
    DaysTimeDuration,
    /// Lists whose items have a type.
    List(Arc<Type>),
    /// Ranges over a type.
    Range(Arc<Type>),
    /// Contexts with at least these entries.
    Context(Arc<[(Arc<str>, Type)]>),
    /// Functions.
    Function(Arc<[Type]>, Arc<Type>),
}

impl Type {
    /// The built-in type of this name; `None` for others.
    pub fn named(name: &str) -> Option<Type> {
        Some(match name {
            "Any" => Type::Any,
            "Null" => Type::Null,
            "boolean" => Type::Boolean,
            "number" => Type::Number,
            "string" => Type::String,
            "date" => Type::Date,
            "time" => Type::Time,
            "date and time" | "dateTime" => Type::DateTime,
            "years and months duration" | "yearMonthDuration" => Type::YearsMonthsDuration,
            "days and time duration" | "dayTimeDuration" => Type::DaysTimeDuration,
            "list" => Type::List(Arc::new(Type::Any)),
            "context" => Type::Context(Arc::new([])),
            "range" => Type::Range(Arc::new(Type::Any)),
            "function" => Type::Function(Arc::new([]), Arc::new(Type::Any)),
            _ => return None,
        })
    }

    /// The entries, if it is a context type.
    pub fn entries(&self) -> &[(Arc<str>, Type)] {
        if let Type::Context(entries) = self { entries } else { &[] }
    }

    /// Whether a value is of this type; null is of every type.
    pub fn accepts(&self, value: &Value) -> bool {
        value.is_null() || self.has_instance(value)
    }

    /// FEEL's `instance of`: null is only an instance of `Null` and nothing else.
    pub fn has_instance(&self, value: &Value) -> bool {
        match (self, value) {
            (Type::Any, value) => !value.is_null(),
            (Type::Null, Value::Null)
            | (Type::Boolean, Value::Boolean(_))
            | (Type::Number, Value::Number(_))
            | (Type::String, Value::String(_))
            | (Type::Date, Value::Date(_))
            | (Type::Time, Value::Time(_))
            | (Type::DateTime, Value::DateTime(_))
            | (Type::YearsMonthsDuration, Value::YearsMonthsDuration(_))
            | (Type::DaysTimeDuration, Value::DaysTimeDuration(_)) => true,
            (Type::List(kind), Value::List(items)) => items.iter().all(|item| kind.accepts(item)),
            (Type::Context(entries), Value::Context(context)) => {
                entries.iter().all(|(name, kind)| context.get(name).is_some_and(|value| kind.accepts(value)))
            }
            (Type::Range(kind), Value::Range(range)) => {
                kind.accepts(&range.start) && kind.accepts(&range.end)
            }
            (Type::Function(parameters, result), Value::Function(function)) => {
                if parameters.is_empty() && **result == Type::Any {
                    return true;
                }
                match &function.0 {
                    Kind::Builtin(_) => false,
                    _ => {
                        let own = function.parameters();
                        own.len() == parameters.len()
                            && own
                                .iter()
                                .zip(parameters.iter())
                                .all(|(own, wanted)| wanted.conforms_to(&own.kind))
                            && function.result().conforms_to(result)
                    }
                }
            }
            _ => false,
        }
    }

    /// Whether every value of this type is one of the other (10.3.2.9.3).
    pub fn conforms_to(&self, other: &Type) -> bool {
        match (self, other) {
            (_, Type::Any) | (Type::Null, _) => true,
            (Type::List(a), Type::List(b)) | (Type::Range(a), Type::Range(b)) => a.conforms_to(b),
            (Type::Context(a), Type::Context(b)) => {
                b.iter().all(|(name, wanted)| a.iter().any(|(n, kind)| n == name && kind.conforms_to(wanted)))
            }
            (Type::Function(a, result_a), Type::Function(b, result_b)) => {
                a.len() == b.len()
                    && a.iter().zip(b.iter()).all(|(a, b)| b.conforms_to(a))
                    && result_a.conforms_to(result_b)
            }
            (a, b) => a == b,
        }
    }

    /// Fits a value to this type with FEEL's implicit conversions (10.3.2.9.4): a single value to a list of
    /// one, a list of one to its item, a date to its midnight at UTC. `None` when it does not fit.
    pub fn coerce(&self, value: &Value) -> Option<Value> {
        if self.accepts(value) {
            return Some(value.clone());
        }
        match (self, value) {
            (Type::DateTime, Value::Date(date)) => {
                let midnight = crate::Time::new(0, 0, 0, 0, Some(crate::Zone::UTC))?;
                Some(Value::DateTime(crate::DateTime::new(*date, midnight)))
            }
            (Type::List(kind), value) if !matches!(value, Value::List(_)) => {
                Some(Value::from(vec![kind.coerce(value)?]))
            }
            (kind, Value::List(items)) if items.len() == 1 && !matches!(kind, Type::List(_)) => {
                kind.accepts(&items[0]).then(|| items[0].clone())
            }
            _ => None,
        }
    }
}

impl fmt::Display for Type {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Type::Any => f.write_str("Any"),
            Type::Null => f.write_str("Null"),
            Type::Boolean => f.write_str("boolean"),
            Type::Number => f.write_str("number"),
            Type::String => f.write_str("string"),
            Type::Date => f.write_str("date"),
            Type::Time => f.write_str("time"),
            Type::DateTime => f.write_str("date and time"),
            Type::YearsMonthsDuration => f.write_str("years and months duration"),
            Type::DaysTimeDuration => f.write_str("days and time duration"),
            Type::List(kind) => write!(f, "list<{kind}>"),
            Type::Range(kind) => write!(f, "range<{kind}>"),
            Type::Context(entries) => {
                f.write_str("context<")?;
                for (at, (name, kind)) in entries.iter().enumerate() {
                    write!(f, "{}{name}: {kind}", if at > 0 { ", " } else { "" })?;
                }
                f.write_str(">")
            }
            Type::Function(parameters, result) => {
                f.write_str("function<")?;
                for (at, kind) in parameters.iter().enumerate() {
                    write!(f, "{}{kind}", if at > 0 { ", " } else { "" })?;
                }
                write!(f, ">->{result}")
            }
        }
    }
}

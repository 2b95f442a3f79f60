//! Ranges (DMN 1.5, 10.3.2.7 and table 42).

use crate::Value;

/// An interval between two values, or below or above one, as in `(< 10)`.
#[derive(Clone, Debug, PartialEq)]
pub struct Range {
    /// The lower end; null without one.
    pub start: Value,
    /// The upper end; null without one.
    pub end: Value,
    /// Whether the lower end belongs to it.
    pub start_included: bool,
    /// Whether the upper end belongs to it.
    pub end_included: bool,
    /// Which ends it has. An end that is null without being absent makes `contains` unknown.
    pub ends: Ends,
}

/// The ends that a range has.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Ends {
    /// Both, as in `[1..2]`.
    #[default]
    Both,
    /// The upper one alone, as in `(< 2)`.
    Upper,
    /// The lower one alone, as in `(> 1)`.
    Lower,
    /// One value that is both, as in `(= 1)`: it holds what `[1..1]` holds and is not equal to it.
    Same,
}

impl Ends {
    /// Of a range between these; one that is named twice is both.
    pub(crate) fn of<T: PartialEq>(start: Option<T>, end: Option<T>) -> Self {
        match (start, end) {
            (None, _) => Self::Upper,
            (_, None) => Self::Lower,
            (start, end) if start == end => Self::Same,
            _ => Self::Both,
        }
    }
}

impl Range {
    /// Whether a value lies inside; `None` when it cannot be compared with the ends.
    pub fn contains(&self, value: &Value) -> Option<bool> {
        if value.is_null() {
            return None;
        }
        let above = match &self.start {
            Value::Null if self.ends == Ends::Upper => true,
            start => {
                let order = value.compare(start)?;
                order.is_gt() || order.is_eq() && self.start_included
            }
        };
        let below = match &self.end {
            Value::Null if self.ends == Ends::Lower => true,
            end => {
                let order = value.compare(end)?;
                order.is_lt() || order.is_eq() && self.end_included
            }
        };
        Some(above && below)
    }
}

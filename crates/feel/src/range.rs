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
    /// Which end it does not have. An end that is null without being missing makes `contains` unknown.
    pub missing: Missing,
}

/// The end that a range does not have.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Missing {
    /// It has both.
    #[default]
    None,
    /// Everything below the upper end.
    Start,
    /// Everything above the lower end.
    End,
}

impl Range {
    /// Whether a value lies inside; `None` when it cannot be compared with the ends.
    pub fn contains(&self, value: &Value) -> Option<bool> {
        if value.is_null() {
            return None;
        }
        let above = match &self.start {
            Value::Null if self.missing == Missing::Start => true,
            start => {
                let order = value.compare(start)?;
                order.is_gt() || order.is_eq() && self.start_included
            }
        };
        let below = match &self.end {
            Value::Null if self.missing == Missing::End => true,
            end => {
                let order = value.compare(end)?;
                order.is_lt() || order.is_eq() && self.end_included
            }
        };
        Some(above && below)
    }
}

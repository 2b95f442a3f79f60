//! Reaching into values: paths, properties, filters.

use super::{Frame, Machine};
use crate::{
    Number, Range, Time, Value,
    program::{Node, NodeId, Nodes},
};

impl Machine {
    pub(super) fn path(&mut self, frame: Frame<'_>, id: NodeId, base: NodeId, name: u32) -> Value {
        let base = self.eval(frame, base);
        let name = &*frame.program.names[name as usize];
        match &base {
            Value::List(items) => {
                self.charge(items.len() as u64);
                let values = items.iter().map(|item| property(item, name).unwrap_or_default()).collect();
                self.bounded(values)
            }
            _ => match property(&base, name) {
                Some(value) => value,
                None => self.fault(frame, id, format!("a {} has no '{name}'", base.kind()).into()),
            },
        }
    }

    /// A name inside a filter.
    pub(super) fn member(
        &mut self,
        frame: Frame<'_>,
        name: u32,
        items: Nodes,
        fallback: Option<NodeId>,
    ) -> Value {
        let name = &*frame.program.names[name as usize];
        for item in frame.program.list(items) {
            let item = self.get(frame, *item);
            if let Value::Context(context) = item
                && let Some(value) = context.get(name)
            {
                return value.clone();
            }
            if !matches!(item, Value::Context(_) | Value::List(_))
                && fallback.is_none()
                && let Some(value) = property(item, name)
            {
                return value;
            }
        }
        fallback.map_or(Value::Null, |node| self.eval(frame, node))
    }

    pub(super) fn filter(&mut self, frame: Frame<'_>, node: Node) -> Value {
        let Node::Filter { list, item: slot, predicate, dependent } = node else { return Value::Null };
        let base = self.eval(frame, list);
        let single;
        let items: &[Value] = match &base {
            Value::List(items) => items,
            Value::Null => &[],
            _ => {
                single = [base.clone()];
                &single
            }
        };
        if !dependent || items.is_empty() {
            // Without an item to look at it is an index, or the same answer for all items.
            self.set(frame, slot, Value::Null);
            return match self.eval(frame, predicate) {
                Value::Number(index) => at_index(items, index),
                Value::Boolean(true) if !dependent => items.iter().cloned().collect(),
                Value::Null if base.is_null() => Value::Null,
                _ => Value::from(Vec::new()),
            };
        }
        let mut kept = Vec::new();
        for item in items {
            self.set(frame, slot, item.clone());
            match self.eval(frame, predicate) {
                Value::Boolean(true) => kept.push(item.clone()),
                Value::Number(index) => return at_index(items, index),
                _ => {}
            }
            if self.stopped.is_some() {
                return Value::Null;
            }
        }
        kept.into()
    }
}

/// The item at an index from 1, or from the end with -1.
fn at_index(items: &[Value], index: Number) -> Value {
    let place = match index.to_i64() {
        Some(n @ 1..) => usize::try_from(n - 1).ok(),
        Some(n @ ..=-1) => {
            usize::try_from(n.unsigned_abs()).ok().and_then(|back| items.len().checked_sub(back))
        }
        _ => None,
    };
    place.and_then(|at| items.get(at)).cloned().unwrap_or_default()
}

/// An entry of a context, or a property of a date, time, duration or range (table 65).
pub(crate) fn property(value: &Value, name: &str) -> Option<Value> {
    Some(match value {
        Value::Context(context) => context.get(name)?.clone(),
        Value::Date(date) => match name {
            "year" => date.year().into(),
            "month" => u32::from(date.month()).into(),
            "day" => u32::from(date.day()).into(),
            "weekday" => u32::from(date.weekday()).into(),
            _ => return None,
        },
        Value::DateTime(moment) => match name {
            "year" | "month" | "day" | "weekday" => return property(&moment.date().into(), name),
            "time offset" => moment.offset().and_then(offset).into(),
            _ => return clock(moment.time(), name),
        },
        Value::Time(time) => match name {
            "time offset" => time.offset().and_then(offset).into(),
            _ => return clock(time, name),
        },
        Value::YearsMonthsDuration(duration) => match name {
            "years" => (duration.months() / 12).into(),
            "months" => (duration.months() % 12).into(),
            _ => return None,
        },
        Value::DaysTimeDuration(duration) => {
            let seconds = duration.nanos() / 1_000_000_000;
            let part = match name {
                "days" => seconds / 86_400,
                "hours" => seconds / 3600 % 24,
                "minutes" => seconds / 60 % 60,
                "seconds" => seconds % 60,
                _ => return None,
            };
            Value::from(i64::try_from(part).ok()?)
        }
        Value::Range(range) => range_property(range, name)?,
        _ => return None,
    })
}

fn clock(time: &Time, name: &str) -> Option<Value> {
    Some(match name {
        "hour" => u32::from(time.hour()).into(),
        "minute" => u32::from(time.minute()).into(),
        "second" => {
            let nanos = i128::from(time.second()) * 1_000_000_000 + i128::from(time.nanosecond());
            Number::new(nanos, -9)?.into()
        }
        "timezone" => time.zone().and_then(|zone| zone.name()).into(),
        _ => return None,
    })
}

fn offset(seconds: i32) -> Option<crate::DaysTimeDuration> {
    Some(crate::DaysTimeDuration::from_seconds(seconds.into()))
}

fn range_property(range: &Range, name: &str) -> Option<Value> {
    Some(match name {
        "start" => range.start.clone(),
        "end" => range.end.clone(),
        "start included" => range.start_included.into(),
        "end included" => range.end_included.into(),
        _ => return None,
    })
}

//! Loops: `for`, `some`, `every` over lists and ranges.

use super::{Frame, Machine};
use crate::{
    Date, Number, Value,
    error::Fault,
    program::{Iterator, Node, NodeId},
};

/// What an iterator goes through.
enum Domain {
    Items(crate::List),
    Numbers { from: i64, to: i64 },
    Days { from: i64, to: i64 },
}

impl Machine {
    pub(super) fn for_loop(&mut self, frame: Frame<'_>, id: NodeId, node: Node) -> Value {
        let Node::For { iterators, count, body, partial } = node else { return Value::Null };
        let iterators = &frame.program.iterators[iterators as usize..(iterators + count) as usize];
        // The results so far live in the slot of `partial`, so that the body may read them without a copy.
        self.set(frame, partial, Value::from(Vec::new()));
        let done = self.iterate(frame, iterators, &mut |machine| {
            let value = machine.eval(frame, body);
            let mut results = std::mem::take(&mut machine.stack[frame.base + partial as usize]);
            if let Value::List(list) = &mut results {
                list.push(value);
            }
            let results = machine.bounded(results);
            machine.set(frame, partial, results);
            true
        });
        let results = std::mem::take(&mut self.stack[frame.base + partial as usize]);
        match done {
            Ok(()) => results,
            Err(message) => self.fault(frame, id, message),
        }
    }

    pub(super) fn quantified(&mut self, frame: Frame<'_>, id: NodeId, node: Node) -> Value {
        let Node::Quantified { every, iterators, count, body } = node else { return Value::Null };
        let iterators = &frame.program.iterators[iterators as usize..(iterators + count) as usize];
        let (mut settled, mut unknown) = (false, false);
        let done = self.iterate(frame, iterators, &mut |machine| {
            match machine.eval(frame, body) {
                Value::Boolean(truth) => settled = truth != every,
                _ => unknown = true,
            }
            !settled
        });
        match done {
            Err(message) => self.fault(frame, id, message),
            Ok(()) if settled => Value::Boolean(!every),
            Ok(()) if unknown => Value::Null,
            Ok(()) => Value::Boolean(every),
        }
    }

    /// Runs `body` for each combination, the last iterator fastest, until it says false.
    fn iterate(
        &mut self,
        frame: Frame<'_>,
        iterators: &[Iterator],
        body: &mut dyn FnMut(&mut Machine) -> bool,
    ) -> Result<(), Fault> {
        let mut result = Ok(());
        self.level(frame, iterators, body, &mut result);
        result
    }

    fn level(
        &mut self,
        frame: Frame<'_>,
        iterators: &[Iterator],
        body: &mut dyn FnMut(&mut Machine) -> bool,
        result: &mut Result<(), Fault>,
    ) -> bool {
        if !self.charge(1) {
            return false;
        }
        let Some((first, rest)) = iterators.split_first() else { return body(self) };
        let domain = match self.domain(frame, *first) {
            Ok(domain) => domain,
            Err(message) => {
                *result = Err(message);
                return false;
            }
        };
        let mut step = |machine: &mut Machine, value: Value| {
            machine.set(frame, first.slot, value);
            machine.level(frame, rest, body, result)
        };
        match domain {
            Domain::Items(items) => items.iter().all(|item| step(self, item.clone())),
            Domain::Numbers { from, to } if from <= to => (from..=to).all(|n| step(self, n.into())),
            Domain::Numbers { from, to } => (to..=from).rev().all(|n| step(self, n.into())),
            Domain::Days { from, to } if from <= to => {
                (from..=to).all(|n| step(self, Date::from_days(n).into()))
            }
            Domain::Days { from, to } => (to..=from).rev().all(|n| step(self, Date::from_days(n).into())),
        }
    }

    fn domain(&mut self, frame: Frame<'_>, iterator: Iterator) -> Result<Domain, Fault> {
        let domain = self.eval(frame, iterator.domain);
        if let Some(to) = iterator.to {
            let to = self.eval(frame, to);
            return span(&domain, &to, true, true);
        }
        match domain {
            Value::List(items) => Ok(Domain::Items(items)),
            Value::Range(range) => span(&range.start, &range.end, range.start_included, range.end_included),
            Value::Null => Err("there is nothing to go through: null".into()),
            other => Ok(Domain::Items(vec![other].into())),
        }
    }
}

/// Whole numbers or days between two ends.
fn span(from: &Value, to: &Value, from_included: bool, to_included: bool) -> Result<Domain, Fault> {
    let ends = match (from, to) {
        (Value::Number(a), Value::Number(b)) => whole(*a).zip(whole(*b)),
        (Value::Date(a), Value::Date(b)) => Some((a.to_days(), b.to_days())),
        _ => None,
    };
    let (mut a, mut b) =
        ends.ok_or_else(|| Fault::from(format!("cannot count from {} to {}", from.kind(), to.kind())))?;
    let direction = if a <= b { 1 } else { -1 };
    if !from_included {
        a += direction;
    }
    if !to_included {
        b -= direction;
    }
    if (b - a) * direction < 0 {
        return Ok(Domain::Items(Vec::new().into()));
    }
    Ok(if matches!(from, Value::Date(_)) {
        Domain::Days { from: a, to: b }
    } else {
        Domain::Numbers { from: a, to: b }
    })
}

fn whole(n: Number) -> Option<i64> {
    n.to_i64().filter(|n| n.abs() < 1 << 53)
}

/// The whole numbers or days of a range, counted as steps of the machine; `None` for other ranges.
pub fn members(range: &Value, machine: &mut Machine) -> Option<Vec<Value>> {
    let Value::Range(range) = range else { return None };
    let domain = span(&range.start, &range.end, range.start_included, range.end_included).ok()?;
    let mut members = Vec::new();
    let (from, to, days) = match domain {
        Domain::Numbers { from, to } => (from, to, false),
        Domain::Days { from, to } => (from, to, true),
        Domain::Items(items) => return Some(items.to_vec()),
    };
    let step = if from <= to { 1 } else { -1 };
    let mut at = from;
    while machine.charge(1) {
        members.push(if days { Date::from_days(at).into() } else { at.into() });
        if at == to {
            break;
        }
        at += step;
    }
    Some(members)
}

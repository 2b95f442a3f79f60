//! Whether a value passes unary tests (DMN 1.5, table 55 and 10.3.2.8).

use super::{Frame, Machine};
use crate::{
    Value,
    program::{Node, NodeId, Nodes, Slot},
};

impl Machine {
    /// One test passes: true; none can tell: null; else false.
    pub(super) fn passes(&mut self, frame: Frame<'_>, tests: Nodes) -> Value {
        let mut unknown = false;
        for test in frame.program.list(tests) {
            match self.eval(frame, *test) {
                Value::Boolean(true) => return Value::Boolean(true),
                Value::Boolean(false) => {}
                _ => unknown = true,
            }
        }
        if unknown { Value::Null } else { Value::Boolean(false) }
    }

    /// The value in the slot equals the value of the node, or lies in it.
    pub(super) fn matches(&mut self, frame: Frame<'_>, slot: Slot, node: NodeId) -> Value {
        let evaluated;
        let expected = match frame.program.nodes[node as usize] {
            // Most cells: compared where it stands.
            Node::Constant(at) => &frame.program.constants[at as usize],
            _ => {
                evaluated = self.eval(frame, node);
                &evaluated
            }
        };
        self.charge_for(std::slice::from_ref(expected));
        matches(self.get(frame, slot), expected).map_or(Value::Null, Value::Boolean)
    }

    /// A test that mentions `?` is its own truth.
    pub(super) fn holds(&mut self, frame: Frame<'_>, slot: Slot, node: NodeId) -> Value {
        match self.eval(frame, node) {
            truth @ (Value::Boolean(_) | Value::Null) => truth,
            other => matches(self.get(frame, slot), &other).map_or(Value::Null, Value::Boolean),
        }
    }
}

fn matches(input: &Value, expected: &Value) -> Option<bool> {
    match (input, expected) {
        (Value::Range(_), Value::Range(_)) => input.equals(expected),
        (_, Value::Range(range)) => range.contains(input),
        (_, Value::List(items)) => {
            if matches!(input, Value::List(_)) && input.equals(expected) == Some(true) {
                return Some(true);
            }
            let mut unknown = items.is_empty() && input.is_null();
            for item in items.iter() {
                let found = match (input, item) {
                    (Value::List(_), Value::List(_)) => input.equals(item),
                    _ => matches_one(input, item),
                };
                match found {
                    Some(true) => return Some(true),
                    Some(false) => {}
                    None => unknown |= input.is_null(),
                }
            }
            if unknown { None } else { Some(false) }
        }
        _ => input.equals(expected),
    }
}

fn matches_one(input: &Value, item: &Value) -> Option<bool> {
    match (input, item) {
        (Value::Range(_), Value::Range(_)) => input.equals(item),
        (_, Value::Range(range)) => range.contains(input),
        _ => input.equals(item),
    }
}

//! Types of expressions before they are evaluated, as far as they are certain (DMN 1.5, tables 42 and 53 to 56).
//!
//! A type that is inferred means: the value is of this type, or null. [`Type::Any`] means that nothing is known.

use crate::{
    Date, DateTime, DaysTimeDuration, Expression, Machine, Number, Position, Time, Type, Value,
    YearsMonthsDuration,
    builtins::Builtin,
    error::Fault,
    eval, operators,
    program::{Node, NodeId, Operator, Program},
};

/// A part of an expression that cannot work whatever the values are, because their types do not go together.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mismatch {
    /// Where it stands.
    pub position: Position,
    /// What does not go together.
    pub message: String,
}

impl Expression {
    /// The type of the result and all that cannot work, given the type of each of [`Expression::names_used`].
    pub fn infer(&self, type_of: impl Fn(usize) -> Type) -> (Type, Vec<Mismatch>) {
        let program = self.program();
        let mut inference = Inference { program, globals: Vec::new(), types: Vec::new(), found: Vec::new() };
        let places = 0..program.global_slots.len();
        inference.globals = places.map(|place| (program.global_slots[place], type_of(place))).collect();
        // Parts come before what is made of them, so one pass in order is enough, and nothing recurses.
        for node in 0..program.nodes.len() {
            let kind = inference.node(node, program.nodes[node]);
            inference.types.push(kind);
        }
        let kind = inference.types.get(program.root as usize).cloned().unwrap_or_default();
        (kind, inference.found)
    }
}

struct Inference<'p> {
    program: &'p Program,
    globals: Vec<(u32, Type)>,
    types: Vec<Type>,
    found: Vec<Mismatch>,
}

impl Inference<'_> {
    fn of(&self, node: NodeId) -> &Type {
        self.types.get(node as usize).unwrap_or(&Type::Any)
    }

    fn wrong(&mut self, node: usize, message: String) -> Type {
        let offset = self.program.spans[node] as usize;
        let mismatch = Mismatch { position: Position::of(&self.program.source, offset), message };
        if !self.found.contains(&mismatch) {
            self.found.push(mismatch);
        }
        Type::Any
    }

    fn node(&mut self, at: usize, node: Node) -> Type {
        match node {
            Node::Constant(place) => type_of(&self.program.constants[place as usize]),
            Node::Slot(slot) => {
                let known = self.globals.iter().find(|(known, _)| *known == slot);
                known.map(|(_, kind)| kind.clone()).unwrap_or_default()
            }
            Node::Negate(a) => match sample(self.of(a)) {
                Some(value) if operators::negate(&value).is_err() => {
                    self.wrong(at, format!("-{} has no meaning", value.kind()))
                }
                _ => self.of(a).clone(),
            },
            Node::Binary(operator, a, b) => self.binary(at, operator, a, b),
            Node::And(parts) | Node::Or(parts) => {
                for part in self.program.list(parts) {
                    self.boolean(at, *part);
                }
                Type::Boolean
            }
            Node::Between { value, low, high } => {
                self.comparable(at, value, low);
                self.comparable(at, value, high);
                Type::Boolean
            }
            Node::In { .. } | Node::InstanceOf { .. } | Node::Quantified { .. } => Type::Boolean,
            Node::If { condition, then, other } => {
                self.boolean(at, condition);
                let (then, other) = (self.of(then), self.of(other));
                match (then, other) {
                    (Type::Null, kind) | (kind, Type::Null) => kind.clone(),
                    (a, b) if a == b => a.clone(),
                    _ => Type::Any,
                }
            }
            Node::Path { base, name } => self.path(at, base, name),
            Node::CallBuiltin { builtin, arguments } => {
                self.call(at, self.program.builtins[builtin as usize], self.program.list(arguments))
            }
            _ => Type::Any,
        }
    }

    fn binary(&mut self, at: usize, operator: Operator, a: NodeId, b: NodeId) -> Type {
        let samples = sample(self.of(a)).zip(sample(self.of(b)));
        match operator {
            Operator::Add | Operator::Subtract | Operator::Multiply | Operator::Divide | Operator::Power => {
                let Some((a, b)) = samples else { return Type::Any };
                match operators::kind_of_result(operator, &a, &b) {
                    Some(kind) => kind,
                    None => {
                        let message = format!("{} {} {} has no meaning", a.kind(), operator.sign(), b.kind());
                        self.wrong(at, message)
                    }
                }
            }
            Operator::Equal | Operator::NotEqual => {
                if let Some((a, b)) = samples
                    && a.equals(&b).is_none()
                {
                    self.wrong(at, format!("{} and {} are never equal", a.kind(), b.kind()));
                }
                Type::Boolean
            }
            _ => {
                self.comparable(at, a, b);
                Type::Boolean
            }
        }
    }

    fn comparable(&mut self, at: usize, a: NodeId, b: NodeId) {
        let Some((a, b)) = sample(self.of(a)).zip(sample(self.of(b))) else { return };
        // Times with and without a zone have one type, and may not be comparable with each other.
        if a.compare(&b).is_none() && (a.kind() != b.kind() || a.as_bool().is_some()) {
            self.wrong(at, format!("{} and {} cannot be compared", a.kind(), b.kind()));
        }
    }

    fn boolean(&mut self, at: usize, part: NodeId) {
        if let Some(value) = sample(self.of(part))
            && value.as_bool().is_none()
        {
            self.wrong(at, format!("a boolean is needed, not a {}", value.kind()));
        }
    }

    /// A function that fails with all samples of its arguments cannot work.
    fn call(&mut self, at: usize, builtin: &Builtin, arguments: &[NodeId]) -> Type {
        let choices: Option<Vec<Vec<Value>>> = arguments.iter().map(|node| samples(self.of(*node))).collect();
        if let Some(choices) = choices
            && !choices.is_empty()
            && let Some(fault) = first_fault(builtin, &choices)
        {
            return self.wrong(at, format!("{}: {fault}", builtin.name));
        }
        result_of(builtin.name)
    }

    fn path(&mut self, at: usize, base: NodeId, name: u32) -> Type {
        let name = &*self.program.names[name as usize];
        let base = self.of(base);
        if let Some((_, kind)) = base.entries().iter().find(|(known, _)| **known == *name) {
            return kind.clone();
        }
        let Some(value) = sample(base) else { return Type::Any };
        match eval::property(&value, name) {
            Some(value) => type_of(&value),
            None => self.wrong(at, format!("a {} has no '{name}'", value.kind())),
        }
    }
}

/// The type of a value, as far as operators look at it.
fn type_of(value: &Value) -> Type {
    match value {
        Value::Null => Type::Null,
        other => Type::named(other.kind()).filter(|kind| sample(kind).is_some()).unwrap_or_default(),
    }
}

/// A value of a type whose values all behave alike under operators; `None` for the others.
fn sample(kind: &Type) -> Option<Value> {
    Some(match kind {
        Type::Boolean => true.into(),
        Type::Number => Number::ONE.into(),
        Type::String => "a".into(),
        Type::Date => Date::from_days(0)?.into(),
        Type::Time => Time::MIDNIGHT.into(),
        Type::DateTime => DateTime::new(Date::from_days(0)?, Time::MIDNIGHT).into(),
        Type::YearsMonthsDuration => YearsMonthsDuration::from_months(0).into(),
        Type::DaysTimeDuration => DaysTimeDuration::from_seconds(0).into(),
        _ => return None,
    })
}

/// Values of a type that functions tell apart: texts may be read as something.
fn samples(kind: &Type) -> Option<Vec<Value>> {
    Some(match kind {
        Type::String => TEXTS.iter().map(|text| Value::from(*text)).collect(),
        other => vec![sample(other)?],
    })
}

const TEXTS: [&str; 9] =
    ["a", "1", ",", ".", "2000-01-01", "00:00:00", "2000-01-01T00:00:00", "P1D", "[1..2]"];
/// Calls that are tried; with more arguments than that covers, nothing is claimed.
const MOST_CALLS: usize = 1_000;

/// Why a function fails, if it does with every choice of arguments.
fn first_fault(builtin: &Builtin, choices: &[Vec<Value>]) -> Option<Fault> {
    let calls: usize = choices.iter().map(Vec::len).product();
    if calls > MOST_CALLS {
        return None;
    }
    let mut first = None;
    for call in 0..calls {
        let mut rest = call;
        let values: Vec<Value> = choices
            .iter()
            .map(|some| {
                let value = some[rest % some.len()].clone();
                rest /= some.len();
                value
            })
            .collect();
        match (builtin.run)(&mut Machine::new(), &values) {
            Ok(_) => return None,
            Err(fault) => first = first.or(Some(fault)),
        }
    }
    first
}

/// What a built-in function gives if it does not fail.
fn result_of(name: &str) -> Type {
    match name {
        "count" | "string length" | "number" | "floor" | "ceiling" | "modulo" | "decimal" | "product"
        | "sqrt" | "exp" | "log" | "round up" | "round down" | "round half up" | "round half down"
        | "day of year" | "week of year" => Type::Number,
        "string" | "substring" | "upper case" | "lower case" | "substring before" | "substring after"
        | "replace" | "string join" | "day of week" | "month of year" => Type::String,
        "contains" | "starts with" | "ends with" | "matches" | "not" | "list contains" | "even" | "odd"
        | "all" | "any" | "is" => Type::Boolean,
        "years and months duration" => Type::YearsMonthsDuration,
        "today" => Type::Date,
        "now" => Type::DateTime,
        "date and time" => Type::DateTime,
        "time" => Type::Time,
        "date" => Type::Date,
        _ => Type::Any,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Names;

    /// The inferred type, and the messages.
    fn infer(text: &str) -> (String, Vec<String>) {
        let kinds = [("n", Type::Number), ("s", Type::String), ("d", Type::Date), ("x", Type::Any)];
        let mut names = Names::new();
        kinds.iter().for_each(|(name, kind)| names.insert_typed(name, kind.clone()));
        let expression = Expression::parse(text, &names).unwrap_or_else(|error| panic!("{text}: {error}"));
        let used = expression.names_used().to_vec();
        let kind = |place: usize| {
            let known = kinds.iter().find(|(name, _)| **name == *used[place]);
            known.map(|(_, kind)| kind.clone()).unwrap_or_default()
        };
        let (kind, found) = expression.infer(kind);
        (kind.to_string(), found.into_iter().map(|found| found.message).collect())
    }

    #[test]
    fn certain_types_are_found() {
        for (text, kind) in [
            ("n * 2", "number"),
            ("s + \"a\"", "string"),
            ("d - d", "days and time duration"),
            ("d + duration(\"P1M\")", "date"),
            ("d.year", "number"),
            ("n > 1 and s = \"a\"", "boolean"),
            ("if x then n else null", "number"),
            ("if x then n else s", "Any"),
            ("x + 1", "Any"),
            ("[n][1]", "Any"),
            ("count(x)", "number"),
        ] {
            assert_eq!(infer(text), (kind.to_owned(), Vec::new()), "{text}");
        }
    }

    #[test]
    fn what_cannot_work_is_found_and_nothing_else() {
        for (text, message) in [
            ("s + 1", "string + number has no meaning"),
            ("n = \"5\"", "number and string are never equal"),
            ("d > \"2026-01-01\"", "date and string cannot be compared"),
            ("if s then 1 else 2", "a boolean is needed, not a string"),
            ("n.value", "a number has no 'value'"),
            ("-s", "-string has no meaning"),
            ("string length(n)", "string length: argument 1 must be a string, not a number"),
            ("contains(s, n)", "contains: argument 2 must be a string, not a number"),
            ("sum(s)", "sum: a number is needed, not a string"),
            ("floor(d)", "floor: argument 1 must be a number, not a date"),
        ] {
            assert_eq!(infer(text).1, [message], "{text}");
        }
        for text in [
            "x + s",
            "n + null",
            "d - x",
            "n / 0",
            "for i in [1] return i + s",
            "n = null",
            "x.year",
            "date(s)",
            "time(s)",
            "duration(s)",
            "number(s, \",\", \".\")",
            "number(s, s, s)",
            "replace(s, s, s)",
            "substring(s, n, n)",
            "date(n, n, n)",
            "decimal(n, n)",
            "log(n)",
            "range(s)",
            "string(d)",
            "contains(x, n)",
        ] {
            assert_eq!(infer(text).1, Vec::<String>::new(), "{text}");
        }
    }
}

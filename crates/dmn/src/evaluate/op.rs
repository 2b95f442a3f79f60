//! Boxed expressions. `scope` holds the values of the names at their places; inner names are pushed and
//! taken off again.

use super::{function, record, table};
use crate::{
    kinds::Kind,
    program::{Code, Graph, Literal, Op},
    syntax::At,
};
use feel::{Context, Machine, Value};
use std::sync::Arc;

/// How much deeper one boxed expression is than its surroundings, in levels of the machine.
const LEVELS: u32 = 3;

pub(super) fn code(code: &Code, scope: &mut Vec<Value>, machine: &mut Machine, graph: &Arc<Graph>) -> Value {
    if let Op::Expression(expression) = &code.form {
        let value = literal(expression, scope, &code.at, machine);
        return fit(&code.kind, value, &code.at, machine);
    }
    let value = machine.nested(LEVELS, |machine| {
        machine.charge(1);
        op(code, scope, machine, graph)
    });
    fit(&code.kind, value, &code.at, machine)
}

/// The value as the type wants it; null with a warning when it does not fit.
pub(super) fn fit(kind: &Kind, value: Value, at: &At, machine: &mut Machine) -> Value {
    if value.is_null() || kind.is_as_it_is(&value) {
        return value;
    }
    match kind.fit(&value) {
        Ok(value) => value,
        Err(message) => warn(machine, at, message),
    }
}

pub(super) fn warn(machine: &mut Machine, at: &At, message: String) -> Value {
    let before = machine.warnings().len();
    machine.warn(message);
    record::blame(machine, before, at.id.as_ref());
    Value::Null
}

pub(super) fn literal(literal: &Literal, scope: &[Value], at: &At, machine: &mut Machine) -> Value {
    // What is nothing but a name or a constant needs no machine.
    if let Some(at) = literal.place {
        return place(scope, at);
    }
    if let Some(constant) = literal.expression.constant() {
        return constant.clone();
    }
    let before = machine.warnings().len();
    let value = literal.expression.run_from(machine, |name| place(scope, literal.places[name]));
    record::blame(machine, before, at.id.as_ref());
    value
}

pub(super) fn place(scope: &[Value], place: u32) -> Value {
    scope.get(place as usize).cloned().unwrap_or_default()
}

fn op(outer: &Code, scope: &mut Vec<Value>, machine: &mut Machine, graph: &Arc<Graph>) -> Value {
    match &outer.form {
        Op::Expression(expression) => literal(expression, scope, &outer.at, machine),
        Op::Fault(message) => warn(machine, &outer.at, message.clone()),
        Op::Context(entries) => context(entries, scope, machine, graph),
        Op::List(items) => items.iter().map(|item| code(item, scope, machine, graph)).collect(),
        Op::Relation { columns, rows } => {
            let mut result = Vec::with_capacity(rows.len());
            for row in rows {
                let mut context = Context::new();
                for ((name, kind), cell) in columns.iter().zip(row) {
                    let value = code(cell, scope, machine, graph);
                    context.insert(name.clone(), fit(kind, value, &cell.at, machine));
                }
                result.push(context.into());
            }
            result.into()
        }
        Op::Invocation { callee, bindings } => invocation(callee, bindings, scope, machine, graph),
        Op::Function(function) => function::boxed(graph, function, scope),
        Op::Table(table) => table::evaluate(table, scope, machine, graph),
        Op::Conditional { condition, then, other } => match code(condition, scope, machine, graph) {
            Value::Boolean(true) => code(then, scope, machine, graph),
            Value::Boolean(false) | Value::Null => code(other, scope, machine, graph),
            wrong => warn(machine, &condition.at, format!("a boolean is needed, not a {}", wrong.kind())),
        },
        Op::For { domain, body } => {
            let Some(items) = items(domain, scope, machine, graph) else { return Value::Null };
            for_each(&items, body, scope, machine, graph)
        }
        Op::Quantified { every, domain, body } => {
            let Some(items) = items(domain, scope, machine, graph) else { return Value::Null };
            quantified(*every, &items, body, scope, machine, graph)
        }
        Op::Filter { list, predicate } => {
            let items = code(list, scope, machine, graph);
            let before = machine.warnings().len();
            let value = predicate.expression.run_from(machine, |name| match name.checked_sub(1) {
                None => items.clone(),
                Some(name) => place(scope, predicate.places[name]),
            });
            record::blame(machine, before, outer.at.id.as_ref());
            value
        }
    }
}

fn context(
    entries: &[(Option<Arc<str>>, Code)],
    scope: &mut Vec<Value>,
    machine: &mut Machine,
    graph: &Arc<Graph>,
) -> Value {
    let outside = scope.len();
    let mut context = Context::new();
    let mut result = None;
    for (name, value) in entries {
        let value = code(value, scope, machine, graph);
        scope.push(value.clone());
        match name {
            Some(name) => context.insert(name.clone(), value),
            // An entry without a name is the result of the whole.
            None => result = Some(value),
        }
    }
    scope.truncate(outside);
    result.unwrap_or_else(|| context.into())
}

fn invocation(
    callee: &Code,
    bindings: &[(Arc<str>, Option<Code>)],
    scope: &mut Vec<Value>,
    machine: &mut Machine,
    graph: &Arc<Graph>,
) -> Value {
    let function = match code(callee, scope, machine, graph) {
        Value::Function(function) => function,
        other => return warn(machine, &callee.at, format!("a {} cannot be called", other.kind())),
    };
    let mut arguments = Context::new();
    for (name, value) in bindings {
        let value = value.as_ref().map_or(Value::Null, |value| code(value, scope, machine, graph));
        arguments.insert(name.clone(), value);
    }
    let before = machine.warnings().len();
    let value = machine.call_named(&function, &arguments);
    record::blame(machine, before, callee.at.id.as_ref());
    value
}

/// The items to go through; a single value counts as one, and ranges of numbers or days as their members.
fn items(
    domain: &Code,
    scope: &mut Vec<Value>,
    machine: &mut Machine,
    graph: &Arc<Graph>,
) -> Option<Vec<Value>> {
    match code(domain, scope, machine, graph) {
        Value::List(items) => Some(items.into_vec()),
        Value::Null => {
            warn(machine, &domain.at, "there is nothing to go through: null".to_owned());
            None
        }
        range @ Value::Range(_) => {
            let members = feel::members(&range, machine);
            if members.is_none() {
                warn(machine, &domain.at, format!("cannot count through {range}"));
            }
            members
        }
        other => Some(vec![other]),
    }
}

fn for_each(
    items: &[Value],
    body: &Code,
    scope: &mut Vec<Value>,
    machine: &mut Machine,
    graph: &Arc<Graph>,
) -> Value {
    let mut results = feel::List::default();
    for item in items {
        if machine.stopped().is_some() {
            return Value::Null;
        }
        scope.push(item.clone());
        scope.push(results.clone().into());
        let value = code(body, scope, machine, graph);
        scope.truncate(scope.len() - 2);
        results.push(value);
    }
    results.into()
}

fn quantified(
    every: bool,
    items: &[Value],
    body: &Code,
    scope: &mut Vec<Value>,
    machine: &mut Machine,
    graph: &Arc<Graph>,
) -> Value {
    let mut unknown = false;
    for item in items {
        scope.push(item.clone());
        let value = code(body, scope, machine, graph);
        scope.pop();
        match value {
            Value::Boolean(truth) if truth != every => return Value::Boolean(!every),
            Value::Boolean(_) => {}
            Value::Null => unknown = true,
            wrong => return warn(machine, &body.at, format!("a boolean is needed, not a {}", wrong.kind())),
        }
    }
    if unknown { Value::Null } else { Value::Boolean(every) }
}

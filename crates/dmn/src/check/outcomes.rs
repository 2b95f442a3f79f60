//! All values that a decision can have, where its logic lists them.

use crate::{
    program::{Cell, Code, Graph, Op, OutputColumn, Source, TableCode},
    syntax::HitPolicy,
};
use feel::{Context, Limits, Machine, Value};

/// The values of a decision, or of one output of its table, beside null; `None` where they are not listed.
pub(super) fn of_decision(graph: &Graph, place: usize, members: &[&str]) -> Option<Vec<Value>> {
    if is_given_by_a_service(graph, place) {
        return None;
    }
    let decision = graph.decisions.get(place)?;
    let found = match members {
        [] => of_code(&decision.body)?,
        // A context that is fitted to a type may change; without types it does not.
        [output] if decision.kind.is_any() && decision.body.kind.is_any() => {
            let Op::Table(table) = &decision.body.form else { return None };
            let column = table.outputs.iter().position(|column| *column.name == **output)?;
            (table.outputs.len() > 1).then_some(())?;
            of_output(table, column)?
        }
        _ => return None,
    };
    let fitted: Vec<Value> = found.iter().map(|value| decision.kind.fit(value).unwrap_or_default()).collect();
    let plain = |value: &Value| !matches!(value, Value::List(_) | Value::Context(_) | Value::Range(_));
    fitted.iter().all(plain).then_some(fitted)
}

/// Whether the result of a decision counts something.
pub(super) fn counts(graph: &Graph, place: usize) -> bool {
    let decision = graph.decisions.get(place);
    decision.is_some_and(|decision| {
        let Op::Expression(literal) = &decision.body.form else { return false };
        literal.expression.counts() && !is_given_by_a_service(graph, place)
    })
}

/// A service may be given a value for a decision, which then is whatever the caller likes.
fn is_given_by_a_service(graph: &Graph, place: usize) -> bool {
    let sets = graph.services.iter().flat_map(|service| &service.sets);
    sets.into_iter().any(|source| matches!(source, Source::Decision(set) if *set == place))
}

/// The values that code can have before an output column has fitted them.
pub(super) fn of_plain(code: &Code) -> Option<Vec<Value>> {
    of_code(code)
}

fn of_code(code: &Code) -> Option<Vec<Value>> {
    let values = match &code.form {
        Op::Expression(literal) => literal.expression.outcomes()?,
        Op::Conditional { then, other, .. } => [of_code(then)?, of_code(other)?].concat(),
        Op::Table(table) if table.outputs.len() == 1 => of_output(table, 0)?,
        _ => return None,
    };
    Some(values.iter().map(|value| code.kind.fit(value).unwrap_or_default()).collect())
}

/// The values of one output of a table that gives the outputs of one rule.
fn of_output(table: &TableCode, column: usize) -> Option<Vec<Value>> {
    let single =
        matches!(table.policy, HitPolicy::Unique | HitPolicy::First | HitPolicy::Any | HitPolicy::Priority);
    single.then_some(())?;
    let output = table.outputs.get(column)?;
    let mut values = Vec::new();
    for rule in &table.rules {
        let (_, code) = rule.outputs.get(column)?;
        values.extend(of_cell(output, code)?);
    }
    if let Some(default) = &output.default {
        values.extend(of_code(default)?);
    }
    Some(values)
}

/// The values of an output cell as the table gives them: null instead of those that do not fit.
pub(super) fn of_cell(output: &OutputColumn, code: &Code) -> Option<Vec<Value>> {
    let values = of_code(code)?;
    values.iter().map(|value| fitted(output, value)).collect()
}

fn fitted(output: &OutputColumn, value: &Value) -> Option<Value> {
    let value = output.kind.fit(value).unwrap_or_default();
    match &output.allowed {
        Some(allowed) if !value.is_null() => {
            Some(if passes(&allowed.cell, &value)? { value } else { Value::Null })
        }
        _ => Some(value),
    }
}

/// Whether a value passes a cell; `None` where that depends on other names.
pub(super) fn passes(cell: &Cell, value: &Value) -> Option<bool> {
    let Some((tests, _)) = &cell.tests else { return Some(cell.fault.is_none()) };
    if !tests.names_used().is_empty() {
        return None;
    }
    let mut machine = Machine::new().with_limits(Limits { steps: 100_000, ..Limits::default() });
    let passed = tests.run(value, &Context::new(), &mut machine);
    machine.stopped().is_none().then_some(passed == Value::Boolean(true))
}

//! Decision tables: which rules match, and what the hit policy makes of them (DMN 1.5, 8.2.10 and 8.2.11).

use super::{op, record};
use crate::{
    program::{Cell, Graph, RuleCode, TableCode},
    syntax::{Aggregator, HitPolicy},
    trace::{CellTrace, ColumnTrace, RuleTrace, ShownValue, TableTrace},
};
use feel::{Context, Expression, Machine, Names, Value};
use std::sync::Arc;

pub(super) fn evaluate(
    table: &TableCode,
    scope: &mut Vec<Value>,
    machine: &mut Machine,
    graph: &Arc<Graph>,
) -> Value {
    let mut inputs = Vec::with_capacity(table.inputs.len());
    for column in &table.inputs {
        let value = op::code(&column.value, scope, machine, graph);
        if let Some(allowed) = &column.allowed
            && !passes(allowed, &value, scope, machine)
        {
            let message =
                format!("{value} is not one of the input values of '{}': {}", column.label, allowed.text);
            return op::warn(machine, &column.at, message);
        }
        inputs.push(value);
    }
    let mut run = TableRun { table, inputs, scope, machine, graph };
    if record::traces(run.machine) { run.traced() } else { run.plain() }
}

struct TableRun<'a> {
    table: &'a TableCode,
    inputs: Vec<Value>,
    scope: &'a mut Vec<Value>,
    machine: &'a mut Machine,
    graph: &'a Arc<Graph>,
}

/// Whether a value passes a cell; what cannot be told has not passed.
fn passes(cell: &Cell, input: &Value, scope: &[Value], machine: &mut Machine) -> bool {
    if let Some(fault) = &cell.fault {
        op::warn(machine, &cell.at, fault.clone());
        return false;
    }
    let Some((tests, places)) = &cell.tests else { return true };
    let before = machine.warnings().len();
    let value = tests.run_from(input, machine, |name| op::place(scope, places[name]));
    record::blame(machine, before, cell.at.id.as_ref());
    value == Value::Boolean(true)
}

impl TableRun<'_> {
    fn plain(&mut self) -> Value {
        let mut matching = Vec::new();
        for (place, rule) in self.table.rules.iter().enumerate() {
            let all = rule
                .cells
                .iter()
                .zip(&self.inputs)
                .all(|(cell, input)| passes(cell, input, self.scope, self.machine));
            if all {
                matching.push(place);
                if self.table.policy == HitPolicy::First {
                    break;
                }
            }
            if self.machine.stopped().is_some() {
                return Value::Null;
            }
        }
        self.result(&matching).0
    }

    /// As `plain`, with all cells of all rules noted.
    fn traced(&mut self) -> Value {
        let mut matching = Vec::new();
        let mut rules: Vec<RuleTrace> = Vec::with_capacity(self.table.rules.len());
        for (place, rule) in self.table.rules.iter().enumerate() {
            let cells = rule.cells.iter().zip(&self.inputs).map(|(cell, input)| CellTrace {
                text: if cell.text.is_empty() { "-".to_owned() } else { cell.text.clone() },
                matched: passes(cell, input, self.scope, self.machine),
            });
            let cells: Vec<CellTrace> = cells.collect();
            let matched = cells.iter().all(|cell| cell.matched);
            if matched {
                matching.push(place);
            }
            rules.push(RuleTrace {
                number: place + 1,
                id: rule.id.clone(),
                matched,
                used: false,
                cells,
                outputs: rule.outputs.iter().map(|(text, _)| text.clone()).collect(),
                values: Vec::new(),
                annotations: rule.annotations.clone(),
            });
        }
        let (value, used) = self.result(&matching);
        for (place, values) in used {
            rules[place].used = true;
            rules[place].values = values.iter().map(ShownValue::from).collect();
        }
        let columns = self.table.inputs.iter().zip(&self.inputs);
        let trace = TableTrace {
            id: self.table.id.clone(),
            name: self.table.name.clone(),
            hit_policy: self.table.policy.to_string(),
            columns: columns
                .map(|(column, value)| ColumnTrace {
                    label: column.label.clone(),
                    expression: column.expression.clone(),
                    value: value.into(),
                })
                .collect(),
            outputs: self.table.outputs.iter().map(|output| output.name.to_string()).collect(),
            annotations: self.table.annotations.clone(),
            rules,
        };
        record::table(self.machine, trace);
        value
    }

    /// The result, and the rules that make it with the values of their outputs.
    fn result(&mut self, matching: &[usize]) -> (Value, Vec<(usize, Vec<Value>)>) {
        if matching.is_empty() {
            return (self.nothing(), Vec::new());
        }
        let first = match self.table.policy {
            HitPolicy::Unique if matching.len() > 1 => {
                let numbers: Vec<String> = matching.iter().map(|place| (place + 1).to_string()).collect();
                let message = format!(
                    "the rules {} match at once; the hit policy UNIQUE allows one",
                    numbers.join(", ")
                );
                return (self.violated(message), Vec::new());
            }
            HitPolicy::Unique | HitPolicy::First => &matching[..1],
            _ => matching,
        };
        let mut hits: Vec<(usize, Vec<Value>)> =
            first.iter().map(|place| (*place, self.outputs(&self.table.rules[*place]))).collect();
        match self.table.policy {
            HitPolicy::Unique | HitPolicy::First => {}
            HitPolicy::Any => {
                if hits.iter().any(|(_, values)| *values != hits[0].1) {
                    let message =
                        "rules with different outputs match; the hit policy ANY wants equal ones".to_owned();
                    return (self.violated(message), hits);
                }
            }
            HitPolicy::Priority => {
                hits.sort_by_key(|(_, values)| self.rank(values));
                hits.truncate(1);
            }
            HitPolicy::OutputOrder => hits.sort_by_key(|(_, values)| self.rank(values)),
            HitPolicy::RuleOrder | HitPolicy::Collect(None) => {}
            HitPolicy::Collect(Some(aggregator)) => return (self.aggregate(aggregator, &hits), hits),
        }
        let single = matches!(
            self.table.policy,
            HitPolicy::Unique | HitPolicy::First | HitPolicy::Any | HitPolicy::Priority
        );
        let value = if single {
            self.compose(&hits[0].1)
        } else {
            hits.iter().map(|(_, values)| self.compose(values)).collect()
        };
        (value, hits)
    }

    fn violated(&mut self, message: String) -> Value {
        let at = crate::syntax::At { id: self.table.id.clone(), line: 0 };
        op::warn(self.machine, &at, message)
    }

    /// No rule matches: the default outputs, or null; a collected count is 0.
    fn nothing(&mut self) -> Value {
        if self.table.outputs.iter().any(|output| output.default.is_some()) {
            let values: Vec<Value> = self
                .table
                .outputs
                .iter()
                .map(|output| match &output.default {
                    Some(default) => op::code(default, self.scope, self.machine, self.graph),
                    None => Value::Null,
                })
                .collect();
            let value = self.compose(&values);
            let several = matches!(
                self.table.policy,
                HitPolicy::RuleOrder | HitPolicy::OutputOrder | HitPolicy::Collect(None)
            );
            return if several && !matches!(value, Value::List(_)) { vec![value].into() } else { value };
        }
        match self.table.policy {
            HitPolicy::Collect(Some(Aggregator::Count)) => 0.into(),
            HitPolicy::Collect(None) | HitPolicy::RuleOrder | HitPolicy::OutputOrder => {
                Vec::<Value>::new().into()
            }
            _ => Value::Null,
        }
    }

    fn outputs(&mut self, rule: &RuleCode) -> Vec<Value> {
        let mut values = Vec::with_capacity(rule.outputs.len());
        for ((_, cell), output) in rule.outputs.iter().zip(&self.table.outputs) {
            let value = op::code(cell, self.scope, self.machine, self.graph);
            let mut value = op::fit(&output.kind, value, &cell.at, self.machine);
            if let Some(allowed) = &output.allowed
                && !value.is_null()
                && !passes(allowed, &value, self.scope, self.machine)
            {
                let message = format!("{value} is not one of the output values of '{}'", output.name);
                value = op::warn(self.machine, &output.at, message);
            }
            values.push(value);
        }
        values
    }

    /// One output as it is, several as a context.
    fn compose(&self, values: &[Value]) -> Value {
        match values {
            [one] => one.clone(),
            _ => {
                let names = self.table.outputs.iter().map(|output| output.name.clone());
                names.zip(values.iter().cloned()).collect::<Context>().into()
            }
        }
    }

    /// The places of the outputs among their listed values; what is not listed comes last.
    fn rank(&self, values: &[Value]) -> Vec<usize> {
        let outputs = self.table.outputs.iter().zip(values);
        outputs
            .map(|(output, value)| {
                output.priorities.iter().position(|listed| listed == value).unwrap_or(output.priorities.len())
            })
            .collect()
    }

    fn aggregate(&mut self, aggregator: Aggregator, hits: &[(usize, Vec<Value>)]) -> Value {
        let values: Vec<Value> = hits.iter().filter_map(|(_, values)| values.first().cloned()).collect();
        let function = match aggregator {
            Aggregator::Count => return values.len().into(),
            Aggregator::Sum => "sum",
            Aggregator::Min => "min",
            Aggregator::Max => "max",
        };
        let list = Value::from(values);
        match Expression::parse(function, &Names::new()).map(|expression| expression.constant().cloned()) {
            Ok(Some(Value::Function(function))) => self.machine.call(&function, &[list]),
            _ => Value::Null,
        }
    }
}

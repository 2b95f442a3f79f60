//! Decision tables: which rules match, and what the hit policy makes of them (DMN 1.5, 8.2.10 and 8.2.11).

use super::{op, record};
use crate::{
    compile::compose,
    program::{Allowed, Cell, Graph, InputColumn, RuleCode, TableCode},
    syntax::{Aggregator, HitPolicy},
    trace::{CellTrace, ColumnTrace, RuleTrace, ShownValue, TableTrace},
};
use feel::{Machine, Value};
use std::{borrow::Cow, sync::Arc};

/// Rules by place, with the values of their outputs.
type Hits<'a> = Vec<(usize, Cow<'a, [Value]>)>;

pub(super) fn evaluate(
    table: &TableCode,
    scope: &mut Vec<Value>,
    machine: &mut Machine,
    graph: &Arc<Graph>,
) -> Value {
    // The values of the input columns stand behind those in scope.
    let outside = scope.len();
    let mut run = TableRun { table, outside, scope: &mut *scope, machine, graph };
    let value = match table.inputs.iter().find_map(|column| run.input(column)) {
        Some(refused) => refused,
        None if record::traces(run.machine) => run.traced(),
        None => run.plain(),
    };
    scope.truncate(outside);
    value
}

struct TableRun<'a> {
    table: &'a TableCode,
    outside: usize,
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

fn allows(allowed: &Allowed, value: &Value, scope: &[Value], machine: &mut Machine) -> bool {
    allowed.allows(value).unwrap_or_else(|| passes(&allowed.cell, value, scope, machine))
}

impl<'a> TableRun<'a> {
    /// Adds the value of an input column; the result of the table, if the value is not allowed.
    fn input(&mut self, column: &InputColumn) -> Option<Value> {
        let value = op::code(&column.value, self.scope, self.machine, self.graph);
        if let Some(allowed) = &column.allowed
            && !allows(allowed, &value, self.scope, self.machine)
        {
            let message = format!(
                "{value} is not one of the input values of '{}': {}",
                column.label, allowed.cell.text
            );
            return Some(op::warn(self.machine, &column.at, message));
        }
        self.scope.push(value);
        None
    }

    /// Whether the value of an input column passes a cell.
    fn passes(&mut self, input: usize, cell: &Cell) -> bool {
        let (outer, inputs) = self.scope.split_at(self.outside);
        match inputs.get(input) {
            Some(value) => passes(cell, value, outer, self.machine),
            None => true,
        }
    }

    fn plain(&mut self) -> Value {
        let table = self.table;
        let (mut first, mut matching) = (None, Vec::new());
        let mut note = |place| match first {
            None => first = Some(place),
            Some(first) => {
                if matching.is_empty() {
                    matching.push(first);
                }
                matching.push(place);
            }
        };
        match &table.index {
            Some(index) => {
                self.machine.charge(index.steps());
                let candidates = index.candidates(&self.scope[self.outside..]);
                let evaluates = candidates.evaluates();
                let must_evaluate = candidates.clone();
                for place in candidates {
                    let matches = !evaluates
                        || table.rules[place].cells.iter().enumerate().all(|(input, cell)| {
                            !must_evaluate.must_evaluate(place, input, cell) || self.passes(input, cell)
                        });
                    if matches {
                        note(place);
                        if table.policy == HitPolicy::First {
                            break;
                        }
                    }
                    if self.machine.stopped().is_some() {
                        return Value::Null;
                    }
                }
            }
            None => {
                for (place, rule) in table.rules.iter().enumerate() {
                    if rule.cells.iter().enumerate().all(|(input, cell)| self.passes(input, cell)) {
                        note(place);
                        if table.policy == HitPolicy::First {
                            break;
                        }
                    }
                    if self.machine.stopped().is_some() {
                        return Value::Null;
                    }
                }
            }
        }
        match first {
            None => self.nothing(),
            Some(first) if matching.is_empty() => self.only(first),
            Some(_) => self.result(&matching).0,
        }
    }

    /// The result of the only rule that matches.
    fn only(&mut self, place: usize) -> Value {
        let single = matches!(
            self.table.policy,
            HitPolicy::Unique | HitPolicy::First | HitPolicy::Any | HitPolicy::Priority
        );
        match &self.table.rules[place].ready {
            Some(ready) if single => ready.result.clone(),
            _ => self.result(&[place]).0,
        }
    }

    /// As `plain`, with all cells of all rules noted.
    fn traced(&mut self) -> Value {
        let table = self.table;
        let mut matching = Vec::new();
        let mut rules: Vec<RuleTrace> = Vec::with_capacity(table.rules.len());
        for (place, rule) in table.rules.iter().enumerate() {
            let cells =
                rule.cells.iter().take(table.inputs.len()).enumerate().map(|(input, cell)| CellTrace {
                    text: if cell.text.is_empty() { "-".to_owned() } else { cell.text.clone() },
                    matched: self.passes(input, cell),
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
        let columns = table.inputs.iter().zip(&self.scope[self.outside..]);
        let trace = TableTrace {
            id: table.id.clone(),
            name: table.name.clone(),
            hit_policy: policy_name(table.policy),
            columns: columns
                .map(|(column, value)| ColumnTrace {
                    label: column.label.clone(),
                    expression: column.expression.clone(),
                    value: value.into(),
                })
                .collect(),
            outputs: table.outputs.iter().map(|output| output.name.to_string()).collect(),
            annotations: table.annotations.clone(),
            rules,
        };
        record::table(self.machine, trace);
        value
    }

    /// The result, and the rules that make it with the values of their outputs.
    fn result(&mut self, matching: &[usize]) -> (Value, Hits<'a>) {
        if matching.is_empty() {
            return (self.nothing(), Vec::new());
        }
        let table = self.table;
        let first = match table.policy {
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
        let mut hits: Hits<'a> =
            first.iter().map(|place| (*place, self.outputs(&table.rules[*place]))).collect();
        match table.policy {
            HitPolicy::Unique | HitPolicy::First => {}
            HitPolicy::Any => {
                if hits.iter().any(|(_, values)| *values != hits[0].1) {
                    let message =
                        "rules with different outputs match; the hit policy ANY wants equal ones".to_owned();
                    return (self.violated(message), hits);
                }
            }
            HitPolicy::Priority => {
                hits.sort_by_cached_key(|(_, values)| self.rank(values));
                hits.truncate(1);
            }
            HitPolicy::OutputOrder => hits.sort_by_cached_key(|(_, values)| self.rank(values)),
            HitPolicy::RuleOrder | HitPolicy::Collect(None) => {}
            HitPolicy::Collect(Some(aggregator)) => return (self.aggregate(aggregator, &hits), hits),
        }
        let single = matches!(
            table.policy,
            HitPolicy::Unique | HitPolicy::First | HitPolicy::Any | HitPolicy::Priority
        );
        let value =
            if single { self.compose(&hits[0]) } else { hits.iter().map(|hit| self.compose(hit)).collect() };
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
            let value = compose(&self.table.outputs, &values);
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

    fn outputs(&mut self, rule: &'a RuleCode) -> Cow<'a, [Value]> {
        if let Some(ready) = &rule.ready {
            return Cow::Borrowed(&ready.values);
        }
        let mut values = Vec::with_capacity(rule.outputs.len());
        for ((_, cell), output) in rule.outputs.iter().zip(&self.table.outputs) {
            let value = op::code(cell, self.scope, self.machine, self.graph);
            let mut value = op::fit(&output.kind, value, &cell.at, self.machine);
            if let Some(allowed) = &output.allowed
                && !value.is_null()
                && !allows(allowed, &value, self.scope, self.machine)
            {
                let message = format!("{value} is not one of the output values of '{}'", output.name);
                value = op::warn(self.machine, &output.at, message);
            }
            values.push(value);
        }
        Cow::Owned(values)
    }

    fn compose(&self, (place, values): &(usize, Cow<'_, [Value]>)) -> Value {
        match &self.table.rules[*place].ready {
            Some(ready) => ready.result.clone(),
            None => compose(&self.table.outputs, values),
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

    fn aggregate(&mut self, aggregator: Aggregator, hits: &Hits<'_>) -> Value {
        let values: Vec<Value> = hits.iter().filter_map(|(_, values)| values.first().cloned()).collect();
        match &self.table.aggregate {
            _ if aggregator == Aggregator::Count => values.len().into(),
            Some(function) => self.machine.call(function, &[values.into()]),
            None => Value::Null,
        }
    }
}

fn policy_name(policy: HitPolicy) -> String {
    match policy {
        HitPolicy::Unique => "UNIQUE",
        HitPolicy::First => "FIRST",
        HitPolicy::Priority => "PRIORITY",
        HitPolicy::Any => "ANY",
        HitPolicy::Collect(None) => "COLLECT",
        HitPolicy::Collect(Some(Aggregator::Sum)) => "COLLECT SUM",
        HitPolicy::Collect(Some(Aggregator::Count)) => "COLLECT COUNT",
        HitPolicy::Collect(Some(Aggregator::Min)) => "COLLECT MIN",
        HitPolicy::Collect(Some(Aggregator::Max)) => "COLLECT MAX",
        HitPolicy::RuleOrder => "RULE ORDER",
        HitPolicy::OutputOrder => "OUTPUT ORDER",
    }
    .to_owned()
}

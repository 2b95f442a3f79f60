//! Decision tables: which rules match, and what the hit policy makes of them (DMN 1.5, 8.2.10 and 8.2.11).

use super::{op, record};
use crate::{
    compile::compose,
    index::{Found, Index},
    program::{Allowed, Cell, Graph, InputColumn, Literal, Op, RuleCode, TableCode},
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
    let outside = scope.len();
    let mut run = TableRun { table, outside, inputs: Inputs::default(), scope: &mut *scope, machine, graph };
    let value = match table.inputs.iter().enumerate().find_map(|(input, column)| run.input(input, column)) {
        Some(refused) => refused,
        None if record::traces(run.machine) => run.traced(),
        None => run.plain(),
    };
    scope.truncate(outside);
    value
}

struct TableRun<'a> {
    table: &'a TableCode,
    /// Values in scope; behind them stand those of input columns that were computed.
    outside: usize,
    inputs: Inputs,
    scope: &'a mut Vec<Value>,
    machine: &'a mut Machine,
    graph: &'a Arc<Graph>,
}

/// Where the values of the input columns stand. Those of the first columns may stand where they come from, so that
/// they are not copied; from then on each has a place of its own.
#[derive(Default)]
struct Inputs {
    first: [u32; 8],
    /// The place of the first that is not among them.
    others: usize,
}

impl Inputs {
    fn set(&mut self, input: usize, place: usize) {
        if let Some(first) = self.first.get_mut(input) {
            *first = u32::try_from(place).unwrap_or(u32::MAX);
        } else if input == self.first.len() {
            self.others = place;
        }
    }

    fn place(&self, input: usize) -> usize {
        match self.first.get(input) {
            Some(place) => *place as usize,
            None => self.others + input - self.first.len(),
        }
    }
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
    /// Finds or computes the value of an input column; the result of the table, if the value is not allowed.
    fn input(&mut self, input: usize, column: &InputColumn) -> Option<Value> {
        let place = match self.standing(input, column) {
            Some(place) => place,
            None => {
                let value = op::code(&column.value, self.scope, self.machine, self.graph);
                self.scope.push(value);
                self.scope.len() - 1
            }
        };
        self.inputs.set(input, place);
        let value = &self.scope[place];
        let allowed = column.allowed.as_ref()?;
        if allows(allowed, value, self.scope, self.machine) {
            return None;
        }
        let message =
            format!("{value} is not one of the input values of '{}': {}", column.label, allowed.cell.text);
        Some(op::warn(self.machine, &column.at, message))
    }

    /// The place in scope of the value of a column that is nothing but a name, if it is of the column's type.
    fn standing(&self, input: usize, column: &InputColumn) -> Option<usize> {
        let Op::Expression(Literal { place: Some(place), .. }) = &column.value.form else { return None };
        let place = *place as usize;
        let value = self.scope[..self.outside].get(place)?;
        (input < self.inputs.first.len() && column.value.kind.is_as_it_is(value)).then_some(place)
    }

    fn value(&self, input: usize) -> Option<&Value> {
        self.scope.get(self.inputs.place(input)).filter(|_| input < self.table.inputs.len())
    }

    /// Whether the value of an input column passes a cell.
    fn passes(&mut self, input: usize, cell: &Cell) -> bool {
        let place = self.inputs.place(input);
        match self.scope.get(place) {
            Some(value) if input < self.table.inputs.len() => passes(cell, value, self.scope, self.machine),
            _ => true,
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
                let found = self.find(index);
                for place in found.candidates() {
                    let mut cells = table.rules[place].cells.iter().enumerate();
                    let matches = !found.evaluates()
                        || cells.all(|(input, cell)| {
                            !found.must_evaluate(place, input, cell) || self.passes(input, cell)
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

    fn find(&self, index: &'a Index) -> Found<'a> {
        index.find(|input| self.value(input).unwrap_or(&Value::Null))
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
        let columns = table.inputs.iter().enumerate();
        let trace = TableTrace {
            id: table.id.clone(),
            name: table.name.clone(),
            hit_policy: table.policy.to_string(),
            columns: columns
                .map(|(input, column)| ColumnTrace {
                    label: column.label.clone(),
                    expression: column.expression.clone(),
                    value: self.value(input).unwrap_or(&Value::Null).into(),
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

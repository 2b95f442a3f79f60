//! Decision tables to [`TableCode`].

use super::{Compiler, expression::shown, scope::Scope};
use crate::{
    index::Index,
    kinds::Kind,
    program::{Allowed, Cell, Code, InputColumn, Literal, Op, OutputColumn, Ready, RuleCode, TableCode},
    syntax::{Aggregator, At, HitPolicy, InputClause, OutputClause, Rule, Table},
};
use feel::{Context, Expression, Function, Names, Type, UnaryTests, Value};
use std::collections::HashMap;

/// Cells that were compiled before: most cells of large tables say the same as others.
#[derive(Default)]
struct Known<'t> {
    tests: HashMap<&'t str, (UnaryTests, Vec<u32>)>,
    outputs: HashMap<&'t str, (Expression, Vec<u32>)>,
}

impl Compiler<'_> {
    pub(super) fn table(&mut self, at: &At, table: &Table, scope: &Scope, name: &str) -> TableCode {
        let inputs: Vec<InputColumn> = table.inputs.iter().map(|input| self.input(input, scope)).collect();
        let outputs: Vec<OutputColumn> =
            table.outputs.iter().map(|output| self.output(output, table, scope, name)).collect();
        if matches!(table.policy, HitPolicy::Priority | HitPolicy::OutputOrder)
            && outputs.iter().all(|output| output.priorities.is_empty())
        {
            self.problem(
                at,
                "the hit policy orders by output values, but no output lists them (outputValues)",
            );
        }
        let mut known = Known::default();
        let rules: Vec<RuleCode> =
            table.rules.iter().map(|rule| self.rule(rule, &outputs, scope, &mut known)).collect();
        TableCode {
            id: at.id.clone(),
            line: at.line,
            name: table.label.clone().unwrap_or_else(|| name.to_owned()),
            policy: table.policy,
            index: Index::new(inputs.len(), &rules),
            aggregate: aggregate(table.policy),
            rules,
            inputs,
            outputs,
            annotations: table.annotations.clone(),
        }
    }

    fn input(&mut self, input: &InputClause, scope: &Scope) -> InputColumn {
        let kind = self.kind(&input.at, input.type_ref.as_ref());
        let form = self.text(&input.at, &input.expression, scope);
        InputColumn {
            label: input.label.clone().unwrap_or_else(|| shown(&input.expression)),
            expression: input.label.as_ref().map(|_| shown(&input.expression)),
            at: input.at.clone(),
            value: Code { at: input.at.clone(), kind, form },
            allowed: input.values.as_ref().map(|text| self.allowed(&input.at, text, scope)),
        }
    }

    fn output(&mut self, output: &OutputClause, table: &Table, scope: &Scope, name: &str) -> OutputColumn {
        let kind = self.kind(&output.at, output.type_ref.as_ref());
        let label = output.name.clone().or_else(|| output.label.clone()).or_else(|| table.label.clone());
        let values = output.values.as_ref().filter(|text| !text.trim().is_empty());
        OutputColumn {
            name: label.unwrap_or_else(|| name.to_owned()).into(),
            at: output.at.clone(),
            kind: kind.clone(),
            priorities: values.map(|text| listed(text)).unwrap_or_default(),
            allowed: values.map(|text| self.allowed(&output.at, text, scope)),
            default: output.default.as_ref().filter(|text| !text.is_empty()).map(|text| {
                let form = self.text(&output.at, text, scope);
                Code { at: output.at.clone(), kind, form }
            }),
        }
    }

    fn rule<'t>(
        &mut self,
        rule: &'t Rule,
        columns: &[OutputColumn],
        scope: &Scope,
        known: &mut Known<'t>,
    ) -> RuleCode {
        let cells = rule.inputs.iter().map(|(at, text)| self.cell(or(at, &rule.at), text, scope, known));
        let cells = cells.collect();
        let outputs = rule.outputs.iter().map(|(at, text)| {
            let text = if text.is_empty() || text == "-" { "null" } else { text };
            (text.to_owned(), self.output_cell(or(at, &rule.at), text, scope, known))
        });
        let outputs: Vec<(String, Code)> = outputs.collect();
        let ready = ready(columns, &outputs);
        let (id, line) = (rule.at.id.clone(), rule.at.line);
        RuleCode { id, line, cells, outputs, annotations: rule.annotations.clone(), ready }
    }

    fn output_cell<'t>(&mut self, at: &At, text: &'t str, scope: &Scope, known: &mut Known<'t>) -> Code {
        let form = match known.outputs.get(text) {
            Some((expression, places)) => Op::Expression(Literal::new(expression.clone(), places.clone())),
            None => {
                let problems = self.problems.len();
                let form = self.text(at, text, scope);
                if let Op::Expression(literal) = &form
                    && self.problems.len() == problems
                {
                    known.outputs.insert(text, (literal.expression.clone(), literal.places.clone()));
                }
                form
            }
        };
        Code { at: at.clone(), kind: Kind::Plain(Type::Any), form }
    }

    fn allowed(&mut self, at: &At, text: &str, scope: &Scope) -> Allowed {
        Allowed::new(self.cell(at, text, scope, &mut Known::default()))
    }

    fn cell<'t>(&mut self, at: &At, text: &'t str, scope: &Scope, known: &mut Known<'t>) -> Cell {
        let plain = text.trim();
        let mut cell = Cell { at: at.clone(), text: plain.to_owned(), tests: None, fault: None };
        if plain.is_empty() || plain == "-" {
            return cell;
        }
        if let Some(tests) = known.tests.get(plain) {
            cell.tests = Some(tests.clone());
            return cell;
        }
        let problems = self.problems.len();
        let tests = UnaryTests::parse(plain, &scope.names).or_else(|error| {
            self.problem(at, format!("{error} (in: {})", shown(plain)));
            UnaryTests::parse_tolerant(plain, &scope.names)
        });
        match tests {
            Ok(tests) => {
                let places = scope.places(tests.names_used());
                // What has a problem is told for each cell.
                if self.problems.len() == problems {
                    known.tests.insert(plain, (tests.clone(), places.clone()));
                }
                cell.tests = Some((tests, places));
            }
            Err(error) => cell.fault = Some(error.to_string()),
        }
        cell
    }
}

/// The outputs of a rule that are constants, of their type and among the allowed values.
fn ready(columns: &[OutputColumn], outputs: &[(String, Code)]) -> Option<Ready> {
    let one = |(column, (_, code)): (&OutputColumn, &(String, Code))| {
        let Op::Expression(literal) = &code.form else { return None };
        let value = literal.expression.constant()?;
        let value = if column.kind.is_any() { value.clone() } else { column.kind.fit(value).ok()? };
        let allowed = column.allowed.as_ref().filter(|_| !value.is_null());
        allowed.is_none_or(|allowed| allowed.allows(&value) == Some(true)).then_some(value)
    };
    if columns.len() != outputs.len() {
        return None;
    }
    let values: Vec<Value> = columns.iter().zip(outputs).map(one).collect::<Option<_>>()?;
    let result = compose(columns, &values);
    Some(Ready { values, result })
}

/// One output as it is, several as a context.
pub(crate) fn compose(columns: &[OutputColumn], values: &[Value]) -> Value {
    match values {
        [one] => one.clone(),
        _ => {
            let names = columns.iter().map(|output| output.name.clone());
            names.zip(values.iter().cloned()).collect::<Context>().into()
        }
    }
}

/// The function of FEEL that aggregates.
fn aggregate(policy: HitPolicy) -> Option<Function> {
    let name = match policy {
        HitPolicy::Collect(Some(Aggregator::Sum)) => "sum",
        HitPolicy::Collect(Some(Aggregator::Min)) => "min",
        HitPolicy::Collect(Some(Aggregator::Max)) => "max",
        _ => return None,
    };
    match Expression::parse(name, &Names::new()).ok()?.constant() {
        Some(Value::Function(function)) => Some(function.clone()),
        _ => None,
    }
}

/// A cell without an id is found by its rule.
fn or<'a>(cell: &'a At, rule: &'a At) -> &'a At {
    if cell.id.is_some() { cell } else { rule }
}

/// The values of `"a", "b"` in order; none if they are tests such as ranges.
fn listed(text: &str) -> Vec<Value> {
    let parsed = Expression::parse(&format!("[{text}]"), &Names::new());
    match parsed.ok().and_then(|list| list.constant().cloned()) {
        Some(Value::List(values)) => values.to_vec(),
        _ => Vec::new(),
    }
}

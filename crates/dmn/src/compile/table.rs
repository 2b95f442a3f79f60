//! Decision tables to [`TableCode`].

use super::{Compiler, expression::shown, scope::Scope};
use crate::{
    program::{Cell, Code, InputColumn, OutputColumn, RuleCode, TableCode},
    syntax::{At, HitPolicy, InputClause, OutputClause, Rule, Table},
};
use feel::{Expression, Names, UnaryTests, Value};

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
        TableCode {
            id: at.id.clone(),
            line: at.line,
            name: table.label.clone().unwrap_or_else(|| name.to_owned()),
            policy: table.policy,
            rules: table.rules.iter().map(|rule| self.rule(rule, scope)).collect(),
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
            allowed: input.values.as_ref().map(|text| self.cell(&input.at, text, scope)),
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
            allowed: values.map(|text| self.cell(&output.at, text, scope)),
            default: output.default.as_ref().filter(|text| !text.is_empty()).map(|text| {
                let form = self.text(&output.at, text, scope);
                Code { at: output.at.clone(), kind, form }
            }),
        }
    }

    fn rule(&mut self, rule: &Rule, scope: &Scope) -> RuleCode {
        let cells = rule.inputs.iter().map(|(at, text)| self.cell(or(at, &rule.at), text, scope)).collect();
        let outputs = rule.outputs.iter().map(|(at, text)| {
            let at = or(at, &rule.at);
            let text = if text.is_empty() || text == "-" { "null" } else { text };
            let form = self.text(at, text, scope);
            let kind = crate::kinds::Kind::Plain(feel::Type::Any);
            (text.to_owned(), Code { at: at.clone(), kind, form })
        });
        let outputs = outputs.collect();
        let (id, line) = (rule.at.id.clone(), rule.at.line);
        RuleCode { id, line, cells, outputs, annotations: rule.annotations.clone() }
    }

    fn cell(&mut self, at: &At, text: &str, scope: &Scope) -> Cell {
        let plain = text.trim();
        let mut cell = Cell { at: at.clone(), text: plain.to_owned(), tests: None, fault: None };
        if plain.is_empty() || plain == "-" {
            return cell;
        }
        let tests = UnaryTests::parse(plain, &scope.names).or_else(|error| {
            self.problem(at, format!("{error} (in: {})", shown(plain)));
            UnaryTests::parse_tolerant(plain, &scope.names)
        });
        match tests {
            Ok(tests) => {
                let places = scope.places(tests.names_used());
                cell.tests = Some((tests, places));
            }
            Err(error) => cell.fault = Some(error.to_string()),
        }
        cell
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

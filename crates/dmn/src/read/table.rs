//! Decision tables (DMN 1.5, 8.3).

use super::{Reader, at, type_ref};
use crate::{
    syntax::{Aggregator, HitPolicy, InputClause, OutputClause, Rule, Table},
    xml::Element,
};

impl Reader<'_> {
    pub(super) fn table(&mut self, element: &Element<'_>) -> Table {
        let label = element.attribute("outputLabel").map(str::to_owned);
        let policy = self.policy(element);
        let inputs: Vec<InputClause> = element.all("input").map(|input| self.input(input)).collect();
        let outputs: Vec<OutputClause> = element.all("output").map(output).collect();
        if outputs.is_empty() {
            self.problem(element, "the decision table has no output");
        }
        if let HitPolicy::Collect(Some(_)) = policy
            && outputs.len() > 1
        {
            self.problem(element, "only tables with one output can aggregate (DMN 1.5, 8.2.11)");
        }
        if outputs.len() > 1 {
            for output in element.all("output").filter(|output| output.attribute("name").is_none()) {
                self.problem(output, "each of several outputs needs a name");
            }
        }
        let annotations: Vec<String> = element
            .all("annotation")
            .map(|column| column.attribute("name").unwrap_or_default().to_owned())
            .collect();
        let rules = element.all("rule").map(|rule| self.rule(rule, inputs.len(), outputs.len())).collect();
        Table { label, policy, inputs, outputs, annotations, rules }
    }

    fn policy(&mut self, element: &Element<'_>) -> HitPolicy {
        let aggregator = match element.attribute("aggregation") {
            None => None,
            Some("SUM") => Some(Aggregator::Sum),
            Some("COUNT") => Some(Aggregator::Count),
            Some("MIN") => Some(Aggregator::Min),
            Some("MAX") => Some(Aggregator::Max),
            Some(other) => {
                self.problem(element, format!("the aggregation '{other}' is none of SUM, COUNT, MIN, MAX"));
                None
            }
        };
        match element.attribute("hitPolicy").unwrap_or("UNIQUE") {
            "UNIQUE" => HitPolicy::Unique,
            "FIRST" => HitPolicy::First,
            "PRIORITY" => HitPolicy::Priority,
            "ANY" => HitPolicy::Any,
            "COLLECT" => HitPolicy::Collect(aggregator),
            "RULE ORDER" => HitPolicy::RuleOrder,
            "OUTPUT ORDER" => HitPolicy::OutputOrder,
            other => {
                self.problem(element, format!("the hit policy '{other}' is not known"));
                HitPolicy::Unique
            }
        }
    }

    fn input(&mut self, element: &Element<'_>) -> InputClause {
        let expression = element.child("inputExpression");
        let text = expression.and_then(|expression| expression.text_of("text")).unwrap_or_default();
        if text.is_empty() {
            self.problem(element, "the input has no expression");
        }
        if let Some(expression) = expression {
            self.language(expression, "expressionLanguage");
        }
        InputClause {
            at: at(element),
            label: element.attribute("label").map(str::to_owned),
            expression: text.to_owned(),
            type_ref: expression.and_then(type_ref),
            values: element.child("inputValues").and_then(|values| values.text_of("text")).map(str::to_owned),
        }
    }

    fn rule(&mut self, element: &Element<'_>, inputs: usize, outputs: usize) -> Rule {
        let mut cells = |name: &str, wanted: usize| {
            let cells: Vec<_> = element
                .all(name)
                .map(|cell| {
                    self.language(cell, "expressionLanguage");
                    (at(cell), cell.text_of("text").unwrap_or_default().to_owned())
                })
                .collect();
            if cells.len() != wanted {
                let message =
                    format!("the rule has {} cells <{name}>, the table {wanted} columns", cells.len());
                self.problem(element, message);
            }
            cells
        };
        Rule {
            at: at(element),
            inputs: cells("inputEntry", inputs),
            outputs: cells("outputEntry", outputs),
            annotations: element
                .all("annotationEntry")
                .map(|entry| entry.text_of("text").unwrap_or_default().to_owned())
                .collect(),
        }
    }
}

fn output(element: &Element<'_>) -> OutputClause {
    OutputClause {
        at: at(element),
        name: element.attribute("name").map(super::normal),
        label: element.attribute("label").map(str::to_owned),
        type_ref: type_ref(element),
        values: element.child("outputValues").and_then(|values| values.text_of("text")).map(str::to_owned),
        default: element
            .child("defaultOutputEntry")
            .and_then(|entry| entry.text_of("text"))
            .map(str::to_owned),
    }
}

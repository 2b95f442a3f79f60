//! Boxed expressions.

use super::{Reader, at, normal, type_ref};
use crate::{
    syntax::{Boxed, ContextEntry, Form, Variable},
    xml::Element,
};

const FORMS: [&str; 12] = [
    "literalExpression",
    "decisionTable",
    "context",
    "list",
    "relation",
    "invocation",
    "functionDefinition",
    "conditional",
    "for",
    "some",
    "every",
    "filter",
];

impl Reader<'_> {
    /// The expression among the children, if there is one.
    pub(super) fn body_of(&mut self, element: &Element<'_>) -> Option<Boxed> {
        let child = element.children.iter().find(|child| FORMS.contains(&child.name))?;
        Some(self.boxed(child))
    }

    /// The expression in a child such as `in` or `then`; a missing one is a problem.
    fn part(&mut self, element: &Element<'_>, name: &str) -> Box<Boxed> {
        let part = match element.child(name) {
            Some(child) => self.body_of(child),
            None => None,
        };
        Box::new(part.unwrap_or_else(|| self.missing(element, &format!("<{name}> has no expression"))))
    }

    fn missing(&mut self, element: &Element<'_>, message: &str) -> Boxed {
        self.problem(element, message);
        Boxed { at: at(element), type_ref: None, kind: Form::Literal("null".into()) }
    }

    fn boxed(&mut self, element: &Element<'_>) -> Boxed {
        let kind = match element.name {
            "literalExpression" => self.literal(element),
            "decisionTable" => Form::Table(Box::new(self.table(element))),
            "context" => self.context(element),
            "list" => Form::List(self.bodies(element)),
            "relation" => self.relation(element),
            "invocation" => self.invocation(element),
            "functionDefinition" => return self.function(element),
            "conditional" => Form::Conditional {
                condition: self.part(element, "if"),
                then: self.part(element, "then"),
                other: self.part(element, "else"),
            },
            "for" => Form::For {
                variable: self.iterator(element),
                domain: self.part(element, "in"),
                body: self.part(element, "return"),
            },
            "some" | "every" => Form::Quantified {
                every: element.name == "every",
                variable: self.iterator(element),
                domain: self.part(element, "in"),
                body: self.part(element, "satisfies"),
            },
            _ => Form::Filter { list: self.part(element, "in"), predicate: self.part(element, "match") },
        };
        Boxed { at: at(element), type_ref: type_ref(element), kind }
    }

    fn iterator(&mut self, element: &Element<'_>) -> String {
        match element.attribute("iteratorVariable") {
            Some(name) => normal(name),
            None => {
                self.problem(element, "the iteration has no iteratorVariable");
                String::new()
            }
        }
    }

    fn literal(&mut self, element: &Element<'_>) -> Form {
        self.language(element, "expressionLanguage");
        if element.child("importedValues").is_some() {
            self.problem(element, "imported values are not supported");
        }
        Form::Literal(element.child("text").map(|text| text.text.clone().into_owned()).unwrap_or_default())
    }

    fn bodies(&mut self, element: &Element<'_>) -> Vec<Boxed> {
        let forms = element.children.iter().filter(|child| FORMS.contains(&child.name));
        forms.map(|child| self.boxed(child)).collect()
    }

    fn context(&mut self, element: &Element<'_>) -> Form {
        let entries = element.all("contextEntry").map(|entry| ContextEntry {
            variable: entry.child("variable").map(|variable| self.variable(variable)),
            value: match self.body_of(entry) {
                Some(value) => value,
                None => self.missing(entry, "the entry has no expression"),
            },
        });
        Form::Context(entries.collect())
    }

    fn variable(&mut self, element: &Element<'_>) -> Variable {
        Variable { name: self.name(element), type_ref: type_ref(element) }
    }

    fn relation(&mut self, element: &Element<'_>) -> Form {
        let columns: Vec<Variable> = element.all("column").map(|column| self.variable(column)).collect();
        let mut rows = Vec::new();
        for row in element.all("row") {
            let cells = self.bodies(row);
            if cells.len() != columns.len() {
                let message = format!("the row has {} cells for {} columns", cells.len(), columns.len());
                self.problem(row, message);
            }
            rows.push(cells);
        }
        Form::Relation { columns, rows }
    }

    fn invocation(&mut self, element: &Element<'_>) -> Form {
        let callee = match self.body_of(element) {
            Some(callee) => callee,
            None => self.missing(element, "the invocation does not say what it calls"),
        };
        let mut bindings = Vec::new();
        for binding in element.all("binding") {
            match binding.child("parameter") {
                Some(parameter) => bindings.push((self.name(parameter), self.body_of(binding))),
                None => self.problem(binding, "the binding has no parameter"),
            }
        }
        Form::Invocation { callee: Box::new(callee), bindings }
    }

    /// A function definition, also the encapsulated logic of a business knowledge model.
    pub(super) fn function(&mut self, element: &Element<'_>) -> Boxed {
        let kind = element.attribute("kind").unwrap_or("FEEL");
        let external = (kind != "FEEL").then(|| kind.to_owned());
        if external.is_some() {
            self.problem(element, format!("functions of kind '{kind}' are not supported; only FEEL is"));
        }
        let parameters = element.all("formalParameter").map(|parameter| self.variable(parameter)).collect();
        let body = match self.body_of(element) {
            Some(body) => body,
            None => self.missing(element, "the function has no expression"),
        };
        let kind = Form::Function { parameters, body: Box::new(body), external };
        Boxed { at: at(element), type_ref: type_ref(element), kind }
    }
}

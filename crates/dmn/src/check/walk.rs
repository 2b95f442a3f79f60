//! Goes through the logic of a decision or knowledge model: checks its tables and expressions, and notes which of
//! the required names it uses.

use super::{
    CheckOptions, Finding, FindingKind, Severity,
    place::{self, Place},
    scale::Scale,
    table,
};
use crate::{
    kinds::Kind,
    program::{Cell, Code, FunctionCode, Graph, Literal, Op, TableCode},
    syntax::At,
};
use feel::Type;
use std::collections::HashSet;

pub(super) struct Walk<'a> {
    pub(super) graph: &'a Graph,
    pub(super) options: &'a CheckOptions,
    /// The decision or knowledge model that is looked at.
    pub(super) name: &'a str,
    /// The names in scope, as in evaluation.
    pub(super) places: Vec<Place>,
    /// The places that something reads.
    pub(super) used: HashSet<u32>,
    /// Whether a part could not be compiled, so that more may be used.
    pub(super) faulty: bool,
    pub(super) found: Vec<Finding>,
}

impl Walk<'_> {
    pub(super) fn code(&mut self, code: &Code) {
        match &code.form {
            Op::Expression(literal) => {
                let found = self.literal(literal, &code.at, "expression");
                self.result(&code.kind, &found, &code.at, "expression");
            }
            Op::Fault(_) => self.faulty = true,
            Op::Context(entries) => {
                let outside = self.places.len();
                for (_, value) in entries {
                    self.code(value);
                    self.places.push(Place::other(value.kind.clone()));
                }
                self.places.truncate(outside);
            }
            Op::List(items) => items.iter().for_each(|item| self.code(item)),
            Op::Relation { rows, .. } => rows.iter().flatten().for_each(|cell| self.code(cell)),
            Op::Invocation { callee, bindings } => {
                self.code(callee);
                bindings.iter().filter_map(|(_, value)| value.as_ref()).for_each(|value| self.code(value));
            }
            Op::Function(function) => self.function(function),
            Op::Table(table) => self.table(table),
            Op::Conditional { condition, then, other } => {
                [condition, then, other].into_iter().for_each(|part| self.code(part));
            }
            Op::For { domain, body } => {
                self.code(domain);
                self.inside(body, 2);
            }
            Op::Quantified { domain, body, .. } => {
                self.code(domain);
                self.inside(body, 1);
            }
            Op::Filter { list, predicate } => {
                self.code(list);
                self.uses(&predicate.places);
            }
        }
    }

    /// A body that sees more names, of which nothing is known.
    fn inside(&mut self, body: &Code, names: usize) {
        let outside = self.places.len();
        self.places.resize(outside + names, Place::unknown());
        self.code(body);
        self.places.truncate(outside);
    }

    pub(super) fn function(&mut self, function: &FunctionCode) {
        let outside = self.places.len();
        self.places.extend(function.kinds.iter().map(Place::given));
        self.code(&function.body);
        self.places.truncate(outside);
    }

    fn uses(&mut self, places: &[u32]) {
        self.used.extend(places);
    }

    fn uses_cell(&mut self, cell: &Cell) {
        match &cell.tests {
            Some((_, places)) => self.uses(places),
            None => self.faulty |= cell.fault.is_some(),
        }
    }

    /// Checks a literal expression; gives its type as far as it is certain.
    fn literal(&mut self, literal: &Literal, at: &At, place: &str) -> Type {
        self.uses(&literal.places);
        let (kind, mismatches) = literal.expression.infer(place::types(literal, &self.places));
        for mismatch in mismatches {
            let message = format!("{}: {}", mismatch.position, mismatch.message);
            self.wrong(at, place, message);
        }
        kind
    }

    /// The type of an expression beside the one that is wanted.
    fn result(&mut self, wanted: &Kind, found: &Type, at: &At, place: &str) {
        let is_scalar = |kind: &Type| Scale::of_type(kind, false) != Scale::Opaque;
        let wanted = wanted.feel();
        let converts = (wanted, found) == (&Type::DateTime, &Type::Date);
        if is_scalar(wanted) && is_scalar(found) && wanted != found && !converts {
            let message = format!("it gives a {found}, a {wanted} is wanted, so the result is null");
            self.wrong(at, place, message);
        }
    }

    pub(super) fn wrong(&mut self, at: &At, place: &str, message: String) {
        self.found.push(Finding {
            severity: Severity::Error,
            kind: FindingKind::WrongType { place: place.to_owned(), message },
            element: at.id.clone(),
            line: Some(at.line),
            decision: Some(self.name.to_owned()),
            table: None,
            rules: Vec::new(),
            example: Vec::new(),
        });
    }

    /// The whole result of a decision or knowledge model beside its type.
    pub(super) fn whole(&mut self, body: &Code, kind: &Kind) {
        if kind.is_any() {
            return;
        }
        let found = match &body.form {
            Op::Expression(literal) => literal.expression.infer(place::types(literal, &self.places)).0,
            _ => Type::Any,
        };
        if body.kind.is_any() {
            self.result(kind, &found, &body.at, "expression");
        }
        // What a table lists, or an `if` between constants, can be tried out.
        let outcomes = super::outcomes::of_plain(body).unwrap_or_default();
        let misfit = outcomes.iter().filter(|value| !value.is_null()).find_map(|value| kind.fit(value).err());
        if let Some(message) =
            misfit.filter(|_| Scale::of_type(&found, false) == Scale::Opaque || found == *kind.feel())
        {
            self.wrong(&body.at, &format!("the result of \"{}\"", self.name), message);
        }
    }

    fn table(&mut self, table: &TableCode) {
        for column in &table.inputs {
            let place = format!("column \"{}\"", column.label);
            if let Op::Expression(literal) = &column.value.form {
                self.literal(literal, &column.at, &place);
            }
            column.allowed.iter().for_each(|allowed| self.uses_cell(&allowed.cell));
        }
        for output in &table.outputs {
            output.allowed.iter().for_each(|allowed| self.uses_cell(&allowed.cell));
            if let Some(code) = &output.default {
                self.output(code, &output.kind, &output.name);
            }
        }
        for rule in &table.rules {
            rule.cells.iter().for_each(|cell| self.uses_cell(cell));
            for ((_, code), output) in rule.outputs.iter().zip(&table.outputs) {
                self.output(code, &output.kind, &output.name);
            }
        }
        self.found.extend(table::check(table, self.name, &self.places, self.graph, self.options));
    }

    fn output(&mut self, code: &Code, kind: &Kind, name: &str) {
        let place = format!("output \"{name}\"");
        self.faulty |= matches!(code.form, Op::Fault(_));
        if let Op::Expression(literal) = &code.form {
            let found = self.literal(literal, &code.at, &place);
            // Constants are tried out where the table is checked.
            if literal.expression.outcomes().is_none() {
                self.result(kind, &found, &code.at, &place);
            }
        }
    }
}

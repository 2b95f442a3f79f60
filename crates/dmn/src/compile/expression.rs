//! Boxed expressions to [`Code`].

use super::{Compiler, scope::Scope};
use crate::{
    kinds::Kind,
    program::{Code, FunctionCode, Literal, Op},
    syntax::{At, Boxed, Form, Variable},
};
use feel::{Expression, Parameter, Type};
use std::sync::Arc;

impl Compiler<'_> {
    /// The type of a `typeRef`; one that is not defined is a problem.
    pub(super) fn kind(&mut self, at: &At, type_ref: Option<&String>) -> Kind {
        let Some(name) = type_ref else { return Kind::Plain(Type::Any) };
        match self.kinds.resolve(self.model, name) {
            Some(kind) => kind,
            None => {
                self.problem(at, format!("the type '{name}' is not defined"));
                Kind::Plain(Type::Any)
            }
        }
    }

    pub(super) fn problem(&mut self, at: &At, message: impl Into<String>) {
        self.problems.push(at.problem(message));
    }

    pub(super) fn code(&mut self, boxed: &Boxed, scope: &Scope, name: &str) -> Code {
        let kind = self.kind(&boxed.at, boxed.type_ref.as_ref());
        let form = match &boxed.kind {
            Form::Literal(text) => self.text(&boxed.at, text, scope),
            Form::Context(entries) => self.context(boxed, entries, scope, name),
            Form::List(items) => Op::List(items.iter().map(|item| self.code(item, scope, name)).collect()),
            Form::Relation { columns, rows } => {
                let columns = columns.iter().map(|column| {
                    let kind = self.kind(&boxed.at, column.type_ref.as_ref());
                    (column.name.as_str().into(), kind)
                });
                let columns = columns.collect();
                let rows =
                    rows.iter().map(|row| row.iter().map(|cell| self.code(cell, scope, name)).collect());
                Op::Relation { columns, rows: rows.collect() }
            }
            Form::Invocation { callee, bindings } => {
                let callee = Box::new(self.code(callee, scope, name));
                let bindings = bindings
                    .iter()
                    .map(|(name, value)| {
                        (name.as_str().into(), value.as_ref().map(|value| self.code(value, scope, name)))
                    })
                    .collect();
                Op::Invocation { callee, bindings }
            }
            Form::Function { .. } => match self.function(boxed, scope, name, Kind::Plain(Type::Any)) {
                Ok(function) => {
                    let form = Op::Function(Arc::new(function));
                    return Code { at: boxed.at.clone(), kind: Kind::Plain(Type::Any), form };
                }
                Err(message) => Op::Fault(message),
            },
            Form::Table(table) => Op::Table(Arc::new(self.table(&boxed.at, table, scope, name))),
            Form::Conditional { condition, then, other } => Op::Conditional {
                condition: Box::new(self.code(condition, scope, name)),
                then: Box::new(self.code(then, scope, name)),
                other: Box::new(self.code(other, scope, name)),
            },
            Form::For { variable, domain, body } => {
                let domain = Box::new(self.code(domain, scope, name));
                let inner = scope.with(variable, Type::Any).with("partial", Type::Any);
                Op::For { domain, body: Box::new(self.code(body, &inner, name)) }
            }
            Form::Quantified { every, variable, domain, body } => {
                let domain = Box::new(self.code(domain, scope, name));
                let inner = scope.with(variable, Type::Any);
                Op::Quantified { every: *every, domain, body: Box::new(self.code(body, &inner, name)) }
            }
            Form::Filter { list, predicate } => self.filter(list, predicate, scope, name),
        };
        Code { at: boxed.at.clone(), kind, form }
    }

    /// A FEEL text.
    pub(super) fn text(&mut self, at: &At, text: &str, scope: &Scope) -> Op {
        match Expression::parse(text, &scope.names) {
            Ok(expression) => {
                let places = scope.places(expression.names_used());
                Op::Expression(Literal::new(expression, places))
            }
            Err(error) => {
                self.problem(at, format!("{error} (in: {})", shown(text)));
                match Expression::parse_tolerant(text, &scope.names) {
                    Ok(expression) => {
                        let places = scope.places(expression.names_used());
                        Op::Expression(Literal::new(expression, places))
                    }
                    Err(error) => Op::Fault(error.to_string()),
                }
            }
        }
    }

    fn context(
        &mut self,
        boxed: &Boxed,
        entries: &[crate::syntax::ContextEntry],
        scope: &Scope,
        name: &str,
    ) -> Op {
        let mut inner = scope.clone();
        let mut compiled = Vec::new();
        for (place, entry) in entries.iter().enumerate() {
            let value = match &entry.variable {
                Some(variable) => {
                    let mut value = self.code(&entry.value, &inner, &variable.name);
                    if variable.type_ref.is_some() {
                        value = self.typed(value, variable, &boxed.at);
                    }
                    inner.push(&variable.name, value.kind.feel().clone());
                    value
                }
                None => {
                    if place + 1 != entries.len() {
                        self.problem(&entry.value.at, "only the last entry of a context may have no name");
                    }
                    inner.push_hidden();
                    self.code(&entry.value, &inner, name)
                }
            };
            compiled.push((entry.variable.as_ref().map(|variable| variable.name.as_str().into()), value));
        }
        Op::Context(compiled)
    }

    /// The type of the variable counts beside that of the expression.
    fn typed(&mut self, value: Code, variable: &Variable, at: &At) -> Code {
        let kind = self.kind(at, variable.type_ref.as_ref());
        if value.kind.is_any() && !matches!(value.form, Op::Function(_)) {
            return Code { kind, ..value };
        }
        value
    }

    pub(super) fn function(
        &mut self,
        boxed: &Boxed,
        scope: &Scope,
        name: &str,
        result: Kind,
    ) -> Result<FunctionCode, String> {
        let Form::Function { parameters, body, external } = &boxed.kind else {
            return Err("a function definition is expected".to_owned());
        };
        if let Some(kind) = external {
            return Err(format!("functions of kind '{kind}' are not supported"));
        }
        let mut inner = scope.clone();
        let (mut own, mut kinds) = (Vec::new(), Vec::new());
        for parameter in parameters {
            let kind = self.kind(&boxed.at, parameter.type_ref.as_ref());
            inner.push(&parameter.name, kind.feel().clone());
            // The full type, constraints included, is checked by the call itself.
            own.push(Parameter { name: parameter.name.as_str().into(), kind: Type::Any });
            kinds.push(kind);
        }
        let body = self.code(body, &inner, name);
        Ok(FunctionCode { name: name.into(), parameters: own, kinds, body, result })
    }

    fn filter(&mut self, list: &Boxed, predicate: &Boxed, scope: &Scope, name: &str) -> Op {
        let list = Box::new(self.code(list, scope, name));
        let Form::Literal(text) = &predicate.kind else {
            let message = "only a literal expression can be the match of a filter";
            self.problem(&predicate.at, message);
            return Op::Fault(message.to_owned());
        };
        match Expression::parse_filter(text, &scope.names) {
            Ok(expression) => {
                let places = scope.places(&expression.names_used()[1..]);
                Op::Filter { list, predicate: Literal::new(expression, places) }
            }
            Err(error) => {
                self.problem(&predicate.at, format!("{error} (in: {})", shown(text)));
                Op::Fault(error.to_string())
            }
        }
    }
}

/// The start of a text, on one line.
pub(super) fn shown(text: &str) -> String {
    let line = text.split_whitespace().collect::<Vec<_>>().join(" ");
    if line.chars().count() > 80 { format!("{}…", line.chars().take(80).collect::<String>()) } else { line }
}

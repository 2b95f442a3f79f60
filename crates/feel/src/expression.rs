//! Expressions and unary tests: compiled once, evaluated many times.

use crate::{Context, Error, Limit, Machine, Names, Value, Warning, parser, program::Program};
use std::{fmt, sync::Arc};

/// The result of an evaluation.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Evaluation {
    /// The value; null after an error.
    pub value: Value,
    /// What went wrong on the way; the parts concerned were null.
    pub warnings: Vec<Warning>,
    /// The limit that stopped it, in which case the value is null.
    pub stopped: Option<Limit>,
}

/// A compiled expression. Cheap to clone, and shared by threads.
#[derive(Clone)]
pub struct Expression(Arc<Program>);

impl Expression {
    /// Compiles an expression; every name in it must be in `names` or a built-in function.
    pub fn parse(source: &str, names: &Names) -> Result<Self, Error> {
        parser::expression(source, names, parser::Unknown::Refused).map(|program| Self(Arc::new(program)))
    }

    /// As [`Expression::parse`], but names that are not known become null with a warning when evaluated.
    pub fn parse_tolerant(source: &str, names: &Names) -> Result<Self, Error> {
        parser::expression(source, names, parser::Unknown::Null).map(|program| Self(Arc::new(program)))
    }

    /// Compiles the predicate of a boxed filter, in which `item` and its entries are in scope. The list to
    /// filter is the first of [`Expression::names_used`].
    pub fn parse_filter(source: &str, names: &Names) -> Result<Self, Error> {
        parser::filter(source, names, parser::Unknown::Refused).map(|program| Self(Arc::new(program)))
    }

    /// Evaluates with the variables of `scope` (missing ones are null) and default limits.
    pub fn evaluate(&self, scope: &Context) -> Evaluation {
        let mut machine = Machine::new();
        let value = self.run(scope, &mut machine);
        machine.finish(value)
    }

    /// Evaluates on a machine, which keeps limits, clock and warnings over several evaluations.
    pub fn run(&self, scope: &Context, machine: &mut Machine) -> Value {
        machine.run(&self.0, |name| scope.get(name).cloned().unwrap_or_default())
    }

    /// Evaluates with the values that `value_of` gives for each place in [`Expression::names_used`].
    pub fn run_from(&self, machine: &mut Machine, mut value_of: impl FnMut(usize) -> Value) -> Value {
        let mut place = 0;
        machine.run(&self.0, |_| {
            place += 1;
            value_of(place - 1)
        })
    }

    /// The variables of the scope that the expression reads.
    pub fn names_used(&self) -> &[Arc<str>] {
        &self.0.globals
    }

    /// The value, if the expression is the same for every scope.
    pub fn constant(&self) -> Option<&Value> {
        self.0.constant()
    }

    /// The text that was compiled.
    pub fn source(&self) -> &str {
        &self.0.source
    }

    pub(crate) fn program(&self) -> &Program {
        &self.0
    }
}

/// Compiled unary tests, as in the input cells of decision tables (DMN 1.5, 7.3.3 and grammar rule 15).
#[derive(Clone)]
pub struct UnaryTests(Arc<Program>);

impl UnaryTests {
    /// Compiles unary tests; `?` and `names` are in scope.
    pub fn parse(source: &str, names: &Names) -> Result<Self, Error> {
        parser::unary_tests(source, names, parser::Unknown::Refused).map(|program| Self(Arc::new(program)))
    }

    /// As [`UnaryTests::parse`], but names that are not known become null with a warning when evaluated.
    pub fn parse_tolerant(source: &str, names: &Names) -> Result<Self, Error> {
        parser::unary_tests(source, names, parser::Unknown::Null).map(|program| Self(Arc::new(program)))
    }

    /// Whether a value passes: true, false, or null where it cannot be told.
    pub fn matches(&self, input: &Value, scope: &Context) -> Evaluation {
        let mut machine = Machine::new();
        let value = self.run(input, scope, &mut machine);
        machine.finish(value)
    }

    /// As [`UnaryTests::matches`], on a machine.
    pub fn run(&self, input: &Value, scope: &Context, machine: &mut Machine) -> Value {
        let mut first = true;
        machine.run(&self.0, |name| {
            if std::mem::take(&mut first) {
                return input.clone();
            }
            scope.get(name).cloned().unwrap_or_default()
        })
    }

    /// As [`UnaryTests::run`], with the values for each place in [`UnaryTests::names_used`].
    pub fn run_from(
        &self,
        input: &Value,
        machine: &mut Machine,
        mut value_of: impl FnMut(usize) -> Value,
    ) -> Value {
        let mut place = 0usize;
        machine.run(&self.0, |_| {
            place += 1;
            match place.checked_sub(2) {
                None => input.clone(),
                Some(at) => value_of(at),
            }
        })
    }

    /// The variables of the scope that the tests read, without `?`.
    pub fn names_used(&self) -> &[Arc<str>] {
        &self.0.globals[1..]
    }

    /// The text that was compiled.
    pub fn source(&self) -> &str {
        &self.0.source
    }

    pub(crate) fn program(&self) -> &Program {
        &self.0
    }
}

impl fmt::Debug for Expression {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("Expression").field(&self.source()).finish()
    }
}

impl fmt::Debug for UnaryTests {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("UnaryTests").field(&self.source()).finish()
    }
}

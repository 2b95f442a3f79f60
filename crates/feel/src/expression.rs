//! Expressions and unary tests: compiled once, evaluated many times.

use crate::{
    Context, Error, Limit, Machine, Names, Value, Warning,
    outline::Comparison,
    parser,
    program::{Node, NodeId, Program},
};
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

    /// The place in [`Expression::names_used`] of the variable, if the expression is nothing but its name.
    pub fn variable(&self) -> Option<usize> {
        match self.0.nodes[self.0.root as usize] {
            Node::Slot(slot) => self.0.global_slots.iter().position(|global| *global == slot),
            _ => None,
        }
    }

    /// The text that was compiled.
    pub fn source(&self) -> &str {
        &self.0.source
    }

    pub(crate) fn program(&self) -> &Program {
        &self.0
    }
}

/// A test of a cell on a constant: whether a value passes follows from the two alone (DMN 1.5, table 55).
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum ConstantTest<'a> {
    /// `< 5`: the value compared with a constant. A warning where the two cannot be compared.
    Compare(Comparison, &'a Value),
    /// `5`, `[1..5]`, `["a", "b"]`: the value equals the constant, or lies in it. Never a warning.
    Matches(&'a Value),
}

/// Unary tests of which all are on constants.
#[derive(Clone, Debug, PartialEq)]
pub struct ConstantTests<'a> {
    /// Whether they stand in `not(...)`.
    pub negated: bool,
    /// The tests, of which one must pass.
    pub tests: Vec<ConstantTest<'a>>,
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

    /// The tests, if all of them are on constants; for indexes over many cells.
    pub fn constant_tests(&self) -> Option<ConstantTests<'_>> {
        let program = &*self.0;
        match program.nodes[program.root as usize] {
            Node::Tests { tests, negated } => {
                let tests = program.list(tests).iter().map(|test| constant_test(program, *test));
                Some(ConstantTests { negated, tests: tests.collect::<Option<_>>()? })
            }
            _ => {
                let test = constant_test(program, program.root)?;
                Some(ConstantTests { negated: false, tests: vec![test] })
            }
        }
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

fn constant_test(program: &Program, test: NodeId) -> Option<ConstantTest<'_>> {
    let constant = |node: NodeId| match program.nodes[node as usize] {
        Node::Constant(at) => program.constants.get(at as usize),
        _ => None,
    };
    match program.nodes[test as usize] {
        Node::Matches { value, .. } => constant(value).map(ConstantTest::Matches),
        Node::Compare { operator, value, .. } => {
            let operator = Comparison::of(operator)?;
            constant(value).map(|value| ConstantTest::Compare(operator, value))
        }
        _ => None,
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

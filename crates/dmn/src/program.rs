//! The compiled model: every expression compiled, every name a place in the scope.

use crate::{
    index::{Answers, Index},
    kinds::Kind,
    syntax::{At, HitPolicy},
};
use feel::{Expression, Function, Parameter, UnaryTests, Value};
use std::sync::Arc;

/// All elements of a model and of what it imports.
#[derive(Debug, Default)]
pub(crate) struct Graph {
    pub(crate) inputs: Vec<InputCode>,
    pub(crate) decisions: Vec<DecisionCode>,
    pub(crate) knowledge: Vec<KnowledgeCode>,
    pub(crate) services: Vec<ServiceCode>,
}

/// What a name in scope stands for.
#[derive(Clone, Debug)]
pub(crate) enum Source {
    Input(usize),
    Decision(usize),
    Knowledge(usize),
    Service(usize),
    /// Elements of an imported model, under its name.
    Import(Vec<(Arc<str>, Source)>),
}

pub(crate) type Scope = Vec<(Arc<str>, Source)>;

#[derive(Debug)]
pub(crate) struct InputCode {
    pub(crate) at: At,
    /// The model it is in; 0 is the one that was asked for.
    pub(crate) model: usize,
    pub(crate) name: Arc<str>,
    pub(crate) kind: Kind,
    /// The name under which its model is imported.
    pub(crate) import: Option<Arc<str>>,
}

#[derive(Debug)]
pub(crate) struct DecisionCode {
    pub(crate) at: At,
    /// The model it is in; 0 is the one that was asked for.
    pub(crate) model: usize,
    pub(crate) name: Arc<str>,
    pub(crate) question: Option<String>,
    pub(crate) kind: Kind,
    pub(crate) scope: Scope,
    pub(crate) body: Code,
    /// The decisions to evaluate before and this one, in order.
    pub(crate) order: Vec<usize>,
    pub(crate) sources: Vec<(String, Option<String>)>,
}

#[derive(Debug)]
pub(crate) struct KnowledgeCode {
    pub(crate) at: At,
    pub(crate) model: usize,
    pub(crate) name: Arc<str>,
    pub(crate) scope: Scope,
    pub(crate) function: Arc<FunctionCode>,
}

#[derive(Debug)]
pub(crate) struct ServiceCode {
    pub(crate) model: usize,
    pub(crate) name: Arc<str>,
    pub(crate) kind: Kind,
    /// What each parameter sets.
    pub(crate) sets: Vec<Source>,
    pub(crate) parameters: Vec<Parameter>,
    pub(crate) kinds: Vec<Kind>,
    pub(crate) outputs: Vec<usize>,
    /// The decisions to evaluate, in order, without those that are parameters.
    pub(crate) order: Vec<usize>,
}

#[derive(Debug)]
pub(crate) struct FunctionCode {
    pub(crate) name: Arc<str>,
    pub(crate) parameters: Vec<Parameter>,
    pub(crate) kinds: Vec<Kind>,
    pub(crate) body: Code,
    pub(crate) result: Kind,
}

/// A compiled boxed expression. Names are places in the scope, counted from its start.
#[derive(Debug)]
pub(crate) struct Code {
    pub(crate) at: At,
    pub(crate) kind: Kind,
    pub(crate) form: Op,
}

#[derive(Debug)]
pub(crate) enum Op {
    Expression(Literal),
    /// An expression that could not be compiled, in a model that is read all the same.
    Fault(String),
    Context(Vec<(Option<Arc<str>>, Code)>),
    List(Vec<Code>),
    Relation {
        columns: Vec<(Arc<str>, Kind)>,
        rows: Vec<Vec<Code>>,
    },
    Invocation {
        callee: Box<Code>,
        bindings: Vec<(Arc<str>, Option<Code>)>,
    },
    Function(Arc<FunctionCode>),
    Table(Arc<TableCode>),
    Conditional {
        condition: Box<Code>,
        then: Box<Code>,
        other: Box<Code>,
    },
    For {
        domain: Box<Code>,
        body: Box<Code>,
    },
    Quantified {
        every: bool,
        domain: Box<Code>,
        body: Box<Code>,
    },
    Filter {
        list: Box<Code>,
        predicate: Literal,
    },
}

/// A FEEL expression and the place of each of its names.
#[derive(Debug)]
pub(crate) struct Literal {
    pub(crate) expression: Expression,
    pub(crate) places: Vec<u32>,
    /// The place of the value, if the expression is nothing but a name.
    pub(crate) place: Option<u32>,
}

impl Literal {
    pub(crate) fn new(expression: Expression, places: Vec<u32>) -> Literal {
        let place = expression.variable().and_then(|name| places.get(name).copied());
        Literal { expression, places, place }
    }
}

#[derive(Debug)]
pub(crate) struct TableCode {
    pub(crate) id: Option<String>,
    pub(crate) line: u32,
    pub(crate) name: String,
    pub(crate) policy: HitPolicy,
    pub(crate) inputs: Vec<InputColumn>,
    pub(crate) outputs: Vec<OutputColumn>,
    pub(crate) annotations: Vec<String>,
    pub(crate) rules: Vec<RuleCode>,
    /// Finds the rules that may match; `None` where they are gone through.
    pub(crate) index: Option<Index>,
    /// What makes one value of those that are collected.
    pub(crate) aggregate: Option<Function>,
}

#[derive(Debug)]
pub(crate) struct InputColumn {
    pub(crate) label: String,
    /// As written, where there is a label besides.
    pub(crate) expression: Option<String>,
    pub(crate) at: At,
    pub(crate) value: Code,
    pub(crate) allowed: Option<Allowed>,
}

#[derive(Debug)]
pub(crate) struct OutputColumn {
    pub(crate) name: Arc<str>,
    pub(crate) at: At,
    pub(crate) kind: Kind,
    /// The allowed values, the most important first.
    pub(crate) priorities: Vec<Value>,
    pub(crate) allowed: Option<Allowed>,
    pub(crate) default: Option<Code>,
}

/// The tests of an input cell; none for `-`.
#[derive(Debug)]
pub(crate) struct Cell {
    pub(crate) at: At,
    pub(crate) text: String,
    pub(crate) tests: Option<(UnaryTests, Vec<u32>)>,
    pub(crate) fault: Option<String>,
}

impl Cell {
    /// Whether it can fail.
    pub(crate) fn is_tested(&self) -> bool {
        self.tests.is_some() || self.fault.is_some()
    }
}

/// Allowed values.
#[derive(Debug)]
pub(crate) struct Allowed {
    pub(crate) cell: Cell,
    /// Answers without evaluation where the cell is made of constants.
    answers: Option<Answers>,
}

impl Allowed {
    pub(crate) fn new(cell: Cell) -> Allowed {
        let answers = Answers::new(std::iter::once(&cell));
        Allowed { cell, answers }
    }

    /// Whether a value is allowed; `None` where that must be evaluated.
    pub(crate) fn allows(&self, value: &Value) -> Option<bool> {
        self.answers.as_ref()?.first(value)
    }
}

#[derive(Debug)]
pub(crate) struct RuleCode {
    pub(crate) id: Option<String>,
    pub(crate) line: u32,
    pub(crate) cells: Vec<Cell>,
    pub(crate) outputs: Vec<(String, Code)>,
    pub(crate) annotations: Vec<String>,
    /// The values of the outputs, if they are constants that fit.
    pub(crate) ready: Option<Ready>,
}

/// Outputs that need no evaluation.
#[derive(Debug)]
pub(crate) struct Ready {
    pub(crate) values: Vec<Value>,
    /// All of them as the result of the rule.
    pub(crate) result: Value,
}

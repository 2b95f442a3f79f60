//! A DMN model as it is written: elements with ids and lines, expressions still texts.

use crate::Problem;
use std::fmt;

/// Which element, for problems.
#[derive(Clone, Debug, Default)]
pub(crate) struct At {
    pub(crate) id: Option<String>,
    pub(crate) line: u32,
}

impl At {
    pub(crate) fn problem(&self, message: impl Into<String>) -> Problem {
        Problem { element: self.id.clone(), line: Some(self.line), message: message.into() }
    }
}

#[derive(Debug, Default)]
pub(crate) struct Definitions {
    pub(crate) name: String,
    pub(crate) namespace: String,
    pub(crate) imports: Vec<Import>,
    pub(crate) items: Vec<Item>,
    pub(crate) inputs: Vec<Input>,
    pub(crate) decisions: Vec<Decision>,
    pub(crate) knowledge: Vec<Knowledge>,
    pub(crate) services: Vec<Service>,
    pub(crate) sources: Vec<Source>,
}

#[derive(Debug)]
pub(crate) struct Import {
    pub(crate) at: At,
    pub(crate) name: String,
    pub(crate) namespace: String,
}

/// An item definition or a component of one.
#[derive(Debug)]
pub(crate) struct Item {
    pub(crate) at: At,
    pub(crate) name: String,
    pub(crate) type_ref: Option<String>,
    pub(crate) is_list: bool,
    pub(crate) components: Vec<Item>,
    pub(crate) allowed: Option<String>,
    pub(crate) constraint: Option<String>,
    pub(crate) function: Option<(Vec<String>, Option<String>)>,
}

#[derive(Debug)]
pub(crate) struct Input {
    pub(crate) at: At,
    pub(crate) name: String,
    pub(crate) type_ref: Option<String>,
}

#[derive(Debug)]
pub(crate) struct Decision {
    pub(crate) at: At,
    pub(crate) name: String,
    pub(crate) type_ref: Option<String>,
    pub(crate) question: Option<String>,
    pub(crate) requires: Vec<Reference>,
    pub(crate) sources: Vec<Reference>,
    pub(crate) body: Option<Boxed>,
}

#[derive(Debug)]
pub(crate) struct Knowledge {
    pub(crate) at: At,
    pub(crate) name: String,
    pub(crate) type_ref: Option<String>,
    pub(crate) requires: Vec<Reference>,
    pub(crate) logic: Option<Boxed>,
}

#[derive(Debug)]
pub(crate) struct Service {
    pub(crate) at: At,
    pub(crate) name: String,
    pub(crate) type_ref: Option<String>,
    pub(crate) outputs: Vec<Reference>,
    pub(crate) encapsulated: Vec<Reference>,
    pub(crate) input_decisions: Vec<Reference>,
    pub(crate) input_data: Vec<Reference>,
}

/// A knowledge source: law, standard, expert.
#[derive(Debug)]
pub(crate) struct Source {
    pub(crate) id: Option<String>,
    pub(crate) name: String,
    pub(crate) location: Option<String>,
}

/// A `href`, `namespace#id` or `#id`.
#[derive(Clone, Debug)]
pub(crate) struct Reference {
    pub(crate) at: At,
    pub(crate) namespace: Option<String>,
    pub(crate) id: String,
}

/// A boxed expression (DMN 1.5, 7.2 and 10.2).
#[derive(Debug)]
pub(crate) struct Boxed {
    pub(crate) at: At,
    pub(crate) type_ref: Option<String>,
    pub(crate) kind: Form,
}

#[derive(Debug)]
pub(crate) enum Form {
    Literal(String),
    Context(Vec<ContextEntry>),
    List(Vec<Boxed>),
    Relation { columns: Vec<Variable>, rows: Vec<Vec<Boxed>> },
    Invocation { callee: Box<Boxed>, bindings: Vec<(String, Option<Boxed>)> },
    Function { parameters: Vec<Variable>, body: Box<Boxed>, external: Option<String> },
    Table(Box<Table>),
    Conditional { condition: Box<Boxed>, then: Box<Boxed>, other: Box<Boxed> },
    For { variable: String, domain: Box<Boxed>, body: Box<Boxed> },
    Quantified { every: bool, variable: String, domain: Box<Boxed>, body: Box<Boxed> },
    Filter { list: Box<Boxed>, predicate: Box<Boxed> },
}

#[derive(Debug)]
pub(crate) struct Variable {
    pub(crate) name: String,
    pub(crate) type_ref: Option<String>,
}

#[derive(Debug)]
pub(crate) struct ContextEntry {
    pub(crate) variable: Option<Variable>,
    pub(crate) value: Boxed,
}

/// How the rules of a decision table that match make its result (DMN 1.5, 8.2.10).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum HitPolicy {
    /// One rule at most matches.
    Unique,
    /// The first in the order of the table.
    First,
    /// The first in the order of the output values.
    Priority,
    /// Any, as all that match have the same outputs.
    Any,
    /// All, as a list or aggregated.
    Collect(Option<Aggregator>),
    /// All, in the order of the table.
    RuleOrder,
    /// All, in the order of the output values.
    OutputOrder,
}

/// What `COLLECT` makes of the outputs (DMN 1.5, 8.2.11).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Aggregator {
    /// Their sum.
    Sum,
    /// How many there are.
    Count,
    /// The smallest.
    Min,
    /// The largest.
    Max,
}

impl fmt::Display for HitPolicy {
    /// Its name in the standard, with that of the aggregator: `COLLECT SUM`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            HitPolicy::Unique => "UNIQUE",
            HitPolicy::First => "FIRST",
            HitPolicy::Priority => "PRIORITY",
            HitPolicy::Any => "ANY",
            HitPolicy::Collect(None) => "COLLECT",
            HitPolicy::Collect(Some(Aggregator::Sum)) => "COLLECT SUM",
            HitPolicy::Collect(Some(Aggregator::Count)) => "COLLECT COUNT",
            HitPolicy::Collect(Some(Aggregator::Min)) => "COLLECT MIN",
            HitPolicy::Collect(Some(Aggregator::Max)) => "COLLECT MAX",
            HitPolicy::RuleOrder => "RULE ORDER",
            HitPolicy::OutputOrder => "OUTPUT ORDER",
        })
    }
}

#[derive(Debug)]
pub(crate) struct Table {
    pub(crate) label: Option<String>,
    pub(crate) policy: HitPolicy,
    pub(crate) inputs: Vec<InputClause>,
    pub(crate) outputs: Vec<OutputClause>,
    pub(crate) annotations: Vec<String>,
    pub(crate) rules: Vec<Rule>,
}

#[derive(Debug)]
pub(crate) struct InputClause {
    pub(crate) at: At,
    pub(crate) label: Option<String>,
    pub(crate) expression: String,
    pub(crate) type_ref: Option<String>,
    pub(crate) values: Option<String>,
}

#[derive(Debug)]
pub(crate) struct OutputClause {
    pub(crate) at: At,
    pub(crate) name: Option<String>,
    pub(crate) label: Option<String>,
    pub(crate) type_ref: Option<String>,
    pub(crate) values: Option<String>,
    pub(crate) default: Option<String>,
}

#[derive(Debug)]
pub(crate) struct Rule {
    pub(crate) at: At,
    pub(crate) inputs: Vec<(At, String)>,
    pub(crate) outputs: Vec<(At, String)>,
    pub(crate) annotations: Vec<String>,
}

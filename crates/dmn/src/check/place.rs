//! What is known about the names in scope: their types with constraints, and where their values come from.

use super::outcomes;
use crate::{
    kinds::Kind,
    program::{Graph, InputColumn, Literal, Op, Scope, Source},
};
use feel::{Type, Value};
use std::sync::Arc;

/// Where the value of a name comes from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Origin {
    /// Somebody gives it: input data, or a parameter.
    Given,
    Decision(usize),
    /// It is computed, or nothing is known about it.
    Other,
}

/// A name in scope.
#[derive(Clone, Debug)]
pub(super) struct Place {
    pub(super) kind: Kind,
    pub(super) origin: Origin,
}

impl Place {
    pub(super) fn given(kind: &Kind) -> Place {
        Place { kind: kind.clone(), origin: Origin::Given }
    }

    pub(super) fn other(kind: Kind) -> Place {
        Place { kind, origin: Origin::Other }
    }

    pub(super) fn unknown() -> Place {
        Place::other(Kind::Plain(Type::Any))
    }
}

/// The places of what a decision or knowledge model requires.
pub(super) fn of_scope(scope: &Scope, graph: &Graph) -> Vec<Place> {
    scope.iter().map(|(_, source)| of_source(source, graph)).collect()
}

fn of_source(source: &Source, graph: &Graph) -> Place {
    match source {
        Source::Input(place) => Place::given(&graph.inputs[*place].kind),
        Source::Decision(place) => {
            Place { kind: graph.decisions[*place].kind.clone(), origin: Origin::Decision(*place) }
        }
        Source::Import(entries) => {
            let kinds: Vec<(Arc<str>, Type)> = entries
                .iter()
                .map(|(name, source)| (name.clone(), of_source(source, graph).kind.feel().clone()))
                .collect();
            Place::other(Kind::Plain(Type::Context(kinds.into())))
        }
        Source::Knowledge(_) | Source::Service(_) => Place::unknown(),
    }
}

/// The types of the names that an expression uses.
pub(super) fn types<'a>(literal: &'a Literal, places: &'a [Place]) -> impl Fn(usize) -> Type + 'a {
    |name| {
        let place = literal.places.get(name).and_then(|at| places.get(*at as usize));
        place.map(|place| place.kind.feel().clone()).unwrap_or_default()
    }
}

/// What is known about the values of an input column before any cell is looked at.
pub(super) struct ColumnSource {
    /// As written, without space around it.
    pub(super) text: String,
    /// The type of what it looks at; its values have passed the constraints.
    pub(super) kind: Kind,
    /// The name and members it looks at, if it is no more than that.
    pub(super) path: Option<Vec<String>>,
    /// Whether this is given from outside and nothing else constrains it.
    pub(super) given: bool,
    /// All values it can have beside null, where it is the result of a decision that lists them.
    pub(super) outcomes: Option<Vec<Value>>,
    /// Whether it counts something.
    pub(super) counts: bool,
}

/// Looks at the expression of an input column.
pub(super) fn of_column(column: &InputColumn, places: &[Place], graph: &Graph) -> ColumnSource {
    let mut source = ColumnSource {
        text: String::new(),
        kind: Kind::Plain(Type::Any),
        path: None,
        given: false,
        outcomes: None,
        counts: false,
    };
    let Op::Expression(literal) = &column.value.form else { return source };
    let expression = &literal.expression;
    source.text = expression.source().trim().to_owned();
    source.kind = Kind::Plain(expression.infer(types(literal, places)).0);
    source.counts = expression.counts();
    source.outcomes = expression.outcomes();
    let Some((name, members)) = expression.path() else { return source };
    let place = literal.places.get(name).copied().unwrap_or(u32::MAX);
    let Some(known) = places.get(place as usize) else { return source };
    let mut path = vec![place.to_string()];
    path.extend(members.iter().map(|member| (*member).to_owned()));
    source.path = Some(path);
    match walk(&known.kind, &members) {
        Some((kind, free)) => {
            source.given = free && known.origin == Origin::Given;
            source.kind = kind;
        }
        // A property such as the year of a date: the inferred type stays.
        None => return source,
    }
    if let Origin::Decision(decision) = known.origin {
        source.outcomes = outcomes::of_decision(graph, decision, &members);
        source.counts = members.is_empty() && outcomes::counts(graph, decision);
    }
    source
}

/// The type at the end of a path, and whether nothing on the way constrains it beside its own type.
fn walk(kind: &Kind, members: &[&str]) -> Option<(Kind, bool)> {
    let (mut kind, mut free) = (kind.clone(), true);
    for member in members {
        free &= kind.constraints().is_empty();
        kind = match kind.feel() {
            Type::Any => Kind::Plain(Type::Any),
            Type::Context(_) => kind.entry(member).unwrap_or(Kind::Plain(Type::Any)),
            _ => return None,
        };
    }
    Some((kind, free))
}

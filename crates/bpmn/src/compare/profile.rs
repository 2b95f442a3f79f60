//! What is compared of a process: its nodes with their words and neighbours. Made once, compared often.

use std::collections::HashSet;

use super::words::{self, Word};
use crate::graph::{Level, is_flow_node};
use crate::model::{Element, names};
use crate::process::event_definitions;

/// Nodes beyond these are left out: comparing takes the product of both sizes.
pub const MAX_NODES: usize = 1_000;

/// A process ready to be compared.
#[derive(Debug, Clone)]
pub struct Profile {
    pub(super) id: Option<String>,
    pub(super) nodes: Vec<Node>,
    pub(super) flows: Vec<(usize, usize)>,
}

#[derive(Debug, Clone)]
pub(super) struct Node {
    pub(super) id: String,
    pub(super) name: String,
    pub(super) words: Vec<Word>,
    pub(super) kind: Kind,
    pub(super) before: Vec<usize>,
    pub(super) after: Vec<usize>,
}

/// What kind of node it is, as far as it matters for likeness.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Kind {
    pub(super) class: Class,
    /// The name of the element.
    pub(super) element: String,
    /// The names of the event definitions.
    pub(super) triggers: Vec<String>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Class {
    Task,
    /// Sub-processes and calls.
    Compound,
    Start,
    Intermediate,
    End,
    Gateway,
}

impl Profile {
    /// The profile of a process or sub-process, with what is inside its sub-processes.
    pub fn of(process: Element<'_>) -> Self {
        let mut profile = Self { id: process.id().map(str::to_owned), nodes: Vec::new(), flows: Vec::new() };
        let inside = process.descendants().filter(|e| is_flow_node(e) && !e.in_extension());
        let mut places = std::collections::HashMap::new();
        for element in inside.take(MAX_NODES) {
            places.insert(element.key(), profile.nodes.len());
            profile.nodes.push(Node::of(element));
        }
        let levels = std::iter::once(process).chain(process.descendants().filter(is_flow_node));
        let mut seen = HashSet::new();
        for level in levels.map(Level::of).filter(|level| !level.nodes.is_empty()) {
            let at = |node: usize| places.get(&level.nodes[node].key()).copied();
            let flows = level.flows.iter().map(|flow| (flow.source, flow.target));
            let attached = level.hosts.iter().enumerate().filter_map(|(event, host)| Some(((*host)?, event)));
            for (source, target) in flows.chain(attached) {
                let (Some(source), Some(target)) = (at(source), at(target)) else { continue };
                if seen.insert((source, target)) {
                    profile.flows.push((source, target));
                    profile.nodes[source].after.push(target);
                    profile.nodes[target].before.push(source);
                }
            }
        }
        profile
    }

    /// The id of the process.
    pub fn id(&self) -> Option<&str> {
        self.id.as_deref()
    }

    /// Orders profiles by content, so that two are always compared the same way round.
    pub(super) fn order(&self, other: &Self) -> std::cmp::Ordering {
        let sizes = (self.nodes.len(), self.flows.len()).cmp(&(other.nodes.len(), other.flows.len()));
        let nodes = || {
            let own = self.nodes.iter().map(|node| (&node.words, &node.kind, &node.name));
            own.cmp(other.nodes.iter().map(|node| (&node.words, &node.kind, &node.name)))
        };
        sizes.then_with(nodes).then_with(|| self.flows.cmp(&other.flows))
    }
}

impl Node {
    fn of(element: Element<'_>) -> Self {
        let name = element.name().unwrap_or_default().trim().to_owned();
        Self {
            id: element.id().unwrap_or_default().to_owned(),
            words: words::of(&name),
            name,
            kind: Kind::of(element),
            before: Vec::new(),
            after: Vec::new(),
        }
    }

    /// How much the node says about what the process is.
    pub(super) fn weight(&self) -> f64 {
        match (self.kind.class, self.words.is_empty()) {
            (Class::Task | Class::Compound, _) => 1.0,
            (Class::Gateway, true) => 0.2,
            (_, true) => 0.25,
            (_, false) => 0.6,
        }
    }
}

impl Kind {
    fn of(element: Element<'_>) -> Self {
        let class = match element.kind() {
            "startEvent" => Class::Start,
            "endEvent" => Class::End,
            kind if names::is_gateway(kind) => Class::Gateway,
            kind if names::is_event(kind) => Class::Intermediate,
            kind if names::is_sub_process(kind) => Class::Compound,
            "callActivity" | "subChoreography" | "callChoreography" => Class::Compound,
            _ => Class::Task,
        };
        let mut triggers: Vec<String> =
            event_definitions(element).iter().map(|definition| definition.kind().to_owned()).collect();
        triggers.sort();
        Self { class, element: element.kind().to_owned(), triggers }
    }

    /// From 0 (cannot stand for each other) to 1 (the same).
    pub(super) fn likeness(&self, other: &Self) -> f64 {
        if self == other {
            return 1.0;
        }
        match (self.class, other.class) {
            (Class::Task, Class::Task) | (Class::Compound, Class::Compound) => 0.9,
            (Class::Task, Class::Compound) | (Class::Compound, Class::Task) => 0.75,
            (Class::Gateway, Class::Gateway) => 0.5,
            (a, b) if a == b => {
                if self.element == other.element {
                    0.7
                } else {
                    0.5
                }
            }
            // An event that sends or receives does the work of a task.
            (Class::Intermediate, Class::Task) | (Class::Task, Class::Intermediate) => 0.6,
            (Class::Intermediate, Class::Start | Class::End)
            | (Class::Start | Class::End, Class::Intermediate) => 0.4,
            _ => 0.0,
        }
    }
}

//! What a model has and nothing uses.

use super::{Finding, FindingKind, Severity};
use crate::{
    program::{Graph, Scope, Source},
    syntax::At,
};
use std::collections::HashSet;

/// All elements that something requires.
#[derive(Default)]
struct Required {
    inputs: HashSet<usize>,
    decisions: HashSet<usize>,
    knowledge: HashSet<usize>,
}

impl Required {
    fn note_all(&mut self, scope: &Scope) {
        scope.iter().for_each(|(_, source)| self.note(source));
    }

    fn note(&mut self, source: &Source) {
        match source {
            Source::Input(place) => drop(self.inputs.insert(*place)),
            Source::Decision(place) => drop(self.decisions.insert(*place)),
            Source::Knowledge(place) => drop(self.knowledge.insert(*place)),
            Source::Service(_) => {}
            Source::Import(entries) => self.note_all(entries),
        }
    }
}

/// Inputs, decisions and knowledge models of the model itself that nothing requires.
pub(super) fn elements(graph: &Graph) -> Vec<Finding> {
    let mut required = Required::default();
    graph.decisions.iter().for_each(|decision| required.note_all(&decision.scope));
    graph.knowledge.iter().for_each(|knowledge| required.note_all(&knowledge.scope));
    for service in &graph.services {
        service.sets.iter().for_each(|source| required.note(source));
        required.decisions.extend(&service.outputs);
    }
    let mut found = Vec::new();
    // A model without decisions is a library for others.
    if graph.decisions.iter().all(|decision| decision.model != 0) {
        return found;
    }
    let own_inputs = graph.inputs.iter().enumerate().filter(|(_, input)| input.model == 0);
    for (_, input) in own_inputs.filter(|(place, _)| !required.inputs.contains(place)) {
        let kind = FindingKind::UnusedInput { name: input.name.to_string() };
        found.push(finding(Severity::Warning, kind, &input.at, None));
    }
    let own_knowledge = graph.knowledge.iter().enumerate().filter(|(_, knowledge)| knowledge.model == 0);
    for (_, knowledge) in own_knowledge.filter(|(place, _)| !required.knowledge.contains(place)) {
        let kind = FindingKind::UnusedKnowledge { name: knowledge.name.to_string() };
        found.push(finding(Severity::Warning, kind, &knowledge.at, None));
    }
    let own_decisions = graph.decisions.iter().enumerate().filter(|(_, decision)| decision.model == 0);
    let last: Vec<_> = own_decisions.filter(|(place, _)| !required.decisions.contains(place)).collect();
    // One of them is what the model is for.
    if let [(_, first), _, ..] = last.as_slice() {
        let names = last.iter().map(|(_, decision)| decision.name.to_string()).collect();
        found.push(finding(Severity::Note, FindingKind::UnusedDecisions { names }, &first.at, None));
    }
    found
}

/// What a decision or knowledge model requires without using it.
pub(super) fn requirements(scope: &Scope, used: &HashSet<u32>, at: &At, name: &str) -> Vec<Finding> {
    let unused = scope.iter().zip(0u32..).filter(|(_, place)| !used.contains(place));
    unused
        .map(|((required, _), _)| {
            let kind = FindingKind::UnusedRequirement { name: required.to_string() };
            finding(Severity::Warning, kind, at, Some(name.to_owned()))
        })
        .collect()
}

fn finding(severity: Severity, kind: FindingKind, at: &At, decision: Option<String>) -> Finding {
    Finding {
        severity,
        kind,
        element: at.id.clone(),
        line: Some(at.line),
        decision,
        table: None,
        rules: Vec::new(),
        example: Vec::new(),
    }
}

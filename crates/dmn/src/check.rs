//! Static checks of a model: what can go wrong with inputs that nobody has tried yet.
//!
//! Decision tables are cut into boxes ([`grid`]): each column ([`columns`]) becomes an axis ([`axis`]) of as many
//! atoms as its constants tell apart, each rule a set of atoms on each axis. Gaps, overlaps and masked rules are
//! then questions about boxes ([`cover`]), and their answers are exact: for numbers, texts, booleans, dates, times
//! and durations, `=`, comparisons, ranges, lists, `not(...)` and `-` (DMN 1.5, 8.2.8 and 8.2.10).
//!
//! What is not known is never claimed. A cell that depends on other names or functions may accept all or nothing:
//! its rule closes each gap it might close, and overlaps with nothing. Values that are computed may never come
//! together, so what rests on them is a warning where it would be an error. Null is an input like others for rules
//! that are masked or overlap; a rule for it is missed only where allowed values name it. Times are looked at with a
//! zone or without, as the cells of their column are written.

mod axis;
mod cells;
mod columns;
mod cover;
mod finding;
mod grid;
mod outcomes;
mod place;
mod rules;
mod scale;
mod set;
mod table;
mod unused;
mod view;
mod walk;

pub use finding::{Example, Finding, FindingKind, Outputs, Severity};

use crate::{Model, kinds::Kind, program::Graph};
use place::Place;
use std::collections::HashSet;
use walk::Walk;

/// How far checks go.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct CheckOptions {
    /// The work that may be spent on one table, in comparisons of rules; memory is bounded by it, too.
    pub steps: u64,
    /// Findings of one kind that are listed for one table; what comes after them is only counted.
    pub findings: usize,
}

impl Default for CheckOptions {
    fn default() -> Self {
        CheckOptions { steps: 20_000_000, findings: 20 }
    }
}

impl Model {
    /// Checks the model itself, without those it imports. What is worst comes first, then what stands first.
    ///
    /// A model that was read in spite of problems can be checked, too; what could not be compiled is left out.
    pub fn check(&self) -> Vec<Finding> {
        self.check_with(&CheckOptions::default())
    }

    /// As [`Model::check`], with options.
    pub fn check_with(&self, options: &CheckOptions) -> Vec<Finding> {
        let graph = self.graph();
        let mut found = unused::elements(graph);
        for decision in graph.decisions.iter().filter(|decision| decision.model == 0) {
            let places = place::of_scope(&decision.scope, graph);
            let mut walk = walk(graph, options, &decision.name, places);
            walk.code(&decision.body);
            walk.whole(&decision.body, &decision.kind);
            if !walk.faulty {
                let (at, name) = (&decision.at, &decision.name);
                found.extend(unused::requirements(&decision.scope, &walk.used, at, name));
            }
            found.append(&mut walk.found);
        }
        for knowledge in graph.knowledge.iter().filter(|knowledge| knowledge.model == 0) {
            let mut places = place::of_scope(&knowledge.scope, graph);
            // A knowledge model may call itself.
            places.push(Place::other(Kind::Plain(feel::Type::Any)));
            let mut walk = walk(graph, options, &knowledge.name, places);
            walk.function(&knowledge.function);
            if !walk.faulty {
                let (at, name) = (&knowledge.at, &knowledge.name);
                found.extend(unused::requirements(&knowledge.scope, &walk.used, at, name));
            }
            found.append(&mut walk.found);
        }
        found.sort_by_key(|finding| (std::cmp::Reverse(finding.severity), finding.line));
        found
    }
}

fn walk<'a>(graph: &'a Graph, options: &'a CheckOptions, name: &'a str, places: Vec<Place>) -> Walk<'a> {
    Walk { graph, options, name, places, used: HashSet::new(), faulty: false, found: Vec::new() }
}

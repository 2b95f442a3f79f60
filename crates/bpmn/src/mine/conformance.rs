//! Does the log follow the model? Every succession of two activities is held against the ways that the flows
//! of the model allow between them, through gateways, events and the borders of sub-processes.
//!
//! This looks at pairs, not at whole runs: what a gateway decides is not remembered, parallel branches may
//! interleave as they like, and an activity with a loop marker may be left out or repeated. A case that
//! deviates here certainly deviates from the model; one that does not may still.

use std::collections::{BTreeMap, HashMap, HashSet};
use std::sync::Arc;

use serde::{Deserialize, Serialize};

use super::graph::{Graph, Place, after, before, indexes, nodes_of_log};
use super::mined::Mined;
use crate::process::{Behaviour, NodeIx, Process, Repeat};

/// How a log and a model agree.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Conformance {
    /// Cases whose every succession the model allows, as a share of all; 1 for a log without cases.
    pub fitness: f64,
    /// Those cases.
    pub fitting_cases: u64,
    /// All cases.
    pub cases: u64,
    /// Successions that the model does not allow, the most frequent first.
    pub deviations: Vec<Deviation>,
    /// Activities of the log that the model does not have, the most frequent first.
    pub unknown: Vec<Arc<str>>,
    /// Flow nodes that no case came to, in document order: activities that were never completed, and gateways
    /// and events on no way between two activities that were seen one after the other.
    pub never_reached: Vec<Arc<str>>,
}

/// A succession that the model does not allow.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Deviation {
    /// The id of the first activity; none for the begin of a case.
    pub from: Option<Arc<str>>,
    /// The id of the second; none for the end of a case.
    pub to: Option<Arc<str>>,
    /// How often.
    pub count: u64,
}

/// The branches of a split that are told apart; those beyond are not known to be parallel.
const MAX_BRANCHES: usize = 64;

/// Checks a log against a process.
///
/// Activities are found by id, or by name where only one activity has that name. An activity that only the
/// engine carries out (a FEEL script, an abstract, manual or receive task) and that the log never shows is
/// passed silently.
pub fn conformance(process: &Process, mined: &Mined) -> Conformance {
    let known = nodes_of_log(process, mined);
    let seen: HashSet<NodeIx> = known.values().copied().collect();
    let visible = indexes(process).map(|ix| is_visible(process, ix, &seen)).collect();
    let graph = Graph::new(process, visible);
    let mut checker =
        Checker { parallel: parallel(&graph), reach: HashMap::new(), allowed: HashMap::new(), graph };
    let node = |id: &Option<Arc<str>>| match id {
        None => Some(None),
        Some(id) => known.get(&**id).map(|ix| Some(*ix)),
    };
    let mut deviations = Vec::new();
    for pair in &mined.follows {
        let (Some(from), Some(to)) = (node(&pair.from), node(&pair.to)) else { continue };
        if !checker.allows(from, to) {
            deviations.push(Deviation { from: pair.from.clone(), to: pair.to.clone(), count: pair.count });
        }
    }
    let mut fitting_cases = 0;
    for way in &mined.variants {
        let nodes: Option<Vec<NodeIx>> = way.activities.iter().map(|id| known.get(&**id).copied()).collect();
        let Some(nodes) = nodes else { continue };
        if checker.follows_model(&nodes) {
            let last = nodes.last().copied();
            let ended = way.cases - way.open;
            fitting_cases += way.open + if checker.allows(last, None) { ended } else { 0 };
        }
    }
    let reached = checker.reached(mined, &node, &seen);
    let cases = mined.cases.count;
    Conformance {
        fitness: if cases > 0 { fitting_cases as f64 / cases as f64 } else { 1.0 },
        fitting_cases,
        cases,
        deviations,
        unknown: mined
            .activities
            .iter()
            .map(|activity| &activity.id)
            .filter(|id| !known.contains_key(&***id))
            .cloned()
            .collect(),
        never_reached: process
            .nodes
            .iter()
            .zip(reached)
            .filter(|(_, reached)| !reached)
            .map(|(node, _)| node.id.clone())
            .collect(),
    }
}

fn is_visible(process: &Process, ix: NodeIx, seen: &HashSet<NodeIx>) -> bool {
    match process.node(ix).behaviour {
        Behaviour::Work(_) | Behaviour::Call { .. } => true,
        Behaviour::Sub { .. } | Behaviour::EventSub { .. } => false,
        _ => seen.contains(&ix),
    }
}

struct Checker<'p> {
    graph: Graph<'p>,
    /// Activities that can be done at the same time.
    parallel: BTreeMap<NodeIx, HashSet<NodeIx>>,
    /// By place: what is reached silently.
    reach: HashMap<Place, Vec<bool>>,
    allowed: HashMap<(Option<NodeIx>, Option<NodeIx>), bool>,
}

impl Checker<'_> {
    fn follows_model(&mut self, way: &[NodeIx]) -> bool {
        let mut from = None;
        way.iter().all(|to| self.allows(from.replace(*to), Some(*to)))
    }

    fn allows(&mut self, from: Option<NodeIx>, to: Option<NodeIx>) -> bool {
        if let Some(known) = self.allowed.get(&(from, to)) {
            return *known;
        }
        let allowed = self.is_allowed(from, to);
        self.allowed.insert((from, to), allowed);
        allowed
    }

    fn is_allowed(&mut self, from: Option<NodeIx>, to: Option<NodeIx>) -> bool {
        let target = to.map_or(self.graph.end, before);
        let source = from.map_or(self.graph.start, after);
        if self.reaches(source, target) {
            return true;
        }
        let Some(beside) = from.and_then(|from| self.parallel.get(&from)).cloned() else { return false };
        match to {
            Some(to) => beside.contains(&to),
            // Another branch ended the case.
            None => beside.iter().any(|other| self.reaches(after(*other), target)),
        }
    }

    fn reaches(&mut self, from: Place, to: Place) -> bool {
        let graph = &self.graph;
        self.reach.entry(from).or_insert_with(|| graph.silently_from(from))[to]
    }

    /// By node: whether a case may have come to it.
    fn reached(
        &mut self,
        mined: &Mined,
        node: &impl Fn(&Option<Arc<str>>) -> Option<Option<NodeIx>>,
        seen: &HashSet<NodeIx>,
    ) -> Vec<bool> {
        let mut reached = vec![false; self.graph.process.nodes.len()];
        for ix in seen {
            reached[*ix as usize] = true;
        }
        // By first activity: all places it was followed by, so that each is searched backwards once.
        let mut followed: HashMap<Option<NodeIx>, Vec<Place>> = HashMap::new();
        for pair in &mined.follows {
            if let (Some(from), Some(to)) = (node(&pair.from), node(&pair.to)) {
                followed.entry(from).or_default().push(to.map_or(self.graph.end, before));
            }
        }
        let backwards = self.graph.backwards();
        for (from, targets) in followed {
            let source = from.map_or(self.graph.start, after);
            let forward = self.graph.silently_from(source);
            let mut open: Vec<Place> = targets.into_iter().filter(|place| forward[*place]).collect();
            let mut on_way = vec![false; forward.len()];
            while let Some(at) = open.pop() {
                if !std::mem::replace(&mut on_way[at], true) {
                    open.extend(backwards[at].iter().filter(|before| forward[**before] && !on_way[**before]));
                }
            }
            for ix in indexes(self.graph.process).filter(|ix| !self.graph.visible[*ix as usize]) {
                reached[ix as usize] |= on_way[before(ix)];
            }
        }
        reached
    }
}

/// For each activity those that are done beside it: of two branches of a split, what only one of them leads
/// to.
fn parallel(graph: &Graph<'_>) -> BTreeMap<NodeIx, HashSet<NodeIx>> {
    let mut parallel: BTreeMap<NodeIx, HashSet<NodeIx>> = BTreeMap::new();
    for (split, mut ways) in graph.splits() {
        ways.truncate(MAX_BRANCHES);
        let reached: Vec<Vec<bool>> = ways.iter().map(|way| graph.search_all(*way, split)).collect();
        let only = |a: &[bool], b: &[bool]| -> Vec<NodeIx> {
            graph.activities().filter(|ix| a[before(*ix)] && !b[before(*ix)]).collect()
        };
        for (at, one) in reached.iter().enumerate() {
            for other in &reached[at + 1..] {
                let (here, there) = (only(one, other), only(other, one));
                for a in &here {
                    parallel.entry(*a).or_default().extend(there.iter().copied());
                }
                for b in &there {
                    parallel.entry(*b).or_default().extend(here.iter().copied());
                }
            }
        }
    }
    for ix in graph.activities() {
        // All that is inside something done several times at once goes on beside itself.
        let mut around = graph.process.level(graph.process.node(ix).level).owner;
        while let Some(sub) = around {
            let node = graph.process.node(sub);
            let many = matches!(node.repeat.as_deref(), Some(Repeat::Many(many)) if !many.sequential);
            if many || matches!(node.behaviour, Behaviour::Sub { ad_hoc: Some(_), .. }) {
                let inside = graph.activities().filter(|other| graph.is_inside(*other, sub));
                parallel.entry(ix).or_default().extend(inside);
            }
            around = graph.process.level(node.level).owner;
        }
    }
    parallel
}

//! The ways that a process allows between activities: a graph in which every flow node has a place before it
//! and one after it. Activities that a log shows are crossed by being completed; everything else (gateways,
//! events, the borders of sub-processes) is crossed silently.

use std::collections::HashMap;

use super::mined::Mined;
use crate::process::{Behaviour, Catch, Level, LevelIx, Node, NodeIx, Process, Throw};

/// A place of the graph.
pub(super) type Place = usize;

/// A process and the activities of it that a log shows.
pub(super) struct Graph<'p> {
    pub(super) process: &'p Process,
    edges: Vec<Vec<Place>>,
    /// By node: whether its completion is to be seen in the log.
    pub(super) visible: Vec<bool>,
    pub(super) start: Place,
    pub(super) end: Place,
}

/// The place before a node.
pub(super) fn before(node: NodeIx) -> Place {
    2 * node as usize
}

/// The place after a node.
pub(super) fn after(node: NodeIx) -> Place {
    2 * node as usize + 1
}

impl<'p> Graph<'p> {
    pub(super) fn new(process: &'p Process, visible: Vec<bool>) -> Self {
        let places = 2 * process.nodes.len();
        let mut graph =
            Self { process, edges: vec![Vec::new(); places + 2], visible, start: places, end: places + 1 };
        for level in graph.levels() {
            graph.level(level);
        }
        for ix in indexes(process) {
            graph.node(ix);
        }
        graph.compensation();
        graph
    }

    fn levels(&self) -> std::ops::Range<LevelIx> {
        0..LevelIx::try_from(self.process.levels.len()).unwrap_or(LevelIx::MAX)
    }

    fn edge(&mut self, from: Place, to: Place) {
        self.edges[from].push(to);
    }

    /// How a level begins, and what interrupts it.
    fn level(&mut self, ix: LevelIx) {
        let process = self.process;
        let level: &Level = process.level(ix);
        let (entry, _) = self.borders(ix);
        for start in level.starts.iter().chain(&level.implicit_starts) {
            self.edge(entry, before(*start));
        }
        for sub in &level.event_sub_processes {
            self.edge(entry, before(*sub));
        }
    }

    /// The places before and after the sub-process of a level, or of the process.
    fn borders(&self, level: LevelIx) -> (Place, Place) {
        self.process.level(level).owner.map_or((self.start, self.end), |owner| (before(owner), after(owner)))
    }

    fn node(&mut self, ix: NodeIx) {
        let process = self.process;
        let node = process.node(ix);
        let (_, exit) = self.borders(node.level);
        let has_level = matches!(node.behaviour, Behaviour::Sub { .. } | Behaviour::EventSub { .. });
        if !has_level && !self.visible[ix as usize] {
            self.edge(before(ix), after(ix));
        }
        if node.repeat.is_some() {
            // Once more, or not at all.
            self.edge(after(ix), before(ix));
            self.edge(before(ix), after(ix));
        }
        for flow in &node.outgoing {
            self.edge(after(ix), before(process.flow(*flow).target));
        }
        if node.outgoing.is_empty() {
            self.edge(after(ix), exit);
        }
        for event in &node.boundary {
            self.edge(before(ix), before(*event));
        }
        for source in &node.link_sources {
            self.edge(after(*source), before(ix));
        }
        self.leaves_level(ix, node);
    }

    /// From inside a sub-process: its boundary events, the event sub-processes beside, the next ad-hoc
    /// activity.
    fn leaves_level(&mut self, ix: NodeIx, node: &Node) {
        let process = self.process;
        let level = process.level(node.level);
        for sub in level.event_sub_processes.iter().filter(|sub| **sub != ix) {
            self.edge(before(ix), before(*sub));
            self.edge(after(ix), before(*sub));
        }
        let Some(owner) = level.owner else { return };
        if let Behaviour::Sub { ad_hoc: Some(_), .. } = process.node(owner).behaviour {
            self.edge(after(ix), before(owner));
            self.edge(before(owner), after(owner));
        }
        let mut around = Some(owner);
        while let Some(sub) = around {
            for event in &process.node(sub).boundary {
                self.edge(before(ix), before(*event));
                self.edge(after(ix), before(*event));
            }
            around = process.level(process.node(sub).level).owner;
        }
    }

    /// Handlers run in any order while a throwing event waits for them.
    fn compensation(&mut self) {
        let process = self.process;
        let throws = |node: &Node| match &node.behaviour {
            Behaviour::Throw(throws) | Behaviour::End(throws) => {
                throws.iter().any(|throw| matches!(throw, Throw::Compensate { .. } | Throw::Cancel))
            }
            _ => false,
        };
        let handlers: Vec<NodeIx> =
            indexes(process).filter(|ix| process.node(*ix).for_compensation).collect();
        for thrower in indexes(process).filter(|ix| throws(process.node(*ix))) {
            for handler in &handlers {
                self.edge(before(thrower), before(*handler));
                self.edge(after(*handler), before(thrower));
            }
        }
    }

    /// All places that can be reached from one without completing a visible activity, itself included.
    pub(super) fn silently_from(&self, place: Place) -> Vec<bool> {
        search(&self.edges, place)
    }

    /// All places that can be reached, completing activities on the way, but not through the place `stop`.
    pub(super) fn search_all(&self, place: Place, stop: Place) -> Vec<bool> {
        let mut seen = vec![false; self.edges.len()];
        let mut open = vec![place];
        while let Some(at) = open.pop() {
            if at == stop || std::mem::replace(&mut seen[at], true) {
                continue;
            }
            if at < self.start && at % 2 == 0 && self.visible[at / 2] {
                open.push(at + 1);
            }
            open.extend(self.edges[at].iter().filter(|next| !seen[**next]));
        }
        seen
    }

    /// From where each place is reached.
    pub(super) fn backwards(&self) -> Vec<Vec<Place>> {
        let mut backwards = vec![Vec::new(); self.edges.len()];
        for (from, targets) in self.edges.iter().enumerate() {
            for to in targets {
                backwards[*to].push(from);
            }
        }
        backwards
    }

    /// Whether a node lies in a sub-process, however deep.
    pub(super) fn is_inside(&self, node: NodeIx, sub: NodeIx) -> bool {
        let around = |ix: NodeIx| self.process.level(self.process.node(ix).level).owner;
        std::iter::successors(around(node), |ix| around(*ix)).any(|ix| ix == sub)
    }

    /// The visible activities, in document order.
    pub(super) fn activities(&self) -> impl Iterator<Item = NodeIx> {
        indexes(self.process).filter(|ix| self.visible[*ix as usize])
    }

    /// Where several ways begin that are all or in part taken at once: the places at which each of them
    /// begins.
    pub(super) fn splits(&self) -> Vec<(Place, Vec<Place>)> {
        let process = self.process;
        let mut splits = Vec::new();
        for ix in indexes(process) {
            let node = process.node(ix);
            let exclusive = matches!(node.behaviour, Behaviour::Exclusive | Behaviour::EventBased);
            let targets: Vec<Place> =
                node.outgoing.iter().map(|flow| before(process.flow(*flow).target)).collect();
            if !exclusive && targets.len() > 1 {
                splits.push((before(ix), targets));
            }
            for event in &node.boundary {
                if matches!(process.node(*event).behaviour, Behaviour::Boundary { interrupting: false, .. }) {
                    splits.push((before(*event), vec![after(*event), before(ix)]));
                }
            }
        }
        for ix in self.levels() {
            let level = process.level(ix);
            let (entry, _) = self.borders(ix);
            let aside = level.event_sub_processes.iter().filter(|sub| !self.interrupts(**sub));
            let mut ways: Vec<Place> = aside.map(|sub| before(*sub)).collect();
            let begins = level.starts.iter().chain(&level.implicit_starts);
            // Start events are alternatives; without them everything begins at once.
            if level.starts.len() < 2 || !ways.is_empty() {
                ways.extend(begins.map(|start| before(*start)));
            }
            if ways.len() > 1 {
                splits.push((entry, ways));
            }
        }
        splits
    }

    fn interrupts(&self, sub: NodeIx) -> bool {
        let Behaviour::EventSub { level } = self.process.node(sub).behaviour else { return false };
        let starts = &self.process.level(level).starts;
        starts.iter().any(|start| {
            matches!(&self.process.node(*start).behaviour, Behaviour::Start(Catch { interrupting: true, .. }))
        })
    }
}

/// All places that the edges lead to from one.
pub(super) fn search(edges: &[Vec<Place>], place: Place) -> Vec<bool> {
    let mut seen = vec![false; edges.len()];
    let mut open = vec![place];
    while let Some(at) = open.pop() {
        if !std::mem::replace(&mut seen[at], true) {
            open.extend(edges[at].iter().filter(|next| !seen[**next]));
        }
    }
    seen
}

/// The index of every node.
pub(super) fn indexes(process: &Process) -> impl Iterator<Item = NodeIx> + use<> {
    (0..process.nodes.len()).filter_map(|ix| NodeIx::try_from(ix).ok())
}

/// The flow nodes of a process that the activities of a log are: by id, or by a name that only one activity
/// has.
pub(super) fn nodes_of_log(process: &Process, mined: &Mined) -> HashMap<String, NodeIx> {
    let mut names: HashMap<&str, Option<NodeIx>> = HashMap::new();
    for ix in indexes(process).filter(|ix| process.node(*ix).kind.is_activity()) {
        if let Some(name) = process.node(ix).name() {
            names.entry(name).and_modify(|several| *several = None).or_insert(Some(ix));
        }
    }
    let by_name = |name: &str| names.get(name).copied().flatten();
    let node = |activity: &super::Activity| {
        let found = process.index(&activity.id).or_else(|| by_name(&activity.id));
        found.or_else(|| activity.name.as_deref().and_then(by_name))
    };
    mined.activities.iter().filter_map(|activity| Some((activity.id.to_string(), node(activity)?))).collect()
}

//! The rank of each node: it grows along sequence flows, boundary events and links, and is the same for all nodes
//! of a circle. So a node from which another can be reached ranks at most as high.
//!
//! Strongly connected components by Tarjan's algorithm, without recursion: a model may be one row of 100,000 nodes.

use super::{Behaviour, NodeIx, Process, Throw};

const NEW: u32 = u32::MAX;

pub(super) fn ranks(process: &Process) -> Vec<u32> {
    let nodes = process.nodes.len();
    let mut search = Search {
        process,
        order: vec![NEW; nodes],
        low: vec![0; nodes],
        rank: vec![NEW; nodes],
        next: 0,
        // Components are complete from the ends backwards.
        component: u32::MAX - 1,
        path: Vec::new(),
    };
    for ix in (0..).take(nodes) {
        if search.order[ix as usize] == NEW {
            search.from(ix);
        }
    }
    search.rank
}

struct Search<'p> {
    process: &'p Process,
    /// When a node was first seen, and the earliest node of its circle.
    order: Vec<u32>,
    low: Vec<u32>,
    rank: Vec<u32>,
    next: u32,
    component: u32,
    /// Nodes that have no rank yet, in the order in which they were seen.
    path: Vec<NodeIx>,
}

impl Search<'_> {
    fn from(&mut self, start: NodeIx) {
        let mut open = vec![(start, self.see(start))];
        while let Some((ix, next)) = open.last_mut() {
            let ix = *ix;
            if let Some(target) = next.pop() {
                if self.order[target as usize] == NEW {
                    let targets = self.see(target);
                    open.push((target, targets));
                } else if self.rank[target as usize] == NEW {
                    self.low[ix as usize] = self.low[ix as usize].min(self.order[target as usize]);
                }
                continue;
            }
            open.pop();
            if let Some((before, _)) = open.last() {
                self.low[*before as usize] = self.low[*before as usize].min(self.low[ix as usize]);
            }
            if self.low[ix as usize] == self.order[ix as usize] {
                self.close(ix);
            }
        }
    }

    fn see(&mut self, ix: NodeIx) -> Vec<NodeIx> {
        self.order[ix as usize] = self.next;
        self.low[ix as usize] = self.next;
        self.next += 1;
        self.path.push(ix);
        targets(self.process, ix)
    }

    fn close(&mut self, first: NodeIx) {
        while let Some(ix) = self.path.pop() {
            self.rank[ix as usize] = self.component;
            if ix == first {
                break;
            }
        }
        self.component -= 1;
    }
}

/// Where a token can go from a node.
fn targets(process: &Process, ix: NodeIx) -> Vec<NodeIx> {
    let node = process.node(ix);
    let mut targets: Vec<NodeIx> = node.outgoing.iter().map(|flow| process.flow(*flow).target).collect();
    targets.extend(&node.boundary);
    if let Behaviour::Throw(throws) = &node.behaviour {
        targets.extend(throws.iter().filter_map(|throw| match throw {
            Throw::Link { target, .. } => *target,
            _ => None,
        }));
    }
    targets
}

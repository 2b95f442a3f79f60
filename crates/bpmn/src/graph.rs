//! The flow graph of one level of a model (a process or a sub-process), as it is in the file: nothing is
//! checked, so that models that no engine can run can be drawn, read out and compared too.

use std::collections::HashMap;

use crate::model::{Element, names};

/// The flow nodes directly inside an element, in document order, and the sequence flows between them.
pub(crate) struct Level<'d> {
    pub(crate) nodes: Vec<Element<'d>>,
    pub(crate) flows: Vec<Flow<'d>>,
    /// For each node: the activity it is attached to, if it is a boundary event.
    pub(crate) hosts: Vec<Option<usize>>,
    index: HashMap<u32, usize>,
}

/// A sequence flow between two nodes of a [`Level`], given by their places in it.
pub(crate) struct Flow<'d> {
    pub(crate) element: Element<'d>,
    pub(crate) source: usize,
    pub(crate) target: usize,
}

impl<'d> Level<'d> {
    pub(crate) fn of(owner: Element<'d>) -> Self {
        let nodes: Vec<Element<'d>> = owner.children().filter(is_flow_node).collect();
        let index: HashMap<u32, usize> =
            nodes.iter().enumerate().map(|(ix, node)| (node.key(), ix)).collect();
        let at = |element: Option<Element<'d>>| element.and_then(|e| index.get(&e.key()).copied());
        let flows = owner.children_of("sequenceFlow").filter_map(|element| {
            let source = at(element.reference("sourceRef"))?;
            let target = at(element.reference("targetRef"))?;
            Some(Flow { element, source, target })
        });
        let flows = flows.collect();
        let hosts = nodes.iter().map(|node| at(node.reference("attachedToRef"))).collect();
        Self { nodes, flows, hosts, index }
    }

    /// The place of a node in this level.
    pub(crate) fn find(&self, element: Element<'_>) -> Option<usize> {
        self.index.get(&element.key()).copied()
    }
}

/// An order of nodes in which each stands before those it leads to, and which steps lead back against that
/// order: the reverse of the order in which a depth-first walk leaves the nodes (Tarjan 1972).
pub(crate) struct Order {
    /// All nodes. Branches stand one after the other, the first first, and what they join in behind them.
    pub(crate) nodes: Vec<usize>,
    /// For each node and each of its successors whether the step leads back to a node that led here.
    pub(crate) back: Vec<Vec<bool>>,
}

impl Order {
    /// Begins at the nodes that nothing leads to.
    pub(crate) fn of(successors: &[Vec<usize>]) -> Self {
        let mut entered = vec![false; successors.len()];
        for (node, targets) in successors.iter().enumerate() {
            for target in targets.iter().filter(|target| **target != node) {
                entered[*target] = true;
            }
        }
        let mut walk = Walk {
            successors,
            open: vec![false; successors.len()],
            seen: vec![false; successors.len()],
            left: Vec::with_capacity(successors.len()),
            back: successors.iter().map(|targets| vec![false; targets.len()]).collect(),
        };
        // What is left first stands last, so the walk begins at the end.
        for root in (0..successors.len()).rev().filter(|node| !entered[*node]) {
            walk.from(root);
        }
        for root in 0..successors.len() {
            walk.from(root);
        }
        walk.left.reverse();
        Self { nodes: walk.left, back: walk.back }
    }
}

struct Walk<'w> {
    successors: &'w [Vec<usize>],
    open: Vec<bool>,
    seen: Vec<bool>,
    left: Vec<usize>,
    back: Vec<Vec<bool>>,
}

impl Walk<'_> {
    fn from(&mut self, root: usize) {
        if self.seen[root] {
            return;
        }
        (self.seen[root], self.open[root]) = (true, true);
        let mut stack = vec![(root, self.successors[root].len())];
        while let Some((node, rest)) = stack.last_mut() {
            let Some(next) = rest.checked_sub(1) else {
                self.open[*node] = false;
                self.left.push(*node);
                stack.pop();
                continue;
            };
            *rest = next;
            let target = self.successors[*node][next];
            if self.open[target] {
                self.back[*node][next] = true;
            } else if !self.seen[target] {
                (self.seen[target], self.open[target]) = (true, true);
                stack.push((target, self.successors[target].len()));
            }
        }
    }
}

/// Whether an element is an activity, event, gateway or choreography activity.
pub(crate) fn is_flow_node(element: &Element<'_>) -> bool {
    element.is_bpmn() && names::is_flow_node(element.kind())
}

/// The participant of a collaboration that stands for a process.
pub(crate) fn participant<'d>(process: Element<'d>) -> Option<Element<'d>> {
    let collaborations = process.definitions().root().children_of("collaboration");
    collaborations
        .flat_map(|collaboration| collaboration.children_of("participant"))
        .find(|participant| participant.reference("processRef") == Some(process))
}

/// The innermost lanes of a process or sub-process, in document order.
pub(crate) fn leaf_lanes(owner: Element<'_>) -> Vec<Element<'_>> {
    let sets = owner.children_of("laneSet").flat_map(Element::descendants);
    sets.filter(|lane| lane.is("lane") && lane.child("childLaneSet").is_none()).collect()
}

#[cfg(test)]
mod tests {
    use super::Order;

    #[test]
    fn branches_stand_one_after_the_other() {
        // 0 leads to 1, which forks to 2-3 and 4; they join in 5, which leads back to 1; 6 is a second start.
        let successors = [vec![1], vec![2, 4], vec![3], vec![5], vec![5], vec![1, 7], vec![7], vec![]];
        let order = Order::of(&successors);
        assert_eq!(order.nodes, [0, 1, 2, 3, 4, 5, 6, 7]);
        assert_eq!(order.back[5], [true, false]);
        assert_eq!(Order::of(&[vec![1], vec![0]]).nodes, [0, 1]);
        assert_eq!(Order::of(&[vec![0]]).back, [[true]]);
    }
}

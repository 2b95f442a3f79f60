//! The flow graph of one level of a model (a process or a sub-process), as it is in the file: nothing is checked,
//! so that models that no engine can run can be drawn, read out and compared too.

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
        let index: HashMap<u32, usize> = nodes.iter().enumerate().map(|(ix, node)| (node.key(), ix)).collect();
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

    /// For each node the flows that leave it, in document order.
    pub(crate) fn outgoing(&self) -> Vec<Vec<usize>> {
        let mut outgoing = vec![Vec::new(); self.nodes.len()];
        for (ix, flow) in self.flows.iter().enumerate() {
            outgoing[flow.source].push(ix);
        }
        outgoing
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

//! What connects the nodes of a level.

use super::super::geometry::Bounds;
use super::graph::Graph;
use super::route::Routes;
use crate::graph::Level;
use crate::model::Element;

/// A sequence flow, or an association between two nodes (of compensation).
pub(super) struct Connection<'d> {
    pub(super) element: Element<'d>,
    /// The node at its begin; of a boundary event its host.
    pub(super) source: usize,
    /// The node at its end.
    pub(super) target: usize,
    /// The boundary event that it leaves.
    pub(super) event: Option<usize>,
}

/// The connections of a level, flows first.
pub(super) fn of<'d>(level: &Level<'d>) -> Vec<Connection<'d>> {
    let flows = level.flows.iter().map(|flow| (flow.element, flow.source, flow.target));
    let owner = level.nodes.first().and_then(Element::parent);
    let associations = owner.into_iter().flat_map(|owner| owner.children_of("association"));
    let associations = associations.filter_map(|element| {
        let end = |name| level.find(element.reference(name)?);
        Some((element, end("sourceRef")?, end("targetRef")?))
    });
    let host = |node: usize| level.hosts[node].unwrap_or(node);
    let connection = |(element, source, target): (Element<'d>, usize, usize)| Connection {
        element,
        source: host(source),
        target: host(target),
        event: level.hosts[source].map(|_| source),
    };
    flows.chain(associations).map(connection).collect()
}

/// All that is known of a level when its connections are drawn.
pub(super) struct Plan<'p, 'd> {
    pub(super) level: &'p Level<'d>,
    /// As many as the graph has links, in the same order.
    pub(super) connections: &'p [Connection<'d>],
    pub(super) graph: &'p Graph,
    pub(super) routes: &'p Routes,
    /// The middle of each vertex.
    pub(super) y: &'p [f64],
    /// The events at the edge of each node.
    pub(super) boundary: &'p [Vec<usize>],
    /// The place of each node.
    pub(super) places: &'p [Option<Bounds>],
}

//! A process or sub-process as a block: its flow in columns, lanes around it, what is not in the flow beside
//! it.

use std::collections::{HashMap, HashSet};

use super::super::diagram::Shape;
use super::super::geometry::Bounds;
use super::super::labels::WIDTH;
use super::super::text;
use super::connections::{self, Connection, Plan};
use super::graph::{Graph, Link, Vertex};
use super::sizes::{self, Size};
use super::{Block, beside, heights, layers, order, pools, route, ways};
use crate::graph::{Level, leaf_lanes};
use crate::model::{Element, names};

/// Lays a level out; none if it is too large. Recursion is safe: reading limits the depth.
pub(super) fn lay_out(owner: Element<'_>) -> Option<Block<'_>> {
    let level = Level::of(owner);
    let mut parts = Parts::of(&level)?;
    let lanes = leaf_lanes(owner);
    let connections = connections::of(&level);
    let (flow, loose) = split(&level, &connections, !lanes.is_empty());
    let mut graph = build(&level, &parts, &flow, &connections, &lanes);
    layers::assign(&mut graph)?;
    order::sort(&mut graph);
    let (y, strips) = heights::assign(&graph);
    let mut widths = vec![0.0_f64; graph.layers.len()];
    for (place, node) in flow.iter().enumerate() {
        let column = graph.vertices[place].layer;
        widths[column] = widths[column].max(parts.sizes[*node].room);
    }
    let routes = route::find(&graph, &widths, &y);
    let mut block = Block::default();
    let mut places = vec![None; level.nodes.len()];
    for (place, node) in flow.iter().enumerate() {
        let column = graph.vertices[place].layer;
        let size = &parts.sizes[*node];
        let x = f64::midpoint(routes.left[column], routes.right[column]) - size.width / 2.0;
        let bounds = Bounds::new(x, y[place] - size.height / 2.0, size.width, size.height);
        places[*node] = Some(bounds);
        parts.draw(&level, *node, bounds, &mut block);
    }
    let plan = Plan {
        level: &level,
        connections: &connections,
        graph: &graph,
        routes: &routes,
        y: &y,
        boundary: &parts.boundary,
        places: &places,
    };
    ways::draw(&plan, &mut block);
    block.width = block.width.max(routes.right.last().copied().unwrap_or(0.0));
    block.height = block.height.max(strips.last().copied().unwrap_or(0.0));
    let mut block = pools::lanes(owner, &lanes, &strips, block);
    beside::loose(&level, &mut parts, &loose, &mut block);
    Some(beside::artifacts(owner, block))
}

/// What is known of the nodes of a level: their sizes, their content, and the events at their edges.
pub(super) struct Parts<'d> {
    pub(super) sizes: Vec<Size>,
    inner: Vec<Option<Block<'d>>>,
    boundary: Vec<Vec<usize>>,
}

impl<'d> Parts<'d> {
    fn of(level: &Level<'d>) -> Option<Self> {
        let mut boundary = vec![Vec::new(); level.nodes.len()];
        for (event, host) in level.hosts.iter().enumerate() {
            if let Some(host) = host {
                boundary[*host].push(event);
            }
        }
        let mut inner = Vec::with_capacity(level.nodes.len());
        for node in &level.nodes {
            let shown =
                names::is_sub_process(node.kind()) && node.children().any(|c| crate::graph::is_flow_node(&c));
            inner.push(if shown { Some(lay_out(*node)?) } else { None });
        }
        let nodes = level.nodes.iter().enumerate();
        let sizes =
            nodes.map(|(ix, node)| sizes::of(*node, inner[ix].as_ref(), boundary[ix].len())).collect();
        Some(Self { sizes, inner, boundary })
    }

    /// Draws a node with its content and the events at its edge.
    pub(super) fn draw(&mut self, level: &Level<'d>, node: usize, bounds: Bounds, block: &mut Block<'d>) {
        let mut shape = Shape::new(level.nodes[node], bounds);
        let inner = self.inner[node].take();
        shape.expanded = Some(inner.is_some());
        block.shapes.push(shape);
        block.width = block.width.max(bounds.right());
        block.height = block.height.max(bounds.bottom());
        if let Some(inner) = inner {
            let (x, y) = sizes::content(bounds);
            block.place(inner, x, y);
        }
        let events = &self.boundary[node];
        for (place, event) in events.iter().enumerate() {
            let bounds = sizes::boundary(bounds, place, events.len());
            block.shapes.push(Shape::new(level.nodes[*event], bounds));
            block.height = block.height.max(bounds.bottom());
        }
    }
}

/// The nodes in the flow, and those that nothing connects. In lanes all nodes stay in their lane.
fn split(level: &Level<'_>, connections: &[Connection<'_>], lanes: bool) -> (Vec<usize>, Vec<usize>) {
    let mut connected = vec![false; level.nodes.len()];
    for connection in connections {
        connected[connection.source] = true;
        connected[connection.target] = true;
    }
    let nodes = (0..level.nodes.len()).filter(|node| level.hosts[*node].is_none());
    nodes.partition(|node| connected[*node] || lanes)
}

/// The graph of the nodes in the flow: vertices in their order, links in that of the connections.
fn build(
    level: &Level<'_>,
    parts: &Parts<'_>,
    flow: &[usize],
    connections: &[Connection<'_>],
    lanes: &[Element<'_>],
) -> Graph {
    let mut strips = HashMap::new();
    for (strip, lane) in lanes.iter().enumerate() {
        for node in lane.references("flowNodeRef").filter_map(|node| level.find(node)) {
            strips.insert(node, strip);
        }
    }
    let mut places = vec![usize::MAX; level.nodes.len()];
    let mut graph = Graph { strips: lanes.len().max(1), ..Graph::default() };
    for (vertex, node) in flow.iter().enumerate() {
        places[*node] = vertex;
        let Size { above, below, .. } = parts.sizes[*node];
        let strip = strips.get(node).copied().unwrap_or(0);
        graph.vertices.push(Vertex { strip, above, below, weight: 1.0, ..Vertex::default() });
    }
    let mut entered = vec![0_usize; level.nodes.len()];
    for connection in connections {
        entered[connection.target] += 1;
    }
    let mut pairs = HashSet::new();
    for connection in connections {
        let mut link = link(parts, connection, &places);
        // A named way into a join and a second way to the same node need a line of their own.
        let join = link.label_width > 0.0 && entered[connection.target] > 1;
        let twin = !pairs.insert((link.from, link.to));
        link.span = if link.boundary.is_none() && (join || twin) { 2 } else { 1 };
        graph.links.push(link);
    }
    graph
}

fn link(parts: &Parts<'_>, connection: &Connection<'_>, places: &[usize]) -> Link {
    let events = &parts.boundary[connection.source];
    let place = connection.event.and_then(|event| events.iter().position(|other| *other == event));
    let label = connection.element.name().map(|name| text::free(name, WIDTH));
    // The name of a boundary event stands below it, beside the way that leaves it.
    let event =
        connection.event.map_or(0.0, |event| parts.sizes[event].below - parts.sizes[event].height / 2.0);
    Link {
        from: places[connection.source],
        to: places[connection.target],
        boundary: place.map(|place| events.len() - 1 - place),
        label_height: label.as_ref().map_or(0.0, |label| label.height() + 4.0).max(event),
        label_width: label.as_ref().map_or(0.0, |label| label.width() + 8.0),
        weight: 1.0,
        ..Link::default()
    }
}

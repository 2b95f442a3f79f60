//! A process or sub-process as a block: its flow in columns, lanes around it, what is not in the flow beside it.

use std::collections::HashMap;

use super::super::diagram::{Edge, Label, Shape};
use super::super::geometry::{Bounds, Point, at};
use super::super::labels::WIDTH;
use super::super::text;
use super::corners::Corners;
use super::graph::{Graph, Link, Vertex};
use super::route::{self, Routes, Turn};
use super::sizes::{self, Size};
use super::{Block, beside, heights, layers, order, pools};
use crate::graph::{Level, leaf_lanes};
use crate::model::{Element, names};

/// Lays a level out; none if it is too large. Recursion is safe: reading limits the depth.
pub(super) fn lay_out(owner: Element<'_>) -> Option<Block<'_>> {
    let level = Level::of(owner);
    let mut parts = Parts::of(&level)?;
    let lanes = leaf_lanes(owner);
    let (flow, loose) = split(&level, !lanes.is_empty());
    let mut graph = build(&level, &parts, &flow, &lanes);
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
    connect(&level, &graph, &routes, &y, &places, &mut block);
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
fn split(level: &Level<'_>, lanes: bool) -> (Vec<usize>, Vec<usize>) {
    let mut connected = vec![false; level.nodes.len()];
    for (source, target, _) in connections(level) {
        connected[source] = true;
        connected[target] = true;
    }
    let nodes = (0..level.nodes.len()).filter(|node| level.hosts[*node].is_none());
    nodes.partition(|node| connected[*node] || lanes)
}

/// Flows and associations between nodes (of compensation), from the host where they leave a boundary event.
pub(super) fn connections<'d>(level: &Level<'d>) -> Vec<(usize, usize, Element<'d>)> {
    let flows = level.flows.iter().map(|flow| (flow.source, flow.target, flow.element));
    let owner = level.nodes.first().and_then(Element::parent);
    let associations =
        owner.into_iter().flat_map(|owner| owner.children_of("association")).filter_map(|element| {
            let end = |name| level.find(element.reference(name)?);
            Some((end("sourceRef")?, end("targetRef")?, element))
        });
    let host = |node: usize| level.hosts[node].unwrap_or(node);
    flows.chain(associations).map(|(source, target, element)| (host(source), host(target), element)).collect()
}

fn build(level: &Level<'_>, parts: &Parts<'_>, flow: &[usize], lanes: &[Element<'_>]) -> Graph {
    let mut strips = HashMap::new();
    for (strip, lane) in lanes.iter().enumerate() {
        for node in lane.references("flowNodeRef").filter_map(|node| level.find(node)) {
            strips.insert(node, strip);
        }
    }
    let mut place = vec![usize::MAX; level.nodes.len()];
    let mut graph = Graph { strips: lanes.len().max(1), ..Graph::default() };
    for (vertex, node) in flow.iter().enumerate() {
        place[*node] = vertex;
        let Size { above, below, .. } = parts.sizes[*node];
        let strip = strips.get(node).copied().unwrap_or(0);
        graph.vertices.push(Vertex { strip, above, below, weight: 1.0, ..Vertex::default() });
    }
    let connections = connections(level);
    let mut entered = vec![0_usize; flow.len()];
    let mut pairs: HashMap<(usize, usize), usize> = HashMap::new();
    for (_, target, _) in &connections {
        entered[place[*target]] += 1;
    }
    for (source, target, element) in connections {
        let (from, to) = (place[source], place[target]);
        let origin = element.reference("sourceRef").and_then(|origin| level.find(origin));
        let boundary = origin.filter(|origin| *origin != source).and_then(|origin| {
            let events = &parts.boundary[source];
            events.iter().position(|event| *event == origin).map(|place| events.len() - 1 - place)
        });
        let label = element.name().map(|name| text::free(name, WIDTH));
        let twin = pairs.entry((from, to)).or_default();
        *twin += 1;
        // A named way into a join and a second way to the same node need a line of their own.
        let span =
            if boundary.is_none() && (label.is_some() && entered[to] > 1 || *twin > 1) { 2 } else { 1 };
        let event_label = origin.filter(|_| boundary.is_some()).map_or(0.0, |event| {
            let size = &parts.sizes[event];
            size.below - size.height / 2.0
        });
        let label_height = label.as_ref().map_or(0.0, |label| label.height() + 4.0);
        let label_width = label.as_ref().map_or(0.0, |label| label.width() + 8.0);
        let label_height = label_height.max(event_label);
        graph.links.push(Link {
            from,
            to,
            boundary,
            span,
            label_height,
            label_width,
            weight: 1.0,
            ..Link::default()
        });
    }
    graph
}

/// The ways of all connections.
fn connect<'d>(
    level: &Level<'d>,
    graph: &Graph,
    routes: &Routes,
    y: &[f64],
    places: &[Option<Bounds>],
    block: &mut Block<'d>,
) {
    let events: HashMap<u32, Bounds> =
        block.shapes.iter().filter_map(|shape| Some((shape.element?.key(), shape.bounds))).collect();
    let corners = Corners::find(level, graph, routes, y, places);
    for (ix, (source, target, element)) in connections(level).into_iter().enumerate() {
        let (link, turns) = (&graph.links[ix], &routes.turns[ix]);
        let (Some(from), Some(to)) = (places[source], places[target]) else { continue };
        let mut points = Vec::with_capacity(2 * turns.len() + 3);
        match (link.boundary, element.reference("sourceRef").and_then(|event| events.get(&event.key()))) {
            (Some(_), Some(event)) => {
                points.push(at(event.centre().x, event.bottom()));
                points.push(at(event.centre().x, y[link.chain[1]]));
            }
            _ => points.push(at(from.right(), y[link.from])),
        }
        for turn in turns {
            points.push(at(turn.x, turn.from));
            points.push(at(turn.x, turn.to));
        }
        points.push(at(to.x, y[link.to]));
        if corners.leaving.contains(&ix) {
            points.drain(..2);
            points[0].x = from.centre().x;
            points.insert(
                0,
                at(from.centre().x, if points[0].y > y[link.from] { from.bottom() } else { from.y }),
            );
        }
        if corners.entering.contains(&ix) {
            points.truncate(points.len().saturating_sub(2));
            if let Some(last) = points.last_mut() {
                last.x = to.centre().x;
                let side = if last.y > y[link.to] { to.bottom() } else { to.y };
                points.push(at(to.centre().x, side));
            }
        }
        let mut edge = Edge::new(element, simplify(points));
        edge.label = element.name().map(|name| label(name, link, graph, routes, turns, y));
        for point in &edge.points {
            block.width = block.width.max(point.x);
            block.height = block.height.max(point.y);
        }
        block.edges.push(edge);
    }
}

/// The name of a flow stands on its first level piece behind the fork.
fn label(name: &str, link: &Link, graph: &Graph, routes: &Routes, turns: &[Turn], y: &[f64]) -> Label {
    let block = text::free(name, WIDTH);
    let column = graph.vertices[link.from].layer;
    let height = y[link.chain[1]] - block.height() - 3.0;
    let x = if link.back {
        routes.left[column]
    } else {
        let behind = routes.right[column] + 4.0;
        let first = turns.first().filter(|turn| (turn.to - y[link.chain[1]]).abs() < 0.5 && turn.x > behind);
        first.map_or(behind, |turn| turn.x + 6.0)
    };
    Label { bounds: Bounds::new(x, height, block.width(), block.height()), size: block.size }
}

/// Leaves out points between two others on one line.
fn simplify(points: Vec<Point>) -> Vec<Point> {
    let mut kept: Vec<Point> = Vec::with_capacity(points.len());
    for point in points {
        if kept.last() == Some(&point) {
            continue;
        }
        if let [.., a, b] = kept.as_slice()
            && ((a.x - b.x).abs() < 0.01 && (b.x - point.x).abs() < 0.01
                || (a.y - b.y).abs() < 0.01 && (b.y - point.y).abs() < 0.01)
        {
            kept.pop();
        }
        kept.push(point);
    }
    kept
}

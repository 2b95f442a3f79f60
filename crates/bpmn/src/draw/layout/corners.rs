//! Which connections leave or enter a node at its upper or lower side: of a fork or join one upwards and one
//! downwards, the outermost, where nothing stands in the way in the column. So each branch has a line of its
//! own.

use std::collections::{BTreeMap, HashSet};

use super::connections::Plan;
use super::graph::{Graph, Link};
use crate::model::names;

/// Room for an arrow head.
const MIN_WAY: f64 = 14.0;

/// The links that leave or enter at a side.
pub(super) struct Corners {
    pub(super) leaving: HashSet<usize>,
    pub(super) entering: HashSet<usize>,
}

/// A side of a node: its vertex, and whether it is the lower one.
type Side = (usize, bool);

impl Corners {
    pub(super) fn find(plan: &Plan<'_, '_>) -> Self {
        let (from, to) = (|link: &Link| link.from, |link: &Link| link.to);
        let leaving = outermost(plan, from, leaving);
        let mut entering = outermost(plan, to, entering);
        // One way at a side; and a way that turns only once cannot both leave and enter at one.
        entering.retain(|side, (_, link)| {
            let turns_once = plan.routes.turns[*link].len() < 2;
            let leaves = || leaving.values().any(|(_, other)| other == link);
            let taken = leaving.contains_key(side) || turns_once && leaves();
            !taken
        });
        let links = |found: BTreeMap<Side, (f64, usize)>| found.into_values().map(|(_, link)| link).collect();
        Self { leaving: links(leaving), entering: links(entering) }
    }
}

/// For each side of a node with several connections the link that leads furthest, if any can use it.
fn outermost(
    plan: &Plan<'_, '_>,
    end: fn(&Link) -> usize,
    height: fn(&Plan<'_, '_>, usize) -> Option<f64>,
) -> BTreeMap<Side, (f64, usize)> {
    let mut degree = vec![0_usize; plan.graph.vertices.len()];
    for link in &plan.graph.links {
        degree[end(link)] += 1;
    }
    let mut found: BTreeMap<Side, (f64, usize)> = BTreeMap::new();
    for (ix, link) in plan.graph.links.iter().enumerate() {
        let node = end(link);
        if degree[node] < 2 || link.back || link.boundary.is_some() {
            continue;
        }
        let Some(height) = height(plan, ix).filter(|height| is_free(plan.graph, plan.y, node, *height))
        else {
            continue;
        };
        let way = height - plan.y[node];
        let best = found.entry((node, way > 0.0)).or_insert((way, ix));
        if way.abs() > best.0.abs() {
            *best = (way, ix);
        }
    }
    found
}

/// The height at which a link goes on if it leaves at a side: of nodes that no event sits on.
fn leaving(plan: &Plan<'_, '_>, link: usize) -> Option<f64> {
    let source = plan.connections[link].source;
    let turn = plan.routes.turns[link].first()?;
    let own = turn.source == plan.graph.links[link].from && plan.boundary[source].is_empty();
    (own && is_usable(plan, source, turn.to - turn.from)).then_some(turn.to)
}

/// The height at which a link comes if it enters at a side: of gateways.
fn entering(plan: &Plan<'_, '_>, link: usize) -> Option<f64> {
    let target = plan.connections[link].target;
    let turn = plan.routes.turns[link].last()?;
    let own = turn.target == plan.graph.links[link].to && names::is_gateway(plan.level.nodes[target].kind());
    (own && is_usable(plan, target, turn.from - turn.to)).then_some(turn.from)
}

/// Whether a way from a node leads on beyond its side; above a gateway stands its name.
fn is_usable(plan: &Plan<'_, '_>, node: usize, way: f64) -> bool {
    let element = plan.level.nodes[node];
    let free = way > 0.0 || element.name().is_none() || !names::is_gateway(element.kind());
    free && plan.places[node].is_some_and(|bounds| way.abs() > bounds.height / 2.0 + MIN_WAY)
}

/// Whether nothing else of the column lies between a node and a height.
fn is_free(graph: &Graph, y: &[f64], node: usize, height: f64) -> bool {
    let (low, high) = (y[node].min(height) - 8.0, y[node].max(height) + 8.0);
    let column = &graph.layers[graph.vertices[node].layer];
    column.iter().filter(|other| **other != node).all(|other| {
        let vertex = &graph.vertices[*other];
        y[*other] + vertex.below < low || y[*other] - vertex.above > high
    })
}

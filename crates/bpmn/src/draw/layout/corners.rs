//! Which connections leave or enter a node at its upper or lower side: of a fork or join one upwards and one
//! downwards, the outermost, where nothing stands in the way in the column. So each branch has a line of its own.

use std::collections::{HashMap, HashSet};

use super::super::geometry::Bounds;
use super::graph::Graph;
use super::level::connections;
use super::route::Routes;
use crate::graph::Level;
use crate::model::names;

/// Room for an arrow head.
const MIN_WAY: f64 = 14.0;

/// The links that leave or enter at a corner.
#[derive(Default)]
pub(super) struct Corners {
    pub(super) leaving: HashSet<usize>,
    pub(super) entering: HashSet<usize>,
}

impl Corners {
    pub(super) fn find(
        level: &Level<'_>,
        graph: &Graph,
        routes: &Routes,
        y: &[f64],
        places: &[Option<Bounds>],
    ) -> Self {
        let mut corners = Self::default();
        let busy: HashSet<usize> = level.hosts.iter().flatten().copied().collect();
        let (mut out, mut into) = (HashMap::new(), HashMap::new());
        for (ix, (source, target, _)) in connections(level).into_iter().enumerate() {
            let (link, turns) = (&graph.links[ix], &routes.turns[ix]);
            if link.back || link.boundary.is_some() {
                continue;
            }
            // The way must go on beyond the side of the node.
            let beyond = |node: usize, way: f64| {
                places[node].is_some_and(|bounds| way.abs() > bounds.height / 2.0 + MIN_WAY)
            };
            if let Some(turn) = turns.first().filter(|turn| turn.source == link.from)
                && !busy.contains(&source)
                && beyond(source, turn.to - y[link.from])
                && is_free(graph, y, link.from, turn.to)
            {
                outermost(&mut out, link.from, turn.to - y[link.from], ix);
            }
            let gateway = names::is_gateway(level.nodes[target].kind());
            if let Some(turn) = turns.last().filter(|turn| turn.target == link.to && gateway)
                && beyond(target, turn.from - y[link.to])
                && is_free(graph, y, link.to, turn.from)
            {
                outermost(&mut into, link.to, turn.from - y[link.to], ix);
            }
        }
        let degree = |leaving: bool| {
            let mut degree: HashMap<usize, usize> = HashMap::new();
            for link in &graph.links {
                *degree.entry(if leaving { link.from } else { link.to }).or_default() += 1;
            }
            degree
        };
        let (leaving, entering) = (degree(true), degree(false));
        let chosen = |found: HashMap<(usize, bool), (f64, usize)>, degree: &HashMap<usize, usize>| {
            let several = |node: &usize| degree.get(node).is_some_and(|count| *count > 1);
            found.into_iter().filter(|((node, _), _)| several(node)).map(|(_, (_, ix))| ix).collect()
        };
        corners.leaving = chosen(out, &leaving);
        corners.entering = chosen(into, &entering);
        // A way that leaves at a corner and turns only once cannot enter at one as well.
        corners.entering.retain(|ix| !(corners.leaving.contains(ix) && routes.turns[*ix].len() < 2));
        corners
    }
}

/// Keeps the link that leads furthest up and the one that leads furthest down.
fn outermost(found: &mut HashMap<(usize, bool), (f64, usize)>, node: usize, way: f64, link: usize) {
    let best = found.entry((node, way > 0.0)).or_insert((way, link));
    if way.abs() > best.0.abs() {
        *best = (way, link);
    }
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

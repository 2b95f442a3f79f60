//! Columns: a node stands right of all from which a flow leads to it, flows that lead back left out of
//! account.

use super::graph::{Graph, Vertex, VertexKind};
use crate::graph::Order;

/// More placeholders than this are taken for a model that cannot be laid out readably.
const MAX_VERTICES: usize = 60_000;
/// How strongly the main path keeps its height.
const SPINE: f64 = 1000.0;

/// Gives each node its column and each connection its placeholders; none if there would be too many.
pub(super) fn assign(graph: &mut Graph) -> Option<()> {
    let nodes = graph.vertices.len();
    let mut outgoing = vec![Vec::new(); nodes];
    for (ix, link) in graph.links.iter().enumerate() {
        outgoing[link.from].push(ix);
    }
    let order = find_back_links(graph, &outgoing);
    columns(graph, &outgoing, &order);
    spine(graph, &outgoing, &order);
    placeholders(graph)
}

/// Marks the links that lead back; returns the nodes so that all others lead forward.
fn find_back_links(graph: &mut Graph, outgoing: &[Vec<usize>]) -> Vec<usize> {
    let target = |link: &usize| graph.links[*link].to;
    let successors: Vec<Vec<usize>> =
        outgoing.iter().map(|links| links.iter().map(target).collect()).collect();
    let order = Order::of(&successors);
    for (links, back) in outgoing.iter().zip(order.back) {
        for (link, back) in links.iter().zip(back) {
            graph.links[*link].back = back;
        }
    }
    order.nodes
}

/// The longest way from a start; what begins a side branch moves up to where the branch joins.
fn columns(graph: &mut Graph, outgoing: &[Vec<usize>], order: &[usize]) {
    let mut incoming = vec![0_usize; outgoing.len()];
    for node in order {
        for link in &outgoing[*node] {
            let link = &graph.links[*link];
            if !link.back {
                incoming[link.to] += 1;
                let least = graph.vertices[*node].layer + link.span;
                let target = &mut graph.vertices[link.to];
                target.layer = target.layer.max(least);
            }
        }
    }
    for node in order.iter().rev().filter(|node| incoming[**node] == 0) {
        let forward = outgoing[*node].iter().map(|link| &graph.links[*link]).filter(|link| !link.back);
        let nearest = forward.map(|link| graph.vertices[link.to].layer.saturating_sub(link.span)).min();
        graph.vertices[*node].layer = nearest.unwrap_or(0);
    }
}

/// The main path: from the first node always on where most is still to come.
fn spine(graph: &mut Graph, outgoing: &[Vec<usize>], order: &[usize]) {
    let mut rest = vec![0_usize; outgoing.len()];
    let mut main = vec![None; outgoing.len()];
    for node in order.iter().rev() {
        for link_ix in &outgoing[*node] {
            let link = &graph.links[*link_ix];
            if link.back || link.boundary.is_some() {
                continue;
            }
            if main[*node].is_none() || rest[link.to] + 1 > rest[*node] {
                rest[*node] = rest[link.to] + 1;
                main[*node] = Some(*link_ix);
            }
        }
    }
    for link in main.iter().flatten() {
        graph.links[*link].weight = 4.0;
    }
    let mut at = (0..outgoing.len()).max_by_key(|node| (rest[*node], usize::MAX - node));
    while let Some(node) = at {
        graph.vertices[node].weight = SPINE;
        at = main[node].map(|link| {
            graph.links[link].weight = SPINE;
            graph.links[link].to
        });
    }
}

fn placeholders(graph: &mut Graph) -> Option<()> {
    for ix in 0..graph.links.len() {
        let link = graph.links[ix].clone();
        let (from, to) = (graph.vertices[link.from].layer, graph.vertices[link.to].layer);
        let mut chain = vec![link.from];
        if let Some(place) = link.boundary {
            let kind = VertexKind::Below { host: link.from, place };
            chain.push(add(graph, from, link.from, kind, link.label_height));
        }
        if link.back {
            let first = if link.boundary.is_some() { from } else { from + 1 };
            for layer in (to..first).rev() {
                chain.push(add(graph, layer, link.from, VertexKind::Back, link.label_height));
            }
        } else {
            for layer in from + 1..to {
                let label = if layer == from + 1 { link.label_height } else { 0.0 };
                chain.push(add(graph, layer, link.from, VertexKind::Pass, label));
            }
        }
        chain.push(link.to);
        graph.links[ix].chain = chain;
        if graph.vertices.len() > MAX_VERTICES {
            return None;
        }
    }
    Some(())
}

fn add(graph: &mut Graph, layer: usize, source: usize, kind: VertexKind, label: f64) -> usize {
    let strip = graph.vertices[source].strip;
    // What hangs below a host must not pull it up.
    let weight = if matches!(kind, VertexKind::Below { .. }) { 0.02 } else { 1.0 };
    graph.vertices.push(Vertex { layer, strip, above: 8.0 + label, below: 8.0, kind, weight });
    graph.vertices.len() - 1
}

#[cfg(test)]
mod tests {
    use super::super::graph::Link;
    use super::*;

    fn graph(nodes: usize, links: &[(usize, usize)]) -> Graph {
        let link = |(from, to): &(usize, usize)| Link { from: *from, to: *to, span: 1, ..Link::default() };
        Graph {
            vertices: vec![Vertex::default(); nodes],
            links: links.iter().map(link).collect(),
            ..Graph::default()
        }
    }

    #[test]
    fn a_circle_leads_back_once() {
        let mut graph = graph(4, &[(0, 1), (1, 2), (2, 1), (2, 3), (3, 3)]);
        assign(&mut graph).unwrap();
        let back: Vec<bool> = graph.links.iter().map(|link| link.back).collect();
        assert_eq!(back, [false, false, true, false, true]);
        let layers: Vec<usize> = graph.vertices[..4].iter().map(|vertex| vertex.layer).collect();
        assert_eq!(layers, [0, 1, 2, 3]);
        assert_eq!(graph.links[2].chain.len(), 4);
    }

    #[test]
    fn a_late_start_stands_before_its_join() {
        let mut graph = graph(5, &[(0, 1), (1, 2), (2, 3), (4, 3)]);
        assign(&mut graph).unwrap();
        assert_eq!(graph.vertices[4].layer, 2);
    }
}

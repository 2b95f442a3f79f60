//! Who is above whom in a column: barycentres of the neighbours, swept to and fro; the order with the fewest
//! crossings is kept. Lanes stay apart, ways back stay below, ways from boundary events stay at their host.

use super::graph::{Graph, Neighbours, VertexKind};

const SWEEPS: usize = 8;

pub(super) fn sort(graph: &mut Graph) {
    let columns = graph.vertices.iter().map(|vertex| vertex.layer + 1).max().unwrap_or(0);
    let mut layers = vec![Vec::new(); columns];
    for vertex in depth_first(graph) {
        layers[graph.vertices[vertex].layer].push(vertex);
    }
    let neighbours = graph.neighbours();
    let mut places = vec![0.0; graph.vertices.len()];
    for layer in &mut layers {
        arrange(graph, layer, &mut places);
    }
    let mut best = (crossings(&layers, &neighbours), layers.clone());
    for sweep in 0..SWEEPS {
        let forward = sweep % 2 == 0;
        for step in 0..columns {
            let layer = if forward { step } else { columns - 1 - step };
            let side = if forward { &neighbours.before } else { &neighbours.after };
            let wish: Vec<f64> =
                layers[layer].iter().map(|v| barycentre(&side[*v], &places, places[*v])).collect();
            for (vertex, wish) in layers[layer].iter().zip(wish) {
                places[*vertex] = wish;
            }
            arrange(graph, &mut layers[layer], &mut places);
        }
        let found = crossings(&layers, &neighbours);
        if found < best.0 {
            best = (found, layers.clone());
        }
    }
    graph.layers = best.1;
}

/// The vertices in the order in which the flow reaches them, so that branches begin side by side.
fn depth_first(graph: &Graph) -> Vec<usize> {
    let mut after = vec![Vec::new(); graph.vertices.len()];
    for link in &graph.links {
        for pair in link.chain.windows(2) {
            after[pair[0]].push(pair[1]);
        }
    }
    let mut seen = vec![false; graph.vertices.len()];
    let mut order = Vec::with_capacity(seen.len());
    let mut roots: Vec<usize> = (0..seen.len()).collect();
    roots.sort_by_key(|vertex| graph.vertices[*vertex].layer);
    for root in roots {
        let mut stack = vec![root];
        while let Some(vertex) = stack.pop() {
            if std::mem::replace(&mut seen[vertex], true) {
                continue;
            }
            order.push(vertex);
            stack.extend(after[vertex].iter().rev().filter(|next| !seen[**next]));
        }
    }
    order
}

fn barycentre(neighbours: &[(usize, f64)], places: &[f64], own: f64) -> f64 {
    if neighbours.is_empty() {
        return own;
    }
    #[expect(clippy::cast_precision_loss, reason = "the number of vertices is limited")]
    let count = neighbours.len() as f64;
    neighbours.iter().map(|(vertex, _)| places[*vertex]).sum::<f64>() / count
}

/// Sorts a column by the places wished, and numbers the places anew from 0 to 1.
fn arrange(graph: &Graph, layer: &mut Vec<usize>, places: &mut [f64]) {
    let band = |vertex: usize| u8::from(graph.vertices[vertex].kind == VertexKind::Back);
    let mut below = Vec::new();
    layer.retain(|vertex| match graph.vertices[*vertex].kind {
        VertexKind::Below { host, place } => {
            below.push((host, place, *vertex));
            false
        }
        _ => true,
    });
    layer.sort_by(|a, b| {
        let strips = graph.vertices[*a].strip.cmp(&graph.vertices[*b].strip);
        strips.then(band(*a).cmp(&band(*b))).then(places[*a].total_cmp(&places[*b]))
    });
    below.sort_unstable();
    if !below.is_empty() {
        let hosts = std::mem::take(layer);
        for host in hosts {
            layer.push(host);
            let first = below.partition_point(|(other, ..)| *other < host);
            layer.extend(below[first..].iter().take_while(|(other, ..)| *other == host).map(|(.., v)| *v));
        }
    }
    #[expect(clippy::cast_precision_loss, reason = "the number of vertices is limited")]
    for (place, vertex) in layer.iter().enumerate() {
        places[*vertex] = (place as f64 + 0.5) / layer.len() as f64;
    }
}

/// How many pairs of connections cross, column by column (counted with a Fenwick tree).
fn crossings(layers: &[Vec<usize>], neighbours: &Neighbours) -> usize {
    let mut position = vec![0_usize; neighbours.before.len()];
    let mut total = 0;
    for pair in layers.windows(2) {
        for (place, vertex) in pair[1].iter().enumerate() {
            position[*vertex] = place + 1;
        }
        let mut tree = vec![0_usize; pair[1].len() + 1];
        let mut seen = 0;
        for vertex in &pair[0] {
            let mut targets: Vec<usize> =
                neighbours.after[*vertex].iter().map(|(t, _)| position[*t]).collect();
            targets.sort_unstable();
            for target in &targets {
                let mut at = *target;
                let mut before = 0;
                while at > 0 {
                    before += tree[at];
                    at &= at - 1;
                }
                total += seen - before;
            }
            for target in targets {
                let mut at = target;
                while at < tree.len() {
                    tree[at] += 1;
                    at += at & at.wrapping_neg();
                }
                seen += 1;
            }
        }
    }
    total
}

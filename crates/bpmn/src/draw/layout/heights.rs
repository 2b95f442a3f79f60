//! How high everything stands: each vertex wishes the height of its most important neighbour; a column meets
//! the wishes as well as the order and the distances allow (weighted isotonic regression, pool adjacent
//! violators).

use super::graph::{Graph, Neighbours, VertexKind};

const GAP: f64 = 30.0;
/// Odd, so that the last sweep goes with the flow and ends of branches are straight.
const SWEEPS: usize = 11;
/// The least height of a lane.
const MIN_STRIP: f64 = 110.0;

/// The middle of each vertex, and the upper edge of each strip with the lower edge of the last.
pub(super) fn assign(graph: &Graph) -> (Vec<f64>, Vec<f64>) {
    let neighbours = graph.neighbours();
    let mut y = vec![0.0; graph.vertices.len()];
    for layer in &graph.layers {
        for strip in strips(graph, layer) {
            settle(graph, strip, &vec![0.0; strip.len()], &mut y);
        }
    }
    let columns = graph.layers.len();
    for sweep in 0..SWEEPS {
        let forward = sweep % 2 == 0;
        for step in 0..columns {
            let layer = &graph.layers[if forward { step } else { columns - 1 - step }];
            for strip in strips(graph, layer) {
                let wishes: Vec<f64> =
                    strip.iter().map(|vertex| wish(graph, &neighbours, *vertex, forward, &y)).collect();
                settle(graph, strip, &wishes, &mut y);
            }
        }
    }
    stack(graph, y)
}

/// The parts of a column that lie in one lane each.
fn strips<'g>(graph: &'g Graph, layer: &'g [usize]) -> impl Iterator<Item = &'g [usize]> {
    layer.chunk_by(|a, b| graph.vertices[*a].strip == graph.vertices[*b].strip)
}

/// The weighted median of the neighbours on the side that was settled before; within the lane.
fn wish(graph: &Graph, neighbours: &Neighbours, vertex: usize, forward: bool, y: &[f64]) -> f64 {
    if forward && let VertexKind::Below { host, .. } = graph.vertices[vertex].kind {
        return y[host];
    }
    let sides = if forward {
        [&neighbours.before[vertex], &neighbours.after[vertex]]
    } else {
        [&neighbours.after[vertex], &neighbours.before[vertex]]
    };
    for side in sides {
        let own = graph.vertices[vertex].strip;
        let mut near: Vec<(f64, f64)> = side
            .iter()
            .filter(|(other, _)| graph.vertices[*other].strip == own)
            .map(|(other, weight)| (y[*other], *weight))
            .collect();
        if near.is_empty() {
            continue;
        }
        near.sort_by(|a, b| a.0.total_cmp(&b.0));
        let half = near.iter().map(|(_, weight)| weight).sum::<f64>() / 2.0;
        let mut sum = 0.0;
        for (height, weight) in &near {
            sum += weight;
            if sum >= half {
                return *height;
            }
        }
    }
    y[vertex]
}

/// Places vertices as near to their wishes as their order and size allow.
fn settle(graph: &Graph, vertices: &[usize], wishes: &[f64], y: &mut [f64]) {
    // With the distances taken off, the heights only have to rise.
    let mut offsets = Vec::with_capacity(vertices.len());
    let mut offset = 0.0;
    for (place, vertex) in vertices.iter().enumerate() {
        if place > 0 {
            offset += graph.vertices[vertices[place - 1]].below + GAP + graph.vertices[*vertex].above;
        }
        offsets.push(offset);
    }
    // Pools of vertices that share one value: sum of wishes, weight, count.
    let mut pools: Vec<(f64, f64, usize)> = Vec::new();
    for (place, vertex) in vertices.iter().enumerate() {
        let weight = graph.vertices[*vertex].weight.max(0.01);
        let mut pool = ((wishes[place] - offsets[place]) * weight, weight, 1);
        while let Some(last) = pools.last()
            && last.0 / last.1 >= pool.0 / pool.1
        {
            pool = (pool.0 + last.0, pool.1 + last.1, pool.2 + last.2);
            pools.pop();
        }
        pools.push(pool);
    }
    let mut place = 0;
    for (sum, weight, count) in pools {
        for _ in 0..count {
            y[vertices[place]] = (sum / weight + offsets[place]).round();
            place += 1;
        }
    }
}

/// Puts the strips below each other.
fn stack(graph: &Graph, mut y: Vec<f64>) -> (Vec<f64>, Vec<f64>) {
    let mut top = vec![f64::INFINITY; graph.strips];
    let mut bottom = vec![f64::NEG_INFINITY; graph.strips];
    for (vertex, middle) in graph.vertices.iter().zip(&y) {
        top[vertex.strip] = top[vertex.strip].min(middle - vertex.above);
        bottom[vertex.strip] = bottom[vertex.strip].max(middle + vertex.below);
    }
    let margin = if graph.strips > 1 { 20.0 } else { 0.0 };
    let mut edges = vec![0.0];
    let mut shift = Vec::with_capacity(graph.strips);
    for strip in 0..graph.strips {
        let edge: f64 = edges[strip];
        let used = (bottom[strip] - top[strip]).max(0.0);
        let least = if graph.strips > 1 { MIN_STRIP } else { 0.0 };
        let height = (used + 2.0 * margin).max(least);
        shift.push(edge + (height - used) / 2.0 - if top[strip].is_finite() { top[strip] } else { 0.0 });
        edges.push(edge + height);
    }
    for (vertex, middle) in graph.vertices.iter().zip(&mut y) {
        *middle += shift[vertex.strip];
    }
    (y, edges)
}

#[cfg(test)]
mod tests {
    use super::super::graph::Vertex;
    use super::*;

    #[test]
    fn wishes_are_met_where_there_is_room() {
        let vertex = Vertex { above: 10.0, below: 10.0, weight: 1.0, ..Vertex::default() };
        let graph = Graph { vertices: vec![vertex; 3], strips: 1, ..Graph::default() };
        let mut y = vec![0.0; 3];
        settle(&graph, &[0, 1, 2], &[0.0, 10.0, 500.0], &mut y);
        assert_eq!(y, [-20.0, 30.0, 500.0]);
    }
}

//! The ways of connections, point by point, and where their names stand.

use super::super::diagram::{Edge, Label};
use super::super::geometry::{Bounds, Point, at};
use super::super::labels::WIDTH;
use super::super::text;
use super::Block;
use super::connections::Plan;
use super::corners::Corners;
use super::sizes;

/// Draws all connections of a level into its block.
pub(super) fn draw<'d>(plan: &Plan<'_, 'd>, block: &mut Block<'d>) {
    let corners = Corners::find(plan);
    for (ix, connection) in plan.connections.iter().enumerate() {
        let (Some(from), Some(to)) = (plan.places[connection.source], plan.places[connection.target]) else {
            continue;
        };
        let events = &plan.boundary[connection.source];
        let event = connection.event.and_then(|event| events.iter().position(|other| *other == event));
        let event = event.map(|place| sizes::boundary(from, place, events.len()));
        let mut points = way(plan, ix, event, from, to);
        if corners.leaving.contains(&ix) {
            leave(&mut points, from);
        }
        if corners.entering.contains(&ix) {
            points.reverse();
            leave(&mut points, to);
            points.reverse();
        }
        let mut edge = Edge::new(connection.element, simplify(points));
        edge.label = connection.element.name().map(|name| label(plan, ix, name));
        for point in &edge.points {
            block.width = block.width.max(point.x);
            block.height = block.height.max(point.y);
        }
        block.edges.push(edge);
    }
}

/// From the right side of a node, or down from a boundary event, through the channels to the left side of a
/// node.
fn way(plan: &Plan<'_, '_>, ix: usize, event: Option<Bounds>, from: Bounds, to: Bounds) -> Vec<Point> {
    let (link, y) = (&plan.graph.links[ix], plan.y);
    let mut points = match event {
        Some(event) => {
            let x = event.centre().x;
            vec![at(x, event.bottom()), at(x, y[link.chain[1]])]
        }
        None => vec![at(from.right(), y[link.from])],
    };
    for turn in &plan.routes.turns[ix] {
        points.extend([at(turn.x, turn.from), at(turn.x, turn.to)]);
    }
    points.push(at(to.x, y[link.to]));
    points
}

/// Lets a way begin at the upper or lower side instead, straight towards the height of its first turn.
fn leave(points: &mut Vec<Point>, node: Bounds) {
    let middle = node.centre();
    let Some(turned) = points.get(2).copied() else { return };
    let side = if turned.y > middle.y { node.bottom() } else { node.y };
    points.splice(..3, [at(middle.x, side), at(middle.x, turned.y)]);
}

/// The name of a flow stands on its first level piece behind the fork.
fn label(plan: &Plan<'_, '_>, ix: usize, name: &str) -> Label {
    let link = &plan.graph.links[ix];
    let block = text::free(name, WIDTH);
    let column = plan.graph.vertices[link.from].layer;
    let level = plan.y[link.chain[1]];
    let x = if link.back {
        plan.routes.left[column]
    } else {
        let behind = plan.routes.right[column] + 4.0;
        let first = plan.routes.turns[ix].first();
        let first = first.filter(|turn| (turn.to - level).abs() < 0.5 && turn.x > behind);
        first.map_or(behind, |turn| turn.x + 6.0)
    };
    let height = level - block.height() - 3.0;
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

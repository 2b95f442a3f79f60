//! Connections: sequence flows, message flows, associations and data associations (BPMN 2.0.2 sections 7.6.1
//! and 8.4).

use super::canvas::{Canvas, Fill, Pen};
use super::data;
use super::diagram::Edge;
use super::geometry::{Bounds, Point, at, halfway};
use crate::graph::is_flow_node;
use crate::model::{Element, names};

pub(super) fn draw(canvas: &mut Canvas, edge: &Edge<'_>) {
    let points = &edge.points;
    for point in points {
        canvas.cover(Bounds::new(point.x, point.y, 0.0, 0.0));
    }
    let (Some(first), Some(last)) = (points.first(), points.last()) else { return };
    match edge.kind() {
        "messageFlow" => {
            canvas.line(points, false, Pen::LINE.dashed("6 4"));
            arrow(canvas, points, Pen::BODY.wide(1.2));
            canvas.circle(*first, 4.0, Pen::BODY.wide(1.2));
            message(canvas, edge);
        }
        "association" => {
            canvas.line(points, false, Pen::LINE.dashed("1.5 3.5"));
            let direction = edge.element.and_then(|element| element.attribute("associationDirection"));
            if matches!(direction, Some("One" | "Both")) {
                open_arrow(canvas, before(points), *last);
            }
            if direction == Some("Both") {
                let back: Vec<Point> = points.iter().rev().copied().collect();
                open_arrow(canvas, before(&back), *first);
            }
        }
        "dataInputAssociation" | "dataOutputAssociation" => {
            canvas.line(points, false, Pen::LINE.dashed("1.5 3.5"));
            open_arrow(canvas, before(points), *last);
        }
        "conversationLink" => {
            canvas.line(points, false, Pen::LINE.wide(5.0));
            canvas.open(&[("color", "#fff"), ("class", "bpmn-inverse")]);
            canvas.line(points, false, Pen::LINE.wide(2.0));
            canvas.close();
        }
        _ => {
            canvas.line(points, false, Pen::LINE);
            arrow(canvas, points, Pen::INK);
            source(canvas, edge);
        }
    }
}

/// The default flow is crossed near its source; a conditional flow of an activity begins with a diamond.
fn source(canvas: &mut Canvas, edge: &Edge<'_>) {
    let (Some(flow), [first, .., _]) = (edge.element, edge.points.as_slice()) else { return };
    let next = after(&edge.points);
    let Some(source) = flow.reference("sourceRef").filter(is_flow_node) else { return };
    let along = |way| first.towards(next, way);
    if source.reference("default") == Some(flow) {
        let (from, to) = (turned(*first, along(9.0), 5.0), turned(*first, along(14.0), -5.0));
        canvas.line(&[from, to], false, Pen::LINE);
    } else if names::is_activity(source.kind()) && has_condition(flow) {
        let middle = along(8.0);
        let corners = [*first, turned(*first, middle, 5.0), along(16.0), turned(*first, middle, -5.0)];
        canvas.line(&corners, true, Pen::BODY.wide(1.2));
    }
}

fn has_condition(flow: Element<'_>) -> bool {
    flow.child("conditionExpression").is_some()
}

/// A point beside `place` at a right angle to the line from `from`.
fn turned(from: Point, place: Point, by: f64) -> Point {
    let distance = from.distance(place);
    if distance <= f64::EPSILON {
        return place;
    }
    let (x, y) = ((place.x - from.x) / distance, (place.y - from.y) / distance);
    at(place.x - y * by, place.y + x * by)
}

/// The envelope of a message flow that shows its message.
fn message(canvas: &mut Canvas, edge: &Edge<'_>) {
    let (Some(kind), Some((middle, _))) = (edge.message, halfway(&edge.points)) else { return };
    data::envelope(
        canvas,
        Bounds::new(middle.x - 15.0, middle.y - 10.0, 30.0, 20.0),
        kind == "non_initiating",
    );
}

fn arrow(canvas: &mut Canvas, points: &[Point], pen: Pen) {
    let Some(tip) = points.last() else { return };
    let from = before(points);
    let foot = tip.towards(from, 10.0);
    canvas.line(&[*tip, turned(*tip, foot, 4.5), turned(*tip, foot, -4.5)], true, pen);
}

fn open_arrow(canvas: &mut Canvas, from: Point, tip: Point) {
    let foot = tip.towards(from, 8.0);
    let pen = Pen::LINE.wide(1.2).filled(Fill::Nothing);
    canvas.line(&[turned(tip, foot, 4.5), tip, turned(tip, foot, -4.5)], false, pen);
}

/// The last point that is not the end itself: some tools write the end twice.
fn before(points: &[Point]) -> Point {
    let end = points.last().copied().unwrap_or(at(0.0, 0.0));
    points.iter().rev().copied().find(|point| point.distance(end) > 0.5).unwrap_or(end)
}

fn after(points: &[Point]) -> Point {
    let start = points.first().copied().unwrap_or(at(0.0, 0.0));
    points.iter().copied().find(|point| point.distance(start) > 0.5).unwrap_or(start)
}

//! Names beside symbols: where the diagram puts them, else where nothing docks.

use std::collections::HashSet;

use super::canvas::{Align, Canvas};
use super::diagram::{Diagram, Edge, Label, Shape};
use super::geometry::{Bounds, at, halfway};
use super::names;
use super::text::{self, Block};
use crate::model::names as model;

/// The usual width of a label.
pub(super) const WIDTH: f64 = 96.0;
/// The distance between a symbol and its label.
pub(super) const GAP: f64 = 4.0;

/// At which shapes something docks above or below.
pub(super) struct Sides {
    above: HashSet<u32>,
    below: HashSet<u32>,
}

impl Sides {
    pub(super) fn of(diagram: &Diagram<'_>) -> Self {
        let mut sides = Self { above: HashSet::new(), below: HashSet::new() };
        let places: std::collections::HashMap<u32, Bounds> =
            diagram.shapes.iter().filter_map(|shape| Some((shape.element?.key(), shape.bounds))).collect();
        for edge in &diagram.edges {
            let Some(element) = edge.element else { continue };
            for (end, point) in [("sourceRef", edge.points.first()), ("targetRef", edge.points.last())] {
                let (Some(end), Some(point)) = (element.reference(end), point) else { continue };
                let Some(bounds) = places.get(&end.key()) else { continue };
                let middle = (point.x - bounds.centre().x).abs() < bounds.width / 3.0;
                if middle && point.y < bounds.centre().y - bounds.height / 4.0 {
                    sides.above.insert(end.key());
                } else if middle && point.y > bounds.centre().y + bounds.height / 4.0 {
                    sides.below.insert(end.key());
                }
            }
        }
        sides
    }
}

/// Whether the name of a kind stands beside its symbol.
pub(super) fn is_outside(kind: &str) -> bool {
    model::is_event(kind)
        || model::is_gateway(kind)
        || kind.ends_with("onversation")
        || matches!(
            kind,
            "dataObject"
                | "dataObjectReference"
                | "dataInput"
                | "dataOutput"
                | "dataStore"
                | "dataStoreReference"
                | "message"
        )
}

pub(super) fn shape(canvas: &mut Canvas, shape: &Shape<'_>, sides: &Sides) {
    let Some(element) = shape.element else { return };
    let name = names::label(element);
    let placed_group = shape.kind() == "group" && shape.label.is_some();
    if name.is_empty() || !(is_outside(shape.kind()) || placed_group) {
        return;
    }
    if let Some(place) = shape.label {
        placed(canvas, &name, place);
        return;
    }
    let block = text::free(&name, WIDTH);
    let b = shape.bounds;
    let (above, below) = (sides.above.contains(&element.key()), sides.below.contains(&element.key()));
    let high = at(b.centre().x, b.y - GAP - block.height());
    let low = at(b.centre().x, b.bottom() + GAP);
    match shape.kind() {
        "boundaryEvent" if below => {
            canvas.label(&block, at(b.centre().x - 5.0, b.bottom() + GAP - 2.0), Align::Right);
        }
        kind if model::is_gateway(kind) && !above => canvas.label(&block, high, Align::Centre),
        _ if !below => canvas.label(&block, low, Align::Centre),
        _ if !above => canvas.label(&block, high, Align::Centre),
        // Left of the upper corner, above what comes in.
        _ => {
            let place = at(b.centre().x - b.width / 4.0 - GAP, b.y + b.height / 4.0 - block.height());
            canvas.label(&block, place, Align::Right);
        }
    }
}

/// A label around the middle of its place, in as many lines as the place is high: other fonts than that of
/// the drawing tool may need more width for them.
fn placed(canvas: &mut Canvas, name: &str, place: Label) {
    let bounds = place.bounds;
    let lines = (bounds.height / (place.size * 1.2)).round().max(1.0);
    let try_width = |share: f64| text::at_size(name, (bounds.width * share).max(36.0), place.size);
    let fits = |block: &Block| block.height() <= lines * block.line_height() + 1.0;
    let block = [1.05, 1.2, 1.4, 1.6].into_iter().map(try_width).find(fits).unwrap_or_else(|| try_width(1.2));
    canvas.label(&block, at(bounds.centre().x, bounds.y), Align::Centre);
}

pub(super) fn edge(canvas: &mut Canvas, edge: &Edge<'_>) {
    let Some(element) = edge.element else { return };
    let own = element.name().map(str::trim);
    let message = edge.message.and_then(|_| element.reference("messageRef")?.name());
    let Some(name) = own.or(message) else { return };
    if let Some(place) = edge.label {
        placed(canvas, name, place);
        return;
    }
    let block = text::free(name, WIDTH);
    let Some((middle, horizontal)) = halfway(&edge.points) else { return };
    if edge.message.is_some() {
        canvas.label(&block, at(middle.x + 18.0, middle.y - block.height() / 2.0), Align::Left);
    } else if horizontal {
        canvas.label(&block, at(middle.x, middle.y - block.height() - 2.0), Align::Centre);
    } else {
        canvas.label(&block, at(middle.x + 5.0, middle.y - block.height() / 2.0), Align::Left);
    }
}

//! Events: the ring tells where in the flow they stand, the symbol what triggers them (BPMN 2.0.2 section
//! 10.5).

use super::canvas::{Canvas, Pen};
use super::diagram::Shape;
use super::geometry::Point;
use super::glyphs::{self, Glyph};
use crate::model::{Element, names};
use crate::process::{event_definitions, is_true};

pub(super) fn draw(canvas: &mut Canvas, shape: &Shape<'_>) {
    let radius = shape.bounds.width.min(shape.bounds.height) / 2.0;
    match shape.element {
        Some(event) => symbol(canvas, event, shape.bounds.centre(), radius),
        None => canvas.circle(shape.bounds.centre(), radius, Pen::BODY),
    }
}

/// The symbol of an event at any size.
pub(super) fn symbol(canvas: &mut Canvas, event: Element<'_>, centre: Point, radius: f64) {
    let kind = event.kind();
    let interrupts = match kind {
        "boundaryEvent" => is_true(event, "cancelActivity", true),
        "startEvent" => is_true(event, "isInterrupting", true),
        _ => true,
    };
    let dash = if interrupts { "" } else { "4 2.5" };
    let width = if kind == "endEvent" { 3.5 } else { 1.5 };
    canvas.circle(centre, radius, Pen::BODY.wide(width).dashed(dash));
    if !matches!(kind, "startEvent" | "endEvent") {
        canvas.circle(centre, (radius - 3.0).max(1.0), Pen::LINE.dashed(dash));
    }
    if let Some(glyph) = glyph(event) {
        glyphs::draw(canvas, glyph, centre, radius * 1.1, names::is_throw_event(kind));
    }
}

/// The symbol of an event; several triggers have one of their own.
fn glyph(event: Element<'_>) -> Option<Glyph> {
    let definitions = event_definitions(event);
    if definitions.len() > 1 {
        let all = is_true(event, "parallelMultiple", false);
        return Some(if all { glyphs::PLUS } else { glyphs::MULTIPLE });
    }
    Some(match definitions.first()?.kind() {
        "messageEventDefinition" => glyphs::MESSAGE,
        "timerEventDefinition" => glyphs::TIMER,
        "conditionalEventDefinition" => glyphs::CONDITIONAL,
        "signalEventDefinition" => glyphs::SIGNAL,
        "errorEventDefinition" => glyphs::ERROR,
        "escalationEventDefinition" => glyphs::ESCALATION,
        "compensateEventDefinition" => glyphs::COMPENSATION,
        "cancelEventDefinition" => glyphs::CANCEL,
        "linkEventDefinition" => glyphs::LINK,
        "terminateEventDefinition" => glyphs::TERMINATE,
        _ => return None,
    })
}

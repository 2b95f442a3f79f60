//! Pools, lanes, the bands of choreography activities, conversations and groups (BPMN 2.0.2 sections 9.2 to
//! 9.4, 10.7 and 11.5).

use super::canvas::{Align, Canvas, Fill, Pen};
use super::diagram::{Diagram, Shape};
use super::geometry::{Bounds, at};
use super::{glyphs, names, text};

/// How wide the band with the title is.
pub(super) const TITLE: f64 = 30.0;

/// Whether a pool hides its process: no flow node or lane of it is shown.
pub(super) fn is_closed(shape: &Shape<'_>, diagram: &Diagram<'_>) -> bool {
    let process = shape.element.and_then(|participant| participant.reference("processRef"));
    process.is_none_or(|process| !diagram.shows_inside(process))
}

pub(super) fn pool(canvas: &mut Canvas, shape: &Shape<'_>, open: bool) {
    canvas.rectangle(shape.bounds, 0.0, Pen::BODY);
    let Some(element) = shape.element else { return };
    if open {
        titled(canvas, shape, true);
    } else {
        canvas.boxed(&names::label(element), shape.bounds.grown(-8.0));
    }
    if element.child("participantMultiplicity").is_some() {
        let foot = at(shape.bounds.centre().x, shape.bounds.bottom() - 9.0);
        glyphs::draw(canvas, glyphs::PARALLEL_INSTANCES, foot, 13.0, false);
    }
}

pub(super) fn lane(canvas: &mut Canvas, shape: &Shape<'_>) {
    canvas.rectangle(shape.bounds, 0.0, Pen::BODY.filled(Fill::Nothing));
    titled(canvas, shape, false);
}

/// The title in a band at the left, turned; at the top where the pool runs downwards.
fn titled(canvas: &mut Canvas, shape: &Shape<'_>, line: bool) {
    let b = shape.bounds;
    let name = shape.element.map(names::label).unwrap_or_default();
    if shape.horizontal.unwrap_or(b.width >= b.height) {
        let block = text::fit(&name, (b.height - 8.0).max(10.0), TITLE - 2.0);
        canvas.upright(&block, at(b.x + TITLE / 2.0, b.centre().y));
        if line {
            canvas.line(&[at(b.x + TITLE, b.y), at(b.x + TITLE, b.bottom())], false, Pen::LINE);
        }
    } else {
        canvas.boxed(&name, Bounds::new(b.x + 4.0, b.y + 1.0, (b.width - 8.0).max(10.0), TITLE - 2.0));
        if line {
            canvas.line(&[at(b.x, b.y + TITLE), at(b.right(), b.y + TITLE)], false, Pen::LINE);
        }
    }
}

/// A participant in a choreography activity; those that do not begin the exchange are shaded.
pub(super) fn band(canvas: &mut Canvas, shape: &Shape<'_>) {
    let begins = !shape.band.is_some_and(|band| band.ends_with("non_initiating"));
    let top = shape.band.is_some_and(|band| band.starts_with("top"));
    let bottom = shape.band.is_some_and(|band| band.starts_with("bottom"));
    let pen = Pen::BODY.filled(if begins { Fill::Body } else { Fill::Shade });
    let radius = if top || bottom { 8.0_f64.min(shape.bounds.height / 2.0) } else { 0.0 };
    canvas.rectangle(shape.bounds, radius, pen);
    let name = shape.element.map(names::label).unwrap_or_default();
    canvas.boxed(&name, shape.bounds.grown(-2.0));
}

/// A hexagon; calls have a thick line.
pub(super) fn conversation(canvas: &mut Canvas, shape: &Shape<'_>) {
    let b = shape.bounds;
    let (lip, middle) = (b.width / 4.0, b.centre().y);
    let corners = [
        at(b.x, middle),
        at(b.x + lip, b.y),
        at(b.right() - lip, b.y),
        at(b.right(), middle),
        at(b.right() - lip, b.bottom()),
        at(b.x + lip, b.bottom()),
    ];
    let width = if shape.kind() == "callConversation" { 3.5 } else { 1.5 };
    canvas.line(&corners, true, Pen::BODY.wide(width));
    if shape.kind() == "subConversation" {
        glyphs::draw(canvas, glyphs::COLLAPSED, at(b.centre().x, b.bottom() - 9.0), 11.0, false);
    }
}

pub(super) fn group(canvas: &mut Canvas, shape: &Shape<'_>) {
    canvas.rectangle(shape.bounds, 10.0, Pen::LINE.dashed("8 3 1.5 3"));
    let name = shape.element.map(names::label).unwrap_or_default();
    let block = text::fit(&name, (shape.bounds.width - 16.0).max(20.0), 30.0);
    if shape.label.is_none() {
        canvas.label(&block, at(shape.bounds.x + 8.0, shape.bounds.y + 5.0), Align::Left);
    }
}

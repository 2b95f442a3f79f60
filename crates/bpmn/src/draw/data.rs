//! Data objects, data stores, messages and text annotations (BPMN 2.0.2 sections 10.4 and 8.4).

use super::canvas::{Align, Canvas, Fill, Pen, number};
use super::diagram::Shape;
use super::geometry::{Bounds, at};
use super::{glyphs, names, text};
use crate::model::Element;
use crate::process::is_true;

/// A sheet with a folded corner.
pub(super) fn object(canvas: &mut Canvas, shape: &Shape<'_>) {
    let b = shape.bounds;
    let fold = (b.width.min(b.height) * 0.3).min(12.0);
    let corner = at(b.right() - fold, b.y + fold);
    let outline = [
        at(b.x, b.y),
        at(corner.x, b.y),
        at(b.right(), corner.y),
        at(b.right(), b.bottom()),
        at(b.x, b.bottom()),
    ];
    canvas.line(&outline, true, Pen::BODY);
    canvas.line(&[at(corner.x, b.y), corner, at(b.right(), corner.y)], false, Pen::LINE);
    if matches!(shape.kind(), "dataInput" | "dataOutput") {
        let centre = at(b.x + fold, b.y + fold);
        glyphs::draw(canvas, glyphs::LINK, centre, fold * 1.2, shape.kind() == "dataOutput");
    }
    if shape.element.is_some_and(is_collection) {
        let size = fold.max(8.0);
        glyphs::draw(
            canvas,
            glyphs::PARALLEL_INSTANCES,
            at(b.centre().x, b.bottom() - size * 0.6),
            size,
            false,
        );
    }
}

fn is_collection(element: Element<'_>) -> bool {
    let object = element.reference("dataObjectRef").unwrap_or(element);
    is_true(object, "isCollection", false)
}

/// A barrel.
pub(super) fn store(canvas: &mut Canvas, shape: &Shape<'_>) {
    let b = shape.bounds;
    let rim = (b.height * 0.14).min(9.0);
    let (x, right, radius) = (number(b.x), number(b.right()), number(b.width / 2.0));
    let arc =
        |y: f64| format!("M{x} {y} A{radius} {rim} 0 0 0 {right} {y}", y = number(y), rim = number(rim));
    let top = number(b.y + rim);
    let foot = number(b.bottom() - rim);
    let rim_text = number(rim);
    canvas.path(
        &format!(
            "M{x} {top} A{radius} {rim_text} 0 0 1 {right} {top} \
             L{right} {foot} A{radius} {rim_text} 0 0 1 {x} {foot}Z"
        ),
        Pen::BODY,
    );
    for step in [1.0, 1.7, 2.4] {
        canvas.path(&arc(b.y + rim * step), Pen::LINE.wide(1.2));
    }
}

/// A message as a shape of its own, at a choreography activity.
pub(super) fn message(canvas: &mut Canvas, shape: &Shape<'_>) {
    envelope(canvas, shape.bounds, false);
}

/// An envelope; shaded if its sender does not begin the exchange.
pub(super) fn envelope(canvas: &mut Canvas, b: Bounds, shaded: bool) {
    canvas.rectangle(b, 0.0, Pen::BODY.filled(if shaded { Fill::Shade } else { Fill::Body }));
    canvas.line(
        &[at(b.x, b.y), at(b.centre().x, b.y + b.height * 0.6), at(b.right(), b.y)],
        false,
        Pen::LINE,
    );
}

/// A bracket at the left of a text.
pub(super) fn annotation(canvas: &mut Canvas, shape: &Shape<'_>) {
    let b = shape.bounds;
    let lip = b.width.min(12.0);
    canvas.line(
        &[at(b.x + lip, b.y), at(b.x, b.y), at(b.x, b.bottom()), at(b.x + lip, b.bottom())],
        false,
        Pen::LINE,
    );
    let Some(element) = shape.element else { return };
    let block = text::fit(&names::label(element), (b.width - 8.0).max(10.0), (b.height - 4.0).max(14.0));
    canvas.text(&block, at(b.x + 6.0, b.centre().y - block.height() / 2.0), Align::Left);
}

//! Gateways: a diamond with the sign of its kind (BPMN 2.0.2 section 10.6).

use super::canvas::{Canvas, Pen};
use super::diagram::Shape;
use super::geometry::{Bounds, Point, at};
use super::glyphs;
use crate::process::is_true;

pub(super) fn draw(canvas: &mut Canvas, shape: &Shape<'_>) {
    let bounds = shape.bounds;
    let centre = bounds.centre();
    canvas.line(&diamond(bounds), true, Pen::BODY);
    let size = bounds.width.min(bounds.height);
    let ring = size * 0.22;
    match shape.kind() {
        "exclusiveGateway" if shape.marker => cross(canvas, centre, size * 0.16),
        "parallelGateway" => plus(canvas, centre, size * 0.22),
        "inclusiveGateway" => canvas.circle(centre, ring, Pen::LINE.wide(2.5)),
        "complexGateway" => {
            cross(canvas, centre, size * 0.16);
            plus(canvas, centre, size * 0.23);
        }
        "eventBasedGateway" => {
            canvas.circle(centre, size * 0.27, Pen::LINE.wide(1.0));
            let starts = shape.element.is_some_and(|gateway| is_true(gateway, "instantiate", false));
            let parallel = shape
                .element
                .is_some_and(|gateway| gateway.attribute("eventGatewayType") == Some("Parallel"));
            if !starts {
                canvas.circle(centre, ring, Pen::LINE.wide(1.0));
            }
            let glyph = if parallel { glyphs::PLUS } else { glyphs::MULTIPLE };
            glyphs::draw(canvas, glyph, centre, size * 0.3, false);
        }
        _ => {}
    }
}

/// The corners of the largest diamond in a rectangle.
pub(super) fn diamond(bounds: Bounds) -> [Point; 4] {
    let centre = bounds.centre();
    [
        at(centre.x, bounds.y),
        at(bounds.right(), centre.y),
        at(centre.x, bounds.bottom()),
        at(bounds.x, centre.y),
    ]
}

fn cross(canvas: &mut Canvas, centre: Point, arm: f64) {
    let pen = Pen::LINE.wide(2.5);
    canvas.line(&[at(centre.x - arm, centre.y - arm), at(centre.x + arm, centre.y + arm)], false, pen);
    canvas.line(&[at(centre.x - arm, centre.y + arm), at(centre.x + arm, centre.y - arm)], false, pen);
}

fn plus(canvas: &mut Canvas, centre: Point, arm: f64) {
    let pen = Pen::LINE.wide(2.5);
    canvas.line(&[at(centre.x - arm, centre.y), at(centre.x + arm, centre.y)], false, pen);
    canvas.line(&[at(centre.x, centre.y - arm), at(centre.x, centre.y + arm)], false, pen);
}

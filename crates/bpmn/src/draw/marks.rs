//! Marks at elements: where a case was, where it waits, what is in trouble, and figures. Each has a sign of
//! its own, so that none is told by colour alone (WCAG 2.2, 1.4.1); the colours reach 4.5:1 on white.

use super::canvas::{Align, Canvas, Fill, Pen};
use super::diagram::{Edge, Shape};
use super::gateways;
use super::geometry::{Bounds, Point, at, halfway};
use super::labels::is_outside;
use super::text::Block;
use super::{Mark, MarkKind};
use crate::model::names;

const SIGN: f64 = 9.0;

/// The class and the colour of a mark.
fn look(kind: MarkKind) -> (&'static str, &'static str) {
    match kind {
        MarkKind::Done => ("bpmn-mark bpmn-mark-done", "#1a6b33"),
        MarkKind::Here => ("bpmn-mark bpmn-mark-here", "#0a52b5"),
        MarkKind::Trouble => ("bpmn-mark bpmn-mark-trouble", "#b3141d"),
        MarkKind::Figure => ("bpmn-mark bpmn-mark-figure", "#1c1c1c"),
    }
}

pub(super) fn shape(canvas: &mut Canvas, shape: &Shape<'_>, mark: &Mark) {
    let (class, colour) = look(mark.kind);
    canvas.open(&[("class", class), ("color", colour)]);
    let pen = match mark.kind {
        MarkKind::Here => Some(Pen::LINE.wide(3.0)),
        MarkKind::Trouble => Some(Pen::LINE.wide(3.0).dashed("7 4")),
        MarkKind::Done | MarkKind::Figure => None,
    };
    if let Some(pen) = pen {
        frame(canvas, shape, pen);
    }
    let (right, b) = (is_outside(shape.kind()), shape.bounds);
    // Names of gateways stand above them, those of events below.
    let height = if names::is_gateway(shape.kind()) { b.bottom() - 6.0 } else { b.y };
    sign(canvas, at(b.right() - 2.0, height), right, mark);
    canvas.close();
}

pub(super) fn edge(canvas: &mut Canvas, edge: &Edge<'_>, mark: &Mark) {
    let (class, colour) = look(mark.kind);
    canvas.open(&[("class", class), ("color", colour)]);
    if mark.kind != MarkKind::Figure {
        canvas.line(&edge.points, false, Pen::LINE.wide(3.0));
    }
    if mark.badge.is_some()
        && let Some((middle, _)) = halfway(&edge.points)
    {
        sign(canvas, middle, true, mark);
    }
    canvas.close();
}

/// A second line around a shape.
fn frame(canvas: &mut Canvas, shape: &Shape<'_>, pen: Pen) {
    let bounds = shape.bounds.grown(4.0);
    if names::is_event(shape.kind()) {
        canvas.circle(bounds.centre(), bounds.width.min(bounds.height) / 2.0, pen);
    } else if names::is_gateway(shape.kind()) {
        canvas.line(&gateways::diamond(bounds.grown(1.5)), true, pen);
    } else {
        canvas.rectangle(bounds, 12.0, pen);
    }
}

/// The sign around a point, with its badge at the left or right.
fn sign(canvas: &mut Canvas, place: Point, right: bool, mark: &Mark) {
    let plain = mark.kind == MarkKind::Figure;
    if let Some(badge) = &mark.badge {
        let block = Block { lines: vec![badge.chars().take(24).collect()], size: 11.0 };
        let room = block.width() + 12.0;
        let x = match (plain, right) {
            (true, _) => place.x - room / 2.0,
            (false, true) => place.x + SIGN + 3.0,
            (false, false) => place.x - SIGN - 3.0 - room,
        };
        let pill = Bounds::new(x, place.y - 8.5, room, 17.0);
        canvas.rectangle(pill, 8.5, Pen::BODY.wide(1.5));
        canvas.text(&block, at(pill.centre().x, place.y - block.height() / 2.0), Align::Centre);
    }
    canvas.cover(Bounds::new(place.x, place.y, 0.0, 0.0).grown(SIGN + 1.0));
    let around = |x: f64, y: f64| at(place.x + x, place.y + y);
    let inverse = [("color", "#fff"), ("class", "bpmn-inverse")];
    match mark.kind {
        MarkKind::Done => {
            canvas.circle(place, SIGN, Pen::INK);
            canvas.open(&inverse);
            canvas.line(
                &[around(-4.5, 0.5), around(-1.2, 3.8), around(4.8, -3.6)],
                false,
                Pen::LINE.wide(2.2),
            );
            canvas.close();
        }
        MarkKind::Here => {
            canvas.circle(place, SIGN, Pen::BODY.wide(2.0));
            canvas.circle(place, SIGN - 4.0, Pen::INK);
        }
        MarkKind::Trouble => {
            canvas.line(&[around(0.0, -10.0), around(10.5, 8.0), around(-10.5, 8.0)], true, Pen::INK);
            canvas.open(&inverse);
            canvas.line(&[around(0.0, -4.5), around(0.0, 2.0)], false, Pen::LINE.wide(2.2));
            canvas.circle(around(0.0, 5.0), 1.4, Pen::INK.wide(0.0).filled(Fill::Ink));
            canvas.close();
        }
        MarkKind::Figure => {}
    }
}

//! Activities: tasks, sub-processes, calls, and the activities of choreographies (BPMN 2.0.2 sections 10.3
//! and 11.5).

use super::canvas::{Align, Canvas, Pen};
use super::diagram::Shape;
use super::geometry::{Bounds, at};
use super::glyphs::{self, Glyph};
use super::{events, names, text};
use crate::model::{Element, names as model};
use crate::process::is_true;

const CORNER: f64 = 10.0;
const ICON: f64 = 15.0;
const MARKER: f64 = 13.0;

pub(super) fn draw(canvas: &mut Canvas, shape: &Shape<'_>, expanded: bool) {
    let bounds = shape.bounds;
    let Some(element) = shape.element else {
        canvas.rectangle(bounds, 0.0, Pen::BODY);
        return;
    };
    frame(canvas, element, bounds);
    let markers = markers(element, expanded);
    let name = names::label(element);
    if expanded {
        let block = text::fit(&name, bounds.width - 20.0, 30.0);
        canvas.text(&block, at(bounds.x + 10.0, bounds.y + 7.0), Align::Left);
    } else {
        let icon = icon(canvas, element, bounds);
        canvas.boxed(&name, inner(bounds, icon, !markers.is_empty()));
    }
    let mut x = bounds.centre().x - MARKER * 0.6 * marker_gaps(markers.len());
    for marker in markers {
        glyphs::draw(canvas, marker, at(x, bounds.bottom() - MARKER / 2.0 - 3.0), MARKER, false);
        x += MARKER * 1.2;
    }
}

#[expect(clippy::cast_precision_loss, reason = "an activity has a handful of markers")]
fn marker_gaps(markers: usize) -> f64 {
    markers.saturating_sub(1) as f64
}

/// Calls have a thick line, transactions a double one, event sub-processes a dotted one.
fn frame(canvas: &mut Canvas, element: Element<'_>, bounds: Bounds) {
    let pen = match element.kind() {
        "callActivity" | "callChoreography" => Pen::BODY.wide(3.5),
        _ if is_true(element, "triggeredByEvent", false) => Pen::BODY.dashed("1.5 3"),
        _ => Pen::BODY,
    };
    canvas.rectangle(bounds, CORNER.min(bounds.height / 2.0), pen);
    if element.is("transaction") {
        canvas.rectangle(bounds.grown(-3.0), CORNER - 3.0, Pen::LINE);
    }
}

/// Where the name stands: beside the icon, above the markers.
fn inner(bounds: Bounds, icon: bool, markers: bool) -> Bounds {
    let top = if icon && bounds.height >= 60.0 { ICON + 5.0 } else { 4.0 };
    // Without markers the name stays in the middle of the box.
    let foot = if markers {
        MARKER + 4.0
    } else if bounds.height >= 76.0 {
        top
    } else {
        4.0
    };
    let left = if icon && bounds.height < 60.0 { ICON + 6.0 } else { 5.0 };
    let (width, height) = ((bounds.width - left - 5.0).max(1.0), (bounds.height - top - foot).max(1.0));
    Bounds::new(bounds.x + left, bounds.y + top, width, height)
}

/// Draws the sign of the kind of task, or of what triggers a closed event sub-process, in the upper left
/// corner; false where there is none.
fn icon(canvas: &mut Canvas, element: Element<'_>, bounds: Bounds) -> bool {
    let centre = at(bounds.x + 5.0 + ICON / 2.0, bounds.y + 5.0 + ICON / 2.0);
    if is_true(element, "triggeredByEvent", false) {
        let start = element.child("startEvent");
        start.into_iter().for_each(|start| events::symbol(canvas, start, centre, ICON / 2.0 + 1.0));
        return start.is_some();
    }
    let called = element.is("callActivity").then(|| element.reference("calledElement")).flatten();
    let (glyph, filled): (Glyph, bool) = match called.unwrap_or(element).kind() {
        "userTask" | "globalUserTask" => (glyphs::USER, false),
        "scriptTask" | "globalScriptTask" => (glyphs::SCRIPT, false),
        "manualTask" | "globalManualTask" => (glyphs::MANUAL, false),
        "businessRuleTask" | "globalBusinessRuleTask" => (glyphs::BUSINESS_RULE, false),
        "sendTask" => (glyphs::MESSAGE, true),
        "receiveTask" => {
            if is_true(element, "instantiate", false) {
                canvas.circle(centre, ICON / 2.0 + 1.5, Pen::LINE.wide(1.0));
                glyphs::draw(canvas, glyphs::MESSAGE, centre, ICON * 0.75, false);
                return true;
            }
            (glyphs::MESSAGE, false)
        }
        "serviceTask" => {
            glyphs::wheels(canvas, centre, ICON + 2.0);
            return true;
        }
        _ => return false,
    };
    glyphs::draw(canvas, glyph, centre, ICON, filled);
    true
}

/// The markers at the foot, in the order of the standard (table 10.2 and section 10.3.5).
fn markers(element: Element<'_>, expanded: bool) -> Vec<Glyph> {
    let mut markers: Vec<Glyph> = Vec::new();
    if element.child("standardLoopCharacteristics").is_some() || loops(element, "Standard") {
        markers.push(glyphs::LOOP);
    }
    if let Some(many) = element.child("multiInstanceLoopCharacteristics") {
        let sequential = is_true(many, "isSequential", false);
        markers.push(if sequential { glyphs::SEQUENTIAL_INSTANCES } else { glyphs::PARALLEL_INSTANCES });
    }
    if loops(element, "MultiInstanceSequential") {
        markers.push(glyphs::SEQUENTIAL_INSTANCES);
    }
    if loops(element, "MultiInstanceParallel") {
        markers.push(glyphs::PARALLEL_INSTANCES);
    }
    if is_true(element, "isForCompensation", false) {
        markers.push(glyphs::COMPENSATION);
    }
    if !expanded && has_inside(element) {
        markers.push(glyphs::COLLAPSED);
    }
    if element.is("adHocSubProcess") {
        markers.push(glyphs::AD_HOC);
    }
    markers
}

/// The loop of a choreography activity is an attribute.
fn loops(element: Element<'_>, kind: &str) -> bool {
    element.attribute("loopType") == Some(kind)
}

/// Whether there is something inside that could be shown: of a sub-process, or of the process that is called.
fn has_inside(element: Element<'_>) -> bool {
    match element.kind() {
        "subChoreography" => true,
        "callActivity" => element.reference("calledElement").is_none_or(|called| called.is("process")),
        "callChoreography" => {
            element.reference("calledChoreographyRef").is_none_or(|called| called.is("choreography"))
        }
        kind => model::is_sub_process(kind),
    }
}

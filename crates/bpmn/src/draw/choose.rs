//! Which diagram is drawn.

use super::DrawError;
use super::diagram::{self, Diagram, planes};
use super::layout;
use crate::graph::participant;
use crate::model::{Definitions, Element, names};

pub(super) fn diagram<'d>(
    definitions: &'d Definitions,
    which: Option<&str>,
) -> Result<Diagram<'d>, DrawError> {
    let root = definitions.root();
    let Some(id) = which else {
        if let Some(plane) = planes(root).find(|plane| plane.children().next().is_some()) {
            return diagram::read(plane);
        }
        let collaboration = root.children_of("collaboration").find(|c| c.child("participant").is_some());
        let subject = collaboration.or_else(|| definitions.processes().next());
        return layout::lay_out(subject.ok_or(DrawError::Nothing)?);
    };
    let named = |plane: &Element<'d>| {
        let subject = plane.reference("bpmnElement").and_then(|subject| subject.id());
        let diagram = plane.parent().and_then(|diagram| diagram.id());
        [plane.id(), diagram, subject].contains(&Some(id)) && plane.children().next().is_some()
    };
    if let Some(plane) = planes(root).find(named) {
        return diagram::read(plane);
    }
    let unknown = || DrawError::Unknown(id.to_owned());
    let subject = definitions.element(id).filter(Element::is_bpmn).ok_or_else(unknown)?;
    if !(matches!(subject.kind(), "process" | "collaboration") || names::is_sub_process(subject.kind())) {
        return Err(unknown());
    }
    for plane in planes(root) {
        let part = part(diagram::read(plane)?, subject);
        if !part.shapes.is_empty() {
            return Ok(part);
        }
    }
    layout::lay_out(subject)
}

/// What belongs to a process or sub-process in a diagram of something larger.
fn part<'d>(whole: Diagram<'d>, subject: Element<'d>) -> Diagram<'d> {
    let pool = participant(subject);
    let belongs = |element: Option<Element<'d>>| {
        element.is_some_and(|element| Some(element) == pool || inside(element, subject))
    };
    let shapes = whole.shapes.into_iter().filter(|shape| belongs(shape.element)).collect();
    let edges = whole.edges.into_iter().filter(|edge| belongs(edge.element)).collect();
    let part = Diagram::new(Some(subject), shapes, edges);
    // A pool that is shown closed does not show its process.
    if part.shows_inside(subject) { part } else { Diagram::new(Some(subject), Vec::new(), Vec::new()) }
}

fn inside(element: Element<'_>, subject: Element<'_>) -> bool {
    let mut at = Some(element);
    while let Some(element) = at {
        if element == subject {
            return true;
        }
        at = element.parent();
    }
    false
}

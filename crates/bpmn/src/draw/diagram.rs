//! Where everything stands: the shapes and edges of one diagram, from diagram interchange (BPMN 2.0.2 chapter
//! 12) or from the layout of this module; drawing does not tell one from the other.

use std::collections::{HashMap, HashSet};

use super::DrawError;
use super::geometry::{Bounds, Point, at};
use super::text::SIZE;
use crate::model::{BPMNDI, DC, DI, Element};

/// A larger coordinate is taken for a fault of the file.
const MAX_COORDINATE: f64 = 1_000_000.0;

/// One diagram.
#[derive(Debug)]
pub(super) struct Diagram<'d> {
    /// The process, collaboration or sub-process that is shown.
    pub(super) subject: Option<Element<'d>>,
    pub(super) shapes: Vec<Shape<'d>>,
    pub(super) edges: Vec<Edge<'d>>,
    /// The keys of all elements around an element that is shown.
    around: HashSet<u32>,
}

impl<'d> Diagram<'d> {
    pub(super) fn new(subject: Option<Element<'d>>, shapes: Vec<Shape<'d>>, edges: Vec<Edge<'d>>) -> Self {
        let mut around = HashSet::new();
        for element in shapes.iter().filter_map(|shape| shape.element) {
            let mut at = element.parent();
            while let Some(parent) = at
                && around.insert(parent.key())
            {
                at = parent.parent();
            }
        }
        Self { subject, shapes, edges, around }
    }

    /// Whether the diagram shows something that is inside an element.
    pub(super) fn shows_inside(&self, element: Element<'_>) -> bool {
        self.around.contains(&element.key())
    }
}

/// Where a name stands beside its symbol, and how large its letters are.
#[derive(Debug, Clone, Copy)]
pub(super) struct Label {
    pub(super) bounds: Bounds,
    pub(super) size: f64,
}

/// A node and its place.
#[derive(Debug, Clone)]
pub(super) struct Shape<'d> {
    /// The id of the `BPMNShape`.
    pub(super) id: Option<&'d str>,
    pub(super) element: Option<Element<'d>>,
    pub(super) bounds: Bounds,
    pub(super) label: Option<Label>,
    pub(super) expanded: Option<bool>,
    pub(super) horizontal: Option<bool>,
    /// Whether an exclusive gateway shows its cross.
    pub(super) marker: bool,
    /// Of a participant in a choreography activity: how its band is drawn.
    pub(super) band: Option<&'d str>,
}

/// A connection and its way.
#[derive(Debug, Clone)]
pub(super) struct Edge<'d> {
    /// The id of the `BPMNEdge`.
    pub(super) id: Option<&'d str>,
    pub(super) element: Option<Element<'d>>,
    /// At least two.
    pub(super) points: Vec<Point>,
    pub(super) label: Option<Label>,
    /// Whether a message flow shows its message, and who sends it: `initiating` or `non_initiating`.
    pub(super) message: Option<&'d str>,
}

impl<'d> Shape<'d> {
    pub(super) fn new(element: Element<'d>, bounds: Bounds) -> Self {
        let (element, id, label, expanded, horizontal, band) = (Some(element), None, None, None, None, None);
        Self { id, element, bounds, label, expanded, horizontal, marker: true, band }
    }

    pub(super) fn kind(&self) -> &'d str {
        self.element.map_or("unknown", |element| element.kind())
    }
}

impl<'d> Edge<'d> {
    pub(super) fn new(element: Element<'d>, points: Vec<Point>) -> Self {
        Self { id: None, element: Some(element), points, label: None, message: None }
    }

    pub(super) fn kind(&self) -> &'d str {
        self.element.map_or("unknown", |element| element.kind())
    }
}

/// The diagrams of a file: the `BPMNPlane` of each.
pub(super) fn planes<'d>(root: Element<'d>) -> impl Iterator<Item = Element<'d>> {
    let diagrams = root.children().filter(|child| is_di(child, "BPMNDiagram"));
    diagrams.flat_map(|diagram| diagram.children().filter(|child| is_di(child, "BPMNPlane")))
}

/// Reads the shapes and edges of a plane.
pub(super) fn read(plane: Element<'_>) -> Result<Diagram<'_>, DrawError> {
    let of_kind = |kind| plane.children().filter(move |child| is_di(child, kind));
    let shapes = of_kind("BPMNShape").map(shape).collect::<Result<Vec<_>, _>>()?;
    let drawn = shapes.iter().filter_map(|s| Some((s.element?.key(), s.bounds.centre()))).collect();
    let edges = of_kind("BPMNEdge").map(|element| edge(element, &drawn)).collect::<Result<Vec<_>, _>>()?;
    Ok(Diagram::new(plane.reference("bpmnElement"), shapes, edges))
}

fn is_di(element: &Element<'_>, kind: &str) -> bool {
    element.namespace() == Some(BPMNDI) && element.kind() == kind
}

fn shape(element: Element<'_>) -> Result<Shape<'_>, DrawError> {
    let flag = |name| match element.attribute(name).map(str::trim) {
        Some("true" | "1") => Some(true),
        Some("false" | "0") => Some(false),
        _ => None,
    };
    let bounds = bounds(element)?.ok_or_else(|| fault(element, "has no Bounds; add dc:Bounds"))?;
    Ok(Shape {
        id: element.id(),
        element: element.reference("bpmnElement"),
        bounds,
        label: label(element)?,
        expanded: flag("isExpanded"),
        horizontal: flag("isHorizontal"),
        marker: flag("isMarkerVisible").unwrap_or(false),
        band: element.attribute("participantBandKind"),
    })
}

fn edge<'d>(element: Element<'d>, drawn: &HashMap<u32, Point>) -> Result<Edge<'d>, DrawError> {
    let waypoints = element.children().filter(|c| c.namespace() == Some(DI) && c.kind() == "waypoint");
    let mut points = waypoints
        .map(|waypoint| Ok(at(coordinate(waypoint, "x")?, coordinate(waypoint, "y")?)))
        .collect::<Result<Vec<Point>, DrawError>>()?;
    let model = element.reference("bpmnElement");
    if points.len() < 2 {
        points = model.and_then(|model| between(model, drawn)).ok_or_else(|| {
            fault(element, "has less than two waypoints and no shapes at its ends; add di:waypoint")
        })?;
    }
    Ok(Edge {
        id: element.id(),
        element: model,
        points,
        label: label(element)?,
        message: element.attribute("messageVisibleKind"),
    })
}

/// A straight line between the middles of the shapes at the ends of a connection.
fn between(element: Element<'_>, drawn: &HashMap<u32, Point>) -> Option<Vec<Point>> {
    let end = |name| drawn.get(&element.reference(name)?.key()).copied();
    Some(vec![end("sourceRef")?, end("targetRef")?])
}

fn label(element: Element<'_>) -> Result<Option<Label>, DrawError> {
    let Some(label) = element.children().find(|child| is_di(child, "BPMNLabel")) else { return Ok(None) };
    let font = label.reference("labelStyle").and_then(|style| style.children().find(|c| c.kind() == "Font"));
    let size = font.and_then(|font| font.attribute("size")?.trim().parse::<f64>().ok()).unwrap_or(SIZE);
    let bounds = bounds(label)?.filter(|bounds| bounds.width > 0.0 && bounds.height > 0.0);
    // Smaller letters cannot be read, larger ones tear the picture apart.
    Ok(bounds
        .map(|bounds| Label { bounds, size: if size.is_finite() { size.clamp(9.0, 14.0) } else { SIZE } }))
}

fn bounds(element: Element<'_>) -> Result<Option<Bounds>, DrawError> {
    let Some(found) = element.children().find(|c| c.namespace() == Some(DC) && c.kind() == "Bounds") else {
        return Ok(None);
    };
    let (width, height) = (coordinate(found, "width")?, coordinate(found, "height")?);
    if width < 0.0 || height < 0.0 {
        return Err(fault(element, "has a negative size; correct its dc:Bounds"));
    }
    Ok(Some(Bounds::new(coordinate(found, "x")?, coordinate(found, "y")?, width, height)))
}

fn coordinate(element: Element<'_>, name: &str) -> Result<f64, DrawError> {
    let value = element.attribute(name).and_then(|text| text.trim().parse::<f64>().ok());
    value.filter(|value| value.is_finite() && value.abs() <= MAX_COORDINATE).ok_or_else(|| {
        fault(element, &format!("has no usable '{name}'; write a number up to {MAX_COORDINATE}"))
    })
}

fn fault(element: Element<'_>, what: &str) -> DrawError {
    DrawError::Geometry(element.problem(format!("the diagram cannot be drawn: '{}' {what}", element.kind())))
}

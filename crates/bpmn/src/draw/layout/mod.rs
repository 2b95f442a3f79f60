//! A place for everything in a process without diagram: from left to right in layers (Sugiyama, Tagawa and
//! Toda 1981), with straight main path, connections at right angles, and flows that lead back below what they
//! go round. Lanes become horizontal strips, sub-processes are shown open, boundary events sit on the lower
//! edge of their host.
//!
//! The steps: [`layers`] (which node in which column), [`order`] (who is above whom), [`heights`] (how high
//! exactly), [`route`] and [`corners`] (where connections turn), [`ways`] (their points), [`level`] (all of
//! it for a process or sub-process), [`beside`] (what is not in the flow), [`pools`].

mod beside;
mod connections;
mod corners;
mod graph;
mod heights;
mod layers;
mod level;
mod order;
mod pools;
mod route;
mod sizes;
mod ways;

use super::DrawError;
use super::diagram::{Diagram, Edge, Label, Shape};
use super::geometry::at;
use crate::graph::is_flow_node;
use crate::model::Element;

/// More flow nodes and sequence flows than this in one picture nobody can read.
pub(super) const LIMIT: usize = 4_000;

/// Shapes and connections in a rectangle whose upper left corner is the origin.
#[derive(Debug, Clone, Default)]
struct Block<'d> {
    width: f64,
    height: f64,
    shapes: Vec<Shape<'d>>,
    edges: Vec<Edge<'d>>,
}

impl<'d> Block<'d> {
    /// Takes another block in, its corner at a place.
    fn place(&mut self, other: Block<'d>, x: f64, y: f64) {
        self.shapes.extend(other.shapes.into_iter().map(|mut shape| {
            shape.bounds = shape.bounds.moved(x, y);
            shape.label = shape.label.map(|label| Label { bounds: label.bounds.moved(x, y), ..label });
            shape
        }));
        self.edges.extend(other.edges.into_iter().map(|mut edge| {
            for point in &mut edge.points {
                *point = at(point.x + x, point.y + y);
            }
            edge.label = edge.label.map(|label| Label { bounds: label.bounds.moved(x, y), ..label });
            edge
        }));
        self.width = self.width.max(x + other.width);
        self.height = self.height.max(y + other.height);
    }
}

/// Lays out a process, a sub-process, or all pools of a collaboration.
pub(super) fn lay_out(subject: Element<'_>) -> Result<Diagram<'_>, DrawError> {
    let mut owners = vec![subject];
    if subject.is("collaboration") {
        owners.extend(subject.children_of("participant").filter_map(|p| p.reference("processRef")));
    }
    let counted = |element: &Element<'_>| is_flow_node(element) || element.is("sequenceFlow");
    let size: usize = owners.iter().map(|owner| owner.descendants().filter(counted).count()).sum();
    let too_large = || DrawError::TooLarge(subject.id().unwrap_or_default().to_owned());
    if size > LIMIT {
        return Err(too_large());
    }
    let block = if subject.is("collaboration") {
        pools::collaboration(subject)
    } else {
        level::lay_out(subject).map(|mut block| {
            beside::connect(&mut block, subject);
            block
        })
    };
    let block = block.ok_or_else(too_large)?;
    Ok(Diagram::new(Some(subject), block.shapes, block.edges))
}

#[cfg(test)]
mod tests {
    use std::fmt::Write as _;

    use proptest::prelude::*;

    use super::*;
    use crate::Definitions;
    use crate::draw::geometry::{Bounds, Point};

    /// A process of tasks, gateways and events with any flows between them, boundary events included.
    fn any_process() -> impl Strategy<Value = String> {
        let nodes = prop::collection::vec(0..5_usize, 1..14);
        (nodes, prop::collection::vec((0..14_usize, 0..14_usize), 0..20)).prop_map(|(kinds, flows)| {
            let mut body = String::new();
            for (ix, kind) in kinds.iter().enumerate() {
                let element =
                    ["task", "exclusiveGateway", "intermediateCatchEvent", "subProcess", "task"][*kind];
                let _ = write!(body, "<{element} id='n{ix}' name='Schritt {ix}'/>");
                if *kind == 4 {
                    let _ = write!(body, "<boundaryEvent id='b{ix}' name='Frist' attachedToRef='n{ix}'/>");
                }
            }
            for (ix, (source, target)) in flows.iter().enumerate() {
                let (source, target) = (source % kinds.len(), target % kinds.len());
                let from = if kinds[source] == 4 && ix % 2 == 0 { 'b' } else { 'n' };
                let _ = write!(
                    body,
                    "<sequenceFlow id='f{ix}' name='ja' sourceRef='{from}{source}' targetRef='n{target}'/>"
                );
            }
            format!("<definitions xmlns='{}'><process id='p'>{body}</process></definitions>", crate::BPMN)
        })
    }

    fn overlap(a: &Bounds, b: &Bounds) -> bool {
        a.x < b.right() && b.x < a.right() && a.y < b.bottom() && b.y < a.bottom()
    }

    /// Whether a piece at a right angle runs through the inside of a rectangle.
    fn crosses(a: Point, b: Point, bounds: &Bounds) -> bool {
        let piece = Bounds::new(a.x.min(b.x), a.y.min(b.y), (a.x - b.x).abs(), (a.y - b.y).abs());
        overlap(&piece.grown(0.1), &bounds.grown(-1.0))
    }

    proptest! {
        #[test]
        fn nothing_lies_on_anything_else(xml in any_process()) {
            let definitions = Definitions::read(xml.as_bytes()).unwrap();
            let diagram = lay_out(definitions.element("p").unwrap()).unwrap();
            let nodes = diagram.shapes.iter().filter(|shape| shape.kind() != "boundaryEvent");
            let nodes: Vec<Bounds> = nodes.map(|shape| shape.bounds).collect();
            for (ix, node) in nodes.iter().enumerate() {
                for other in &nodes[..ix] {
                    prop_assert!(!overlap(node, other), "{node:?} {other:?}");
                }
            }
            for edge in &diagram.edges {
                for pair in edge.points.windows(2) {
                    let (a, b) = (pair[0], pair[1]);
                    let straight = (a.x - b.x).abs() < 0.01 || (a.y - b.y).abs() < 0.01;
                    prop_assert!(straight, "{:?}", edge.points);
                    for node in &nodes {
                        prop_assert!(!crosses(a, b, node), "{:?} {node:?}", edge.points);
                    }
                }
            }
        }
    }
}

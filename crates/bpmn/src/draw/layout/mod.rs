//! A place for everything in a process without diagram: from left to right in layers (Sugiyama, Tagawa and Toda 1981),
//! with straight main path, connections at right angles, and flows that lead back below what they go round.
//! Lanes become horizontal strips, sub-processes are shown open, boundary events sit on the lower edge of their host.
//!
//! The steps: [`layers`] (which node in which column), [`order`] (who is above whom), [`heights`] (how high exactly),
//! [`route`] and [`corners`] (where connections turn), [`level`] (all of it for a process or sub-process), [`beside`] (what is not in
//! the flow), [`pools`].

mod beside;
mod corners;
mod graph;
mod heights;
mod layers;
mod level;
mod order;
mod pools;
mod route;
mod sizes;

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

//! What is not in the flow: nodes without connections in rows below it, data and annotations in a row above
//! it.

use std::collections::HashMap;

use super::super::diagram::{Edge, Label, Shape};
use super::super::geometry::{Bounds, Point, at, halfway};
use super::super::labels::WIDTH;
use super::super::{names, text};
use super::Block;
use super::level::Parts;
use crate::graph::Level;
use crate::model::Element;

const GAP: f64 = 40.0;
const GAP_TO_NAME: f64 = 3.0;
/// Rows are at least this wide before a new one begins.
const ROW: f64 = 800.0;

/// Puts nodes in rows below a block.
pub(super) fn loose<'d>(level: &Level<'d>, parts: &mut Parts<'d>, nodes: &[usize], block: &mut Block<'d>) {
    let width = block.width.max(ROW);
    let top = if block.shapes.is_empty() { 0.0 } else { block.height + GAP };
    let (mut x, mut y, mut row) = (0.0, top, 0.0_f64);
    for node in nodes {
        let size = parts.sizes[*node].clone();
        if x > 0.0 && x + size.room > width {
            x = 0.0;
            y += row + GAP;
            row = 0.0;
        }
        let left = x + (size.room - size.width) / 2.0;
        let upper = y + size.above - size.height / 2.0;
        parts.draw(level, *node, Bounds::new(left, upper, size.width, size.height), block);
        x += size.room + GAP;
        row = row.max(size.above + size.below);
        block.height = block.height.max(y + row);
    }
}

/// Puts data and annotations of a level above or below what they are connected with.
pub(super) fn artifacts<'d>(owner: Element<'d>, block: Block<'d>) -> Block<'d> {
    let middles: HashMap<u32, Point> =
        block.shapes.iter().filter_map(|shape| Some((shape.element?.key(), shape.bounds.centre()))).collect();
    let mut wishes: HashMap<u32, Point> = HashMap::new();
    for (_, source, target) in links(owner) {
        for (artifact, node) in [(source, target), (target, source)] {
            if let Some(middle) = middles.get(&node.key()) {
                wishes.entry(artifact.key()).or_insert(*middle);
            }
        }
    }
    let wish = |element: &Element<'d>| wishes.get(&element.key()).copied().unwrap_or(at(0.0, 0.0));
    let mut found: Vec<(Point, Element<'d>)> =
        owner.children().filter(is_artifact).map(|element| (wish(&element), element)).collect();
    found.sort_by(|a, b| a.0.x.total_cmp(&b.0.x));
    let (above, below): (Vec<_>, Vec<_>) =
        found.into_iter().partition(|(middle, _)| middle.y <= block.height / 2.0);
    let mut whole = Block::default();
    for part in [row(&above), block, row(&below)] {
        let top = whole.height;
        whole.place(part, 0.0, top);
    }
    whole
}

/// Artifacts side by side, each as near to its wish as those at its left allow.
fn row<'d>(artifacts: &[(Point, Element<'d>)]) -> Block<'d> {
    const MARGIN: f64 = 20.0;
    let mut row = Block::default();
    let mut right = 0.0_f64;
    for (wish, element) in artifacts {
        let (width, height, room, below) = size(*element);
        let left = (wish.x - room / 2.0).max(right);
        let x = left + (room - width) / 2.0;
        let mut shape = Shape::new(*element, Bounds::new(x, MARGIN, width, height));
        if below > 0.0 {
            let bounds = Bounds::new(left, MARGIN + height + GAP_TO_NAME, room, below);
            shape.label = Some(Label { bounds, size: text::SIZE });
        }
        row.shapes.push(shape);
        right = left + room + 16.0;
        row.height = row.height.max(3.0 * MARGIN + height + below);
    }
    row.width = right;
    row
}

fn is_artifact(element: &Element<'_>) -> bool {
    ["dataObjectReference", "dataStoreReference", "textAnnotation"].iter().any(|kind| element.is(kind))
}

/// Width, height, width with label, height of the label.
fn size(element: Element<'_>) -> (f64, f64, f64, f64) {
    let name = names::label(element);
    let block = text::free(&name, if element.is("textAnnotation") { 150.0 } else { WIDTH });
    match element.kind() {
        "textAnnotation" => (block.width() + 14.0, block.height().max(20.0) + 8.0, block.width() + 14.0, 0.0),
        "dataStoreReference" => (50.0, 50.0, block.width().max(50.0), block.height() + 4.0),
        _ => (36.0, 50.0, block.width().max(36.0), block.height() + 4.0),
    }
}

/// The associations and data associations inside an element, with their ends.
fn links<'d>(owner: Element<'d>) -> impl Iterator<Item = (Element<'d>, Element<'d>, Element<'d>)> {
    owner.descendants().filter_map(|element| {
        let (source, target) = match element.kind() {
            "association" => (element.reference("sourceRef")?, element.reference("targetRef")?),
            "dataInputAssociation" => (element.reference("sourceRef")?, element.parent()?),
            "dataOutputAssociation" => (element.parent()?, element.reference("targetRef")?),
            _ => return None,
        };
        Some((element, source, target))
    })
}

/// Connects data and annotations with what they belong to, where both are shown and not connected yet.
pub(super) fn connect<'d>(block: &mut Block<'d>, owner: Element<'d>) {
    let around = |shape: &Shape<'_>| match shape.label {
        Some(label) if is_artifact(&shape.element?) => Some(shape.bounds.union(&label.bounds)),
        _ => Some(shape.bounds),
    };
    let drawn: HashMap<u32, Bounds> =
        block.shapes.iter().filter_map(|shape| Some((shape.element?.key(), around(shape)?))).collect();
    let flows: HashMap<u32, Point> =
        block.edges.iter().filter_map(|edge| Some((edge.element?.key(), halfway(&edge.points)?.0))).collect();
    for (element, source, target) in links(owner).filter(|(element, ..)| !flows.contains_key(&element.key()))
    {
        let place = |end: Element<'_>| {
            let point = flows.get(&end.key()).map(|point| Bounds::new(point.x, point.y, 0.0, 0.0));
            drawn.get(&end.key()).copied().or(point)
        };
        let (Some(from), Some(to)) = (place(source), place(target)) else { continue };
        block.edges.push(Edge::new(element, between(from, to)));
    }
}

/// A straight line between the nearer edges.
pub(super) fn between(from: Bounds, to: Bounds) -> Vec<Point> {
    let dock = |own: Bounds, other: Bounds| {
        let x = own.centre().x;
        if other.centre().y > own.bottom() {
            at(x, own.bottom())
        } else if other.centre().y < own.y {
            at(x, own.y)
        } else {
            at(if other.centre().x > x { own.right() } else { own.x }, own.centre().y)
        }
    };
    vec![dock(from, to), dock(to, from)]
}

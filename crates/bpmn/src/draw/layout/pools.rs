//! Lanes around the flow of a process, and pools with the messages between them.

use std::collections::HashMap;

use super::super::diagram::{Edge, Shape};
use super::super::geometry::{Bounds, at};
use super::super::pools::TITLE;
use super::{Block, beside, level};
use crate::model::Element;

const PADDING: f64 = 20.0;
/// Between two pools; messages turn there.
const GAP: f64 = 50.0;
const CLOSED: f64 = 60.0;
const MIN_WIDTH: f64 = 600.0;

/// Puts the lanes around a flow whose strips have these upper edges.
pub(super) fn lanes<'d>(
    owner: Element<'d>,
    leaves: &[Element<'d>],
    strips: &[f64],
    flow: Block<'d>,
) -> Block<'d> {
    if leaves.is_empty() {
        return flow;
    }
    let all: Vec<Element<'d>> =
        owner.children_of("laneSet").flat_map(Element::descendants).filter(|lane| lane.is("lane")).collect();
    let deepest = leaves.iter().map(|lane| depth(*lane, owner)).max().unwrap_or(0);
    #[expect(clippy::cast_precision_loss, reason = "reading limits the depth")]
    let band = |depth: usize| depth as f64 * TITLE;
    let left = band(deepest + 1) + PADDING;
    let width = left + flow.width + PADDING;
    let index: HashMap<u32, usize> = leaves.iter().enumerate().map(|(ix, lane)| (lane.key(), ix)).collect();
    let mut block = Block::default();
    for lane in all {
        let inside = std::iter::once(lane).chain(lane.descendants());
        let own: Vec<usize> = inside.filter_map(|lane| index.get(&lane.key()).copied()).collect();
        let (Some(first), Some(last)) = (own.first(), own.last()) else { continue };
        let (x, top, bottom) = (band(depth(lane, owner)), strips[*first], strips[last + 1]);
        let mut shape = Shape::new(lane, Bounds::new(x, top, width - x, bottom - top));
        shape.horizontal = Some(true);
        block.shapes.push(shape);
    }
    block.place(flow, left, 0.0);
    block.width = width;
    block
}

/// How many lanes are around a lane.
fn depth(lane: Element<'_>, owner: Element<'_>) -> usize {
    let mut around =
        std::iter::successors(lane.parent(), Element::parent).take_while(|parent| *parent != owner);
    let mut depth = 0;
    while around.by_ref().any(|parent| parent.is("lane")) {
        depth += 1;
    }
    depth
}

/// All pools below each other; none if a process is too large.
pub(super) fn collaboration(subject: Element<'_>) -> Option<Block<'_>> {
    let mut pools = Vec::new();
    for participant in subject.children_of("participant") {
        let process = participant.reference("processRef");
        let inner = match process.filter(|process| process.children().any(|c| crate::graph::is_flow_node(&c)))
        {
            Some(process) => {
                let mut inner = level::lay_out(process)?;
                beside::connect(&mut inner, process);
                Some(inner)
            }
            None => None,
        };
        pools.push((participant, inner));
    }
    let width = pools
        .iter()
        .filter_map(|(_, inner)| inner.as_ref())
        .map(|inner| inner.width)
        .fold(MIN_WIDTH, f64::max)
        + TITLE
        + 2.0 * PADDING;
    let mut block = Block::default();
    for (participant, inner) in pools {
        let y = if block.shapes.is_empty() { 0.0 } else { block.height + GAP };
        let has_lanes =
            inner.as_ref().is_some_and(|inner| inner.shapes.iter().any(|shape| shape.kind() == "lane"));
        let padding = if has_lanes { 0.0 } else { PADDING };
        let height = inner.as_ref().map_or(CLOSED, |inner| inner.height + 2.0 * padding);
        let mut shape = Shape::new(participant, Bounds::new(0.0, y, width, height));
        shape.horizontal = Some(true);
        block.shapes.push(shape);
        block.height = y + height;
        if let Some(mut inner) = inner {
            for lane in inner.shapes.iter_mut().filter(|shape| shape.kind() == "lane") {
                lane.bounds.width = width - TITLE - lane.bounds.x;
            }
            block.place(inner, TITLE + padding, y + padding);
        }
    }
    block.width = width;
    messages(subject, &mut block);
    Some(block)
}

/// Message flows leave and enter at right angles and turn between the pools.
fn messages<'d>(subject: Element<'d>, block: &mut Block<'d>) {
    let drawn: HashMap<u32, Bounds> =
        block.shapes.iter().filter_map(|shape| Some((shape.element?.key(), shape.bounds))).collect();
    for flow in subject.children_of("messageFlow") {
        let place = |name| drawn.get(&flow.reference(name)?.key()).copied();
        let (Some(mut from), Some(mut to)) = (place("sourceRef"), place("targetRef")) else { continue };
        // A message to or from a whole pool runs straight down or up.
        if from.width > MIN_WIDTH {
            from = Bounds::new(to.x, from.y, to.width, from.height);
        } else if to.width > MIN_WIDTH {
            to = Bounds::new(from.x, to.y, from.width, to.height);
        }
        let ends = beside::between(from, to);
        let turn = if ends[1].y > ends[0].y { to_gap(block, ends[0].y) } else { to_gap(block, ends[1].y) };
        let points = if (ends[0].x - ends[1].x).abs() < 1.0 {
            ends
        } else {
            vec![ends[0], at(ends[0].x, turn), at(ends[1].x, turn), ends[1]]
        };
        block.edges.push(Edge::new(flow, points));
    }
}

/// The middle of the gap below the pool at a height.
fn to_gap(block: &Block<'_>, y: f64) -> f64 {
    let pools = block.shapes.iter().filter(|shape| shape.kind() == "participant");
    let bottom =
        pools.map(|pool| pool.bounds.bottom()).filter(|bottom| *bottom >= y).fold(f64::INFINITY, f64::min);
    if bottom.is_finite() { bottom + GAP / 2.0 } else { y }
}

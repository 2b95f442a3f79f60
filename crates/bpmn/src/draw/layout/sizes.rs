//! How large everything is.

use super::super::geometry::Bounds;
use super::super::labels::{self, GAP, WIDTH};
use super::super::{names, text};
use super::Block;
use crate::model::{Element, names as model};

pub(super) const EVENT: f64 = 36.0;
pub(super) const TASK: (f64, f64) = (120.0, 80.0);
const GATEWAY: f64 = 50.0;
/// Between the frame of a sub-process and its content; the name stands at the top.
const PADDING: (f64, f64) = (24.0, 40.0);

/// The room that a node takes around the height at which connections dock.
#[derive(Debug, Clone, Default)]
pub(super) struct Size {
    pub(super) width: f64,
    pub(super) height: f64,
    /// From the middle to the upper end of what belongs to the node, its label included.
    pub(super) above: f64,
    pub(super) below: f64,
    /// The width with its label.
    pub(super) room: f64,
}

/// The size of a node; `inner` is the content of an open sub-process, `boundary` the number of events at its
/// edge.
pub(super) fn of(node: Element<'_>, inner: Option<&Block<'_>>, boundary: usize) -> Size {
    let (mut width, height) = match (node.kind(), inner) {
        (_, Some(inner)) => {
            ((inner.width + 2.0 * PADDING.0).max(TASK.0), (inner.height + PADDING.0 + PADDING.1).max(TASK.1))
        }
        (kind, None) if model::is_event(kind) => (EVENT, EVENT),
        (kind, None) if model::is_gateway(kind) => (GATEWAY, GATEWAY),
        _ => TASK,
    };
    width = width.max(boundary_room(boundary));
    let mut size = Size { width, height, above: height / 2.0, below: height / 2.0, room: width };
    let name = names::label(node);
    if labels::is_outside(node.kind()) && !name.is_empty() {
        let block = text::free(&name, WIDTH);
        size.room = size.room.max(block.width());
        if model::is_gateway(node.kind()) {
            size.above += block.height() + GAP;
        } else {
            size.below += block.height() + GAP;
        }
    }
    if boundary > 0 {
        size.below += EVENT / 2.0;
    }
    size
}

/// Where the content of a sub-process begins.
pub(super) fn content(frame: Bounds) -> (f64, f64) {
    (frame.x + PADDING.0, frame.y + PADDING.1)
}

/// The way from one boundary event to the next.
const STEP: f64 = 96.0;

#[expect(clippy::cast_precision_loss, reason = "the number of elements is limited")]
fn boundary_room(events: usize) -> f64 {
    if events == 0 { 0.0 } else { events as f64 * STEP + 12.0 }
}

/// The place of the nth boundary event of an activity, the last at the right.
#[expect(clippy::cast_precision_loss, reason = "the number of elements is limited")]
pub(super) fn boundary(host: Bounds, place: usize, count: usize) -> Bounds {
    let from_right = count.saturating_sub(place + 1) as f64;
    Bounds::new(host.right() - 46.0 - from_right * STEP, host.bottom() - EVENT / 2.0, EVENT, EVENT)
}

//! Message flows between the participants of a collaboration.

use super::{Check, triggers};
use crate::model::{Element, names};

pub(super) fn flow(check: &mut Check<'_>, flow: Element<'_>) {
    let (Some(source), Some(target)) = (flow.reference("sourceRef"), flow.reference("targetRef")) else {
        return;
    };
    // EXT102, EXT119
    check.fault_if(
        names::is_catch_event(source.kind()),
        flow,
        "a message flow must not start at a catching event; use a throwing or end event",
    );
    // EXT108, EXT119
    check.fault_if(
        names::is_throw_event(target.kind()),
        flow,
        "a message flow must not lead to a throwing or end event; use a catching event",
    );
    for event in [source, target] {
        // EXT103, EXT109
        check.fault_if(
            names::is_event(event.kind()) && !triggers(event).contains(&"message"),
            flow,
            "a message flow joins events only if they are message events; add a messageEventDefinition",
        );
    }
    // EXT031
    let pools = (pool(source), pool(target));
    check.fault_if(
        pools.0.is_some() && pools.0 == pools.1,
        flow,
        "a message flow must lead to another pool; use a sequence flow inside a pool",
    );
}

/// The process, or the participant without a process, that an end of a message flow belongs to.
fn pool(element: Element<'_>) -> Option<Element<'_>> {
    if element.is("participant") {
        return element.reference("processRef").or(Some(element));
    }
    let mut at = element.parent();
    while let Some(level) = at.filter(|level| !level.is("process")) {
        at = level.parent();
    }
    at
}

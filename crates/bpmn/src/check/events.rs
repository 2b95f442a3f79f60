//! Which events may stand where, and what they must name.

use std::collections::HashSet;

use super::{Check, is_true, triggers};
use crate::model::{Element, names};
use crate::process::event_definitions;

pub(super) fn check<'d>(check: &mut Check<'d>, event: Element<'d>) {
    match event.kind() {
        "startEvent" => start(check, event),
        "endEvent" => end(check, event),
        "boundaryEvent" => boundary(check, event),
        "intermediateCatchEvent" => intermediate(check, event, true),
        "intermediateThrowEvent" => intermediate(check, event, false),
        _ => {}
    }
    for definition in event_definitions(event).into_iter().filter(|d| d.is("messageEventDefinition")) {
        // EXT127, EXT128
        let named = definition.reference("messageRef").is_some();
        check.fault_if(!named, event, "a message event must name its message; add messageRef");
        let operation = definition.child("operationRef").is_some();
        check.fault_if(
            !operation,
            event,
            "a message event that is to be run must name its operation; add operationRef",
        );
    }
}

fn allowed(check: &mut Check<'_>, event: Element<'_>, kinds: &[&str], place: &str) {
    for trigger in triggers(event) {
        if !kinds.contains(&trigger) {
            check.fault(event, format!("a {trigger} event is not allowed {place}; use {}", kinds.join(", ")));
        }
    }
}

fn start<'d>(check: &mut Check<'d>, event: Element<'d>) {
    // EXT096, EXT101
    check.fault_if(!check.incoming(event).is_empty(), event, "a start event must not have an incoming flow");
    check.fault_if(check.outgoing(event).is_empty(), event, "a start event must have an outgoing flow");
    let Some(level) = event.parent() else { return };
    if level.is("process") {
        // EXT098
        allowed(check, event, &["message", "timer", "conditional", "signal"], "at the start of a process");
        return;
    }
    let found = triggers(event);
    if !is_true(level, "triggeredByEvent") {
        // EXT100
        check.fault_if(
            !found.is_empty(),
            event,
            "a sub-process starts without an event; remove it or make it an event sub-process",
        );
        return;
    }
    // EXT059
    check.fault_if(
        found.is_empty(),
        event,
        "the start event of an event sub-process needs an event definition",
    );
    if crate::process::is_true(event, "isInterrupting", true) {
        let kinds = ["message", "timer", "escalation", "error", "compensate", "conditional", "signal"];
        allowed(check, event, &kinds, "at the start of an event sub-process");
    } else {
        let kinds = ["message", "timer", "escalation", "conditional", "signal"];
        allowed(check, event, &kinds, "at the start of a non-interrupting event sub-process");
    }
}

fn end(check: &mut Check<'_>, event: Element<'_>) {
    // EXT104, EXT107
    check.fault_if(!check.outgoing(event).is_empty(), event, "an end event must not have an outgoing flow");
    check.fault_if(check.incoming(event).is_empty(), event, "an end event must have an incoming flow");
    let kinds = ["message", "escalation", "error", "cancel", "compensate", "signal", "terminate"];
    allowed(check, event, &kinds, "at an end");
    if triggers(event).contains(&"cancel") {
        // EXT106
        let mut at = event.parent();
        while let Some(level) = at.filter(|level| !level.is("process") && !level.is("transaction")) {
            at = level.parent();
        }
        let Some(transaction) = at.filter(|level| level.is("transaction")) else {
            check.fault(event, "a cancel end event is only allowed inside a transaction");
            return;
        };
        let caught = check.boundary(transaction).iter().any(|event| triggers(*event).contains(&"cancel"));
        check.fault_if(
            !caught,
            event,
            "the transaction has no cancel boundary event; add one that says how it goes on",
        );
    }
}

fn boundary(check: &mut Check<'_>, event: Element<'_>) {
    // EXT110, EXT130, EXT147
    let found = triggers(event);
    check.fault_if(found.is_empty(), event, "a boundary event needs an event definition");
    if crate::process::is_true(event, "cancelActivity", true) {
        let kinds =
            ["message", "timer", "escalation", "error", "cancel", "compensate", "conditional", "signal"];
        allowed(check, event, &kinds, "at the boundary of an activity");
    } else {
        let kinds = ["message", "timer", "escalation", "conditional", "signal"];
        allowed(check, event, &kinds, "at the boundary without interrupting");
    }
    // EXT111
    let transaction = event.reference("attachedToRef").is_some_and(|activity| activity.is("transaction"));
    check.fault_if(
        found.contains(&"cancel") && !transaction,
        event,
        "a cancel boundary event is only allowed at a transaction",
    );
    // EXT112, EXT113, EXT114
    check.fault_if(
        !check.incoming(event).is_empty(),
        event,
        "a boundary event must not have an incoming flow",
    );
    let outgoing = check.outgoing(event).len();
    let compensates = found.contains(&"compensate");
    check.fault_if(
        compensates && outgoing > 0,
        event,
        "a compensation boundary event must not have an outgoing flow; connect its handler by an association",
    );
    check.fault_if(!compensates && outgoing == 0, event, "a boundary event must have an outgoing flow");
}

fn intermediate<'d>(check: &mut Check<'d>, event: Element<'d>, catches: bool) {
    let found = triggers(event);
    let link = found.contains(&"link");
    let (incoming, outgoing) = (check.incoming(event).len(), check.outgoing(event).len());
    if catches {
        // EXT122, EXT148
        allowed(
            check,
            event,
            &["message", "timer", "conditional", "link", "signal"],
            "in the middle of a process",
        );
        check.fault_if(found.is_empty(), event, "a catching event needs an event definition");
    } else {
        // EXT149
        allowed(
            check,
            event,
            &["message", "escalation", "compensate", "link", "signal"],
            "in the middle of a process",
        );
    }
    // EXT115, EXT116, EXT117
    check.fault_if(
        link && incoming > 0 && outgoing > 0,
        event,
        "a link must not have incoming and outgoing flows",
    );
    check.fault_if(
        incoming == 0 && !(link && catches),
        event,
        "an intermediate event must have an incoming flow",
    );
    check.fault_if(
        outgoing == 0 && (catches || !link),
        event,
        "an intermediate event must have an outgoing flow",
    );
    check.fault_if(link && catches && incoming > 0, event, "a catching link must not have an incoming flow");
    check.fault_if(link && !catches && outgoing > 0, event, "a throwing link must not have an outgoing flow");
    if link && catches {
        link_has_source(check, event);
    }
}

/// EXT124: somewhere on the same level a link leads here.
fn link_has_source(check: &mut Check<'_>, event: Element<'_>) {
    let found = match (event.parent(), link(event)) {
        (Some(level), Some(name)) => check.links.contains(&(level.key(), name)),
        _ => false,
    };
    check.fault_if(
        !found,
        event,
        "no throwing link event of this name leads here; add one or remove the link",
    );
}

/// The links that are thrown, with the level that they are on.
pub(super) fn links(process: Element<'_>) -> HashSet<(u32, String)> {
    let throwing = process.descendants().filter(|event| names::is_throw_event(event.kind()));
    throwing.filter_map(|event| Some((event.parent()?.key(), link(event)?))).collect()
}

/// The name of the link that an event is about.
fn link(event: Element<'_>) -> Option<String> {
    event_definitions(event)
        .into_iter()
        .find(|definition| definition.is("linkEventDefinition"))
        .and_then(|definition| definition.name().or_else(|| definition.id()).map(str::to_owned))
}

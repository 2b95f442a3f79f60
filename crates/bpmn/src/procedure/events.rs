//! What events wait for and throw.

use super::Trigger;
use crate::model::Element;
use crate::process::event_definitions;

/// The triggers of an event, or of a task that sends or receives.
pub(super) fn of(node: Element<'_>) -> Vec<Trigger> {
    if matches!(node.kind(), "sendTask" | "receiveTask") {
        return vec![Trigger::Message(message(node))];
    }
    event_definitions(node).into_iter().filter_map(trigger).collect()
}

fn trigger(definition: Element<'_>) -> Option<Trigger> {
    Some(match definition.kind() {
        "messageEventDefinition" => Trigger::Message(message(definition)),
        "signalEventDefinition" => Trigger::Signal(named(definition, "signalRef")),
        "timerEventDefinition" => time(definition),
        "conditionalEventDefinition" => {
            Trigger::Condition(definition.child("condition").map(|c| c.text()).unwrap_or_default())
        }
        "errorEventDefinition" => Trigger::Error(named(definition, "errorRef")),
        "escalationEventDefinition" => Trigger::Escalation(named(definition, "escalationRef")),
        "cancelEventDefinition" => Trigger::Cancel,
        "compensateEventDefinition" => {
            let activity = definition.reference("activityRef").and_then(|activity| activity.id());
            Trigger::Compensation(activity.map(str::to_owned))
        }
        "linkEventDefinition" => Trigger::Link(definition.name().map(str::to_owned)),
        "terminateEventDefinition" => Trigger::Terminate,
        _ => return None,
    })
}

fn time(definition: Element<'_>) -> Trigger {
    let text = |kind| definition.child(kind).map(|child| child.text());
    if let Some(date) = text("timeDate") {
        Trigger::Date(date)
    } else if let Some(cycle) = text("timeCycle") {
        Trigger::Cycle(cycle)
    } else {
        Trigger::Duration(text("timeDuration").unwrap_or_default())
    }
}

/// The name of the message of an event or task, or of its operation.
fn message(owner: Element<'_>) -> Option<String> {
    named(owner, "messageRef").or_else(|| named(owner, "operationRef"))
}

fn named(owner: Element<'_>, reference: &str) -> Option<String> {
    let found = owner.reference(reference)?;
    found.name().or_else(|| found.id()).map(str::to_owned)
}

//! Sequence flows, gateways, and how a level begins and ends.

use super::{Check, is_true, keys, triggers};
use crate::model::{Element, names};

pub(super) fn level<'d>(check: &mut Check<'d>, level: Element<'d>) {
    let nodes: Vec<Element<'d>> =
        level.children().filter(|child| child.is_bpmn() && names::is_flow_node(child.kind())).collect();
    // EXT058, EXT059
    check.fault_if(
        is_true(level, "triggeredByEvent") && nodes.iter().filter(|node| node.is("startEvent")).count() > 1,
        level,
        "an event sub-process must have exactly one start event",
    );
    let starts = nodes
        .iter()
        .filter(|node| node.is("startEvent") || node.is("receiveTask") && is_true(**node, "instantiate"))
        .count();
    let starts = starts
        + nodes.iter().filter(|node| node.is("eventBasedGateway") && is_true(**node, "instantiate")).count();
    let ends = nodes.iter().filter(|node| node.is("endEvent")).count();
    if level.is("adHocSubProcess") {
        let activities = nodes.iter().filter(|node| names::is_activity(node.kind())).count();
        // EXT061, EXT062
        check.fault_if(activities == 0, level, "an ad-hoc sub-process must hold at least one activity");
        check.fault_if(starts + ends > 0, level, "an ad-hoc sub-process must not hold start or end events");
        return;
    }
    // EXT097, EXT105
    check.fault_if(
        starts == 0 && ends > 0,
        level,
        "there is an end event and no start event; add a start event",
    );
    check.fault_if(
        starts > 0 && ends == 0,
        level,
        "there is a start event and no end event; add an end event",
    );
    for node in nodes {
        connected(check, node, starts > 0, ends > 0);
        lists_its_flows(check, node);
    }
    for flow in level.children_of("sequenceFlow") {
        sequence_flow(check, flow);
    }
}

/// EXT150, EXT151: with start and end events, every node lies on a way between them.
fn connected<'d>(check: &mut Check<'d>, node: Element<'d>, has_start: bool, has_end: bool) {
    let (incoming, outgoing) = (check.incoming(node).len(), check.outgoing(node).len());
    let apart = is_true(node, "isForCompensation") || is_true(node, "triggeredByEvent");
    let link = triggers(node).contains(&"link");
    let begins = node.is("startEvent")
        || node.is("boundaryEvent")
        || is_true(node, "instantiate")
        || link && node.is("intermediateCatchEvent");
    let compensates = node.is("boundaryEvent") && triggers(node).contains(&"compensate");
    let ends = node.is("endEvent") || link && node.is("intermediateThrowEvent") || compensates;
    check.fault_if(
        has_start && incoming == 0 && !begins && !apart,
        node,
        "no sequence flow leads to this element; connect it or remove the start event of its level",
    );
    check.fault_if(
        has_end && outgoing == 0 && !ends && !apart,
        node,
        "no sequence flow leads away from this element; connect it to an end event",
    );
    // EXT021, EXT022, EXT057
    check.fault_if(
        is_true(node, "triggeredByEvent") && incoming + outgoing > 0,
        node,
        "an event sub-process must not have sequence flows; its start event starts it",
    );
}

/// EXT023: a node names its flows with `incoming` and `outgoing`. A file that leaves them out everywhere is
/// clear enough; one that names some of them contradicts itself.
fn lists_its_flows<'d>(check: &mut Check<'d>, node: Element<'d>) {
    if !check.lists_flows {
        return;
    }
    for (name, flows) in
        [("incoming", check.incoming(node).to_vec()), ("outgoing", check.outgoing(node).to_vec())]
    {
        let listed: Vec<Element<'_>> = node.references(name).collect();
        let (in_list, connected) = (keys(listed.iter().copied()), keys(flows.iter().copied()));
        for flow in flows.iter().filter(|flow| !in_list.contains(&flow.key())) {
            let id = flow.id().unwrap_or_default();
            check.fault(node, format!("the sequence flow '{id}' is not listed here; add it as '{name}'"));
        }
        for flow in listed.iter().filter(|flow| !connected.contains(&flow.key())) {
            let id = flow.id().unwrap_or_default();
            check.fault(
                node,
                format!("the sequence flow '{id}' is not connected here; remove it from '{name}'"),
            );
        }
    }
}

fn sequence_flow(check: &mut Check<'_>, flow: Element<'_>) {
    // EXT024
    check.fault_if(
        flow.attribute("isImmediate") == Some("false"),
        flow,
        "isImmediate=\"false\" is not allowed in a process that is to be run",
    );
    let Some(source) = flow.reference("sourceRef") else { return };
    let conditional = flow.child("conditionExpression").is_some();
    // EXT025
    check.fault_if(
        conditional && names::is_activity(source.kind()) && check.outgoing(source).len() == 1,
        flow,
        "the only way out of an activity must not have a condition; remove it or add another flow",
    );
    // EXT137. Conditions behind a parallel gateway are allowed and not looked at (section 10.6.4).
    check.fault_if(
        conditional && source.is("eventBasedGateway"),
        flow,
        "a flow out of an event-based gateway must not have a condition; remove it or use an inclusive gateway",
    );
    check.fault_if(
        conditional && names::is_event(source.kind()),
        flow,
        "a flow out of an event must not have a condition; remove it or add a gateway",
    );
}

pub(super) fn gateway(check: &mut Check<'_>, gateway: Element<'_>) {
    let (incoming, outgoing) = (check.incoming(gateway).len(), check.outgoing(gateway).len());
    match gateway.attribute("gatewayDirection") {
        // EXT017, EXT018, EXT019
        Some("Converging") => {
            check.fault_if(
                outgoing > 1,
                gateway,
                "a converging gateway must not have several outgoing flows",
            );
        }
        Some("Diverging") => {
            check.fault_if(incoming > 1, gateway, "a diverging gateway must not have several incoming flows");
        }
        Some("Mixed") => check.fault_if(
            incoming < 2 || outgoing < 2,
            gateway,
            "a mixed gateway must have several incoming and several outgoing flows",
        ),
        _ => {}
    }
    // EXT135
    check.fault_if(
        incoming < 2 && outgoing < 2,
        gateway,
        "a gateway must join or split: give it several incoming or several outgoing flows, or remove it",
    );
    let activates = gateway.child("activationCondition").is_some();
    check.fault_if(
        gateway.is("complexGateway") && incoming > 1 && !activates,
        gateway,
        "a complex gateway that joins needs an activationCondition such as activationCount >= 2",
    );
    if gateway.is("eventBasedGateway") {
        event_gateway(check, gateway, outgoing);
    }
}

fn event_gateway(check: &mut Check<'_>, gateway: Element<'_>, outgoing: usize) {
    // EXT136
    check.fault_if(outgoing < 2, gateway, "an event-based gateway needs two or more outgoing flows");
    let targets: Vec<Element<'_>> =
        check.outgoing(gateway).iter().filter_map(|flow| flow.reference("targetRef")).collect();
    let tasks = targets.iter().any(|target| target.is("receiveTask"));
    let mut messages = false;
    for target in targets {
        let allowed = match target.kind() {
            "receiveTask" => true,
            "intermediateCatchEvent" => {
                let triggers = triggers(target);
                messages |= triggers.contains(&"message");
                triggers.iter().all(|t| matches!(*t, "message" | "signal" | "timer" | "conditional"))
            }
            _ => false,
        };
        // EXT138, EXT140, EXT141
        check.fault_if(
            !allowed,
            target,
            "an event-based gateway may only lead to receive tasks and to message, signal, timer and conditional events",
        );
        check.fault_if(
            check.incoming(target).len() > 1,
            target,
            "what follows an event-based gateway must not have other incoming flows",
        );
        let attached = !check.boundary(target).is_empty();
        check.fault_if(
            target.is("receiveTask") && attached,
            target,
            "a receive task behind an event-based gateway must not have boundary events",
        );
    }
    // EXT139
    check.fault_if(
        tasks && messages,
        gateway,
        "message events and receive tasks must not be mixed behind an event-based gateway",
    );
}

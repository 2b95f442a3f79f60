//! Joins the nodes: sequence flows, boundary events, links, compensation, and where each level begins.

use std::collections::HashMap;
use std::sync::Arc;

use super::compile::{Compiler, is_true};
use super::events::definitions;
use super::expression::Expression;
use super::{Behaviour, Flow, LevelIx, NodeIx, NodeKind, Throw, Trigger};
use crate::model::Element;

pub(super) fn connect(compiler: &mut Compiler<'_, '_>) {
    for (element, level) in std::mem::take(&mut compiler.flows) {
        flow(compiler, element, level);
    }
    let links = links(compiler);
    for ix in indexes(compiler) {
        match compiler.process.node(ix).kind {
            NodeKind::BoundaryEvent => boundary(compiler, ix),
            NodeKind::IntermediateThrowEvent | NodeKind::EndEvent => throws(compiler, ix, &links),
            _ => {}
        }
        default(compiler, ix);
    }
    compensation(compiler);
    for ix in indexes(compiler) {
        starts(compiler, ix);
    }
    for ix in indexes(compiler) {
        support(compiler, ix);
    }
}

fn indexes(compiler: &Compiler<'_, '_>) -> std::ops::Range<NodeIx> {
    0..NodeIx::try_from(compiler.process.nodes.len())
        .expect("the number of elements is limited by the reader")
}

fn flow(compiler: &mut Compiler<'_, '_>, element: Element<'_>, level: LevelIx) {
    let Some(id) = element.id() else {
        compiler.problem(element, "this sequence flow has no id; give it one");
        return;
    };
    let Some(source) = end(compiler, element, "sourceRef", level) else { return };
    let Some(target) = end(compiler, element, "targetRef", level) else { return };
    let condition = match element.child("conditionExpression") {
        Some(condition) => match compiler.take(Expression::of_element(condition)) {
            Some(condition) => Some(condition),
            None => return,
        },
        None => None,
    };
    let ix = compiler.add_flow(Flow { id: id.into(), source, target, condition });
    compiler.node_mut(source).outgoing.push(ix);
    compiler.node_mut(target).incoming.push(ix);
}

fn end(compiler: &mut Compiler<'_, '_>, element: Element<'_>, name: &str, level: LevelIx) -> Option<NodeIx> {
    let Some(node) = element.reference(name) else {
        compiler.problem(element, format!("the sequence flow has no {name}; connect it to an element"));
        return None;
    };
    let ix = node.id().and_then(|id| compiler.process.index(id));
    match ix {
        Some(ix) if compiler.process.node(ix).level == level => Some(ix),
        _ => {
            let id = node.id().unwrap_or_default();
            compiler.problem(
                element,
                format!("the sequence flow crosses the border of a process or sub-process to '{id}'; use an event instead"),
            );
            None
        }
    }
}

fn default(compiler: &mut Compiler<'_, '_>, ix: NodeIx) {
    let element = compiler.source(ix);
    let Some(flow) = element.reference("default") else { return };
    let found = flow.id().and_then(|id| compiler.process.flow_ids.get(id).copied());
    match found {
        Some(flow) if compiler.process.flow(flow).source == ix => compiler.node_mut(ix).default = Some(flow),
        _ => compiler
            .problem(element, "the default flow does not start here; name an outgoing flow of this element"),
    }
}

fn boundary(compiler: &mut Compiler<'_, '_>, ix: NodeIx) {
    let element = compiler.source(ix);
    let level = compiler.process.node(ix).level;
    let target = element
        .reference("attachedToRef")
        .and_then(|activity| activity.id())
        .and_then(|id| compiler.process.index(id))
        .filter(|target| compiler.process.node(*target).level == level);
    let Some(target) = target else {
        compiler.problem(
            element,
            "the boundary event is attached to no activity of its level; correct attachedToRef",
        );
        return;
    };
    if let Behaviour::Boundary { attached, .. } = &mut compiler.node_mut(ix).behaviour {
        *attached = target;
    }
    compiler.node_mut(target).boundary.push(ix);
}

/// The catching link events by level and name; the first of several.
type Links = HashMap<(LevelIx, Arc<str>), NodeIx>;

fn links(compiler: &Compiler<'_, '_>) -> Links {
    let mut links = Links::new();
    for ix in indexes(compiler) {
        let node = compiler.process.node(ix);
        let Behaviour::Catch(catch) = &node.behaviour else { continue };
        if let Some(Trigger::Link(name)) = catch.triggers.iter().find(|t| matches!(t, Trigger::Link(_))) {
            links.entry((node.level, name.clone())).or_insert(ix);
        }
    }
    links
}

/// Links lead to their target; compensation names its activity.
fn throws(compiler: &mut Compiler<'_, '_>, ix: NodeIx, links: &Links) {
    let element = compiler.source(ix);
    let level = compiler.process.node(ix).level;
    let activity = definitions(element)
        .into_iter()
        .find(|definition| definition.is("compensateEventDefinition"))
        .and_then(|definition| definition.reference("activityRef"))
        .and_then(|activity| activity.id())
        .and_then(|id| compiler.process.index(id));
    let mut missing = None;
    let mut joined = Vec::new();
    let (Behaviour::Throw(throws) | Behaviour::End(throws)) = &mut compiler.node_mut(ix).behaviour else {
        return;
    };
    for throw in throws {
        match throw {
            Throw::Compensate { activity: target } => *target = activity,
            Throw::Link { name, target } => {
                *target = links.get(&(level, name.clone())).copied();
                match target {
                    Some(target) => joined.push(*target),
                    None => missing = Some(name.clone()),
                }
            }
            _ => {}
        }
    }
    for target in joined {
        compiler.node_mut(target).link_sources.push(ix);
    }
    if let Some(name) = missing {
        compiler.problem(
            element,
            format!("the link '{name}' has no catching link event of that name on its level"),
        );
    }
}

/// A compensation boundary event is joined to its handler by an association.
fn compensation(compiler: &mut Compiler<'_, '_>) {
    // The first association of each element that leads somewhere.
    let mut targets: HashMap<u32, Element<'_>> = HashMap::new();
    for association in &compiler.associations {
        if let (Some(source), Some(target)) =
            (association.reference("sourceRef"), association.reference("targetRef"))
        {
            targets.entry(source.key()).or_insert(target);
        }
    }
    for ix in indexes(compiler) {
        let Behaviour::Boundary { attached, catch, .. } = &compiler.process.node(ix).behaviour else {
            continue;
        };
        if *attached == NodeIx::MAX || !catch.triggers.iter().any(|t| matches!(t, Trigger::Compensate)) {
            continue;
        }
        let attached = *attached;
        let element = compiler.source(ix);
        let handler =
            targets.get(&element.key()).and_then(Element::id).and_then(|id| compiler.process.index(id));
        match handler {
            Some(handler) if compiler.process.node(handler).for_compensation => {
                compiler.node_mut(attached).compensation = Some(handler);
            }
            _ => compiler.problem(
                element,
                "the compensation event leads to no activity with isForCompensation=\"true\"; add an association to it",
            ),
        }
    }
}

/// Start events begin a level; where there are none, the nodes without incoming flow do.
fn starts(compiler: &mut Compiler<'_, '_>, ix: NodeIx) {
    let node = compiler.process.node(ix);
    let level = node.level as usize;
    let free = node.incoming.is_empty() && !node.for_compensation;
    let implicit = match &node.behaviour {
        Behaviour::Start(_) => {
            compiler.process.levels[level].starts.push(ix);
            false
        }
        Behaviour::EventSub { .. } => {
            compiler.process.levels[level].event_sub_processes.push(ix);
            false
        }
        Behaviour::Boundary { .. } => false,
        Behaviour::Catch(catch) => free && !catch.triggers.iter().any(|t| matches!(t, Trigger::Link(_))),
        _ => free,
    };
    if implicit {
        compiler.process.levels[level].implicit_starts.push(ix);
    }
}

/// Combinations that are valid BPMN and that the engine does not run.
fn support(compiler: &mut Compiler<'_, '_>, ix: NodeIx) {
    let element = compiler.source(ix);
    let node = compiler.process.node(ix);
    let mut messages: Vec<&str> = Vec::new();
    if node.for_compensation && !node.boundary.is_empty() {
        messages.push("boundary events on a compensation activity are not supported; remove them");
    }
    if node.for_compensation && !(node.incoming.is_empty() && node.outgoing.is_empty()) {
        messages.push("a compensation activity must not have sequence flows; remove them");
    }
    if matches!(node.behaviour, Behaviour::EventSub { .. }) && node.repeat.is_some() {
        messages.push("an event sub-process must not have a loop marker; remove it");
    }
    if matches!(node.behaviour, Behaviour::Sub { ad_hoc: Some(_), .. })
        && is_true(element, "triggeredByEvent", false)
    {
        messages.push("an ad-hoc sub-process cannot be triggered by an event; use a sub-process");
    }
    for message in messages {
        compiler.problem(element, message);
    }
}

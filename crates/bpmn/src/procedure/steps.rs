//! The steps of one level and where its ways lead.

use std::collections::HashMap;

use super::{
    Branch, Choice, Interruption, Join, Performer, ProcedureStep, Repetition, StepNumber, Way, events,
};
use crate::graph::{Level, Order, leaf_lanes};
use crate::model::{Element, names};
use crate::process::{event_definitions, is_true};

/// What holds for all steps of a level where they say nothing themselves.
#[derive(Clone, Copy)]
pub(super) struct Around<'d> {
    pub(super) lane: Option<&'d str>,
    pub(super) participant: Option<&'d str>,
}

/// Reads a process or sub-process. Recursion is safe: reading a file limits the depth.
pub(super) fn read<'d>(owner: Element<'d>, outer: &[u32], around: &Around<'d>) -> Vec<ProcedureStep> {
    let reader = Reader::new(owner, outer, *around);
    reader.order.iter().map(|node| reader.step(*node)).collect()
}

/// A way from one node to another: a sequence flow, an association to a compensation, or a link.
struct Exit<'d> {
    element: Option<Element<'d>>,
    target: usize,
}

struct Reader<'d, 'o> {
    level: Level<'d>,
    exits: Vec<Vec<Exit<'d>>>,
    boundary: Vec<Vec<usize>>,
    /// How many ways lead to each node.
    entries: Vec<usize>,
    /// The nodes in reading order, without boundary events.
    order: Vec<usize>,
    /// The place of each node in that order; of a boundary event that of its host.
    places: Vec<usize>,
    lanes: HashMap<usize, &'d str>,
    outer: &'o [u32],
    around: Around<'d>,
}

impl<'d, 'o> Reader<'d, 'o> {
    fn new(owner: Element<'d>, outer: &'o [u32], around: Around<'d>) -> Self {
        let level = Level::of(owner);
        let exits = exits(owner, &level);
        let mut boundary = vec![Vec::new(); level.nodes.len()];
        let mut entries = vec![0; level.nodes.len()];
        for (event, host) in level.hosts.iter().enumerate() {
            if let Some(host) = host {
                boundary[*host].push(event);
            }
        }
        for exit in exits.iter().flatten() {
            entries[exit.target] += 1;
        }
        let order = reading_order(&level, &exits, &boundary);
        let mut places = vec![0; level.nodes.len()];
        for (place, node) in order.iter().enumerate() {
            places[*node] = place;
            for event in &boundary[*node] {
                places[*event] = place;
            }
        }
        let mut lanes = HashMap::new();
        for lane in leaf_lanes(owner) {
            if let Some(name) = lane.name() {
                lanes.extend(lane.references("flowNodeRef").filter_map(|n| level.find(n)).map(|n| (n, name)));
            }
        }
        Self { level, exits, boundary, entries, order, places, lanes, outer, around }
    }

    fn number(&self, place: usize) -> StepNumber {
        let own = u32::try_from(place + 1).unwrap_or(u32::MAX);
        StepNumber([self.outer, &[own]].concat())
    }

    fn step(&self, ix: usize) -> ProcedureStep {
        let node = self.level.nodes[ix];
        let number = self.number(self.places[ix]);
        let throws = names::is_throw_event(node.kind()) || node.is("sendTask");
        let triggers = events::of(node);
        let lane = self.lanes.get(&ix).copied().or(self.around.lane);
        let inside = Around { lane, participant: self.around.participant };
        let (waits_for, throws) = if throws { (Vec::new(), triggers) } else { (triggers, Vec::new()) };
        ProcedureStep {
            element: owned(node.id()),
            kind: node.kind().to_owned(),
            name: owned(node.name()),
            documentation: node.documentation(),
            performers: performers(node, inside),
            waits_for,
            needs_all: is_true(node, "parallelMultiple", false),
            throws,
            repeats: repetition(node),
            joins: (self.entries[ix] > 1).then(|| join(node)),
            choice: choice(node, &self.exits[ix]),
            branches: self.branches(ix),
            interruptions: self.boundary[ix].iter().map(|event| self.interruption(*event)).collect(),
            is_event_driven: is_true(node, "triggeredByEvent", false),
            is_compensation: is_true(node, "isForCompensation", false),
            steps: read(node, number.parts(), &inside),
            number,
        }
    }

    fn branches(&self, ix: usize) -> Vec<Branch> {
        let node = self.level.nodes[ix];
        let default = node.reference("default");
        let place = self.places[ix];
        let branch = |exit: &Exit<'d>| {
            let target = self.places[exit.target];
            let condition = exit.element.and_then(|flow| flow.child("conditionExpression"));
            Branch {
                flow: owned(exit.element.and_then(|flow| flow.id())),
                label: owned(exit.element.and_then(|flow| flow.name())),
                condition: condition.map(|condition| condition.text()).filter(|text| !text.is_empty()),
                is_default: default.is_some() && default == exit.element,
                to: self.number(target),
                way: match target {
                    _ if target <= place => Way::Back,
                    _ if target == place + 1 => Way::Next,
                    _ => Way::On,
                },
            }
        };
        self.exits[ix].iter().map(branch).collect()
    }

    fn interruption(&self, event: usize) -> Interruption {
        let node = self.level.nodes[event];
        Interruption {
            element: owned(node.id()),
            name: owned(node.name()),
            documentation: node.documentation(),
            triggers: events::of(node),
            needs_all: is_true(node, "parallelMultiple", false),
            ends_step: is_true(node, "cancelActivity", true),
            branches: self.branches(event),
        }
    }
}

fn owned(text: Option<&str>) -> Option<String> {
    text.map(str::to_owned)
}

/// The ways from each node of a level.
fn exits<'d>(owner: Element<'d>, level: &Level<'d>) -> Vec<Vec<Exit<'d>>> {
    let mut exits: Vec<Vec<Exit<'d>>> = level.nodes.iter().map(|_| Vec::new()).collect();
    for flow in &level.flows {
        exits[flow.source].push(Exit { element: Some(flow.element), target: flow.target });
    }
    for association in owner.children_of("association") {
        let end = |name| level.find(association.reference(name)?);
        if let (Some(source), Some(target)) = (end("sourceRef"), end("targetRef")) {
            exits[source].push(Exit { element: Some(association), target });
        }
    }
    let mut catching: HashMap<&str, usize> = HashMap::new();
    for (ix, node) in level.nodes.iter().enumerate().filter(|(_, node)| node.is("intermediateCatchEvent")) {
        catching.extend(link(*node).map(|name| (name, ix)));
    }
    for (ix, node) in level.nodes.iter().enumerate().filter(|(_, node)| names::is_throw_event(node.kind())) {
        if let Some(target) = link(*node).and_then(|name| catching.get(name)) {
            exits[ix].push(Exit { element: None, target: *target });
        }
    }
    exits
}

fn link(event: Element<'_>) -> Option<&str> {
    event_definitions(event).into_iter().find(|definition| definition.is("linkEventDefinition"))?.name()
}

/// Starts first; what a boundary event leads to after what its host leads to; event sub-processes and what
/// nothing leads to last.
fn reading_order(level: &Level<'_>, exits: &[Vec<Exit<'_>>], boundary: &[Vec<usize>]) -> Vec<usize> {
    let mut nodes: Vec<usize> = (0..level.nodes.len()).filter(|node| level.hosts[*node].is_none()).collect();
    nodes.sort_by_key(|ix| {
        let node = level.nodes[*ix];
        match node.kind() {
            "startEvent" => 0,
            _ if is_true(node, "triggeredByEvent", false) => 3,
            _ if exits[*ix].is_empty() => 2,
            _ => 1,
        }
    });
    let mut index = vec![usize::MAX; level.nodes.len()];
    for (place, node) in nodes.iter().enumerate() {
        index[*node] = place;
    }
    let target = |exit: &Exit<'_>| index[level.hosts[exit.target].unwrap_or(exit.target)];
    let successors: Vec<Vec<usize>> = nodes
        .iter()
        .map(|node| {
            let own = exits[*node].iter();
            let events = boundary[*node].iter().flat_map(|event| &exits[*event]);
            own.chain(events).map(target).filter(|target| *target != usize::MAX).collect()
        })
        .collect();
    Order::of(&successors).nodes.into_iter().map(|place| nodes[place]).collect()
}

fn performers(node: Element<'_>, around: Around<'_>) -> Vec<Performer> {
    let mut performers: Vec<Performer> = Vec::new();
    performers.extend(node.extension("role").map(|role| Performer::Role(role.to_owned())));
    for owner in node.children().filter(|child| {
        ["performer", "humanPerformer", "potentialOwner", "resourceRole"].iter().any(|kind| child.is(kind))
    }) {
        let resource =
            owner.reference("resourceRef").and_then(|resource| resource.name().or_else(|| resource.id()));
        let text = resource.map(str::to_owned).or_else(|| {
            let expression = owner.child("resourceAssignmentExpression")?;
            Some(expression.children().find(Element::is_bpmn)?.text()).filter(|text| !text.is_empty())
        });
        performers.extend(text.or_else(|| owned(owner.name())).map(Performer::Resource));
    }
    performers.extend(around.lane.map(|lane| Performer::Lane(lane.to_owned())));
    if performers.is_empty() {
        performers.extend(around.participant.map(|name| Performer::Participant(name.to_owned())));
    }
    performers
}

fn repetition(node: Element<'_>) -> Option<Repetition> {
    if let Some(standard) = node.child("standardLoopCharacteristics") {
        let condition = standard.child("loopCondition").map(|condition| condition.text());
        let maximum = standard.attribute("loopMaximum").and_then(|text| text.trim().parse().ok());
        return Some(Repetition::Loop { condition, maximum });
    }
    let many = node.child("multiInstanceLoopCharacteristics")?;
    let which = many.child("loopCardinality").map(|number| number.text());
    let collection = || many.extension("collection").map(str::to_owned);
    let data = || {
        let data = many.reference("loopDataInputRef")?;
        owned(data.name().or_else(|| data.id()))
    };
    let which = which.or_else(collection).or_else(data);
    let in_turn = is_true(many, "isSequential", false);
    Some(if in_turn { Repetition::EachInTurn(which) } else { Repetition::EachAtOnce(which) })
}

fn join(node: Element<'_>) -> Join {
    match node.kind() {
        "parallelGateway" => Join::All,
        "inclusiveGateway" => Join::AllActive,
        "complexGateway" => Join::Complex,
        _ => Join::Each,
    }
}

/// Ways that leave an activity or event without gateway are taken all, or those whose condition holds
/// (BPMN 2.0.2 sections 8.4.13 and 13.3.1).
fn choice(node: Element<'_>, exits: &[Exit<'_>]) -> Option<Choice> {
    let conditional =
        exits.iter().any(|exit| exit.element.is_some_and(|flow| flow.child("conditionExpression").is_some()));
    if exits.len() < 2 && !conditional {
        return None;
    }
    Some(match node.kind() {
        "exclusiveGateway" => Choice::One,
        "inclusiveGateway" => Choice::Some,
        "eventBasedGateway" => Choice::FirstEvent,
        "complexGateway" => Choice::Complex,
        "parallelGateway" => Choice::All,
        kind if names::is_activity(kind) && conditional => Choice::Some,
        _ => Choice::All,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_flow_nodes_are_steps() {
        let xml = br#"<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL"><process id="p">
            <dataObject id="d"/><task id="t"/><boundaryEvent id="b" attachedToRef="t"/></process></definitions>"#;
        let definitions = crate::Definitions::read(xml).unwrap();
        let process = definitions.element("p").unwrap();
        let steps = read(process, &[], &Around { lane: None, participant: None });
        assert_eq!(steps.len(), 1);
        assert_eq!(steps[0].interruptions[0].element.as_deref(), Some("b"));
    }
}

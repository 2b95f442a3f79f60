//! The rules of the standard that the schema cannot express, for models that are to be run. The numbers in the
//! comments (EXT…) are those of the BPMNspector catalogue, which gives the section of the standard for each.
//!
//! A process that breaks a rule is refused, even where the engine could guess what is meant: another engine
//! would guess differently. Processes beside it that are not to be run are not looked at.

mod activities;
mod data;
mod events;
mod expressions;
mod flow;
mod io;
mod messages;

use std::collections::{HashMap, HashSet};
use std::rc::Rc;

use crate::model::{Definitions, Element, names};
use crate::problem::Problem;
use crate::process::event_definitions;

/// Checks a process and what the file declares around it.
pub(crate) fn check(definitions: &Definitions, process: Element<'_>) -> Vec<Problem> {
    let lists_flows = process.descendants().any(|element| element.is("incoming") || element.is("outgoing"));
    let mut check = Check {
        problems: Vec::new(),
        flows: flows(process),
        boundary: boundary(process),
        links: events::links(process),
        called: HashMap::new(),
        lists_flows,
    };
    for element in definitions.root().children().filter(Element::is_bpmn) {
        if element.is("property") {
            check.fault(element, "a property belongs to a process, an activity or an event; move it there");
        }
        if !element.is("process") {
            check.shared(element);
            for inner in element.descendants().filter(|inner| inner.is_bpmn() && !inner.in_extension()) {
                check.shared(inner);
            }
        }
    }
    check.level(process);
    for element in process.descendants().filter(|element| element.is_bpmn() && !element.in_extension()) {
        check.element(element);
    }
    check.shared(process);
    data::of_owner(&mut check, process);
    if process.attribute("processType") == Some("Public") && process.attribute("isExecutable") == Some("true")
    {
        // EXT035
        check.fault(process, "a public process cannot be executed; make it private or not executable");
    }
    check.problems
}

/// Findings, and what all rules need to know.
struct Check<'d> {
    problems: Vec<Problem>,
    /// Incoming and outgoing sequence flows by node.
    flows: HashMap<u32, Flows<'d>>,
    /// Boundary events by the activity that they are attached to.
    boundary: HashMap<u32, Vec<Element<'d>>>,
    /// Levels with the names of the links that are thrown on them.
    links: HashSet<(u32, String)>,
    /// What call activities need to know of what they call, by element.
    called: HashMap<u32, Rc<activities::Called<'d>>>,
    /// The file names the flows of its nodes with `incoming` and `outgoing`.
    lists_flows: bool,
}

#[derive(Default, Clone)]
struct Flows<'d> {
    incoming: Vec<Element<'d>>,
    outgoing: Vec<Element<'d>>,
}

fn flows(process: Element<'_>) -> HashMap<u32, Flows<'_>> {
    let mut flows: HashMap<u32, Flows<'_>> = HashMap::new();
    for flow in process.descendants().filter(|element| element.is("sequenceFlow")) {
        if let Some(source) = flow.reference("sourceRef") {
            flows.entry(source.key()).or_default().outgoing.push(flow);
        }
        if let Some(target) = flow.reference("targetRef") {
            flows.entry(target.key()).or_default().incoming.push(flow);
        }
    }
    flows
}

fn boundary(process: Element<'_>) -> HashMap<u32, Vec<Element<'_>>> {
    let mut boundary: HashMap<u32, Vec<Element<'_>>> = HashMap::new();
    for event in process.descendants().filter(|element| element.is("boundaryEvent")) {
        if let Some(activity) = event.reference("attachedToRef") {
            boundary.entry(activity.key()).or_default().push(event);
        }
    }
    boundary
}

/// To look up in what would be a long list.
fn keys<'d>(elements: impl IntoIterator<Item = Element<'d>>) -> HashSet<u32> {
    elements.into_iter().map(|element| element.key()).collect()
}

impl<'d> Check<'d> {
    fn fault(&mut self, element: Element<'_>, message: impl Into<String>) {
        self.problems.push(element.problem(message));
    }

    fn fault_if(&mut self, broken: bool, element: Element<'_>, message: &str) {
        if broken {
            self.fault(element, message);
        }
    }

    fn incoming(&self, element: Element<'_>) -> &[Element<'d>] {
        self.flows.get(&element.key()).map_or(&[], |flows| &flows.incoming)
    }

    fn outgoing(&self, element: Element<'_>) -> &[Element<'d>] {
        self.flows.get(&element.key()).map_or(&[], |flows| &flows.outgoing)
    }

    fn boundary(&self, activity: Element<'_>) -> &[Element<'d>] {
        self.boundary.get(&activity.key()).map_or(&[], Vec::as_slice)
    }

    /// Rules for any element, in a process or beside it.
    fn shared(&mut self, element: Element<'d>) {
        expressions::check(self, element);
        data::item(self, element);
        if element.is("messageFlow") {
            messages::flow(self, element);
        }
    }

    fn element(&mut self, element: Element<'d>) {
        self.shared(element);
        let kind = element.kind();
        if names::is_sub_process(kind) {
            self.level(element);
        }
        if names::is_activity(kind) {
            activities::check(self, element);
            data::of_owner(self, element);
        }
        if names::is_gateway(kind) {
            flow::gateway(self, element);
        }
        if names::is_event(kind) {
            events::check(self, element);
            data::of_owner(self, element);
        }
        if matches!(kind, "performer" | "humanPerformer" | "potentialOwner" | "resourceRole") {
            activities::role(self, element);
        }
        if matches!(kind, "dataInputAssociation" | "dataOutputAssociation") {
            io::association(self, element);
        }
    }

    /// Rules for the process and for each sub-process as a whole.
    fn level(&mut self, level: Element<'d>) {
        flow::level(self, level);
    }
}

/// The kinds of the event definitions of an event, without the ending `EventDefinition`.
fn triggers(event: Element<'_>) -> Vec<&str> {
    event_definitions(event)
        .into_iter()
        .map(|definition| definition.kind().strip_suffix("EventDefinition").unwrap_or(definition.kind()))
        .collect()
}

fn is_true(element: Element<'_>, name: &str) -> bool {
    crate::process::is_true(element, name, false)
}

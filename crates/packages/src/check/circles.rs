//! Finds circles in a process in which nothing ever waits: the engine would run in them for ever.

use std::collections::{BTreeMap, BTreeSet};

use crate::files;
use crate::model::Problem;
use crate::package::Package;

/// Elements at which a case may pass again and again without harm: something waits there, or a script changes
/// the variables, so that a condition can end the circle.
const ENDS: [&str; 8] = [
    "userTask",
    "serviceTask",
    "receiveTask",
    "callActivity",
    "scriptTask",
    "intermediateCatchEvent",
    "eventBasedGateway",
    "manualTask",
];

/// A problem for each element from which only elements that never wait lead back to it; the first of each circle.
pub(super) fn check(package: &Package, process: &bpmn::Process) -> Vec<Problem> {
    let idle: BTreeSet<&str> = process
        .elements()
        .filter(|node| !ENDS.contains(&node.kind().as_str()))
        .map(|node| node.id().as_ref())
        .collect();
    let mut flows: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
    for flow in package.definitions.elements().filter(|element| element.is("sequenceFlow")) {
        if let (Some(from), Some(to)) = (flow.attribute("sourceRef"), flow.attribute("targetRef"))
            && idle.contains(from)
            && idle.contains(to)
        {
            flows.entry(from).or_default().push(to);
        }
    }
    let mut problems = Vec::new();
    let mut told: BTreeSet<&str> = BTreeSet::new();
    for node in process.elements() {
        let reached = reachable(&flows, node.id());
        if reached.contains(node.id().as_ref()) && !reached.iter().any(|id| told.contains(id)) {
            let message =
                "from here the process leads back here and nothing on the way waits: it would never end";
            problems.push(
                Problem::error(files::PROCESS, message).at(Some(node.line())).of(node.id().to_string()),
            );
            told.extend(reached);
        }
    }
    problems
}

/// What can be reached by at least one flow.
fn reachable<'a>(flows: &BTreeMap<&'a str, Vec<&'a str>>, from: &str) -> BTreeSet<&'a str> {
    let mut found = BTreeSet::new();
    let mut open: Vec<&str> = flows.get(from).cloned().unwrap_or_default();
    while let Some(id) = open.pop() {
        if found.insert(id) {
            open.extend(flows.get(id).into_iter().flatten());
        }
    }
    found
}

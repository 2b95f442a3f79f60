//! Simulation against theory, against figures computed by hand, and with hostile scenarios.

#![expect(clippy::unwrap_used, reason = "helpers of tests")]

mod conserved;
mod hand;
mod refused;
mod theory;
mod world;

use bpmn::simulate::{Distribution, Pool, Report, Scenario, simulate};
use bpmn::{Definitions, Process};

pub(crate) const MINUTE: i64 = 60_000;
pub(crate) const HOUR: i64 = 60 * MINUTE;

pub(crate) fn process(body: &str) -> Process {
    let file = format!(
        r#"<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL" xmlns:r="urn:rennsteig:bpmn:1"
             xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" targetNamespace="urn:x">
             <message id="m" name="Nachweis"/><signal id="s" name="Freigabe"/><error id="e" errorCode="FEHLT"/>
             <interface id="i" name="i"><operation id="o" name="o"><inMessageRef>m</inMessageRef></operation></interface>
             <globalTask id="x"/>
             <process id="p" isExecutable="true">{body}</process></definitions>"#
    );
    let definitions = Definitions::read(file.as_bytes()).unwrap_or_else(|problems| panic!("{problems:?}"));
    Process::compile(&definitions, None).unwrap_or_else(|problems| panic!("{problems:?}"))
}

/// Elements one after the other, joined by flows.
pub(crate) fn line(elements: &[(&str, &str)]) -> Process {
    let nodes: String =
        elements.iter().map(|(id, element)| element.replacen(' ', &format!(" id='{id}' "), 1)).collect();
    let flows: String = elements.windows(2).map(|pair| flow(pair[0].0, pair[1].0, "")).collect();
    process(&(nodes + &flows))
}

/// A flow with the id `from_to`, with or without a condition.
pub(crate) fn flow(from: &str, to: &str, condition: &str) -> String {
    let inner = match condition {
        "" => String::new(),
        condition => format!("<conditionExpression>{condition}</conditionExpression>"),
    };
    format!("<sequenceFlow id='{from}_{to}' sourceRef='{from}' targetRef='{to}'>{inner}</sequenceFlow>")
}

pub(crate) fn time(text: &str) -> Distribution {
    serde_json::from_value(serde_json::json!(text)).unwrap()
}

/// Monday, 8 o'clock in Berlin.
pub(crate) fn scenario(cases: u32) -> Scenario {
    Scenario::new("2026-01-05T07:00:00Z".parse().unwrap(), cases)
}

pub(crate) fn takes(scenario: &mut Scenario, element: &str, duration: Distribution, pool: Option<&str>) {
    let parameters = scenario.elements.entry(element.into()).or_default();
    parameters.processing_time = Some(duration);
    parameters.resource = pool.map(str::to_owned);
}

pub(crate) fn people(scenario: &mut Scenario, pool: &str, quantity: u32) {
    scenario.pools.insert(pool.into(), Pool { quantity, ..Pool::default() });
}

pub(crate) fn run(process: &Process, scenario: &Scenario) -> Report {
    let report = simulate(process, scenario).unwrap_or_else(|error| panic!("{error}"));
    let cases = &report.cases;
    assert_eq!(cases.arrived, cases.finished + cases.open + cases.stuck, "no case is lost");
    assert_eq!(cases.cycle_time.count, cases.finished);
    report
}

//! Scenarios that contradict themselves or the process, and limits.

use bpmn::simulate::{Error, Scenario, simulate};
use serde_json::json;

use super::{flow, line, people, process, scenario, takes, time};

fn problems(process: &bpmn::Process, scenario: &Scenario) -> Vec<String> {
    match simulate(process, scenario) {
        Err(Error::Scenario(problems)) => problems.iter().map(ToString::to_string).collect(),
        other => panic!("{other:?}"),
    }
}

#[test]
fn all_problems_are_named_at_once() {
    let nodes = "<startEvent id='start'/><userTask id='ask' r:role='amt'/><userTask id='none'/>\
                 <callActivity id='call' calledElement='x'/>\
                 <exclusiveGateway id='split' default='split_no'/><endEvent id='yes'/><endEvent id='no'/>";
    let flows = flow("start", "ask", "") + &flow("ask", "none", "") + &flow("none", "call", "");
    let flows = flows + &flow("call", "split", "") + &flow("split", "yes", "x") + &flow("split", "no", "");
    let process = process(&(nodes.to_owned() + &flows));
    let scenario: Scenario = serde_json::from_value(json!({
        "start": "1200-01-05T00:00:00Z",
        "duration": "-PT1H",
        "trigger_count": 0,
        "replications": 0,
        "start_event": "begin",
        "arrivals": { "per_working_day": { "count": 0 } },
        "alternatives": [{ "weight": 0 }],
        "elements": {
            "ask": { "processing_time": "-PT5M", "outputs": [{ "weight": -1 }] },
            "none": { "processing_time": { "uniform": { "min": "PT2M", "max": "PT1M" } }, "resource": "ghosts" },
            "split": { "processing_time": "PT1M" },
            "typo": {},
        },
        "flows": { "split_yes": 0.5, "start_ask": 1, "nowhere": 1 },
        "messages": { "Post": { "after": "PT1M" } },
        "pools": { "amt": { "quantity": 0, "working_hours": [{ "days": [], "from": "09:00", "to": "08:00" }] } },
    }))
    .unwrap();
    let problems = problems(&process, &scenario);
    let places: Vec<&str> = problems.iter().map(|problem| problem.split(": ").next().unwrap()).collect();
    let expected = [
        "trigger_count",
        "replications",
        "start",
        "duration",
        "pools.amt.working_hours",
        "pools.amt.working_hours",
        "start_event",
        "arrivals.per_working_day.count",
        "alternatives",
        "elements.split",
        "elements.typo",
        "elements.ask",
        "elements.ask",
        "elements.ask.processing_time",
        "elements.ask.outputs",
        "elements.none",
        "elements.none.processing_time",
        "elements.call",
        "flows.nowhere",
        "flows.start_ask",
        "flows.split_no",
        "messages.Post",
    ];
    assert_eq!(places, expected, "{problems:#?}");
}

#[test]
fn keys_that_are_misspelt_are_refused_while_reading() {
    let scenario = json!({ "start": "2026-01-05T00:00:00Z", "trigger_count": 1,
        "arrivals": { "inter_trigger_timer": "PT1M" }, "pool": {} });
    assert!(serde_json::from_value::<Scenario>(scenario).unwrap_err().to_string().contains("pool"));
}

#[test]
fn a_model_that_never_rests_meets_the_limit() {
    let nodes = "<startEvent id='start'/><exclusiveGateway id='merge' default='merge_end'/>\
                 <serviceTask id='poll'/><endEvent id='end'/>";
    let flows = flow("start", "merge", "") + &flow("merge", "poll", "true") + &flow("poll", "merge", "");
    let flows = flows + &flow("merge", "end", "");
    let process = process(&(nodes.to_owned() + &flows));
    let mut scenario = scenario(1);
    scenario.max_events = 10_000;
    let error = simulate(&process, &scenario).unwrap_err();
    assert!(matches!(error, Error::TooManyEvents { replication: 1, limit: 10_000, .. }), "{error}");
    // With an end it is only an open case.
    takes(&mut scenario, "poll", time("PT1H"), None);
    scenario.duration = Some("P7D".parse().unwrap());
    assert_eq!(simulate(&process, &scenario).unwrap().cases.open, 1);
}

#[test]
fn calendars_that_end_are_an_error() {
    let process = line(&[("start", "<startEvent />"), ("work", "<userTask />"), ("end", "<endEvent />")]);
    let mut scenario = scenario(5);
    takes(&mut scenario, "work", time("P90000D"), Some("amt"));
    people(&mut scenario, "amt", 1);
    let error = simulate(&process, &scenario).unwrap_err();
    assert!(matches!(&error, Error::NoWorkingTime { place, .. } if place == "amt"), "{error}");
    // Without staff it is a case that is open for two hundred years.
    takes(&mut scenario, "work", time("P90000D"), None);
    assert_eq!(simulate(&process, &scenario).unwrap().cases.open, 5);
}

//! Logs against models: conformance, and scenarios fitted to a log.

use bpmn::mine::{Log, conformance, mine};
use bpmn::simulate::{Scenario, simulate};
use bpmn::{Definitions, Process};

use super::{Completed, MINUTE, Started, at, event, log};

fn process(nodes: &str, flows: &[(&str, &str)]) -> Process {
    let flows: String = flows
        .iter()
        .map(|(from, to)| format!("<sequenceFlow id='{from}_{to}' sourceRef='{from}' targetRef='{to}'/>"))
        .collect();
    let file = format!(
        "<definitions xmlns='http://www.omg.org/spec/BPMN/20100524/MODEL' xmlns:r='urn:rennsteig:bpmn:1' \
         targetNamespace='urn:x'><process id='p' isExecutable='true'>{nodes}{flows}</process></definitions>"
    );
    Process::compile(&Definitions::read(file.as_bytes()).unwrap(), None).unwrap()
}

/// check, then refuse or (register and inform in parallel), with a way back to check.
fn office() -> Process {
    let nodes = "<startEvent id='start'/><exclusiveGateway id='again'/><userTask id='check' name='Prüfen' r:role='amt'/>\
                 <exclusiveGateway id='split' default='split_fork'/><userTask id='refuse' r:role='amt'/>\
                 <parallelGateway id='fork'/><userTask id='register'/><userTask id='inform'/><serviceTask id='print'/>\
                 <parallelGateway id='join'/><endEvent id='refused'/><endEvent id='granted'/>";
    let flows = [
        ("start", "again"),
        ("again", "check"),
        ("check", "split"),
        ("split", "refuse"),
        ("split", "fork"),
        ("split", "again"),
        ("refuse", "refused"),
        ("fork", "register"),
        ("fork", "inform"),
        ("inform", "print"),
        ("register", "join"),
        ("print", "join"),
        ("join", "granted"),
    ];
    process(nodes, &flows)
}

/// Cases as the activities they complete, a minute each.
fn ways(ways: &[&str]) -> Log {
    let mut log = Log::new();
    for (case, way) in ways.iter().enumerate() {
        for (minute, activity) in way.split(' ').enumerate() {
            log.push(&event(&case.to_string(), activity, Completed, i64::try_from(minute).unwrap()));
        }
    }
    log
}

#[test]
fn what_the_flows_allow_fits() {
    let fitting = [
        "check refuse",
        "check check refuse",
        "check register inform print",
        "check inform register print",
        "check inform print register",
        "Prüfen refuse",
    ];
    let result = conformance(&office(), &mine(&ways(&fitting), None));
    assert_eq!((result.fitness, result.cases), (1.0, 6), "{result:?}");
    assert!(result.deviations.is_empty() && result.unknown.is_empty(), "{result:?}");
    assert!(result.never_reached.is_empty(), "{result:?}");
}

#[test]
fn what_the_flows_do_not_allow_is_named() {
    let log = ways(&[
        "refuse",
        "check print inform register",
        "check register",
        "check refuse",
        "check stamp",
        "check refuse",
    ]);
    let result = conformance(&office(), &mine(&log, None));
    assert_eq!((result.fitting_cases, result.cases), (3, 6));
    let pairs: Vec<_> = result
        .deviations
        .iter()
        .map(|deviation| (deviation.from.as_deref(), deviation.to.as_deref(), deviation.count))
        .collect();
    // Without "check" first; "print" right after "check"; back from "print" to "inform". That "check
    // register" lacks the other branch is not seen in pairs: "register" can be the last of them.
    assert!(pairs.contains(&(None, Some("refuse"), 1)), "{pairs:?}");
    assert!(pairs.contains(&(Some("check"), Some("print"), 1)), "{pairs:?}");
    assert!(pairs.contains(&(Some("print"), Some("inform"), 1)), "{pairs:?}");
    assert_eq!(pairs.len(), 3, "{pairs:?}");
    assert_eq!(result.unknown, ["stamp".into()]);
}

#[test]
fn nodes_that_no_case_came_to_are_named() {
    let result = conformance(&office(), &mine(&ways(&["check refuse"]), None));
    let expected = ["fork", "register", "inform", "print", "join", "granted"];
    assert_eq!(result.never_reached.iter().map(|id| &**id).collect::<Vec<_>>(), expected);
}

#[test]
fn boundary_events_and_sub_processes_are_ways_too() {
    let nodes = "<startEvent id='start'/><subProcess id='sub'><userTask id='a'/><userTask id='b'/>\
                 <sequenceFlow id='f' sourceRef='a' targetRef='b'/></subProcess><userTask id='c'/><userTask id='late'/>\
                 <boundaryEvent id='limit' attachedToRef='sub'><signalEventDefinition/></boundaryEvent>\
                 <endEvent id='end'/>";
    let flows = [("start", "sub"), ("sub", "c"), ("c", "end"), ("limit", "late"), ("late", "end")];
    let nodes = nodes.replace("<signalEventDefinition/>", "<errorEventDefinition/>");
    let process = process(&nodes, &flows);
    let log = ways(&["a b c", "a late", "late", "a c", "a b late"]);
    let result = conformance(&process, &mine(&log, None));
    assert_eq!(result.fitting_cases, 4, "{result:?}");
    assert_eq!(
        (result.deviations[0].from.as_deref(), result.deviations[0].to.as_deref()),
        (Some("a"), Some("c"))
    );
}

/// 60 cases, one each hour: three of four are refused, all are checked for 10 or 20 minutes.
fn observed() -> Log {
    let mut events = Vec::new();
    let cases: Vec<String> = (0..60).map(|case| case.to_string()).collect();
    for (at, case) in cases.iter().enumerate() {
        let begin = 60 * i64::try_from(at).unwrap();
        let checked = begin + if at % 2 == 0 { 10 } else { 20 };
        events
            .extend([(case.as_str(), "check", Started, begin), (case.as_str(), "check", Completed, checked)]);
        let rest: &[&str] = if at % 4 == 0 { &["register", "inform", "print"] } else { &["refuse"] };
        for activity in rest {
            events.extend([
                (case.as_str(), *activity, Started, checked),
                (case.as_str(), *activity, Completed, checked + 5),
            ]);
        }
    }
    log(&events)
}

#[test]
fn a_scenario_fitted_to_a_log_behaves_as_the_log() {
    let process = office();
    let mined = mine(&observed(), None);
    let mut fitted = Scenario::from_log(&process, &mined);
    let scenario = &mut fitted.scenario;
    assert_eq!((scenario.trigger_count, scenario.start), (60, at(0)));
    assert_eq!((scenario.flows["split_refuse"], scenario.flows["split_again"]), (45.0, 0.0));
    assert!((scenario.flows["split_fork"] - 15.0).abs() < 1e-9, "{:?}", scenario.flows);
    assert_eq!(scenario.elements["check"].resource.as_deref(), Some("amt"));
    assert_eq!(scenario.pools["amt"].quantity, 1);
    assert!(fitted.notes.iter().any(|note| note.starts_with("pools.amt")), "{:?}", fitted.notes);
    scenario.trigger_count = 4_000;
    let report = simulate(&process, scenario).unwrap();
    assert_eq!(report.cases.finished, 4_000);
    let refused = report.visits["refuse"] as f64 / 4_000.0;
    assert!((0.72..0.78).contains(&refused), "{refused}");
    let check = report.activities.iter().find(|activity| activity.element == "check").unwrap();
    assert!((check.working.mean_ms - 15 * MINUTE).abs() < MINUTE, "{:?}", check.working);
    // What if there were more to do? The question that this is for.
    scenario.arrivals =
        serde_json::from_str(r#"{"inter_trigger_timer": {"exponential": {"mean": "PT20M"}}}"#).unwrap();
    let alone = simulate(&process, scenario).unwrap().cases.waiting.mean_ms;
    scenario.pools.get_mut("amt").unwrap().quantity += 2;
    let three = simulate(&process, scenario).unwrap().cases.waiting.mean_ms;
    assert!(three * 20 < alone, "{three} of {alone}");
}

#[test]
fn a_log_without_times_or_cases_still_gives_a_scenario_that_runs() {
    for log in [Log::new(), ways(&["check refuse", "nothing known"])] {
        let fitted = Scenario::from_log(&office(), &mine(&log, None));
        assert!(fitted.notes.iter().any(|note| note.contains("no working time")), "{:?}", fitted.notes);
        simulate(&office(), &fitted.scenario).unwrap();
    }
}

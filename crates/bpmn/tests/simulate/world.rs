//! What the model and the world do to a case: conditions, chances, timers, messages, errors, incidents.

use bpmn::simulate::{Alternative, Incoming};
use serde_json::json;

use super::{HOUR, flow, line, people, process, run, scenario, takes, time};

/// The condition of the way to the end event `yes`.
const JA: &str = "ergebnis = \"ja\"";

fn choice(condition: &str) -> bpmn::Process {
    let nodes = "<startEvent id='start'/><userTask id='ask'/><exclusiveGateway id='split' default='split_no'/>\
                 <endEvent id='yes'/><endEvent id='no'/>";
    let flows = flow("start", "ask", "") + &flow("ask", "split", "") + &flow("split", "yes", condition);
    process(&(nodes.to_owned() + &flows + &flow("split", "no", "")))
}

fn outputs(value: serde_json::Value) -> Vec<Alternative> {
    serde_json::from_value(value).unwrap()
}

#[test]
fn outputs_decide_at_gateways_by_their_conditions() {
    let mut scenario = scenario(10_000);
    takes(&mut scenario, "ask", time("PT1M"), None);
    scenario.elements.get_mut("ask").unwrap().outputs = outputs(json!([
        { "weight": 80, "set": { "ergebnis": "ja" } },
        { "weight": 20, "set": { "ergebnis": "nein" } },
        { "weight": 0, "set": { "ergebnis": 7 } },
    ]));
    let report = run(&choice(JA), &scenario);
    let yes = report.visits["yes"];
    assert!((7_850..8_150).contains(&yes), "{yes}");
    assert_eq!(report.visits["no"], 10_000 - yes);
}

#[test]
fn chances_replace_conditions_and_kinds_of_cases_bring_variables() {
    let mut scenario = scenario(10_000);
    takes(&mut scenario, "ask", time("PT1M"), None);
    scenario.flows = [("split_yes".to_owned(), 3.0), ("split_no".to_owned(), 1.0)].into();
    let yes = run(&choice(JA), &scenario).visits["yes"];
    assert!((7_350..7_650).contains(&yes), "shares of their sum: {yes}");
    scenario.flows.clear();
    scenario.alternatives = outputs(json!([{ "weight": 1, "set": { "ergebnis": "ja" } }, { "weight": 3 }]));
    scenario.variables = [("ergebnis", feel::Value::from("nein"))].into_iter().collect();
    let yes = run(&choice(JA), &scenario).visits["yes"];
    assert!((2_350..2_650).contains(&yes), "{yes}");
}

#[test]
fn inclusive_chances_are_independent_and_one_way_is_always_taken() {
    let nodes = "<startEvent id='start'/><inclusiveGateway id='split'/><task id='a'/><task id='b'/>\
                 <inclusiveGateway id='join'/><endEvent id='end'/>";
    let flows =
        [("start", "split"), ("split", "a"), ("split", "b"), ("a", "join"), ("b", "join"), ("join", "end")];
    let flows: String = flows.iter().map(|(from, to)| flow(from, to, "")).collect();
    let process = process(&(nodes.to_owned() + &flows));
    let mut scenario = scenario(10_000);
    scenario.flows = [("split_a".to_owned(), 0.5), ("split_b".to_owned(), 0.2)].into();
    let report = run(&process, &scenario);
    // 0.5 and, where neither is drawn (0.5 · 0.8), the likelier one as well.
    assert!((8_850..9_150).contains(&report.visits["a"]), "{:?}", report.visits);
    assert!((1_850..2_150).contains(&report.visits["b"]), "{:?}", report.visits);
    assert_eq!(report.cases.finished, 10_000);
}

#[test]
fn timers_of_the_model_interrupt_work_and_free_the_person() {
    let nodes = "<startEvent id='start'/><userTask id='work'/><endEvent id='end'/><endEvent id='late'/>\
                 <boundaryEvent id='limit' attachedToRef='work'><timerEventDefinition>\
                 <timeDuration xsi:type='tFormalExpression'>PT3H</timeDuration></timerEventDefinition></boundaryEvent>";
    let process = process(
        &(nodes.to_owned()
            + &flow("start", "work", "")
            + &flow("work", "end", "")
            + &flow("limit", "late", "")),
    );
    let mut scenario = scenario(3);
    takes(&mut scenario, "work", time("PT2H"), Some("amt"));
    people(&mut scenario, "amt", 1);
    let report = run(&process, &scenario);
    // 0 to 2 done, 2 to 3 interrupted, the third gives up in the queue at the same moment.
    assert_eq!((report.visits["end"], report.visits["late"]), (1, 2));
    assert_eq!((report.activities[0].withdrawn, report.activities[0].working.count), (2, 1));
    assert_eq!(report.cases.working.total_ms, 3 * HOUR);
    assert_eq!(report.cases.waiting.total_ms, 5 * HOUR);
    assert!((report.pools[0].utilisation.mean - 1.0).abs() < 1e-12);
}

#[test]
fn periods_of_the_law_and_days_off_follow_the_land() {
    let wait = "<intermediateCatchEvent ><timerEventDefinition r:frist='P15D'/></intermediateCatchEvent>";
    let process = line(&[
        ("start", "<startEvent />"),
        ("wait", wait),
        ("work", "<userTask />"),
        ("end", "<endEvent />"),
    ]);
    let mut scenario = scenario(1);
    scenario.start = "2026-03-20T09:00:00Z".parse().unwrap();
    takes(&mut scenario, "work", time("P3W"), Some("amt"));
    let calendar = bpmn::simulate::Calendar::workdays("08:00".parse().unwrap(), "16:00".parse().unwrap());
    let amt =
        bpmn::simulate::Pool { quantity: 1, working_hours: calendar.working_hours, ..Default::default() };
    scenario.pools.insert("amt".into(), amt);
    assert_eq!(run(&process, &scenario).cases.stuck, 1);
    scenario.land = Some(serde_json::from_str("\"thueringen\"").unwrap());
    let report = run(&process, &scenario);
    // The end of the first Werktag after Easter, 7 April (§ 193 BGB): 22:00 UTC. Then fifteen working days from
    // 8 April on end on 28 April, twenty, without 1 May, on 6 May, each at 16:00.
    let until = |text: &str| text.parse::<jiff::Timestamp>().unwrap().as_millisecond();
    assert_eq!(
        report.events[0].waiting.max_ms,
        until("2026-04-07T22:00:00Z") - until("2026-03-20T09:00:00Z")
    );
    assert_eq!(report.cases.cycle_time.max_ms, until("2026-04-28T14:00:00Z") - until("2026-03-20T09:00:00Z"));
    takes(&mut scenario, "work", time("P4W"), Some("amt"));
    let report = run(&process, &scenario);
    assert_eq!(report.cases.cycle_time.max_ms, until("2026-05-06T14:00:00Z") - until("2026-03-20T09:00:00Z"));
}

#[test]
fn the_world_sends_messages_and_what_never_comes_leaves_cases_open() {
    let wait = "<intermediateCatchEvent ><messageEventDefinition messageRef='m'><operationRef>o</operationRef>\
                </messageEventDefinition></intermediateCatchEvent>";
    let process = line(&[("start", "<startEvent />"), ("wait", wait), ("end", "<endEvent />")]);
    let mut scenario = scenario(1_000);
    assert_eq!(run(&process, &scenario).cases.open, 1_000);
    let incoming = Incoming { after: time("P2D"), probability: 0.75, set: feel::Context::new() };
    scenario.messages.insert("Nachweis".into(), incoming);
    let report = run(&process, &scenario);
    assert!((700..800).contains(&report.cases.finished), "{:?}", report.cases);
    assert_eq!(
        (report.events[0].waiting.max_ms, report.events[0].waiting.count),
        (48 * HOUR, report.cases.finished)
    );
}

#[test]
fn a_signal_reaches_all_cases_that_wait_for_it() {
    let nodes = "<startEvent id='start'/><exclusiveGateway id='split' default='split_wait'/>\
                 <intermediateCatchEvent id='wait'><signalEventDefinition signalRef='s'/></intermediateCatchEvent>\
                 <endEvent id='go'><signalEventDefinition signalRef='s'/></endEvent><endEvent id='end'/>";
    let flows = flow("start", "split", "") + &flow("split", "wait", "") + &flow("split", "go", "false");
    let process = process(&(nodes.to_owned() + &flows + &flow("wait", "end", "")));
    let mut scenario = scenario(500);
    scenario.arrivals = bpmn::simulate::Arrivals::InterTriggerTimer(time("PT1H"));
    scenario.flows = [("split_wait".to_owned(), 0.9), ("split_go".to_owned(), 0.1)].into();
    let report = run(&process, &scenario);
    // Who waits goes on with the next thrower; those after the last one stay.
    assert_eq!(report.cases.finished, report.visits["go"] + report.visits["end"]);
    assert!(report.cases.open < 60 && report.events[0].waiting.mean_ms > 5 * HOUR, "{:?}", report.cases);
}

#[test]
fn errors_of_work_are_caught_by_the_model() {
    let nodes = "<startEvent id='start'/><callActivity id='call' calledElement='x'/><endEvent id='end'/>\
                 <endEvent id='bad'/><boundaryEvent id='caught' attachedToRef='call'>\
                 <errorEventDefinition errorRef='e'/></boundaryEvent>";
    let flows = flow("start", "call", "") + &flow("call", "end", "") + &flow("caught", "bad", "");
    let process = process(&(nodes.to_owned() + &flows));
    let mut scenario = scenario(1_000);
    takes(&mut scenario, "call", time("P3D"), None);
    scenario.elements.get_mut("call").unwrap().outputs =
        outputs(json!([{ "weight": 0.9 }, { "weight": 0.1, "error": "FEHLT" }]));
    let report = run(&process, &scenario);
    assert!((70..130).contains(&report.visits["bad"]), "{:?}", report.visits);
    assert_eq!(report.cases.cycle_time.max_ms, 72 * HOUR);
}

#[test]
fn cases_that_stand_still_are_named_by_element_and_message() {
    let mut scenario = scenario(100);
    takes(&mut scenario, "ask", time("PT1M"), None);
    scenario.elements.get_mut("ask").unwrap().outputs = outputs(json!([{ "weight": 1, "set": { "x": 1 } }]));
    let report = run(&choice("ergebnis"), &scenario);
    assert_eq!((report.cases.stuck, report.cases.finished), (100, 0));
    let [stuck] = report.stuck.as_slice() else { panic!("{:?}", report.stuck) };
    assert_eq!((stuck.element.as_str(), stuck.count), ("split", 100));
    assert!(stuck.message.contains("ergebnis"), "{}", stuck.message);
}

#[test]
fn a_process_of_a_service_runs_with_a_scenario_in_toml() {
    let file = include_bytes!("../../../../services/bewohnerparkausweis/process.bpmn");
    let definitions = bpmn::Definitions::read(file).unwrap();
    let process = bpmn::Process::compile(&definitions, Some("bewohnerparkausweis")).unwrap();
    let scenario = toml::from_str(
        r#"
        start = "2026-01-05T00:00:00+01:00"
        trigger_count = 2000
        replications = 3
        holidays = ["2026-04-03", "2026-04-06"]
        variables = { stichprobe = false }

        [arrivals.per_working_day]
        count = 40

        [elements.voraussetzungen]
        outputs = [
            { weight = 70, set = { entscheidung = { ergebnis = "erteilen" } } },
            { weight = 30, set = { entscheidung = { ergebnis = "pruefen" } } },
        ]

        [elements.antrag_pruefen]
        processing_time = { triangular = { min = "PT10M", mode = "PT20M", max = "PT1H" } }
        outputs = [{ weight = 8, set = { ergebnis = "erteilen" } }, { weight = 2, set = { ergebnis = "ablehnen" } }]

        [pools.sachbearbeitung]
        quantity = 1
        working_hours = [
            { days = ["monday", "tuesday", "wednesday", "thursday"], from = "08:00", to = "16:00" },
            { days = ["friday"], from = "08:00", to = "12:00" },
        ]
        "#,
    )
    .unwrap();
    let report = run(&process, &scenario);
    assert_eq!((report.cases.finished, report.cases.stuck), (6_000, 0), "{:?}", report.stuck);
    let human = report.visits["antrag_pruefen"] as f64 / 6_000.0;
    assert!((0.27..0.33).contains(&human), "{human}");
    // What the table does not grant, a person refuses in one case of five.
    let refused = 6_000.0 - report.visits["gebuehr_festsetzen"] as f64;
    let share = refused / report.visits["antrag_pruefen"] as f64;
    assert!((0.17..0.23).contains(&share), "{share}");
    let written = toml::to_string(&scenario).unwrap();
    assert_eq!(toml::from_str::<bpmn::simulate::Scenario>(&written).unwrap(), scenario);
}

//! Small scenarios whose figures can be computed by hand.

use bpmn::simulate::{Arrivals, Calendar, Pool, Reason};

use super::{HOUR, MINUTE, flow, line, people, process, run, scenario, takes, time};

#[test]
fn a_line_of_two_steps() {
    let process = line(&[
        ("start", "<startEvent />"),
        ("first", "<userTask r:role='first'/>"),
        ("second", "<userTask r:role='second'/>"),
        ("end", "<endEvent />"),
    ]);
    let mut scenario = scenario(4);
    scenario.arrivals = Arrivals::InterTriggerTimer(time("PT10M"));
    takes(&mut scenario, "first", time("PT20M"), None);
    takes(&mut scenario, "second", time("PT30M"), None);
    people(&mut scenario, "first", 1);
    people(&mut scenario, "second", 1);
    scenario.pools.get_mut("second").unwrap().unit_cost = 6_000;
    scenario.elements.get_mut("first").unwrap().fixed_cost = 100;
    let report = run(&process, &scenario);
    // arrive   10  20  30  40      first  10-30 30-50 50-70 70-90      second  30-60 60-90 90-120 120-150
    let [first, second] = report.activities.as_slice() else { panic!("{:?}", report.activities) };
    assert_eq!((first.waiting.total_ms, first.waiting.max_ms), (60 * MINUTE, 30 * MINUTE));
    assert_eq!((second.waiting.total_ms, second.waiting.max_ms), (60 * MINUTE, 30 * MINUTE));
    assert_eq!((first.working.median_ms, second.working.median_ms), (20 * MINUTE, 30 * MINUTE));
    assert_eq!((first.cost, second.cost, report.cases.cost), (400, 12_000, 12_400));
    let cycle = report.cases.cycle_time;
    assert_eq!((cycle.median_ms, cycle.p90_ms, cycle.total_ms), (70 * MINUTE, 110 * MINUTE, 320 * MINUTE));
    assert_eq!(report.cases.waiting.total_ms + report.cases.working.total_ms, cycle.total_ms);
    let [one, two] = report.pools.as_slice() else { panic!("{:?}", report.pools) };
    assert!(
        (one.utilisation.mean - 80.0 / 150.0).abs() < 1e-12 && (two.utilisation.mean - 0.8).abs() < 1e-12
    );
    // The queues of 20 to 70 hold 1, 2, 2, 1, 1 for ten minutes each… in all 60 minutes of 150.
    assert!((one.mean_queue.mean - 0.4).abs() < 1e-12);
    assert_eq!((one.longest_queue, two.longest_queue), (2, 1));
    assert!((report.cases.throughput_per_day.mean - 4.0 * 24.0 / 2.5).abs() < 1e-9);
    let bottleneck = report.bottleneck.unwrap();
    assert_eq!(bottleneck.reason, Reason::Working { element: "second".into() });
    assert_eq!((bottleneck.total_ms, bottleneck.share), (120 * MINUTE, 120.0 / 320.0));
}

#[test]
fn work_pauses_outside_the_hours_and_the_same_person_finishes_it() {
    let process = line(&[("start", "<startEvent />"), ("work", "<userTask />"), ("end", "<endEvent />")]);
    let mut scenario = scenario(3);
    scenario.start = "2026-01-05T14:00:00Z".parse().unwrap();
    scenario.arrivals = Arrivals::InterTriggerTimer(time("PT0S"));
    takes(&mut scenario, "work", time("PT90M"), Some("amt"));
    let working_hours = Calendar::workdays("08:00".parse().unwrap(), "16:00".parse().unwrap()).working_hours;
    scenario.pools.insert("amt".into(), Pool { quantity: 1, working_hours, ..Pool::default() });
    scenario.holidays = vec!["2026-01-06".parse().unwrap()];
    let report = run(&process, &scenario);
    // Monday 15:00 to 16:00 and Wednesday 8:00 to 8:30; 8:30 to 10:00; 10:00 to 11:30.
    let cycle = report.cases.cycle_time;
    assert_eq!((cycle.max_ms, cycle.median_ms), (44 * HOUR + 30 * MINUTE, 43 * HOUR));
    assert_eq!(report.cases.working.total_ms, 270 * MINUTE);
    // Monday 1 hour and Wednesday 3½ were there, all of them worked.
    assert!((report.pools[0].utilisation.mean - 1.0).abs() < 1e-12);
    let bottleneck = report.bottleneck.unwrap();
    assert_eq!(bottleneck.reason, Reason::OutsideHours { pool: "amt".into(), element: "work".into() });
    assert_eq!(bottleneck.total_ms, 2 * 40 * HOUR, "two cases wait over Tuesday");
    // A working day of these people is 8 hours.
    takes(&mut scenario, "work", time("P1D"), Some("amt"));
    assert_eq!(run(&process, &scenario).cases.working.total_ms, 24 * HOUR);
}

#[test]
fn the_urgent_goes_first_and_equals_in_order() {
    let fork = "<startEvent id='start'/><parallelGateway id='fork'/><userTask id='a'/><userTask id='b'/>\
                <userTask id='c'/><parallelGateway id='join'/><endEvent id='end'/>";
    let flows = [("start", "fork"), ("fork", "a"), ("fork", "b"), ("fork", "c")];
    let flows = flows.iter().chain(&[("a", "join"), ("b", "join"), ("c", "join"), ("join", "end")]);
    let process =
        process(&(fork.to_owned() + &flows.map(|(from, to)| flow(from, to, "")).collect::<String>()));
    let mut scenario = scenario(1);
    for element in ["a", "b", "c"] {
        takes(&mut scenario, element, time("PT1H"), Some("amt"));
    }
    people(&mut scenario, "amt", 1);
    scenario.elements.get_mut("c").unwrap().priority = 1;
    let report = run(&process, &scenario);
    // Whoever is free begins at once; then the urgent, then the other.
    let waited: Vec<i64> =
        report.activities.iter().map(|activity| activity.waiting.total_ms / HOUR).collect();
    assert_eq!(waited, [0, 2, 1]);
    assert_eq!(report.cases.cycle_time.max_ms, 3 * HOUR);
    // Parallel waiting counts for each of them.
    assert_eq!((report.cases.waiting.max_ms, report.cases.working.max_ms), (3 * HOUR, 3 * HOUR));
}

#[test]
fn lanes_are_the_pools_where_there_is_no_role() {
    let process = process(
        "<laneSet><lane id='l1' name='Front'><flowNodeRef>ask</flowNodeRef></lane>\
         <lane id='l2' name='Back'><flowNodeRef>sub</flowNodeRef></lane></laneSet>\
         <startEvent id='start'/><task id='ask'/><subProcess id='sub'><manualTask id='inner'/></subProcess>\
         <endEvent id='end'/>\
         <sequenceFlow id='f1' sourceRef='start' targetRef='ask'/>\
         <sequenceFlow id='f2' sourceRef='ask' targetRef='sub'/><sequenceFlow id='f3' sourceRef='sub' targetRef='end'/>",
    );
    assert_eq!(process.element("ask").unwrap().lane(), Some("Front"));
    let mut scenario = scenario(1);
    takes(&mut scenario, "ask", time("PT1H"), None);
    takes(&mut scenario, "inner", time("PT2H"), None);
    people(&mut scenario, "Front", 1);
    people(&mut scenario, "Back", 1);
    let report = run(&process, &scenario);
    assert_eq!(report.cases.cycle_time.max_ms, 3 * HOUR, "abstract and manual tasks take time");
    let pools: Vec<_> = report.activities.iter().map(|activity| activity.pool.as_deref()).collect();
    assert_eq!(pools, [Some("Front"), Some("Back")]);
    // Without such pools they are done by whoever, at once.
    scenario.pools.clear();
    assert_eq!(run(&process, &scenario).cases.cycle_time.max_ms, 3 * HOUR);
}

#[test]
fn what_is_cut_off_at_the_end_is_open() {
    let process = line(&[("start", "<startEvent />"), ("work", "<userTask />"), ("end", "<endEvent />")]);
    let mut scenario = scenario(10);
    scenario.arrivals = Arrivals::InterTriggerTimer(time("PT1H"));
    scenario.duration = Some("PT4H30M".parse().unwrap());
    takes(&mut scenario, "work", time("PT2H"), Some("amt"));
    people(&mut scenario, "amt", 1);
    let report = run(&process, &scenario);
    // Arrivals at 1, 2, 3, 4; the first is done at 3, the second runs until 5.
    assert_eq!((report.cases.arrived, report.cases.finished, report.cases.open), (4, 1, 3));
    assert!((report.pools[0].utilisation.mean - 3.5 / 4.5).abs() < 1e-12);
}

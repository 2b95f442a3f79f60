//! What holds whatever the scenario is.

use bpmn::simulate::{Arrivals, Calendar, Pool, simulate};
use proptest::prelude::*;
use serde_json::json;

use super::{flow, line, process, run, scenario, takes, time};

/// Parallel work, a way back, a deadline that withdraws work, and a message that may never come.
fn everything() -> bpmn::Process {
    let nodes = "<startEvent id='start'/><exclusiveGateway id='again'/><parallelGateway id='fork'/><userTask id='a'/>\
                 <userTask id='b'/><parallelGateway id='join'/><exclusiveGateway id='split' default='split_end'/>\
                 <endEvent id='end'/><endEvent id='late'><terminateEventDefinition/></endEvent>\
                 <boundaryEvent id='limit' attachedToRef='b'><timerEventDefinition>\
                 <timeDuration xsi:type='tFormalExpression'>PT9H</timeDuration></timerEventDefinition></boundaryEvent>\
                 <intermediateCatchEvent id='wait'><signalEventDefinition signalRef='s'/></intermediateCatchEvent>";
    let flows = [
        ("start", "again"),
        ("again", "fork"),
        ("fork", "a"),
        ("fork", "b"),
        ("a", "join"),
        ("b", "join"),
        ("join", "split"),
        ("split", "end"),
        ("split", "again"),
        ("limit", "wait"),
        ("wait", "late"),
    ];
    process(&(nodes.to_owned() + &flows.map(|(from, to)| flow(from, to, "")).concat()))
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 64, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn no_case_and_no_work_is_lost(
        seed in any::<u64>(),
        (people, hours) in (1..4_u32, any::<bool>()),
        (gap, work, back) in (0..300_i64, 0..400_i64, 0.0..0.9_f64),
        signal in prop::option::of(0.0..1.0_f64),
    ) {
        let mut scenario = scenario(60);
        scenario.seed = seed;
        scenario.arrivals = Arrivals::InterTriggerTimer(time(&format!("PT{gap}M")));
        let mean = serde_json::from_value(json!({ "exponential": { "mean": format!("PT{work}M") } })).unwrap();
        takes(&mut scenario, "a", mean, Some("amt"));
        takes(&mut scenario, "b", time(&format!("PT{work}M")), Some("amt"));
        scenario.flows = [("split_again".to_owned(), back), ("split_end".to_owned(), 1.0 - back)].into();
        if let Some(probability) = signal {
            let incoming = json!({ "after": "PT5H", "probability": probability });
            scenario.messages.insert("Freigabe".into(), serde_json::from_value(incoming).unwrap());
        }
        let working_hours = match hours {
            true => Calendar::workdays("08:00".parse().unwrap(), "16:30".parse().unwrap()).working_hours,
            false => Vec::new(),
        };
        scenario.pools.insert("amt".into(), Pool { quantity: people, working_hours, ..Pool::default() });
        let process = everything();
        let report = run(&process, &scenario);
        prop_assert_eq!(report.cases.arrived, 60);
        prop_assert_eq!(report.cases.finished, report.visits["end"] + report.visits["late"]);
        // All work that was handed out was done or withdrawn; what no case waits for any more is gone.
        for activity in &report.activities {
            let handed_out = activity.working.count + activity.withdrawn;
            prop_assert!(handed_out <= report.visits[&activity.element]);
            prop_assert_eq!(activity.waiting.count, activity.working.count);
        }
        for pool in &report.pools {
            prop_assert!((0.0..=1.0 + 1e-9).contains(&pool.utilisation.mean), "{:?}", pool);
            prop_assert!(pool.mean_queue.mean <= pool.longest_queue as f64 + 1e-9);
        }
        prop_assert_eq!(&report, &simulate(&process, &scenario).unwrap());
    }

    #[test]
    fn in_a_sequence_waiting_and_working_fill_the_cycle_time(
        seed in any::<u64>(), people in 1..3_u32, gap in 1..60_i64, hours in any::<bool>(),
    ) {
        let process = line(&[
            ("start", "<startEvent />"), ("one", "<userTask />"), ("two", "<userTask />"), ("end", "<endEvent />"),
        ]);
        let mut scenario = scenario(50);
        scenario.seed = seed;
        scenario.arrivals = Arrivals::InterTriggerTimer(time(&format!("PT{gap}M")));
        let spread = json!({ "uniform": { "min": "PT5M", "max": "PT50M" } });
        takes(&mut scenario, "one", serde_json::from_value(spread).unwrap(), Some("amt"));
        takes(&mut scenario, "two", time("PT15M"), Some("amt"));
        let working_hours = match hours {
            true => Calendar::workdays("08:00".parse().unwrap(), "16:00".parse().unwrap()).working_hours,
            false => Vec::new(),
        };
        scenario.pools.insert("amt".into(), Pool { quantity: people, working_hours, ..Pool::default() });
        let cases = run(&process, &scenario).cases;
        let accounted = cases.waiting.total_ms + cases.working.total_ms;
        prop_assert!(accounted <= cases.cycle_time.total_ms);
        if !hours {
            prop_assert_eq!(accounted, cases.cycle_time.total_ms, "without pauses nothing else takes time");
        }
    }
}

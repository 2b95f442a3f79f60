//! A tidy log.

use bpmn::mine::{Calendar, Lifecycle, Log, Reason, mine};

use super::{Completed, Created, HOUR, MINUTE, Started, at, event};

/// Two cases that check and decide, one that is checked twice and is still open.
fn office() -> Log {
    let mut log = Log::new();
    let mut work = |case, activity, created, started, completed: Option<i64>| {
        log.push(&event(case, activity, Created, created));
        log.push(&event(case, activity, Started, started));
        if let Some(completed) = completed {
            let done = bpmn::mine::Event {
                who: Some("sachbearbeitung"),
                ..event(case, activity, Completed, completed)
            };
            log.push(&done);
        }
    };
    work("1", "check", 0, 10, Some(30));
    work("1", "decide", 35, 95, Some(100));
    work("2", "check", 20, 60, Some(70));
    work("2", "decide", 70, 100, Some(120));
    work("3", "check", 30, 70, Some(75));
    work("3", "check", 80, 80, Some(90));
    work("3", "decide", 90, 130, None);
    for (case, begin, end) in [("1", 0, Some(110)), ("2", 15, Some(120)), ("3", 25, None)] {
        log.begin_case(case, at(begin));
        if let Some(end) = end {
            log.end_case(case, at(end));
        }
    }
    log
}

#[test]
fn activities_wait_and_work_as_the_events_say() {
    let mined = mine(&office(), None);
    assert_eq!(mined.oddities, bpmn::mine::Oddities::default());
    let [check, decide] = mined.activities.as_slice() else { panic!("{:?}", mined.activities) };
    assert_eq!((&*check.id, check.completed, check.open), ("check", 4, 0));
    // Waiting 10, 40, 40, 0; working 20, 10, 5, 10.
    assert_eq!((check.waiting.median_ms, check.waiting.p90_ms), (10 * MINUTE, 40 * MINUTE));
    assert_eq!((check.working.median_ms, check.working.p90_ms), (10 * MINUTE, 20 * MINUTE));
    assert_eq!(check.sojourn.total_ms, 135 * MINUTE);
    assert_eq!(check.who.as_deref(), Some("sachbearbeitung"));
    assert_eq!((decide.completed, decide.open, decide.waiting.count), (2, 1, 3));
    // The cases last 110 and 105 minutes, the open one 105 so far.
    assert_eq!((mined.cases.count, mined.cases.open), (3, 1));
    assert_eq!(
        (mined.cases.cycle_time.median_ms, mined.cases.cycle_time.max_ms),
        (105 * MINUTE, 110 * MINUTE)
    );
    assert!((check.share - 135.0 / 320.0).abs() < 1e-12, "{}", check.share);
    assert_eq!((mined.cases.first, mined.cases.last), (Some(at(0)), Some(at(25))));
    assert_eq!(mined.cases.gap_quantiles_ms.len(), 21);
    assert_eq!(mined.cases.gap_quantiles_ms[0], 10 * MINUTE);
}

#[test]
fn successions_variants_and_rework() {
    let mined = mine(&office(), None);
    let follows = |from: Option<&str>, to: Option<&str>| {
        let found =
            mined.follows.iter().find(|pair| pair.from.as_deref() == from && pair.to.as_deref() == to);
        found.map(|pair| (pair.count, pair.hand_over.total_ms / MINUTE))
    };
    // From the begin of the case until the first was created: 0, 5, 5.
    assert_eq!(follows(None, Some("check")), Some((3, 10)));
    assert_eq!(follows(Some("check"), Some("decide")), Some((2, 5)));
    assert_eq!(follows(Some("check"), Some("check")), Some((1, 5)));
    assert_eq!(follows(Some("decide"), None), Some((2, 10)));
    assert_eq!(follows(Some("check"), None), None, "an open case has no end");
    assert_eq!(mined.follows[0].count, 3);
    let variants: Vec<_> =
        mined.variants.iter().map(|way| (way.activities.len(), way.cases, way.open)).collect();
    assert_eq!(variants, [(2, 2, 0), (2, 1, 1)]);
    let [rework] = mined.rework.as_slice() else { panic!("{:?}", mined.rework) };
    assert_eq!((&*rework.activity, rework.cases, rework.repetitions), ("check", 1, 1));
}

#[test]
fn the_largest_part_comes_first_and_all_parts_fill_the_cases() {
    let mined = mine(&office(), None);
    let [first, ..] = mined.bottlenecks.as_slice() else { panic!() };
    let waiting = Reason::Waiting { activity: "decide".into(), who: Some("sachbearbeitung".into()) };
    assert_eq!((&first.reason, first.total_ms), (&waiting, 130 * MINUTE));
    assert_eq!(
        first.to_string(),
        "41 % of the time of all cases is 'decide' waiting for \"sachbearbeitung\""
    );
    // Nothing is parallel here: waiting, working and hand-over are all of the time.
    let total: i64 = mined.bottlenecks.iter().map(|part| part.total_ms).sum();
    assert_eq!(total, 320 * MINUTE);
}

#[test]
fn with_a_calendar_only_working_time_counts() {
    let mut log = Log::new();
    // Friday 15:00 created, Monday 9:00 started, 10:00 completed.
    let friday = 4 * 24 * 60;
    log.push(&event("1", "check", Created, friday + 7 * 60));
    log.push(&event("1", "check", Started, friday + 3 * 24 * 60 + 60));
    log.push(&event("1", "check", Completed, friday + 3 * 24 * 60 + 120));
    let calendar = Calendar::workdays("08:00".parse().unwrap(), "16:00".parse().unwrap());
    let mined = mine(&log, Some(&calendar));
    assert_eq!(mined.activities[0].waiting.total_ms, 2 * HOUR);
    assert_eq!(mined.cases.cycle_time.total_ms, 3 * HOUR);
    assert_eq!(mine(&log, None).activities[0].waiting.total_ms, 66 * HOUR);
}

#[test]
fn parallel_executions_are_told_apart_by_instance() {
    let mut log = Log::new();
    let mut push = |instance, lifecycle: Lifecycle, minute| {
        log.push(&bpmn::mine::Event { instance: Some(instance), ..event("1", "check", lifecycle, minute) });
    };
    push("a", Started, 0);
    push("b", Started, 10);
    push("b", Completed, 15);
    push("a", Completed, 60);
    let working = mine(&log, None).activities[0].working;
    assert_eq!((working.median_ms, working.max_ms), (5 * MINUTE, 60 * MINUTE));
}

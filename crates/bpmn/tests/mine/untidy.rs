//! Logs as they come from real systems: every fault is counted, none makes a duration negative.

use bpmn::mine::{Event, Lifecycle, Log, mine};
use jiff::Timestamp;
use proptest::prelude::*;

use super::{Completed, Created, MINUTE, Started, Withdrawn, at, event, log};

#[test]
fn a_log_in_any_order_gives_the_same_figures() {
    let tidy =
        [("1", "a", Created, 0), ("1", "a", Started, 5), ("1", "a", Completed, 9), ("1", "b", Completed, 20)];
    let mut mixed = tidy;
    mixed.reverse();
    let (tidy, mixed) = (mine(&log(&tidy), None), mine(&log(&mixed), None));
    assert_eq!(mixed.oddities.out_of_order, 3);
    assert_eq!(tidy.activities[0].waiting, mixed.activities.iter().find(|a| &*a.id == "a").unwrap().waiting);
    assert_eq!(tidy.variants, mixed.variants);
}

#[test]
fn duplicates_count_once() {
    let mined =
        mine(&log(&[("1", "a", Completed, 0), ("1", "a", Completed, 0), ("1", "a", Completed, 1)]), None);
    assert_eq!((mined.oddities.duplicates, mined.activities[0].completed), (1, 2));
}

#[test]
fn a_clock_that_was_set_back_gives_zero_not_less() {
    // Logged in the right order, but the start has a later time than the end, and the creation than the
    // start.
    let mined = mine(
        &log(&[
            ("1", "a", Started, 30),
            ("1", "a", Completed, 20),
            ("2", "a", Created, 9),
            ("2", "a", Started, 4),
        ]),
        None,
    );
    let activity = &mined.activities[0];
    assert_eq!(mined.oddities.clock_jumps, 2);
    assert_eq!((activity.working.count, activity.working.max_ms), (1, 0));
    assert_eq!((activity.waiting.count, activity.waiting.max_ms), (1, 0));
    assert_eq!(mined.oddities.missing_start, 0);
}

#[test]
fn what_is_missing_is_counted_where_it_is_usual() {
    let events = [
        ("1", "a", Started, 0),
        ("1", "a", Completed, 9),
        ("2", "a", Completed, 20),
        ("2", "b", Completed, 30),
    ];
    let mined = mine(&log(&events), None);
    assert_eq!((mined.oddities.missing_start, mined.oddities.missing_creation), (1, 0));
    assert_eq!((mined.activities[0].working.count, mined.activities[0].working.max_ms), (1, 9 * MINUTE));
}

#[test]
fn withdrawn_work_is_no_completion() {
    let events = [
        ("1", "a", Created, 0),
        ("1", "a", Withdrawn, 5),
        ("1", "a", Withdrawn, 6),
        ("1", "b", Completed, 7),
    ];
    let mined = mine(&log(&events), None);
    let a = mined.activities.iter().find(|activity| &*activity.id == "a").unwrap();
    assert_eq!((a.completed, a.withdrawn, a.open), (0, 1, 0));
    assert_eq!(mined.oddities.withdrawn_unknown, 1);
    assert_eq!(mined.variants[0].activities.len(), 1);
}

#[test]
fn cases_that_contradict_themselves() {
    let mut log = log(&[("1", "a", Completed, 10), ("2", "a", Completed, 10)]);
    log.begin_case("1", at(20));
    log.end_case("1", at(5));
    log.end_case("empty", at(30));
    log.push(&Event { time: Timestamp::MAX, ..event("1", "a", Completed, 0) });
    log.push(&Event { time: Timestamp::MIN, ..event("1", "a", Completed, 0) });
    let mined = mine(&log, None);
    let odd = mined.oddities;
    assert_eq!((odd.ended_before_begin, odd.events_after_end, odd.without_events), (1, 1, 1));
    assert_eq!(odd.unusable.impossible_time, 2);
    assert_eq!((mined.cases.count, mined.cases.open, mined.cases.cycle_time.max_ms), (3, 1, 0));
    assert_eq!(mine(&Log::new(), None).cases.count, 0);
}

fn lifecycle() -> impl Strategy<Value = Lifecycle> {
    prop_oneof![Just(Created), Just(Started), Just(Completed), Just(Withdrawn)]
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 256, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn no_event_is_lost_and_no_duration_negative(
        events in prop::collection::vec((0..4_u8, 0..3_u8, lifecycle(), 0..40_i64, prop::option::of(0..2_u8)), 0..80),
        ends in prop::collection::vec((0..5_u8, 0..60_i64), 0..4),
    ) {
        let mut log = Log::new();
        for (case, activity, lifecycle, minute, instance) in &events {
            let (case, activity) = (case.to_string(), activity.to_string());
            let instance = instance.map(|instance| instance.to_string());
            log.push(&Event { instance: instance.as_deref(), ..event(&case, &activity, *lifecycle, *minute) });
        }
        for (case, minute) in &ends {
            log.end_case(&case.to_string(), at(*minute));
        }
        let mined = mine(&log, None);
        let completed: u64 = mined.activities.iter().map(|activity| activity.completed).sum();
        let distinct: std::collections::HashSet<_> =
            events.iter().filter(|(_, _, lifecycle, _, _)| *lifecycle == Completed).collect();
        prop_assert_eq!(completed, distinct.len() as u64, "every completion counts once");
        let spreads = mined.activities.iter().flat_map(|a| [a.waiting, a.working, a.sojourn]);
        for spread in spreads.chain(mined.follows.iter().map(|pair| pair.hand_over)).chain([mined.cases.cycle_time]) {
            prop_assert!(0 <= spread.median_ms && spread.median_ms <= spread.p90_ms && spread.p90_ms <= spread.max_ms);
            prop_assert!(spread.total_ms >= spread.max_ms);
        }
        // Each case has one begin; each completion is entered once; each case that ended leaves its last one.
        let of = |keep: &dyn Fn(&bpmn::mine::Follows) -> bool| -> u64 {
            mined.follows.iter().filter(|pair| keep(pair)).map(|pair| pair.count).sum()
        };
        prop_assert_eq!(of(&|pair| pair.to.is_some()), completed);
        prop_assert_eq!(of(&|pair| pair.to.is_none()), mined.cases.count - mined.cases.open);
        prop_assert_eq!(mined.cases.count, mined.cases.open + mined.cases.cycle_time.count);
        prop_assert_eq!(mined.variants.iter().map(|way| way.cases).sum::<u64>(), mined.cases.count);
        let ways: u64 = mined.variants.iter().map(|way| way.cases * way.activities.len() as u64).sum();
        prop_assert_eq!(ways, completed);
    }
}

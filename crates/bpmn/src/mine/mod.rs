//! Process mining: what really happened, from the events of cases. How long activities wait and take, which
//! follows which, which ways cases go, what is done twice, where time is lost. W. van der Aalst, "Process
//! Mining" (2016), is the text that the terms follow.
//!
//! A log is filled event by event, read from XES (IEEE 1849-2016) or from rows of a table. Logs of real
//! systems are not tidy: whatever is out of order, missing or doubled is repaired where that is safe, and
//! counted in [`Oddities`]. An activity counts when it is completed; successions and variants are in the
//! order of completions.

mod bottlenecks;
mod conformance;
mod executions;
mod figures;
mod fit;
mod graph;
mod log;
mod mined;
mod rows;
mod time;
mod xes;

use std::cmp::Reverse;
use std::sync::Arc;

use jiff::Timestamp;

pub use bottlenecks::{Bottleneck, Reason};
pub use conformance::{Conformance, Deviation, conformance};
pub use fit::Fitted;
pub use log::{Event, Lifecycle, Log, Unusable};
pub use mined::{Activity, Cases, Follows, Mined, Oddities, Rework, Variant};
pub use rows::{Columns, RowsError};
pub use xes::XesError;

pub use crate::calendar::{Calendar, Weekday, WorkingHours};
pub use crate::statistics::Spread;

use crate::statistics::{quantiles, sum};
use figures::{Collected, OfActivity};
use log::NONE;

/// How many quantiles are kept of what a simulation can be fitted to: every 5 %.
const QUANTILES: usize = 21;

/// Mines a log. With a calendar, only its working time counts in all durations.
///
/// ```
/// use bpmn::mine::{Event, Lifecycle, Log, mine};
/// let mut log = Log::new();
/// for (minute, lifecycle) in [(0, Lifecycle::Created), (20, Lifecycle::Started), (30, Lifecycle::Completed)] {
///     let time = jiff::Timestamp::from_second(1_767_600_000 + minute * 60).unwrap();
///     let event = Event { case: "1", activity: "pruefen", name: None, instance: None, lifecycle, time, who: None };
///     log.push(&event);
/// }
/// let mined = mine(&log, None);
/// assert_eq!(mined.activities[0].waiting.median_ms, 20 * 60 * 1000);
/// assert_eq!(mined.activities[0].working.median_ms, 10 * 60 * 1000);
/// ```
pub fn mine(log: &Log, calendar: Option<&Calendar>) -> Mined {
    let mut all = figures::collect(log, calendar);
    let cycle_ms = sum(all.all_cycles.iter().copied());
    let rework = rework(log, &all.activities);
    let activities = activities(log, std::mem::take(&mut all.activities), cycle_ms);
    let follows = follows(log, &mut all);
    Mined {
        calendar: calendar.cloned(),
        bottlenecks: bottlenecks::find(&activities, &follows, cycle_ms),
        variants: variants(log, &mut all),
        cases: cases(&mut all),
        oddities: all.odd,
        activities,
        follows,
        rework,
    }
}

fn cases(all: &mut Collected) -> Cases {
    all.begins.sort_unstable();
    let time = |ms: Option<&i64>| ms.and_then(|ms| Timestamp::from_millisecond(*ms).ok());
    let mut gaps: Vec<i64> = all.begins.windows(2).map(|pair| pair[1] - pair[0]).collect();
    Cases {
        count: all.begins.len() as u64,
        open: all.open,
        cycle_time: Spread::of(&mut all.cycle),
        first: time(all.begins.first()),
        last: time(all.begins.last()),
        gap_quantiles_ms: quantiles(&mut gaps, QUANTILES),
    }
}

fn activities(log: &Log, activities: Vec<OfActivity>, cycle_ms: i64) -> Vec<Activity> {
    let activities = activities.into_iter().zip(&log.activities.texts).zip(&log.names);
    let mut activities: Vec<Activity> = activities
        .map(|((mut activity, id), name)| {
            let waiting = Spread::of(&mut activity.waiting);
            let working = Spread::of(&mut activity.working);
            let time = waiting.total_ms.saturating_add(working.total_ms) as f64;
            // The most frequent; of equal ones the first in the log, so that the order of a hash never shows.
            let who = activity.who.iter().max_by_key(|(role, count)| (**count, Reverse(**role)));
            Activity {
                id: id.clone(),
                name: name.clone(),
                completed: activity.completed,
                withdrawn: activity.withdrawn,
                open: activity.open,
                waiting,
                working,
                sojourn: Spread::of(&mut activity.sojourn),
                share: if cycle_ms > 0 { time / cycle_ms as f64 } else { 0.0 },
                who: who.map(|(role, _)| log.roles.texts[*role as usize].clone()),
                working_quantiles_ms: quantiles(&mut activity.working, QUANTILES),
            }
        })
        .collect();
    activities.sort_by_key(|activity| Reverse(activity.completed));
    activities
}

/// The id of an activity; none for begin and end.
fn id(log: &Log, activity: u32) -> Option<Arc<str>> {
    (activity != NONE).then(|| log.activities.texts[activity as usize].clone())
}

fn follows(log: &Log, all: &mut Collected) -> Vec<Follows> {
    let mut pairs: Vec<_> = std::mem::take(&mut all.follows).into_iter().collect();
    pairs.sort_by_key(|(pair, times)| (Reverse(times.len()), *pair));
    let follows = pairs.into_iter().map(|((from, to), mut times)| Follows {
        from: id(log, from),
        to: id(log, to),
        count: times.len() as u64,
        hand_over: Spread::of(&mut times),
    });
    follows.collect()
}

fn variants(log: &Log, all: &mut Collected) -> Vec<Variant> {
    let mut ways: Vec<_> = std::mem::take(&mut all.variants).into_iter().collect();
    ways.sort_by(|(a, (a_cases, _)), (b, (b_cases, _))| b_cases.cmp(a_cases).then_with(|| a.cmp(b)));
    let variants = ways.into_iter().map(|(way, (cases, open))| Variant {
        activities: way.iter().filter_map(|activity| id(log, *activity)).collect(),
        cases,
        open,
    });
    variants.collect()
}

fn rework(log: &Log, activities: &[OfActivity]) -> Vec<Rework> {
    let repeated =
        log.activities.texts.iter().zip(activities).filter(|(_, activity)| activity.repetitions > 0);
    let mut rework: Vec<Rework> = repeated
        .map(|(id, activity)| Rework {
            activity: id.clone(),
            cases: activity.rework_cases,
            repetitions: activity.repetitions,
        })
        .collect();
    rework.sort_by_key(|rework| Reverse(rework.repetitions));
    rework
}

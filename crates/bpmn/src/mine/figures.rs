//! One pass over the cases of a log: durations, successions, variants.

use std::collections::HashMap;

use super::executions::{CaseEvents, Execution, Habits};
use super::log::{Log, NONE};
use super::mined::Oddities;
use crate::calendar::{Calendar, Hours};

/// The durations of an activity or a succession.
#[derive(Debug, Default)]
pub(super) struct OfActivity {
    pub(super) waiting: Vec<i64>,
    pub(super) working: Vec<i64>,
    pub(super) sojourn: Vec<i64>,
    pub(super) completed: u64,
    pub(super) withdrawn: u64,
    pub(super) open: u64,
    /// By role.
    pub(super) who: HashMap<u32, u64>,
    pub(super) rework_cases: u64,
    pub(super) repetitions: u64,
}

/// Everything that is counted. Activities are their numbers in the log, [`NONE`] for begin and end.
#[derive(Debug, Default)]
pub(super) struct Collected {
    pub(super) activities: Vec<OfActivity>,
    pub(super) follows: HashMap<(u32, u32), Vec<i64>>,
    /// Cases and open cases by sequence.
    pub(super) variants: HashMap<Box<[u32]>, (u64, u64)>,
    pub(super) cycle: Vec<i64>,
    /// The time of all cases, of open ones until their last event.
    pub(super) all_cycles: Vec<i64>,
    pub(super) open: u64,
    pub(super) begins: Vec<i64>,
    pub(super) odd: Oddities,
}

struct Collector<'l> {
    log: &'l Log,
    hours: Option<Hours>,
    all: Collected,
    /// By activity: completions in the case at hand.
    times: Vec<u32>,
}

/// Goes over all cases. Linear in the events but for sorting those of each case.
pub(super) fn collect(log: &Log, calendar: Option<&Calendar>) -> Collected {
    let by_case = by_case(log);
    let habits = Habits::of(log);
    let first = log.events.iter().map(|event| event.time).chain(log.begun.values().copied()).min();
    let count = log.activities.texts.len();
    let mut collector = Collector {
        log,
        hours: calendar.map(|calendar| Hours::new(calendar, first.unwrap_or(0))),
        all: Collected {
            activities: std::iter::repeat_with(OfActivity::default).take(count).collect(),
            odd: Oddities { unusable: log.unusable, ..Oddities::default() },
            ..Collected::default()
        },
        times: vec![0; count],
    };
    let mut executions = Vec::new();
    for case in 0..log.cases.texts.len() {
        let positions = by_case.of(case);
        CaseEvents { log, positions }.executions(&habits, &mut collector.all.odd, &mut executions);
        // The numbers of cases are made as u32.
        collector.case(u32::try_from(case).unwrap_or(NONE), positions, &executions);
    }
    collector.all
}

/// The positions of the events of each case, in the order of the log.
struct ByCase {
    positions: Vec<u32>,
    /// Where the positions of each case begin, and the end of the last.
    begins: Vec<usize>,
}

impl ByCase {
    fn of(&self, case: usize) -> &[u32] {
        &self.positions[self.begins[case]..self.begins[case + 1]]
    }
}

/// Sorting by counting.
fn by_case(log: &Log) -> ByCase {
    let mut begins = vec![0_usize; log.cases.texts.len() + 1];
    for event in &log.events {
        begins[event.case as usize + 1] += 1;
    }
    for case in 1..begins.len() {
        begins[case] += begins[case - 1];
    }
    let mut next = begins.clone();
    let mut positions = vec![0_u32; log.events.len()];
    for (position, event) in log.events.iter().enumerate() {
        // More events than numbers would need more memory than there is.
        positions[next[event.case as usize]] = u32::try_from(position).unwrap_or(NONE);
        next[event.case as usize] += 1;
    }
    ByCase { positions, begins }
}

impl Collector<'_> {
    fn case(&mut self, case: u32, positions: &[u32], executions: &[Execution]) {
        let times = || positions.iter().map(|position| self.log.events[*position as usize].time);
        let (first, last) = (times().min(), times().max());
        let ended = self.log.ended.get(&case).copied();
        let is_open = ended.is_none() && self.log.tells_ends;
        self.all.odd.without_events += u64::from(first.is_none());
        self.all.odd.events_after_end +=
            u64::from(ended.is_some_and(|end| last.is_some_and(|last| last > end)));
        let begin = self.log.begun.get(&case).copied().or(first).or(ended);
        let end = ended.or(last).or(begin);
        let (Some(begin), Some(end)) = (begin, end) else { return };
        self.all.odd.ended_before_begin += u64::from(end < begin);
        self.all.begins.push(begin);
        let cycle = self.between(begin, end);
        self.all.all_cycles.push(cycle);
        match is_open {
            true => self.all.open += 1,
            false => self.all.cycle.push(cycle),
        }
        for execution in executions {
            self.execution(execution);
        }
        self.succession(executions, begin, end, is_open);
    }

    /// Time between two times, never negative.
    fn between(&mut self, from: i64, to: i64) -> i64 {
        match &mut self.hours {
            Some(hours) => hours.between(from, to),
            None => (to - from).max(0),
        }
    }

    fn execution(&mut self, execution: &Execution) {
        let both = |from: Option<i64>, to: Option<i64>| Some((from?, to?));
        let completed = execution.completed();
        let waiting = both(execution.created, execution.started).map(|(from, to)| self.between(from, to));
        let working = both(execution.started, completed).map(|(from, to)| self.between(from, to));
        let sojourn = both(execution.created, completed).map(|(from, to)| self.between(from, to));
        let activity = &mut self.all.activities[execution.activity as usize];
        activity.waiting.extend(waiting);
        activity.working.extend(working);
        activity.sojourn.extend(sojourn);
        match (execution.ended, execution.withdrawn) {
            (None, _) => activity.open += 1,
            (Some(_), true) => activity.withdrawn += 1,
            (Some(_), false) => {
                activity.completed += 1;
                if execution.who != NONE {
                    *activity.who.entry(execution.who).or_insert(0) += 1;
                }
            }
        }
    }

    /// Which activity was completed after which, and what that way through the process is.
    fn succession(&mut self, executions: &[Execution], begin: i64, end: i64, is_open: bool) {
        let mut completed: Vec<(i64, &Execution)> =
            executions.iter().filter_map(|execution| Some((execution.completed()?, execution))).collect();
        completed.sort_by_key(|(at, _)| *at);
        let mut before = (NONE, begin);
        for (at, execution) in &completed {
            let hand_over = self.between(before.1, execution.begun().unwrap_or(*at));
            self.all.follows.entry((before.0, execution.activity)).or_default().push(hand_over);
            before = (execution.activity, *at);
            let times = &mut self.times[execution.activity as usize];
            *times += 1;
            let activity = &mut self.all.activities[execution.activity as usize];
            activity.rework_cases += u64::from(*times == 2);
            activity.repetitions += u64::from(*times > 1);
        }
        if !is_open {
            let rest = self.between(before.1, end);
            self.all.follows.entry((before.0, NONE)).or_default().push(rest);
        }
        let way: Box<[u32]> = completed.iter().map(|(_, execution)| execution.activity).collect();
        for activity in &way {
            self.times[*activity as usize] = 0;
        }
        let variant = self.all.variants.entry(way).or_insert((0, 0));
        variant.0 += 1;
        variant.1 += u64::from(is_open);
    }
}

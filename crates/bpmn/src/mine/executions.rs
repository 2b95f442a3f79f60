//! From events to executions of activities: which start belongs to which end, whatever is missing or out of
//! order.

use super::log::{Lifecycle, Log, NONE, Stored};
use super::mined::Oddities;

/// One execution of an activity in a case. Times are in order: `created <= started <= ended`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Execution {
    pub(super) activity: u32,
    pub(super) created: Option<i64>,
    pub(super) started: Option<i64>,
    /// Completed or withdrawn.
    pub(super) ended: Option<i64>,
    pub(super) withdrawn: bool,
    instance: u32,
    /// The position in the log of the event that was seen first in time; tells a wrong clock from a new
    /// execution.
    first_seen: usize,
    pub(super) who: u32,
}

impl Execution {
    fn new(event: &Stored, position: usize) -> Self {
        Self {
            activity: event.activity,
            created: None,
            started: None,
            ended: None,
            withdrawn: false,
            instance: event.instance,
            first_seen: position,
            who: NONE,
        }
    }

    pub(super) fn completed(&self) -> Option<i64> {
        self.ended.filter(|_| !self.withdrawn)
    }

    /// The earliest time that is known.
    pub(super) fn begun(&self) -> Option<i64> {
        self.created.or(self.started).or(self.ended)
    }
}

/// Which transitions each activity has anywhere in the log; only where they are usual, their absence is odd.
pub(super) struct Habits(Vec<[bool; 4]>);

impl Habits {
    pub(super) fn of(log: &Log) -> Self {
        let mut habits = vec![[false; 4]; log.activities.texts.len()];
        for event in &log.events {
            habits[event.activity as usize][event.lifecycle as usize] = true;
        }
        Self(habits)
    }

    fn has(&self, activity: u32, lifecycle: Lifecycle) -> bool {
        self.0[activity as usize][lifecycle as usize]
    }
}

/// The events of one case, with their positions in the log.
pub(super) struct CaseEvents<'l> {
    pub(super) log: &'l Log,
    pub(super) positions: &'l [u32],
}

impl CaseEvents<'_> {
    /// Finds the executions, in the order in which they are first seen in time. `executions` is overwritten.
    pub(super) fn executions(&self, habits: &Habits, odd: &mut Oddities, executions: &mut Vec<Execution>) {
        executions.clear();
        let mut latest = i64::MIN;
        for position in self.positions {
            let time = self.event(*position).time;
            odd.out_of_order += u64::from(time < latest);
            latest = latest.max(time);
        }
        let mut ordered: Vec<u32> = self.positions.to_vec();
        ordered.sort_by_key(|position| (self.event(*position).time, self.event(*position).lifecycle));
        let mut before: Vec<&Stored> = Vec::new();
        for position in ordered {
            let event = self.event(position);
            // Duplicates stand at the same time, so only the events of that time are looked at.
            if before.last().is_some_and(|earlier| earlier.time != event.time) {
                before.clear();
            }
            if before.iter().any(|earlier| same(earlier, event)) {
                odd.duplicates += 1;
                continue;
            }
            if before.len() < MAX_LOOK_BACK {
                before.push(event);
            }
            take(event, position as usize, executions, odd);
        }
        for execution in executions.iter() {
            let has = |lifecycle| habits.has(execution.activity, lifecycle);
            odd.missing_start += u64::from(
                execution.completed().is_some() && execution.started.is_none() && has(Lifecycle::Started),
            );
            odd.missing_creation += u64::from(execution.created.is_none() && has(Lifecycle::Created));
        }
    }

    fn event(&self, position: u32) -> &Stored {
        &self.log.events[position as usize]
    }
}

/// The latest executions of a case among which that of an event is looked for, and the events of one
/// millisecond among which duplicates are. Keeps the cost linear.
const MAX_LOOK_BACK: usize = 250;

fn same(a: &Stored, b: &Stored) -> bool {
    (a.activity, a.instance, a.lifecycle) == (b.activity, b.instance, b.lifecycle)
}

/// Gives an event to its execution, the oldest that can take it, or to a new one.
fn take(event: &Stored, position: usize, executions: &mut Vec<Execution>, odd: &mut Oddities) {
    let recent = executions.len().saturating_sub(MAX_LOOK_BACK);
    let time = Some(event.time);
    let mut own = executions[recent..]
        .iter_mut()
        .filter(|execution| execution.activity == event.activity && execution.instance == event.instance);
    let found = match event.lifecycle {
        // A creation or start that was logged before what follows it, but has a later time: the clock was set
        // back.
        Lifecycle::Created => own.find(|e| e.created.is_none() && e.first_seen > position),
        Lifecycle::Started => {
            own.find(|e| e.started.is_none() && (e.ended.is_none() || e.first_seen > position))
        }
        // What was started ends before what was only created.
        Lifecycle::Completed | Lifecycle::Withdrawn => {
            let mut created = None;
            let mut started = None;
            for execution in own.filter(|e| e.ended.is_none()) {
                let place = if execution.started.is_some() { &mut started } else { &mut created };
                if place.is_none() {
                    *place = Some(execution);
                }
            }
            started.or(created)
        }
    };
    let execution = match found {
        Some(execution) => execution,
        None if event.lifecycle == Lifecycle::Withdrawn => {
            odd.withdrawn_unknown += 1;
            return;
        }
        None => {
            executions.push(Execution::new(event, position));
            let last = executions.len() - 1;
            &mut executions[last]
        }
    };
    if event.who != NONE {
        execution.who = event.who;
    }
    // Events come in order of time, so whatever an earlier transition would contradict is later than it.
    match event.lifecycle {
        Lifecycle::Created => {
            odd.clock_jumps += u64::from(execution.begun().is_some());
            execution.created = execution.begun().or(time);
        }
        Lifecycle::Started => {
            odd.clock_jumps += u64::from(execution.ended.is_some());
            execution.started = execution.ended.or(time);
        }
        Lifecycle::Completed | Lifecycle::Withdrawn => {
            execution.ended = time;
            execution.withdrawn = event.lifecycle == Lifecycle::Withdrawn;
        }
    }
}

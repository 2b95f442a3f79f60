//! The event log: what was observed of cases, kept compactly so that millions of events fit.

use std::collections::HashMap;
use std::sync::Arc;

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

/// Times outside are faults of a clock or a conversion: the beginning of 1970 and of 2200, in milliseconds.
const FIRST: i64 = 0;
const LAST: i64 = 7_258_118_400_000;

/// What happened to an activity; the transitions of XES (IEEE 1849-2016, lifecycle extension) that are told
/// apart.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Lifecycle {
    /// Ready to be taken up (`schedule`, `assign`).
    Created,
    /// Taken up (`start`).
    Started,
    /// Done (`complete`, and what a log without lifecycle holds).
    Completed,
    /// No longer needed (`withdraw`, `ate_abort`, `pi_abort`).
    Withdrawn,
}

/// One observation.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Event<'e> {
    /// Which case.
    pub case: &'e str,
    /// The id of the activity; that of the element, where the log comes from a process.
    pub activity: &'e str,
    /// Its name for people.
    pub name: Option<&'e str>,
    /// Tells executions of the same activity apart that run at the same time; without, the oldest open one is
    /// meant.
    pub instance: Option<&'e str>,
    /// What happened to it.
    pub lifecycle: Lifecycle,
    /// When.
    pub time: Timestamp,
    /// The role that did it.
    pub who: Option<&'e str>,
}

/// Events and cases, in the order in which they were observed or read.
#[derive(Debug, Clone, Default)]
pub struct Log {
    pub(super) cases: Names,
    pub(super) activities: Names,
    /// By activity: the first name that was seen.
    pub(super) names: Vec<Option<Arc<str>>>,
    pub(super) instances: Names,
    pub(super) roles: Names,
    pub(super) events: Vec<Stored>,
    /// By case, in milliseconds.
    pub(super) begun: HashMap<u32, i64>,
    pub(super) ended: HashMap<u32, i64>,
    pub(super) unusable: Unusable,
    /// Cases without an end are open.
    pub(super) tells_ends: bool,
}

/// What a log held that no event could be made of.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Unusable {
    /// Events without a time that can be read.
    pub without_time: u64,
    /// Events without an activity, or without a case.
    pub without_name: u64,
    /// Events with another lifecycle transition than those of [`Lifecycle`], such as `suspend`.
    pub other_transitions: u64,
    /// Events and ends of cases before 1970 or after 2199.
    pub impossible_time: u64,
}

/// An event with numbers instead of texts.
#[derive(Debug, Clone, Copy)]
pub(super) struct Stored {
    pub(super) case: u32,
    pub(super) activity: u32,
    /// [`NONE`] where there is none.
    pub(super) instance: u32,
    pub(super) who: u32,
    pub(super) lifecycle: Lifecycle,
    pub(super) time: i64,
}

/// No instance, nobody.
pub(super) const NONE: u32 = u32::MAX;

/// Texts with numbers from 0.
#[derive(Debug, Clone, Default)]
pub(super) struct Names {
    numbers: HashMap<Arc<str>, u32>,
    pub(super) texts: Vec<Arc<str>>,
}

impl Names {
    pub(super) fn number(&mut self, text: &str) -> u32 {
        if let Some(number) = self.numbers.get(text) {
            return *number;
        }
        // More texts than numbers would need more memory than there is; they would share the last number.
        let number = u32::try_from(self.texts.len()).unwrap_or(NONE - 1);
        let text: Arc<str> = text.into();
        self.texts.push(text.clone());
        self.numbers.insert(text, number);
        number
    }
}

impl Log {
    /// Without events.
    pub fn new() -> Self {
        Self::default()
    }

    /// Without events; whoever fills it tells of each case that has ended, so that all others are open, even where none
    /// has ended yet.
    pub fn with_ends() -> Self {
        Self { tells_ends: true, ..Self::default() }
    }

    /// The number of events.
    pub fn len(&self) -> usize {
        self.events.len()
    }

    /// Whether there is no event.
    pub fn is_empty(&self) -> bool {
        self.events.is_empty()
    }

    /// What was read and could not be used.
    pub fn unusable(&self) -> Unusable {
        self.unusable
    }

    /// Adds an event.
    pub fn push(&mut self, event: &Event<'_>) {
        let Some(time) = self.possible(event.time) else { return };
        let activity = self.activities.number(event.activity);
        if self.names.len() <= activity as usize {
            self.names.push(None);
        }
        let name = &mut self.names[activity as usize];
        if name.is_none() {
            *name = event.name.map(Into::into);
        }
        let stored = Stored {
            case: self.cases.number(event.case),
            activity,
            instance: event.instance.map_or(NONE, |instance| self.instances.number(instance)),
            who: event.who.map_or(NONE, |who| self.roles.number(who)),
            lifecycle: event.lifecycle,
            time,
        };
        self.events.push(stored);
    }

    /// When a case began; without, its first event says so.
    pub fn begin_case(&mut self, case: &str, time: Timestamp) {
        if let Some(time) = self.possible(time) {
            let case = self.cases.number(case);
            self.begun.entry(case).and_modify(|earlier| *earlier = time.min(*earlier)).or_insert(time);
        }
    }

    /// When a case ended. As soon as one case has an end, those without one are open; otherwise all have
    /// ended with their last event.
    pub fn end_case(&mut self, case: &str, time: Timestamp) {
        if let Some(time) = self.possible(time) {
            self.tells_ends = true;
            let case = self.cases.number(case);
            self.ended.entry(case).and_modify(|later| *later = time.max(*later)).or_insert(time);
        }
    }

    fn possible(&mut self, time: Timestamp) -> Option<i64> {
        let time = Some(time.as_millisecond()).filter(|time| (FIRST..LAST).contains(time));
        self.unusable.impossible_time += u64::from(time.is_none());
        time
    }
}

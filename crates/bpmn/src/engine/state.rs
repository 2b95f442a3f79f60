//! All that an instance remembers between two steps. It names elements by id, not by position, so that it can be
//! read by people and carried over to another version of the process.

use std::collections::BTreeSet;
use std::sync::Arc;

use feel::{Context, Value};
use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use super::table::{Row, Table};
use super::waiting::{Arrivals, Joins, Token};
use crate::effects::{ActivityId, IncidentId, Outcome, WaitId};
use crate::value;

/// The version of the stored form. Older forms are upgraded while reading; newer ones are refused.
pub(crate) const VERSION: u16 = 1;

/// The state of an instance. Made by [`State::new`] and [`crate::step`], kept as JSON by serde.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct State {
    pub(crate) version: u16,
    pub(crate) process: Arc<str>,
    pub(crate) status: Status,
    /// The next id of a scope, activity, wait or incident.
    pub(crate) next: u64,
    /// The first is that of the process.
    pub(crate) scopes: Table<Scope>,
    #[serde(default, skip_serializing_if = "Table::is_empty")]
    pub(crate) activities: Table<Activity>,
    #[serde(default, skip_serializing_if = "Table::is_empty")]
    pub(crate) waits: Table<Wait>,
    #[serde(default, skip_serializing_if = "Joins::is_empty")]
    pub(crate) joins: Joins,
    #[serde(default, skip_serializing_if = "Table::is_empty")]
    pub(crate) incidents: Table<Incident>,
}

/// Where an instance is in its life.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Status {
    /// Not started.
    New,
    /// Waiting for something.
    Running,
    /// Over.
    Ended(Outcome),
}

pub(crate) type ScopeId = u64;

/// A level that is being run, or one instance of an activity with a loop marker: a place for variables.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub(crate) struct Scope {
    pub(crate) id: ScopeId,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) parent: Option<ScopeId>,
    /// The activity that opened it; none for the process.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) owner: Option<ActivityId>,
    /// One instance of its owner, not a level with tokens.
    #[serde(default, skip_serializing_if = "is_false")]
    pub(crate) instance: bool,
    /// Position among the instances of its owner.
    #[serde(default, skip_serializing_if = "is_zero")]
    pub(crate) index: u32,
    /// Tokens on this level, wherever they wait.
    #[serde(default)]
    pub(crate) live: u32,
    #[serde(with = "value::context")]
    pub(crate) variables: Context,
    /// What can be compensated, in order of completion.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub(crate) done: Vec<Done>,
}

/// A completed activity that can be undone.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub(crate) struct Done {
    pub(crate) element: Arc<str>,
    /// The variables of its own, as they were at completion.
    #[serde(with = "value::context")]
    pub(crate) variables: Context,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub(crate) inner: Vec<Done>,
}

/// A node at which a token waits, or inside which tokens move.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub(crate) struct Activity {
    pub(crate) id: ActivityId,
    pub(crate) element: Arc<str>,
    pub(crate) scope: ScopeId,
    pub(crate) phase: Phase,
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum Phase {
    /// The shell works.
    Work,
    /// Waits of the node itself are open.
    Catch,
    /// Waits of the nodes behind an event-based gateway are open.
    Choice,
    /// A scope is open; `next` is the next activity of a sequential ad-hoc sub-process.
    Inside {
        next: u32,
    },
    /// Instances one after the other while a condition holds.
    Loop {
        count: u32,
    },
    Many(Counts),
    /// An event is being thrown; exists only within a step.
    Throwing,
    /// Handlers run, the last entry first.
    Compensating {
        queue: Vec<Done>,
        then: Then,
    },
    /// A person has to repair something.
    Stuck(StuckAt),
}

/// The numbers of a multi-instance activity.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub(crate) struct Counts {
    pub(crate) total: u32,
    /// Index of the next instance to begin.
    pub(crate) next: u32,
    pub(crate) active: u32,
    pub(crate) completed: u32,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub(crate) items: Vec<value::Stored>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub(crate) collected: Vec<value::Stored>,
}

/// What follows when compensation is complete.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum Then {
    Go,
    /// A transaction was cancelled.
    Cancel(ActivityId),
}

/// At which point a retry takes up again.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum StuckAt {
    Enter,
    Begin,
    Finish,
    Leave,
}

/// A timer or a subscription.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub(crate) struct Wait {
    pub(crate) id: WaitId,
    /// The event, or the receive task.
    pub(crate) element: Arc<str>,
    pub(crate) owner: Owner,
    /// Index among the triggers of the event.
    #[serde(default, skip_serializing_if = "is_zero")]
    pub(crate) trigger: u32,
    pub(crate) until: Until,
}

/// What a wait ends with.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum Owner {
    Activity(ActivityId),
    /// The start event of an event sub-process of this scope.
    Scope(ScopeId),
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum Until {
    Timer {
        due: Timestamp,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        cycle: Option<StoredCycle>,
    },
    Message {
        name: Arc<str>,
        #[serde(default, skip_serializing_if = "Option::is_none", with = "value::option")]
        correlation: Option<Value>,
    },
    Signal {
        name: Arc<str>,
    },
    /// Fires when the condition turns from not true to true.
    Condition {
        was: bool,
    },
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub(crate) struct StoredCycle {
    pub(crate) interval: Box<str>,
    pub(crate) times: Option<u32>,
}

/// Tokens that wait at a gateway, or at an activity for their `startQuantity`.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(crate) struct Join {
    pub(crate) element: Arc<str>,
    pub(crate) scope: ScopeId,
    pub(crate) arrived: Arrivals,
    /// Flows that a complex gateway consumed tokens from; it waits for the others before it begins anew.
    #[serde(default, skip_serializing_if = "BTreeSet::is_empty")]
    pub(crate) fired: BTreeSet<Arc<str>>,
    /// A token for which it was found to wait.
    #[serde(skip)]
    pub(crate) waits_for: Option<Token>,
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub(crate) struct Incident {
    pub(crate) id: IncidentId,
    pub(crate) activity: ActivityId,
    pub(crate) message: Arc<str>,
}

impl Row for Scope {
    fn id(&self) -> u64 {
        self.id
    }

    /// The activity that opened it; ids begin with 1.
    fn group(&self) -> u64 {
        self.owner.map_or(0, |owner| owner.0)
    }
}

impl Row for Activity {
    fn id(&self) -> u64 {
        self.id.0
    }

    fn group(&self) -> u64 {
        self.scope
    }
}

impl Row for Wait {
    fn id(&self) -> u64 {
        self.id.0
    }

    fn group(&self) -> u64 {
        self.owner.id()
    }
}

impl Row for Incident {
    fn id(&self) -> u64 {
        self.id.0
    }

    fn group(&self) -> u64 {
        self.activity.0
    }
}

impl Owner {
    /// Scopes and activities are counted together, so one number tells them apart.
    pub(super) fn id(self) -> u64 {
        match self {
            Self::Activity(activity) => activity.0,
            Self::Scope(scope) => scope,
        }
    }
}

fn is_false(value: &bool) -> bool {
    !value
}

fn is_zero(value: &u32) -> bool {
    *value == 0
}

impl Default for State {
    fn default() -> Self {
        Self::new()
    }
}

impl State {
    /// The state before the start.
    pub fn new() -> Self {
        Self {
            version: VERSION,
            process: "".into(),
            status: Status::New,
            next: 1,
            scopes: Table::new(),
            activities: Table::new(),
            waits: Table::new(),
            joins: Joins::default(),
            incidents: Table::new(),
        }
    }

    /// New, running or ended.
    pub fn status(&self) -> &Status {
        &self.status
    }

    /// Whether the instance is over.
    pub fn is_ended(&self) -> bool {
        matches!(self.status, Status::Ended(_))
    }

    /// The id of the process that the state belongs to; empty before the start.
    pub fn process(&self) -> &Arc<str> {
        &self.process
    }

    /// The variables of the process.
    pub fn variables(&self) -> Context {
        self.scopes.first().map(|scope| scope.variables.clone()).unwrap_or_default()
    }

    /// The activities that are open, oldest first: id and element.
    pub fn activities(&self) -> impl Iterator<Item = OpenActivity<'_>> {
        self.activities.iter().map(|activity| OpenActivity {
            id: activity.id,
            element: &activity.element,
            works: matches!(activity.phase, Phase::Work),
        })
    }

    /// The ids of the elements at which tokens wait: activities and events without others inside, gateways, joins. Repeated
    /// ones are repeated; those that came first are first.
    pub fn places(&self) -> impl Iterator<Item = &Arc<str>> {
        let inside =
            |phase: &Phase| matches!(phase, Phase::Inside { .. } | Phase::Loop { .. } | Phase::Many(_));
        let activities = self.activities.iter().filter(move |activity| !inside(&activity.phase));
        activities.map(|activity| &activity.element).chain(self.joins.iter().map(|join| &join.element))
    }

    /// The timers that run: id, event, time.
    pub fn timers(&self) -> impl Iterator<Item = (WaitId, &Arc<str>, Timestamp)> {
        self.waits.iter().filter_map(|wait| match &wait.until {
            Until::Timer { due, .. } => Some((wait.id, &wait.element, *due)),
            _ => None,
        })
    }

    /// The messages that are waited for: id, event or task, name, correlation value.
    pub fn messages(&self) -> impl Iterator<Item = (WaitId, &Arc<str>, &Arc<str>, Option<&Value>)> {
        self.waits.iter().filter_map(|wait| match &wait.until {
            Until::Message { name, correlation } => {
                Some((wait.id, &wait.element, name, correlation.as_ref()))
            }
            _ => None,
        })
    }

    /// The signals that are waited for: id, event, name.
    pub fn signals(&self) -> impl Iterator<Item = (WaitId, &Arc<str>, &Arc<str>)> {
        self.waits.iter().filter_map(|wait| match &wait.until {
            Until::Signal { name } => Some((wait.id, &wait.element, name)),
            _ => None,
        })
    }

    /// The incidents that are open: id, activity, what is wrong.
    pub fn incidents(&self) -> impl Iterator<Item = (IncidentId, ActivityId, &Arc<str>)> {
        self.incidents.iter().map(|incident| (incident.id, incident.activity, &incident.message))
    }
}

/// An activity, event or gateway that is open.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct OpenActivity<'s> {
    /// As in [`crate::Effect::Work`].
    pub id: ActivityId,
    /// The id of the element.
    pub element: &'s Arc<str>,
    /// Whether the shell is expected to work on it.
    pub works: bool,
}

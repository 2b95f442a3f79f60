//! Why a step was refused. A refused input changes nothing: the shell keeps the state it had.

use std::sync::Arc;

use jiff::Timestamp;

use crate::effects::{ActivityId, IncidentId, WaitId};

/// Why [`crate::step`] refused an input.
#[derive(Debug, Clone, PartialEq, thiserror::Error)]
#[non_exhaustive]
pub enum Error {
    /// The input begins an instance that runs already or has ended.
    #[error("the instance was started already; start a new one from an empty state")]
    AlreadyStarted,
    /// The instance was not started.
    #[error("the instance was not started; the first input must be Start")]
    NotStarted,
    /// The instance has ended.
    #[error("the instance has ended; no further input is accepted")]
    Ended,
    /// The state belongs to another process.
    #[error("the state belongs to the process '{state}', not to '{process}'")]
    OtherProcess {
        /// The process of the state.
        state: Arc<str>,
        /// The process given.
        process: Arc<str>,
    },
    /// The state was written by a newer program.
    #[error("the state has the version {0}, which this program does not know; update the program")]
    Version(u16),
    /// The state names an element that the process does not have: it belongs to another version of the model.
    #[error(
        "the state stands at the element '{0}', which this version of the process does not have; migrate it first"
    )]
    UnknownElement(Arc<str>),
    /// The start event is none of the process.
    #[error("the process has no start event '{0}' that can be used here; see Process::starts")]
    NoStart(Arc<str>),
    /// All start events of the process have a trigger.
    #[error("the process '{0}' starts only by an event; begin with StartAt, see Process::starts")]
    OnlyEvents(Arc<str>),
    /// The activity is not open: it was completed, withdrawn or never begun.
    #[error("activity {0} does not wait for an answer; it was completed or withdrawn before")]
    ActivityNotOpen(ActivityId),
    /// The timer or subscription is not open.
    #[error("timer or subscription {0} is not open; it was answered or withdrawn before")]
    WaitNotOpen(WaitId),
    /// The incident is not open.
    #[error("incident {0} is not open; it was settled before")]
    IncidentNotOpen(IncidentId),
    /// A timer came before its time.
    #[error("timer {timer} is due at {due}, it is {now}")]
    NotDue {
        /// The timer.
        timer: WaitId,
        /// When it is due.
        due: Timestamp,
        /// The time given.
        now: Timestamp,
    },
    /// Nothing waits for the message.
    #[error("the instance does not wait for a message '{0}' now")]
    NotExpected(Arc<str>),
    /// Several waits take the message.
    #[error("the message '{name}' fits {count} waits of the instance; name the subscription")]
    Ambiguous {
        /// The name of the message.
        name: Arc<str>,
        /// How many waits.
        count: usize,
    },
    /// A value that cannot be kept, such as a function.
    #[error("the variable '{name}' cannot be kept: {reason}")]
    Variable {
        /// The name of the variable.
        name: Arc<str>,
        /// Why.
        reason: String,
    },
    /// The output mapping of an activity fails on the output given.
    #[error("the output of '{element}' cannot be taken: {reason}")]
    Output {
        /// The id of the element.
        element: Arc<str>,
        /// Why.
        reason: String,
    },
    /// The start event of an event sub-process cannot be set up.
    #[error("the event '{element}' cannot be waited for: {reason}")]
    Event {
        /// The id of the start event.
        element: Arc<str>,
        /// Why.
        reason: String,
    },
    /// A jump from where no token waits.
    #[error("nothing waits at '{0}' now")]
    NothingWaits(Arc<str>),
    /// A jump whose tokens wait on different levels, or in several instances of a level.
    #[error("the tokens at {} do not wait on the same level; move those of one level at a time", .0.join(", "))]
    SeveralLevels(Vec<String>),
    /// A jump to where a token cannot go.
    #[error("a token cannot be moved to '{element}': {reason}")]
    NoTarget {
        /// The id of the element.
        element: Arc<str>,
        /// Why not.
        reason: &'static str,
    },
    /// The model runs in a circle without waiting.
    #[error(
        "the process ran through {steps} elements without waiting, the last was '{element}'; it loops for ever"
    )]
    Runaway {
        /// The element at which the limit was reached.
        element: Arc<str>,
        /// The limit.
        steps: u32,
    },
    /// Inclusive gateways whose flows run into each other in too many ways.
    #[error(
        "what the inclusive gateway '{element}' waits for was not found within {nodes} elements; use fewer such gateways in one circle"
    )]
    Entangled {
        /// The id of the gateway.
        element: Arc<str>,
        /// The limit.
        nodes: u64,
    },
}

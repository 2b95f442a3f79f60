//! What a step asks the shell to do, and what the shell tells the engine: data, no calls.

use std::fmt;
use std::str::FromStr;
use std::sync::Arc;

use feel::{Context, Value};
use jiff::Timestamp;
use serde::{Deserialize, Serialize};

macro_rules! id {
    ($name:ident, $doc:literal) => {
        #[doc = $doc]
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        #[serde(transparent)]
        pub struct $name(pub u64);

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                self.0.fmt(f)
            }
        }

        impl FromStr for $name {
            type Err = std::num::ParseIntError;

            fn from_str(text: &str) -> Result<Self, Self::Err> {
                text.parse().map(Self)
            }
        }
    };
}

id!(ActivityId, "An activity of an instance that was begun; a counter, unique within the instance.");
id!(WaitId, "A timer or a subscription of an instance; a counter, unique within the instance.");
id!(IncidentId, "Something that a person must repair before a token can go on; unique within the instance.");

/// What the shell has to carry out for an activity.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum WorkKind {
    /// A person decides or enters something.
    User,
    /// An operation of the platform (`r:operation`).
    Service,
    /// A decision (`r:decision`).
    BusinessRule,
    /// Something is sent; done when it is handed over.
    Send,
    /// A script in a language that the shell said it knows ([`crate::Options`]).
    Script,
    /// A called process or global task; completed when that ends.
    Call,
}

/// An event from outside that moves an instance.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub enum Input {
    /// Begins the instance at its start event without trigger.
    Start {
        /// The variables of the process.
        variables: Context,
    },
    /// Begins the instance at a certain start event: of a message, a signal, a timer or a condition.
    StartAt {
        /// The id of the start event.
        event: Arc<str>,
        /// The variables of the process, those of the event included.
        variables: Context,
    },
    /// The work of an activity is done.
    Complete {
        /// As given in [`Effect::Work`].
        activity: ActivityId,
        /// Results; they become variables, or are what `r:output` mappings read.
        output: Context,
    },
    /// The work of an activity failed.
    Fail {
        /// As given in [`Effect::Work`].
        activity: ActivityId,
        /// With a code: an error of the business, to be caught in the model. Without: an incident.
        error: Failure,
    },
    /// The work reports an escalation without ending (BPMN 2.0.2 section 10.5.5.5).
    Escalate {
        /// As given in [`Effect::Work`].
        activity: ActivityId,
        /// The escalation code.
        code: Arc<str>,
    },
    /// A timer has run down.
    TimerDue {
        /// As given in [`Effect::SetTimer`].
        timer: WaitId,
    },
    /// A message for this instance arrived.
    Message {
        /// The name of the message in the model.
        name: Arc<str>,
        /// The wait that the shell found; without, the engine finds the one wait of that name.
        subscription: Option<WaitId>,
        /// Becomes variables.
        payload: Context,
    },
    /// A signal was thrown in another instance.
    Signal {
        /// The name of the signal in the model.
        name: Arc<str>,
        /// Becomes variables where it is caught.
        payload: Context,
    },
    /// A person repaired what an incident is about; try again.
    Retry {
        /// As given in [`Effect::Incident`].
        incident: IncidentId,
    },
    /// A person or the shell sets variables of the process.
    SetVariables {
        /// Names and new values; others stay.
        variables: Context,
    },
    /// A person moves a token: what is open at some elements is withdrawn, with all inside, and one token goes on at
    /// another element of the same level.
    Jump {
        /// The ids of the elements that are left: activities, events and gateways at which tokens wait, on one level.
        leave: Vec<Arc<str>>,
        /// The id of the element at which it goes on.
        to: Arc<str>,
    },
    /// Ends the instance at once.
    Cancel {
        /// For the journal.
        reason: Arc<str>,
    },
}

/// Why work failed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Failure {
    /// The code of an error of the business, as in the `errorCode` of the model.
    pub code: Option<Arc<str>>,
    /// For people.
    pub message: Arc<str>,
}

/// What the shell has to do after a step, in this order.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub enum Effect {
    /// Carry out an activity; answer with [`Input::Complete`] or [`Input::Fail`].
    Work {
        /// Name it in the answer.
        activity: ActivityId,
        /// The id of the element; look up `r:` attributes with [`crate::Process::element`].
        element: Arc<str>,
        /// Who carries it out.
        kind: WorkKind,
        /// The values of the `r:input` mappings, or all variables that are visible there.
        input: Context,
        /// For [`WorkKind::Call`]: what is called, as written in the model.
        called: Option<Arc<str>>,
        /// For [`WorkKind::Send`]: the correlation value of the message, where the model gives one.
        correlation: Option<Value>,
    },
    /// Withdraw work that is no longer needed.
    CloseWork {
        /// The activity.
        activity: ActivityId,
    },
    /// Answer with [`Input::TimerDue`] at this time or soon after.
    SetTimer {
        /// Name it in the answer.
        timer: WaitId,
        /// The id of the event.
        element: Arc<str>,
        /// When.
        due: Timestamp,
    },
    /// The timer is no longer needed.
    CancelTimer {
        /// The timer.
        timer: WaitId,
    },
    /// Answer with [`Input::Message`] or [`Input::Signal`] when it arrives.
    Subscribe {
        /// Name it in the answer.
        subscription: WaitId,
        /// The id of the event or receive task.
        element: Arc<str>,
        /// For what.
        to: Subscription,
    },
    /// The subscription is no longer needed.
    Unsubscribe {
        /// The subscription.
        subscription: WaitId,
    },
    /// Send a message that a throwing event produces. No answer is expected.
    Send {
        /// The id of the event.
        element: Arc<str>,
        /// The name of the message in the model.
        name: Arc<str>,
        /// The correlation value, where the model gives one.
        correlation: Option<Value>,
        /// The values of the `r:input` mappings, or all visible variables.
        payload: Context,
    },
    /// Tell all other instances; this one has had the signal already.
    Signal {
        /// The id of the event.
        element: Arc<str>,
        /// The name of the signal in the model.
        name: Arc<str>,
        /// The values of the `r:input` mappings, or all visible variables.
        payload: Context,
    },
    /// An escalation was thrown and nothing in the model caught it; the instance goes on.
    Escalation {
        /// The id of the event.
        element: Arc<str>,
        /// The escalation code.
        code: Arc<str>,
    },
    /// A token cannot go on; a person has to repair and answer with [`Input::Retry`].
    Incident {
        /// Name it in the answer.
        incident: IncidentId,
        /// The activity that stands still.
        activity: ActivityId,
        /// The id of the element.
        element: Arc<str>,
        /// What is wrong.
        message: Arc<str>,
    },
    /// The incident is settled, by a retry or because its activity ended.
    IncidentClosed {
        /// The incident.
        incident: IncidentId,
    },
    /// The instance has ended; always the last effect.
    Ended {
        /// How.
        outcome: Outcome,
        /// The variables of the process at its end.
        variables: Context,
    },
}

/// What a subscription waits for.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub enum Subscription {
    /// A message, and the correlation value if the model names one.
    Message {
        /// The name of the message in the model.
        name: Arc<str>,
        /// The value that tells this instance among several.
        correlation: Option<Value>,
    },
    /// A signal.
    Signal {
        /// The name of the signal in the model.
        name: Arc<str>,
    },
}

/// How an instance ended.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", tag = "how")]
#[non_exhaustive]
pub enum Outcome {
    /// All tokens were consumed.
    Completed,
    /// At a terminate end event.
    Terminated {
        /// The id of the event.
        element: Arc<str>,
    },
    /// At an error end event that nothing in the model caught.
    Error {
        /// The id of the event.
        element: Arc<str>,
        /// The error code.
        code: Arc<str>,
    },
    /// By [`Input::Cancel`].
    Cancelled {
        /// The reason given.
        reason: Arc<str>,
    },
}

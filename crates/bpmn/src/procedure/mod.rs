//! A process as numbered steps to be read, for people who do not read diagrams (Verfahrensbeschreibung): who
//! does what, what it waits for, which ways lead on and under which condition, what can interrupt it.
//!
//! Only data is returned; the words around it are for the caller. The order is that of the flow: each step
//! stands after all from which a way leads to it, ways that lead back apart; branches stand one after the
//! other, the first first. Any graph can be read so, structured or not.

mod events;
mod steps;

use std::fmt;

use crate::graph::participant;
use crate::model::{Definitions, Element};

/// A process to be read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Procedure {
    /// The id of the process.
    pub process: Option<String>,
    /// The name of the process, else that of its participant, else its id.
    pub title: String,
    /// The text of its documentation.
    pub documentation: Option<String>,
    /// The name of the participant that stands for the process in a collaboration.
    pub participant: Option<String>,
    /// The steps in reading order.
    pub steps: Vec<ProcedureStep>,
}

/// A step: an activity, event or gateway. Boundary events are [`Interruption`]s of their host.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ProcedureStep {
    /// Unique in the procedure.
    pub number: StepNumber,
    /// The id of the element.
    pub element: Option<String>,
    /// The name of the element in BPMN, such as `userTask`.
    pub kind: String,
    /// The name that people see.
    pub name: Option<String>,
    /// The text of its documentation.
    pub documentation: Option<String>,
    /// Who does it, the most precise first; empty where the model does not say so.
    pub performers: Vec<Performer>,
    /// What it waits for. One of several suffices, unless [`Self::needs_all`].
    pub waits_for: Vec<Trigger>,
    /// All triggers are needed (`parallelMultiple`).
    pub needs_all: bool,
    /// What it sends or throws.
    pub throws: Vec<Trigger>,
    /// How often it is done.
    pub repeats: Option<Repetition>,
    /// Several ways lead here; whether all have to arrive.
    pub joins: Option<Join>,
    /// How the ways on are chosen, where there are several or one has a condition.
    pub choice: Option<Choice>,
    /// The ways on; none at an end.
    pub branches: Vec<Branch>,
    /// What can happen while it is done.
    pub interruptions: Vec<Interruption>,
    /// Begins by an event while what is around it runs (event sub-process).
    pub is_event_driven: bool,
    /// Is done to undo another step.
    pub is_compensation: bool,
    /// What is inside a sub-process.
    pub steps: Vec<ProcedureStep>,
}

/// The number of a step, such as `3` or, inside of step 3, `3.2`.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct StepNumber(Vec<u32>);

impl StepNumber {
    /// The numbers from the outermost to the innermost step, each from 1.
    pub fn parts(&self) -> &[u32] {
        &self.0
    }
}

impl fmt::Display for StepNumber {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (place, part) in self.0.iter().enumerate() {
            if place > 0 {
                f.write_str(".")?;
            }
            write!(f, "{part}")?;
        }
        Ok(())
    }
}

/// Who does a step.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Performer {
    /// The role of Rennsteig (`r:role`).
    Role(String),
    /// A performer or potential owner: the name of a resource, or an expression.
    Resource(String),
    /// The name of a lane.
    Lane(String),
    /// The name of a participant; only where nothing more precise is known.
    Participant(String),
}

/// What an event waits for or throws; names and expressions as in the model.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Trigger {
    /// A message.
    Message(Option<String>),
    /// A signal, to all who wait for it.
    Signal(Option<String>),
    /// A point in time (`timeDate`).
    Date(String),
    /// A span of time (`timeDuration`).
    Duration(String),
    /// A time that comes again (`timeCycle`).
    Cycle(String),
    /// A condition becomes true.
    Condition(String),
    /// An error.
    Error(Option<String>),
    /// An escalation.
    Escalation(Option<String>),
    /// A transaction is cancelled.
    Cancel,
    /// What was done is undone: the id of the activity, or all.
    Compensation(Option<String>),
    /// A link to another place of the same process.
    Link(Option<String>),
    /// Everything ends.
    Terminate,
}

/// How often a step is done.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Repetition {
    /// As long as a condition holds, at most so often.
    Loop {
        /// The condition.
        condition: Option<String>,
        /// How often at most.
        maximum: Option<u32>,
    },
    /// For each of several, one after the other.
    EachInTurn(Option<String>),
    /// For each of several, at the same time. The text tells which or how many.
    EachAtOnce(Option<String>),
}

/// How ways come together.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Join {
    /// The step is done for each that arrives.
    Each,
    /// It waits for all.
    All,
    /// It waits for all that can still arrive.
    AllActive,
    /// The model has a rule of its own.
    Complex,
}

/// How the ways on are chosen.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Choice {
    /// Exactly one, the first whose condition holds.
    One,
    /// All whose condition holds.
    Some,
    /// All at the same time.
    All,
    /// The one whose event happens first.
    FirstEvent,
    /// The model has a rule of its own.
    Complex,
}

/// A way on.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Branch {
    /// The id of the sequence flow or association; none for a link.
    pub flow: Option<String>,
    /// The name that people see.
    pub label: Option<String>,
    /// The condition.
    pub condition: Option<String>,
    /// Taken if no other way can be.
    pub is_default: bool,
    /// Where it leads.
    pub to: StepNumber,
    /// How the target lies to the step.
    pub way: Way,
}

/// Where a way leads in reading order.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Way {
    /// To the step that is read next.
    Next,
    /// To a step further on.
    On,
    /// Back to a step that was read before, or to the same.
    Back,
}

/// A boundary event: what can happen while a step is done.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Interruption {
    /// The id of the boundary event.
    pub element: Option<String>,
    /// The name that people see.
    pub name: Option<String>,
    /// The text of its documentation.
    pub documentation: Option<String>,
    /// What happens; one of several suffices, unless [`Self::needs_all`].
    pub triggers: Vec<Trigger>,
    /// All triggers are needed (`parallelMultiple`).
    pub needs_all: bool,
    /// Whether the step ends with it.
    pub ends_step: bool,
    /// The ways on.
    pub branches: Vec<Branch>,
}

/// The procedures of all processes of a file, in document order.
pub fn procedures(definitions: &Definitions) -> Vec<Procedure> {
    definitions.processes().map(procedure).collect()
}

/// The procedure of a process.
pub fn procedure(process: Element<'_>) -> Procedure {
    let participant = participant(process).and_then(|participant| participant.name());
    let title = process.name().or(participant).or_else(|| process.id()).unwrap_or_default();
    Procedure {
        process: process.id().map(str::to_owned),
        title: title.to_owned(),
        documentation: process.documentation(),
        participant: participant.map(str::to_owned),
        steps: steps::read(process, &[], &steps::Around { lane: None, participant }),
    }
}

impl Procedure {
    /// All steps with those inside of others, in reading order.
    pub fn all_steps(&self) -> impl Iterator<Item = &ProcedureStep> {
        let mut rest: Vec<&ProcedureStep> = self.steps.iter().rev().collect();
        std::iter::from_fn(move || {
            let step = rest.pop()?;
            rest.extend(step.steps.iter().rev());
            Some(step)
        })
    }
}

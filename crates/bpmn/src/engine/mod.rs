//! The token engine (BPMN 2.0.2 chapter 13) as a pure function: a state and an input give a new state and effects.
//! No clock, no randomness, no I/O; ids are counters. The same inputs give the same states, always.

mod activities;
mod compensation;
mod events;
mod flow;
mod inputs;
mod joins;
mod jump;
mod migrate;
mod reach;
mod repeat;
mod scopes;
pub(crate) mod state;
mod table;
mod waiting;
mod waits;

use std::collections::{HashMap, VecDeque};
use std::sync::Arc;

use fristen::Kalender;
use jiff::Timestamp;

use crate::effects::{ActivityId, Effect, IncidentId, Input};
use crate::error::Error;
use crate::process::{Behaviour, FlowIx, Node, NodeIx, Process, Throw};
use state::{Activity, Incident, Phase, ScopeId, State, Status, StuckAt, VERSION};

/// Elements that one step may run through before it counts as a circle.
const MAX_MOVES: u32 = 1_000_000;

pub use migrate::{Migration, Misfit, migrate};

/// When a step happens, and by whose holidays periods of the law are reckoned.
#[derive(Debug, Clone, Copy)]
pub struct Moment<'a> {
    /// The time.
    pub now: Timestamp,
    /// The calendar for timers with `r:frist`; without it such a timer is an incident.
    pub calendar: Option<&'a Kalender>,
}

/// Without a calendar.
impl From<Timestamp> for Moment<'_> {
    fn from(now: Timestamp) -> Self {
        Self { now, calendar: None }
    }
}

/// What a step gives.
#[derive(Debug, Clone, PartialEq)]
pub struct Step {
    /// The state to keep.
    pub state: State,
    /// What the shell has to do, in this order.
    pub effects: Vec<Effect>,
    /// The ids of the elements that tokens reached, in this order; repeated elements are repeated.
    pub visited: Vec<Arc<str>>,
}

/// Moves an instance by one input, until everything waits or the instance has ended.
///
/// The state is taken by value, as a step changes it in place. A refused input changes nothing: keep the stored
/// state (or a clone) until the step has succeeded. What goes wrong inside the model later on, such as a
/// condition without a value, is no refusal but an [`Effect::Incident`] in the new state, so that nothing is lost.
///
/// ```
/// use bpmn::{Definitions, Effect, Input, Process, State, step};
/// let file = br#"<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL" targetNamespace="urn:x">
///   <process id="p" isExecutable="true">
///     <startEvent id="start"/><userTask id="pruefen"/><endEvent id="ende"/>
///     <sequenceFlow id="f1" sourceRef="start" targetRef="pruefen"/>
///     <sequenceFlow id="f2" sourceRef="pruefen" targetRef="ende"/>
///   </process></definitions>"#;
/// let definitions = Definitions::read(file).unwrap();
/// let process = Process::compile(&definitions, None).unwrap();
/// let now: jiff::Timestamp = "2026-01-05T08:00:00Z".parse().unwrap();
/// let first = step(&process, State::new(), Input::Start { variables: feel::Context::new() }, now).unwrap();
/// let Effect::Work { activity, .. } = first.effects[0] else { panic!() };
/// let done = Input::Complete { activity, output: feel::Context::new() };
/// let last = step(&process, first.state, done, now).unwrap();
/// assert!(last.state.is_ended());
/// ```
pub fn step<'a>(
    process: &Process,
    state: State,
    input: Input,
    moment: impl Into<Moment<'a>>,
) -> Result<Step, Error> {
    step_with(process, state, input, moment.into(), None)
}

/// What a simulation puts in place of what a descriptive model leaves open. Everything else is the engine's.
pub(crate) trait Chance {
    /// The flows that a token takes out of a gateway; none where the conditions of the model decide.
    fn choose(&mut self, gateway: NodeIx) -> Option<Vec<FlowIx>>;
}

/// As [`step`]. With `chance`, abstract and manual tasks are handed out as work too, as they take time in
/// the world although no program carries them out.
pub(crate) fn step_with(
    process: &Process,
    state: State,
    input: Input,
    moment: Moment<'_>,
    chance: Option<&mut dyn Chance>,
) -> Result<Step, Error> {
    if state.version > VERSION {
        return Err(Error::Version(state.version));
    }
    match (&state.status, &input) {
        (Status::Ended(_), _) => return Err(Error::Ended),
        (Status::New, Input::Start { .. } | Input::StartAt { .. }) => {}
        (Status::New, _) => return Err(Error::NotStarted),
        (Status::Running, Input::Start { .. } | Input::StartAt { .. }) => return Err(Error::AlreadyStarted),
        (Status::Running, _) if state.process != process.id => {
            return Err(Error::OtherProcess { state: state.process, process: process.id.clone() });
        }
        (Status::Running, _) => {}
    }
    let mut run = Run { chance, ..Run::new(process, state, moment) };
    run.input(input)?;
    run.finish()
}

/// A step in progress.
struct Run<'p, 'c> {
    process: &'p Process,
    state: State,
    moment: Moment<'p>,
    queue: VecDeque<Move>,
    /// How many moves were taken from the queue.
    popped: u64,
    /// Scopes that were cleared: moves in them count only from this one on. Scopes that are gone need no entry.
    cleared: HashMap<ScopeId, u64>,
    /// Tokens that are about to throw a signal; they go on when all others wait, so that a signal reaches
    /// the catching events of parallel branches whatever the order of the branches is.
    late: VecDeque<Move>,
    /// A multi-instance activity whose instance throws an event at its completion. The activity is not interrupted
    /// in the usual way then: see [`Run::throw_of_instance`].
    completing: Option<ActivityId>,
    /// An interrupting boundary event of that activity has caught the event.
    cut: bool,
    effects: Vec<Effect>,
    visited: Vec<Arc<str>>,
    moves: u32,
    marks: reach::Marks,
    /// Variables changed, or a conditional event was armed, since conditions were looked at.
    changed: bool,
    /// Set in a simulation.
    chance: Option<&'c mut dyn Chance>,
}

/// Something to be done for a token in a scope.
#[derive(Debug, Clone, Copy)]
struct Move {
    scope: ScopeId,
    node: NodeIx,
    what: What,
}

#[derive(Debug, Clone, Copy)]
enum What {
    /// A token arrives, over a flow or out of nothing.
    Enter(Option<FlowIx>),
    /// The event behind an event-based gateway has happened.
    Fired,
    /// One more instance of a looping activity begins.
    Instance(ActivityId),
    /// The next handler of a compensation begins.
    Compensate(ActivityId),
}

impl<'p> Run<'p, '_> {
    fn new(process: &'p Process, state: State, moment: Moment<'p>) -> Self {
        Self {
            process,
            state,
            moment,
            queue: VecDeque::new(),
            popped: 0,
            cleared: HashMap::new(),
            late: VecDeque::new(),
            completing: None,
            cut: false,
            effects: Vec::new(),
            visited: Vec::new(),
            moves: 0,
            marks: reach::Marks::default(),
            changed: false,
            chance: None,
        }
    }

    fn finish(mut self) -> Result<Step, Error> {
        self.drain()?;
        Ok(Step { state: self.state, effects: self.effects, visited: self.visited })
    }

    /// Works until nothing moves.
    fn drain(&mut self) -> Result<(), Error> {
        loop {
            while let Some(next) = self.next_move() {
                self.moves += 1;
                if self.moves > MAX_MOVES {
                    let element = self.process.node(next.node).id.clone();
                    return Err(Error::Runaway { element, steps: MAX_MOVES });
                }
                self.carry_out(next)?;
            }
            if self.is_over() {
                return Ok(());
            }
            if self.changed {
                self.changed = false;
                self.check_conditions()?;
            } else if !self.check_joins()? {
                return Ok(());
            }
        }
    }

    fn next_move(&mut self) -> Option<Move> {
        while let Some(next) = self.queue.pop_front() {
            self.popped += 1;
            // What was interrupted while it waited in the queue is gone.
            if self.cleared.is_empty() || self.cleared.get(&next.scope).is_none_or(|from| self.popped > *from)
            {
                return Some(next);
            }
        }
        self.late.pop_front()
    }

    fn carry_out(&mut self, next: Move) -> Result<(), Error> {
        if self.is_over() || self.scope(next.scope).is_none() {
            return Ok(());
        }
        match next.what {
            What::Enter(via) if via.is_some() && !self.queue.is_empty() && self.throws_signal(next.node) => {
                self.late.push_back(next);
                Ok(())
            }
            What::Enter(via) => self.enter(next.node, via, next.scope),
            What::Fired => {
                self.visit(next.node);
                self.finished(next.node, next.scope)
            }
            What::Instance(body) => self.begin_instance(body, next.node),
            What::Compensate(throw) => self.next_compensation(throw),
        }
    }

    fn throws_signal(&self, node: NodeIx) -> bool {
        let (Behaviour::Throw(throws) | Behaviour::End(throws)) = &self.process.node(node).behaviour else {
            return false;
        };
        throws.iter().any(|throw| matches!(throw, Throw::Signal(_)))
    }

    fn is_over(&self) -> bool {
        matches!(self.state.status, Status::Ended(_))
    }

    fn next_id(&mut self) -> u64 {
        let id = self.state.next;
        self.state.next += 1;
        id
    }

    fn visit(&mut self, node: NodeIx) {
        self.visited.push(self.process.node(node).id.clone());
    }

    /// The node of a stored id.
    fn node_of(&self, id: &Arc<str>) -> Result<(NodeIx, &'p Node), Error> {
        let ix = self.process.index(id).ok_or_else(|| Error::UnknownElement(id.clone()))?;
        Ok((ix, self.process.node(ix)))
    }

    fn activity(&self, id: ActivityId) -> Option<&Activity> {
        self.state.activities.get(id.0)
    }

    fn activity_mut(&mut self, id: ActivityId) -> Option<&mut Activity> {
        self.state.activities.get_mut(id.0)
    }

    /// Keeps a token at a node.
    fn open(&mut self, node: NodeIx, scope: ScopeId, phase: Phase) -> ActivityId {
        let id = ActivityId(self.next_id());
        let element = self.process.node(node).id.clone();
        self.state.activities.insert(Activity { id, element, scope, phase });
        id
    }

    /// A token stays where something went wrong, until a person has repaired it.
    fn stuck(&mut self, node: NodeIx, scope: ScopeId, at: StuckAt, message: &impl ToString) {
        let activity = self.open(node, scope, Phase::Stuck(at));
        self.incident(activity, node, &message.to_string());
    }

    fn incident(&mut self, activity: ActivityId, node: NodeIx, message: &str) {
        let id = IncidentId(self.next_id());
        let message: Arc<str> = message.into();
        self.state.incidents.insert(Incident { id, activity, message: message.clone() });
        let element = self.process.node(node).id.clone();
        self.effects.push(Effect::Incident { incident: id, activity, element, message });
    }
}

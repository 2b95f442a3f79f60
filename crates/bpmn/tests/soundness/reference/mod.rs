//! What must happen, said by walking the tree: each block knows what remains of it. Nothing here is shared with
//! the engine; there are no tokens, no ids and no queue.

mod levels;
mod open;

use std::collections::BTreeMap;

use feel::Value;

use levels::{Inside, Repeated};
use open::Open;

use crate::model::{Activity, Block, Handler, Kind, Level, Model, On, Repeat, Thrown, Wait, What};
use crate::write::event_of;

/// Something that waits: an element, and which instance of each multi-instance activity around it.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Key {
    pub(crate) element: String,
    pub(crate) path: Vec<u32>,
}

/// What comes from outside.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Event {
    pub(crate) key: Key,
    pub(crate) what: Answer,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Answer {
    Complete,
    Fail(u8),
    Escalate(u8),
    Timer,
    Message,
}

/// How it ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum End {
    Completed,
    Terminated,
    Error(u8),
}

/// A process that runs.
pub(crate) struct Instance<'m> {
    root: Rest<'m>,
    world: World<'m>,
}

impl<'m> Instance<'m> {
    pub(crate) fn start(model: &'m Model, variables: BTreeMap<String, Value>) -> Self {
        let mut world = World { variables, values: vec![0], ..World::default() };
        let root = Rest::inside(0, &model.level, false, &mut world);
        Self { root, world }
    }

    /// Everything that waits, and what may happen to it; what is awaited but better not sent has no answer.
    pub(crate) fn open(&self) -> Vec<(Key, Vec<Answer>)> {
        let mut open = Open::default();
        if self.end().is_none() {
            self.root.open(&mut open);
        }
        open.found
    }

    /// Something happens; the number is the output of a task or the payload of a message.
    pub(crate) fn happen(&mut self, event: &Event, number: i64) {
        self.world.number = number;
        assert!(self.root.happen(event, &mut self.world), "{event:?} is not open");
    }

    pub(crate) fn end(&self) -> Option<End> {
        match self.world.ends {
            Some(Ends::Terminate) => Some(End::Terminated),
            Some(Ends::Error(code)) => Some(End::Error(code)),
            Some(Ends::Escalation(_)) => unreachable!("an escalation ends only what catches it"),
            None if self.world.terminated => Some(End::Terminated),
            None => matches!(self.root, Rest::Done).then_some(End::Completed),
        }
    }

    /// Escalations that nothing caught so far.
    pub(crate) fn escalations(&self) -> usize {
        self.world.uncaught
    }

    pub(crate) fn variables(&self) -> BTreeMap<String, Value> {
        let mut variables = self.world.variables.clone();
        variables.insert("v".to_owned(), Value::from(self.world.values[0]));
        variables
    }
}

/// What surrounds a block, and what goes up from it.
#[derive(Default)]
struct World<'m> {
    variables: BTreeMap<String, Value>,
    /// The variable `v`: of the process, and of the sub-processes around that have their own.
    values: Vec<i64>,
    path: Vec<u32>,
    /// The handlers around, from outside in.
    guards: Vec<&'m [Handler]>,
    number: i64,
    /// What can be undone on the level.
    done: Vec<Key>,
    /// What came into being on the level beside the token.
    beside: Vec<Rest<'m>>,
    /// A token is gone; whoever catches this ends.
    ends: Option<Ends>,
    /// An escalation whose token goes on.
    escalated: Option<u8>,
    uncaught: usize,
    terminated: bool,
    /// What an instance gives to be collected.
    result: Option<i64>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Ends {
    Error(u8),
    Escalation(u8),
    Terminate,
}

impl World<'_> {
    fn key(&self, element: impl Into<String>) -> Key {
        Key { element: element.into(), path: self.path.clone() }
    }

    fn value(&self) -> i64 {
        *self.values.last().expect("the process has a value")
    }

    fn set_value(&mut self) {
        let number = self.number;
        *self.values.last_mut().expect("the process has a value") = number;
    }

    /// The innermost handler of an escalation: whether it interrupts.
    fn catcher(&self, code: u8) -> Option<bool> {
        self.guards.iter().rev().find_map(|handlers| {
            catcher(handlers, Ends::Escalation(code)).map(|at| handlers[at].interrupting)
        })
    }
}

/// The handler that names the code comes before the one that takes all.
fn catcher(handlers: &[Handler], thrown: Ends) -> Option<usize> {
    let (exact, any) = match thrown {
        Ends::Error(code) => (On::Error(Some(code)), On::Error(None)),
        Ends::Escalation(code) => (On::Escalation(Some(code)), On::Escalation(None)),
        Ends::Terminate => return None,
    };
    let position = |on| handlers.iter().position(|handler| handler.on == on);
    position(exact).or_else(|| position(any))
}

/// What remains of a block.
enum Rest<'m> {
    Done,
    Task {
        number: u32,
        undo: bool,
        collected: bool,
    },
    Catch(u32, Wait),
    Choice(&'m [(Wait, Block)]),
    Throw(u32, Thrown),
    /// Tasks that undo, the last one first.
    Undoing(Vec<Key>),
    Sequence(Box<Rest<'m>>, &'m [Block]),
    All(Vec<Rest<'m>>),
    Circle {
        body: &'m Block,
        left: u32,
        rest: Box<Rest<'m>>,
    },
    Guarded {
        handlers: &'m [Handler],
        armed: Vec<bool>,
        rest: Box<Rest<'m>>,
    },
    Repeated(Box<Repeated<'m>>),
    Inside(Box<Inside<'m>>),
}

impl<'m> Rest<'m> {
    fn is_done(&self) -> bool {
        matches!(self, Self::Done)
    }

    /// A block is entered, and everything is done that needs no answer.
    fn begin(block: &'m Block, world: &mut World<'m>) -> Self {
        let mut rest = match &block.kind {
            Kind::Script => {
                let counter = world.variables.get_mut(&format!("s{}", block.number)).expect("it is counted");
                let count = counter.as_number().and_then(feel::Number::to_i64).expect("a count");
                *counter = Value::from(count + 1);
                Self::Done
            }
            Kind::Catch(wait) => Self::Catch(block.number, *wait),
            Kind::Sequence(blocks) => Self::Sequence(Box::new(Self::Done), blocks),
            Kind::Exclusive(taken, branches) => Self::begin(&branches[*taken], world),
            Kind::Parallel(branches) => {
                Self::All(branches.iter().map(|branch| Self::begin(branch, world)).collect())
            }
            Kind::Inclusive(branches) => {
                let taken = branches.iter().filter(|(taken, _)| *taken);
                Self::All(taken.map(|(_, branch)| Self::begin(branch, world)).collect())
            }
            Kind::Events(branches) => Self::Choice(branches),
            Kind::Circle(times, body) => {
                let rest = Box::new(Self::begin(body, world));
                Self::Circle { body, left: times - 1, rest }
            }
            Kind::Guarded(host, handlers) => {
                let rest = Box::new(Self::begin(host, world));
                Self::Guarded { handlers, armed: vec![true; handlers.len()], rest }
            }
            Kind::Throw(thrown) => Self::Throw(block.number, *thrown),
            Kind::Activity(activity) => match activity.repeat {
                Repeat::Once => Self::once(block.number, activity, false, world),
                _ => Self::Repeated(Box::new(Repeated::of(block.number, activity))),
            },
        };
        rest.settle(world);
        rest
    }

    fn once(number: u32, activity: &'m Activity, collected: bool, world: &mut World<'m>) -> Self {
        match &activity.what {
            What::Task { undo, .. } => Self::Task { number, undo: *undo, collected },
            What::Level(level) => Self::inside(number, level, collected, world),
        }
    }

    fn inside(number: u32, level: &'m Level, collected: bool, world: &mut World<'m>) -> Self {
        let mut inside = Box::new(Inside::of(number, level, collected));
        inside.within(world, |inside, world| inside.main = Self::begin(&level.body, world));
        let mut rest = Self::Inside(inside);
        rest.settle(world);
        rest
    }

    /// Goes on as far as no answer is needed.
    fn settle(&mut self, world: &mut World<'m>) {
        let done = match self {
            Self::Sequence(rest, blocks) => loop {
                if !rest.is_done() {
                    break false;
                }
                let Some((first, others)) = blocks.split_first() else { break true };
                *blocks = others;
                **rest = Self::begin(first, world);
            },
            Self::Circle { body, left, rest } => {
                while rest.is_done() && *left > 0 {
                    *left -= 1;
                    **rest = Self::begin(body, world);
                }
                rest.is_done()
            }
            Self::All(all) => all.iter().all(Self::is_done),
            Self::Guarded { rest, .. } => rest.is_done(),
            Self::Undoing(queue) => queue.is_empty(),
            Self::Repeated(repeated) => repeated.settle(world),
            Self::Inside(inside) => inside.settle(world),
            Self::Done | Self::Task { .. } | Self::Catch(..) | Self::Choice(_) | Self::Throw(..) => false,
        };
        if done {
            *self = Self::Done;
        }
    }

    /// True: it happened here.
    fn happen(&mut self, event: &Event, world: &mut World<'m>) -> bool {
        let found = self.find(event, world);
        if found && world.ends.is_none() {
            self.settle(world);
        }
        found
    }

    fn find(&mut self, event: &Event, world: &mut World<'m>) -> bool {
        match self {
            Self::Done => false,
            Self::Task { number, undo, collected } => {
                let (number, undo, collected) = (*number, *undo, *collected);
                if event.key != world.key(format!("t{number}")) {
                    return false;
                }
                if self.answered(event.what, collected, world) && undo {
                    world.done.push(world.key(format!("u{number}")));
                }
                true
            }
            Self::Throw(number, thrown) => {
                let thrown = *thrown;
                if event.key != world.key(format!("t{number}")) {
                    return false;
                }
                if self.answered(event.what, false, world) {
                    self.throw(thrown, world);
                }
                true
            }
            Self::Catch(number, _) => {
                let found = event.key == world.key(format!("k{number}"));
                if found {
                    happened(event.what, world);
                    *self = Self::Done;
                }
                found
            }
            Self::Choice(branches) => {
                let at = branches.iter().position(|(_, branch)| event.key == world.key(event_of(branch)));
                let Some(at) = at else { return false };
                happened(event.what, world);
                *self = Self::begin(&branches[at].1, world);
                true
            }
            Self::Undoing(queue) => {
                let found = queue.last() == Some(&event.key);
                if found {
                    queue.pop();
                }
                found
            }
            Self::Sequence(rest, _) | Self::Circle { rest, .. } => rest.happen(event, world),
            Self::All(all) => all.iter_mut().any(|rest| rest.happen(event, world)),
            Self::Guarded { .. } => self.guarded(event, world),
            Self::Repeated(repeated) => repeated.happen(event, world),
            Self::Inside(inside) => inside.happen(event, world),
        }
    }

    /// The answer to a task. True: it is complete.
    fn answered(&mut self, answer: Answer, collected: bool, world: &mut World<'m>) -> bool {
        match answer {
            Answer::Complete if collected => world.result = Some(world.number),
            Answer::Complete => world.set_value(),
            Answer::Fail(code) => world.ends = Some(Ends::Error(code)),
            Answer::Escalate(code) => escalate(code, world),
            Answer::Timer | Answer::Message => unreachable!("a task waits for its answer"),
        }
        let complete = answer == Answer::Complete;
        if complete {
            *self = Self::Done;
        }
        complete
    }

    fn throw(&mut self, thrown: Thrown, world: &mut World<'m>) {
        match thrown {
            Thrown::Error(code, true) => world.ends = Some(Ends::Error(code)),
            Thrown::Terminate(true) => world.ends = Some(Ends::Terminate),
            Thrown::Error(_, false) | Thrown::Terminate(false) => {}
            Thrown::Escalation(code) => escalate(code, world),
            Thrown::Compensation => *self = Self::Undoing(std::mem::take(&mut world.done)),
        }
    }

    /// A boundary event happens, or something inside that it catches.
    fn guarded(&mut self, event: &Event, world: &mut World<'m>) -> bool {
        let Self::Guarded { handlers, armed, rest } = self else { unreachable!("asked for a guarded one") };
        let handlers = *handlers;
        let fired = fired(handlers, armed, event, world);
        let at = match fired {
            Some(at) => at,
            None => {
                world.guards.push(handlers);
                let found = rest.happen(event, world);
                world.guards.pop();
                if !found {
                    return false;
                }
                match caught(handlers, world) {
                    Some(at) => at,
                    None => return true,
                }
            }
        };
        let begun = Self::begin(&handlers[at].body, world);
        match handlers[at].interrupting {
            true => *self = begun,
            false => world.beside.push(begun),
        }
        true
    }
}

/// An escalation takes the token with it only if what catches it interrupts.
fn escalate(code: u8, world: &mut World<'_>) {
    match world.catcher(code) {
        Some(true) => world.ends = Some(Ends::Escalation(code)),
        Some(false) => world.escalated = Some(code),
        None => world.uncaught += 1,
    }
}

fn happened(answer: Answer, world: &mut World<'_>) {
    if answer == Answer::Message {
        world.set_value();
    }
}

/// The handler whose own event this is. A timer runs down once, a message may come again.
fn fired(handlers: &[Handler], armed: &mut [bool], event: &Event, world: &mut World<'_>) -> Option<usize> {
    let at = handlers.iter().position(|handler| {
        matches!(handler.on, On::Wait(_)) && event.key == world.key(format!("h{}", handler.number))
    });
    let at = at.filter(|at| armed[*at])?;
    happened(event.what, world);
    armed[at] = event.what == Answer::Message;
    Some(at)
}

/// The handler of what goes up.
fn caught(handlers: &[Handler], world: &mut World<'_>) -> Option<usize> {
    let thrown = world.ends.or(world.escalated.map(Ends::Escalation))?;
    let at = catcher(handlers, thrown)?;
    (world.ends, world.escalated) = (None, None);
    Some(at)
}

//! A block-structured process as a tree: every block has one way in and one way out.
//!
//! Whatever throws, ends its level or begins compensation stands behind a task of its own. So each input moves one
//! token to the place where it acts, and what must happen does not depend on the order in which an engine
//! moves the tokens of parallel branches.

/// A part of a process. The number makes the ids of its elements; [`Model::new`] gives it.
#[derive(Debug, Clone, Default)]
pub(crate) struct Block {
    pub(crate) number: u32,
    pub(crate) kind: Kind,
}

#[derive(Debug, Clone)]
pub(crate) enum Kind {
    Activity(Activity),
    /// Adds one to the variable `s<number>`.
    Script,
    /// Waits for an event.
    Catch(Wait),
    Sequence(Vec<Block>),
    /// The branch taken, and all of them.
    Exclusive(usize, Vec<Block>),
    Parallel(Vec<Block>),
    /// Each branch with whether it is taken; the default flow is one more, empty branch.
    Inclusive(Vec<(bool, Block)>),
    /// An event-based gateway.
    Events(Vec<(Wait, Block)>),
    /// Repeats a block by a flow that leads back.
    Circle(u32, Box<Block>),
    /// An activity with boundary events.
    Guarded(Box<Block>, Vec<Handler>),
    /// A task, and then an event.
    Throw(Thrown),
}

/// A task or a sub-process, once or repeated.
#[derive(Debug, Clone)]
pub(crate) struct Activity {
    pub(crate) what: What,
    pub(crate) repeat: Repeat,
}

#[derive(Debug, Clone)]
pub(crate) enum What {
    Task {
        work: Work,
        /// There is a task that undoes it.
        undo: bool,
    },
    Level(Level),
}

#[derive(Debug, Clone, Copy)]
pub(crate) enum Work {
    User,
    Service,
    Call,
}

/// What is inside a sub-process.
#[derive(Debug, Clone)]
pub(crate) struct Level {
    pub(crate) body: Box<Block>,
    /// The sub-process has a variable `v` of its own, and hands it out as `o<number>`.
    pub(crate) local: bool,
    /// Event sub-processes.
    pub(crate) handlers: Vec<Handler>,
}

#[derive(Debug, Clone, Copy, Default)]
pub(crate) enum Repeat {
    #[default]
    Once,
    /// A loop marker with `loopMaximum`.
    Loop(u32),
    Many {
        sequential: bool,
        total: u32,
        /// Complete when so many instances are.
        enough: Option<u32>,
        /// Collects `v` of each instance into `l<number>`.
        collect: bool,
    },
}

/// What happens at an event that an activity or a level is guarded by.
#[derive(Debug, Clone)]
pub(crate) struct Handler {
    pub(crate) number: u32,
    pub(crate) on: On,
    pub(crate) interrupting: bool,
    pub(crate) body: Block,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum On {
    Wait(Wait),
    /// The error with this code, or any.
    Error(Option<u8>),
    Escalation(Option<u8>),
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Wait {
    Timer,
    Message,
}

#[derive(Debug, Clone, Copy)]
pub(crate) enum Thrown {
    /// An error end event; it is only reached where the mark says so.
    Error(u8, bool),
    Terminate(bool),
    Escalation(u8),
    /// Undoes what was done on the level.
    Compensation,
}

impl Default for Kind {
    fn default() -> Self {
        Self::Sequence(Vec::new())
    }
}

impl Kind {
    pub(crate) fn task(work: Work) -> Self {
        Self::Activity(Activity { what: What::Task { work, undo: false }, repeat: Repeat::Once })
    }
}

/// A whole process.
#[derive(Debug, Clone)]
pub(crate) struct Model {
    pub(crate) level: Level,
}

impl Model {
    /// Numbers all blocks, and leaves only what the reference can say for sure.
    pub(crate) fn new(body: Block, handlers: Vec<Handler>) -> Self {
        let mut level = Level { body: Box::new(body), local: false, handlers };
        Numbers::default().level(&mut level);
        Self { level }
    }
}

#[derive(Default)]
struct Numbers {
    next: u32,
    /// Whether a block that compensates stands on this level already.
    compensates: bool,
}

impl Numbers {
    fn next(&mut self) -> u32 {
        self.next += 1;
        self.next
    }

    fn level(&mut self, level: &mut Level) {
        let outside = std::mem::replace(&mut self.compensates, false);
        self.block(&mut level.body);
        self.handlers(&mut level.handlers, false);
        self.compensates = outside;
    }

    fn handlers(&mut self, handlers: &mut Vec<Handler>, at_boundary: bool) {
        // Of two handlers for the same error it would be left open which one acts.
        let mut seen = Vec::new();
        handlers.retain(|handler| {
            let first = matches!(handler.on, On::Wait(_)) || !seen.contains(&handler.on);
            seen.push(handler.on);
            first
        });
        for handler in handlers {
            handler.number = self.next();
            handler.interrupting |= matches!(handler.on, On::Error(_));
            if !handler.interrupting {
                // It may run several times at once. Then only a row of tasks is the same whichever goes on.
                handler.body.kind = row(std::mem::take(&mut handler.body.kind));
            }
            if !at_boundary {
                quiet(&mut handler.body);
            }
            self.block(&mut handler.body);
        }
    }

    fn block(&mut self, block: &mut Block) {
        block.number = self.next();
        match &mut block.kind {
            Kind::Activity(activity) => {
                if let What::Level(level) = &mut activity.what {
                    if matches!(activity.repeat, Repeat::Many { enough: Some(_), .. }) {
                        end_with_task(&mut level.body);
                    }
                    self.level(level);
                }
            }
            Kind::Script | Kind::Catch(_) => {}
            Kind::Sequence(blocks) | Kind::Exclusive(_, blocks) | Kind::Parallel(blocks) => {
                blocks.iter_mut().for_each(|block| self.block(block));
            }
            Kind::Inclusive(branches) => branches.iter_mut().for_each(|(_, block)| self.block(block)),
            Kind::Events(branches) => {
                // The events have numbers of their own.
                for (_, block) in branches {
                    self.next();
                    self.block(block);
                }
            }
            Kind::Circle(_, body) => self.block(body),
            Kind::Guarded(host, handlers) => {
                self.block(host);
                self.handlers(handlers, true);
            }
            // Two that compensate one level at once would share what is to be undone in an order left open.
            Kind::Throw(Thrown::Compensation) if std::mem::replace(&mut self.compensates, true) => {
                block.kind = Kind::task(Work::User);
            }
            Kind::Throw(_) => {}
        }
    }
}

/// The last thing that happens is an answer from outside, so that only one instance can complete at a time.
fn end_with_task(body: &mut Block) {
    let kind = std::mem::take(&mut body.kind);
    let last = Block { kind: Kind::task(Work::Service), ..Block::default() };
    body.kind = Kind::Sequence(vec![Block { kind, ..Block::default() }, last]);
}

/// A row of tasks and scripts, as many as there were blocks.
fn row(kind: Kind) -> Kind {
    let simple = |block: Block| match block.kind {
        kind @ Kind::Script => Block { kind, ..block },
        _ => Block { kind: Kind::task(Work::User), ..block },
    };
    match kind {
        Kind::Sequence(blocks) => Kind::Sequence(blocks.into_iter().map(simple).collect()),
        kind => Kind::Sequence(vec![simple(Block { kind, ..Block::default() })]),
    }
}

/// An event sub-process neither throws nor can be undone: what catches that, the standard leaves open.
fn quiet(block: &mut Block) {
    match &mut block.kind {
        Kind::Activity(Activity { what: What::Task { undo, .. }, .. }) => *undo = false,
        Kind::Activity(Activity { what: What::Level(level), .. }) => quiet(&mut level.body),
        Kind::Sequence(blocks) | Kind::Exclusive(_, blocks) | Kind::Parallel(blocks) => {
            blocks.iter_mut().for_each(quiet);
        }
        Kind::Inclusive(branches) => branches.iter_mut().for_each(|(_, block)| quiet(block)),
        Kind::Events(branches) => branches.iter_mut().for_each(|(_, block)| quiet(block)),
        Kind::Circle(_, body) => quiet(body),
        Kind::Guarded(host, handlers) => {
            quiet(host);
            handlers.iter_mut().for_each(|handler| quiet(&mut handler.body));
        }
        Kind::Throw(_) => block.kind = Kind::task(Work::User),
        Kind::Script | Kind::Catch(_) => {}
    }
}

//! A process ready to run: the flow nodes of one `process` element as flat tables with indexes, expressions
//! parsed, references followed. Everything a step looks up is found here without searching.

mod compile;
mod connect;
mod events;
mod expression;
mod loops;
mod mapping;
mod nodes;
mod rank;
pub(crate) mod timer;

use std::collections::HashMap;
use std::fmt;
use std::sync::Arc;

pub(crate) use compile::is_true;
pub use compile::{Options, ScriptLanguage};
pub(crate) use events::definitions as event_definitions;
pub(crate) use expression::{EvaluationError, Expression};
pub(crate) use mapping::Mapping;
use timer::Timer;

use crate::effects::WorkKind;

/// Index of a node in [`Process::nodes`].
pub(crate) type NodeIx = u32;
/// Index of a sequence flow in [`Process::flows`].
pub(crate) type FlowIx = u32;
/// Index of a level (the process itself or a sub-process) in [`Process::levels`].
pub(crate) type LevelIx = u32;

/// A compiled process. Immutable; share it in an `Arc` among all its instances.
#[derive(Debug)]
pub struct Process {
    pub(crate) id: Arc<str>,
    pub(crate) name: Option<String>,
    pub(crate) documentation: Option<String>,
    pub(crate) extensions: Extensions,
    pub(crate) nodes: Vec<Node>,
    pub(crate) flows: Vec<Flow>,
    /// Level 0 is the process.
    pub(crate) levels: Vec<Level>,
    pub(crate) ids: HashMap<Arc<str>, NodeIx>,
    pub(crate) flow_ids: HashMap<Arc<str>, FlowIx>,
    pub(crate) zone: jiff::tz::TimeZone,
    /// By node; see [`rank`].
    ranks: Vec<u32>,
}

impl Process {
    /// The id of the process in its file.
    pub fn id(&self) -> &Arc<str> {
        &self.id
    }

    /// The name of the process.
    pub fn name(&self) -> Option<&str> {
        self.name.as_deref()
    }

    /// The documentation of the process.
    pub fn documentation(&self) -> Option<&str> {
        self.documentation.as_deref()
    }

    /// An attribute of the process in the namespace `urn:rennsteig:bpmn:1`.
    pub fn extension(&self, name: &str) -> Option<&str> {
        self.extensions.get(name)
    }

    /// The activity, event or gateway with this id.
    pub fn element(&self, id: &str) -> Option<&Node> {
        self.ids.get(id).map(|ix| &self.nodes[*ix as usize])
    }

    /// All activities, events and gateways in document order, those in sub-processes included.
    pub fn elements(&self) -> impl Iterator<Item = &Node> {
        self.nodes.iter()
    }

    /// The start events of the process: what an instance can begin with.
    pub fn starts(&self) -> impl Iterator<Item = Start<'_>> {
        self.levels[0].starts.iter().filter_map(|ix| {
            let node = self.node(*ix);
            let Behaviour::Start(catch) = &node.behaviour else { return None };
            let triggers = catch.triggers.iter().map(StartTrigger::of).collect();
            Some(Start { element: node.id.clone(), triggers })
        })
    }

    /// Whether steps need a calendar of holidays: a timer has `r:frist`.
    pub fn has_periods(&self) -> bool {
        let is_period = |trigger: &Trigger| matches!(trigger, Trigger::Timer(Timer::Frist { .. }));
        self.nodes.iter().filter_map(Node::catch).any(|catch| catch.triggers.iter().any(is_period))
    }

    pub(crate) fn node(&self, ix: NodeIx) -> &Node {
        &self.nodes[ix as usize]
    }

    /// A node from which another can be reached ranks at most as high as that one.
    pub(crate) fn rank(&self, ix: NodeIx) -> u32 {
        self.ranks[ix as usize]
    }

    pub(crate) fn flow(&self, ix: FlowIx) -> &Flow {
        &self.flows[ix as usize]
    }

    pub(crate) fn level(&self, ix: LevelIx) -> &Level {
        &self.levels[ix as usize]
    }

    pub(crate) fn index(&self, id: &str) -> Option<NodeIx> {
        self.ids.get(id).copied()
    }
}

/// A start event of a process.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Start<'p> {
    /// The id of the start event.
    pub element: Arc<str>,
    /// What it waits for; empty for a start without trigger.
    pub triggers: Vec<StartTrigger<'p>>,
}

/// What creates an instance of a process.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum StartTrigger<'p> {
    /// A message of this name.
    Message(&'p str),
    /// A signal of this name.
    Signal(&'p str),
    /// A date or a cycle; the shell plans it.
    Timer,
    /// A condition.
    Condition,
}

impl<'p> StartTrigger<'p> {
    fn of(trigger: &'p Trigger) -> Self {
        match trigger {
            Trigger::Message(message) => Self::Message(&message.name),
            Trigger::Signal(name) => Self::Signal(name),
            Trigger::Timer(_) => Self::Timer,
            // Other triggers are refused for the start events of a process.
            _ => Self::Condition,
        }
    }
}

/// An activity, event or gateway.
#[derive(Debug)]
pub struct Node {
    pub(crate) id: Arc<str>,
    pub(crate) name: Option<String>,
    pub(crate) kind: NodeKind,
    pub(crate) documentation: Option<String>,
    pub(crate) extensions: Extensions,
    pub(crate) line: u32,
    pub(crate) lane: Option<Arc<str>>,
    pub(crate) level: LevelIx,
    pub(crate) behaviour: Behaviour,
    pub(crate) incoming: Vec<FlowIx>,
    pub(crate) outgoing: Vec<FlowIx>,
    pub(crate) default: Option<FlowIx>,
    /// Boundary events attached to this activity.
    pub(crate) boundary: Vec<NodeIx>,
    /// Throwing link events that lead to this catching one.
    pub(crate) link_sources: Vec<NodeIx>,
    pub(crate) repeat: Option<Box<Repeat>>,
    pub(crate) input: Option<Mapping>,
    pub(crate) output: Option<Mapping>,
    pub(crate) start_quantity: u32,
    pub(crate) completion_quantity: u32,
    /// The activity that undoes this one (BPMN 2.0.2 section 10.7).
    pub(crate) compensation: Option<NodeIx>,
    pub(crate) for_compensation: bool,
    pub(crate) script: Option<Box<str>>,
    pub(crate) message: Option<Arc<str>>,
    /// Of a send task; events have theirs with the message.
    pub(crate) correlation: Option<Expression>,
    pub(crate) data_outputs: Vec<Arc<str>>,
}

impl Node {
    /// The id in the file.
    pub fn id(&self) -> &Arc<str> {
        &self.id
    }

    /// The name that people see.
    pub fn name(&self) -> Option<&str> {
        self.name.as_deref()
    }

    /// What it is.
    pub fn kind(&self) -> NodeKind {
        self.kind
    }

    /// The text of its documentation.
    pub fn documentation(&self) -> Option<&str> {
        self.documentation.as_deref()
    }

    /// The line in the file, from 1.
    pub fn line(&self) -> u32 {
        self.line
    }

    /// The name of the lane in which it is drawn (of the innermost one), or the id of a lane without a name.
    pub fn lane(&self) -> Option<&str> {
        self.lane.as_deref()
    }

    /// An attribute in the namespace `urn:rennsteig:bpmn:1`, such as `role` for `r:role`.
    pub fn extension(&self, name: &str) -> Option<&str> {
        self.extensions.get(name)
    }

    /// The text of a script that the shell runs.
    pub fn script(&self) -> Option<&str> {
        self.script.as_deref()
    }

    /// The name of the message that a send or receive task or a message event is about.
    pub fn message(&self) -> Option<&Arc<str>> {
        self.message.as_ref()
    }

    /// Whether it says which values it is given or gives away (`r:input`, data associations); without, it is all variables.
    pub fn names_input(&self) -> bool {
        self.input.is_some()
    }

    /// The names under which the activity hands out data (`dataOutput` in its `ioSpecification`), in order.
    pub fn data_outputs(&self) -> impl Iterator<Item = &Arc<str>> {
        self.data_outputs.iter()
    }

    /// What it waits for, if it is an event or task that waits.
    pub(crate) fn catch(&self) -> Option<&Catch> {
        match &self.behaviour {
            Behaviour::Start(catch)
            | Behaviour::Catch(catch)
            | Behaviour::Receive(catch)
            | Behaviour::Boundary { catch, .. } => Some(catch),
            _ => None,
        }
    }

    /// All attributes in that namespace.
    pub fn extensions(&self) -> impl Iterator<Item = (&str, &str)> {
        self.extensions.0.iter().map(|(name, value)| (&**name, &**value))
    }
}

impl Node {
    /// Whether a token on its way waits here for an event: not a boundary event, which waits beside it.
    pub(crate) fn waits_in_the_flow(&self) -> bool {
        matches!(self.behaviour, Behaviour::Catch(_) | Behaviour::Receive(_))
    }
}

/// Attributes in the namespace of Rennsteig. Few, so a list.
#[derive(Debug, Default)]
pub(crate) struct Extensions(pub(crate) Vec<(Box<str>, Box<str>)>);

impl Extensions {
    fn get(&self, name: &str) -> Option<&str> {
        self.0.iter().find(|(key, _)| &**key == name).map(|(_, value)| &**value)
    }
}

/// The kind of a flow node; the name of its element in the file.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[expect(missing_docs, reason = "the names are those of BPMN 2.0.2")]
pub enum NodeKind {
    StartEvent,
    EndEvent,
    IntermediateCatchEvent,
    IntermediateThrowEvent,
    BoundaryEvent,
    ExclusiveGateway,
    ParallelGateway,
    InclusiveGateway,
    ComplexGateway,
    EventBasedGateway,
    Task,
    UserTask,
    ServiceTask,
    BusinessRuleTask,
    ScriptTask,
    SendTask,
    ReceiveTask,
    ManualTask,
    SubProcess,
    Transaction,
    AdHocSubProcess,
    CallActivity,
}

impl NodeKind {
    pub(crate) fn from_name(name: &str) -> Option<Self> {
        Some(match name {
            "startEvent" => Self::StartEvent,
            "endEvent" => Self::EndEvent,
            "intermediateCatchEvent" => Self::IntermediateCatchEvent,
            "intermediateThrowEvent" => Self::IntermediateThrowEvent,
            "boundaryEvent" => Self::BoundaryEvent,
            "exclusiveGateway" => Self::ExclusiveGateway,
            "parallelGateway" => Self::ParallelGateway,
            "inclusiveGateway" => Self::InclusiveGateway,
            "complexGateway" => Self::ComplexGateway,
            "eventBasedGateway" => Self::EventBasedGateway,
            "task" => Self::Task,
            "userTask" | "globalUserTask" => Self::UserTask,
            "serviceTask" => Self::ServiceTask,
            "businessRuleTask" | "globalBusinessRuleTask" => Self::BusinessRuleTask,
            "scriptTask" | "globalScriptTask" => Self::ScriptTask,
            "sendTask" => Self::SendTask,
            "receiveTask" => Self::ReceiveTask,
            "manualTask" | "globalManualTask" => Self::ManualTask,
            "subProcess" => Self::SubProcess,
            "transaction" => Self::Transaction,
            "adHocSubProcess" => Self::AdHocSubProcess,
            "callActivity" => Self::CallActivity,
            _ => return None,
        })
    }

    /// The element name in BPMN, such as `userTask`.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::StartEvent => "startEvent",
            Self::EndEvent => "endEvent",
            Self::IntermediateCatchEvent => "intermediateCatchEvent",
            Self::IntermediateThrowEvent => "intermediateThrowEvent",
            Self::BoundaryEvent => "boundaryEvent",
            Self::ExclusiveGateway => "exclusiveGateway",
            Self::ParallelGateway => "parallelGateway",
            Self::InclusiveGateway => "inclusiveGateway",
            Self::ComplexGateway => "complexGateway",
            Self::EventBasedGateway => "eventBasedGateway",
            Self::Task => "task",
            Self::UserTask => "userTask",
            Self::ServiceTask => "serviceTask",
            Self::BusinessRuleTask => "businessRuleTask",
            Self::ScriptTask => "scriptTask",
            Self::SendTask => "sendTask",
            Self::ReceiveTask => "receiveTask",
            Self::ManualTask => "manualTask",
            Self::SubProcess => "subProcess",
            Self::Transaction => "transaction",
            Self::AdHocSubProcess => "adHocSubProcess",
            Self::CallActivity => "callActivity",
        }
    }

    /// Whether boundary events can be attached to it.
    pub fn is_activity(self) -> bool {
        !matches!(
            self,
            Self::StartEvent
                | Self::EndEvent
                | Self::IntermediateCatchEvent
                | Self::IntermediateThrowEvent
                | Self::BoundaryEvent
                | Self::ExclusiveGateway
                | Self::ParallelGateway
                | Self::InclusiveGateway
                | Self::ComplexGateway
                | Self::EventBasedGateway
        )
    }
}

impl fmt::Display for NodeKind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

/// A sequence flow.
#[derive(Debug)]
pub(crate) struct Flow {
    pub(crate) id: Arc<str>,
    pub(crate) source: NodeIx,
    pub(crate) target: NodeIx,
    pub(crate) condition: Option<Expression>,
}

/// The process or a sub-process: what starts when it is entered.
#[derive(Debug, Default)]
pub(crate) struct Level {
    /// The sub-process; none for the process itself.
    pub(crate) owner: Option<NodeIx>,
    pub(crate) starts: Vec<NodeIx>,
    /// Nodes without incoming flow that begin with the level, where it has no start event.
    pub(crate) implicit_starts: Vec<NodeIx>,
    pub(crate) event_sub_processes: Vec<NodeIx>,
    /// Names of data objects and properties declared here; they are variables of this level.
    pub(crate) data: Vec<Arc<str>>,
}

/// What a node does when a token arrives.
#[derive(Debug)]
pub(crate) enum Behaviour {
    Start(Catch),
    End(Vec<Throw>),
    Throw(Vec<Throw>),
    Catch(Catch),
    Boundary { attached: NodeIx, interrupting: bool, catch: Catch },
    Exclusive,
    Parallel,
    Inclusive,
    Complex { activation: Option<Expression> },
    EventBased,
    Pass,
    Work(WorkKind),
    Script { expression: Expression, result: Option<Arc<str>> },
    Receive(Catch),
    Sub { level: LevelIx, ad_hoc: Option<Box<AdHoc>> },
    EventSub { level: LevelIx },
    Call { called: Option<Arc<str>> },
}

/// How the activities of an ad-hoc sub-process are started (BPMN 2.0.2 section 10.3.5.4).
#[derive(Debug)]
pub(crate) struct AdHoc {
    pub(crate) sequential: bool,
    pub(crate) completion: Option<Expression>,
    pub(crate) cancel_remaining: bool,
}

/// What a catching event waits for.
#[derive(Debug, Default)]
pub(crate) struct Catch {
    pub(crate) triggers: Vec<Trigger>,
    /// All triggers are needed (`parallelMultiple`), not one of them.
    pub(crate) all: bool,
    /// Of the start event of an event sub-process.
    pub(crate) interrupting: bool,
}

#[derive(Debug)]
pub(crate) enum Trigger {
    Message(Message),
    Signal(Arc<str>),
    Timer(Timer),
    Conditional(Expression),
    /// With its code; any error where it has none.
    Error(Option<Arc<str>>),
    Escalation(Option<Arc<str>>),
    Cancel,
    Compensate,
    Link(Arc<str>),
}

#[derive(Debug)]
pub(crate) enum Throw {
    Message(Message),
    Signal(Arc<str>),
    Error(Arc<str>),
    Escalation(Arc<str>),
    Cancel,
    Terminate,
    Compensate {
        activity: Option<NodeIx>,
    },
    /// To the catching link event of the same name and level.
    Link {
        name: Arc<str>,
        target: Option<NodeIx>,
    },
}

#[derive(Debug)]
pub(crate) struct Message {
    pub(crate) name: Arc<str>,
    /// The value that tells the right instance among several (`r:correlation`).
    pub(crate) correlation: Option<Expression>,
}

/// Loop and multi-instance markers (BPMN 2.0.2 sections 10.3.8 and 10.3.9).
#[derive(Debug)]
pub(crate) enum Repeat {
    Loop { test_before: bool, condition: Option<Expression>, maximum: Option<u32> },
    Many(Many),
}

#[derive(Debug)]
pub(crate) struct Many {
    pub(crate) sequential: bool,
    pub(crate) count: Count,
    /// The local variable with the item of the collection.
    pub(crate) item: Option<Arc<str>>,
    pub(crate) completion: Option<Expression>,
    /// Collects an expression of each instance, in order of the instances, into a list.
    pub(crate) collect: Option<(Arc<str>, Expression)>,
    pub(crate) behaviour: ManyBehaviour,
}

#[derive(Debug)]
pub(crate) enum Count {
    Cardinality(Expression),
    Collection(Expression),
}

/// Which events an instance throws when it completes (attribute `behavior`).
#[derive(Debug)]
pub(crate) enum ManyBehaviour {
    /// A token per body; no event.
    All,
    /// An event for the first instance that completes.
    One(Throw),
    /// An event for every instance.
    None(Throw),
    /// An event where a condition holds.
    Complex(Vec<(Expression, Throw)>),
}

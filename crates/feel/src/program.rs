//! The compiled form of an expression: nodes in one arena, names already replaced by slots.

use crate::{
    Parameter, Type, Value,
    builtins::{Builtin, patterns::Prepared},
};
use std::sync::Arc;

/// Index of a node in [`Program::nodes`].
pub(crate) type NodeId = u32;
/// Index into the frame of the running function.
pub(crate) type Slot = u32;
/// Some nodes in [`Program::lists`].
#[derive(Clone, Copy, Debug)]
pub(crate) struct Nodes {
    pub(crate) start: u32,
    pub(crate) length: u32,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Operator {
    Add,
    Subtract,
    Multiply,
    Divide,
    Power,
    Equal,
    NotEqual,
    Less,
    LessEqual,
    Greater,
    GreaterEqual,
}

impl Operator {
    /// As it is written.
    pub(crate) fn sign(self) -> &'static str {
        match self {
            Operator::Add => "+",
            Operator::Subtract => "-",
            Operator::Multiply => "*",
            Operator::Divide => "/",
            Operator::Power => "**",
            Operator::Equal => "=",
            Operator::NotEqual => "!=",
            Operator::Less => "<",
            Operator::LessEqual => "<=",
            Operator::Greater => ">",
            Operator::GreaterEqual => ">=",
        }
    }
}

#[derive(Clone, Copy, Debug)]
pub(crate) enum Node {
    /// `constants[i]`
    Constant(u32),
    /// A variable in the frame.
    Slot(Slot),
    /// A name inside a filter: an entry of the filtered item (innermost first), else `fallback`.
    Member {
        name: u32,
        items: Nodes,
        fallback: Option<NodeId>,
    },
    /// Something that was accepted although it cannot work: null with the warning `names[i]`.
    Fault(u32),
    Negate(NodeId),
    Binary(Operator, NodeId, NodeId),
    And(Nodes),
    Or(Nodes),
    Between {
        value: NodeId,
        low: NodeId,
        high: NodeId,
    },
    /// The value passes one of the tests; it is put into the slot for them.
    In {
        value: NodeId,
        slot: Slot,
        tests: Nodes,
    },
    /// Unary tests on the value in the slot: one passes, or none if negated.
    Tests {
        tests: Nodes,
        negated: bool,
    },
    /// A test: the value in the slot compared with a value.
    Compare {
        slot: Slot,
        operator: Operator,
        value: NodeId,
    },
    /// A test: the value in the slot equals, or lies in, a value.
    Matches {
        slot: Slot,
        value: NodeId,
    },
    /// A test that mentions `?` itself: its truth, or a match.
    Holds {
        slot: Slot,
        value: NodeId,
    },
    InstanceOf {
        value: NodeId,
        kind: u32,
    },
    If {
        condition: NodeId,
        then: NodeId,
        other: NodeId,
    },
    For {
        iterators: u32,
        count: u32,
        body: NodeId,
        partial: Slot,
    },
    Quantified {
        every: bool,
        iterators: u32,
        count: u32,
        body: NodeId,
    },
    Filter {
        list: NodeId,
        item: Slot,
        predicate: NodeId,
        dependent: bool,
    },
    Path {
        base: NodeId,
        name: u32,
    },
    List(Nodes),
    /// `entries[start..start + count]`
    Context {
        start: u32,
        count: u32,
    },
    Range {
        start: Option<NodeId>,
        end: Option<NodeId>,
        start_included: bool,
        end_included: bool,
    },
    CallBuiltin {
        builtin: u32,
        arguments: Nodes,
    },
    Call {
        callee: NodeId,
        arguments: Nodes,
    },
    /// Arguments by name: `names` has as many entries in `lists`.
    CallNamed {
        callee: NodeId,
        arguments: Nodes,
        names: Nodes,
    },
    Function(u32),
}

/// `name in domain`, or `name in from..to`.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Iterator {
    pub(crate) slot: Slot,
    pub(crate) domain: NodeId,
    pub(crate) to: Option<NodeId>,
}

#[derive(Clone, Debug)]
pub(crate) struct Entry {
    pub(crate) name: Arc<str>,
    pub(crate) slot: Slot,
    pub(crate) value: NodeId,
}

/// A function literal.
#[derive(Clone, Debug)]
pub(crate) struct FunctionCode {
    pub(crate) parameters: Arc<[Parameter]>,
    pub(crate) body: NodeId,
    /// Slots of the frame; the parameters are the first.
    pub(crate) frame: u32,
    /// Values taken along: the slot in the surrounding frame, and in this one.
    pub(crate) captures: Vec<(Slot, Slot)>,
    /// Where it stands in the source.
    pub(crate) span: (u32, u32),
}

/// A compiled expression.
#[derive(Debug, Default)]
pub(crate) struct Program {
    pub(crate) source: Arc<str>,
    pub(crate) nodes: Vec<Node>,
    /// Where each node starts in the source.
    pub(crate) spans: Vec<u32>,
    pub(crate) lists: Vec<u32>,
    pub(crate) constants: Vec<Value>,
    pub(crate) names: Vec<Arc<str>>,
    pub(crate) kinds: Vec<Type>,
    pub(crate) iterators: Vec<Iterator>,
    pub(crate) entries: Vec<Entry>,
    pub(crate) builtins: Vec<&'static Builtin>,
    /// What the calls of `builtins` with the same place have prepared.
    pub(crate) prepared: Vec<Option<Prepared>>,
    pub(crate) functions: Vec<FunctionCode>,
    /// The variables that are read from the scope; of unary tests the first is `?`.
    pub(crate) globals: Vec<Arc<str>>,
    /// Their slots.
    pub(crate) global_slots: Vec<Slot>,
    /// The root of the whole expression and the slots it needs.
    pub(crate) root: NodeId,
    pub(crate) frame: u32,
}

impl Program {
    /// The value, if the whole is a constant.
    pub(crate) fn constant(&self) -> Option<&Value> {
        match self.nodes.get(self.root as usize)? {
            Node::Constant(at) => self.constants.get(*at as usize),
            _ => None,
        }
    }

    pub(crate) fn list(&self, nodes: Nodes) -> &[u32] {
        &self.lists[nodes.start as usize..(nodes.start + nodes.length) as usize]
    }
}

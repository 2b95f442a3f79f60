//! Adding to the program: nodes with their height, constants, lists of nodes.

use super::{Parser, Result, small};
use crate::{
    Ends, Error, Position, Value,
    program::{Node, NodeId, Nodes, Operator},
};
use std::sync::Arc;

/// How high a node may stand above its leaves: sums of so many parts, calls nested so deep.
const MAX_HEIGHT: u32 = 400;

impl Parser<'_> {
    pub(super) fn emit(&mut self, node: Node, start: u32) -> NodeId {
        self.program.nodes.push(node);
        self.program.spans.push(start);
        self.heights.push(1);
        small(self.program.nodes.len() - 1)
    }

    /// A node above others.
    pub(super) fn emit_over(&mut self, node: Node, start: u32, parts: &[NodeId]) -> Result<NodeId> {
        let height = parts.iter().map(|part| self.heights[*part as usize]).max().unwrap_or(0) + 1;
        if height > MAX_HEIGHT {
            let position = Position::of(self.source, start as usize);
            return Err(Error::TooDeep { limit: MAX_HEIGHT, position });
        }
        let id = self.emit(node, start);
        self.heights[id as usize] = height;
        Ok(id)
    }

    pub(super) fn constant(&mut self, value: Value, start: u32) -> NodeId {
        self.program.constants.push(value);
        let at = small(self.program.constants.len() - 1);
        self.emit(Node::Constant(at), start)
    }

    /// The value of a node, if it is a constant.
    pub(super) fn as_constant(&self, node: NodeId) -> Option<&Value> {
        match self.program.nodes[node as usize] {
            Node::Constant(at) => Some(&self.program.constants[at as usize]),
            _ => None,
        }
    }

    /// The values of nodes, if all are constants.
    pub(super) fn as_constants(&self, nodes: &[NodeId]) -> Option<Vec<Value>> {
        nodes.iter().map(|node| self.as_constant(*node).cloned()).collect()
    }

    pub(super) fn list(&mut self, nodes: &[NodeId]) -> Nodes {
        let start = small(self.program.lists.len());
        self.program.lists.extend_from_slice(nodes);
        Nodes { start, length: small(nodes.len()) }
    }

    pub(super) fn name(&mut self, name: &str) -> u32 {
        if let Some(at) = self.program.names.iter().position(|known| &**known == name) {
            return small(at);
        }
        self.program.names.push(Arc::from(name));
        small(self.program.names.len() - 1)
    }

    pub(super) fn negate(&mut self, node: NodeId, start: u32) -> Result<NodeId> {
        if let Some(Value::Number(n)) = self.as_constant(node) {
            let value = Value::Number(-*n);
            return Ok(self.constant(value, start));
        }
        self.emit_over(Node::Negate(node), start, &[node])
    }

    /// A range; of constants it is a constant.
    pub(super) fn range(
        &mut self,
        ends: [Option<NodeId>; 2],
        included: [bool; 2],
        start: u32,
    ) -> Result<NodeId> {
        let kind = Ends::of(ends[0], ends[1]);
        let constant =
            |end: Option<NodeId>| end.map_or(Some(Value::Null), |node| self.as_constant(node).cloned());
        if let (Some(low), Some(high)) = (constant(ends[0]), constant(ends[1]))
            && let Ok(range) = crate::eval::range(low, high, included[0], included[1], kind)
        {
            return Ok(self.constant(range, start));
        }
        let node = Node::Range {
            start: ends[0],
            end: ends[1],
            start_included: included[0],
            end_included: included[1],
        };
        let parts: Vec<NodeId> = ends.iter().filter_map(|end| *end).collect();
        self.emit_over(node, start, &parts)
    }

    /// `(< value)` and the like as a value: a range with one end, or what lies on both sides.
    pub(super) fn comparison_range(
        &mut self,
        operator: Operator,
        value: NodeId,
        start: u32,
    ) -> Result<NodeId> {
        let none = None;
        match operator {
            Operator::Less => self.range([none, Some(value)], [false, false], start),
            Operator::LessEqual => self.range([none, Some(value)], [false, true], start),
            Operator::Greater => self.range([Some(value), none], [false, false], start),
            Operator::GreaterEqual => self.range([Some(value), none], [true, false], start),
            Operator::NotEqual => {
                let below = self.range([none, Some(value)], [false, false], start)?;
                let above = self.range([Some(value), none], [false, false], start)?;
                let nodes = self.list(&[below, above]);
                self.emit_over(Node::List(nodes), start, &[below, above])
            }
            _ => self.range([Some(value), Some(value)], [true, true], start),
        }
    }

    /// A node that is null with a warning, or the error if unknown things are refused.
    pub(super) fn fault(&mut self, error: Error, start: u32) -> Result<NodeId> {
        if self.unknown == super::Unknown::Refused {
            return Err(error);
        }
        let message = self.name(&error.to_string());
        Ok(self.emit(Node::Fault(message), start))
    }
}

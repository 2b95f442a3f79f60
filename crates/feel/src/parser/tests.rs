//! Unary tests (grammar rules 7 to 18 of DMN 1.5, 10.3.1.2), in cells and after `in`.

use super::{Parser, Result};
use crate::{
    Value,
    lexer::Kind,
    program::{Node, NodeId, Operator, Slot},
};

impl Parser<'_> {
    /// The tests of a cell: `-`, `not(...)`, or tests of which one must pass.
    pub(super) fn root_tests(&mut self, input: Slot) -> Result<NodeId> {
        let start = self.here()?;
        if self.is("-")? {
            let at = self.at;
            self.next()?;
            if matches!(self.peek()?.kind, Kind::End) {
                return Ok(self.constant(Value::Boolean(true), start));
            }
            self.rewind(at);
        }
        if matches!(&self.peek()?.kind, Kind::Name(name) if &**name == "not") {
            let at = self.at;
            if let Some(node) = self.negated_tests(input, start)? {
                return Ok(node);
            }
            self.rewind(at);
        }
        let tests = self.tests(input)?;
        self.emit_tests(&tests, false, start)
    }

    /// `not(tests)` and nothing after it; `None` if it is something else, such as a call in an expression.
    fn negated_tests(&mut self, input: Slot, start: u32) -> Result<Option<NodeId>> {
        self.next()?;
        if !self.take("(")? {
            return Ok(None);
        }
        let tests = self.tests(input)?;
        if !self.take(")")? || !matches!(self.peek()?.kind, Kind::End) {
            return Ok(None);
        }
        self.emit_tests(&tests, true, start).map(Some)
    }

    fn rewind(&mut self, at: usize) {
        self.at = at;
        self.peeked = None;
    }

    fn emit_tests(&mut self, tests: &[NodeId], negated: bool, start: u32) -> Result<NodeId> {
        if let ([test], false) = (tests, negated) {
            return Ok(*test);
        }
        let nodes = self.list(tests);
        self.emit_over(Node::Tests { tests: nodes, negated }, start, tests)
    }

    fn tests(&mut self, slot: Slot) -> Result<Vec<NodeId>> {
        let mut tests = vec![self.test(slot, 0)?];
        while self.take(",")? {
            tests.push(self.test(slot, 0)?);
        }
        Ok(tests)
    }

    /// After `in`: one test, or tests in brackets.
    pub(super) fn membership_tests(&mut self, slot: Slot) -> Result<Vec<NodeId>> {
        let start = self.here()?;
        if !self.take("(")? {
            return Ok(vec![self.test(slot, 3)?]);
        }
        let mut tests = Vec::new();
        let mut values = Vec::new();
        let before = self.inputs_read;
        loop {
            let before = self.inputs_read;
            match self.comparison()? {
                Some(operator) => {
                    self.next()?;
                    let value = self.binary(3)?;
                    tests.push(self.emit_over(Node::Compare { slot, operator, value }, start, &[value])?);
                }
                None => {
                    let value = self.textual()?;
                    if tests.is_empty() && self.take("..")? {
                        let range = self.range_after(value, false, start)?;
                        return Ok(vec![self.emit_over(
                            Node::Matches { slot, value: range },
                            start,
                            &[range],
                        )?]);
                    }
                    values.push(value);
                    tests.push(self.value_test(slot, value, before)?);
                }
            }
            if !self.take(",")? {
                break;
            }
        }
        self.expect(")")?;
        // `x in (a).b`: the brackets were those of an expression.
        if let ([value], [_]) = (&*values, &*tests) {
            let whole = self.postfix_from(*value, start)?;
            let whole = self.binary_from(whole, 3)?;
            if whole != *value {
                return Ok(vec![self.value_test(slot, whole, before)?]);
            }
        }
        Ok(tests)
    }

    /// One test; plain expressions are read from `level` of the operators on.
    fn test(&mut self, slot: Slot, level: u8) -> Result<NodeId> {
        let start = self.here()?;
        if let Some(operator) = self.comparison()? {
            self.next()?;
            let value = self.deeper(|p| p.binary(3))?;
            return self.emit_over(Node::Compare { slot, operator, value }, start, &[value]);
        }
        let before = self.inputs_read;
        let value = self.deeper(|p| p.binary(level))?;
        self.value_test(slot, value, before)
    }

    fn value_test(&mut self, slot: Slot, value: NodeId, inputs_before: u32) -> Result<NodeId> {
        let start = self.program.spans[value as usize];
        let mentions_input = self.inputs_read != inputs_before;
        let node = if mentions_input { Node::Holds { slot, value } } else { Node::Matches { slot, value } };
        self.emit_over(node, start, &[value])
    }

    /// The comparison operator that comes next, if one does; only looks.
    pub(super) fn comparison(&mut self) -> Result<Option<Operator>> {
        Ok(match self.peek()?.kind {
            Kind::Symbol("<") => Some(Operator::Less),
            Kind::Symbol("<=") => Some(Operator::LessEqual),
            Kind::Symbol(">") => Some(Operator::Greater),
            Kind::Symbol(">=") => Some(Operator::GreaterEqual),
            Kind::Symbol("=") => Some(Operator::Equal),
            Kind::Symbol("!=") => Some(Operator::NotEqual),
            _ => None,
        })
    }
}

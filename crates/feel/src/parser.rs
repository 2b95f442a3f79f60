//! From text to a [`Program`]: recursive descent over the grammar of DMN 1.5, 10.3.1.2, resolving names on the way.

mod emit;
mod primary;
mod scope;
mod tests;
mod types;

use crate::{
    Error, MAX_NESTING, MAX_SOURCE, Names, Position,
    lexer::{self, Composed, Kind, Token, syntax},
    program::{Iterator, Node, NodeId, Operator, Program},
};
use scope::Frame;

/// What to do with a name that is not known.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Unknown {
    /// The expression is not accepted.
    Refused,
    /// It becomes null, with a warning when evaluated.
    Null,
}

/// Compiles an expression.
pub(crate) fn expression(source: &str, names: &Names, unknown: Unknown) -> Result<Program, Error> {
    let mut parser = Parser::new(source, names, unknown)?;
    let root = parser.textual()?;
    parser.end()?;
    Ok(parser.finish(root))
}

/// Compiles unary tests; the value to test is the first global, `?`.
pub(crate) fn unary_tests(source: &str, names: &Names, unknown: Unknown) -> Result<Program, Error> {
    let mut parser = Parser::new(source, names, unknown)?;
    let input = parser.declare_first("?");
    let root = parser.root_tests(input)?;
    parser.end()?;
    Ok(parser.finish(root))
}

/// Compiles the predicate of a filter over a list that is the first global, `list`.
pub(crate) fn filter(source: &str, names: &Names, unknown: Unknown) -> Result<Program, Error> {
    let mut parser = Parser::new(source, names, unknown)?;
    let slot = parser.declare_first("list");
    let list = parser.emit(Node::Slot(slot), 0);
    let item = parser.fresh_slot();
    parser.push_filter(item);
    let predicate = parser.textual()?;
    let dependent = parser.filter_reads() != 0;
    parser.pop_scope();
    parser.end()?;
    let root = parser.emit_over(Node::Filter { list, item, predicate, dependent }, 0, &[list, predicate])?;
    Ok(parser.finish(root))
}

type Result<T, E = Error> = std::result::Result<T, E>;

struct Parser<'a> {
    source: &'a str,
    /// After the last token that was taken.
    at: usize,
    peeked: Option<Token>,
    names: &'a Names,
    /// Names with spaces that were declared inside.
    composed: Composed,
    unknown: Unknown,
    frames: Vec<Frame>,
    program: Program,
    /// The height of each node above its leaves: what evaluation will need of the stack.
    heights: Vec<u32>,
    depth: u32,
    /// How often `?` was read.
    inputs_read: u32,
    /// Whether the first global is set by the host.
    hosted: bool,
    /// Whether the upper end of a range is being read, which `[` may close.
    range_end: bool,
}

impl<'a> Parser<'a> {
    fn new(source: &'a str, names: &'a Names, unknown: Unknown) -> Result<Self> {
        if source.len() > MAX_SOURCE {
            return Err(Error::TooLong { length: source.len(), limit: MAX_SOURCE });
        }
        Ok(Parser {
            source,
            at: 0,
            peeked: None,
            names,
            composed: Composed::default(),
            unknown,
            frames: vec![Frame::default()],
            program: Program { source: source.into(), ..Program::default() },
            heights: Vec::new(),
            depth: 0,
            inputs_read: 0,
            hosted: false,
            range_end: false,
        })
    }

    fn finish(mut self, root: NodeId) -> Program {
        self.program.root = root;
        self.program.frame = self.frames[0].slots;
        self.program
    }

    // Tokens.

    fn peek(&mut self) -> Result<&Token> {
        if self.peeked.is_none() {
            self.peeked = Some(self.scan(self.at)?);
        }
        Ok(self.peeked.as_ref().expect("was just filled"))
    }

    fn scan(&self, at: usize) -> Result<Token> {
        let known = [crate::builtins::composed_names(), &self.names.composed, &self.composed];
        lexer::scan(self.source, at, &known)
    }

    fn next(&mut self) -> Result<Token> {
        self.peek()?;
        let token = self.peeked.take().expect("was just filled");
        self.at = token.end;
        Ok(token)
    }

    /// The offset of the next token.
    fn here(&mut self) -> Result<u32> {
        Ok(small(self.peek()?.start))
    }

    fn is(&mut self, symbol: &str) -> Result<bool> {
        Ok(matches!(self.peek()?.kind, Kind::Symbol(s) if s == symbol))
    }

    fn is_keyword(&mut self, keyword: &str) -> Result<bool> {
        Ok(matches!(self.peek()?.kind, Kind::Keyword(k) if k == keyword))
    }

    fn take(&mut self, symbol: &str) -> Result<bool> {
        let found = self.is(symbol)?;
        if found {
            self.next()?;
        }
        Ok(found)
    }

    fn take_keyword(&mut self, keyword: &str) -> Result<bool> {
        let found = self.is_keyword(keyword)?;
        if found {
            self.next()?;
        }
        Ok(found)
    }

    fn expect(&mut self, symbol: &str) -> Result<()> {
        if self.take(symbol)? { Ok(()) } else { self.unexpected(&format!("'{symbol}'")) }
    }

    fn expect_keyword(&mut self, keyword: &str) -> Result<()> {
        if self.take_keyword(keyword)? { Ok(()) } else { self.unexpected(&format!("'{keyword}'")) }
    }

    fn unexpected<T>(&mut self, wanted: &str) -> Result<T> {
        let token = self.peek()?;
        let (start, end) = (token.start, token.end);
        let found = match &token.kind {
            Kind::End => "the end".to_owned(),
            _ => format!("'{}'", self.source[start..end].chars().take(40).collect::<String>()),
        };
        Err(syntax(self.source, start, format!("expected {wanted}, found {found}")))
    }

    fn end(&mut self) -> Result<()> {
        if matches!(self.peek()?.kind, Kind::End) {
            Ok(())
        } else {
            self.unexpected("an operator or the end")
        }
    }

    /// Runs a part one level deeper; deeper than the limit is an error, not a stack overflow.
    fn deeper<T>(&mut self, part: impl FnOnce(&mut Self) -> Result<T>) -> Result<T> {
        if self.depth >= MAX_NESTING {
            return Err(self.too_deep(self.at));
        }
        self.depth += 1;
        let range_end = std::mem::take(&mut self.range_end);
        let result = part(self);
        self.range_end = range_end;
        self.depth -= 1;
        result
    }

    fn too_deep(&self, at: usize) -> Error {
        Error::TooDeep { limit: MAX_NESTING, position: Position::of(self.source, at) }
    }

    // Expressions, from the weakest binding to the strongest.

    /// A whole expression.
    fn textual(&mut self) -> Result<NodeId> {
        self.deeper(|p| p.binary(0))
    }

    /// Operators by precedence climbing: 0 or, 1 and, 2 comparison, 3 sums, 4 products, 5 powers.
    fn binary(&mut self, level: u8) -> Result<NodeId> {
        let left = self.unary()?;
        self.binary_from(left, level)
    }

    /// As [`Parser::binary`], after its first operand.
    fn binary_from(&mut self, mut left: NodeId, level: u8) -> Result<NodeId> {
        loop {
            let start = self.program.spans[left as usize];
            let token = self.peek()?.kind.clone();
            let (operator, strength) = match token {
                Kind::Keyword("or") if level == 0 => {
                    left = self.junction(left, "or", 1)?;
                    continue;
                }
                Kind::Keyword("and") if level <= 1 => {
                    left = self.junction(left, "and", 2)?;
                    continue;
                }
                Kind::Keyword("between") if level <= 2 => {
                    left = self.between(left)?;
                    continue;
                }
                Kind::Keyword("in") if level <= 2 => {
                    left = self.membership(left)?;
                    continue;
                }
                Kind::Symbol(symbol) => match operator(symbol) {
                    Some(found) => found,
                    None => return Ok(left),
                },
                _ => return Ok(left),
            };
            if strength < level {
                return Ok(left);
            }
            self.next()?;
            let right = self.binary(strength + 1)?;
            left = self.emit_over(Node::Binary(operator, left, right), start, &[left, right])?;
        }
    }

    fn junction(&mut self, first: NodeId, keyword: &str, level: u8) -> Result<NodeId> {
        let start = self.program.spans[first as usize];
        let mut parts = vec![first];
        while self.take_keyword(keyword)? {
            parts.push(self.binary(level)?);
        }
        let nodes = self.list(&parts);
        let node = if keyword == "and" { Node::And(nodes) } else { Node::Or(nodes) };
        self.emit_over(node, start, &parts)
    }

    fn between(&mut self, value: NodeId) -> Result<NodeId> {
        let start = self.program.spans[value as usize];
        self.expect_keyword("between")?;
        let low = self.binary(3)?;
        self.expect_keyword("and")?;
        let high = self.binary(3)?;
        self.emit_over(Node::Between { value, low, high }, start, &[value, low, high])
    }

    /// `value in test` or `value in (test, ...)`.
    fn membership(&mut self, value: NodeId) -> Result<NodeId> {
        let start = self.program.spans[value as usize];
        self.expect_keyword("in")?;
        let slot = self.fresh_slot();
        let tests = self.deeper(|p| p.membership_tests(slot))?;
        let nodes = self.list(&tests);
        let mut parts = tests;
        parts.push(value);
        self.emit_over(Node::In { value, slot, tests: nodes }, start, &parts)
    }

    fn unary(&mut self) -> Result<NodeId> {
        let start = self.here()?;
        let mut minus = 0u32;
        while self.take("-")? {
            minus += 1;
        }
        let mut node = self.postfix()?;
        // Two signs cancel for numbers and durations, and are null for everything else either way.
        for _ in 0..if minus > 2 { 2 - minus % 2 } else { minus } {
            node = self.negate(node, start)?;
        }
        Ok(node)
    }

    fn postfix(&mut self) -> Result<NodeId> {
        let start = self.here()?;
        let node = self.primary()?;
        self.postfix_from(node, start)
    }

    /// What follows on an expression that begins at `start`: entries, filters, calls, `instance of`.
    fn postfix_from(&mut self, mut node: NodeId, start: u32) -> Result<NodeId> {
        loop {
            node = if self.take(".")? {
                let name = self.member_name()?;
                let name = self.name(&name);
                self.emit_over(Node::Path { base: node, name }, start, &[node])?
            } else if self.is("[")? {
                if self.range_end && self.closes_range(node)? {
                    return Ok(node);
                }
                self.filter(node, start)?
            } else if self.is("(")? {
                self.call(node, start)?
            } else if self.take_keyword("instance")? {
                self.expect_keyword("of")?;
                let kind = self.deeper(Self::type_name)?;
                self.program.kinds.push(kind);
                let kind = small(self.program.kinds.len() - 1);
                self.emit_over(Node::InstanceOf { value: node, kind }, start, &[node])?
            } else {
                return Ok(node);
            };
        }
    }

    /// Whether `[` ends a range rather than beginning a filter: after a literal, or before what is no expression.
    fn closes_range(&mut self, node: NodeId) -> Result<bool> {
        if self.as_constant(node).is_some() {
            return Ok(true);
        }
        let after = self.peek()?.end;
        let next = self.scan(after)?;
        Ok(match next.kind {
            Kind::End => true,
            Kind::Symbol(symbol) => !matches!(symbol, "(" | "[" | "]" | "{" | "-"),
            Kind::Keyword(word) => {
                matches!(word, "and" | "or" | "then" | "else" | "return" | "satisfies" | "in")
            }
            _ => false,
        })
    }

    /// The name after a point; keywords are names there.
    fn member_name(&mut self) -> Result<String> {
        match self.peek()?.kind.clone() {
            Kind::Name(name) => {
                self.next()?;
                Ok(name.to_string())
            }
            Kind::Keyword(word) => {
                self.next()?;
                Ok(word.to_owned())
            }
            _ => self.unexpected("a name after the point"),
        }
    }

    fn filter(&mut self, list: NodeId, start: u32) -> Result<NodeId> {
        self.expect("[")?;
        let item = self.fresh_slot();
        self.push_filter(item);
        let before = self.filter_reads();
        let predicate = self.textual();
        let dependent = self.filter_reads() != before;
        self.pop_scope();
        let predicate = predicate?;
        self.expect("]")?;
        self.emit_over(Node::Filter { list, item, predicate, dependent }, start, &[list, predicate])
    }

    // Control flow.

    fn condition(&mut self, start: u32) -> Result<NodeId> {
        let condition = self.textual()?;
        self.expect_keyword("then")?;
        let then = self.textual()?;
        self.expect_keyword("else")?;
        let other = self.textual()?;
        self.emit_over(Node::If { condition, then, other }, start, &[condition, then, other])
    }

    /// The iterators of `for`, `some` and `every`; leaves one scope for each.
    fn iterators(&mut self, end: &str) -> Result<(Vec<Iterator>, Vec<NodeId>)> {
        let (mut iterators, mut domains) = (Vec::new(), Vec::new());
        loop {
            let name = self.variable_before("in")?;
            self.expect_keyword("in")?;
            let domain = self.textual()?;
            domains.push(domain);
            let mut to = None;
            if self.take("..")? {
                let end = self.textual()?;
                domains.push(end);
                to = Some(end);
            }
            let slot = self.fresh_slot();
            self.push_scope(&name, slot);
            iterators.push(Iterator { slot, domain, to });
            if !self.take(",")? {
                break;
            }
        }
        if self.take_keyword(end)? { Ok((iterators, domains)) } else { self.unexpected(&format!("'{end}'")) }
    }

    fn for_loop(&mut self, start: u32) -> Result<NodeId> {
        let (iterators, mut parts) = self.iterators("return")?;
        let partial = self.fresh_slot();
        self.push_scope("partial", partial);
        let body = self.textual()?;
        (0..=iterators.len()).for_each(|_| self.pop_scope());
        let (first, count) = self.add_iterators(&iterators);
        parts.push(body);
        self.emit_over(Node::For { iterators: first, count, body, partial }, start, &parts)
    }

    fn quantified(&mut self, every: bool, start: u32) -> Result<NodeId> {
        let (iterators, mut parts) = self.iterators("satisfies")?;
        let body = self.textual()?;
        iterators.iter().for_each(|_| self.pop_scope());
        let (first, count) = self.add_iterators(&iterators);
        parts.push(body);
        self.emit_over(Node::Quantified { every, iterators: first, count, body }, start, &parts)
    }

    fn add_iterators(&mut self, iterators: &[Iterator]) -> (u32, u32) {
        let first = small(self.program.iterators.len());
        self.program.iterators.extend_from_slice(iterators);
        (first, small(iterators.len()))
    }
}

fn operator(symbol: &str) -> Option<(Operator, u8)> {
    Some(match symbol {
        "=" => (Operator::Equal, 2),
        "!=" => (Operator::NotEqual, 2),
        "<" => (Operator::Less, 2),
        "<=" => (Operator::LessEqual, 2),
        ">" => (Operator::Greater, 2),
        ">=" => (Operator::GreaterEqual, 2),
        "+" => (Operator::Add, 3),
        "-" => (Operator::Subtract, 3),
        "*" => (Operator::Multiply, 4),
        "/" => (Operator::Divide, 4),
        "**" => (Operator::Power, 5),
        _ => return None,
    })
}

fn small(n: usize) -> u32 {
    u32::try_from(n).expect("sources are at most 1 MiB, so offsets and counts fit 32 bits")
}

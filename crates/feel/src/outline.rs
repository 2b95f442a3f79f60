//! What an expression says without being evaluated: for checks that look at a decision table as a whole.

use crate::{
    Expression, UnaryTests, Value, operators,
    program::{Node, NodeId, Nodes, Operator, Program, Slot},
};

/// Nodes that one outline may visit: shared nodes are visited again, and that may double with each level.
const MAX_VISITS: u32 = 100_000;

/// Unary tests that ask the same whatever else is in scope (DMN 1.5, 10.3.1.2, grammar rules 7 to 18).
#[derive(Clone, Debug, PartialEq)]
pub enum Test {
    /// `-`
    Any,
    /// The value equals this one, lies in this range, or passes with one item of this list.
    Matches(Value),
    /// The value compared with another.
    Compare(Comparison, Value),
    /// One of them passes (three-valued).
    Either(Vec<Test>),
    /// All of them pass (three-valued).
    Both(Vec<Test>),
    /// It does not pass (three-valued).
    Not(Box<Test>),
}

/// An operator of a [`Test`] or [`ConstantTest`](crate::ConstantTest); the tested value stands on its left.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Comparison {
    /// `=`
    Equal,
    /// `!=`
    NotEqual,
    /// `<`
    Less,
    /// `<=`
    LessEqual,
    /// `>`
    Greater,
    /// `>=`
    GreaterEqual,
}

impl Comparison {
    pub(crate) fn of(operator: Operator) -> Option<Comparison> {
        Some(match operator {
            Operator::Equal => Comparison::Equal,
            Operator::NotEqual => Comparison::NotEqual,
            Operator::Less => Comparison::Less,
            Operator::LessEqual => Comparison::LessEqual,
            Operator::Greater => Comparison::Greater,
            Operator::GreaterEqual => Comparison::GreaterEqual,
            _ => return None,
        })
    }

    /// The operator with its sides exchanged.
    fn turned(self) -> Comparison {
        match self {
            Comparison::Less => Comparison::Greater,
            Comparison::LessEqual => Comparison::GreaterEqual,
            Comparison::Greater => Comparison::Less,
            Comparison::GreaterEqual => Comparison::LessEqual,
            same => same,
        }
    }
}

impl UnaryTests {
    /// The tests as data; `None` where they read other names, call functions, or are too large to look at.
    pub fn outline(&self) -> Option<Test> {
        let program = self.program();
        let input = *program.global_slots.first()?;
        Outline { program, left: MAX_VISITS }.test(program.root, input)
    }
}

impl Expression {
    /// The place in [`Expression::names_used`] and the members, if the expression is `name.member.member`.
    pub fn path(&self) -> Option<(usize, Vec<&str>)> {
        let program = self.program();
        let (mut node, mut members) = (program.root, Vec::new());
        loop {
            match *program.nodes.get(node as usize)? {
                Node::Path { base, name } => {
                    members.push(&*program.names[name as usize]);
                    node = base;
                }
                Node::Slot(slot) => {
                    members.reverse();
                    let place = program.global_slots.iter().position(|known| *known == slot)?;
                    return Some((place, members));
                }
                _ => return None,
            }
        }
    }

    /// All values that the expression can have, if it is a constant or chooses between constants by `if`.
    pub fn outcomes(&self) -> Option<Vec<Value>> {
        let program = self.program();
        let mut outline = Outline { program, left: MAX_VISITS };
        let (mut open, mut values) = (vec![program.root], Vec::new());
        while let Some(node) = open.pop() {
            match program.nodes[node as usize] {
                Node::If { then, other, .. } => open.extend([other, then]),
                _ => values.push(outline.constant(node)?),
            }
        }
        Some(values)
    }

    /// Whether it is a call of a built-in function that counts: its value is a whole number from 0 on.
    pub fn counts(&self) -> bool {
        let program = self.program();
        match program.nodes.get(program.root as usize) {
            Some(Node::CallBuiltin { builtin, .. }) => {
                matches!(program.builtins[*builtin as usize].name, "count" | "string length")
            }
            _ => false,
        }
    }
}

struct Outline<'p> {
    program: &'p Program,
    /// Visits that are left.
    left: u32,
}

impl Outline<'_> {
    fn visit(&mut self, node: NodeId) -> Option<Node> {
        self.left = self.left.checked_sub(1)?;
        self.program.nodes.get(node as usize).copied()
    }

    /// The value of a node that is the same for every scope.
    fn constant(&mut self, node: NodeId) -> Option<Value> {
        match self.visit(node)? {
            Node::Constant(at) => self.program.constants.get(at as usize).cloned(),
            Node::Negate(a) => operators::negate(&self.constant(a)?).ok(),
            Node::Binary(operator, a, b) if Comparison::of(operator).is_none() => {
                operators::arithmetic(operator, &self.constant(a)?, &self.constant(b)?).ok()
            }
            Node::List(items) => {
                let items = self.program.list(items);
                items.iter().map(|item| self.constant(*item)).collect::<Option<Vec<_>>>().map(Value::from)
            }
            Node::Range { start: Some(start), end: Some(end), start_included, end_included } => {
                let ends = crate::Ends::of(Some(start), Some(end));
                let (start, end) = (self.constant(start)?, self.constant(end)?);
                crate::eval::range(start, end, start_included, end_included, ends).ok()
            }
            _ => None,
        }
    }

    /// A test on the value in a slot.
    fn test(&mut self, node: NodeId, input: Slot) -> Option<Test> {
        match self.visit(node)? {
            Node::Constant(at) => {
                (self.program.constants.get(at as usize)? == &Value::Boolean(true)).then_some(Test::Any)
            }
            Node::Tests { tests, negated } => {
                let either = Test::Either(self.tests(tests, input)?);
                Some(if negated { Test::Not(Box::new(either)) } else { either })
            }
            Node::Matches { slot, value } if slot == input => Some(Test::Matches(self.constant(value)?)),
            Node::Compare { slot, operator, value } if slot == input => {
                Some(Test::Compare(Comparison::of(operator)?, self.constant(value)?))
            }
            Node::Holds { slot, value } if slot == input => self.truth(value, input),
            _ => None,
        }
    }

    fn tests(&mut self, tests: Nodes, input: Slot) -> Option<Vec<Test>> {
        self.program.list(tests).iter().map(|test| self.test(*test, input)).collect()
    }

    /// An expression on `?` that is true, false or null.
    fn truth(&mut self, node: NodeId, input: Slot) -> Option<Test> {
        match self.visit(node)? {
            Node::And(parts) => Some(Test::Both(self.truths(parts, input)?)),
            Node::Or(parts) => Some(Test::Either(self.truths(parts, input)?)),
            Node::Binary(operator, a, b) => {
                let comparison = Comparison::of(operator)?;
                if self.is_slot(a, input) {
                    return Some(Test::Compare(comparison, self.constant(b)?));
                }
                self.is_slot(b, input).then_some(())?;
                Some(Test::Compare(comparison.turned(), self.constant(a)?))
            }
            Node::Between { value, low, high } if self.is_slot(value, input) => {
                let low = Test::Compare(Comparison::GreaterEqual, self.constant(low)?);
                Some(Test::Both(vec![low, Test::Compare(Comparison::LessEqual, self.constant(high)?)]))
            }
            Node::In { value, slot, tests } if self.is_slot(value, input) => {
                Some(Test::Either(self.tests(tests, slot)?))
            }
            Node::CallBuiltin { builtin, arguments } => {
                let [argument] = self.program.list(arguments) else { return None };
                (self.program.builtins[builtin as usize].name == "not").then_some(())?;
                Some(Test::Not(Box::new(self.truth(*argument, input)?)))
            }
            _ => None,
        }
    }

    fn truths(&mut self, parts: Nodes, input: Slot) -> Option<Vec<Test>> {
        self.program.list(parts).iter().map(|part| self.truth(*part, input)).collect()
    }

    fn is_slot(&self, node: NodeId, slot: Slot) -> bool {
        matches!(self.program.nodes.get(node as usize), Some(Node::Slot(found)) if *found == slot)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Names;

    fn outline(tests: &str) -> Option<Test> {
        let names: Names = ["grenze"].into_iter().collect();
        UnaryTests::parse(tests, &names).unwrap_or_else(|error| panic!("{tests}: {error}")).outline()
    }

    fn number(n: i32) -> Value {
        n.into()
    }

    #[test]
    fn tests_of_constants_are_data() {
        use Comparison::{GreaterEqual, Less};
        assert_eq!(outline("-"), Some(Test::Any));
        assert_eq!(outline("2 * 6"), Some(Test::Matches(number(12))));
        assert_eq!(outline("< 5"), Some(Test::Compare(Less, number(5))));
        assert_eq!(outline("5 > ?"), Some(Test::Compare(Less, number(5))));
        let both = Test::Both(vec![Test::Compare(GreaterEqual, number(1)), Test::Compare(Less, number(5))]);
        assert_eq!(outline("? >= 1 and ? < 5"), Some(both));
        let names = Test::Either(vec![Test::Matches("a".into()), Test::Matches("b".into())]);
        assert_eq!(outline("\"a\", \"b\""), Some(names.clone()));
        assert_eq!(outline("not(\"a\", \"b\")"), Some(Test::Not(Box::new(names))));
    }

    #[test]
    fn tests_that_need_a_scope_are_none() {
        for tests in ["< grenze", "starts with(?, \"a\")", "grenze, 5", "? > 1 and grenze = 2", "?"] {
            assert_eq!(outline(tests), None, "{tests}");
        }
    }

    #[test]
    fn shared_nodes_do_not_double_for_ever() {
        let tests = format!("{}1{}", "[!= ".repeat(90), "]".repeat(90));
        if let Ok(tests) = UnaryTests::parse(&tests, &Names::new()) {
            tests.outline();
        }
    }

    #[test]
    fn expressions_show_paths_and_outcomes() {
        let names: Names = ["a b", "c"].into_iter().collect();
        let parse = |text: &str| Expression::parse(text, &names).unwrap();
        assert_eq!(parse("a b.x.y").path(), Some((0, vec!["x", "y"])));
        assert_eq!(parse("c + 1").path(), None);
        let outcomes = parse("if c then \"x\" else if c = 1 then \"y\" else null").outcomes();
        assert_eq!(outcomes, Some(vec!["x".into(), "y".into(), Value::Null]));
        assert_eq!(parse("if c then c else 1").outcomes(), None);
        assert!(parse("count(c)").counts() && !parse("count(c) + 1").counts());
    }
}

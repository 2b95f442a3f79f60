//! The answers of the cells of one column, by the position of the value among the column's constants.

use super::cell::{self, NULL, Position, Span, Truth};
use crate::program::Cell;
use feel::{ConstantTests, UnaryTests, Value};
use std::{
    cmp::Ordering,
    collections::HashMap,
    hash::{BuildHasherDefault, Hasher},
    mem::Discriminant,
    sync::Arc,
};

/// What a cell says of a value.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Answer {
    /// It passes, without a warning.
    Passes,
    /// It does not, without a warning.
    Fails,
    /// The tests must be evaluated.
    Evaluate,
}

/// The cells of a column.
#[derive(Debug)]
pub(crate) struct Answers {
    bounds: Bounds,
    codes: Vec<Code>,
    /// The spans of cells that have more than one.
    more: Vec<Span>,
}

#[derive(Clone, Copy, Debug)]
struct Code {
    /// The first span that passes; empty if none does.
    first: Span,
    /// The others, in `more`.
    others: (u32, u32),
    null: Answer,
    /// Whether the answer needs evaluation for every value.
    opaque: bool,
}

impl Answers {
    /// For cells of which at least one has tests on constants of one kind; `None` for others.
    pub(crate) fn new<'a>(cells: impl Iterator<Item = &'a Cell>) -> Option<Answers> {
        // Most cells of a large column say the same as others.
        let mut seen: HashMap<&str, usize> = HashMap::new();
        let mut known: Vec<Known<'_>> = Vec::new();
        let places: Vec<usize> = cells
            .map(|cell| {
                *seen.entry(cell.text.as_str()).or_insert_with(|| {
                    known.push(Known::of(cell));
                    known.len() - 1
                })
            })
            .collect();
        let mut answers = Self::build(&known)?;
        answers.codes = places.into_iter().map(|place| answers.codes[place]).collect();
        Some(answers)
    }

    /// For tests alone, as those of allowed values.
    pub(crate) fn of_tests(tests: &UnaryTests) -> Option<Answers> {
        Self::build(&[Known::of_tests(tests)])
    }

    fn build(known: &[Known<'_>]) -> Option<Answers> {
        let kind = most_frequent(known)?;
        let bounds = Bounds::new(known, kind);
        let mut answers = Answers { bounds, codes: Vec::with_capacity(known.len()), more: Vec::new() };
        for cell in known {
            let code = answers.code(cell, kind);
            answers.codes.push(code);
        }
        Some(answers)
    }

    fn code(&mut self, cell: &Known<'_>, kind: Discriminant<Value>) -> Code {
        let end = self.end();
        let whole =
            |null, opaque| Code { first: (1, if opaque { 1 } else { end }), others: (0, 0), null, opaque };
        match cell {
            Known::Any => whole(Answer::Passes, false),
            Known::Tests(tests, constants) if constants.iter().all(|constant| is(constant, kind)) => {
                let spans = cell::spans(tests, &|constant| self.bounds.place(constant), end);
                let from = u32::try_from(self.more.len()).unwrap_or(u32::MAX);
                self.more.extend(spans.iter().skip(1));
                Code {
                    first: spans.first().copied().unwrap_or((1, 1)),
                    others: (from, u32::try_from(self.more.len()).unwrap_or(u32::MAX)),
                    null: match cell::of_null(tests) {
                        Truth::True => Answer::Passes,
                        Truth::False | Truth::Unknown => Answer::Fails,
                        Truth::Warns => Answer::Evaluate,
                    },
                    opaque: false,
                }
            }
            _ => whole(Answer::Evaluate, true),
        }
    }

    /// After the last position.
    pub(super) fn end(&self) -> Position {
        self.bounds.end()
    }

    /// Where a value lies; `None` for values of another kind, for which all tests must be evaluated.
    pub(crate) fn position(&self, value: &Value) -> Option<Position> {
        self.bounds.position(value)
    }

    /// What a cell says of the value at a position.
    pub(crate) fn of(&self, cell: usize, position: Position) -> Answer {
        let code = &self.codes[cell];
        if position == NULL {
            return code.null;
        }
        if code.opaque {
            return Answer::Evaluate;
        }
        let inside = |span: &Span| span.0 <= position && position < span.1;
        let others = || self.more[code.others.0 as usize..code.others.1 as usize].iter().any(inside);
        if inside(&code.first) || others() { Answer::Passes } else { Answer::Fails }
    }

    /// Whether the first cell passes a value; `None` where that must be evaluated.
    pub(crate) fn first(&self, value: &Value) -> Option<bool> {
        match self.of(0, self.position(value)?) {
            Answer::Passes => Some(true),
            Answer::Fails => Some(false),
            Answer::Evaluate => None,
        }
    }

    /// The spans in which a cell passes or must be evaluated, null included, in order.
    pub(super) fn open(&self, cell: usize) -> impl Iterator<Item = Span> {
        let code = &self.codes[cell];
        let null = (code.null != Answer::Fails).then_some((NULL, NULL + 1));
        let first = if code.opaque { (1, self.end()) } else { code.first };
        let others = &self.more[code.others.0 as usize..code.others.1 as usize];
        let all = null.into_iter().chain(std::iter::once(first)).chain(others.iter().copied());
        all.filter(|(from, to)| from < to)
    }

    /// Whether some cell must be evaluated for a value at this position.
    pub(super) fn asks(&self) -> (bool, bool) {
        let null = self.codes.iter().any(|code| code.null == Answer::Evaluate);
        (null, self.codes.iter().any(|code| code.opaque))
    }
}

/// What is known of a cell.
enum Known<'a> {
    /// No tests: every value passes.
    Any,
    /// Tests on constants, and these.
    Tests(ConstantTests<'a>, Vec<&'a Value>),
    Opaque,
}

impl<'a> Known<'a> {
    fn of(cell: &'a Cell) -> Known<'a> {
        if cell.fault.is_some() {
            return Known::Opaque;
        }
        cell.tests.as_ref().map_or(Known::Any, |(tests, _)| Known::of_tests(tests))
    }

    fn of_tests(tests: &'a UnaryTests) -> Known<'a> {
        let Some(tests) = tests.constant_tests() else { return Known::Opaque };
        let mut constants = Vec::new();
        if cell::constants(&tests, &mut constants) { Known::Tests(tests, constants) } else { Known::Opaque }
    }
}

fn is(value: &Value, kind: Discriminant<Value>) -> bool {
    std::mem::discriminant(value) == kind
}

/// The kind of most constants. Cells with others are evaluated.
fn most_frequent(known: &[Known<'_>]) -> Option<Discriminant<Value>> {
    let mut counts: Vec<(Discriminant<Value>, usize)> = Vec::new();
    for cell in known {
        let Known::Tests(_, constants) = cell else { continue };
        for constant in constants {
            let kind = std::mem::discriminant(*constant);
            match counts.iter_mut().find(|(known, _)| *known == kind) {
                Some((_, count)) => *count += 1,
                None => counts.push((kind, 1)),
            }
        }
    }
    counts.into_iter().max_by_key(|(_, count)| *count).map(|(kind, _)| kind)
}

/// The constants of a column, in order.
#[derive(Debug)]
struct Bounds {
    kind: Discriminant<Value>,
    values: Vec<Value>,
    /// Numbers as multiples of a power of ten, if all fit: compared faster.
    scaled: Option<(i32, Vec<i64>)>,
    /// Texts by hash, if nothing depends on their order.
    texts: Option<HashMap<Arc<str>, Position, BuildHasherDefault<Quick>>>,
}

impl Bounds {
    fn new(known: &[Known<'_>], kind: Discriminant<Value>) -> Bounds {
        let mut ordered = false;
        let mut values = Vec::new();
        for cell in known {
            if let Known::Tests(tests, constants) = cell
                && constants.iter().all(|constant| is(constant, kind))
            {
                ordered |= cell::is_ordered(tests);
                values.extend(constants.iter().map(|constant| (*constant).clone()));
            }
        }
        values.sort_by(order);
        values.dedup_by(|a, b| order(a, b).is_eq());
        // What no room is left for is found by evaluation: positions have 32 bits.
        let texts = (!ordered).then(|| by_hash(&values)).flatten();
        Bounds { kind, scaled: scaled(&values), texts, values }
    }

    fn end(&self) -> Position {
        bound(self.values.len())
    }

    /// The position of one of the bounds.
    fn place(&self, constant: &Value) -> Position {
        bound(self.values.partition_point(|value| order(value, constant).is_lt()))
    }

    fn position(&self, value: &Value) -> Option<Position> {
        match value {
            Value::Null => return Some(NULL),
            value if !is(value, self.kind) => return None,
            Value::String(text) => {
                if let Some(texts) = &self.texts {
                    // All that lies between bounds is alike here.
                    return Some(texts.get(&**text).copied().unwrap_or(1));
                }
            }
            Value::Number(number) => {
                if let Some((exponent, scaled)) = &self.scaled
                    && let Some(number) = number.to_multiple(*exponent)
                {
                    let at = scaled.partition_point(|bound| *bound < number);
                    return Some(if scaled.get(at) == Some(&number) { bound(at) } else { bound(at) - 1 });
                }
            }
            _ => {}
        }
        let at = self.values.partition_point(|bound| order(bound, value).is_lt());
        let found = self.values.get(at).is_some_and(|bound| order(bound, value).is_eq());
        Some(if found { bound(at) } else { bound(at) - 1 })
    }
}

/// The position of a bound.
fn bound(at: usize) -> Position {
    u32::try_from(at).unwrap_or(u32::MAX / 2 - 2).min(u32::MAX / 2 - 2) * 2 + 2
}

/// The order of two values of one kind; booleans have none in FEEL, and are looked up by equality only.
fn order(a: &Value, b: &Value) -> Ordering {
    match (a, b) {
        (Value::Boolean(a), Value::Boolean(b)) => a.cmp(b),
        _ => a.compare(b).unwrap_or(Ordering::Equal),
    }
}

fn scaled(values: &[Value]) -> Option<(i32, Vec<i64>)> {
    let numbers: Vec<feel::Number> = values.iter().map(Value::as_number).collect::<Option<_>>()?;
    let exponent =
        (-6..=0).rev().find(|exponent| numbers.iter().all(|n| n.to_multiple(*exponent).is_some()))?;
    let scaled = numbers.iter().map(|number| number.to_multiple(exponent)).collect::<Option<_>>()?;
    Some((exponent, scaled))
}

fn by_hash(values: &[Value]) -> Option<HashMap<Arc<str>, Position, BuildHasherDefault<Quick>>> {
    let entry = |(at, value): (usize, &Value)| match value {
        Value::String(text) => Some((text.clone(), bound(at))),
        _ => None,
    };
    values.iter().enumerate().map(entry).collect()
}

/// A quick hash. Only the constants of a model are kept by it, so that no input can make it slow.
#[derive(Default)]
struct Quick(u64);

impl Hasher for Quick {
    fn finish(&self) -> u64 {
        self.0 ^ (self.0 >> 32)
    }

    fn write(&mut self, bytes: &[u8]) {
        for chunk in bytes.chunks(8) {
            let mut word = [0; 8];
            word[..chunk.len()].copy_from_slice(chunk);
            self.0 = (self.0.rotate_left(5) ^ u64::from_le_bytes(word)).wrapping_mul(0x517c_c1b7_2722_0a95);
        }
    }

    fn write_u8(&mut self, byte: u8) {
        self.0 = (self.0.rotate_left(5) ^ u64::from(byte)).wrapping_mul(0x517c_c1b7_2722_0a95);
    }
}

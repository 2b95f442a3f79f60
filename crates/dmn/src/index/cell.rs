//! What the tests of a cell say of all values of one kind, as far as that follows from constants alone.
//!
//! The constants of a column, sorted, are its bounds. A value lies on a bound or between two; the answer of a test
//! on constants is the same for all values between the same two bounds. So a value is a position, and a cell is a few
//! spans of positions: 0 is null, `2 * i + 2` the bound `i`, and the odd ones are what lies between.

use feel::{Comparison, ConstantTest, ConstantTests, Ends, Range, Value};

/// Where a value lies among the bounds.
pub(super) type Position = u32;
/// The position of null.
pub(super) const NULL: Position = 0;
/// Positions from the first to before the second.
pub(super) type Span = (Position, Position);

/// The answer of tests, and whether finding it leaves a warning.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Truth {
    True,
    False,
    /// Null: it cannot be told.
    Unknown,
    /// Only evaluation gives the answer with its warnings.
    Warns,
}

/// Adds the constants of tests that have an order; false where the tests are of another form.
pub(super) fn constants<'a>(tests: &ConstantTests<'a>, found: &mut Vec<&'a Value>) -> bool {
    tests.tests.iter().all(|test| match *test {
        ConstantTest::Compare(Comparison::Equal | Comparison::NotEqual, constant) => scalar(constant, found),
        // Always a warning.
        ConstantTest::Compare(_, Value::Null | Value::Boolean(_)) => false,
        ConstantTest::Compare(_, constant) => scalar(constant, found),
        ConstantTest::Matches(Value::List(items)) => items.iter().all(|item| item_constants(item, found)),
        ConstantTest::Matches(constant) => item_constants(constant, found),
    })
}

fn item_constants<'a>(item: &'a Value, found: &mut Vec<&'a Value>) -> bool {
    match item {
        Value::Range(range) => {
            let low = range.ends == Ends::Upper || !range.start.is_null();
            let high = range.ends == Ends::Lower || !range.end.is_null();
            low && high && scalar(&range.start, found) && scalar(&range.end, found)
        }
        item => scalar(item, found),
    }
}

/// Times are left out: they are equal to the second and ordered to the nanosecond.
fn scalar<'a>(constant: &'a Value, found: &mut Vec<&'a Value>) -> bool {
    match constant {
        Value::Null => true,
        Value::Boolean(_)
        | Value::Number(_)
        | Value::String(_)
        | Value::Date(_)
        | Value::YearsMonthsDuration(_)
        | Value::DaysTimeDuration(_) => {
            found.push(constant);
            true
        }
        _ => false,
    }
}

/// Whether tests tell values apart that lie between bounds: an index by equality is not enough.
pub(super) fn is_ordered(tests: &ConstantTests<'_>) -> bool {
    let range = |value: &Value| matches!(value, Value::Range(_));
    tests.tests.iter().any(|test| match *test {
        ConstantTest::Compare(operator, _) => !matches!(operator, Comparison::Equal | Comparison::NotEqual),
        ConstantTest::Matches(Value::List(items)) => items.iter().any(range),
        ConstantTest::Matches(constant) => range(constant),
    })
}

/// The spans that pass, in order and apart; `place` gives the position of a constant, `end` is after the last.
pub(super) fn spans(
    tests: &ConstantTests<'_>,
    place: &impl Fn(&Value) -> Position,
    end: Position,
) -> Vec<Span> {
    let mut spans = Vec::new();
    for test in &tests.tests {
        match *test {
            ConstantTest::Compare(operator, constant) => compare(operator, constant, place, end, &mut spans),
            ConstantTest::Matches(Value::List(items)) => {
                items.iter().for_each(|item| matches(item, place, end, &mut spans));
            }
            ConstantTest::Matches(constant) => matches(constant, place, end, &mut spans),
        }
    }
    let spans = joined(spans);
    if tests.negated { between(&spans, end) } else { spans }
}

fn compare(
    operator: Comparison,
    constant: &Value,
    place: &impl Fn(&Value) -> Position,
    end: Position,
    spans: &mut Vec<Span>,
) {
    if constant.is_null() {
        // No value equals null but null itself.
        if operator == Comparison::NotEqual {
            spans.push((1, end));
        }
        return;
    }
    let at = place(constant);
    match operator {
        Comparison::Equal => spans.push((at, at + 1)),
        Comparison::NotEqual => spans.extend([(1, at), (at + 1, end)]),
        Comparison::Less => spans.push((1, at)),
        Comparison::LessEqual => spans.push((1, at + 1)),
        Comparison::Greater => spans.push((at + 1, end)),
        Comparison::GreaterEqual => spans.push((at, end)),
    }
}

fn matches(constant: &Value, place: &impl Fn(&Value) -> Position, end: Position, spans: &mut Vec<Span>) {
    match constant {
        Value::Null => {}
        Value::Range(range) => spans.push(inside(range, place, end)),
        constant => {
            let at = place(constant);
            spans.push((at, at + 1));
        }
    }
}

fn inside(range: &Range, place: &impl Fn(&Value) -> Position, end: Position) -> Span {
    let from = match &range.start {
        Value::Null => 1,
        start => place(start) + u32::from(!range.start_included),
    };
    let to = match &range.end {
        Value::Null => end,
        value => place(value) + u32::from(range.end_included),
    };
    (from, to)
}

/// In order, without empty ones, those that touch made one.
fn joined(mut spans: Vec<Span>) -> Vec<Span> {
    spans.retain(|(from, to)| from < to);
    spans.sort_unstable();
    let mut joined: Vec<Span> = Vec::with_capacity(spans.len());
    for (from, to) in spans {
        match joined.last_mut() {
            Some(last) if from <= last.1 => last.1 = last.1.max(to),
            _ => joined.push((from, to)),
        }
    }
    joined
}

/// All positions but null's that are in none of the spans.
fn between(spans: &[Span], end: Position) -> Vec<Span> {
    let starts = std::iter::once(1).chain(spans.iter().map(|span| span.1));
    let ends = spans.iter().map(|span| span.0).chain(std::iter::once(end));
    starts.zip(ends).filter(|(from, to)| from < to).collect()
}

/// What the tests say of null.
pub(super) fn of_null(tests: &ConstantTests<'_>) -> Truth {
    let mut all = Truth::False;
    for test in &tests.tests {
        match (test_of_null(test), all) {
            (Truth::True, Truth::Warns) | (Truth::Warns, _) => all = Truth::Warns,
            (Truth::True, _) => {
                all = Truth::True;
                break;
            }
            (Truth::Unknown, Truth::False) => all = Truth::Unknown,
            _ => {}
        }
    }
    match (tests.negated, all) {
        (true, Truth::True) => Truth::False,
        (true, Truth::False) => Truth::True,
        (_, all) => all,
    }
}

fn test_of_null(test: &ConstantTest<'_>) -> Truth {
    let truth = |truth| if truth { Truth::True } else { Truth::False };
    match *test {
        ConstantTest::Compare(Comparison::Equal, constant) => truth(constant.is_null()),
        ConstantTest::Compare(Comparison::NotEqual, constant) => truth(!constant.is_null()),
        ConstantTest::Compare(..) => Truth::Warns,
        ConstantTest::Matches(Value::Range(_)) => Truth::Unknown,
        ConstantTest::Matches(Value::List(items)) => {
            if items.iter().any(Value::is_null) {
                Truth::True
            } else if items.is_empty() || items.iter().any(|item| matches!(item, Value::Range(_))) {
                Truth::Unknown
            } else {
                Truth::False
            }
        }
        ConstantTest::Matches(constant) => truth(constant.is_null()),
    }
}

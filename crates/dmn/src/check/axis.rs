//! One column cut into atoms: all values of an atom pass the same cells. Tests become sets of atoms.
//!
//! While an axis is made, atom 0 is null and atom 1 a value of another kind than the column's. Where values are
//! ordered, the others are in turn what lies below the first constant, the first constant, what lies between it and
//! the next, and so on; where only equality counts (booleans, most texts), the constants, and last every other value.
//! What others see are the atoms that have values, numbered from 0 in the same order.

use super::{
    scale::{Key, Scale},
    set::Set,
};
use feel::{Comparison, Context, Ends, Limits, Machine, Range, Test, UnaryTests, Value};

pub(super) const NULL: u32 = 0;
const FOREIGN: u32 = 1;
pub(super) const FIRST: u32 = 2;

/// What the values of a column must pass.
pub(super) struct Constraint {
    pub(super) tests: UnaryTests,
    /// Whether null is let through unasked, as item definitions do.
    pub(super) spares_null: bool,
}

/// An axis that is being made.
pub(super) struct Cuts {
    pub(super) scale: Scale,
    pub(super) ordered: bool,
    pub(super) points: Vec<Key>,
    /// The atoms that have values at all.
    pub(super) alive: Set,
    /// Those of them that a table should have a rule for.
    wanted: Set,
    values: Vec<Option<Value>>,
}

/// An axis.
pub(super) struct Axis {
    pub(super) cuts: Cuts,
    /// The atoms that have values; their places are what sets hold.
    pub(super) atoms: Vec<u32>,
    /// The atoms that a table should have a rule for.
    pub(super) wanted: Set,
}

/// The atoms for which a test is true, and those for which it is false; it is null for the others.
pub(super) struct Truth {
    pub(super) yes: Set,
    no: Set,
}

/// What the constants of tests are.
#[derive(Default)]
pub(super) struct Constants {
    pub(super) values: Vec<Value>,
    /// Whether values are compared by `<` or lie in ranges.
    pub(super) ordered: bool,
}

impl Constants {
    pub(super) fn note(&mut self, test: &Test) {
        match test {
            Test::Any => {}
            Test::Matches(value) => self.note_value(value),
            Test::Compare(comparison, value) => {
                self.ordered |= !matches!(comparison, Comparison::Equal | Comparison::NotEqual);
                self.note_value(value);
            }
            Test::Either(tests) | Test::Both(tests) => tests.iter().for_each(|test| self.note(test)),
            Test::Not(test) => self.note(test),
        }
    }

    fn note_value(&mut self, value: &Value) {
        match value {
            Value::List(items) => items.iter().for_each(|item| self.note_value(item)),
            Value::Range(range) => {
                self.ordered = true;
                self.values.extend([range.start.clone(), range.end.clone()]);
            }
            other => self.values.push(other.clone()),
        }
    }
}

impl Cuts {
    /// The axis of a kind of values, cut at these constants. `foreign`: values of other kinds may come, too.
    pub(super) fn new(scale: Scale, constants: &Constants, foreign: bool) -> Cuts {
        let mut points: Vec<Key> = Vec::new();
        for key in constants.values.iter().filter_map(|value| scale.key(value)) {
            let (first, last) = scale.equal_keys(&key);
            points.extend([first, key, last]);
        }
        if scale == Scale::Boolean {
            points.extend([Key::Whole(0), Key::Whole(1)]);
        }
        points.sort();
        points.dedup();
        let ordered = match scale {
            Scale::Boolean | Scale::Opaque => false,
            Scale::Text => constants.ordered,
            _ => true,
        };
        let (alive, wanted) = (Set::default(), Set::default());
        let mut axis = Cuts { scale, ordered, points, alive, wanted, values: Vec::new() };
        axis.values = (0..axis.count()).map(|atom| axis.make_value(atom)).collect();
        let alive = |atom: &u32| match *atom {
            NULL => true,
            FOREIGN => foreign,
            _ => axis.values[*atom as usize].is_some() || scale == Scale::Opaque,
        };
        let runs = (0..axis.count()).filter(alive).map(|atom| (atom, atom)).collect();
        axis.alive = Set::from_runs(runs);
        axis.wanted = axis.alive.without(&Set::run(NULL, FOREIGN));
        axis
    }

    fn count(&self) -> u32 {
        let points = u32::try_from(self.points.len()).unwrap_or(u32::MAX / 4);
        FIRST + if self.ordered { 2 * points + 1 } else { points + 1 }
    }

    pub(super) fn last(&self) -> u32 {
        self.count() - 1
    }

    fn point(&self, place: usize) -> u32 {
        let place = u32::try_from(place).unwrap_or(u32::MAX / 4);
        FIRST + if self.ordered { 2 * place + 1 } else { place }
    }

    /// The constants around an atom; both the same for a constant itself.
    pub(super) fn ends(&self, atom: u32) -> (Option<usize>, Option<usize>) {
        let place = (atom - FIRST) as usize;
        match self.ordered {
            true if place % 2 == 1 => (Some(place / 2), Some(place / 2)),
            true => ((place / 2).checked_sub(1), Some(place / 2).filter(|at| *at < self.points.len())),
            false if place < self.points.len() => (Some(place), Some(place)),
            false => (None, None),
        }
    }

    fn make_value(&self, atom: u32) -> Option<Value> {
        if atom < FIRST {
            return None;
        }
        match self.ends(atom) {
            (Some(low), Some(high)) if low == high => self.scale.value(&self.points[low]),
            (low, high) if self.ordered => {
                self.scale.between(low.map(|at| &self.points[at]), high.map(|at| &self.points[at]))
            }
            _ if self.scale == Scale::Text => Some(self.another_text().into()),
            _ => None,
        }
    }

    /// A text that is none of the constants.
    fn another_text(&self) -> String {
        let taken =
            |text: &str| self.points.iter().any(|key| matches!(key, Key::Text(known) if **known == *text));
        let mut text = "other".to_owned();
        while taken(&text) {
            text.push('*');
        }
        text
    }

    /// A value of an atom: null for null, and for what no value is known of.
    pub(super) fn value(&self, atom: u32) -> Value {
        self.values.get(atom as usize).cloned().flatten().unwrap_or_default()
    }

    /// Keeps the atoms whose values pass.
    pub(super) fn constrain(&mut self, constraint: &Constraint) {
        let outline = constraint.tests.outline();
        let Some(truth) = outline.as_ref().and_then(|test| self.truth(test)) else {
            // Tests that cannot be looked into: a value that is shown must pass, the others may.
            let passing = self.wanted.iter().filter(|atom| passes(&constraint.tests, &self.value(*atom)));
            self.wanted = Set::from_runs(passing.map(|atom| (atom, atom)).collect());
            return;
        };
        let names_null = truth.yes.contains(NULL) && outline != Some(Test::Any);
        let spared = if constraint.spares_null { Set::one(NULL) } else { Set::default() };
        self.alive = self.alive.intersection(&truth.yes.union(&spared));
        self.wanted = self.wanted.intersection(&self.alive);
        if names_null && self.alive.contains(NULL) {
            self.wanted = self.wanted.union(&Set::one(NULL));
        }
    }

    /// Keeps these values, and null.
    pub(super) fn keep(&mut self, values: &[Value]) {
        let kept: Option<Vec<(u32, u32)>> =
            values.iter().filter(|value| !value.is_null()).map(|value| self.equal_run(value)).collect();
        let Some(mut kept) = kept else { return };
        kept.push((NULL, NULL));
        self.alive = self.alive.intersection(&Set::from_runs(kept));
        self.wanted = self.wanted.intersection(&self.alive);
    }

    /// The axis; nothing constrains it any more.
    pub(super) fn finish(self) -> Axis {
        let atoms: Vec<u32> = self.alive.iter().collect();
        let mut axis = Axis { atoms, wanted: Set::default(), cuts: self };
        axis.wanted = axis.places(&axis.cuts.wanted);
        axis
    }

    pub(super) fn truth(&self, test: &Test) -> Option<Truth> {
        Some(match test {
            Test::Any => Truth { yes: Set::run(NULL, self.last()), no: Set::default() },
            Test::Matches(Value::List(items)) => self.listed(items)?,
            Test::Matches(Value::Range(range)) => self.in_range(range)?,
            Test::Matches(value) => self.equal(value)?,
            Test::Compare(Comparison::Equal, value) => self.equal(value)?,
            Test::Compare(Comparison::NotEqual, value) => self.equal(value)?.negated(),
            Test::Compare(comparison, value) => self.compared(*comparison, value)?,
            Test::Either(tests) => {
                let truths = tests.iter().map(|test| self.truth(test)).collect::<Option<Vec<_>>>()?;
                either(&truths, self.last())
            }
            Test::Both(tests) => {
                let truths = tests.iter().map(|test| self.truth(test).map(Truth::negated));
                either(&truths.collect::<Option<Vec<_>>>()?, self.last()).negated()
            }
            Test::Not(test) => self.truth(test)?.negated(),
        })
    }

    fn values_set(&self) -> Set {
        Set::run(FIRST, self.last())
    }

    pub(super) fn equal_run(&self, value: &Value) -> Option<(u32, u32)> {
        let (first, last) = self.scale.equal_keys(&self.scale.key(value)?);
        let first = self.points.binary_search(&first).ok()?;
        Some((self.point(first), self.point(self.points.binary_search(&last).ok()?)))
    }

    /// `=`: null for values of another kind, except that nothing else equals null.
    fn equal(&self, value: &Value) -> Option<Truth> {
        if value.is_null() {
            return Some(Truth { yes: Set::one(NULL), no: Set::run(FOREIGN, self.last()) });
        }
        self.knows(value)?;
        match self.equal_run(value) {
            Some((first, last)) => {
                let yes = Set::run(first, last);
                let no = self.values_set().without(&yes).union(&Set::one(NULL));
                Some(Truth { yes, no })
            }
            None => Some(Truth { yes: Set::default(), no: Set::one(NULL) }),
        }
    }

    /// Whether the behaviour of this constant is known here.
    fn knows(&self, value: &Value) -> Option<()> {
        let known = match (self.scale, value) {
            (Scale::Opaque, value) => value.is_null(),
            // With and without zone: never equal, yet one kind.
            (Scale::Time { .. }, Value::Time(_)) | (Scale::DateTime { .. }, Value::DateTime(_)) => {
                self.scale.key(value).is_some()
            }
            // A length of zero is equal in both kinds.
            (Scale::Months, Value::DaysTimeDuration(_)) | (Scale::Nanos, Value::YearsMonthsDuration(_)) => {
                false
            }
            _ => true,
        };
        known.then_some(())
    }

    fn listed(&self, items: &[Value]) -> Option<Truth> {
        let (mut runs, mut unknown) = (Vec::new(), items.is_empty());
        for item in items {
            let truth = match item {
                Value::Range(range) => self.in_range(range)?,
                other => self.equal(other)?,
            };
            unknown |= !truth.yes.contains(NULL) && !truth.no.contains(NULL);
            runs.extend_from_slice(truth.yes.runs());
        }
        let yes = Set::from_runs(runs);
        // A value that no item can be compared with is not in the list; for null that cannot be told.
        let mut no = Set::run(NULL, self.last()).without(&yes);
        if unknown {
            no = no.without(&Set::one(NULL));
        }
        Some(Truth { yes, no })
    }

    fn in_range(&self, range: &Range) -> Option<Truth> {
        let (start, end) = (&range.start, &range.end);
        let low = if range.ends == Ends::Upper { None } else { Some((start, range.start_included)) };
        let high = if range.ends == Ends::Lower { None } else { Some((end, range.end_included)) };
        self.span(low, high)
    }

    fn compared(&self, comparison: Comparison, value: &Value) -> Option<Truth> {
        match comparison {
            Comparison::Less => self.span(None, Some((value, false))),
            Comparison::LessEqual => self.span(None, Some((value, true))),
            Comparison::Greater => self.span(Some((value, false)), None),
            _ => self.span(Some((value, true)), None),
        }
    }

    /// What lies between two ends; nothing is known where an end is of another kind or has no order.
    fn span(&self, low: Option<(&Value, bool)>, high: Option<(&Value, bool)>) -> Option<Truth> {
        let (mut first, mut last) = (FIRST, self.last());
        let unknown = Truth { yes: Set::default(), no: Set::default() };
        for (end, is_low) in low.map(|end| (end, true)).into_iter().chain(high.map(|end| (end, false))) {
            let (value, included) = end;
            if value.is_null() {
                return Some(unknown);
            }
            self.knows(value)?;
            let point = self.scale.key(value).and_then(|key| self.points.binary_search(&key).ok());
            let Some(point) = point.filter(|_| self.ordered).map(|place| self.point(place)) else {
                return Some(unknown);
            };
            match is_low {
                true => first = point + u32::from(!included),
                false => last = point - u32::from(!included),
            }
        }
        let yes = Set::run(first, last);
        Some(Truth { no: self.values_set().without(&yes), yes })
    }
}

impl Truth {
    fn negated(self) -> Truth {
        Truth { yes: self.no, no: self.yes }
    }
}

/// One of them is true, or all are false.
fn either(truths: &[Truth], last: u32) -> Truth {
    let all = Set::run(NULL, last);
    let yes = truths.iter().flat_map(|truth| truth.yes.runs().iter().copied()).collect();
    // What one of them is not false for; collected at once, as there may be thousands.
    let open = truths.iter().flat_map(|truth| all.without(&truth.no).runs().to_vec()).collect();
    Truth { yes: Set::from_runs(yes), no: all.without(&Set::from_runs(open)) }
}

fn passes(tests: &UnaryTests, value: &Value) -> bool {
    // Asked for each atom, so no single answer may take long.
    let mut machine = Machine::new().with_limits(Limits { steps: 10_000, ..Limits::default() });
    tests.run(value, &Context::new(), &mut machine) == Value::Boolean(true)
}

//! What others see of an axis: sets of atoms from tests, values of atoms, and sets as text.

use super::{
    axis::{Axis, Cuts, FIRST, NULL},
    scale::Scale,
    set::Set,
};
use feel::{Number, Test, Value};

/// Parts of a set that are written out; more are cut short.
const MOST_PARTS: usize = 40;

impl Axis {
    /// All atoms.
    pub(super) fn all(&self) -> Set {
        let count = u32::try_from(self.atoms.len()).unwrap_or(u32::MAX);
        count.checked_sub(1).map_or_else(Set::default, |last| Set::run(0, last))
    }

    /// The places of atoms.
    pub(super) fn places(&self, atoms: &Set) -> Set {
        let small = |place: usize| u32::try_from(place).unwrap_or(u32::MAX);
        let runs = atoms.runs().iter().filter_map(|(first, last)| {
            let low = self.atoms.partition_point(|atom| atom < first);
            let high = self.atoms.partition_point(|atom| atom <= last);
            (low < high).then(|| (small(low), small(high - 1)))
        });
        Set::from_runs(runs.collect())
    }

    /// The atoms at these places, with what has no values between them.
    fn atoms(&self, places: &Set) -> Set {
        let atom = |place: u32| self.atoms.get(place as usize).copied().unwrap_or(NULL);
        Set::from_runs(places.runs().iter().map(|(first, last)| (atom(*first), atom(*last))).collect())
    }

    /// What passes a test; `None` if that cannot be told.
    pub(super) fn passing(&self, test: &Test) -> Option<Set> {
        Some(self.places(&self.cuts.truth(test)?.yes))
    }

    /// The places of the values that `= value` accepts; `None` if it is of another kind.
    pub(super) fn equal_to(&self, value: &Value) -> Option<Set> {
        let (first, last) = self.cuts.equal_run(value)?;
        Some(self.places(&Set::run(first, last)))
    }

    /// Whether the kind of a value is known not to be this axis's.
    pub(super) fn is_foreign(&self, value: &Value) -> bool {
        let scale = self.cuts.scale;
        // Times with and without a zone are of one kind, though never equal.
        let times = matches!(
            (scale, value),
            (Scale::Time { .. }, Value::Time(_)) | (Scale::DateTime { .. }, Value::DateTime(_))
        );
        let number = matches!((scale, value), (Scale::Count, Value::Number(_)));
        scale != Scale::Opaque && !value.is_null() && !times && !number && scale.key(value).is_none()
    }

    /// A value of a set that is easy to understand: one that a rule is wanted for, and not negative.
    pub(super) fn example(&self, set: &Set) -> Value {
        let wanted = set.intersection(&self.wanted);
        let from = if wanted.is_empty() { set } else { &wanted };
        let value = |place: u32| self.value(place);
        let friendly = from.iter().take(1000).map(value).find(|value| !is_negative(value));
        friendly.or_else(|| from.iter().next().map(value)).unwrap_or_default()
    }

    fn value(&self, place: u32) -> Value {
        self.atoms.get(place as usize).map(|atom| self.cuts.value(*atom)).unwrap_or_default()
    }

    /// A set as unary tests, for people: `(17..18)`, `"TH", "BY"`; `-` if no rule is wanted for anything else.
    pub(super) fn show(&self, set: &Set) -> String {
        if self.wanted.is_within(set) { "-".to_owned() } else { self.cuts.show(&self.atoms(set), false) }
    }

    /// A set as the unary tests that accept it and nothing else.
    pub(super) fn show_exactly(&self, set: &Set) -> String {
        let missing = self.all().without(set);
        if missing.is_empty() {
            "-".to_owned()
        } else if self.atoms(&missing) == Set::one(NULL) {
            "not(null)".to_owned()
        } else {
            self.cuts.show(&self.atoms(set), true)
        }
    }

    /// Whether two sets stand side by side, or are all there is, so that one cell can ask for both.
    pub(super) fn adjoin(&self, left: &Set, right: &Set) -> bool {
        if self.wanted.is_within(&left.union(right)) {
            return true;
        }
        let ([left], [right]) = (left.runs(), right.runs()) else { return false };
        let (low, high) = if left < right { (left, right) } else { (right, left) };
        let is_value = self.atoms.get(low.0 as usize).is_some_and(|atom| *atom >= FIRST);
        self.cuts.ordered && is_value && low.1.checked_add(1) == Some(high.0)
    }
}

fn is_negative(value: &Value) -> bool {
    match value {
        Value::Number(number) => *number < Number::ZERO,
        Value::YearsMonthsDuration(duration) => duration.months() < 0,
        Value::DaysTimeDuration(duration) => duration.nanos() < 0,
        _ => false,
    }
}

impl Cuts {
    /// `exactly`: null is left out in writing where it is not in the set.
    fn show(&self, set: &Set, exactly: bool) -> String {
        let parts = match self.scale {
            Scale::Opaque if *set == Set::one(NULL) => vec!["null".to_owned()],
            Scale::Opaque => vec!["not(null)".to_owned()],
            Scale::Text if !self.ordered && set.contains(self.last()) && self.alive.contains(self.last()) => {
                vec![self.show_others(set, exactly)]
            }
            _ => self.show_parts(set),
        };
        if parts.len() < MOST_PARTS {
            return parts.join(", ");
        }
        format!("{}, …", parts[..MOST_PARTS].join(", "))
    }

    fn show_parts(&self, set: &Set) -> Vec<String> {
        let mut parts = Vec::new();
        if set.contains(NULL) {
            parts.push("null".to_owned());
        }
        if self.ordered {
            let runs = set.runs().iter().filter(|(_, last)| *last >= FIRST);
            parts
                .extend(runs.take(MOST_PARTS).map(|(first, last)| self.show_run((*first).max(FIRST), *last)));
        } else {
            parts.extend(self.texts(set));
        }
        parts
    }

    /// All texts but some: `not("a", "b")`, which null passes, too.
    fn show_others(&self, set: &Set, exactly: bool) -> String {
        let mut missing = self.texts(&self.alive.without(set));
        if missing.is_empty() || exactly && !set.contains(NULL) && self.alive.contains(NULL) {
            missing.insert(0, "null".to_owned());
        }
        format!("not({})", missing.join(", "))
    }

    fn texts(&self, set: &Set) -> Vec<String> {
        let values = set.iter().filter(|atom| *atom >= FIRST && self.alive.contains(*atom));
        values.take(MOST_PARTS).map(|atom| self.value(atom).to_string()).collect()
    }

    fn show_run(&self, first: u32, last: u32) -> String {
        let (low, after) = self.ends(first);
        let (before, high) = self.ends(last);
        let (low_in, high_in) = (low == after, before == high);
        let text = |at: usize| self.scale.value(&self.points[at]).unwrap_or_default().to_string();
        match (low, high) {
            (Some(low), Some(high)) if low_in && high_in && self.is_one_value(low, high) => text(low),
            (Some(low), Some(high)) => {
                let (open, close) = (if low_in { '[' } else { '(' }, if high_in { ']' } else { ')' });
                format!("{open}{}..{}{close}", text(low), text(high))
            }
            (Some(low), None) => format!("{} {}", if low_in { ">=" } else { ">" }, text(low)),
            (None, Some(high)) => format!("{} {}", if high_in { "<=" } else { "<" }, text(high)),
            (None, None) => "-".to_owned(),
        }
    }

    /// Whether `= value` accepts just what lies between two constants.
    fn is_one_value(&self, low: usize, high: usize) -> bool {
        let (first, last) = self.scale.equal_keys(&self.points[low]);
        first == self.points[low] && last == self.points[high]
    }
}

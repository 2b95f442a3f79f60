//! Sets of atoms of one axis, as runs of their indices.

/// A set of indices: disjoint runs in order, not touching each other, ends included.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub(super) struct Set(Vec<(u32, u32)>);

impl Set {
    pub(super) fn run(first: u32, last: u32) -> Set {
        if first > last { Set::default() } else { Set(vec![(first, last)]) }
    }

    pub(super) fn one(at: u32) -> Set {
        Set::run(at, at)
    }

    /// From runs in any order.
    pub(super) fn from_runs(mut runs: Vec<(u32, u32)>) -> Set {
        runs.retain(|(first, last)| first <= last);
        runs.sort_unstable();
        let mut joined: Vec<(u32, u32)> = Vec::with_capacity(runs.len());
        for (first, last) in runs {
            match joined.last_mut() {
                Some((_, end)) if first <= end.saturating_add(1) => *end = (*end).max(last),
                _ => joined.push((first, last)),
            }
        }
        Set(joined)
    }

    pub(super) fn runs(&self) -> &[(u32, u32)] {
        &self.0
    }

    pub(super) fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    pub(super) fn iter(&self) -> impl Iterator<Item = u32> {
        self.0.iter().flat_map(|(first, last)| *first..=*last)
    }

    pub(super) fn contains(&self, at: u32) -> bool {
        let place = self.0.partition_point(|(_, last)| *last < at);
        self.0.get(place).is_some_and(|(first, _)| *first <= at)
    }

    pub(super) fn union(&self, other: &Set) -> Set {
        Set::from_runs(self.0.iter().chain(&other.0).copied().collect())
    }

    pub(super) fn intersection(&self, other: &Set) -> Set {
        let (mut a, mut b, mut runs) = (0, 0, Vec::new());
        while let (Some(left), Some(right)) = (self.0.get(a), other.0.get(b)) {
            let (first, last) = (left.0.max(right.0), left.1.min(right.1));
            if first <= last {
                runs.push((first, last));
            }
            if left.1 < right.1 { a += 1 } else { b += 1 }
        }
        Set(runs)
    }

    pub(super) fn intersects(&self, other: &Set) -> bool {
        let (mut a, mut b) = (0, 0);
        while let (Some(left), Some(right)) = (self.0.get(a), other.0.get(b)) {
            if left.0.max(right.0) <= left.1.min(right.1) {
                return true;
            }
            if left.1 < right.1 { a += 1 } else { b += 1 }
        }
        false
    }

    /// What is in this set and not in the other.
    pub(super) fn without(&self, other: &Set) -> Set {
        let mut runs = Vec::new();
        for (first, last) in &self.0 {
            let mut from = *first;
            let start = other.0.partition_point(|(_, end)| end < first);
            for (cut_first, cut_last) in other.0[start..].iter().take_while(|(cut, _)| cut <= last) {
                if *cut_first > from {
                    runs.push((from, cut_first - 1));
                }
                from = from.max(cut_last.saturating_add(1));
            }
            if from <= *last {
                runs.push((from, *last));
            }
        }
        Set(runs)
    }

    pub(super) fn is_within(&self, other: &Set) -> bool {
        self.0.iter().all(|(first, last)| {
            let place = other.0.partition_point(|(_, end)| end < first);
            other.0.get(place).is_some_and(|(start, end)| start <= first && end >= last)
        })
    }
}

#[cfg(test)]
mod tests {
    use super::Set;
    use proptest::prelude::*;

    fn set(mask: u16) -> Set {
        Set::from_runs((0..16).filter(|at| mask >> at & 1 == 1).map(|at| (at, at)).collect())
    }

    proptest! {
        #[test]
        fn sets_are_sets(a: u16, b: u16) {
            let (left, right) = (set(a), set(b));
            prop_assert_eq!(left.union(&right), set(a | b));
            prop_assert_eq!(left.intersection(&right), set(a & b));
            prop_assert_eq!(left.without(&right), set(a & !b));
            prop_assert_eq!(left.intersects(&right), a & b != 0);
            prop_assert_eq!(left.is_within(&right), a & !b == 0);
            prop_assert!((0..16).all(|at| left.contains(at) == (a >> at & 1 == 1)));
            prop_assert_eq!(left.iter().count(), a.count_ones() as usize);
        }
    }
}

//! A decision table as boxes: for each rule and axis the set of atoms that its cell accepts.

use super::{axis::Axis, set::Set};
use std::collections::HashMap;

/// A rule as a box.
#[derive(Clone, Debug)]
pub(super) struct Row {
    /// For each axis the number of its set; what a cell that was not understood might accept is all.
    pub(super) sets: Vec<u32>,
    /// Whether all cells were understood: if not, the box holds more than the rule may accept.
    pub(super) certain: bool,
}

/// An axis with the different sets on it.
pub(super) struct Dimension {
    pub(super) axis: Axis,
    pub(super) sets: Vec<Set>,
    known: HashMap<Set, u32>,
    /// The columns that look at it.
    pub(super) columns: Vec<usize>,
    /// Whether it is an answer of its own, that can have any value whatever the others are.
    pub(super) free: bool,
}

/// A decision table whose columns are cut into atoms.
#[derive(Default)]
pub(super) struct Grid {
    pub(super) dimensions: Vec<Dimension>,
    pub(super) rows: Vec<Row>,
}

impl Dimension {
    pub(super) fn new(axis: Axis, columns: Vec<usize>, free: bool) -> Dimension {
        Dimension { axis, sets: Vec::new(), known: HashMap::new(), columns, free }
    }

    /// The number of a set.
    pub(super) fn number(&mut self, set: Set) -> u32 {
        if let Some(number) = self.known.get(&set) {
            return *number;
        }
        let number = u32::try_from(self.sets.len()).unwrap_or(u32::MAX);
        self.sets.push(set.clone());
        self.known.insert(set, number);
        number
    }
}

impl Grid {
    pub(super) fn set(&self, row: usize, dimension: usize) -> &Set {
        &self.dimensions[dimension].sets[self.rows[row].sets[dimension] as usize]
    }

    /// Whether no value at all passes all cells of a rule.
    pub(super) fn is_empty(&self, row: usize) -> bool {
        (0..self.dimensions.len()).any(|dimension| self.set(row, dimension).is_empty())
    }

    /// Whether two rules that can match do so at once for some values.
    pub(super) fn intersect(&self, a: usize, b: usize) -> bool {
        let (left, right) = (&self.rows[a].sets, &self.rows[b].sets);
        (0..self.dimensions.len()).all(|at| {
            let sets = &self.dimensions[at].sets;
            left[at] == right[at] || sets[left[at] as usize].intersects(&sets[right[at] as usize])
        })
    }

    /// Whether every value that passes the one rule passes the other.
    pub(super) fn is_within(&self, inner: usize, outer: usize) -> bool {
        let (left, right) = (&self.rows[inner].sets, &self.rows[outer].sets);
        (0..self.dimensions.len()).all(|at| {
            let sets = &self.dimensions[at].sets;
            left[at] == right[at] || sets[left[at] as usize].is_within(&sets[right[at] as usize])
        })
    }

    /// The box of a rule.
    pub(super) fn region(&self, row: usize) -> Vec<Set> {
        (0..self.dimensions.len()).map(|dimension| self.set(row, dimension).clone()).collect()
    }

    /// Pairs of rows of `among` that meet, the earlier first. `visit` returns false to stop.
    ///
    /// A sweep over the axis on which the fewest pairs meet; the other axes are compared one by one.
    pub(super) fn pairs(&self, among: &[usize], visit: &mut dyn FnMut(usize, usize) -> bool) {
        let Some(sweep) = self.most_telling(among) else {
            // Without columns every rule meets every other.
            all_pairs(among, &mut |a, b| visit(a, b));
            return;
        };
        let mut order: Vec<(u32, u32, usize)> = self.hulls_on(among, sweep).collect();
        order.sort_unstable();
        let mut open: Vec<(u32, usize)> = Vec::new();
        for (first, last, row) in order {
            open.retain(|(end, _)| *end >= first);
            for (_, other) in &open {
                if !visit(row.min(*other), row.max(*other)) {
                    return;
                }
            }
            open.push((last, row));
        }
    }

    /// The axis on which the fewest pairs meet.
    fn most_telling(&self, among: &[usize]) -> Option<usize> {
        (0..self.dimensions.len()).min_by_key(|at| self.meetings(among, *at))
    }

    /// For each row the first and the last atom on the axis that tells rows apart best: a quick first look.
    pub(super) fn hulls(&self, rows: &[usize]) -> Vec<(u32, u32)> {
        let Some(axis) = self.most_telling(rows) else { return vec![(0, 0); rows.len()] };
        let ends = |row: &usize| {
            let runs = self.set(*row, axis).runs();
            runs.first().zip(runs.last()).map_or((1, 0), |(first, last)| (first.0, last.1))
        };
        rows.iter().map(ends).collect()
    }

    /// Whether the first or the last values of a rule, on all axes at once, pass none of the others.
    pub(super) fn has_open_corner(&self, row: usize, others: &[usize]) -> bool {
        let corner = |last: bool| -> Option<Vec<u32>> {
            let ends = (0..self.dimensions.len()).map(|axis| {
                let runs = self.set(row, axis).runs();
                if last { runs.last().map(|run| run.1) } else { runs.first().map(|run| run.0) }
            });
            ends.collect()
        };
        let touches = |other: &usize, corner: &[u32]| {
            corner.iter().enumerate().all(|(axis, atom)| self.set(*other, axis).contains(*atom))
        };
        [true, false]
            .into_iter()
            .filter_map(corner)
            .any(|corner| others.iter().all(|other| !touches(other, &corner)))
    }

    fn hulls_on(&self, among: &[usize], dimension: usize) -> impl Iterator<Item = (u32, u32, usize)> {
        among.iter().filter_map(move |row| {
            let runs = self.set(*row, dimension).runs();
            Some((runs.first()?.0, runs.last()?.1, *row))
        })
    }

    /// How many pairs have hulls that meet on an axis.
    fn meetings(&self, among: &[usize], dimension: usize) -> u64 {
        let mut starts: Vec<u32> = self.hulls_on(among, dimension).map(|(first, _, _)| first).collect();
        starts.sort_unstable();
        // For each hull, those that start in it; a constant more, which does not matter here.
        self.hulls_on(among, dimension)
            .map(|(first, last, _)| {
                let inside = |at: u32| starts.partition_point(|start| *start <= at);
                (inside(last) - starts.partition_point(|start| *start < first)) as u64
            })
            .sum()
    }
}

fn all_pairs(among: &[usize], visit: &mut dyn FnMut(usize, usize) -> bool) {
    for (at, row) in among.iter().enumerate() {
        for other in &among[at + 1..] {
            if !visit(*row, *other) {
                return;
            }
        }
    }
}

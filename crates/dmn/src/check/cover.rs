//! Whether boxes cover a region, and what they leave open.
//!
//! The axis on which most boxes are bounded is swept; what is the same set of boxes all along is looked at once, on
//! the axes that remain. This is the line sweep of Calvanese, Dumas, Laurson, Maggi, Montali and Teinemaa
//! ("Semantics, Analysis and Simplification of DMN Decision Tables", Information Systems 78, 2018), with two short
//! cuts: a part that one box covers in all remaining axes is done, and a set of boxes that was found to cover
//! is remembered. The problem is coNP-complete, so the work is bounded.

use super::{grid::Grid, set::Set};
use std::collections::{BTreeSet, HashMap, HashSet};

/// What the checks of a table may still use.
#[derive(Debug)]
pub(super) struct Budget(pub(super) u64);

/// The budget is used up.
#[derive(Debug)]
pub(super) struct Exhausted;

impl Budget {
    pub(super) fn spend(&mut self, steps: usize) -> Result<(), Exhausted> {
        match self.0.checked_sub(steps as u64 + 1) {
            Some(left) => {
                self.0 = left;
                Ok(())
            }
            None => {
                self.0 = 0;
                Err(Exhausted)
            }
        }
    }
}

/// Rows, and the runs of an axis that these and no others accept.
type Piece = (Vec<u32>, Vec<(u32, u32)>);

/// Axes that one search can look at.
const MOST_AXES: usize = 64;

/// A search for what is open in a region.
pub(super) struct Cover<'a> {
    grid: &'a Grid,
    region: &'a [Set],
    budget: &'a mut Budget,
    /// Parts of the region that no box touches, at most as many as wanted.
    pub(super) open: Vec<Vec<Set>>,
    most: usize,
    /// What was found to be covered: remaining axes, and boxes.
    covered: HashSet<(u64, Vec<u32>)>,
    /// For each box the axes on which it covers the whole region.
    full: HashMap<u32, u64>,
}

impl<'a> Cover<'a> {
    /// Looks for at most `most` open parts of `region`, which has one set for each axis and none empty.
    pub(super) fn search(
        grid: &'a Grid,
        region: &'a [Set],
        rows: &[u32],
        most: usize,
        budget: &'a mut Budget,
    ) -> Result<Vec<Vec<Set>>, Exhausted> {
        if region.iter().any(Set::is_empty) {
            return Ok(Vec::new());
        }
        let mut bounding: Vec<usize> = Vec::new();
        for (axis, whole) in region.iter().enumerate() {
            budget.spend(rows.len())?;
            if rows.iter().any(|row| !whole.is_within(grid.set(*row as usize, axis))) {
                bounding.push(axis);
            }
        }
        if bounding.len() > MOST_AXES {
            return Err(Exhausted);
        }
        let mut cover = Cover {
            grid,
            region,
            budget,
            open: Vec::new(),
            most,
            covered: HashSet::new(),
            full: HashMap::new(),
        };
        for row in rows {
            let full = bounding.iter().enumerate().fold(0u64, |mask, (place, axis)| {
                let whole = region[*axis].is_within(grid.set(*row as usize, *axis));
                mask | u64::from(whole) << place
            });
            cover.full.insert(*row, full);
        }
        let remaining = if bounding.len() == MOST_AXES { u64::MAX } else { (1 << bounding.len()) - 1 };
        let mut part = region.to_vec();
        cover.part(&bounding, remaining, rows, &mut part)?;
        Ok(cover.open)
    }

    /// Looks at the part of the region on whose swept axes all these rows accept everything.
    fn part(
        &mut self,
        axes: &[usize],
        remaining: u64,
        rows: &[u32],
        part: &mut Vec<Set>,
    ) -> Result<(), Exhausted> {
        self.budget.spend(rows.len())?;
        if rows.is_empty() {
            self.open.push(part.clone());
            return Ok(());
        }
        if rows.iter().any(|row| self.full[row] & remaining == remaining) {
            return Ok(());
        }
        let Some(place) = self.most_bounded(axes.len(), remaining, rows) else { return Ok(()) };
        let rest = remaining & !(1 << place);
        for (rows, set) in self.sweep(axes[place], rows, rest)? {
            if self.open.len() >= self.most {
                return Ok(());
            }
            if self.covered.contains(&(rest, rows.clone())) {
                continue;
            }
            let found = self.open.len();
            let whole = std::mem::replace(&mut part[axes[place]], set);
            let result = self.part(axes, rest, &rows, part);
            part[axes[place]] = whole;
            result?;
            if self.open.len() == found {
                self.budget.spend(rows.len())?;
                self.covered.insert((rest, rows));
            }
        }
        Ok(())
    }

    /// The axis on which most rows are bounded: sweeping it leaves the fewest to look at twice.
    fn most_bounded(&mut self, axes: usize, remaining: u64, rows: &[u32]) -> Option<usize> {
        let mut counts = vec![0usize; axes];
        for row in rows {
            let mut bounded = remaining & !self.full[row];
            while bounded != 0 {
                counts[bounded.trailing_zeros() as usize] += 1;
                bounded &= bounded - 1;
            }
        }
        let places = (0..axes).filter(|place| remaining >> place & 1 == 1);
        places.max_by_key(|place| (counts[*place], std::cmp::Reverse(*place)))
    }

    /// The parts of an axis that are not covered at once, each with the rows that accept it.
    fn sweep(&mut self, axis: usize, rows: &[u32], rest: u64) -> Result<Vec<(Vec<u32>, Set)>, Exhausted> {
        let region = &self.region[axis];
        let mut events: Vec<(u32, bool, u32)> = Vec::new();
        for row in rows {
            for (first, last) in self.grid.set(*row as usize, axis).intersection(region).runs() {
                events.push((*first, true, *row));
                events.push((*last + 1, false, *row));
            }
        }
        self.budget.spend(events.len())?;
        for (first, last) in region.runs() {
            // No row: only a place to begin or end a piece.
            events.push((*first, true, u32::MAX));
            events.push((*last + 1, false, u32::MAX));
        }
        events.sort_unstable();
        let mut pieces: Vec<Piece> = Vec::new();
        let mut places: HashMap<Vec<u32>, usize> = HashMap::new();
        let (mut active, mut whole, mut inside) = (BTreeSet::new(), 0usize, false);
        let mut at = 0;
        while at < events.len() {
            let position = events[at].0;
            while let Some((_, begins, row)) = events.get(at).filter(|event| event.0 == position) {
                let full = *row != u32::MAX && self.full[row] & rest == rest;
                match (*row, *begins) {
                    (u32::MAX, begins) => inside = begins,
                    (row, true) => {
                        active.insert(row);
                        whole += usize::from(full);
                    }
                    (row, false) => {
                        active.remove(&row);
                        whole -= usize::from(full);
                    }
                }
                at += 1;
            }
            let Some((next, _, _)) = events.get(at) else { break };
            if !inside || whole > 0 {
                continue;
            }
            self.budget.spend(active.len())?;
            let rows: Vec<u32> = active.iter().copied().collect();
            let place = *places.entry(rows).or_insert_with_key(|rows| {
                pieces.push((rows.clone(), Vec::new()));
                pieces.len() - 1
            });
            pieces[place].1.push((position, next - 1));
        }
        Ok(pieces.into_iter().map(|(rows, runs)| (rows, Set::from_runs(runs))).collect())
    }
}

/// Joins parts that differ on one axis only, so that fewer and larger ones are shown.
pub(super) fn join(mut parts: Vec<Vec<Set>>) -> Vec<Vec<Set>> {
    let mut at = 0;
    while at < parts.len() {
        let found = (at + 1..parts.len()).find_map(|other| {
            let differing: Vec<usize> =
                (0..parts[at].len()).filter(|axis| parts[at][*axis] != parts[other][*axis]).collect();
            if let [axis] = differing.as_slice() { Some((other, *axis)) } else { None }
        });
        match found {
            Some((other, axis)) => {
                let joined = parts.remove(other);
                parts[at][axis] = parts[at][axis].union(&joined[axis]);
                at = 0;
            }
            None => at += 1,
        }
    }
    parts
}

//! Which values belong to which row, where extraction parted the two, and to which year, where some are missing.
//!
//! A change in percent ties a value to the one of the year before: 205 after 200 is 2.50 %. Few rows fit by accident.

use super::einzelplaene::{Cell, Population};

/// What a row of values would say at a place: values by year, and how well it fits.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Fit {
    pub(super) score: i32,
    pub(super) values: Vec<Option<Cell>>,
}

/// Places the values of one row on the years; `before` is the number of the year before the first.
pub(super) fn place(cells: &[Cell], before: Option<u32>, population: &[Population]) -> Option<Fit> {
    let years = population.len();
    if cells.len() > years || cells.is_empty() || years > 8 {
        return None;
    }
    let subsets = (0_u32..1 << years).filter(|set| set.count_ones() as usize == cells.len());
    let fits = subsets.map(|set| {
        let mut rest = cells.iter();
        let values: Vec<Option<Cell>> =
            (0..years).map(|year| if set >> year & 1 == 1 { rest.next().copied() } else { None }).collect();
        Fit { score: score(&values, before, population), values }
    });
    // Of equals the later years: a row that ends says so with a zero.
    fits.max_by_key(|fit| fit.score)
}

fn score(values: &[Option<Cell>], before: Option<u32>, population: &[Population]) -> i32 {
    let mut previous = before.filter(|number| *number > 0);
    let mut score = 0;
    for (value, population) in values.iter().zip(population) {
        let Some(value) = value else {
            // A number that was there goes to zero before it is left out.
            score -= if previous.is_some() { 4 } else { 0 };
            previous = None;
            continue;
        };
        score += match (value.change, previous) {
            (Some(change), Some(previous)) if change_fits(change, previous, value.number) => 3,
            (Some(_), Some(_)) => -5,
            (Some(change), None) => {
                if change == 0 {
                    0
                } else {
                    -4
                }
            }
            (None, Some(_)) => -4,
            (None, None) => 1,
        };
        score += match value.rate {
            Some(rate) if population.fits(value.number, rate) => 1,
            Some(_) => -3,
            None => 0,
        };
        previous = Some(value.number).filter(|number| *number > 0);
    }
    score
}

/// Whether a change in hundredths of a percent is what two numbers give.
pub(super) fn change_fits(change: i32, from: u32, to: u32) -> bool {
    let exact = (f64::from(to) - f64::from(from)) * 10_000.0 / f64::from(from);
    (exact - f64::from(change)).abs() <= 0.51
}

/// Aligns rows of values with names, both in order; names without values are left out. Gives the row for each name.
pub(super) fn align(
    names: usize,
    rows: usize,
    fit: impl Fn(usize, usize) -> Option<i32>,
) -> Vec<Option<usize>> {
    const SKIPPED: i32 = -8;
    let mut best = vec![vec![0_i32; rows + 1]; names + 1];
    let mut step = vec![vec![0_u8; rows + 1]; names + 1];
    for name in (0..=names).rev() {
        for row in (0..=rows).rev() {
            let mut choice = (i32::MIN, 0);
            if name == names && row == rows {
                continue;
            }
            if name < names {
                choice = choice.max((best[name + 1][row], 1));
            }
            if row < rows {
                choice = choice.max((best[name][row + 1] + SKIPPED, 2));
            }
            let score = if name < names && row < rows { fit(name, row) } else { None };
            if let Some(score) = score {
                choice = choice.max((best[name + 1][row + 1] + score, 3));
            }
            (best[name][row], step[name][row]) = choice;
        }
    }
    let mut found = vec![None; names];
    let (mut name, mut row) = (0, 0);
    while name < names || row < rows {
        match step[name][row] {
            1 => name += 1,
            2 => row += 1,
            _ => {
                found[name] = Some(row);
                (name, row) = (name + 1, row + 1);
            }
        }
    }
    found
}

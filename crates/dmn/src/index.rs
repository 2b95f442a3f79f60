//! An index over the rules of a decision table: cells with tests on constants need no evaluation.
//!
//! Each column with such cells has, for each value, the rules that it leaves open, as bits; the rules that may match
//! are what all columns leave open. Cells with other tests (names, functions, `?`), and cells that cannot be
//! compared with a value (a number with a text, null with `< 5`), are evaluated, for rules that are still open only.
//!
//! The result is that of going through all rules. So are the warnings of the cells that are evaluated; what is left
//! out are warnings of cells in rules in which an indexed cell has failed. The budget of steps is charged for the
//! work that is done: one step for 64 rules, and the steps of what is evaluated.

mod answers;
mod blocks;
mod cell;

use answers::Answer;
pub(crate) use answers::Answers;

use crate::program::{Cell, RuleCode};
use blocks::Blocks;
use cell::Position;
use feel::Value;

/// Columns of an index; the cells of others are evaluated.
const MAX_COLUMNS: usize = 16;
/// Fewer rules are gone through faster than found.
const MIN_RULES: usize = 2;
/// No position: the value is of another kind, or the column is not indexed.
const NOWHERE: Position = Position::MAX;

/// The index of a table.
#[derive(Debug)]
pub(crate) struct Index {
    rules: usize,
    /// The input columns and their rows; those that leave the fewest rules open come first.
    columns: Vec<(usize, Blocks)>,
    /// Input columns with tests that are not indexed.
    others: Vec<usize>,
}

impl Index {
    /// For a table with so many input columns; `None` where nothing is gained.
    pub(crate) fn new(inputs: usize, rules: &[RuleCode]) -> Option<Index> {
        // A model with problems may have rules with too few cells.
        if rules.len() < MIN_RULES || rules.iter().any(|rule| rule.cells.len() != inputs) {
            return None;
        }
        let (mut columns, mut others) = (Vec::new(), Vec::new());
        for input in 0..inputs {
            match Answers::new(rules.iter().map(|rule| &rule.cells[input])) {
                Some(answers) => columns.push((input, Blocks::new(answers, rules.len()))),
                None if rules.iter().any(|rule| rule.cells[input].is_tested()) => others.push(input),
                None => {}
            }
        }
        columns.sort_by_key(|(_, blocks)| blocks.density());
        others.extend(columns.drain(MAX_COLUMNS.min(columns.len())..).map(|(input, _)| input));
        (!columns.is_empty()).then_some(Index { rules: rules.len(), columns, others })
    }

    /// The steps that looking up one set of values costs.
    pub(crate) fn steps(&self) -> u64 {
        self.rules.div_ceil(64) as u64
    }

    /// The rules that may match these values, in order.
    pub(crate) fn candidates(&self, inputs: &[Value]) -> Candidates<'_> {
        let mut positions = [NOWHERE; MAX_COLUMNS];
        let mut evaluates = !self.others.is_empty();
        for ((input, blocks), position) in self.columns.iter().zip(&mut positions) {
            match blocks.answers().position(&inputs[*input]) {
                Some(found) => {
                    *position = found;
                    evaluates |= blocks.asks(found);
                }
                None => evaluates = true,
            }
        }
        Candidates { index: self, positions, evaluates, word: 0, bits: 0 }
    }
}

/// Rules that may match.
#[derive(Clone)]
pub(crate) struct Candidates<'i> {
    index: &'i Index,
    positions: [Position; MAX_COLUMNS],
    evaluates: bool,
    /// The next word of the rows, and what is left of the one before.
    word: usize,
    bits: u64,
}

impl Candidates<'_> {
    fn located(&self) -> impl Iterator<Item = (&Blocks, Position)> {
        let columns = self.index.columns.iter().zip(&self.positions);
        columns
            .filter(|(_, position)| **position != NOWHERE)
            .map(|((_, blocks), position)| (blocks, *position))
    }

    fn next_word(&self) -> u64 {
        let left = self.index.rules - self.word * 64;
        let mut bits = if left < 64 { (1 << left) - 1 } else { u64::MAX };
        for (blocks, position) in self.located() {
            bits &= blocks.row(position)[self.word];
            if bits == 0 {
                break;
            }
        }
        bits
    }

    /// Whether cells of candidates may have to be evaluated at all.
    pub(crate) fn evaluates(&self) -> bool {
        self.evaluates
    }

    /// Whether the cell of a candidate in an input column must be evaluated.
    pub(crate) fn must_evaluate(&self, rule: usize, input: usize, cell: &Cell) -> bool {
        if !cell.is_tested() {
            return false;
        }
        let column = self.index.columns.iter().position(|(indexed, _)| *indexed == input);
        let Some(column) = column else { return true };
        let position = self.positions[column];
        position == NOWHERE || self.index.columns[column].1.answers().of(rule, position) == Answer::Evaluate
    }
}

impl Iterator for Candidates<'_> {
    type Item = usize;

    fn next(&mut self) -> Option<usize> {
        loop {
            while self.bits == 0 {
                if self.word * 64 >= self.index.rules {
                    return None;
                }
                self.bits = self.next_word();
                self.word += 1;
            }
            let rule = (self.word - 1) * 64 + self.bits.trailing_zeros() as usize;
            self.bits &= self.bits - 1;
            if !self.located().any(|(blocks, position)| blocks.excludes(rule, position)) {
                return Some(rule);
            }
        }
    }
}

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
const MAX_COLUMNS: usize = 8;
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

    /// Looks up the values of the input columns.
    pub(crate) fn find<'v>(&self, input: impl Fn(usize) -> &'v Value) -> Found<'_> {
        let mut found = Found {
            index: self,
            columns: [Column { row: &[], position: NOWHERE }; MAX_COLUMNS],
            evaluates: !self.others.is_empty(),
            excludes: false,
        };
        for ((place, blocks), column) in self.columns.iter().zip(&mut found.columns) {
            match blocks.answers().position(input(*place)) {
                Some(position) => {
                    *column = Column { row: blocks.row(position), position };
                    found.evaluates |= blocks.asks(position);
                    found.excludes |= blocks.shares_rows();
                }
                None => found.evaluates = true,
            }
        }
        found
    }
}

/// What an index knows of the values of one evaluation.
pub(crate) struct Found<'i> {
    index: &'i Index,
    columns: [Column<'i>; MAX_COLUMNS],
    evaluates: bool,
    /// Whether rows may list rules that fail.
    excludes: bool,
}

/// A column of the index: the rules that are open, and where the value lies.
#[derive(Clone, Copy)]
struct Column<'i> {
    /// Empty if the column says nothing of the value.
    row: &'i [u64],
    position: Position,
}

impl Found<'_> {
    /// The rules that may match, in order.
    pub(crate) fn candidates(&self) -> impl Iterator<Item = usize> {
        let words = 0..self.index.rules.div_ceil(64);
        let bits = words.flat_map(move |word| Bits(self.word(word)).map(move |bit| word * 64 + bit));
        bits.filter(move |rule| !self.excludes || !self.is_excluded(*rule))
    }

    fn word(&self, word: usize) -> u64 {
        let left = self.index.rules - word * 64;
        let mut bits = if left < 64 { (1 << left) - 1 } else { u64::MAX };
        for column in &self.columns[..self.index.columns.len()] {
            bits &= column.row.get(word).copied().unwrap_or(u64::MAX);
            if bits == 0 {
                break;
            }
        }
        bits
    }

    fn is_excluded(&self, rule: usize) -> bool {
        let mut columns = self.index.columns.iter().zip(&self.columns);
        columns.any(|((_, blocks), column)| {
            column.position != NOWHERE && blocks.answers().of(rule, column.position) == Answer::Fails
        })
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
        let position = self.columns[column].position;
        position == NOWHERE || self.index.columns[column].1.answers().of(rule, position) == Answer::Evaluate
    }
}

/// The places of the bits that are set, from the lowest.
struct Bits(u64);

impl Iterator for Bits {
    type Item = usize;

    fn next(&mut self) -> Option<usize> {
        if self.0 == 0 {
            return None;
        }
        let bit = self.0.trailing_zeros() as usize;
        self.0 &= self.0 - 1;
        Some(bit)
    }
}

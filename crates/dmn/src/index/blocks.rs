//! Which rules a value at some position leaves open, as bits: one row for each block of positions.

use super::{
    answers::Answers,
    cell::{NULL, Position},
};

/// Rows of a column, besides that of null. More positions share a row, which then lists too many rules.
const MAX_ROWS: u32 = 512;

/// A column with its rows.
#[derive(Debug)]
pub(crate) struct Blocks {
    answers: Answers,
    /// Positions of one row, as a power of two.
    shift: u32,
    words: usize,
    rows: Vec<u64>,
    /// Bits set in all rows: few mean that the column tells rules apart.
    weight: u64,
    /// Whether some cell must be evaluated: for null, for others.
    asks: (bool, bool),
}

impl Blocks {
    pub(crate) fn new(answers: Answers, rules: usize) -> Blocks {
        let words = rules.div_ceil(64);
        let mut shift = 0;
        while (answers.end() - 1) >> shift >= MAX_ROWS {
            shift += 1;
        }
        let count = ((answers.end() - 1) >> shift) as usize + 2;
        let asks = answers.asks();
        let mut blocks = Blocks { answers, shift, words, rows: Vec::new(), weight: 0, asks };
        blocks.fill(rules, count);
        blocks
    }

    /// Goes through the rows in order with the rules that are open there: linear in spans and in rows.
    fn fill(&mut self, rules: usize, count: usize) {
        let mut starts = vec![Vec::new(); count];
        let mut ends = vec![Vec::new(); count];
        for rule in 0..rules {
            let mut last: Option<(usize, usize)> = None;
            for (from, to) in self.answers.open(rule) {
                let (from, to) = (self.row_of(from), self.row_of(to - 1));
                match &mut last {
                    Some(last) if from <= last.1 => last.1 = to,
                    _ => {
                        if let Some((from, to)) = last.replace((from, to)) {
                            starts[from].push(rule);
                            ends[to].push(rule);
                        }
                    }
                }
            }
            if let Some((from, to)) = last {
                starts[from].push(rule);
                ends[to].push(rule);
            }
        }
        let mut open = vec![0_u64; self.words];
        self.rows.reserve_exact(count * self.words);
        for (starts, ends) in starts.iter().zip(&ends) {
            starts.iter().for_each(|rule| open[rule / 64] |= 1 << (rule % 64));
            self.weight += open.iter().map(|word| u64::from(word.count_ones())).sum::<u64>();
            self.rows.extend_from_slice(&open);
            ends.iter().for_each(|rule| open[rule / 64] &= !(1 << (rule % 64)));
        }
    }

    fn row_of(&self, position: Position) -> usize {
        if position == NULL { 0 } else { ((position - 1) >> self.shift) as usize + 1 }
    }

    /// The rules that a value at this position leaves open, as bits.
    pub(crate) fn row(&self, position: Position) -> &[u64] {
        let at = self.row_of(position) * self.words;
        &self.rows[at..at + self.words]
    }

    pub(crate) fn answers(&self) -> &Answers {
        &self.answers
    }

    /// The share of rules that a row leaves open on average, in 1/1000.
    pub(crate) fn density(&self) -> u64 {
        self.weight * 1000 / (self.rows.len() as u64 * 64).max(1)
    }

    /// Whether positions share rows, which then list rules that fail at some of them.
    pub(crate) fn shares_rows(&self) -> bool {
        self.shift > 0
    }

    /// Whether cells of this column may have to be evaluated for a value at this position.
    pub(crate) fn asks(&self, position: Position) -> bool {
        if position == NULL { self.asks.0 } else { self.asks.1 }
    }
}

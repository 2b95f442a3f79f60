//! Which node of one process stands for which of the other: pairs by name, kind and neighbours, the best
//! first (greedy matching as in Dijkman, Dumas, van Dongen, Käärik and Mendling 2011, "Similarity of business
//! process models").

use super::profile::{Node, Profile};
use super::words;

/// A pair below this is none.
const THRESHOLD: f64 = 0.5;
/// How much the neighbours count beside the name, with and without names.
const CONTEXT: f64 = 0.2;
const CONTEXT_UNNAMED: f64 = 0.6;

/// A pair of nodes by their places.
#[derive(Debug, Clone, Copy)]
pub(super) struct Pair {
    pub(super) first: usize,
    pub(super) second: usize,
    /// How like the names are.
    pub(super) label: f64,
    /// How like the nodes are in all.
    pub(super) score: f64,
}

/// The pairs, each node in one at most, in the order of the first process.
pub(super) fn find(first: &Profile, second: &Profile) -> Vec<Pair> {
    let own = Table::of(first, second);
    let mut pairs: Vec<Pair> = Vec::new();
    for i in 0..first.nodes.len() {
        for j in 0..second.nodes.len() {
            let base = own.at(i, j);
            if base <= 0.0 {
                continue;
            }
            let named = !first.nodes[i].words.is_empty() && !second.nodes[j].words.is_empty();
            // Neighbours cannot make up for a name that is too different.
            if named && base + CONTEXT < THRESHOLD {
                continue;
            }
            let share = if named { CONTEXT } else { CONTEXT_UNNAMED };
            let score = (1.0 - share) * base + share * own.context(first, second, i, j);
            if score >= THRESHOLD {
                let label = words::likeness(&first.nodes[i].words, &second.nodes[j].words);
                pairs.push(Pair { first: i, second: j, label, score });
            }
        }
    }
    choose(first, second, pairs)
}

fn choose(first: &Profile, second: &Profile, mut pairs: Vec<Pair>) -> Vec<Pair> {
    // Of equals those at the same place in their process; places as fractions without rounding.
    let apart = |pair: &Pair| (pair.first * second.nodes.len()).abs_diff(pair.second * first.nodes.len());
    pairs.sort_by(|a, b| {
        let score = b.score.total_cmp(&a.score);
        score.then(apart(a).cmp(&apart(b))).then(a.first.cmp(&b.first)).then(a.second.cmp(&b.second))
    });
    let (mut taken_first, mut taken_second) =
        (vec![false; first.nodes.len()], vec![false; second.nodes.len()]);
    pairs.retain(|pair| {
        let free = !taken_first[pair.first] && !taken_second[pair.second];
        if free {
            (taken_first[pair.first], taken_second[pair.second]) = (true, true);
        }
        free
    });
    pairs.sort_by_key(|pair| pair.first);
    pairs
}

/// How like each node of one process is to each of the other, neighbours left out of account.
struct Table {
    columns: usize,
    cells: Vec<f64>,
}

impl Table {
    fn of(first: &Profile, second: &Profile) -> Self {
        let mut cells = Vec::with_capacity(first.nodes.len() * second.nodes.len());
        for a in &first.nodes {
            cells.extend(second.nodes.iter().map(|b| likeness(a, b)));
        }
        Self { columns: second.nodes.len(), cells }
    }

    fn at(&self, i: usize, j: usize) -> f64 {
        self.cells[i * self.columns + j]
    }

    /// How like the neighbours are: for each the most similar on the other side, averaged.
    fn context(&self, first: &Profile, second: &Profile, i: usize, j: usize) -> f64 {
        let (a, b) = (&first.nodes[i], &second.nodes[j]);
        f64::midpoint(self.side(&a.before, &b.before), self.side(&a.after, &b.after))
    }

    fn side(&self, a: &[usize], b: &[usize]) -> f64 {
        if a.is_empty() && b.is_empty() {
            return 1.0;
        }
        if a.is_empty() || b.is_empty() {
            return 0.0;
        }
        let best = |values: &mut dyn Iterator<Item = f64>| values.fold(0.0, f64::max);
        // A node with very many neighbours is told well enough by some of them.
        let (a, b) = (&a[..a.len().min(16)], &b[..b.len().min(16)]);
        let of_first: f64 = a.iter().map(|i| best(&mut b.iter().map(|j| self.at(*i, *j)))).sum();
        let of_second: f64 = b.iter().map(|j| best(&mut a.iter().map(|i| self.at(*i, *j)))).sum();
        (of_first + of_second) * words::share(1, a.len() + b.len())
    }
}

/// Name and kind. Where neither has a name, the kind alone; where one has none, the kind at half.
fn likeness(a: &Node, b: &Node) -> f64 {
    let kind = a.kind.likeness(&b.kind);
    if kind <= 0.0 {
        return 0.0;
    }
    match (a.words.is_empty(), b.words.is_empty()) {
        (true, true) => kind,
        (false, false) => kind * words::likeness(&a.words, &b.words),
        _ => kind * 0.5,
    }
}

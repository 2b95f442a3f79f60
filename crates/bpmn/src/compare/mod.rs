//! How like two processes are and why ([`compare`]), which of many are like one ([`rank`]), and what changed
//! between two versions of one ([`difference`]).
//!
//! Likeness looks at what steps say (their words, German or English), what they are, and how they follow each
//! other; ids do not count. The difference looks at ids only. All results are the same on every run.

mod difference;
mod matching;
mod profile;
mod words;

use std::collections::HashSet;

pub use difference::{Aspect, Change, Difference, Part, difference};
use matching::Pair;
pub use profile::{MAX_NODES, Profile};

use crate::model::Element;

/// How much the steps count; the rest is for the flows between them.
const STEPS: f64 = 0.75;

/// How like two processes are.
#[derive(Debug, Clone, PartialEq)]
pub struct Likeness {
    /// From 0 (nothing in common) to 1 (the same but for ids).
    pub score: f64,
    /// From 0 to 1: the share of the steps, by weight, that stand for each other.
    pub steps: f64,
    /// From 0 to 1: the share of the flows that run between steps that stand for each other.
    pub flows: f64,
    /// The steps that stand for each other, in the order of the first process.
    pub matched: Vec<Match>,
    /// Ids of the steps that only the first process has.
    pub only_in_first: Vec<String>,
    /// Ids of the steps that only the second process has.
    pub only_in_second: Vec<String>,
    /// What speaks for and against, the most telling first. Counts of zero are left out.
    pub reasons: Vec<Reason>,
}

/// Two steps that stand for each other.
#[derive(Debug, Clone, PartialEq)]
pub struct Match {
    /// The id in the first process.
    pub first: String,
    /// The id in the second process.
    pub second: String,
    /// How like the names are, from 0 to 1; 0 where one has none.
    pub label: f64,
    /// How like the steps are in all, from 0 to 1.
    pub score: f64,
    /// What they have in common.
    pub why: Why,
    /// They are of different kinds.
    pub other_kind: bool,
}

/// Why two steps stand for each other.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Why {
    /// The names are the same, letter by letter.
    SameName,
    /// The names say the same in other forms or order: "Antrag prüfen", "Prüfung des Antrags".
    SameWords,
    /// The names have words in common or similar ones.
    SimilarWords,
    /// At least one has no name; kind and neighbours agree.
    SamePlace,
}

/// What speaks for or against likeness.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Reason {
    /// So many named steps say the same.
    SameSteps(usize),
    /// So many say something similar.
    SimilarSteps(usize),
    /// So many flows run between steps that stand for each other.
    SameFlows(usize),
    /// So many steps that stand for each other are of different kinds.
    OtherKinds(usize),
    /// So many named steps only the first has.
    OnlyInFirst(usize),
    /// So many named steps only the second has.
    OnlyInSecond(usize),
    /// A process has more than [`MAX_NODES`] nodes; only the first ones were compared.
    Cut,
}

/// Compares two processes.
pub fn compare(first: Element<'_>, second: Element<'_>) -> Likeness {
    likeness(&Profile::of(first), &Profile::of(second))
}

/// The places of the profiles of a library, the most similar first, with their scores; of equals the first
/// first.
pub fn rank(profile: &Profile, library: &[Profile]) -> Vec<(usize, f64)> {
    let score = |other: &Profile| Scores::of(profile, other, &pairs(profile, other)).score;
    let mut ranked: Vec<(usize, f64)> = library.iter().map(score).enumerate().collect();
    ranked.sort_by(|a, b| b.1.total_cmp(&a.1).then(a.0.cmp(&b.0)));
    ranked
}

/// The steps that stand for each other, found the same way whichever process comes first.
fn pairs(first: &Profile, second: &Profile) -> Vec<Pair> {
    if first.order(second).is_le() {
        return matching::find(first, second);
    }
    let mut pairs = matching::find(second, first);
    for pair in &mut pairs {
        std::mem::swap(&mut pair.first, &mut pair.second);
    }
    pairs.sort_by_key(|pair| pair.first);
    pairs
}

struct Scores {
    score: f64,
    steps: f64,
    flows: f64,
    same_flows: usize,
}

impl Scores {
    fn of(first: &Profile, second: &Profile, pairs: &[Pair]) -> Self {
        let weight = |profile: &Profile| profile.nodes.iter().map(profile::Node::weight).sum::<f64>();
        let all = weight(first) + weight(second);
        let common: f64 = pairs
            .iter()
            .map(|pair| pair.score * (first.nodes[pair.first].weight() + second.nodes[pair.second].weight()))
            .sum();
        let mut partner = vec![usize::MAX; first.nodes.len()];
        for pair in pairs {
            partner[pair.first] = pair.second;
        }
        let others: HashSet<(usize, usize)> = second.flows.iter().copied().collect();
        let same_flows = first
            .flows
            .iter()
            .filter(|(source, target)| others.contains(&(partner[*source], partner[*target])))
            .count();
        let steps = if all > 0.0 { common / all } else { 1.0 };
        let count = first.flows.len() + second.flows.len();
        let flows = if count > 0 { words::share(2 * same_flows, count) } else { steps };
        Self { score: STEPS * steps + (1.0 - STEPS) * flows, steps, flows, same_flows }
    }
}

/// Compares two profiles. The score is the same, but for rounding, whichever comes first.
pub fn likeness(first: &Profile, second: &Profile) -> Likeness {
    let pairs = pairs(first, second);
    let Scores { score, steps, flows, same_flows } = Scores::of(first, second, &pairs);
    let matched: Vec<Match> = pairs.iter().map(|pair| matched(first, second, pair)).collect();
    let missing = |profile: &Profile, used: &HashSet<usize>| {
        let nodes = profile.nodes.iter().enumerate().filter(|(ix, _)| !used.contains(ix));
        let named = nodes.clone().filter(|(_, node)| !node.words.is_empty()).count();
        (nodes.map(|(_, node)| node.id.clone()).collect::<Vec<String>>(), named)
    };
    let (only_in_first, named_first) = missing(first, &pairs.iter().map(|pair| pair.first).collect());
    let (only_in_second, named_second) = missing(second, &pairs.iter().map(|pair| pair.second).collect());
    let count = |why: &[Why]| matched.iter().filter(|found| why.contains(&found.why)).count();
    let cut = [first, second].iter().any(|profile| profile.nodes.len() >= MAX_NODES);
    let reasons = [
        (count(&[Why::SameName, Why::SameWords]), Reason::SameSteps as fn(usize) -> Reason),
        (count(&[Why::SimilarWords]), Reason::SimilarSteps),
        (same_flows, Reason::SameFlows),
        (matched.iter().filter(|found| found.other_kind).count(), Reason::OtherKinds),
        (named_first, Reason::OnlyInFirst),
        (named_second, Reason::OnlyInSecond),
        (usize::from(cut), |_| Reason::Cut),
    ];
    let reasons = reasons.into_iter().filter(|(count, _)| *count > 0).map(|(count, reason)| reason(count));
    let reasons = reasons.collect();
    Likeness { score, steps, flows, matched, only_in_first, only_in_second, reasons }
}

fn matched(first: &Profile, second: &Profile, pair: &Pair) -> Match {
    let (a, b) = (&first.nodes[pair.first], &second.nodes[pair.second]);
    let why = if a.words.is_empty() || b.words.is_empty() {
        Why::SamePlace
    } else if a.name == b.name {
        Why::SameName
    } else if a.words == b.words {
        Why::SameWords
    } else {
        Why::SimilarWords
    };
    let other_kind = a.kind != b.kind;
    let (label, score) = (pair.label, pair.score);
    Match { first: a.id.clone(), second: b.id.clone(), label, score, why, other_kind }
}

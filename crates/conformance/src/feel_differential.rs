//! Our FEEL beside that of dsntk, another engine in Rust: random expressions, evaluated by both. Where they differ, the smallest
//! part that does is looked for. Which of the two is right says the table in `docs/feel-differences.md`; what it does not explain
//! fails.

mod grammar;

use crate::{Failure, Report};
use anyhow::{Context as _, ensure};
use feel::{Expression, Names, Value};
use grammar::{Chance, Tree};
use std::{
    collections::{BTreeMap, btree_map::Entry},
    fmt,
    io::{BufRead, BufReader, Write},
    path::{Path, PathBuf},
    process::{Child, ChildStdin, Command, Stdio},
    sync::mpsc::{Receiver, channel},
    time::Duration,
};

/// Levels of an expression.
const DEPTH: usize = 4;
/// How long the other engine may take for one.
const PATIENCE: Duration = Duration::from_secs(5);

/// What was run.
#[derive(Debug, Default)]
pub struct Outcome {
    /// Passed are expressions with the same result and those whose difference is explained; failures are the rest, one for each
    /// kind of difference.
    pub report: Report,
    /// How often each explained difference came up.
    pub explained: BTreeMap<String, usize>,
}

/// Evaluates `count` expressions with both; `seed` tells which. `peer` answers a line of FEEL with one.
pub fn run(peer: &Path, table: &str, count: usize, seed: u64) -> anyhow::Result<Outcome> {
    let explained = explained(table);
    ensure!(!explained.is_empty(), "the table of explained differences is empty");
    let mut peer = Peer::start(peer)?;
    let mut chance = Chance(seed);
    let mut outcome = Outcome::default();
    let mut others: BTreeMap<String, (usize, Difference)> = BTreeMap::new();
    for _ in 0..count {
        let Some(difference) = peer.difference(&chance.any(DEPTH))? else {
            outcome.report.passed += 1;
            continue;
        };
        let signature = difference.signature();
        match explained.iter().find(|pattern| fits(pattern, &signature)) {
            Some(pattern) => {
                outcome.report.passed += 1;
                *outcome.explained.entry(pattern.clone()).or_default() += 1;
            }
            None => match others.entry(signature) {
                Entry::Vacant(place) => drop(place.insert((1, difference))),
                Entry::Occupied(mut known) => {
                    known.get_mut().0 += 1;
                    if difference.length() < known.get().1.length() {
                        known.get_mut().1 = difference;
                    }
                }
            },
        }
    }
    outcome.report.failures = others
        .into_iter()
        .map(|(signature, (times, difference))| Failure {
            case: signature,
            message: format!("{times} times, such as {difference}"),
        })
        .collect();
    Ok(outcome)
}

/// The signatures of a table: what is code in the first cell of each row.
fn explained(table: &str) -> Vec<String> {
    let first = |line: &str| Some(line.strip_prefix("| ")?.split_once(" |")?.0.to_owned());
    let cells = table.lines().filter_map(first);
    cells.flat_map(|cell| cell.split('`').skip(1).step_by(2).map(str::to_owned).collect::<Vec<_>>()).collect()
}

/// Whether a text is as a pattern says, in which `*` stands for anything without a comma and `…` for anything.
fn fits(pattern: &str, text: &str) -> bool {
    let Some(at) = pattern.find(['*', '…']) else { return pattern == text };
    let (start, rest) = pattern.split_at(at);
    let mut rest = rest.chars();
    let any = rest.next() == Some('…');
    text.strip_prefix(start).is_some_and(|text| {
        let ends = text.char_indices().map(|(at, _)| at).chain([text.len()]);
        ends.take_while(|at| any || !text[..*at].contains(", ")).any(|at| fits(rest.as_str(), &text[at..]))
    })
}

/// What an engine made of an expression.
#[derive(Clone, Debug, PartialEq)]
enum Given {
    Value(Value),
    /// None: it is refused, or evaluation broke off.
    Nothing(String),
}

impl Given {
    fn ours(source: &str) -> Given {
        match Expression::parse(source, &Names::default()) {
            Err(error) => Given::Nothing(error.to_string()),
            Ok(expression) => {
                let evaluation = expression.evaluate(&feel::Context::new());
                match evaluation.stopped {
                    Some(limit) => Given::Nothing(limit.to_string()),
                    None => Given::Value(evaluation.value),
                }
            }
        }
    }

    fn theirs(answer: &str) -> Given {
        match answer.strip_prefix('!') {
            Some(why) => Given::Nothing(why.trim().to_owned()),
            None => Given::ours(answer),
        }
    }

    fn kind(&self) -> &'static str {
        match self {
            Given::Value(value) => value.kind(),
            Given::Nothing(_) => "nothing",
        }
    }

    fn is_same(&self, other: &Given) -> bool {
        match (self, other) {
            (Given::Value(ours), Given::Value(theirs)) => ours == theirs,
            (Given::Nothing(_), Given::Nothing(_)) => true,
            _ => false,
        }
    }
}

impl fmt::Display for Given {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Given::Value(value) => write!(f, "{value}"),
            Given::Nothing(why) => write!(f, "nothing ({why})"),
        }
    }
}

/// An expression with two results of whose parts none has two.
#[derive(Debug)]
struct Difference {
    expression: Tree,
    ours: Given,
    theirs: Given,
}

impl Difference {
    fn length(&self) -> usize {
        self.expression.to_string().len()
    }

    /// How it is made, of which kinds, and the kinds of both results.
    fn signature(&self) -> String {
        let mut parts = self.expression.parts.iter();
        let mut made = String::new();
        for (place, piece) in self.expression.head().split("{}").enumerate() {
            if place > 0
                && let Some(part) = parts.next()
            {
                made += Given::ours(&part.to_string()).kind();
            }
            made += piece;
        }
        if self.expression.parts.is_empty() {
            made = self.expression.head().to_owned();
        }
        format!("{made} → {}, {}", self.ours.kind(), self.theirs.kind())
    }
}

impl fmt::Display for Difference {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} gives {} here, {} there", self.expression, self.ours, self.theirs)
    }
}

/// The other engine, in a process that is started anew when it dies.
struct Peer {
    program: PathBuf,
    child: Child,
    asks: ChildStdin,
    answers: Receiver<String>,
}

impl Peer {
    fn start(program: &Path) -> anyhow::Result<Peer> {
        let mut child = Command::new(program)
            .arg("feel")
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .with_context(|| program.display().to_string())?;
        let asks = child.stdin.take().context("its input is piped")?;
        let out = child.stdout.take().context("its output is piped")?;
        let (send, answers) = channel();
        std::thread::spawn(move || {
            for line in BufReader::new(out).lines().map_while(Result::ok) {
                if send.send(line).is_err() {
                    return;
                }
            }
        });
        Ok(Peer { program: program.to_owned(), child, asks, answers })
    }

    fn evaluate(&mut self, source: &str) -> anyhow::Result<Given> {
        let asked = writeln!(self.asks, "{source}").and_then(|()| self.asks.flush());
        match asked.ok().and_then(|()| self.answers.recv_timeout(PATIENCE).ok()) {
            Some(answer) => Ok(Given::theirs(&answer)),
            None => {
                // Killed or dead already: either way it is replaced.
                let _ = self.child.kill();
                self.child.wait()?;
                *self = Peer::start(&self.program.clone())?;
                Ok(Given::Nothing("no answer".to_owned()))
            }
        }
    }

    /// The smallest part of an expression of which both make something different.
    fn difference(&mut self, expression: &Tree) -> anyhow::Result<Option<Difference>> {
        let source = expression.to_string();
        let (ours, theirs) = (Given::ours(&source), self.evaluate(&source)?);
        if ours.is_same(&theirs) {
            return Ok(None);
        }
        for part in &expression.parts {
            if let Some(smaller) = self.difference(part)? {
                return Ok(Some(smaller));
            }
        }
        Ok(Some(Difference { expression: expression.clone(), ours, theirs }))
    }
}

impl Drop for Peer {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_pattern_stands_for_what_it_leaves_open() {
        assert!(fits("sum(*) → null, number", "sum(string) → null, number"));
        assert!(!fits("sum(*) → null, number", "sum(string) → null, null"));
        assert!(!fits("min(*) → *, null", "min(list, list) → null, null"), "one part, not two");
        assert!(fits("* → *", "a → b"));
        assert!(fits("… → *, nothing", "f(a, b, c) → list, nothing"));
        assert!(!fits("… → *, nothing", "f(a, b, c) → nothing, list"));
    }

    #[test]
    fn what_is_explained_is_the_code_in_the_first_cell() {
        let table = "| what | why |\n| --- | --- |\n| `sum(*) → null, number` `a → b, c` | because `of` |\n";
        assert_eq!(explained(table), ["sum(*) → null, number", "a → b, c"]);
    }
}

//! Random block-structured processes against a reference interpreter that simply walks the blocks.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use feel::Context;
use jiff::Timestamp;
use proptest::prelude::*;

use super::state::{Phase, State};
use crate::effects::{ActivityId, Effect, Input, Outcome};
use crate::{Definitions, Process, Status, step};

/// A block has one way in and one way out.
#[derive(Debug, Clone)]
enum Block {
    User,
    Script,
    Sequence(Vec<Block>),
    /// The branch that is taken.
    Exclusive(usize, Vec<Block>),
    Parallel(Vec<Block>),
    /// The branches that are taken; all of them where none is marked.
    Inclusive(Vec<(bool, Block)>),
    Sub(Box<Block>),
    Loop(u32, Box<Block>),
    Many(u32, bool, Box<Block>),
}

fn block() -> impl Strategy<Value = Block> {
    let leaf = prop_oneof![3 => Just(Block::User), 1 => Just(Block::Script)];
    let nested = leaf.prop_recursive(5, 120, 4, |inner| {
        let some = |range| prop::collection::vec(inner.clone(), range);
        prop_oneof![
            some(1..4).prop_map(Block::Sequence),
            (0..4_usize, some(2..4))
                .prop_map(|(taken, branches)| Block::Exclusive(taken % branches.len(), branches)),
            some(2..4).prop_map(Block::Parallel),
            prop::collection::vec((any::<bool>(), inner.clone()), 2..4).prop_map(Block::Inclusive),
            inner.clone().prop_map(|inner| Block::Sub(Box::new(inner))),
            (1..3_u32, inner.clone()).prop_map(|(times, inner)| Block::Loop(times, Box::new(inner))),
            (prop_oneof![1 => Just(0), 4 => 1..4_u32], any::<bool>(), inner)
                .prop_map(|(n, seq, inner)| Block::Many(n, seq, Box::new(inner))),
        ]
    });
    // Small models are drawn most often; several in a row make sure that there is something to run.
    prop::collection::vec(nested, 4..10).prop_map(Block::Sequence)
}

/// Writes a block as BPMN, and interprets it on the way: how many times each task must be carried out.
struct Writer {
    next: u32,
    /// How many times the block being written is entered.
    times: u64,
    expected: BTreeMap<String, u64>,
}

impl Writer {
    fn id(&mut self, kind: &str) -> String {
        self.next += 1;
        format!("{kind}{}", self.next)
    }

    /// Writes what is entered so many times for each time that its surroundings are.
    fn times<T>(&mut self, factor: u64, write: impl FnOnce(&mut Self) -> T) -> T {
        let before = self.times;
        self.times *= factor;
        let result = write(self);
        self.times = before;
        result
    }

    fn flow(&mut self, out: &mut String, from: &str, to: &str, condition: Option<bool>) {
        let id = self.id("f");
        let _ = write!(out, "<sequenceFlow id='{id}' sourceRef='{from}' targetRef='{to}'>");
        if let Some(condition) = condition {
            let _ = write!(out, "<conditionExpression>{condition}</conditionExpression>");
        }
        out.push_str("</sequenceFlow>");
    }

    fn level(&mut self, out: &mut String, block: &Block) {
        let (start, end) = (self.id("s"), self.id("e"));
        let _ = write!(out, "<startEvent id='{start}'/><endEvent id='{end}'/>");
        let (first, last) = self.write(out, block);
        self.flow(out, &start, &first, None);
        self.flow(out, &last, &end, None);
    }

    /// The first and the last node of the block.
    fn write(&mut self, out: &mut String, block: &Block) -> (String, String) {
        match block {
            Block::User => {
                let id = self.id("u");
                let _ = write!(out, "<userTask id='{id}'/>");
                self.expected.insert(id.clone(), self.times);
                (id.clone(), id)
            }
            Block::Script => {
                let id = self.id("c");
                let _ = write!(
                    out,
                    "<scriptTask id='{id}' xmlns:r='urn:rennsteig:bpmn:1' r:result='x'><script>1</script></scriptTask>"
                );
                (id.clone(), id)
            }
            Block::Sequence(blocks) => {
                let mut ends: Option<(String, String)> = None;
                for block in blocks {
                    let (first, last) = self.write(out, block);
                    if let Some((_, before)) = &ends {
                        self.flow(out, &before.clone(), &first, None);
                    }
                    ends = Some((ends.map_or(first, |ends| ends.0), last));
                }
                ends.expect("a sequence has one block or more")
            }
            Block::Exclusive(taken, branches) => {
                let marks = (0..branches.len()).map(|at| Some(at == *taken));
                self.branches(out, "exclusiveGateway", branches.iter().zip(marks))
            }
            Block::Parallel(branches) => {
                self.branches(out, "parallelGateway", branches.iter().map(|branch| (branch, None)))
            }
            Block::Inclusive(branches) => {
                let none = branches.iter().all(|(marked, _)| !marked);
                let marks = branches.iter().map(|(marked, branch)| (branch, Some(*marked || none)));
                self.branches(out, "inclusiveGateway", marks)
            }
            Block::Sub(inner) => self.sub(out, "", inner, 1),
            Block::Loop(times, inner) => {
                self.sub(out, &format!("<standardLoopCharacteristics loopMaximum='{times}'/>"), inner, *times)
            }
            Block::Many(count, sequential, inner) => {
                let marker = format!(
                    "<multiInstanceLoopCharacteristics isSequential='{sequential}'><loopCardinality \
                     xsi:type='tFormalExpression'>{count}</loopCardinality></multiInstanceLoopCharacteristics>"
                );
                self.sub(out, &marker, inner, *count)
            }
        }
    }

    fn sub(&mut self, out: &mut String, marker: &str, inner: &Block, times: u32) -> (String, String) {
        let id = self.id("p");
        let _ = write!(out, "<subProcess id='{id}'>{marker}");
        self.times(u64::from(times), |writer| writer.level(out, inner));
        out.push_str("</subProcess>");
        (id.clone(), id)
    }

    fn branches<'b>(
        &mut self,
        out: &mut String,
        kind: &str,
        branches: impl Iterator<Item = (&'b Block, Option<bool>)>,
    ) -> (String, String) {
        let (split, join) = (self.id("g"), self.id("g"));
        let _ = write!(out, "<{kind} id='{split}'/><{kind} id='{join}'/>");
        for (branch, condition) in branches {
            let entered = u64::from(condition != Some(false));
            let (first, last) = self.times(entered, |writer| writer.write(out, branch));
            self.flow(out, &split, &first, condition);
            self.flow(out, &last, &join, None);
        }
        (split, join)
    }
}

fn compile(block: &Block) -> (Process, BTreeMap<String, u64>) {
    let mut body = String::new();
    let mut writer = Writer { next: 0, times: 1, expected: BTreeMap::new() };
    writer.level(&mut body, block);
    let file = format!(
        "<definitions xmlns='http://www.omg.org/spec/BPMN/20100524/MODEL' \
         xmlns:xsi='http://www.w3.org/2001/XMLSchema-instance' targetNamespace='urn:x'>\
         <process id='p'>{body}</process></definitions>"
    );
    let definitions =
        Definitions::read(file.as_bytes()).unwrap_or_else(|problems| panic!("{problems:?}\n{file}"));
    let process =
        Process::compile(&definitions, None).unwrap_or_else(|problems| panic!("{problems:?}\n{file}"));
    (process, writer.expected)
}

/// Every token that a level counts is somewhere, and none is anywhere else.
fn no_token_is_lost(state: &State) {
    for scope in state.scopes.iter().filter(|scope| !scope.instance) {
        let open = state.activities.iter().filter(|activity| activity.scope == scope.id).count();
        let joins = state.joins.iter().filter(|join| join.scope == scope.id);
        let waiting: u32 = joins.flat_map(|join| &join.arrived).map(|arrived| arrived.count).sum();
        assert_eq!(scope.live as usize, open + waiting as usize, "scope {} of {state:?}", scope.id);
    }
    for activity in &state.activities {
        assert!(state.scopes.iter().any(|scope| scope.id == activity.scope), "{activity:?} is nowhere");
        assert!(!matches!(activity.phase, Phase::Throwing | Phase::Stuck(_)), "{activity:?}");
    }
}

struct Run {
    completed: u64,
    outcome: Outcome,
    visited: BTreeMap<String, u64>,
}

/// Runs a process; the order of the answers is drawn, and states are stored between steps or not.
fn run(process: &Process, order: &[usize], stored: bool) -> Run {
    let mut state = State::new();
    let mut open: Vec<ActivityId> = Vec::new();
    let mut input = Input::Start { variables: Context::new() };
    let (mut completed, mut visited) = (0, BTreeMap::new());
    loop {
        if stored {
            state = serde_json::from_str(&serde_json::to_string(&state).unwrap()).unwrap();
        }
        let result = step(process, state, input, Timestamp::UNIX_EPOCH).unwrap();
        state = result.state;
        for id in result.visited {
            *visited.entry(id.to_string()).or_insert(0) += 1;
        }
        open.extend(result.effects.iter().filter_map(|effect| match effect {
            Effect::Work { activity, .. } => Some(*activity),
            _ => None,
        }));
        if let Status::Ended(outcome) = state.status() {
            assert!(open.is_empty(), "ended while {open:?} was open");
            return Run { completed, outcome: outcome.clone(), visited };
        }
        no_token_is_lost(&state);
        assert!(!open.is_empty(), "deadlock: {state:?}");
        let at = order[usize::try_from(completed).unwrap() % order.len()] % open.len();
        completed += 1;
        input = Input::Complete { activity: open.swap_remove(at), output: Context::new() };
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 256, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn engine_and_reference_agree(block in block(), order in prop::collection::vec(0..100_usize, 1..20)) {
        let (process, expected) = compile(&block);
        let total: u64 = expected.values().sum();
        prop_assume!(total <= 500);
        let kept = run(&process, &order, false);
        let stored = run(&process, &order, true);
        prop_assert_eq!(&kept.outcome, &Outcome::Completed);
        prop_assert_eq!(kept.completed, total);
        for (task, times) in expected {
            prop_assert_eq!(kept.visited.get(&task).copied().unwrap_or(0), times, "{}", task);
        }
        prop_assert_eq!(stored.outcome, Outcome::Completed);
        prop_assert_eq!(stored.visited, kept.visited);
    }
}

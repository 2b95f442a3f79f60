//! The order in which decisions are evaluated, and cycles, which have none.

use super::Compiler;
use crate::program::{Graph, Scope, Source};

/// The decisions that one requires, directly.
fn required(scope: &Scope) -> Vec<usize> {
    let mut all = Vec::new();
    for (_, source) in scope {
        match source {
            Source::Decision(place) => all.push(*place),
            Source::Import(entries) => all.extend(required(entries)),
            _ => {}
        }
    }
    all
}

/// All that is needed for `roots`, each after what it requires; `given` are not evaluated.
pub(super) fn order(graph: &Graph, roots: &[usize], given: &[usize]) -> Vec<usize> {
    let mut done = vec![false; graph.decisions.len()];
    given.iter().for_each(|place| done[*place] = true);
    let mut order = Vec::new();
    for root in roots {
        // An explicit stack: chains of decisions may be long.
        let mut stack = vec![(*root, false)];
        while let Some((place, expanded)) = stack.pop() {
            if expanded {
                order.push(place);
            } else if !std::mem::replace(&mut done[place], true) {
                stack.push((place, true));
                let next = required(&graph.decisions[place].scope);
                stack.extend(next.into_iter().rev().filter(|next| !done[*next]).map(|next| (next, false)));
            }
        }
    }
    order
}

impl Compiler<'_> {
    /// Orders all decisions; those on a cycle get a problem and lose their requirements.
    pub(super) fn orders(&mut self) {
        self.refuse_cycles();
        for place in 0..self.graph.decisions.len() {
            let order = order(&self.graph, &[place], &[]);
            self.graph.decisions[place].order = order;
        }
    }

    fn refuse_cycles(&mut self) {
        #[derive(Clone, Copy, PartialEq)]
        enum Mark {
            New,
            Open,
            Done,
        }
        let count = self.graph.decisions.len();
        let mut marks = vec![Mark::New; count];
        let mut cyclic = Vec::new();
        for root in 0..count {
            let mut stack = vec![(root, false)];
            while let Some((place, expanded)) = stack.pop() {
                if expanded {
                    marks[place] = Mark::Done;
                    continue;
                }
                if marks[place] != Mark::New {
                    continue;
                }
                marks[place] = Mark::Open;
                stack.push((place, true));
                for next in required(&self.graph.decisions[place].scope) {
                    match marks[next] {
                        Mark::New => stack.push((next, false)),
                        Mark::Open => cyclic.push((place, next)),
                        Mark::Done => {}
                    }
                }
            }
        }
        for (place, next) in cyclic {
            let (name, next) =
                (self.graph.decisions[place].name.clone(), self.graph.decisions[next].name.clone());
            let at = self.graph.decisions[place].at.clone();
            self.problem(&at, format!("the decision '{name}' requires '{next}', which in turn requires it"));
            let decision = &mut self.graph.decisions[place];
            decision.scope.clear();
            decision.body.form = crate::program::Op::Fault("the decision requires itself".to_owned());
        }
    }
}

//! For which token an inclusive gateway has to wait (BPMN 2.0.2 section 13.4.3, table 13.3): one that can still come
//! over a flow that has none, and over no flow that has one, without passing the gateway itself.
//!
//! The search goes only where an answer can lie. Every node has a rank that grows along the flows and is the same
//! around a circle: what ranks higher than the gateway cannot lead to it, what ranks lower than all tokens holds none.

use std::collections::{HashSet, VecDeque};

use super::Run;
use super::state::{Join, ScopeId};
use super::waiting::{Place, Token};
use crate::effects::ActivityId;
use crate::error::Error;
use crate::process::{Behaviour, FlowIx, NodeIx, Process, Throw};

/// Nodes that one step may look at to find out which gateways have to wait.
const MAX_LOOKED_AT: u64 = 100_000_000;

/// With more tokens than this it does not pay to look where the lowest of them is.
const FEW: usize = 64;

/// Nodes that a search has been at, and how many all searches of a step have looked at.
#[derive(Default)]
pub(super) struct Marks {
    marked: HashSet<NodeIx>,
    looked_at: u64,
}

impl Marks {
    fn clear(&mut self) {
        // Not `clear`, which costs as much as the largest search so far.
        self.marked = HashSet::new();
    }

    /// False: it was marked before.
    fn mark(&mut self, ix: NodeIx) -> bool {
        self.looked_at += 1;
        self.marked.insert(ix)
    }

    fn has(&self, ix: NodeIx) -> bool {
        self.marked.contains(&ix)
    }
}

/// The tokens of one scope by node, gathered once for all gateways that are looked at together.
#[derive(Default)]
pub(super) struct Tokens {
    scope: Option<ScopeId>,
    by_node: Vec<(NodeIx, Token)>,
    /// The lowest rank of a node with a token, where there are few.
    floor: u32,
}

impl Tokens {
    fn at(&self, ix: NodeIx) -> Option<&Token> {
        let at = self.by_node.binary_search_by_key(&ix, |(at, _)| *at).ok()?;
        Some(&self.by_node[at].1)
    }
}

impl Run<'_, '_> {
    /// Tokens are at activities, events and other gateways; none is in motion.
    pub(super) fn token_to_wait_for(
        &mut self,
        place: &Place,
        ix: NodeIx,
        tokens: &mut Tokens,
    ) -> Result<Option<Token>, Error> {
        let Some(join) = self.state.joins.get(place) else { return Ok(None) };
        let alone = self.scope(place.0).is_some_and(|scope| scope.live <= join.arrived.tokens());
        if alone {
            return Ok(None);
        }
        let mut marks = std::mem::take(&mut self.marks);
        let found = self.search(join, ix, tokens, &mut marks);
        let looked_at = marks.looked_at;
        self.marks = marks;
        if looked_at > MAX_LOOKED_AT {
            return Err(Error::Entangled { element: place.1.clone(), nodes: MAX_LOOKED_AT });
        }
        found
    }

    fn search(
        &self,
        join: &Join,
        gateway: NodeIx,
        tokens: &mut Tokens,
        marks: &mut Marks,
    ) -> Result<Option<Token>, Error> {
        // The one it waited for may do still.
        if let Some(token) = &join.waits_for
            && let Some(at) = self.at(token)?
            && self.waits_for(at, join, gateway, marks)
        {
            return Ok(Some(token.clone()));
        }
        let has = |flow: &FlowIx| has_token(self.process, join, *flow);
        let (with, without): (Vec<FlowIx>, Vec<FlowIx>) =
            self.process.node(gateway).incoming.iter().copied().partition(has);
        if without.is_empty() {
            return Ok(None);
        }
        if tokens.scope != Some(join.scope) {
            *tokens = self.tokens(join.scope)?;
        }
        let mut near = None;
        mark_sources(self.process, &without, gateway, tokens.floor, marks, |ix| {
            near = near.or_else(|| tokens.at(ix).map(|_| ix));
            near.is_none()
        });
        let Some(near) = near else { return Ok(None) };
        if self.waits_for(near, join, gateway, marks) {
            return Ok(tokens.at(near).cloned());
        }
        let mut reaching = Vec::new();
        mark_sources(self.process, &without, gateway, tokens.floor, marks, |ix| {
            reaching.extend(tokens.at(ix).map(|token| (ix, token)));
            true
        });
        mark_sources(self.process, &with, gateway, tokens.floor, marks, |_| true);
        Ok(reaching.into_iter().find(|(ix, _)| !marks.has(*ix)).map(|(_, token)| token.clone()))
    }

    /// Where a token is, if it still is.
    fn at(&self, token: &Token) -> Result<Option<NodeIx>, Error> {
        let element = match token {
            Token::Activity(id) => self.activity(*id).map(|activity| &activity.element),
            Token::Join(place) => self.state.joins.get(place).map(|join| &join.element),
        };
        element.map(|element| self.node_of(element).map(|(ix, _)| ix)).transpose()
    }

    fn tokens(&self, scope: ScopeId) -> Result<Tokens, Error> {
        let mut by_node = Vec::new();
        for id in self.state.activities.group(scope) {
            let token = Token::Activity(ActivityId(id));
            by_node.extend(self.at(&token)?.map(|at| (at, token)));
        }
        for join in self.state.joins.of(scope).filter(|join| !join.arrived.is_empty()) {
            let (at, _) = self.node_of(&join.element)?;
            by_node.push((at, Token::Join((scope, join.element.clone()))));
        }
        let floor = match by_node.len() {
            0..FEW => by_node.iter().map(|(at, _)| self.process.rank(*at)).min().unwrap_or(0),
            _ => 0,
        };
        by_node.sort_unstable();
        by_node.dedup_by_key(|(at, _)| *at);
        Ok(Tokens { scope: Some(scope), by_node, floor })
    }

    /// Whether a token at a node makes the gateway wait: looks forward from it.
    fn waits_for(&self, at: NodeIx, join: &Join, gateway: NodeIx, marks: &mut Marks) -> bool {
        let process = self.process;
        let ceiling = process.rank(gateway);
        marks.clear();
        let (mut open, mut comes) = (vec![at], false);
        while let Some(ix) = open.pop() {
            if process.rank(ix) > ceiling || !marks.mark(ix) {
                continue;
            }
            let node = process.node(ix);
            for flow in &node.outgoing {
                let target = process.flow(*flow).target;
                if target != gateway {
                    open.push(target);
                } else if has_token(process, join, *flow) {
                    return false;
                } else {
                    comes = true;
                }
            }
            // A token in an activity may leave it through its boundary events.
            open.extend(&node.boundary);
            if let Behaviour::Throw(throws) = &node.behaviour {
                open.extend(throws.iter().filter_map(|throw| match throw {
                    Throw::Link { target, .. } => *target,
                    _ => None,
                }));
            }
        }
        comes
    }
}

fn has_token(process: &Process, join: &Join, flow: FlowIx) -> bool {
    let id = &process.flow(flow).id;
    join.arrived.contains(id) || join.fired.contains(id)
}

/// Marks the nodes from which a path leads to one of the flows without passing the gateway itself, nearest first,
/// as long as `goes_on` says so.
fn mark_sources(
    process: &Process,
    flows: &[FlowIx],
    gateway: NodeIx,
    floor: u32,
    marks: &mut Marks,
    mut goes_on: impl FnMut(NodeIx) -> bool,
) {
    marks.clear();
    // From the middle: whether tokens are answered oldest or youngest first, one found there will stay for long.
    let (late, early) = flows.split_at(flows.len() / 2);
    let mut open: VecDeque<NodeIx> =
        early.iter().chain(late).map(|flow| process.flow(*flow).source).collect();
    while let Some(ix) = open.pop_front() {
        if ix == gateway || process.rank(ix) < floor || !marks.mark(ix) {
            continue;
        }
        if !goes_on(ix) {
            return;
        }
        let node = process.node(ix);
        open.extend(node.incoming.iter().map(|flow| process.flow(*flow).source));
        if let Behaviour::Boundary { attached, .. } = node.behaviour {
            open.push_back(attached);
        }
        open.extend(&node.link_sources);
    }
}

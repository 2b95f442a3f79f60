//! Tokens that wait for others: parallel, inclusive and complex gateways (BPMN 2.0.2 section 13.4), start quantities.

use std::sync::Arc;

use feel::{Context, Value};

use super::state::{Arrived, Join, ScopeId, StuckAt};
use super::{Move, Run, What};
use crate::error::Error;
use crate::process::{Behaviour, FlowIx, NodeIx};

impl Run<'_, '_> {
    /// A token arrives where it may have to wait.
    pub(super) fn wait_at_join(&mut self, ix: NodeIx, flow: FlowIx, scope: ScopeId) -> Result<(), Error> {
        let node = self.process.node(ix);
        let flow = self.process.flow(flow).id.clone();
        let at = self.state.joins.iter().position(|join| join.scope == scope && join.element == node.id);
        let at = at.unwrap_or_else(|| {
            let (element, arrived, fired) = (node.id.clone(), Vec::new(), Vec::new());
            self.state.joins.push(Join { element, scope, arrived, fired });
            self.state.joins.len() - 1
        });
        let join = &mut self.state.joins[at];
        match join.arrived.iter_mut().find(|arrived| arrived.flow == flow) {
            Some(arrived) => arrived.count += 1,
            None => join.arrived.push(Arrived { flow, count: 1 }),
        }
        match &node.behaviour {
            Behaviour::Parallel if join.arrived.len() == node.incoming.len() => self.pass_join(at, ix),
            // Looked at when nothing else moves.
            Behaviour::Parallel | Behaviour::Inclusive => Ok(()),
            Behaviour::Complex { .. } => self.try_complex(at, ix),
            _ if total(join) >= node.start_quantity => self.pass_quantity(at, ix),
            _ => Ok(()),
        }
    }

    /// One token from each flow that has one becomes one token.
    fn pass_join(&mut self, at: usize, ix: NodeIx) -> Result<(), Error> {
        let join = &mut self.state.joins[at];
        let scope = join.scope;
        let joined = u32::try_from(join.arrived.len()).unwrap_or(u32::MAX);
        for arrived in &mut join.arrived {
            arrived.count -= 1;
        }
        join.arrived.retain(|arrived| arrived.count > 0);
        if join.arrived.is_empty() && join.fired.is_empty() {
            self.state.joins.remove(at);
        }
        self.drop_live(scope, joined - 1);
        self.arrive(ix, scope)
    }

    fn pass_quantity(&mut self, at: usize, ix: NodeIx) -> Result<(), Error> {
        let quantity = self.process.node(ix).start_quantity;
        let join = &mut self.state.joins[at];
        let scope = join.scope;
        let mut left = quantity;
        for arrived in &mut join.arrived {
            let taken = left.min(arrived.count);
            arrived.count -= taken;
            left -= taken;
        }
        join.arrived.retain(|arrived| arrived.count > 0);
        if join.arrived.is_empty() {
            self.state.joins.remove(at);
        }
        self.drop_live(scope, quantity - 1);
        self.arrive(ix, scope)
    }

    /// A complex gateway that has not fired looks at its condition with each token.
    fn try_complex(&mut self, at: usize, ix: NodeIx) -> Result<(), Error> {
        let join = &self.state.joins[at];
        if !join.fired.is_empty() {
            return Ok(());
        }
        let (scope, count) = (join.scope, total(join));
        let Behaviour::Complex { activation: Some(condition) } = &self.process.node(ix).behaviour else {
            return Ok(());
        };
        let variables = self.gateway_variables(scope, count, true);
        match condition.condition(&variables) {
            Ok(false) => Ok(()),
            Ok(true) => {
                let join = &mut self.state.joins[at];
                join.fired = join.arrived.iter().map(|arrived| arrived.flow.clone()).collect();
                self.pass_join(at, ix)
            }
            Err(error) => {
                // The token that asked stays as an incident; the others keep waiting.
                let join = &mut self.state.joins[at];
                if let Some(last) = join.arrived.last_mut() {
                    last.count -= 1;
                }
                join.arrived.retain(|arrived| arrived.count > 0);
                self.stuck(ix, scope, StuckAt::Enter, &error);
                Ok(())
            }
        }
    }

    fn gateway_variables(&self, scope: ScopeId, count: u32, waiting_for_start: bool) -> Context {
        let mut variables = self.visible(scope);
        variables.insert("activationCount", Value::from(count));
        variables.insert("waitingForStart", Value::from(waiting_for_start));
        variables
    }

    /// Nothing moves: inclusive gateways that need not wait any longer go on. True if one did.
    pub(super) fn check_joins(&mut self) -> Result<bool, Error> {
        for at in 0..self.state.joins.len() {
            let join = &self.state.joins[at];
            let (ix, node) = self.node_of(&join.element)?;
            match &node.behaviour {
                Behaviour::Inclusive if !self.must_wait(join, ix)? => {
                    self.pass_join(at, ix)?;
                    return Ok(true);
                }
                Behaviour::Complex { .. } if !join.fired.is_empty() && !self.must_wait(join, ix)? => {
                    self.reset_complex(at, ix)?;
                    return Ok(true);
                }
                _ => {}
            }
        }
        Ok(false)
    }

    /// The rest of the tokens of a complex gateway has come, or cannot come: it begins anew. Flows whose condition
    /// holds now (`waitingForStart` is false) get a token; the usual flow without condition gets none.
    fn reset_complex(&mut self, at: usize, ix: NodeIx) -> Result<(), Error> {
        let join = self.state.joins.remove(at);
        let node = self.process.node(ix);
        let late = total(&join);
        let variables = self.gateway_variables(join.scope, late, false);
        let mut taken = Vec::new();
        for flow in &node.outgoing {
            if let Some(condition) = &self.process.flow(*flow).condition
                && condition.condition(&variables).unwrap_or(false)
                && late > 0
            {
                taken.push(*flow);
            }
        }
        for flow in &taken {
            let target = self.process.flow(*flow).target;
            self.queue.push_back(Move { scope: join.scope, node: target, what: What::Enter(Some(*flow)) });
        }
        self.add_live(join.scope, u32::try_from(taken.len()).unwrap_or(u32::MAX));
        for _ in 0..late {
            self.consume(join.scope)?;
        }
        Ok(())
    }

    /// Whether a token can still come over an incoming flow that has none, and over no flow that has one
    /// (BPMN 2.0.2 table 13.3). Tokens are at activities, events and other gateways; none is in motion.
    fn must_wait(&self, join: &Join, ix: NodeIx) -> Result<bool, Error> {
        let node = self.process.node(ix);
        let has = |flow: &FlowIx| {
            let id: &Arc<str> = &self.process.flow(*flow).id;
            join.fired.contains(id) || join.arrived.iter().any(|arrived| arrived.flow == *id)
        };
        let (with, without): (Vec<FlowIx>, Vec<FlowIx>) = node.incoming.iter().copied().partition(has);
        if without.is_empty() {
            return Ok(false);
        }
        let empty = self.sources_reaching(&without, ix);
        let full = self.sources_reaching(&with, ix);
        let waits = |at: NodeIx| empty[at as usize] && !full[at as usize];
        for activity in self.state.activities.iter().filter(|activity| activity.scope == join.scope) {
            if waits(self.node_of(&activity.element)?.0) {
                return Ok(true);
            }
        }
        for other in self.state.joins.iter().filter(|other| other.scope == join.scope) {
            let at = self.node_of(&other.element)?.0;
            if at != ix && waits(at) {
                return Ok(true);
            }
        }
        Ok(false)
    }

    /// The nodes from which a path leads to one of the flows without passing the gateway itself.
    fn sources_reaching(&self, flows: &[FlowIx], gateway: NodeIx) -> Vec<bool> {
        let process = self.process;
        let mut reaches = vec![false; process.nodes.len()];
        let mut open: Vec<NodeIx> = flows.iter().map(|flow| process.flow(*flow).source).collect();
        while let Some(ix) = open.pop() {
            if ix == gateway || std::mem::replace(&mut reaches[ix as usize], true) {
                continue;
            }
            let node = process.node(ix);
            open.extend(node.incoming.iter().map(|flow| process.flow(*flow).source));
            // A token in an activity may leave it through its boundary events.
            if let Behaviour::Boundary { attached, .. } = node.behaviour {
                open.push(attached);
            }
            open.extend(&process.node(ix).link_sources);
        }
        reaches
    }
}

fn total(join: &Join) -> u32 {
    join.arrived.iter().map(|arrived| arrived.count).sum()
}

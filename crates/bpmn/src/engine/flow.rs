//! Tokens on their way: arriving at nodes, leaving them, splitting at gateways.

use super::state::{Owner, Phase, ScopeId, StuckAt};
use super::{Move, Run, What};
use crate::error::Error;
use crate::process::{Behaviour, EvaluationError, FlowIx, Node, NodeIx};

impl<'p> Run<'p, '_> {
    /// A token arrives at a node.
    pub(super) fn enter(&mut self, ix: NodeIx, via: Option<FlowIx>, scope: ScopeId) -> Result<(), Error> {
        let node = self.process.node(ix);
        let waits = match &node.behaviour {
            Behaviour::Parallel if node.incoming.len() > 1 => via,
            Behaviour::Inclusive | Behaviour::Complex { .. } if node.incoming.len() > 1 => via,
            _ if node.start_quantity > 1 => via,
            _ => None,
        };
        match waits {
            Some(flow) => self.wait_at_join(ix, flow, scope),
            None => self.arrive(ix, scope),
        }
    }

    /// A token is at a node and has waited for what it had to wait for.
    pub(super) fn arrive(&mut self, ix: NodeIx, scope: ScopeId) -> Result<(), Error> {
        self.visit(ix);
        let process = self.process;
        let node = process.node(ix);
        if let Some(flows) = self.chosen_by_chance(ix, node) {
            return self.take(node, &flows, scope);
        }
        match &node.behaviour {
            Behaviour::Start(_) | Behaviour::Boundary { .. } => self.leave(ix, scope),
            Behaviour::Exclusive => {
                let chosen = self.exclusive(node, scope);
                self.proceed(ix, scope, chosen)
            }
            Behaviour::Parallel => self.take(node, &node.outgoing, scope),
            Behaviour::Inclusive | Behaviour::Complex { .. } => {
                let chosen = self.inclusive(node, scope);
                self.proceed(ix, scope, chosen)
            }
            Behaviour::EventBased => self.choose_by_event(ix, scope),
            Behaviour::Catch(_) => self.catch(ix, scope),
            Behaviour::Throw(throws) | Behaviour::End(throws) => self.throw_all(ix, scope, throws),
            // An event sub-process is started by its event only; no flow leads to it.
            Behaviour::EventSub { .. } => self.consume(scope),
            _ if node.repeat.is_some() => self.begin_repeat(ix, scope),
            _ => self.begin(ix, scope),
        }
    }

    /// In a simulation: the way out of a gateway for which chances are given.
    fn chosen_by_chance(&mut self, ix: NodeIx, node: &Node) -> Option<Vec<FlowIx>> {
        let splits =
            matches!(node.behaviour, Behaviour::Exclusive | Behaviour::Inclusive | Behaviour::Complex { .. });
        if splits { self.chance.as_mut()?.choose(ix) } else { None }
    }

    /// A token leaves an activity or event: over every flow whose condition holds.
    pub(super) fn leave(&mut self, ix: NodeIx, scope: ScopeId) -> Result<(), Error> {
        let process = self.process;
        let node = process.node(ix);
        // The usual case without a list.
        if let [flow] = node.outgoing.as_slice()
            && process.flow(*flow).condition.is_none()
            && node.completion_quantity == 1
        {
            self.queue.push_back(Move {
                scope,
                node: process.flow(*flow).target,
                what: What::Enter(Some(*flow)),
            });
            return Ok(());
        }
        let taken = if node.outgoing.is_empty() { Ok(Vec::new()) } else { self.inclusive(node, scope) };
        match taken {
            Ok(taken) => self.take(node, &taken, scope),
            Err(error) => {
                self.stuck(ix, scope, StuckAt::Leave, &error);
                Ok(())
            }
        }
    }

    fn proceed(
        &mut self,
        ix: NodeIx,
        scope: ScopeId,
        chosen: Result<impl AsRef<[FlowIx]>, EvaluationError>,
    ) -> Result<(), Error> {
        match chosen {
            Ok(flows) => self.take(self.process.node(ix), flows.as_ref(), scope),
            Err(error) => {
                self.stuck(ix, scope, StuckAt::Enter, &error);
                Ok(())
            }
        }
    }

    /// One token becomes one on each flow, times the completion quantity; none where there is no flow.
    pub(super) fn take(&mut self, node: &Node, flows: &[FlowIx], scope: ScopeId) -> Result<(), Error> {
        if flows.is_empty() {
            return self.consume(scope);
        }
        let quantity = node.completion_quantity;
        let tokens = u32::try_from(flows.len()).unwrap_or(u32::MAX).saturating_mul(quantity);
        self.add_live(scope, tokens - 1);
        for flow in flows {
            let target = self.process.flow(*flow).target;
            for _ in 0..quantity {
                self.queue.push_back(Move { scope, node: target, what: What::Enter(Some(*flow)) });
            }
        }
        Ok(())
    }

    /// The first flow whose condition holds, else the default; all flows where there are no more than one.
    fn exclusive(&self, node: &'p Node, scope: ScopeId) -> Result<&'p [FlowIx], EvaluationError> {
        let process = self.process;
        let unconditional = |flow: &FlowIx| process.flow(*flow).condition.is_none();
        if node.outgoing.is_empty() || node.outgoing.len() == 1 && node.outgoing.iter().all(unconditional) {
            return Ok(&node.outgoing);
        }
        let variables = self.visible(scope);
        for flow in node.outgoing.iter().filter(|flow| node.default != Some(**flow)) {
            let holds = match &process.flow(*flow).condition {
                Some(condition) => condition.condition(&variables)?,
                None => true,
            };
            if holds {
                return Ok(std::slice::from_ref(flow));
            }
        }
        node.default.as_ref().map(std::slice::from_ref).ok_or_else(|| no_flow(node))
    }

    /// All flows whose condition holds or that have none; the default as well, when no condition holds
    /// (BPMN 2.0.2 section 13.2.2: flows without condition do not count).
    pub(super) fn inclusive(&self, node: &Node, scope: ScopeId) -> Result<Vec<FlowIx>, EvaluationError> {
        if node.outgoing.is_empty() {
            return Ok(Vec::new());
        }
        let conditional = node.outgoing.iter().any(|flow| self.process.flow(*flow).condition.is_some());
        let variables = if conditional { self.visible(scope) } else { feel::Context::new() };
        let mut taken = Vec::with_capacity(node.outgoing.len());
        let mut any_holds = false;
        for flow in node.outgoing.iter().filter(|flow| node.default != Some(**flow)) {
            match &self.process.flow(*flow).condition {
                None => taken.push(*flow),
                Some(condition) => {
                    if condition.condition(&variables)? {
                        any_holds = true;
                        taken.push(*flow);
                    }
                }
            }
        }
        match node.default {
            Some(default) if !any_holds => taken.push(default),
            _ if taken.is_empty() => return Err(no_flow(node)),
            _ => {}
        }
        Ok(taken)
    }

    /// An event-based gateway: the first event decides (BPMN 2.0.2 section 10.6.6).
    fn choose_by_event(&mut self, ix: NodeIx, scope: ScopeId) -> Result<(), Error> {
        let mut waits = Vec::new();
        for flow in &self.process.node(ix).outgoing {
            let target = self.process.flow(*flow).target;
            let (Behaviour::Catch(catch) | Behaviour::Receive(catch)) = &self.process.node(target).behaviour
            else {
                continue;
            };
            match self.prepare(target, catch, scope) {
                Ok(prepared) => waits.extend(prepared),
                Err(error) => {
                    self.stuck(ix, scope, StuckAt::Enter, &error);
                    return Ok(());
                }
            }
        }
        let id = self.open(ix, scope, Phase::Choice);
        self.arm(Owner::Activity(id), waits);
        Ok(())
    }

    fn catch(&mut self, ix: NodeIx, scope: ScopeId) -> Result<(), Error> {
        let Behaviour::Catch(catch) = &self.process.node(ix).behaviour else { return Ok(()) };
        match self.prepare(ix, catch, scope) {
            // A link only joins two parts of a drawing; nothing is waited for.
            Ok(waits) if waits.is_empty() => self.leave(ix, scope),
            Ok(waits) => {
                let id = self.open(ix, scope, Phase::Catch);
                self.arm(Owner::Activity(id), waits);
                Ok(())
            }
            Err(error) => {
                self.stuck(ix, scope, StuckAt::Enter, &error);
                Ok(())
            }
        }
    }
}

pub(super) fn no_flow(node: &Node) -> EvaluationError {
    EvaluationError::new(&node.id, "has no outgoing flow whose condition holds; add a default flow")
}

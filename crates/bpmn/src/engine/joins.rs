//! Tokens that wait for others: parallel, inclusive and complex gateways (BPMN 2.0.2 section 13.4), start quantities.

use feel::{Context, Value};

use super::reach::Tokens;
use super::state::{ScopeId, StuckAt};
use super::waiting::Place;
use super::{Move, Run, What};
use crate::error::Error;
use crate::process::{Behaviour, FlowIx, NodeIx};

impl Run<'_, '_> {
    /// A token arrives where it may have to wait.
    pub(super) fn wait_at_join(&mut self, ix: NodeIx, flow: FlowIx, scope: ScopeId) -> Result<(), Error> {
        let process = self.process;
        let node = process.node(ix);
        let place = (scope, node.id.clone());
        let join = self.state.joins.arrive(&place, &process.flow(flow).id);
        match &node.behaviour {
            Behaviour::Parallel if join.arrived.flows() == node.incoming.len() => self.pass_join(&place, ix),
            Behaviour::Parallel => Ok(()),
            // Looked at when nothing else moves.
            Behaviour::Inclusive => {
                self.state.joins.doubt(&place);
                Ok(())
            }
            Behaviour::Complex { .. } => self.try_complex(&place, ix, flow),
            _ if join.arrived.tokens() >= node.start_quantity => self.pass_quantity(&place, ix),
            _ => Ok(()),
        }
    }

    /// One token from each flow that has one becomes one token.
    fn pass_join(&mut self, place: &Place, ix: NodeIx) -> Result<(), Error> {
        let Some(join) = self.state.joins.get_mut(place) else { return Ok(()) };
        let joined = join.arrived.take_each();
        self.state.joins.left(place);
        if !matches!(self.process.node(ix).behaviour, Behaviour::Parallel) {
            self.state.joins.doubt(place);
        }
        self.drop_live(place.0, joined.saturating_sub(1));
        self.arrive(ix, place.0)
    }

    fn pass_quantity(&mut self, place: &Place, ix: NodeIx) -> Result<(), Error> {
        let node = self.process.node(ix);
        let Some(join) = self.state.joins.get_mut(place) else { return Ok(()) };
        let mut left = node.start_quantity;
        for flow in &node.incoming {
            left -= join.arrived.take(&self.process.flow(*flow).id, left);
        }
        self.state.joins.left(place);
        self.drop_live(place.0, node.start_quantity - 1);
        self.arrive(ix, place.0)
    }

    /// A complex gateway that has not fired looks at its condition with each token.
    fn try_complex(&mut self, place: &Place, ix: NodeIx, flow: FlowIx) -> Result<(), Error> {
        let Some(join) = self.state.joins.get(place) else { return Ok(()) };
        if !join.fired.is_empty() {
            self.state.joins.doubt(place);
            return Ok(());
        }
        let Behaviour::Complex { activation: Some(condition) } = &self.process.node(ix).behaviour else {
            return Ok(());
        };
        let variables = self.gateway_variables(place.0, join.arrived.tokens(), true);
        match condition.condition(&variables) {
            Ok(false) => Ok(()),
            Ok(true) => {
                if let Some(join) = self.state.joins.get_mut(place) {
                    join.fired = join.arrived.ids().cloned().collect();
                }
                self.pass_join(place, ix)
            }
            Err(error) => {
                // The token that asked stays as an incident; the others keep waiting.
                if let Some(join) = self.state.joins.get_mut(place) {
                    join.arrived.take(&self.process.flow(flow).id, 1);
                }
                self.state.joins.left(place);
                self.stuck(ix, place.0, StuckAt::Enter, &error);
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

    /// Nothing moves: inclusive gateways that need not wait any longer go on, all at once. True if one did.
    pub(super) fn check_joins(&mut self) -> Result<bool, Error> {
        let (mut free, mut tokens) = (Vec::new(), Tokens::default());
        for place in self.state.joins.take_doubts() {
            let Some(join) = self.state.joins.get(&place) else { continue };
            let (ix, node) = self.node_of(&place.1)?;
            let waits = match &node.behaviour {
                Behaviour::Inclusive => !join.arrived.is_empty(),
                Behaviour::Complex { .. } => !join.fired.is_empty(),
                _ => false,
            };
            if waits {
                match self.token_to_wait_for(&place, ix, &mut tokens)? {
                    Some(token) => self.state.joins.waits_for(&place, token),
                    None => free.push((place, ix)),
                }
            }
        }
        for (place, ix) in &free {
            match &self.process.node(*ix).behaviour {
                Behaviour::Inclusive => self.pass_join(place, *ix)?,
                _ => self.reset_complex(place, *ix)?,
            }
        }
        Ok(!free.is_empty())
    }

    /// The rest of the tokens of a complex gateway has come, or cannot come: it begins anew. Flows whose condition
    /// holds now (`waitingForStart` is false) get a token; the usual flow without condition gets none.
    fn reset_complex(&mut self, place: &Place, ix: NodeIx) -> Result<(), Error> {
        let Some(join) = self.state.joins.remove(place) else { return Ok(()) };
        let scope = join.scope;
        let node = self.process.node(ix);
        let late = join.arrived.tokens();
        let variables = self.gateway_variables(scope, late, false);
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
            self.queue.push_back(Move { scope, node: target, what: What::Enter(Some(*flow)) });
        }
        self.add_live(scope, u32::try_from(taken.len()).unwrap_or(u32::MAX));
        for _ in 0..late {
            self.consume(scope)?;
        }
        Ok(())
    }
}

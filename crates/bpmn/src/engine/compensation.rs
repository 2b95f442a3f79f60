//! Compensation (BPMN 2.0.2 section 13.5.5): completed activities are undone, the last one first.

use feel::Context;

use super::Run;
use super::state::{Done, Phase, ScopeId, Then};
use crate::effects::ActivityId;
use crate::error::Error;
use crate::process::{Behaviour, NodeIx, NodeKind, Trigger};

impl Run<'_, '_> {
    /// Notes an activity that can be undone: it has a handler, or there are such inside it.
    pub(super) fn record_done(&mut self, ix: NodeIx, scope: ScopeId, variables: Context, inner: Vec<Done>) {
        let node = self.process.node(ix);
        if node.compensation.is_none() && inner.is_empty() && self.compensation_start(ix).is_none() {
            return;
        }
        // Instances of a loop note it in the level around them, with what tells them apart.
        let mut at = scope;
        let mut variables = variables;
        while let Some(entry) = self.scope_mut(at) {
            match entry.parent {
                Some(parent) if entry.instance => {
                    add_missing(&mut variables, &entry.variables);
                    at = parent;
                }
                _ => {
                    entry.done.push(Done { element: node.id.clone(), variables, inner });
                    return;
                }
            }
        }
    }

    /// The start event of the compensation event sub-process inside a sub-process.
    fn compensation_start(&self, ix: NodeIx) -> Option<NodeIx> {
        let Behaviour::Sub { level, .. } = self.process.node(ix).behaviour else { return None };
        let subs = &self.process.level(level).event_sub_processes;
        subs.iter().find_map(|sub| {
            let Behaviour::EventSub { level } = self.process.node(*sub).behaviour else { return None };
            self.process.level(level).starts.iter().copied().find(|start| {
                let Behaviour::Start(catch) = &self.process.node(*start).behaviour else { return false };
                catch.triggers.iter().any(|trigger| matches!(trigger, Trigger::Compensate))
            })
        })
    }

    /// A compensation event: undoes an activity, or all of its level.
    pub(super) fn compensate(
        &mut self,
        id: ActivityId,
        scope: ScopeId,
        activity: Option<NodeIx>,
    ) -> Result<(), Error> {
        let scope = self.compensated_scope(scope)?;
        let wanted = activity.map(|ix| self.process.node(ix).id.clone());
        let Some(entry) = self.scope_mut(scope) else { return Ok(()) };
        let all = std::mem::take(&mut entry.done);
        let (queue, rest): (Vec<Done>, Vec<Done>) =
            all.into_iter().partition(|done| wanted.as_ref().is_none_or(|wanted| done.element == *wanted));
        entry.done = rest;
        self.begin_compensation(id, queue, Then::Go)
    }

    /// An event sub-process undoes what was done in the level around it.
    fn compensated_scope(&self, scope: ScopeId) -> Result<ScopeId, Error> {
        let mut scope = scope;
        while let Some(entry) = self.scope(scope) {
            let (Some(owner), Some(parent)) = (entry.owner, entry.parent) else { break };
            let Some(owner) = self.activity(owner) else { break };
            if matches!(owner.phase, Phase::Compensating { .. }) {
                break;
            }
            let handler = matches!(self.node_of(&owner.element)?.1.behaviour, Behaviour::EventSub { .. });
            if !handler && !entry.instance {
                break;
            }
            scope = parent;
        }
        Ok(scope)
    }

    /// A cancel end event: all other tokens of the transaction end, what was done is undone, then it is left.
    pub(super) fn cancel_transaction(&mut self, id: ActivityId, scope: ScopeId) -> Result<(), Error> {
        let Some((transaction, inner)) = self.transaction_around(scope)? else { return Ok(()) };
        let Some(activity) = self.activity(id).cloned() else { return Ok(()) };
        self.clear_scope(inner);
        // The token itself survives in the scope of the transaction.
        if self.activity(id).is_none() {
            self.state.activities.insert(super::Activity { scope: inner, ..activity });
        }
        self.add_live(inner, 1);
        let queue = self.scope_mut(inner).map(|entry| std::mem::take(&mut entry.done)).unwrap_or_default();
        self.begin_compensation(id, queue, Then::Cancel(transaction))
    }

    fn transaction_around(&self, scope: ScopeId) -> Result<Option<(ActivityId, ScopeId)>, Error> {
        let mut scope = scope;
        while let Some(entry) = self.scope(scope) {
            let (Some(owner), Some(parent)) = (entry.owner, entry.parent) else { break };
            if let Some(open) = self.activity(owner)
                && self.node_of(&open.element)?.1.kind == NodeKind::Transaction
                && !entry.instance
            {
                return Ok(Some((owner, scope)));
            }
            scope = parent;
        }
        Ok(None)
    }

    fn begin_compensation(&mut self, id: ActivityId, queue: Vec<Done>, then: Then) -> Result<(), Error> {
        if let Some(activity) = self.activity_mut(id) {
            activity.phase = Phase::Compensating { queue, then };
        }
        self.next_compensation(id)
    }

    /// Runs the handler of the last entry, or goes on when there is none.
    pub(super) fn next_compensation(&mut self, id: ActivityId) -> Result<(), Error> {
        loop {
            let Some(activity) = self.activity_mut(id) else { return Ok(()) };
            let scope = activity.scope;
            let Phase::Compensating { queue, then } = &mut activity.phase else { return Ok(()) };
            let Some(done) = queue.pop() else {
                let then = *then;
                return self.compensated(id, then);
            };
            let (ix, node) = self.node_of(&done.element)?;
            if let Some(handler) = node.compensation {
                let instance = self.new_scope(Some(scope), Some(id), true, done.variables);
                self.visit(handler);
                return self.begin(handler, instance);
            }
            if let Some(start) = self.compensation_start(ix) {
                let instance = self.new_scope(Some(scope), Some(id), true, done.variables);
                if let Some(entry) = self.scope_mut(instance) {
                    entry.done = done.inner;
                }
                return self.open_event_sub_process(start, instance, Context::new());
            }
            self.unfold(id, done);
        }
    }

    /// A sub-process without handler of its own is undone by undoing what was done inside.
    fn unfold(&mut self, id: ActivityId, done: Done) {
        let Some(activity) = self.activity_mut(id) else { return };
        let Phase::Compensating { queue, .. } = &mut activity.phase else { return };
        for mut inner in done.inner {
            add_missing(&mut inner.variables, &done.variables);
            queue.push(inner);
        }
    }

    fn compensated(&mut self, id: ActivityId, then: Then) -> Result<(), Error> {
        let Some(activity) = self.activity(id) else { return Ok(()) };
        let scope = activity.scope;
        let (ix, _) = self.node_of(&activity.element)?;
        self.remove_activity(id);
        match then {
            Then::Go => self.after_throw(ix, scope),
            Then::Cancel(transaction) => self.leave_cancelled(transaction, scope),
        }
    }

    fn leave_cancelled(&mut self, transaction: ActivityId, inner: ScopeId) -> Result<(), Error> {
        let Some(open) = self.activity(transaction) else { return Ok(()) };
        let (_, node) = self.node_of(&open.element)?;
        let boundary = node.boundary.iter().copied().find(|event| {
            let Behaviour::Boundary { catch, .. } = &self.process.node(*event).behaviour else {
                return false;
            };
            catch.triggers.iter().any(|trigger| matches!(trigger, Trigger::Cancel))
        });
        match boundary {
            Some(boundary) => {
                self.interrupt(transaction, boundary);
                Ok(())
            }
            // Compiling demands a cancel boundary event; without one the transaction just ends.
            None => self.consume(inner),
        }
    }
}

/// Variables of a scope further out are seen where there is none of the name.
fn add_missing(variables: &mut Context, outer: &Context) {
    for (name, value) in outer {
        if variables.get(name).is_none() {
            variables.insert(name.clone(), value.clone());
        }
    }
}

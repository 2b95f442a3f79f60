//! What comes from outside.

use std::sync::Arc;

use feel::{Context, Value};

use super::Run;
use super::state::{Phase, ScopeId, Status, StuckAt, Until};
use crate::effects::{ActivityId, Effect, Failure, IncidentId, Input, Outcome, WaitId};
use crate::error::Error;
use crate::process::{Behaviour, NodeIx};

impl Run<'_, '_> {
    pub(super) fn input(&mut self, input: Input) -> Result<(), Error> {
        match input {
            Input::Start { variables } => self.start(None, variables),
            Input::StartAt { event, variables } => self.start(Some(&event), variables),
            Input::Complete { activity, output } => self.complete(activity, output),
            Input::Fail { activity, error } => self.fail(activity, &error),
            Input::Escalate { activity, code } => self.escalate(activity, &code),
            Input::TimerDue { timer } => self.timer_due(timer),
            Input::Message { name, subscription, payload } => self.message(&name, subscription, &payload),
            Input::Signal { name, payload } => {
                Self::check_variables(&payload)?;
                self.deliver_signal(&name, &payload)
            }
            Input::Retry { incident } => self.retry(incident),
            Input::SetVariables { variables } => {
                Self::check_variables(&variables)?;
                self.set_all(0, &variables);
                Ok(())
            }
            Input::Jump { leave, to } => self.jump(&leave, &to),
            Input::Cancel { reason } => {
                self.end(Outcome::Cancelled { reason });
                Ok(())
            }
        }
    }

    fn start(&mut self, event: Option<&Arc<str>>, variables: Context) -> Result<(), Error> {
        Self::check_variables(&variables)?;
        let process = self.process;
        let at = match event {
            None => None,
            Some(event) => {
                let node = process.index(event).filter(|ix| process.level(0).starts.contains(ix));
                Some(node.ok_or_else(|| Error::NoStart(event.clone()))?)
            }
        };
        let starts = &process.level(0).starts;
        if at.is_none() && !starts.is_empty() && starts.iter().all(|ix| self.has_trigger(*ix)) {
            return Err(Error::OnlyEvents(process.id.clone()));
        }
        self.state.process = process.id.clone();
        self.state.status = Status::Running;
        let scope = self.new_scope(None, None, false, variables);
        self.arm_event_sub_processes(scope, 0)?;
        self.begin_level(scope, 0, at)
    }

    /// The activity that works, with its node and scope.
    fn working(&self, id: ActivityId) -> Result<(NodeIx, ScopeId), Error> {
        let activity = self.activity(id).filter(|activity| matches!(activity.phase, Phase::Work));
        let activity = activity.ok_or(Error::ActivityNotOpen(id))?;
        let (ix, _) = self.node_of(&activity.element)?;
        Ok((ix, activity.scope))
    }

    fn complete(&mut self, id: ActivityId, output: Context) -> Result<(), Error> {
        let (ix, scope) = self.working(id)?;
        Self::check_variables(&output)?;
        let node = self.process.node(ix);
        let result = match &node.output {
            None => output,
            Some(mapping) => {
                let mut visible = self.visible(scope);
                for (name, value) in &output {
                    visible.insert(name.clone(), value.clone());
                }
                let mapped = mapping.apply(&visible);
                mapped.map_err(|e| Error::Output { element: node.id.clone(), reason: e.to_string() })?
            }
        };
        self.close_quietly(id);
        self.take_output(ix, scope, &result);
        self.finished(ix, scope)
    }

    fn fail(&mut self, id: ActivityId, failure: &Failure) -> Result<(), Error> {
        let (ix, scope) = self.working(id)?;
        if let Some(code) = &failure.code {
            // The worker is done with it: an error that interrupts it is its own.
            if let Some(activity) = self.activity_mut(id) {
                activity.phase = Phase::Throwing;
            }
            if self.throw_error(code, scope, Some(id))? {
                return Ok(());
            }
            if let Some(activity) = self.activity_mut(id) {
                activity.phase = Phase::Work;
            }
            let message = format!("the error '{code}' is caught nowhere: {}", failure.message);
            self.incident(id, ix, &message);
        } else {
            self.incident(id, ix, &failure.message);
        }
        Ok(())
    }

    fn escalate(&mut self, id: ActivityId, code: &Arc<str>) -> Result<(), Error> {
        let (ix, scope) = self.working(id)?;
        if !self.throw_escalation(code, scope, Some(id))? {
            let element = self.process.node(ix).id.clone();
            self.effects.push(Effect::Escalation { element, code: code.clone() });
        }
        Ok(())
    }

    fn timer_due(&mut self, id: WaitId) -> Result<(), Error> {
        let wait = self.wait(id).ok_or(Error::WaitNotOpen(id))?;
        let Until::Timer { due, .. } = &wait.until else { return Err(Error::WaitNotOpen(id)) };
        let now = self.moment.now;
        if *due > now {
            return Err(Error::NotDue { timer: id, due: *due, now });
        }
        self.fire(id, &Context::new())
    }

    fn message(
        &mut self,
        name: &Arc<str>,
        subscription: Option<WaitId>,
        payload: &Context,
    ) -> Result<(), Error> {
        Self::check_variables(payload)?;
        let fits = |until: &Until| matches!(until, Until::Message { name: own, .. } if own == name);
        let id = match subscription {
            Some(id) => self.wait(id).filter(|wait| fits(&wait.until)).ok_or(Error::WaitNotOpen(id))?.id,
            None => {
                let mut found = self.state.waits.iter().filter(|wait| fits(&wait.until));
                let first = found.next().ok_or_else(|| Error::NotExpected(name.clone()))?.id;
                let others = found.count();
                if others > 0 {
                    return Err(Error::Ambiguous { name: name.clone(), count: others + 1 });
                }
                first
            }
        };
        self.fire(id, payload)
    }

    /// Delivers a signal to all waits that are open now; those that it opens itself wait for the next one.
    pub(super) fn deliver_signal(&mut self, name: &Arc<str>, payload: &Context) -> Result<(), Error> {
        let waiting: Vec<WaitId> = self
            .state
            .waits
            .iter()
            .filter(|wait| matches!(&wait.until, Until::Signal { name: own } if own == name))
            .map(|wait| wait.id)
            .collect();
        for id in waiting {
            // An earlier one may have interrupted it.
            if self.wait(id).is_some() {
                self.fire(id, payload)?;
            }
        }
        Ok(())
    }

    fn retry(&mut self, id: IncidentId) -> Result<(), Error> {
        let incident = self.state.incidents.remove(id.0).ok_or(Error::IncidentNotOpen(id))?;
        self.effects.push(Effect::IncidentClosed { incident: id });
        let Some(activity) = self.activity(incident.activity).cloned() else { return Ok(()) };
        let (ix, node) = self.node_of(&activity.element)?;
        match activity.phase {
            Phase::Work => self.hand_out(activity.id, ix, activity.scope),
            Phase::Stuck(at) => {
                self.close_quietly(activity.id);
                match at {
                    StuckAt::Enter => self.arrive(ix, activity.scope),
                    StuckAt::Begin => self.begin(ix, activity.scope),
                    StuckAt::Finish => self.finished(ix, activity.scope),
                    StuckAt::Leave => self.leave(ix, activity.scope),
                }
            }
            Phase::Inside { .. }
                if matches!(node.behaviour, Behaviour::Sub { .. } | Behaviour::EventSub { .. }) =>
            {
                let scope = self.state.scopes.group(activity.id.0).next();
                scope.map_or(Ok(()), |scope| self.level_complete(activity.id, scope))
            }
            _ => Ok(()),
        }
    }

    /// Results become variables.
    pub(super) fn take_output(&mut self, ix: NodeIx, scope: ScopeId, output: &Context) {
        for (name, value) in output {
            self.store_result(ix, scope, name, value.clone());
        }
    }

    /// A result becomes a variable; that of an instance whose results are collected stays with it.
    pub(super) fn store_result(&mut self, ix: NodeIx, scope: ScopeId, name: &Arc<str>, value: Value) {
        if self.collects_into(ix).is_some()
            && let Some(entry) = self.scope_mut(scope).filter(|scope| scope.instance)
        {
            entry.variables.insert(name.clone(), value);
            return;
        }
        self.set(scope, name, value);
    }
}

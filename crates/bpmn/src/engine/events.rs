//! Thrown events: messages and signals go out, errors and escalations look for who catches them
//! (BPMN 2.0.2 sections 10.5.4 and 13.5).

use std::sync::Arc;

use feel::Context;

use super::Run;
use super::state::{Phase, ScopeId, StuckAt};
use crate::effects::{ActivityId, Effect, Outcome};
use crate::error::Error;
use crate::process::{Behaviour, Catch, EvaluationError, Message, NodeIx, Throw, Trigger};

impl Run<'_, '_> {
    /// A throwing or end event with its definitions, in their order.
    pub(super) fn throw_all(&mut self, ix: NodeIx, scope: ScopeId, throws: &[Throw]) -> Result<(), Error> {
        if throws.is_empty() {
            return self.after_throw(ix, scope);
        }
        // While it throws, the token is an activity: if that is gone afterwards, the event has interrupted itself.
        let id = self.open(ix, scope, Phase::Throwing);
        for throw in throws {
            if let Err(error) = self.throw_one(id, ix, scope, throw)? {
                self.remove_activity(id);
                self.stuck(ix, scope, StuckAt::Enter, &error);
                return Ok(());
            }
            if !self.activity(id).is_some_and(|activity| matches!(activity.phase, Phase::Throwing)) {
                return Ok(());
            }
        }
        self.remove_activity(id);
        self.after_throw(ix, scope)
    }

    /// What follows when the event is thrown: on, or the end of the token.
    pub(super) fn after_throw(&mut self, ix: NodeIx, scope: ScopeId) -> Result<(), Error> {
        match self.process.node(ix).behaviour {
            Behaviour::End(_) => self.consume(scope),
            _ => self.leave(ix, scope),
        }
    }

    fn throw_one(
        &mut self,
        id: ActivityId,
        ix: NodeIx,
        scope: ScopeId,
        throw: &Throw,
    ) -> Result<Result<(), EvaluationError>, Error> {
        match throw {
            Throw::Message(message) => return Ok(self.send(ix, scope, message)),
            Throw::Signal(name) => {
                let payload = match self.input_of(ix, scope) {
                    Ok(payload) => payload,
                    Err(error) => return Ok(Err(error)),
                };
                let element = self.process.node(ix).id.clone();
                self.effects.push(Effect::Signal { element, name: name.clone(), payload });
                // Inside the instance all variables are visible anyway.
                self.deliver_signal(name, &Context::new())?;
            }
            Throw::Error(code) => {
                if !self.throw_error(code, scope, None)? {
                    let element = self.process.node(ix).id.clone();
                    self.end(Outcome::Error { element, code: code.clone() });
                }
            }
            Throw::Escalation(code) => {
                if !self.throw_escalation(code, scope, None)? {
                    let element = self.process.node(ix).id.clone();
                    self.effects.push(Effect::Escalation { element, code: code.clone() });
                }
            }
            Throw::Terminate => self.terminate(ix, scope)?,
            Throw::Compensate { activity } => self.compensate(id, scope, *activity)?,
            Throw::Cancel => self.cancel_transaction(id, scope)?,
            Throw::Link { target, .. } => {
                if let Some(target) = *target {
                    self.remove_activity(id);
                    self.send_to(target, scope);
                }
            }
        }
        Ok(Ok(()))
    }

    fn send(&mut self, ix: NodeIx, scope: ScopeId, message: &Message) -> Result<(), EvaluationError> {
        let payload = self.input_of(ix, scope)?;
        let correlation = match &message.correlation {
            Some(expression) => Some(expression.value(&self.visible(scope))?),
            None => None,
        };
        let element = self.process.node(ix).id.clone();
        self.effects.push(Effect::Send { element, name: message.name.clone(), correlation, payload });
        Ok(())
    }

    /// Events that an instance of a multi-instance activity throws when it completes. True: an interrupting
    /// boundary event of the activity has caught it.
    ///
    /// The instance has ended by itself, so the activity completes and its token goes on whatever the boundary
    /// event is. The behaviours None and One are defined over all instances, which therefore run to their end;
    /// with Complex an interrupting boundary event withdraws those that remain.
    pub(super) fn throw_of_instance(
        &mut self,
        body: ActivityId,
        ix: NodeIx,
        scope: ScopeId,
        throw: &Throw,
    ) -> Result<bool, Error> {
        let id = self.open(ix, scope, Phase::Throwing);
        (self.completing, self.cut) = (Some(body), false);
        let result = match throw {
            Throw::Error(code) => self.throw_error(code, scope, Some(body)).map(|_| Ok(())),
            Throw::Escalation(code) => self.throw_escalation(code, scope, Some(body)).map(|_| Ok(())),
            other => self.throw_one(id, ix, scope, other),
        };
        self.completing = None;
        let result = result?;
        if self.activity(id).is_some() {
            self.remove_activity(id);
        }
        if let Err(error) = result {
            self.incident(body, ix, &error.to_string());
        }
        Ok(self.cut)
    }

    /// Looks for who catches an error, from the inside out. True: caught; the token that threw it is gone.
    pub(super) fn throw_error(
        &mut self,
        code: &Arc<str>,
        scope: ScopeId,
        from: Option<ActivityId>,
    ) -> Result<bool, Error> {
        let Some((place, catcher)) = self.find_catcher(scope, from, &|trigger| match trigger {
            Trigger::Error(Some(own)) if own == code => Some(Fit::Exact),
            Trigger::Error(None) => Some(Fit::Any),
            _ => None,
        })?
        else {
            return Ok(false);
        };
        match place {
            Place::Boundary(activity) if self.completing == Some(activity) => {
                self.cut = true;
                self.branch_off(activity, catcher);
            }
            Place::Boundary(activity) => self.interrupt(activity, catcher),
            Place::EventSub(scope) => self.begin_event_sub_process(catcher, scope, true)?,
        }
        Ok(true)
    }

    /// The same for an escalation, which may leave what threw it running.
    pub(super) fn throw_escalation(
        &mut self,
        code: &Arc<str>,
        scope: ScopeId,
        from: Option<ActivityId>,
    ) -> Result<bool, Error> {
        let Some((place, catcher)) = self.find_catcher(scope, from, &|trigger| match trigger {
            Trigger::Escalation(Some(own)) if own == code => Some(Fit::Exact),
            Trigger::Escalation(None) => Some(Fit::Any),
            _ => None,
        })?
        else {
            return Ok(false);
        };
        match (place, &self.process.node(catcher).behaviour) {
            (Place::Boundary(activity), Behaviour::Boundary { interrupting: false, .. }) => {
                self.branch_off(activity, catcher);
            }
            (Place::Boundary(activity), _) if self.completing == Some(activity) => {
                self.cut = true;
                self.branch_off(activity, catcher);
            }
            (Place::Boundary(activity), _) => self.interrupt(activity, catcher),
            (Place::EventSub(scope), Behaviour::Start(catch)) => {
                self.begin_event_sub_process(catcher, scope, catch.interrupting)?;
            }
            (Place::EventSub(_), _) => {}
        }
        Ok(true)
    }

    /// An activity ends here; its token goes on at a boundary event.
    pub(super) fn interrupt(&mut self, activity: ActivityId, boundary: NodeIx) {
        let Some(scope) = self.activity(activity).map(|activity| activity.scope) else { return };
        self.remove_activity(activity);
        self.send_to(boundary, scope);
    }

    /// A token comes into being at a boundary event; the activity goes on.
    fn branch_off(&mut self, activity: ActivityId, boundary: NodeIx) {
        if let Some(scope) = self.activity(activity).map(|activity| activity.scope) {
            self.add_live(scope, 1);
            self.send_to(boundary, scope);
        }
    }

    fn find_catcher(
        &self,
        scope: ScopeId,
        from: Option<ActivityId>,
        fits: &dyn Fn(&Trigger) -> Option<Fit>,
    ) -> Result<Option<(Place, NodeIx)>, Error> {
        let mut activity = from;
        let mut scope = scope;
        // An event sub-process does not catch what it throws itself.
        let mut from_event_sub = false;
        loop {
            // Boundary events belong to a looping activity as a whole, not to its instances.
            if let Some(id) = activity
                && let Some(open) = self.activity(id)
                && !self.scope(open.scope).is_some_and(|entry| entry.instance)
            {
                let (_, node) = self.node_of(&open.element)?;
                if let Some(event) = self.best(&node.boundary, fits) {
                    return Ok(Some((Place::Boundary(id), event)));
                }
            }
            let Some(entry) = self.scope(scope) else { return Ok(None) };
            if !entry.instance && !from_event_sub {
                let starts = self.event_sub_process_starts(scope)?;
                if let Some(event) = self.best(&starts, fits) {
                    return Ok(Some((Place::EventSub(scope), event)));
                }
            }
            let (Some(owner), Some(parent)) = (entry.owner, entry.parent) else { return Ok(None) };
            from_event_sub = match self.activity(owner) {
                Some(open) => matches!(self.node_of(&open.element)?.1.behaviour, Behaviour::EventSub { .. }),
                None => false,
            };
            activity = Some(owner);
            scope = parent;
        }
    }

    /// The start events of the event sub-processes of a scope.
    fn event_sub_process_starts(&self, scope: ScopeId) -> Result<Vec<NodeIx>, Error> {
        let level = self.process.level(self.level_of(scope)?);
        let mut starts = Vec::new();
        for sub in &level.event_sub_processes {
            if let Behaviour::EventSub { level } = self.process.node(*sub).behaviour {
                starts.extend(&self.process.level(level).starts);
            }
        }
        Ok(starts)
    }

    /// The event that names the code comes before the one that takes all.
    fn best(&self, events: &[NodeIx], fits: &dyn Fn(&Trigger) -> Option<Fit>) -> Option<NodeIx> {
        let fit = |ix: &NodeIx| {
            let catch: &Catch = match &self.process.node(*ix).behaviour {
                Behaviour::Boundary { catch, .. } | Behaviour::Start(catch) => catch,
                _ => return None,
            };
            catch.triggers.iter().filter_map(fits).min()
        };
        events.iter().filter_map(|ix| fit(ix).map(|fit| (fit, *ix))).min().map(|(_, ix)| ix)
    }

    /// Begins an event sub-process in a scope, at the start event that happened.
    pub(super) fn begin_event_sub_process(
        &mut self,
        start: NodeIx,
        scope: ScopeId,
        interrupting: bool,
    ) -> Result<(), Error> {
        if interrupting {
            self.clear_scope(scope);
        }
        self.add_live(scope, 1);
        self.open_event_sub_process(start, scope, Context::new())
    }

    pub(super) fn open_event_sub_process(
        &mut self,
        start: NodeIx,
        scope: ScopeId,
        variables: Context,
    ) -> Result<(), Error> {
        let level = self.process.node(start).level;
        let Some(sub) = self.process.level(level).owner else { return Ok(()) };
        self.visit(sub);
        let id = self.open(sub, scope, Phase::Inside { next: 0 });
        let inner = self.new_scope(Some(scope), Some(id), false, variables);
        self.arm_event_sub_processes(inner, level)?;
        self.begin_level(inner, level, Some(start))
    }
}

/// How well a catching event fits; smaller is better.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Fit {
    Exact,
    Any,
}

/// Where an event is caught.
#[derive(Debug, Clone, Copy)]
enum Place {
    Boundary(ActivityId),
    EventSub(ScopeId),
}

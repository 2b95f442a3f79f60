//! Timers and subscriptions: opening, firing, withdrawing.

use std::sync::Arc;

use feel::Context;
use jiff::Span;

use super::Run;
use super::state::{Owner, Phase, ScopeId, StoredCycle, Until, Wait};
use crate::effects::{ActivityId, Effect, Subscription, WaitId};
use crate::error::Error;
use crate::process::timer::{Cycle, Due};
use crate::process::{Behaviour, Catch, EvaluationError, LevelIx, NodeIx, Trigger};

/// A wait that is ready to be opened: event, trigger and what it waits for.
pub(super) type Prepared = (NodeIx, u32, Until);

impl Run<'_, '_> {
    /// Evaluates what an event waits for. Errors, escalations, links and compensation are found when they are thrown.
    pub(super) fn prepare(
        &self,
        ix: NodeIx,
        catch: &Catch,
        scope: ScopeId,
    ) -> Result<Vec<Prepared>, EvaluationError> {
        let mut waits = Vec::new();
        for (at, trigger) in catch.triggers.iter().enumerate() {
            let until = match trigger {
                Trigger::Timer(timer) => {
                    until(timer.start(self.moment, &self.process.zone, &self.visible(scope))?)
                }
                Trigger::Message(message) => {
                    let correlation = match &message.correlation {
                        Some(expression) => Some(expression.value(&self.visible(scope))?),
                        None => None,
                    };
                    Until::Message { name: message.name.clone(), correlation }
                }
                Trigger::Signal(name) => Until::Signal { name: name.clone() },
                Trigger::Conditional(_) => Until::Condition { was: false },
                Trigger::Error(_)
                | Trigger::Escalation(_)
                | Trigger::Cancel
                | Trigger::Compensate
                | Trigger::Link(_) => continue,
            };
            waits.push((ix, u32::try_from(at).unwrap_or(u32::MAX), until));
        }
        Ok(waits)
    }

    /// The waits of the boundary events of an activity. The instances of a loop have none; its body has.
    pub(super) fn prepare_boundary(
        &self,
        ix: NodeIx,
        scope: ScopeId,
    ) -> Result<Vec<Prepared>, EvaluationError> {
        let node = self.process.node(ix);
        if node.boundary.is_empty() || self.scope(scope).is_some_and(|entry| entry.instance) {
            return Ok(Vec::new());
        }
        let mut waits = Vec::new();
        for event in &node.boundary {
            if let Behaviour::Boundary { catch, .. } = &self.process.node(*event).behaviour {
                waits.extend(self.prepare(*event, catch, scope)?);
            }
        }
        Ok(waits)
    }

    /// Opens the waits of the event sub-processes of a level.
    pub(super) fn arm_event_sub_processes(&mut self, scope: ScopeId, level: LevelIx) -> Result<(), Error> {
        let process = self.process;
        for sub in &process.level(level).event_sub_processes {
            let Behaviour::EventSub { level } = process.node(*sub).behaviour else { continue };
            for start in &process.level(level).starts {
                let Behaviour::Start(catch) = &process.node(*start).behaviour else { continue };
                match self.prepare(*start, catch, scope) {
                    Ok(waits) => self.arm(Owner::Scope(scope), waits),
                    Err(error) => {
                        let element = process.node(*start).id.clone();
                        return Err(Error::Event { element, reason: error.to_string() });
                    }
                }
            }
        }
        Ok(())
    }

    pub(super) fn arm(&mut self, owner: Owner, waits: Vec<Prepared>) {
        for (ix, trigger, until) in waits {
            let id = WaitId(self.next_id());
            let element = self.process.node(ix).id.clone();
            self.announce(id, &element, &until);
            self.state.waits.insert(Wait { id, element, owner, trigger, until });
        }
    }

    /// Tells the shell of a wait; conditions are looked at by the engine itself.
    fn announce(&mut self, id: WaitId, element: &Arc<str>, until: &Until) {
        let to = match until {
            Until::Timer { due, .. } => {
                self.effects.push(Effect::SetTimer { timer: id, element: element.clone(), due: *due });
                return;
            }
            Until::Message { name, correlation } => {
                Subscription::Message { name: name.clone(), correlation: correlation.clone() }
            }
            Until::Signal { name } => Subscription::Signal { name: name.clone() },
            Until::Condition { .. } => {
                self.changed = true;
                return;
            }
        };
        self.effects.push(Effect::Subscribe { subscription: id, element: element.clone(), to });
    }

    pub(super) fn wait(&self, id: WaitId) -> Option<&Wait> {
        self.state.waits.get(id.0)
    }

    /// Withdraws the waits of an activity or a scope.
    pub(super) fn close_waits(&mut self, owner: Owner) {
        if self.state.waits.is_empty() {
            return;
        }
        let closed: Vec<u64> = self.state.waits.group(owner.id()).collect();
        for wait in closed {
            self.close_wait(WaitId(wait));
        }
    }

    pub(super) fn close_wait(&mut self, id: WaitId) {
        let Some(wait) = self.state.waits.remove(id.0) else { return };
        match wait.until {
            Until::Timer { .. } => self.effects.push(Effect::CancelTimer { timer: id }),
            Until::Message { .. } | Until::Signal { .. } => {
                self.effects.push(Effect::Unsubscribe { subscription: id });
            }
            Until::Condition { .. } => {}
        }
    }

    /// Removes a wait that has happened; a timer is gone at the shell, a subscription is withdrawn.
    fn take_wait(&mut self, id: WaitId) {
        if let Some(wait) = self.state.waits.remove(id.0)
            && matches!(wait.until, Until::Message { .. } | Until::Signal { .. })
        {
            self.effects.push(Effect::Unsubscribe { subscription: id });
        }
    }

    /// What a wait was for has happened.
    pub(super) fn fire(&mut self, id: WaitId, payload: &Context) -> Result<(), Error> {
        let Some(wait) = self.wait(id).cloned() else { return Ok(()) };
        let (event, node) = self.node_of(&wait.element)?;
        match (wait.owner, &node.behaviour) {
            (Owner::Scope(scope), _) => {
                self.set_all(scope, payload);
                self.fire_event_sub_process(&wait, event, scope)
            }
            (Owner::Activity(id), Behaviour::Boundary { interrupting, .. }) => {
                let Some(scope) = self.activity(id).map(|activity| activity.scope) else { return Ok(()) };
                self.set_all(scope, payload);
                if *interrupting && self.completing == Some(id) {
                    self.cut = true;
                    self.add_live(scope, 1);
                } else if *interrupting {
                    self.take_wait(wait.id);
                    self.remove_activity(id);
                } else {
                    self.again(&wait);
                    self.add_live(scope, 1);
                }
                self.send_to(event, scope);
                Ok(())
            }
            (Owner::Activity(id), _) => self.fire_own(&wait, event, id, payload),
        }
    }

    /// The event that a token itself waits for.
    fn fire_own(
        &mut self,
        wait: &Wait,
        event: NodeIx,
        id: ActivityId,
        payload: &Context,
    ) -> Result<(), Error> {
        let Some(activity) = self.activity(id) else { return Ok(()) };
        let scope = activity.scope;
        let choice = matches!(activity.phase, Phase::Choice);
        self.take_wait(wait.id);
        self.set_all(scope, payload);
        if !choice && self.waits_for_all(event) && self.has_own_waits(id, &wait.element) {
            return Ok(());
        }
        self.close_quietly(id);
        if choice {
            self.queue.push_back(super::Move { scope, node: event, what: super::What::Fired });
            return Ok(());
        }
        self.finished(event, scope)
    }

    fn waits_for_all(&self, event: NodeIx) -> bool {
        matches!(&self.process.node(event).behaviour, Behaviour::Catch(catch) if catch.all)
    }

    fn has_own_waits(&self, id: ActivityId, element: &Arc<str>) -> bool {
        self.state.waits.of(Owner::Activity(id).id()).any(|wait| wait.element == *element)
    }

    fn fire_event_sub_process(&mut self, wait: &Wait, start: NodeIx, scope: ScopeId) -> Result<(), Error> {
        let interrupting =
            matches!(&self.process.node(start).behaviour, Behaviour::Start(c) if c.interrupting);
        if interrupting {
            self.take_wait(wait.id);
        } else {
            self.again(wait);
        }
        self.begin_event_sub_process(start, scope, interrupting)
    }

    /// A non-interrupting event can happen again: subscriptions stay, cycles go on, other timers are over.
    fn again(&mut self, wait: &Wait) {
        let Until::Timer { due, cycle } = &wait.until else { return };
        self.take_wait(wait.id);
        let next = cycle.as_ref().and_then(load).and_then(|cycle| cycle.next(*due, &self.process.zone));
        let Some(next) = next else { return };
        let until = until(next);
        let id = WaitId(self.next_id());
        self.announce(id, &wait.element, &until);
        self.state.waits.insert(Wait { id, until, ..wait.clone() });
    }

    /// Conditional events happen when their condition turns to true. Before its variables exist, it is not true.
    pub(super) fn check_conditions(&mut self) -> Result<(), Error> {
        let conditions: Vec<Wait> = self
            .state
            .waits
            .iter()
            .filter(|wait| matches!(wait.until, Until::Condition { .. }))
            .cloned()
            .collect();
        for wait in conditions {
            let holds = self.condition_holds(&wait)?;
            let Some(stored) = self.state.waits.get_mut(wait.id.0) else { continue };
            stored.until = Until::Condition { was: holds };
            if holds && wait.until != (Until::Condition { was: true }) {
                self.fire(wait.id, &Context::new())?;
            }
        }
        Ok(())
    }

    fn condition_holds(&self, wait: &Wait) -> Result<bool, Error> {
        let scope = match wait.owner {
            Owner::Scope(scope) => Some(scope),
            Owner::Activity(id) => self.activity(id).map(|activity| activity.scope),
        };
        let (_, node) = self.node_of(&wait.element)?;
        let (Behaviour::Start(catch) | Behaviour::Catch(catch) | Behaviour::Boundary { catch, .. }) =
            &node.behaviour
        else {
            return Ok(false);
        };
        Ok(match (scope, catch.triggers.get(wait.trigger as usize)) {
            (Some(scope), Some(Trigger::Conditional(condition))) => {
                condition.condition(&self.visible(scope)).unwrap_or(false)
            }
            _ => false,
        })
    }
}

fn until(due: Due) -> Until {
    let cycle = due
        .cycle
        .map(|cycle| StoredCycle { interval: cycle.interval.to_string().into(), times: cycle.times });
    Until::Timer { due: due.at, cycle }
}

fn load(cycle: &StoredCycle) -> Option<Cycle> {
    let interval: Span = cycle.interval.parse().ok()?;
    Some(Cycle { interval, times: cycle.times })
}

//! Loops and multi-instance activities (BPMN 2.0.2 sections 13.3.6 and 13.3.7).

use std::sync::Arc;

use feel::{Context, Value};

use super::state::{Counts, Owner, Phase, ScopeId, StuckAt};
use super::{Move, Run, What};
use crate::effects::ActivityId;
use crate::error::Error;
use crate::process::{Count, EvaluationError, Many, ManyBehaviour, NodeIx, Repeat};
use crate::value::Stored;

/// Instances of one activity.
const MAX_INSTANCES: i64 = 100_000;

impl<'p> Run<'p, '_> {
    /// A token arrives at an activity with a loop marker.
    pub(super) fn begin_repeat(&mut self, ix: NodeIx, scope: ScopeId) -> Result<(), Error> {
        let begun = match self.process.node(ix).repeat.as_deref() {
            Some(Repeat::Loop { test_before, condition, maximum }) => {
                let goes = !test_before || *maximum != Some(0);
                match (test_before, condition) {
                    (true, Some(condition)) if goes => condition.condition(&self.visible(scope)),
                    _ => Ok(goes && *maximum != Some(0)),
                }
                .map(|goes| goes.then_some((Phase::Loop { count: 0 }, 1)))
            }
            Some(Repeat::Many(many)) => self.counts(many, scope).map(|counts| {
                let first = if many.sequential { counts.total.min(1) } else { counts.total };
                (counts.total > 0).then_some((Phase::Many(counts), first))
            }),
            None => Ok(None),
        };
        let boundary = begun.and_then(|begun| Ok((begun, self.prepare_boundary(ix, scope)?)));
        match boundary {
            Err(error) => {
                self.stuck(ix, scope, StuckAt::Enter, &error);
                Ok(())
            }
            // Nothing was done: nothing is collected, and there is nothing to undo.
            Ok((None, _)) => {
                if let Some(name) = self.collects_into(ix) {
                    self.set(scope, name, Value::from(Vec::new()));
                }
                self.leave(ix, scope)
            }
            Ok((Some((phase, first)), waits)) => {
                let body = self.open(ix, scope, phase);
                self.arm(Owner::Activity(body), waits);
                for _ in 0..first {
                    self.queue.push_back(Move { scope, node: ix, what: What::Instance(body) });
                }
                Ok(())
            }
        }
    }

    fn counts(&self, many: &Many, scope: ScopeId) -> Result<Counts, EvaluationError> {
        let variables = self.visible(scope);
        let (total, items) = match &many.count {
            Count::Cardinality(expression) => {
                let value = expression.value(&variables)?;
                let number = value.as_number().and_then(feel::Number::to_i64);
                let number = number.filter(|number| (0..=MAX_INSTANCES).contains(number));
                let number = number.ok_or_else(|| {
                    expression
                        .error(format!("gives {value}; a whole number from 0 to {MAX_INSTANCES} is needed"))
                })?;
                (number, Vec::new())
            }
            Count::Collection(expression) => {
                let value = expression.value(&variables)?;
                let Some(list) = value.as_list() else {
                    return Err(expression.error(format!("gives a {}; a list is needed", value.kind())));
                };
                let items: Vec<Stored> = list.iter().cloned().map(Stored).collect();
                let total = i64::try_from(items.len()).unwrap_or(i64::MAX);
                if total > MAX_INSTANCES {
                    return Err(
                        expression.error(format!("gives {total} items; at most {MAX_INSTANCES} are run"))
                    );
                }
                (total, items)
            }
        };
        let total = u32::try_from(total).unwrap_or(0);
        let collected =
            if many.collect.is_some() { vec![Stored(Value::Null); total as usize] } else { Vec::new() };
        Ok(Counts { total, next: 0, active: 0, completed: 0, items, collected })
    }

    /// The variable into which the results of the instances are collected.
    pub(super) fn collects_into(&self, ix: NodeIx) -> Option<&'p Arc<str>> {
        let process = self.process;
        match process.node(ix).repeat.as_deref() {
            Some(Repeat::Many(Many { collect: Some((name, _)), .. })) => Some(name),
            _ => None,
        }
    }

    /// Begins the next instance.
    pub(super) fn begin_instance(&mut self, body: ActivityId, ix: NodeIx) -> Result<(), Error> {
        let Some(activity) = self.activity_mut(body) else { return Ok(()) };
        let parent = activity.scope;
        let (index, item) = match &mut activity.phase {
            Phase::Loop { count } => (*count, None),
            Phase::Many(counts) => {
                let index = counts.next;
                counts.next += 1;
                counts.active += 1;
                (index, counts.items.get(index as usize).map(|item| item.0.clone()))
            }
            _ => return Ok(()),
        };
        // The standard counts from 1 (BPMN 2.0.2 section 10.3.8, loopCounter).
        let mut variables = Context::new().with("loopCounter", index + 1);
        if let (Some(Repeat::Many(Many { item: Some(name), .. })), Some(item)) =
            (self.process.node(ix).repeat.as_deref(), item)
        {
            variables.insert(name.clone(), item);
        }
        let scope = self.new_scope(Some(parent), Some(body), true, variables);
        if let Some(entry) = self.scope_mut(scope) {
            entry.index = index;
        }
        self.begin(ix, scope)
    }

    /// An instance has ended.
    pub(super) fn instance_done(&mut self, scope: ScopeId) -> Result<(), Error> {
        let Some(body) = self.scope(scope).and_then(|entry| entry.owner) else { return Ok(()) };
        let Some(activity) = self.activity(body) else { return Ok(()) };
        let outer = activity.scope;
        let (ix, _) = self.node_of(&activity.element)?;
        let repeat = self.process.node(ix).repeat.as_deref();
        match (&activity.phase, repeat) {
            (Phase::Compensating { .. }, _) => {
                self.remove_instance(scope);
                // Over the queue: many handlers in a row must not pile up on the stack.
                self.queue.push_back(Move { scope: outer, node: ix, what: What::Compensate(body) });
                Ok(())
            }
            (Phase::Loop { count }, Some(Repeat::Loop { condition, maximum, .. })) => {
                let count = count + 1;
                let goes = match condition {
                    _ if maximum.is_some_and(|maximum| count >= maximum) => Ok(false),
                    Some(condition) => condition.condition(&self.visible(scope)),
                    None => Ok(true),
                };
                match goes {
                    Ok(goes) => self.loop_done(body, ix, scope, count, goes),
                    Err(error) => {
                        self.stuck(ix, scope, StuckAt::Finish, &error);
                        Ok(())
                    }
                }
            }
            (Phase::Many(_), Some(Repeat::Many(many))) => self.many_done(body, ix, scope, many),
            _ => Ok(()),
        }
    }

    fn loop_done(
        &mut self,
        body: ActivityId,
        ix: NodeIx,
        scope: ScopeId,
        done: u32,
        goes: bool,
    ) -> Result<(), Error> {
        self.remove_instance(scope);
        if !goes {
            return self.repeat_done(body, ix);
        }
        let Some(activity) = self.activity_mut(body) else { return Ok(()) };
        activity.phase = Phase::Loop { count: done };
        let outer = activity.scope;
        self.queue.push_back(Move { scope: outer, node: ix, what: What::Instance(body) });
        Ok(())
    }

    fn many_done(&mut self, body: ActivityId, ix: NodeIx, scope: ScopeId, many: &Many) -> Result<(), Error> {
        let Some(entry) = self.scope(scope) else { return Ok(()) };
        let index = entry.index as usize;
        let Some(Phase::Many(counts)) = self.activity(body).map(|activity| &activity.phase) else {
            return Ok(());
        };
        let (completed, active) = (counts.completed + 1, counts.active.saturating_sub(1));
        let mut variables = self.visible(scope);
        for (name, number) in [
            ("numberOfInstances", counts.total),
            ("numberOfActiveInstances", active),
            ("numberOfCompletedInstances", completed),
            ("numberOfTerminatedInstances", 0),
        ] {
            variables.insert(name, Value::from(number));
        }
        let judged = judge(many, &variables, completed);
        let (collected, complete, throws) = match judged {
            Ok(judged) => judged,
            Err(error) => {
                self.stuck(ix, scope, StuckAt::Finish, &error);
                return Ok(());
            }
        };
        let Some(activity) = self.activity_mut(body) else { return Ok(()) };
        let outer = activity.scope;
        let Phase::Many(counts) = &mut activity.phase else { return Ok(()) };
        counts.completed = completed;
        counts.active = active;
        if let (Some(value), Some(place)) = (collected, counts.collected.get_mut(index)) {
            *place = Stored(value);
        }
        let more = many.sequential && counts.next < counts.total;
        let waiting = counts.active > 0 || counts.next < counts.total;
        self.remove_instance(scope);
        let mut complete = complete;
        for throw in throws {
            let cut = self.throw_of_instance(body, ix, outer, throw)?;
            complete |= cut && matches!(many.behaviour, ManyBehaviour::Complex(_));
            if self.activity(body).is_none() {
                return Ok(());
            }
        }
        if complete || !waiting {
            return self.repeat_done(body, ix);
        }
        if more {
            self.queue.push_back(Move { scope: outer, node: ix, what: What::Instance(body) });
        }
        Ok(())
    }

    /// Removes the scope of one instance.
    fn remove_instance(&mut self, scope: ScopeId) {
        self.state.scopes.remove(scope);
    }

    /// All instances are done, or enough of them: the others are withdrawn.
    fn repeat_done(&mut self, body: ActivityId, ix: NodeIx) -> Result<(), Error> {
        let Some(activity) = self.activity(body) else { return Ok(()) };
        let scope = activity.scope;
        if let (Phase::Many(counts), Some(name)) = (&activity.phase, self.collects_into(ix)) {
            let list: Value = counts.collected.iter().map(|stored| stored.0.clone()).collect();
            self.set(scope, name, list);
        }
        self.remove_activity(body);
        self.finished_repeat(ix, scope)
    }

    /// Each instance was noted for compensation itself; the token goes on once.
    fn finished_repeat(&mut self, ix: NodeIx, scope: ScopeId) -> Result<(), Error> {
        if self.scope(scope).is_some_and(|entry| entry.instance) {
            return self.instance_done(scope);
        }
        self.leave(ix, scope)
    }
}

/// What a completed instance leaves: its collected value, whether all are done, and events to throw.
fn judge<'m>(
    many: &'m Many,
    variables: &Context,
    completed: u32,
) -> Result<(Option<Value>, bool, Vec<&'m crate::process::Throw>), EvaluationError> {
    let collected = match &many.collect {
        Some((_, expression)) => Some(expression.value(variables)?),
        None => None,
    };
    let complete = match &many.completion {
        Some(condition) => condition.condition(variables)?,
        None => false,
    };
    let throws = match &many.behaviour {
        ManyBehaviour::All => Vec::new(),
        ManyBehaviour::One(throw) => {
            if completed == 1 {
                vec![throw]
            } else {
                Vec::new()
            }
        }
        ManyBehaviour::None(throw) => vec![throw],
        ManyBehaviour::Complex(definitions) => {
            let mut throws = Vec::new();
            for (condition, throw) in definitions {
                if condition.condition(variables)? {
                    throws.push(throw);
                }
            }
            throws
        }
    };
    Ok((collected, complete, throws))
}

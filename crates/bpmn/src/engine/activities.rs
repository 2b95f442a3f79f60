//! Activities: how they begin, what the shell gets to do, how they end.

use feel::{Context, Value};

use super::Run;
use super::state::{Owner, Phase, ScopeId, StuckAt};
use super::{Move, What};
use crate::effects::{ActivityId, Effect, Outcome, WorkKind};
use crate::error::Error;
use crate::process::{AdHoc, Behaviour, EvaluationError, Expression, LevelIx, NodeIx};
use crate::value::can_be_kept;

impl Run<'_, '_> {
    /// Begins an activity once: as such, or as one instance of a loop, or to compensate.
    pub(super) fn begin(&mut self, ix: NodeIx, scope: ScopeId) -> Result<(), Error> {
        match self.try_begin(ix, scope)? {
            Ok(()) => Ok(()),
            Err(error) => {
                self.stuck(ix, scope, StuckAt::Begin, &error);
                Ok(())
            }
        }
    }

    /// The inner error is one of the model at run time; nothing was changed then.
    fn try_begin(&mut self, ix: NodeIx, scope: ScopeId) -> Result<Result<(), EvaluationError>, Error> {
        let node = self.process.node(ix);
        match &node.behaviour {
            Behaviour::Script { expression, result } => {
                let value = match self.script(expression, scope) {
                    Ok(value) => value,
                    Err(error) => return Ok(Err(error)),
                };
                match (result, &value) {
                    (Some(name), _) => self.store_result(ix, scope, name, value),
                    (None, Value::Context(entries)) => self.set_all(scope, entries),
                    (None, _) => {
                        let reason = "gives no context; name the variable for its result with r:result";
                        return Ok(Err(expression.error(reason)));
                    }
                }
                self.finished(ix, scope).map(Ok)
            }
            Behaviour::Work(_) | Behaviour::Call { .. } => self.begin_work(ix, scope),
            Behaviour::Pass if self.chance.is_some() => self.begin_work(ix, scope),
            Behaviour::Receive(catch) => {
                let waits = match self.prepare(ix, catch, scope) {
                    Ok(waits) => waits,
                    Err(error) => return Ok(Err(error)),
                };
                let boundary = match self.prepare_boundary(ix, scope) {
                    Ok(boundary) => boundary,
                    Err(error) => return Ok(Err(error)),
                };
                let id = self.open(ix, scope, Phase::Catch);
                self.arm(Owner::Activity(id), boundary);
                self.arm(Owner::Activity(id), waits);
                Ok(Ok(()))
            }
            Behaviour::Sub { level, ad_hoc } => self.begin_sub(ix, scope, *level, ad_hoc.as_deref()),
            _ => self.finished(ix, scope).map(Ok),
        }
    }

    fn script(&self, expression: &Expression, scope: ScopeId) -> Result<Value, EvaluationError> {
        let value = expression.value(&self.visible(scope))?;
        if can_be_kept(&value) {
            return Ok(value);
        }
        Err(expression.error("gives a function, which cannot be kept as a variable"))
    }

    fn begin_work(&mut self, ix: NodeIx, scope: ScopeId) -> Result<Result<(), EvaluationError>, Error> {
        let handed = match self.handed_out(ix, scope) {
            Ok(handed) => handed,
            Err(error) => return Ok(Err(error)),
        };
        let boundary = match self.prepare_boundary(ix, scope) {
            Ok(boundary) => boundary,
            Err(error) => return Ok(Err(error)),
        };
        let id = self.open(ix, scope, Phase::Work);
        self.arm(Owner::Activity(id), boundary);
        self.work_effect(id, ix, handed);
        Ok(Ok(()))
    }

    /// Work is handed out once more, after a repair.
    pub(super) fn hand_out(&mut self, id: ActivityId, ix: NodeIx, scope: ScopeId) -> Result<(), Error> {
        match self.handed_out(ix, scope) {
            Ok(handed) => self.work_effect(id, ix, handed),
            Err(error) => self.incident(id, ix, &error.to_string()),
        }
        Ok(())
    }

    /// What work is given, and the correlation value of a message that it sends.
    fn handed_out(&self, ix: NodeIx, scope: ScopeId) -> Result<(Context, Option<Value>), EvaluationError> {
        let input = self.input_of(ix, scope)?;
        let correlation = self.process.node(ix).correlation.as_ref();
        let correlation = correlation.map(|expression| expression.value(&self.visible(scope))).transpose()?;
        Ok((input, correlation))
    }

    fn work_effect(
        &mut self,
        activity: ActivityId,
        ix: NodeIx,
        (input, correlation): (Context, Option<Value>),
    ) {
        let node = self.process.node(ix);
        let (kind, called) = match &node.behaviour {
            Behaviour::Work(kind) => (*kind, None),
            Behaviour::Call { called } => (WorkKind::Call, called.clone()),
            Behaviour::Pass => (WorkKind::User, None),
            _ => return,
        };
        self.effects.push(Effect::Work {
            activity,
            element: node.id.clone(),
            kind,
            input,
            called,
            correlation,
        });
    }

    /// The values that an activity or a throwing event is given.
    pub(super) fn input_of(&self, ix: NodeIx, scope: ScopeId) -> Result<Context, EvaluationError> {
        let visible = self.visible(scope);
        match &self.process.node(ix).input {
            Some(mapping) => mapping.apply(&visible),
            None => Ok(visible),
        }
    }

    fn begin_sub(
        &mut self,
        ix: NodeIx,
        scope: ScopeId,
        level: LevelIx,
        ad_hoc: Option<&AdHoc>,
    ) -> Result<Result<(), EvaluationError>, Error> {
        let variables = match &self.process.node(ix).input {
            Some(mapping) => match mapping.apply(&self.visible(scope)) {
                Ok(variables) => variables,
                Err(error) => return Ok(Err(error)),
            },
            None => Context::new(),
        };
        let boundary = match self.prepare_boundary(ix, scope) {
            Ok(boundary) => boundary,
            Err(error) => return Ok(Err(error)),
        };
        let id = self.open(ix, scope, Phase::Inside { next: 0 });
        self.arm(Owner::Activity(id), boundary);
        let inner = self.new_scope(Some(scope), Some(id), false, variables);
        self.arm_event_sub_processes(inner, level)?;
        if ad_hoc.is_some_and(|ad_hoc| ad_hoc.sequential) {
            return self.next_ad_hoc(id, inner, level).map(Ok);
        }
        self.begin_level(inner, level, None).map(Ok)
    }

    /// Starts the next activity of a sequential ad-hoc sub-process.
    fn next_ad_hoc(&mut self, id: ActivityId, inner: ScopeId, level: LevelIx) -> Result<(), Error> {
        let starts = &self.process.level(level).implicit_starts;
        let Some(Phase::Inside { next }) = self.activity_mut(id).map(|activity| &mut activity.phase) else {
            return Ok(());
        };
        let node = starts.get(*next as usize).copied();
        *next += 1;
        match node {
            Some(node) => self.begin_level(inner, level, Some(node)),
            None => self.scope_empty(inner),
        }
    }

    /// Whether an ad-hoc sub-process is complete although activities remain.
    pub(super) fn check_ad_hoc(&mut self, scope: ScopeId) -> Result<(), Error> {
        let Some(owner) = self.scope(scope).and_then(|entry| entry.owner) else { return Ok(()) };
        let Some(activity) = self.activity(owner) else { return Ok(()) };
        let (_, node) = self.node_of(&activity.element)?;
        let Behaviour::Sub { ad_hoc: Some(ad_hoc), .. } = &node.behaviour else { return Ok(()) };
        if ad_hoc.cancel_remaining && self.ad_hoc_complete(ad_hoc, scope) {
            self.clear_scope(scope);
            return self.level_complete(owner, scope);
        }
        Ok(())
    }

    fn ad_hoc_complete(&self, ad_hoc: &AdHoc, scope: ScopeId) -> bool {
        let condition = ad_hoc.completion.as_ref();
        condition.is_some_and(|condition| condition.condition(&self.visible(scope)).unwrap_or(false))
    }

    /// All tokens of a sub-process have ended.
    pub(super) fn level_complete(&mut self, id: ActivityId, inner: ScopeId) -> Result<(), Error> {
        let Some(activity) = self.activity(id) else { return Ok(()) };
        let (scope, phase) = (activity.scope, activity.phase.clone());
        let (ix, node) = self.node_of(&activity.element)?;
        if let Behaviour::Sub { level, ad_hoc: Some(ad_hoc) } = &node.behaviour
            && ad_hoc.sequential
            && let Phase::Inside { next } = phase
            && (next as usize) < self.process.level(*level).implicit_starts.len()
            && !self.ad_hoc_complete(ad_hoc, inner)
        {
            return self.next_ad_hoc(id, inner, *level);
        }
        if let Some(mapping) = &node.output {
            match mapping.apply(&self.visible(inner)) {
                Ok(output) => self.take_output(ix, scope, &output),
                Err(error) => {
                    self.incident(id, ix, &error.to_string());
                    return Ok(());
                }
            }
        }
        let (variables, done) = self
            .scope_mut(inner)
            .map(|entry| (entry.variables.clone(), std::mem::take(&mut entry.done)))
            .unwrap_or_default();
        self.remove_activity(id);
        if matches!(node.behaviour, Behaviour::EventSub { .. }) {
            return match self.scope(scope).is_some_and(|entry| entry.instance) {
                true => self.instance_done(scope),
                false => self.consume(scope),
            };
        }
        self.record_done(ix, scope, variables, done);
        self.after_finish(ix, scope)
    }

    /// An activity that is no level has done its work.
    pub(super) fn finished(&mut self, ix: NodeIx, scope: ScopeId) -> Result<(), Error> {
        let node = self.process.node(ix);
        if node.compensation.is_some() {
            self.record_done(ix, scope, Context::new(), Vec::new());
        }
        self.after_finish(ix, scope)
    }

    fn after_finish(&mut self, ix: NodeIx, scope: ScopeId) -> Result<(), Error> {
        if self.scope(scope).is_some_and(|entry| entry.instance) {
            return self.instance_done(scope);
        }
        self.leave(ix, scope)
    }

    /// Removes an activity that has ended by itself: its work is not withdrawn.
    pub(super) fn close_quietly(&mut self, id: ActivityId) {
        if let Some(activity) = self.activity_mut(id) {
            activity.phase = Phase::Throwing;
        }
        self.remove_activity(id);
    }

    /// A terminate end event ends its level with all that runs there.
    pub(super) fn terminate(&mut self, ix: NodeIx, scope: ScopeId) -> Result<(), Error> {
        if self.scope(scope).is_some_and(|entry| entry.owner.is_none()) {
            let element = self.process.node(ix).id.clone();
            self.end(Outcome::Terminated { element });
            return Ok(());
        }
        self.clear_scope(scope);
        self.scope_empty(scope)
    }

    /// A token goes to a node of its own accord, not over a flow.
    pub(super) fn send_to(&mut self, node: NodeIx, scope: ScopeId) {
        self.queue.push_back(Move { scope, node, what: What::Enter(None) });
    }
}

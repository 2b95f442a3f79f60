//! Scopes: where variables live, where tokens are counted, what goes away together.

use std::sync::Arc;

use feel::{Context, Value};

use super::state::{Owner, Phase, Scope, ScopeId, Status};
use super::waiting::Token;
use super::{Move, Run, What};
use crate::effects::{ActivityId, Effect, IncidentId, Outcome, WaitId};
use crate::error::Error;
use crate::process::{Behaviour, LevelIx, NodeIx};
use crate::value::can_be_kept;

impl Run<'_, '_> {
    pub(super) fn scope(&self, id: ScopeId) -> Option<&Scope> {
        self.state.scopes.get(id)
    }

    pub(super) fn scope_mut(&mut self, id: ScopeId) -> Option<&mut Scope> {
        self.state.scopes.get_mut(id)
    }

    /// The level that a scope runs.
    pub(super) fn level_of(&self, scope: ScopeId) -> Result<LevelIx, Error> {
        let owner = self.scope(scope).and_then(|scope| scope.owner).and_then(|owner| self.activity(owner));
        let Some(owner) = owner else { return Ok(0) };
        let (_, node) = self.node_of(&owner.element)?;
        Ok(match node.behaviour {
            Behaviour::Sub { level, .. } | Behaviour::EventSub { level } => level,
            _ => node.level,
        })
    }

    pub(super) fn new_scope(
        &mut self,
        parent: Option<ScopeId>,
        owner: Option<ActivityId>,
        instance: bool,
        variables: Context,
    ) -> ScopeId {
        let id = if parent.is_none() { 0 } else { self.next_id() };
        self.state.scopes.insert(Scope {
            id,
            parent,
            owner,
            instance,
            index: 0,
            live: 0,
            variables,
            done: Vec::new(),
        });
        id
    }

    /// Tokens come to a scope.
    pub(super) fn add_live(&mut self, scope: ScopeId, tokens: u32) {
        if let Some(scope) = self.scope_mut(scope) {
            scope.live += tokens;
        }
    }

    /// Tokens are joined; at least one remains.
    pub(super) fn drop_live(&mut self, scope: ScopeId, tokens: u32) {
        if let Some(scope) = self.scope_mut(scope) {
            scope.live = scope.live.saturating_sub(tokens);
        }
    }

    /// A token ends; with the last one the level is complete.
    pub(super) fn consume(&mut self, scope: ScopeId) -> Result<(), Error> {
        let Some(entry) = self.scope_mut(scope) else { return Ok(()) };
        entry.live = entry.live.saturating_sub(1);
        if entry.live == 0 {
            return self.scope_empty(scope);
        }
        self.check_ad_hoc(scope)
    }

    /// The last token of a level has ended.
    pub(super) fn scope_empty(&mut self, scope: ScopeId) -> Result<(), Error> {
        match self.scope(scope).and_then(|scope| scope.owner) {
            None => {
                self.end(Outcome::Completed);
                Ok(())
            }
            Some(owner) => self.level_complete(owner, scope),
        }
    }

    /// The variables that are visible in a scope: its own hide those around it.
    pub(super) fn visible(&self, scope: ScopeId) -> Context {
        let mut chain: Vec<&Scope> = Vec::new();
        let mut at = Some(scope);
        while let Some(entry) = at.and_then(|id| self.scope(id)) {
            if !entry.variables.is_empty() {
                chain.push(entry);
            }
            at = entry.parent;
        }
        let Some(outermost) = chain.pop() else { return Context::new() };
        let mut variables = outermost.variables.clone();
        for entry in chain.into_iter().rev() {
            for (name, value) in &entry.variables {
                variables.insert(name.clone(), value.clone());
            }
        }
        variables
    }

    /// Sets a variable in the nearest scope that has it, else in the process.
    pub(super) fn set(&mut self, scope: ScopeId, name: &Arc<str>, value: Value) {
        self.changed = true;
        let mut at = scope;
        while let Some(entry) = self.scope_mut(at) {
            match entry.parent {
                Some(parent) if entry.variables.get(name).is_none() => at = parent,
                _ => {
                    entry.variables.insert(name.clone(), value);
                    return;
                }
            }
        }
    }

    pub(super) fn set_all(&mut self, scope: ScopeId, variables: &Context) {
        for (name, value) in variables {
            self.set(scope, name, value.clone());
        }
    }

    /// Values from outside must be such that they can be stored.
    pub(super) fn check_variables(variables: &Context) -> Result<(), Error> {
        match variables.iter().find(|(_, value)| !can_be_kept(value)) {
            None => Ok(()),
            Some((name, _)) => Err(Error::Variable {
                name: name.clone(),
                reason: "functions are not data; pass the result of the function".to_owned(),
            }),
        }
    }

    /// Puts tokens at the beginning of a level: at the event given, at its start events, or at the nodes without incoming flow.
    pub(super) fn begin_level(
        &mut self,
        scope: ScopeId,
        level: LevelIx,
        at: Option<NodeIx>,
    ) -> Result<(), Error> {
        let process = self.process;
        let definition = process.level(level);
        for name in &definition.data {
            let entry = self.scope_mut(scope);
            if let Some(entry) = entry.filter(|entry| entry.variables.get(name).is_none()) {
                entry.variables.insert(name.clone(), Value::Null);
            }
        }
        let starts: Vec<NodeIx> = match at {
            Some(node) => vec![node],
            None if definition.starts.is_empty() => definition.implicit_starts.clone(),
            None => definition.starts.iter().copied().filter(|ix| !self.has_trigger(*ix)).collect(),
        };
        if starts.is_empty() {
            return self.scope_empty(scope);
        }
        self.add_live(scope, u32::try_from(starts.len()).unwrap_or(u32::MAX));
        self.queue.extend(starts.into_iter().map(|node| Move { scope, node, what: What::Enter(None) }));
        Ok(())
    }

    pub(super) fn has_trigger(&self, node: NodeIx) -> bool {
        matches!(&self.process.node(node).behaviour, Behaviour::Start(catch) if !catch.triggers.is_empty())
    }

    /// Removes what is inside the scopes that an activity opened, and its own waits. The activity stays.
    pub(super) fn clear_activity(&mut self, id: ActivityId) {
        let inner: Vec<ScopeId> = self.state.scopes.group(id.0).collect();
        if !inner.is_empty() {
            self.clear(&inner, true);
        }
        self.close_waits(Owner::Activity(id));
    }

    /// Removes an activity with all inside. Its token is in the hands of the caller.
    pub(super) fn remove_activity(&mut self, id: ActivityId) {
        self.clear_activity(id);
        self.remove_row(id);
    }

    /// Removes all tokens of a scope and what they opened; the scope stays, without tokens and waits.
    pub(super) fn clear_scope(&mut self, scope: ScopeId) {
        self.clear(&[scope], false);
        self.close_waits(Owner::Scope(scope));
        if let Some(entry) = self.scope_mut(scope) {
            entry.live = 0;
        }
        self.late.retain(|next| next.scope != scope);
        if !self.queue.is_empty() {
            self.cleared.insert(scope, self.popped + self.queue.len() as u64);
        }
    }

    /// Removes everything inside scopes, oldest first.
    fn clear(&mut self, roots: &[ScopeId], with_roots: bool) {
        let (mut scopes, mut activities) = (roots.to_vec(), Vec::new());
        let mut next = 0;
        while let Some(scope) = scopes.get(next).copied() {
            next += 1;
            self.state.joins.remove_scope(scope);
            for activity in self.state.activities.group(scope) {
                activities.push(activity);
                scopes.extend(self.state.scopes.group(activity));
            }
        }
        activities.sort_unstable();
        for activity in &activities {
            self.remove_row(ActivityId(*activity));
        }
        let kept = if with_roots { 0 } else { roots.len() };
        let owners = activities.into_iter().chain(scopes[kept..].iter().copied());
        let mut waits: Vec<u64> = owners.flat_map(|owner| self.state.waits.group(owner)).collect();
        waits.sort_unstable();
        for wait in waits {
            self.close_wait(WaitId(wait));
        }
        for scope in &scopes[kept..] {
            self.state.scopes.remove(*scope);
        }
    }

    fn remove_row(&mut self, id: ActivityId) {
        let Some(activity) = self.state.activities.remove(id.0) else { return };
        self.state.joins.moved(&Token::Activity(id));
        if matches!(activity.phase, Phase::Work) {
            self.effects.push(Effect::CloseWork { activity: id });
        }
        self.close_incidents(id);
    }

    pub(super) fn close_incidents(&mut self, activity: ActivityId) {
        if self.state.incidents.is_empty() {
            return;
        }
        let closed: Vec<u64> = self.state.incidents.group(activity.0).collect();
        for incident in closed {
            self.state.incidents.remove(incident);
            self.effects.push(Effect::IncidentClosed { incident: IncidentId(incident) });
        }
    }

    /// Ends the instance: everything that is open is withdrawn.
    pub(super) fn end(&mut self, outcome: Outcome) {
        self.queue.clear();
        self.late.clear();
        self.clear_scope(0);
        let variables = self.state.variables();
        self.state.status = Status::Ended(outcome.clone());
        self.effects.push(Effect::Ended { outcome, variables });
    }
}

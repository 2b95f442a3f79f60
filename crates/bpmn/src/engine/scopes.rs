//! Scopes: where variables live, where tokens are counted, what goes away together.

use std::collections::HashSet;
use std::sync::Arc;

use feel::{Context, Value};

use super::state::{Owner, Phase, Scope, ScopeId, Status};
use super::{Move, Run, What};
use crate::effects::{ActivityId, Effect, Outcome};
use crate::error::Error;
use crate::process::{Behaviour, LevelIx, NodeIx};
use crate::value::can_be_kept;

impl Run<'_, '_> {
    pub(super) fn scope(&self, id: ScopeId) -> Option<&Scope> {
        let at = self.state.scopes.binary_search_by_key(&id, |scope| scope.id).ok()?;
        Some(&self.state.scopes[at])
    }

    pub(super) fn scope_mut(&mut self, id: ScopeId) -> Option<&mut Scope> {
        let at = self.state.scopes.binary_search_by_key(&id, |scope| scope.id).ok()?;
        Some(&mut self.state.scopes[at])
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
        self.state.scopes.push(Scope {
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
        let inner: Vec<ScopeId> =
            self.state.scopes.iter().filter(|scope| scope.owner == Some(id)).map(|scope| scope.id).collect();
        self.clear(&inner, true);
        self.close_waits(|wait| wait.owner == Owner::Activity(id));
    }

    /// Removes an activity with all inside. Its token is in the hands of the caller.
    pub(super) fn remove_activity(&mut self, id: ActivityId) {
        self.clear_activity(id);
        if let Ok(at) = self.state.activities.binary_search_by_key(&id, |activity| activity.id) {
            let activity = self.state.activities.remove(at);
            self.after_removal(activity.id, &activity.phase);
        }
    }

    /// Removes all tokens of a scope and what they opened; the scope stays, without tokens and waits.
    pub(super) fn clear_scope(&mut self, scope: ScopeId) {
        self.clear(&[scope], false);
        self.close_waits(|wait| wait.owner == Owner::Scope(scope));
        if let Some(entry) = self.scope_mut(scope) {
            entry.live = 0;
        }
    }

    /// Removes everything inside scopes. Parents have lower ids than children, so one pass finds all.
    fn clear(&mut self, roots: &[ScopeId], with_roots: bool) {
        if roots.is_empty() {
            return;
        }
        let mut gone: HashSet<ScopeId> = roots.iter().copied().collect();
        for scope in &self.state.scopes {
            if scope.parent.is_some_and(|parent| gone.contains(&parent)) {
                gone.insert(scope.id);
            }
        }
        self.queue.retain(|next| !gone.contains(&next.scope));
        self.late.retain(|next| !gone.contains(&next.scope));
        self.state.joins.retain(|join| !gone.contains(&join.scope));
        let mut closed = Vec::new();
        self.state.activities.retain(|activity| {
            let inside = gone.contains(&activity.scope);
            if inside {
                closed.push((activity.id, activity.phase.clone()));
            }
            !inside
        });
        for (id, phase) in &closed {
            self.after_removal(*id, phase);
        }
        self.close_waits(|wait| match wait.owner {
            // Activities are kept in the order of their ids.
            Owner::Activity(owner) => closed.binary_search_by_key(&owner, |(id, _)| *id).is_ok(),
            Owner::Scope(scope) => gone.contains(&scope) && (with_roots || !roots.contains(&scope)),
        });
        self.state
            .scopes
            .retain(|scope| !gone.contains(&scope.id) || (!with_roots && roots.contains(&scope.id)));
    }

    fn after_removal(&mut self, id: ActivityId, phase: &Phase) {
        if matches!(phase, Phase::Work) {
            self.effects.push(Effect::CloseWork { activity: id });
        }
        self.close_incidents(id);
    }

    pub(super) fn close_incidents(&mut self, activity: ActivityId) {
        let effects = &mut self.effects;
        self.state.incidents.retain(|incident| {
            let closed = incident.activity == activity;
            if closed {
                effects.push(Effect::IncidentClosed { incident: incident.id });
            }
            !closed
        });
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

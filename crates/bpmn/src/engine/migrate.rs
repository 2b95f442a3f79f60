//! Carrying a running instance over to another version of its process (no part of the standard).
//!
//! Every place at which a token waits must be there in the new version, be of the same kind and lie on the same level.
//! Timers that run keep their time. Messages and signals are waited for as the new version says. Events that only the
//! new version has, at borders and in event sub-processes, are waited for from now on; those that it no longer has are not.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt;
use std::mem::discriminant;
use std::sync::Arc;

use feel::Value;

use super::state::{Activity, Done, Join, Owner, Phase, ScopeId, State, Status, Until, Wait};
use super::{Moment, Run, Step};
use crate::effects::{ActivityId, WaitId};
use crate::error::Error;
use crate::process::{Behaviour, LevelIx, Node, NodeIx, Process, Repeat, Trigger};

/// Which element of the new version stands for which of the old one; ids that are not named stay as they are.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Migration {
    /// From old ids of elements and sequence flows to new ones.
    pub ids: BTreeMap<Arc<str>, Arc<str>>,
}

/// Why an instance cannot be carried over.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Misfit {
    /// The id of the element in the old version.
    pub element: Arc<str>,
    /// What is in the way, for people.
    pub reason: String,
}

impl fmt::Display for Misfit {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}", self.element, self.reason)
    }
}

impl Migration {
    fn id(&self, old: &Arc<str>) -> Arc<str> {
        self.ids.get(old).unwrap_or(old).clone()
    }
}

/// Carries an instance over from one version of a process to another. Nothing moves by it, but conditions and joins of
/// the new version may let a token go on at once: the effects say so, as in a step.
///
/// # Errors
/// All places that do not fit, in order of their ids. The given state is not changed: it is taken by reference.
pub fn migrate<'a>(
    from: &Process,
    to: &Process,
    state: &State,
    plan: &Migration,
    moment: impl Into<Moment<'a>>,
) -> Result<Step, Vec<Misfit>> {
    let whole = |error: Error| vec![Misfit { element: from.id.clone(), reason: error.to_string() }];
    match state.status {
        Status::New => return Err(whole(Error::NotStarted)),
        Status::Ended(_) => return Err(whole(Error::Ended)),
        Status::Running => {}
    }
    if state.process != from.id {
        return Err(whole(Error::OtherProcess { state: state.process.clone(), process: from.id.clone() }));
    }
    let mut fitting = Fitting { from, to, plan, misfits: BTreeSet::new() };
    let mut moved = state.clone();
    moved.process = to.id.clone();
    fitting.activities(state, &mut moved);
    fitting.joins(&mut moved);
    for scope in moved.scopes.iter_mut() {
        fitting.done(&mut scope.done);
    }
    if !fitting.misfits.is_empty() {
        return Err(fitting.misfits.into_iter().collect());
    }
    let mut run = Run::new(to, moved, moment.into());
    run.rewait(from, plan).and_then(|()| run.finish()).map_err(whole)
}

struct Fitting<'p> {
    from: &'p Process,
    to: &'p Process,
    plan: &'p Migration,
    misfits: BTreeSet<Misfit>,
}

impl<'p> Fitting<'p> {
    fn wrong(&mut self, element: &Arc<str>, reason: impl Into<String>) {
        self.misfits.insert(Misfit { element: element.clone(), reason: reason.into() });
    }

    /// The old node of an id and the new one that stands for it.
    fn pair(&mut self, element: &Arc<str>) -> Option<(&'p Node, &'p Node)> {
        let new = self.plan.id(element);
        let found = (self.from.element(element), self.to.element(&new));
        match found {
            (Some(old), Some(new)) => return Some((old, new)),
            (None, _) => {
                self.wrong(element, "the old version has no such element; give the version that it ran in");
            }
            (_, None) if new == *element => {
                self.wrong(element, "the new version has no such element; say which one stands for it");
            }
            (_, None) => self.wrong(element, format!("the new version has no element '{new}'")),
        }
        None
    }

    fn activities(&mut self, before: &State, moved: &mut State) {
        for (old, new) in before.activities.iter().zip(moved.activities.iter_mut()) {
            if let Some((was, is)) = self.pair(&old.element) {
                if let Some(reason) = differs(was, is, &old.phase) {
                    self.wrong(&old.element, reason);
                }
                new.element = is.id.clone();
            }
            if let Phase::Compensating { queue, .. } = &mut new.phase {
                self.done(queue);
            }
        }
        // Levels are compared when all elements are known.
        for (old, new) in before.activities.iter().zip(moved.activities.iter()) {
            let level = self.to.element(&new.element).map(|node| node.level);
            let around = level_of(self.to, moved, new.scope);
            if level.is_some() && around.is_some() && level != around {
                self.wrong(&old.element, "it lies on another level in the new version");
            }
        }
    }

    fn joins(&mut self, moved: &mut State) {
        let joins = std::mem::take(&mut moved.joins);
        moved.joins = joins.into_values().map(|join| self.join(join)).collect();
    }

    fn join(&mut self, join: Join) -> Join {
        let old = &join.element;
        let Some((was, is)) = self.pair(old) else { return join };
        if discriminant(&was.behaviour) != discriminant(&is.behaviour) {
            self.wrong(old, format!("it was a {} and is a {}", was.kind, is.kind));
        }
        let mut flow = |flow: &Arc<str>| {
            let new = self.plan.id(flow);
            let leads = self.to.flow_ids.get(&new).map(|ix| self.to.node(self.to.flow(*ix).target));
            if leads.is_none_or(|target| target.id != is.id) {
                let reason =
                    format!("a token came over the flow '{flow}', which does not lead there any more");
                self.wrong(old, reason);
            }
            new
        };
        let arrived = join.arrived.iter().map(|(old, count)| (flow(&old), count)).collect();
        let fired = join.fired.iter().map(flow).collect();
        Join { element: is.id.clone(), arrived, fired, ..join }
    }

    /// What was done must still be there to be undone.
    fn done(&mut self, done: &mut [Done]) {
        for entry in done {
            let old = entry.element.clone();
            if let Some((was, is)) = self.pair(&old) {
                if was.compensation.is_some() && is.compensation.is_none() {
                    self.wrong(&old, "it is done, and the new version cannot undo it (compensation)");
                }
                entry.element = is.id.clone();
            }
            self.done(&mut entry.inner);
        }
    }
}

/// Why a token cannot wait at the new node as it waits at the old one.
fn differs(was: &Node, is: &Node, phase: &Phase) -> Option<String> {
    let same = match (&was.behaviour, &is.behaviour) {
        (Behaviour::Work(was), Behaviour::Work(is)) => was == is,
        (was, is) => discriminant(was) == discriminant(is),
    };
    if !same {
        return Some(format!("it was a {} and is a {}", was.kind, is.kind));
    }
    let repeats = |node: &Node| match node.repeat.as_deref() {
        None => 0,
        Some(Repeat::Loop { .. }) => 1,
        Some(Repeat::Many(many)) if many.sequential => 2,
        Some(Repeat::Many(_)) => 3,
    };
    let repeated = matches!(phase, Phase::Loop { .. } | Phase::Many(_));
    (repeated && repeats(was) != repeats(is))
        .then(|| "it is repeated in another way in the new version".to_owned())
}

/// The level that a scope runs in the new version; `None` where an element of the chain has no counterpart.
fn level_of(to: &Process, state: &State, scope: ScopeId) -> Option<LevelIx> {
    let scope = state.scopes.get(scope)?;
    let Some(owner) = scope.owner else { return Some(0) };
    let owner = state.activities.get(owner.0)?;
    let node = to.element(&owner.element)?;
    Some(match node.behaviour {
        // An instance of a repeated activity lies where the activity lies.
        Behaviour::Sub { level, .. } | Behaviour::EventSub { level } if !scope.instance => level,
        _ => node.level,
    })
}

impl Run<'_, '_> {
    /// Waits for what the new version says: keeps, drops and opens timers and subscriptions.
    fn rewait(&mut self, from: &Process, plan: &Migration) -> Result<(), Error> {
        let known = self.known(from, plan);
        for wait in self.state.waits.iter_mut() {
            wait.element = plan.id(&wait.element);
        }
        self.drop_waits();
        for scope in self.state.scopes.clone().iter() {
            if scope.instance {
                continue;
            }
            let level = self.level_of(scope.id)?;
            for name in &self.process.level(level).data {
                let entry = self.scope_mut(scope.id).filter(|entry| entry.variables.get(name).is_none());
                if let Some(entry) = entry {
                    entry.variables.insert(name.clone(), Value::Null);
                }
            }
            for sub in &self.process.level(level).event_sub_processes {
                let Behaviour::EventSub { level } = self.process.node(*sub).behaviour else { continue };
                for start in &self.process.level(level).starts {
                    self.rewait_at(Owner::Scope(scope.id), *start, scope.id, &known)?;
                }
            }
        }
        for activity in self.state.activities.clone().iter() {
            for event in self.events_of(activity)? {
                self.rewait_at(Owner::Activity(activity.id), event, activity.scope, &known)?;
            }
        }
        self.changed = true;
        Ok(())
    }

    /// The events of the new version that the old one had with the same triggers: what it waits for there is waited for
    /// already, or has happened.
    fn known(&self, from: &Process, plan: &Migration) -> BTreeSet<Arc<str>> {
        let same = |was: &Node, is: &Node| {
            let (Some(was), Some(is)) = (was.catch(), is.catch()) else { return false };
            let mut pairs = was.triggers.iter().zip(&is.triggers);
            was.triggers.len() == is.triggers.len()
                && pairs.all(|(was, is)| discriminant(was) == discriminant(is))
        };
        let new = |was: &Node| self.process.element(&plan.id(&was.id));
        let pairs = from.nodes.iter().filter_map(|was| Some((was, new(was)?)));
        pairs.filter(|(was, is)| same(was, is)).map(|(_, is)| is.id.clone()).collect()
    }

    /// The events that an activity waits for: at its border, its own, behind its gateway.
    fn events_of(&self, activity: &Activity) -> Result<Vec<NodeIx>, Error> {
        let (ix, node) = self.node_of(&activity.element)?;
        if matches!(activity.phase, Phase::Stuck(_)) {
            return Ok(Vec::new());
        }
        let mut events = Vec::new();
        if !self.scope(activity.scope).is_some_and(|scope| scope.instance) {
            events.extend(&node.boundary);
        }
        match activity.phase {
            Phase::Catch => events.push(ix),
            Phase::Choice => {
                events.extend(node.outgoing.iter().map(|flow| self.process.flow(*flow).target));
            }
            _ => {}
        }
        Ok(events)
    }

    /// Withdraws waits whose event is gone, is of another kind or happens to something else now.
    fn drop_waits(&mut self) {
        let process = self.process;
        let attached: BTreeMap<ActivityId, Arc<str>> =
            self.state.activities.iter().map(|activity| (activity.id, activity.element.clone())).collect();
        let goes = |wait: &Wait| {
            let Some(node) = process.element(&wait.element) else { return true };
            let Some(catch) = node.catch() else { return true };
            let elsewhere = match (&node.behaviour, wait.owner) {
                (Behaviour::Boundary { attached: host, .. }, Owner::Activity(id)) => {
                    attached.get(&id) != Some(&process.node(*host).id)
                }
                _ => false,
            };
            let trigger = catch.triggers.get(wait.trigger as usize);
            elsewhere || !trigger.is_some_and(|trigger| makes(trigger, &wait.until))
        };
        let gone: Vec<WaitId> =
            self.state.waits.iter().filter(|wait| goes(wait)).map(|wait| wait.id).collect();
        for wait in gone {
            self.close_wait(wait);
        }
    }

    /// Opens what an event that the old version did not have waits for, and brings the messages of the others up to date.
    fn rewait_at(
        &mut self,
        owner: Owner,
        event: NodeIx,
        scope: ScopeId,
        known: &BTreeSet<Arc<str>>,
    ) -> Result<(), Error> {
        let node = self.process.node(event);
        let Some(catch) = node.catch() else { return Ok(()) };
        let prepared = self
            .prepare(event, catch, scope)
            .map_err(|error| Error::Event { element: node.id.clone(), reason: error.to_string() })?;
        let mut fresh = Vec::new();
        for (ix, trigger, until) in prepared {
            let of_this = |wait: &&Wait| wait.element == node.id && wait.trigger == trigger;
            let there = self.state.waits.of(owner.id()).find(of_this);
            let there = there.map(|wait| (wait.id, wait.until.clone()));
            match there {
                Some((_, old))
                    if old == until || matches!(old, Until::Timer { .. } | Until::Condition { .. }) => {}
                Some((old, _)) => {
                    self.close_wait(old);
                    fresh.push((ix, trigger, until));
                }
                None if known.contains(&node.id) => {}
                None => fresh.push((ix, trigger, until)),
            }
        }
        self.arm(owner, fresh);
        Ok(())
    }
}

/// Whether a trigger is of the kind that this wait is.
fn makes(trigger: &Trigger, until: &Until) -> bool {
    matches!(
        (trigger, until),
        (Trigger::Timer(_), Until::Timer { .. })
            | (Trigger::Message(_), Until::Message { .. })
            | (Trigger::Signal(_), Until::Signal { .. })
            | (Trigger::Conditional(_), Until::Condition { .. })
    )
}

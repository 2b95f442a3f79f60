//! A person moves a token (no part of the standard): what is open at some elements is withdrawn, and one token goes on
//! elsewhere on the same level. Whether the process still makes sense then is for the person to judge; the reason is
//! recorded by the shell.

use std::sync::Arc;

use super::Run;
use super::state::ScopeId;
use crate::effects::ActivityId;
use crate::error::Error;
use crate::process::{Behaviour, LevelIx, NodeIx};

/// Where tokens wait.
struct Left {
    scope: ScopeId,
    activities: Vec<ActivityId>,
    /// Tokens at joins.
    joined: u32,
}

impl Run<'_, '_> {
    pub(super) fn jump(&mut self, leave: &[Arc<str>], to: &Arc<str>) -> Result<(), Error> {
        let left = self.find_left(leave, to)?;
        let target = self.target(left.scope, to)?;
        // The token that goes on is counted before the others end, so that the level is never empty in between.
        self.add_live(left.scope, 1);
        for id in &left.activities {
            self.remove_activity(*id);
        }
        for element in leave {
            self.state.joins.remove(&(left.scope, element.clone()));
        }
        let gone = u32::try_from(left.activities.len()).unwrap_or(u32::MAX).saturating_add(left.joined);
        self.drop_live(left.scope, gone);
        self.send_to(target, left.scope);
        Ok(())
    }

    fn find_left(&self, leave: &[Arc<str>], to: &Arc<str>) -> Result<Left, Error> {
        let several = || Error::SeveralLevels(leave.iter().map(ToString::to_string).collect());
        let mut found: Option<Left> = None;
        for element in leave {
            let level = self.node_of(element)?.1.level;
            let activities = self.state.activities.iter();
            // The instances of a repeated activity are withdrawn with its body.
            let bodies = activities.filter(|a| a.element == *element && !self.is_instance(a.scope));
            let joins = self.state.joins.iter().filter(|join| join.element == *element);
            let places = bodies
                .map(|body| (body.scope, Some(body.id), 0))
                .chain(joins.map(|join| (join.scope, None, join.arrived.tokens())));
            let mut waits = false;
            for (scope, activity, tokens) in places {
                waits = true;
                let left = found.get_or_insert(Left { scope, activities: Vec::new(), joined: 0 });
                if left.scope != scope || self.level_of(scope)? != level {
                    return Err(several());
                }
                left.activities.extend(activity);
                left.joined += tokens;
            }
            if !waits {
                return Err(Error::NothingWaits(element.clone()));
            }
        }
        found.ok_or_else(|| Error::NothingWaits(to.clone()))
    }

    fn is_instance(&self, scope: ScopeId) -> bool {
        self.scope(scope).is_some_and(|entry| entry.instance)
    }

    fn target(&self, scope: ScopeId, to: &Arc<str>) -> Result<NodeIx, Error> {
        let (ix, node) = self.node_of(to)?;
        let refuse = |reason| Err(Error::NoTarget { element: to.clone(), reason });
        let level: LevelIx = self.level_of(scope)?;
        match &node.behaviour {
            _ if node.level != level => refuse("it lies on another level; name the sub-process around it"),
            _ if node.for_compensation => refuse("it only undoes another activity"),
            Behaviour::Boundary { .. } => {
                refuse("an event at a border happens to an activity; name its target")
            }
            Behaviour::Start(_) => refuse("it begins a level; name what follows it"),
            Behaviour::EventSub { .. } => refuse("it is begun by its event only"),
            _ => Ok(ix),
        }
    }
}

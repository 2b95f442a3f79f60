//! Where tokens wait for others: what is stored of gateways that join.

use std::collections::btree_map::Entry;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use serde::de::{Deserialize, Deserializer};
use serde::ser::{Serialize, Serializer};

use super::state::{Join, ScopeId};
use crate::effects::ActivityId;

/// A place where tokens wait: a scope and an element.
pub(super) type Place = (ScopeId, Arc<str>);

/// A token for which a gateway waits. It names the same one as long as it stays where it is.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Token {
    Activity(ActivityId),
    /// At another gateway.
    Join(Place),
}

/// The gateways at which tokens wait, by place.
///
/// Whether an inclusive gateway must wait is costly to find out. So each keeps one token that it waits for, and
/// is in doubt only when a token arrives or that one moves. This is not stored: it can be found again.
#[derive(Debug, Clone, Default)]
pub(crate) struct Joins {
    places: BTreeMap<Place, Join>,
    in_doubt: BTreeSet<Place>,
    waiting_for: BTreeMap<Token, Vec<Place>>,
}

impl Joins {
    pub(crate) fn is_empty(&self) -> bool {
        self.places.is_empty()
    }

    pub(crate) fn iter(&self) -> impl Iterator<Item = &Join> {
        self.places.values()
    }

    pub(super) fn into_values(self) -> impl Iterator<Item = Join> {
        self.places.into_values()
    }

    pub(super) fn get(&self, place: &Place) -> Option<&Join> {
        self.places.get(place)
    }

    pub(super) fn get_mut(&mut self, place: &Place) -> Option<&mut Join> {
        self.places.get_mut(place)
    }

    /// A token arrives.
    pub(super) fn arrive(&mut self, place: &Place, flow: &Arc<str>) -> &mut Join {
        let join = self.places.entry(place.clone()).or_insert_with(|| Join {
            scope: place.0,
            element: place.1.clone(),
            arrived: Arrivals::default(),
            fired: BTreeSet::new(),
            waits_for: None,
        });
        join.arrived.add(flow);
        join
    }

    /// Tokens have left a place; without any it is forgotten.
    pub(super) fn left(&mut self, place: &Place) {
        if self.places.get(place).is_some_and(|join| join.arrived.is_empty() && join.fired.is_empty()) {
            self.places.remove(place);
        }
        self.moved(&Token::Join(place.clone()));
    }

    pub(super) fn remove(&mut self, place: &Place) -> Option<Join> {
        self.moved(&Token::Join(place.clone()));
        self.places.remove(place)
    }

    /// Those of a scope.
    pub(super) fn of(&self, scope: ScopeId) -> impl Iterator<Item = &Join> {
        let from: Place = (scope, "".into());
        self.places.range(from..).map(|(_, join)| join).take_while(move |join| join.scope == scope)
    }

    pub(super) fn remove_scope(&mut self, scope: ScopeId) {
        if self.places.is_empty() {
            return;
        }
        let gone: Vec<Place> = self.of(scope).map(|join| (scope, join.element.clone())).collect();
        for place in gone {
            self.places.remove(&place);
        }
    }

    /// It has to be looked at whether the gateway must wait.
    pub(super) fn doubt(&mut self, place: &Place) {
        self.in_doubt.insert(place.clone());
    }

    /// A token is where it was no longer.
    pub(super) fn moved(&mut self, token: &Token) {
        if !self.waiting_for.is_empty()
            && let Some(places) = self.waiting_for.remove(token)
        {
            for place in places {
                if let Some(join) = self.places.get_mut(&place) {
                    join.waits_for = None;
                    self.in_doubt.insert(place);
                }
            }
        }
    }

    pub(super) fn take_doubts(&mut self) -> BTreeSet<Place> {
        std::mem::take(&mut self.in_doubt)
    }

    pub(super) fn waits_for(&mut self, place: &Place, token: Token) {
        let Some(join) = self.places.get_mut(place) else { return };
        if join.waits_for.as_ref() != Some(&token) {
            join.waits_for = Some(token.clone());
            self.waiting_for.entry(token).or_default().push(place.clone());
        }
    }
}

impl PartialEq for Joins {
    fn eq(&self, other: &Self) -> bool {
        self.iter().eq(other.iter())
    }
}

impl PartialEq for Join {
    fn eq(&self, other: &Self) -> bool {
        (self.scope, &self.element, &self.arrived, &self.fired)
            == (other.scope, &other.element, &other.arrived, &other.fired)
    }
}

/// All are in doubt; what waits at the same place is put together.
impl FromIterator<Join> for Joins {
    fn from_iter<I: IntoIterator<Item = Join>>(joins: I) -> Self {
        let mut all = Self::default();
        for join in joins {
            let place = (join.scope, join.element.clone());
            all.in_doubt.insert(place.clone());
            match all.places.entry(place) {
                Entry::Vacant(free) => {
                    free.insert(Join { waits_for: None, ..join });
                }
                Entry::Occupied(mut other) => {
                    let other = other.get_mut();
                    other.arrived = other.arrived.iter().chain(join.arrived.iter()).collect();
                    other.fired.extend(join.fired);
                }
            }
        }
        all
    }
}

impl Serialize for Joins {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_seq(self.iter())
    }
}

impl<'de> Deserialize<'de> for Joins {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Ok(Vec::<Join>::deserialize(deserializer)?.into_iter().collect())
    }
}

/// How many tokens have arrived over which flow.
#[derive(Debug, Clone, Default, PartialEq)]
pub(crate) struct Arrivals {
    by_flow: BTreeMap<Arc<str>, u32>,
    tokens: u32,
}

impl Arrivals {
    pub(super) fn is_empty(&self) -> bool {
        self.by_flow.is_empty()
    }

    /// How many flows have tokens.
    pub(super) fn flows(&self) -> usize {
        self.by_flow.len()
    }

    pub(super) fn ids(&self) -> impl Iterator<Item = &Arc<str>> {
        self.by_flow.keys()
    }

    pub(super) fn iter(&self) -> impl Iterator<Item = (Arc<str>, u32)> {
        self.by_flow.iter().map(|(flow, count)| (flow.clone(), *count))
    }

    pub(super) fn contains(&self, flow: &Arc<str>) -> bool {
        self.by_flow.contains_key(flow)
    }

    pub(super) fn tokens(&self) -> u32 {
        self.tokens
    }

    pub(super) fn add(&mut self, flow: &Arc<str>) {
        *self.by_flow.entry(flow.clone()).or_insert(0) += 1;
        self.tokens += 1;
    }

    /// Takes tokens of a flow away, at most so many; how many there were.
    pub(super) fn take(&mut self, flow: &Arc<str>, at_most: u32) -> u32 {
        let Some(count) = self.by_flow.get_mut(flow) else { return 0 };
        let taken = at_most.min(*count);
        *count -= taken;
        if *count == 0 {
            self.by_flow.remove(flow);
        }
        self.tokens -= taken;
        taken
    }

    /// Takes one token from each flow that has one; how many.
    pub(super) fn take_each(&mut self) -> u32 {
        let flows = u32::try_from(self.flows()).unwrap_or(u32::MAX);
        self.by_flow.retain(|_, count| {
            *count -= 1;
            *count > 0
        });
        self.tokens -= flows;
        flows
    }
}

impl FromIterator<(Arc<str>, u32)> for Arrivals {
    fn from_iter<I: IntoIterator<Item = (Arc<str>, u32)>>(arrived: I) -> Self {
        let mut all = Self::default();
        for (flow, count) in arrived.into_iter().filter(|(_, count)| *count > 0) {
            // No level counts more tokens than this.
            let count = count.min(u32::MAX - all.tokens);
            *all.by_flow.entry(flow).or_insert(0) += count;
            all.tokens += count;
        }
        all
    }
}

#[derive(serde::Serialize, serde::Deserialize)]
struct Arrived {
    flow: Arc<str>,
    count: u32,
}

impl Serialize for Arrivals {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_seq(
            self.by_flow.iter().map(|(flow, count)| Arrived { flow: flow.clone(), count: *count }),
        )
    }
}

impl<'de> Deserialize<'de> for Arrivals {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let list = Vec::<Arrived>::deserialize(deserializer)?;
        Ok(list.into_iter().map(|arrived| (arrived.flow, arrived.count)).collect())
    }
}

//! Contexts: names with values, in the order of their definition.

use crate::{Value, list::Extent};
use std::{collections::HashMap, sync::Arc};

/// From this many entries on, names are found by an index.
const INDEXED: usize = 12;

/// An ordered map of names to values; a clone shares its entries.
#[derive(Clone, Default)]
pub struct Context {
    entries: Arc<Entries>,
}

#[derive(Clone, Default)]
struct Entries {
    list: Vec<(Arc<str>, Value)>,
    index: HashMap<Arc<str>, usize>,
    extent: Extent,
}

impl Entries {
    fn find(&self, name: &str) -> Option<usize> {
        if self.list.len() < INDEXED {
            self.list.iter().position(|(key, _)| &**key == name)
        } else {
            self.index.get(name).copied()
        }
    }

    fn reindex(&mut self) {
        self.index.clear();
        if self.list.len() >= INDEXED {
            self.index = self.list.iter().enumerate().map(|(at, (name, _))| (name.clone(), at)).collect();
        }
    }
}

impl Context {
    /// Without entries.
    pub fn new() -> Context {
        Context::default()
    }

    /// The value of a name; `None` where it is not defined.
    pub fn get(&self, name: &str) -> Option<&Value> {
        self.entries.find(name).map(|at| &self.entries.list[at].1)
    }

    /// Defines a name, or replaces its value in place.
    pub fn insert(&mut self, name: impl Into<Arc<str>>, value: Value) {
        let name = name.into();
        let entries = Arc::make_mut(&mut self.entries);
        entries.extent.depth = entries.extent.depth.max(1);
        entries.extent.include(value.extent());
        if let Some(at) = entries.find(&name) {
            entries.list[at].1 = value;
            return;
        }
        let at = entries.list.len();
        entries.list.push((name.clone(), value));
        if at + 1 == INDEXED {
            entries.reindex();
        } else if at >= INDEXED {
            entries.index.insert(name, at);
        }
    }

    /// Takes a name out; its value, if it was defined.
    pub fn remove(&mut self, name: &str) -> Option<Value> {
        let at = self.entries.find(name)?;
        let entries = Arc::make_mut(&mut self.entries);
        let (_, value) = entries.list.remove(at);
        entries.reindex();
        Some(value)
    }

    /// With one more entry.
    #[must_use]
    pub fn with(mut self, name: impl Into<Arc<str>>, value: impl Into<Value>) -> Context {
        self.insert(name, value.into());
        self
    }

    /// Names and values in order.
    pub fn iter(&self) -> std::slice::Iter<'_, (Arc<str>, Value)> {
        self.entries.list.iter()
    }

    /// An upper bound: entries that were replaced or removed still count.
    pub(crate) fn extent(&self) -> Extent {
        self.entries.extent
    }

    /// The number of entries.
    pub fn len(&self) -> usize {
        self.entries.list.len()
    }

    /// Whether there is no entry.
    pub fn is_empty(&self) -> bool {
        self.entries.list.is_empty()
    }
}

impl<N: Into<Arc<str>>> FromIterator<(N, Value)> for Context {
    fn from_iter<I: IntoIterator<Item = (N, Value)>>(entries: I) -> Context {
        let mut context = Context::new();
        for (name, value) in entries {
            context.insert(name, value);
        }
        context
    }
}

impl<'a> IntoIterator for &'a Context {
    type Item = &'a (Arc<str>, Value);
    type IntoIter = std::slice::Iter<'a, (Arc<str>, Value)>;
    fn into_iter(self) -> Self::IntoIter {
        self.iter()
    }
}

impl PartialEq for Context {
    /// The same names with equal values, in any order.
    fn eq(&self, other: &Context) -> bool {
        Arc::ptr_eq(&self.entries, &other.entries)
            || self.len() == other.len()
                && self.iter().all(|(name, value)| other.get(name).is_some_and(|theirs| theirs == value))
    }
}

impl std::fmt::Debug for Context {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_map().entries(self.iter().map(|(name, value)| (name, value))).finish()
    }
}

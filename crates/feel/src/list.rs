//! Lists, with their depth and weight, so that values cannot grow without bound by sharing.

use crate::Value;
use std::{ops::Deref, sync::Arc};

/// Values in order; a clone shares them.
#[derive(Clone, Default)]
pub struct List(Arc<Items>);

#[derive(Clone, Default)]
struct Items {
    values: Vec<Value>,
    extent: Extent,
}

/// How deep a value is nested, and how many values it would have written out (saturating).
///
/// Sharing makes values that are small in memory and huge when compared or printed; their weight tells.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Extent {
    pub(crate) depth: u32,
    pub(crate) weight: u64,
}

impl Extent {
    /// Around one more part.
    pub(crate) fn include(&mut self, part: Extent) {
        self.depth = self.depth.max(part.depth.saturating_add(1));
        self.weight = self.weight.saturating_add(part.weight).saturating_add(1);
    }
}

impl List {
    /// Adds a value at the end; copies the items when they are shared.
    pub fn push(&mut self, value: Value) {
        let items = Arc::make_mut(&mut self.0);
        items.extent.include(value.extent());
        items.values.push(value);
    }

    pub(crate) fn extent(&self) -> Extent {
        self.0.extent
    }

    /// The items, copied only when they are shared.
    pub fn into_vec(self) -> Vec<Value> {
        Arc::try_unwrap(self.0).map_or_else(|shared| shared.values.clone(), |items| items.values)
    }
}

impl From<Vec<Value>> for List {
    fn from(values: Vec<Value>) -> List {
        let mut extent = Extent { depth: 1, weight: 1 };
        values.iter().for_each(|value| extent.include(value.extent()));
        List(Arc::new(Items { values, extent }))
    }
}

impl Deref for List {
    type Target = [Value];
    fn deref(&self) -> &[Value] {
        &self.0.values
    }
}

impl PartialEq for List {
    fn eq(&self, other: &List) -> bool {
        Arc::ptr_eq(&self.0, &other.0) || self.0.values == other.0.values
    }
}

impl std::fmt::Debug for List {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_list().entries(self.iter()).finish()
    }
}

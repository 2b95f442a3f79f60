//! Rows of a state by id and by the group that they belong to. Large states stay fast: finding, adding and
//! removing cost O(log n) however many rows there are, a group costs as much as it has rows.
//!
//! Ids are counters, so new rows come last; a row that is removed leaves a gap that is closed later. The index
//! of groups exists only for tables that have grown.

use std::collections::BTreeSet;
use std::fmt;

use serde::de::{Deserialize, Deserializer};
use serde::ser::{Serialize, Serializer};

/// From this many rows on, groups are found by an index.
const INDEXED: usize = 32;

/// What a table can hold.
pub(crate) trait Row {
    fn id(&self) -> u64;
    /// What the row belongs to; it does not change while the row is in a table.
    fn group(&self) -> u64;
}

/// Rows, ascending by id.
#[derive(Clone)]
pub(crate) struct Table<T> {
    slots: Vec<(u64, Option<T>)>,
    len: usize,
    /// Group and id of each row.
    groups: Option<BTreeSet<(u64, u64)>>,
}

impl<T: Row> Table<T> {
    pub(crate) fn new() -> Self {
        Self { slots: Vec::new(), len: 0, groups: None }
    }

    pub(crate) fn is_empty(&self) -> bool {
        self.len == 0
    }

    fn find(&self, id: u64) -> Option<usize> {
        // The newest row is asked for most often.
        match self.slots.last() {
            Some((last, _)) if *last == id => Some(self.slots.len() - 1),
            _ => self.slots.binary_search_by_key(&id, |(id, _)| *id).ok(),
        }
    }

    pub(crate) fn get(&self, id: u64) -> Option<&T> {
        self.slots[self.find(id)?].1.as_ref()
    }

    pub(crate) fn get_mut(&mut self, id: u64) -> Option<&mut T> {
        let at = self.find(id)?;
        self.slots[at].1.as_mut()
    }

    /// Adds a row; one of the same id is replaced.
    pub(crate) fn insert(&mut self, row: T) {
        let id = row.id();
        self.remove(id);
        if let Some(groups) = &mut self.groups {
            groups.insert((row.group(), id));
        }
        match self.slots.last() {
            Some((last, _)) if *last >= id => match self.slots.binary_search_by_key(&id, |(id, _)| *id) {
                Ok(at) => self.slots[at].1 = Some(row),
                Err(at) => self.slots.insert(at, (id, Some(row))),
            },
            _ => self.slots.push((id, Some(row))),
        }
        self.len += 1;
        if self.len >= INDEXED && self.groups.is_none() {
            self.groups = Some(self.iter().map(|row| (row.group(), row.id())).collect());
        }
    }

    pub(crate) fn remove(&mut self, id: u64) -> Option<T> {
        let at = self.find(id)?;
        let row = self.slots[at].1.take()?;
        self.len -= 1;
        if let Some(groups) = &mut self.groups {
            groups.remove(&(row.group(), id));
        }
        while self.slots.last().is_some_and(|(_, row)| row.is_none()) {
            self.slots.pop();
        }
        if self.slots.len() > 2 * self.len + INDEXED {
            self.slots.retain(|(_, row)| row.is_some());
        }
        if self.len == 0 {
            self.groups = None;
        }
        Some(row)
    }

    pub(crate) fn iter(&self) -> impl Iterator<Item = &T> {
        self.slots.iter().filter_map(|(_, row)| row.as_ref())
    }

    pub(crate) fn iter_mut(&mut self) -> impl Iterator<Item = &mut T> {
        self.slots.iter_mut().filter_map(|(_, row)| row.as_mut())
    }

    pub(crate) fn first(&self) -> Option<&T> {
        self.iter().next()
    }

    /// The rows of a group, ascending.
    pub(crate) fn of(&self, group: u64) -> impl Iterator<Item = &T> {
        self.group(group).filter_map(|id| self.get(id))
    }

    /// The ids of the rows of a group, ascending.
    pub(crate) fn group(&self, group: u64) -> impl Iterator<Item = u64> {
        let indexed = self.groups.iter().flat_map(move |groups| groups.range((group, 0)..=(group, u64::MAX)));
        let few = if self.groups.is_none() { &self.slots[..] } else { &[] };
        let few = few.iter().filter_map(|(_, row)| row.as_ref());
        let few = few.filter(move |row| row.group() == group).map(Row::id);
        indexed.map(|(_, id)| *id).chain(few)
    }
}

impl<T: Row> Default for Table<T> {
    fn default() -> Self {
        Self::new()
    }
}

impl<T: Row> FromIterator<T> for Table<T> {
    fn from_iter<I: IntoIterator<Item = T>>(rows: I) -> Self {
        let mut table = Self::new();
        for row in rows {
            table.insert(row);
        }
        table
    }
}

impl<T: Row + PartialEq> PartialEq for Table<T> {
    fn eq(&self, other: &Self) -> bool {
        self.len == other.len && self.iter().eq(other.iter())
    }
}

impl<T: Row + fmt::Debug> fmt::Debug for Table<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_list().entries(self.iter()).finish()
    }
}

impl<T: Row + Serialize> Serialize for Table<T> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_seq(self.iter())
    }
}

impl<'de, T: Row + Deserialize<'de>> Deserialize<'de> for Table<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Ok(Vec::<T>::deserialize(deserializer)?.into_iter().collect())
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    impl Row for (u64, u64) {
        fn id(&self) -> u64 {
            self.0
        }

        fn group(&self) -> u64 {
            self.1
        }
    }

    proptest! {
        #[test]
        fn a_table_is_a_sorted_list(moves in prop::collection::vec((any::<bool>(), 0..80_u64, 0..4_u64), 0..300)) {
            let mut table = Table::new();
            let mut list: Vec<(u64, u64)> = Vec::new();
            for (adds, id, group) in moves {
                let before = list.iter().position(|row| row.0 == id);
                let before = before.map(|at| list.remove(at));
                if adds {
                    table.insert((id, group));
                    list.push((id, group));
                    list.sort_unstable();
                } else {
                    prop_assert_eq!(table.remove(id), before);
                }
                prop_assert_eq!(table.iter().copied().collect::<Vec<_>>(), list.clone());
                prop_assert_eq!(table.is_empty(), list.is_empty());
                prop_assert_eq!(table.get(id).copied(), list.iter().find(|row| row.0 == id).copied());
                let of_group = list.iter().filter(|row| row.1 == group).map(|row| row.0);
                prop_assert_eq!(table.group(group).collect::<Vec<_>>(), of_group.collect::<Vec<_>>());
            }
        }
    }
}

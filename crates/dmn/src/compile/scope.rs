//! The names in scope while compiling, and their places when evaluating.

use feel::{Names, Type};
use std::sync::Arc;

#[derive(Clone)]
pub(super) struct Scope {
    places: Vec<Arc<str>>,
    pub(super) names: Names,
}

impl Scope {
    /// Only named types.
    pub(super) fn new(types: &Names) -> Scope {
        Scope { places: Vec::new(), names: types.clone() }
    }

    pub(super) fn push(&mut self, name: &str, kind: Type) {
        self.places.push(name.into());
        self.names.insert_typed(name, kind);
    }

    /// A value that has a place but cannot be named.
    pub(super) fn push_hidden(&mut self) {
        self.places.push("".into());
    }

    pub(super) fn with(&self, name: &str, kind: Type) -> Scope {
        let mut inner = self.clone();
        inner.push(name, kind);
        inner
    }

    /// The places of names; the innermost of equal ones.
    pub(super) fn places(&self, names: &[Arc<str>]) -> Vec<u32> {
        let place = |name: &Arc<str>| self.places.iter().rposition(|known| known == name);
        names
            .iter()
            .map(|name| place(name).and_then(|at| u32::try_from(at).ok()).unwrap_or(u32::MAX))
            .collect()
    }
}

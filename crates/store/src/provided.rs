//! What the program hands to its offices at the start, by type: means that only some installations have, such as a mail
//! server. An office asks for it where it needs it, and does without where it was not provided.

use crate::db::Store;
use std::{
    any::{Any, TypeId},
    collections::HashMap,
    sync::{Arc, RwLock},
};

#[derive(Debug, Default)]
pub(crate) struct Provided(RwLock<HashMap<TypeId, Arc<dyn Any + Send + Sync>>>);

impl Store {
    /// Hands something over to the offices, in place of what was there of its type.
    pub fn provide<T: Send + Sync + 'static>(&self, means: T) {
        let mut provided = self.provided().0.write().expect("no code panics while it holds the means");
        provided.insert(TypeId::of::<T>(), Arc::new(means));
    }

    /// What was provided of that type.
    #[must_use]
    pub fn provision<T: Send + Sync + 'static>(&self) -> Option<Arc<T>> {
        let provided = self.provided().0.read().expect("no code panics while it holds the means");
        provided.get(&TypeId::of::<T>()).cloned()?.downcast().ok()
    }
}

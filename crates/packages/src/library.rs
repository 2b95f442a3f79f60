//! Installed packages, compiled once and kept by digest.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};

use store::{Executor, Store};

use crate::files::Files;
use crate::model::Digest;
use crate::package::Package;
use crate::{Error, Installed, Result, tables};

/// How many compiled packages are kept.
const KEPT: usize = 256;

/// Gives installed packages, compiled. Cheap to clone; all clones share what was compiled.
#[derive(Debug, Clone)]
pub struct Library {
    store: Store,
    compiled: Arc<Mutex<HashMap<Digest, Arc<Package>>>>,
}

impl Library {
    /// A library over a store.
    #[must_use]
    pub fn new(store: Store) -> Self {
        Self { store, compiled: Arc::default() }
    }

    /// The newest version of a package.
    ///
    /// # Errors
    /// [`Error::NotInstalled`], [`Error::Unusable`].
    pub async fn newest(&self, id: &str) -> Result<Arc<Package>> {
        let found = tables::newest(&mut self.store.reader(), id).await?;
        let installed = found.ok_or_else(|| Error::NotInstalled(id.to_owned()))?;
        self.get(&installed.digest).await
    }

    /// What is known about the newest version of a package, without compiling it.
    ///
    /// # Errors
    /// The store failed.
    pub async fn find(&self, id: &str) -> Result<Option<Installed>> {
        Ok(tables::newest(&mut self.store.reader(), id).await?)
    }

    /// The version with this digest: what a case was begun with it also ends with.
    ///
    /// # Errors
    /// [`Error::NotInstalled`], [`Error::Unusable`].
    pub async fn get(&self, digest: &Digest) -> Result<Arc<Package>> {
        self.get_in(&mut self.store.reader(), digest).await
    }

    /// The same, read on the connection of a transaction: whoever holds one must not wait for another, which may be one
    /// that waits in turn.
    ///
    /// # Errors
    /// As [`Library::get`].
    pub async fn get_in(&self, on: &mut impl Executor, digest: &Digest) -> Result<Arc<Package>> {
        if let Some(package) = self.kept().get(digest) {
            return Ok(Arc::clone(package));
        }
        let (stream, blobs) =
            tables::files(on, digest).await?.ok_or_else(|| Error::NotInstalled(digest.to_string()))?;
        let mut files = Vec::with_capacity(blobs.len());
        for (path, blob) in blobs {
            files.push((path, self.store.blob_in(on, stream, &blob).await?));
        }
        let unusable = |problems| Error::Unusable { digest: digest.clone(), problems };
        let package = Arc::new(Files::new(files).and_then(Package::compile).map_err(unusable)?);
        let mut kept = self.kept();
        if kept.len() >= KEPT {
            kept.clear();
        }
        kept.insert(digest.clone(), Arc::clone(&package));
        Ok(package)
    }

    fn kept(&self) -> std::sync::MutexGuard<'_, HashMap<Digest, Arc<Package>>> {
        // A panic elsewhere leaves the map whole: only complete packages are put in.
        self.compiled.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

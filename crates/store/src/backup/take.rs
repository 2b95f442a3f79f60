//! Taking a backup.

use super::{Backup, FORMAT, KEY_FILE, MANIFEST, Manifest, failed, files, verify};
use crate::{
    blobs::{BlobId, BlobSettings},
    db::Store,
    engine::Engine,
    error::{Error, Result},
    sql::sql,
};
use std::{
    collections::BTreeSet,
    fs::File,
    path::{Path, PathBuf},
};

/// A backup that is being taken: its database is copied, its files are not yet.
#[derive(Debug)]
pub struct Taking {
    store: Store,
    copy: Store,
    directory: PathBuf,
    database: String,
    name: String,
    engine: Engine,
    /// Nobody else takes one into the same directory.
    _lock: File,
}

impl Store {
    /// Begins a backup into a directory, which is made where it is missing. An older backup in it stays as it is until
    /// [`Taking::finish`].
    ///
    /// # Errors
    /// The directory cannot be written, holds something else, or another backup into it is under way.
    pub async fn begin_backup(&self, directory: &Path) -> Result<Taking> {
        std::fs::create_dir_all(directory.join("blobs")).map_err(|e| failed(directory, &e))?;
        let lock = lock(directory)?;
        // What was recorded up to now is in the log of the copy.
        self.advance_log().await?;
        let name = self.new_id().simple().to_string();
        let database = format!("database-{name}.sqlite");
        let file = directory.join(&database);
        self.copy_database(&file).await.map_err(|error| full(error, directory))?;
        let blobs = BlobSettings::Directory(directory.join("blobs"));
        let copy = Store::open_copy(&file, &blobs, self.offices(), self.keys().clone(), None).await?;
        Ok(Taking {
            store: self.clone(),
            copy,
            directory: directory.to_owned(),
            database,
            name,
            engine: self.engine(),
            _lock: lock,
        })
    }
}

impl Taking {
    /// The database of the backup, for reading: the offices say to which files it refers.
    #[must_use]
    pub const fn copy(&self) -> &Store {
        &self.copy
    }

    /// Copies the files, verifies the journal of the copy and makes the backup complete. Returns it and how many files
    /// were new. `key_file` is put beside it where it is given: whoever has the directory can then read everything.
    ///
    /// # Errors
    /// A file is missing or was altered, or the journal does not verify: then there is no backup, because it would be
    /// none. No space is left; then it can be taken again, and goes on with the files that are there.
    pub async fn finish(
        self,
        release: &str,
        blobs: &BTreeSet<BlobId>,
        key_file: Option<&Path>,
    ) -> Result<(Backup, u64)> {
        let directory = &self.directory;
        let copied = files::copy(blobs, self.store.blobs(), self.copy.blobs()).await;
        let copied = copied.map_err(|error| full(error, directory))?;
        let report = self.copy.verify_journal().await?;
        if let Some(damage) = report.damage.first() {
            return Err(Error::Backup(format!(
                "no backup was made: the journal of this installation does not verify ({damage}); see \"rennsteig journal \
                 verify\", and keep the last good backup"
            )));
        }
        let list = format!("files-{}.sha256", self.name);
        files::write(&directory.join(&list), files::list(blobs).as_bytes())?;
        let (schema,): (i64,) =
            sql("SELECT max(version) FROM _sqlx_migrations").one(&mut self.copy.reader()).await?;
        let manifest = Manifest {
            format: FORMAT,
            release: release.to_owned(),
            taken_at: self.store.now(),
            engine: self.engine.to_string(),
            schema,
            database: files::part(directory, &self.database).await?,
            list: files::part(directory, &list).await?,
            files: u64::try_from(blobs.len()).unwrap_or(u64::MAX),
            files_bytes: copied.bytes,
            streams: report.streams,
            entries: report.entries,
            logged: report.logged,
            checkpoint: self.copy.checkpoint().await?,
            verifier: self.copy.log_verifier().await?.map(|verifier| verifier.to_string()),
            master_keys: verify::master_keys(&self.copy).await?,
            with_key: key_file.is_some(),
        };
        self.copy.close().await;
        put_key(directory, key_file)?;
        let text = serde_json::to_string_pretty(&manifest).map_err(|e| Error::Encode(e.to_string()))?;
        files::write(&directory.join(MANIFEST), format!("{text}\n").as_bytes())?;
        let keep = [manifest.database.file.as_str(), manifest.list.file.as_str()];
        files::tidy(directory, &keep, blobs).await?;
        Ok((Backup { directory: directory.clone(), manifest }, copied.new))
    }
}

/// Puts the master keys beside the backup, or takes them away.
fn put_key(directory: &Path, key_file: Option<&Path>) -> Result<()> {
    let place = directory.join(KEY_FILE);
    match std::fs::remove_file(&place) {
        Err(error) if error.kind() != std::io::ErrorKind::NotFound => return Err(failed(&place, &error)),
        _ => {}
    }
    let Some(key_file) = key_file else { return Ok(()) };
    let text = std::fs::read_to_string(key_file).map_err(|e| failed(key_file, &e))?;
    crate::keys::write_private(&place, &text).map_err(|e| failed(&place, &e))
}

fn lock(directory: &Path) -> Result<File> {
    let path = directory.join("lock");
    let file = File::create(&path).map_err(|e| failed(&path, &e))?;
    match file.try_lock() {
        Ok(()) => Ok(file),
        Err(std::fs::TryLockError::WouldBlock) => {
            Err(Error::Backup(format!("another backup into {} is under way", directory.display())))
        }
        Err(std::fs::TryLockError::Error(error)) => Err(failed(&path, &error)),
    }
}

/// No space where the backup is written, not where the data lie.
fn full(error: Error, directory: &Path) -> Error {
    match error {
        Error::Full => Error::Backup(format!(
            "no space left in {}: the backup is not complete (one that was there before still is); make room and take it \
             again, it goes on with the files that are there",
            directory.display()
        )),
        error => error,
    }
}

//! Backups: a copy of the whole installation as of one moment, taken while it works, in files that any engine takes back.
//!
//! A backup is a directory:
//!
//! | file | holds |
//! | --- | --- |
//! | `manifest.json` | what belongs together, with hashes, counts and the newest checkpoint of the log |
//! | `database-ID.sqlite` | all tables as of one moment, as a SQLite database, whichever engine they came from |
//! | `files-ID.sha256` | the files that those tables refer to; `sha256sum --check` reads it |
//! | `blobs/ab/cd…` | these files, sealed, as they lie in a directory of files |
//!
//! It is complete when its manifest is written, which is the last step: until then an older backup in the same directory
//! stays as it is. Files that are there already are not copied again. Why it is done this way and not by `pg_dump` is said
//! in docs/decisions/0017.

mod copy;
mod files;
mod load;
mod restore;
mod table;
mod take;
mod verify;

#[cfg(feature = "testing")]
pub(crate) use load::into_postgres;
pub use restore::restore;
pub use take::Taking;
pub use verify::{Kept, verify};

use crate::{
    At,
    error::{Error, Result},
};
use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use std::path::{Path, PathBuf};

/// The form that this program writes and reads.
const FORMAT: u32 = 1;
const MANIFEST: &str = "manifest.json";
/// The master keys, where they were asked for.
const KEY_FILE: &str = "master.key";

/// A file of a backup that is not addressed by its hash.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Part {
    /// Its name in the directory.
    pub file: String,
    /// Its length.
    pub bytes: u64,
    /// SHA-256 of its content, as 64 hexadecimal digits.
    pub sha256: String,
}

/// What a backup says of itself. No personal data and no secrets.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Manifest {
    format: u32,
    /// Release of the program that took it.
    pub release: String,
    /// When its moment was.
    pub taken_at: Timestamp,
    /// Engine that it was taken from.
    pub engine: String,
    /// Newest step of the schema.
    pub schema: i64,
    /// All tables.
    pub database: Part,
    /// The list of files.
    pub list: Part,
    /// How many files.
    pub files: u64,
    /// Their length together.
    pub files_bytes: u64,
    /// Streams of the journal.
    pub streams: u64,
    /// Entries of the journal.
    pub entries: u64,
    /// How many of them are in the log.
    pub logged: u64,
    /// The newest checkpoint of the log, as a signed note; none where the journal is empty.
    pub checkpoint: Option<String>,
    /// What checks that note.
    pub verifier: Option<String>,
    /// Names of the master keys without which journal and files cannot be read.
    pub master_keys: Vec<String>,
    /// Whether these keys lie in this directory too.
    pub with_key: bool,
}

/// A complete backup in a directory.
#[derive(Debug, Clone)]
pub struct Backup {
    directory: PathBuf,
    manifest: Manifest,
}

impl Backup {
    /// Reads the manifest.
    ///
    /// # Errors
    /// There is no complete backup in the directory, or one that this program cannot read.
    pub fn read(directory: &Path) -> Result<Self> {
        let path = directory.join(MANIFEST);
        let text = std::fs::read_to_string(&path).map_err(|e| match e.kind() {
            std::io::ErrorKind::NotFound => Error::Backup(format!(
                "{} holds no complete backup: {MANIFEST} is missing, which is written last",
                directory.display()
            )),
            _ => failed(&path, &e),
        })?;
        let unreadable = |why: String| Error::Backup(format!("{} cannot be read: {why}", path.display()));
        let value: serde_json::Value = serde_json::from_str(&text).map_err(|e| unreadable(e.to_string()))?;
        if value["format"] != FORMAT {
            return Err(unreadable(format!(
                "it has form {}, this program knows form {FORMAT}; use the release that took it, or a newer one",
                value["format"]
            )));
        }
        let manifest: Manifest = serde_json::from_value(value).map_err(|e| unreadable(e.to_string()))?;
        let plain = |part: &Part| !part.file.contains(['/', '\\']);
        if !plain(&manifest.database) || !plain(&manifest.list) {
            return Err(unreadable("it names files outside of the directory".into()));
        }
        Ok(Self { directory: directory.to_owned(), manifest })
    }

    /// What it says of itself.
    #[must_use]
    pub const fn manifest(&self) -> &Manifest {
        &self.manifest
    }

    /// The master keys in it, where they were asked for.
    #[must_use]
    pub fn key_file(&self) -> Option<PathBuf> {
        self.manifest.with_key.then(|| self.directory.join(KEY_FILE))
    }

    fn database(&self) -> PathBuf {
        self.directory.join(&self.manifest.database.file)
    }

    fn list(&self) -> PathBuf {
        self.directory.join(&self.manifest.list.file)
    }

    fn blobs(&self) -> PathBuf {
        self.directory.join("blobs")
    }
}

/// A moment for people, to the second.
impl std::fmt::Display for Manifest {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let at = At::from(self.taken_at).timestamp().strftime("%Y-%m-%d %H:%M:%S UTC").to_string();
        write!(
            f,
            "{at}, from {}, release {}: {} streams, {} entries, {} files ({} bytes)",
            self.engine, self.release, self.streams, self.entries, self.files, self.files_bytes
        )
    }
}

fn failed(path: &Path, error: &std::io::Error) -> Error {
    Error::Backup(format!("{}: {error}", path.display()))
}

//! Files: sealed with the key of their stream, addressed by the SHA-256 of what is stored.
//!
//! A blob is written before the transaction that refers to it commits; the other way round, a record could point to
//! nothing. If the transaction fails, an unreferenced blob stays behind, which nothing points to. What loses its last
//! reference later is removed by whoever took the reference away ([`Store::remove_blob`]).

use crate::{
    Executor,
    db::{Store, Tx},
    error::{Error, Result},
    journal::StreamId,
    s3::S3Settings,
};
use aws_lc_rs::digest;
use futures_util::{StreamExt, TryStreamExt};
use object_store::{ObjectStore, ObjectStoreExt, PutPayload, local::LocalFileSystem, path::Path};
use serde::{Deserialize, Serialize};
use std::{future::Future, path::PathBuf, sync::Arc};

/// Where files lie.
#[derive(Debug, Clone)]
pub enum BlobSettings {
    /// A directory of this machine, made if it is missing.
    Directory(PathBuf),
    /// A bucket of an S3 service.
    S3(S3Settings),
}

/// Address of a blob: SHA-256 of its sealed content, as 64 hexadecimal digits.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct BlobId(String);

impl TryFrom<String> for BlobId {
    type Error = Error;
    fn try_from(text: String) -> Result<Self> {
        if text.len() == 64 && text.bytes().all(|b| matches!(b, b'0'..=b'9' | b'a'..=b'f')) {
            Ok(Self(text))
        } else {
            Err(Error::Blob(text, "not the address of a blob (64 hexadecimal digits)".into()))
        }
    }
}

impl From<BlobId> for String {
    fn from(id: BlobId) -> Self {
        id.0
    }
}

impl std::fmt::Display for BlobId {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.0)
    }
}

impl BlobId {
    fn of(sealed: &[u8]) -> Self {
        Self(hex::encode(digest::digest(&digest::SHA256, sealed)))
    }
    pub(crate) fn path(&self) -> Path {
        Path::from(format!("{}/{}", &self.0[..2], &self.0[2..]))
    }
}

#[derive(Debug, Clone)]
pub(crate) struct Blobs {
    objects: Arc<dyn ObjectStore>,
    /// The service behind it; none for a directory.
    service: Option<S3Settings>,
    directory: Option<PathBuf>,
}

impl Blobs {
    /// Opens the place.
    ///
    /// # Errors
    /// It cannot be used as it is: settings, access, a bucket that is not there, a service that does not answer.
    pub(crate) async fn open(settings: &BlobSettings) -> Result<Self> {
        match settings {
            BlobSettings::Directory(directory) => {
                let failed =
                    |e: String| Error::Settings(format!("blob directory {}: {e}", directory.display()));
                std::fs::create_dir_all(directory).map_err(|e| failed(e.to_string()))?;
                let files = LocalFileSystem::new_with_prefix(directory).map_err(|e| failed(e.to_string()))?;
                Ok(Self {
                    objects: Arc::new(files.with_fsync(true)),
                    service: None,
                    directory: Some(directory.clone()),
                })
            }
            BlobSettings::S3(s3) => {
                let blobs = Self { objects: s3.open()?, service: Some(s3.clone()), directory: None };
                blobs.check().await?;
                Ok(blobs)
            }
        }
    }

    /// Asks for the files of a folder that is never there: wrong keys or a missing bucket are noticed at the start and
    /// not with the first upload.
    pub(crate) async fn check(&self) -> Result<()> {
        if let Some(directory) = &self.directory {
            let there = tokio::fs::metadata(directory).await;
            return there.map(|_| ()).map_err(|e| Error::FilesAway(format!("{}: {e}", directory.display())));
        }
        let nowhere = Path::from("is-the-service-there");
        self.patiently("", async { self.objects.list(Some(&nowhere)).next().await.transpose() }).await?;
        Ok(())
    }

    pub(crate) async fn put(&self, sealed: Vec<u8>) -> Result<BlobId> {
        let id = BlobId::of(&sealed);
        self.patiently(&id.0, self.objects.put(&id.path(), PutPayload::from(sealed))).await?;
        Ok(id)
    }

    pub(crate) async fn get(&self, id: &BlobId) -> Result<Vec<u8>> {
        let sealed = async { self.objects.get(&id.path()).await?.bytes().await };
        let sealed = self.patiently(&id.0, sealed).await?;
        if BlobId::of(&sealed) != *id {
            return Err(Error::Blob(id.0.clone(), "its content was altered after it was stored".into()));
        }
        Ok(sealed.into())
    }

    /// Removes a blob; one that is not there is removed already.
    pub(crate) async fn remove(&self, id: &BlobId) -> Result<()> {
        let removed = async {
            match self.objects.delete(&id.path()).await {
                Err(object_store::Error::NotFound { .. }) => Ok(()),
                removed => removed,
            }
        };
        self.patiently(&id.0, removed).await
    }

    /// The paths of all that lies there, in no order.
    pub(crate) async fn list(&self) -> Result<Vec<String>> {
        let paths = self.objects.list(None).map_ok(|object| object.location.to_string()).try_collect();
        paths.await.map_err(|error| self.explain("", &error))
    }

    /// Waits for a service no longer than its settings say.
    async fn patiently<T>(
        &self,
        blob: &str,
        work: impl Future<Output = object_store::Result<T>>,
    ) -> Result<T> {
        let done = match &self.service {
            None => work.await,
            Some(s3) => tokio::time::timeout(s3.timeout, work).await.map_err(|_| s3.silent())?,
        };
        done.map_err(|error| self.explain(blob, &error))
    }

    fn explain(&self, blob: &str, error: &object_store::Error) -> Error {
        match (&self.service, error) {
            (Some(s3), error) => s3.explain(error).unwrap_or_else(|| missing(blob)),
            (None, object_store::Error::NotFound { .. }) => missing(blob),
            (None, error) if out_of_space(error) => Error::Full,
            (None, error) => Error::Blob(blob.to_owned(), error.to_string()),
        }
    }
}

fn missing(blob: &str) -> Error {
    Error::Blob(blob.to_owned(), "there is no such file where the files lie".into())
}

fn out_of_space(error: &object_store::Error) -> bool {
    let mut source: Option<&dyn std::error::Error> = Some(error);
    while let Some(error) = source {
        if error.downcast_ref::<std::io::Error>().is_some_and(|e| e.kind() == std::io::ErrorKind::StorageFull)
        {
            return true;
        }
        source = error.source();
    }
    false
}

impl Tx {
    /// Stores a file under the key of `stream`, where that was opened in this transaction. Else
    /// [`Store::put_blob`] is better: here others wait until the disk or the S3 service has answered.
    pub async fn put_blob(&mut self, stream: StreamId, content: &[u8]) -> Result<BlobId> {
        let key = self.stream_key(stream).await?;
        let sealed = key.seal(content, b"blob", self.store().entropy());
        self.store().blobs().put(sealed).await
    }
}

impl Store {
    /// Stores a file under the key of `stream`, before the transaction that will refer to it: so nobody waits for
    /// the disk in a transaction that others wait for.
    pub async fn put_blob(&self, stream: StreamId, content: &[u8]) -> Result<BlobId> {
        let key = crate::journal::stream_key(&mut self.reader(), self.keys(), stream).await?;
        self.blobs().put(key.seal(content, b"blob", self.entropy())).await
    }

    /// Reads a file that was stored under the key of `stream`.
    ///
    /// # Errors
    /// [`Error::Erased`] when the key of the stream was destroyed, [`Error::Blob`] when the file is missing
    /// or was altered.
    pub async fn blob(&self, stream: StreamId, id: &BlobId) -> Result<Vec<u8>> {
        self.blob_in(&mut self.reader(), stream, id).await
    }

    /// The same within a transaction, on its connection.
    ///
    /// # Errors
    /// As [`Store::blob`].
    pub async fn blob_in(&self, on: &mut impl Executor, stream: StreamId, id: &BlobId) -> Result<Vec<u8>> {
        let key = crate::journal::stream_key(on, self.keys(), stream).await?;
        let sealed = self.blobs().get(id).await?;
        key.open(&sealed, b"blob").ok_or_else(|| Error::Sealed(format!("blob {id}")))
    }

    /// Removes a file for good. Whoever calls it knows that nothing refers to it any more. A file that is not there
    /// is removed already.
    pub async fn remove_blob(&self, id: &BlobId) -> Result<()> {
        self.blobs().remove(id).await
    }
}

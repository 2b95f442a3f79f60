//! Files: sealed with the key of their stream, addressed by the SHA-256 of what is stored.
//!
//! A blob is written before the transaction that refers to it commits. If that fails, an unreferenced blob
//! stays behind, which nothing points to and nothing removes yet; the other way round, a record could point to
//! nothing.

use crate::{
    db::{Store, Tx},
    error::{Error, Result},
    journal::StreamId,
};
use aws_lc_rs::digest;
use object_store::{
    ObjectStore, ObjectStoreExt, PutPayload, aws::AmazonS3Builder, local::LocalFileSystem, path::Path,
};
use serde::{Deserialize, Serialize};
use std::{path::PathBuf, sync::Arc};

/// Where files lie.
#[derive(Debug, Clone)]
pub enum BlobSettings {
    /// A directory of this machine, made if it is missing.
    Directory(PathBuf),
    /// A bucket of an S3 service.
    S3 {
        /// Name of the bucket.
        bucket: String,
        /// Address of the service, for services other than Amazon's.
        endpoint: Option<String>,
        /// Region.
        region: String,
        /// Access key.
        access_key: String,
        /// Secret key.
        secret_key: String,
    },
}

/// Address of a blob: SHA-256 of its sealed content, as 64 hexadecimal digits.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
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
    fn path(&self) -> Path {
        Path::from(format!("{}/{}", &self.0[..2], &self.0[2..]))
    }
}

#[derive(Debug, Clone)]
pub(crate) struct Blobs(Arc<dyn ObjectStore>);

impl Blobs {
    pub(crate) fn open(settings: &BlobSettings) -> Result<Self> {
        let store: Arc<dyn ObjectStore> = match settings {
            BlobSettings::Directory(directory) => {
                let failed =
                    |e: String| Error::Settings(format!("blob directory {}: {e}", directory.display()));
                std::fs::create_dir_all(directory).map_err(|e| failed(e.to_string()))?;
                let files = LocalFileSystem::new_with_prefix(directory).map_err(|e| failed(e.to_string()))?;
                Arc::new(files.with_fsync(true))
            }
            BlobSettings::S3 { bucket, endpoint, region, access_key, secret_key } => {
                let mut builder = AmazonS3Builder::new()
                    .with_bucket_name(bucket)
                    .with_region(region)
                    .with_access_key_id(access_key)
                    .with_secret_access_key(secret_key);
                if let Some(endpoint) = endpoint {
                    builder =
                        builder.with_endpoint(endpoint).with_allow_http(endpoint.starts_with("http://"));
                }
                Arc::new(builder.build().map_err(|e| Error::Settings(format!("S3 bucket {bucket}: {e}")))?)
            }
        };
        Ok(Self(store))
    }

    async fn put(&self, sealed: Vec<u8>) -> Result<BlobId> {
        let id = BlobId::of(&sealed);
        self.0.put(&id.path(), PutPayload::from(sealed)).await.map_err(|e| match out_of_space(&e) {
            true => Error::Full,
            false => Error::Blob(id.0.clone(), e.to_string()),
        })?;
        Ok(id)
    }

    async fn get(&self, id: &BlobId) -> Result<Vec<u8>> {
        let failed = |e: object_store::Error| Error::Blob(id.0.clone(), e.to_string());
        let sealed = self.0.get(&id.path()).await.map_err(failed)?.bytes().await.map_err(failed)?;
        if BlobId::of(&sealed) != *id {
            return Err(Error::Blob(id.0.clone(), "its content was altered after it was stored".into()));
        }
        Ok(sealed.into())
    }
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
    /// Stores a file under the key of `stream`.
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
        let key = crate::journal::stream_key(&mut self.reader(), self.keys(), stream).await?;
        let sealed = self.blobs().get(id).await?;
        key.open(&sealed, b"blob").ok_or_else(|| Error::Sealed(format!("blob {id}")))
    }
}

//! Files of a backup: hashes, the list, and blobs from one place to another.

use super::{Part, failed};
use crate::{
    blobs::{BlobId, Blobs},
    error::{Error, Result},
};
use aws_lc_rs::digest;
use futures_util::{StreamExt, TryStreamExt, stream};
use std::{
    collections::{BTreeMap, BTreeSet},
    fs::File,
    io::{Read, Write},
    path::{Path, PathBuf},
};

/// Files that are copied or looked at at the same time.
const PARALLEL: usize = 8;

/// Length and hash of a file of the directory.
pub(super) async fn part(directory: &Path, file: &str) -> Result<Part> {
    let (path, file) = (directory.join(file), file.to_owned());
    aside(move || {
        let (bytes, sha256) = hash(&path).map_err(|e| failed(&path, &e))?;
        Ok(Part { file, bytes, sha256 })
    })
    .await
}

/// Work that waits for the disk, where nobody else waits for it.
async fn aside<T: Send + 'static>(work: impl FnOnce() -> Result<T> + Send + 'static) -> Result<T> {
    let done = tokio::task::spawn_blocking(work).await;
    done.map_err(|_| Error::Backup("the program is ending".into()))?
}

fn hash(path: &Path) -> std::io::Result<(u64, String)> {
    let mut file = File::open(path)?;
    let (mut context, mut chunk, mut bytes) = (digest::Context::new(&digest::SHA256), vec![0; 1 << 16], 0);
    loop {
        let read = file.read(&mut chunk)?;
        if read == 0 {
            return Ok((bytes, hex::encode(context.finish())));
        }
        bytes += u64::try_from(read).unwrap_or(u64::MAX);
        context.update(&chunk[..read]);
    }
}

/// Writes a file that others see as a whole or not at all, and that survives a power cut.
pub(super) fn write(path: &Path, content: &[u8]) -> Result<()> {
    let begun = path.with_extension("part");
    let written = (|| {
        let mut file = File::create(&begun)?;
        file.write_all(content)?;
        file.sync_all()?;
        std::fs::rename(&begun, path)?;
        sync_directory(path)
    })();
    written.map_err(|e| failed(path, &e))
}

/// Makes the name of a file last.
pub(super) fn sync_directory(of: &Path) -> std::io::Result<()> {
    of.parent().map_or(Ok(()), |directory| File::open(directory)?.sync_all())
}

/// The list as `sha256sum` writes it.
pub(super) fn list(blobs: &BTreeSet<BlobId>) -> String {
    blobs.iter().map(|blob| format!("{blob}  blobs/{}\n", blob.path())).collect()
}

/// Reads the list.
pub(super) fn read_list(path: &Path) -> Result<BTreeSet<BlobId>> {
    let text = std::fs::read_to_string(path).map_err(|e| failed(path, &e))?;
    let id = |line: &str| BlobId::try_from(line.split(' ').next().unwrap_or_default().to_owned());
    text.lines().map(id).collect()
}

/// What became of files on the way.
#[derive(Debug, Default, Clone, Copy, PartialEq, Eq)]
pub(super) struct Copied {
    pub bytes: u64,
    pub new: u64,
}

/// Copies files. Those that are there already, whole, are left alone.
pub(super) async fn copy(blobs: &BTreeSet<BlobId>, from: &Blobs, to: &Blobs) -> Result<Copied> {
    let copies = stream::iter(blobs.iter().cloned()).map(async |blob| {
        if let Ok(there) = to.get(&blob).await {
            return Ok::<_, Error>((there.len(), 0));
        }
        let sealed = from.get(&blob).await?;
        let bytes = sealed.len();
        to.put(sealed).await?;
        Ok((bytes, 1))
    });
    let add = async |sum: Copied, (bytes, new): (usize, u64)| {
        Ok(Copied { bytes: sum.bytes + u64::try_from(bytes).unwrap_or(u64::MAX), new: sum.new + new })
    };
    copies.buffer_unordered(PARALLEL).try_fold(Copied::default(), add).await
}

/// Reads all files of a list; says which are missing or altered.
pub(super) async fn damaged(blobs: &BTreeSet<BlobId>, place: &Blobs) -> (u64, BTreeMap<BlobId, String>) {
    let looked_at = stream::iter(blobs.iter().cloned()).map(async |blob| match place.get(&blob).await {
        Ok(content) => (blob, Ok(content.len())),
        Err(error) => (blob, Err(error.to_string())),
    });
    let (mut bytes, mut damage) = (0, BTreeMap::new());
    let mut looked_at = std::pin::pin!(looked_at.buffer_unordered(PARALLEL));
    while let Some((blob, found)) = looked_at.next().await {
        match found {
            Ok(length) => bytes += u64::try_from(length).unwrap_or(u64::MAX),
            Err(error) => {
                damage.insert(blob, error);
            }
        }
    }
    (bytes, damage)
}

/// Removes what an older backup, or one that was broken off, left in the directory.
pub(super) async fn tidy(directory: &Path, keep: &[&str], blobs: &BTreeSet<BlobId>) -> Result<()> {
    let wanted: BTreeSet<PathBuf> =
        blobs.iter().map(|b| directory.join(format!("blobs/{}", b.path()))).collect();
    let keep: BTreeSet<PathBuf> = keep.iter().map(|name| directory.join(name)).collect();
    let directory = directory.to_owned();
    aside(move || {
        for path in entries(&directory)? {
            let name = path.file_name().and_then(|name| name.to_str()).unwrap_or_default();
            let ours = ["database-", "files-"].iter().any(|prefix| name.starts_with(prefix));
            if ours && !keep.contains(&path) {
                std::fs::remove_file(&path).map_err(|e| failed(&path, &e))?;
            }
        }
        for folder in entries(&directory.join("blobs"))?.into_iter().filter(|path| path.is_dir()) {
            for path in entries(&folder)? {
                if !wanted.contains(&path) {
                    std::fs::remove_file(&path).map_err(|e| failed(&path, &e))?;
                }
            }
        }
        Ok(())
    })
    .await
}

fn entries(directory: &Path) -> Result<Vec<PathBuf>> {
    let read = std::fs::read_dir(directory).and_then(|entries| {
        entries.map(|entry| entry.map(|entry| entry.path())).collect::<std::io::Result<Vec<_>>>()
    });
    read.map_err(|e| failed(directory, &e))
}

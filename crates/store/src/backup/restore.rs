//! A backup into an empty installation, on either engine.

use super::{Backup, failed, files, load, verify};
use crate::{
    blobs::{BlobId, BlobSettings, Blobs},
    clock::{SystemClock, SystemEntropy},
    db::{Db, Settings, Store},
    error::{Error, Result},
    keys::MasterKeys,
    migrations,
    office::Office,
};
use std::{
    path::{Path, PathBuf},
    sync::Arc,
};

/// Brings a backup into an installation where nothing is yet, and opens it. The backup is verified before, the journal
/// afterwards. The database comes last: what was broken off can be done again.
///
/// # Errors
/// The backup is damaged, the master keys are not those of it, or something is there already; then nothing was changed.
pub async fn restore(
    backup: &Backup,
    settings: &Settings,
    offices: &[Office],
    keys: MasterKeys,
) -> Result<Store> {
    let kept = verify(backup, offices, Some(keys.clone()), None).await?;
    if let Some(first) = kept.damage.first() {
        return Err(Error::Backup(format!(
            "nothing was restored, the backup is damaged in {} places: {first}",
            kept.damage.len()
        )));
    }
    let file = match settings.database.strip_prefix("sqlite://") {
        Some(file) => {
            nothing_at(Path::new(file))?;
            Some(PathBuf::from(file))
        }
        None if Store::has_streams(settings).await? => {
            return Err(Error::Backup(
                "nothing was restored: the database holds an installation already; name an empty one".into(),
            ));
        }
        None => None,
    };
    let listed = files::read_list(&backup.list())?;
    let place = Blobs::open(&settings.blobs).await?;
    let stray = place
        .list()
        .await?
        .into_iter()
        .find(|path| !BlobId::try_from(path.replace('/', "")).is_ok_and(|blob| listed.contains(&blob)));
    if let Some(stray) = stray {
        return Err(Error::Backup(format!(
            "nothing was restored: where the files go to lies {stray}, which the backup does not know; name an empty place"
        )));
    }
    let from = Blobs::open(&BlobSettings::Directory(backup.blobs())).await?;
    files::copy(&listed, &from, &place).await?;
    match file {
        Some(file) => put_file(&backup.database(), &file)?,
        None => fill(backup, settings, offices).await?,
    }
    let store = Store::open(settings, offices, keys, Arc::new(SystemClock), Arc::new(SystemEntropy)).await?;
    let report = store.verify_journal().await?;
    let counts = (report.streams, report.entries, report.logged);
    let manifest = &backup.manifest;
    if !report.damage.is_empty() || counts != (manifest.streams, manifest.entries, manifest.logged) {
        return Err(Error::Backup("what was restored is not what the backup holds: do not use it".into()));
    }
    Ok(store)
}

fn nothing_at(file: &Path) -> Result<()> {
    for end in ["", "-wal", "-shm", "-journal"] {
        let mut path = file.as_os_str().to_owned();
        path.push(end);
        if std::fs::symlink_metadata(&path).is_ok() {
            let path = PathBuf::from(path);
            return Err(Error::Backup(format!(
                "nothing was restored: {} is there already; move it away, or name another place",
                path.display()
            )));
        }
    }
    Ok(())
}

/// The whole file or none.
fn put_file(from: &Path, to: &Path) -> Result<()> {
    let begun = to.with_extension("restoring");
    let put = (|| {
        if let Some(directory) = to.parent() {
            std::fs::create_dir_all(directory)?;
        }
        std::fs::copy(from, &begun)?;
        std::fs::File::open(&begun)?.sync_all()?;
        std::fs::rename(&begun, to)?;
        files::sync_directory(to)
    })();
    put.map_err(|e| failed(to, &e))
}

/// Into PostgreSQL: the backup may be of an older schema, so it is brought up to date first, in a copy.
async fn fill(backup: &Backup, settings: &Settings, offices: &[Office]) -> Result<()> {
    let steps = migrations::steps(offices);
    let target = Db::open(settings).await?;
    migrations::run(&target, &steps).await?;
    let Db::Postgres { pool, .. } = &target else { unreachable!("SQLite is restored as a file") };
    let newest = steps.iter().map(|step| step.version).max().unwrap_or_default();
    let filled = if backup.manifest.schema == newest {
        load::into_postgres(&backup.database(), pool).await
    } else {
        let work = backup.database().with_extension("upgrading");
        let upgraded = upgrade(&backup.database(), &work, &steps).await;
        let filled = match upgraded {
            Ok(()) => load::into_postgres(&work, pool).await,
            Err(error) => Err(error),
        };
        // Not part of the backup; a leftover does no harm.
        let _ = std::fs::remove_file(&work);
        filled
    };
    target.close().await;
    filled
}

async fn upgrade(from: &Path, work: &Path, steps: &[migrations::Migration]) -> Result<()> {
    std::fs::copy(from, work).map_err(|e| failed(work, &e))?;
    let db = Db::sqlite(work, 2).await?;
    migrations::run(&db, steps).await?;
    db.close().await;
    Ok(())
}

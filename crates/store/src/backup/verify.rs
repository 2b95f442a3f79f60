//! Whether a backup is whole.

use super::{Backup, files};
use crate::{
    blobs::{BlobSettings, Blobs},
    db::Store,
    error::Result,
    journal::Report,
    keys::MasterKeys,
    office::Office,
    sql::sql,
};
use tlog::{Checkpoint, Verifier};

/// What a verification found.
#[derive(Debug, Clone)]
pub struct Kept {
    /// Of its journal; empty where the database of the backup is damaged as a file.
    pub journal: Report,
    /// What is wrong; empty when all is well.
    pub damage: Vec<String>,
}

/// Reads all of a backup: hashes of its files, the chains of its journal, and that its log holds these entries and leads
/// to the checkpoint of the manifest. With the master keys also that every entry opens. `kept` is a checkpoint that was
/// kept elsewhere: the log must begin with it.
pub async fn verify(
    backup: &Backup,
    offices: &[Office],
    keys: Option<MasterKeys>,
    kept: Option<&str>,
) -> Result<Kept> {
    let manifest = &backup.manifest;
    let mut damage = Vec::new();
    for part in [&manifest.database, &manifest.list] {
        match files::part(&backup.directory, &part.file).await {
            Ok(found) if found == *part => {}
            Ok(found) => damage.push(format!(
                "{}: was altered: {} bytes with SHA-256 {}, it had {} bytes with SHA-256 {}",
                part.file, found.bytes, found.sha256, part.bytes, part.sha256
            )),
            Err(error) => damage.push(error.to_string()),
        }
    }
    if !damage.is_empty() {
        // What it holds means nothing any more.
        return Ok(Kept { journal: Report::default(), damage });
    }
    let listed = files::read_list(&backup.list())?;
    let place = Blobs::open(&BlobSettings::Directory(backup.blobs())).await?;
    let (_, missing) = files::damaged(&listed, &place).await;
    damage.extend(missing.into_values());
    let copy = open(backup, offices, keys).await?;
    let journal = verify_journal(backup, &copy, kept, &mut damage).await;
    copy.close().await;
    Ok(Kept { journal: journal?, damage })
}

/// The database of a backup, for reading.
pub(super) async fn open(backup: &Backup, offices: &[Office], keys: Option<MasterKeys>) -> Result<Store> {
    let verifier = match (&keys, &backup.manifest.verifier) {
        (None, Some(text)) => Some(Verifier::parse(text)?),
        _ => None,
    };
    let keys = keys.unwrap_or_else(MasterKeys::none);
    let blobs = BlobSettings::Directory(backup.blobs());
    Store::open_copy(&backup.database(), &blobs, offices, keys, verifier).await
}

async fn verify_journal(
    backup: &Backup,
    copy: &Store,
    kept: Option<&str>,
    damage: &mut Vec<String>,
) -> Result<Report> {
    let manifest = &backup.manifest;
    let journal = copy.verify_journal().await?;
    damage.extend(journal.damage.iter().map(ToString::to_string));
    if (journal.streams, journal.entries, journal.logged)
        != (manifest.streams, manifest.entries, manifest.logged)
    {
        damage.push(format!(
            "the journal holds {} streams and {} entries, {} of them in the log; it had {}, {} and {}",
            journal.streams,
            journal.entries,
            journal.logged,
            manifest.streams,
            manifest.entries,
            manifest.logged
        ));
    }
    if copy.checkpoint().await? != manifest.checkpoint {
        damage.push("the newest checkpoint of the log is not the one of the manifest".into());
    }
    if let (Some(note), Some(verifier)) = (&manifest.checkpoint, copy.log_verifier().await?)
        && Checkpoint::open(note, &[verifier]).is_err()
    {
        damage.push("the checkpoint of the manifest is not signed by the key of the log".into());
    }
    if let Some(kept) = kept
        && let Err(error) = copy.prove_growth(kept).await
    {
        damage.push(format!("its log does not begin with the checkpoint that was kept: {error}"));
    }
    Ok(journal)
}

/// The names of the master keys that keys of streams are wrapped with.
pub(super) async fn master_keys(copy: &Store) -> Result<Vec<String>> {
    let rows: Vec<(Vec<u8>,)> =
        sql("SELECT DISTINCT substr(key, 1, 8) FROM journal_streams WHERE key IS NOT NULL ORDER BY 1")
            .all(&mut copy.reader())
            .await?;
    Ok(rows.into_iter().map(|(id,)| hex::encode(id)).collect())
}

//! Files of proposals: added and removed by their Ressort as long as it can change what it says, read by all who may read the
//! proposal. They lie under the key of the proposal.

use crate::entries::Entry;
use crate::model::{Anlage, AnlageId, Datei, Error, MAX_ANLAGEN, Vorschlag, VorschlagId};
use crate::planung::lock;
use crate::vorschlaege::locked;
use crate::{Result, plans, reads, tables};
use identity::{BehoerdeId, Scope};
use jiff::{SignedDuration, Timestamp};
use serde::{Deserialize, Serialize};
use store::{BlobId, Executor, Failure, Job, Jobs, Outcome, Store, StreamId, Tx};

/// A file that was taken away is removed so much later: a backup that is being taken still copies it.
const KEEP_UNUSED: SignedDuration = SignedDuration::from_hours(24);

/// Remove files that no proposal has any more.
#[derive(Debug, Serialize, Deserialize)]
struct Entfernen {
    blobs: Vec<BlobId>,
}

impl Job for Entfernen {
    const KIND: &'static str = "planning.anlagen_entfernen";
}

/// Stores the content of a file that was looked into, for [`attach`] to refer to: before the transaction begins, so that
/// nobody waits for the disk. If nothing comes to refer to it, whoever called removes it again.
///
/// # Errors
/// As [`attach`].
pub async fn store_file(store: &Store, scope: &Scope, id: VorschlagId, content: &[u8]) -> Result<BlobId> {
    let behoerde = plans(scope)?;
    let found = tables::visible(&mut store.reader(), id, Some(behoerde)).await?.ok_or(Error::NotFound)?;
    is_changeable(&found, behoerde)?;
    Ok(store.put_blob(StreamId(id.0), content).await?)
}

/// Adds a file to a proposal.
///
/// # Errors
/// [`Error::NotFound`] where it is not one's own, [`Error::Stand`] where it cannot be changed, [`Error::ZuViele`],
/// [`Error::Denied`].
pub async fn attach(tx: &mut Tx, scope: &Scope, id: VorschlagId, datei: Datei) -> Result<AnlageId> {
    let behoerde = changeable(tx, scope, id).await?;
    if tables::anlagen(tx, id).await?.len() >= MAX_ANLAGEN {
        return Err(Error::ZuViele(MAX_ANLAGEN));
    }
    let anlage = AnlageId(tx.new_id());
    let entry = Entry::AnlageHinzugefuegt { vorschlag: id, anlage, behoerde, datei };
    tx.record(StreamId(id.0), scope.actor(), &entry).await?;
    Ok(anlage)
}

/// Takes a file away. A day later it is gone for good.
///
/// # Errors
/// [`Error::NotFound`] where there is none, or the proposal is not one's own; [`Error::Stand`] where it cannot be changed;
/// [`Error::Denied`].
pub async fn detach(tx: &mut Tx, scope: &Scope, id: VorschlagId, anlage: AnlageId) -> Result<()> {
    let behoerde = changeable(tx, scope, id).await?;
    let all = tables::anlagen(tx, id).await?;
    let found = all.into_iter().find(|one| one.id == anlage).ok_or(Error::NotFound)?;
    let entry = Entry::AnlageEntfernt { vorschlag: id, anlage, behoerde, name: found.datei.name };
    tx.record(StreamId(id.0), scope.actor(), &entry).await?;
    let at = tx.now().checked_add(KEEP_UNUSED).unwrap_or(Timestamp::MAX);
    Ok(tx.enqueue_at(&Entfernen { blobs: vec![found.datei.blob] }, at, None).await?)
}

/// Where one works, if it is where the proposal is from and it can be changed.
async fn changeable(tx: &mut Tx, scope: &Scope, id: VorschlagId) -> Result<BehoerdeId> {
    let behoerde = plans(scope)?;
    let vorschlag = locked(tx, scope, id).await?;
    is_changeable(&vorschlag, behoerde)?;
    lock(tx, vorschlag.jahr).await?;
    Ok(behoerde)
}

fn is_changeable(vorschlag: &Vorschlag, behoerde: BehoerdeId) -> Result<()> {
    match vorschlag {
        other if other.behoerde != behoerde => Err(Error::NotFound),
        one if !one.stand.is_open() => Err(Error::Stand),
        _ => Ok(()),
    }
}

/// The files of a proposal, as they came.
///
/// # Errors
/// [`Error::NotFound`] where there is no such proposal, or a draft of others; [`Error::Denied`].
pub async fn anlagen(on: &mut impl Executor, scope: &Scope, id: VorschlagId) -> Result<Vec<Anlage>> {
    tables::visible(on, id, reads(scope)?).await?.ok_or(Error::NotFound)?;
    Ok(tables::anlagen(on, id).await?)
}

/// A file of a proposal with its content.
///
/// # Errors
/// As [`anlagen`], and where there is no such file.
pub async fn anlage(
    store: &Store,
    scope: &Scope,
    id: VorschlagId,
    anlage: AnlageId,
) -> Result<(Datei, Vec<u8>)> {
    let all = anlagen(&mut store.reader(), scope, id).await?;
    let found = all.into_iter().find(|one| one.id == anlage).ok_or(Error::NotFound)?;
    let content = store.blob(StreamId(id.0), &found.datei.blob).await?;
    Ok((found.datei, content))
}

/// The files of all proposals: what a backup must hold.
///
/// # Errors
/// [`Error::Denied`] for everybody but the program itself.
pub async fn stored_files(on: &mut impl Executor, scope: &Scope) -> Result<Vec<BlobId>> {
    scope.house()?;
    Ok(tables::stored_files(on).await?)
}

pub(crate) fn register_jobs(jobs: Jobs) -> Jobs {
    jobs.on(async |store: Store, _claimed, job: Entfernen| {
        for blob in &job.blobs {
            // Nothing but a row can refer to it: it was sealed with the key of its proposal.
            if !tables::is_stored(&mut store.reader(), blob).await? {
                store.remove_blob(blob).await?;
            }
        }
        Ok::<_, Failure>(Outcome::Nothing)
    })
}

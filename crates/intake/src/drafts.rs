//! Drafts: saved after every page, sealed, deleted when nobody comes back to them. What was uploaded and is no longer
//! part of a draft is removed a day later.

use crate::{
    Error, Result,
    jobs::Unused,
    model::{AntragId, Draft, DraftInfo, Owner, StoredUpload},
    tables,
    uploads::{self, MAX_FILES, UploadError},
};
use form::Answers;
use identity::{AccountId, BehoerdeId, SessionId};
use jiff::{SignedDuration, Timestamp};
use packages::{Digest, Library};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use store::{At, BlobId, Executor, Store, StreamId, Tx};

/// A draft without an account is kept as long as a session can live.
const KEEP_SESSION: SignedDuration = SignedDuration::from_hours(12);
/// A draft of an account.
const KEEP_ACCOUNT: SignedDuration = SignedDuration::from_hours(24 * 30);
/// A file that a draft no longer refers to: as long as somebody may still be looking at it, and as a backup of the
/// database may be older than one of the files.
const KEEP_UNUSED: SignedDuration = SignedDuration::from_hours(24);

/// What of a draft is sealed.
#[derive(Serialize, Deserialize)]
pub(crate) struct Content {
    pub answers: Answers,
    pub name: Option<String>,
    pub uploads: BTreeMap<String, StoredUpload>,
}

pub(crate) fn expiry(owner: Owner, now: Timestamp) -> At {
    let keep = match owner {
        Owner::Session(_) => KEEP_SESSION,
        Owner::Account(_) => KEEP_ACCOUNT,
    };
    At::from(now.checked_add(keep).unwrap_or(Timestamp::MAX))
}

pub(crate) async fn seal(tx: &mut Tx, id: AntragId, content: &Content) -> Result<Vec<u8>> {
    let json = serde_json::to_vec(content).map_err(|e| store::Error::Encode(e.to_string()))?;
    Ok(tx.seal(StreamId(id.0), &json).await?)
}

pub(crate) fn read(row: tables::DraftRow, content: &[u8]) -> Result<Draft> {
    let content: Content =
        serde_json::from_slice(content).map_err(|e| store::Error::Encode(e.to_string()))?;
    let stored = content.uploads.values().map(|upload| upload.blob.clone()).collect();
    Ok(Draft {
        id: row.id,
        package: Digest::parse(&row.digest).ok_or(Error::NotFound)?,
        behoerde: row.behoerde,
        language: row.language,
        answers: content.answers,
        name: content.name,
        uploads: content.uploads,
        changed_at: row.changed_at.timestamp(),
        expires_at: row.expires_at.timestamp(),
        stored,
    })
}

/// Begins a draft.
pub async fn start(
    tx: &mut Tx,
    owner: Owner,
    library: &Library,
    package: &Digest,
    behoerde: BehoerdeId,
    language: &str,
) -> Result<AntragId> {
    let titel = library.get_in(tx, package).await?.manifest().titel.clone();
    let id = AntragId(tx.new_id());
    tx.open_stream(StreamId(id.0), "akte", Some(behoerde.0)).await?;
    let empty = Content { answers: Answers::default(), name: None, uploads: BTreeMap::new() };
    let content = seal(tx, id, &empty).await?;
    let expires = expiry(owner, tx.now());
    tables::insert_draft(tx, owner, id, behoerde, package, &titel, language, content, expires).await?;
    Ok(id)
}

/// The draft of an owner.
pub async fn draft(store: &Store, owner: Owner, id: AntragId) -> Result<Draft> {
    let row = tables::draft(&mut store.reader(), owner, id, At::from(store.now())).await?;
    let row = row.ok_or(Error::NotFound)?;
    let content = store.unseal(StreamId(row.id.0), &row.content).await?;
    read(row, &content)
}

/// The drafts of an owner, the last changed first.
pub async fn drafts(on: &mut impl Executor, store: &Store, owner: Owner) -> Result<Vec<DraftInfo>> {
    Ok(tables::drafts(on, owner, At::from(store.now())).await?)
}

/// The draft within a transaction; the caller holds the lock of its stream.
pub(crate) async fn locked(tx: &mut Tx, owner: &Owner, id: AntragId) -> Result<Draft> {
    let now = At::from(tx.now());
    let row = tables::draft(tx, *owner, id, now).await?.ok_or(Error::NotFound)?;
    let content = tx.unseal(StreamId(row.id.0), &row.content).await?;
    read(row, &content)
}

/// Saves a draft: its answers, language and name. Uploads are changed by [`add_upload`] and [`remove_upload`].
pub async fn save(tx: &mut Tx, owner: Owner, draft: &Draft) -> Result<()> {
    let content =
        Content { answers: draft.answers.clone(), name: draft.name.clone(), uploads: draft.uploads.clone() };
    let sealed = seal(tx, draft.id, &content).await?;
    let expires = expiry(owner, tx.now());
    let changed = tables::update_draft(tx, owner, draft.id, &draft.language, sealed, expires).await?;
    if changed == 0 {
        return Err(Error::NotFound);
    }
    let used: Vec<_> = draft.uploads.values().map(|upload| &upload.blob).collect();
    let unused = draft.stored.iter().filter(|blob| !used.contains(blob)).cloned().collect();
    remove_later(tx, draft.id, unused).await
}

/// Files that the draft does not refer to after this transaction are removed in a day, unless something refers to
/// them then.
async fn remove_later(tx: &mut Tx, id: AntragId, blobs: Vec<BlobId>) -> Result<()> {
    if blobs.is_empty() {
        return Ok(());
    }
    let at = tx.now().checked_add(KEEP_UNUSED).unwrap_or(Timestamp::MAX);
    Ok(tx.enqueue_at(&Unused { antrag: id, blobs }, at, None).await?)
}

/// Whether a draft refers to a blob, whoever's it is.
pub(crate) async fn refers(store: &Store, id: AntragId, blob: &BlobId) -> Result<bool> {
    let Some(content) = tables::draft_content(&mut store.reader(), id).await? else { return Ok(false) };
    let content = store.unseal(StreamId(id.0), &content).await?;
    Ok(uploads_in(&content)?.contains(blob))
}

pub(crate) fn uploads_in(content: &[u8]) -> Result<Vec<BlobId>> {
    let content: Content =
        serde_json::from_slice(content).map_err(|e| store::Error::Encode(e.to_string()))?;
    Ok(content.uploads.into_values().map(|upload| upload.blob).collect())
}

/// Takes a file into a draft and returns its upload id, to be stored as the answer of its field. The caller
/// saves the draft, in a transaction that begins afterwards: nobody else waits for the disk or the S3 service.
///
/// # Errors
/// [`UploadError`] when the file is too large, empty, of a kind that is not accepted, one too many, or not found clean by
/// the virus scanner.
pub async fn add_upload(store: &Store, draft: &mut Draft, name: &str, content: &[u8]) -> Result<String> {
    if draft.uploads.len() >= MAX_FILES {
        return Err(UploadError::TooMany.into());
    }
    let upload = uploads::examine(name, content)?;
    store.scan(content).await.map_err(UploadError::from)?;
    let blob = store.put_blob(StreamId(draft.id.0), content).await?;
    let id = store.new_id().simple().to_string();
    draft.answers.note_upload(id.clone(), upload);
    draft.stored.push(blob.clone());
    draft.uploads.insert(id.clone(), StoredUpload { blob });
    Ok(id)
}

/// Forgets a file of a draft. The caller saves the draft.
pub fn remove_upload(draft: &mut Draft, upload: &str) {
    draft.answers.forget_upload(upload);
    draft.uploads.remove(upload);
}

/// After a sign-in: the drafts of the session before become the account's.
pub async fn take_over(tx: &mut Tx, from: SessionId, to: AccountId) -> Result<u64> {
    // Given away: neither the session nor the account alone could.
    tx.as_house().await?;
    Ok(tables::take_over(tx, from, to).await?)
}

/// Deletes a draft at its owner's wish, key included.
pub async fn discard(tx: &mut Tx, owner: Owner, id: AntragId) -> Result<()> {
    let now = At::from(tx.now());
    tables::draft(tx, owner, id, now).await?.ok_or(Error::NotFound)?;
    erase(tx, id).await
}

/// Deletes drafts that have expired, `limit` at most; returns how many.
pub async fn purge_drafts(tx: &mut Tx, limit: i64) -> Result<usize> {
    let expired = tables::expired(tx, limit).await?;
    for id in &expired {
        erase(tx, *id).await?;
    }
    Ok(expired.len())
}

pub(crate) async fn erase(tx: &mut Tx, id: AntragId) -> Result<()> {
    if let Some(content) = tables::draft_content(tx, id).await? {
        let content = tx.unseal(StreamId(id.0), &content).await?;
        remove_later(tx, id, uploads_in(&content)?).await?;
    }
    tables::delete_draft(tx, id).await?;
    Ok(tx.erase_stream(StreamId(id.0)).await?)
}

//! Drafts: saved after every page, sealed, deleted when nobody comes back to them.

use crate::{
    Error, Result,
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
use store::{At, Executor, Store, StreamId, Tx};

/// A draft without an account is kept as long as a session can live.
const KEEP_SESSION: SignedDuration = SignedDuration::from_hours(12);
/// A draft of an account.
const KEEP_ACCOUNT: SignedDuration = SignedDuration::from_hours(24 * 30);

/// What of a draft is sealed.
#[derive(Serialize, Deserialize)]
struct Content {
    answers: Answers,
    name: Option<String>,
    uploads: BTreeMap<String, StoredUpload>,
}

fn expiry(owner: Owner, now: Timestamp) -> At {
    let keep = match owner {
        Owner::Session(_) => KEEP_SESSION,
        Owner::Account(_) => KEEP_ACCOUNT,
    };
    At::from(now.checked_add(keep).unwrap_or(Timestamp::MAX))
}

async fn seal(tx: &mut Tx, id: AntragId, content: &Content) -> Result<Vec<u8>> {
    let json = serde_json::to_vec(content).map_err(|e| store::Error::Encode(e.to_string()))?;
    Ok(tx.seal(StreamId(id.0), &json).await?)
}

fn read(row: tables::DraftRow, content: &[u8]) -> Result<Draft> {
    let content: Content =
        serde_json::from_slice(content).map_err(|e| store::Error::Encode(e.to_string()))?;
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
    let titel = library.get(package).await?.manifest().titel.clone();
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
    if changed == 0 { Err(Error::NotFound) } else { Ok(()) }
}

/// Takes a file into a draft and returns its upload id, to be stored as the answer of its field. The caller
/// saves the draft.
///
/// # Errors
/// [`UploadError`] when the file is too large, empty, of a kind that is not accepted, or one too many.
pub async fn add_upload(tx: &mut Tx, draft: &mut Draft, name: &str, content: &[u8]) -> Result<String> {
    if draft.uploads.len() >= MAX_FILES {
        return Err(UploadError::TooMany.into());
    }
    let upload = uploads::examine(name, content)?;
    let blob = tx.put_blob(StreamId(draft.id.0), content).await?;
    let id = tx.new_id().simple().to_string();
    draft.answers.note_upload(id.clone(), upload);
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

async fn erase(tx: &mut Tx, id: AntragId) -> Result<()> {
    tables::delete_draft(tx, id).await?;
    Ok(tx.erase_stream(StreamId(id.0)).await?)
}

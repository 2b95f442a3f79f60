//! What a person writes about a matter that they submitted, until it is sent: text and files of an answer.
//!
//! A reply is a draft like that of an Antrag: sealed, kept for a while, deleted when nobody comes back to it, its files
//! examined in the same way. What it is a reply to (a question) stands beside it; the office that asks takes it.

use crate::{
    Error, Result,
    drafts::{self, Content},
    model::{Draft, Owner},
    tables,
};
use cases::Beilage;
use form::Answers;
use identity::BehoerdeId;
use packages::{Digest, Library};
use std::collections::BTreeMap;
use store::{At, Store, StreamId, Tx};
use uuid::Uuid;

/// Most files of a reply: they are sent together.
pub const MAX_REPLY_FILES: usize = 10;

/// Under which name the text lies among the answers.
const TEXT: &str = "text";

impl Draft {
    /// What was written in a reply.
    #[must_use]
    pub fn text(&self) -> &str {
        self.answers.get(TEXT).unwrap_or_default()
    }

    /// Replaces what was written in a reply.
    pub fn set_text(&mut self, text: &str) {
        let set = self.answers.set(TEXT, text);
        debug_assert!(set, "a name without signs is a path");
    }

    /// The files of a reply by name: id, and what is known about each.
    #[must_use]
    pub fn files(&self) -> Vec<(&str, &form::Upload)> {
        let known = |id| Some((String::as_str(id), self.answers.upload(id)?));
        let mut files: Vec<_> = self.uploads.keys().filter_map(known).collect();
        files.sort_by(|(a, one), (b, other)| (&one.name, a).cmp(&(&other.name, b)));
        files
    }
}

/// Begins a reply to something, or gives the one that was begun. Who may reply to it, the caller has found out.
pub async fn begin_reply(
    tx: &mut Tx,
    owner: Owner,
    library: &Library,
    to: Uuid,
    package: &Digest,
    behoerde: BehoerdeId,
) -> Result<Draft> {
    let now = At::from(tx.now());
    if let Some(row) = tables::reply(tx, owner, to, now).await? {
        let content = tx.unseal(StreamId(row.id.0), &row.content).await?;
        return drafts::read(row, &content);
    }
    let titel = library.get_in(tx, package).await?.manifest().titel.clone();
    let id = crate::AntragId(tx.new_id());
    tx.open_stream(StreamId(id.0), "akte", Some(behoerde.0)).await?;
    let empty = Content { answers: Answers::default(), name: None, uploads: BTreeMap::new() };
    let content = drafts::seal(tx, id, &empty).await?;
    let expires = drafts::expiry(owner, tx.now());
    tables::insert_draft(tx, owner, id, behoerde, package, &titel, "de", content, expires).await?;
    tables::set_reply_to(tx, id, to).await?;
    let row = tables::reply(tx, owner, to, now).await?.ok_or(Error::NotFound)?;
    let content = tx.unseal(StreamId(row.id.0), &row.content).await?;
    drafts::read(row, &content)
}

/// The reply that the owner has begun to something.
pub async fn reply(store: &Store, owner: Owner, to: Uuid) -> Result<Option<Draft>> {
    let row = tables::reply(&mut store.reader(), owner, to, At::from(store.now())).await?;
    let Some(row) = row else { return Ok(None) };
    let content = store.unseal(StreamId(row.id.0), &row.content).await?;
    drafts::read(row, &content).map(Some)
}

/// The files of a reply with their content, to be sent.
pub async fn reply_files(store: &Store, draft: &Draft) -> Result<Vec<Beilage>> {
    let mut files = Vec::new();
    for (id, upload) in draft.files() {
        let Some(stored) = draft.uploads.get(id) else { continue };
        files.push(Beilage {
            file_name: upload.name.clone(),
            media_type: upload.media_type.clone(),
            content: store.blob(StreamId(draft.id.0), &stored.blob).await?,
        });
    }
    Ok(files)
}

/// Deletes the reply to something, key included: it was sent. Nothing happens where there is none.
pub async fn discard_reply(tx: &mut Tx, owner: Owner, to: Uuid) -> Result<()> {
    let now = At::from(tx.now());
    match tables::reply(tx, owner, to, now).await? {
        Some(row) => drafts::erase(tx, row.id).await,
        None => Ok(()),
    }
}

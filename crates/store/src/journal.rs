//! The journal: everything an authority receives, decides or sends, as entries that are never changed.
//!
//! Entries lie in *streams* (a Vorgang, an Akte, an account, ...). Each entry carries the hash of its
//! predecessor in its stream; its content is sealed with the key of the stream. The hash covers what is
//! sealed, so a chain verifies after its key was destroyed.
//!
//! Writing an entry and projecting it into the tables that screens read is one act ([`Tx::record`]), in the
//! caller's transaction. `rebuild` empties the projections and makes them again from the entries.

use crate::{
    At,
    db::{Store, Tx},
    error::{Error, Result},
    keys::{Key, MasterKeys},
    sql::{Executor, Reader, at_once, placeholders, sql, values},
};
use aws_lc_rs::digest;
use jiff::Timestamp;
use serde::{Deserialize, Serialize, de::DeserializeOwned};
use std::{borrow::Cow, collections::HashMap, future::Future};
use uuid::Uuid;

/// Name of a stream.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(transparent)]
pub struct StreamId(pub Uuid);

impl std::fmt::Display for StreamId {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        self.0.fmt(f)
    }
}

/// Who caused an entry.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Actor {
    /// The program itself, following its rules.
    House,
    /// A person with an account.
    Account(Uuid),
}

impl Actor {
    const fn id(self) -> Option<Uuid> {
        match self {
            Self::House => None,
            Self::Account(id) => Some(id),
        }
    }
}

/// The entries of an office: an enum, one variant a kind of event, named in the past tense.
pub trait Entry: Serialize + DeserializeOwned + Send + Sync + Sized {
    /// `office.event`, for example `cases.entschieden`. It is stored in clear and never changed.
    fn kind(&self) -> &'static str;

    /// Brings the office's tables in line with this entry. It must depend on nothing but the entry, its
    /// [`Meta`] and the projections themselves, because a rebuild replays it.
    fn project(&self, meta: &Meta, tx: &mut Tx) -> impl Future<Output = Result<()>> + Send;
}

/// What the journal knows about an entry besides its content.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Meta {
    /// The stream.
    pub stream: StreamId,
    /// Place in the stream, from 1 without gaps.
    pub sequence: i64,
    /// Kind, see [`Entry::kind`].
    pub kind: Cow<'static, str>,
    /// When it was recorded.
    pub at: Timestamp,
    /// Who caused it.
    pub actor: Actor,
}

/// The newest state of a stream, locked by the transaction.
#[derive(Debug, Clone)]
pub(crate) struct Head {
    length: i64,
    hash: Vec<u8>,
    /// Entries were appended that the stream's row does not count yet.
    grown: bool,
}

const ENTRIES: &str = "INSERT INTO journal (stream, sequence, kind, at, actor, payload, hash) ";
const HEADS: &str = "UPDATE journal_streams SET length = grown.column2, head = grown.column3 FROM (";
const HEADS_END: &str = ") AS grown WHERE journal_streams.id = grown.column1";

type HeadRow = (i64, Vec<u8>, Option<Vec<u8>>);

impl Tx {
    /// Opens a stream with a new key. `kind` is the office's word for what it is (`vorgang`, `akte`, ...);
    /// `behoerde` is the tenant, where it has one. A stream that exists already is left as it is.
    pub async fn open_stream(
        &mut self,
        id: StreamId,
        kind: &'static str,
        behoerde: Option<Uuid>,
    ) -> Result<()> {
        let (key, wrapped) = self.store().keys().new_stream_key(id.0, self.store().entropy());
        let now = At::from(self.now());
        let new = sql("INSERT INTO journal_streams (id, kind, behoerde, length, head, key, opened_at)
             VALUES ($1, $2, $3, 0, $4, $5, $6) ON CONFLICT (id) DO NOTHING")
        .bind(id.0)
        .bind(kind)
        .bind(behoerde)
        .bind(genesis(id))
        .bind(wrapped)
        .bind(now)
        .execute(self)
        .await?;
        if new == 1 {
            self.keys.insert(id, key);
            self.heads.insert(id, Head { length: 0, hash: genesis(id), grown: false });
        }
        Ok(())
    }

    /// Appends an entry to a stream and projects it. The stream stays locked until the transaction ends, so
    /// what a command read from its projections after [`Tx::lock_stream`] is still true here.
    pub async fn record<E: Entry>(&mut self, stream: StreamId, actor: Actor, entry: &E) -> Result<Meta> {
        let head = self.lock(stream).await?;
        let key = self.stream_key(stream).await?;
        let kind = entry.kind();
        let sequence = head.length + 1;
        let content = serde_json::to_vec(entry).map_err(|e| Error::Encode(e.to_string()))?;
        let payload = key.seal(&content, &about(stream, sequence, kind), self.store().entropy());
        let at = At::from(self.now());
        let hash = link(&head.hash, stream, sequence, kind, at.timestamp(), actor, &payload);
        self.entries.push(values![stream.0, sequence, kind, at, actor.id(), payload, hash.clone()]);
        self.changes += 1;
        self.heads.insert(stream, Head { length: sequence, hash, grown: true });
        let meta = Meta { stream, sequence, kind: Cow::Borrowed(kind), at: at.timestamp(), actor };
        entry.project(&meta, self).await?;
        Ok(meta)
    }

    /// Locks a stream for this transaction: until it ends nobody else can append to it. Commands call it
    /// before they read what they decide upon. Returns the number of entries so far.
    pub async fn lock_stream(&mut self, stream: StreamId) -> Result<i64> {
        Ok(self.lock(stream).await?.length)
    }

    /// Locks streams that are there and have a key, all at once and in one order, so that nobody who does the same waits for
    /// somebody who waits in turn.
    pub(crate) async fn lock_streams(&mut self, streams: impl Iterator<Item = StreamId>) -> Result<()> {
        let mut wanted: Vec<Uuid> = streams.map(|stream| stream.0).collect();
        wanted.sort_unstable();
        wanted.dedup();
        let mut wanted = &wanted[..];
        while !wanted.is_empty() {
            let (now, later) = wanted.split_at(at_once(wanted.len()));
            wanted = later;
            let mut statement = sql::<(Uuid, i64, Vec<u8>, Option<Vec<u8>>)>(format!(
                "SELECT id, length, head, key FROM journal_streams WHERE id IN ({}) ORDER BY id /*pg FOR UPDATE */",
                placeholders(now.len(), 1)
            ));
            for id in now {
                statement = statement.bind(*id);
            }
            for (id, length, hash, wrapped) in statement.all(self).await? {
                let Some(wrapped) = wrapped else { continue };
                let stream = StreamId(id);
                if !self.keys.contains_key(&stream) {
                    let key = self.store().keys().unwrap(id, &wrapped)?;
                    self.keys.insert(stream, key);
                }
                self.heads.entry(stream).or_insert(Head { length, hash, grown: false });
            }
        }
        Ok(())
    }

    /// Once a stream is locked, nobody else changes its head: it is read once and written back once.
    async fn lock(&mut self, stream: StreamId) -> Result<Head> {
        if let Some(head) = self.heads.get(&stream)
            && self.keys.contains_key(&stream)
        {
            return Ok(head.clone());
        }
        let row: Option<HeadRow> =
            sql("SELECT length, head, key FROM journal_streams WHERE id = $1 /*pg FOR UPDATE */")
                .bind(stream.0)
                .optional(self)
                .await?;
        let (length, hash, wrapped) = row.ok_or(Error::NoStream(stream.0))?;
        if !self.keys.contains_key(&stream) {
            let wrapped = wrapped.ok_or(Error::Erased(stream.0))?;
            let key = self.store().keys().unwrap(stream.0, &wrapped)?;
            self.keys.insert(stream, key);
        }
        let head = self.heads.entry(stream).or_insert(Head { length, hash, grown: false });
        Ok(head.clone())
    }

    /// Writes the entries and the heads of the streams that have grown, before the transaction ends.
    pub(crate) async fn write_journal(&mut self) -> Result<()> {
        let entries = std::mem::take(&mut self.entries);
        self.write_rows(ENTRIES, "", entries).await?;
        let heads = std::mem::take(&mut self.heads);
        let grown = heads.into_iter().filter(|(_, head)| head.grown);
        let heads = grown.map(|(stream, head)| values![stream.0, head.length, head.hash]).collect();
        self.write_rows(HEADS, HEADS_END, heads).await
    }

    pub(crate) async fn stream_key(&mut self, stream: StreamId) -> Result<Key> {
        if let Some(key) = self.keys.get(&stream) {
            return Ok(key.clone());
        }
        let keys = self.store().keys().clone();
        let key = stream_key(self, &keys, stream).await?;
        self.keys.insert(stream, key.clone());
        Ok(key)
    }

    /// Opens a value that was sealed with [`Tx::seal`], within the transaction: a second connection for it could
    /// be one that everybody else is waiting for too.
    pub async fn unseal(&mut self, stream: StreamId, sealed: &[u8]) -> Result<Vec<u8>> {
        let key = self.stream_key(stream).await?;
        open_value(&key, stream, sealed)
    }

    /// Seals a value that is no entry (a draft, for example) with the key of a stream.
    pub async fn seal(&mut self, stream: StreamId, content: &[u8]) -> Result<Vec<u8>> {
        let key = self.stream_key(stream).await?;
        Ok(key.seal(content, b"value", self.store().entropy()))
    }

    /// Destroys the key of a stream. What it sealed can never be read again; the chain still verifies. The
    /// caller removes the projected rows in the same transaction.
    pub async fn erase_stream(&mut self, stream: StreamId) -> Result<()> {
        let now = At::from(self.now());
        let done =
            sql("UPDATE journal_streams SET key = NULL, erased_at = $2 WHERE id = $1 AND key IS NOT NULL")
                .bind(stream.0)
                .bind(now)
                .execute(self)
                .await?;
        self.keys.remove(&stream);
        if done == 0 { Err(Error::Erased(stream.0)) } else { Ok(()) }
    }
}

pub(crate) async fn stream_key(on: &mut impl Executor, keys: &MasterKeys, stream: StreamId) -> Result<Key> {
    let row: Option<(Option<Vec<u8>>,)> =
        sql("SELECT key FROM journal_streams WHERE id = $1").bind(stream.0).optional(on).await?;
    let (wrapped,) = row.ok_or(Error::NoStream(stream.0))?;
    keys.unwrap(stream.0, &wrapped.ok_or(Error::Erased(stream.0))?)
}

/// The hash that a stream's first entry refers to.
fn genesis(stream: StreamId) -> Vec<u8> {
    let mut text = b"rennsteig journal stream v1\0".to_vec();
    text.extend_from_slice(stream.0.as_bytes());
    digest::digest(&digest::SHA256, &text).as_ref().to_vec()
}

/// SHA-256 over the predecessor's hash and all that makes an entry, every part with its length.
fn link(
    previous: &[u8],
    stream: StreamId,
    sequence: i64,
    kind: &str,
    at: Timestamp,
    actor: Actor,
    payload: &[u8],
) -> Vec<u8> {
    let mut context = digest::Context::new(&digest::SHA256);
    let actor = actor.id();
    let parts: [&[u8]; 8] = [
        b"rennsteig journal entry v1",
        previous,
        stream.0.as_bytes(),
        &sequence.to_be_bytes(),
        kind.as_bytes(),
        &at.as_microsecond().to_be_bytes(),
        actor.as_ref().map_or(&[][..], |id| id.as_bytes()),
        payload,
    ];
    for part in parts {
        context.update(&(part.len() as u64).to_be_bytes());
        context.update(part);
    }
    context.finish().as_ref().to_vec()
}

/// What the seal of an entry is bound to: an entry cannot be moved to another place.
fn about(stream: StreamId, sequence: i64, kind: &str) -> Vec<u8> {
    let mut out = stream.0.as_bytes().to_vec();
    out.extend_from_slice(&sequence.to_be_bytes());
    out.extend_from_slice(kind.as_bytes());
    out
}

/// An entry as it lies in the table.
#[derive(Debug, sqlx::FromRow)]
struct Stored {
    position: i64,
    stream: Uuid,
    sequence: i64,
    kind: String,
    at: At,
    actor: Option<Uuid>,
    payload: Vec<u8>,
    hash: Vec<u8>,
}

impl Stored {
    fn meta(&self) -> Meta {
        Meta {
            stream: StreamId(self.stream),
            sequence: self.sequence,
            kind: Cow::Owned(self.kind.clone()),
            at: self.at.timestamp(),
            actor: self.actor.map_or(Actor::House, Actor::Account),
        }
    }

    fn open(&self, key: &Key) -> Option<Vec<u8>> {
        key.open(&self.payload, &about(StreamId(self.stream), self.sequence, &self.kind))
    }
}

/// How many entries are held in memory at once when the whole journal is read.
const PAGE: i64 = 500;

/// Something in the journal that is not as it was written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Damage {
    /// The stream.
    pub stream: StreamId,
    /// The entry in it, from 1; 0 for the stream as a whole.
    pub sequence: i64,
    /// What is wrong.
    pub what: String,
}

impl std::fmt::Display for Damage {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "stream {}, entry {}: {}", self.stream, self.sequence, self.what)
    }
}

/// What a verification found.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Report {
    /// Streams looked at.
    pub streams: u64,
    /// Streams whose key was destroyed; their chains were verified, their content is gone.
    pub erased: u64,
    /// Entries looked at.
    pub entries: u64,
    /// How many of them are in the log; the newest may not be yet.
    pub logged: u64,
    /// What is wrong; empty when all is well.
    pub damage: Vec<Damage>,
}

type StreamRow = (Uuid, i64, Vec<u8>, Option<Vec<u8>>);

impl Store {
    /// Checks every chain from its first entry to its head, that what is sealed opens with its key, and that the log
    /// holds these entries.
    pub async fn verify_journal(&self) -> Result<Report> {
        let mut reader = self.reader();
        let mut report = Report::default();
        let mut after = Uuid::nil();
        loop {
            let streams: Vec<StreamRow> =
                sql("SELECT id, length, head, key FROM journal_streams WHERE id > $1 ORDER BY id LIMIT $2")
                    .bind(after)
                    .bind(PAGE)
                    .all(&mut reader)
                    .await?;
            let Some(last) = streams.last() else { break };
            after = last.0;
            for stream in streams {
                self.verify_stream(&mut reader, stream, &mut report).await?;
            }
        }
        let (strays,): (i64,) = sql(
            "SELECT count(*) FROM journal WHERE NOT EXISTS (SELECT 1 FROM journal_streams s WHERE s.id = journal.stream)",
        )
        .one(&mut reader)
        .await?;
        if strays > 0 {
            let what = format!("{strays} entries belong to no stream");
            report.damage.push(Damage { stream: StreamId(Uuid::nil()), sequence: 0, what });
        }
        self.verify_log(&mut report).await?;
        Ok(report)
    }

    async fn verify_stream(&self, reader: &mut Reader, row: StreamRow, report: &mut Report) -> Result<()> {
        let (id, length, head, wrapped) = row;
        let stream = StreamId(id);
        report.streams += 1;
        let mut damaged = |sequence, what: &str| {
            report.damage.push(Damage { stream, sequence, what: what.to_owned() });
        };
        let key = match wrapped {
            None => {
                report.erased += 1;
                None
            }
            Some(_) if self.keys().is_none() => None,
            Some(wrapped) => match self.keys().unwrap(id, &wrapped) {
                Ok(key) => Some(key),
                Err(error @ Error::MasterKey(_)) => return Err(error),
                Err(_) => {
                    damaged(0, "its key cannot be unwrapped");
                    None
                }
            },
        };
        let mut previous = genesis(stream);
        let mut count = 0;
        loop {
            let page: Vec<Stored> =
                sql("SELECT position, stream, sequence, kind, at, actor, payload, hash FROM journal
                 WHERE stream = $1 AND sequence > $2 ORDER BY sequence LIMIT $3")
                .bind(id)
                .bind(count)
                .bind(PAGE)
                .all(reader)
                .await?;
            if page.is_empty() {
                break;
            }
            for entry in page {
                let meta = entry.meta();
                if entry.sequence != count + 1 {
                    damaged(count + 1, "the entry is missing");
                }
                let hash =
                    link(&previous, stream, entry.sequence, &entry.kind, meta.at, meta.actor, &entry.payload);
                if hash != entry.hash {
                    damaged(entry.sequence, "its hash does not follow from its content and its predecessor");
                }
                if key.as_ref().is_some_and(|key| entry.open(key).is_none()) {
                    damaged(entry.sequence, "its content was altered or moved");
                }
                previous = entry.hash;
                count = entry.sequence;
                report.entries += 1;
            }
        }
        if count != length || previous != head {
            report.damage.push(Damage {
                stream,
                sequence: count,
                what: format!("the stream should end with entry {length} and another hash"),
            });
        }
        Ok(())
    }

    /// Empties all projections and makes them again from the journal, in one transaction. Entries of erased
    /// streams are passed over: their rows are gone for good. Returns the number of entries replayed.
    pub async fn rebuild_projections(&self) -> Result<u64> {
        let mut tx = self.begin().await?;
        for office in self.offices().iter().rev() {
            for table in office.projections {
                sql(format!("DELETE FROM {table}")).execute(&mut tx).await?;
            }
        }
        let mut keys: HashMap<Uuid, Option<Key>> = HashMap::new();
        let (mut after, mut replayed) = (0, 0);
        loop {
            let page: Vec<Stored> =
                sql("SELECT position, stream, sequence, kind, at, actor, payload, hash FROM journal
                 WHERE position > $1 ORDER BY position LIMIT $2")
                .bind(after)
                .bind(PAGE)
                .all(&mut tx)
                .await?;
            let Some(last) = page.last() else { break };
            after = last.position;
            for entry in page {
                let key = match keys.get(&entry.stream) {
                    Some(key) => key.clone(),
                    None => {
                        let key = match tx.stream_key(StreamId(entry.stream)).await {
                            Ok(key) => Some(key),
                            Err(Error::Erased(_)) => None,
                            Err(error) => return Err(error),
                        };
                        keys.insert(entry.stream, key.clone());
                        key
                    }
                };
                let Some(key) = key else { continue };
                self.replay(&mut tx, &entry, &key).await?;
                replayed += 1;
            }
        }
        tx.commit().await?;
        Ok(replayed)
    }

    async fn replay(&self, tx: &mut Tx, entry: &Stored, key: &Key) -> Result<()> {
        let meta = entry.meta();
        let content = entry
            .open(key)
            .ok_or_else(|| Error::Sealed(format!("entry {} of stream {}", meta.sequence, meta.stream)))?;
        let office = meta.kind.split_once('.').map_or("", |(office, _)| office);
        let project = self.offices().iter().find(|o| o.name == office).and_then(|o| o.project);
        let project = project.ok_or_else(|| Error::Unreadable {
            stream: entry.stream,
            sequence: entry.sequence,
            kind: meta.kind.to_string(),
            reason: "no office of this program records such entries".into(),
        })?;
        project(tx, &meta, &content).await
    }

    /// The entries of one stream, oldest first, with their content.
    ///
    /// # Errors
    /// [`Error::Erased`] when its key was destroyed.
    pub async fn read_stream<E: Entry>(&self, stream: StreamId) -> Result<Vec<(Meta, E)>> {
        self.read_kinds(stream, "%").await
    }

    /// The entries of one office in a stream that several write to, oldest first, with their content.
    ///
    /// # Errors
    /// [`Error::Erased`] when its key was destroyed.
    pub async fn read_office<E: Entry>(&self, stream: StreamId, office: &str) -> Result<Vec<(Meta, E)>> {
        self.read_kinds(stream, &format!("{office}.%")).await
    }

    async fn read_kinds<E: Entry>(&self, stream: StreamId, kinds: &str) -> Result<Vec<(Meta, E)>> {
        let mut reader = self.reader();
        let key = stream_key(&mut reader, self.keys(), stream).await?;
        let entries: Vec<Stored> =
            sql("SELECT position, stream, sequence, kind, at, actor, payload, hash FROM journal
             WHERE stream = $1 AND kind LIKE $2 ORDER BY sequence")
            .bind(stream.0)
            .bind(kinds.to_owned())
            .all(&mut reader)
            .await?;
        let read = |entry: &Stored| {
            let content = entry.open(&key).ok_or_else(|| {
                Error::Sealed(format!("entry {} of stream {}", entry.sequence, entry.stream))
            })?;
            let content = serde_json::from_slice(&content).map_err(|e| Error::Unreadable {
                stream: entry.stream,
                sequence: entry.sequence,
                kind: entry.kind.clone(),
                reason: e.to_string(),
            })?;
            Ok((entry.meta(), content))
        };
        entries.iter().map(read).collect()
    }

    /// Opens a value that was sealed with [`Tx::seal`].
    pub async fn unseal(&self, stream: StreamId, sealed: &[u8]) -> Result<Vec<u8>> {
        let key = stream_key(&mut self.reader(), self.keys(), stream).await?;
        open_value(&key, stream, sealed)
    }
}

fn open_value(key: &Key, stream: StreamId, sealed: &[u8]) -> Result<Vec<u8>> {
    key.open(sealed, b"value").ok_or_else(|| Error::Sealed(format!("a value of stream {stream}")))
}

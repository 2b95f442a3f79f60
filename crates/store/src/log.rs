//! The transparency log over the whole journal: what shows that nobody removed an entry, or a whole stream.
//!
//! The chain of a stream says nothing of streams that are gone. So every entry is also appended to one Merkle tree
//! (crate [`tlog`]): shortly after it was recorded, in the order of that moment, by whichever process gets to it first
//! ([`Store::advance_log`]). What the tree holds is the hash that the chain gave the entry. After that a *checkpoint* is
//! signed. Whoever keeps a checkpoint outside the database - an auditor, another Behoerde, a printed page - can later be
//! shown that an entry is in the log ([`Store::prove_entry`]) and that the log has only grown
//! ([`Store::prove_growth`]).
//!
//! The signing key is made with the first checkpoint and lies in the database, wrapped by the master key.

use crate::{
    At, StreamId,
    db::{Store, Tx},
    error::{Error, Result},
    journal::{Damage, Report},
    keys::MasterKeys,
    sql::{Executor, Reader, sql},
};
use std::collections::{BTreeMap, BTreeSet};
use tlog::{Checkpoint, Frontier, Hash, Plan, Proof, Signer, Tile, Verifier, leaf_hash};
use uuid::Uuid;

/// Streams that are taken up in one transaction.
const STREAMS: i64 = 500;

/// The hashes of some tiles.
type Tiles = BTreeMap<Tile, Vec<Hash>>;

/// A stream with entries that are not in the log yet: how many are there, how many it has.
type Pending = (Uuid, i64, i64);

impl Store {
    /// Takes up all entries that are not in the log yet, and signs a checkpoint if there were any. Returns the newest
    /// checkpoint; `None` while the journal is empty. Any number of processes may call it at any time.
    ///
    /// # Errors
    /// [`Error::Log`] where a stream has lost entries.
    pub async fn advance_log(&self) -> Result<Option<String>> {
        while self.take_up().await? {}
        self.checkpoint().await
    }

    /// The newest checkpoint, as a signed note (C2SP `tlog-checkpoint`).
    pub async fn checkpoint(&self) -> Result<Option<String>> {
        let newest: Option<(String,)> =
            sql("SELECT note FROM journal_checkpoints ORDER BY size DESC LIMIT 1")
                .optional(&mut self.reader())
                .await?;
        Ok(newest.map(|(note,)| note))
    }

    /// What others need to check the checkpoints; `None` before the first one.
    pub async fn log_verifier(&self) -> Result<Option<Verifier>> {
        if self.keys().is_none() {
            return Ok(self.verifier().cloned());
        }
        Ok(signer(&mut self.reader(), self.keys()).await?.map(|signer| signer.verifier()))
    }

    /// The proof that an entry is in the log of the newest checkpoint. What was hashed is the entry's own hash; it stands
    /// beside the proof, unsigned.
    ///
    /// # Errors
    /// [`Error::NotFound`] when there is no such entry, or it is too new for the checkpoint.
    pub async fn prove_entry(&self, stream: StreamId, sequence: i64) -> Result<Proof> {
        let mut reader = self.reader();
        let note = self.checkpoint().await?.ok_or(Error::NotFound)?;
        let size = self.opened(&note).await?.size;
        let (leaf,): (i64,) = sql("SELECT leaf + $2 - sequence FROM journal_log_runs
             WHERE stream = $1 AND sequence <= $2 AND $2 < sequence + entries")
        .bind(stream.0)
        .bind(sequence)
        .one(&mut reader)
        .await?;
        let (hash,): (Vec<u8>,) = sql("SELECT hash FROM journal WHERE stream = $1 AND sequence = $2")
            .bind(stream.0)
            .bind(sequence)
            .one(&mut reader)
            .await?;
        let index = u64::try_from(leaf).map_err(|_| Error::NotFound)?;
        let plan = Plan::inclusion(index, size).map_err(|_| Error::NotFound)?;
        let hashes = carry_out(&mut reader, &plan).await?;
        let extra = format!("stream {stream}, entry {sequence}, hash {}", hex::encode(hash));
        Ok(Proof { index, hashes, checkpoint: note, extra: Some(extra.into_bytes()) })
    }

    /// The proof that the log of the newest checkpoint begins with an older one, in the form in which witnesses take it
    /// (C2SP `tlog-witness`): `old` and its size, a hash a line, an empty line, the checkpoint.
    ///
    /// # Errors
    /// [`Error::Log`] when `old` is not signed by this log, or not a beginning of it.
    pub async fn prove_growth(&self, old: &str) -> Result<String> {
        let old = self.opened(old).await?;
        let note = self.checkpoint().await?.ok_or(Error::NotFound)?;
        let new = self.opened(&note).await?;
        let plan = Plan::consistency(old.size, new.size)?;
        let hashes = carry_out(&mut self.reader(), &plan).await?;
        tlog::verify_consistency(old.size, old.root, new.size, new.root, &hashes)?;
        let hashes: String = hashes.iter().map(|hash| format!("{hash}\n")).collect();
        Ok(format!("old {}\n{hashes}\n{note}", old.size))
    }

    async fn opened(&self, note: &str) -> Result<Checkpoint> {
        let verifier = self.log_verifier().await?.ok_or(Error::NotFound)?;
        Ok(Checkpoint::open(note, &[verifier])?)
    }

    /// One transaction of [`Store::advance_log`]; whether there may be more.
    async fn take_up(&self) -> Result<bool> {
        let mut tx = self.begin().await?;
        // Who has this row appends; on SQLite there is one writer anyway.
        let (size,): (i64,) = sql("SELECT size FROM journal_log /*pg FOR UPDATE */").one(&mut tx).await?;
        // Streams that somebody is writing to right now wait for the next time: nobody waits for us, nor we for them.
        let pending: Vec<Pending> =
            sql("SELECT id, logged, length FROM journal_streams WHERE logged < length
             ORDER BY id LIMIT $1 /*pg FOR UPDATE SKIP LOCKED */")
            .bind(STREAMS)
            .all(&mut tx)
            .await?;
        if pending.is_empty() {
            return Ok(false);
        }
        let mut growth = Growth::of(&mut tx, size).await?;
        for stream in &pending {
            growth.append(&mut tx, stream).await?;
        }
        growth.write(&mut tx).await?;
        tx.commit().await?;
        // What was recorded meanwhile waits: who writes all the time would keep us here for ever.
        Ok(i64::try_from(pending.len()) == Ok(STREAMS))
    }

    /// Checks that the log holds the entries of the journal and nothing else, and that its checkpoints are true.
    pub(crate) async fn verify_log(&self, report: &mut Report) -> Result<()> {
        let mut reader = self.reader();
        let Some(verifier) = self.log_verifier().await? else { return Ok(()) };
        let notes: Vec<(i64, String)> =
            sql("SELECT size, note FROM journal_checkpoints ORDER BY size").all(&mut reader).await?;
        let mut due = notes.into_iter().peekable();
        let mut tree = Frontier::default();
        let mut after = -1_i64;
        loop {
            let run: Option<(i64, Uuid, i64, i64)> =
                sql("SELECT leaf, stream, sequence, entries FROM journal_log_runs
                 WHERE leaf > $1 ORDER BY leaf LIMIT 1")
                .bind(after)
                .optional(&mut reader)
                .await?;
            let Some((leaf, stream, sequence, entries)) = run else { break };
            after = leaf;
            let hashes = entry_hashes(&mut reader, stream, sequence - 1, sequence - 1 + entries).await?;
            let found = i64::try_from(hashes.len()).unwrap_or(i64::MAX);
            if found != entries {
                let what = format!("{} entries that the log holds are missing", entries - found);
                report.damage.push(Damage { stream: StreamId(stream), sequence, what });
                return Ok(());
            }
            for hash in hashes {
                tree.append(hash, |_, _| {});
                report.logged += 1;
                while let Some((_, note)) = due.next_if(|(size, _)| u64::try_from(*size) == Ok(tree.size())) {
                    let true_root =
                        Checkpoint::open(&note, std::slice::from_ref(&verifier)).is_ok_and(|checkpoint| {
                            checkpoint.root == tree.root() && checkpoint.size == tree.size()
                        });
                    if !true_root {
                        let what =
                            format!("the checkpoint of {} entries does not fit the journal", tree.size());
                        report.damage.push(Damage { stream: StreamId(Uuid::nil()), sequence: 0, what });
                        return Ok(());
                    }
                }
            }
        }
        if let Some((size, _)) = due.next() {
            let what = format!("the log had {size} entries once, now it has {}", tree.size());
            report.damage.push(Damage { stream: StreamId(Uuid::nil()), sequence: 0, what });
        }
        Ok(())
    }
}

/// The log while it grows.
struct Growth {
    tree: Frontier,
    tiles: Tiles,
    changed: BTreeSet<Tile>,
    runs: Vec<(u64, Pending)>,
}

impl Growth {
    /// The log as it stands, with the tiles at its right edge.
    async fn of(tx: &mut Tx, size: i64) -> Result<Self> {
        let size = u64::try_from(size).map_err(|_| Error::Log("its size is negative".into()))?;
        let nodes = Frontier::nodes(size);
        // Those that the next entries go into, on every level.
        let open = (0..8_u8).map(|level| Tile { level, index: size >> (8 * level) >> 8 });
        let tiles = read_tiles(tx, nodes.iter().map(|node| Tile::of(*node)).chain(open)).await?;
        let edge = nodes.iter().map(|node| Tile::hash(*node, &tiles[&Tile::of(*node)]));
        let edge = edge.collect::<Option<Vec<_>>>().ok_or_else(|| Error::Log("tiles are missing".into()))?;
        Ok(Self { tree: Frontier::new(size, edge)?, tiles, changed: BTreeSet::new(), runs: Vec::new() })
    }

    async fn append(&mut self, tx: &mut Tx, pending: &Pending) -> Result<()> {
        let (stream, logged, length) = *pending;
        let hashes = entry_hashes(tx, stream, logged, length).await?;
        if i64::try_from(hashes.len()) != Ok(length - logged) {
            return Err(Error::Log(format!(
                "stream {stream} has lost entries; see `rennsteig journal verify`"
            )));
        }
        self.runs.push((self.tree.size(), *pending));
        for hash in hashes {
            let (tiles, changed) = (&mut self.tiles, &mut self.changed);
            self.tree.append(hash, |node, hash| {
                if let Some((tile, place)) = Tile::keeping(node) {
                    let hashes = tiles.entry(tile).or_default();
                    hashes.truncate(place);
                    hashes.push(hash);
                    changed.insert(tile);
                }
            });
        }
        Ok(())
    }

    async fn write(self, tx: &mut Tx) -> Result<()> {
        let size = i64::try_from(self.tree.size()).map_err(|_| Error::Log("it is full".into()))?;
        for tile in &self.changed {
            sql("INSERT INTO journal_log_tiles (level, place, hashes) VALUES ($1, $2, $3)
                 ON CONFLICT (level, place) DO UPDATE SET hashes = excluded.hashes")
            .bind(i64::from(tile.level))
            .bind(column(tile.index))
            .bind(self.tiles[tile].iter().flat_map(|hash| hash.0).collect::<Vec<u8>>())
            .write(tx)
            .await?;
        }
        for (leaf, (stream, logged, length)) in &self.runs {
            sql("INSERT INTO journal_log_runs (leaf, stream, sequence, entries) VALUES ($1, $2, $3, $4)")
                .bind(column(*leaf))
                .bind(*stream)
                .bind(logged + 1)
                .bind(length - logged)
                .write(tx)
                .await?;
            sql("UPDATE journal_streams SET logged = $2 WHERE id = $1")
                .bind(*stream)
                .bind(*length)
                .write(tx)
                .await?;
        }
        sql("UPDATE journal_log SET size = $1").bind(size).write(tx).await?;
        let signer = signer_or_new(tx).await?;
        let now = At::from(tx.now());
        sql("INSERT INTO journal_checkpoints (size, at, note) VALUES ($1, $2, $3)")
            .bind(size)
            .bind(now)
            .bind(Checkpoint::sign(self.tree.size(), self.tree.root(), &signer)?)
            .write(tx)
            .await
    }
}

/// The hashes in the log of the entries of a stream after `after` up to `last`.
async fn entry_hashes(on: &mut impl Executor, stream: Uuid, after: i64, last: i64) -> Result<Vec<Hash>> {
    let rows: Vec<(Vec<u8>,)> = sql(
        "SELECT hash FROM journal WHERE stream = $1 AND sequence > $2 AND sequence <= $3 ORDER BY sequence",
    )
    .bind(stream)
    .bind(after)
    .bind(last)
    .all(on)
    .await?;
    Ok(rows.iter().map(|(hash,)| leaf_hash(hash)).collect())
}

async fn carry_out(reader: &mut Reader, plan: &Plan) -> Result<Vec<Hash>> {
    let tiles = read_tiles(reader, plan.nodes().map(Tile::of)).await?;
    Ok(plan.proof(|node| Tile::hash(node, tiles.get(&Tile::of(node))?))?)
}

/// Tiles, each read once; without hashes where it is not there yet.
async fn read_tiles(on: &mut impl Executor, wanted: impl Iterator<Item = Tile> + Send) -> Result<Tiles> {
    let mut tiles = Tiles::new();
    for tile in wanted.collect::<BTreeSet<_>>() {
        let stored: Option<(Vec<u8>,)> =
            sql("SELECT hashes FROM journal_log_tiles WHERE level = $1 AND place = $2")
                .bind(i64::from(tile.level))
                .bind(column(tile.index))
                .optional(on)
                .await?;
        let (hashes, _) = stored.as_ref().map_or(&[][..], |(bytes,)| bytes).as_chunks::<32>();
        tiles.insert(tile, hashes.iter().map(|hash| Hash(*hash)).collect());
    }
    Ok(tiles)
}

/// A place in the log as the database has it: entries stay far below 2^63.
fn column(place: u64) -> i64 {
    i64::try_from(place).unwrap_or(i64::MAX)
}

async fn signer(on: &mut impl Executor, keys: &MasterKeys) -> Result<Option<Signer>> {
    let (name, wrapped): (Option<String>, Option<Vec<u8>>) =
        sql("SELECT name, key FROM journal_log").one(on).await?;
    let (Some(name), Some(wrapped)) = (name, wrapped) else { return Ok(None) };
    Ok(Some(Signer::new(&name, &keys.unwrap_bytes(Uuid::nil(), &wrapped)?)?))
}

/// The signer; at the first time a new one, with a name that no other installation has.
async fn signer_or_new(tx: &mut Tx) -> Result<Signer> {
    let keys = tx.store().keys().clone();
    if let Some(signer) = signer(tx, &keys).await? {
        return Ok(signer);
    }
    let (seed, wrapped) = keys.new_bytes(Uuid::nil(), tx.store().entropy());
    let name = format!("journal.rennsteig/{}", tx.new_id().simple());
    sql("UPDATE journal_log SET name = $1, key = $2").bind(name.clone()).bind(wrapped).write(tx).await?;
    Ok(Signer::new(&name, &seed)?)
}

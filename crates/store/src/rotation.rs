//! A new master key: the keys of all streams are wrapped anew, while the house works.
//!
//! Content stays as it is: what is sealed with the key of a stream does not depend on the key that wraps that one. Each
//! stream is changed by itself and only if it still has the key that was read, so a stream that is erased meanwhile stays
//! erased. What was broken off is simply begun again.

use crate::{db::Store, error::Result, sql::sql};
use std::collections::BTreeMap;
use uuid::Uuid;

/// Streams that are changed in one transaction.
const BATCH: i64 = 500;

impl Store {
    /// The names of the master keys, the one that wraps first.
    #[must_use]
    pub fn master_keys(&self) -> Vec<String> {
        self.keys().names()
    }

    /// How many streams each master key wraps, by its name. The key of the log counts as one.
    pub async fn wrapped_by(&self) -> Result<BTreeMap<String, i64>> {
        let rows: Vec<(Vec<u8>, i64)> = sql("SELECT substr(key, 1, 8), count(*) FROM
               (SELECT key FROM journal_streams UNION ALL SELECT key FROM journal_log) AS keys
             WHERE key IS NOT NULL GROUP BY 1")
        .all(&mut self.reader())
        .await?;
        Ok(rows.into_iter().map(|(id, count)| (hex::encode(id), count)).collect())
    }

    /// Wraps the keys of the next streams with the first master key, and that of the log. Returns after which stream to go
    /// on, and how many were changed; no stream when all were looked at.
    ///
    /// # Errors
    /// A key cannot be unwrapped: its master key is not in the file.
    pub async fn wrap_anew(&self, after: Option<Uuid>) -> Result<(Option<Uuid>, usize)> {
        let rows: Vec<(Uuid, Vec<u8>)> =
            sql("SELECT id, key FROM journal_streams WHERE key IS NOT NULL AND id > $1 ORDER BY id LIMIT $2")
                .bind(after.unwrap_or(Uuid::nil()))
                .bind(BATCH)
                .all(&mut self.reader())
                .await?;
        let mut tx = self.begin().await?;
        let mut changed = 0;
        for (stream, wrapped) in &rows {
            let Some(anew) = self.keys().wrap_anew(*stream, wrapped, self.entropy())? else { continue };
            sql("UPDATE journal_streams SET key = $2 WHERE id = $1 AND key = $3")
                .bind(*stream)
                .bind(anew)
                .bind(wrapped.clone())
                .write(&mut tx)
                .await?;
            changed += 1;
        }
        if after.is_none() {
            let (signer,): (Option<Vec<u8>>,) = sql("SELECT key FROM journal_log").one(&mut tx).await?;
            if let Some(wrapped) = signer
                && let Some(anew) = self.keys().wrap_anew(Uuid::nil(), &wrapped, self.entropy())?
            {
                sql("UPDATE journal_log SET key = $1 WHERE key = $2")
                    .bind(anew)
                    .bind(wrapped)
                    .write(&mut tx)
                    .await?;
                changed += 1;
            }
        }
        tx.commit().await?;
        Ok((rows.last().map(|(stream, _)| *stream), changed))
    }
}

//! Whether there is an installation at all, asked before one is opened, because opening makes what is missing.

use crate::{
    db::{Settings, Store},
    error::Result,
};
use sqlx::{Connection, PgConnection};

impl Store {
    /// Whether there is a database of this program. Makes and changes nothing.
    ///
    /// # Errors
    /// PostgreSQL does not answer.
    pub async fn exists(settings: &Settings) -> Result<bool> {
        if let Some(path) = settings.database.strip_prefix("sqlite://") {
            return Ok(std::fs::metadata(path).is_ok_and(|file| file.len() > 0));
        }
        let mut connection = PgConnection::connect(&settings.database).await?;
        let found = sqlx::query_scalar("SELECT to_regclass('journal_streams') IS NOT NULL")
            .fetch_one(&mut connection)
            .await?;
        connection.close().await?;
        Ok(found)
    }

    /// Whether anything was ever recorded in a PostgreSQL database: one with empty tables may be filled.
    pub(crate) async fn has_streams(settings: &Settings) -> Result<bool> {
        if !Self::exists(settings).await? {
            return Ok(false);
        }
        let mut connection = PgConnection::connect(&settings.database).await?;
        let found = sqlx::query_scalar("SELECT EXISTS (SELECT 1 FROM journal_streams)");
        let found = found.fetch_one(&mut connection).await?;
        connection.close().await?;
        Ok(found)
    }
}

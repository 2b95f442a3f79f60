//! Whether there is an installation at all, asked before one is opened, because opening makes what is missing.

use crate::{
    db::{Settings, Store},
    error::Result,
    migrations,
    office::Office,
};
use sqlx::{Connection, PgConnection, SqliteConnection, sqlite::SqliteConnectOptions};

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

    /// The steps of the schema that the database lacks: opening the store makes them. Makes and changes nothing.
    ///
    /// # Errors
    /// The database cannot be read.
    pub async fn missing_steps(settings: &Settings, offices: &[Office]) -> Result<Vec<i64>> {
        const DONE: &str = "SELECT version FROM _sqlx_migrations";
        let done: Vec<i64> = if let Some(path) = settings.database.strip_prefix("sqlite://") {
            let options = SqliteConnectOptions::new().filename(path).read_only(true);
            let mut connection = SqliteConnection::connect_with(&options).await?;
            let done = sqlx::query_scalar(DONE).fetch_all(&mut connection).await?;
            connection.close().await?;
            done
        } else {
            let mut connection = PgConnection::connect(&settings.database).await?;
            let done = sqlx::query_scalar(DONE).fetch_all(&mut connection).await?;
            connection.close().await?;
            done
        };
        let needed = migrations::steps(offices);
        Ok(needed.iter().map(|step| step.version).filter(|version| !done.contains(version)).collect())
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

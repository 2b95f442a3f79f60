//! A copy into an empty database.

use super::table::{self, Table, Value};
use crate::{
    error::{Error, Result},
    wall,
};
use futures_util::TryStreamExt;
use sqlx::{AssertSqlSafe, Connection, PgConnection, PgPool, SqliteConnection, sqlite::SqliteConnectOptions};
use std::{collections::HashMap, path::Path};

/// What is sent to PostgreSQL at once.
const CHUNK: usize = 1 << 20;
/// How the binary form of `COPY` begins and ends.
const HEADER: &[u8] = b"PGCOPY\n\xff\r\n\0\0\0\0\0\0\0\0\0";
const TRAILER: [u8; 2] = (-1_i16).to_be_bytes();

/// Fills the tables of a PostgreSQL database, which are empty and of the same schema, in one transaction.
pub(crate) async fn into_postgres(file: &Path, pool: &PgPool) -> Result<()> {
    let options = SqliteConnectOptions::new().filename(file).read_only(true).immutable(true);
    let mut from = SqliteConnection::connect_with(&options).await?;
    let tables = table::all(&mut from).await?;
    let mut to = pool.begin().await?;
    sqlx::query("LOCK TABLE journal_streams IN EXCLUSIVE MODE").execute(&mut *to).await?;
    let (used,): (bool,) =
        sqlx::query_as("SELECT EXISTS (SELECT 1 FROM journal_streams)").fetch_one(&mut *to).await?;
    if used {
        return Err(Error::Backup("the database is not empty any more".into()));
    }
    wall::take_down(&mut to, tables.iter().map(|table| table.name.as_str())).await?;
    for table in tables.iter().rev() {
        // What a migration put there.
        sqlx::query(AssertSqlSafe(format!("DELETE FROM {}", table.name))).execute(&mut *to).await?;
    }
    for table in &tables {
        copy_in(table, &mut from, &mut to).await?;
    }
    go_on_counting(&mut to).await?;
    to.commit().await?;
    sqlx::query("ANALYZE").execute(pool).await?;
    Ok(())
}

async fn copy_in(table: &Table, from: &mut SqliteConnection, to: &mut PgConnection) -> Result<()> {
    let kinds: HashMap<String, String> = sqlx::query_as(
        "SELECT CAST(column_name AS text), CAST(udt_name AS text) FROM information_schema.columns
         WHERE table_schema = current_schema() AND table_name = $1",
    )
    .bind(table.name.clone())
    .fetch_all(&mut *to)
    .await?
    .into_iter()
    .collect();
    let unknown = |what: &str| Error::Backup(format!("{}: {what}", table.name));
    let kinds: Vec<&str> = table
        .columns
        .iter()
        .map(|column| kinds.get(column).map(String::as_str).ok_or_else(|| unknown(column)))
        .collect::<Result<_>>()?;
    let width = i16::try_from(kinds.len()).map_err(|_| unknown("too many columns"))?;
    let text = format!("COPY {} ({}) FROM STDIN (FORMAT binary)", table.name, table.list());
    let mut sink = to.copy_in_raw(&text).await?;
    let mut waiting = HEADER.to_vec();
    let text = format!("SELECT {} FROM {}", table.list(), table.name);
    let mut rows = sqlx::query(AssertSqlSafe(text)).fetch(from);
    while let Some(row) = rows.try_next().await? {
        waiting.extend_from_slice(&width.to_be_bytes());
        for (column, kind) in kinds.iter().enumerate() {
            let encoded = Value::of_sqlite(&row, column)?.encode(kind, &mut waiting);
            encoded.ok_or_else(|| unknown(&format!("a value of {} is no {kind}", table.columns[column])))?;
        }
        if waiting.len() > CHUNK {
            sink.send(std::mem::take(&mut waiting)).await?;
        }
    }
    waiting.extend_from_slice(&TRAILER);
    sink.send(waiting).await?;
    sink.finish().await?;
    Ok(())
}

/// Columns that count by themselves go on after what was brought in.
async fn go_on_counting(on: &mut PgConnection) -> Result<()> {
    let counting: Vec<(String, String)> = sqlx::query_as(
        "SELECT CAST(table_name AS text), CAST(column_name AS text) FROM information_schema.columns
         WHERE table_schema = current_schema() AND is_identity = 'YES'",
    )
    .fetch_all(&mut *on)
    .await?;
    for (table, column) in counting {
        let text = format!(
            "SELECT setval(pg_get_serial_sequence('{table}', '{column}'), GREATEST(max({column}), 1), \
             max({column}) IS NOT NULL) FROM {table}"
        );
        sqlx::query(AssertSqlSafe(text)).execute(&mut *on).await?;
    }
    Ok(())
}

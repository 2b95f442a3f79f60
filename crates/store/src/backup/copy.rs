//! The database as of one moment, as a SQLite file.

use super::{
    failed,
    table::{self, Table, Value},
};
use crate::{
    db::{Db, Store},
    error::{Error, Result},
    migrations, wall,
};
use futures_util::TryStreamExt;
use sqlx::{
    Arguments, AssertSqlSafe, Connection, PgConnection, SqliteConnection, SqlitePool,
    sqlite::{SqliteArguments, SqliteConnectOptions, SqliteJournalMode, SqliteSynchronous},
};
use std::path::Path;

/// Values of one statement at most; SQLite takes 32766.
const VALUES: usize = 4000;

impl Store {
    /// Copies all tables as of one moment into a new SQLite file. Nobody waits meanwhile.
    pub(super) async fn copy_database(&self, file: &Path) -> Result<()> {
        match self.db() {
            Db::Sqlite { read, .. } => vacuum(read, file).await?,
            Db::Postgres { pool, .. } => {
                let steps = migrations::steps(self.offices());
                let db = Db::sqlite(file, 2).await?;
                migrations::run(&db, &steps).await?;
                db.close().await;
                let mut to = writer(file).await?;
                let mut from = wall::begin_snapshot(pool).await?;
                fill(&mut from, &mut to).await?;
                from.rollback().await?;
                to.close().await?;
            }
        }
        check(file).await?;
        let copied = std::fs::File::open(file).and_then(|file| file.sync_all());
        copied.map_err(|error| failed(file, &error))
    }
}

/// A transaction that reads; writers go on. SQLite does not sync what it makes.
async fn vacuum(read: &SqlitePool, file: &Path) -> Result<()> {
    let path = file.to_str().ok_or_else(|| Error::Backup(format!("{}: not UTF-8", file.display())))?;
    sqlx::query("VACUUM INTO $1").bind(path.to_owned()).execute(read).await?;
    Ok(())
}

/// A connection that fills a new file: when it fails, the file is thrown away.
async fn writer(file: &Path) -> Result<SqliteConnection> {
    let options = SqliteConnectOptions::new()
        .filename(file)
        .journal_mode(SqliteJournalMode::Delete)
        .synchronous(SqliteSynchronous::Off)
        .foreign_keys(false);
    Ok(SqliteConnection::connect_with(&options).await?)
}

async fn fill(from: &mut PgConnection, to: &mut SqliteConnection) -> Result<()> {
    let mut to = to.begin().await?;
    let tables = table::all(&mut to).await?;
    for table in &tables {
        // What a migration put there.
        let emptied = format!("DELETE FROM {}", table.name);
        sqlx::query(AssertSqlSafe(emptied)).execute(&mut *to).await?;
        let text = format!("SELECT {} FROM {}", table.list(), table.name);
        let mut rows = sqlx::query(AssertSqlSafe(text)).fetch(&mut *from);
        let mut waiting = Vec::new();
        while let Some(row) = rows.try_next().await? {
            for column in 0..table.columns.len() {
                waiting.push(Value::of_postgres(&row, column)?);
            }
            if waiting.len() + table.columns.len() > VALUES {
                insert(table, &mut waiting, &mut to).await?;
            }
        }
        insert(table, &mut waiting, &mut to).await?;
    }
    to.commit().await?;
    Ok(())
}

/// Inserts the rows that wait.
async fn insert(table: &Table, waiting: &mut Vec<Value>, to: &mut SqliteConnection) -> Result<()> {
    let width = table.columns.len();
    let rows = waiting.len() / width;
    if rows == 0 {
        return Ok(());
    }
    let row = format!("({})", vec!["?"; width].join(", "));
    let text = format!(
        "INSERT INTO {} ({}) VALUES {}",
        table.name,
        table.list(),
        vec![row.as_str(); rows].join(", ")
    );
    let mut arguments = SqliteArguments::default();
    for value in waiting.drain(..) {
        let added = match value {
            Value::Null => arguments.add(None::<i64>),
            Value::Integer(value) => arguments.add(value),
            Value::Real(value) => arguments.add(value),
            Value::Text(value) => arguments.add(value),
            Value::Bytes(value) => arguments.add(value),
        };
        added.map_err(|e| Error::Backup(e.to_string()))?;
    }
    sqlx::query_with(AssertSqlSafe(text), arguments).execute(to).await?;
    Ok(())
}

/// Whether the file is sound: pages, indexes, references.
async fn check(file: &Path) -> Result<()> {
    let options = SqliteConnectOptions::new().filename(file).read_only(true);
    let mut connection = SqliteConnection::connect_with(&options).await?;
    let said: Vec<String> = sqlx::query_scalar("PRAGMA quick_check").fetch_all(&mut connection).await?;
    if said != ["ok"] {
        return Err(Error::Backup(format!("the copy of the database is damaged: {}", said.join("; "))));
    }
    let dangling: Vec<(String,)> = sqlx::query_as("SELECT DISTINCT \"table\" FROM pragma_foreign_key_check")
        .fetch_all(&mut connection)
        .await?;
    if let Some((table,)) = dangling.first() {
        return Err(Error::Backup(format!("rows of {table} refer to others that are not there")));
    }
    connection.close().await?;
    Ok(())
}

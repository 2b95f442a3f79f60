//! The content of tables as text, to compare two states.

use crate::{
    db::{Db, Store},
    error::{Error, Result},
};
use sqlx::{AssertSqlSafe, Column, Row, TypeInfo, ValueRef, sqlite::SqliteRow};
use std::collections::BTreeMap;

impl Store {
    /// All rows of all projections, sorted: equal texts mean equal states. For tests and for the check that
    /// `journal rebuild` makes.
    pub async fn dump_projections(&self) -> Result<BTreeMap<&'static str, Vec<String>>> {
        let mut out = BTreeMap::new();
        for table in self.offices().iter().flat_map(|office| office.projections) {
            let mut rows = match self.db() {
                Db::Sqlite { read, .. } => {
                    let rows =
                        sqlx::query(AssertSqlSafe(format!("SELECT * FROM {table}"))).fetch_all(read).await?;
                    rows.iter()
                        .map(sqlite_text)
                        .collect::<Result<Vec<_>, sqlx::Error>>()
                        .map_err(Error::from)?
                }
                Db::Postgres { pool, .. } => {
                    let text = format!("SELECT CAST(t AS text) FROM {table} t");
                    sqlx::query_scalar(AssertSqlSafe(text)).fetch_all(pool).await?
                }
            };
            rows.sort_unstable();
            out.insert(*table, rows);
        }
        Ok(out)
    }
}

fn sqlite_text(row: &SqliteRow) -> Result<String, sqlx::Error> {
    let mut out = String::new();
    for (i, column) in row.columns().iter().enumerate() {
        let value = row.try_get_raw(i)?;
        let text = match (value.is_null(), value.type_info().name()) {
            (true, _) => "∅".to_owned(),
            (_, "INTEGER") => row.try_get::<i64, _>(i)?.to_string(),
            (_, "BLOB") => hex::encode(row.try_get::<Vec<u8>, _>(i)?),
            (_, "REAL") => row.try_get::<f64, _>(i)?.to_string(),
            _ => row.try_get::<String, _>(i)?,
        };
        out.push_str(&format!("{}={text}|", column.name()));
    }
    Ok(out)
}

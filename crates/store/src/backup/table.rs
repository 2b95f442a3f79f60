//! Tables and values between the engines.

use crate::error::{Error, Result};
use sqlx::{Row, SqliteConnection, TypeInfo, ValueRef, postgres::PgRow, sqlite::SqliteRow};

/// Microseconds from 1970, where SQLite's times begin, to 2000, where PostgreSQL's do.
const EPOCH: i64 = 946_684_800_000_000;

/// Tables that a database makes for itself when it is opened.
const OWN: [&str; 2] = ["_sqlx_migrations", "store_walls"];

/// A table of this program.
#[derive(Debug)]
pub(super) struct Table {
    pub name: String,
    pub columns: Vec<String>,
}

impl Table {
    /// Its columns for a statement.
    pub(super) fn list(&self) -> String {
        let quoted: Vec<_> = self.columns.iter().map(|column| format!("\"{column}\"")).collect();
        quoted.join(", ")
    }
}

/// All tables that a backup holds, those first that others refer to.
pub(super) async fn all(on: &mut SqliteConnection) -> Result<Vec<Table>> {
    let names: Vec<String> = sqlx::query_scalar(
        "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite%' ORDER BY name",
    )
    .fetch_all(&mut *on)
    .await?;
    let mut waiting = Vec::new();
    for name in names.into_iter().filter(|name| !OWN.contains(&name.as_str())) {
        let columns = sqlx::query_scalar("SELECT name FROM pragma_table_info($1) ORDER BY cid")
            .bind(name.clone())
            .fetch_all(&mut *on)
            .await?;
        let refers: Vec<String> =
            sqlx::query_scalar("SELECT DISTINCT \"table\" FROM pragma_foreign_key_list($1)")
                .bind(name.clone())
                .fetch_all(&mut *on)
                .await?;
        waiting.push((Table { name, columns }, refers));
    }
    let mut ordered: Vec<Table> = Vec::new();
    while !waiting.is_empty() {
        let known = |name: &String, of: &Table| *name == of.name || ordered.iter().any(|t| t.name == *name);
        let (ready, rest): (Vec<_>, Vec<_>) =
            waiting.into_iter().partition(|(table, refers)| refers.iter().all(|name| known(name, table)));
        if ready.is_empty() {
            return Err(Error::Backup("its tables refer to each other in a circle".into()));
        }
        ordered.extend(ready.into_iter().map(|(table, _)| table));
        waiting = rest;
    }
    Ok(ordered)
}

/// A value as SQLite keeps it.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Value {
    Null,
    Integer(i64),
    Real(f64),
    Text(String),
    Bytes(Vec<u8>),
}

impl Value {
    pub(super) fn of_sqlite(row: &SqliteRow, column: usize) -> Result<Self> {
        let raw = row.try_get_raw(column)?;
        Ok(match (raw.is_null(), raw.type_info().name()) {
            (true, _) => Self::Null,
            (_, "INTEGER") => Self::Integer(row.try_get_unchecked(column)?),
            (_, "REAL") => Self::Real(row.try_get_unchecked(column)?),
            (_, "BLOB") => Self::Bytes(row.try_get_unchecked(column)?),
            _ => Self::Text(row.try_get_unchecked(column)?),
        })
    }

    /// From PostgreSQL's binary form.
    pub(super) fn of_postgres(row: &PgRow, column: usize) -> Result<Self> {
        let raw = row.try_get_raw(column)?;
        if raw.is_null() {
            return Ok(Self::Null);
        }
        let kind = raw.type_info().name().to_ascii_lowercase();
        let bytes = raw.as_bytes().map_err(|e| Error::Backup(e.to_string()))?;
        Self::decode(&kind, bytes)
            .ok_or_else(|| Error::Backup(format!("a value of type {kind} cannot be kept")))
    }

    fn decode(kind: &str, bytes: &[u8]) -> Option<Self> {
        let text = |bytes: &[u8]| String::from_utf8(bytes.to_vec()).ok().map(Self::Text);
        match kind {
            "bool" => Some(Self::Integer(i64::from(*bytes.first()?))),
            "int4" => Some(Self::Integer(i32::from_be_bytes(bytes.try_into().ok()?).into())),
            "int8" => Some(Self::Integer(i64::from_be_bytes(bytes.try_into().ok()?))),
            "timestamptz" => {
                Some(Self::Integer(i64::from_be_bytes(bytes.try_into().ok()?).checked_add(EPOCH)?))
            }
            "float8" => Some(Self::Real(f64::from_be_bytes(bytes.try_into().ok()?))),
            "text" | "varchar" | "name" => text(bytes),
            // A number for the version comes first.
            "jsonb" => text(bytes.split_first()?.1),
            "bytea" | "uuid" => Some(Self::Bytes(bytes.to_vec())),
            _ => None,
        }
    }

    /// Appends the value in the binary form of PostgreSQL's `COPY`. `None`: it does not fit the type.
    pub(super) fn encode(&self, kind: &str, to: &mut Vec<u8>) -> Option<()> {
        let mut put = |parts: &[&[u8]]| {
            let length = parts.iter().map(|part| part.len()).sum::<usize>();
            to.extend_from_slice(&i32::try_from(length).ok()?.to_be_bytes());
            parts.iter().for_each(|part| to.extend_from_slice(part));
            Some(())
        };
        match (kind, self) {
            (_, Self::Null) => {
                to.extend_from_slice(&(-1_i32).to_be_bytes());
                Some(())
            }
            ("bool", Self::Integer(value @ 0..=1)) => put(&[&[u8::from(*value == 1)]]),
            ("int4", Self::Integer(value)) => put(&[&i32::try_from(*value).ok()?.to_be_bytes()]),
            ("int8", Self::Integer(value)) => put(&[&value.to_be_bytes()]),
            ("timestamptz", Self::Integer(value)) => put(&[&value.checked_sub(EPOCH)?.to_be_bytes()]),
            ("float8", Self::Real(value)) => put(&[&value.to_be_bytes()]),
            ("text" | "varchar", Self::Text(value)) => put(&[value.as_bytes()]),
            ("jsonb", Self::Text(value)) => put(&[&[1], value.as_bytes()]),
            ("uuid", Self::Bytes(value)) if value.len() == 16 => put(&[value]),
            ("bytea", Self::Bytes(value)) => put(&[value]),
            _ => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn what_is_encoded_is_decoded_alike(number: i64, text: String, bytes: Vec<u8>, flag: bool) {
            for (kind, value) in [
                ("int8", Value::Integer(number)),
                ("timestamptz", Value::Integer(number / 2)),
                ("bool", Value::Integer(i64::from(flag))),
                ("text", Value::Text(text.clone())),
                ("jsonb", Value::Text(text)),
                ("bytea", Value::Bytes(bytes)),
                ("uuid", Value::Bytes(number.to_be_bytes().repeat(2))),
            ] {
                let mut encoded = Vec::new();
                value.encode(kind, &mut encoded).unwrap();
                prop_assert_eq!(Value::decode(kind, &encoded[4..]), Some(value));
            }
        }
    }

    #[test]
    fn what_does_not_fit_is_refused() {
        let mut to = Vec::new();
        assert_eq!(Value::Integer(2).encode("bool", &mut to), None);
        assert_eq!(Value::Text("x".into()).encode("int8", &mut to), None);
        assert_eq!(Value::Bytes(vec![1]).encode("uuid", &mut to), None);
        assert_eq!(Value::Integer(1).encode("money", &mut to), None);
        assert!(to.is_empty());
        assert_eq!(Value::decode("money", &[0; 8]), None);
        assert_eq!(Value::decode("int8", &[0; 7]), None);
    }
}

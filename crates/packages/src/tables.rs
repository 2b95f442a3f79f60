//! Projections of this office and the SQL over them.

use jiff::Timestamp;
use store::{At, BlobId, Executor, Meta, Migration, Result, StreamId, Tx, sql};
use uuid::Uuid;

use crate::entries::Entry;
use crate::model::Digest;

pub(crate) const MIGRATIONS: &[Migration] = &[Migration {
    version: 3_001,
    name: "packages",
    sql: "
CREATE TABLE packages_installed (
  digest text PRIMARY KEY,
  id text NOT NULL,
  version text NOT NULL,
  leistung text NOT NULL,
  titel text NOT NULL,
  stream uuid NOT NULL,
  files text NOT NULL,
  number bigint NOT NULL,
  installed_at timestamptz NOT NULL
);
CREATE INDEX packages_installed_id ON packages_installed (id, number);
CREATE INDEX packages_installed_leistung ON packages_installed (leistung);
",
}];

/// An installed version of a package.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Installed {
    /// What it is known by.
    pub digest: Digest,
    /// Name of the package.
    pub id: String,
    /// Version, as its editor counts.
    pub version: String,
    /// LeiKa key.
    pub leistung: String,
    /// German name.
    pub titel: String,
    /// Counts the installations of this package, from 1.
    pub number: i64,
    /// When it was installed.
    pub installed_at: Timestamp,
}

#[derive(sqlx::FromRow)]
struct InstalledRow {
    digest: String,
    id: String,
    version: String,
    leistung: String,
    titel: String,
    number: i64,
    installed_at: At,
}

impl From<InstalledRow> for Installed {
    fn from(row: InstalledRow) -> Self {
        Self {
            digest: Digest(row.digest),
            id: row.id,
            version: row.version,
            leistung: row.leistung,
            titel: row.titel,
            number: row.number,
            installed_at: row.installed_at.timestamp(),
        }
    }
}

pub(crate) async fn project(entry: &Entry, meta: &Meta, tx: &mut Tx) -> Result<()> {
    let Entry::Installiert { id, version, leistung, titel, digest, files } = entry;
    let files = serde_json::to_string(files).map_err(|e| store::Error::Encode(e.to_string()))?;
    sql("INSERT INTO packages_installed
           (digest, id, version, leistung, titel, stream, files, number, installed_at)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)")
    .bind(digest.0.clone())
    .bind(id.clone())
    .bind(version.clone())
    .bind(leistung.clone())
    .bind(titel.clone())
    .bind(meta.stream.0)
    .bind(files)
    .bind(meta.sequence)
    .bind(At::from(meta.at))
    .execute(tx)
    .await?;
    Ok(())
}

const COLUMNS: &str = "digest, id, version, leistung, titel, number, installed_at";

/// All installed versions, by package, the newest first.
pub(crate) async fn all(on: &mut impl Executor) -> Result<Vec<Installed>> {
    let rows: Vec<InstalledRow> =
        sql(format!("SELECT {COLUMNS} FROM packages_installed ORDER BY id, number DESC")).all(on).await?;
    Ok(rows.into_iter().map(Installed::from).collect())
}

/// The newest version of a package.
pub(crate) async fn newest(on: &mut impl Executor, id: &str) -> Result<Option<Installed>> {
    let row: Option<InstalledRow> =
        sql(format!("SELECT {COLUMNS} FROM packages_installed WHERE id = $1 ORDER BY number DESC LIMIT 1"))
            .bind(id.to_owned())
            .optional(on)
            .await?;
    Ok(row.map(Installed::from))
}

/// An installed version.
pub(crate) async fn by_digest(on: &mut impl Executor, digest: &Digest) -> Result<Option<Installed>> {
    let row: Option<InstalledRow> =
        sql(format!("SELECT {COLUMNS} FROM packages_installed WHERE digest = $1"))
            .bind(digest.0.clone())
            .optional(on)
            .await?;
    Ok(row.map(Installed::from))
}

/// Whether this version of a package is installed.
pub(crate) async fn has_version(on: &mut impl Executor, id: &str, version: &str) -> Result<bool> {
    let (count,): (i64,) = sql("SELECT count(*) FROM packages_installed WHERE id = $1 AND version = $2")
        .bind(id.to_owned())
        .bind(version.to_owned())
        .one(on)
        .await?;
    Ok(count > 0)
}

/// The files of all versions.
pub(crate) async fn all_files(on: &mut impl Executor) -> Result<Vec<BlobId>> {
    let rows: Vec<(String,)> = sql("SELECT files FROM packages_installed").all(on).await?;
    let read = |(files,): &(String,)| serde_json::from_str::<Vec<(String, BlobId)>>(files);
    let files: Vec<_> = rows
        .iter()
        .map(read)
        .collect::<Result<_, _>>()
        .map_err(|e| store::Error::Conflict(format!("the files of a package are not readable: {e}")))?;
    Ok(files.into_iter().flatten().map(|(_, blob)| blob).collect())
}

/// Where the files of a version lie.
pub(crate) async fn files(
    on: &mut impl Executor,
    digest: &Digest,
) -> Result<Option<(StreamId, Vec<(String, BlobId)>)>> {
    let row: Option<(Uuid, String)> = sql("SELECT stream, files FROM packages_installed WHERE digest = $1")
        .bind(digest.0.clone())
        .optional(on)
        .await?;
    let Some((stream, files)) = row else { return Ok(None) };
    let files = serde_json::from_str(&files).map_err(|e| {
        store::Error::Conflict(format!("the files of package {digest} are not readable: {e}"))
    })?;
    Ok(Some((StreamId(stream), files)))
}

//! Projections of this office and the SQL over them.

use crate::{
    entries::Entry,
    model::{Akte, AkteId, Dokument, DokumentId, VorgangId},
};
use identity::{BehoerdeId, Columns, Scope, Sight};
use store::{At, Executor, Meta, Migration, Result, Statement, Tx, sql};
use uuid::Uuid;

pub(crate) const MIGRATIONS: &[Migration] = &[
    Migration {
        version: 5_001,
        name: "Akten and Dokumente",
        sql: "
CREATE TABLE records_numbers (
  behoerde uuid NOT NULL,
  aktenplan text NOT NULL,
  year bigint NOT NULL,
  last bigint NOT NULL,
  PRIMARY KEY (behoerde, aktenplan, year)
);
CREATE TABLE records_akten (
  id uuid PRIMARY KEY,
  behoerde uuid NOT NULL,
  aktenzeichen text NOT NULL,
  aktenplan text NOT NULL,
  betreff text NOT NULL,
  person uuid,
  opened_at timestamptz NOT NULL,
  closed_at timestamptz,
  keep_until text,
  UNIQUE (behoerde, aktenzeichen)
);
CREATE INDEX records_akten_person ON records_akten (person);
CREATE TABLE records_dokumente (
  id uuid PRIMARY KEY,
  akte uuid NOT NULL REFERENCES records_akten (id),
  vorgang uuid,
  art text NOT NULL,
  richtung text NOT NULL,
  titel text NOT NULL,
  file_name text NOT NULL,
  media_type text NOT NULL,
  size bigint NOT NULL,
  blob text NOT NULL,
  filed_at timestamptz NOT NULL
);
CREATE INDEX records_dokumente_akte ON records_dokumente (akte);
",
    },
    Migration {
        version: 5_002,
        name: "the service of an Akte, what other Behoerden may read",
        sql: "
ALTER TABLE records_akten ADD COLUMN dienst text NOT NULL DEFAULT '';
CREATE TABLE records_freigaben (
  akte uuid NOT NULL,
  vorgang uuid NOT NULL,
  behoerde uuid NOT NULL,
  PRIMARY KEY (akte, vorgang, behoerde)
);
",
    },
];

pub(crate) async fn project(entry: &Entry, meta: &Meta, tx: &mut Tx) -> Result<()> {
    match entry {
        Entry::AkteAngelegt { behoerde, aktenplan, dienst, year, number, aktenzeichen, betreff, person } => {
            keep_number(tx, *behoerde, aktenplan, *year, *number).await?;
            sql("INSERT INTO records_akten (id, behoerde, aktenzeichen, aktenplan, betreff, person, opened_at, dienst)
                 VALUES ($1, $2, $3, $4, $5, $6, $7, $8)")
            .bind(meta.stream.0)
            .bind(behoerde.0)
            .bind(aktenzeichen.clone())
            .bind(aktenplan.clone())
            .bind(betreff.clone())
            .bind(person.map(|p| p.0))
            .bind(At::from(meta.at))
            .bind(dienst.clone())
            .write(tx)
            .await?;
        }
        Entry::DokumentAufgenommen {
            id,
            vorgang,
            art,
            richtung,
            titel,
            file_name,
            media_type,
            size,
            blob,
        } => {
            sql("INSERT INTO records_dokumente
                   (id, akte, vorgang, art, richtung, titel, file_name, media_type, size, blob, filed_at)
                 VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)")
            .bind(*id)
            .bind(meta.stream.0)
            .bind(*vorgang)
            .bind(*art)
            .bind(*richtung)
            .bind(titel.clone())
            .bind(file_name.clone())
            .bind(media_type.clone())
            .bind(*size)
            .bind(blob.to_string())
            .bind(At::from(meta.at))
            .write(tx)
            .await?;
        }
        Entry::Freigegeben { vorgang, behoerde } => {
            sql("INSERT INTO records_freigaben (akte, vorgang, behoerde) VALUES ($1, $2, $3) ON CONFLICT DO NOTHING")
                .bind(meta.stream.0)
                .bind(*vorgang)
                .bind(behoerde.0)
                .write(tx)
                .await?;
        }
        Entry::FreigabeBeendet { vorgang } => {
            sql("DELETE FROM records_freigaben WHERE akte = $1 AND vorgang = $2")
                .bind(meta.stream.0)
                .bind(*vorgang)
                .write(tx)
                .await?;
        }
        Entry::AkteVernichtet { behoerde, aktenplan, year, number, .. } => {
            keep_number(tx, *behoerde, aktenplan, *year, *number).await?;
        }
        Entry::AkteGeschlossen { keep_until } => {
            sql("UPDATE records_akten SET closed_at = $2, keep_until = $3 WHERE id = $1")
                .bind(meta.stream.0)
                .bind(At::from(meta.at))
                .bind(keep_until.to_string())
                .write(tx)
                .await?;
        }
    }
    Ok(())
}

/// The counter is at least as far as a number that was given.
async fn keep_number(
    tx: &mut Tx,
    behoerde: BehoerdeId,
    aktenplan: &str,
    year: i64,
    number: i64,
) -> Result<()> {
    sql("INSERT INTO records_numbers (behoerde, aktenplan, year, last) VALUES ($1, $2, $3, $4)
         ON CONFLICT (behoerde, aktenplan, year) DO UPDATE SET last = excluded.last
         WHERE records_numbers.last < excluded.last")
    .bind(behoerde.0)
    .bind(aktenplan.to_owned())
    .bind(year)
    .bind(number)
    .write(tx)
    .await
}

/// The next running number; the row stays locked until the transaction ends, so numbers have no gaps.
pub(crate) async fn next_number(
    tx: &mut Tx,
    behoerde: BehoerdeId,
    aktenplan: &str,
    year: i64,
) -> Result<i64> {
    let (number,): (i64,) =
        sql("INSERT INTO records_numbers (behoerde, aktenplan, year, last) VALUES ($1, $2, $3, 1)
             ON CONFLICT (behoerde, aktenplan, year) DO UPDATE SET last = records_numbers.last + 1 RETURNING last")
        .bind(behoerde.0)
        .bind(aktenplan.to_owned())
        .bind(year)
        .one(tx)
        .await?;
    Ok(number)
}

const AKTE: &str =
    "SELECT a.id, a.behoerde, a.aktenzeichen, a.aktenplan, a.betreff, a.opened_at, a.closed_at,
       a.keep_until FROM records_akten a WHERE a.id = $1";

/// Without a scope: for the commands of this office, which check it themselves.
pub(crate) async fn akte(on: &mut impl Executor, id: AkteId) -> Result<Option<Akte>> {
    sql(AKTE).bind(id).optional(on).await
}

/// Whether another Behoerde may read anything of a Vorgang.
pub(crate) async fn is_shared(on: &mut impl Executor, akte: AkteId, vorgang: VorgangId) -> Result<bool> {
    let (count,): (i64,) = sql("SELECT count(*) FROM records_freigaben WHERE akte = $1 AND vorgang = $2")
        .bind(akte)
        .bind(vorgang)
        .one(on)
        .await?;
    Ok(count > 0)
}

/// Where the rights of staff look in this office.
const COLUMNS: Columns = Columns { behoerde: "a.behoerde", dienst: "a.dienst", akte: "a.id" };

pub(crate) async fn akte_for(on: &mut impl Executor, scope: &Scope, id: AkteId) -> Result<Option<Akte>> {
    if *scope == Scope::House {
        return akte(on, id).await;
    }
    let Ok((_, sight)) = Sight::of(scope) else { return Ok(None) };
    let statement = sql(format!("{AKTE} AND {}", sight.condition(COLUMNS, 2))).bind(id);
    sight.bind(statement).optional(on).await
}

const DOKUMENT: &str =
    "SELECT d.id, d.akte, d.vorgang, d.art, d.richtung, d.titel, d.file_name, d.media_type,
       d.size, d.blob, d.filed_at
     FROM records_dokumente d JOIN records_akten a ON a.id = d.akte";

/// Dokumente of which `condition` (its parameter is `$1`) is true, as far as the scope may read them.
fn dokumente_where(scope: &Scope, condition: &str, value: Uuid) -> Option<Statement<Dokument>> {
    let statement = |rights: &str| sql(format!("{DOKUMENT} WHERE {condition} AND {rights}")).bind(value);
    match scope {
        Scope::House => Some(sql(format!("{DOKUMENT} WHERE {condition}")).bind(value)),
        Scope::Anonymous => None,
        Scope::Person { account, .. } => {
            Some(statement("a.person = $2 AND d.richtung <> 'intern'").bind(account.0))
        }
        Scope::Staff { behoerde, .. } => {
            let (_, sight) = Sight::of(scope).ok()?;
            let rights = format!(
                "({} OR (d.richtung = 'eingang' AND EXISTS (SELECT 1 FROM records_freigaben f
                   WHERE f.akte = d.akte AND f.vorgang = d.vorgang AND f.behoerde = $2)))",
                sight.condition(COLUMNS, 3)
            );
            Some(sight.bind(statement(&rights).bind(behoerde.0)))
        }
    }
}

pub(crate) async fn dokumente_for(
    on: &mut impl Executor,
    scope: &Scope,
    akte: AkteId,
) -> Result<Vec<Dokument>> {
    match dokumente_where(scope, "d.akte = $1", akte.0) {
        Some(statement) => {
            let mut found = statement.all(on).await?;
            found.sort_by_key(|dokument: &Dokument| (dokument.filed_at, dokument.id));
            Ok(found)
        }
        None => Ok(Vec::new()),
    }
}

pub(crate) async fn dokument_for(
    on: &mut impl Executor,
    scope: &Scope,
    id: DokumentId,
) -> Result<Option<Dokument>> {
    match dokumente_where(scope, "d.id = $1", id.0) {
        Some(statement) => statement.optional(on).await,
        None => Ok(None),
    }
}

//! Projections of this office and the SQL over them.

use crate::{
    entries::Entry,
    model::{Akte, AkteId, Dokument, DokumentId},
};
use identity::{BehoerdeId, Permission, Scope};
use store::{At, Executor, Meta, Migration, Result, Tx, sql};
use uuid::Uuid;

pub(crate) const MIGRATIONS: &[Migration] = &[Migration {
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
}];

pub(crate) async fn project(entry: &Entry, meta: &Meta, tx: &mut Tx) -> Result<()> {
    match entry {
        Entry::AkteAngelegt { behoerde, aktenplan, year, number, aktenzeichen, betreff, person } => {
            sql("INSERT INTO records_numbers (behoerde, aktenplan, year, last) VALUES ($1, $2, $3, $4)
                 ON CONFLICT (behoerde, aktenplan, year) DO UPDATE SET last = excluded.last
                 WHERE records_numbers.last < excluded.last")
            .bind(behoerde.0)
            .bind(aktenplan.clone())
            .bind(*year)
            .bind(*number)
            .write(tx)
            .await?;
            sql("INSERT INTO records_akten (id, behoerde, aktenzeichen, aktenplan, betreff, person, opened_at)
                 VALUES ($1, $2, $3, $4, $5, $6, $7)")
            .bind(meta.stream.0)
            .bind(behoerde.0)
            .bind(aktenzeichen.clone())
            .bind(aktenplan.clone())
            .bind(betreff.clone())
            .bind(person.map(|p| p.0))
            .bind(At::from(meta.at))
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

const AKTE: &str = "SELECT id, behoerde, aktenzeichen, aktenplan, betreff, opened_at, closed_at, keep_until
                    FROM records_akten WHERE id = $1";

/// Without a scope: for the commands of this office, which check it themselves.
pub(crate) async fn akte(on: &mut impl Executor, id: AkteId) -> Result<Option<Akte>> {
    sql(AKTE).bind(id).optional(on).await
}

pub(crate) async fn akte_for(on: &mut impl Executor, scope: &Scope, id: AkteId) -> Result<Option<Akte>> {
    match scope {
        Scope::House => akte(on, id).await,
        _ => {
            sql(format!("{AKTE} AND behoerde = $2"))
                .bind(id)
                .bind(readable_behoerde(scope))
                .optional(on)
                .await
        }
    }
}

/// The Behoerde whose records this scope may read; the nil id, which none has, when there is none.
fn readable_behoerde(scope: &Scope) -> Uuid {
    scope.staff(Permission::ReadCases).map_or(Uuid::nil(), |(_, behoerde)| behoerde.0)
}

/// The account whose own matters this scope may read, or the nil id.
fn own_account(scope: &Scope) -> Uuid {
    match scope {
        Scope::Person { account, .. } => account.0,
        _ => Uuid::nil(),
    }
}

/// `$1` the thing asked for, `$2` the Behoerde of staff, `$3` the account of a person, `$4` the program itself.
const DOKUMENT_FOR: &str =
    "SELECT d.id, d.akte, d.vorgang, d.art, d.richtung, d.titel, d.file_name, d.media_type,
                                   d.size, d.blob, d.filed_at
     FROM records_dokumente d JOIN records_akten a ON a.id = d.akte
     WHERE (a.behoerde = $2 OR (a.person = $3 AND d.richtung <> 'intern') OR $4)";

pub(crate) async fn dokumente_for(
    on: &mut impl Executor,
    scope: &Scope,
    akte: AkteId,
) -> Result<Vec<Dokument>> {
    sql(format!("{DOKUMENT_FOR} AND d.akte = $1 ORDER BY d.filed_at, d.id"))
        .bind(akte)
        .bind(readable_behoerde(scope))
        .bind(own_account(scope))
        .bind(*scope == Scope::House)
        .all(on)
        .await
}

pub(crate) async fn dokument_for(
    on: &mut impl Executor,
    scope: &Scope,
    id: DokumentId,
) -> Result<Option<Dokument>> {
    sql(format!("{DOKUMENT_FOR} AND d.id = $1"))
        .bind(id)
        .bind(readable_behoerde(scope))
        .bind(own_account(scope))
        .bind(*scope == Scope::House)
        .optional(on)
        .await
}

//! Calls of the processes of other Behoerden.

use super::as_i64;
use crate::entries::{Entry, Event};
use crate::model::AufrufId;
use identity::BehoerdeId;
use records::VorgangId;
use store::{At, Executor, Meta, Migration, Result, Tx, sql};

pub(super) const MIGRATION: Migration = Migration {
    version: 7_015,
    name: "calls of other Behoerden",
    sql: "
CREATE TABLE cases_aufrufe (
  id uuid PRIMARY KEY,
  vorgang uuid NOT NULL REFERENCES cases_vorgaenge (id),
  activity bigint NOT NULL,
  element text NOT NULL,
  name text NOT NULL,
  leistung text NOT NULL,
  an_behoerde uuid NOT NULL,
  inhalt text NOT NULL,
  stand text NOT NULL CHECK (stand IN ('offen', 'beantwortet', 'entfallen')),
  created_at timestamptz NOT NULL,
  done_at timestamptz
);
CREATE INDEX cases_aufrufe_vorgang ON cases_aufrufe (vorgang, activity);
CREATE INDEX cases_vorgaenge_aufruf ON cases_vorgaenge (aufruf) WHERE aufruf IS NOT NULL;
",
};

pub(super) async fn insert(entry: &Entry, meta: &Meta, tx: &mut Tx) -> Result<()> {
    let Event::Aufgerufen { aufruf, activity, element, name, leistung, an_behoerde, inhalt } = &entry.event
    else {
        return Ok(());
    };
    sql("INSERT INTO cases_aufrufe
           (id, vorgang, activity, element, name, leistung, an_behoerde, inhalt, stand, created_at)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, 'offen', $9)")
    .bind(*aufruf)
    .bind(entry.vorgang)
    .bind(as_i64(*activity))
    .bind(element.clone())
    .bind(name.clone())
    .bind(leistung.clone())
    .bind(*an_behoerde)
    .bind(inhalt.to_string())
    .bind(At::from(meta.at))
    .write(tx)
    .await
}

pub(super) async fn answer(tx: &mut Tx, meta: &Meta, aufruf: AufrufId) -> Result<()> {
    sql("UPDATE cases_aufrufe SET stand = 'beantwortet', done_at = $2 WHERE id = $1")
        .bind(aufruf)
        .bind(At::from(meta.at))
        .write(tx)
        .await
}

/// A call.
#[derive(Debug, Clone, sqlx::FromRow)]
pub(crate) struct Row {
    pub id: AufrufId,
    pub vorgang: VorgangId,
    pub activity: i64,
    pub element: String,
    pub leistung: String,
    pub an_behoerde: BehoerdeId,
    pub inhalt: String,
    pub stand: String,
}

impl Row {
    pub(crate) fn is_open(&self) -> bool {
        self.stand == "offen"
    }
}

const ROW: &str =
    "SELECT id, vorgang, activity, element, leistung, an_behoerde, inhalt, stand FROM cases_aufrufe";

pub(crate) async fn read(on: &mut impl Executor, id: AufrufId) -> Result<Option<Row>> {
    sql(format!("{ROW} WHERE id = $1")).bind(id).optional(on).await
}

/// The open call of an activity.
pub(crate) async fn of_activity(
    on: &mut impl Executor,
    vorgang: VorgangId,
    activity: u64,
) -> Result<Option<Row>> {
    sql(format!("{ROW} WHERE vorgang = $1 AND activity = $2 AND stand = 'offen'"))
        .bind(vorgang)
        .bind(as_i64(activity))
        .optional(on)
        .await
}

/// The Vorgang that answers a call, once it was begun.
pub(crate) async fn called(on: &mut impl Executor, id: AufrufId) -> Result<Option<VorgangId>> {
    let row: Option<(VorgangId,)> =
        sql("SELECT id FROM cases_vorgaenge WHERE aufruf = $1").bind(id).optional(on).await?;
    Ok(row.map(|(vorgang,)| vorgang))
}

//! Work for programs outside, and who has taken it. The work is a projection; a lease is not journaled: it says nothing
//! about the case, and whoever loses it does the work again.

use super::as_i64;
use crate::entries::{Entry, Event};
use crate::model::AuftragId;
use records::VorgangId;
use store::{At, Executor, Meta, Migration, Result, Tx, sql};
use uuid::Uuid;

pub(super) const MIGRATION: Migration = Migration {
    version: 7_014,
    name: "work for programs outside",
    sql: "
CREATE TABLE cases_auftraege (
  id uuid PRIMARY KEY,
  vorgang uuid NOT NULL REFERENCES cases_vorgaenge (id),
  behoerde uuid NOT NULL,
  activity bigint NOT NULL,
  element text NOT NULL,
  name text NOT NULL,
  topic text NOT NULL,
  inhalt text NOT NULL,
  stand text NOT NULL CHECK (stand IN ('offen', 'erledigt', 'gescheitert', 'entfallen')),
  created_at timestamptz NOT NULL,
  done_at timestamptz
);
CREATE INDEX cases_auftraege_offen ON cases_auftraege (topic, created_at, id) WHERE stand = 'offen';
CREATE INDEX cases_auftraege_vorgang ON cases_auftraege (vorgang);
CREATE TABLE cases_leases (
  auftrag uuid PRIMARY KEY,
  vorgang uuid NOT NULL,
  lease uuid NOT NULL,
  worker text NOT NULL,
  until timestamptz NOT NULL,
  versuche bigint NOT NULL
);
",
};

pub(super) async fn insert(entry: &Entry, meta: &Meta, tx: &mut Tx) -> Result<()> {
    let Event::AuftragErteilt { auftrag, activity, element, name, topic, inhalt } = &entry.event else {
        return Ok(());
    };
    sql("INSERT INTO cases_auftraege (id, vorgang, behoerde, activity, element, name, topic, inhalt, stand, created_at)
         SELECT $1, id, behoerde, $3, $4, $5, $6, $7, 'offen', $8 FROM cases_vorgaenge WHERE id = $2")
    .bind(*auftrag)
    .bind(entry.vorgang)
    .bind(as_i64(*activity))
    .bind(element.clone())
    .bind(name.clone())
    .bind(topic.clone())
    .bind(inhalt.to_string())
    .bind(At::from(meta.at))
    .write(tx)
    .await
}

/// Ends work: `erledigt` or `gescheitert`.
pub(super) async fn end(tx: &mut Tx, meta: &Meta, auftrag: AuftragId, stand: &'static str) -> Result<()> {
    sql("UPDATE cases_auftraege SET stand = $2, done_at = $3 WHERE id = $1")
        .bind(auftrag)
        .bind(stand)
        .bind(At::from(meta.at))
        .write(tx)
        .await
}

/// Work, with the lease on it.
#[derive(Debug, Clone, sqlx::FromRow)]
pub(crate) struct Row {
    pub id: AuftragId,
    pub vorgang: VorgangId,
    pub activity: i64,
    pub element: String,
    pub topic: String,
    pub inhalt: String,
    pub stand: String,
    pub lease: Option<Uuid>,
    pub worker: Option<String>,
    pub versuche: Option<i64>,
}

impl Row {
    pub(crate) fn is_open(&self) -> bool {
        self.stand == "offen"
    }
}

const ROW: &str = "SELECT a.id, a.vorgang, a.activity, a.element, a.topic, a.inhalt, a.stand,
  l.lease, l.worker, l.versuche
  FROM cases_auftraege a LEFT JOIN cases_leases l ON l.auftrag = a.id";

pub(crate) async fn read(on: &mut impl Executor, id: AuftragId) -> Result<Option<Row>> {
    sql(format!("{ROW} WHERE a.id = $1")).bind(id).optional(on).await
}

pub(crate) async fn topics(on: &mut impl Executor) -> Result<Vec<crate::auftraege::Topic>> {
    sql("SELECT topic, count(*) AS anzahl, min(created_at) AS aelteste FROM cases_auftraege
         WHERE stand = 'offen' GROUP BY topic ORDER BY topic")
    .all(on)
    .await
}

/// Work on a topic that nobody holds, oldest first; locked against other workers.
pub(crate) async fn free(tx: &mut Tx, topic: &str, limit: i64) -> Result<Vec<Row>> {
    let now = At::from(tx.now());
    sql(format!(
        "{ROW} WHERE a.topic = $1 AND a.stand = 'offen' AND (l.until IS NULL OR l.until <= $2)
         ORDER BY a.created_at, a.id LIMIT $3 /*pg FOR UPDATE OF a SKIP LOCKED */"
    ))
    .bind(topic.to_owned())
    .bind(now)
    .bind(limit)
    .all(tx)
    .await
}

pub(crate) async fn take(tx: &mut Tx, row: &Row, lease: Uuid, worker: &str, until: At) -> Result<()> {
    sql("INSERT INTO cases_leases (auftrag, vorgang, lease, worker, until, versuche) VALUES ($1, $2, $3, $4, $5, 1)
         ON CONFLICT (auftrag) DO UPDATE SET lease = excluded.lease, worker = excluded.worker, until = excluded.until,
           versuche = cases_leases.versuche + 1")
    .bind(row.id)
    .bind(row.vorgang)
    .bind(lease)
    .bind(worker.to_owned())
    .bind(until)
    .write(tx)
    .await
}

/// Puts the end of a lease off, or brings it near.
pub(crate) async fn set_until(tx: &mut Tx, auftrag: AuftragId, lease: Uuid, until: At) -> Result<bool> {
    let done = sql("UPDATE cases_leases SET until = $3 WHERE auftrag = $1 AND lease = $2")
        .bind(auftrag)
        .bind(lease)
        .bind(until)
        .execute(tx)
        .await?;
    Ok(done > 0)
}

/// Nobody holds the work, and nobody is to take it before `at`.
pub(crate) async fn hand_back(tx: &mut Tx, auftrag: AuftragId, nobody: Uuid, at: At) -> Result<()> {
    sql("UPDATE cases_leases SET lease = $2, until = $3 WHERE auftrag = $1")
        .bind(auftrag)
        .bind(nobody)
        .bind(at)
        .write(tx)
        .await
}

pub(crate) async fn give_up(tx: &mut Tx, auftrag: AuftragId) -> Result<()> {
    sql("DELETE FROM cases_leases WHERE auftrag = $1").bind(auftrag).write(tx).await
}

/// Leases are no projection: they go with the Akte.
pub(crate) async fn forget(tx: &mut Tx, akte: Uuid) -> Result<()> {
    sql("DELETE FROM cases_leases WHERE vorgang IN (SELECT id FROM cases_vorgaenge WHERE akte = $1)")
        .bind(akte)
        .write(tx)
        .await
}

//! Where processes stand still.

use super::as_i64;
use crate::model::Stoerung;
use identity::{Columns, Sight};
use records::VorgangId;
use store::{At, Executor, Meta, Migration, Result, Tx, sql};

pub(super) const MIGRATION: Migration = Migration {
    version: 7_012,
    name: "all that a process stands still at",
    sql: "
CREATE TABLE cases_stoerungen (
  vorgang uuid NOT NULL REFERENCES cases_vorgaenge (id),
  incident bigint NOT NULL,
  behoerde uuid NOT NULL,
  text text NOT NULL,
  at timestamptz NOT NULL,
  PRIMARY KEY (vorgang, incident)
);
CREATE INDEX cases_stoerungen_behoerde ON cases_stoerungen (behoerde, at);
INSERT INTO cases_stoerungen (vorgang, incident, behoerde, text, at)
  SELECT v.id, v.incident, v.behoerde, v.stoerung,
    (SELECT max(s.at) FROM cases_steps s WHERE s.vorgang = v.id AND s.kind = 'cases.gestoert')
  FROM cases_vorgaenge v WHERE v.incident IS NOT NULL AND v.stand = 'gestoert';
ALTER TABLE cases_vorgaenge DROP COLUMN incident;
",
};

pub(super) async fn begin(
    tx: &mut Tx,
    meta: &Meta,
    vorgang: VorgangId,
    incident: Option<u64>,
    text: String,
) -> Result<()> {
    sql("INSERT INTO cases_stoerungen (vorgang, incident, behoerde, text, at)
         SELECT id, $2, behoerde, $3, $4 FROM cases_vorgaenge WHERE id = $1
         ON CONFLICT (vorgang, incident) DO UPDATE SET text = excluded.text, at = excluded.at")
    .bind(vorgang)
    .bind(as_i64(incident.unwrap_or(0)))
    .bind(text.clone())
    .bind(At::from(meta.at))
    .write(tx)
    .await?;
    sql("UPDATE cases_vorgaenge SET stand = 'gestoert', stoerung = $2 WHERE id = $1")
        .bind(vorgang)
        .bind(text)
        .write(tx)
        .await
}

/// Ends one incident, or all.
pub(super) async fn end(tx: &mut Tx, vorgang: VorgangId, incident: Option<u64>) -> Result<()> {
    match incident {
        Some(incident) => {
            sql("DELETE FROM cases_stoerungen WHERE vorgang = $1 AND incident = $2")
                .bind(vorgang)
                .bind(as_i64(incident))
                .write(tx)
                .await?;
        }
        None => sql("DELETE FROM cases_stoerungen WHERE vorgang = $1").bind(vorgang).write(tx).await?,
    }
    settle(tx, vorgang).await
}

/// Where a Vorgang stands once there may be fewer incidents.
async fn settle(tx: &mut Tx, vorgang: VorgangId) -> Result<()> {
    sql("UPDATE cases_vorgaenge SET
           stand = CASE WHEN EXISTS (SELECT 1 FROM cases_stoerungen s WHERE s.vorgang = cases_vorgaenge.id) THEN 'gestoert'
                        WHEN ergebnis IS NULL THEN 'offen' ELSE 'entschieden' END,
           stoerung = (SELECT s.text FROM cases_stoerungen s WHERE s.vorgang = cases_vorgaenge.id
                       ORDER BY s.incident LIMIT 1)
         WHERE id = $1 AND stand = 'gestoert'")
        .bind(vorgang)
        .write(tx)
        .await
}

const COLUMNS: Columns = Columns { behoerde: "s.behoerde", dienst: "v.package", akte: "v.akte" };

const STOERUNG: &str = "SELECT s.vorgang, s.incident, s.text, s.at, v.aktenzeichen, v.titel
  FROM cases_stoerungen s JOIN cases_vorgaenge v ON v.id = s.vorgang";

/// Those of a Vorgang, oldest first. Without a scope.
pub(crate) async fn of_vorgang(on: &mut impl Executor, vorgang: VorgangId) -> Result<Vec<Stoerung>> {
    sql(format!("{STOERUNG} WHERE s.vorgang = $1 ORDER BY s.incident")).bind(vorgang).all(on).await
}

/// Those of the Vorgaenge that staff may read, oldest first.
pub(crate) async fn all(on: &mut impl Executor, sight: &Sight, limit: i64) -> Result<Vec<Stoerung>> {
    let rights = sight.condition(COLUMNS, 1);
    let limit_at = 1 + sight.parameters();
    let statement =
        sql(format!("{STOERUNG} WHERE {rights} ORDER BY s.at, s.vorgang, s.incident LIMIT ${limit_at}"));
    sight.bind(statement).bind(limit).all(on).await
}

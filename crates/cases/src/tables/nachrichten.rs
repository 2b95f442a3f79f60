//! Messages and signals: who waits for them, which were sent, which arrived.

use super::as_i64;
use crate::model::{Erwartet, Erwartung, NachrichtId, Unzugestellt, Wartend};
use identity::BehoerdeId;
use records::VorgangId;
use serde_json::Value;
use store::{At, Executor, Meta, Migration, Result, Tx, sql};

pub(super) const MIGRATION: Migration = Migration {
    version: 7_013,
    name: "messages and signals",
    sql: "
CREATE TABLE cases_erwartungen (
  vorgang uuid NOT NULL REFERENCES cases_vorgaenge (id),
  wait bigint NOT NULL,
  behoerde uuid NOT NULL,
  art text NOT NULL CHECK (art IN ('nachricht', 'signal')),
  name text NOT NULL,
  schluessel text,
  PRIMARY KEY (vorgang, wait)
);
CREATE INDEX cases_erwartungen_name ON cases_erwartungen (behoerde, art, name, schluessel);
CREATE TABLE cases_nachrichten (
  id uuid NOT NULL,
  vorgang uuid NOT NULL REFERENCES cases_vorgaenge (id),
  richtung text NOT NULL CHECK (richtung IN ('aus', 'ein')),
  art text NOT NULL CHECK (art IN ('nachricht', 'signal')),
  name text NOT NULL,
  schluessel text,
  behoerde uuid NOT NULL,
  inhalt text NOT NULL,
  at timestamptz NOT NULL,
  zugestellt boolean NOT NULL,
  PRIMARY KEY (id, vorgang, richtung)
);
CREATE INDEX cases_nachrichten_vorgang ON cases_nachrichten (vorgang);
CREATE INDEX cases_nachrichten_offen ON cases_nachrichten (behoerde, name, schluessel)
  WHERE richtung = 'aus' AND NOT zugestellt;
",
};

/// What a Vorgang waits for from now on.
pub(super) async fn await_all(tx: &mut Tx, vorgang: VorgangId, erwartet: &[Erwartung]) -> Result<()> {
    sql("DELETE FROM cases_erwartungen WHERE vorgang = $1").bind(vorgang).write(tx).await?;
    for one in erwartet {
        sql("INSERT INTO cases_erwartungen (vorgang, wait, behoerde, art, name, schluessel)
             SELECT id, $2, behoerde, $3, $4, $5 FROM cases_vorgaenge WHERE id = $1")
        .bind(vorgang)
        .bind(as_i64(one.wait))
        .bind(one.art)
        .bind(one.name.clone())
        .bind(one.schluessel.clone())
        .write(tx)
        .await?;
    }
    Ok(())
}

/// A message or signal, as a row.
pub(super) struct Row<'a> {
    pub id: NachrichtId,
    pub vorgang: VorgangId,
    pub art: Erwartet,
    pub name: &'a str,
    pub schluessel: Option<&'a String>,
    /// Of what was sent: who is to get it; else the Behoerde of the Vorgang.
    pub an: Option<BehoerdeId>,
    pub inhalt: &'a Value,
}

/// A signal that was sent is delivered to whoever waits then, and to nobody later.
pub(super) async fn insert_signal(tx: &mut Tx, meta: &Meta, row: &Row<'_>) -> Result<()> {
    write(tx, meta, row, "aus", true).await
}

pub(super) async fn insert(tx: &mut Tx, meta: &Meta, row: &Row<'_>) -> Result<()> {
    if row.an.is_some() {
        return write(tx, meta, row, "aus", false).await;
    }
    write(tx, meta, row, "ein", true).await?;
    sql("UPDATE cases_nachrichten SET zugestellt = $2 WHERE id = $1 AND richtung = 'aus'")
        .bind(row.id)
        .bind(true)
        .write(tx)
        .await
}

async fn write(
    tx: &mut Tx,
    meta: &Meta,
    row: &Row<'_>,
    richtung: &'static str,
    zugestellt: bool,
) -> Result<()> {
    sql("INSERT INTO cases_nachrichten
           (id, vorgang, richtung, art, name, schluessel, behoerde, inhalt, at, zugestellt)
         SELECT $1, id, $3, $4, $5, $6, COALESCE($7, behoerde), $8, $9, $10 FROM cases_vorgaenge WHERE id = $2
         ON CONFLICT (id, vorgang, richtung) DO NOTHING")
    .bind(row.id)
    .bind(row.vorgang)
    .bind(richtung)
    .bind(row.art)
    .bind(row.name.to_owned())
    .bind(row.schluessel.cloned())
    .bind(row.an)
    .bind(row.inhalt.to_string())
    .bind(At::from(meta.at))
    .bind(zugestellt)
    .write(tx)
    .await
}

/// Who waits for a message with one of these keys (JSON), three at most.
pub(crate) async fn waiting(
    on: &mut impl Executor,
    behoerde: BehoerdeId,
    name: &str,
    schluessel: Option<&str>,
) -> Result<Vec<Wartend>> {
    let key = if schluessel.is_some() { "schluessel = $3" } else { "schluessel IS NULL" };
    let statement = sql(format!(
        "SELECT vorgang, wait FROM cases_erwartungen
         WHERE behoerde = $1 AND art = 'nachricht' AND name = $2 AND {key} ORDER BY vorgang, wait LIMIT 3"
    ))
    .bind(behoerde)
    .bind(name.to_owned());
    match schluessel {
        Some(key) => statement.bind(key.to_owned()).all(on).await,
        None => statement.all(on).await,
    }
}

/// Whether a Vorgang waits for this message still.
pub(crate) async fn waits(on: &mut impl Executor, wartend: &Wartend) -> Result<bool> {
    let (count,): (i64,) =
        sql("SELECT count(*) FROM cases_erwartungen WHERE vorgang = $1 AND wait = $2 AND art = 'nachricht'")
            .bind(wartend.vorgang)
            .bind(wartend.wait)
            .one(on)
            .await?;
    Ok(count > 0)
}

/// The Vorgaenge of a Behoerde that wait for a signal.
pub(crate) async fn waiting_for_signal(
    on: &mut impl Executor,
    behoerde: BehoerdeId,
    name: &str,
) -> Result<Vec<VorgangId>> {
    let rows: Vec<(VorgangId,)> = sql("SELECT DISTINCT vorgang FROM cases_erwartungen
         WHERE behoerde = $1 AND art = 'signal' AND name = $2 ORDER BY vorgang")
    .bind(behoerde)
    .bind(name.to_owned())
    .all(on)
    .await?;
    Ok(rows.into_iter().map(|(id,)| id).collect())
}

/// To which Vorgang a message was delivered.
pub(crate) async fn received(on: &mut impl Executor, id: NachrichtId) -> Result<Option<VorgangId>> {
    let row: Option<(VorgangId,)> = sql(
        "SELECT vorgang FROM cases_nachrichten WHERE id = $1 AND richtung = 'ein' ORDER BY vorgang LIMIT 1",
    )
    .bind(id)
    .optional(on)
    .await?;
    Ok(row.map(|(vorgang,)| vorgang))
}

/// Whether a Vorgang had a signal.
pub(crate) async fn has_received(
    on: &mut impl Executor,
    id: NachrichtId,
    vorgang: VorgangId,
) -> Result<bool> {
    let (count,): (i64,) =
        sql("SELECT count(*) FROM cases_nachrichten WHERE id = $1 AND vorgang = $2 AND richtung = 'ein'")
            .bind(id)
            .bind(vorgang)
            .one(on)
            .await?;
    Ok(count > 0)
}

/// What was sent.
#[derive(Debug, sqlx::FromRow)]
pub(crate) struct Sent {
    pub vorgang: VorgangId,
    pub name: String,
    pub schluessel: Option<String>,
    pub behoerde: BehoerdeId,
    pub inhalt: String,
}

pub(crate) async fn sent(on: &mut impl Executor, id: NachrichtId) -> Result<Option<Sent>> {
    sql("SELECT vorgang, name, schluessel, behoerde, inhalt FROM cases_nachrichten WHERE id = $1 AND richtung = 'aus'")
        .bind(id)
        .optional(on)
        .await
}

/// Messages that were sent before anybody waited for them, oldest first.
pub(crate) async fn kept_for(
    on: &mut impl Executor,
    behoerde: BehoerdeId,
    erwartung: &Erwartung,
) -> Result<Option<NachrichtId>> {
    let key = if erwartung.schluessel.is_some() { "schluessel = $3" } else { "schluessel IS NULL" };
    let statement = sql(format!(
        "SELECT id FROM cases_nachrichten WHERE richtung = 'aus' AND NOT zugestellt AND behoerde = $1 AND name = $2
           AND {key} ORDER BY at, id LIMIT 1"
    ))
    .bind(behoerde)
    .bind(erwartung.name.clone());
    let row: Option<(NachrichtId,)> = match &erwartung.schluessel {
        Some(key) => statement.bind(key.clone()).optional(on).await?,
        None => statement.optional(on).await?,
    };
    Ok(row.map(|(id,)| id))
}

/// Messages of the Behoerde, or of all, that nobody has waited for yet, oldest first.
pub(crate) async fn undelivered(
    on: &mut impl Executor,
    behoerde: Option<BehoerdeId>,
    limit: i64,
) -> Result<Vec<Unzugestellt>> {
    sql("SELECT id, vorgang, name, behoerde, at FROM cases_nachrichten
         WHERE richtung = 'aus' AND NOT zugestellt AND ($1 IS NULL OR behoerde = $1) ORDER BY at, id LIMIT $2")
        .bind(behoerde)
        .bind(limit)
        .all(on)
        .await
}

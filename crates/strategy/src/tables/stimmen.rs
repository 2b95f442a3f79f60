//! Votes, and which Antraege have had theirs.

use crate::model::{DienstStimmen, Note, Zahl};
use store::{Executor, Migration, Result, Tx, sql};
use uuid::Uuid;

/// They are no projections: a replay leaves them as they are.
pub(super) const MIGRATION: Migration = Migration {
    version: 11_002,
    name: "votes on services",
    sql: "
CREATE TABLE strategy_stimmen (
  id uuid PRIMARY KEY,
  dienst text NOT NULL,
  titel text NOT NULL,
  monat text NOT NULL,
  note bigint NOT NULL CHECK (note BETWEEN 1 AND 5),
  kommentar text
);
CREATE INDEX strategy_stimmen_monat ON strategy_stimmen (monat);
CREATE TABLE strategy_abgestimmt (
  marke text PRIMARY KEY
);
",
};

pub(crate) async fn has_voted(on: &mut impl Executor, marke: &str) -> Result<bool> {
    let row: Option<(String,)> = sql("SELECT marke FROM strategy_abgestimmt WHERE marke = $1")
        .bind(marke.to_owned())
        .optional(on)
        .await?;
    Ok(row.is_some())
}

/// Returns whether it was not there.
pub(crate) async fn put_mark(tx: &mut Tx, marke: &str) -> Result<bool> {
    let added = sql("INSERT INTO strategy_abgestimmt (marke) VALUES ($1) ON CONFLICT (marke) DO NOTHING")
        .bind(marke.to_owned())
        .execute(tx)
        .await?;
    Ok(added > 0)
}

pub(crate) async fn put_stimme(
    tx: &mut Tx,
    id: Uuid,
    (dienst, titel): (&str, &str),
    monat: &str,
    note: Note,
    kommentar: Option<String>,
) -> Result<()> {
    sql("INSERT INTO strategy_stimmen (id, dienst, titel, monat, note, kommentar) VALUES ($1, $2, $3, $4, $5, $6)")
        .bind(id)
        .bind(dienst.to_owned())
        .bind(titel.to_owned())
        .bind(monat.to_owned())
        .bind(i64::from(note.get()))
        .bind(kommentar)
        .write(tx)
        .await
}

/// How many votes of a month there are, and their sum.
pub(crate) async fn votes_of(on: &mut impl Executor, monat: &str) -> Result<(i64, i64)> {
    sql("SELECT count(*), CAST(coalesce(sum(note), 0) AS bigint) FROM strategy_stimmen WHERE monat = $1")
        .bind(monat.to_owned())
        .one(on)
        .await
}

/// Takes the comments away of months before one, and the votes of months before another. Returns how many votes stay.
pub(crate) async fn forget(tx: &mut Tx, kommentare_vor: &str, stimmen_vor: &str) -> Result<i64> {
    sql("UPDATE strategy_stimmen SET kommentar = NULL WHERE monat < $1 AND kommentar IS NOT NULL")
        .bind(kommentare_vor.to_owned())
        .write(tx)
        .await?;
    sql("DELETE FROM strategy_stimmen WHERE monat < $1").bind(stimmen_vor.to_owned()).write(tx).await?;
    let (left,): (i64,) = sql("SELECT count(*) FROM strategy_stimmen").one(tx).await?;
    Ok(left)
}

/// All votes by service. Comments come in the order of ids of chance: it says nothing of when they were written.
pub(crate) async fn stimmen(on: &mut impl Executor) -> Result<Vec<DienstStimmen>> {
    let rows: Vec<(String, String, i64, i64)> =
        sql("SELECT dienst, max(titel), count(*), CAST(sum(note) AS bigint) FROM strategy_stimmen
             GROUP BY dienst ORDER BY 2, 1")
        .all(on)
        .await?;
    let comments: Vec<(String, String)> =
        sql("SELECT dienst, kommentar FROM strategy_stimmen WHERE kommentar IS NOT NULL ORDER BY id")
            .all(on)
            .await?;
    let of = |(dienst, titel, count, sum): (String, String, i64, i64)| {
        let kommentare = comments.iter().filter(|(other, _)| *other == dienst).map(|(_, text)| text.clone());
        DienstStimmen {
            kommentare: kommentare.collect(),
            titel,
            anzahl: Some(count),
            mittel: Zahl::mittel(sum, count),
        }
    };
    Ok(rows.into_iter().map(of).collect())
}

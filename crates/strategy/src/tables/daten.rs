//! Data sets. Their rows lie together, as they are published together.

use super::{decode, encode};
use crate::model::{Datensatz, DatensatzKopf};
use store::{Executor, Result, Tx, sql};

pub(super) async fn put(tx: &mut Tx, pruefsumme: &str, datensatz: &Datensatz) -> Result<()> {
    sql("INSERT INTO strategy_datensaetze (id, titel, pruefsumme, kopf, zeilen) VALUES ($1, $2, $3, $4, $5)
         ON CONFLICT (id) DO UPDATE SET titel = excluded.titel, pruefsumme = excluded.pruefsumme, kopf = excluded.kopf,
           zeilen = excluded.zeilen")
    .bind(datensatz.kopf.id.clone())
    .bind(datensatz.kopf.titel.clone())
    .bind(pruefsumme.to_owned())
    .bind(encode(&datensatz.kopf)?)
    .bind(encode(&datensatz.zeilen)?)
    .write(tx)
    .await
}

pub(crate) async fn pruefsumme_of_data(on: &mut impl Executor, id: &str) -> Result<Option<String>> {
    let row: Option<(String,)> = sql("SELECT pruefsumme FROM strategy_datensaetze WHERE id = $1")
        .bind(id.to_owned())
        .optional(on)
        .await?;
    Ok(row.map(|(sum,)| sum))
}

pub(crate) async fn datensaetze(on: &mut impl Executor) -> Result<Vec<DatensatzKopf>> {
    let rows: Vec<(String,)> =
        sql("SELECT kopf FROM strategy_datensaetze ORDER BY titel, id").all(on).await?;
    rows.iter().map(|(kopf,)| decode(kopf)).collect()
}

pub(crate) async fn datensatz(on: &mut impl Executor, id: &str) -> Result<Option<Datensatz>> {
    let row: Option<(String, String)> = sql("SELECT kopf, zeilen FROM strategy_datensaetze WHERE id = $1")
        .bind(id.to_owned())
        .optional(on)
        .await?;
    row.map(|(kopf, zeilen)| Ok(Datensatz { kopf: decode(&kopf)?, zeilen: decode(&zeilen)? })).transpose()
}

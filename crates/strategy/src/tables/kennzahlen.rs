//! Kennzahlen, their values, and what was corrected.

use super::{decode, encode};
use crate::entries::Entry;
use crate::model::{Berichtigung, Ende, Kennzahl, KennzahlId, Kennzahlstand, Verlauf, Wert, Zahl, day, uuid};
use jiff::civil::Date;
use std::collections::BTreeMap;
use store::{At, Error, Executor, Meta, Migration, Result, Tx, sql};

pub(super) const ENDE: Migration = Migration {
    version: 11_011,
    name: "kennzahlen that have ended",
    sql: "ALTER TABLE strategy_kennzahlen ADD COLUMN ende text;",
};

pub(super) async fn project(entry: &Entry, meta: &Meta, tx: &mut Tx) -> Result<()> {
    match entry {
        Entry::Festgelegt { id, kennzahl } => {
            sql("INSERT INTO strategy_kennzahlen (id, name, inhalt) VALUES ($1, $2, $3)
                 ON CONFLICT (id) DO UPDATE SET name = excluded.name, inhalt = excluded.inhalt")
            .bind(id.to_string())
            .bind(kennzahl.name.clone())
            .bind(encode(kennzahl)?)
            .write(tx)
            .await
        }
        Entry::Eingetragen { id, tag, wert, quelle, grund } => {
            if let Some(grund) = grund {
                let vorher = wert_of(tx, *id, *tag).await?;
                sql("INSERT INTO strategy_berichtigungen (kennzahl, nummer, tag, vorher, nachher, grund, at)
                     VALUES ($1, $2, $3, $4, $5, $6, $7)")
                .bind(id.to_string())
                .bind(meta.sequence)
                .bind(tag.to_string())
                .bind(vorher)
                .bind(Some(wert.als_hundertstel()))
                .bind(grund.clone())
                .bind(At::from(meta.at))
                .write(tx)
                .await?;
            }
            put_wert(tx, *id, *tag, Some(*wert), Some(quelle.clone())).await
        }
        Entry::Beendet { id, tag, grund } => {
            let ende = Ende { tag: *tag, grund: grund.clone(), at: meta.at };
            put_ende(tx, *id, Some(encode(&ende)?)).await
        }
        Entry::Wiederaufgenommen { id, .. } => put_ende(tx, *id, None).await,
        Entry::Gemessen { id, tag, wert } => put_wert(tx, *id, *tag, *wert, None).await,
        _ => Ok(()),
    }
}

async fn put_ende(tx: &mut Tx, id: KennzahlId, ende: Option<String>) -> Result<()> {
    sql("UPDATE strategy_kennzahlen SET ende = $2 WHERE id = $1")
        .bind(id.to_string())
        .bind(ende)
        .write(tx)
        .await
}

async fn put_wert(
    tx: &mut Tx,
    id: KennzahlId,
    tag: Date,
    wert: Option<Zahl>,
    quelle: Option<String>,
) -> Result<()> {
    sql("INSERT INTO strategy_werte (kennzahl, tag, wert, quelle, gemessen) VALUES ($1, $2, $3, $4, $5)
         ON CONFLICT (kennzahl, tag) DO UPDATE
         SET wert = excluded.wert, quelle = excluded.quelle, gemessen = excluded.gemessen")
    .bind(id.to_string())
    .bind(tag.to_string())
    .bind(wert.map(Zahl::als_hundertstel))
    .bind(quelle.clone())
    .bind(quelle.is_none())
    .write(tx)
    .await
}

async fn wert_of(on: &mut impl Executor, id: KennzahlId, tag: Date) -> Result<Option<i64>> {
    let row: Option<(Option<i64>,)> = sql("SELECT wert FROM strategy_werte WHERE kennzahl = $1 AND tag = $2")
        .bind(id.to_string())
        .bind(tag.to_string())
        .optional(on)
        .await?;
    Ok(row.and_then(|(wert,)| wert))
}

/// Kennzahl, day, value, source, whether it was measured.
type WertRow = (String, String, Option<i64>, Option<String>, bool);

/// Day, value before and after, reason, moment.
type CorrectedRow = (String, Option<i64>, Option<i64>, String, At);

fn wert((_, tag, wert, quelle, gemessen): WertRow) -> Result<Wert> {
    let tag = day(&tag).ok_or_else(|| Error::Encode(format!("stored day {tag}")))?;
    Ok(Wert { tag, wert: wert.map(Zahl::hundertstel), quelle, gemessen })
}

pub(crate) async fn kennzahlen(on: &mut impl Executor) -> Result<Vec<Kennzahlstand>> {
    let rows: Vec<(String, String, Option<String>)> =
        sql("SELECT id, inhalt, ende FROM strategy_kennzahlen ORDER BY name, id").all(on).await?;
    let newest: Vec<WertRow> =
        sql("SELECT w.kennzahl, w.tag, w.wert, w.quelle, w.gemessen FROM strategy_werte w
         WHERE w.wert IS NOT NULL AND w.tag = (SELECT max(n.tag) FROM strategy_werte n
           WHERE n.kennzahl = w.kennzahl AND n.wert IS NOT NULL)")
        .all(on)
        .await?;
    let mut of_kennzahl = BTreeMap::new();
    for row in newest {
        of_kennzahl.insert(row.0.clone(), wert(row)?);
    }
    rows.into_iter()
        .map(|(id, inhalt, ende)| {
            let wert = of_kennzahl.remove(&id);
            let ende = ende.as_deref().map(decode).transpose()?;
            Ok(Kennzahlstand { id: kennzahl_id(&id)?, kennzahl: decode(&inhalt)?, wert, ende })
        })
        .collect()
}

fn kennzahl_id(text: &str) -> Result<KennzahlId> {
    uuid(text).map(KennzahlId).ok_or_else(|| Error::Encode(format!("stored id {text}")))
}

pub(crate) async fn verlauf(on: &mut impl Executor, id: KennzahlId) -> Result<Option<Verlauf>> {
    let row: Option<(String, Option<String>)> =
        sql("SELECT inhalt, ende FROM strategy_kennzahlen WHERE id = $1")
            .bind(id.to_string())
            .optional(on)
            .await?;
    let Some((inhalt, ende)) = row else { return Ok(None) };
    let kennzahl: Kennzahl = decode(&inhalt)?;
    let werte: Vec<WertRow> = sql(
        "SELECT kennzahl, tag, wert, quelle, gemessen FROM strategy_werte WHERE kennzahl = $1 ORDER BY tag",
    )
    .bind(id.to_string())
    .all(on)
    .await?;
    let corrected: Vec<CorrectedRow> =
        sql("SELECT tag, vorher, nachher, grund, at FROM strategy_berichtigungen WHERE kennzahl = $1
             ORDER BY nummer DESC")
        .bind(id.to_string())
        .all(on)
        .await?;
    let berichtigungen = corrected.into_iter().map(|(tag, vorher, nachher, grund, at)| {
        let tag = day(&tag).ok_or_else(|| Error::Encode(format!("stored day {tag}")))?;
        let (vorher, nachher) = (vorher.map(Zahl::hundertstel), nachher.map(Zahl::hundertstel));
        Ok(Berichtigung { tag, vorher, nachher, grund, at })
    });
    Ok(Some(Verlauf {
        id,
        kennzahl,
        werte: werte.into_iter().map(wert).collect::<Result<_>>()?,
        ende: ende.as_deref().map(decode).transpose()?,
        berichtigungen: berichtigungen.collect::<Result<_>>()?,
    }))
}

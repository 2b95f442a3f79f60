//! Editions, elements, and what serves them.

use super::umzuege::{hold, verschiebungen};
use super::{decode, encode};
use crate::entries::Entry;
use crate::model::{Edition, Knoten, Zuordnung};
use plans::Id;
use plans::strategie::{Element, Hinweis, geklaert};
use std::collections::BTreeMap;
use store::{At, Executor, Meta, Result, Tx, sql};

pub(super) async fn project(entry: &Entry, meta: &Meta, tx: &mut Tx) -> Result<()> {
    match entry {
        Entry::Aufgenommen { datei, pruefsumme, titel, jahr, elemente, hinweise, umzuege } => {
            sql("INSERT INTO strategy_editionen (nummer, titel, jahr, datei, pruefsumme, aufgenommen_at, hinweise)
                 VALUES ($1, $2, $3, $4, $5, $6, $7)")
            .bind(meta.sequence)
            .bind(titel.clone())
            .bind(jahr.map(i64::from))
            .bind(datei.clone())
            .bind(pruefsumme.clone())
            .bind(At::from(meta.at))
            .bind(encode(hinweise)?)
            .write(tx)
            .await?;
            sql("UPDATE strategy_elemente SET aktuell = $1").bind(false).write(tx).await?;
            put_elemente(tx, elemente).await?;
            hold(tx, umzuege).await
        }
        Entry::Verknuepft { element, massnahme, grund } => {
            sql("INSERT INTO strategy_zuordnungen (element, massnahme, grund, nummer, at) VALUES ($1, $2, $3, $4, $5)")
                .bind(element.clone())
                .bind(massnahme.0.clone())
                .bind(grund.clone())
                .bind(meta.sequence)
                .bind(At::from(meta.at))
                .write(tx)
                .await
        }
        Entry::Geloest { element, massnahme, .. } => {
            sql("DELETE FROM strategy_zuordnungen WHERE element = $1 AND massnahme = $2")
                .bind(element.clone())
                .bind(massnahme.0.clone())
                .write(tx)
                .await
        }
        _ => Ok(()),
    }
}

/// The elements of the edition that counts, in their order.
pub(super) async fn put_elemente(tx: &mut Tx, elemente: &[Element]) -> Result<()> {
    for (platz, element) in elemente.iter().enumerate() {
        put_element(tx, i64::try_from(platz).unwrap_or(i64::MAX), element).await?;
    }
    Ok(())
}

async fn put_element(tx: &mut Tx, platz: i64, element: &Element) -> Result<()> {
    sql("INSERT INTO strategy_elemente (id, platz, aktuell, inhalt) VALUES ($1, $2, $3, $4)
         ON CONFLICT (id) DO UPDATE SET platz = excluded.platz, aktuell = excluded.aktuell, inhalt = excluded.inhalt")
    .bind(element.id.clone())
    .bind(platz)
    .bind(true)
    .bind(encode(element)?)
    .write(tx)
    .await
}

/// The checksum of the edition that counts.
pub(crate) async fn pruefsumme(on: &mut impl Executor) -> Result<Option<String>> {
    let row: Option<(String,)> =
        sql("SELECT pruefsumme FROM strategy_editionen ORDER BY nummer DESC LIMIT 1").optional(on).await?;
    Ok(row.map(|(sum,)| sum))
}

pub(crate) async fn edition(on: &mut impl Executor) -> Result<Option<Edition>> {
    type Row = (Option<String>, Option<i64>, String, At, String);
    let row: Option<Row> = sql("SELECT titel, jahr, datei, aufgenommen_at, hinweise FROM strategy_editionen
         ORDER BY nummer DESC LIMIT 1")
    .optional(on)
    .await?;
    let Some((titel, jahr, datei, aufgenommen_at, hinweise)) = row else { return Ok(None) };
    let mut hinweise: Vec<Hinweis> = decode(&hinweise)?;
    if !hinweise.is_empty() {
        let moved = verschiebungen(on).await?.into_iter().filter(|one| one.gilt).map(|one| one.umzug);
        let (moved, all): (Vec<_>, _) = (moved.collect(), elemente(on).await?);
        hinweise.retain(|hinweis| !geklaert(hinweis, &moved, &all));
    }
    Ok(Some(Edition { titel, jahr, datei, aufgenommen_at, hinweise }))
}

/// The elements of all editions, each with whether it is in the one that counts.
pub(crate) async fn alle_elemente(on: &mut impl Executor) -> Result<Vec<(Element, bool)>> {
    let rows: Vec<(String, bool)> =
        sql("SELECT inhalt, aktuell FROM strategy_elemente ORDER BY platz, id").all(on).await?;
    rows.into_iter().map(|(inhalt, aktuell)| Ok((decode(&inhalt)?, aktuell))).collect()
}

/// Those of the edition that counts, in its order.
pub(crate) async fn elemente(on: &mut impl Executor) -> Result<Vec<Element>> {
    let rows: Vec<(String,)> = sql("SELECT inhalt FROM strategy_elemente WHERE aktuell = $1 ORDER BY platz")
        .bind(true)
        .all(on)
        .await?;
    rows.iter().map(|(inhalt,)| decode(inhalt)).collect()
}

pub(crate) async fn baum(on: &mut impl Executor) -> Result<Vec<Knoten>> {
    let all = elemente(on).await?;
    let links: Vec<(String, String, String, At)> =
        sql("SELECT element, massnahme, grund, at FROM strategy_zuordnungen ORDER BY nummer").all(on).await?;
    let mut of_element: BTreeMap<String, Vec<Zuordnung>> = BTreeMap::new();
    for (element, massnahme, grund, at) in links {
        of_element.entry(element).or_default().push(Zuordnung { massnahme: Id(massnahme), grund, at });
    }
    let knoten = |element: Element| {
        let zuordnungen = of_element.remove(&element.id).unwrap_or_default();
        Knoten { element, aktuell: true, zuordnungen }
    };
    Ok(all.into_iter().map(knoten).collect())
}

pub(crate) async fn knoten(on: &mut impl Executor, id: &str) -> Result<Option<Knoten>> {
    let row: Option<(String, bool)> = sql("SELECT inhalt, aktuell FROM strategy_elemente WHERE id = $1")
        .bind(id.to_owned())
        .optional(on)
        .await?;
    let Some((inhalt, aktuell)) = row else { return Ok(None) };
    let links: Vec<(String, String, At)> =
        sql("SELECT massnahme, grund, at FROM strategy_zuordnungen WHERE element = $1 ORDER BY nummer")
            .bind(id.to_owned())
            .all(on)
            .await?;
    let links =
        links.into_iter().map(|(massnahme, grund, at)| Zuordnung { massnahme: Id(massnahme), grund, at });
    Ok(Some(Knoten { element: decode(&inhalt)?, aktuell, zuordnungen: links.collect() }))
}

pub(crate) async fn elemente_von(on: &mut impl Executor, massnahme: &Id) -> Result<Vec<Element>> {
    let rows: Vec<(String,)> =
        sql("SELECT e.inhalt FROM strategy_zuordnungen z JOIN strategy_elemente e ON e.id = z.element
         WHERE z.massnahme = $1 AND e.aktuell = $2 ORDER BY e.platz")
        .bind(massnahme.0.clone())
        .bind(true)
        .all(on)
        .await?;
    rows.iter().map(|(inhalt,)| decode(inhalt)).collect()
}

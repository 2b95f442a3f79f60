//! How a Gegenstand stands: what the commands read before they change it.

use crate::fields::Feld;
use crate::model::{Angaben, GegenstandId, Geschehen, Ziel};
use crate::tables::decode;
use identity::BehoerdeId;
use jiff::civil::Date;
use std::collections::{BTreeMap, BTreeSet, HashMap};
use store::{Executor, Result, sql};
use uuid::Uuid;

/// A Gegenstand as it stands.
pub(crate) struct Stand {
    pub(crate) behoerde: BehoerdeId,
    pub(crate) version: i64,
    pub(crate) angaben: Angaben,
    pub(crate) ausgesondert: Option<String>,
}

pub(crate) async fn stand(on: &mut impl Executor, id: Uuid) -> Result<Option<Stand>> {
    let row: Option<(Uuid, i64, String, Option<String>)> =
        sql("SELECT behoerde, version, inhalt, ausgesondert FROM inventory_gegenstaende WHERE id = $1")
            .bind(id)
            .optional(on)
            .await?;
    row.map(|(behoerde, version, inhalt, ausgesondert)| {
        Ok(Stand { behoerde: BehoerdeId(behoerde), version, angaben: decode(&inhalt)?, ausgesondert })
    })
    .transpose()
}

/// Whether there is a Gegenstand of that id, whosever it is.
pub(crate) async fn there_is(on: &mut impl Executor, id: Uuid) -> Result<bool> {
    let row: Option<(Uuid,)> =
        sql("SELECT behoerde FROM inventory_namen WHERE id = $1").bind(id).optional(on).await?;
    Ok(row.is_some())
}

pub(crate) async fn is_linked(on: &mut impl Executor, id: Uuid, ziel: &Ziel) -> Result<bool> {
    let row: Option<(String,)> =
        sql("SELECT ziel FROM inventory_verknuepfungen WHERE gegenstand = $1 AND art = $2 AND ziel = $3")
            .bind(id)
            .bind(ziel.art())
            .bind(ziel.ziel())
            .optional(on)
            .await?;
    Ok(row.is_some())
}

/// The fields that changed after a version.
pub(crate) async fn changed_since(on: &mut impl Executor, id: Uuid, version: i64) -> Result<BTreeSet<Feld>> {
    let rows: Vec<(String,)> =
        sql("SELECT inhalt FROM inventory_verlauf WHERE gegenstand = $1 AND nummer > $2")
            .bind(id)
            .bind(version)
            .all(on)
            .await?;
    let mut fields = BTreeSet::new();
    for (inhalt,) in rows {
        if let Geschehen::Geaendert(was) = decode(&inhalt)? {
            fields.extend(was.into_keys());
        }
    }
    Ok(fields)
}

/// What a Behoerde keeps and has not retired.
pub(crate) async fn of_behoerde(
    on: &mut impl Executor,
    behoerde: BehoerdeId,
) -> Result<Vec<(Uuid, Angaben)>> {
    let rows: Vec<(Uuid, String)> =
        sql("SELECT id, inhalt FROM inventory_gegenstaende WHERE behoerde = $1 AND ausgesondert IS NULL")
            .bind(behoerde.0)
            .all(on)
            .await?;
    rows.into_iter().map(|(id, inhalt)| Ok((id, decode(&inhalt)?))).collect()
}

/// To what all are linked, or those of one Behoerde.
pub(crate) async fn links(
    on: &mut impl Executor,
    of: Option<BehoerdeId>,
) -> Result<HashMap<GegenstandId, BTreeSet<Ziel>>> {
    let rows: Vec<(Uuid, String, String)> = sql("SELECT gegenstand, art, ziel FROM inventory_verknuepfungen
         WHERE $1 OR gegenstand IN (SELECT id FROM inventory_gegenstaende WHERE behoerde = $2)")
    .bind(of.is_none())
    .bind(of.map(|behoerde| behoerde.0))
    .all(on)
    .await?;
    let mut links: HashMap<GegenstandId, BTreeSet<Ziel>> = HashMap::new();
    for (from, art, ziel) in rows {
        links.entry(GegenstandId(from)).or_default().extend(Ziel::parse(&art, &ziel));
    }
    Ok(links)
}

/// How many licences of a Behoerde were in use, by day.
pub(crate) async fn use_of(
    on: &mut impl Executor,
    behoerde: BehoerdeId,
) -> Result<HashMap<Uuid, BTreeMap<Date, i64>>> {
    let rows: Vec<(Uuid, String, i64)> =
        sql("SELECT gegenstand, tag, anzahl FROM inventory_nutzung WHERE behoerde = $1")
            .bind(behoerde.0)
            .all(on)
            .await?;
    let mut used: HashMap<Uuid, BTreeMap<Date, i64>> = HashMap::new();
    for (of, day, count) in rows {
        used.entry(of).or_default().extend(day.parse().ok().map(|day| (day, count)));
    }
    Ok(used)
}

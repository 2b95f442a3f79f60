//! Meetings, and the decisions of those whose record is closed.

use super::{decode, encode, place, year};
use crate::entries::Entry;
use crate::model::{Gefasst, Gegenstand, Sitzung, SitzungId, VorschlagId};
use plans::Id;
use store::{Error, Executor, Meta, Result, Tx, sql};

pub(super) async fn project(entry: &Entry, meta: &Meta, tx: &mut Tx) -> Result<()> {
    match entry {
        Entry::Anberaumt { sitzung: id, gremium, tag, ort } => {
            let sitzung = Sitzung {
                id: *id,
                gremium: gremium.clone(),
                tag: *tag,
                ort: ort.clone(),
                tagesordnung: Vec::new(),
                anwesend: None,
                geschlossen_at: None,
            };
            sql("INSERT INTO planning_sitzungen (id, tag, inhalt) VALUES ($1, $2, $3)")
                .bind(*id)
                .bind(tag.to_string())
                .bind(encode(&sitzung)?)
                .write(tx)
                .await
        }
        Entry::Verlegt { sitzung, tag, ort } => {
            change(tx, *sitzung, |sitzung| {
                sitzung.tag = *tag;
                sitzung.ort.clone_from(ort);
            })
            .await
        }
        Entry::Tagesordnung { sitzung, punkte } => {
            change(tx, *sitzung, |sitzung| sitzung.tagesordnung.clone_from(punkte)).await
        }
        Entry::Beschlossen { sitzung, punkt, beschluss } => {
            change(tx, *sitzung, |sitzung| {
                if let Some(found) = sitzung.tagesordnung.get_mut(*punkt) {
                    found.beschluss = Some(beschluss.clone());
                }
            })
            .await
        }
        Entry::Geschlossen { sitzung: id, anwesend } => {
            change(tx, *id, |sitzung| {
                sitzung.anwesend = Some(anwesend.clone());
                sitzung.geschlossen_at = Some(meta.at);
            })
            .await?;
            match sitzung(tx, *id).await? {
                Some(sitzung) => insert_beschluesse(tx, &sitzung).await,
                None => Ok(()),
            }
        }
        _ => Ok(()),
    }
}

async fn change(tx: &mut Tx, id: SitzungId, change: impl FnOnce(&mut Sitzung)) -> Result<()> {
    let Some(mut sitzung) = sitzung(tx, id).await? else { return Ok(()) };
    change(&mut sitzung);
    sql("UPDATE planning_sitzungen SET tag = $2, inhalt = $3 WHERE id = $1")
        .bind(id)
        .bind(sitzung.tag.to_string())
        .bind(encode(&sitzung)?)
        .write(tx)
        .await
}

async fn insert_beschluesse(tx: &mut Tx, sitzung: &Sitzung) -> Result<()> {
    for (at, punkt) in sitzung.tagesordnung.iter().enumerate() {
        let Some(beschluss) = &punkt.beschluss else { continue };
        let (jahr, vorschlag, massnahme) = match &punkt.gegenstand {
            Gegenstand::Plan(jahr) => (Some(i64::from(*jahr)), None, None),
            Gegenstand::Vorschlag(id) => (None, Some(id.0), None),
            Gegenstand::Massnahme(id) => (None, None, Some(id.0.clone())),
            Gegenstand::Sonstiges => (None, None, None),
        };
        sql("INSERT INTO planning_beschluesse (sitzung, punkt, gremium, tag, jahr, vorschlag, massnahme, inhalt)
             VALUES ($1, $2, $3, $4, $5, $6, $7, $8)")
        .bind(sitzung.id)
        .bind(place(at))
        .bind(sitzung.gremium.clone())
        .bind(sitzung.tag.to_string())
        .bind(jahr)
        .bind(vorschlag)
        .bind(massnahme)
        .bind(encode(beschluss)?)
        .write(tx)
        .await?;
    }
    Ok(())
}

pub(crate) async fn sitzung(on: &mut impl Executor, id: SitzungId) -> Result<Option<Sitzung>> {
    let row: Option<(String,)> =
        sql("SELECT inhalt FROM planning_sitzungen WHERE id = $1").bind(id).optional(on).await?;
    row.map(|(inhalt,)| decode(&inhalt)).transpose()
}

/// The latest day first.
pub(crate) async fn sitzungen(on: &mut impl Executor, limit: i64) -> Result<Vec<Sitzung>> {
    let rows: Vec<(String,)> =
        sql("SELECT inhalt FROM planning_sitzungen ORDER BY tag DESC, id DESC LIMIT $1")
            .bind(limit)
            .all(on)
            .await?;
    rows.iter().map(|(inhalt,)| decode(inhalt)).collect()
}

type Row = (SitzungId, String, String, Option<i64>, Option<VorschlagId>, Option<String>, String);

/// What was decided on something, oldest first.
pub(crate) async fn beschluesse(on: &mut impl Executor, about: &Gegenstand) -> Result<Vec<Gefasst>> {
    let columns =
        "SELECT sitzung, gremium, tag, jahr, vorschlag, massnahme, inhalt FROM planning_beschluesse";
    let order = "ORDER BY tag, sitzung, punkt";
    let rows: Vec<Row> = match about {
        Gegenstand::Plan(jahr) => {
            sql(format!("{columns} WHERE jahr = $1 {order}")).bind(i64::from(*jahr)).all(on).await?
        }
        Gegenstand::Vorschlag(id) => {
            sql(format!("{columns} WHERE vorschlag = $1 {order}")).bind(*id).all(on).await?
        }
        Gegenstand::Massnahme(id) => {
            sql(format!("{columns} WHERE massnahme = $1 {order}")).bind(id.0.clone()).all(on).await?
        }
        Gegenstand::Sonstiges => Vec::new(),
    };
    rows.into_iter().map(read).collect()
}

/// What was decided on the proposals of a year, oldest first.
pub(crate) async fn beschluesse_zu_vorschlaegen(on: &mut impl Executor, jahr: i16) -> Result<Vec<Gefasst>> {
    let rows: Vec<Row> = sql(
        "SELECT b.sitzung, b.gremium, b.tag, b.jahr, b.vorschlag, b.massnahme, b.inhalt FROM planning_beschluesse b
           JOIN planning_vorschlaege v ON v.id = b.vorschlag WHERE v.jahr = $1 ORDER BY b.tag, b.sitzung, b.punkt",
    )
    .bind(i64::from(jahr))
    .all(on)
    .await?;
    rows.into_iter().map(read).collect()
}

fn read((sitzung, gremium, tag, jahr, vorschlag, massnahme, inhalt): Row) -> Result<Gefasst> {
    let tag = tag.parse().map_err(|e| Error::Encode(format!("stored day of a meeting: {e}")))?;
    let gegenstand = match (jahr, vorschlag, massnahme) {
        (Some(jahr), ..) => Gegenstand::Plan(year(jahr)),
        (_, Some(id), _) => Gegenstand::Vorschlag(id),
        (.., Some(id)) => Gegenstand::Massnahme(Id(id)),
        _ => Gegenstand::Sonstiges,
    };
    Ok(Gefasst { sitzung, gremium, tag, gegenstand, beschluss: decode(&inhalt)? })
}

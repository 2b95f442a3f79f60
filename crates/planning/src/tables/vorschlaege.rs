//! Plans in the making, proposals, and what was said of them.

use super::{decode, encode, place};
use crate::entries::Entry;
use crate::model::{Planung, Stand, Vorschlag, VorschlagId};
use identity::{AccountId, BehoerdeId};
use plans::Id;
use store::{Actor, At, Executor, Meta, Result, Tx, sql};
use uuid::Uuid;

pub(super) async fn project(entry: &Entry, meta: &Meta, tx: &mut Tx) -> Result<()> {
    match entry {
        Entry::PlanungEroeffnet { jahr, vorgabe } => {
            let planung = Planung { jahr: *jahr, vorgabe: vorgabe.clone(), veroeffentlicht_at: None };
            sql("INSERT INTO planning_planungen (jahr, inhalt) VALUES ($1, $2)")
                .bind(i64::from(*jahr))
                .bind(encode(&planung)?)
                .write(tx)
                .await
        }
        Entry::PlanungGeaendert { jahr, vorgabe } => {
            change_planung(tx, *jahr, |planung| planung.vorgabe = vorgabe.clone()).await
        }
        Entry::Gereiht { jahr, reihenfolge } => arrange(tx, *jahr, reihenfolge).await,
        Entry::PlanVeroeffentlicht { jahr, vorschlaege } => {
            change_planung(tx, *jahr, |planung| planung.veroeffentlicht_at = Some(meta.at)).await?;
            for id in vorschlaege {
                change(tx, *id, |vorschlag| vorschlag.stand = Stand::Veroeffentlicht).await?;
            }
            Ok(())
        }
        Entry::Vorgeschlagen { vorschlag: id, jahr, behoerde, von, massnahme, folge, angaben } => {
            let vorschlag = Vorschlag {
                id: *id,
                jahr: *jahr,
                behoerde: *behoerde,
                massnahme: massnahme.clone(),
                folge: *folge,
                angaben: angaben.clone(),
                stand: Stand::Entwurf,
                fassung: 1,
                hinweis: None,
                rang: None,
                geaendert_at: meta.at,
            };
            put(tx, &vorschlag).await?;
            let art = if massnahme.is_some() { "fortgefuehrt" } else { "angelegt" };
            note(tx, meta, (Some(*id), None), *von, art, "").await
        }
        Entry::Bearbeitet { vorschlag, behoerde, angaben } => {
            change(tx, *vorschlag, |vorschlag| {
                vorschlag.angaben = angaben.clone();
                vorschlag.fassung += 1;
                vorschlag.geaendert_at = meta.at;
            })
            .await?;
            note(tx, meta, (Some(*vorschlag), None), *behoerde, "bearbeitet", "").await
        }
        Entry::Schritt { vorschlag, behoerde, schritt, grund } => {
            change(tx, *vorschlag, |vorschlag| {
                vorschlag.stand = schritt.from(vorschlag.stand).unwrap_or(vorschlag.stand);
                vorschlag.fassung += 1;
                vorschlag.hinweis.clone_from(grund);
                vorschlag.geaendert_at = meta.at;
            })
            .await?;
            let text = grund.as_deref().unwrap_or_default();
            note(tx, meta, (Some(*vorschlag), None), *behoerde, schritt.as_str(), text).await
        }
        Entry::VorschlagKommentiert { vorschlag, behoerde, text } => {
            note(tx, meta, (Some(*vorschlag), None), *behoerde, "kommentiert", text).await
        }
        Entry::MassnahmeKommentiert { massnahme, behoerde, text } => {
            note(tx, meta, (None, Some(massnahme)), *behoerde, "kommentiert", text).await
        }
        Entry::Verfallen { vorschlag, behoerde } => {
            change(tx, *vorschlag, |vorschlag| {
                vorschlag.stand = Stand::Verfallen;
                vorschlag.geaendert_at = meta.at;
            })
            .await?;
            note(tx, meta, (Some(*vorschlag), None), *behoerde, "verfallen", "").await
        }
        _ => Ok(()),
    }
}

async fn change_planung(tx: &mut Tx, jahr: i16, change: impl FnOnce(&mut Planung)) -> Result<()> {
    let Some(mut planung) = planung(tx, jahr).await? else { return Ok(()) };
    change(&mut planung);
    sql("UPDATE planning_planungen SET inhalt = $2 WHERE jahr = $1")
        .bind(i64::from(jahr))
        .bind(encode(&planung)?)
        .write(tx)
        .await
}

async fn put(tx: &mut Tx, vorschlag: &Vorschlag) -> Result<()> {
    sql("INSERT INTO planning_vorschlaege (id, jahr, behoerde, massnahme, stand, rang, folge, inhalt)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8)")
    .bind(vorschlag.id)
    .bind(i64::from(vorschlag.jahr))
    .bind(vorschlag.behoerde)
    .bind(vorschlag.massnahme.as_ref().map(|id| id.0.clone()))
    .bind(vorschlag.stand.as_str())
    .bind(vorschlag.rang)
    .bind(vorschlag.folge)
    .bind(encode(vorschlag)?)
    .write(tx)
    .await
}

async fn change(tx: &mut Tx, id: VorschlagId, change: impl FnOnce(&mut Vorschlag)) -> Result<()> {
    let Some(mut vorschlag) = vorschlag(tx, id).await? else { return Ok(()) };
    change(&mut vorschlag);
    // What was handed in once stays for all to read.
    sql("UPDATE planning_vorschlaege SET stand = $2, rang = $3, inhalt = $4, eingereicht = eingereicht OR $5
         WHERE id = $1")
    .bind(id)
    .bind(vorschlag.stand.as_str())
    .bind(vorschlag.rang)
    .bind(encode(&vorschlag)?)
    .bind(vorschlag.stand == Stand::Eingereicht)
    .write(tx)
    .await
}

/// Puts proposals in an order; those that it does not name have no place any more.
async fn arrange(tx: &mut Tx, jahr: i16, order: &[VorschlagId]) -> Result<()> {
    let ranked: Vec<(VorschlagId,)> =
        sql("SELECT id FROM planning_vorschlaege WHERE jahr = $1 AND rang IS NOT NULL ORDER BY id")
            .bind(i64::from(jahr))
            .all(tx)
            .await?;
    for (id,) in ranked {
        if !order.contains(&id) {
            change(tx, id, |vorschlag| vorschlag.rang = None).await?;
        }
    }
    for (at, id) in order.iter().enumerate() {
        change(tx, *id, |vorschlag| vorschlag.rang = Some(place(at + 1))).await?;
    }
    Ok(())
}

/// Adds a line to the history of a proposal or a measure.
pub(super) async fn note(
    tx: &mut Tx,
    meta: &Meta,
    (vorschlag, massnahme): (Option<VorschlagId>, Option<&Id>),
    behoerde: BehoerdeId,
    art: &'static str,
    text: &str,
) -> Result<()> {
    let konto = match meta.actor {
        Actor::Account(account) => Some(account),
        Actor::House => None,
    };
    sql("INSERT INTO planning_verlauf (stream, nummer, vorschlag, massnahme, at, konto, behoerde, art, text)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)")
    .bind(meta.stream.0)
    .bind(meta.sequence)
    .bind(vorschlag.map(|id| id.0))
    .bind(massnahme.map(|id| id.0.clone()))
    .bind(At::from(meta.at))
    .bind(konto)
    .bind(behoerde)
    .bind(art)
    .bind(text.to_owned())
    .write(tx)
    .await
}

// What is asked ---------------------------------------------------------------------------------------------------

pub(crate) async fn planung(on: &mut impl Executor, jahr: i16) -> Result<Option<Planung>> {
    let row: Option<(String,)> = sql("SELECT inhalt FROM planning_planungen WHERE jahr = $1")
        .bind(i64::from(jahr))
        .optional(on)
        .await?;
    row.map(|(inhalt,)| decode(&inhalt)).transpose()
}

/// The latest first.
pub(crate) async fn planungen(on: &mut impl Executor) -> Result<Vec<Planung>> {
    let rows: Vec<(String,)> =
        sql("SELECT inhalt FROM planning_planungen ORDER BY jahr DESC").all(on).await?;
    rows.iter().map(|(inhalt,)| decode(inhalt)).collect()
}

/// A proposal, whoever asks.
pub(crate) async fn vorschlag(on: &mut impl Executor, id: VorschlagId) -> Result<Option<Vorschlag>> {
    let row: Option<(String,)> =
        sql("SELECT inhalt FROM planning_vorschlaege WHERE id = $1").bind(id).optional(on).await?;
    row.map(|(inhalt,)| decode(&inhalt)).transpose()
}

/// A proposal as far as a Behoerde may see it; the program itself sees all.
pub(crate) async fn visible(
    on: &mut impl Executor,
    id: VorschlagId,
    viewer: Option<BehoerdeId>,
) -> Result<Option<Vorschlag>> {
    let row: Option<(String,)> = sql("SELECT inhalt FROM planning_vorschlaege
         WHERE id = $1 AND ($2 OR behoerde = $3 OR eingereicht)")
    .bind(id)
    .bind(viewer.is_none())
    .bind(viewer.map(|id| id.0))
    .optional(on)
    .await?;
    row.map(|(inhalt,)| decode(&inhalt)).transpose()
}

/// Proposals of a year as far as a Behoerde may see them: in the order they were put in, then as the last plan has them, then
/// as they came.
pub(crate) async fn vorschlaege(
    on: &mut impl Executor,
    jahr: i16,
    viewer: Option<BehoerdeId>,
) -> Result<Vec<Vorschlag>> {
    let rows: Vec<(String,)> = sql("SELECT inhalt FROM planning_vorschlaege
         WHERE jahr = $1 AND ($2 OR behoerde = $3 OR eingereicht)
         ORDER BY CASE WHEN rang IS NULL THEN 1 ELSE 0 END, rang, CASE WHEN folge IS NULL THEN 1 ELSE 0 END, folge, id")
    .bind(i64::from(jahr))
    .bind(viewer.is_none())
    .bind(viewer.map(|id| id.0))
    .all(on)
    .await?;
    rows.iter().map(|(inhalt,)| decode(inhalt)).collect()
}

/// A line of a history, without names.
pub(crate) struct Zeile {
    pub(crate) at: At,
    pub(crate) konto: Option<AccountId>,
    pub(crate) behoerde: BehoerdeId,
    pub(crate) art: String,
    pub(crate) text: String,
}

/// The history of a proposal or of a measure, oldest first.
pub(crate) async fn verlauf(
    on: &mut impl Executor,
    vorschlag: Option<VorschlagId>,
    massnahme: Option<&Id>,
) -> Result<Vec<Zeile>> {
    type Row = (At, Option<Uuid>, Uuid, String, String);
    let columns = "SELECT at, konto, behoerde, art, text FROM planning_verlauf";
    let rows: Vec<Row> = match (vorschlag, massnahme) {
        (Some(id), _) => {
            sql(format!("{columns} WHERE vorschlag = $1 ORDER BY nummer")).bind(id).all(on).await?
        }
        (None, Some(id)) => {
            sql(format!("{columns} WHERE massnahme = $1 ORDER BY nummer")).bind(id.0.clone()).all(on).await?
        }
        (None, None) => Vec::new(),
    };
    let line = |(at, konto, behoerde, art, text): Row| Zeile {
        at,
        konto: konto.map(AccountId),
        behoerde: BehoerdeId(behoerde),
        art,
        text,
    };
    Ok(rows.into_iter().map(line).collect())
}

//! The tables of this office and their SQL.

mod onlinedienste;

pub(crate) use onlinedienste::{
    counted, delete_onlinedienst, delete_wanted, online, onlinedienste_of, put_onlinedienst, put_wanted,
    read_onlinedienst, read_wanted, served, wanted,
};

use crate::{
    fold::fold_name,
    model::{
        Gebiet, GebietKind, Kachel, LeistungEntry, LeistungKey, Onlinedienst, Organisationseinheit, Texts,
        Zustaendigkeit,
    },
    verbreitung::Area,
};
use identity::{Ars, BehoerdeId};
use jiff::Timestamp;
use serde::{Serialize, de::DeserializeOwned};
use std::collections::BTreeMap;
use store::{At, Error, Executor, Migration, Result, Tx, sql};
use uuid::Uuid;

pub(crate) const MIGRATIONS: &[Migration] = &[
    Migration {
        version: 4_001,
        name: "gebiete, leistungen, organisationseinheiten, zustaendigkeiten, onlinedienste",
        sql: "
CREATE TABLE catalogue_gebiete (
  ars text PRIMARY KEY,
  ags text NOT NULL,
  name text NOT NULL,
  folded text NOT NULL,
  kind text NOT NULL,
  parent text
);
CREATE INDEX catalogue_gebiete_folded ON catalogue_gebiete (folded);
CREATE TABLE catalogue_postal_codes (
  postal_code text NOT NULL,
  gebiet text NOT NULL,
  PRIMARY KEY (postal_code, gebiet)
);
CREATE INDEX catalogue_postal_codes_gebiet ON catalogue_postal_codes (gebiet);
CREATE TABLE catalogue_leistungen (
  key text PRIMARY KEY,
  source text NOT NULL,
  changed_at timestamptz NOT NULL
);
CREATE TABLE catalogue_texts (
  leistung text NOT NULL,
  language text NOT NULL,
  title text NOT NULL,
  texts text NOT NULL,
  PRIMARY KEY (leistung, language)
);
CREATE TABLE catalogue_einheiten (
  id uuid PRIMARY KEY,
  behoerde uuid NOT NULL,
  name text NOT NULL,
  einheit text NOT NULL
);
CREATE INDEX catalogue_einheiten_behoerde ON catalogue_einheiten (behoerde);
CREATE TABLE catalogue_zustaendigkeiten (
  leistung text NOT NULL,
  gebiet text NOT NULL,
  einheit uuid NOT NULL,
  behoerde uuid NOT NULL,
  PRIMARY KEY (leistung, gebiet, einheit)
);
CREATE INDEX catalogue_zustaendigkeiten_gebiet ON catalogue_zustaendigkeiten (gebiet);
CREATE TABLE catalogue_onlinedienste (
  behoerde uuid NOT NULL,
  leistung text NOT NULL,
  package text NOT NULL,
  version text NOT NULL,
  digest text NOT NULL,
  PRIMARY KEY (behoerde, leistung)
);
CREATE INDEX catalogue_onlinedienste_leistung ON catalogue_onlinedienste (leistung);
CREATE TABLE catalogue_revision (
  id bigint PRIMARY KEY,
  changes bigint NOT NULL
);
",
    },
    Migration {
        version: 4_002,
        name: "onlinedienste that are wanted",
        sql: "
CREATE TABLE catalogue_wanted (
  behoerde uuid NOT NULL,
  leistung text NOT NULL,
  package text NOT NULL,
  PRIMARY KEY (behoerde, leistung)
);
CREATE INDEX catalogue_wanted_package ON catalogue_wanted (package);
",
    },
    Migration {
        version: 4_003,
        name: "places of gebiete on a map of tiles",
        sql: "ALTER TABLE catalogue_gebiete ADD COLUMN kachel text",
    },
];

pub(crate) const PROJECTIONS: &[&str] = &[
    "catalogue_gebiete",
    "catalogue_postal_codes",
    "catalogue_leistungen",
    "catalogue_texts",
    "catalogue_einheiten",
    "catalogue_zustaendigkeiten",
    "catalogue_onlinedienste",
    "catalogue_wanted",
    "catalogue_revision",
];

fn to_json<T: Serialize>(value: &T) -> Result<String> {
    serde_json::to_string(value).map_err(|e| Error::Encode(e.to_string()))
}

fn from_json<T: DeserializeOwned>(text: &str, what: &str) -> Result<T> {
    serde_json::from_str(text)
        .map_err(|e| Error::Encode(format!("{what} in the database cannot be read: {e}")))
}

fn ars(text: &str) -> Result<Ars> {
    Ars::parse(text).map_err(|e| Error::Encode(e.to_string()))
}

// Revision ----------------------------------------------------------------------------------------------------

/// Counts a change, so that an index knows when it is out of date.
pub(crate) async fn count_change(tx: &mut Tx) -> Result<()> {
    sql("INSERT INTO catalogue_revision (id, changes) VALUES (1, 1)
         ON CONFLICT (id) DO UPDATE SET changes = catalogue_revision.changes + 1")
    .execute(tx)
    .await?;
    Ok(())
}

/// How many changes there were.
pub(crate) async fn revision(on: &mut impl Executor) -> Result<i64> {
    let row: Option<(i64,)> = sql("SELECT changes FROM catalogue_revision WHERE id = 1").optional(on).await?;
    Ok(row.map_or(0, |(changes,)| changes))
}

// Gebiete -----------------------------------------------------------------------------------------------------

pub(crate) async fn put_gebiet(tx: &mut Tx, gebiet: &Gebiet) -> Result<()> {
    delete_gebiet(tx, &gebiet.ars).await?;
    sql("INSERT INTO catalogue_gebiete (ars, ags, name, folded, kind, parent, kachel)
         VALUES ($1, $2, $3, $4, $5, $6, $7)")
    .bind(gebiet.ars.to_string())
    .bind(gebiet.ars.ags())
    .bind(gebiet.name.clone())
    .bind(fold_name(&gebiet.name))
    .bind(gebiet.kind.as_str())
    .bind(gebiet.parent.as_ref().map(ToString::to_string))
    .bind(gebiet.kachel.as_ref().map(to_json).transpose()?)
    .execute(tx)
    .await?;
    for code in &gebiet.postal_codes {
        sql(
            "INSERT INTO catalogue_postal_codes (postal_code, gebiet) VALUES ($1, $2) ON CONFLICT DO NOTHING",
        )
        .bind(code.clone())
        .bind(gebiet.ars.to_string())
        .execute(tx)
        .await?;
    }
    Ok(())
}

pub(crate) async fn delete_gebiet(tx: &mut Tx, ars: &Ars) -> Result<()> {
    for statement in [
        "DELETE FROM catalogue_gebiete WHERE ars = $1",
        "DELETE FROM catalogue_postal_codes WHERE gebiet = $1",
    ] {
        sql(statement).bind(ars.to_string()).execute(tx).await?;
    }
    Ok(())
}

type GebietRow = (String, String, String, Option<String>, Option<String>);

const GEBIET: &str = "ars, name, kind, parent, kachel";

fn kind(ars: &str, word: &str) -> Result<GebietKind> {
    GebietKind::from_word(word)
        .ok_or_else(|| Error::Encode(format!("Gebiet {ars} has the unknown kind {word:?}")))
}

fn kachel(text: Option<&str>) -> Result<Option<Kachel>> {
    text.map(|text| from_json(text, "the place of a Gebiet on the map")).transpose()
}

async fn gebiet(on: &mut impl Executor, row: GebietRow) -> Result<Gebiet> {
    let (key, name, word, parent, place) = row;
    let codes: Vec<(String,)> =
        sql("SELECT postal_code FROM catalogue_postal_codes WHERE gebiet = $1 ORDER BY postal_code")
            .bind(key.clone())
            .all(on)
            .await?;
    Ok(Gebiet {
        ars: ars(&key)?,
        kind: kind(&key, &word)?,
        name,
        parent: parent.as_deref().map(ars).transpose()?,
        postal_codes: codes.into_iter().map(|(code,)| code).collect(),
        kachel: kachel(place.as_deref())?,
    })
}

pub(crate) async fn read_gebiet(on: &mut impl Executor, ars: &Ars) -> Result<Option<Gebiet>> {
    let row: Option<GebietRow> = sql(format!("SELECT {GEBIET} FROM catalogue_gebiete WHERE ars = $1"))
        .bind(ars.to_string())
        .optional(on)
        .await?;
    match row {
        Some(row) => Ok(Some(gebiet(on, row).await?)),
        None => Ok(None),
    }
}

/// Words that mean one area, with its key, the likelier first: folded names, what stands before a slash or a comma in
/// them, and postal codes of a single area.
pub(crate) async fn place_words(on: &mut impl Executor) -> Result<Vec<(String, String)>> {
    let names: Vec<(String, String)> = sql("SELECT name, ars FROM catalogue_gebiete
         ORDER BY CASE WHEN kind IN ('gemeinde', 'kreisfreie_stadt') THEN 0 ELSE 1 END, ars")
    .all(on)
    .await?;
    let codes: Vec<(String, String)> = sql("SELECT postal_code, min(gebiet) FROM catalogue_postal_codes
         GROUP BY postal_code HAVING count(*) = 1")
    .all(on)
    .await?;
    let mut out: Vec<_> = names.iter().map(|(name, ars)| (fold_name(name), ars.clone())).collect();
    for (name, ars) in names {
        if let Some((short, _)) = name.split_once(['/', ',', '(']) {
            out.push((fold_name(short), ars));
        }
    }
    out.extend(codes);
    Ok(out)
}

/// Areas with a postal code that starts with `digits`.
pub(crate) async fn gebiete_of_postal_code(
    on: &mut impl Executor,
    digits: &str,
    limit: i64,
) -> Result<Vec<Gebiet>> {
    let rows: Vec<GebietRow> = sql(format!(
        "SELECT {GEBIET} FROM catalogue_gebiete
         WHERE ars IN (SELECT p.gebiet FROM catalogue_postal_codes p WHERE p.postal_code LIKE $1)
         ORDER BY name, ars LIMIT $2"
    ))
    .bind(format!("{digits}%"))
    .bind(limit)
    .all(on)
    .await?;
    gebiete(on, rows).await
}

/// Areas of which a word of the name starts with `folded` (letters, digits and spaces only): those that begin
/// with it first, and cities and municipalities before counties.
pub(crate) async fn gebiete_named(on: &mut impl Executor, folded: &str, limit: i64) -> Result<Vec<Gebiet>> {
    let rows: Vec<GebietRow> = sql(format!(
        "SELECT {GEBIET} FROM catalogue_gebiete
         WHERE folded LIKE $1 OR folded LIKE $2
         ORDER BY CASE WHEN folded = $3 THEN 0 WHEN folded LIKE $1 THEN 1 ELSE 2 END,
           CASE WHEN kind IN ('gemeinde', 'kreisfreie_stadt') THEN 0 ELSE 1 END, name, ars
         LIMIT $4"
    ))
    .bind(format!("{folded}%"))
    .bind(format!("% {folded}%"))
    .bind(folded.to_owned())
    .bind(limit)
    .all(on)
    .await?;
    gebiete(on, rows).await
}

async fn gebiete(on: &mut impl Executor, rows: Vec<GebietRow>) -> Result<Vec<Gebiet>> {
    let mut out = Vec::with_capacity(rows.len());
    for row in rows {
        out.push(gebiet(on, row).await?);
    }
    Ok(out)
}

/// All areas, without their postal codes.
pub(crate) async fn areas(on: &mut impl Executor) -> Result<Vec<Area>> {
    let rows: Vec<GebietRow> =
        sql(format!("SELECT {GEBIET} FROM catalogue_gebiete ORDER BY ars")).all(on).await?;
    let area = |(key, name, word, parent, place): GebietRow| {
        Ok(Area {
            ars: ars(&key)?,
            kind: kind(&key, &word)?,
            name,
            parent: parent.as_deref().map(ars).transpose()?,
            kachel: kachel(place.as_deref())?,
        })
    };
    rows.into_iter().map(area).collect()
}

// Leistungen --------------------------------------------------------------------------------------------------

pub(crate) async fn put_leistung(tx: &mut Tx, leistung: &LeistungEntry, at: Timestamp) -> Result<()> {
    delete_leistung(tx, &leistung.key).await?;
    sql("INSERT INTO catalogue_leistungen (key, source, changed_at) VALUES ($1, $2, $3)")
        .bind(leistung.key.to_string())
        .bind(leistung.source.clone())
        .bind(At::from(at))
        .execute(tx)
        .await?;
    for (language, texts) in &leistung.texts {
        sql("INSERT INTO catalogue_texts (leistung, language, title, texts) VALUES ($1, $2, $3, $4)")
            .bind(leistung.key.to_string())
            .bind(language.clone())
            .bind(texts.title.clone())
            .bind(to_json(texts)?)
            .execute(tx)
            .await?;
    }
    Ok(())
}

pub(crate) async fn delete_leistung(tx: &mut Tx, key: &LeistungKey) -> Result<()> {
    for statement in
        ["DELETE FROM catalogue_leistungen WHERE key = $1", "DELETE FROM catalogue_texts WHERE leistung = $1"]
    {
        sql(statement).bind(key.to_string()).execute(tx).await?;
    }
    Ok(())
}

/// A Leistung in all languages, and since when the catalogue says so.
pub(crate) async fn read_leistung(
    on: &mut impl Executor,
    key: &LeistungKey,
) -> Result<Option<(LeistungEntry, Timestamp)>> {
    let rows: Vec<(String, At, String, String)> =
        sql("SELECT l.source, l.changed_at, t.language, t.texts FROM catalogue_leistungen l
         JOIN catalogue_texts t ON t.leistung = l.key WHERE l.key = $1")
        .bind(key.to_string())
        .all(on)
        .await?;
    let Some((source, changed, ..)) = rows.first() else { return Ok(None) };
    let (source, changed) = (source.clone(), changed.timestamp());
    let mut texts: BTreeMap<String, Texts> = BTreeMap::new();
    for (_, _, language, json) in rows {
        texts.insert(language, from_json(&json, "a text of the catalogue")?);
    }
    Ok(Some((LeistungEntry { key: key.clone(), source, texts }, changed)))
}

/// Key, language and texts of all Leistungen.
pub(crate) async fn all_texts(on: &mut impl Executor) -> Result<Vec<(LeistungKey, String, Texts)>> {
    let rows: Vec<(String, String, String)> =
        sql("SELECT leistung, language, texts FROM catalogue_texts ORDER BY leistung, language")
            .all(on)
            .await?;
    let read = |(key, language, json): (String, String, String)| {
        let key = LeistungKey::parse(&key).map_err(|e| Error::Encode(e.to_string()))?;
        Ok((key, language, from_json(&json, "a text of the catalogue")?))
    };
    rows.into_iter().map(read).collect()
}

/// Key, language and title of all Leistungen.
pub(crate) async fn all_titles(on: &mut impl Executor) -> Result<Vec<(String, String, String)>> {
    sql("SELECT leistung, language, title FROM catalogue_texts ORDER BY leistung, language").all(on).await
}

// Organisationseinheiten --------------------------------------------------------------------------------------

pub(crate) async fn put_einheit(tx: &mut Tx, einheit: &Organisationseinheit) -> Result<()> {
    sql("INSERT INTO catalogue_einheiten (id, behoerde, name, einheit) VALUES ($1, $2, $3, $4)
         ON CONFLICT (id) DO UPDATE SET behoerde = excluded.behoerde, name = excluded.name,
           einheit = excluded.einheit")
    .bind(einheit.id)
    .bind(einheit.behoerde.0)
    .bind(einheit.name.clone())
    .bind(to_json(einheit)?)
    .execute(tx)
    .await?;
    Ok(())
}

pub(crate) async fn delete_einheit(tx: &mut Tx, id: Uuid) -> Result<()> {
    for statement in [
        "DELETE FROM catalogue_einheiten WHERE id = $1",
        "DELETE FROM catalogue_zustaendigkeiten WHERE einheit = $1",
    ] {
        sql(statement).bind(id).execute(tx).await?;
    }
    Ok(())
}

pub(crate) async fn read_einheit(on: &mut impl Executor, id: Uuid) -> Result<Option<Organisationseinheit>> {
    let row: Option<(String,)> =
        sql("SELECT einheit FROM catalogue_einheiten WHERE id = $1").bind(id).optional(on).await?;
    row.map(|(json,)| from_json(&json, "an Organisationseinheit")).transpose()
}

pub(crate) async fn einheiten_of(
    on: &mut impl Executor,
    behoerde: BehoerdeId,
) -> Result<Vec<Organisationseinheit>> {
    let rows: Vec<(String,)> =
        sql("SELECT einheit FROM catalogue_einheiten WHERE behoerde = $1 ORDER BY name, id")
            .bind(behoerde.0)
            .all(on)
            .await?;
    rows.iter().map(|(json,)| from_json(json, "an Organisationseinheit")).collect()
}

// Zustaendigkeiten --------------------------------------------------------------------------------------------

pub(crate) async fn put_zustaendigkeit(
    tx: &mut Tx,
    behoerde: BehoerdeId,
    zustaendigkeit: &Zustaendigkeit,
) -> Result<()> {
    sql("INSERT INTO catalogue_zustaendigkeiten (leistung, gebiet, einheit, behoerde)
         VALUES ($1, $2, $3, $4) ON CONFLICT DO NOTHING")
    .bind(zustaendigkeit.leistung.to_string())
    .bind(zustaendigkeit.gebiet.to_string())
    .bind(zustaendigkeit.einheit)
    .bind(behoerde.0)
    .execute(tx)
    .await?;
    Ok(())
}

pub(crate) async fn delete_zustaendigkeit(tx: &mut Tx, zustaendigkeit: &Zustaendigkeit) -> Result<()> {
    sql("DELETE FROM catalogue_zustaendigkeiten WHERE leistung = $1 AND gebiet = $2 AND einheit = $3")
        .bind(zustaendigkeit.leistung.to_string())
        .bind(zustaendigkeit.gebiet.to_string())
        .bind(zustaendigkeit.einheit)
        .execute(tx)
        .await?;
    Ok(())
}

pub(crate) async fn has_zustaendigkeit(
    on: &mut impl Executor,
    zustaendigkeit: &Zustaendigkeit,
) -> Result<bool> {
    let row: Option<(String,)> = sql("SELECT leistung FROM catalogue_zustaendigkeiten
         WHERE leistung = $1 AND gebiet = $2 AND einheit = $3")
    .bind(zustaendigkeit.leistung.to_string())
    .bind(zustaendigkeit.gebiet.to_string())
    .bind(zustaendigkeit.einheit)
    .optional(on)
    .await?;
    Ok(row.is_some())
}

/// Whether a Behoerde serves a Leistung anywhere.
pub(crate) async fn serves(
    on: &mut impl Executor,
    behoerde: BehoerdeId,
    leistung: &LeistungKey,
) -> Result<bool> {
    let row: Option<(String,)> = sql("SELECT leistung FROM catalogue_zustaendigkeiten
         WHERE behoerde = $1 AND leistung = $2 LIMIT 1")
    .bind(behoerde.0)
    .bind(leistung.to_string())
    .optional(on)
    .await?;
    Ok(row.is_some())
}

/// What a Behoerde serves where.
pub(crate) async fn zustaendigkeiten_of(
    on: &mut impl Executor,
    behoerde: BehoerdeId,
) -> Result<Vec<Zustaendigkeit>> {
    let rows: Vec<(String, String, Uuid)> =
        sql("SELECT leistung, gebiet, einheit FROM catalogue_zustaendigkeiten
         WHERE behoerde = $1 ORDER BY leistung, gebiet, einheit")
        .bind(behoerde.0)
        .all(on)
        .await?;
    let read = |(leistung, gebiet, einheit): (String, String, Uuid)| {
        let leistung = LeistungKey::parse(&leistung).map_err(|e| Error::Encode(e.to_string()))?;
        Ok(Zustaendigkeit { leistung, gebiet: ars(&gebiet)?, einheit })
    };
    rows.into_iter().map(read).collect()
}

type FoundRow = (String, String, String, Option<String>, Option<String>, Option<String>);

/// A unit that serves a Leistung at a place.
pub(crate) struct Found {
    pub(crate) leistung: LeistungKey,
    pub(crate) gebiet: Ars,
    pub(crate) einheit: Organisationseinheit,
    pub(crate) onlinedienst: Option<Onlinedienst>,
}

/// Who serves a Leistung (or, for `None`, any) at a place: from the place upwards, the nearest first.
pub(crate) async fn found(
    on: &mut impl Executor,
    leistung: Option<&LeistungKey>,
    place: &Ars,
) -> Result<Vec<Found>> {
    let filter = if leistung.is_some() { "z.leistung = $2" } else { "$2 = ''" };
    let rows: Vec<FoundRow> = sql(format!(
        "WITH RECURSIVE up (ars, parent, depth) AS (
           SELECT ars, parent, CAST(0 AS bigint) FROM catalogue_gebiete WHERE ars = $1
           UNION ALL
           SELECT g.ars, g.parent, up.depth + 1 FROM catalogue_gebiete g JOIN up ON g.ars = up.parent
           WHERE up.depth < 10
         )
         SELECT z.leistung, z.gebiet, e.einheit, o.package, o.version, o.digest FROM up
         JOIN catalogue_zustaendigkeiten z ON z.gebiet = up.ars
         JOIN catalogue_einheiten e ON e.id = z.einheit
         LEFT JOIN catalogue_onlinedienste o ON o.behoerde = z.behoerde AND o.leistung = z.leistung
         WHERE {filter} ORDER BY z.leistung, up.depth, e.name, e.id"
    ))
    .bind(place.to_string())
    .bind(leistung.map_or(String::new(), ToString::to_string))
    .all(on)
    .await?;
    rows.into_iter()
        .map(|(leistung, gebiet, einheit, package, version, digest)| {
            let leistung = LeistungKey::parse(&leistung).map_err(|e| Error::Encode(e.to_string()))?;
            let einheit: Organisationseinheit = from_json(&einheit, "an Organisationseinheit")?;
            let onlinedienst = match (package, version, digest) {
                (Some(package), Some(version), Some(digest)) => Some(Onlinedienst {
                    behoerde: einheit.behoerde,
                    leistung: leistung.clone(),
                    package,
                    version,
                    digest,
                }),
                _ => None,
            };
            Ok(Found { leistung, gebiet: ars(&gebiet)?, einheit, onlinedienst })
        })
        .collect()
}

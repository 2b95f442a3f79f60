//! Projections of this office, and the SQL that writes them.

use crate::entries::Entry;
use crate::fields::Feld;
use crate::model::{Aenderung, Angaben, Geschehen, Ziel};
use identity::BehoerdeId;
use serde::{Serialize, de::DeserializeOwned};
use std::collections::{BTreeMap, BTreeSet};
use store::{At, Error, Meta, Migration, Result, Tx, sql};
use uuid::Uuid;

pub(crate) const MIGRATIONS: &[Migration] = &[Migration {
    version: 12_001,
    name: "inventory",
    sql: "
CREATE TABLE inventory_namen (
  id uuid PRIMARY KEY,
  behoerde uuid NOT NULL,
  art text NOT NULL,
  name text NOT NULL,
  rang text /*pg COLLATE \"C\" */ NOT NULL,
  kurzname text,
  hersteller text,
  produkt text,
  ausgesondert boolean NOT NULL
);
CREATE INDEX inventory_namen_rang ON inventory_namen (rang, id);
CREATE INDEX inventory_namen_art ON inventory_namen (art, rang, id);
CREATE INDEX inventory_namen_behoerde ON inventory_namen (behoerde, rang, id);
CREATE TABLE inventory_worte (
  wort text /*pg COLLATE \"C\" */ NOT NULL,
  gegenstand uuid NOT NULL,
  PRIMARY KEY (wort, gegenstand)
);
CREATE INDEX inventory_worte_gegenstand ON inventory_worte (gegenstand);
CREATE TABLE inventory_gegenstaende (
  id uuid PRIMARY KEY,
  behoerde uuid NOT NULL,
  version bigint NOT NULL,
  inhalt text NOT NULL,
  ausgesondert text,
  schutzbedarf text,
  support_bis text,
  abloesung_am text,
  vertrag_bis text,
  betreiber text,
  energie_kwh bigint,
  lizenzen_gekauft bigint
);
CREATE INDEX inventory_gegenstaende_behoerde ON inventory_gegenstaende (behoerde);
CREATE TABLE inventory_verknuepfungen (
  gegenstand uuid NOT NULL,
  art text NOT NULL,
  ziel text NOT NULL,
  PRIMARY KEY (gegenstand, art, ziel)
);
CREATE INDEX inventory_verknuepfungen_ziel ON inventory_verknuepfungen (art, ziel);
CREATE TABLE inventory_nutzung (
  gegenstand uuid NOT NULL,
  behoerde uuid NOT NULL,
  tag text NOT NULL,
  anzahl bigint NOT NULL,
  PRIMARY KEY (gegenstand, tag)
);
CREATE TABLE inventory_verlauf (
  gegenstand uuid NOT NULL,
  behoerde uuid NOT NULL,
  nummer bigint NOT NULL,
  at timestamptz NOT NULL,
  account uuid,
  inhalt text NOT NULL,
  PRIMARY KEY (gegenstand, nummer)
);
CREATE TABLE inventory_unterschieden (
  a uuid NOT NULL,
  b uuid NOT NULL,
  grund text NOT NULL,
  at timestamptz NOT NULL,
  PRIMARY KEY (a, b)
);
CREATE TABLE inventory_oeffentlich (
  id uuid PRIMARY KEY,
  behoerde uuid NOT NULL,
  art text NOT NULL,
  name text NOT NULL,
  rang text /*pg COLLATE \"C\" */ NOT NULL
);
",
}];

pub(crate) const PROJECTIONS: &[&str] = &[
    "inventory_oeffentlich",
    "inventory_unterschieden",
    "inventory_verlauf",
    "inventory_nutzung",
    "inventory_verknuepfungen",
    "inventory_worte",
    "inventory_gegenstaende",
    "inventory_namen",
];

pub(crate) fn encode<T: Serialize>(value: &T) -> Result<String> {
    serde_json::to_string(value).map_err(|e| Error::Encode(e.to_string()))
}

pub(crate) fn decode<T: DeserializeOwned>(text: &str) -> Result<T> {
    serde_json::from_str(text).map_err(|e| Error::Encode(format!("stored inventory: {e}")))
}

pub(crate) async fn project(entry: &Entry, meta: &Meta, tx: &mut Tx) -> Result<()> {
    let id = meta.stream.0;
    match entry {
        Entry::Erfasst { behoerde, angaben } => {
            write(tx, id, *behoerde, angaben, meta.sequence).await?;
            note(tx, meta, *behoerde, &Geschehen::Erfasst).await
        }
        Entry::Geaendert { felder } => change(tx, meta, felder).await,
        Entry::Verknuepft { ziel } => {
            let behoerde = touch(tx, meta).await?;
            link(tx, id, ziel).await?;
            note(tx, meta, behoerde, &Geschehen::Verknuepft(ziel.clone())).await
        }
        Entry::Geloest { ziel } => {
            let behoerde = touch(tx, meta).await?;
            sql("DELETE FROM inventory_verknuepfungen WHERE gegenstand = $1 AND art = $2 AND ziel = $3")
                .bind(id)
                .bind(ziel.art())
                .bind(ziel.ziel())
                .write(tx)
                .await?;
            note(tx, meta, behoerde, &Geschehen::Geloest(ziel.clone())).await
        }
        Entry::NutzungGemeldet { tag, anzahl } => {
            let behoerde = touch(tx, meta).await?;
            sql("INSERT INTO inventory_nutzung (gegenstand, behoerde, tag, anzahl) VALUES ($1, $2, $3, $4)
                 ON CONFLICT (gegenstand, tag) DO UPDATE SET anzahl = excluded.anzahl")
            .bind(id)
            .bind(behoerde.0)
            .bind(tag.to_string())
            .bind(*anzahl)
            .write(tx)
            .await?;
            note(tx, meta, behoerde, &Geschehen::Genutzt(*tag, *anzahl)).await
        }
        Entry::Ausgesondert { grund } => {
            let behoerde = touch(tx, meta).await?;
            retire(tx, id, grund).await?;
            note(tx, meta, behoerde, &Geschehen::Ausgesondert(grund.clone())).await
        }
        Entry::Unterschieden { a, b, grund } => {
            sql("INSERT INTO inventory_unterschieden (a, b, grund, at) VALUES ($1, $2, $3, $4)
                 ON CONFLICT (a, b) DO UPDATE SET grund = excluded.grund, at = excluded.at")
            .bind(a.0)
            .bind(b.0)
            .bind(grund.clone())
            .bind(At::from(meta.at))
            .write(tx)
            .await
        }
    }
}

/// Counts a change; returns whose Gegenstand it is.
async fn touch(tx: &mut Tx, meta: &Meta) -> Result<BehoerdeId> {
    let (behoerde,): (Uuid,) =
        sql("SELECT behoerde FROM inventory_gegenstaende WHERE id = $1").bind(meta.stream.0).one(tx).await?;
    sql("UPDATE inventory_gegenstaende SET version = $2 WHERE id = $1")
        .bind(meta.stream.0)
        .bind(meta.sequence)
        .write(tx)
        .await?;
    Ok(BehoerdeId(behoerde))
}

async fn change(tx: &mut Tx, meta: &Meta, felder: &Aenderung) -> Result<()> {
    let id = meta.stream.0;
    let (behoerde, inhalt): (Uuid, String) =
        sql("SELECT behoerde, inhalt FROM inventory_gegenstaende WHERE id = $1").bind(id).one(tx).await?;
    let behoerde = BehoerdeId(behoerde);
    let mut angaben: Angaben = decode(&inhalt)?;
    let before = angaben.clone();
    angaben.apply(felder);
    for table in ["inventory_namen", "inventory_gegenstaende", "inventory_oeffentlich"] {
        sql(format!("DELETE FROM {table} WHERE id = $1")).bind(id).write(tx).await?;
    }
    sql("DELETE FROM inventory_worte WHERE gegenstand = $1").bind(id).write(tx).await?;
    write(tx, id, behoerde, &angaben, meta.sequence).await?;
    let was: BTreeMap<_, _> = felder
        .iter()
        .map(|(feld, after)| (*feld, (before.get(*feld).map(str::to_owned), after.clone())))
        .collect();
    note(tx, meta, behoerde, &Geschehen::Geaendert(was)).await
}

/// Writes a Gegenstand where there is none.
async fn write(tx: &mut Tx, id: Uuid, behoerde: BehoerdeId, angaben: &Angaben, version: i64) -> Result<()> {
    let text = |feld: Feld| angaben.get(feld).map(str::to_owned);
    let (art, name) = (text(Feld::Art).unwrap_or_default(), text(Feld::Name).unwrap_or_default());
    let rang = folded(&name);
    sql("INSERT INTO inventory_namen (id, behoerde, art, name, rang, kurzname, hersteller, produkt, ausgesondert)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)")
    .bind(id)
    .bind(behoerde.0)
    .bind(art.clone())
    .bind(name.clone())
    .bind(rang.clone())
    .bind(text(Feld::Kurzname))
    .bind(text(Feld::Hersteller))
    .bind(text(Feld::Produkt))
    .bind(false)
    .write(tx)
    .await?;
    sql("INSERT INTO inventory_gegenstaende (id, behoerde, version, inhalt, schutzbedarf, support_bis, abloesung_am, vertrag_bis,
           betreiber, energie_kwh, lizenzen_gekauft) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)")
    .bind(id)
    .bind(behoerde.0)
    .bind(version)
    .bind(encode(angaben)?)
    .bind(text(Feld::Schutzbedarf))
    .bind(text(Feld::SupportBis))
    .bind(text(Feld::AbloesungAm))
    .bind(text(Feld::VertragBis))
    .bind(text(Feld::Betreiber))
    .bind(angaben.zahl(Feld::EnergieKwh))
    .bind(angaben.zahl(Feld::LizenzenGekauft))
    .write(tx)
    .await?;
    let mut found = BTreeSet::new();
    for feld in [Feld::Name, Feld::Kurzname, Feld::Hersteller, Feld::Produkt] {
        words(angaben.get(feld).unwrap_or_default(), &mut found);
    }
    insert_words(tx, id, found).await?;
    if angaben.ja(Feld::Oeffentlich) {
        sql("INSERT INTO inventory_oeffentlich (id, behoerde, art, name, rang) VALUES ($1, $2, $3, $4, $5)")
            .bind(id)
            .bind(behoerde.0)
            .bind(art)
            .bind(name)
            .bind(rang)
            .write(tx)
            .await?;
    }
    Ok(())
}

async fn insert_words(tx: &mut Tx, id: Uuid, words: BTreeSet<String>) -> Result<()> {
    let words: Vec<String> = words.into_iter().collect();
    for some in words.chunks(16) {
        let rows: Vec<_> = (0..some.len()).map(|at| format!("(${}, $1)", at + 2)).collect();
        let mut insert =
            sql(format!("INSERT INTO inventory_worte (wort, gegenstand) VALUES {}", rows.join(", ")))
                .bind(id);
        for word in some {
            insert = insert.bind(word.clone());
        }
        insert.write(tx).await?;
    }
    Ok(())
}

async fn link(tx: &mut Tx, id: Uuid, ziel: &Ziel) -> Result<()> {
    sql("INSERT INTO inventory_verknuepfungen (gegenstand, art, ziel) VALUES ($1, $2, $3) ON CONFLICT DO NOTHING")
        .bind(id)
        .bind(ziel.art())
        .bind(ziel.ziel())
        .write(tx)
        .await
}

async fn retire(tx: &mut Tx, id: Uuid, grund: &str) -> Result<()> {
    sql("UPDATE inventory_gegenstaende SET ausgesondert = $2 WHERE id = $1")
        .bind(id)
        .bind(grund.to_owned())
        .write(tx)
        .await?;
    sql("UPDATE inventory_namen SET ausgesondert = $2 WHERE id = $1").bind(id).bind(true).write(tx).await?;
    // What is no longer in use is no longer shown to the public.
    sql("DELETE FROM inventory_oeffentlich WHERE id = $1").bind(id).write(tx).await
}

async fn note(tx: &mut Tx, meta: &Meta, behoerde: BehoerdeId, was: &Geschehen) -> Result<()> {
    let account = match meta.actor {
        store::Actor::Account(account) => Some(account),
        store::Actor::House => None,
    };
    sql("INSERT INTO inventory_verlauf (gegenstand, behoerde, nummer, at, account, inhalt) VALUES ($1, $2, $3, $4, $5, $6)")
        .bind(meta.stream.0)
        .bind(behoerde.0)
        .bind(meta.sequence)
        .bind(At::from(meta.at))
        .bind(account)
        .bind(encode(was)?)
        .write(tx)
        .await
}

/// Words that are compared begin with so many letters at most.
const LETTERS: usize = 40;

/// The words of a text as they are compared: folded, without signs.
pub(crate) fn words(text: &str, to: &mut BTreeSet<String>) {
    for word in text.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()) {
        let word: String = word.to_lowercase().chars().take(LETTERS).collect();
        to.insert(catalogue::fold_german(&word));
    }
}

/// A text as names are compared and ordered: its words in their order, folded.
pub(crate) fn folded(text: &str) -> String {
    let words = text.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty());
    words.map(|word| catalogue::fold_german(&word.to_lowercase())).collect::<Vec<_>>().join(" ")
}

/// A text as names are held against each other: blanks and hyphens are set as one likes.
pub(crate) fn compact(text: &str) -> String {
    folded(text).replace(' ', "")
}

//! Projections of this office and the SQL over them.

mod baum;
mod daten;
mod kennzahlen;
mod stimmen;
mod umzuege;

pub(crate) use baum::{alle_elemente, baum, edition, elemente, elemente_von, knoten, pruefsumme};
pub(crate) use daten::{datensaetze, datensatz, pruefsumme_of_data};
pub(crate) use kennzahlen::{kennzahlen, verlauf};
pub(crate) use stimmen::{forget, has_voted, put_mark, put_stimme, stimmen, votes_of};
pub(crate) use umzuege::verschiebungen;

use crate::entries::Entry;
use serde::{Serialize, de::DeserializeOwned};
use store::{Error, Meta, Migration, Result, Tx};

pub(crate) const MIGRATIONS: &[Migration] =
    &[FIRST, stimmen::MIGRATION, umzuege::MIGRATION, kennzahlen::ENDE];

const FIRST: Migration = Migration {
    version: 11_001,
    name: "strategy, kennzahlen, data sets",
    sql: "
CREATE TABLE strategy_editionen (
  nummer bigint PRIMARY KEY,
  titel text,
  jahr bigint,
  datei text NOT NULL,
  pruefsumme text NOT NULL,
  aufgenommen_at timestamptz NOT NULL,
  hinweise text NOT NULL
);
CREATE TABLE strategy_elemente (
  id text PRIMARY KEY,
  platz bigint NOT NULL,
  aktuell boolean NOT NULL,
  inhalt text NOT NULL
);
CREATE INDEX strategy_elemente_platz ON strategy_elemente (aktuell, platz);
CREATE TABLE strategy_zuordnungen (
  element text NOT NULL,
  massnahme text NOT NULL,
  grund text NOT NULL,
  nummer bigint NOT NULL,
  at timestamptz NOT NULL,
  PRIMARY KEY (element, massnahme)
);
CREATE INDEX strategy_zuordnungen_massnahme ON strategy_zuordnungen (massnahme);
CREATE TABLE strategy_kennzahlen (
  id text PRIMARY KEY,
  name text NOT NULL,
  inhalt text NOT NULL
);
CREATE TABLE strategy_werte (
  kennzahl text NOT NULL,
  tag text NOT NULL,
  wert bigint,
  quelle text,
  gemessen boolean NOT NULL,
  PRIMARY KEY (kennzahl, tag)
);
CREATE TABLE strategy_berichtigungen (
  kennzahl text NOT NULL,
  nummer bigint NOT NULL,
  tag text NOT NULL,
  vorher bigint,
  nachher bigint,
  grund text NOT NULL,
  at timestamptz NOT NULL,
  PRIMARY KEY (kennzahl, nummer)
);
CREATE TABLE strategy_datensaetze (
  id text PRIMARY KEY,
  titel text NOT NULL,
  pruefsumme text NOT NULL,
  kopf text NOT NULL,
  zeilen text NOT NULL
);
",
};

pub(crate) const PROJECTIONS: &[&str] = &[
    "strategy_datensaetze",
    "strategy_berichtigungen",
    "strategy_werte",
    "strategy_kennzahlen",
    "strategy_zuordnungen",
    "strategy_umzuege",
    "strategy_elemente",
    "strategy_editionen",
];

pub(crate) fn encode<T: Serialize>(value: &T) -> Result<String> {
    serde_json::to_string(value).map_err(|e| Error::Encode(e.to_string()))
}

pub(crate) fn decode<T: DeserializeOwned>(text: &str) -> Result<T> {
    serde_json::from_str(text).map_err(|e| Error::Encode(format!("stored strategy: {e}")))
}

pub(crate) async fn project(entry: &Entry, meta: &Meta, tx: &mut Tx) -> Result<()> {
    match entry {
        Entry::Aufgenommen { .. } | Entry::Verknuepft { .. } | Entry::Geloest { .. } => {
            baum::project(entry, meta, tx).await
        }
        Entry::Verschoben { umzug, von, elemente, grund } => {
            baum::put_elemente(tx, elemente).await?;
            umzuege::put(tx, meta, umzug, von, grund).await
        }
        Entry::Festgelegt { .. }
        | Entry::Eingetragen { .. }
        | Entry::Gemessen { .. }
        | Entry::Beendet { .. }
        | Entry::Wiederaufgenommen { .. } => kennzahlen::project(entry, meta, tx).await,
        Entry::DatensatzAufgenommen { pruefsumme, datensatz } => daten::put(tx, pruefsumme, datensatz).await,
    }
}

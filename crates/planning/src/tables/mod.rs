//! The tables of this office. What a thing says lies in `inhalt`, as JSON; columns are what lists ask for.

mod abhaengigkeiten;
mod anlagen;
mod berichte;
mod sitzungen;
mod vorschlaege;

pub(crate) use abhaengigkeiten::*;
pub(crate) use anlagen::*;
pub(crate) use berichte::*;
pub(crate) use sitzungen::*;
pub(crate) use vorschlaege::*;

use crate::entries::Entry;
use serde::{Serialize, de::DeserializeOwned};
use store::{Error, Meta, Migration, Result, Tx};

pub(crate) const MIGRATIONS: &[Migration] = &[
    Migration {
        version: 10_001,
        name: "planning",
        sql: "
CREATE TABLE planning_planungen (
  jahr bigint PRIMARY KEY,
  inhalt text NOT NULL
);
CREATE TABLE planning_vorschlaege (
  id uuid PRIMARY KEY,
  jahr bigint NOT NULL,
  behoerde uuid NOT NULL,
  massnahme text,
  stand text NOT NULL,
  rang bigint,
  folge bigint,
  inhalt text NOT NULL
);
CREATE INDEX planning_vorschlaege_jahr ON planning_vorschlaege (jahr, behoerde);
CREATE TABLE planning_verlauf (
  stream uuid NOT NULL,
  nummer bigint NOT NULL,
  vorschlag uuid,
  massnahme text,
  at timestamptz NOT NULL,
  konto uuid,
  behoerde uuid NOT NULL,
  art text NOT NULL,
  text text NOT NULL,
  PRIMARY KEY (stream, nummer)
);
CREATE INDEX planning_verlauf_vorschlag ON planning_verlauf (vorschlag, nummer);
CREATE INDEX planning_verlauf_massnahme ON planning_verlauf (massnahme, nummer);
CREATE TABLE planning_abhaengigkeiten (
  massnahme text NOT NULL,
  andere text NOT NULL,
  grund text NOT NULL,
  PRIMARY KEY (massnahme, andere)
);
CREATE INDEX planning_abhaengigkeiten_andere ON planning_abhaengigkeiten (andere);
CREATE TABLE planning_sitzungen (
  id uuid PRIMARY KEY,
  tag text NOT NULL,
  inhalt text NOT NULL
);
CREATE INDEX planning_sitzungen_tag ON planning_sitzungen (tag);
CREATE TABLE planning_beschluesse (
  sitzung uuid NOT NULL,
  punkt bigint NOT NULL,
  gremium text NOT NULL,
  tag text NOT NULL,
  jahr bigint,
  vorschlag uuid,
  massnahme text,
  inhalt text NOT NULL,
  PRIMARY KEY (sitzung, punkt)
);
CREATE INDEX planning_beschluesse_jahr ON planning_beschluesse (jahr);
CREATE INDEX planning_beschluesse_vorschlag ON planning_beschluesse (vorschlag);
CREATE INDEX planning_beschluesse_massnahme ON planning_beschluesse (massnahme);
CREATE TABLE planning_kalender (
  nummer bigint PRIMARY KEY,
  inhalt text NOT NULL
);
CREATE TABLE planning_runden (
  stichtag text PRIMARY KEY,
  bis text NOT NULL
);
CREATE TABLE planning_berichte (
  stichtag text NOT NULL,
  massnahme text NOT NULL,
  nummer text,
  titel text NOT NULL,
  behoerde uuid NOT NULL,
  inhalt text,
  at timestamptz,
  konto uuid,
  freigegeben_at timestamptz,
  PRIMARY KEY (stichtag, massnahme)
);
CREATE INDEX planning_berichte_massnahme ON planning_berichte (massnahme, stichtag);
CREATE INDEX planning_berichte_behoerde ON planning_berichte (behoerde, stichtag);
",
    },
    // Whether others than its own Behoerde may read a proposal no longer follows from where it stands: a draft can be
    // withdrawn, and lapses.
    Migration {
        version: 10_010,
        name: "planning: what proposals need",
        sql: "
ALTER TABLE planning_vorschlaege ADD COLUMN eingereicht boolean NOT NULL DEFAULT false;
UPDATE planning_vorschlaege SET eingereicht = true WHERE stand <> 'entwurf';
CREATE TABLE planning_bedingungen (
  vorschlag uuid NOT NULL,
  andere text NOT NULL,
  anderer_vorschlag uuid,
  grund text NOT NULL,
  PRIMARY KEY (vorschlag, andere)
);
",
    },
    Migration {
        version: 10_011,
        name: "planning: files of proposals",
        sql: "
CREATE TABLE planning_anlagen (
  id uuid PRIMARY KEY,
  vorschlag uuid NOT NULL,
  name text NOT NULL,
  media_type text NOT NULL,
  size bigint NOT NULL,
  blob text NOT NULL
);
CREATE INDEX planning_anlagen_vorschlag ON planning_anlagen (vorschlag);
CREATE INDEX planning_anlagen_blob ON planning_anlagen (blob);
",
    },
];

pub(crate) const PROJECTIONS: &[&str] = &[
    "planning_berichte",
    "planning_runden",
    "planning_kalender",
    "planning_beschluesse",
    "planning_sitzungen",
    "planning_anlagen",
    "planning_bedingungen",
    "planning_abhaengigkeiten",
    "planning_verlauf",
    "planning_vorschlaege",
    "planning_planungen",
];

pub(crate) fn encode<T: Serialize>(value: &T) -> Result<String> {
    serde_json::to_string(value).map_err(|e| Error::Encode(e.to_string()))
}

pub(crate) fn decode<T: DeserializeOwned>(text: &str) -> Result<T> {
    serde_json::from_str(text).map_err(|e| Error::Encode(format!("stored plan in the making: {e}")))
}

/// Years of plans fit into what they are kept as.
pub(crate) fn year(number: i64) -> i16 {
    i16::try_from(number).unwrap_or(i16::MAX)
}

/// Places in lists stay far below 2^63.
pub(crate) fn place(number: usize) -> i64 {
    i64::try_from(number).unwrap_or(i64::MAX)
}

pub(crate) async fn project(entry: &Entry, meta: &Meta, tx: &mut Tx) -> Result<()> {
    match entry {
        Entry::PlanungEroeffnet { .. }
        | Entry::PlanungGeaendert { .. }
        | Entry::Gereiht { .. }
        | Entry::PlanVeroeffentlicht { .. }
        | Entry::Vorgeschlagen { .. }
        | Entry::Bearbeitet { .. }
        | Entry::Schritt { .. }
        | Entry::Verfallen { .. }
        | Entry::VorschlagKommentiert { .. }
        | Entry::MassnahmeKommentiert { .. } => vorschlaege::project(entry, meta, tx).await,
        Entry::AnlageHinzugefuegt { .. } | Entry::AnlageEntfernt { .. } => {
            anlagen::project(entry, meta, tx).await
        }
        Entry::Braucht { .. }
        | Entry::BrauchtNicht { .. }
        | Entry::VorschlagBraucht { .. }
        | Entry::VorschlagBrauchtNicht { .. } => abhaengigkeiten::project(entry, meta, tx).await,
        Entry::Anberaumt { .. }
        | Entry::Verlegt { .. }
        | Entry::Tagesordnung { .. }
        | Entry::Beschlossen { .. }
        | Entry::Geschlossen { .. } => sitzungen::project(entry, meta, tx).await,
        Entry::Kalender { .. }
        | Entry::RundeEroeffnet { .. }
        | Entry::Berichtet { .. }
        | Entry::Freigegeben { .. } => berichte::project(entry, meta, tx).await,
    }
}

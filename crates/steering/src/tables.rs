//! Projections of this office and the SQL over them.

use crate::entries::{Entry, Lauf};
use crate::model::{
    Befund, Kurz, Lage, Lebenslauf, PlanKopf, Punkt, Umdatierung, Zuordnung, regel_word, status_words,
};
use crate::{overview, search, years};
use jiff::civil::Date;
use plans::{
    Aktionsplan, Beleg, Ende, Fundstelle, Id, Korrektur, Massnahme, Note, Regel, Verbindung, Vertrauen, Zeile,
};
use serde::{Serialize, de::DeserializeOwned};
use std::collections::BTreeMap;
use store::{At, Error, Executor, Meta, Migration, Result, Tx, sql};

/// Counts what one can choose from. Counting anew on each view would go through all measures and findings.
macro_rules! count_choices {
    () => {
        "INSERT INTO steering_zahlen (merkmal, wert, anzahl)
SELECT 'federfuehrung', federfuehrung, count(*) FROM steering_massnahmen WHERE federfuehrung IS NOT NULL GROUP BY federfuehrung
UNION ALL SELECT 'status', status, count(*) FROM steering_massnahmen WHERE status IS NOT NULL GROUP BY status
UNION ALL SELECT 'lage', lage, count(*) FROM steering_massnahmen GROUP BY lage
UNION ALL SELECT 'regel', regel, count(DISTINCT massnahme) FROM steering_befunde WHERE massnahme IS NOT NULL GROUP BY regel
UNION ALL SELECT 'ursache', ursache, count(DISTINCT massnahme) FROM steering_ursachen GROUP BY ursache"
    };
}

pub(crate) const MIGRATIONS: &[Migration] = &[FIRST, OVERVIEW, COUNTS];

const OVERVIEW: Migration = Migration {
    version: 9_002,
    name: "causes of delay, how measures stand in each plan, corrected years",
    sql: overview::TABLES,
};

/// The number leaves room before it: what is added beside it comes from elsewhere.
const COUNTS: Migration = Migration {
    version: 9_010,
    name: "counts of choices, words by measure",
    sql: concat!(
        "
CREATE TABLE steering_zahlen (
  merkmal text NOT NULL,
  wert text NOT NULL,
  anzahl bigint NOT NULL,
  PRIMARY KEY (merkmal, wert)
);
DROP INDEX steering_worte_massnahme;
CREATE INDEX steering_worte_massnahme ON steering_worte (massnahme, wort);
CREATE INDEX steering_befunde_regel_von ON steering_befunde (massnahme, regel);
",
        count_choices!(),
        ";"
    ),
};

const FIRST: Migration = Migration {
    version: 9_001,
    name: "plans, measures, findings",
    sql: "
CREATE TABLE steering_plaene (
  jahr bigint PRIMARY KEY,
  stand text,
  datei text NOT NULL,
  pruefsumme text NOT NULL,
  aufgenommen_at timestamptz NOT NULL,
  massnahmen bigint NOT NULL,
  hinweise text NOT NULL,
  inhalt text NOT NULL
);
CREATE TABLE steering_massnahmen (
  id text PRIMARY KEY,
  nummer text,
  titel text NOT NULL,
  federfuehrung text,
  status text,
  abschluss text,
  faellig text,
  verschoben bigint,
  von bigint NOT NULL,
  bis bigint NOT NULL,
  lage text NOT NULL,
  ende_jahr bigint,
  in_id text,
  aus_id text,
  platz bigint NOT NULL,
  befunde bigint NOT NULL
);
CREATE INDEX steering_massnahmen_platz ON steering_massnahmen (bis DESC, platz, id);
CREATE INDEX steering_massnahmen_federfuehrung ON steering_massnahmen (federfuehrung, bis DESC, platz, id);
CREATE INDEX steering_massnahmen_status ON steering_massnahmen (status, bis DESC, platz, id);
CREATE INDEX steering_massnahmen_lage ON steering_massnahmen (lage, bis DESC, platz, id);
CREATE TABLE steering_stationen (
  jahr bigint NOT NULL,
  platz bigint NOT NULL,
  massnahme text NOT NULL,
  nummer text,
  titel text NOT NULL,
  zeile bigint NOT NULL,
  inhalt text NOT NULL,
  PRIMARY KEY (jahr, platz)
);
CREATE INDEX steering_stationen_massnahme ON steering_stationen (massnahme, jahr);
CREATE TABLE steering_verbindungen (
  nach_jahr bigint NOT NULL,
  nach_platz bigint NOT NULL,
  nummer bigint NOT NULL,
  vertrauen text NOT NULL,
  von_zeile bigint NOT NULL,
  von_titel text NOT NULL,
  nach_zeile bigint NOT NULL,
  nach_titel text NOT NULL,
  inhalt text NOT NULL,
  PRIMARY KEY (nach_jahr, nach_platz, nummer)
);
CREATE TABLE steering_befunde (
  nummer bigint PRIMARY KEY,
  massnahme text,
  jahr bigint NOT NULL,
  regel text NOT NULL,
  inhalt text NOT NULL
);
CREATE INDEX steering_befunde_massnahme ON steering_befunde (massnahme, nummer);
CREATE INDEX steering_befunde_regel ON steering_befunde (regel, massnahme);
CREATE TABLE steering_korrekturen (
  nummer bigint PRIMARY KEY,
  at timestamptz NOT NULL,
  inhalt text NOT NULL,
  grund text NOT NULL
);
CREATE TABLE steering_worte (
  wort text /*pg COLLATE \"C\" */ NOT NULL,
  massnahme text NOT NULL,
  PRIMARY KEY (wort, massnahme)
);
CREATE INDEX steering_worte_massnahme ON steering_worte (massnahme);
",
};

pub(crate) const PROJECTIONS: &[&str] = &[
    "steering_zahlen",
    "steering_worte",
    "steering_ursachen",
    "steering_umdatierungen",
    "steering_korrekturen",
    "steering_befunde",
    "steering_verbindungen",
    "steering_stationen",
    "steering_massnahmen",
    "steering_plaene",
];

pub(crate) fn encode<T: Serialize>(value: &T) -> Result<String> {
    serde_json::to_string(value).map_err(|e| Error::Encode(e.to_string()))
}

pub(crate) fn decode<T: DeserializeOwned>(text: &str) -> Result<T> {
    serde_json::from_str(text).map_err(|e| Error::Encode(format!("stored plans: {e}")))
}

/// Counts of rows and lines stay far below 2^63.
pub(crate) fn count(number: usize) -> i64 {
    i64::try_from(number).unwrap_or(i64::MAX)
}

pub(crate) fn year(number: i64) -> i16 {
    i16::try_from(number).unwrap_or(i16::MAX)
}

pub(crate) fn line(number: i64) -> Zeile {
    Zeile::try_from(number).unwrap_or(Zeile::MAX)
}

pub(crate) async fn project(entry: &Entry, meta: &Meta, tx: &mut Tx) -> Result<()> {
    match entry {
        Entry::Aufgenommen { datei, pruefsumme, plan, hinweise } => {
            let Some(jahr) = plan.jahr.jahr else { return Ok(()) };
            sql("DELETE FROM steering_plaene WHERE jahr = $1").bind(i64::from(jahr)).write(tx).await?;
            sql("INSERT INTO steering_plaene (jahr, stand, datei, pruefsumme, aufgenommen_at, massnahmen, hinweise, inhalt)
                 VALUES ($1, $2, $3, $4, $5, $6, $7, $8)")
            .bind(i64::from(jahr))
            .bind(plan.stand.map(|day| day.to_string()))
            .bind(datei.clone())
            .bind(pruefsumme.clone())
            .bind(At::from(meta.at))
            .bind(count(plan.massnahmen.len()))
            .bind(encode(hinweise)?)
            .bind(encode(plan)?)
            .write(tx)
            .await
        }
        Entry::Korrigiert { korrektur, grund } => {
            sql("INSERT INTO steering_korrekturen (nummer, at, inhalt, grund) VALUES ($1, $2, $3, $4)")
                .bind(meta.sequence)
                .bind(At::from(meta.at))
                .bind(encode(korrektur)?)
                .bind(grund.clone())
                .write(tx)
                .await
        }
        Entry::Umdatiert { von, nach, grund } => {
            sql("INSERT INTO steering_umdatierungen (nummer, at, von, nach, grund) VALUES ($1, $2, $3, $4, $5)")
                .bind(meta.sequence)
                .bind(At::from(meta.at))
                .bind(i64::from(*von))
                .bind(i64::from(*nach))
                .bind(grund.clone())
                .write(tx)
                .await?;
            years::project(tx, *von, *nach).await
        }
        Entry::Geordnet { laeufe, verbindungen, befunde } => arrange(tx, laeufe, verbindungen, befunde).await,
    }
}

/// Puts everything that was found in the place of what was found before.
async fn arrange(
    tx: &mut Tx,
    laeufe: &[Lauf],
    verbindungen: &[Verbindung],
    befunde: &[plans::Befund],
) -> Result<()> {
    for table in ["zahlen", "worte", "ursachen", "befunde", "verbindungen", "stationen", "massnahmen"] {
        sql(format!("DELETE FROM steering_{table}")).write(tx).await?;
    }
    let plans: BTreeMap<i16, Aktionsplan> =
        plans(tx).await?.into_iter().filter_map(|plan| Some((plan.jahr.jahr?, plan))).collect();
    let found = |jahr: i16, platz: usize| plans.get(&jahr)?.massnahmen.get(platz);
    let mut of_measure: BTreeMap<&Id, Vec<&plans::Befund>> = BTreeMap::new();
    for befund in befunde {
        if let Some(id) = &befund.id {
            of_measure.entry(id).or_default().push(befund);
        }
    }
    let mut places = BTreeMap::new();
    for lauf in laeufe {
        let stationen: Vec<_> = lauf
            .stationen
            .iter()
            .filter_map(|(jahr, platz)| Some((*jahr, *platz, found(*jahr, *platz)?)))
            .collect();
        insert_massnahme(tx, lauf, &stationen, of_measure.get(&lauf.id).map_or(&[], Vec::as_slice)).await?;
        for (jahr, platz, massnahme) in stationen {
            places.insert(Fundstelle::new(jahr, massnahme), (platz, massnahme));
            insert_station(tx, &lauf.id, jahr, platz, massnahme).await?;
            overview::insert_causes(tx, &lauf.id, jahr, platz, massnahme).await?;
        }
    }
    for (number, verbindung) in verbindungen.iter().enumerate() {
        let (Some((_, von)), Some((platz, nach))) =
            (places.get(&verbindung.von), places.get(&verbindung.nach))
        else {
            continue;
        };
        sql("INSERT INTO steering_verbindungen (nach_jahr, nach_platz, nummer, vertrauen, von_zeile, von_titel, nach_zeile,
               nach_titel, inhalt) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)")
        .bind(i64::from(verbindung.nach.jahr))
        .bind(count(*platz))
        .bind(count(number))
        .bind(vertrauen(verbindung.vertrauen))
        .bind(i64::from(von.zeile))
        .bind(von.name())
        .bind(i64::from(nach.zeile))
        .bind(nach.name())
        .bind(encode(verbindung)?)
        .write(tx)
        .await?;
    }
    for (number, befund) in befunde.iter().enumerate() {
        sql("INSERT INTO steering_befunde (nummer, massnahme, jahr, regel, inhalt) VALUES ($1, $2, $3, $4, $5)")
            .bind(count(number))
            .bind(befund.id.as_ref().map(|id| id.0.clone()))
            .bind(i64::from(befund.jahr))
            .bind(regel_word(&befund.regel))
            .bind(encode(&(&befund.regel, &befund.belege))?)
            .write(tx)
            .await?;
    }
    sql(count_choices!()).write(tx).await
}

const fn vertrauen(vertrauen: Vertrauen) -> &'static str {
    match vertrauen {
        Vertrauen::Gering => "1-gering",
        Vertrauen::Mittel => "2-mittel",
        Vertrauen::Hoch => "3-hoch",
        Vertrauen::Bestaetigt => "4-bestaetigt",
    }
}

async fn insert_massnahme(
    tx: &mut Tx,
    lauf: &Lauf,
    stationen: &[(i16, usize, &Massnahme)],
    befunde: &[&plans::Befund],
) -> Result<()> {
    let (Some((von, ..)), Some((bis, platz, now))) = (stationen.first(), stationen.last()) else {
        return Ok(());
    };
    let verschoben = befunde.iter().find_map(|befund| match befund.regel {
        Regel::VerschiebungGesamt { monate, .. } => Some(i64::from(monate)),
        _ => None,
    });
    let (ende_jahr, in_id) = match &lauf.ende {
        Ende::Laeuft => (None, None),
        Ende::Abgeschlossen { jahr, .. } | Ende::Verschwunden { jahr } => (Some(i64::from(*jahr)), None),
        Ende::AufgegangenIn(id) => (None, Some(id.0.clone())),
    };
    sql("INSERT INTO steering_massnahmen (id, nummer, titel, federfuehrung, status, abschluss, faellig, verschoben, von, bis,
           lage, ende_jahr, in_id, aus_id, platz, befunde)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16)")
    .bind(lauf.id.0.clone())
    .bind(now.nummer.as_ref().map(ToString::to_string))
    .bind(now.titel.clone())
    .bind(now.federfuehrung.as_ref().and_then(|lead| lead.erste()).map(|stelle| stelle.kuerzel.clone()))
    .bind(now.status.as_ref().map(status_words))
    .bind(now.abschluss.as_ref().map(|abschluss| abschluss.wortlaut.clone()))
    .bind(now.abschluss.as_ref().and_then(plans::GeplanterAbschluss::faellig).map(|day| day.to_string()))
    .bind(verschoben)
    .bind(i64::from(*von))
    // The latest first, each plan in its own order.
    .bind(i64::from(*bis))
    .bind(Lage::of(&lauf.ende).as_str())
    .bind(ende_jahr)
    .bind(in_id)
    .bind(lauf.aus.as_ref().map(|id| id.0.clone()))
    .bind(count(*platz))
    .bind(count(befunde.len()))
    .write(tx)
    .await?;
    let mut words = std::collections::BTreeSet::new();
    for (_, _, massnahme) in stationen {
        search::words(&massnahme.titel, &mut words);
        search::words(&massnahme.text.text(), &mut words);
    }
    search::insert_words(tx, &lauf.id, words).await
}

async fn insert_station(tx: &mut Tx, id: &Id, jahr: i16, platz: usize, massnahme: &Massnahme) -> Result<()> {
    sql("INSERT INTO steering_stationen (jahr, platz, massnahme, nummer, titel, zeile, inhalt, status)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8)")
    .bind(i64::from(jahr))
    .bind(count(platz))
    .bind(id.0.clone())
    .bind(massnahme.nummer.as_ref().map(ToString::to_string))
    .bind(massnahme.titel.clone())
    .bind(i64::from(massnahme.zeile))
    .bind(encode(massnahme)?)
    .bind(massnahme.status.as_ref().map(status_words))
    .write(tx)
    .await
}

// What the commands read ----------------------------------------------------------------------------------------

pub(crate) async fn pruefsumme(on: &mut impl Executor, jahr: i16) -> Result<Option<String>> {
    let row: Option<(String,)> = sql("SELECT pruefsumme FROM steering_plaene WHERE jahr = $1")
        .bind(i64::from(jahr))
        .optional(on)
        .await?;
    Ok(row.map(|(sum,)| sum))
}

pub(crate) async fn inhalt(on: &mut impl Executor, jahr: i16) -> Result<Option<String>> {
    let row: Option<(String,)> =
        sql("SELECT inhalt FROM steering_plaene WHERE jahr = $1").bind(i64::from(jahr)).optional(on).await?;
    Ok(row.map(|(text,)| text))
}

/// The year to which a plan of this year was moved last.
pub(crate) async fn redated(on: &mut impl Executor, von: i16) -> Result<Option<i16>> {
    let row: Option<(i64,)> =
        sql("SELECT nach FROM steering_umdatierungen WHERE von = $1 ORDER BY nummer DESC LIMIT 1")
            .bind(i64::from(von))
            .optional(on)
            .await?;
    Ok(row.map(|(nach,)| year(nach)))
}

/// How the plan that is of this year now came to it, the last time.
pub(crate) async fn redated_to(on: &mut impl Executor, nach: i16) -> Result<Option<Umdatierung>> {
    let row: Option<(i64, At, String)> =
        sql("SELECT von, at, grund FROM steering_umdatierungen WHERE nach = $1 ORDER BY nummer DESC LIMIT 1")
            .bind(i64::from(nach))
            .optional(on)
            .await?;
    Ok(row.map(|(von, at, grund)| Umdatierung { von: year(von), at, grund }))
}

/// All plans, oldest first.
pub(crate) async fn plans(on: &mut impl Executor) -> Result<Vec<Aktionsplan>> {
    let rows: Vec<(String,)> = sql("SELECT inhalt FROM steering_plaene ORDER BY jahr").all(on).await?;
    rows.iter().map(|(text,)| decode(text)).collect()
}

/// The ids given so far.
pub(crate) async fn register(on: &mut impl Executor) -> Result<BTreeMap<Fundstelle, Id>> {
    let rows: Vec<(String, i64, String)> =
        sql("SELECT massnahme, jahr, inhalt FROM steering_stationen").all(on).await?;
    let entry = |(id, jahr, inhalt): (String, i64, String)| {
        Ok((Fundstelle::new(year(jahr), &decode(&inhalt)?), Id(id)))
    };
    rows.into_iter().map(entry).collect()
}

pub(crate) async fn korrekturen(on: &mut impl Executor) -> Result<Vec<Korrektur>> {
    let rows: Vec<(String,)> = sql("SELECT inhalt FROM steering_korrekturen ORDER BY nummer").all(on).await?;
    rows.iter().map(|(text,)| decode(text)).collect()
}

// What is shown -------------------------------------------------------------------------------------------------

pub(crate) async fn koepfe(on: &mut impl Executor) -> Result<Vec<PlanKopf>> {
    type Row = (i64, Option<String>, String, String, At, i64, String);
    let rows: Vec<Row> = sql(
        "SELECT jahr, stand, datei, pruefsumme, aufgenommen_at, massnahmen, hinweise FROM steering_plaene ORDER BY jahr DESC",
    )
    .all(on)
    .await?;
    rows.into_iter()
        .map(|(jahr, stand, datei, pruefsumme, aufgenommen_at, massnahmen, hinweise)| {
            let hinweise: Vec<Note> = decode(&hinweise)?;
            let stand = stand.and_then(|day| day.parse::<Date>().ok());
            Ok(PlanKopf { jahr: year(jahr), stand, datei, pruefsumme, aufgenommen_at, massnahmen, hinweise })
        })
        .collect()
}

/// The columns of a [`Kurz`].
pub(crate) const KURZ: &str =
    "id, nummer, titel, federfuehrung, status, abschluss, faellig, verschoben, von, bis, lage, befunde";

pub(crate) async fn kurz(on: &mut impl Executor, id: &Id) -> Result<Option<Kurz>> {
    sql(format!("SELECT {KURZ} FROM steering_massnahmen WHERE id = $1")).bind(id.0.clone()).optional(on).await
}

pub(crate) async fn kurze(on: &mut impl Executor, ids: impl IntoIterator<Item = &Id>) -> Result<Vec<Kurz>> {
    let ids: Vec<&Id> = ids.into_iter().collect();
    if ids.is_empty() {
        return Ok(Vec::new());
    }
    let places: Vec<_> = (1..=ids.len()).map(|place| format!("${place}")).collect();
    let text =
        format!("SELECT {KURZ} FROM steering_massnahmen WHERE id IN ({}) ORDER BY id", places.join(", "));
    ids.iter().fold(sql(text), |statement, id| statement.bind(id.0.clone())).all(on).await
}

pub(crate) async fn laufende(on: &mut impl Executor) -> Result<Vec<(Id, Massnahme)>> {
    let rows: Vec<(String, String)> = sql("SELECT massnahme, inhalt FROM steering_stationen
         WHERE jahr = (SELECT max(jahr) FROM steering_plaene) ORDER BY platz")
    .all(on)
    .await?;
    rows.into_iter().map(|(id, inhalt)| Ok((Id(id), decode(&inhalt)?))).collect()
}

/// When a measure ended; the id and title of the one that it came from, and of the one that it went into.
type Relations = (Option<i64>, Option<String>, Option<String>, Option<String>, Option<String>);

pub(crate) async fn lebenslauf(on: &mut impl Executor, id: &Id) -> Result<Option<Lebenslauf>> {
    let Some(kurz) = kurz(on, id).await? else { return Ok(None) };
    let relations: Relations = sql("SELECT m.ende_jahr, m.aus_id, a.titel, m.in_id, i.titel FROM steering_massnahmen m
               LEFT JOIN steering_massnahmen a ON a.id = m.aus_id LEFT JOIN steering_massnahmen i ON i.id = m.in_id
             WHERE m.id = $1")
    .bind(id.0.clone())
    .one(on)
    .await?;
    let (ende_jahr, aus, aus_titel, in_, in_titel) = relations;
    let rows: Vec<(i64, String, Option<String>)> =
        sql("SELECT s.jahr, s.inhalt, (SELECT v.inhalt FROM steering_verbindungen v
           WHERE v.nach_jahr = s.jahr AND v.nach_platz = s.platz ORDER BY v.vertrauen DESC, v.nummer LIMIT 1)
         FROM steering_stationen s WHERE s.massnahme = $1 ORDER BY s.jahr")
        .bind(id.0.clone())
        .all(on)
        .await?;
    let stationen = rows.into_iter().map(|(jahr, inhalt, verbindung)| {
        let verbindung = verbindung.as_deref().map(decode).transpose()?;
        Ok(Punkt { jahr: year(jahr), massnahme: decode(&inhalt)?, verbindung })
    });
    Ok(Some(Lebenslauf {
        kurz,
        aus: aus.zip(aus_titel).map(|(id, titel)| (Id(id), titel)),
        in_: in_.zip(in_titel).map(|(id, titel)| (Id(id), titel)),
        ende_jahr: ende_jahr.map(year),
        stationen: stationen.collect::<Result<_>>()?,
        befunde: befunde(on, Some(id)).await?,
        ursachen: overview::causes(on, id).await?,
    }))
}

/// Id, title and text of what goes on, in the order of the latest plan.
pub(crate) async fn worte(on: &mut impl Executor) -> Result<Vec<(Id, String, String)>> {
    let rows: Vec<(String, String)> = sql("SELECT s.massnahme, s.inhalt FROM steering_massnahmen m
             JOIN steering_stationen s ON s.massnahme = m.id AND s.jahr = m.bis
             WHERE m.lage = 'laeuft' ORDER BY m.bis DESC, m.platz, m.id")
    .all(on)
    .await?;
    rows.into_iter()
        .map(|(id, inhalt)| {
            let massnahme: Massnahme = decode(&inhalt)?;
            let text = massnahme.text.text();
            Ok((Id(id), massnahme.titel, text))
        })
        .collect()
}

/// The findings of a measure, or all.
pub(crate) async fn befunde(on: &mut impl Executor, id: Option<&Id>) -> Result<Vec<Befund>> {
    let which = if id.is_some() { "WHERE massnahme = $1" } else { "" };
    let mut statement = sql::<(Option<String>, i64, String)>(format!(
        "SELECT massnahme, jahr, inhalt FROM steering_befunde {which} ORDER BY nummer"
    ));
    if let Some(id) = id {
        statement = statement.bind(id.0.clone());
    }
    let rows = statement.all(on).await?;
    rows.into_iter()
        .map(|(massnahme, jahr, inhalt)| {
            let (regel, belege): (Regel, Vec<Beleg>) = decode(&inhalt)?;
            Ok(Befund { regel, jahr: year(jahr), massnahme: massnahme.map(Id), belege })
        })
        .collect()
}

pub(crate) async fn zweifelhafte(on: &mut impl Executor) -> Result<Vec<Zuordnung>> {
    let rows: Vec<(String, i64, String, i64, String)> =
        sql("SELECT inhalt, von_zeile, von_titel, nach_zeile, nach_titel FROM steering_verbindungen
         WHERE vertrauen IN ('1-gering', '2-mittel') ORDER BY vertrauen, nach_jahr, nach_platz, nummer")
        .all(on)
        .await?;
    rows.into_iter()
        .map(|(inhalt, von_zeile, von_titel, nach_zeile, nach_titel)| {
            Ok(Zuordnung {
                verbindung: decode(&inhalt)?,
                von: (line(von_zeile), von_titel),
                nach: (line(nach_zeile), nach_titel),
            })
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Otherwise a replay of the journal would make other rows than the entries that it holds did.
    #[test]
    fn weights_come_back_as_they_were() {
        for part in 1..2_000 {
            let weight = f64::from(part) / 1_993.0;
            let back: f64 = decode(&encode(&weight).unwrap()).unwrap();
            assert_eq!(back.to_bits(), weight.to_bits(), "{weight}");
        }
    }
}

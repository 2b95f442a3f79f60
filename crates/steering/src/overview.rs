//! What is told of many measures at once: causes of delay, all at one glance, plan against plan.

use crate::Result;
use crate::model::{Error, Fuehrung, Gegenueberstellung, Kurz, Lage, Ueberblick, Verzugsgrund};
use crate::tables::{KURZ, count, line, year};
use plans::{Aktionsplan, Ende, Geschichte, Id, Massnahme, Station, Ursache};
use std::collections::BTreeMap;
use store::{Executor, Tx, sql};

/// Of an installation that is older, the rows come with `rennsteig journal rebuild`, or with the next plan.
pub(crate) const TABLES: &str = "
CREATE TABLE steering_ursachen (
  jahr bigint NOT NULL,
  platz bigint NOT NULL,
  nummer bigint NOT NULL,
  massnahme text NOT NULL,
  ursache text NOT NULL,
  satz text NOT NULL,
  zeile bigint NOT NULL,
  PRIMARY KEY (jahr, platz, nummer)
);
CREATE INDEX steering_ursachen_massnahme ON steering_ursachen (massnahme, jahr, nummer);
CREATE INDEX steering_ursachen_ursache ON steering_ursachen (ursache, massnahme);
CREATE TABLE steering_umdatierungen (
  nummer bigint PRIMARY KEY,
  at timestamptz NOT NULL,
  von bigint NOT NULL,
  nach bigint NOT NULL,
  grund text NOT NULL
);
ALTER TABLE steering_stationen ADD COLUMN status text;
";

/// Keeps the causes of delay that a plan names for a measure.
pub(crate) async fn insert_causes(
    tx: &mut Tx,
    id: &Id,
    jahr: i16,
    platz: usize,
    massnahme: &Massnahme,
) -> store::Result<()> {
    for (number, fund) in plans::ursachen(massnahme).into_iter().enumerate() {
        sql("INSERT INTO steering_ursachen (jahr, platz, nummer, massnahme, ursache, satz, zeile)
             VALUES ($1, $2, $3, $4, $5, $6, $7)")
        .bind(i64::from(jahr))
        .bind(count(platz))
        .bind(count(number))
        .bind(id.0.clone())
        .bind(fund.ursache.as_str().to_owned())
        .bind(fund.satz)
        .bind(i64::from(fund.zeile))
        .write(tx)
        .await?;
    }
    Ok(())
}

pub(crate) async fn causes(on: &mut impl Executor, id: &Id) -> store::Result<Vec<Verzugsgrund>> {
    let rows: Vec<(i64, String, String, i64)> = sql(
        "SELECT jahr, ursache, satz, zeile FROM steering_ursachen WHERE massnahme = $1 ORDER BY jahr, nummer",
    )
    .bind(id.0.clone())
    .all(on)
    .await?;
    let cause = |(jahr, ursache, satz, zeile): (i64, String, String, i64)| {
        Some(Verzugsgrund { jahr: year(jahr), ursache: Ursache::parse(&ursache)?, satz, zeile: line(zeile) })
    };
    Ok(rows.into_iter().filter_map(cause).collect())
}

pub(crate) async fn all(on: &mut impl Executor) -> store::Result<Ueberblick> {
    let staende: Vec<(i64, Option<String>, i64)> = sql(
        "SELECT jahr, status, count(*) FROM steering_stationen GROUP BY jahr, status ORDER BY jahr, status",
    )
    .all(on)
    .await?;
    let causes: Vec<(String, i64)> =
        sql("SELECT ursache, count(DISTINCT massnahme) FROM steering_ursachen GROUP BY ursache
         ORDER BY count(DISTINCT massnahme) DESC, ursache")
        .all(on)
        .await?;
    Ok(Ueberblick {
        staende: staende.into_iter().map(|(jahr, status, count)| (year(jahr), status, count)).collect(),
        fuehrung: leads(on).await?,
        verschoben: moved(on).await?,
        ursachen: causes.iter().filter_map(|(word, count)| Some((Ursache::parse(word)?, *count))).collect(),
    })
}

async fn leads(on: &mut impl Executor) -> store::Result<Vec<Fuehrung>> {
    sql("SELECT federfuehrung, count(*) AS laufend,
           CAST(sum(CASE WHEN status = 'in Verzug' THEN 1 ELSE 0 END) AS bigint) AS in_verzug,
           CAST(sum(CASE WHEN verschoben > 0 THEN 1 ELSE 0 END) AS bigint) AS verschoben,
           CAST(sum(CASE WHEN verschoben > 0 THEN verschoben ELSE 0 END) AS bigint) AS monate
         FROM steering_massnahmen WHERE lage = $1 AND federfuehrung IS NOT NULL
         GROUP BY federfuehrung ORDER BY count(*) DESC, federfuehrung")
    .bind(Lage::Laeuft.as_str().to_owned())
    .all(on)
    .await
}

async fn moved(on: &mut impl Executor) -> store::Result<Vec<Kurz>> {
    sql(format!(
        "SELECT {KURZ} FROM steering_massnahmen WHERE verschoben > 0 ORDER BY verschoben DESC, bis DESC, platz, id LIMIT $1"
    ))
    .bind(i64::from(Ueberblick::VERSCHOBEN))
    .all(on)
    .await
}

/// The ids of the measures of a plan, in its order.
pub(crate) async fn ids(on: &mut impl Executor, jahr: i16) -> store::Result<Vec<Id>> {
    let rows: Vec<(String,)> = sql("SELECT massnahme FROM steering_stationen WHERE jahr = $1 ORDER BY platz")
        .bind(i64::from(jahr))
        .all(on)
        .await?;
    Ok(rows.into_iter().map(|(id,)| Id(id)).collect())
}

/// A history as far as a comparison needs it: id, how it ended, into which one it went; the year of a plan and its place.
type Row = (String, String, Option<i64>, Option<String>, Option<String>, i64, i64);

pub(crate) async fn compare(
    on: &mut impl Executor,
    von: Aktionsplan,
    nach: Aktionsplan,
) -> Result<Gegenueberstellung> {
    let years = von.jahr.jahr.zip(nach.jahr.jahr).ok_or(Error::NotFound)?;
    let rows: Vec<Row> = sql("SELECT m.id, m.lage, m.ende_jahr, m.in_id, i.titel, s.jahr, s.platz
         FROM steering_stationen s JOIN steering_massnahmen m ON m.id = s.massnahme
           LEFT JOIN steering_massnahmen i ON i.id = m.in_id
         WHERE s.jahr IN ($1, $2) ORDER BY s.jahr, s.platz")
    .bind(i64::from(years.0))
    .bind(i64::from(years.1))
    .all(on)
    .await?;
    let mut histories: BTreeMap<String, Geschichte> = BTreeMap::new();
    let mut ziele = BTreeMap::new();
    for (id, lage, ende_jahr, in_id, in_titel, jahr, platz) in rows {
        if let Some((target, titel)) = in_id.clone().zip(in_titel) {
            ziele.insert(Id(target), titel);
        }
        let history = histories.entry(id).or_insert_with_key(|id| Geschichte {
            id: Id(id.clone()),
            stationen: Vec::new(),
            aus: None,
            ende: ende(&lage, ende_jahr, in_id),
        });
        let jahr = year(jahr);
        let massnahme = usize::try_from(platz).unwrap_or(usize::MAX);
        history.stationen.push(Station { jahr, plan: usize::from(jahr == years.1), massnahme });
    }
    let histories: Vec<Geschichte> = histories.into_values().collect();
    let plans = [von, nach];
    let vergleich = plans::vergleich(&plans, &histories, years.0, years.1).ok_or(Error::NotFound)?;
    let [von, nach] = plans;
    Ok(Gegenueberstellung { von, nach, vergleich, ziele })
}

/// How a history ended. In which line a plan lists it is not asked here.
fn ende(lage: &str, jahr: Option<i64>, in_id: Option<String>) -> Ende {
    let jahr = jahr.map(year).unwrap_or_default();
    match (Lage::parse(lage), in_id) {
        (Some(Lage::Abgeschlossen), _) => Ende::Abgeschlossen { jahr, zeile: 0 },
        (Some(Lage::Aufgegangen), Some(id)) => Ende::AufgegangenIn(Id(id)),
        (Some(Lage::Verschwunden), _) => Ende::Verschwunden { jahr },
        _ => Ende::Laeuft,
    }
}

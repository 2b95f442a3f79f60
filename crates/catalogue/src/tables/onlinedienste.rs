//! Which packages Behoerden offer, and which they are to offer.

use crate::model::{LeistungKey, Onlinedienst, WantedOnlinedienst};
use crate::verbreitung::Served;
use identity::{Ars, BehoerdeId};
use store::{Error, Executor, Result, Tx, sql};
use uuid::Uuid;

pub(crate) async fn put_onlinedienst(tx: &mut Tx, dienst: &Onlinedienst) -> Result<()> {
    sql("INSERT INTO catalogue_onlinedienste (behoerde, leistung, package, version, digest)
         VALUES ($1, $2, $3, $4, $5)
         ON CONFLICT (behoerde, leistung) DO UPDATE SET package = excluded.package,
           version = excluded.version, digest = excluded.digest")
    .bind(dienst.behoerde.0)
    .bind(dienst.leistung.to_string())
    .bind(dienst.package.clone())
    .bind(dienst.version.clone())
    .bind(dienst.digest.clone())
    .execute(tx)
    .await?;
    Ok(())
}

pub(crate) async fn delete_onlinedienst(
    tx: &mut Tx,
    behoerde: BehoerdeId,
    leistung: &LeistungKey,
) -> Result<()> {
    sql("DELETE FROM catalogue_onlinedienste WHERE behoerde = $1 AND leistung = $2")
        .bind(behoerde.0)
        .bind(leistung.to_string())
        .execute(tx)
        .await?;
    Ok(())
}

pub(crate) async fn read_onlinedienst(
    on: &mut impl Executor,
    behoerde: BehoerdeId,
    leistung: &LeistungKey,
) -> Result<Option<Onlinedienst>> {
    let row: Option<(String, String, String)> =
        sql("SELECT package, version, digest FROM catalogue_onlinedienste
         WHERE behoerde = $1 AND leistung = $2")
        .bind(behoerde.0)
        .bind(leistung.to_string())
        .optional(on)
        .await?;
    let leistung = leistung.clone();
    Ok(row.map(|(package, version, digest)| Onlinedienst { behoerde, leistung, package, version, digest }))
}

pub(crate) async fn onlinedienste_of(
    on: &mut impl Executor,
    leistung: &LeistungKey,
) -> Result<Vec<Onlinedienst>> {
    let rows: Vec<(Uuid, String, String, String)> =
        sql("SELECT behoerde, package, version, digest FROM catalogue_onlinedienste
         WHERE leistung = $1 ORDER BY behoerde")
        .bind(leistung.to_string())
        .all(on)
        .await?;
    let dienst = |(behoerde, package, version, digest): (Uuid, String, String, String)| Onlinedienst {
        behoerde: BehoerdeId(behoerde),
        leistung: leistung.clone(),
        package,
        version,
        digest,
    };
    Ok(rows.into_iter().map(dienst).collect())
}

/// Keys of the Leistungen that somebody offers online.
pub(crate) async fn online(on: &mut impl Executor) -> Result<Vec<(String,)>> {
    sql("SELECT DISTINCT leistung FROM catalogue_onlinedienste ORDER BY leistung").all(on).await
}

/// How many Leistungen the catalogue describes, and how many of them somebody offers online.
pub(crate) async fn counted(on: &mut impl Executor) -> Result<(i64, i64)> {
    sql("SELECT (SELECT count(*) FROM catalogue_leistungen) AS leistungen,
                (SELECT count(DISTINCT o.leistung) FROM catalogue_onlinedienste o
                   JOIN catalogue_leistungen l ON l.key = o.leistung) AS online")
    .one(on)
    .await
}

/// Which Leistungen are served where, and whether online; all, or only these.
pub(crate) async fn served(on: &mut impl Executor, only: Option<&[LeistungKey]>) -> Result<Vec<Served>> {
    let which = only.map_or_else(String::new, |keys| {
        let places: Vec<_> = (1..=keys.len()).map(|at| format!("${at}")).collect();
        format!("WHERE z.leistung IN ({})", places.join(", "))
    });
    let mut statement = sql(format!(
        "SELECT z.leistung, z.gebiet, CAST(CASE WHEN o.leistung IS NULL THEN 0 ELSE 1 END AS bigint) AS online
         FROM catalogue_zustaendigkeiten z
         LEFT JOIN catalogue_onlinedienste o ON o.behoerde = z.behoerde AND o.leistung = z.leistung {which}"
    ));
    for leistung in only.into_iter().flatten() {
        statement = statement.bind(leistung.to_string());
    }
    let rows: Vec<(String, String, i64)> = statement.all(on).await?;
    let read = |(leistung, gebiet, online): (String, String, i64)| {
        Ok(Served {
            leistung: LeistungKey::parse(&leistung).map_err(|e| Error::Encode(e.to_string()))?,
            gebiet: Ars::parse(&gebiet).map_err(|e| Error::Encode(e.to_string()))?,
            online: online == 1,
        })
    };
    rows.into_iter().map(read).collect()
}

/// A Leistung has one package at a Behoerde, and a package one Leistung: what was said before of either is past.
pub(crate) async fn put_wanted(tx: &mut Tx, wanted: &WantedOnlinedienst) -> Result<()> {
    for statement in [
        "DELETE FROM catalogue_wanted WHERE behoerde = $1 AND (leistung = $2 OR package = $3)",
        "INSERT INTO catalogue_wanted (behoerde, leistung, package) VALUES ($1, $2, $3)",
    ] {
        sql(statement)
            .bind(wanted.behoerde.0)
            .bind(wanted.leistung.to_string())
            .bind(wanted.package.clone())
            .execute(tx)
            .await?;
    }
    Ok(())
}

pub(crate) async fn delete_wanted(tx: &mut Tx, behoerde: BehoerdeId, leistung: &LeistungKey) -> Result<()> {
    sql("DELETE FROM catalogue_wanted WHERE behoerde = $1 AND leistung = $2")
        .bind(behoerde.0)
        .bind(leistung.to_string())
        .execute(tx)
        .await?;
    Ok(())
}

pub(crate) async fn read_wanted(
    on: &mut impl Executor,
    behoerde: BehoerdeId,
    leistung: &LeistungKey,
) -> Result<Option<WantedOnlinedienst>> {
    let row: Option<(String,)> =
        sql("SELECT package FROM catalogue_wanted WHERE behoerde = $1 AND leistung = $2")
            .bind(behoerde.0)
            .bind(leistung.to_string())
            .optional(on)
            .await?;
    let leistung = leistung.clone();
    Ok(row.map(|(package,)| WantedOnlinedienst { behoerde, leistung, package }))
}

/// Where a package is wanted.
pub(crate) async fn wanted(on: &mut impl Executor, package: &str) -> Result<Vec<WantedOnlinedienst>> {
    let rows: Vec<(Uuid, String)> =
        sql("SELECT behoerde, leistung FROM catalogue_wanted WHERE package = $1 ORDER BY behoerde, leistung")
            .bind(package.to_owned())
            .all(on)
            .await?;
    let read = |(behoerde, leistung): (Uuid, String)| {
        let leistung = LeistungKey::parse(&leistung).map_err(|e| Error::Encode(e.to_string()))?;
        Ok(WantedOnlinedienst { behoerde: BehoerdeId(behoerde), leistung, package: package.to_owned() })
    };
    rows.into_iter().map(read).collect()
}

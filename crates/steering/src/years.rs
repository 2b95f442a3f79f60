//! A plan that turned out to be of another year.

use crate::tables::{decode, encode, inhalt};
use aws_lc_rs::digest::{SHA256, digest};
use plans::{Aktionsplan, Korrektur, Sicherheit};
use store::{Error, Result, Tx, sql};

/// SHA-256 over all that a plan says, in hex.
pub(crate) fn checksum(plan: &Aktionsplan) -> Result<String> {
    Ok(hex::encode(digest(&SHA256, encode(plan)?.as_bytes())))
}

/// The plan as one of another year, of which a person is sure.
pub(crate) fn moved(mut plan: Aktionsplan, jahr: i16) -> Aktionsplan {
    plan.jahr.jahr = Some(jahr);
    plan.jahr.sicherheit = Sicherheit::Sicher;
    plan
}

/// Moves a plan, its measures and what was said of them to another year.
pub(crate) async fn project(tx: &mut Tx, von: i16, nach: i16) -> Result<()> {
    let content = inhalt(tx, von).await?.ok_or(Error::NotFound)?;
    let plan = moved(decode(&content)?, nach);
    sql("UPDATE steering_plaene SET jahr = $2, pruefsumme = $3, inhalt = $4 WHERE jahr = $1")
        .bind(i64::from(von))
        .bind(i64::from(nach))
        .bind(checksum(&plan)?)
        .bind(encode(&plan)?)
        .write(tx)
        .await?;
    // So the ids that were given hold for the new year.
    sql("UPDATE steering_stationen SET jahr = $2 WHERE jahr = $1")
        .bind(i64::from(von))
        .bind(i64::from(nach))
        .write(tx)
        .await?;
    let said: Vec<(i64, String)> =
        sql("SELECT nummer, inhalt FROM steering_korrekturen ORDER BY nummer").all(tx).await?;
    for (nummer, inhalt) in said {
        let mut korrektur: Korrektur = decode(&inhalt)?;
        let (Korrektur::Verbinden { von: one, nach: other } | Korrektur::Trennen { von: one, nach: other }) =
            &mut korrektur;
        let mut renamed = false;
        for place in [one, other].into_iter().filter(|place| place.jahr == von) {
            place.jahr = nach;
            renamed = true;
        }
        if renamed {
            sql("UPDATE steering_korrekturen SET inhalt = $2 WHERE nummer = $1")
                .bind(nummer)
                .bind(encode(&korrektur)?)
                .write(tx)
                .await?;
        }
    }
    Ok(())
}

//! The calendar of reports, their rounds and the reports.

use super::{decode, encode};
use crate::entries::Entry;
use crate::model::{Bericht, Berichtskalender, Offen, Runde, Umfang};
use identity::{AccountId, BehoerdeId};
use jiff::civil::Date;
use plans::Id;
use store::{Actor, At, Error, Executor, Meta, Result, Tx, sql};
use uuid::Uuid;

pub(super) async fn project(entry: &Entry, meta: &Meta, tx: &mut Tx) -> Result<()> {
    match entry {
        Entry::Kalender { kalender } => {
            sql("DELETE FROM planning_kalender").write(tx).await?;
            sql("INSERT INTO planning_kalender (nummer, inhalt) VALUES (1, $1)")
                .bind(encode(kalender)?)
                .write(tx)
                .await
        }
        Entry::RundeEroeffnet { stichtag, bis, umfang } => {
            sql("INSERT INTO planning_runden (stichtag, bis) VALUES ($1, $2)")
                .bind(stichtag.to_string())
                .bind(bis.to_string())
                .write(tx)
                .await?;
            for one in umfang {
                sql("INSERT INTO planning_berichte (stichtag, massnahme, nummer, titel, behoerde)
                     VALUES ($1, $2, $3, $4, $5)")
                .bind(stichtag.to_string())
                .bind(one.massnahme.0.clone())
                .bind(one.nummer.clone())
                .bind(one.titel.clone())
                .bind(one.behoerde)
                .write(tx)
                .await?;
            }
            Ok(())
        }
        Entry::Berichtet { stichtag, massnahme, bericht } => {
            let konto = match meta.actor {
                Actor::Account(account) => Some(account),
                Actor::House => None,
            };
            // What was changed has to be released again.
            sql("UPDATE planning_berichte SET inhalt = $3, at = $4, konto = $5, freigegeben_at = NULL
                 WHERE stichtag = $1 AND massnahme = $2")
            .bind(stichtag.to_string())
            .bind(massnahme.0.clone())
            .bind(encode(bericht)?)
            .bind(At::from(meta.at))
            .bind(konto)
            .write(tx)
            .await
        }
        Entry::Freigegeben { stichtag, massnahmen } => {
            for massnahme in massnahmen {
                sql(
                    "UPDATE planning_berichte SET freigegeben_at = $3 WHERE stichtag = $1 AND massnahme = $2",
                )
                .bind(stichtag.to_string())
                .bind(massnahme.0.clone())
                .bind(At::from(meta.at))
                .write(tx)
                .await?;
            }
            Ok(())
        }
        _ => Ok(()),
    }
}

fn day(text: &str) -> Result<Date> {
    text.parse().map_err(|e| Error::Encode(format!("stored day of a report: {e}")))
}

pub(crate) async fn kalender(on: &mut impl Executor) -> Result<Option<Berichtskalender>> {
    let row: Option<(String,)> = sql("SELECT inhalt FROM planning_kalender").optional(on).await?;
    row.map(|(inhalt,)| decode(&inhalt)).transpose()
}

/// The latest first.
pub(crate) async fn runden(on: &mut impl Executor) -> Result<Vec<Runde>> {
    let rows: Vec<(String, String, i64, i64, i64)> = sql(
        "SELECT r.stichtag, r.bis,
           (SELECT count(*) FROM planning_berichte b WHERE b.stichtag = r.stichtag),
           (SELECT count(*) FROM planning_berichte b WHERE b.stichtag = r.stichtag AND b.inhalt IS NOT NULL),
           (SELECT count(*) FROM planning_berichte b WHERE b.stichtag = r.stichtag AND b.freigegeben_at IS NOT NULL)
         FROM planning_runden r ORDER BY r.stichtag DESC",
    )
    .all(on)
    .await?;
    rows.into_iter()
        .map(|(stichtag, bis, massnahmen, berichte, freigegeben)| {
            Ok(Runde { stichtag: day(&stichtag)?, bis: day(&bis)?, massnahmen, berichte, freigegeben })
        })
        .collect()
}

/// Which reports are asked for.
#[derive(Debug, Clone, Default)]
pub(crate) struct Which<'a> {
    pub(crate) stichtag: Option<Date>,
    pub(crate) massnahme: Option<&'a Id>,
    pub(crate) behoerde: Option<BehoerdeId>,
    /// Those that everybody may read, and no others.
    pub(crate) public: bool,
}

#[derive(sqlx::FromRow)]
struct Stored {
    stichtag: String,
    bis: String,
    massnahme: String,
    nummer: Option<String>,
    titel: String,
    behoerde: Uuid,
    inhalt: Option<String>,
    at: Option<At>,
    konto: Option<Uuid>,
    freigegeben_at: Option<At>,
}

impl Stored {
    fn read(self) -> Result<Offen> {
        let bericht: Option<Bericht> = self.inhalt.as_deref().map(decode).transpose()?;
        let konto = self.konto.map(AccountId);
        Ok(Offen {
            stichtag: day(&self.stichtag)?,
            bis: day(&self.bis)?,
            umfang: Umfang {
                massnahme: Id(self.massnahme),
                titel: self.titel,
                nummer: self.nummer,
                behoerde: BehoerdeId(self.behoerde),
            },
            kurz: String::new(),
            bericht: bericht.zip(self.at).map(|(bericht, at)| (bericht, at.timestamp(), konto)),
            freigegeben_at: self.freigegeben_at.map(At::timestamp),
        })
    }
}

/// Reports that are due or there: the latest round first, in it by number and title. The short name of who reports is left
/// empty.
pub(crate) async fn berichte(on: &mut impl Executor, which: &Which<'_>) -> Result<Vec<Offen>> {
    let rows: Vec<Stored> = sql(
        "SELECT b.stichtag, COALESCE((SELECT r.bis FROM planning_runden r WHERE r.stichtag = b.stichtag), b.stichtag) AS bis,
           b.massnahme, b.nummer, b.titel, b.behoerde, b.inhalt, b.at, b.konto, b.freigegeben_at
         FROM planning_berichte b
         WHERE ($1 = '' OR b.stichtag = $1) AND ($2 = '' OR b.massnahme = $2)
           AND ($3 OR b.behoerde = $4) AND ($5 OR b.freigegeben_at IS NOT NULL)
         ORDER BY b.stichtag DESC, b.nummer, b.titel, b.massnahme",
    )
    .bind(which.stichtag.map(|day| day.to_string()).unwrap_or_default())
    .bind(which.massnahme.map(|id| id.0.clone()).unwrap_or_default())
    .bind(which.behoerde.is_none())
    .bind(which.behoerde.map(|id| id.0))
    .bind(!which.public)
    .all(on)
    .await?;
    rows.into_iter().map(Stored::read).collect()
}

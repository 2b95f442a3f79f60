//! What was moved by hand, and whether it holds in the edition that counts.

use super::{decode, encode};
use crate::model::Verschiebung;
use plans::strategie::Umzug;
use store::{At, Executor, Meta, Migration, Result, Tx, sql};

pub(super) const MIGRATION: Migration = Migration {
    version: 11_010,
    name: "what was moved in the strategy",
    sql: "
CREATE TABLE strategy_umzuege (
  nummer bigint PRIMARY KEY,
  umzug text NOT NULL,
  von text NOT NULL,
  grund text NOT NULL,
  at timestamptz NOT NULL,
  gilt boolean NOT NULL
);
",
};

pub(super) async fn put(tx: &mut Tx, meta: &Meta, umzug: &Umzug, von: &str, grund: &str) -> Result<()> {
    sql("INSERT INTO strategy_umzuege (nummer, umzug, von, grund, at, gilt) VALUES ($1, $2, $3, $4, $5, $6)")
        .bind(meta.sequence)
        .bind(encode(umzug)?)
        .bind(von.to_owned())
        .bind(grund.to_owned())
        .bind(At::from(meta.at))
        .bind(true)
        .write(tx)
        .await
}

/// In a new edition these moves hold and no others.
pub(super) async fn hold(tx: &mut Tx, nummern: &[i64]) -> Result<()> {
    sql("UPDATE strategy_umzuege SET gilt = $1").bind(false).write(tx).await?;
    for nummer in nummern {
        sql("UPDATE strategy_umzuege SET gilt = $1 WHERE nummer = $2")
            .bind(true)
            .bind(*nummer)
            .write(tx)
            .await?;
    }
    Ok(())
}

pub(crate) async fn verschiebungen(on: &mut impl Executor) -> Result<Vec<Verschiebung>> {
    let rows: Vec<(i64, String, String, String, At, bool)> =
        sql("SELECT nummer, umzug, von, grund, at, gilt FROM strategy_umzuege ORDER BY nummer")
            .all(on)
            .await?;
    rows.into_iter()
        .map(|(nummer, umzug, von, grund, at, gilt)| {
            Ok(Verschiebung { nummer, umzug: decode(&umzug)?, von, grund, at, gilt })
        })
        .collect()
}

//! Many measures, made by the database itself: what the office would have projected, without its journal. Words, offices and
//! findings are spread so that some are in every third measure and some in a handful.

use anyhow::Result;
use store::{At, sql};

use crate::world::World;

/// Words of a measure besides the common ones.
const WORDS: i64 = 25;
/// Findings of a measure.
const FINDINGS: i64 = 5;

/// So many measures, each in so many plans, the last of 2030.
pub(crate) async fn measures(world: &World, measures: i64, editions: i64) -> Result<()> {
    let mut tx = world.store.begin().await?;
    // Each binds the number of measures, and how many rows of it each of them has.
    for (text, each) in [
        (MEASURES, None),
        (STATIONS, Some(editions)),
        (FINDINGS_OF, Some(FINDINGS)),
        (COMMON_WORDS, None),
        (RARE_WORDS, Some(WORDS)),
    ] {
        let statement = sql(text).bind(measures);
        let statement = if let Some(each) = each { statement.bind(each) } else { statement };
        statement.execute(&mut tx).await?;
    }
    sql(COUNTS).execute(&mut tx).await?;
    let now = At::from(world.store.now());
    sql(PLANS).bind(now).bind(measures).bind(editions).execute(&mut tx).await?;
    tx.commit().await?;
    // As the databases do by themselves sooner or later.
    let mut tx = world.store.begin().await?;
    sql("ANALYZE").execute(&mut tx).await?;
    tx.commit().await?;
    Ok(())
}

/// Their heads; nothing asks here for what they say.
const PLANS: &str = "
INSERT INTO steering_plaene (jahr, datei, pruefsumme, aufgenommen_at, massnahmen, hinweise, inhalt)
WITH RECURSIVE k(j) AS (SELECT CAST(0 AS bigint) UNION ALL SELECT j + 1 FROM k WHERE j + 1 < $3)
SELECT 2030 - j, 'plan.txt', 'none', $1, $2, '[]', '' FROM k";

const MEASURES: &str = "
INSERT INTO steering_massnahmen (id, nummer, titel, federfuehrung, status, abschluss, faellig, verschoben, von, bis, lage, platz, befunde)
WITH RECURSIVE n(i) AS (SELECT CAST(0 AS bigint) UNION ALL SELECT i + 1 FROM n WHERE i + 1 < $1)
SELECT 'm' || CAST(i AS text), CAST(i AS text), 'Umsetzung des Vorhabens ' || CAST(i AS text), 'M' || CAST(i % 30 AS text),
  CASE i % 3 WHEN 0 THEN 'im Plan' WHEN 1 THEN 'Verzug droht' ELSE 'in Verzug' END, '2030', '2030-12-31', i % 24, 2011, 2030,
  CASE i % 5 WHEN 0 THEN 'verschwunden' ELSE 'laeuft' END, i, 5 FROM n";

const STATIONS: &str = "
INSERT INTO steering_stationen (jahr, platz, massnahme, nummer, titel, zeile, inhalt)
WITH RECURSIVE n(i) AS (SELECT CAST(0 AS bigint) UNION ALL SELECT i + 1 FROM n WHERE i + 1 < $1),
  k(j) AS (SELECT CAST(0 AS bigint) UNION ALL SELECT j + 1 FROM k WHERE j + 1 < $2)
SELECT 2030 - j, i, 'm' || CAST(i AS text), CAST(i AS text), 'Umsetzung des Vorhabens ' || CAST(i AS text), i, '{}' FROM n, k";

const FINDINGS_OF: &str = "
INSERT INTO steering_befunde (nummer, massnahme, jahr, regel, inhalt)
WITH RECURSIVE n(i) AS (SELECT CAST(0 AS bigint) UNION ALL SELECT i + 1 FROM n WHERE i + 1 < $1),
  k(j) AS (SELECT CAST(0 AS bigint) UNION ALL SELECT j + 1 FROM k WHERE j + 1 < $2)
SELECT i * $2 + j, 'm' || CAST(i AS text), 2030 - j,
  'regel' || CAST(CASE WHEN (i * 7 + j) % 1000 = 0 THEN 16 ELSE ((i * 7 + j) % 1000) * ((i * 7 + j) % 1000) / 62500 END AS text), '{}'
FROM n, k";

const COMMON_WORDS: &str = "
INSERT INTO steering_worte (wort, massnahme)
WITH RECURSIVE n(i) AS (SELECT CAST(0 AS bigint) UNION ALL SELECT i + 1 FROM n WHERE i + 1 < $1)
SELECT 'portal', 'm' || CAST(i AS text) FROM n WHERE i % 3 = 0
UNION ALL SELECT 'akte', 'm' || CAST(i AS text) FROM n WHERE i % 4 = 0
UNION ALL SELECT 'die', 'm' || CAST(i AS text) FROM n
UNION ALL SELECT 'land', 'm' || CAST(i AS text) FROM n WHERE i % 2 = 0";

const RARE_WORDS: &str = "
INSERT INTO steering_worte (wort, massnahme)
WITH RECURSIVE n(i) AS (SELECT CAST(0 AS bigint) UNION ALL SELECT i + 1 FROM n WHERE i + 1 < $1),
  k(j) AS (SELECT CAST(0 AS bigint) UNION ALL SELECT j + 1 FROM k WHERE j + 1 < $2)
SELECT DISTINCT 'wort' || CAST((i * 7919 + j * 104729 + i * j) % 20000 AS text), 'm' || CAST(i AS text) FROM n, k";

/// The same as the office writes with the measures.
const COUNTS: &str = "
INSERT INTO steering_zahlen (merkmal, wert, anzahl)
SELECT 'federfuehrung', federfuehrung, count(*) FROM steering_massnahmen GROUP BY federfuehrung
UNION ALL SELECT 'status', status, count(*) FROM steering_massnahmen GROUP BY status
UNION ALL SELECT 'lage', lage, count(*) FROM steering_massnahmen GROUP BY lage
UNION ALL SELECT 'regel', regel, count(DISTINCT massnahme) FROM steering_befunde GROUP BY regel";

#[cfg(test)]
mod tests {
    use super::*;
    use steering::Gesucht;
    use store::Engine;

    /// PostgreSQL where `dev/postgres run` has started one.
    #[tokio::test]
    async fn the_tables_are_filled_as_the_office_asks_them() {
        for engine in [Engine::Sqlite, Engine::Postgres] {
            let world = match World::open(engine).await {
                Ok(world) => world,
                Err(_)
                    if engine == Engine::Postgres
                        && std::env::var_os("RENNSTEIG_TEST_POSTGRES").is_none() =>
                {
                    continue;
                }
                Err(error) => panic!("{error:#}"),
            };
            measures(&world, 300, 3).await.expect("the statements are those of both engines");
            let mut reader = world.store.reader();
            let words = |worte: &str| Gesucht { worte: worte.to_owned(), ..Gesucht::default() };
            let year = Gesucht { jahr: Some(2029), ..Gesucht::default() };
            for (gesucht, count) in
                [(Gesucht::default(), 300), (words("portal"), 100), (words("wo"), 300), (year, 300)]
            {
                let page = steering::massnahmen(&mut reader, &gesucht).await.expect("a page");
                assert_eq!(page.anzahl, count, "{gesucht:?}");
            }
            let wahl = steering::wahl(&mut reader).await.expect("choices");
            assert_eq!((wahl.federfuehrung.len(), wahl.status.len(), wahl.lage.len()), (30, 3, 2));
            assert!(wahl.regel.iter().any(|(regel, _)| regel == "regel0"), "{wahl:?}");
        }
    }
}

//! Votes are forgotten: what was written after a year, the votes after three.

use crate::open;
use rstest::rstest;
use store::{At, Engine, Jobs, Store, sql};
use strategy::{KOMMENTARE_MONATE, STIMMEN_MONATE};
use uuid::Uuid;

async fn vote(store: &Store, number: u128, month: &str) {
    let mut tx = store.begin().await.unwrap();
    sql("INSERT INTO strategy_stimmen (id, dienst, titel, monat, note, kommentar) VALUES ($1, 'd', 't', $2, 4, 'Gut.')")
        .bind(Uuid::from_u128(number))
        .bind(month.to_owned())
        .write(&mut tx)
        .await
        .unwrap();
    tx.commit().await.unwrap();
}

/// As voting itself has it done.
async fn due(store: &Store, at: &str) {
    let at: jiff::Timestamp = at.parse().unwrap();
    let mut tx = store.begin().await.unwrap();
    sql("INSERT INTO jobs (id, kind, payload, unique_key, state, run_at, attempts, created_at)
         VALUES ($1, 'strategy.stimmen_loeschen', '{}', 'first', 'ready', $2, 0, $2)")
    .bind(Uuid::from_u128(99))
    .bind(At::from(at))
    .write(&mut tx)
    .await
    .unwrap();
    tx.commit().await.unwrap();
}

async fn there(store: &Store) -> Vec<(String, bool)> {
    let text = "SELECT monat, kommentar IS NOT NULL FROM strategy_stimmen ORDER BY monat";
    sql(text).all(&mut store.reader()).await.unwrap()
}

#[rstest]
#[tokio::test]
async fn votes_are_forgotten_in_time(#[values(Engine::Sqlite, Engine::Postgres)] engine: Engine) {
    let Some(test) = open(engine).await else { return };
    let store = &test.store;
    assert_eq!((KOMMENTARE_MONATE, STIMMEN_MONATE), (12, 36), "what /datenschutz and decision 0028 say");
    for (number, month) in ["2023-10", "2023-11", "2025-10", "2025-11", "2026-11"].into_iter().enumerate() {
        vote(store, number as u128, month).await;
    }
    due(store, "2026-11-01T03:00:00Z").await;
    let jobs = strategy::register_jobs(Jobs::default());
    jobs.run_until_idle(store).await.unwrap();
    let with = |month: &str| (month.to_owned(), true);
    let without = |month: &str| (month.to_owned(), false);
    assert_eq!(
        there(store).await,
        [without("2023-11"), without("2025-10"), with("2025-11"), with("2026-11")]
    );

    // It comes again on the first of a month, as long as there are votes.
    test.clock.set("2026-12-01T02:59:00Z".parse().unwrap());
    jobs.run_until_idle(store).await.unwrap();
    assert_eq!(there(store).await.len(), 4, "not before its hour");
    test.clock.set("2026-12-01T03:00:00Z".parse().unwrap());
    jobs.run_until_idle(store).await.unwrap();
    assert_eq!(there(store).await, [without("2025-10"), without("2025-11"), with("2026-11")]);
    for month in ["2027-01", "2028-12", "2029-12"] {
        test.clock.set(format!("{month}-01T04:00:00Z").parse().unwrap());
        jobs.run_until_idle(store).await.unwrap();
    }
    assert_eq!(there(store).await, []);
    let left: (i64,) =
        sql("SELECT count(*) FROM jobs WHERE kind = 'strategy.stimmen_loeschen' AND state = 'ready'")
            .one(&mut store.reader())
            .await
            .unwrap();
    assert_eq!(left, (0,), "nothing is left to forget");
}

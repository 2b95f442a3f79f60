//! Waiting for other processes, which is what a test with real programs cannot do without.

use std::sync::mpsc;
use std::time::{Duration, Instant};

use store::{Store, sql};

/// Lets the other process do what it does for so long.
pub(crate) fn pause(time: Duration) {
    let (_nobody, never) = mpsc::channel::<()>();
    assert!(never.recv_timeout(time).is_err());
}

/// Asks again and again until there is an answer.
pub(crate) fn until<T>(most: Duration, what: &str, mut ask: impl FnMut() -> Option<T>) -> T {
    let start = Instant::now();
    loop {
        if let Some(answer) = ask() {
            return answer;
        }
        assert!(start.elapsed() < most, "{what}: not within {most:?}");
        pause(Duration::from_millis(50));
    }
}

/// The leases of a worker that was killed, and was the only one, are over at once instead of after 30 s.
pub(crate) async fn end_leases(store: &Store) {
    let mut tx = store.begin().await.unwrap();
    let now = store::At::from(store.now());
    sql("UPDATE jobs SET run_at = $1 WHERE lease IS NOT NULL").bind(now).execute(&mut tx).await.unwrap();
    tx.commit().await.unwrap();
}

/// Waits until no job is left but timers of later. A job that died with its worker is taken up by another after 30 s.
pub(crate) async fn all_done(store: &Store) {
    let start = Instant::now();
    loop {
        let now = store::At::from(store.now());
        let (left,): (i64,) =
            sql("SELECT count(*) FROM jobs WHERE lease IS NOT NULL OR attempts > 0 OR run_at <= $1")
                .bind(now)
                .one(&mut store.reader())
                .await
                .unwrap();
        if left == 0 {
            return;
        }
        assert!(
            start.elapsed() < Duration::from_secs(150),
            "{left} jobs are left: {:?}",
            store.dead_jobs().await
        );
        pause(Duration::from_millis(50));
    }
}

//! The store on both engines: the same tests, the same SQL.

use jiff::SignedDuration;
use rstest::rstest;
use serde::{Deserialize, Serialize};
use std::sync::{
    Arc,
    atomic::{AtomicUsize, Ordering},
};
use store::{
    Actor, At, Claimed, Ended, Engine, Entry, Error, Failure, Job, Jobs, Meta, Migration, Office, Outcome,
    Result, Store, StreamId, Tx, projector, sql, testing::TestStore,
};
use uuid::Uuid;

/// A tiny office: accounts with a balance.
const OFFICE: Office = Office {
    name: "ledger",
    migrations: &[Migration {
        version: 99_001,
        name: "ledger",
        sql: "CREATE TABLE ledger (\n  id uuid PRIMARY KEY,\n  owner text NOT NULL,\n  balance bigint NOT NULL CHECK (balance >= 0),\n  open boolean NOT NULL,\n  changed timestamptz NOT NULL\n);\n",
    }],
    projections: &["ledger"],
    walls: &[],
    project: Some(projector::<Event>),
};

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
enum Event {
    Opened { owner: String },
    Moved { by: i64 },
}

impl Entry for Event {
    fn kind(&self) -> &'static str {
        match self {
            Self::Opened { .. } => "ledger.opened",
            Self::Moved { .. } => "ledger.moved",
        }
    }
    async fn project(&self, meta: &Meta, tx: &mut Tx) -> Result<()> {
        match self {
            Self::Opened { owner } => {
                sql("INSERT INTO ledger (id, owner, balance, open, changed) VALUES ($1, $2, 0, $3, $4)")
                    .bind(meta.stream.0)
                    .bind(owner.clone())
                    .bind(true)
                    .bind(At::from(meta.at))
                    .write(tx)
                    .await?;
            }
            Self::Moved { by } => {
                sql("UPDATE ledger SET balance = balance + $2, changed = $3 WHERE id = $1")
                    .bind(meta.stream.0)
                    .bind(*by)
                    .bind(At::from(meta.at))
                    .write(tx)
                    .await?;
            }
        }
        Ok(())
    }
}

async fn open_account(store: &Store, owner: &str) -> StreamId {
    let mut tx = store.begin().await.unwrap();
    let id = StreamId(tx.new_id());
    tx.open_stream(id, "ledger", None).await.unwrap();
    tx.record(id, Actor::House, &Event::Opened { owner: owner.into() }).await.unwrap();
    tx.commit().await.unwrap();
    id
}

async fn move_money(store: &Store, id: StreamId, by: i64) -> Result<()> {
    let mut tx = store.begin().await?;
    tx.record(id, Actor::Account(Uuid::from_u128(1)), &Event::Moved { by }).await?;
    tx.commit().await
}

async fn balance(store: &Store, id: StreamId) -> i64 {
    sql::<(i64,)>("SELECT balance FROM ledger WHERE id = $1")
        .bind(id.0)
        .one(&mut store.reader())
        .await
        .unwrap()
        .0
}

#[rstest]
#[tokio::test]
async fn entries_are_projected_verified_and_replayed(
    #[values(Engine::Sqlite, Engine::Postgres)] engine: Engine,
) {
    let Some(test) = TestStore::open(engine, &[OFFICE]).await else { return };
    let anna = open_account(&test.store, "Anna Müller").await;
    for by in [100, -30, 5] {
        test.clock.advance(SignedDuration::from_secs(1));
        move_money(&test.store, anna, by).await.unwrap();
    }
    assert_eq!(balance(&test.store, anna).await, 75);

    let report = test.store.verify_journal().await.unwrap();
    assert_eq!((report.streams, report.entries), (1, 4));
    assert_eq!(report.damage, []);

    let before = test.store.dump_projections().await.unwrap();
    assert_eq!(test.store.rebuild_projections().await.unwrap(), 4);
    assert_eq!(test.store.dump_projections().await.unwrap(), before);
    assert_eq!(before["ledger"].len(), 1);

    let entries: Vec<(Meta, Event)> = test.store.read_stream(anna).await.unwrap();
    assert_eq!(entries[1].1, Event::Moved { by: 100 });
    assert_eq!(entries[1].0.sequence, 2);
    assert_eq!(entries[1].0.actor, Actor::Account(Uuid::from_u128(1)));
}

#[rstest]
#[tokio::test]
async fn what_cannot_be_projected_is_not_recorded(
    #[values(Engine::Sqlite, Engine::Postgres)] engine: Engine,
) {
    let Some(test) = TestStore::open(engine, &[OFFICE]).await else { return };
    let anna = open_account(&test.store, "Anna").await;
    let error = move_money(&test.store, anna, -1).await.unwrap_err();
    assert!(matches!(error, Error::Conflict(_)), "{error}");
    assert_eq!(balance(&test.store, anna).await, 0);
    assert_eq!(test.store.verify_journal().await.unwrap().entries, 1);
}

/// Who goes on after a failed statement does not get half of a transaction.
#[rstest]
#[tokio::test]
async fn a_failure_that_was_passed_over_spoils_the_transaction(
    #[values(Engine::Sqlite, Engine::Postgres)] engine: Engine,
) {
    let Some(test) = TestStore::open(engine, &[OFFICE]).await else { return };
    let anna = open_account(&test.store, "Anna").await;
    let bert = open_account(&test.store, "Bert").await;
    let mut tx = test.store.begin().await.unwrap();
    tx.record(anna, Actor::House, &Event::Moved { by: 5 }).await.unwrap();
    let _ = tx.record(anna, Actor::House, &Event::Moved { by: -10 }).await;
    let seen = sql::<(i64,)>("SELECT balance FROM ledger WHERE id = $1").bind(bert.0).one(&mut tx).await;
    assert!(seen.is_err(), "the failure shows at the next answer at the latest");
    assert!(matches!(tx.commit().await, Err(Error::Broken)));
    assert_eq!((balance(&test.store, anna).await, balance(&test.store, bert).await), (0, 0));
    assert_eq!(test.store.verify_journal().await.unwrap().damage, []);
}

/// What a transaction wrote is there when it reads, however many statements have gathered.
#[rstest]
#[tokio::test]
async fn a_transaction_reads_what_it_wrote(#[values(Engine::Sqlite, Engine::Postgres)] engine: Engine) {
    let Some(test) = TestStore::open(engine, &[OFFICE]).await else { return };
    let mut tx = test.store.begin().await.unwrap();
    let mut ids = Vec::new();
    for number in 0..200_i64 {
        let id = StreamId(tx.new_id());
        tx.open_stream(id, "ledger", None).await.unwrap();
        tx.record(id, Actor::House, &Event::Opened { owner: format!("Nummer {number}, 5 $") }).await.unwrap();
        for by in [number, 1] {
            tx.record(id, Actor::House, &Event::Moved { by }).await.unwrap();
        }
        if number % 7 == 0 {
            let (balance,): (i64,) =
                sql("SELECT balance FROM ledger WHERE id = $1").bind(id.0).one(&mut tx).await.unwrap();
            assert_eq!(balance, number + 1);
        }
        ids.push(id);
    }
    tx.commit().await.unwrap();
    for (number, id) in (0..).zip(ids) {
        assert_eq!(balance(&test.store, id).await, number + 1);
    }
    assert_eq!(test.store.verify_journal().await.unwrap().damage, []);
}

#[rstest]
#[tokio::test]
async fn tampering_is_found_at_its_place(#[values(Engine::Sqlite, Engine::Postgres)] engine: Engine) {
    let attacks = [
        (
            "UPDATE journal SET payload = (SELECT payload FROM journal WHERE sequence = 3) WHERE sequence = 2",
            2,
        ),
        ("UPDATE journal SET kind = 'ledger.opened' WHERE sequence = 3", 3),
        ("UPDATE journal SET actor = NULL WHERE sequence = 2", 2),
        ("DELETE FROM journal WHERE sequence = 2", 2),
        ("DELETE FROM journal WHERE sequence = 3", 2),
        ("UPDATE journal_streams SET length = 2", 3),
    ];
    for (attack, place) in attacks {
        let Some(test) = TestStore::open(engine, &[OFFICE]).await else { return };
        let anna = open_account(&test.store, "Anna").await;
        move_money(&test.store, anna, 10).await.unwrap();
        move_money(&test.store, anna, 20).await.unwrap();
        let mut tx = test.store.begin().await.unwrap();
        sql(attack).execute(&mut tx).await.unwrap();
        tx.commit().await.unwrap();
        let report = test.store.verify_journal().await.unwrap();
        assert_eq!(report.damage.first().map(|d| d.sequence), Some(place), "{attack}: {:?}", report.damage);
    }
}

#[rstest]
#[tokio::test]
async fn erasing_destroys_content_but_not_the_chain(
    #[values(Engine::Sqlite, Engine::Postgres)] engine: Engine,
) {
    let Some(test) = TestStore::open(engine, &[OFFICE]).await else { return };
    let anna = open_account(&test.store, "Anna").await;
    let bert = open_account(&test.store, "Bert").await;
    let mut tx = test.store.begin().await.unwrap();
    let letter = tx.put_blob(anna, b"Sehr geehrte Frau").await.unwrap();
    let draft = tx.seal(anna, b"Entwurf").await.unwrap();
    tx.commit().await.unwrap();
    assert_eq!(test.store.blob(anna, &letter).await.unwrap(), b"Sehr geehrte Frau");
    assert_eq!(test.store.unseal(anna, &draft).await.unwrap(), b"Entwurf");
    assert!(matches!(test.store.blob(bert, &letter).await, Err(Error::Sealed(_))));

    let mut tx = test.store.begin().await.unwrap();
    tx.erase_stream(anna).await.unwrap();
    sql("DELETE FROM ledger WHERE id = $1").bind(anna.0).execute(&mut tx).await.unwrap();
    tx.commit().await.unwrap();

    assert!(matches!(test.store.blob(anna, &letter).await, Err(Error::Erased(_))));
    assert!(matches!(test.store.read_stream::<Event>(anna).await, Err(Error::Erased(_))));
    assert!(matches!(move_money(&test.store, anna, 1).await, Err(Error::Erased(_))));
    let report = test.store.verify_journal().await.unwrap();
    assert_eq!((report.damage.len(), report.erased, report.entries), (0, 1, 2));
    let before = test.store.dump_projections().await.unwrap();
    assert_eq!(test.store.rebuild_projections().await.unwrap(), 1);
    assert_eq!(test.store.dump_projections().await.unwrap(), before);
}

#[rstest]
#[tokio::test]
async fn a_command_with_the_same_id_happens_once(#[values(Engine::Sqlite, Engine::Postgres)] engine: Engine) {
    let Some(test) = TestStore::open(engine, &[OFFICE]).await else { return };
    let anna = open_account(&test.store, "Anna").await;
    let command = Uuid::from_u128(77);
    let pay = || async {
        let mut tx = test.store.begin().await.unwrap();
        if let Some(receipt) = tx.once::<String>(command).await.unwrap() {
            return receipt;
        }
        tx.record(anna, Actor::House, &Event::Moved { by: 10 }).await.unwrap();
        tx.done(command, &"Quittung 1").await.unwrap();
        tx.commit().await.unwrap();
        "Quittung 1".to_owned()
    };
    let (a, b, c) = tokio::join!(pay(), pay(), pay());
    assert_eq!([a, b, c], ["Quittung 1", "Quittung 1", "Quittung 1"]);
    assert_eq!(balance(&test.store, anna).await, 10);
}

#[derive(Debug, Serialize, Deserialize)]
struct Transfer {
    to: StreamId,
}
impl Job for Transfer {
    const KIND: &'static str = "ledger.transfer";
}

#[rstest]
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn jobs_run_exactly_once_under_many_workers(
    #[values(Engine::Sqlite, Engine::Postgres)] engine: Engine,
) {
    let Some(test) = TestStore::open(engine, &[OFFICE]).await else { return };
    let anna = open_account(&test.store, "Anna").await;
    let mut tx = test.store.begin().await.unwrap();
    for _ in 0..200 {
        tx.enqueue(&Transfer { to: anna }).await.unwrap();
    }
    tx.commit().await.unwrap();
    let jobs = Jobs::default().on(|store: Store, _, job: Transfer| async move { give(&store, job.to).await });
    let (a, b, c) = tokio::join!(
        jobs.run_until_idle(&test.store),
        jobs.run_until_idle(&test.store),
        jobs.run_until_idle(&test.store)
    );
    assert_eq!(a.unwrap() + b.unwrap() + c.unwrap(), 200);
    assert_eq!(balance(&test.store, anna).await, 200);
    assert_eq!(test.store.count_jobs().await.unwrap(), (0, 0));
}

#[rstest]
#[tokio::test]
async fn a_failing_job_is_repeated_later_and_at_last_dead(
    #[values(Engine::Sqlite, Engine::Postgres)] engine: Engine,
) {
    let Some(test) = TestStore::open(engine, &[OFFICE]).await else { return };
    let anna = open_account(&test.store, "Anna").await;
    let tries = Arc::new(AtomicUsize::new(0));
    let counter = tries.clone();
    let jobs = Jobs::default().on(move |_: Store, _, _: Transfer| {
        counter.fetch_add(1, Ordering::Relaxed);
        async { Err(Failure::Again("the bank is closed".into())) }
    });
    let mut tx = test.store.begin().await.unwrap();
    let due = tx.now();
    tx.enqueue_at(&Transfer { to: anna }, due, Some("transfer-1".into())).await.unwrap();
    tx.enqueue_at(&Transfer { to: anna }, due, Some("transfer-1".into())).await.unwrap();
    tx.commit().await.unwrap();

    assert_eq!(
        jobs.run_until_idle(&test.store).await.unwrap(),
        1,
        "a unique key enqueues once; a failure waits"
    );
    for _ in 1..store::MAX_ATTEMPTS {
        test.clock.advance(SignedDuration::from_hours(2));
        assert_eq!(jobs.run_until_idle(&test.store).await.unwrap(), 1);
    }
    test.clock.advance(SignedDuration::from_hours(2));
    assert_eq!(jobs.run_until_idle(&test.store).await.unwrap(), 0);
    assert_eq!(tries.load(Ordering::Relaxed), 12);
    let dead = test.store.dead_jobs().await.unwrap();
    assert_eq!(dead[0].last_error.as_deref(), Some("the bank is closed"));

    let mut tx = test.store.begin().await.unwrap();
    tx.revive_job(dead[0].id).await.unwrap();
    tx.commit().await.unwrap();
    assert_eq!(jobs.run_until_idle(&test.store).await.unwrap(), 1);
}

async fn give(store: &Store, to: StreamId) -> Result<Outcome, Failure> {
    let mut tx = store.begin().await?;
    tx.record(to, Actor::House, &Event::Moved { by: 1 }).await?;
    Ok(Outcome::Done(tx))
}

#[rstest]
#[tokio::test]
async fn a_clock_that_jumps_in_the_middle_of_a_job_makes_nothing_happen_twice(
    #[values(Engine::Sqlite, Engine::Postgres)] engine: Engine,
) {
    let Some(test) = TestStore::open(engine, &[OFFICE]).await else { return };
    let anna = open_account(&test.store, "Anna").await;
    let other =
        Jobs::default().on(|store: Store, _, job: Transfer| async move { give(&store, job.to).await });
    for (jump, taken_over) in [(SignedDuration::from_hours(48), 1), (SignedDuration::from_hours(-1), 0)] {
        let mut tx = test.store.begin().await.unwrap();
        tx.enqueue(&Transfer { to: anna }).await.unwrap();
        tx.commit().await.unwrap();
        let (clock, second) = (test.clock.clone(), other.clone());
        let jobs = Jobs::default().on(move |store: Store, _, job: Transfer| {
            let (clock, second) = (clock.clone(), second.clone());
            async move {
                clock.advance(jump);
                // By the new time the lease is over, or has not begun.
                assert_eq!(second.run_until_idle(&store).await?, taken_over);
                give(&store, job.to).await
            }
        });
        let before = balance(&test.store, anna).await;
        jobs.run_until_idle(&test.store).await.unwrap();
        assert_eq!(balance(&test.store, anna).await, before + 1);
        assert_eq!(test.store.count_jobs().await.unwrap(), (0, 0));
    }
    assert_eq!(test.store.verify_journal().await.unwrap().damage, []);
}

#[rstest]
#[tokio::test]
async fn a_job_that_comes_too_early_waits_and_loses_no_attempt(
    #[values(Engine::Sqlite, Engine::Postgres)] engine: Engine,
) {
    let Some(test) = TestStore::open(engine, &[OFFICE]).await else { return };
    let anna = open_account(&test.store, "Anna").await;
    let due = test.store.now() + SignedDuration::from_hours(1);
    let jobs = Jobs::default().on(move |store: Store, claimed: Claimed, _: Transfer| async move {
        assert_eq!(claimed.attempts, 1);
        Ok(if store.now() < due { Outcome::Later(due) } else { Outcome::Nothing })
    });
    let mut tx = test.store.begin().await.unwrap();
    tx.enqueue(&Transfer { to: anna }).await.unwrap();
    tx.commit().await.unwrap();
    assert_eq!(jobs.run_until_idle(&test.store).await.unwrap(), 1);
    assert_eq!(jobs.run_until_idle(&test.store).await.unwrap(), 0);
    assert_eq!(test.store.count_jobs().await.unwrap(), (1, 0));
    test.clock.advance(SignedDuration::from_hours(1));
    assert_eq!(jobs.run_until_idle(&test.store).await.unwrap(), 1);
    assert_eq!(test.store.count_jobs().await.unwrap(), (0, 0));
}

/// A job that shares a transaction with others. That it does shows where one of them fails: then they run twice.
#[derive(Debug, Clone, Serialize, Deserialize)]
struct Step {
    to: StreamId,
    how: How,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
enum How {
    Well,
    /// Moves money and fails then.
    Badly,
    /// Breaks a rule of the database.
    Below,
    /// Moves money, and finds out that there was nothing to do.
    ForNothing,
    /// Has nothing to do.
    Not,
    /// Comes too early.
    Early,
}

impl Job for Step {
    const KIND: &'static str = "ledger.step";
}

async fn step(tx: &mut Tx, job: Step, runs: &AtomicUsize) -> Result<Ended, Failure> {
    runs.fetch_add(1, Ordering::Relaxed);
    let by = if job.how == How::Below { -1_000 } else { 1 };
    match job.how {
        How::Not => return Ok(Ended::Nothing),
        How::Early => return Ok(Ended::Later(tx.now() + SignedDuration::from_hours(1))),
        _ => tx.record(job.to, Actor::House, &Event::Moved { by }).await?,
    };
    match job.how {
        How::Badly => Err(Failure::Again("the bank is closed".into())),
        How::ForNothing => Ok(Ended::Nothing),
        _ => Ok(Ended::Done),
    }
}

#[rstest]
#[case::all_go_well(&[How::Well; 5], 5, 0)]
#[case::more_than_fit(&[How::Well; 40], 40, 0)]
#[case::nothing_and_later_cost_nothing(&[How::Well, How::Not, How::Early, How::Well], 2, 1)]
#[case::only_later(&[How::Early, How::Early], 0, 2)]
#[case::one_fails_alone(&[How::Well, How::Badly, How::Well], 2, 1)]
#[case::one_breaks_a_rule(&[How::Well, How::Below, How::Well], 2, 1)]
#[case::what_is_not_kept_goes_alone(&[How::Well, How::ForNothing, How::Well], 2, 0)]
#[tokio::test]
async fn jobs_share_a_transaction_and_none_suffers_from_another(
    #[values(Engine::Sqlite, Engine::Postgres)] engine: Engine,
    #[case] hows: &'static [How],
    #[case] moved: i64,
    #[case] left: i64,
) {
    let Some(test) = TestStore::open(engine, &[OFFICE]).await else { return };
    let anna = open_account(&test.store, "Anna").await;
    let runs = Arc::new(AtomicUsize::new(0));
    let counter = runs.clone();
    let jobs = Jobs::default().within(move |tx, job: Step| {
        let runs = counter.clone();
        Box::pin(async move { step(tx, job, &runs).await })
    });
    let mut tx = test.store.begin().await.unwrap();
    for how in hows {
        tx.enqueue(&Step { to: anna, how: *how }).await.unwrap();
    }
    tx.commit().await.unwrap();
    assert_eq!(jobs.run_until_idle(&test.store).await.unwrap(), hows.len() as u64);
    // Jobs of the same moment come in any order, so a bad one may be the first that is tried or the last.
    let again = hows.iter().any(|how| matches!(how, How::Badly | How::Below | How::ForNothing));
    let runs = runs.load(Ordering::Relaxed);
    let once = hows.len();
    assert!(if again { (once + 1..=2 * once).contains(&runs) } else { runs == once }, "{runs} runs");
    assert_eq!(balance(&test.store, anna).await, moved);
    assert_eq!(test.store.count_jobs().await.unwrap(), (left, 0));
    assert_eq!(test.store.verify_journal().await.unwrap().damage, []);
}

#[tokio::test]
async fn a_database_of_a_newer_release_is_refused() {
    let test = TestStore::open(Engine::Sqlite, &[OFFICE]).await.unwrap();
    test.store.close().await;
    let keys = store::MasterKeys::parse(&"7e".repeat(32)).unwrap();
    let error =
        Store::open(&test.settings, &[], keys, test.clock.clone(), Arc::new(store::SeededEntropy::new(1)))
            .await
            .unwrap_err();
    assert!(matches!(error, Error::Newer(99_001)), "{error}");
    assert!(error.to_string().contains("newer release"));
}

#[tokio::test]
async fn an_altered_blob_is_refused() {
    let test = TestStore::open(Engine::Sqlite, &[OFFICE]).await.unwrap();
    let anna = open_account(&test.store, "Anna").await;
    let mut tx = test.store.begin().await.unwrap();
    let id = tx.put_blob(anna, b"content").await.unwrap();
    tx.commit().await.unwrap();
    let name = id.to_string();
    let path = test.directory().join("blobs").join(&name[..2]).join(&name[2..]);
    std::fs::write(&path, b"other").unwrap();
    assert!(matches!(test.store.blob(anna, &id).await, Err(Error::Blob(_, _))));
    std::fs::remove_file(&path).unwrap();
    assert!(matches!(test.store.blob(anna, &id).await, Err(Error::Blob(_, _))));
}

#[rstest]
#[tokio::test(flavor = "multi_thread")]
async fn many_writers_share_their_connections(#[values(Engine::Sqlite, Engine::Postgres)] engine: Engine) {
    let Some(test) = TestStore::open(engine, &[OFFICE]).await else { return };
    let account = open_account(&test.store, "Anna").await;
    // Many more than there are connections. Each needs the key of the stream within its transaction.
    let writers = (0..32).map(|_| {
        let store = test.store.clone();
        tokio::spawn(async move {
            let mut tx = store.begin().await.unwrap();
            let sealed = tx.seal(account, b"draft").await.unwrap();
            assert_eq!(tx.unseal(account, &sealed).await.unwrap(), b"draft");
            for by in [2, 3] {
                tx.record(account, Actor::House, &Event::Moved { by }).await.unwrap();
            }
            tx.commit().await.unwrap();
        })
    });
    for writer in writers.collect::<Vec<_>>() {
        tokio::time::timeout(std::time::Duration::from_secs(20), writer).await.unwrap().unwrap();
    }
    let (balance,): (i64,) = sql("SELECT balance FROM ledger").one(&mut test.store.reader()).await.unwrap();
    assert_eq!(balance, 32 * 5);
    let report = test.store.verify_journal().await.unwrap();
    assert_eq!((report.damage, report.entries), (vec![], 65));
}

#[tokio::test]
async fn the_key_file_must_fit_the_database() {
    let test = TestStore::open(Engine::Sqlite, &[OFFICE]).await.unwrap();
    open_account(&test.store, "Anna").await;
    test.store.close().await;
    let keys = store::MasterKeys::parse(&"cd".repeat(32)).unwrap();
    let entropy = Arc::new(store::SystemEntropy);
    let opened = Store::open(&test.settings, &[OFFICE], keys, test.clock.clone(), entropy).await;
    assert!(matches!(opened, Err(Error::MasterKey(_))), "{opened:?}");
}

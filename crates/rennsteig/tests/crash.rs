//! The program is killed with `kill -9` in the middle of submissions, started again, killed again. Whoever got a
//! receipt has one Antrag, one Vorgang and one Bescheid; so has whoever got none and pressed the button again.

#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]
#![expect(clippy::print_stderr, reason = "a run by chance says how to repeat it")]

#[expect(dead_code, reason = "this one begins with an installation")]
mod support;

use std::sync::{Arc, Barrier, mpsc};
use std::time::{Duration, Instant};

use identity::{AccountId, Scope, Vertrauensniveau};
use intake::{AntragId, Owner};
use rstest::rstest;
use store::{Engine, Store, sql};
use support::browser::{Answer, Browser};
use support::drafts::prepare;
use support::{Installation, Server, text};

/// When the program is killed, in milliseconds after all of a round pressed the button: before anything was read,
/// while the submissions are written, while the jobs open the Vorgaenge, while the letters are typeset.
const MOMENTS: [u64; 11] = [0, 3, 7, 12, 20, 32, 50, 80, 130, 250, 500];
/// Who presses the button at the same time.
const TOGETHER: usize = 2;

/// `RENNSTEIG_KILLS=200` kills so often instead, at moments by chance; the seed is printed, and `RENNSTEIG_KILLS_SEED`
/// repeats a run.
fn moments() -> Vec<u64> {
    let number = |name: &str| std::env::var(name).ok().and_then(|text| text.parse::<u64>().ok());
    let Some(kills) = number("RENNSTEIG_KILLS") else { return MOMENTS.to_vec() };
    let seed = number("RENNSTEIG_KILLS_SEED").unwrap_or_else(|| u64::from(std::process::id()));
    eprintln!("RENNSTEIG_KILLS={kills} RENNSTEIG_KILLS_SEED={seed}");
    let mut state = seed;
    let mut next = || {
        // SplitMix64: any spread of moments will do, as long as the seed gives it again.
        state = state.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mixed = (state ^ (state >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        (mixed ^ (mixed >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB) >> 32
    };
    // Most of what can be torn happens early: as many kills in the first 40 ms as in the 600 ms behind them.
    (0..kills).map(|n| if n % 2 == 0 { next() % 40 } else { 40 + next() % 600 }).collect()
}

#[rstest]
#[tokio::test(flavor = "multi_thread")]
async fn whoever_has_a_receipt_has_one_bescheid(#[values(Engine::Sqlite, Engine::Postgres)] engine: Engine) {
    let Some(house) = Installation::new(engine).await else { return };
    let (browser, account) = sign_in(&house).await;
    let moments = moments();
    let drafts = prepare(&house, account, moments.len() * TOGETHER).await;

    let mut receipts = 0;
    let mut server = house.start("serve");
    let mut earlier: Vec<Press> = Vec::new();
    for (moment, ids) in moments.iter().zip(drafts.chunks(TOGETHER)) {
        let mut here = browser.at(&server.address);
        // Who got no answer presses again; who got one may too.
        for press in &earlier {
            assert_eq!(press.again(&mut here), press.receipt(), "after the restart");
        }
        earlier = ids.iter().map(|id| Press::ready(&mut here, *id)).collect();
        let answers = press_and_kill(server, &here, &earlier, Duration::from_millis(*moment));
        for (press, answer) in earlier.iter().zip(answers) {
            if let Some(answer) = answer {
                assert_eq!(answer, press.receipt());
                receipts += 1;
            }
        }
        server = house.start("serve");
    }
    let mut here = browser.at(&server.address);
    for press in &earlier {
        assert_eq!(press.again(&mut here), press.receipt());
    }
    assert!(receipts > 0, "no moment was late enough for a receipt");
    assert!(receipts < drafts.len(), "no moment was early enough to cut off a submission");

    let store = house.open().await;
    all_done(&store).await;
    server.stop();
    exactly_once(&store, account, &drafts).await;
    store.close().await;
    holds_together(&house);
}

/// The demonstration plants the sample persons; one of them signs in and shows who she is.
async fn sign_in(house: &Installation) -> (Browser, AccountId) {
    let server = house.start("demo");
    let mut browser = Browser::default().at(&server.address);
    let fields = [("anmeldename", "buergerin"), ("kennwort", "rennsteig-demo")];
    let signed_in = browser.fill("/anmelden", "/anmelden", &fields).unwrap();
    assert_eq!(signed_in.status, 303, "{}", signed_in.html);
    let page = "/anmelden/niveau?niveau=substantiell";
    let raised = browser.fill(page, "/anmelden/niveau", &[("nachweis", "demo-ausweis")]).unwrap();
    assert_eq!(raised.status, 303, "{}", raised.html);
    server.stop();

    let store = house.open().await;
    let account = identity::account_of_login(&mut store.reader(), &Scope::House, "buergerin").await.unwrap();
    store.close().await;
    (browser, account.unwrap())
}

/// The page "check your answers" of one draft, ready to be sent.
struct Press {
    id: AntragId,
    action: String,
    fields: Vec<(String, String)>,
}

impl Press {
    fn ready(browser: &mut Browser, id: AntragId) -> Self {
        let page = browser.get(&format!("/antrag/{id}/pruefen")).unwrap();
        let action = format!("/antrag/{id}/absenden");
        let fields = page.hidden(&action, "auftrag");
        Self { id, action, fields }
    }

    /// Where the browser is led when it is done.
    fn receipt(&self) -> (u16, Option<String>) {
        (303, Some(format!("/antraege/{}", self.id)))
    }

    fn again(&self, browser: &mut Browser) -> (u16, Option<String>) {
        let answer = browser.post(&self.action, &self.fields).unwrap();
        let receipt = browser.get(&format!("/antraege/{}", self.id)).unwrap();
        assert_eq!(receipt.status, 200, "{}", receipt.html);
        outcome(answer)
    }
}

fn outcome(answer: Answer) -> (u16, Option<String>) {
    (answer.status, answer.location)
}

/// All press at once; after `wait` the program is killed. The answers that still came.
fn press_and_kill(
    server: Server,
    browser: &Browser,
    presses: &[Press],
    wait: Duration,
) -> Vec<Option<(u16, Option<String>)>> {
    let ready = Arc::new(Barrier::new(presses.len() + 1));
    std::thread::scope(|scope| {
        let threads: Vec<_> = presses
            .iter()
            .map(|press| {
                let (mut browser, ready) = (browser.clone(), Arc::clone(&ready));
                scope.spawn(move || {
                    ready.wait();
                    browser.post(&press.action, &press.fields).ok().map(outcome)
                })
            })
            .collect();
        ready.wait();
        pause(wait);
        server.kill();
        threads.into_iter().map(|thread| thread.join().unwrap()).collect()
    })
}

/// Lets the other process do what it does for so long.
fn pause(time: Duration) {
    let (_nobody, never) = mpsc::channel::<()>();
    assert!(never.recv_timeout(time).is_err());
}

/// Waits until no job is left but timers of later. A job that died with its worker is taken up by another after 30 s.
async fn all_done(store: &Store) {
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

async fn exactly_once(store: &Store, account: AccountId, drafts: &[AntragId]) {
    let anna = Scope::Person { account, niveau: Vertrauensniveau::Substantiell };
    let mut reader = store.reader();
    let antraege = intake::antraege(&mut reader, &anna, 10_000).await.unwrap();
    assert_eq!(antraege.len(), drafts.len());
    let letters = post::mailbox(&mut reader, &anna, 10_000).await.unwrap();
    assert_eq!(letters.len(), drafts.len(), "letters in the mailbox");
    for id in drafts {
        let (vorgaenge,): (i64,) = sql("SELECT count(*) FROM cases_vorgaenge WHERE akte = $1")
            .bind(id.0)
            .one(&mut reader)
            .await
            .unwrap();
        let (bescheide,): (i64,) =
            sql("SELECT count(*) FROM records_dokumente WHERE akte = $1 AND art = 'bescheid'")
                .bind(id.0)
                .one(&mut reader)
                .await
                .unwrap();
        let (delivered,): (i64,) = sql("SELECT count(*) FROM post_messages WHERE akte = $1")
            .bind(id.0)
            .one(&mut reader)
            .await
            .unwrap();
        assert_eq!((vorgaenge, bescheide, delivered), (1, 1, 1), "{id}");
    }
    let left = intake::drafts(&mut reader, store, Owner::Account(account)).await.unwrap();
    assert!(left.is_empty(), "a draft that was submitted is no draft any more");
}

/// Chains verify, and a replay changes nothing.
fn holds_together(house: &Installation) {
    let verified = house.run(&["journal", "verify"]);
    assert!(
        verified.status.success() && text(&verified).contains("all chains and the log verify"),
        "{}",
        text(&verified)
    );
    let rebuilt = house.run(&["journal", "rebuild"]);
    assert!(rebuilt.status.success() && !text(&rebuilt).contains("corrected"), "{}", text(&rebuilt));
}

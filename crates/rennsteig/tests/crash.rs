//! The program is killed with `kill -9` in the middle of submissions, decisions, answers and a withdrawal, started again,
//! killed again. Whoever got a receipt has one Antrag, one Vorgang and one Bescheid; so has whoever got none and pressed
//! the button again. Nobody is asked, decided or written to twice.

#![expect(clippy::print_stderr, reason = "a run by chance says how to repeat it")]

use crate::{mail, support};
use std::collections::BTreeSet;
use std::sync::{Arc, Barrier};
use std::time::Duration;

use identity::{AccountId, Scope, Vertrauensniveau};
use intake::{AntragId, Owner};
use mail::Sink;
use rstest::rstest;
use store::{Engine, Store, sql};
use support::browser::Browser;
use support::citizen::{Press, sign_in};
use support::drafts::prepare;
use support::kills::moments;
use support::monuments::{Monuments, Request};
use support::waiting::{all_done, end_leases, pause};
use support::{Installation, Server, text};

/// When the program is killed, in milliseconds after all of a round pressed the button: before anything was read,
/// while the submissions are written, while the jobs open the Vorgaenge, while the letters are typeset.
const MOMENTS: [u64; 11] = [0, 3, 7, 12, 20, 32, 50, 80, 130, 250, 500];
/// Who presses the button at the same time.
const TOGETHER: usize = 2;
/// How many matters of the second service are worked on at the same time, besides.
const AT_ONCE: usize = 3;
const LETTER: &str = "post.bereitgestellt";

#[rstest]
#[tokio::test(flavor = "multi_thread")]
async fn whoever_has_a_receipt_has_one_bescheid(#[values(Engine::Sqlite, Engine::Postgres)] engine: Engine) {
    let Some(mut house) = Installation::new(engine).await else { return };
    let sink = Sink::open().await;
    house.mail_through(sink.address);
    let (browser, account) = sign_in(&house).await;
    let moments = moments(&MOMENTS);
    let drafts = prepare(&house, account, moments.len() * TOGETHER).await;
    let store = house.open().await;
    let mut monuments = Monuments::prepare(&store, &browser, account, moments.len() / 2).await;
    store.close().await;

    let mut receipts = 0;
    let mut server = house.start("serve");
    monuments.sign_in(&server.address);
    let (mut earlier, mut sent): (Vec<Press>, Vec<Request>) = (Vec::new(), Vec::new());
    for (moment, ids) in moments.iter().zip(drafts.chunks(TOGETHER)) {
        let mut here = browser.at(&server.address);
        again(&mut here, &earlier, &sent);
        earlier = ids.iter().map(|id| Press::ready(&mut here, *id)).collect();
        let store = house.open().await;
        monuments.look(&store).await;
        store.close().await;
        sent = monuments.ready(&server.address, AT_ONCE);
        let answers = press_and_kill(server, &here, &earlier, &sent, Duration::from_millis(*moment));
        for (press, answer) in earlier.iter().zip(answers) {
            if let Some(answer) = answer {
                assert_eq!(answer, press.receipt());
                receipts += 1;
            }
        }
        let store = house.open().await;
        end_leases(&store).await;
        store.close().await;
        server = house.start("serve");
    }
    again(&mut browser.at(&server.address), &earlier, &sent);
    assert!(receipts > 0, "no moment was late enough for a receipt");
    assert!(receipts < drafts.len(), "no moment was early enough to cut off a submission");

    let store = house.open().await;
    finish(&store, &mut monuments, &server).await;
    server.stop();
    exactly_once(&store, account, &drafts, &monuments, &sink).await;
    store.close().await;
    holds_together(&house);
}

/// After a restart: who got no answer presses again; who got one may too.
fn again(here: &mut Browser, earlier: &[Press], sent: &[Request]) {
    for press in earlier {
        assert_eq!(press.again(here), press.receipt(), "after the restart");
    }
    for request in sent {
        let status = request.send(&mut request.browser(here.address()));
        assert!(status.is_some_and(|status| status < 500), "{request:?}: {status:?}");
    }
}

/// What was begun among all the kills comes to its end.
async fn finish(store: &Store, monuments: &mut Monuments, server: &Server) {
    loop {
        all_done(store).await;
        if !monuments.look(store).await {
            return;
        }
        for request in monuments.ready(&server.address, usize::MAX) {
            let status = request.send(&mut request.browser(&server.address));
            assert!(status.is_some_and(|status| status < 400), "{request:?}: {status:?}");
        }
    }
}

/// All press at once; after `wait` the program is killed. The answers that still came.
fn press_and_kill(
    server: Server,
    browser: &Browser,
    presses: &[Press],
    requests: &[Request],
    wait: Duration,
) -> Vec<Option<(u16, Option<String>)>> {
    let ready = Arc::new(Barrier::new(presses.len() + requests.len() + 1));
    let address = server.address.clone();
    std::thread::scope(|scope| {
        let threads: Vec<_> = presses
            .iter()
            .map(|press| {
                let (mut browser, ready) = (browser.clone(), Arc::clone(&ready));
                scope.spawn(move || {
                    ready.wait();
                    press.press(&mut browser)
                })
            })
            .collect();
        for request in requests {
            let (mut browser, ready) = (request.browser(&address), Arc::clone(&ready));
            scope.spawn(move || {
                ready.wait();
                // Whether it was carried out is found out after the restart.
                request.send(&mut browser)
            });
        }
        ready.wait();
        pause(wait);
        server.kill();
        threads.into_iter().map(|thread| thread.join().unwrap()).collect()
    })
}

async fn exactly_once(
    store: &Store,
    account: AccountId,
    drafts: &[AntragId],
    monuments: &Monuments,
    sink: &Sink,
) {
    let anna = Scope::Person { account, niveau: Vertrauensniveau::Substantiell };
    let mut reader = store.reader();
    let antraege = intake::antraege(&mut reader, &anna, 10_000).await.unwrap();
    assert_eq!(antraege.len(), drafts.len() + monuments.matters.len());
    let parking =
        [("cases.eroeffnet", 1), ("cases.entschieden", 1), ("cases.bescheid_erlassen", 1), (LETTER, 1)];
    let mut wanted = 0;
    for id in drafts {
        wanted += entries(store, *id, &parking).await;
    }
    for matter in &monuments.matters {
        wanted += entries(store, matter.id, &matter.course.entries()).await;
    }
    let letters = post::mailbox(&mut reader, &anna, 10_000).await.unwrap();
    assert_eq!(letters.len(), wanted, "letters in the mailbox");
    // The mail server is outside: a notice goes out at least once, and the same one again has the same Message-ID.
    let mails = sink.mails();
    let distinct: BTreeSet<&str> = mails.iter().map(|mail| mail.header("Message-ID")).collect();
    eprintln!("{} notices, {} of them sent again", distinct.len(), mails.len() - distinct.len());
    assert_eq!(distinct.len(), wanted, "notices");
    assert!(mails.iter().all(|mail| mail.to == mails[0].to));
    let left = intake::drafts(&mut reader, store, Owner::Account(account)).await.unwrap();
    assert!(left.is_empty(), "a draft that was submitted is no draft any more");
}

/// Counts entries in the stream of an Antrag, and what was made of them. Returns the number of letters.
async fn entries(store: &Store, id: AntragId, wanted: &[(&str, i64)]) -> usize {
    let mut reader = store.reader();
    for (kind, wanted) in wanted {
        let (count,): (i64,) = sql("SELECT count(*) FROM journal WHERE stream = $1 AND kind = $2")
            .bind(id.0)
            .bind((*kind).to_owned())
            .one(&mut reader)
            .await
            .unwrap();
        assert_eq!(count, *wanted, "{kind} of {id}");
    }
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
    let (letters,): (i64,) =
        sql("SELECT count(*) FROM post_messages WHERE akte = $1").bind(id.0).one(&mut reader).await.unwrap();
    let of = |kind| wanted.iter().find(|(other, _)| *other == kind).unwrap().1;
    assert_eq!((vorgaenge, bescheide, letters), (1, of("cases.bescheid_erlassen"), of(LETTER)), "{id}");
    usize::try_from(letters).unwrap()
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

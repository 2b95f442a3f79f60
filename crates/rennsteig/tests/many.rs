//! Three server processes on one PostgreSQL: citizens and caseworkers come to any of them, a package is installed while
//! they run, one is killed, one is stopped, another is started. For everybody it is one authority.

use crate::{mail, support};
use std::collections::BTreeSet;
use std::sync::Barrier;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use identity::{AccountId, Scope, Vertrauensniveau};
use intake::AntragId;
use mail::Sink;
use packages::{Files, Package};
use store::{Engine, Store, sql};
use support::browser::{Answer, Browser};
use support::citizen::{Press, sign_in, signed_in};
use support::drafts::{Service, folder};
use support::waiting::{all_done, pause, until};
use support::{Installation, Server, text};

/// Antraege that the rules decide, in each of two rounds.
const CLEAR: usize = 4;
/// Antraege that a person decides.
const DOUBTFUL: usize = 4;
/// The title of the package that is installed meanwhile, and a word that no other text has.
const TITLE: &str = "Dauerparkkarte beantragen";
const WORD: &str = "Dauerparkkarte";

type Outcome = Option<(u16, Option<String>)>;

#[tokio::test(flavor = "multi_thread")]
async fn three_processes_are_one_authority() {
    let Some(mut house) = Installation::new(Engine::Postgres).await else { return };
    let sink = Sink::open().await;
    house.mail_through(sink.address);
    let (citizen, account) = sign_in(&house).await;
    let store = house.open().await;
    let parking = Service::parking(&store).await;
    let (mut clear, mut doubtful) = (Vec::new(), Vec::new());
    for _ in 0..2 * CLEAR {
        clear.push(parking.draft(&store, account, "01-erteilt").await);
    }
    for _ in 0..DOUBTFUL {
        doubtful.push(parking.draft(&store, account, "07-nebenwohnung").await);
    }

    let servers = start(&house, 3);
    let watch = Watch::begin(&store);
    let here: Vec<Browser> = servers.iter().map(|server| citizen.at(&server.address)).collect();
    // The session of the demonstration, which has ended, is valid at each of them.
    let first: Vec<AntragId> = clear[..CLEAR].iter().chain(&doubtful).copied().collect();
    submit_everywhere(&here, &first);
    decide_everywhere(&here);
    find_what_was_installed(&store, &here).await;
    let servers = kill_one_and_stop_one(&house, servers, &citizen, &clear[CLEAR..]);

    all_done(&store).await;
    let all: Vec<AntragId> = clear.iter().chain(&doubtful).copied().collect();
    exactly_once(&store, account, &all).await;
    let notices: BTreeSet<String> =
        sink.mails().iter().map(|mail| mail.header("Message-ID").to_owned()).collect();
    assert_eq!(notices.len(), all.len(), "one notice for each letter, some perhaps twice");
    servers.into_iter().for_each(Server::stop);
    watch.end(&store).await;
    store.close().await;
    for command in ["verify", "rebuild"] {
        let done = house.run(&["journal", command]);
        assert!(done.status.success() && !text(&done).contains("corrected"), "{command}: {}", text(&done));
    }
}

fn start(house: &Installation, count: usize) -> Vec<Server> {
    std::thread::scope(|scope| {
        let threads: Vec<_> = (0..count).map(|_| scope.spawn(|| house.start("serve"))).collect();
        threads.into_iter().map(|thread| thread.join().unwrap()).collect()
    })
}

/// All of these at the same moment.
fn at_once<T: Send>(work: Vec<impl FnOnce() -> T + Send>) -> Vec<T> {
    let ready = Barrier::new(work.len());
    std::thread::scope(|scope| {
        let threads: Vec<_> = work
            .into_iter()
            .map(|work| {
                let ready = &ready;
                scope.spawn(move || {
                    ready.wait();
                    work()
                })
            })
            .collect();
        threads.into_iter().map(|thread| thread.join().unwrap()).collect()
    })
}

/// Each Antrag is submitted at two processes at once, as somebody with two windows might: one receipt.
fn submit_everywhere(here: &[Browser], drafts: &[AntragId]) {
    let mut work = Vec::new();
    for (number, id) in drafts.iter().enumerate() {
        for at in [number, number + 1] {
            let mut browser = here[at % here.len()].clone();
            let press = Press::ready(&mut browser, *id);
            work.push(move || (press.press(&mut browser), press));
        }
    }
    for (answer, press) in at_once(work) {
        assert_eq!(answer, Some(press.receipt()));
    }
    for (number, id) in drafts.iter().enumerate() {
        let receipt = here[(number + 2) % here.len()].clone().get(&format!("/antraege/{id}")).unwrap();
        assert_eq!(receipt.status, 200, "the third process knows it too: {}", receipt.html);
    }
}

/// Caseworkers sign in at one process and decide at others what any of them received.
fn decide_everywhere(here: &[Browser]) {
    let mut karla = here[0].visitor();
    signed_in(&mut karla, "sachbearbeitung1");
    let mut milan = here[1].visitor();
    signed_in(&mut milan, "sachbearbeitung2");
    let karla = |server: usize| karla.at(here[server].address());
    let milan = |server: usize| milan.at(here[server].address());
    let tasks = until(Duration::from_secs(30), "tasks on the work list", || {
        let found = tasks_of(&karla(2).get("/desk").unwrap());
        (found.len() == DOUBTFUL).then_some(found)
    });

    let one = |browser: Browser, task: &str, outcome| Decision::ready(browser, task, outcome).press();
    assert_eq!(one(karla(1), &tasks[0], "erteilen").status, 303);
    assert_eq!(one(milan(2), &tasks[1], "ablehnen").status, 303);

    let both = [(karla(0), "erteilen"), (milan(2), "ablehnen")];
    let both = both.map(|(browser, outcome)| Decision::ready(browser, &tasks[2], outcome));
    let mut answers = at_once(both.into_iter().map(|decision| move || decision.press()).collect());
    answers.sort_by_key(|answer| answer.status);
    assert_eq!(answers.iter().map(|answer| answer.status).collect::<Vec<_>>(), [303, 409]);
    let told = &answers[1].html;
    assert!(told.contains("Über diese Aufgabe wurde schon entschieden"), "{told}");
    assert!(told.contains("Zwei zugleich."), "what the other one wrote is not lost: {told}");

    // The same person in two windows finds their own decision.
    let both = [0, 1].map(|server| Decision::ready(karla(server), &tasks[3], "erteilen"));
    for answer in at_once(both.into_iter().map(|decision| move || decision.press()).collect()) {
        assert_eq!(answer.status, 303, "{}", answer.html);
    }
    assert_eq!(tasks_of(&milan(0).get("/desk").unwrap()), [""; 0]);
}

/// The tasks that a work list offers.
fn tasks_of(desk: &Answer) -> Vec<String> {
    assert_eq!(desk.status, 200, "{}", desk.html);
    desk.html.split("name=\"aufgabe\" value=\"").skip(1).map(|rest| rest[..36].to_owned()).collect()
}

/// The page of a task, filled in.
struct Decision {
    browser: Browser,
    action: String,
    fields: Vec<(String, String)>,
}

impl Decision {
    fn ready(mut browser: Browser, task: &str, outcome: &str) -> Self {
        let action = format!("/desk/aufgabe/{task}");
        let mut fields = browser.get(&action).unwrap().hidden(&action, "_ergebnis");
        fields.push(("_ergebnis".to_owned(), outcome.to_owned()));
        fields.push(("_begruendung".to_owned(), "Zwei zugleich.".to_owned()));
        Self { browser, action, fields }
    }

    fn press(mut self) -> Answer {
        self.browser.post(&self.action, &self.fields).unwrap()
    }
}

/// What another process installs is found by the words of its texts, at each of them.
async fn find_what_was_installed(store: &Store, here: &[Browser]) {
    let finds = |browser: &Browser| {
        let page = browser.clone().get(&format!("/suche?q={WORD}")).unwrap();
        assert_eq!(page.status, 200, "{}", page.html);
        page.html.contains(TITLE)
    };
    assert!(!here.iter().any(finds));
    let mut files = Files::read(&folder("bewohnerparkausweis")).unwrap();
    for (path, old, new) in [
        ("package.toml", "\"1.2.0\"", "\"1.2.2\""),
        ("texts/de.toml", "Bewohnerparkausweis beantragen", TITLE),
    ] {
        let content = String::from_utf8(files.get(path).unwrap().to_vec()).unwrap();
        assert!(content.contains(old), "{path}");
        files.set(path, content.replace(old, new).into_bytes()).unwrap();
    }
    let package = Package::read(files).unwrap();
    let mut tx = store.begin().await.unwrap();
    catalogue::install_package(&mut tx, &Scope::House, &package).await.unwrap();
    tx.commit().await.unwrap();
    for browser in here {
        assert!(finds(browser), "{}", browser.address());
    }
}

/// While people submit at all three, one process is killed and one is told to end; a new one is started. Whoever got no
/// answer presses again elsewhere.
fn kill_one_and_stop_one(
    house: &Installation,
    servers: Vec<Server>,
    citizen: &Browser,
    drafts: &[AntragId],
) -> Vec<Server> {
    let [stays, killed, stopped]: [Server; 3] = servers.try_into().ok().unwrap();
    let addresses = [&stays, &killed, &stopped].map(|server| server.address.clone());
    let mut presses = Vec::new();
    for (id, address) in drafts.iter().zip(addresses.iter().cycle()) {
        let mut browser = citizen.at(address);
        presses.push((Press::ready(&mut browser, *id), browser));
    }
    let kill = move || {
        pause(Duration::from_millis(30));
        killed.kill();
        None
    };
    let stop = move || {
        pause(Duration::from_millis(30));
        stopped.stop();
        None
    };
    let mut work: Vec<Box<dyn FnOnce() -> Outcome + Send>> = vec![Box::new(kill), Box::new(stop)];
    for (press, browser) in &presses {
        let (press, mut browser) = (press.clone(), browser.clone());
        work.push(Box::new(move || press.press(&mut browser)));
    }
    let answers = at_once(work).split_off(2);
    let mut elsewhere = citizen.at(&stays.address);
    for ((press, browser), answer) in presses.iter().zip(answers) {
        // Where nobody pulled the plug, everybody was answered; where it was pulled, nobody was lied to.
        assert!(answer.is_some() || browser.address() != stays.address);
        assert_eq!(answer.unwrap_or_else(|| press.receipt()), press.receipt());
        assert_eq!(press.again(&mut elsewhere), press.receipt());
    }
    let new = house.start("serve");
    assert_eq!(
        citizen.at(&new.address).get("/antraege").unwrap().status,
        200,
        "the session is valid there too"
    );
    vec![stays, new]
}

/// One Vorgang, one decision, one Bescheid and one letter for each receipt, whoever did the work.
async fn exactly_once(store: &Store, account: AccountId, all: &[AntragId]) {
    assert_eq!(store.dead_jobs().await.unwrap().len(), 0);
    let anna = Scope::Person { account, niveau: Vertrauensniveau::Substantiell };
    let mut reader = store.reader();
    let antraege = intake::antraege(&mut reader, &anna, 1000).await.unwrap();
    let numbers: BTreeSet<&str> = antraege.iter().map(|antrag| antrag.eingangsnummer.as_str()).collect();
    assert_eq!((antraege.len(), numbers.len()), (all.len(), all.len()), "each has a number of its own");
    assert_eq!(post::mailbox(&mut reader, &anna, 1000).await.unwrap().len(), all.len());
    for id in all {
        for (kind, wanted) in [
            ("intake.eingereicht", 1),
            ("records.akte_angelegt", 1),
            ("cases.eroeffnet", 1),
            ("cases.entschieden", 1),
            ("cases.bescheid_erlassen", 1),
            ("post.bereitgestellt", 1),
        ] {
            let (count,): (i64,) = sql("SELECT count(*) FROM journal WHERE stream = $1 AND kind = $2")
                .bind(id.0)
                .bind(kind)
                .one(&mut reader)
                .await
                .unwrap();
            assert_eq!(count, wanted, "{kind} of {id}");
        }
    }
}

/// Somebody who takes the log forward as well, and keeps every checkpoint.
struct Watch {
    ended: std::sync::Arc<AtomicBool>,
    kept: tokio::task::JoinHandle<Vec<String>>,
}

impl Watch {
    fn begin(store: &Store) -> Self {
        let (ended, store) = (std::sync::Arc::new(AtomicBool::new(false)), store.clone());
        let flag = std::sync::Arc::clone(&ended);
        let kept = tokio::spawn(async move {
            let mut kept: Vec<String> = Vec::new();
            while !flag.load(Ordering::SeqCst) {
                kept.extend(store.advance_log().await.unwrap().filter(|note| kept.last() != Some(note)));
                tokio::time::sleep(Duration::from_millis(100)).await;
            }
            kept
        });
        Self { ended, kept }
    }

    /// The log has only grown, past each of them.
    async fn end(self, store: &Store) {
        self.ended.store(true, Ordering::SeqCst);
        let kept = self.kept.await.unwrap();
        assert!(kept.len() > 3, "{} checkpoints", kept.len());
        for note in &kept {
            store.prove_growth(note).await.unwrap();
        }
        let sizes: Vec<(i64,)> = sql("SELECT size FROM journal_checkpoints ORDER BY at, size")
            .all(&mut store.reader())
            .await
            .unwrap();
        assert!(sizes.is_sorted_by(|one, next| one.0 < next.0), "one writer at a time: {sizes:?}");
        let verified = store.verify_journal().await.unwrap();
        assert_eq!((verified.damage, verified.logged), (Vec::new(), verified.entries));
    }
}

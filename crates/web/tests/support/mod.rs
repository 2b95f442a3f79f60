//! A house with the sample offices and a browser that talks to it in-process: for tests that walk whole ways.

pub(crate) mod app;
pub(crate) mod asking;
pub(crate) mod case;
pub(crate) mod client;
pub(crate) mod denkmal;
pub(crate) mod discretion;

use std::path::Path;
use std::sync::Arc;

use axum::Router;
use case::PASSWORD;
use catalogue::{Konten, LeistungKey, Seed};
use client::{Client, Seen};
use form::sample;
use form::{Answers, Setting};
use identity::{AccountId, DemoAusweis, DemoMode, Scope, Vertrauensniveau};
use packages::{Library, Package};
use store::testing::TestStore;
use store::{Claimed, Engine, Failure, Job, Jobs, Office, Store};
use uuid::Uuid;
use web::{House, Site};

pub(crate) const OFFICES: [Office; 11] = [
    identity::OFFICE,
    packages::OFFICE,
    catalogue::OFFICE,
    records::OFFICE,
    post::OFFICE,
    cases::OFFICE,
    intake::OFFICE,
    steering::OFFICE,
    planning::OFFICE,
    strategy::OFFICE,
    inventory::OFFICE,
];

/// The sample offices on a store of their own, with everything that works on it.
pub(crate) struct World {
    pub(crate) test: Arc<TestStore>,
    pub(crate) library: Library,
    seed: Seed,
    jobs: Jobs,
    app: Router,
}

impl World {
    /// `None` when the engine is not there.
    pub(crate) async fn open(engine: Engine) -> Option<Self> {
        let test = Arc::new(TestStore::open(engine, &OFFICES).await?);
        // The scenarios of the sample package play then.
        test.clock.set("2026-11-23T09:00:00Z".parse().unwrap());
        let offices = root().join("data/thueringen");
        let seed = Seed::read(&offices).unwrap();
        let mut tx = test.store.begin().await.unwrap();
        seed.plant(&mut tx).await.unwrap();
        tx.commit().await.unwrap();
        let demo = DemoMode::if_configured(true).unwrap();
        Konten::read(&offices, &seed).unwrap().plant(&test.store, demo).await.unwrap();
        let library = Library::new(test.store.clone());
        let house =
            House::open(test.store.clone(), library.clone(), Some(DemoAusweis::new(demo))).await.unwrap();
        let site = Site { name: "Musterland".into(), secure: false, ..Site::default() };
        let jobs = intake::register_jobs(cases::register_jobs(Jobs::default(), &library), &library);
        Some(Self { app: web::wrap(web::routes(house), site), test, library, seed, jobs })
    }

    /// Installs a package and offers it at every sample Behoerde.
    pub(crate) async fn offer(&self, package: &Package) -> LeistungKey {
        let mut tx = self.test.store.begin().await.unwrap();
        let installed = catalogue::install_package(&mut tx, &Scope::House, package).await.unwrap();
        self.seed.offer_everywhere(&mut tx, &installed).await.unwrap();
        tx.commit().await.unwrap();
        LeistungKey::parse(&installed.leistung).unwrap()
    }

    /// Does all work that waits, and finds that none was given up.
    pub(crate) async fn work(&self) {
        self.jobs.run_until_idle(&self.test.store).await.unwrap();
        let (waiting, dead) = self.test.store.count_jobs().await.unwrap();
        assert_eq!((waiting, dead), (0, 0), "{:?}", self.test.store.dead_jobs().await);
    }

    /// Does all work that is due; reminders and ends of periods may wait. None was given up.
    pub(crate) async fn work_now(&self) {
        self.jobs.run_until_idle(&self.test.store).await.unwrap();
        let (_, dead) = self.test.store.count_jobs().await.unwrap();
        assert_eq!(dead, 0, "{:?}", self.test.store.dead_jobs().await);
    }

    /// Leaves a job behind that was given up; returns its id.
    pub(crate) async fn dead_job(&self) -> Uuid {
        let mut tx = self.test.store.begin().await.unwrap();
        tx.enqueue(&Broken {}).await.unwrap();
        tx.commit().await.unwrap();
        let refuse = |_: Store, _: Claimed, _: Broken| async { Err(Failure::Never("nie".into())) };
        Jobs::default().on(refuse).run_until_idle(&self.test.store).await.unwrap();
        self.test.store.dead_jobs().await.unwrap()[0].id
    }

    /// A browser without cookies.
    pub(crate) fn client(&self) -> Client {
        Client::new(self.app.clone(), Arc::clone(&self.test))
    }

    /// A sample person in their own affairs.
    pub(crate) async fn person(&self, login: &str) -> Scope {
        let account = self.account(login).await;
        Scope::Person { account, niveau: Vertrauensniveau::Substantiell }
    }

    /// A sample member of staff at work.
    pub(crate) async fn staff(&self, login: &str) -> Scope {
        identity::sign_in(&self.test.store, login, PASSWORD, None).await.unwrap().session.scope
    }

    async fn account(&self, login: &str) -> AccountId {
        let mut reader = self.test.store.reader();
        identity::account_of_login(&mut reader, &Scope::House, login).await.unwrap().unwrap()
    }
}

/// A job that nobody can do.
#[derive(serde::Serialize, serde::Deserialize)]
struct Broken {}

impl Job for Broken {
    const KIND: &'static str = "test.kaputt";
}

/// Language and day of the forms.
pub(crate) fn setting() -> Setting {
    Setting::new(jiff::civil::date(2026, 11, 23), "de")
}

/// The repository.
pub(crate) fn root() -> std::path::PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..")
}

/// The sample package, with another share of cases that a person always looks at.
pub(crate) fn parking_permit(stichprobe: &str) -> Package {
    parking_permit_with(&[("stichprobe = 0.05", &format!("stichprobe = {stichprobe}"))])
}

/// The sample package with other words in its manifest.
pub(crate) fn parking_permit_with(changes: &[(&str, &str)]) -> Package {
    let mut files = packages::Files::read(&root().join("services/bewohnerparkausweis")).unwrap();
    let mut manifest = String::from_utf8(files.get("package.toml").unwrap().to_vec()).unwrap();
    for (old, new) in changes {
        assert!(manifest.contains(old), "{old}");
        manifest = manifest.replace(old, new);
    }
    files.set("package.toml", manifest.into_bytes()).unwrap();
    Package::read(files).unwrap()
}

/// Begins an application in Erfurt: from the page of the service to the first page of the form.
pub(crate) async fn begin(client: &mut Client, key: &LeistungKey) -> Seen {
    let service = client.get(&format!("/leistung/{key}?ort=Erfurt")).await;
    assert_eq!(service.status, 200, "{}", service.html);
    client.submit(&service, "/antrag", &[]).await
}

/// Fills in page after page and comes to "check your answers".
pub(crate) async fn fill(
    client: &mut Client,
    first: Seen,
    package: &Package,
    answers: &Answers,
    at: &Setting,
) -> Seen {
    let mut page = first;
    for _ in 0..300 {
        assert_eq!(page.status, 200, "{}: {}", page.url, page.text());
        if page.page() == "pruefen" {
            return page;
        }
        page = send(client, &page, package, answers, at).await;
    }
    panic!("{} leads nowhere: {}", page.url, page.text());
}

/// Sends one page with its answers and files.
pub(crate) async fn send(
    client: &mut Client,
    page: &Seen,
    package: &Package,
    answers: &Answers,
    at: &Setting,
) -> Seen {
    let id = page.page();
    let posted = sample::posted(package.form(), &id, answers, at);
    let posted: Vec<(&str, &str)> = posted.iter().map(|(n, v)| (n.as_str(), v.as_str())).collect();
    let action = format!("/antrag/{}/{id}", page.antrag());
    let files = sample::files(package.form(), &id, answers, at);
    // A field that has its file already asks for none.
    let wanted =
        files.iter().filter(|(path, _)| page.html.contains(&format!("name=\"{path}\" type=\"file\"")));
    let files: Vec<(String, String, Vec<u8>)> = wanted
        .map(|(path, upload)| (path.clone(), upload.name.clone(), content(&upload.media_type)))
        .collect();
    client.submit_with(page, &action, &posted, &files).await
}

/// The beginning of a file of that type, which is what makes it one.
fn content(media_type: &str) -> Vec<u8> {
    match media_type {
        "image/png" => b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR".to_vec(),
        "image/jpeg" => b"\xff\xd8\xff\xe0\0\x10JFIF\0".to_vec(),
        _ => b"%PDF-1.7\n1 0 obj\n<<>>\nendobj\n".to_vec(),
    }
}

/// From "check your answers" through the sign-in, at the level that the package asks for, and back.
pub(crate) async fn sign_in(client: &mut Client, check: Seen, login: &str) -> Seen {
    let href = check.link("/anmelden?").expect("the page offers to sign in");
    let page = client.get(&href).await;
    let page = client.submit(&page, "/anmelden", &[("anmeldename", login), ("kennwort", PASSWORD)]).await;
    if page.url.starts_with("/anmelden/niveau") {
        client.submit(&page, "/anmelden/niveau", &[]).await
    } else {
        page
    }
}

/// Submits from "check your answers" and comes to the receipt.
pub(crate) async fn submit(client: &mut Client, check: &Seen) -> (Uuid, Seen) {
    let id = check.antrag();
    let receipt = client.submit(check, &format!("/antrag/{id}/absenden"), &[]).await;
    assert_eq!(
        (receipt.status, receipt.url.as_str()),
        (200, format!("/antraege/{id}").as_str()),
        "{}",
        receipt.text()
    );
    (id, receipt)
}

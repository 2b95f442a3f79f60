//! The program with its files in S3, by a configuration file as the manual shows it: the whole way of an Antrag, wrong
//! keys, and a service that goes away while the program runs.

use crate::{proxy, support};
use std::path::PathBuf;
use std::process::Command;
use std::sync::mpsc;
use std::time::{Duration, Instant};

use identity::Scope;
use proxy::{Mood, Proxy};
use store::testing::Files;
use store::{BlobSettings, Engine, S3Settings};
use support::browser::Browser;
use support::drafts::prepare;
use support::{Installation, Server, text};

/// Seconds after which the program gives the service up.
const TIMEOUT: u64 = 2;

/// An installation with a folder of its own in the test service, behind a network that can fail.
struct World {
    house: Installation,
    s3: S3Settings,
    proxy: Proxy,
}

impl World {
    /// `None`, with a word, where there is no service.
    async fn open() -> Option<Self> {
        let mut house = Installation::new(Engine::Sqlite).await.unwrap();
        let Some(BlobSettings::S3(direct)) = Files::S3.settings(&folder(&house)) else { return None };
        let proxy = Proxy::before(direct.endpoint.as_deref().unwrap().trim_start_matches("http://")).await;
        let s3 = S3Settings { endpoint: Some(format!("http://{}", proxy.address)), ..direct.clone() };
        // The test itself looks past the proxy.
        house.settings.blobs = BlobSettings::S3(direct);
        Some(Self { house, s3, proxy })
    }

    /// The program with a configuration file and nothing in the environment.
    fn command(&self, arguments: &[&str], secret: &str) -> Command {
        let folder = folder(&self.house);
        let file = folder.join("rennsteig.toml");
        let config = format!(
            r#"
data = {folder:?}

[server]
https = false

[database]
url = "{}"

[files]
s3_bucket = "{}"
s3_prefix = "{}"
s3_endpoint = "{}"
s3_allow_http = true
s3_region = "{}"
s3_access_key = "{}"
s3_secret_key = "{secret}"
s3_timeout = {TIMEOUT}

[log]
level = "error"
"#,
            self.house.settings.database,
            self.s3.bucket,
            self.s3.prefix.as_deref().unwrap(),
            self.s3.endpoint.as_deref().unwrap(),
            self.s3.region,
            self.s3.access_key,
        );
        std::fs::write(&file, config).unwrap();
        let mut command = Command::new(env!("CARGO_BIN_EXE_rennsteig"));
        command.args(arguments).arg("--config").arg(file).stdin(std::process::Stdio::null());
        command
    }

    fn start(&self, subcommand: &str) -> Server {
        Server::start(self.command(&[subcommand, "--listen", "127.0.0.1:0"], &self.s3.secret_key))
    }
}

fn folder(house: &Installation) -> PathBuf {
    house.key_file().parent().unwrap().to_owned()
}

/// The blocking browser beside the proxy, which needs its thread.
fn aside<T>(work: impl FnOnce() -> T) -> T {
    tokio::task::block_in_place(work)
}

fn signed_in(server: &Server) -> Browser {
    let mut browser = Browser::default().at(&server.address);
    let fields = [("anmeldename", "buergerin"), ("kennwort", "rennsteig-demo")];
    assert_eq!(browser.fill("/anmelden", "/anmelden", &fields).unwrap().status, 303);
    let page = "/anmelden/niveau?niveau=substantiell";
    let raised = browser.fill(page, "/anmelden/niveau", &[("nachweis", "demo-ausweis")]).unwrap();
    assert_eq!(raised.status, 303, "{}", raised.html);
    browser
}

#[tokio::test(flavor = "multi_thread")]
async fn an_antrag_goes_its_whole_way_with_files_in_s3() {
    let Some(world) = World::open().await else { return };
    let server = aside(|| world.start("demo"));
    let mut anna = aside(|| signed_in(&server));
    let store = world.house.open().await;
    let account = identity::account_of_login(&mut store.reader(), &Scope::House, "buergerin").await.unwrap();
    store.close().await;
    let id = prepare(&world.house, account.unwrap(), 1).await[0];

    // An upload in S3, the Antrag as PDF, the Bescheid.
    let address = aside(|| {
        let page = anna.get(&format!("/antrag/{id}/pruefen")).unwrap();
        let action = format!("/antrag/{id}/absenden");
        let sent = anna.post(&action, &page.hidden(&action, "auftrag")).unwrap();
        assert_eq!(sent.location, Some(format!("/antraege/{id}")), "{}", sent.html);
        let letter = wait_for(&mut anna, "/postfach", "href=\"/postfach/");
        let cover = anna.get(&letter).unwrap();
        let opened = anna.post(&letter, &cover.hidden(&letter, "_token")).unwrap();
        assert_eq!(opened.status, 303, "{}", opened.html);
        let document = wait_for(&mut anna, &letter, "href=\"/dokumente/");
        let pdf = anna.get(&document).unwrap();
        assert!(pdf.status == 200 && pdf.html.starts_with("%PDF-"), "{}", pdf.status);
        document
    });
    let beside = std::fs::read_dir(folder(&world.house).join("blobs")).map_or(0, Iterator::count);
    assert_eq!(beside, 0, "nothing lies in a directory");

    // The service goes away, or says nothing: whoever asks is told so, in time, and the rest goes on.
    for mood in [Mood::Away, Mood::Silent] {
        world.proxy.set(mood);
        aside(|| {
            let start = Instant::now();
            let away = anna.get(&address).unwrap();
            assert_eq!(away.status, 503, "{}", away.html);
            assert!(away.html.contains("Gerade nicht erreichbar"), "{}", away.html);
            assert!(start.elapsed() < Duration::from_secs(TIMEOUT + 3), "{:?}", start.elapsed());
            assert_eq!(anna.get("/postfach").unwrap().status, 200);
        });
    }
    world.proxy.set(Mood::Well);
    aside(|| {
        assert_eq!(anna.get(&address).unwrap().status, 200);
        server.stop();
        let verified = world.command(&["journal", "verify"], &world.s3.secret_key).output().unwrap();
        assert!(verified.status.success(), "{}", text(&verified));
    });
}

/// The first address on a page that begins so, as soon as it is there.
fn wait_for(browser: &mut Browser, page: &str, link: &str) -> String {
    let start = Instant::now();
    loop {
        let shown = browser.get(page).unwrap();
        let rests = shown.html.split(link).skip(1).map(|rest| rest.split('"').next().unwrap_or_default());
        let found = rests.into_iter().find(|rest| rest.len() == 36);
        if let Some(found) = found {
            return format!("{}{found}", link.trim_start_matches("href=\""));
        }
        assert!(start.elapsed() < Duration::from_secs(60), "no {link} on {page}: {}", shown.html);
        let (_nobody, never) = mpsc::channel::<()>();
        assert!(never.recv_timeout(Duration::from_millis(100)).is_err());
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_wrong_with_s3_is_said_at_the_start() {
    let Some(world) = World::open().await else { return };
    let complaint = |secret: &str| {
        let output = aside(|| world.command(&["serve", "--listen", "127.0.0.1:0"], secret).output().unwrap());
        assert_eq!(output.status.code(), Some(1), "{}", text(&output));
        text(&output)
    };
    let said = complaint("falsch");
    assert!(said.contains("check s3_access_key, s3_secret_key and s3_region"), "{said}");
    world.proxy.set(Mood::Away);
    let said = complaint(&world.s3.secret_key);
    assert!(said.contains("is out of reach") || said.contains("does not answer"), "{said}");
    world.proxy.set(Mood::Silent);
    let start = Instant::now();
    let said = complaint(&world.s3.secret_key);
    assert!(said.contains("does not answer within 2 s"), "{said}");
    assert!(start.elapsed() < Duration::from_secs(TIMEOUT + 10), "{:?}", start.elapsed());
}

//! The real program as a child process, and a small browser that talks to it over the network.

pub(crate) mod browser;
pub(crate) mod citizen;
pub(crate) mod drafts;
pub(crate) mod inside;
pub(crate) mod kills;
pub(crate) mod monuments;
pub(crate) mod waiting;

use std::io::{BufRead, BufReader};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Output, Stdio};
use std::sync::Arc;

use store::testing::TestStore;
use store::{BlobSettings, Engine, MasterKeys, Office, Settings, Store, SystemClock, SystemEntropy};

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

/// An installation of its own: data directory, key, database on either engine.
pub(crate) struct Installation {
    pub(crate) settings: Settings,
    directory: PathBuf,
    /// What the environment of the program says beside where it is.
    environment: Vec<(&'static str, String)>,
    /// Removes the directory in the end.
    _test: TestStore,
}

impl Installation {
    /// `None`, with a word on standard error, where the engine is not there.
    pub(crate) async fn new(engine: Engine) -> Option<Self> {
        let test = TestStore::open(engine, &OFFICES).await?;
        // From here on only the program and `open` have connections.
        test.store.close().await;
        let directory = test.directory().to_owned();
        std::fs::write(directory.join("master.key"), "7e".repeat(32)).unwrap();
        Some(Self { settings: test.settings.clone(), directory, environment: Vec::new(), _test: test })
    }

    /// A place where there is none yet: no directory, an empty database.
    pub(crate) async fn nowhere(engine: Engine) -> Option<Self> {
        let test = TestStore::open(engine, &[]).await?;
        let directory = test.directory().join("installation");
        let mut settings = test.settings.clone();
        settings.blobs = BlobSettings::Directory(directory.join("blobs"));
        match engine {
            Engine::Sqlite => {
                settings.database = format!("sqlite://{}", directory.join("rennsteig.db").display());
            }
            Engine::Postgres => {
                let mut tx = test.store.begin().await.unwrap();
                for statement in ["DROP SCHEMA public CASCADE", "CREATE SCHEMA public"] {
                    store::sql(statement).execute(&mut tx).await.unwrap();
                }
                tx.commit().await.unwrap();
            }
        }
        test.store.close().await;
        Some(Self { settings, directory, environment: Vec::new(), _test: test })
    }

    pub(crate) fn directory(&self) -> &Path {
        &self.directory
    }

    pub(crate) fn key_file(&self) -> PathBuf {
        self.directory.join("master.key")
    }

    /// Has the program write notices through this mail server.
    pub(crate) fn mail_through(&mut self, server: std::net::SocketAddr) {
        self.environment.extend([
            ("RENNSTEIG_MAIL_SMTP", format!("smtp://{server}")),
            ("RENNSTEIG_MAIL_FROM", "Portal <post@portal.example>".to_owned()),
            ("RENNSTEIG_SITE_ADDRESS", "https://portal.example".to_owned()),
        ]);
    }

    /// The store, opened by the test itself.
    pub(crate) async fn open(&self) -> Store {
        let keys = MasterKeys::read(&self.key_file()).unwrap();
        Store::open(&self.settings, &OFFICES, keys, Arc::new(SystemClock), Arc::new(SystemEntropy))
            .await
            .unwrap()
    }

    /// The program on this installation.
    pub(crate) fn command(&self, arguments: &[&str]) -> Command {
        let BlobSettings::Directory(blobs) = &self.settings.blobs else {
            panic!("tests keep files in a directory")
        };
        let mut command = program(&self.directory, arguments, &self.settings.database, blobs);
        command.envs(self.environment.iter().map(|(name, value)| (name, value)));
        command
    }

    /// Runs the program to its end.
    pub(crate) fn run(&self, arguments: &[&str]) -> Output {
        self.command(arguments).output().unwrap()
    }

    /// Starts it as a server; returns when it listens.
    pub(crate) fn start(&self, subcommand: &str) -> Server {
        Server::start(self.command(&[subcommand, "--listen", "127.0.0.1:0"]))
    }
}

fn program(data: &Path, arguments: &[&str], database: &str, blobs: &Path) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_rennsteig"));
    command
        .args(arguments)
        .env("RENNSTEIG_DATA", data)
        .env("RENNSTEIG_DATABASE_URL", database)
        .env("RENNSTEIG_FILES_DIRECTORY", blobs)
        .env("RENNSTEIG_SERVER_HTTPS", "false")
        .env("RENNSTEIG_LOG_LEVEL", "error")
        .stdin(Stdio::null());
    command
}

/// A running server; killed when dropped.
pub(crate) struct Server {
    child: Child,
    /// Host and port.
    pub(crate) address: String,
}

impl Server {
    pub(crate) fn start(mut command: Command) -> Self {
        let mut child = command.stdout(Stdio::piped()).spawn().unwrap();
        let mut lines = BufReader::new(child.stdout.take().unwrap()).lines();
        let address = lines
            .by_ref()
            .map_while(Result::ok)
            .find_map(|line| line.strip_prefix("listening on http://").map(str::to_owned))
            .expect("the server ended before it listened; its complaint is above");
        // Whatever it prints later must not fill the pipe.
        std::thread::spawn(move || lines.map_while(Result::ok).for_each(drop));
        Self { child, address }
    }

    /// `kill -9`: no destructor, no flush, no goodbye.
    pub(crate) fn kill(mut self) {
        self.child.kill().unwrap();
        self.child.wait().unwrap();
    }

    /// The polite way; waits for its end.
    pub(crate) fn stop(mut self) {
        let told = Command::new("kill").args(["-TERM", &self.child.id().to_string()]).status().unwrap();
        assert!(told.success());
        assert!(self.child.wait().unwrap().success(), "it ends without complaint when it is told to");
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        // Gone already after `kill` and `stop`.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// Standard output and error of a run, for messages.
pub(crate) fn text(output: &Output) -> String {
    format!("{}{}", String::from_utf8_lossy(&output.stdout), String::from_utf8_lossy(&output.stderr))
}

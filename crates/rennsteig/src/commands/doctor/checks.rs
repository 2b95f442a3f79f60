//! What is looked at.

use super::{Findings, Level, disk::Room};
use crate::{
    config::{Config, without_password},
    house,
};
use identity::Scope;
use packages::Library;
use std::path::Path;
use store::{BlobSettings, Store};

/// Seconds between the clocks from which deadlines and sessions go wrong, and from which it is worth a look.
const SKEW: (i64, i64) = (30, 2);
/// A job that has been due for so many seconds is not being worked on.
const STUCK: i64 = 600;
/// The log is caught up every ten seconds.
const LATE_LOG: i64 = 300;

pub(super) async fn all(config: &Config, findings: &mut Findings) {
    configuration(config, findings);
    key_file(config, findings);
    disks(config, findings);
    mail(config, findings).await;
    scanner(config, findings).await;
    providers(config, findings).await;
    let Some(store) = open(config, findings).await else { return };
    database(&store, findings).await;
    clock(&store, findings).await;
    files(&store, config, findings).await;
    work(&store, findings).await;
    packages(&store, findings).await;
    store.close().await;
}

fn configuration(config: &Config, findings: &mut Findings) {
    let problems = [
        config.store().err(),
        config.notices().err(),
        config.scanner().err(),
        config.oidc().err(),
        config.legal().err(),
    ];
    let problems: Vec<_> = problems.into_iter().flatten().collect();
    for problem in &problems {
        findings.bad("configuration", Level::Error, format!("{problem:#}"), "correct the configuration");
    }
    let texts = [
        ("imprint", config.site.imprint.is_some()),
        ("privacy", config.site.privacy.is_some()),
        ("accessibility", config.site.accessibility.is_some()),
    ];
    for (name, _) in texts.iter().filter(|(_, there)| !there) {
        let what = format!("[site] {name} is not set: the page says that its text is missing");
        findings.bad(
            "configuration",
            Level::Warning,
            what,
            "write the text and name its file; the law demands it",
        );
    }
    if !config.server.https {
        let what = "[server] https = false: cookies travel unencrypted";
        findings.bad(
            "configuration",
            Level::Warning,
            what,
            "only for trying out; set it to true behind a proxy",
        );
    }
    if problems.is_empty() {
        findings.good("configuration", "can be read");
    }
}

fn key_file(config: &Config, findings: &mut Findings) {
    let file = config.key_file();
    let Ok(found) = std::fs::metadata(&file) else {
        let action = "put the key file in place; a new installation makes one at its first start";
        findings.bad("key file", Level::Error, format!("{} is missing", file.display()), action);
        return;
    };
    let mode = std::os::unix::fs::PermissionsExt::mode(&found.permissions());
    if mode & 0o077 == 0 {
        findings.good("key file", format!("{}, for its owner only", file.display()));
    } else {
        let what = format!("{} can be read by others (mode {:o})", file.display(), mode & 0o777);
        findings.bad("key file", Level::Warning, what, format!("chmod 600 {}", file.display()));
    }
}

/// The place of data, files and database, where they are directories of this machine.
fn disks(config: &Config, findings: &mut Findings) {
    let mut places = vec![config.data.clone()];
    if let Ok(settings) = config.store() {
        if let Some(file) = settings.database.strip_prefix("sqlite://") {
            places.extend(Path::new(file).parent().map(Path::to_owned));
        }
        if let BlobSettings::Directory(files) = settings.blobs {
            places.push(files);
        }
    }
    places.retain(|place| place.exists());
    places.sort();
    places.dedup();
    for place in places {
        let room = match Room::at(&place) {
            Ok(Some(room)) => room,
            Ok(None) => continue,
            Err(error) => {
                let what = format!("{}: {error}", place.display());
                findings.bad("disk", Level::Warning, what, "check the file system");
                continue;
            }
        };
        let what = format!("{}: {room}", place.display());
        match room.level() {
            Level::Good => findings.good("disk", what),
            level => {
                let action =
                    "make room: while the disk is full nothing is accepted (docs/operations/runbook.md)";
                findings.bad("disk", level, what, action);
            }
        }
    }
}

async fn mail(config: &Config, findings: &mut Findings) {
    let Ok(Some(notices)) = config.notices() else { return };
    match notices.reach().await {
        Ok(()) => findings.good("e-mail", "the mail server takes our greeting"),
        Err(why) => {
            let action =
                "check [mail] smtp, name, port, password and certificate; notices are tried again meanwhile";
            findings.bad("e-mail", Level::Error, why, action);
        }
    }
}

async fn scanner(config: &Config, findings: &mut Findings) {
    let Ok(Some(scanner)) = config.scanner() else { return };
    match scanner.ping().await {
        Ok(()) => findings.good("virus scanner", "answers"),
        Err(error) => {
            let action = "start clamd, check [clamd] address; until then no file is accepted";
            findings.bad("virus scanner", Level::Error, error.to_string(), action);
        }
    }
}

/// Who proves identities from elsewhere: each must say about itself what signing in needs.
async fn providers(config: &Config, findings: &mut Findings) {
    let Ok(Some(providers)) = config.oidc() else { return };
    for (issuer, reached) in providers.reach().await {
        match reached {
            Ok(()) => findings.good("sign-in elsewhere", format!("{issuer} answers")),
            Err(error) => {
                let action =
                    "check [oidc] issuer, network and certificates; until then nobody signs in there";
                findings.bad("sign-in elsewhere", Level::Error, format!("{issuer}: {error}"), action);
            }
        }
    }
}

/// Opens the store, where that changes nothing.
async fn open(config: &Config, findings: &mut Findings) -> Option<Store> {
    let settings = config.store().ok()?;
    let place = without_password(&settings.database);
    match Store::exists(&settings).await {
        Ok(true) => {}
        Ok(false) => {
            let action =
                "check --data, --config and [database] url; \"rennsteig serve\" begins a new installation";
            findings.bad("database", Level::Error, format!("{place} holds no installation"), action);
            return None;
        }
        Err(error) => {
            let action = "start the database server; check [database] url, name, password and firewall";
            findings.bad("database", Level::Error, format!("{place} cannot be opened: {error}"), action);
            return None;
        }
    }
    match Store::missing_steps(&settings, &house::OFFICES).await {
        Ok(steps) if steps.is_empty() => {}
        Ok(steps) => {
            let what = format!("{place} is of an older release: steps {steps:?} are missing");
            let action =
                "take a backup with the old release, then start this one; it brings the database up to date";
            findings.bad("database", Level::Error, what, action);
            return None;
        }
        Err(error) => {
            findings.bad(
                "database",
                Level::Error,
                format!("{place}: {error}"),
                "check the rights of the role",
            );
            return None;
        }
    }
    match house::open_existing(config).await {
        Ok(store) => {
            findings.good("database", format!("{place} answers, is up to date, and its keys open"));
            Some(store)
        }
        Err(error) => {
            findings.bad("database", Level::Error, format!("{error:#}"), "see docs/operations/runbook.md");
            None
        }
    }
}

async fn database(store: &Store, findings: &mut Findings) {
    match store.unfit_settings().await {
        Ok(unfit) if unfit.is_empty() => findings.good("database settings", "as they should be"),
        Ok(unfit) => {
            for setting in unfit {
                let what = format!("{} is {}: {}", setting.setting, setting.is, setting.why);
                let action = format!("set {} to {}", setting.setting, setting.should);
                findings.bad("database settings", Level::Error, what, action);
            }
        }
        Err(error) => {
            findings.bad("database settings", Level::Warning, error.to_string(), "look again later");
        }
    }
    if store.engine() == store::Engine::Postgres && matches!(store.is_walled().await, Ok(false)) {
        let what = "the role of the program is a superuser or bypasses row-level security: the second wall is missing";
        let action = "ALTER ROLE … NOSUPERUSER NOBYPASSRLS (docs/operations/installing.md)";
        findings.bad("database settings", Level::Warning, what, action);
    }
}

async fn clock(store: &Store, findings: &mut Findings) {
    let Ok(Some(skew)) = store.clock_skew().await else { return };
    let seconds = skew.as_secs();
    let what = format!("the clock of the database server differs by {seconds} s");
    let action = "run NTP (chrony, systemd-timesyncd) on both machines";
    match seconds.abs() {
        off if off >= SKEW.0 => findings.bad("clock", Level::Error, what, action),
        off if off >= SKEW.1 => findings.bad("clock", Level::Warning, what, action),
        _ => findings.good("clock", "agrees with the database server"),
    }
}

async fn files(store: &Store, config: &Config, findings: &mut Findings) {
    match store.try_files().await {
        Ok(()) => findings.good("files", "can be stored, read and removed"),
        Err(error) => {
            let place = match config.store().map(|settings| settings.blobs) {
                Ok(BlobSettings::Directory(directory)) => directory.display().to_string(),
                Ok(BlobSettings::S3(s3)) => s3.to_string(),
                Err(_) => "[files]".into(),
            };
            let action = format!("check {place}: rights, space, access keys, network");
            findings.bad("files", Level::Error, error.to_string(), action);
        }
    }
}

async fn work(store: &Store, findings: &mut Findings) {
    let backlog = match store.backlog().await {
        Ok(backlog) => backlog,
        Err(error) => {
            findings.bad("jobs", Level::Error, error.to_string(), "see the state of the database");
            return;
        }
    };
    let age = |since: jiff::Timestamp| store.now().duration_since(since).as_secs();
    if backlog.dead > 0 {
        let what = format!("{} jobs were given up", backlog.dead);
        findings.bad(
            "jobs",
            Level::Warning,
            what,
            "\"rennsteig jobs list\" says why; then \"rennsteig jobs revive\"",
        );
    }
    match backlog.due_since.map(age) {
        Some(seconds) if seconds > STUCK => {
            let what = format!("{} jobs are due, the oldest for {seconds} s", backlog.due);
            let action = "is a server running with [jobs] parallel above 0? Its log says what fails";
            findings.bad("jobs", Level::Error, what, action);
        }
        _ if backlog.dead == 0 => {
            findings.good("jobs", format!("{} are due, none was given up", backlog.due));
        }
        _ => {}
    }
    let stale = backlog.logged_at.map_or(i64::MAX, age);
    if backlog.unlogged > 0 && stale > LATE_LOG {
        let what = format!("{} streams have entries that are not in the log yet", backlog.unlogged);
        let action = "a running server does that every ten seconds; its log says log.failed and why";
        findings.bad("log of the journal", Level::Warning, what, action);
    } else {
        findings.good("log of the journal", "caught up");
    }
}

/// Each newest version of a package is compiled as the server does it.
async fn packages(store: &Store, findings: &mut Findings) {
    let library = Library::new(store.clone());
    let installed = match packages::installed(&mut store.reader(), &Scope::House).await {
        Ok(installed) => installed,
        Err(error) => {
            findings.bad("packages", Level::Error, error.to_string(), "see the state of the database");
            return;
        }
    };
    let mut names: Vec<_> = installed.iter().map(|package| package.id.as_str()).collect();
    names.dedup();
    let mut good = 0;
    for name in &names {
        match library.newest(name).await {
            Ok(_) => good += 1,
            Err(error) => {
                let action = "install a version of it that fits this release: rennsteig package install DIR";
                findings.bad("packages", Level::Error, format!("{name}: {error}"), action);
            }
        }
    }
    if good == 0 {
        let action = "rennsteig package install DIR (docs/operations/setting-up.md)";
        findings.bad("packages", Level::Warning, "none is installed: there is nothing to apply for", action);
    } else if good == names.len() {
        findings.good("packages", format!("{good} can be read, letters included"));
    }
}

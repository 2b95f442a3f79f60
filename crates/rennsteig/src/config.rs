//! The configuration: one file, environment over it, defaults under it.

use crate::oidc::{self, Oidc};
use anyhow::{Context, Result, bail};
use serde::Deserialize;
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::time::Duration;
use store::{BlobSettings, S3Settings, Scanner, Settings};

/// Everything an operator decides.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub(crate) struct Config {
    /// Directory for what is not placed elsewhere.
    pub data: PathBuf,
    pub server: Server,
    pub site: Site,
    pub database: Database,
    pub files: Files,
    pub keys: Keys,
    pub jobs: Jobs,
    pub mail: Mail,
    pub clamd: Clamd,
    /// `[oidc.NAME]`
    pub oidc: BTreeMap<String, Oidc>,
    pub log: Log,
    pub telemetry: Telemetry,
}

/// `[server]`
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub(crate) struct Server {
    /// Address and port.
    pub listen: String,
    /// Whether people reach the site by https (through a proxy): cookies become `Secure`.
    pub https: bool,
    /// Address and port of `/metrics`, if it is to be served: apart from the site, because it is not public.
    pub metrics: Option<String>,
}

/// `[site]`
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub(crate) struct Site {
    /// What the site is called.
    pub name: String,
    /// The address at which people reach it: `https://portal.example`.
    pub address: Option<String>,
    /// Who runs it.
    pub operator: Option<String>,
    /// File with the text of /impressum: blank lines part paragraphs, `# ` begins a heading, `- ` an item of a list.
    pub imprint: Option<PathBuf>,
    /// File with the text of /datenschutz.
    pub privacy: Option<PathBuf>,
    /// File with the text of /barrierefreiheit.
    pub accessibility: Option<PathBuf>,
}

/// `[database]`
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub(crate) struct Database {
    /// `sqlite:///path` or `postgres://user:password@host/name`; without it a SQLite file in `data`.
    pub url: Option<String>,
    /// Connections at most.
    pub connections: Option<u32>,
}

/// `[files]`
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub(crate) struct Files {
    /// Directory; without it `data/blobs`.
    pub directory: Option<PathBuf>,
    /// Name of an S3 bucket, instead of a directory.
    pub s3_bucket: Option<String>,
    /// A folder within the bucket.
    pub s3_prefix: Option<String>,
    /// Address of the S3 service.
    pub s3_endpoint: Option<String>,
    /// Whether that address may begin with `http://`.
    pub s3_allow_http: bool,
    /// Region.
    pub s3_region: Option<String>,
    /// Access key.
    pub s3_access_key: Option<String>,
    /// Secret key.
    pub s3_secret_key: Option<String>,
    /// Seconds that storing or reading a file may take.
    pub s3_timeout: Option<u32>,
}

/// `[keys]`
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub(crate) struct Keys {
    /// File with the master keys; without it `data/master.key`, made at the first start.
    pub file: Option<PathBuf>,
}

/// `[jobs]`
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub(crate) struct Jobs {
    /// How many at a time; 0 leaves the work to other processes.
    pub parallel: usize,
}

/// `[mail]`
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub(crate) struct Mail {
    /// `smtps://user:password@host`, `smtp://user:password@host?tls=required` or `smtp://host`; without it nobody is
    /// written to.
    pub smtp: Option<String>,
    /// The sender.
    pub from: Option<String>,
}

/// `[clamd]`
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub(crate) struct Clamd {
    /// `tcp://host:port` or `unix:///path/to/socket`; without it files are not looked at.
    pub address: Option<String>,
    /// Seconds that looking at one file may take.
    pub timeout: Option<u32>,
}

/// `[telemetry]`
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub(crate) struct Telemetry {
    /// Address of a collector that takes OTLP over HTTP, without `/v1/traces`; without it nothing is traced. Needs a
    /// program that was built with the feature `otel`.
    pub otlp: Option<String>,
}

/// `[log]`
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub(crate) struct Log {
    /// `error`, `warn`, `info`, `debug`, or a filter such as `info,store=debug`.
    pub level: String,
    /// `json`, or `text` for people.
    pub format: LogFormat,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub(crate) enum LogFormat {
    Json,
    Text,
}

impl Default for Config {
    fn default() -> Self {
        Self {
            data: PathBuf::from("data"),
            server: Server::default(),
            site: Site::default(),
            database: Database::default(),
            files: Files::default(),
            keys: Keys::default(),
            jobs: Jobs::default(),
            mail: Mail::default(),
            clamd: Clamd::default(),
            oidc: BTreeMap::new(),
            log: Log::default(),
            telemetry: Telemetry::default(),
        }
    }
}

impl Default for Server {
    fn default() -> Self {
        Self { listen: "127.0.0.1:8080".into(), https: true, metrics: None }
    }
}

impl Default for Site {
    fn default() -> Self {
        Self {
            name: "Rennsteig".into(),
            address: None,
            operator: None,
            imprint: None,
            privacy: None,
            accessibility: None,
        }
    }
}

impl Default for Jobs {
    fn default() -> Self {
        Self { parallel: 4 }
    }
}

impl Default for Log {
    fn default() -> Self {
        Self { level: "info".into(), format: LogFormat::Json }
    }
}

/// Variables of the environment that begin so set values: `RENNSTEIG_DATABASE_URL` is `[database] url`.
const PREFIX: &str = "RENNSTEIG_";
const SECTIONS: [&str; 10] =
    ["server", "site", "database", "files", "keys", "jobs", "mail", "clamd", "log", "telemetry"];

impl Config {
    /// Reads the file, lays the environment over it.
    ///
    /// # Errors
    /// The file cannot be read, or a value is unknown or of the wrong kind; the message names it.
    pub(crate) fn load(
        file: Option<&Path>,
        data: Option<&Path>,
        environment: impl Iterator<Item = (String, String)>,
    ) -> Result<Self> {
        let mut table = match file {
            None => toml::Table::new(),
            Some(file) => {
                let text = std::fs::read_to_string(file)
                    .with_context(|| format!("{} cannot be read", file.display()))?;
                text.parse().with_context(|| format!("{} is no TOML", file.display()))?
            }
        };
        for (name, value) in environment {
            overlay(&mut table, &name, &value)?;
        }
        let mut config: Self = table.try_into().with_context(|| match file {
            Some(file) => format!("configuration {} and environment", file.display()),
            None => "configuration from the environment".to_owned(),
        })?;
        if let Some(data) = data {
            config.data = data.to_owned();
        }
        Ok(config)
    }

    /// Makes the data directory.
    pub(crate) fn make_data(&self) -> Result<()> {
        std::fs::create_dir_all(&self.data)
            .with_context(|| format!("the data directory {} cannot be made", self.data.display()))
    }

    /// What the store needs to know.
    pub(crate) fn store(&self) -> Result<Settings> {
        let file = self.data.join("rennsteig.db");
        let database = self.database.url.clone().unwrap_or_else(|| format!("sqlite://{}", file.display()));
        let blobs = self.blobs()?;
        Ok(Settings { database, blobs, connections: self.database.connections.unwrap_or(8) })
    }

    fn blobs(&self) -> Result<BlobSettings> {
        let files = &self.files;
        let Some(bucket) = files.s3_bucket.clone() else {
            let directory = files.directory.clone().unwrap_or_else(|| self.data.join("blobs"));
            return Ok(BlobSettings::Directory(directory));
        };
        if files.directory.is_some() {
            bail!("[files] names a directory and s3_bucket: take one of them out");
        }
        let (Some(access_key), Some(secret_key)) = (&files.s3_access_key, &files.s3_secret_key) else {
            bail!("[files] s3_bucket needs s3_access_key and s3_secret_key");
        };
        let timeout = files.s3_timeout.unwrap_or(20);
        if timeout == 0 {
            bail!("[files] s3_timeout: 0 seconds are too few");
        }
        Ok(BlobSettings::S3(S3Settings {
            bucket,
            prefix: files.s3_prefix.clone(),
            endpoint: files.s3_endpoint.clone(),
            allow_http: files.s3_allow_http,
            region: files.s3_region.clone().unwrap_or_else(|| "eu-central-1".into()),
            access_key: access_key.clone(),
            secret_key: secret_key.clone(),
            timeout: Duration::from_secs(timeout.into()),
        }))
    }

    /// What the operator says on the pages that every site must have.
    pub(crate) fn legal(&self) -> Result<web::shell::Legal> {
        let read = |file: &Option<PathBuf>| {
            let text = |file: &PathBuf| {
                std::fs::read_to_string(file)
                    .with_context(|| format!("[site] names {}, which cannot be read", file.display()))
            };
            file.as_ref().map(text).transpose()
        };
        Ok(web::shell::Legal {
            imprint: read(&self.site.imprint)?,
            privacy: read(&self.site.privacy)?,
            accessibility: read(&self.site.accessibility)?,
        })
    }

    /// What notices by e-mail need, where a mail server is named.
    pub(crate) fn notices(&self) -> Result<Option<post::Notices>> {
        let Some(smtp) = &self.mail.smtp else { return Ok(None) };
        let from = self.mail.from.as_deref().context("[mail] smtp needs from, the sender")?;
        let address =
            self.site.address.as_deref().context(
                "[mail] smtp needs [site] address, at which people reach the site: notices name it",
            )?;
        if !address.starts_with("https://") && !address.starts_with("http://") {
            bail!("[site] address = {address:?} must begin with https://");
        }
        let site = address.trim_end_matches('/');
        let links = post::Links {
            mailbox: format!("{site}{}", web::routes::MailboxPath),
            leitung: format!("{site}{}", web::routes::LeadPath),
            berichte: format!("{site}{}", web::routes::ReportsPath),
        };
        let notices = post::Notices::new(smtp, from, &self.site.name, links).context("[mail]")?;
        Ok(Some(notices))
    }

    /// The virus scanner, where there is one.
    pub(crate) fn scanner(&self) -> Result<Option<Scanner>> {
        let Some(address) = &self.clamd.address else { return Ok(None) };
        let timeout = Duration::from_secs(self.clamd.timeout.unwrap_or(30).max(1).into());
        Ok(Some(Scanner::new(address, timeout).context("[clamd] address")?))
    }

    /// The providers at which people may sign in.
    pub(crate) fn oidc(&self) -> Result<Option<identity::OidcProviders>> {
        oidc::providers(&self.oidc, self.site.address.as_deref())
    }

    /// The site for which passkeys are made, where its address is one for which browsers make them.
    pub(crate) fn passkeys(&self) -> Option<identity::PasskeySite> {
        let address = self.site.address.as_deref()?;
        let site = identity::PasskeySite::new(address, &self.site.name);
        site.inspect_err(|error| tracing::info!(%error, "passkeys.none")).ok()
    }

    /// The file with the master keys.
    pub(crate) fn key_file(&self) -> PathBuf {
        self.keys.file.clone().unwrap_or_else(|| self.data.join("master.key"))
    }

    /// The configuration for people, passwords and keys left out.
    pub(crate) fn without_secrets(&self) -> String {
        let mut shown = self.clone();
        let hide = |secret: &mut Option<String>| {
            if secret.is_some() {
                *secret = Some("***".into());
            }
        };
        hide(&mut shown.files.s3_access_key);
        hide(&mut shown.files.s3_secret_key);
        shown.database.url = shown.database.url.as_deref().map(without_password);
        shown.mail.smtp = shown.mail.smtp.as_deref().map(without_password);
        format!("{shown:#?}")
    }
}

/// The address of a database or mail server for people.
pub(crate) fn without_password(url: &str) -> String {
    let mut shown = url.to_owned();
    if let (Some(scheme), Some(at)) = (url.find("://"), url.rfind('@')) {
        shown.replace_range(scheme + 3..at, "***");
    }
    shown
}

/// `RENNSTEIG_SECTION_KEY=value`. Names that belong to no section are left to others.
fn overlay(table: &mut toml::Table, name: &str, value: &str) -> Result<()> {
    let Some(rest) = name.strip_prefix(PREFIX) else { return Ok(()) };
    let rest = rest.to_ascii_lowercase();
    if let Some((name, key)) = rest.strip_prefix("oidc_").and_then(oidc::variable) {
        let providers = table_of(table, "oidc")?;
        table_of(providers, &name.replace('_', "-"))?.insert(key.to_owned(), value.into());
        return Ok(());
    }
    let Some((section, key)) = rest.split_once('_').filter(|(section, _)| SECTIONS.contains(section)) else {
        return Ok(());
    };
    let value = match (value.parse::<i64>(), value) {
        (_, "true") => toml::Value::Boolean(true),
        (_, "false") => toml::Value::Boolean(false),
        (Ok(number), _) => toml::Value::Integer(number),
        _ => toml::Value::String(value.to_owned()),
    };
    table_of(table, section)?.insert(key.to_owned(), value);
    Ok(())
}

/// A section, made where it is missing.
fn table_of<'t>(table: &'t mut toml::Table, section: &str) -> Result<&'t mut toml::Table> {
    let entry = table.entry(section.to_owned()).or_insert_with(|| toml::Value::Table(toml::Table::new()));
    let Some(entry) = entry.as_table_mut() else { bail!("{section} is no section but a value") };
    Ok(entry)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn load(file: &str, environment: &[(&str, &str)]) -> Result<Config> {
        let directory = tempfile::tempdir().unwrap();
        let path = directory.path().join("rennsteig.toml");
        std::fs::write(&path, file).unwrap();
        Config::load(Some(&path), None, environment.iter().map(|(k, v)| ((*k).to_owned(), (*v).to_owned())))
    }

    #[test]
    fn the_environment_lies_over_the_file() {
        let file = "[database]\nurl = \"sqlite:///a\"\n[jobs]\nparallel = 2\n";
        let config =
            load(file, &[("RENNSTEIG_DATABASE_URL", "postgres://u:p@h/n"), ("RENNSTEIG_BIN", "x")]).unwrap();
        assert_eq!(config.database.url.as_deref(), Some("postgres://u:p@h/n"));
        assert_eq!(config.jobs.parallel, 2);
        assert!(config.without_secrets().contains("postgres://***@h/n"));
    }

    #[test]
    fn a_secret_of_a_provider_comes_from_the_environment() {
        let file = "[site]\naddress = \"https://portal.example\"\n[oidc.bund-id]\nlabel = \"BundID\"\n\
                    issuer = \"https://id.example\"\nclient_id = \"rennsteig\"\nlevels = { \"urn:x\" = \"hoch\" }\n";
        let config = load(file, &[("RENNSTEIG_OIDC_BUND_ID_CLIENT_SECRET", "123456")]).unwrap();
        assert_eq!(config.oidc["bund-id"].client_secret.as_deref(), Some("123456"));
        assert_eq!(config.oidc().unwrap().unwrap().offers().len(), 1);
        assert!(!config.without_secrets().contains("123456"));
    }

    #[test]
    fn the_operators_texts_are_read_and_a_missing_one_is_named() {
        let directory = tempfile::tempdir().unwrap();
        let path = directory.path().join("impressum.txt");
        let config = load(&format!("[site]\nimprint = {path:?}\n"), &[]).unwrap();
        let error = format!("{:#}", config.legal().unwrap_err());
        assert!(error.contains("impressum.txt"), "{error}");
        std::fs::write(&path, "# Kontakt\nStadt Muster").unwrap();
        let legal = config.legal().unwrap();
        assert_eq!((legal.imprint.as_deref(), legal.privacy), (Some("# Kontakt\nStadt Muster"), None));
    }

    #[test]
    fn files_lie_in_one_place() {
        let s3 = "[files]\ns3_bucket = \"akten\"\ns3_access_key = \"a\"\ns3_secret_key = \"geheim\"\n";
        let config = load(s3, &[]).unwrap();
        assert!(matches!(config.blobs().unwrap(), BlobSettings::S3(s3) if s3.timeout.as_secs() == 20));
        assert!(!format!("{:?}", config.blobs()).contains("geheim"));
        assert!(!config.without_secrets().contains("geheim"));
        let fails =
            |variable: (&str, &str)| format!("{:#}", load(s3, &[variable]).unwrap().blobs().unwrap_err());
        let both = fails(("RENNSTEIG_FILES_DIRECTORY", "/var/lib/rennsteig/blobs"));
        assert!(both.contains("take one of them out"), "{both}");
        let hasty = fails(("RENNSTEIG_FILES_S3_TIMEOUT", "0"));
        assert!(hasty.contains("s3_timeout"), "{hasty}");
        let keyless = load("[files]\ns3_bucket = \"akten\"\n", &[]).unwrap().blobs().unwrap_err();
        assert!(format!("{keyless:#}").contains("needs s3_access_key"), "{keyless}");
    }

    #[test]
    fn notices_need_a_sender_and_the_address_of_the_site() {
        let mail = "[mail]\nsmtp = \"smtps://me:geheim@mail.example\"\n";
        let from = format!("{mail}from = \"Portal <post@portal.example>\"\n");
        let at = |address: &str| format!("[site]\naddress = \"{address}\"\n{from}");
        let error = |file: &str| format!("{:#}", load(file, &[]).unwrap().notices().unwrap_err());
        assert!(load("", &[]).unwrap().notices().unwrap().is_none());
        assert!(error(mail).contains("needs from"));
        assert!(error(&from).contains("needs [site] address"));
        assert!(error(&at("portal.example")).contains("must begin with https://"));
        let good = load(&at("https://portal.example/"), &[]).unwrap();
        let notices = format!("{:?}", good.notices().unwrap().unwrap());
        assert!(notices.contains("\"https://portal.example/postfach\""), "{notices}");
        assert!(good.without_secrets().contains("smtps://***@mail.example"));
    }

    #[test]
    fn the_scanner_has_an_address() {
        assert!(load("", &[]).unwrap().scanner().unwrap().is_none());
        let at = |address: &str| load("", &[("RENNSTEIG_CLAMD_ADDRESS", address)]).unwrap().scanner();
        assert!(at("tcp://127.0.0.1:3310").unwrap().is_some());
        assert!(at("unix:///run/clamav/clamd.ctl").unwrap().is_some());
        for wrong in ["127.0.0.1:3310", "tcp://localhost", "unix://clamd.ctl", "http://localhost:1"] {
            assert!(format!("{:#}", at(wrong).unwrap_err()).contains("tcp://host:port"), "{wrong}");
        }
    }

    #[test]
    fn a_wrong_key_is_named() {
        let error = format!("{:#}", load("[server]\nlissten = \"x\"\n", &[]).unwrap_err());
        assert!(error.contains("lissten"), "{error}");
        let error = format!("{:#}", load("", &[("RENNSTEIG_JOBS_PARALLEL", "many")]).unwrap_err());
        assert!(error.contains("parallel"), "{error}");
    }
}

//! Antraege that only have to be submitted.

use std::path::Path;
use std::sync::Arc;

use catalogue::Seed;
use form::Answers;
use identity::{AccountId, BehoerdeId, Scope};
use intake::{AntragId, Owner};
use packages::{Files, Library, Package};
use serde_json::Value;
use store::Store;

use super::Installation;

pub(crate) const PDF: &[u8] = b"%PDF-1.7\n1 0 obj\n<<>>\nendobj\n";
/// What a scenario writes where a file is wanted.
const ATTACHED: [&str; 4] = ["beleg", "abstimmung", "rechnungen", "fotos"];

/// A service at the Behoerde that offers it.
pub(crate) struct Service {
    pub(crate) package: Arc<Package>,
    behoerde: BehoerdeId,
    library: Library,
}

impl Service {
    /// Parking in Erfurt, where the rules decide every clear case: none is drawn for a person to look at.
    pub(crate) async fn parking(store: &Store) -> Self {
        let mut files = Files::read(&folder("bewohnerparkausweis")).unwrap();
        let manifest = String::from_utf8(files.get("package.toml").unwrap().to_vec()).unwrap();
        let manifest = manifest.replace("stichprobe = 0.05", "stichprobe = 0.0");
        files.set("package.toml", manifest.replace("\"1.2.0\"", "\"1.2.1\"").into_bytes()).unwrap();
        Self::install(store, files, "erfurt").await
    }

    /// The certificate for monuments, with discretion and several offices.
    pub(crate) async fn monuments(store: &Store) -> Self {
        Self::install(store, Files::read(&folder("steuerbescheinigung-denkmal")).unwrap(), "tlda").await
    }

    async fn install(store: &Store, files: Files, behoerde: &str) -> Self {
        let package = Package::read(files).unwrap();
        let mut tx = store.begin().await.unwrap();
        packages::install(&mut tx, &Scope::House, &package).await.unwrap();
        tx.commit().await.unwrap();
        let library = Library::new(store.clone());
        Self { package: Arc::new(package), behoerde: Seed::behoerde(behoerde), library }
    }

    /// A complete draft with the answers of a scenario.
    pub(crate) async fn draft(&self, store: &Store, account: AccountId, scenario: &str) -> AntragId {
        let (owner, digest) = (Owner::Account(account), self.package.digest());
        let mut tx = store.begin().await.unwrap();
        let id = intake::start(&mut tx, owner, &self.library, digest, self.behoerde, "de").await.unwrap();
        tx.commit().await.unwrap();
        let mut draft = intake::draft(store, owner, id).await.unwrap();
        let (_, scenario) = self.package.scenarios().find(|(file, _)| file.contains(scenario)).unwrap();
        let upload = intake::add_upload(store, &mut draft, "Schein.pdf", PDF).await.unwrap();
        fill(&mut draft.answers, "", &Value::Object(scenario.antrag.clone()), &upload);
        if draft.answers.get("ausweis.gueltig_ab").is_some() {
            // The scenario plays on a day of its own; a permit begins on a day that is to come.
            let today = store::day_in_germany(store.now());
            let begin = today.saturating_add(jiff::Span::new().days(7));
            let begin = format!("{:02}.{:02}.{}", begin.day(), begin.month(), begin.year());
            assert!(draft.answers.set("ausweis.gueltig_ab", begin));
        }
        draft.name = Some("Anna Beispiel".into());
        let mut tx = store.begin().await.unwrap();
        intake::save(&mut tx, owner, &draft).await.unwrap();
        tx.commit().await.unwrap();
        id
    }
}

/// Complete drafts for a service that decides every clear case by its rules.
pub(crate) async fn prepare(house: &Installation, account: AccountId, count: usize) -> Vec<AntragId> {
    let store = house.open().await;
    let parking = Service::parking(&store).await;
    let mut drafts = Vec::new();
    for _ in 0..count {
        drafts.push(parking.draft(&store, account, "01-erteilt").await);
    }
    store.close().await;
    drafts
}

/// The folder of a package of the house.
pub(crate) fn folder(service: &str) -> std::path::PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../services").join(service)
}

fn fill(answers: &mut Answers, path: &str, value: &Value, upload: &str) {
    match value {
        Value::Object(members) => {
            for (key, member) in members {
                let path = if path.is_empty() { key.clone() } else { format!("{path}.{key}") };
                fill(answers, &path, member, upload);
            }
        }
        Value::Array(rows) => {
            for (i, row) in rows.iter().enumerate() {
                fill(answers, &format!("{path}[{i}]"), row, upload);
            }
        }
        Value::String(raw)
            if ATTACHED.contains(&raw.trim_end_matches(|c: char| c == '-' || c.is_ascii_digit())) =>
        {
            assert!(answers.set(path, upload));
        }
        Value::String(raw) => assert!(answers.set(path, raw.as_str())),
        other => assert!(answers.set(path, other.to_string())),
    }
}

//! Antraege that only have to be submitted.

use form::Answers;
use identity::{AccountId, BehoerdeId, Scope};
use intake::{AntragId, Owner};
use packages::{Digest, Library, Package};
use serde_json::Value;
use store::Store;

use super::Installation;

const PDF: &[u8] = b"%PDF-1.7\n1 0 obj\n<<>>\nendobj\n";

/// Complete drafts for a service that decides every clear case by its rules.
pub(crate) async fn prepare(house: &Installation, account: AccountId, count: usize) -> Vec<AntragId> {
    let store = house.open().await;
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/../../services/bewohnerparkausweis");
    let mut files = packages::Files::read(folder.as_ref()).unwrap();
    let manifest = String::from_utf8(files.get("package.toml").unwrap().to_vec()).unwrap();
    files
        .set(
            "package.toml",
            manifest
                .replace("stichprobe = 0.05", "stichprobe = 0.0")
                .replace("\"1.1.0\"", "\"1.1.1\"")
                .into_bytes(),
        )
        .unwrap();
    let package = Package::read(files).unwrap();
    let mut tx = store.begin().await.unwrap();
    packages::install(&mut tx, &Scope::House, &package).await.unwrap();
    tx.commit().await.unwrap();
    let behoerde = identity::behoerden(&mut store.reader(), &Scope::House).await.unwrap()[0].id;
    let library = Library::new(store.clone());
    let mut drafts = Vec::new();
    for _ in 0..count {
        drafts.push(draft(&store, &library, package.digest(), account, behoerde).await);
    }
    store.close().await;
    drafts
}

async fn draft(
    store: &Store,
    library: &Library,
    digest: &Digest,
    account: AccountId,
    behoerde: BehoerdeId,
) -> AntragId {
    let owner = Owner::Account(account);
    let mut tx = store.begin().await.unwrap();
    let id = intake::start(&mut tx, owner, library, digest, behoerde, "de").await.unwrap();
    tx.commit().await.unwrap();
    let mut draft = intake::draft(store, owner, id).await.unwrap();
    let package = library.get(digest).await.unwrap();
    let (_, scenario) = package.scenarios().find(|(file, _)| file.contains("01-erteilt")).unwrap();
    let upload = intake::add_upload(store, &mut draft, "Schein.pdf", PDF).await.unwrap();
    fill(&mut draft.answers, "", &Value::Object(scenario.antrag.clone()), &upload);
    // The scenario plays on a day of its own; a permit begins on a day that is to come.
    let begin =
        store.now().to_zoned(jiff::tz::TimeZone::UTC).date().saturating_add(jiff::Span::new().days(7));
    let begin = format!("{:02}.{:02}.{}", begin.day(), begin.month(), begin.year());
    assert!(draft.answers.set("ausweis.gueltig_ab", begin));
    let mut tx = store.begin().await.unwrap();
    intake::save(&mut tx, owner, &draft).await.unwrap();
    tx.commit().await.unwrap();
    id
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
        Value::String(raw) if raw.starts_with("beleg") => assert!(answers.set(path, upload)),
        Value::String(raw) => assert!(answers.set(path, raw.as_str())),
        other => assert!(answers.set(path, other.to_string())),
    }
}

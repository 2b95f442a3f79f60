//! `rennsteig person report` and `erase`: all offices, both engines, and a journal that still holds together.

use crate::support;
use std::process::Output;
use std::sync::Arc;

use identity::{AccountId, AccountKind, BehoerdeId, Contact, EmailAddress, HashedPassword, Scope};
use records::{AkteId, NewAkte};
use rstest::rstest;
use serde_json::Value;
use store::{Engine, ManualClock, MasterKeys, Store, StreamId, SystemEntropy};
use support::drafts::prepare;
use support::{Installation, OFFICES, text};

fn ok(output: &Output) -> String {
    assert!(output.status.success(), "{}", text(output));
    text(output)
}

/// The items of a report with this fate.
fn items(report: &str, fate: &str) -> Vec<String> {
    let report: Value = serde_json::from_str(report).unwrap_or_else(|_| panic!("{report}"));
    let all = report["items"].as_array().unwrap().iter().filter(|item| item["fate"] == fate);
    all.map(ToString::to_string).collect()
}

/// The installation as it was years ago.
async fn in_the_past(house: &Installation, at: &str) -> Store {
    let keys = MasterKeys::read(&house.key_file()).unwrap();
    let clock = Arc::new(ManualClock::new(at.parse().unwrap()));
    Store::open(&house.settings, &OFFICES, keys, clock, Arc::new(SystemEntropy)).await.unwrap()
}

/// An Akte about the person, closed on that day, kept for so many years.
async fn akte(house: &Installation, person: AccountId, at: &str, years: Option<u16>) -> (AkteId, String) {
    let store = in_the_past(house, at).await;
    let behoerde: BehoerdeId = identity::behoerden(&mut store.reader(), &Scope::House).await.unwrap()[0].id;
    let mut tx = store.begin().await.unwrap();
    let id = AkteId(tx.new_id());
    tx.open_stream(StreamId(id.0), "akte", Some(behoerde.0)).await.unwrap();
    let new = NewAkte {
        id,
        behoerde,
        aktenplan: "33.22".into(),
        dienst: "probe".into(),
        betreff: "Parken".into(),
        person: Some(person),
    };
    let opened = records::open_akte(&mut tx, &Scope::House, new).await.unwrap();
    let dokument = records::NewDokument {
        vorgang: None,
        art: records::DokumentArt::Bescheid,
        richtung: records::Richtung::Ausgang,
        titel: "Bescheid".into(),
        file_name: "bescheid.pdf".into(),
        media_type: "application/pdf".into(),
    };
    records::add_dokument(&mut tx, &Scope::House, id, dokument, b"Sehr geehrte Frau Beispiel").await.unwrap();
    if let Some(years) = years {
        records::close_akte(&mut tx, &Scope::House, id, years).await.unwrap();
    }
    tx.commit().await.unwrap();
    store.advance_log().await.unwrap();
    store.close().await;
    (id, opened.aktenzeichen)
}

/// A person who signs in as `erika`.
async fn erika(house: &Installation) -> AccountId {
    let store = house.open().await;
    let mut tx = store.begin().await.unwrap();
    let account =
        identity::open_account(&mut tx, &Scope::House, AccountKind::Person, "Erika Beispiel").await.unwrap();
    let password = HashedPassword::of("ein langes Kennwort", store.entropy()).await.unwrap();
    identity::set_password(&mut tx, &Scope::House, account, "erika", &password).await.unwrap();
    let contact =
        Contact { email: EmailAddress::parse("erika@beispiel.example").unwrap(), language: "de".into() };
    identity::set_contact(&mut tx, &Scope::House, account, Some(&contact)).await.unwrap();
    tx.commit().await.unwrap();
    store.close().await;
    account
}

#[rstest]
#[tokio::test(flavor = "multi_thread")]
async fn what_the_law_does_not_keep_is_erased_and_the_rest_is_named(
    #[values(Engine::Sqlite, Engine::Postgres)] engine: Engine,
) {
    let Some(house) = Installation::new(engine).await else { return };
    house.start("demo").stop();
    let account = erika(&house).await;
    prepare(&house, account, 2).await;
    let (over, over_mark) = akte(&house, account, "2019-05-01T10:00:00Z", Some(5)).await;
    let (kept, kept_mark) = akte(&house, account, "2025-05-01T10:00:00Z", Some(10)).await;
    let (_, open_mark) = akte(&house, account, "2026-05-01T10:00:00Z", None).await;

    let before = ok(&house.run(&["journal", "verify"]));
    let report = ok(&house.run(&["person", "report", "erika", "--json"]));
    assert_eq!(ok(&house.run(&["journal", "verify"])), before, "a report changes nothing");
    let erasable = items(&report, "erasable").join("\n");
    for part in ["Erika Beispiel", "erika@beispiel.example", "Bewohnerparkausweis", &over_mark] {
        assert!(erasable.contains(part), "{part}: {report}");
    }
    let stays = items(&report, "kept");
    assert_eq!(stays.len(), 2, "{report}");
    assert!(
        stays.iter().any(|s| s.contains(&kept_mark) && s.contains("\"until\":\"2035-12-31\"")),
        "{report}"
    );
    assert!(stays.iter().any(|s| s.contains(&open_mark) && s.contains("not closed yet")), "{report}");
    let shown = ok(&house.run(&["person", "report", "erika"]));
    assert!(shown.contains("can be erased:") && shown.contains("until 2035-12-31: retention"), "{shown}");

    // First without the Akten.
    let erased = ok(&house.run(&["person", "erase", "erika", "--json"]));
    assert!(items(&erased, "erased").join("").contains("Erika Beispiel"), "{erased}");
    assert_eq!(items(&erased, "kept").len(), 3, "{erased}");
    assert!(erased.contains("offer it to the archive"), "{erased}");
    let gone = house.run(&["person", "report", "erika"]);
    assert!(!gone.status.success() && text(&gone).contains("nobody signs in"), "{}", text(&gone));
    // Then those that were offered to the archive; by the id, because there is no account any more.
    let id = account.0.to_string();
    let erased = ok(&house.run(&["person", "erase", &id, "--destroy-akten", "--json"]));
    assert!(items(&erased, "erased").join("").contains(&over_mark), "{erased}");
    let left = ok(&house.run(&["person", "report", &id, "--json"]));
    assert_eq!((items(&left, "kept").len(), items(&left, "erasable").len()), (2, 0), "{left}");

    let store = house.open().await;
    assert!(
        store.read_stream::<Foreign>(StreamId(over.0)).await.is_err_and(|e| e.to_string().contains("erased"))
    );
    let dokumente = records::dokumente(&mut store.reader(), &Scope::House, kept).await.unwrap();
    assert_eq!(dokumente.len(), 1, "what is kept can be read");
    let dump = format!("{:?}", store.dump_projections().await.unwrap());
    assert!(
        !dump.contains("erika@beispiel.example")
            && !dump.contains("Erika Beispiel")
            && !dump.contains(&over_mark)
    );
    store.close().await;
    let verified = ok(&house.run(&["journal", "verify"]));
    assert!(verified.contains("all chains and the log verify"), "{verified}");
    let rebuilt = ok(&house.run(&["journal", "rebuild"]));
    assert!(!rebuilt.contains("corrected"), "{rebuilt}");
    // The number of what was destroyed is not given again.
    let (_, next) = akte(&house, account, "2019-06-01T10:00:00Z", None).await;
    assert_ne!(next, over_mark);
}

#[tokio::test(flavor = "multi_thread")]
async fn an_account_that_is_needed_stays_until_its_vorgang_ends() {
    let house = Installation::new(Engine::Sqlite).await.unwrap();
    house.start("demo").stop();
    let account = erika(&house).await;
    let drafts = prepare(&house, account, 1).await;
    let store = house.open().await;
    let library = packages::Library::new(store.clone());
    let scope = Scope::Person { account, niveau: identity::Vertrauensniveau::Substantiell };
    let mut tx = store.begin().await.unwrap();
    let command = tx.new_id();
    intake::submit(&mut tx, &scope, &library, drafts[0], command).await.unwrap();
    tx.commit().await.unwrap();
    store.close().await;

    let report = ok(&house.run(&["person", "erase", "erika", "--json"]));
    let kept = items(&report, "kept").join("\n");
    assert!(kept.contains("account of Erika") && kept.contains("are under way"), "{report}");
    assert!(items(&report, "erased").join("").contains("erika@beispiel.example"), "{report}");
    let again = ok(&house.run(&["person", "report", "erika"]));
    assert!(!again.contains("erika@beispiel.example"), "{again}");
    let rebuilt = ok(&house.run(&["journal", "rebuild"]));
    assert!(!rebuilt.contains("corrected"), "{rebuilt}");

    // Staff with roles are no case for this.
    let refused = house.run(&["person", "erase", "betrieb"]);
    assert!(!refused.status.success(), "{}", text(&refused));
}

/// Entries of others: here only whether they can be read at all.
#[derive(Debug, serde::Serialize, serde::Deserialize)]
struct Foreign(Value);

impl store::Entry for Foreign {
    fn kind(&self) -> &'static str {
        "records.foreign"
    }
    async fn project(&self, _: &store::Meta, _: &mut store::Tx) -> store::Result<()> {
        Ok(())
    }
}

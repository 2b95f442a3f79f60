//! Replies: drafts of what is written after an Antrag was submitted.

#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

use identity::{AccountId, BehoerdeId, Scope};
use intake::{Draft, Owner};
use jiff::SignedDuration;
use packages::{Digest, Library, Package};
use rstest::rstest;
use std::path::Path;
use store::{Engine, testing::TestStore};
use uuid::Uuid;

const PDF: &[u8] = b"%PDF-1.7\n1 0 obj\n<<>>\nendobj\n";
const ANNA: Owner = Owner::Account(AccountId(Uuid::from_u128(0xA)));
const BERT: Owner = Owner::Account(AccountId(Uuid::from_u128(0xB)));
const QUESTION: Uuid = Uuid::from_u128(0xF);

struct World {
    test: TestStore,
    library: Library,
    package: Digest,
}

impl World {
    async fn open(engine: Engine) -> Option<Self> {
        let offices = [
            identity::OFFICE,
            packages::OFFICE,
            records::OFFICE,
            post::OFFICE,
            cases::OFFICE,
            intake::OFFICE,
        ];
        let test = TestStore::open(engine, &offices).await?;
        let library = Library::new(test.store.clone());
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../services/bewohnerparkausweis");
        let package = packages::Files::read(&folder).and_then(Package::read).unwrap();
        let mut tx = test.store.begin().await.unwrap();
        packages::install(&mut tx, &Scope::House, &package).await.unwrap();
        tx.commit().await.unwrap();
        Some(Self { package: package.digest().clone(), test, library })
    }

    async fn begin(&self, owner: Owner) -> Draft {
        let behoerde = BehoerdeId(Uuid::from_u128(0xE));
        let mut tx = self.test.store.begin().await.unwrap();
        let draft = intake::begin_reply(&mut tx, owner, &self.library, QUESTION, &self.package, behoerde);
        let draft = draft.await.unwrap();
        tx.commit().await.unwrap();
        draft
    }

    async fn there(&self, owner: Owner) -> Option<Draft> {
        intake::reply(&self.test.store, owner, QUESTION).await.unwrap()
    }
}

#[rstest]
#[tokio::test]
async fn a_reply_is_kept_until_it_is_sent(#[values(Engine::Sqlite, Engine::Postgres)] engine: Engine) {
    let Some(world) = World::open(engine).await else { return };
    let store = &world.test.store;
    assert_eq!(world.there(ANNA).await, None);
    let mut draft = world.begin(ANNA).await;
    draft.set_text("Der Vertrag\nliegt bei.");
    for name in ["b.pdf", "a.pdf"] {
        intake::add_upload(store, &mut draft, name, PDF).await.unwrap();
    }
    let mut tx = store.begin().await.unwrap();
    intake::save(&mut tx, ANNA, &draft).await.unwrap();
    tx.commit().await.unwrap();

    // Begun again (another tab, another device) it is the same one; it is nobody else's, and no Antrag.
    let again = world.begin(ANNA).await;
    assert_eq!((again.id, again.text()), (draft.id, "Der Vertrag\nliegt bei."));
    assert_eq!(world.there(BERT).await, None);
    assert_eq!(intake::drafts(&mut store.reader(), store, ANNA).await.unwrap(), []);
    assert!(matches!(intake::draft(store, ANNA, draft.id).await, Err(intake::Error::NotFound)));

    let files = intake::reply_files(store, &again).await.unwrap();
    let names: Vec<&str> = files.iter().map(|file| file.file_name.as_str()).collect();
    assert_eq!(names, ["a.pdf", "b.pdf"]);
    assert!(files.iter().all(|file| file.media_type == "application/pdf" && file.content == PDF));

    let mut tx = store.begin().await.unwrap();
    intake::discard_reply(&mut tx, BERT, QUESTION).await.unwrap();
    intake::discard_reply(&mut tx, ANNA, QUESTION).await.unwrap();
    intake::discard_reply(&mut tx, ANNA, QUESTION).await.unwrap();
    tx.commit().await.unwrap();
    assert_eq!(world.there(ANNA).await, None);
}

#[tokio::test]
async fn a_reply_that_nobody_comes_back_to_is_deleted() {
    let world = World::open(Engine::Sqlite).await.unwrap();
    world.begin(ANNA).await;
    world.test.clock.advance(SignedDuration::from_hours(24 * 31));
    assert_eq!(world.there(ANNA).await, None);
    let mut tx = world.test.store.begin().await.unwrap();
    assert_eq!(intake::purge_drafts(&mut tx, 10).await.unwrap(), 1);
    tx.commit().await.unwrap();
}

//! What is uploaded, and when it is removed again; in a directory and in S3.

#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

use identity::{AccountId, BehoerdeId, Scope};
use intake::{AntragId, Draft, Owner};
use jiff::SignedDuration;
use packages::{Digest, Library, Package};
use rstest::rstest;
use std::path::Path;
use store::{
    Engine, Error, Jobs, Store, StreamId,
    testing::{Files, TestStore},
};
use uuid::Uuid;

const PDF: &[u8] = b"%PDF-1.7\n1 0 obj\n<<>>\nendobj\n";
const ANNA: Owner = Owner::Account(AccountId(Uuid::from_u128(0xA)));
const DAY: SignedDuration = SignedDuration::from_hours(24);

struct World {
    test: TestStore,
    library: Library,
    package: Digest,
    /// Files of the package.
    others: usize,
}

impl World {
    async fn open(files: Files) -> Option<Self> {
        let offices = [
            identity::OFFICE,
            packages::OFFICE,
            records::OFFICE,
            post::OFFICE,
            cases::OFFICE,
            intake::OFFICE,
        ];
        let test = TestStore::with_files(Engine::Sqlite, files, &offices).await?;
        let library = Library::new(test.store.clone());
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../services/bewohnerparkausweis");
        let package = packages::Files::read(&folder).and_then(Package::read).unwrap();
        let mut tx = test.store.begin().await.unwrap();
        packages::install(&mut tx, &Scope::House, &package).await.unwrap();
        tx.commit().await.unwrap();
        let others = test.count_files().await;
        Some(Self { package: package.digest().clone(), test, library, others })
    }

    async fn start(&self) -> AntragId {
        let behoerde = BehoerdeId(Uuid::from_u128(0xE));
        let mut tx = self.test.store.begin().await.unwrap();
        let id = intake::start(&mut tx, ANNA, &self.library, &self.package, behoerde, "de").await.unwrap();
        tx.commit().await.unwrap();
        id
    }

    fn store(&self) -> &Store {
        &self.test.store
    }

    async fn draft(&self, id: AntragId) -> Draft {
        intake::draft(self.store(), ANNA, id).await.unwrap()
    }

    async fn save(&self, draft: &Draft) {
        let mut tx = self.store().begin().await.unwrap();
        intake::save(&mut tx, ANNA, draft).await.unwrap();
        tx.commit().await.unwrap();
    }

    /// Adds a file and saves.
    async fn upload(&self, id: AntragId) -> String {
        let mut draft = self.draft(id).await;
        let upload = intake::add_upload(self.store(), &mut draft, "Schein.pdf", PDF).await.unwrap();
        self.save(&draft).await;
        upload
    }

    /// Forgets a file and saves.
    async fn remove(&self, id: AntragId, upload: &str) {
        let mut draft = self.draft(id).await;
        intake::remove_upload(&mut draft, upload);
        self.save(&draft).await;
    }

    /// Does what is due; how many uploads there are then.
    async fn uploads_after_work(&self) -> usize {
        let jobs = intake::register_jobs(Jobs::default(), &self.library);
        jobs.run_until_idle(self.store()).await.unwrap();
        assert_eq!(self.store().dead_jobs().await.unwrap().len(), 0);
        self.test.count_files().await - self.others
    }

    async fn content(&self, id: AntragId, upload: &str) -> store::Result<Vec<u8>> {
        let blob = self.draft(id).await.uploads[upload].blob.clone();
        self.store().blob(StreamId(id.0), &blob).await
    }
}

#[rstest]
#[tokio::test]
async fn a_removed_upload_is_gone_a_day_later(#[values(Files::Directory, Files::S3)] files: Files) {
    let Some(world) = World::open(files).await else { return };
    let id = world.start().await;
    let (kept, removed) = (world.upload(id).await, world.upload(id).await);
    world.remove(id, &removed).await;
    world.test.clock.advance(DAY - SignedDuration::from_secs(1));
    assert_eq!(world.uploads_after_work().await, 2, "a young file is never removed");
    world.test.clock.advance(SignedDuration::from_secs(1));
    assert_eq!(world.uploads_after_work().await, 1);
    assert_eq!(world.content(id, &kept).await.unwrap(), PDF, "nor is one that is referred to");

    // Added and taken back within one page.
    let mut draft = world.draft(id).await;
    let hasty = intake::add_upload(world.store(), &mut draft, "Schein.pdf", PDF).await.unwrap();
    intake::remove_upload(&mut draft, &hasty);
    world.save(&draft).await;
    world.test.clock.advance(DAY);
    assert_eq!(world.uploads_after_work().await, 1);
    assert_eq!(world.content(id, &kept).await.unwrap(), PDF);
}

#[rstest]
#[tokio::test]
async fn the_uploads_of_a_deleted_or_expired_draft_go_with_it(
    #[values(Files::Directory, Files::S3)] files: Files,
) {
    let Some(world) = World::open(files).await else { return };
    let (discarded, expired, kept) = (world.start().await, world.start().await, world.start().await);
    for id in [discarded, expired] {
        world.upload(id).await;
    }
    let mut tx = world.store().begin().await.unwrap();
    intake::discard(&mut tx, ANNA, discarded).await.unwrap();
    tx.commit().await.unwrap();
    assert_eq!(world.uploads_after_work().await, 2);
    world.test.clock.advance(DAY * 29);
    let upload = world.upload(kept).await;
    assert_eq!(world.uploads_after_work().await, 2, "one gone, one new");
    world.test.clock.advance(DAY);
    let mut tx = world.store().begin().await.unwrap();
    assert_eq!(intake::purge_drafts(&mut tx, 100).await.unwrap(), 1);
    tx.commit().await.unwrap();
    world.test.clock.advance(DAY);
    assert_eq!(world.uploads_after_work().await, 1);
    assert_eq!(world.content(kept, &upload).await.unwrap(), PDF);
}

/// Two pages are saved at the same time: one without the file, the other still with it.
#[tokio::test]
async fn a_file_that_is_referred_to_again_stays() {
    let world = World::open(Files::Directory).await.unwrap();
    let id = world.start().await;
    let upload = world.upload(id).await;
    let stale = world.draft(id).await;
    world.remove(id, &upload).await;
    world.save(&stale).await;
    world.test.clock.advance(DAY * 2);
    assert_eq!(world.uploads_after_work().await, 1);
    assert_eq!(world.content(id, &upload).await.unwrap(), PDF);
}

/// The transaction failed: nothing was removed, and the file is still named.
#[tokio::test]
async fn what_was_not_committed_removes_nothing() {
    let world = World::open(Files::Directory).await.unwrap();
    let id = world.start().await;
    let upload = world.upload(id).await;
    let mut tx = world.store().begin().await.unwrap();
    intake::discard(&mut tx, ANNA, id).await.unwrap();
    drop(tx);
    world.test.clock.advance(DAY * 2);
    assert_eq!(world.uploads_after_work().await, 1);
    assert_eq!(world.content(id, &upload).await.unwrap(), PDF);
    let nowhere = store::BlobId::try_from("ab".repeat(32)).unwrap();
    assert!(matches!(world.store().blob(StreamId(id.0), &nowhere).await, Err(Error::Blob(..))));
}

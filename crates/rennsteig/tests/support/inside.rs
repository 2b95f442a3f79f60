//! All offices in the process of the test, on a clock that it sets by hand.

use std::path::Path;
use std::sync::Arc;

use catalogue::Seed;
use identity::{AccountId, AccountKind, Contact, EmailAddress, Permission, Remit, Scope, Vertrauensniveau};
use intake::AntragId;
use jiff::SignedDuration;
use packages::Library;
use store::testing::TestStore;
use store::{BlobSettings, Engine, Jobs, ManualClock, Store, sql};
use uuid::Uuid;

use super::OFFICES;

/// The sample offices, Anna, and whoever works for them.
pub(crate) struct Inside {
    pub(crate) store: Store,
    pub(crate) clock: Arc<ManualClock>,
    pub(crate) library: Library,
    pub(crate) jobs: Jobs,
    pub(crate) anna: AccountId,
    /// Removes database and directory in the end.
    _test: TestStore,
}

impl Inside {
    /// On a Monday, on which the scenarios play. `files` elsewhere than in a directory.
    pub(crate) async fn open(engine: Engine, files: Option<BlobSettings>) -> Option<Self> {
        let mut test = TestStore::open(engine, &[]).await?;
        test.clock.set("2026-11-23T09:00:00Z".parse().unwrap());
        if let Some(files) = files {
            test.settings.blobs = files;
        }
        let store = test.reopen(&OFFICES).await;
        let offices = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../data/thueringen");
        let mut tx = store.begin().await.unwrap();
        Seed::read(&offices).unwrap().plant(&mut tx).await.unwrap();
        let anna = identity::open_account(&mut tx, &Scope::House, AccountKind::Person, "Anna Beispiel");
        let anna = anna.await.unwrap();
        let email = EmailAddress::parse("anna@buerger.example").unwrap();
        let contact = Contact { email, language: "de".into() };
        identity::set_contact(&mut tx, &Scope::House, anna, Some(&contact)).await.unwrap();
        tx.commit().await.unwrap();
        let library = Library::new(store.clone());
        let jobs = records::register_jobs(post::register_jobs(Jobs::default()));
        let jobs = intake::register_jobs(cases::register_jobs(jobs, &library), &library);
        Some(Self { store, clock: Arc::clone(&test.clock), library, jobs, anna, _test: test })
    }

    pub(crate) fn person(&self) -> Scope {
        Scope::Person { account: self.anna, niveau: Vertrauensniveau::Substantiell }
    }

    pub(crate) async fn submit(&self, id: AntragId) {
        let mut tx = self.store.begin().await.unwrap();
        let command = tx.new_id();
        intake::submit(&mut tx, &self.person(), &self.library, id, command).await.unwrap();
        tx.commit().await.unwrap();
    }

    /// Does what is due. Returns how many jobs ran, failures included.
    pub(crate) async fn work(&self) -> u64 {
        self.jobs.run_until_idle(&self.store).await.unwrap()
    }

    pub(crate) fn pass(&self, time: SignedDuration) {
        self.clock.advance(time);
    }

    /// How many entries of a kind the stream of an Antrag has.
    pub(crate) async fn entries(&self, id: AntragId, kind: &str) -> i64 {
        let (count,): (i64,) = sql("SELECT count(*) FROM journal WHERE stream = $1 AND kind = $2")
            .bind(id.0)
            .bind(kind.to_owned())
            .one(&mut self.store.reader())
            .await
            .unwrap();
        count
    }

    /// Chains and log verify, and a replay gives the same.
    pub(crate) async fn holds_together(&self) {
        self.store.advance_log().await.unwrap();
        let report = self.store.verify_journal().await.unwrap();
        assert_eq!((report.damage, report.logged), (Vec::new(), report.entries));
        let before = self.store.dump_projections().await.unwrap();
        self.store.rebuild_projections().await.unwrap();
        assert_eq!(self.store.dump_projections().await.unwrap(), before);
    }
}

/// Somebody of an office, by its word in `behoerden.toml`, with one duty.
pub(crate) fn colleague(number: u128, behoerde: &str, duty: &str) -> Scope {
    Scope::Staff {
        account: AccountId(Uuid::from_u128(number)),
        behoerde: Seed::behoerde(behoerde),
        permissions: [Permission::ReadCases, Permission::WorkCases].into(),
        remit: Remit::of(&[duty]),
    }
}

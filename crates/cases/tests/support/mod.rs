//! What the tests of this office have in common: two Behoerden, staff, the sample package.

#![allow(dead_code, reason = "each test program uses its own part of this")]

use cases::{AkteId, NewVorgang, VorgangId};
use catalogue::{Gebiet, GebietKind, LeistungKey, Organisationseinheit, Zustaendigkeit};
use form::Setting;
use identity::{AccountId, Address, Ars, Behoerde, BehoerdeId, Permission, Remit, Scope, Vertrauensniveau};
use packages::{Digest, Files, Library, Package};
use store::{Engine, Jobs, Office, StreamId, testing::TestStore};
use uuid::Uuid;

pub(crate) const OFFICES: [Office; 6] =
    [identity::OFFICE, packages::OFFICE, catalogue::OFFICE, records::OFFICE, post::OFFICE, cases::OFFICE];
pub(crate) const ERFURT: BehoerdeId = BehoerdeId(Uuid::from_u128(0xE1));
pub(crate) const JENA: BehoerdeId = BehoerdeId(Uuid::from_u128(0x1E));
pub(crate) const ANNA: AccountId = AccountId(Uuid::from_u128(0xA));
pub(crate) const BERT: AccountId = AccountId(Uuid::from_u128(0xB));
pub(crate) const KARLA: AccountId = AccountId(Uuid::from_u128(0xCA));
pub(crate) const MILAN: AccountId = AccountId(Uuid::from_u128(0xCB));

/// Cases that the rules decide alone, and such that a person looks at.
pub(crate) const CLEAR: &str = "scenarios/01-erteilt.toml";
pub(crate) const DOUBTFUL: &str = "scenarios/07-nebenwohnung.toml";

pub(crate) fn staff(account: AccountId, behoerde: BehoerdeId) -> Scope {
    let permissions = [Permission::ReadCases, Permission::WorkCases].into();
    Scope::Staff { account, behoerde, permissions, remit: Remit::of(&["sachbearbeitung"]) }
}

fn behoerde(id: BehoerdeId, name: &str, short_name: &str, ars: &str) -> Behoerde {
    let address =
        Address { street: "Fischmarkt 1".into(), postal_code: "99084".into(), town: "Erfurt".into() };
    Behoerde {
        id,
        name: name.into(),
        short_name: short_name.into(),
        ars: Ars::parse(ars).unwrap(),
        address,
        phone: None,
        mail: None,
        web: None,
    }
}

/// Staff with these duties, and these permissions besides reading and working.
pub(crate) fn staff_with(
    account: AccountId,
    behoerde: BehoerdeId,
    duties: &[&str],
    more: &[Permission],
) -> Scope {
    let permissions = [&[Permission::ReadCases, Permission::WorkCases], more].concat();
    let permissions = permissions.into_iter().collect();
    Scope::Staff { account, behoerde, permissions, remit: Remit::of(duties) }
}

pub(crate) fn karla() -> Scope {
    staff(KARLA, ERFURT)
}

pub(crate) fn person(account: AccountId) -> Scope {
    Scope::Person { account, niveau: Vertrauensniveau::Substantiell }
}

pub(crate) struct World {
    pub(crate) test: TestStore,
    pub(crate) library: Library,
    pub(crate) jobs: Jobs,
    pub(crate) package: Digest,
}

impl World {
    pub(crate) async fn open(engine: Engine) -> Option<Self> {
        Self::with(engine, &[]).await
    }

    /// The sample package with other words in its files: (file, old, new). Nobody draws a random sample.
    pub(crate) async fn with(engine: Engine, changes: &[(&str, &str, &str)]) -> Option<Self> {
        let test = TestStore::open(engine, &OFFICES).await?;
        test.clock.set("2026-11-23T09:00:00Z".parse().unwrap());
        let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/../../services/bewohnerparkausweis");
        let mut files = Files::read(folder.as_ref()).unwrap();
        let never = ("package.toml", "stichprobe = 0.05", "stichprobe = 0.0");
        for (file, old, new) in std::iter::once(&never).chain(changes) {
            let text = String::from_utf8(files.get(file).unwrap().to_vec()).unwrap();
            assert!(text.contains(old), "{file} has no {old}");
            files.set(file, text.replace(old, new).into_bytes()).unwrap();
        }
        Self::of(test, files).await
    }

    /// The sample package with another process, and one for objections.
    pub(crate) async fn with_process(engine: Engine, process: &str, widerspruch: &str) -> Option<Self> {
        let test = TestStore::open(engine, &OFFICES).await?;
        test.clock.set("2026-11-23T09:00:00Z".parse().unwrap());
        let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/../../services/bewohnerparkausweis");
        let all = Files::read(folder.as_ref()).unwrap();
        // Its scenarios are about its own process.
        let kept = all.iter().filter(|(path, _)| !path.starts_with("scenarios/"));
        let mut files = Files::new(kept.map(|(path, content)| (path.to_owned(), content.to_vec()))).unwrap();
        files.set("process.bpmn", process.as_bytes().to_vec()).unwrap();
        let manifest = String::from_utf8(files.get("package.toml").unwrap().to_vec()).unwrap();
        let mut manifest: toml::Table = manifest.parse().unwrap();
        let mut put = |table: &str, entries: &[(&str, toml::Value)]| {
            let table = manifest.get_mut(table).and_then(toml::Value::as_table_mut).unwrap();
            table.extend(entries.iter().map(|(key, value)| ((*key).to_owned(), value.clone())));
        };
        put("prozess", &[("stichprobe", 1.0.into())]);
        put("rechtsbehelf", &[("prozess", widerspruch.into())]);
        put(
            "rollen",
            &[("sachbearbeitung", "Sachbearbeitung".into()), ("schlusszeichnung", "Leitung".into())],
        );
        files.set("package.toml", manifest.to_string().into_bytes()).unwrap();
        Self::of(test, files).await
    }

    async fn of(test: TestStore, files: Files) -> Option<Self> {
        let package = Package::read(files).unwrap();
        let mut tx = test.store.begin().await.unwrap();
        for (id, name, short_name, ars) in
            [(ERFURT, "Stadt Erfurt", "EF", "160510000000"), (JENA, "Stadt Jena", "J", "160530000000")]
        {
            identity::found_behoerde(&mut tx, &Scope::House, &behoerde(id, name, short_name, ars))
                .await
                .unwrap();
        }
        packages::install(&mut tx, &Scope::House, &package).await.unwrap();
        tx.commit().await.unwrap();
        let library = Library::new(test.store.clone());
        let jobs = cases::register_jobs(Jobs::default(), &library);
        Some(Self { package: package.digest().clone(), test, library, jobs })
    }

    /// Jena is competent for a Leistung in Erfurt.
    pub(crate) async fn jena_is_competent(&self, leistung: &str) {
        let mut tx = self.test.store.begin().await.unwrap();
        let house = &Scope::House;
        let ars = Ars::parse("160510000000").unwrap();
        let gebiet = Gebiet {
            ars: ars.clone(),
            name: "Erfurt".into(),
            kind: GebietKind::Gemeinde,
            parent: None,
            postal_codes: Vec::new(),
            kachel: None,
        };
        catalogue::set_gebiet(&mut tx, house, &gebiet).await.unwrap();
        let einheit = Organisationseinheit {
            id: Uuid::from_u128(0xE10),
            behoerde: JENA,
            name: "Fachstelle".into(),
            address: Address::default(),
            opening_hours: Vec::new(),
            phone: None,
            mail: None,
            web: None,
        };
        catalogue::set_einheit(&mut tx, house, &einheit).await.unwrap();
        let leistung = LeistungKey::parse(leistung).unwrap();
        let zustaendig = Zustaendigkeit { leistung, gebiet: ars, einheit: einheit.id };
        catalogue::begin_zustaendigkeit(&mut tx, house, &zustaendig).await.unwrap();
        tx.commit().await.unwrap();
    }

    /// A Vorgang of a person in Erfurt with the answers of a scenario.
    pub(crate) async fn receive(&self, scenario: &str, person: AccountId, name: &str) -> VorgangId {
        let new = self.new_vorgang(scenario, person, name).await;
        self.begin(new).await.unwrap()
    }

    pub(crate) async fn new_vorgang(&self, scenario: &str, person: AccountId, name: &str) -> NewVorgang {
        let store = &self.test.store;
        let package = self.library.get(&self.package).await.unwrap();
        let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/../../services/bewohnerparkausweis/");
        let text = std::fs::read_to_string(format!("{folder}{scenario}")).unwrap();
        let scenario: packages::Scenario = toml::from_str(&text).unwrap();
        let setting = Setting::new(scenario.heute, "de");
        let antrag = package.form().check(&scenario.answers(), &setting).unwrap();
        let mut tx = store.begin().await.unwrap();
        let akte = tx.new_id();
        tx.open_stream(StreamId(akte), "akte", Some(ERFURT.0)).await.unwrap();
        tx.commit().await.unwrap();
        NewVorgang {
            akte: AkteId(akte),
            behoerde: ERFURT,
            package: self.package.clone(),
            person: Some(person),
            name: name.into(),
            eingangsnummer: format!("E-{}", akte.simple()),
            received_at: store.now(),
            antrag,
            dokumente: Vec::new(),
        }
    }

    pub(crate) async fn begin(&self, new: NewVorgang) -> cases::Result<VorgangId> {
        let mut tx = self.test.store.begin().await.unwrap();
        let id = cases::open(&mut tx, &Scope::House, &self.library, new).await?;
        tx.commit().await.unwrap();
        Ok(id)
    }

    pub(crate) async fn vorgang(&self, id: VorgangId) -> cases::Vorgang {
        cases::vorgang(&mut self.test.store.reader(), &karla(), id).await.unwrap()
    }

    pub(crate) async fn tasks(&self, id: VorgangId) -> Vec<cases::Task> {
        cases::tasks(&mut self.test.store.reader(), &karla(), id).await.unwrap()
    }

    pub(crate) async fn work(&self) {
        self.jobs.run_until_idle(&self.test.store).await.unwrap();
        assert_eq!(self.test.store.count_jobs().await.unwrap().1, 0, "no job was given up");
    }

    pub(crate) async fn holds_together(&self) {
        let store = &self.test.store;
        assert_eq!(store.verify_journal().await.unwrap().damage, []);
        let before = store.dump_projections().await.unwrap();
        store.rebuild_projections().await.unwrap();
        assert_eq!(store.dump_projections().await.unwrap(), before);
    }
}

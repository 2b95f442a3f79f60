//! A plan is made: proposed, reviewed, ordered, approved, published and reported on, on both engines. Everybody acts behind
//! the wall of their Behoerde.

#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

use identity::{
    AccountId, AccountKind, Address, Ars, Behoerde, BehoerdeId, Denied, Permission, Remit, Scope,
};
use jiff::civil::date;
use planning::{
    Andere, Angaben, AnlageId, Bericht, Berichtskalender, Beschluss, Datei, Ergebnis, Error, Feld,
    Gegenstand, Handlungsbedarf, Mittel, Schritt, SitzungId, Stand, Tagesordnungspunkt, Vorgabe, Vorschlag,
    VorschlagId,
};
use plans::{Id, Projektstatus};
use rstest::rstest;
use store::{Engine, Jobs, Store, StreamId, Tx, Viewer, Wall, testing::TestStore};
use uuid::Uuid;

const HOUSE: &Scope = &Scope::House;
const CIO: BehoerdeId = BehoerdeId(Uuid::from_u128(1));
const TFM: BehoerdeId = BehoerdeId(Uuid::from_u128(2));
const TMIK: BehoerdeId = BehoerdeId(Uuid::from_u128(3));
const BODIES: [&str; 2] = ["Arbeitskreis", "Kabinett"];

/// Somebody at work: what they may do, and the store as they see it.
struct Person {
    scope: Scope,
    store: Store,
}

impl Person {
    async fn begin(&self) -> Tx {
        self.store.begin().await.unwrap()
    }

    async fn propose(&self, angaben: Angaben) -> planning::Result<VorschlagId> {
        let mut tx = self.begin().await;
        let id = planning::propose(&mut tx, &self.scope, 2033, angaben).await?;
        tx.commit().await.unwrap();
        Ok(id)
    }

    async fn revise(&self, id: VorschlagId, fassung: i64, angaben: Angaben) -> planning::Result<()> {
        let mut tx = self.begin().await;
        planning::revise(&mut tx, &self.scope, id, fassung, angaben).await?;
        tx.commit().await.unwrap();
        Ok(())
    }

    async fn step(&self, id: VorschlagId, schritt: Schritt, why: &str) -> planning::Result<()> {
        let mut tx = self.begin().await;
        planning::step(&mut tx, &self.scope, id, schritt, why).await?;
        tx.commit().await.unwrap();
        Ok(())
    }

    async fn see(&self, id: VorschlagId) -> planning::Result<Vorschlag> {
        planning::vorschlag(&mut self.store.reader(), &self.scope, id).await
    }

    async fn all(&self) -> Vec<Vorschlag> {
        planning::vorschlaege(&mut self.store.reader(), &self.scope, 2033).await.unwrap()
    }

    async fn need(&self, id: VorschlagId, andere: &Andere) -> planning::Result<()> {
        let mut tx = self.begin().await;
        planning::need_for(&mut tx, &self.scope, id, andere, "Sonst fehlt die Leitung.").await?;
        tx.commit().await.unwrap();
        Ok(())
    }

    async fn attach(&self, id: VorschlagId, name: &str) -> planning::Result<AnlageId> {
        let content = format!("%PDF-1.7 {name}");
        let blob = planning::store_file(&self.store, &self.scope, id, content.as_bytes()).await?;
        let size = i64::try_from(content.len()).unwrap();
        let datei = Datei { name: name.to_owned(), media_type: "application/pdf".to_owned(), size, blob };
        let mut tx = self.begin().await;
        let anlage = planning::attach(&mut tx, &self.scope, id, datei).await?;
        tx.commit().await.unwrap();
        Ok(anlage)
    }

    async fn detach(&self, id: VorschlagId, anlage: AnlageId) -> planning::Result<()> {
        let mut tx = self.begin().await;
        planning::detach(&mut tx, &self.scope, id, anlage).await?;
        tx.commit().await.unwrap();
        Ok(())
    }

    async fn file(&self, id: VorschlagId, anlage: AnlageId) -> planning::Result<String> {
        let (_, content) = planning::anlage(&self.store, &self.scope, id, anlage).await?;
        Ok(String::from_utf8(content).unwrap())
    }

    async fn umfeld(&self, id: VorschlagId) -> planning::Umfeld {
        planning::umfeld(&mut self.store.reader(), &self.scope, id).await.unwrap()
    }

    async fn publish(&self) -> planning::Result<usize> {
        let mut tx = self.begin().await;
        let count = planning::publish(&mut tx, &self.scope, 2033).await?;
        tx.commit().await.unwrap();
        Ok(count)
    }

    /// A meeting on the day of the test that decides about the plan.
    async fn meet(&self, gremium: &str, ergebnis: Ergebnis) -> SitzungId {
        let mut tx = self.begin().await;
        let day = date(2032, 11, 15);
        let id = planning::convene(&mut tx, &self.scope, gremium, day, "Raum 1").await.unwrap();
        let about = Tagesordnungspunkt::new("Aktionsplan 2033", Gegenstand::Plan(2033)).unwrap();
        planning::set_agenda(&mut tx, &self.scope, id, vec![about]).await.unwrap();
        planning::decide(&mut tx, &self.scope, id, 0, beschluss(ergebnis)).await.unwrap();
        planning::close(&mut tx, &self.scope, id, "Alle").await.unwrap();
        tx.commit().await.unwrap();
        id
    }
}

fn beschluss(ergebnis: Ergebnis) -> Beschluss {
    Beschluss { ergebnis, wortlaut: "So wird es gemacht.".to_owned(), stimmen: None }
}

struct World {
    test: TestStore,
    cio: Person,
    tfm: Person,
    tmik: Person,
}

impl World {
    /// Three Behoerden, and a plan of 2032 with two measures of the TFM and one of an office that does not take part.
    async fn open(engine: Engine) -> Option<Self> {
        let offices = [
            identity::OFFICE,
            packages::OFFICE,
            catalogue::OFFICE,
            records::OFFICE,
            post::OFFICE,
            steering::OFFICE,
            planning::OFFICE,
        ];
        let test = TestStore::open(engine, &offices).await?;
        test.clock.set("2032-10-01T09:00:00Z".parse().unwrap());
        let mut tx = test.store.begin().await.unwrap();
        identity::define_usual_roles(&mut tx, HOUSE).await.unwrap();
        let mut people = Vec::new();
        for (id, short_name, role) in
            [(CIO, "TMDI", "steuerung"), (TFM, "TFM", "ressort"), (TMIK, "TMIK", "ressort")]
        {
            identity::found_behoerde(&mut tx, HOUSE, &behoerde(id, short_name)).await.unwrap();
            let account =
                identity::open_account(&mut tx, HOUSE, AccountKind::Staff, short_name).await.unwrap();
            identity::grant_role(&mut tx, HOUSE, account, id, &role.into()).await.unwrap();
            people.push((account, id, role == "steuerung"));
        }
        steering::take_in(&mut tx, HOUSE, &plans::read(PLAN_2032), "plan.txt", None).await.unwrap();
        tx.commit().await.unwrap();
        let mut people =
            people.into_iter().map(|(account, id, steers)| person(&test.store, account, id, steers));
        let (cio, tfm, tmik) = (people.next()?, people.next()?, people.next()?);
        drop(people);
        Some(Self { test, cio, tfm, tmik })
    }

    /// The same with the work on the plan of 2033 begun.
    async fn planning(engine: Engine) -> Option<Self> {
        let world = Self::open(engine).await?;
        let mut tx = world.cio.begin().await;
        assert_eq!(planning::open(&mut tx, &world.cio.scope, 2033, vorgabe(100_000)).await.unwrap(), 3);
        tx.commit().await.unwrap();
        Some(world)
    }

    fn later(&self, now: &str) {
        self.test.clock.set(now.parse().unwrap());
    }

    /// A proposal of the TFM that was admitted.
    async fn admitted(&self, titel: &str, cent: i64) -> VorschlagId {
        let id = self.tfm.propose(angaben(titel, cent)).await.unwrap();
        self.tfm.step(id, Schritt::Einreichen, "").await.unwrap();
        self.cio.step(id, Schritt::Pruefen, "").await.unwrap();
        self.cio.step(id, Schritt::Aufnehmen, "").await.unwrap();
        id
    }
}

fn person(store: &Store, account: AccountId, behoerde: BehoerdeId, steers: bool) -> Person {
    let mut permissions = [Permission::PlanMeasures].to_vec();
    permissions.extend(steers.then_some(Permission::SteerPlans));
    let scope = Scope::Staff {
        account,
        behoerde,
        permissions: permissions.into_iter().collect(),
        remit: Remit::default(),
    };
    let viewer = Viewer { behoerde: Some(behoerde.0), ..Viewer::default() };
    Person { scope, store: store.behind(Wall::Of(viewer)) }
}

fn behoerde(id: BehoerdeId, short_name: &str) -> Behoerde {
    Behoerde {
        id,
        name: format!("Ministerium {short_name}"),
        short_name: short_name.into(),
        ars: Ars::parse("160000000000").unwrap(),
        address: Address::default(),
        phone: None,
        mail: None,
        web: None,
    }
}

fn vorgabe(budget: i64) -> Vorgabe {
    Vorgabe {
        einreichung_bis: date(2032, 10, 31),
        einzelplan: 16,
        budget,
        gremien: BODIES.map(str::to_owned).to_vec(),
    }
}

fn angaben(titel: &str, cent: i64) -> Angaben {
    Angaben {
        titel: titel.to_owned(),
        text: "Das Verfahren wird eingeführt.\n- zuerst hier\n- dann dort".to_owned(),
        abschnitt: "3.1 Software".to_owned(),
        federfuehrung: "TFM".to_owned(),
        abschluss: "Q4/2034".to_owned(),
        status: Projektstatus::ImPlan,
        bedarf: Handlungsbedarf::Hoch,
        begruendung: String::new(),
        mittel: vec![Mittel { jahr: 2033, einzelplan: 16, cent }],
    }
}

const PLAN_2032: &str = "Aktionsplan 2032
zur Umsetzung der Strategie

Stand: 1. Februar 2032

3.1 Software

3.1.1 Einführung der elektronischen Akte

Aufnahme in den Aktionsplan: 2031
Federführung: TFM
Geplanter Abschluss: 2034
Projektstatus: im Plan

Die elektronische Akte wird in allen Ressorts eingeführt. Das Archiv übernimmt die Akten von:

• den Ministerien,

• den Landesämtern.

3.1.2 Anschluss des Portals

Aufnahme in den Aktionsplan: 2030
Federführung: TFM
Geplanter Abschluss: 2033
Projektstatus: im Plan

Das Portal wird an den Verbund angeschlossen. Die Behörden stellen ihre Leistungen dort ein.

3.1.3 Glasfaser für das Landesnetz

Aufnahme in den Aktionsplan: 2030
Federführung: TMWWDG
Geplanter Abschluss: 2033
Projektstatus: im Plan

Das Landesnetz wird mit Glasfaser erneuert. Die Knoten werden doppelt angebunden.
";

#[rstest]
#[tokio::test]
async fn measures_go_on_as_drafts_of_those_who_lead_them(
    #[values(Engine::Sqlite, Engine::Postgres)] engine: Engine,
) {
    let Some(world) = World::planning(engine).await else { return };
    let drafts = world.tfm.all().await;
    let titles: Vec<_> = drafts.iter().map(|one| one.angaben.titel.as_str()).collect();
    assert_eq!(titles, ["Einführung der elektronischen Akte", "Anschluss des Portals"]);
    assert_eq!(drafts[0].angaben.abschnitt, "3.1 Software");
    assert_eq!((drafts[0].stand, drafts[0].angaben.abschluss.as_str()), (Stand::Entwurf, "2034"));
    assert!(drafts[0].massnahme.is_some());
    // As somebody would have written it: lists stay lists.
    assert_eq!(
        drafts[0].angaben.text,
        "Die elektronische Akte wird in allen Ressorts eingeführt. Das Archiv übernimmt die Akten von:\n\n- den \
         Ministerien,\n- den Landesämtern."
    );
    // What has no lead here is kept by whoever steers; drafts of others are nobody's business.
    let own: Vec<_> = world.cio.all().await.into_iter().map(|one| one.angaben.titel).collect();
    assert_eq!(own, ["Glasfaser für das Landesnetz"]);
    assert!(world.tmik.all().await.is_empty());
    assert!(matches!(world.tmik.see(drafts[0].id).await, Err(Error::NotFound)));
    assert!(matches!(world.cio.see(drafts[0].id).await, Err(Error::NotFound)));
    // Nobody begins twice, nor in a year that is published.
    let mut tx = world.cio.begin().await;
    let scope = &world.cio.scope;
    for (jahr, there) in [(2033, true), (2032, true), (1999, false)] {
        let refused = planning::open(&mut tx, scope, jahr, vorgabe(1)).await.unwrap_err();
        assert!(matches!(refused, Error::PlanExists(_) if there) || matches!(refused, Error::BadYear(_)));
    }
    drop(tx);
    let mut tx = world.tfm.begin().await;
    let refused = planning::open(&mut tx, &world.tfm.scope, 2034, vorgabe(1)).await;
    assert!(matches!(refused, Err(Error::Denied(Denied::Permission(Permission::SteerPlans)))));
}

#[rstest]
#[tokio::test]
async fn each_ressort_edits_its_own(#[values(Engine::Sqlite, Engine::Postgres)] engine: Engine) {
    let Some(world) = World::planning(engine).await else { return };
    let (tfm, tmik, cio) = (&world.tfm, &world.tmik, &world.cio);
    let id = tfm.propose(angaben("Register", 500)).await.unwrap();
    let changed = Angaben { abschluss: "2036".to_owned(), ..angaben("Register", 500) };
    assert!(matches!(tmik.revise(id, 1, changed.clone()).await, Err(Error::NotFound)));
    tfm.revise(id, 1, changed.clone()).await.unwrap();
    assert!(matches!(tfm.revise(id, 1, angaben("Register", 1)).await, Err(Error::Changed)));
    // The same again changes nothing.
    tfm.revise(id, 2, changed.clone()).await.unwrap();
    assert_eq!(tfm.see(id).await.unwrap().fassung, 2);
    tfm.step(id, Schritt::Einreichen, "").await.unwrap();
    // Handed in: everybody reads it, nobody changes it, and others take no steps of its Ressort.
    assert_eq!(tmik.see(id).await.unwrap().angaben, changed);
    assert!(matches!(tfm.revise(id, 3, changed.clone()).await, Err(Error::Stand)));
    assert!(matches!(tmik.step(id, Schritt::Zurueckziehen, "x").await, Err(Error::NotFound)));
    assert!(matches!(tfm.step(id, Schritt::Pruefen, "").await, Err(Error::Denied(_))));
    assert!(matches!(cio.revise(id, 3, changed.clone()).await, Err(Error::NotFound)));
    // A return says why, and comes back after the last day too.
    assert!(matches!(cio.step(id, Schritt::Zurueckgeben, " ").await, Err(Error::Angabe(Feld::Grund))));
    cio.step(id, Schritt::Zurueckgeben, "Bitte die Kosten erläutern.").await.unwrap();
    world.later("2032-11-02T09:00:00Z");
    let seen = tfm.see(id).await.unwrap();
    assert_eq!(seen.hinweis.as_deref(), Some("Bitte die Kosten erläutern."));
    tfm.revise(id, seen.fassung, angaben("Register", 700)).await.unwrap();
    tfm.step(id, Schritt::Einreichen, "").await.unwrap();
    assert!(matches!(tfm.propose(angaben("Zu spät", 1)).await, Err(Error::Vorbei(_))));
    let draft = tfm.all().await.into_iter().find(|one| one.stand == Stand::Entwurf).unwrap();
    assert!(matches!(tfm.step(draft.id, Schritt::Einreichen, "").await, Err(Error::Vorbei(_))));
    let mut tx = tmik.begin().await;
    planning::comment(&mut tx, &tmik.scope, id, "Wir brauchen das auch.").await.unwrap();
    tx.commit().await.unwrap();
    let history = planning::history(&mut cio.store.reader(), &cio.scope, id).await.unwrap();
    let said: Vec<_> =
        history.iter().map(|one| (one.art.as_str(), one.behoerde.as_deref().unwrap_or_default())).collect();
    assert_eq!(
        said,
        [
            ("angelegt", "TFM"),
            ("bearbeitet", "TFM"),
            ("einreichen", "TFM"),
            ("zurueckgeben", "TMDI"),
            ("bearbeitet", "TFM"),
            ("einreichen", "TFM"),
            ("kommentiert", "TMIK")
        ]
    );
    assert_eq!(history[6].name.as_deref(), Some("TMIK"));
}

#[rstest]
#[tokio::test]
async fn what_comes_first_is_paid_first(#[values(Engine::Sqlite, Engine::Postgres)] engine: Engine) {
    let Some(world) = World::planning(engine).await else { return };
    let cio = &world.cio;
    let (a, b) = (world.admitted("A", 60_000).await, world.admitted("B", 50_000).await);
    let order = async |ids: Vec<VorschlagId>| {
        let mut tx = cio.begin().await;
        let done = planning::order(&mut tx, &cio.scope, 2033, ids).await;
        tx.commit().await.unwrap();
        done
    };
    order(vec![b, a]).await.unwrap();
    let gesamt = planning::overview(&mut cio.store.reader(), &cio.scope, 2033).await.unwrap();
    let lines: Vec<_> = gesamt
        .zeilen
        .iter()
        .map(|line| (line.vorschlag.angaben.titel.as_str(), line.kosten, line.bis_hier))
        .collect();
    assert_eq!(
        lines,
        [
            ("B", 50_000, Some(50_000)),
            ("A", 60_000, Some(110_000)),
            ("Glasfaser für das Landesnetz", 0, None)
        ]
    );
    assert_eq!((gesamt.aufgenommen, gesamt.beantragt), (110_000, 110_000));
    // A draft is in no order, nothing is there twice.
    let draft = cio.all().await.into_iter().find(|one| one.stand == Stand::Entwurf).unwrap();
    for wrong in [vec![a, a], vec![draft.id], vec![VorschlagId(Uuid::from_u128(7))]] {
        assert!(matches!(order(wrong).await, Err(Error::BadReference)));
    }
    let found = planning::hindrances(&mut cio.store.reader(), &cio.scope, 2033).await.unwrap();
    assert!(matches!(found[0], Error::UeberBudget { bedarf: 110_000, budget: 100_000 }), "{found:?}");
    cio.step(a, Schritt::Zurueckstellen, "Dafür reicht das Geld nicht.").await.unwrap();
    let found = planning::hindrances(&mut cio.store.reader(), &cio.scope, 2033).await.unwrap();
    let missing: Vec<_> = found.iter().map(ToString::to_string).collect();
    assert_eq!(missing, ["Arbeitskreis has not approved the plan", "Kabinett has not approved the plan"]);
}

#[rstest]
#[tokio::test]
async fn bodies_decide_and_the_plan_is_published(#[values(Engine::Sqlite, Engine::Postgres)] engine: Engine) {
    let Some(world) = World::planning(engine).await else { return };
    let (tfm, cio) = (&world.tfm, &world.cio);
    let new = world.admitted("Digitaler Bauantrag", 20_000).await;
    let drafts: Vec<_> = tfm.all().await.into_iter().filter(|one| one.stand == Stand::Entwurf).collect();
    let akte = drafts.iter().find(|one| one.angaben.titel.contains("Akte")).unwrap();
    let portal = drafts.iter().find(|one| one.angaben.titel.contains("Portal")).unwrap();
    // One goes on under another title, one is done.
    let renamed = Angaben {
        titel: "Die E-Akte kommt".to_owned(),
        abschluss: "2036".to_owned(),
        status: Projektstatus::InVerzug,
        ..akte.angaben.clone()
    };
    tfm.revise(akte.id, 1, renamed).await.unwrap();
    let done = Angaben { status: Projektstatus::Abgeschlossen, ..portal.angaben.clone() };
    tfm.revise(portal.id, 1, done).await.unwrap();
    for id in [akte.id, portal.id] {
        tfm.step(id, Schritt::Einreichen, "").await.unwrap();
        assert!(matches!(cio.publish().await, Err(Error::Unentschieden(_))));
        cio.step(id, Schritt::Pruefen, "").await.unwrap();
        cio.step(id, Schritt::Aufnehmen, "").await.unwrap();
    }
    world.later("2032-11-15T12:00:00Z");
    cio.meet("Arbeitskreis", Ergebnis::Zugestimmt).await;
    cio.meet("Kabinett", Ergebnis::Vertagt).await;
    assert!(matches!(cio.publish().await, Err(Error::BeschlussFehlt(body)) if body == "Kabinett"));
    cio.meet("Kabinett", Ergebnis::Zugestimmt).await;
    // What changes after the last body approved has to come before it again.
    world.later("2032-11-16T12:00:00Z");
    cio.step(new, Schritt::Zurueckstellen, "Noch einmal ansehen.").await.unwrap();
    cio.step(new, Schritt::Aufnehmen, "").await.unwrap();
    assert!(matches!(cio.publish().await, Err(Error::BeschlussFehlt(_))));
    cio.meet("Kabinett", Ergebnis::Zugestimmt).await;
    assert!(matches!(tfm.publish().await, Err(Error::Denied(_))));
    assert_eq!(cio.publish().await.unwrap(), 2);
    assert!(matches!(cio.publish().await, Err(Error::Stand)));
    assert_eq!(tfm.see(new).await.unwrap().stand, Stand::Veroeffentlicht);
    assert!(matches!(tfm.propose(angaben("Noch eins", 1)).await, Err(Error::Stand)));

    let mut reader = world.test.store.reader();
    let plan = steering::plan(&mut reader, 2033).await.unwrap();
    let numbers: Vec<_> = plan.massnahmen.iter().map(plans::Massnahme::name).collect();
    assert_eq!(numbers, ["3.1.1 Die E-Akte kommt", "3.1.2 Digitaler Bauantrag"]);
    assert_eq!(plan.massnahmen[1].text.absaetze.iter().filter(|one| one.punkt).count(), 2);
    let id = akte.massnahme.clone().unwrap();
    let history = steering::massnahme(&mut reader, &id).await.unwrap();
    let titles: Vec<_> = history.stationen.iter().map(|one| one.massnahme.titel.as_str()).collect();
    assert_eq!(titles, ["Einführung der elektronischen Akte", "Die E-Akte kommt"]);
    assert_eq!(history.kurz.verschoben, Some(24));
    let portal = steering::massnahme(&mut reader, &portal.massnahme.clone().unwrap()).await.unwrap();
    assert_eq!(portal.kurz.lage, steering::Lage::Abgeschlossen.as_str());
    // All of it comes out of the journal.
    let before = cio.all().await;
    world.test.store.rebuild_projections().await.unwrap();
    assert_eq!(cio.all().await, before);
    assert_eq!(world.test.store.verify_journal().await.unwrap().damage, []);
}

#[rstest]
#[tokio::test]
async fn a_record_stays_as_it_was_closed(#[values(Engine::Sqlite, Engine::Postgres)] engine: Engine) {
    let Some(world) = World::planning(engine).await else { return };
    let cio = &world.cio;
    let id = world.admitted("Bauantrag", 1).await;
    let mut tx = cio.begin().await;
    let scope = &cio.scope;
    let sitzung = planning::convene(&mut tx, scope, "Kabinett", date(2032, 10, 5), "").await.unwrap();
    let punkt = |titel: &str, about| Tagesordnungspunkt::new(titel, about).unwrap();
    let agenda =
        vec![punkt("Bauantrag", Gegenstand::Vorschlag(id)), punkt("Verschiedenes", Gegenstand::Sonstiges)];
    planning::set_agenda(&mut tx, scope, sitzung, agenda.clone()).await.unwrap();
    // What does not exist is on no agenda, and nothing is on it twice.
    let nothing = punkt("x", Gegenstand::Massnahme(Id("gibt-es-nicht".to_owned())));
    for wrong in [vec![nothing], vec![agenda[0].clone(), agenda[0].clone()]] {
        let refused = planning::set_agenda(&mut tx, scope, sitzung, wrong).await;
        assert!(matches!(refused, Err(Error::BadReference)));
    }
    assert!(matches!(planning::close(&mut tx, scope, sitzung, "Alle").await, Err(Error::Stand)));
    planning::decide(&mut tx, scope, sitzung, 0, beschluss(Ergebnis::Abgelehnt)).await.unwrap();
    planning::decide(&mut tx, scope, sitzung, 1, beschluss(Ergebnis::ZurKenntnis)).await.unwrap();
    let refused = planning::decide(&mut tx, scope, sitzung, 2, beschluss(Ergebnis::Vertagt)).await;
    assert!(matches!(refused, Err(Error::NotFound)));
    // An item with a decision stays; the order may change.
    let refused = planning::set_agenda(&mut tx, scope, sitzung, vec![agenda[1].clone()]).await;
    assert!(matches!(refused, Err(Error::BadReference)));
    let turned = vec![agenda[1].clone(), agenda[0].clone()];
    planning::set_agenda(&mut tx, scope, sitzung, turned).await.unwrap();
    // The day has not come.
    assert!(matches!(planning::close(&mut tx, scope, sitzung, "Alle").await, Err(Error::Stand)));
    planning::move_to(&mut tx, scope, sitzung, date(2032, 10, 1), "Saal").await.unwrap();
    planning::close(&mut tx, scope, sitzung, "Alle").await.unwrap();
    let refused = planning::decide(&mut tx, scope, sitzung, 0, beschluss(Ergebnis::Zugestimmt)).await;
    assert!(matches!(refused, Err(Error::Stand)));
    tx.commit().await.unwrap();
    let mut reader = world.tmik.store.reader();
    let seen = planning::sitzung(&mut reader, &world.tmik.scope, sitzung).await.unwrap();
    assert_eq!((seen.tagesordnung[1].titel.as_str(), seen.ort.as_str()), ("Bauantrag", "Saal"));
    let about = Gegenstand::Vorschlag(id);
    let decided = planning::decided(&mut reader, &world.tmik.scope, &about).await.unwrap();
    assert_eq!(decided[0].beschluss.ergebnis, Ergebnis::Abgelehnt);
    let found = planning::hindrances(&mut reader, &world.tmik.scope, 2033).await.unwrap();
    assert!(matches!(&found[2], Error::NichtGebilligt { titel, .. } if titel == "Bauantrag"), "{found:?}");
}

#[rstest]
#[tokio::test]
async fn leads_report_twice_a_year(#[values(Engine::Sqlite, Engine::Postgres)] engine: Engine) {
    let Some(world) = World::open(engine).await else { return };
    let (tfm, tmik, cio) = (&world.tfm, &world.tmik, &world.cio);
    let jobs = planning::register_jobs(Jobs::default());
    let mut tx = cio.begin().await;
    planning::set_calendar(&mut tx, &cio.scope, Berichtskalender::default()).await.unwrap();
    tx.commit().await.unwrap();
    assert_eq!(jobs.run_until_idle(&world.test.store).await.unwrap(), 0, "the day has not come");
    world.later("2033-03-31T08:00:00Z");
    jobs.run_until_idle(&world.test.store).await.unwrap();
    let day = date(2033, 3, 31);
    let due = planning::due(&mut tfm.store.reader(), &tfm.scope).await.unwrap();
    assert_eq!(due.len(), 2);
    assert_eq!((due[0].stichtag, due[0].bis, due[0].kurz.as_str()), (day, date(2033, 4, 28), "TFM"));
    assert!(planning::due(&mut tmik.store.reader(), &tmik.scope).await.unwrap().is_empty());
    let id = due[0].umfang.massnahme.clone();
    let bericht = Bericht {
        status: Projektstatus::VerzugDroht,
        abschluss: "2035".to_owned(),
        text: "Der Lieferant ist in Verzug.".to_owned(),
    };
    let report = async |person: &Person, bericht: Bericht| {
        let mut tx = person.begin().await;
        planning::report(&mut tx, &person.scope, day, &id, bericht).await?;
        tx.commit().await.unwrap();
        planning::Result::Ok(())
    };
    assert!(matches!(report(tmik, bericht.clone()).await, Err(Error::NotFound)));
    let empty = Bericht { text: String::new(), ..bericht.clone() };
    assert!(matches!(report(tfm, empty).await, Err(Error::Angabe(Feld::Text))));
    report(tfm, bericht.clone()).await.unwrap();
    assert_eq!(planning::due(&mut tfm.store.reader(), &tfm.scope).await.unwrap().len(), 1);
    // Nobody outside reads it before it is released.
    let outside = world.test.store.behind(Wall::Of(Viewer::default()));
    assert!(planning::released(&mut outside.reader(), &id).await.unwrap().is_empty());
    let release = async || {
        let mut tx = cio.begin().await;
        let count = planning::release(&mut tx, &cio.scope, day, std::slice::from_ref(&id)).await.unwrap();
        tx.commit().await.unwrap();
        count
    };
    assert_eq!((release().await, release().await), (1, 0));
    let read = planning::released(&mut outside.reader(), &id).await.unwrap();
    assert_eq!(read[0].bericht.as_ref().map(|(bericht, ..)| bericht), Some(&bericht));
    // Who reports anew is released anew.
    report(tfm, Bericht { abschluss: "2036".to_owned(), ..bericht }).await.unwrap();
    assert!(planning::released(&mut outside.reader(), &id).await.unwrap().is_empty());
    let rounds = planning::rounds(&mut cio.store.reader(), &cio.scope).await.unwrap();
    assert_eq!((rounds[0].massnahmen, rounds[0].berichte, rounds[0].freigegeben), (3, 1, 0));
    // The next round comes by itself; reports of the one before are closed then.
    world.later("2033-09-30T08:00:00Z");
    jobs.run_until_idle(&world.test.store).await.unwrap();
    assert_eq!(planning::rounds(&mut cio.store.reader(), &cio.scope).await.unwrap().len(), 2);
    let late = Bericht { status: Projektstatus::ImPlan, abschluss: "2035".to_owned(), text: "x".to_owned() };
    assert!(matches!(report(tfm, late).await, Err(Error::Stand)));
    world.test.store.rebuild_projections().await.unwrap();
    assert_eq!(planning::rounds(&mut cio.store.reader(), &cio.scope).await.unwrap()[1], rounds[0]);
}

#[rstest]
#[tokio::test]
async fn measures_need_others_and_not_in_circles(#[values(Engine::Sqlite, Engine::Postgres)] engine: Engine) {
    let Some(world) = World::open(engine).await else { return };
    let (tfm, tmik) = (&world.tfm, &world.tmik);
    let running = steering::laufende(&mut world.test.store.reader()).await.unwrap();
    let ids: Vec<Id> = running.into_iter().map(|(id, _)| id).collect();
    let need = async |person: &Person, one: &Id, other: &Id| {
        let mut tx = person.begin().await;
        planning::need(&mut tx, &person.scope, one, other, "Sonst fehlt die Leitung.").await?;
        tx.commit().await.unwrap();
        planning::Result::Ok(())
    };
    // The portal (2033) needs the Akte (2034).
    need(tfm, &ids[1], &ids[0]).await.unwrap();
    need(tfm, &ids[1], &ids[0]).await.unwrap();
    assert!(matches!(need(tfm, &ids[0], &ids[1]).await, Err(Error::Kreis)));
    assert!(matches!(need(tfm, &ids[0], &ids[0]).await, Err(Error::Kreis)));
    assert!(matches!(need(tmik, &ids[0], &ids[2]).await, Err(Error::NotFound)), "not theirs");
    let mut reader = tmik.store.reader();
    let (needs, needed) = planning::needs(&mut reader, &tmik.scope, &ids[1]).await.unwrap();
    assert_eq!((needs.len(), needed.len(), needs[0].zu_spaet), (1, 0, true));
    assert_eq!(planning::too_late(&mut reader, &tmik.scope).await.unwrap().len(), 1);
    let mut tx = tfm.begin().await;
    planning::need_not(&mut tx, &tfm.scope, &ids[1], &ids[0], "Geht auch so.").await.unwrap();
    planning::comment_on(&mut tx, &tfm.scope, &ids[1], "Gut.").await.unwrap();
    tx.commit().await.unwrap();
    let said = planning::of_massnahme(&mut reader, &tmik.scope, &ids[1]).await.unwrap();
    let said: Vec<_> = said.iter().map(|one| (one.art.as_str(), one.text.as_str())).collect();
    assert_eq!(
        said,
        [
            ("braucht", "Sonst fehlt die Leitung."),
            ("braucht-nicht", "Geht auch so."),
            ("kommentiert", "Gut.")
        ]
    );
}

/// The measure that a draft of somebody carries on.
async fn draft(person: &Person, word: &str) -> (VorschlagId, Id) {
    let all = person.all().await;
    let found = all.into_iter().find(|one| one.angaben.titel.contains(word)).unwrap();
    (found.id, found.massnahme.unwrap())
}

#[rstest]
#[tokio::test]
async fn proposals_need_others_and_measures_and_not_in_circles(
    #[values(Engine::Sqlite, Engine::Postgres)] engine: Engine,
) {
    let Some(world) = World::planning(engine).await else { return };
    let (tfm, tmik, cio) = (&world.tfm, &world.tmik, &world.cio);
    let early = Angaben { abschluss: "Q1/2033".to_owned(), ..angaben("Bauantrag", 1) };
    let new = tfm.propose(early).await.unwrap();
    let register = world.admitted("Register", 1).await;
    let (akte, akte_measure) = draft(tfm, "Akte").await;
    let (portal, portal_measure) = draft(tfm, "Portal").await;
    let proposal = Andere::Vorschlag;
    // The new one needs the register, and the Akte by the measure that a draft carries on.
    tfm.need(new, &proposal(register)).await.unwrap();
    tfm.need(new, &proposal(register)).await.unwrap();
    tfm.need(new, &Andere::Massnahme(akte_measure.clone())).await.unwrap();
    let seen = tfm.umfeld(new).await;
    let braucht: Vec<_> = seen
        .braucht
        .iter()
        .map(|one| (one.andere.clone(), one.titel.as_deref().unwrap(), one.zu_spaet, one.eigen))
        .collect();
    assert_eq!(
        braucht,
        [
            (proposal(akte), "Einführung der elektronischen Akte", true, true),
            (proposal(register), "Register", true, true)
        ]
    );
    // Circles are refused over both kinds together, in both directions.
    let mut tx = tfm.begin().await;
    planning::need(&mut tx, &tfm.scope, &akte_measure, &portal_measure, "So ist es.").await.unwrap();
    tx.commit().await.unwrap();
    assert!(matches!(tfm.need(portal, &proposal(new)).await, Err(Error::Kreis)));
    assert!(matches!(tfm.need(new, &proposal(new)).await, Err(Error::Kreis)));
    assert!(matches!(cio.need(register, &proposal(new)).await, Err(Error::NotFound)), "a draft of others");
    tfm.need(portal, &proposal(register)).await.unwrap();
    let mut tx = tfm.begin().await;
    let refused = planning::need(&mut tx, &tfm.scope, &portal_measure, &akte_measure, "So ist es.").await;
    assert!(matches!(refused, Err(Error::Kreis)));
    drop(tx);
    // What a measure needs, the proposal that carries it on needs too; it is not the proposal's to take back.
    let seen = tfm.umfeld(akte).await;
    assert_eq!((seen.braucht[0].andere.clone(), seen.braucht[0].eigen), (proposal(portal), false));
    assert_eq!(seen.gebraucht[0].andere, proposal(new));
    let mut tx = tfm.begin().await;
    let not = async |tx: &mut Tx, id, other: &Andere| {
        planning::need_not_for(tx, &tfm.scope, id, other, "Geht auch so.").await
    };
    assert!(matches!(not(&mut tx, akte, &proposal(portal)).await, Err(Error::NotFound)));
    // A measure and the proposal that carries it on are the same.
    not(&mut tx, new, &proposal(akte)).await.unwrap();
    tx.commit().await.unwrap();
    assert_eq!(tfm.umfeld(new).await.braucht.len(), 1);
    // It is for its Ressort and for whoever steers, and others see no more than they may.
    assert!(matches!(tmik.need(register, &Andere::Massnahme(akte_measure)).await, Err(Error::NotFound)));
    assert!(matches!(tmik.need(new, &proposal(register)).await, Err(Error::NotFound)));
    assert!(tmik.umfeld(register).await.gebraucht.is_empty(), "all that needs it are drafts of others");
    cio.need(register, &proposal(draft(cio, "Glasfaser").await.0)).await.unwrap();
    let seen = tmik.umfeld(register).await;
    assert_eq!((seen.braucht[0].titel.clone(), seen.braucht[0].stand), (None, None), "a draft of others");
    // What is set aside is said where it is needed.
    tfm.step(new, Schritt::Einreichen, "").await.unwrap();
    cio.step(register, Schritt::Zurueckstellen, "Später.").await.unwrap();
    let gesamt = planning::overview(&mut tmik.store.reader(), &tmik.scope, 2033).await.unwrap();
    let line = gesamt.zeilen.iter().find(|line| line.vorschlag.id == new).unwrap();
    assert!(line.braucht[0].fehlt() && !line.braucht[0].zu_spaet);
    assert!(!gesamt.hindernisse.is_empty());
    let choices = tmik.umfeld(register).await.wahl(&[]);
    assert_eq!(choices, [(proposal(new), "Bauantrag".to_owned())]);
    let history = planning::history(&mut tmik.store.reader(), &tmik.scope, new).await.unwrap();
    let said: Vec<_> = history.iter().map(|one| one.art.as_str()).collect();
    assert_eq!(said, ["angelegt", "braucht", "braucht", "braucht-nicht", "einreichen"]);
    let before = tfm.umfeld(new).await.braucht;
    world.test.store.rebuild_projections().await.unwrap();
    assert_eq!(tfm.umfeld(new).await.braucht, before);
}

#[rstest]
#[tokio::test]
async fn with_the_plan_needs_go_on_and_drafts_lapse(
    #[values(Engine::Sqlite, Engine::Postgres)] engine: Engine,
) {
    let Some(world) = World::planning(engine).await else { return };
    let (tfm, tmik, cio) = (&world.tfm, &world.tmik, &world.cio);
    let [bauantrag, register, gone] = [
        world.admitted("Bauantrag", 1).await,
        world.admitted("Register", 2).await,
        world.admitted("Weg", 3).await,
    ];
    let (akte, akte_measure) = draft(tfm, "Akte").await;
    let (portal, portal_measure) = draft(tfm, "Portal").await;
    for (one, other) in [
        (bauantrag, Andere::Vorschlag(register)),
        (bauantrag, Andere::Vorschlag(gone)),
        (register, Andere::Vorschlag(akte)),
        (bauantrag, Andere::Massnahme(portal_measure.clone())),
    ] {
        tfm.need(one, &other).await.unwrap();
    }
    cio.step(gone, Schritt::Zurueckstellen, "Später.").await.unwrap();
    tfm.step(portal, Schritt::Einreichen, "").await.unwrap();
    cio.step(portal, Schritt::Zurueckgeben, "Kosten fehlen.").await.unwrap();
    // A draft that is withdrawn is nobody's business either.
    let mistake = tmik.propose(angaben("Versehen", 1)).await.unwrap();
    tmik.step(mistake, Schritt::Zurueckziehen, "Doppelt.").await.unwrap();
    assert!(matches!(tfm.see(mistake).await, Err(Error::NotFound)));
    world.later("2032-11-15T12:00:00Z");
    for body in BODIES {
        cio.meet(body, Ergebnis::Zugestimmt).await;
    }
    assert_eq!(cio.publish().await.unwrap(), 2);

    // New proposals have become measures, and need what the proposals needed.
    let mut reader = tmik.store.reader();
    let plan = steering::planseite(&mut reader, 2033).await.unwrap();
    let id = |title: &str| {
        let place = plan.plan.massnahmen.iter().position(|one| one.titel == title).unwrap();
        plan.ids[place].clone()
    };
    let (needs, _) = planning::needs(&mut reader, &tmik.scope, &id("Bauantrag")).await.unwrap();
    let mut of: Vec<_> = needs.iter().map(|one| one.andere.id.clone()).collect();
    of.sort();
    let mut wanted = [id("Register").0, portal_measure.0];
    wanted.sort();
    assert_eq!(of, wanted, "what was set aside and is no measure is left out");
    let (needs, needed) = planning::needs(&mut reader, &tmik.scope, &id("Register")).await.unwrap();
    assert_eq!((needs[0].andere.id.clone(), needed.len()), (akte_measure.0, 1));

    // What nobody handed in has lapsed, and who saw it before sees it now, and nobody else.
    let lapsed = tfm.see(akte).await.unwrap();
    assert_eq!((lapsed.stand, tfm.see(portal).await.unwrap().stand), (Stand::Verfallen, Stand::Verfallen));
    assert!(matches!(tmik.see(akte).await, Err(Error::NotFound)));
    assert_eq!(tmik.see(portal).await.unwrap().stand, Stand::Verfallen);
    assert_eq!(tmik.see(gone).await.unwrap().stand, Stand::Zurueckgestellt);
    let history = planning::history(&mut tfm.store.reader(), &tfm.scope, akte).await.unwrap();
    let last = history.last().unwrap();
    assert_eq!((last.art.as_str(), last.behoerde.as_deref()), ("verfallen", Some("TMDI")));
    assert!(matches!(tfm.step(akte, Schritt::Einreichen, "").await, Err(Error::Stand)));
    assert!(matches!(tfm.revise(akte, lapsed.fassung, lapsed.angaben).await, Err(Error::Stand)));
    assert!(matches!(tfm.need(akte, &Andere::Vorschlag(register)).await, Err(Error::Stand)));
    let before = (tfm.all().await, tmik.all().await);
    world.test.store.rebuild_projections().await.unwrap();
    assert_eq!((tfm.all().await, tmik.all().await), before);
    assert_eq!(world.test.store.verify_journal().await.unwrap().damage, []);
}

#[rstest]
#[tokio::test]
async fn who_stands_in_is_told_of_reports_as_well(
    #[values(Engine::Sqlite, Engine::Postgres)] engine: Engine,
) {
    let Some(world) = World::open(engine).await else { return };
    let store = &world.test.store;
    let links = post::Links { mailbox: String::new(), leitung: String::new(), berichte: String::new() };
    store.provide(
        post::Notices::new("smtp://localhost", "Portal <post@portal.example>", "Land", links).unwrap(),
    );
    let account = |person: &Person| match &person.scope {
        Scope::Staff { account, .. } => *account,
        _ => panic!("not staff"),
    };
    // What nobody leads who takes part, the office that steers reports on.
    let (lead, office, other) = (account(&world.tfm), account(&world.cio), account(&world.tmik));
    let mut tx = store.begin().await.unwrap();
    let mut deputies = Vec::new();
    for name in ["heute", "später"] {
        let deputy = identity::open_account(&mut tx, HOUSE, AccountKind::Staff, name).await.unwrap();
        identity::grant_role(&mut tx, HOUSE, deputy, TFM, &"sachbearbeitung".into()).await.unwrap();
        deputies.push(deputy);
    }
    let name = async |tx: &mut Tx, deputy, from, until| {
        identity::name_deputy(tx, &world.tfm.scope, lead, deputy, from, until).await.unwrap();
    };
    name(&mut tx, deputies[0], date(2033, 3, 1), date(2033, 4, 10)).await;
    name(&mut tx, deputies[1], date(2033, 4, 11), date(2033, 4, 30)).await;
    tx.commit().await.unwrap();

    world.later("2033-03-31T08:00:00Z");
    let mut tx = world.cio.begin().await;
    planning::open_round(&mut tx, &world.cio.scope, date(2033, 3, 31)).await.unwrap();
    tx.commit().await.unwrap();
    let jobs = planning::register_jobs(Jobs::default());
    let told = async || {
        jobs.run_until_idle(store).await.unwrap();
        let rows: Vec<(String,)> =
            store::sql("SELECT unique_key FROM jobs WHERE kind = 'post.berichte' ORDER BY unique_key")
                .all(&mut store.reader())
                .await
                .unwrap();
        rows.into_iter().map(|(key,)| key).collect::<Vec<_>>()
    };
    let keys = |accounts: &[AccountId]| {
        let mut keys: Vec<_> = accounts.iter().map(|account| format!("post.berichte {account}")).collect();
        keys.sort();
        keys
    };
    assert_eq!(told().await, keys(&[lead, office, deputies[0]]));
    // A week before they are due, the other one stands in. Who leads nothing is never told.
    world.later("2033-04-21T08:00:00Z");
    assert_eq!(told().await, keys(&[lead, office, deputies[0], deputies[1]]));
    assert!(!told().await.contains(&format!("post.berichte {other}")));
}

#[rstest]
#[tokio::test]
async fn files_come_with_a_proposal_and_leave_for_good(
    #[values(Engine::Sqlite, Engine::Postgres)] engine: Engine,
) {
    let Some(world) = World::planning(engine).await else { return };
    let (tfm, tmik, cio) = (&world.tfm, &world.tmik, &world.cio);
    let store = &world.test.store;
    let id = tfm.propose(angaben("Register", 1)).await.unwrap();
    let (kept, wrong) =
        (tfm.attach(id, "kept.pdf").await.unwrap(), tfm.attach(id, "wrong.pdf").await.unwrap());
    // As the draft: nobody else's business.
    assert!(matches!(tmik.file(id, kept).await, Err(Error::NotFound)));
    assert!(matches!(tmik.attach(id, "x.pdf").await, Err(Error::NotFound)));
    assert!(matches!(tmik.detach(id, kept).await, Err(Error::NotFound)));
    assert!(matches!(cio.file(id, kept).await, Err(Error::NotFound)), "not even for whoever steers");
    // What is taken away is gone a day later, and nothing else.
    let files = async || planning::stored_files(&mut store.reader(), HOUSE).await.unwrap();
    assert!(matches!(
        planning::stored_files(&mut tfm.store.reader(), &tfm.scope).await,
        Err(Error::Denied(_))
    ));
    let before = files().await;
    tfm.detach(id, wrong).await.unwrap();
    assert!(matches!(tfm.detach(id, wrong).await, Err(Error::NotFound)));
    assert!(matches!(tfm.file(id, wrong).await, Err(Error::NotFound)));
    let after = files().await;
    assert_eq!((before.len(), after.len()), (2, 1));
    let gone = before.into_iter().find(|blob| !after.contains(blob)).unwrap();
    let jobs = planning::register_jobs(Jobs::default());
    jobs.run_until_idle(store).await.unwrap();
    assert!(store.blob(StreamId(id.0), &gone).await.is_ok(), "a backup that is being taken still copies it");
    world.later("2032-10-02T09:00:01Z");
    jobs.run_until_idle(store).await.unwrap();
    assert!(store.blob(StreamId(id.0), &gone).await.is_err());
    // Ten at most.
    for number in 1..10 {
        tfm.attach(id, &format!("{number}.pdf")).await.unwrap();
    }
    assert!(matches!(tfm.attach(id, "zu-viel.pdf").await, Err(Error::ZuViele(10))));
    assert_eq!(files().await.len(), 10);
    // Handed in: all read it, nobody changes it.
    tfm.step(id, Schritt::Einreichen, "").await.unwrap();
    assert_eq!(tmik.file(id, kept).await.unwrap(), "%PDF-1.7 kept.pdf");
    assert!(matches!(tfm.attach(id, "spät.pdf").await, Err(Error::Stand)));
    assert!(matches!(tfm.detach(id, kept).await, Err(Error::Stand)));
    let list = planning::anlagen(&mut tmik.store.reader(), &tmik.scope, id).await.unwrap();
    assert_eq!((list.len(), list[0].datei.name.as_str()), (10, "kept.pdf"));
    let history = planning::history(&mut tmik.store.reader(), &tmik.scope, id).await.unwrap();
    let said: Vec<_> = history.iter().map(|one| (one.art.as_str(), one.text.as_str())).collect();
    assert_eq!(
        said[1..4],
        [("anlage", "kept.pdf"), ("anlage", "wrong.pdf"), ("anlage-entfernt", "wrong.pdf")]
    );
    store.rebuild_projections().await.unwrap();
    assert_eq!(planning::anlagen(&mut tmik.store.reader(), &tmik.scope, id).await.unwrap(), list);
}

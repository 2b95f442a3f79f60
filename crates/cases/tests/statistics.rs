//! Figures of an office on both engines: what is counted where, and for whom.

use crate::support;
use cases::{Erledigung, Error, Figures, Hours, Offen, Period, Statistics, VorgangId};
use identity::{BehoerdeId, Permission, Scope};
use jiff::civil::{Date, date};
use rstest::rstest;
use store::Engine;
use support::{ANNA, CLEAR, DOUBTFUL, ERFURT, JENA, MILAN, World, karla, person, staff_with};

const TODAY: Date = date(2027, 2, 15);

fn head_of(behoerde: BehoerdeId, duty: &str) -> Scope {
    staff_with(MILAN, behoerde, &[duty], &[Permission::AssignCases])
}

fn head() -> Scope {
    head_of(ERFURT, "sachbearbeitung")
}

impl World {
    fn clock(&self, moment: &str) {
        self.test.clock.set(moment.parse().unwrap());
    }

    async fn decide(&self, id: VorgangId) {
        let task = self.tasks(id).await[0].id;
        let mut tx = self.test.store.begin().await.unwrap();
        let erledigung = Erledigung::new("erteilen", "Nachweis liegt vor.");
        cases::decide(&mut tx, &karla(), &self.library, task, &erledigung).await.unwrap();
        tx.commit().await.unwrap();
    }

    async fn figures(&self, scope: &Scope, from: Date, to: Date, dienst: Option<&str>) -> Statistics {
        let period = Period::new(from, to, TODAY).unwrap();
        let mut reader = self.test.store.reader();
        cases::statistics(&mut reader, scope, period, dienst, TODAY).await.unwrap()
    }

    /// One decided by a person after two days in December; two decided at once, one withdrawn and an objection in January;
    /// two that wait since February.
    async fn winter(&self) {
        self.clock("2026-12-10T09:00:00Z");
        let first = self.receive(DOUBTFUL, ANNA, "Anna Beispiel").await;
        self.clock("2026-12-12T09:59:00Z");
        self.decide(first).await;
        self.clock("2027-01-04T09:00:00Z");
        let alone = self.receive(CLEAR, ANNA, "Berta Beispiel").await;
        self.receive(CLEAR, ANNA, "Carla Beispiel").await;
        let withdrawn = self.receive(DOUBTFUL, ANNA, "Dora Beispiel").await;
        self.work().await;
        let mut tx = self.test.store.begin().await.unwrap();
        cases::withdraw(&mut tx, &person(ANNA), &self.library, withdrawn, "").await.unwrap();
        cases::object(&mut tx, &person(ANNA), &self.library, alone, "Nein.").await.unwrap();
        tx.commit().await.unwrap();
        // In Germany it is February already.
        self.clock("2027-01-31T23:30:00Z");
        self.receive(DOUBTFUL, ANNA, "Emma Beispiel").await;
        self.clock("2027-02-10T09:00:00Z");
        self.receive(DOUBTFUL, ANNA, "Frieda Beispiel").await;
    }
}

#[rstest]
#[tokio::test]
async fn figures_count_what_happened(#[values(Engine::Sqlite, Engine::Postgres)] engine: Engine) {
    let Some(world) = World::open(engine).await else { return };
    world.winter().await;
    let found = world.figures(&head(), date(2026, 12, 1), TODAY, None).await;
    let total = Figures {
        eingegangen: 6,
        entschieden: 3,
        automatisch: 2,
        zurueckgenommen: 1,
        widersprueche: 1,
        median: Some(Hours(0)),
        neun_von_zehn: Some(Hours(48)),
    };
    assert_eq!(found.total, total);
    let offen = Offen { gesamt: 2, woche: 1, monat: 1, widersprueche: 1, ..Offen::default() };
    assert_eq!(found.offen, offen);
    let [december, january, february] = &found.months[..] else { panic!("{:?}", found.months) };
    assert_eq!((february.from, february.to), (date(2027, 2, 1), TODAY));
    let two_days = Some(Hours(48));
    assert_eq!(
        december.figures,
        Figures {
            eingegangen: 1,
            entschieden: 1,
            median: two_days,
            neun_von_zehn: two_days,
            ..Figures::default()
        }
    );
    assert_eq!((january.figures.eingegangen, january.figures.automatisch), (3, 2));
    assert_eq!((january.figures.zurueckgenommen, january.figures.widersprueche), (1, 1));
    assert_eq!(january.figures.neun_von_zehn, Some(Hours(0)));
    assert_eq!(february.figures, Figures { eingegangen: 2, ..Figures::default() });
    let [dienst] = &found.dienste[..] else { panic!("{:?}", found.dienste) };
    assert_eq!((dienst.dienst.as_str(), dienst.figures, dienst.offen), ("bewohnerparkausweis", total, offen));
    world.holds_together().await;
}

#[rstest]
#[tokio::test]
async fn figures_are_those_of_ones_duties(#[values(Engine::Sqlite, Engine::Postgres)] engine: Engine) {
    let Some(world) = World::open(engine).await else { return };
    world.winter().await;
    let from = date(2026, 12, 1);
    let nothing = (Figures::default(), Offen::default());
    for scope in [head_of(JENA, "sachbearbeitung"), head_of(ERFURT, "sachbearbeitung:anderer")] {
        let found = world.figures(&scope, from, TODAY, None).await;
        assert_eq!((found.total, found.offen, found.dienste), (nothing.0, nothing.1, vec![]));
        assert_eq!(cases::services(&mut world.test.store.reader(), &scope).await.unwrap(), []);
    }
    let own = head_of(ERFURT, "sachbearbeitung:bewohnerparkausweis");
    let all = world.figures(&head(), from, TODAY, None).await;
    assert_eq!(world.figures(&own, from, TODAY, None).await, all);
    assert_eq!(world.figures(&head(), from, TODAY, Some("bewohnerparkausweis")).await, all);
    let other = world.figures(&head(), from, TODAY, Some("anderer' OR 1=1 --")).await;
    assert_eq!((other.total, other.offen), nothing);
    let services = cases::services(&mut world.test.store.reader(), &own).await.unwrap();
    assert_eq!((services.len(), services[0].0.as_str()), (1, "bewohnerparkausweis"));

    let period = Period::new(from, TODAY, TODAY).unwrap();
    let store = &world.test.store;
    for scope in [karla(), person(ANNA)] {
        let refused = cases::statistics(&mut store.reader(), &scope, period, None, TODAY).await;
        assert!(matches!(refused, Err(Error::Denied(_))), "{refused:?}");
        let refused = cases::export_statistics(store, &scope, period, None, TODAY).await;
        assert!(matches!(refused, Err(Error::Denied(_))), "{refused:?}");
    }
    assert_eq!(cases::export_statistics(store, &head(), period, None, TODAY).await.unwrap(), all);
    world.holds_together().await;
}

#[rstest]
#[tokio::test]
async fn days_without_cases_have_figures_too(#[values(Engine::Sqlite, Engine::Postgres)] engine: Engine) {
    let Some(world) = World::open(engine).await else { return };
    let found = world.figures(&head(), date(2022, 2, 15), TODAY, None).await;
    assert_eq!((found.total, found.months.len()), (Figures::default(), 61));
    assert!(found.total.is_empty() && found.dienste.is_empty());
    let day = world.figures(&head(), TODAY, TODAY, Some("x")).await;
    assert_eq!(day.months.len(), 1);
}

//! The strategy is taken in, linked and measured, on both engines.

#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

mod figures;
mod moves;
mod votes;

use identity::{AccountId, BehoerdeId, Permission, Remit, Scope};
use plans::Id;
use rstest::rstest;
use std::fmt::Write as _;
use store::{Engine, Store, testing::TestStore};
use strategy::{Elementart, Error, Feld, Knoten, Strategie};
use uuid::Uuid;

const HOUSE: &Scope = &Scope::House;

/// Whoever steers.
pub(crate) fn cio() -> Scope {
    staff(&[Permission::SteerPlans])
}

pub(crate) fn staff(permissions: &[Permission]) -> Scope {
    Scope::Staff {
        account: AccountId(Uuid::from_u128(1)),
        behoerde: BehoerdeId(Uuid::from_u128(2)),
        permissions: permissions.iter().copied().collect(),
        remit: Remit::default(),
    }
}

pub(crate) fn read(goal: &str, stages: &[&str]) -> Strategie {
    let mut text = format!(
        "Strategie Digitales Land 2040\n\n1.1. Akten: alles an einem Ort\nEs geht um Akten.\n\n1.1.1. Strategische Ziele\n\n\
         Ziel: {goal}\n\n• Wir führen die elektronische Akte in allen Ressorts ein.\n\n1.1.2. Etappenziele\n\n"
    );
    for stage in stages {
        writeln!(text, "• {stage}\n").unwrap();
    }
    text.push_str("Strategische Initiative\n„Netze“\n\nWarum?\n\nWeil das Landesnetz alt ist.\n");
    plans::strategie::read(&text)
}

pub(crate) const GOAL: &str = "Wir arbeiten in allen Behörden mit der elektronischen Akte.";

pub(crate) async fn open(engine: Engine) -> Option<TestStore> {
    let test = TestStore::open(
        engine,
        &[
            identity::OFFICE,
            packages::OFFICE,
            catalogue::OFFICE,
            records::OFFICE,
            post::OFFICE,
            cases::OFFICE,
            intake::OFFICE,
            steering::OFFICE,
            strategy::OFFICE,
        ],
    )
    .await?;
    test.clock.set("2026-11-30T09:00:00Z".parse().unwrap());
    Some(test)
}

pub(crate) async fn take(store: &Store, strategie: &Strategie) -> strategy::Result<strategy::Aufgenommen> {
    let mut tx = store.begin().await.unwrap();
    let done = strategy::take_in(&mut tx, &cio(), strategie, "strategie.txt").await?;
    tx.commit().await.unwrap();
    Ok(done)
}

/// A plan with two measures; their ids.
async fn plan(store: &Store) -> [Id; 2] {
    let measure = |number: &str, title: &str, text: &str| {
        format!(
            "{number} {title}\n\nAufnahme in den Aktionsplan: 2030\nFederführung: TFM\nGeplanter Abschluss: 2032\n\
             Projektstatus: im Plan\n\n{text}\n\n"
        )
    };
    let text = format!(
        "Aktionsplan 2031\nzur Umsetzung der Strategie\n\nStand: 1. Oktober 2031\n\n3. Maßnahmen\n\n{}{}",
        measure(
            "3.1",
            "Einführung der elektronischen Akte",
            "Die elektronische Akte wird in allen Ressorts eingeführt."
        ),
        measure("3.2", "Erneuerung des Landesnetzes", "Das Landesnetz wird mit Glasfaser erneuert.")
    );
    let mut tx = store.begin().await.unwrap();
    steering::take_in(&mut tx, HOUSE, &plans::read(&text), "plan.txt", None).await.unwrap();
    let mut ids = Vec::new();
    for named in ["2031:3.1", "2031:3.2"] {
        let place = steering::fundstelle(&mut tx, named).await.unwrap();
        ids.push(steering::an_der_stelle(&mut tx, &place).await.unwrap());
    }
    tx.commit().await.unwrap();
    ids.try_into().unwrap()
}

pub(crate) async fn of(store: &Store, art: Elementart) -> Vec<Knoten> {
    let all = strategy::baum(&mut store.reader()).await.unwrap();
    all.into_iter().filter(|knoten| knoten.element.art == art).collect()
}

/// A rebuild makes the same of the journal.
pub(crate) async fn holds_together(store: &Store) {
    let before = all(store).await;
    store.rebuild_projections().await.unwrap();
    assert_eq!(all(store).await, before);
    assert_eq!(store.verify_journal().await.unwrap().damage, []);
}

async fn all(store: &Store) -> String {
    let mut reader = store.reader();
    let mut text = format!("{:?}", strategy::edition(&mut reader).await.unwrap());
    write!(text, "{:?}", strategy::baum(&mut reader).await.unwrap()).unwrap();
    write!(text, "{:?}", strategy::verschiebungen(&mut reader).await.unwrap()).unwrap();
    for one in strategy::kennzahlen(&mut reader).await.unwrap() {
        write!(text, "{:?}", strategy::kennzahl(&mut reader, one.id).await.unwrap()).unwrap();
    }
    for one in strategy::datensaetze(&mut reader).await.unwrap() {
        write!(text, "{:?}", strategy::datensatz(&mut reader, &one.id).await.unwrap()).unwrap();
    }
    text
}

#[rstest]
#[tokio::test]
async fn an_edition_follows_another(#[values(Engine::Sqlite, Engine::Postgres)] engine: Engine) {
    let Some(test) = open(engine).await else { return };
    let store = &test.store;
    assert_eq!(strategy::edition(&mut store.reader()).await.unwrap(), None);
    let first = read(GOAL, &["Die Hälfte der Ressorts hat sie.", "Das Archiv nimmt Akten an."]);
    let done = take(store, &first).await.unwrap();
    assert_eq!((done.bekannt, done.neu, done.fortgefuehrt, done.entfallen), (false, 5, 0, 0));
    assert!(take(store, &first).await.unwrap().bekannt);
    let goal = of(store, Elementart::Ziel).await.remove(0).element;
    let stages = of(store, Elementart::Etappenziel).await;
    let [id, _] = plan(store).await;
    let mut tx = store.begin().await.unwrap();
    strategy::link(&mut tx, &cio(), &goal.id, &id, "Sie führt die Akte ein.").await.unwrap();
    strategy::link(&mut tx, &cio(), &stages[1].element.id, &id, "Auch das Archiv.").await.unwrap();
    tx.commit().await.unwrap();

    // The goal is reworded, one Etappenziel gone, one new.
    let second = read(
        "Wir arbeiten in allen Behörden des Landes mit der elektronischen Akte.",
        &["Die Hälfte der Ressorts hat sie.", "Jeder Bescheid liegt in einer Akte."],
    );
    let done = take(store, &second).await.unwrap();
    assert_eq!((done.bekannt, done.neu, done.fortgefuehrt, done.entfallen), (false, 1, 4, 1));
    let now = of(store, Elementart::Ziel).await.remove(0);
    assert_eq!(now.element.id, goal.id);
    assert!(now.element.titel.contains("des Landes"));
    assert_eq!(now.zuordnungen.len(), 1, "a link outlives the edition");
    assert_eq!(now.zuordnungen[0].grund, "Sie führt die Akte ein.");
    // What is gone can still be looked at, and is not linked anew.
    let gone = strategy::element(&mut store.reader(), &stages[1].element.id).await.unwrap();
    assert!(!gone.aktuell && gone.zuordnungen.len() == 1);
    let mut tx = store.begin().await.unwrap();
    let refused = strategy::link(&mut tx, &cio(), &gone.element.id, &id, "Noch einmal.").await;
    assert!(matches!(refused, Err(Error::NotFound)));
    drop(tx);
    let served = strategy::elemente_von(&mut store.reader(), &id).await.unwrap();
    assert_eq!(served.iter().map(|one| one.id.as_str()).collect::<Vec<_>>(), [goal.id.as_str()]);
    holds_together(store).await;
}

#[rstest]
#[tokio::test]
async fn a_person_says_what_serves_what(#[values(Engine::Sqlite, Engine::Postgres)] engine: Engine) {
    let Some(test) = open(engine).await else { return };
    let store = &test.store;
    take(store, &read(GOAL, &["Die Hälfte der Ressorts hat sie."])).await.unwrap();
    let [akte, netz] = plan(store).await;
    let goal = of(store, Elementart::Ziel).await.remove(0).element.id;
    let near = strategy::vorschlaege(&mut store.reader(), &cio(), &goal).await.unwrap();
    assert_eq!(near[0].massnahme, akte);
    assert!(!near.iter().any(|one| one.massnahme == netz), "{near:?}");
    assert!(of(store, Elementart::Ziel).await[0].zuordnungen.is_empty(), "suggested, not done");

    let mut tx = store.begin().await.unwrap();
    let nowhere = Id("none".into());
    for (element, massnahme, grund) in [
        ("none", &akte, "so"),
        (&goal, &nowhere, "so"),
        (&goal, &akte, "  "),
        (&goal, &akte, &"x".repeat(1_001)),
    ] {
        let refused = strategy::link(&mut tx, &cio(), element, massnahme, grund).await.unwrap_err();
        let fits = match grund {
            "so" => matches!(refused, Error::NotFound | Error::NoSuchMassnahme),
            "  " => matches!(refused, Error::Missing(Feld::Grund)),
            _ => matches!(refused, Error::TooLong(Feld::Grund)),
        };
        assert!(fits, "{refused}");
    }
    strategy::link(&mut tx, &cio(), &goal, &akte, " Sie führt die Akte ein. ").await.unwrap();
    let again = strategy::link(&mut tx, &cio(), &goal, &akte, "so").await;
    assert!(matches!(again, Err(Error::Unchanged)));
    let not_there = strategy::unlink(&mut tx, &cio(), &goal, &netz, "so").await;
    assert!(matches!(not_there, Err(Error::Unchanged)));
    tx.commit().await.unwrap();
    let near = strategy::vorschlaege(&mut store.reader(), &cio(), &goal).await.unwrap();
    assert!(!near.iter().any(|one| one.massnahme == akte), "what serves it already is not suggested");
    holds_together(store).await;

    let mut tx = store.begin().await.unwrap();
    strategy::unlink(&mut tx, &cio(), &goal, &akte, "Es war eine andere.").await.unwrap();
    tx.commit().await.unwrap();
    assert!(of(store, Elementart::Ziel).await[0].zuordnungen.is_empty());
    holds_together(store).await;
}

#[rstest]
#[tokio::test]
async fn who_may_not_changes_nothing(#[values(Engine::Sqlite, Engine::Postgres)] engine: Engine) {
    let Some(test) = open(engine).await else { return };
    let store = &test.store;
    let strategie = read(GOAL, &[]);
    take(store, &strategie).await.unwrap();
    let [akte, _] = plan(store).await;
    let goal = of(store, Elementart::Ziel).await.remove(0).element.id;
    let mut tx = store.begin().await.unwrap();
    for scope in [Scope::Anonymous, staff(&[Permission::PlanMeasures])] {
        let denied = |error: Error| matches!(error, Error::Denied(_));
        assert!(denied(strategy::take_in(&mut tx, &scope, &strategie, "s").await.unwrap_err()));
        assert!(denied(strategy::link(&mut tx, &scope, &goal, &akte, "so").await.unwrap_err()));
        assert!(denied(strategy::unlink(&mut tx, &scope, &goal, &akte, "so").await.unwrap_err()));
        assert!(denied(strategy::vorschlaege(&mut tx, &scope, &goal).await.unwrap_err()));
        assert!(denied(strategy::measure_all(&mut tx, &scope).await.unwrap_err()));
        assert!(denied(strategy::keep_data(&mut tx, &scope, &[]).await.unwrap_err()));
    }
    let none = plans::strategie::read("A strategy in English.\n\n3.1.1. Goals\n");
    assert!(matches!(strategy::take_in(&mut tx, HOUSE, &none, "s").await, Err(Error::NoStrategie)));
    assert!(matches!(strategy::keep_data(&mut tx, HOUSE, &[]).await, Err(Error::NoTable)));
}

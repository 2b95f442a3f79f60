//! What came out of a PDF below the wrong parent is moved by hand, and stays there.

use crate::{GOAL, HOUSE, cio, holds_together, of, open, read, staff, take};
use identity::{Permission, Scope};
use rstest::rstest;
use store::{Engine, Store};
use strategy::{Element, Elementart, Error, Feld, Hindernis, HinweisArt, Ort, Strategie, Stueck, Umzug};

/// Two fields; the second goal of the first belongs to the second field, and so does an item.
fn edition(goal: &str, more: &str) -> Strategie {
    plans::strategie::read(&format!(
        "Strategie Digitales Land 2040\n\n1.1. Netze\nUm Netze geht es.\n\n1.1.1. Strategische Ziele\n\nZiel: Das Netz ist \
         schnell.\n\n• Wir legen Leitungen.\n\n• Wir lehren alle das Rechnen.\n\nZiel: {goal}\n\n• Wir schulen.\n\n1.1.2. \
         Etappenziele\n\n• Die Hälfte liegt.\n\n1.2. Menschen\nUm Menschen geht es.\n\n1.2.1. Strategische Ziele\n\nZiel: \
         Niemand bleibt zurück.\n\n• Wir fragen nach.\n\n1.2.2. Etappenziele\n\n• Hundert haben gelernt.\n\n{more}"
    ))
}

async fn element(store: &Store, titel: &str) -> Element {
    let all = strategy::baum(&mut store.reader()).await.unwrap();
    all.into_iter().map(|one| one.element).find(|one| one.titel.starts_with(titel)).unwrap()
}

async fn relocate(store: &Store, was: Stueck, nach: Ort) -> strategy::Result<()> {
    let mut tx = store.begin().await.unwrap();
    strategy::relocate(&mut tx, &cio(), &Umzug { was, nach }, " Die Spalten waren vertauscht. ").await?;
    tx.commit().await.unwrap();
    Ok(())
}

fn item(element: &Element, text: &str) -> Stueck {
    Stueck::Punkt { element: element.id.clone(), text: text.into(), ab: None }
}

#[rstest]
#[tokio::test]
async fn what_is_moved_stays_moved(#[values(Engine::Sqlite, Engine::Postgres)] engine: Engine) {
    let Some(test) = open(engine).await else { return };
    let store = &test.store;
    let first = edition("Alle Menschen im Land können mit dem Netz umgehen.", "");
    take(store, &first).await.unwrap();
    let (people, goal) = (element(store, "Menschen").await, element(store, "Alle Menschen").await);
    let (net, behind) = (element(store, "Das Netz").await, element(store, "Niemand").await);
    relocate(store, Stueck::Element(goal.id.clone()), Ort::Element(people.id.clone())).await.unwrap();
    relocate(store, item(&net, "Wir lehren alle das Rechnen."), Ort::Element(behind.id.clone()))
        .await
        .unwrap();
    let moved = async || {
        assert_eq!(element(store, "Alle Menschen").await.eltern, Some(people.id.clone()));
        let texts = |element: Element| element.punkte.into_iter().map(|one| one.text).collect::<Vec<_>>();
        assert_eq!(texts(element(store, "Das Netz").await), ["Wir legen Leitungen."]);
        assert_eq!(
            texts(element(store, "Niemand").await),
            ["Wir lehren alle das Rechnen.", "Wir fragen nach."]
        );
    };
    moved().await;
    let order: Vec<_> = of(store, Elementart::Ziel).await.into_iter().map(|one| one.element.titel).collect();
    assert!(order[1].starts_with("Alle Menschen") && order[2].starts_with("Niemand"), "by lines: {order:?}");
    let said = strategy::verschiebungen(&mut store.reader()).await.unwrap();
    assert_eq!(
        (said.len(), said[0].grund.as_str(), said[0].gilt),
        (2, "Die Spalten waren vertauscht.", true)
    );
    assert_eq!(
        (said[0].von.as_str(), said[1].von.as_str()),
        (goal.eltern.as_deref().unwrap(), net.id.as_str())
    );
    assert!(said[1].betrifft(&net.id) && said[1].betrifft(&behind.id) && !said[1].betrifft(&people.id));
    holds_together(store).await;

    // The same edition again, and the next one, where the goal is reworded and something stands at the end.
    assert!(take(store, &first).await.unwrap().bekannt);
    moved().await;
    let second = edition(
        "Alle Menschen im ganzen Land können mit dem Netz umgehen.",
        "Strategische Initiative\n„Netze“\n\nWarum?\n\nWeil das Landesnetz alt ist.\n",
    );
    take(store, &second).await.unwrap();
    moved().await;
    assert!(strategy::verschiebungen(&mut store.reader()).await.unwrap().iter().all(|one| one.gilt));
    holds_together(store).await;

    // In a third the item stands where it belongs, and the goal is gone: neither is moved.
    let third = plans::strategie::read(
        "Strategie Digitales Land 2041\n\n1.1. Netze\nUm Netze geht es.\n\n1.1.1. Strategische Ziele\n\nZiel: Das Netz ist \
         schnell.\n\n• Wir legen Leitungen.\n\n1.1.2. Etappenziele\n\n• Die Hälfte liegt.\n\n1.2. Menschen\nUm Menschen \
         geht es.\n\n1.2.1. Strategische Ziele\n\nZiel: Niemand bleibt zurück.\n\n• Wir lehren alle das Rechnen.\n\n1.2.2. \
         Etappenziele\n\n• Hundert haben gelernt.\n",
    );
    take(store, &third).await.unwrap();
    assert!(!strategy::verschiebungen(&mut store.reader()).await.unwrap().iter().any(|one| one.gilt));
    holds_together(store).await;
}

#[rstest]
#[tokio::test]
async fn what_was_unclear_is_settled_by_a_move(#[values(Engine::Sqlite, Engine::Postgres)] engine: Engine) {
    let Some(test) = open(engine).await else { return };
    let store = &test.store;
    take(store, &edition("Alle können es.\n\nZiel: Alle haben es.", "")).await.unwrap();
    let hints = async || {
        let edition = strategy::edition(&mut store.reader()).await.unwrap().unwrap();
        edition.hinweise.into_iter().map(|one| one.was).collect::<Vec<_>>()
    };
    assert_eq!(hints().await, [HinweisArt::ZielOhnePunkte("Alle können es.".into())]);
    let (net, empty) = (element(store, "Das Netz").await, element(store, "Alle können").await);
    relocate(store, item(&net, "Wir lehren alle das Rechnen."), Ort::Element(empty.id)).await.unwrap();
    assert_eq!(hints().await, []);
}

#[rstest]
#[tokio::test]
async fn what_does_not_fit_is_not_moved(#[values(Engine::Sqlite, Engine::Postgres)] engine: Engine) {
    let Some(test) = open(engine).await else { return };
    let store = &test.store;
    take(store, &read(GOAL, &["Die Hälfte der Ressorts hat sie."])).await.unwrap();
    let goal = element(store, "Wir arbeiten").await;
    let field = Ort::Element(goal.eltern.clone().unwrap());
    let there = relocate(store, Stueck::Element(goal.id.clone()), field.clone()).await;
    assert!(matches!(there, Err(Error::Unchanged)));
    let wrong = relocate(store, Stueck::Element(goal.id.clone()), Ort::Element(goal.id.clone())).await;
    assert!(matches!(wrong, Err(Error::Umzug(Hindernis::FalscheArt))));
    let none = relocate(store, item(&goal, "Nichts davon."), field.clone()).await;
    assert!(matches!(none, Err(Error::Umzug(Hindernis::NichtDa))));
    let umzug = Umzug { was: Stueck::Element(goal.id.clone()), nach: field };
    let mut tx = store.begin().await.unwrap();
    let without = strategy::relocate(&mut tx, HOUSE, &umzug, " ").await;
    assert!(matches!(without, Err(Error::Missing(Feld::Grund))));
    for scope in [Scope::Anonymous, staff(&[Permission::PlanMeasures])] {
        let refused = strategy::relocate(&mut tx, &scope, &umzug, "so").await;
        assert!(matches!(refused, Err(Error::Denied(_))));
    }
    assert_eq!(strategy::verschiebungen(&mut tx).await.unwrap(), []);
}

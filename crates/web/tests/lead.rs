//! The head of unit finds the work of one person, however much there is besides.

use crate::support;
use jiff::SignedDuration;
use rstest::rstest;
use store::{Engine, sql};
use support::{World, case};
use uuid::Uuid;

/// More than any page looks through.
const CROWD: usize = 10_050;

#[rstest]
#[tokio::test]
async fn the_work_of_one_person_is_found_behind_ten_thousand_older_tasks(
    #[values(Engine::Sqlite, Engine::Postgres)] engine: Engine,
) {
    let Some(world) = World::open(engine).await else { return };
    let package = support::parking_permit("0.0");
    case::submitted(&world, &package, &case::referred()).await;
    world.work().await;
    let store = world.test.store.as_house();
    let mut tx = store.begin().await.unwrap();
    let (first,): (Uuid,) = sql("SELECT id FROM cases_tasks").one(&mut tx).await.unwrap();
    for _ in 0..CROWD {
        sql("INSERT INTO cases_tasks (id, vorgang, akte, behoerde, dienst, activity, element, name, role, outcomes, stand,
               created_at, other_than, overdue)
             SELECT $1, vorgang, akte, behoerde, dienst, activity, element, name, role, outcomes, stand, created_at,
               other_than, overdue
             FROM cases_tasks WHERE id = $2")
            .bind(store.new_id())
            .bind(first)
            .write(&mut tx)
            .await
            .unwrap();
    }
    tx.commit().await.unwrap();
    world.test.clock.advance(SignedDuration::from_mins(1));
    case::submitted(&world, &package, &case::referred()).await;
    world.work().await;
    let mut karla = case::signed_in(&world, "sachbearbeitung1").await;
    let found = karla.get("/desk/vorgaenge?q=36.45-00002").await;
    let vorgang = karla.get(&found.link("/desk/vorgang/").unwrap()).await;
    karla.submit(&vorgang, "/desk/aufgabe/", &[]).await;

    let mut ute = case::signed_in(&world, "leitung").await;
    let all = ute.get("/desk/leitung").await;
    let links = all.html.split("href=\"").map(|rest| rest.split('"').next().unwrap().replace("&amp;", "&"));
    let mut people = links.filter(|href| href.starts_with("/desk/leitung?wer=") && !href.contains("niemand"));
    let hers = people.next().unwrap();
    let page = ute.get(&hers).await;
    assert!(page.says("36.45-00002/2026") && page.says("bei Karla Heinemann"), "{}", page.text());
    assert!(!page.says("36.45-00001/2026"), "{}", page.text());
    let nobody = ute.get("/desk/leitung?wer=niemand").await;
    assert!(nobody.says("36.45-00001/2026") && !nobody.says("36.45-00002/2026"), "{}", nobody.text());
    let none = ute.get("/desk/leitung?wer=irgendwer").await;
    assert_eq!((none.status, none.link("/desk/vorgang/")), (200, None));
}

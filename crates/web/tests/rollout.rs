//! Where services are online: the map, its tables and its files.

use crate::support::{World, root};
use catalogue::Seed;
use identity::Scope;
use packages::{Files, Package};
use rstest::rstest;
use store::Engine;

/// The service that the sample offices offer in six cities, and in two not yet.
const PARKEN: &str = "99108001001000";

#[rstest]
#[tokio::test]
async fn everybody_sees_where_a_service_is_online(
    #[values(Engine::Sqlite, Engine::Postgres)] engine: Engine,
) {
    let Some(world) = World::open(engine).await else { return };
    let package = Package::read(Files::read(&root().join("services/bewohnerparkausweis")).unwrap()).unwrap();
    let mut tx = world.test.store.begin().await.unwrap();
    let installed = catalogue::install_package(&mut tx, &Scope::House, &package).await.unwrap();
    for behoerde in ["erfurt", "jena", "weimar", "gera", "suhl", "ilmenau"] {
        catalogue::offer_package(&mut tx, &Scope::House, &installed, Seed::behoerde(behoerde)).await.unwrap();
    }
    tx.commit().await.unwrap();
    let mut anyone = world.client();
    let all = anyone.get("/rollout").await;
    assert!(all.status == 200 && all.says("Wo es online geht"), "{}", all.text());
    assert!(all.html.contains("class=\"rs-tiles\"") && all.html.contains("Erfurt: "), "{}", all.html);
    let one = anyone.get(&format!("/rollout/{PARKEN}")).await;
    assert!(one.says("In 6 von 26 Gemeinden geht es online."), "{}", one.text());
    assert!(one.says("Für 18 Gemeinden ist nicht bekannt, wer zuständig ist."), "{}", one.text());
    assert!(one.html.contains("<title>Erfurt: 1 von 1 online</title>"), "{}", one.html);
    assert!(one.html.contains("<title>Ilm-Kreis: 1 von 2 online</title>"), "{}", one.html);
    assert!(
        one.says("Gotha : nicht online") && one.says("Apolda : Zuständigkeit unbekannt"),
        "{}",
        one.text()
    );
    let csv = anyone.get(&format!("/rollout/{PARKEN}/csv")).await;
    assert!(csv.html.contains("160700029029;Ilmenau;160700000000;Ilm-Kreis;online"), "{}", csv.html);
    let json = anyone.get(&format!("/rollout/{PARKEN}/json")).await;
    let json: serde_json::Value = serde_json::from_str(&json.html).unwrap();
    let online = json["gemeinden"].as_array().unwrap().iter().filter(|one| one["zugang"] == "online");
    assert_eq!(online.count(), 6);
    let table = anyone.get("/rollout/als/csv").await;
    assert!(table.html.contains("99108001001000;"), "{}", table.html);
    let json = anyone.get("/rollout/als/json").await;
    assert!(json.html.contains("\"gemeinden_online\":6"), "{}", json.html);
    // What nobody knows is not there, whatever is written in its place.
    for nowhere in ["/rollout/12345678901234", "/rollout/x", "/rollout/12345678901234/csv"] {
        assert_eq!(anyone.get(nowhere).await.status, 404, "{nowhere}");
    }
}

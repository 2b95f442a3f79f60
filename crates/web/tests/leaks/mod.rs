//! Nobody sees what is not theirs, and nobody can tell whether it exists: a walk over all addresses, methods, ids and
//! search words with accounts of other authorities, other duties, other people, and none.
//!
//! The addresses are those of `routes.rs`. One that is not classified in `routes` fails here; say there whose the id in
//! it is.

mod answers;
mod routes;
mod tokens;
mod world;

use crate::support;
use answers::{Answer, normal};
use routes::{Place, Thing};
use rstest::rstest;
use store::{Engine, Viewer, Wall, sql};
use uuid::Uuid;
use world::{Actor, Planted};

/// An id that nothing has.
const ABSENT: Uuid = Uuid::from_u128(0x0199_a1b2_c3d4_7000_8000_1122_3344_5566);
/// Names of parameters with which pages search, filter and sort.
const FILTERS: [&str; 9] = ["q", "suche", "zeigen", "stand", "dienst", "person", "ort", "zurueck", "vorgang"];

#[test]
fn every_address_is_classified() {
    let classified = routes::classified();
    let new: Vec<_> = routes::all().into_iter().filter(|path| !classified.contains(path)).collect();
    assert!(new.is_empty(), "say in {} what these addresses show and whose: {new:?}", file!());
}

#[rstest]
#[tokio::test]
async fn a_foreign_id_is_answered_like_one_that_nothing_has(
    #[values(Engine::Sqlite, Engine::Postgres)] engine: Engine,
) {
    let Some(planted) = Planted::open(engine).await else { return };
    let before = planted.state().await;
    let mut asked = 0;
    for (path, place) in routes::table() {
        let Place::Of(thing) = place else { continue };
        for actor in planted.actors().iter().filter(|actor| !actor.may_see(thing)) {
            for id in planted.ids(thing) {
                asked += compare(&planted, actor, path, thing, *id).await;
            }
        }
    }
    assert!(asked > 500, "only {asked} requests");
    assert_eq!(planted.state().await, before, "somebody changed what is not theirs");
    assert_eq!(planted.world.test.store.verify_journal().await.unwrap().damage, []);
}

/// Asks by each method for what is foreign and for what there is not; both must sound the same.
async fn compare(planted: &Planted, actor: &Actor, path: &str, thing: Thing, id: Uuid) -> usize {
    let mut asked = 0;
    for parts in routes::fillings(path) {
        let of = |id: Uuid| routes::filled(path, id, &parts);
        for (method, body) in answers::ways(&actor.token) {
            let what = format!("{} asks {method} {} ({thing:?})", actor.name, of(id));
            let [theirs, none] = [id, ABSENT].map(|id| (id, of(id)));
            let seen = actor.client.raw(method, &theirs.1, &body).await;
            let absent = actor.client.raw(method, &none.1, &body).await;
            planted.must_not_leak(actor, &seen, id, &what);
            assert_ne!(seen.0, 500, "{what}");
            if method == "POST" && body.is_form() {
                assert_ne!(
                    seen.0, 400,
                    "{what}: a field is missing, so nothing was looked up; add it to `answers`"
                );
            }
            assert_eq!(normal(&seen, &[id.to_string()]), normal(&absent, &[ABSENT.to_string()]), "{what}");
            asked += 1;
        }
    }
    asked
}

#[tokio::test]
async fn a_search_finds_nothing_foreign_and_does_not_hint_at_it() {
    let planted = Planted::open(Engine::Sqlite).await.unwrap();
    for (path, place) in routes::table() {
        if !matches!(place, Place::Own | Place::Public) || path.contains('{') {
            continue;
        }
        for actor in planted.actors().iter().filter(|actor| actor.is_foreign()) {
            for filter in FILTERS {
                // A number can be the postal code of another place, which is everybody's to ask for.
                let words = planted.words.iter().filter(|(word, _)| filter != "ort" || !word.contains('-'));
                for (word, absent) in words {
                    let of = |word: &str| format!("{path}?{filter}={}", answers::encoded(word));
                    let what = format!("{} asks {}", actor.name, of(word));
                    let seen = actor.client.raw("GET", &of(word), &Answer::Empty).await;
                    let none = actor.client.raw("GET", &of(absent), &Answer::Empty).await;
                    planted.must_not_leak_but(&seen, std::slice::from_ref(word), &what);
                    let (seen, none) =
                        (normal(&seen, &answers::echoes(word)), normal(&none, &answers::echoes(absent)));
                    assert_eq!(seen, none, "{what}");
                }
            }
        }
    }
}

/// Forms of other sites, of other sessions and without a token, at every address that takes forms; and what only looks
/// is not done by looking.
#[tokio::test]
async fn every_form_counts_only_from_our_own_page() {
    let planted = Planted::open(Engine::Sqlite).await.unwrap();
    let before = planted.state().await;
    let nobody = &planted.actor("nobody").client;
    let (status, _, body) = nobody.raw("POST", "/anmelden", &answers::bodies(None)[0]).await;
    assert_eq!(status, 403);
    let refused = answers::heading(&body);
    let mut taking = 0;
    for (path, place) in routes::table() {
        if matches!(place, Place::AskedIn(_)) {
            continue;
        }
        let parts = routes::fillings(path).remove(0);
        let mut named = false;
        let mut takes_forms = false;
        for actor in planted.actors() {
            let id = match place {
                Place::Of(thing) => planted.ids(thing)[0],
                Place::Own | Place::Public | Place::AskedIn(_) => ABSENT,
            };
            let url = routes::filled(path, id, &parts);
            let trace = actor.client.raw("TRACE", &url, &Answer::Empty).await;
            assert!([404, 405].contains(&trace.0), "{url} answers TRACE with {}", trace.0);
            let allowed =
                trace.1.get("allow").map(|value| value.to_str().unwrap().to_owned()).unwrap_or_default();
            if !allowed.contains("POST") {
                continue;
            }
            takes_forms = true;
            let others = planted.actors().iter().find(|other| other.name != actor.name).unwrap();
            for (headers, token) in [
                (&[][..], None),
                (&[][..], Some("")),
                (&[][..], Some("AAAA")),
                (&[][..], Some(others.token.as_str())),
                (&[("sec-fetch-site", "cross-site")][..], Some(actor.token.as_str())),
                (&[("sec-fetch-site", "same-site")][..], Some(actor.token.as_str())),
                (
                    &[("origin", "https://evil.example"), ("host", "rennsteig.example")][..],
                    Some(actor.token.as_str()),
                ),
                (&[("origin", "null"), ("host", "rennsteig.example")][..], Some(actor.token.as_str())),
            ] {
                for body in answers::bodies(token) {
                    let headers =
                        headers.iter().copied().chain(body.content_type().map(|kind| ("content-type", kind)));
                    let headers: Vec<(&str, &str)> = headers.collect();
                    let seen = actor.client.request("POST", &url, &headers, body.body()).await;
                    let what = format!("{} posts {body:?} with {headers:?} to {url}", actor.name);
                    assert!([303, 400, 403, 404].contains(&seen.0), "{what}: {}", seen.0);
                    named |= seen.0 == 403 && answers::heading(&seen.2) == refused;
                }
            }
            let query = answers::bodies(Some(&actor.token)).remove(0);
            actor.client.raw("GET", &format!("{url}?{}", query.body()), &Answer::Empty).await;
        }
        assert_eq!(named, takes_forms, "{path}: nobody was told that the form is not from our page");
        taking += usize::from(takes_forms);
    }
    assert!(taking > 15, "only {taking} addresses take forms");
    assert_eq!(planted.state().await, before);
}

/// Without this the walk could ask for what is nowhere.
#[rstest]
#[tokio::test]
async fn whose_it_is_sees_it(#[values(Engine::Sqlite, Engine::Postgres)] engine: Engine) {
    let Some(planted) = Planted::open(engine).await else { return };
    for (path, place) in routes::table() {
        let Place::Of(thing) = place else { continue };
        let owners: Vec<_> = planted.actors().iter().filter(|actor| actor.may_see(thing)).collect();
        assert!(!owners.is_empty() && !planted.ids(thing).is_empty(), "{thing:?} is nobody's or nowhere");
        if !routes::is_page(path) || !routes::is_in_the_sample(path) {
            continue;
        }
        let mut shown = false;
        for actor in owners {
            for (id, parts) in planted
                .ids(thing)
                .iter()
                .flat_map(|id| routes::fillings(path).into_iter().map(move |parts| (*id, parts)))
            {
                let seen = actor.client.raw("GET", &routes::filled(path, id, &parts), &Answer::Empty).await;
                shown |= (200..400).contains(&seen.0);
            }
        }
        assert!(shown, "{path} is shown to nobody");
    }
    let colleague = planted.actor("sachbearbeitung1");
    for (word, _) in &planted.words {
        let found = format!("/desk/vorgaenge?q={}", answers::encoded(word));
        let (_, _, body) = colleague.client.raw("GET", &found, &Answer::Empty).await;
        assert!(String::from_utf8_lossy(&body).contains(&planted.words[0].0), "{found}");
    }
}

/// The second wall by itself: statements without any condition, for everybody to whom nothing belongs.
#[tokio::test]
async fn the_database_shows_nothing_foreign_whatever_the_statement() {
    let Some(planted) = Planted::open(Engine::Postgres).await else { return };
    let store = &planted.world.test.store;
    let nobody = Viewer::default();
    let weimar = planted.behoerde("weimar1").await;
    let emre = planted.account("buerger").await;
    let mut seen_at_all = 0;
    for viewer in [
        nobody,
        Viewer { behoerde: Some(weimar), ..nobody },
        Viewer { person: Some(emre), ..nobody },
        Viewer { visitor: Some(Uuid::from_u128(7)), ..nobody },
    ] {
        let behind = store.behind(Wall::Of(viewer));
        for table in support::OFFICES.iter().flat_map(|office| office.walls).filter(|table| table.is_walled())
        {
            let count = format!("SELECT count(*) FROM {}", table.table());
            let (there,): (i64,) = sql(count.clone()).one(&mut store.reader()).await.unwrap();
            let (seen,): (i64,) = sql(count).one(&mut behind.reader()).await.unwrap();
            seen_at_all += there;
            assert_eq!(seen, 0, "{viewer:?} sees rows of {} ({there} there are)", table.table());
        }
        for matter in planted.ids(Thing::Antrag) {
            let entries: Vec<(i64,)> = sql("SELECT sequence FROM journal WHERE stream = $1")
                .bind(*matter)
                .all(&mut behind.reader())
                .await
                .unwrap();
            assert_eq!(entries, [], "{viewer:?} reads the journal of {matter}");
        }
    }
    assert!(seen_at_all > 50, "there is too little to see for this test to mean anything");
}

#[rstest]
#[tokio::test]
async fn of_every_table_it_is_said_who_sees_it(#[values(Engine::Sqlite, Engine::Postgres)] engine: Engine) {
    let Some(test) = store::testing::TestStore::open(engine, &support::OFFICES).await else { return };
    let list = match engine {
        Engine::Sqlite => "SELECT name FROM sqlite_master WHERE type = 'table'",
        Engine::Postgres => {
            "SELECT CAST(tablename AS text) FROM pg_tables WHERE schemaname = current_schema()"
        }
    };
    let tables: Vec<(String,)> = sql(list).all(&mut test.store.reader()).await.unwrap();
    let said: Vec<&str> = support::OFFICES
        .iter()
        .flat_map(|office| office.walls)
        .chain(store::Walled::of_the_store())
        .map(store::Walled::table)
        .collect();
    for (table,) in &tables {
        if table == "_sqlx_migrations" {
            continue;
        }
        let times = said.iter().filter(|said| *said == table).count();
        assert_eq!(times, 1, "table {table}: say in walls.rs of its office, once, who sees which rows");
    }
    for table in said {
        assert!(
            tables.iter().any(|(name,)| name == table),
            "walls.rs speaks of a table {table}, which is not there"
        );
    }
}

//! Error pages know who reads them: whoever is signed in sees that, and goes on to where they come from.

use crate::support;
use rstest::rstest;
use store::{Engine, sql};
use support::World;
use support::case;
use support::client::Client;

const FORM: [(&str, &str); 1] = [("content-type", "application/x-www-form-urlencoded")];

/// A page by its status, with the whole of it.
async fn page(client: &Client, method: &str, url: &str, body: &str) -> (u16, String) {
    let (status, _, body) = client.request(method, url, &FORM, body).await;
    (status, String::from_utf8(body).unwrap())
}

#[rstest]
#[tokio::test]
async fn an_error_page_shows_who_is_signed_in_and_leads_back_to_their_work(
    #[values(Engine::Sqlite, Engine::Postgres)] engine: Engine,
) {
    let Some(world) = World::open(engine).await else { return };
    let people = [
        (
            "buergerin",
            "Jördis Amélie Nováková-Weiß",
            "href=\"/konto\"><span class=\"kern-label\">Zu Ihrem Konto",
        ),
        ("sachbearbeitung1", "Karla Heinemann", "href=\"/desk\"><span class=\"kern-label\">Zur Arbeitsliste"),
        ("betrieb", "Tobias Kühn", "href=\"/desk/betrieb\"><span class=\"kern-label\">Zum Betrieb"),
    ];
    let too_large = "x".repeat(21 * 1024 * 1024);
    for (login, name, out) in people {
        let client = case::signed_in(&world, login).await;
        let forbidden = "/antraege/00000000-0000-7000-8000-000000000000";
        let mut seen = vec![
            (404, page(&client, "GET", "/gibt-es-nicht", "").await),
            (404, page(&client, "GET", "/leistung/00000000000000", "").await),
            (404, page(&client, "GET", "/assets/kern.000000000000.css", "").await),
            (404, page(&client, "POST", "/impressum", "").await),
            (403, page(&client, "POST", "/abmelden", "_token=alt").await),
            (413, page(&client, "POST", "/abmelden", &too_large).await),
        ];
        if login != "buergerin" {
            seen.push((403, page(&client, "GET", forbidden, "").await));
        }
        for (at, (status, (found, html))) in seen.into_iter().enumerate() {
            let status = if at == 3 { 405 } else { status };
            assert_eq!(found, status, "{login} {at}: {html}");
            if at == 2 {
                continue; // Nobody reads an asset as a page; no session is looked up for one.
            }
            assert!(html.contains(name) && html.contains("Abmelden"), "{login} {at}: {html}");
            assert!(html.contains(out) && !html.contains("Anmelden"), "{login} {at}: {html}");
            assert!(!html.contains("melden Sie sich an"), "{login} {at}: {html}");
        }
        // The way out of the account that the page offers works from there.
        let mut leaving = client.clone();
        let lost = leaving.get("/gibt-es-nicht").await;
        leaving.submit(&lost, "/abmelden", &[]).await;
        let nobody = leaving.get("/gibt-es-nicht").await;
        assert!(nobody.html.contains("Anmelden") && !nobody.html.contains(name), "{login}: {}", nobody.html);
        assert!(nobody.says("melden Sie sich an") && nobody.says("Zur Startseite"), "{}", nobody.text());
    }
}

#[rstest]
#[tokio::test]
async fn so_does_the_page_of_our_own_mistake(#[values(Engine::Sqlite, Engine::Postgres)] engine: Engine) {
    let Some(world) = World::open(engine).await else { return };
    let karla = case::signed_in(&world, "sachbearbeitung1").await;
    let mut tx = world.test.store.begin().await.unwrap();
    sql("ALTER TABLE cases_tasks RENAME TO cases_elsewhere").write(&mut tx).await.unwrap();
    tx.commit().await.unwrap();
    let (status, html) = page(&karla, "GET", "/desk", "").await;
    assert_eq!(status, 500, "{html}");
    assert!(html.contains("Karla Heinemann") && html.contains("Zur Arbeitsliste"), "{html}");
    assert!(html.contains("Bei uns ist ein Fehler aufgetreten") && !html.contains(">Anmelden<"), "{html}");
}

//! Bad text at every door of the site: refused with an error page or beside its field, and never a failure of the
//! program; and equal letters are equal, however they were typed.

use crate::support;
use rstest::rstest;
use store::Engine;
use support::World;
use support::case;
use support::client::Seen;

/// What may come where text is expected, percent-encoded.
const BAD: [&str; 9] = ["%00", "a%00b", "%01", "a%1Fb", "%7F", "%C2%85", "%FF", "a%C3", "%ED%A0%80"];

/// The addresses that take text from anybody, `§` in its place.
const ADDRESSES: [&str; 17] = [
    "/§",
    "/suche?q=§",
    "/suche?ort=§",
    "/suche?q=parken&ort=§",
    "/suche?q=parken&lang=§",
    "/suche?§=1",
    "/leistung/§",
    "/leistung/99108001001000?ort=§",
    "/antrag/§",
    "/antrag/00000000-0000-7000-8000-000000000000/§",
    "/antraege/§",
    "/anmelden?zurueck=§",
    "/anmelden/niveau?niveau=§",
    "/postfach/§",
    "/dokumente/§",
    "/assets/§",
    "/desk/vorgaenge?q=§",
];

fn refused(page: &Seen, what: &str) {
    assert!(matches!(page.status, 400 | 404 | 422), "{what}: {} {}", page.status, page.text());
    assert!(page.html.contains("<h1"), "{what} has a page: {}", page.html);
    assert!(!page.html.contains('\0'), "{what}");
}

#[rstest]
#[tokio::test]
async fn addresses_with_bad_text_are_refused(#[values(Engine::Sqlite, Engine::Postgres)] engine: Engine) {
    let Some(world) = World::open(engine).await else { return };
    world.offer(&support::parking_permit("0.0")).await;
    for mut client in [
        world.client(),
        case::signed_in(&world, "buergerin").await,
        case::signed_in(&world, "sachbearbeitung1").await,
    ] {
        for address in ADDRESSES {
            for bad in BAD {
                let address = address.replace('§', bad);
                refused(&client.get(&address).await, &address);
            }
        }
    }
    // Good text is not in the way of anybody.
    for address in ["/suche?q=100%25", "/suche?q=a%09b", "/suche?q=%F0%9F%91%8D&ort=%D0%96", "/suche?q=%zz"] {
        assert_eq!(world.client().get(address).await.status, 200, "{address}");
    }
}

#[rstest]
#[tokio::test]
async fn equal_letters_are_found_however_they_are_typed(
    #[values(Engine::Sqlite, Engine::Postgres)] engine: Engine,
) {
    let Some(world) = World::open(engine).await else { return };
    let package = support::parking_permit("0.0");
    let mut answers = case::referred();
    assert!(answers.set("person.familienname", "Mu\u{308}hlha\u{308}user"));
    case::submitted(&world, &package, &answers).await;
    world.work().await;
    let mut karla = case::signed_in(&world, "sachbearbeitung1").await;
    let list = karla.get("/desk").await;
    assert!(list.says("Mühlhäuser"), "{}", list.text());
    for typed in ["M%C3%BChlh%C3%A4user", "Mu%CC%88hlha%CC%88user"] {
        let found = karla.get(&format!("/desk/vorgaenge?q={typed}")).await;
        assert!(found.link("/desk/vorgang/").is_some(), "{typed}: {}", found.text());
    }
    for typed in ["M%C3%BChlhausen", "Mu%CC%88hlhausen"] {
        let page = world.client().get(&format!("/suche?q=parken&ort={typed}")).await;
        assert!(page.html.contains("value=\"Mühlhausen"), "{typed}: {}", page.text());
    }
}

#[rstest]
#[tokio::test]
async fn forms_with_bad_text_say_where_it_is(#[values(Engine::Sqlite, Engine::Postgres)] engine: Engine) {
    let Some(world) = World::open(engine).await else { return };
    let mut visitor = world.client();
    let page = visitor.get("/anmelden").await;
    for bad in BAD {
        for field in ["anmeldename", "kennwort", "zurueck", "niveau", "unbekannt"] {
            let seen = visitor.submit_raw(&page, "/anmelden", field, bad).await;
            refused(&seen, &format!("{field}={bad}"));
        }
    }
    let fields = [("anmeldename", "anna\u{0}x"), ("kennwort", "falsch-falsch")];
    let seen = visitor.submit(&page, "/anmelden", &fields).await;
    assert!(seen.says("können wir nicht verarbeiten (U+0000)"), "{}", seen.text());
    assert!(seen.html.contains("value=\"anna\u{FFFD}x\""), "what was typed is kept: {}", seen.html);

    let package = support::parking_permit("0.0");
    case::submitted(&world, &package, &case::referred()).await;
    world.work().await;
    let mut karla = case::signed_in(&world, "sachbearbeitung1").await;
    let vorgang = karla.get(&karla.clone().get("/desk").await.link("/desk/vorgang/").unwrap()).await;
    let task = karla.submit(&vorgang, "/desk/aufgabe/", &[]).await;
    for bad in BAD {
        for field in ["_ergebnis", "_begruendung"] {
            let seen = karla.submit_raw(&task, &task.url, field, bad).await;
            refused(&seen, &format!("{field}={bad}"));
        }
    }
    let decision = [("_ergebnis", "erteilen"), ("_begruendung", "Zeile 1\r\nZeile\u{B}2\u{0}")];
    let seen = karla.submit(&task, &task.url, &decision).await;
    assert_eq!(seen.status, 422);
    assert!(seen.says("können wir nicht verarbeiten (U+000B)"), "{}", seen.text());
    assert!(seen.html.contains("Zeile 1\r\nZeile\u{FFFD}2\u{FFFD}"), "{}", seen.html);
    let good = [("_ergebnis", "erteilen"), ("_begruendung", "Zeile 1\r\n\tZeile 2 e\u{301}")];
    let seen = karla.submit(&task, &task.url, &good).await;
    assert!(seen.says("Ihre Entscheidung ist festgehalten") && seen.says("Zeile 2 é"), "{}", seen.text());
}

#[rstest]
#[tokio::test]
async fn answers_with_bad_text_are_refused_beside_their_field(
    #[values(Engine::Sqlite, Engine::Postgres)] engine: Engine,
) {
    let Some(world) = World::open(engine).await else { return };
    let package = support::parking_permit("0.0");
    world.offer(&package).await;
    let key = catalogue::LeistungKey::parse(&package.manifest().leistung).unwrap();
    let mut anna = world.client();
    let mut page = support::begin(&mut anna, &key).await;
    let (answers, setting) = (case::granted(), support::setting());
    let mut tried = 0;
    while page.page() != "pruefen" {
        assert_eq!(page.status, 200, "{}", page.text());
        let posted = form::sample::posted(package.form(), &page.page(), &answers, &setting);
        let action = format!("/antrag/{}/{}", page.antrag(), page.page());
        for (name, value) in &posted {
            for bad in ["\u{0}", "\u{1F}", "\u{9F}", "\u{202E}", "\u{FFFF}"] {
                let mut wrong: Vec<(&str, &str)> =
                    posted.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
                let text = format!("{value}{bad}x");
                wrong.iter_mut().filter(|(other, _)| other == name).for_each(|(_, value)| *value = &text);
                let seen = anna.submit(&page, &action, &wrong).await;
                assert_eq!(seen.status, 422, "{name}={text:?}: {}", seen.text());
                assert!(!seen.html.contains('\0') && seen.html.contains("aria-invalid"), "{name}");
                tried += 1;
            }
        }
        let Some((name, _)) = posted.first() else { panic!("{} asks for nothing", page.url) };
        for bad in ["%FF", "a%C3", "%ED%A0%80"] {
            refused(&anna.submit_raw(&page, &action, name, bad).await, &format!("{name}={bad}"));
        }
        page = support::send(&mut anna, &page, &package, &answers, &setting).await;
    }
    assert!(tried > 50, "{tried}");
    assert!(!page.says("nicht verarbeiten"), "{}", page.text());
}

#[rstest]
#[tokio::test]
async fn a_file_with_a_bad_name_is_taken_with_a_good_one(
    #[values(Engine::Sqlite, Engine::Postgres)] engine: Engine,
) {
    let Some(world) = World::open(engine).await else { return };
    let package = support::parking_permit("0.0");
    world.offer(&package).await;
    let key = catalogue::LeistungKey::parse(&package.manifest().leistung).unwrap();
    let mut anna = world.client();
    let (answers, setting) = (case::granted(), support::setting());
    let mut page = support::begin(&mut anna, &key).await;
    while form::sample::files(package.form(), &page.page(), &answers, &setting).is_empty() {
        page = support::send(&mut anna, &page, &package, &answers, &setting).await;
    }
    let action = format!("/antrag/{}/{}", page.antrag(), page.page());
    let path = form::sample::files(package.form(), &page.page(), &answers, &setting).remove(0).0;
    let pdf = b"%PDF-1.7\n1 0 obj\n<<>>\nendobj\n";
    for bad in ["a\u{0}.pdf", "a\u{1F}.pdf"] {
        let file = (path.clone(), bad.to_owned(), pdf.to_vec());
        refused(&anna.submit_with(&page, &action, &[], &[file]).await, bad);
    }
    let file = (path, "Bu\u{308}ro\u{202E}.pdf".to_owned(), pdf.to_vec());
    anna.submit_with(&page, &action, &[], &[file]).await;
    let again = anna.get(&page.url).await;
    assert!(again.says("Büro.pdf"), "{}", again.text());
}

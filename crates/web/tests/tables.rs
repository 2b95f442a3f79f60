//! Tables in a form as a browser without scripts sees them: rows on pages of their own, sums, and files that are read in.

use crate::support;
use packages::Package;
use store::Engine;
use support::World;
use support::client::{Client, Seen};

/// The sample package with its vehicles as a table of up to 200 rows.
fn fleet() -> Package {
    let mut files = packages::Files::read(&support::root().join("services/bewohnerparkausweis")).unwrap();
    let mut change = |name: &str, old: &str, new: &str| {
        let text = String::from_utf8(files.get(name).unwrap().to_vec()).unwrap();
        assert!(text.contains(old), "{name}: {old}");
        files.set(name, text.replacen(old, new, 1).into_bytes()).unwrap();
    };
    change("schema.xdf3.xml", "<xdf3:anzahl>1:3</xdf3:anzahl>", "<xdf3:anzahl>1:200</xdf3:anzahl>");
    change(
        "pages.toml",
        "[fields.fahrzeug]\n",
        "[fields.fahrzeug]\ntable = { columns = [\"kennzeichen\", \"fahrzeugart\", \"halter\"] }\n",
    );
    Package::read(files).unwrap()
}

/// A world with the package, and a visitor who looks at the empty table.
async fn open() -> (World, Client, Seen) {
    let world = World::open(Engine::Sqlite).await.unwrap();
    let key = world.offer(&fleet()).await;
    let mut anna = world.client();
    let first = support::begin(&mut anna, &key).await;
    assert_eq!(first.status, 200, "{}", first.text());
    let table = anna.get(&first.url.replace("/person", "/fahrzeug")).await;
    assert_eq!(table.status, 200, "{}", table.text());
    (world, anna, table)
}

fn row(number: usize, plate: &str) -> Vec<(String, String)> {
    let name = |field: &str| format!("fahrzeug[{}].{field}", number - 1);
    vec![
        (name("kennzeichen"), plate.to_owned()),
        (name("fahrzeugart"), "pkw".to_owned()),
        (name("halter"), "true".to_owned()),
    ]
}

async fn send(client: &mut Client, page: &Seen, fields: &[(String, String)]) -> Seen {
    let fields: Vec<(&str, &str)> = fields.iter().map(|(name, value)| (&**name, &**value)).collect();
    let action = page.url.split('?').next().unwrap().to_owned();
    client.submit(page, &action, &fields).await
}

/// Fills in one more row.
async fn add(client: &mut Client, table: &Seen, number: usize, plate: &str) -> Seen {
    let page = client.get(&format!("{}/zeile/{number}", table.url)).await;
    assert_eq!(page.status, 200, "{}", page.text());
    send(client, &page, &row(number, plate)).await
}

#[tokio::test]
async fn rows_are_added_changed_and_removed() {
    let (_world, mut anna, table) = open().await;
    assert!(
        table.says("Noch ist nichts eingetragen") && table.says("Fahrzeug hinzufügen"),
        "{}",
        table.text()
    );
    let empty = anna.submit(&table, &table.url.clone(), &[]).await;
    assert_eq!(empty.status, 422, "one row must be there: {}", empty.text());
    let none = anna.get(&format!("{}/zeile/2", table.url)).await;
    assert_eq!(none.url, table.url, "there are no gaps");

    let table = add(&mut anna, &table, 1, "EF-AB 1").await;
    let table = add(&mut anna, &table, 2, "EF-AB 2").await;
    assert_eq!(table.page(), "fahrzeug");
    for text in ["EF-AB 1", "EF-AB 2", "Pkw", "Fahrzeug: 2", "Ändern : Fahrzeug 2", "Entfernen : Fahrzeug 1"]
    {
        assert!(table.says(text), "{text}: {}", table.text());
    }
    let change = anna.get(&format!("{}/zeile/2", table.url)).await;
    assert!(change.html.contains("value=\"EF-AB 2\""), "{}", change.text());
    let table = send(&mut anna, &change, &row(2, "J-X 7")).await;
    assert!(table.says("J-X 7") && !table.says("EF-AB 2"), "{}", table.text());

    let remove = [("_zeile_entfernen", "fahrzeug[0]")];
    let after = anna.submit(&table, &table.url.clone(), &remove).await;
    assert!(!after.says("EF-AB 1") && after.says("J-X 7"), "{}", after.text());
    // The same button once more, on the page as it was: another row has this number now.
    let again = anna.submit(&table, &table.url.clone(), &remove).await;
    assert!(again.says("J-X 7"), "{}", again.text());
    let next = anna.submit(&again, &again.url.clone(), &[]).await;
    assert_eq!(next.page(), "ausweis", "{}", next.text());
}

#[tokio::test]
async fn a_row_sent_twice_is_one_and_a_second_tab_makes_another() {
    let (_world, mut anna, table) = open().await;
    let page = anna.get(&format!("{}/zeile/1", table.url)).await;
    let first = send(&mut anna, &page, &row(1, "EF-AB 1")).await;
    assert!(first.says("Fahrzeug: 1"), "{}", first.text());
    let twice = send(&mut anna, &page, &row(1, "EF-AB 1")).await;
    assert!(twice.says("Fahrzeug: 1"), "{}", twice.text());
    let other = send(&mut anna, &page, &row(1, "EF-AB 2")).await;
    assert!(other.says("Fahrzeug: 2") && other.says("EF-AB 1"), "{}", other.text());
}

#[tokio::test]
async fn what_is_wrong_in_a_row_is_kept_said_and_linked() {
    let (_world, mut anna, table) = open().await;
    let page = anna.get(&format!("{}/zeile/1", table.url)).await;
    let nothing = send(&mut anna, &page, &[]).await;
    assert_eq!(nothing.status, 422, "{}", nothing.text());
    assert!(anna.get(&table.url).await.says("Noch ist nichts eingetragen"), "an empty row is none");

    let wrong = send(&mut anna, &page, &row(1, "kaputt")).await;
    assert_eq!(wrong.status, 422);
    assert!(wrong.html.contains("value=\"kaputt\"") && wrong.says("Eine Angabe fehlt"), "{}", wrong.text());
    let seen = anna.get(&table.url).await;
    assert!(seen.says("kaputt") && seen.says("Eine Angabe prüfen"), "{}", seen.text());
    let refused = anna.submit(&seen, &table.url, &[]).await;
    assert_eq!(refused.status, 422);
    assert!(
        refused.link(&format!("{}/zeile/1#fahrzeug-0-kennzeichen", table.url)).is_some(),
        "{}",
        refused.html
    );
    let check = anna.get(&table.url.replace("/fahrzeug", "/pruefen")).await;
    assert!(check.says("Fahrzeug 1, Amtliches Kennzeichen"), "{}", check.text());
    // A question that an answer brings to light comes before the way back to the table.
    let more = [
        ("fahrzeug[0].kennzeichen", "EF-AB 1"),
        ("fahrzeug[0].fahrzeugart", "pkw"),
        ("fahrzeug[0].halter", "false"),
    ];
    let page = anna.get(&format!("{}/zeile/1", table.url)).await;
    let asked = anna.submit(&page, &page.url.clone(), &more).await;
    assert!(asked.url.contains("mehr=1") && asked.says("noch eine Frage"), "{}: {}", asked.url, asked.text());
}

fn csv(rows: usize) -> Vec<u8> {
    let mut text = "\u{feff}Kennzeichen;Fahrzeugart;Halter;Notiz\r\n".to_owned();
    for number in 1..=rows {
        text.push_str(&format!("EF-A {number};Pkw;ja;=1+1\r\n"));
    }
    text.into_bytes()
}

async fn upload(client: &mut Client, table: &Seen, name: &str, content: Vec<u8>) -> Seen {
    let page = client.get(&format!("{}/einlesen", table.url)).await;
    assert_eq!(page.status, 200, "{}", page.text());
    client.submit_with(&page, &page.url.clone(), &[], &[("datei".into(), name.into(), content)]).await
}

#[tokio::test]
async fn a_file_is_read_and_taken_only_when_it_is_confirmed() {
    let (_world, mut anna, table) = open().await;
    let headings = "Kennzeichen;Steht Ihr Name im Fahrzeugschein?;Fahrzeugart";
    let found = upload(&mut anna, &table, "a.csv", csv(3)).await;
    assert_eq!(found.status, 200, "{} {headings}", found.text());
    assert!(found.says("3 Zeilen in „a.csv“") && found.says("D: Notiz"), "{}", found.text());
    assert!(found.says("2 EF-A 1 Pkw Ja"), "choices by their labels: {}", found.text());
    assert!(anna.get(&table.url).await.says("Noch ist nichts eingetragen"), "nothing is stored yet");
    let take = format!("{}/uebernehmen", table.url);
    let taken = anna.submit(&found, &take, &[]).await;
    assert!(taken.says("Fahrzeug: 3") && taken.says("EF-A 3"), "{}", taken.text());
    let twice = anna.submit(&found, &take, &[]).await;
    assert!(twice.says("Fahrzeug: 3"), "sent twice, taken once: {}", twice.text());

    let more = upload(&mut anna, &table, "b.csv", csv(2)).await;
    assert!(more.says("Es gibt schon 3 Einträge"), "{}", more.text());
    let added = anna.submit(&more, &take, &[("wie", "anfuegen")]).await;
    assert!(added.says("Fahrzeug: 5"), "{}", added.text());
    let full = upload(&mut anna, &table, "c.csv", csv(198)).await;
    assert!(full.says("Zusammen wären es mehr als 200 Einträge"), "{}", full.text());
    let replaced = anna.submit(&full, &take, &[("wie", "ersetzen")]).await;
    assert!(replaced.says("Fahrzeug: 1 bis 50 von 198"), "{}", replaced.text());
    let last = anna.get(&format!("{}?seite=4", table.url)).await;
    assert!(last.says("151 bis 198 von 198") && last.says("EF-A 198"), "{}", last.text());
}

#[tokio::test]
async fn what_does_not_fit_in_a_file_is_said_with_its_place() {
    let (_world, mut anna, table) = open().await;
    let bad = "Nr;Kennzeichen;Fahrzeugart\n1;EF-A 1;Ufo\n2;kaputt;Pkw\n".as_bytes().to_vec();
    let found = upload(&mut anna, &table, "a.csv", bad).await;
    for text in ["2 Angaben passen nicht", "Ufo", "kaputt", "Eine Spalte fehlt", "A: Nr"] {
        assert!(found.says(text), "{text}: {}", found.text());
    }
    for (name, content, text) in [
        ("viele.csv", csv(201), "höchstens 200 Einträge"),
        ("million.csv", "a;b\n".repeat(1_000_000).into_bytes(), "höchstens 200 Einträge"),
        ("foto.png", "\u{89}PNG\0\0".to_owned().into_bytes(), "Diese Datei können wir nicht lesen"),
        ("anderes.csv", "Name;Ort\na;b\n".to_owned().into_bytes(), "keine Zeile mit den Überschriften"),
        (
            "leer.csv",
            "Kennzeichen;Fahrzeugart\n".to_owned().into_bytes(),
            "Unter den Überschriften stehen keine Zeilen",
        ),
    ] {
        let refused = upload(&mut anna, &table, name, content).await;
        assert_eq!(refused.status, 422, "{name}: {}", refused.text());
        assert!(refused.says(text), "{name}: {}", refused.text());
    }
    let forged = upload(&mut anna, &table, "a.csv", csv(1)).await;
    let take = format!("{}/uebernehmen", table.url);
    let nonsense = anna.submit_raw(&forged, &take, "gefunden", "%7B%22spalten%22%3A7%7D").await;
    assert_eq!(nonsense.status, 400, "{}", nonsense.text());
    assert!(anna.get(&table.url).await.says("Noch ist nichts eingetragen"));
    assert_eq!(anna.get(&table.url.replace("/fahrzeug", "/person/einlesen")).await.status, 404);
    assert_eq!(anna.get(&table.url.replace("/fahrzeug", "/person/zeile/1")).await.status, 404);
}

#[tokio::test]
async fn an_empty_file_to_fill_in_comes_back_as_it_went() {
    let (world, mut anna, table) = open().await;
    for (kind, media_type) in [
        ("csv", "text/csv; charset=utf-8"),
        ("xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
    ] {
        let (headers, content) = anna.download(&format!("{}/vorlage/{kind}", table.url)).await;
        assert_eq!(headers["content-type"], media_type);
        assert!(headers["content-disposition"].to_str().unwrap().starts_with("attachment"), "{headers:?}");
        // Nothing below the headings: the headings themselves are found.
        let refused = upload(&mut anna, &table, "vorlage", content).await;
        assert!(refused.says("Unter den Überschriften stehen keine Zeilen"), "{kind}: {}", refused.text());
    }
    assert_eq!(anna.get(&format!("{}/vorlage/pdf", table.url)).await.status, 404);
    let mut eve = world.client();
    for end in ["/einlesen", "/zeile/1", "/vorlage/csv"] {
        assert_eq!(eve.get(&format!("{}{end}", table.url)).await.status, 404, "{end}");
    }
}

//! People at work: signed in, with an Antrag handed in.

use catalogue::LeistungKey;
use form::{Answers, Upload};
use packages::Package;
use uuid::Uuid;

use super::World;
use super::client::Client;

/// The password of all sample accounts.
pub(crate) const PASSWORD: &str = "rennsteig-demo";

/// A browser in which somebody has signed in.
pub(crate) async fn signed_in(world: &World, login: &str) -> Client {
    let mut client = world.client();
    let page = client.get("/anmelden").await;
    let fields = [("anmeldename", login), ("kennwort", PASSWORD)];
    let page = client.submit(&page, "/anmelden", &fields).await;
    assert_eq!(page.status, 200, "{login}: {}", page.text());
    client
}

/// Clear facts, so that the decision table grants.
pub(crate) fn granted() -> Answers {
    answers(&[])
}

/// A second home, which a person has to look at.
pub(crate) fn referred() -> Answers {
    answers(&[("wohnung.art", "nebenwohnung")])
}

fn answers(other: &[(&str, &str)]) -> Answers {
    let mut answers = Answers::new();
    for (path, value) in [
        ("person.familienname", "Beispiel"),
        ("person.vornamen", "Anna Maria"),
        ("person.geburtsdatum", "17.04.1988"),
        ("person.email", "anna@buerger.example"),
        ("wohnung.art", "hauptwohnung"),
        ("wohnung.strasse", "Anger"),
        ("wohnung.hausnummer", "1"),
        ("wohnung.postleitzahl", "99084"),
        ("wohnung.ort", "Erfurt"),
        ("wohnung.zone", "EF-A"),
        ("wohnung.stellplatz", "false"),
        ("fahrzeug[0].kennzeichen", "EF-AB 123"),
        ("fahrzeug[0].fahrzeugart", "pkw"),
        ("fahrzeug[0].halter", "true"),
        ("fahrzeug[0].zulassungsbescheinigung", "schein"),
        ("ausweis.vorhanden", "keiner"),
        ("ausweis.gueltig_ab", "01.12.2026"),
        ("ausweis.dauer", "1"),
        ("erklaerungen.richtigkeit", "true"),
        ("erklaerungen.aenderungen", "true"),
        ("erklaerungen.elektronische_bekanntgabe", "true"),
    ]
    .iter()
    .chain(other)
    {
        assert!(answers.set(path, *value), "{path}");
    }
    let file = Upload { name: "schein.pdf".into(), media_type: "application/pdf".into(), size: 30 };
    answers.note_upload("schein", file);
    answers
}

/// An Antrag of the sample citizen in Erfurt, handed in through the pages; its browser and its id.
pub(crate) async fn submitted(world: &World, package: &Package, answers: &Answers) -> (Client, Uuid) {
    world.offer(package).await;
    let key = LeistungKey::parse(&package.manifest().leistung).unwrap();
    let mut client = world.client();
    let first = super::begin(&mut client, &key).await;
    let check = super::fill(&mut client, first, package, answers, &super::setting()).await;
    let check = super::sign_in(&mut client, check, "buergerin").await;
    let (id, _) = super::submit(&mut client, &check).await;
    (client, id)
}

/// The text between two others.
pub(crate) fn between(text: &str, start: &str, end: &str) -> String {
    let rest = text.split(start).nth(1).unwrap_or_else(|| panic!("no {start} in {text}"));
    rest.split(end).next().unwrap_or_default().to_owned()
}

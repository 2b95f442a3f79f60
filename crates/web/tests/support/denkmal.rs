//! The office for monuments: a case with discretion, a form for the draft, a statement of another authority and two who
//! sign.

use cases::{AkteId, NewVorgang, VorgangId};
use catalogue::Seed;
use form::Setting;
use identity::Scope;
use packages::Package;
use store::StreamId;

use super::client::{Client, Seen};
use super::{World, case, root};

/// The package.
pub(crate) fn package() -> Package {
    Package::open(&root().join("services/steuerbescheinigung-denkmal")).unwrap()
}

/// A case of the sample citizen with the answers of a scenario, as it was handed over; the address of its page.
pub(crate) async fn begun(world: &World) -> (VorgangId, String) {
    let package = package();
    world.offer(&package).await;
    let (_, scenario) = package.scenarios().find(|(file, _)| file.contains("12-")).unwrap();
    let setting = Setting::new(scenario.heute, "de");
    let antrag = package.form().check(&scenario.answers(), &setting).unwrap();
    let store = &world.test.store;
    let person = world.account("buergerin").await;
    let behoerde = Seed::behoerde("tlda");
    let mut tx = store.begin().await.unwrap();
    let akte = tx.new_id();
    tx.open_stream(StreamId(akte), "akte", Some(behoerde.0)).await.unwrap();
    let new = NewVorgang {
        akte: AkteId(akte),
        behoerde,
        package: package.digest().clone(),
        person: Some(person),
        name: "Emre Öztürk".into(),
        eingangsnummer: "MUSTER-1".into(),
        received_at: store.now(),
        antrag,
        dokumente: Vec::new(),
    };
    let id = cases::open(&mut tx, &Scope::House, &world.library, new).await.unwrap();
    tx.commit().await.unwrap();
    world.work_now().await;
    (id, format!("/desk/vorgang/{id}"))
}

/// The page of the open task of a case, taken by this person.
pub(crate) async fn task(who: &mut Client, vorgang: &str) -> Seen {
    let page = who.get(vorgang).await;
    assert_eq!(page.status, 200, "{}", page.text());
    let task = format!("/desk/aufgabe/{}", case::between(&page.html, "/desk/aufgabe/", "/"));
    who.get(&task).await
}

/// The draft: a reduction of the invoices by these amounts.
pub(crate) fn reduced<'a>(amounts: &[&'a str]) -> Vec<(String, &'a str)> {
    let mut fields = vec![
        ("_ergebnis".to_owned(), "vorlegen"),
        ("entscheidung".to_owned(), "kuerzen"),
        ("begruendungstext".to_owned(), "Das Nebengebäude ist kein Kulturdenkmal."),
    ];
    for (row, amount) in amounts.iter().enumerate() {
        fields.push((format!("kuerzung[{row}].grund"), "nicht_beguenstigt"));
        fields.push((format!("kuerzung[{row}].rechnung"), "R 77/26"));
        fields.push((format!("kuerzung[{row}].erlaeuterung"), "Anstrich des Nebengebäudes"));
        fields.push((format!("kuerzung[{row}].betrag"), amount));
    }
    fields
}

/// The draft: all that was applied for.
pub(crate) const CERTIFIED: [(&str, &str); 3] = [
    ("_ergebnis", "vorlegen"),
    ("entscheidung", "bescheinigen"),
    ("begruendungstext", "Die Aufwendungen waren zur Erhaltung erforderlich."),
];

//! Folders of areas, Behoerden and Zustaendigkeiten: what is wrong is named by file and line, and loading again changes
//! only what is different.

#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

use catalogue::{Konten, OFFICE, Seed};
use identity::Scope;
use rstest::rstest;
use store::{Engine, testing::TestStore};
use tempfile::TempDir;

const GEBIETE: &str = r#"[[gebiet]]
ars = "160000000000"
name = "Musterland"
art = "land"

[[gebiet]]
ars = "160510000000"
ags = "16051000"
name = "Musterstadt"
art = "kreisfreie_stadt"
teil_von = "160000000000"
plz = ["99084"]
"#;
const BEHOERDEN: &str = r#"[[behoerde]]
id = "stadt"
name = "Stadt Musterstadt"
kurz = "MST"
gebiet = "160510000000"
einheit = "Bürgeramt"
anschrift = { strasse = "Weg 0", plz = "99084", ort = "Musterstadt" }
oeffnungszeiten = ["Montag"]

[[behoerde]]
id = "rz"
name = "Rechenzentrum"
kurz = "RZ"
gebiet = "160000000000"
anschrift = { strasse = "Weg 1", plz = "99084", ort = "Musterstadt" }
"#;
const ZUSTAENDIGKEITEN: &str = r#"[[zustaendigkeit]]
leistung = "99108001001000"
behoerde = "stadt"
gebiet = "160510000000"
onlinedienst = "parken"
"#;

/// A folder in which some text of a file is replaced.
fn folder(file: &str, old: &str, new: &str) -> TempDir {
    let dir = tempfile::tempdir().unwrap();
    let files = [
        ("gebiete.toml", GEBIETE),
        ("behoerden.toml", BEHOERDEN),
        ("zustaendigkeiten.toml", ZUSTAENDIGKEITEN),
    ];
    for (name, text) in files {
        assert!(name != file || text.contains(old), "{file} has no {old}");
        let text = if name == file { text.replacen(old, new, 1) } else { text.to_owned() };
        std::fs::write(dir.path().join(name), text).unwrap();
    }
    dir
}

#[rstest]
#[case("gebiete.toml", "160000000000", "1600", "gebiete.toml:2: ", "no Amtlicher Regionalschluessel")]
#[case("gebiete.toml", "\"land\"", "\"dorf\"", "gebiete.toml:4: ", "unknown variant `dorf`")]
#[case("gebiete.toml", "16051000\"", "16052000\"", "gebiete.toml:8: ", "does not belong to")]
#[case("gebiete.toml", "99084", "9908", "gebiete.toml:12: ", "has not 5 digits")]
#[case("gebiete.toml", "plz =", "farbe =", "gebiete.toml:12: ", "unknown field `farbe`")]
#[case("gebiete.toml", "Musterland", "  ", "gebiete.toml:3: ", "name is empty")]
#[case(
    "gebiete.toml",
    "teil_von = \"16000",
    "teil_von = \"17000",
    "gebiete.toml:11: ",
    "is no gebiet of this file"
)]
#[case(
    "gebiete.toml",
    "art = \"land\"",
    "art = \"land\"\nteil_von = \"160510000000\"",
    "gebiete.toml:5: ",
    "part of itself"
)]
#[case(
    "gebiete.toml",
    "160510000000\"\nags = \"16051000\"",
    "160000000000\"",
    "gebiete.toml:7: ",
    "is there twice"
)]
#[case("gebiete.toml", "name = \"Musterland\"\n", "", "gebiete.toml:1: ", "missing field `name`")]
#[case("gebiete.toml", "[[gebiet]]", "[[gebiet", "gebiete.toml:1: ", "")]
#[case("behoerden.toml", "kurz = \"RZ\"", "kurz = \"MST\"", "behoerden.toml:13: ", "is there twice")]
#[case("behoerden.toml", "id = \"rz\"", "id = \"stadt\"", "behoerden.toml:11: ", "is there twice")]
#[case(
    "behoerden.toml",
    "gebiet = \"160510000000\"",
    "gebiet = \"160520000000\"",
    "behoerden.toml:5: ",
    "is not in gebiete.toml"
)]
#[case("behoerden.toml", "einheit = \"Bürgeramt\"\n", "", "behoerden.toml:7: ", "name it")]
#[case("behoerden.toml", "\"Bürgeramt\"", "\"\"", "behoerden.toml:6: ", "einheit is empty")]
#[case("behoerden.toml", "strasse", "gasse", "behoerden.toml:7: ", "unknown field `gasse`")]
#[case("zustaendigkeiten.toml", "stadt", "dorf", "zustaendigkeiten.toml:3: ", "is not in behoerden.toml")]
#[case("zustaendigkeiten.toml", "stadt", "rz", "zustaendigkeiten.toml:3: ", "has no einheit")]
#[case("zustaendigkeiten.toml", "16051", "16052", "zustaendigkeiten.toml:4: ", "is not in gebiete.toml")]
#[case("zustaendigkeiten.toml", "99108001001000", "991", "zustaendigkeiten.toml:2: ", "14 digits")]
fn what_is_wrong_is_named_by_file_and_line(
    #[case] file: &str,
    #[case] old: &str,
    #[case] new: &str,
    #[case] place: &str,
    #[case] reason: &str,
) {
    let dir = folder(file, old, new);
    let message = Seed::read(dir.path()).unwrap_err().to_string();
    assert!(message.contains(place) && message.contains(reason), "{message}");
    assert!(!message.contains('\n'), "one line a problem: {message}");
}

#[test]
fn all_that_is_wrong_is_named_at_once() {
    let again = format!("\n{ZUSTAENDIGKEITEN}").replace("\"parken\"", "\"parken2\"");
    let dir = folder("zustaendigkeiten.toml", "\"parken\"\n", &format!("\"parken\"\n{again}"));
    let message = Seed::read(dir.path()).unwrap_err().to_string();
    assert!(message.contains("zustaendigkeiten.toml:8: the same zustaendigkeit is there twice"), "{message}");
    assert!(message.contains("zustaendigkeiten.toml:11: the behoerde offers \"parken\""), "{message}");

    let dir = folder("gebiete.toml", "99084", "9908");
    std::fs::write(dir.path().join("behoerden.toml"), b"name = \"\xff\"").unwrap();
    let message = Seed::read(dir.path()).unwrap_err().to_string();
    assert!(message.starts_with("behoerden.toml: cannot be read"), "{message}");

    let empty = tempfile::tempdir().unwrap();
    let message = Seed::read(empty.path()).unwrap_err().to_string();
    assert!(message.contains("there is neither gebiete.toml nor"), "{message}");
}

#[test]
fn accounts_are_read_only_where_they_are_asked_for() {
    let dir = folder("", "", "");
    let konto = "[[konto]]\nanmeldename = \"a\"\nkennwort = \"b\"\nart = \"bediensteter\"\nvornamen = \"A\"\n\
                 familienname = \"B\"\nbehoerde = \"dorf\"\nrollen = [\"leitung\"]\n";
    std::fs::write(dir.path().join("konten.toml"), konto).unwrap();
    let seed = Seed::read(dir.path()).unwrap();
    let message = Konten::read(dir.path(), &seed).unwrap_err().to_string();
    assert_eq!(message, "konten.toml:7: behoerde = \"dorf\" is not in behoerden.toml");
    std::fs::remove_file(dir.path().join("konten.toml")).unwrap();
    assert!(Konten::read(dir.path(), &seed).unwrap().konten.is_empty());
}

#[rstest]
#[tokio::test]
async fn a_folder_is_planted_again_and_again(#[values(Engine::Sqlite, Engine::Postgres)] engine: Engine) {
    let Some(test) = TestStore::open(engine, &[identity::OFFICE, OFFICE]).await else { return };
    let mut told = Vec::new();
    for (file, old, new) in [
        ("", "", ""),
        ("", "", ""),
        ("behoerden.toml", "Stadt Musterstadt", "Landeshauptstadt Musterstadt"),
        ("zustaendigkeiten.toml", "parken", "parken-neu"),
    ] {
        let seed = Seed::read(folder(file, old, new).path()).unwrap();
        let mut tx = test.store.begin().await.unwrap();
        let done = seed.plant(&mut tx).await.unwrap();
        tx.commit().await.unwrap();
        let changed: Vec<_> = done.tallies().iter().flat_map(|(_, tally)| tally.changed.clone()).collect();
        told.push((done.recorded(), done.unchanged(), changed.join(",")));
    }
    // Two Gebiete, two Behoerden, an Einheit, a Zustaendigkeit, a wanted Onlinedienst. The second change takes the
    // first one back, since its folder has the old name.
    let back = "Stadt Musterstadt,parken-neu";
    assert_eq!(
        told,
        [
            (7, 0, String::new()),
            (0, 7, String::new()),
            (1, 6, "Landeshauptstadt Musterstadt".into()),
            (2, 5, back.into())
        ]
    );
    let behoerden = identity::behoerden(&mut test.store.reader(), &Scope::Anonymous).await.unwrap();
    assert_eq!(behoerden.iter().map(|b| b.short_name.as_str()).collect::<Vec<_>>(), ["RZ", "MST"]);

    let before = test.store.dump_projections().await.unwrap();
    test.store.rebuild_projections().await.unwrap();
    assert_eq!(test.store.dump_projections().await.unwrap(), before);
}

#[rstest]
#[tokio::test]
async fn what_a_folder_no_longer_names_is_known(#[values(Engine::Sqlite, Engine::Postgres)] engine: Engine) {
    let Some(test) = TestStore::open(engine, &[identity::OFFICE, OFFICE]).await else { return };
    let mut tx = test.store.begin().await.unwrap();
    let before = Seed::read(folder("", "", "").path()).unwrap();
    before.plant(&mut tx).await.unwrap();
    assert_eq!(before.left_out(&mut tx).await.unwrap(), []);
    let moved = folder("zustaendigkeiten.toml", "160510000000", "160000000000");
    let after = Seed::read(moved.path()).unwrap();
    after.plant(&mut tx).await.unwrap();
    assert_eq!(after.left_out(&mut tx).await.unwrap(), before.zustaendigkeiten);
    for there in after.left_out(&mut tx).await.unwrap() {
        assert!(catalogue::end_zustaendigkeit(&mut tx, &Scope::House, &there).await.unwrap());
    }
    let stadt = Seed::behoerde("stadt");
    let serves = catalogue::zustaendigkeiten(&mut tx, &Scope::Anonymous, stadt).await.unwrap();
    assert_eq!(serves, after.zustaendigkeiten);
}

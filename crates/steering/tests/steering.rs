//! Plans are taken in, linked, corrected and searched, on both engines.

#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

use identity::Scope;
use rstest::rstest;
use std::fmt::Write as _;
use steering::{Aenderung, Error, Geschehen, Gesucht, Id, Korrektur, Lage, Reading, Seite, Ursache, Was};
use store::{Engine, Store, testing::TestStore};

const HOUSE: &Scope = &Scope::House;

/// A measure: number, title, planned completion, status, text.
type Line<'a> = (&'a str, &'a str, &'a str, &'a str, &'a str);

fn plan(jahr: i16, lines: &[Line<'_>]) -> Reading {
    let mut text = format!(
        "Aktionsplan {jahr}\nzur Umsetzung der Strategie\n\nStand: 1. Oktober {jahr}\n\n3. Maßnahmen\n\n"
    );
    for (nummer, titel, abschluss, status, words) in lines {
        write!(
            text,
            "{nummer} {titel}\n\nAufnahme in den Aktionsplan: 2030\nFederführung: TFM\n\
             Geplanter Abschluss: {abschluss}\nProjektstatus: {status}\n\n{words}\n\n"
        )
        .unwrap();
    }
    plans::read(&text)
}

const PORTAL: &str =
    "Das Portal wird an den Verbund angeschlossen. Die Behörden stellen ihre Leistungen dort ein.";
const AKTE: &str =
    "Die elektronische Akte wird in allen Ressorts eingeführt. Das Archiv übernimmt die Akten.";
const NETZ: &str = "Das Landesnetz wird mit Glasfaser erneuert. Die Knoten werden doppelt angebunden.";

fn first() -> Reading {
    plan(
        2031,
        &[
            ("3.1", "Anschluss des Portals", "2032", "im Plan", PORTAL),
            ("3.2", "Einführung der elektronischen Akte", "2031", "im Plan", AKTE),
            ("3.3", "Erneuerung des Landesnetzes", "2033", "im Plan", NETZ),
        ],
    )
}

fn second() -> Reading {
    plan(
        2032,
        &[
            ("3.1", "Einführung der elektronischen Akte", "2034", "in Verzug", AKTE),
            ("3.2", "Anschluss des Portals", "2032", "im Plan", PORTAL),
        ],
    )
}

async fn open(engine: Engine) -> Option<TestStore> {
    TestStore::open(engine, &[identity::OFFICE, packages::OFFICE, catalogue::OFFICE, steering::OFFICE]).await
}

async fn take(
    store: &Store,
    reading: &Reading,
    year: Option<i16>,
) -> steering::Result<steering::Aufgenommen> {
    let mut tx = store.begin().await.unwrap();
    let done = steering::take_in(&mut tx, HOUSE, reading, "plan.txt", year).await?;
    tx.commit().await.unwrap();
    Ok(done)
}

async fn found(store: &Store, gesucht: Gesucht) -> Vec<steering::Kurz> {
    let seite = steering::massnahmen(&mut store.reader(), &gesucht).await.unwrap();
    assert_eq!(seite.anzahl, i64::try_from(seite.massnahmen.len()).unwrap());
    assert!(seite.genau);
    seite.massnahmen
}

async fn titles(store: &Store, gesucht: Gesucht) -> Vec<String> {
    found(store, gesucht).await.into_iter().map(|kurz| kurz.titel).collect()
}

#[rstest]
#[tokio::test]
async fn a_measure_has_one_history(#[values(Engine::Sqlite, Engine::Postgres)] engine: Engine) {
    let Some(test) = open(engine).await else { return };
    let store = &test.store;
    // Out of order, and one of them twice.
    let done = take(store, &second(), None).await.unwrap();
    assert_eq!((done.plaene, done.massnahmen), (vec![(2032, Geschehen::Neu)], 2));
    let before = found(store, Gesucht { worte: "portal".into(), ..Gesucht::default() }).await;
    let done = take(store, &first(), None).await.unwrap();
    assert_eq!((done.plaene, done.massnahmen), (vec![(2031, Geschehen::Neu)], 3));
    let done = take(store, &first(), None).await.unwrap();
    assert_eq!(done.plaene, [(2031, Geschehen::Bekannt)]);

    let all = titles(store, Gesucht::default()).await;
    assert_eq!(
        all,
        ["Einführung der elektronischen Akte", "Anschluss des Portals", "Erneuerung des Landesnetzes"]
    );
    let portal = found(store, Gesucht { worte: "Portal".into(), ..Gesucht::default() }).await.remove(0);
    assert_eq!(portal.id, before[0].id, "an id stays, whichever plans come later");
    let course = steering::massnahme(&mut store.reader(), &Id(portal.id)).await.unwrap();
    let stations: Vec<_> = course.stationen.iter().map(|punkt| punkt.jahr).collect();
    assert_eq!(stations, [2031, 2032]);
    assert!(course.stationen[1].verbindung.is_some());
    assert_eq!(course.stationen[0].massnahme.nummer.as_ref().unwrap().to_string(), "3.1");
    let missing = steering::massnahme(&mut store.reader(), &Id("none".into())).await;
    assert!(matches!(missing, Err(Error::NotFound)));

    // What slips and what vanished.
    let by = |regel: &str| Gesucht { regel: Some(regel.into()), ..Gesucht::default() };
    assert_eq!(titles(store, by("verschiebung")).await, ["Einführung der elektronischen Akte"]);
    assert_eq!(titles(store, by("ohne-abschluss-verschwunden")).await, ["Erneuerung des Landesnetzes"]);
    let lage = Gesucht { lage: Some(Lage::Verschwunden), ..Gesucht::default() };
    assert_eq!(titles(store, lage).await, ["Erneuerung des Landesnetzes"]);
    let akte = found(store, Gesucht { worte: "elektronische akte".into(), ..Gesucht::default() }).await;
    assert_eq!((akte.len(), akte[0].verschoben, akte[0].status.as_deref()), (1, Some(36), Some("in Verzug")));
    for (gesucht, count) in [
        (Gesucht { jahr: Some(2031), ..Gesucht::default() }, 3),
        (Gesucht { status: Some("im Plan".into()), ..Gesucht::default() }, 2),
        (Gesucht { federfuehrung: Some("TFM".into()), jahr: Some(2032), ..Gesucht::default() }, 2),
        (Gesucht { worte: "glasfaser netz".into(), ..Gesucht::default() }, 0),
        (Gesucht { worte: "'; DROP %_".into(), ..Gesucht::default() }, 0),
    ] {
        assert_eq!(found(store, gesucht.clone()).await.len(), count, "{gesucht:?}");
    }
    let page = Gesucht { seite: 1, ..Gesucht::default() };
    let page = steering::massnahmen(&mut store.reader(), &page).await.unwrap();
    assert_eq!(page, Seite { massnahmen: Vec::new(), anzahl: 3, genau: true });
    let wahl = steering::wahl(&mut store.reader()).await.unwrap();
    assert_eq!(wahl.federfuehrung, [("TFM".to_owned(), 3)]);
    assert_eq!(wahl.lage, [("laeuft".to_owned(), 2), ("verschwunden".to_owned(), 1)]);
    assert!(wahl.regel.iter().any(|(regel, count)| regel == "verschiebung" && *count == 1), "{wahl:?}");
    holds_together(store).await;
}

/// A rebuild makes the same of the journal.
async fn holds_together(store: &Store) {
    let before = all(store).await;
    store.rebuild_projections().await.unwrap();
    assert_eq!(all(store).await, before);
    assert_eq!(store.verify_journal().await.unwrap().damage, []);
}

async fn all(store: &Store) -> String {
    let mut reader = store.reader();
    let list = steering::massnahmen(&mut reader, &Gesucht::default()).await.unwrap();
    let mut text = format!("{list:?} {:?}", steering::plaene(&mut reader).await.unwrap());
    write!(text, "{:?}", steering::ueberblick(&mut reader).await.unwrap()).unwrap();
    for kurz in list.massnahmen {
        write!(text, "{:?}", steering::massnahme(&mut reader, &Id(kurz.id)).await.unwrap()).unwrap();
    }
    text
}

#[rstest]
#[tokio::test]
async fn a_person_outweighs_the_evidence(#[values(Engine::Sqlite, Engine::Postgres)] engine: Engine) {
    let Some(test) = open(engine).await else { return };
    let store = &test.store;
    take(store, &first(), None).await.unwrap();
    take(store, &second(), None).await.unwrap();
    let mut tx = store.begin().await.unwrap();
    let von = steering::fundstelle(&mut tx, "2031:3.1").await.unwrap();
    let nach = steering::fundstelle(&mut tx, "2032:3.2").await.unwrap();
    let part = Korrektur::Trennen { von: von.clone(), nach: nach.clone() };
    let refused = steering::correct(&mut tx, HOUSE, part.clone(), "  ").await;
    assert!(matches!(refused, Err(Error::GrundMissing)));
    let turned = Korrektur::Trennen { von: nach.clone(), nach: von.clone() };
    assert!(matches!(steering::correct(&mut tx, HOUSE, turned, "so").await, Err(Error::WrongOrder)));
    let mut unknown = nach.clone();
    unknown.titel = "gibtesnicht".into();
    let unknown = Korrektur::Trennen { von, nach: unknown };
    assert!(matches!(steering::correct(&mut tx, HOUSE, unknown, "so").await, Err(Error::NoSuchMassnahme(_))));
    for scope in [&Scope::Anonymous] {
        assert!(matches!(steering::correct(&mut tx, scope, part.clone(), "so").await, Err(Error::Denied(_))));
    }
    steering::correct(&mut tx, HOUSE, part, "Es sind zwei Portale.").await.unwrap();
    tx.commit().await.unwrap();
    assert_eq!(found(store, Gesucht { worte: "portal".into(), ..Gesucht::default() }).await.len(), 2);
    holds_together(store).await;
}

#[rstest]
#[tokio::test]
async fn what_holds_no_plan_changes_nothing(#[values(Engine::Sqlite, Engine::Postgres)] engine: Engine) {
    let Some(test) = open(engine).await else { return };
    let store = &test.store;
    let english = plans::read("The action plan of 2031 names measures. Lead: Ministry of Finance.");
    assert!(matches!(take(store, &english, None).await, Err(Error::NoPlan)));
    assert!(matches!(take(store, &english, Some(2031)).await, Err(Error::YearForMany(0))));
    let mut without = first();
    without.plans[0].jahr.jahr = None;
    assert!(matches!(take(store, &without, None).await, Err(Error::NoPlan)));
    assert_eq!(steering::plaene(&mut store.reader()).await.unwrap(), []);
    let done = take(store, &without, Some(2031)).await.unwrap();
    assert_eq!(done.plaene, [(2031, Geschehen::Neu)]);
    // Another text of the same year takes its place; the journal keeps both.
    let mut other = first();
    other.plans[0].massnahmen.truncate(2);
    let done = take(store, &other, None).await.unwrap();
    assert_eq!((done.plaene, done.massnahmen), (vec![(2031, Geschehen::Ersetzt)], 2));
    holds_together(store).await;
}

/// More measures with a word than are looked up, so that they are asked for it one by one, and more than are looked through to count.
const CROWD: i64 = 10_500;

#[rstest]
#[tokio::test]
async fn a_crowd_is_searched_as_a_few_are(#[values(Engine::Sqlite, Engine::Postgres)] engine: Engine) {
    let Some(test) = open(engine).await else { return };
    let store = &test.store;
    // Rows of every table that a search asks, as the office would have written them: all have "portal", some "akte".
    let crowd =
        "WITH RECURSIVE n(i) AS (SELECT CAST(0 AS bigint) UNION ALL SELECT i + 1 FROM n WHERE i + 1 < $1)";
    let mut tx = store.begin().await.unwrap();
    for text in [
        format!(
            "INSERT INTO steering_massnahmen (id, titel, federfuehrung, von, bis, lage, platz, befunde) {crowd}
             SELECT 'm' || CAST(i AS text), 'T' || CAST(i AS text), 'TFM', 2030, 2031, 'laeuft', i, 1 FROM n"
        ),
        format!(
            "INSERT INTO steering_worte (wort, massnahme) {crowd} SELECT 'portal', 'm' || CAST(i AS text) FROM n
             UNION ALL SELECT 'akte', 'm' || CAST(i AS text) FROM n WHERE i % 1000 = 7"
        ),
        format!(
            "INSERT INTO steering_stationen (jahr, platz, massnahme, titel, zeile, inhalt) {crowd}
             SELECT 2030 + i % 2, i, 'm' || CAST(i AS text), 'T', 1, '{{}}' FROM n"
        ),
        format!(
            "INSERT INTO steering_befunde (nummer, massnahme, jahr, regel, inhalt) {crowd}
             SELECT i, 'm' || CAST(i AS text), 2031, 'verschiebung', '{{}}' FROM n"
        ),
        "INSERT INTO steering_zahlen (merkmal, wert, anzahl) VALUES ('regel', 'verschiebung', $1)".to_owned(),
    ] {
        store::sql(text).bind(CROWD).execute(&mut tx).await.unwrap();
    }
    tx.commit().await.unwrap();
    let words = |worte: &str| Gesucht { worte: worte.into(), ..Gesucht::default() };
    let rule = Gesucht { regel: Some("verschiebung".into()), ..Gesucht::default() };
    let year = Gesucht { jahr: Some(2031), ..Gesucht::default() };
    for (gesucht, count, first) in [
        (Gesucht::default(), (2_000, false), "T0"),
        (words("portal"), (2_000, false), "T0"),
        (words("por"), (2_000, false), "T0"),
        (words("akte"), (11, true), "T7"),
        (words("portal akte"), (11, true), "T7"),
        (Gesucht { worte: "portal akte".into(), ..rule.clone() }, (11, true), "T7"),
        (rule, (2_000, false), "T0"),
        (year.clone(), (1_000, false), "T1"),
        (Gesucht { worte: "portal".into(), seite: 2, ..year.clone() }, (1_000, false), "T201"),
        (Gesucht { worte: "portal".into(), seite: 50, ..year.clone() }, (2_550, false), "T5001"),
        (Gesucht { worte: "akte".into(), ..year }, (11, true), "T7"),
    ] {
        let page = steering::massnahmen(&mut store.reader(), &gesucht).await.unwrap();
        let found = ((page.anzahl, page.genau), page.massnahmen[0].titel.as_str());
        assert_eq!(found, (count, first), "{gesucht:?}");
    }
    let none = Gesucht { jahr: Some(2029), worte: "portal".into(), ..Gesucht::default() };
    assert_eq!(found(store, none).await, []);
}

/// The file is late, and its plan says why.
fn late() -> Reading {
    let words =
        format!("{AKTE} Die Einführung verzögert sich wegen fehlender Personalkapazitäten und der Pandemie.");
    plan(
        2033,
        &[
            ("3.1", "Einführung der elektronischen Akte", "2036", "in Verzug", &words),
            ("3.2", "Anschluss des Portals", "2032", "im Plan", PORTAL),
        ],
    )
}

#[rstest]
#[tokio::test]
async fn all_at_one_glance_and_why_it_is_late(#[values(Engine::Sqlite, Engine::Postgres)] engine: Engine) {
    let Some(test) = open(engine).await else { return };
    let store = &test.store;
    let nothing = steering::ueberblick(&mut store.reader()).await.unwrap();
    assert_eq!(nothing, steering::Ueberblick::default());
    for reading in [first(), second(), late()] {
        take(store, &reading, None).await.unwrap();
    }
    let found = steering::ueberblick(&mut store.reader()).await.unwrap();
    let status = |jahr: i16, words: &str, count: i64| (jahr, Some(words.to_owned()), count);
    assert_eq!(
        found.staende,
        [
            status(2031, "im Plan", 3),
            status(2032, "im Plan", 1),
            status(2032, "in Verzug", 1),
            status(2033, "im Plan", 1),
            status(2033, "in Verzug", 1)
        ]
    );
    assert_eq!(found.ursachen, [(Ursache::Pandemie, 1), (Ursache::Personal, 1)]);
    let [lead] = &found.fuehrung[..] else { panic!("{:?}", found.fuehrung) };
    let figures = (lead.federfuehrung.as_str(), lead.laufend, lead.in_verzug, lead.verschoben, lead.monate);
    assert_eq!(figures, ("TFM", 2, 1, 1, 60));
    let moved: Vec<_> = found.verschoben.iter().map(|kurz| (kurz.titel.as_str(), kurz.verschoben)).collect();
    assert_eq!(moved, [("Einführung der elektronischen Akte", Some(60))]);

    // On the page of the measure, with the sentence and its line; and to be searched for.
    let by = |ursache| Gesucht { ursache: Some(ursache), ..Gesucht::default() };
    assert_eq!(titles(store, by(Ursache::Personal)).await, ["Einführung der elektronischen Akte"]);
    assert_eq!(titles(store, by(Ursache::Haushalt)).await, Vec::<String>::new());
    let akte = found_one(store, by(Ursache::Pandemie)).await;
    let course = steering::massnahme(&mut store.reader(), &Id(akte)).await.unwrap();
    let [one, other] = &course.ursachen[..] else { panic!("{:?}", course.ursachen) };
    assert_eq!((one.ursache, other.ursache, one.jahr), (Ursache::Personal, Ursache::Pandemie, 2033));
    assert!(one.satz.starts_with("Die Einführung verzögert sich") && one.zeile > 0, "{one:?}");
    let wahl = steering::wahl(&mut store.reader()).await.unwrap();
    assert_eq!(wahl.ursache, [("pandemie".to_owned(), 1), ("personal".to_owned(), 1)]);
    holds_together(store).await;
}

async fn found_one(store: &Store, gesucht: Gesucht) -> String {
    found(store, gesucht).await.remove(0).id
}

#[rstest]
#[tokio::test]
async fn plan_against_plan(#[values(Engine::Sqlite, Engine::Postgres)] engine: Engine) {
    let Some(test) = open(engine).await else { return };
    let store = &test.store;
    take(store, &first(), None).await.unwrap();
    take(store, &second(), None).await.unwrap();
    let mut reader = store.reader();
    let found = steering::vergleich(&mut reader, 2032, 2031).await.unwrap();
    assert_eq!(
        (found.von.jahr.jahr, found.nach.jahr.jahr),
        (Some(2031), Some(2032)),
        "the earlier one first"
    );
    let vergleich = &found.vergleich;
    assert_eq!((vergleich.neu.len(), vergleich.weiter.len(), vergleich.verschwunden.len()), (0, 2, 1));
    let changed = &vergleich.weiter[0].aenderungen;
    assert!(
        changed.iter().any(|one| matches!(one, Aenderung::Abschluss { monate: Some(36), .. })),
        "{changed:?}"
    );
    assert_eq!(vergleich.weiter[1].aenderungen, []);
    let page = steering::planseite(&mut reader, 2032).await.unwrap();
    let ids: Vec<_> = vergleich.weiter.iter().map(|weiter| weiter.id.clone()).collect();
    assert_eq!((page.ids, page.plan.massnahmen.len()), (ids, 2));
    assert!(matches!(steering::vergleich(&mut reader, 2031, 2031).await, Err(Error::SamePlan)));
    assert!(matches!(steering::vergleich(&mut reader, 2031, 2040).await, Err(Error::NotFound)));
    assert!(matches!(steering::planseite(&mut reader, 2040).await, Err(Error::NotFound)));
}

#[rstest]
#[tokio::test]
async fn what_is_new_with_each_plan(#[values(Engine::Sqlite, Engine::Postgres)] engine: Engine) {
    let Some(test) = open(engine).await else { return };
    let store = &test.store;
    assert_eq!(steering::neuigkeiten(&mut store.reader(), 100).await.unwrap(), []);
    take(store, &first(), None).await.unwrap();
    take(store, &second(), None).await.unwrap();
    let news = steering::neuigkeiten(&mut store.reader(), 100).await.unwrap();
    let told: Vec<_> = news
        .iter()
        .map(|one| (one.jahr, one.massnahme.as_ref().map(|(_, titel)| titel.as_str()), &one.was))
        .collect();
    let [plan, akte, netz, before] = &told[..] else { panic!("{told:?}") };
    assert_eq!(*plan, (2032, None, &Was::Plan { massnahmen: 2 }));
    assert!(
        matches!(akte, (2032, Some("Einführung der elektronischen Akte"), Was::Geaendert(changes)) if changes.len() == 2)
    );
    assert_eq!(*netz, (2032, Some("Erneuerung des Landesnetzes"), &Was::Verschwunden));
    assert_eq!(*before, (2031, None, &Was::Plan { massnahmen: 3 }));
    let ids: std::collections::BTreeSet<_> = news.iter().map(|one| one.id).collect();
    assert_eq!(ids.len(), news.len(), "each has an id of its own");
    // The ids stay, and who wants few gets whole plans.
    take(store, &late(), None).await.unwrap();
    let more = steering::neuigkeiten(&mut store.reader(), 100).await.unwrap();
    assert!(ids.iter().all(|id| more.iter().any(|one| one.id == *id)));
    let few = steering::neuigkeiten(&mut store.reader(), 1).await.unwrap();
    assert!(few.iter().all(|one| one.jahr == 2033) && few.len() > 1, "{few:?}");
}

#[tokio::test]
async fn a_plan_as_a_document() {
    let Some(test) = open(Engine::Sqlite).await else { return };
    let store = &test.store;
    let mut reading = second();
    // Signs that no font has, and texts without end, in what a plan says.
    reading.plans[0].massnahmen[0].titel = "Akte 🦔 #set page() \\ *fett* $x$".into();
    take(store, &reading, None).await.unwrap();
    let head = steering::plaene(&mut store.reader()).await.unwrap().remove(0);
    let plan = steering::plan(&mut store.reader(), 2032).await.unwrap();
    let pdf = steering::typeset(&plan, &head).unwrap();
    assert!(pdf.starts_with(b"%PDF-1.7"));
    assert_eq!(steering::typeset(&plan, &head).unwrap(), pdf, "the same plan gives the same document");
    let mut long = plan.clone();
    long.massnahmen = std::iter::repeat_n(plan.massnahmen[0].clone(), 20_000).collect();
    assert!(matches!(steering::typeset(&long, &head), Err(Error::TooLong)));
    let mut empty = plan;
    empty.massnahmen.clear();
    assert!(steering::typeset(&empty, &head).is_ok());
}

#[rstest]
#[tokio::test]
async fn a_plan_that_is_of_another_year(#[values(Engine::Sqlite, Engine::Postgres)] engine: Engine) {
    let Some(test) = open(engine).await else { return };
    let store = &test.store;
    take(store, &first(), None).await.unwrap();
    take(store, &second(), None).await.unwrap();
    let before = found(store, Gesucht { worte: "portal".into(), ..Gesucht::default() }).await.remove(0);
    let mut tx = store.begin().await.unwrap();
    let von = steering::fundstelle(&mut tx, "2031:3.1").await.unwrap();
    let nach = steering::fundstelle(&mut tx, "2032:3.2").await.unwrap();
    let part = Korrektur::Trennen { von, nach };
    steering::correct(&mut tx, HOUSE, part, "Es sind zwei Portale.").await.unwrap();
    for (von, nach, grund) in [(2031, 2032, "so"), (2040, 2033, "so"), (2032, 2033, " "), (2032, 1492, "so")]
    {
        let refused = steering::redate(&mut tx, HOUSE, von, nach, grund).await;
        assert!(
            matches!(
                refused,
                Err(Error::YearTaken(2032) | Error::NotFound | Error::GrundMissing | Error::NoYear(1492))
            ),
            "{von} {nach}"
        );
    }
    let denied = steering::redate(&mut tx, &Scope::Anonymous, 2032, 2033, "so").await;
    assert!(matches!(denied, Err(Error::Denied(_))));
    steering::redate(&mut tx, HOUSE, 2032, 2033, "Der Kopf nennt das falsche Jahr.").await.unwrap();
    tx.commit().await.unwrap();

    let years: Vec<_> =
        steering::plaene(&mut store.reader()).await.unwrap().iter().map(|plan| plan.jahr).collect();
    assert_eq!(years, [2033, 2031]);
    let plan = steering::plan(&mut store.reader(), 2033).await.unwrap();
    assert_eq!((plan.jahr.jahr, plan.massnahmen.len()), (Some(2033), 2));
    // The ids stay, and what was said of measures holds on: the portals are still two.
    let portals = found(store, Gesucht { worte: "portal".into(), ..Gesucht::default() }).await;
    assert_eq!((portals.len(), portals.iter().any(|kurz| kurz.id == before.id)), (2, true));
    // The file that names the wrong year is known when it comes again; another text of that year is a plan of its own.
    let again = take(store, &second(), None).await.unwrap();
    assert_eq!(again.plaene, [(2032, Geschehen::Bekannt)]);
    holds_together(store).await;
    let mut other = second();
    other.plans[0].massnahmen.truncate(1);
    assert_eq!(take(store, &other, None).await.unwrap().plaene, [(2032, Geschehen::Neu)]);
}

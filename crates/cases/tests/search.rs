//! Search over cases on both engines: words, facets, pages, rights.

use crate::support;
use cases::{Cursor, Days, Filter, Hand, Search, Stand, VorgangId};
use identity::{Permission, Scope};
use jiff::SignedDuration;
use packages::Verfahren;
use rstest::rstest;
use store::Engine;
use support::{ANNA, BERT, CLEAR, DOUBTFUL, ERFURT, JENA, KARLA, MILAN, World, karla, staff, staff_with};

async fn found(world: &World, scope: &Scope, search: &Search) -> Vec<VorgangId> {
    let hits = cases::search(&mut world.test.store.reader(), scope, search, None, 50).await.unwrap();
    assert_eq!(hits.next, None);
    let ids: Vec<VorgangId> = hits.vorgaenge.iter().map(|vorgang| vorgang.id).collect();
    let surveyed = cases::survey(&mut world.test.store.reader(), scope, search, None, 50).await.unwrap();
    let (same, facets) = surveyed;
    assert_eq!(same, hits, "{search:?}");
    let sum = |counts: Vec<i64>| counts.iter().sum::<i64>();
    let count = ids.len() as i64;
    assert_eq!(facets.total, count, "facets count what is found");
    assert_eq!(sum(facets.stand.iter().map(|(_, n)| *n).collect()), count);
    assert_eq!(sum(facets.dienste.iter().map(|(.., n)| *n).collect()), count);
    assert_eq!(sum(facets.verfahren.iter().map(|(_, n)| *n).collect()), count);
    assert!(!facets.more && !facets.cut);
    ids
}

fn text(text: &str) -> Search {
    Search { text: text.to_owned(), ..Search::default() }
}

#[rstest]
#[tokio::test]
async fn cases_are_found_by_words(#[values(Engine::Sqlite, Engine::Postgres)] engine: Engine) {
    let Some(world) = World::open(engine).await else { return };
    let mut ids = Vec::new();
    for name in ["Anna Beispiel", "Jörg Müller-Lüdenscheid", "Anna Größe", "Çelik_Öztürk 100%"] {
        ids.push(world.receive(DOUBTFUL, ANNA, name).await);
        world.test.clock.advance(SignedDuration::from_secs(60));
    }
    let karla = karla();
    for (typed, expected) in [
        ("anna", vec![ids[2], ids[0]]),
        ("Beispiel  anna", vec![ids[0]]),
        ("ann", vec![ids[2], ids[0]]),
        ("an", vec![]),
        ("mueller", vec![ids[1]]),
        ("Muller", vec![ids[1]]),
        ("lüden jö", vec![]),
        ("lüden jör", vec![ids[1]]),
        ("müller-lüd", vec![ids[1]]),
        ("groesse", vec![ids[2]]),
        ("GRÖẞE", vec![ids[2]]),
        ("100", vec![ids[3]]),
        ("celik", vec![ids[3]]),
        ("%", vec![]),
        ("' OR 1=1 --", vec![]),
        ("nna", vec![]),
        ("", vec![ids[3], ids[2], ids[1], ids[0]]),
    ] {
        assert_eq!(found(&world, &karla, &text(typed)).await, expected, "{typed}");
    }
    let vorgang = world.vorgang(ids[1]).await;
    let tail = vorgang.aktenzeichen.rsplit_once('-').unwrap().1.to_owned();
    for number in [&vorgang.aktenzeichen, &vorgang.eingangsnummer, &tail, tail.trim_start_matches('0')] {
        assert_eq!(found(&world, &karla, &text(number)).await, [ids[1]], "{number}");
    }
    assert_eq!(found(&world, &staff(KARLA, JENA), &text("anna")).await, []);
    world.holds_together().await;
}

#[rstest]
#[tokio::test]
async fn what_is_chosen_narrows_the_search(#[values(Engine::Sqlite, Engine::Postgres)] engine: Engine) {
    let Some(world) = World::open(engine).await else { return };
    let open = world.receive(DOUBTFUL, ANNA, "Anna Beispiel").await;
    world.test.clock.set("2026-11-25T09:00:00Z".parse().unwrap());
    let taken = world.receive(DOUBTFUL, BERT, "Anna Muster").await;
    world.test.clock.advance(SignedDuration::from_secs(60));
    let clear = world.receive(CLEAR, BERT, "Carla Klar").await;
    let store = &world.test.store;
    let task = world.tasks(taken).await[0].id;
    let mut tx = store.begin().await.unwrap();
    cases::claim(&mut tx, &karla(), task).await.unwrap();
    tx.commit().await.unwrap();
    let day = |day: &str| Some(day.parse().unwrap());
    let of = |hand| Search { hand: Some(hand), ..Search::default() };
    let first = world.vorgang(open).await;
    for (search, expected) in [
        (Search { stand: Some(Stand::Entschieden), ..Search::default() }, vec![clear]),
        (Search { stand: Some(Stand::Offen), ..text("anna") }, vec![taken, open]),
        (Search { oldest_first: true, ..text("anna") }, vec![open, taken]),
        (of(Hand::Of(KARLA)), vec![taken]),
        (of(Hand::Of(MILAN)), vec![]),
        (of(Hand::Nobody), vec![open]),
        (Search { hand: Some(Hand::Nobody), ..text("anna") }, vec![open]),
        (Search { hand: Some(Hand::Of(KARLA)), ..text("beispiel") }, vec![]),
        (Search { overdue: true, ..Search::default() }, vec![]),
        (Search { verfahren: Some(Verfahren::Widerspruch), ..Search::default() }, vec![]),
        (Search { verfahren: Some(Verfahren::Antrag), ..text("klar") }, vec![clear]),
        (Search { dienst: Some(first.package.clone()), ..text("anna") }, vec![taken, open]),
        (Search { dienst: Some("anderer".into()), ..Search::default() }, vec![]),
        (Search { received: Days { from: None, to: day("2026-11-24") }, ..Search::default() }, vec![open]),
        (
            Search { received: Days { from: day("2026-11-25"), to: day("2026-11-25") }, ..text("anna") },
            vec![taken],
        ),
        (Search { decided: Days { from: day("2026-11-25"), to: None }, ..Search::default() }, vec![clear]),
        (Search { decided: Days { from: None, to: day("2026-11-24") }, ..Search::default() }, vec![]),
    ] {
        assert_eq!(found(&world, &karla(), &search).await, expected, "{search:?}");
    }
    let mut counts = cases::counts(&mut store.reader(), &karla()).await.unwrap();
    counts.sort_by_key(|(stand, _)| stand.as_str());
    assert_eq!(counts, [(Stand::Entschieden, 1), (Stand::Offen, 2)]);
}

/// Whatever is asked for: pages of two together are the page of all, with no case twice and none left out.
#[rstest]
#[tokio::test]
async fn pages_follow_one_another(#[values(Engine::Sqlite, Engine::Postgres)] engine: Engine) {
    let Some(world) = World::open(engine).await else { return };
    for n in 0..7 {
        world.receive(if n % 2 == 0 { CLEAR } else { DOUBTFUL }, ANNA, "Anna Annabel Beispiel").await;
        // Some arrive in the same microsecond.
        if n % 3 == 0 {
            world.test.clock.advance(SignedDuration::from_secs(60));
        }
    }
    let decided = Days { from: "2026-01-01".parse().ok(), to: None };
    for search in [
        Search::default(),
        Search { oldest_first: true, ..Search::default() },
        text("ann"),
        text("anna beispiel"),
        Search { oldest_first: true, ..text("ann") },
        Search { stand: Some(Stand::Offen), ..text("beispiel") },
        Search { hand: Some(Hand::Nobody), ..Search::default() },
        Search { decided, ..Search::default() },
    ] {
        let all = found(&world, &karla(), &search).await;
        assert!(all.len() >= 3, "{search:?}");
        let (mut pages, mut after): (Vec<VorgangId>, Option<Cursor>) = (Vec::new(), None);
        loop {
            let mut reader = world.test.store.reader();
            let hits = cases::search(&mut reader, &karla(), &search, after, 2).await.unwrap();
            let (same, _) = cases::survey(&mut reader, &karla(), &search, after, 2).await.unwrap();
            assert_eq!(same, hits, "{search:?}");
            pages.extend(hits.vorgaenge.iter().map(|vorgang| vorgang.id));
            // As it goes through an address.
            after = hits.next.map(|cursor| cursor.to_string().parse().unwrap());
            if after.is_none() {
                break;
            }
        }
        assert_eq!(pages, all, "{search:?}");
    }
    for bad in ["", "x", "1_", "_1", "9999999999999999999_00000000000000000000000000000000"] {
        assert_eq!(bad.parse::<Cursor>(), Err(()), "{bad}");
    }
}

/// Duties bound the search and its numbers; who looks into one more Akte finds that one too, and no other.
#[rstest]
#[tokio::test]
async fn a_search_ends_at_ones_duties(#[values(Engine::Sqlite, Engine::Postgres)] engine: Engine) {
    let Some(world) = World::open(engine).await else { return };
    let first = world.receive(DOUBTFUL, ANNA, "Anna Beispiel").await;
    world.receive(DOUBTFUL, BERT, "Anna Muster").await;
    let own = staff_with(KARLA, ERFURT, &["sachbearbeitung:bewohnerparkausweis", "sachbearbeitung:x"], &[]);
    let searches = [
        Search::default(),
        text("anna"),
        Search { hand: Some(Hand::Nobody), ..Search::default() },
        Search { dienst: Some("bewohnerparkausweis".into()), ..text("anna") },
    ];
    let akte = world.vorgang(first).await.akte;
    for search in &searches {
        assert_eq!(found(&world, &own, search).await.len(), 2, "{search:?}");
        for duties in [&["sachbearbeitung:hundesteuer"][..], &[]] {
            let mut other = staff_with(MILAN, ERFURT, duties, &[Permission::InspectCases]);
            assert_eq!(found(&world, &other, search).await, [], "{search:?}");
            if let Scope::Staff { remit, .. } = &mut other {
                remit.inspects.insert(akte.0);
            }
            assert_eq!(found(&world, &other, search).await, [first], "{search:?}");
            let mut reader = world.test.store.reader();
            assert_eq!(cases::work_list(&mut reader, &other, Filter::All, 9).await.unwrap().len(), 1);
        }
    }
}

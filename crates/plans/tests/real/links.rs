//! Links between plans against a sample that was judged by hand (`links.csv`).

use std::collections::{BTreeMap, BTreeSet};

use plans::{Aktionsplan, Fundstelle, Korrektur, Register, Vertrauen, histories};

type Link = (String, String);

/// The links of the sample, and those that are not clear.
fn sample() -> (BTreeSet<Link>, BTreeSet<Link>) {
    let lines = include_str!("links.csv").lines().filter(|line| !line.starts_with('#'));
    let (mut links, mut unclear) = (BTreeSet::new(), BTreeSet::new());
    for line in lines {
        let cells: Vec<&str> = line.split(';').collect();
        let link = (format!("{} {}", cells[0], cells[1]), format!("{} {}", cells[2], cells[3]));
        if cells[4] == "unklar" {
            unclear.insert(link)
        } else {
            links.insert(link)
        };
    }
    (links, unclear)
}

fn name(place: &Fundstelle) -> String {
    format!("{} {}", place.jahr, place.nummer.as_ref().map_or("NEU".to_owned(), ToString::to_string))
}

fn plans() -> Option<Vec<Aktionsplan>> {
    crate::text().map(|text| plans::read(&text).plans)
}

#[test]
fn precision_and_recall() {
    let Some(plans) = plans() else { return };
    let (links, unclear) = sample();
    assert!(links.len() >= 100, "{}", links.len());
    let found = histories(&plans, &Register::default(), &[]);
    let mut by_trust: BTreeMap<Vertrauen, (usize, usize)> = BTreeMap::new();
    let mut right = BTreeSet::new();
    let mut wrong = Vec::new();
    for link in &found.verbindungen {
        let pair = (name(&link.von), name(&link.nach));
        if unclear.contains(&pair) {
            assert_eq!(link.vertrauen, Vertrauen::Gering, "{pair:?} wants a person");
            continue;
        }
        let counts = by_trust.entry(link.vertrauen).or_default();
        counts.1 += 1;
        if links.contains(&pair) {
            counts.0 += 1;
            right.insert(pair);
        } else {
            wrong.push(pair);
        }
    }
    let missed: Vec<_> = links.difference(&right).collect();
    let all = right.len() + wrong.len();
    println!("links in the sample: {}; found: {all}", links.len());
    println!(
        "precision {:.3}, recall {:.3}",
        right.len() as f64 / all as f64,
        right.len() as f64 / links.len() as f64
    );
    for (trust, (right, all)) in &by_trust {
        println!("{trust:?}: {right} of {all} right");
    }
    println!("wrong: {wrong:?}\nmissed: {missed:?}");
    assert!(right.len() * 100 >= all * 98, "precision");
    assert!(right.len() * 100 >= links.len() * 97, "recall");
    let (sure, all) = by_trust[&Vertrauen::Hoch];
    assert_eq!(sure, all, "what is sure is right");
}

/// The plans need not name former numbers, and numbers may say nothing: titles and texts alone must do.
#[test]
fn without_former_numbers() {
    let Some(mut plans) = plans() else { return };
    let (links, unclear) = sample();
    for massnahme in plans.iter_mut().flat_map(|plan| &mut plan.massnahmen) {
        massnahme.vormals = None;
    }
    let found = histories(&plans, &Register::default(), &[]);
    let pairs = found.verbindungen.iter().map(|link| (name(&link.von), name(&link.nach)));
    let pairs: BTreeSet<Link> = pairs.filter(|pair| !unclear.contains(pair)).collect();
    let right = pairs.intersection(&links).count();
    println!("without former numbers: {right} of {} found right, {} in the sample", pairs.len(), links.len());
    println!("missed: {:?}", links.difference(&pairs).collect::<Vec<_>>());
    assert!(right * 100 >= pairs.len() * 97 && right * 100 >= links.len() * 95);
}

#[test]
fn ids_stay_whatever_is_imported_when() {
    let Some(plans) = plans() else { return };
    let all = histories(&plans, &Register::default(), &[]);
    let id = |register: &Register, place: &Fundstelle| register.0.get(place).cloned();
    // Again, with the ids that were given.
    assert_eq!(histories(&plans, &all.register, &[]).register, all.register);
    // The last two plans first, then all: what had an id keeps it.
    let late = histories(&plans[plans.len() - 2..], &Register::default(), &[]);
    let then = histories(&plans, &late.register, &[]);
    for (place, given) in &late.register.0 {
        assert_eq!(id(&then.register, place).as_ref(), Some(given), "{place:?}");
    }
    // What was found earlier in the same history has that id as well.
    let place = |year: i16, number: &str| {
        let plan = plans.iter().find(|plan| plan.jahr.jahr == Some(year)).unwrap();
        let massnahme =
            plan.massnahmen.iter().find(|m| m.nummer.as_ref().is_some_and(|n| n.to_string() == number));
        Fundstelle::new(year, massnahme.unwrap())
    };
    assert_eq!(id(&then.register, &place(2016, "A.3")), id(&late.register, &place(2022, "4.1")));
    // In another order: the plans sort themselves.
    let mut turned = plans.clone();
    turned.reverse();
    assert_eq!(histories(&turned, &Register::default(), &[]).register, all.register);
}

#[test]
fn a_person_outweighs_the_evidence() {
    let Some(plans) = plans() else { return };
    let find = |year: i16, number: &str| {
        let plan = plans.iter().find(|plan| plan.jahr.jahr == Some(year)).unwrap();
        let massnahme =
            plan.massnahmen.iter().find(|m| m.nummer.as_ref().is_some_and(|n| n.to_string() == number));
        Fundstelle::new(year, massnahme.unwrap())
    };
    let (old, new, other) = (find(2021, "3.1.7"), find(2022, "3.1.7"), find(2022, "3.1.9"));
    let join = Korrektur::Verbinden { von: old.clone(), nach: new.clone() };
    let part = Korrektur::Trennen { von: find(2021, "3.1.9"), nach: other.clone() };
    let found = histories(&plans, &Register::default(), &[join, part]);
    let link = found.verbindungen.iter().find(|link| link.nach == new).unwrap();
    assert_eq!((link.von == old, link.vertrauen), (true, Vertrauen::Bestaetigt));
    assert_eq!(found.register.0[&old], found.register.0[&new], "one history");
    assert!(found.verbindungen.iter().all(|link| link.nach != other));
    assert_ne!(found.register.0[&find(2021, "3.1.9")], found.register.0[&other]);
}

//! Which Gegenstaende may be the same: under other names, or at several Behoerden. Only names are compared, which all who
//! keep an inventory may see.
//!
//! Two of a kind are held side by side where they share a folded name, a vendor with a product, an abbreviation, or rare
//! words of their names. So nothing is compared with everything, and the work grows with the number of names.

use crate::model::{GegenstandId, Kurz};
use crate::tables::{compact, words};
use std::collections::{BTreeMap, BTreeSet, HashMap};
use uuid::Uuid;

/// Two that may be the same.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Paar {
    /// The one with the smaller id.
    pub a: Kurz,
    /// The other.
    pub b: Kurz,
    /// Why.
    pub gruende: Vec<Gleich>,
}

/// Why two may be the same, the strongest first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Gleich {
    /// The same vendor and product.
    Produkt,
    /// The same name but for case, umlauts and signs.
    Name,
    /// The same abbreviation.
    Kurzname,
    /// So many of a hundred words of both names are in both.
    Worte(u32),
}

/// A word in more names than this says nothing.
const COMMON: usize = 40;
/// Of so many that share a key each is held beside each other; of more, each beside the next.
const CROWD: usize = 20;
/// Names with so many of a hundred words in common are alike.
const ALIKE: u32 = 60;

/// Pairs by strength, then by name. `apart` are those that a person told apart.
pub(crate) fn pairs(all: &[Kurz], apart: &BTreeSet<(Uuid, Uuid)>) -> Vec<Paar> {
    let mut found: BTreeMap<(usize, usize), BTreeSet<Gleich>> = BTreeMap::new();
    let mut note = |a: usize, b: usize, why: Gleich| {
        found.entry((a.min(b), a.max(b))).or_default().insert(why);
    };
    for (key, why) in keys() {
        let mut by_key: HashMap<(&str, String), Vec<usize>> = HashMap::new();
        for (at, one) in all.iter().enumerate() {
            if let Some(text) = key(one) {
                by_key.entry((&one.art, text)).or_default().push(at);
            }
        }
        by_key.values().for_each(|crowd| together(crowd, |a, b| note(a, b, why)));
    }
    similar(all, &mut note);
    let mut pairs: Vec<Paar> = found
        .into_iter()
        .map(|((a, b), gruende)| {
            let (a, b) = if all[a].id < all[b].id { (a, b) } else { (b, a) };
            Paar { a: all[a].clone(), b: all[b].clone(), gruende: gruende.into_iter().collect() }
        })
        .filter(|pair| !apart.contains(&(pair.a.id, pair.b.id)))
        .collect();
    // The order of names within one strength is that of `all`.
    pairs.sort_by_key(|pair| pair.gruende.first().map_or(u32::MAX, |why| strength(*why)));
    pairs
}

const fn strength(why: Gleich) -> u32 {
    match why {
        Gleich::Produkt => 0,
        Gleich::Name => 1,
        Gleich::Kurzname => 2,
        Gleich::Worte(share) => 103 - share,
    }
}

type Key = fn(&Kurz) -> Option<String>;

fn keys() -> [(Key, Gleich); 3] {
    [
        (
            |one| {
                let (vendor, product) = (one.hersteller.as_ref()?, one.produkt.as_ref()?);
                Some(format!("{}/{}", compact(vendor), compact(product)))
            },
            Gleich::Produkt,
        ),
        (|one| Some(compact(&one.name)).filter(|name| !name.is_empty()), Gleich::Name),
        (
            |one| Some(compact(one.kurzname.as_ref()?)).filter(|name| name.chars().count() > 1),
            Gleich::Kurzname,
        ),
    ]
}

fn together(crowd: &[usize], mut note: impl FnMut(usize, usize)) {
    if crowd.len() > CROWD {
        crowd.windows(2).for_each(|pair| note(pair[0], pair[1]));
        return;
    }
    for (at, a) in crowd.iter().enumerate() {
        crowd[at + 1..].iter().for_each(|b| note(*a, *b));
    }
}

/// Names that share most of their words; those that are the same are found by their key.
fn similar(all: &[Kurz], note: &mut impl FnMut(usize, usize, Gleich)) {
    let of: Vec<BTreeSet<String>> = all
        .iter()
        .map(|one| {
            let mut found = BTreeSet::new();
            words(&one.name, &mut found);
            // A version is no part of a name.
            found.retain(|word| !word.bytes().all(|b| b.is_ascii_digit()));
            found
        })
        .collect();
    let mut by_word: HashMap<&str, Vec<usize>> = HashMap::new();
    for (at, words) in of.iter().enumerate() {
        for word in words {
            by_word.entry(word).or_default().push(at);
        }
    }
    let mut seen = BTreeSet::new();
    for crowd in by_word.values().filter(|crowd| crowd.len() <= COMMON) {
        each_beside_each(crowd, &mut seen);
    }
    for (a, b) in seen {
        if all[a].art != all[b].art || compact(&all[a].name) == compact(&all[b].name) {
            continue;
        }
        let both = of[a].intersection(&of[b]).count();
        let either = of[a].len() + of[b].len() - both;
        let share = u32::try_from(100 * both / either.max(1)).unwrap_or(100);
        // One word in common is an accident, unless there is nothing else in either.
        if share >= ALIKE && (both > 1 || either == 1) {
            note(a, b, Gleich::Worte(share));
        }
    }
}

fn each_beside_each(crowd: &[usize], to: &mut BTreeSet<(usize, usize)>) {
    for (at, a) in crowd.iter().enumerate() {
        to.extend(crowd[at + 1..].iter().map(|b| (*a, *b)));
    }
}

impl Paar {
    /// The ids of both.
    #[must_use]
    pub const fn ids(&self) -> (GegenstandId, GegenstandId) {
        (self.a.id(), self.b.id())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn one(id: u128, name: &str, product: Option<(&str, &str)>) -> Kurz {
        Kurz {
            id: Uuid::from_u128(id),
            behoerde: Uuid::from_u128(1000 + id),
            art: "fachverfahren".into(),
            name: name.into(),
            kurzname: None,
            hersteller: product.map(|(vendor, _)| vendor.into()),
            produkt: product.map(|(_, product)| product.into()),
            ausgesondert: false,
            inhalt: None,
        }
    }

    fn found(all: &[Kurz]) -> Vec<(u128, u128, Vec<Gleich>)> {
        let pairs = pairs(all, &BTreeSet::new());
        pairs.into_iter().map(|pair| (pair.a.id.as_u128(), pair.b.id.as_u128(), pair.gruende)).collect()
    }

    #[test]
    fn the_same_is_found_under_other_names() {
        let all = [
            one(1, "Führerschein-Register", None),
            one(2, "Fuehrerscheinregister", None),
            one(3, "FÜHRERSCHEIN REGISTER", None),
            one(4, "Dokumentenablage", Some(("PDV GmbH", "VIS Suite"))),
            one(5, "E-Akte", Some(("PDV  GMBH", "Vis-Suite"))),
            one(6, "Elektronische Beihilfe Abrechnung Land", None),
            one(7, "Beihilfe Abrechnung elektronische 2", None),
            one(8, "Elektronische Wahl", None),
        ];
        assert_eq!(
            found(&all),
            [
                (4, 5, vec![Gleich::Produkt]),
                (1, 2, vec![Gleich::Name]),
                (1, 3, vec![Gleich::Name]),
                (2, 3, vec![Gleich::Name]),
                (6, 7, vec![Gleich::Worte(75)]),
            ]
        );
    }

    #[test]
    fn kinds_are_not_mixed_and_what_was_told_apart_stays_so() {
        let mut all = [one(1, "E-Akte", None), one(2, "e akte", None)];
        assert_eq!(pairs(&all, &BTreeSet::from([(all[0].id, all[1].id)])), []);
        all[1].art = "projekt".into();
        assert_eq!(found(&all), []);
    }

    #[test]
    fn a_thousand_of_one_name_are_a_chain_and_not_a_net() {
        let all: Vec<_> = (1..=1000).map(|id| one(id, "Textverarbeitung", None)).collect();
        assert_eq!(found(&all).len(), 999);
    }
}

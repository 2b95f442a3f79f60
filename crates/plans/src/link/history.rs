//! Histories with ids that last.

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};

use super::assign::{Pair, Said, assign, assign_sure};
use super::{Art, Candidate, Fundstelle, Pieces, Verbindung, Vertrauen, candidates, hash};
use crate::{Aktionsplan, Zeile};

/// The id of a measure over all years. It is made from where the measure was first seen, and then kept: see
/// [`Register`].
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Id(pub String);

/// Ids given so far. Kept by who calls, and handed back at the next import: a measure that was seen before keeps its id,
/// whichever plans come later and in whatever order.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Register(pub BTreeMap<Fundstelle, Id>);

/// What a person says of two measures; it outweighs all evidence.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Korrektur {
    /// They are the same.
    Verbinden {
        /// The earlier one.
        von: Fundstelle,
        /// The later one.
        nach: Fundstelle,
    },
    /// They are not.
    Trennen {
        /// The earlier one.
        von: Fundstelle,
        /// The later one.
        nach: Fundstelle,
    },
}

/// All histories of some plans.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Geschichten {
    /// One for each measure, by the place of its first station.
    pub geschichten: Vec<Geschichte>,
    /// All links, by the later plan.
    pub verbindungen: Vec<Verbindung>,
    /// The ids with those given now. To be kept.
    pub register: Register,
    /// Ids of one history that a register held apart: the first was kept. To be told to a person.
    pub doppelte_ids: Vec<(Id, Id)>,
}

/// A measure over the years.
#[derive(Debug, Clone, PartialEq)]
pub struct Geschichte {
    /// Its id.
    pub id: Id,
    /// Where it stands, by year.
    pub stationen: Vec<Station>,
    /// The measure that it was parted from.
    pub aus: Option<Id>,
    /// How it ends.
    pub ende: Ende,
}

/// A measure in one plan.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Station {
    /// The year of the plan.
    pub jahr: i16,
    /// The plan's place in what was handed in, and the measure's place in the plan.
    pub plan: usize,
    /// See [`Self::plan`].
    pub massnahme: usize,
}

/// How a history ends.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Ende {
    /// It stands in the last plan.
    Laeuft,
    /// A list of completed measures has it.
    Abgeschlossen {
        /// The year of the first plan with it in its list.
        jahr: i16,
        /// The line there.
        zeile: Zeile,
    },
    /// It went into another one.
    AufgegangenIn(Id),
    /// It is missing in the plan of this year, and no list has it.
    Verschwunden {
        /// The first year without it.
        jahr: i16,
    },
}

type Place = (usize, usize);

/// Links plans and gives each measure its history. Plans without a year are left out.
pub fn histories(plans: &[Aktionsplan], register: &Register, korrekturen: &[Korrektur]) -> Geschichten {
    let mut order: Vec<(i16, usize)> =
        plans.iter().enumerate().filter_map(|(place, plan)| Some((plan.jahr.jahr?, place))).collect();
    order.sort_unstable();
    let sets: Vec<Vec<Candidate<'_>>> =
        order.iter().map(|(year, place)| candidates(&plans[*place], *year)).collect();
    let said = |from: &Candidate<'_>, to: &Candidate<'_>| said(korrekturen, from, to);
    let links = link_all(plans, &order, &sets, said);
    let chains = chains(&sets, &links);
    let mut out = Geschichten { register: register.clone(), ..Geschichten::default() };
    let mut given = BTreeSet::new();
    let ids: Vec<Id> = chains.iter().map(|chain| out.id(&sets, chain, &mut given)).collect();
    let place_of: BTreeMap<Place, usize> = chains
        .iter()
        .enumerate()
        .flat_map(|(index, chain)| chain.iter().map(move |place| (*place, index)))
        .collect();
    let last = sets.len().saturating_sub(1);
    for (index, chain) in chains.iter().enumerate() {
        let station = |(set, massnahme): &Place| Station {
            jahr: order[*set].0,
            plan: order[*set].1,
            massnahme: *massnahme,
        };
        let end = chain.last().copied().unwrap_or_default();
        let into = links
            .iter()
            .find(|link| (link.0, link.2.from) == end && place_of.get(&(link.1, link.2.to)) != Some(&index));
        let start = chain.first().copied().unwrap_or_default();
        let from = links.iter().find(|link| {
            (link.1, link.2.to) == start
                && link.2.art == Art::Teilung
                && place_of.get(&(link.0, link.2.from)) != Some(&index)
        });
        let id_at = |place: Place| place_of.get(&place).map(|index| ids[*index].clone());
        let ende = if end.0 == last {
            Ende::Laeuft
        } else if let Some(into) = into.and_then(|link| id_at((link.1, link.2.to))) {
            Ende::AufgegangenIn(into)
        } else {
            completed(plans, &order, &sets, chain).unwrap_or(Ende::Verschwunden { jahr: order[end.0 + 1].0 })
        };
        out.geschichten.push(Geschichte {
            id: ids[index].clone(),
            stationen: chain.iter().map(station).collect(),
            aus: from.and_then(|link| id_at((link.0, link.2.from))),
            ende,
        });
    }
    out.verbindungen = links.iter().map(|link| verbindung(&sets, link)).collect();
    out
}

fn said(korrekturen: &[Korrektur], from: &Candidate<'_>, to: &Candidate<'_>) -> Option<Said> {
    if korrekturen.is_empty() {
        return None;
    }
    let (a, b) = (Fundstelle::new(from.jahr, from.massnahme), Fundstelle::new(to.jahr, to.massnahme));
    korrekturen.iter().rev().find_map(|korrektur| match korrektur {
        Korrektur::Verbinden { von, nach } => (*von == a && *nach == b).then_some(Said::Same),
        Korrektur::Trennen { von, nach } => (*von == a && *nach == b).then_some(Said::Other),
    })
}

/// A link: the set it starts in, the set it leads to, and the pair.
type Link = (usize, usize, Pair);

fn link_all(
    plans: &[Aktionsplan],
    order: &[(i16, usize)],
    sets: &[Vec<Candidate<'_>>],
    said: impl Fn(&Candidate<'_>, &Candidate<'_>) -> Option<Said>,
) -> Vec<Link> {
    let mut links: Vec<Link> = Vec::new();
    for to in 1..sets.len() {
        let from = to - 1;
        let divided = &plans[order[to].1].oberpunkte;
        let pairs = assign(&sets[from], &sets[to], divided, |a, b| said(&sets[from][a], &sets[to][b]));
        links.extend(pairs.into_iter().map(|pair| (from, to, pair)));
        if from == 0 {
            continue;
        }
        // What the plan between left out.
        let gone =
            |index: &usize| !links.iter().any(|(set, _, pair)| *set == from - 1 && pair.from == *index);
        let new = |index: &usize| !links.iter().any(|(_, set, pair)| *set == to && pair.to == *index);
        let left: Vec<usize> = (0..sets[from - 1].len()).filter(gone).collect();
        let right: Vec<usize> = (0..sets[to].len()).filter(new).collect();
        let pick = |set: usize, places: &[usize]| -> Vec<Candidate<'_>> {
            places
                .iter()
                .map(|place| Candidate::new(sets[set][*place].massnahme, sets[set][*place].jahr))
                .collect()
        };
        let pairs = assign_sure(&pick(from - 1, &left), &pick(to, &right), |a, b| {
            said(&sets[from - 1][left[a]], &sets[to][right[b]])
        });
        let placed = pairs.into_iter().map(|pair| Pair { from: left[pair.from], to: right[pair.to], ..pair });
        links.extend(placed.map(|pair| (from - 1, to, pair)));
    }
    links
}

/// Chains of stations: each link goes on where neither end has a better one.
fn chains(sets: &[Vec<Candidate<'_>>], links: &[Link]) -> Vec<Vec<Place>> {
    let mut order: Vec<&Link> = links.iter().collect();
    let rank = |link: &Link| (link.2.vertrauen == Vertrauen::Bestaetigt, link.2.art == Art::Fortfuehrung);
    order.sort_by(|a, b| rank(b).cmp(&rank(a)).then(b.2.evidence.weight.total_cmp(&a.2.evidence.weight)));
    let mut next: BTreeMap<Place, Place> = BTreeMap::new();
    let mut taken: BTreeSet<Place> = BTreeSet::new();
    for (from, to, pair) in order {
        let (a, b) = ((*from, pair.from), (*to, pair.to));
        // A link found inside another text only: the part does not go on as the whole.
        let partial = pair
            .evidence
            .reasons
            .iter()
            .any(|reason| matches!(reason, super::Grund::Enthalten(_) | super::Grund::Untergliedert));
        if !partial && !next.contains_key(&a) && taken.insert(b) {
            next.insert(a, b);
        }
    }
    let mut chains = Vec::new();
    for (set, candidates) in sets.iter().enumerate() {
        for place in (0..candidates.len()).map(|index| (set, index)).filter(|place| !taken.contains(place)) {
            chains.push(std::iter::successors(Some(place), |place| next.get(place).copied()).collect());
        }
    }
    chains
}

impl Geschichten {
    /// The id of a chain: one that was given before, or a new one.
    /// The id that its measures had; a new one where they had none, or where it was `given` to another history that they
    /// were parted from.
    fn id(&mut self, sets: &[Vec<Candidate<'_>>], chain: &[Place], given: &mut BTreeSet<Id>) -> Id {
        let place =
            |(set, index): &Place| Fundstelle::new(sets[*set][*index].jahr, sets[*set][*index].massnahme);
        let places: Vec<Fundstelle> = chain.iter().map(place).collect();
        let mut known = places
            .iter()
            .filter_map(|place| self.register.0.get(place).cloned())
            .filter(|id| !given.contains(id));
        let id = match known.next() {
            Some(first) => {
                let others: BTreeSet<Id> = known.filter(|id| *id != first).collect();
                self.doppelte_ids.extend(others.into_iter().map(|other| (first.clone(), other)));
                first
            }
            None => self.new_id(&places),
        };
        for place in places {
            let kept = self.register.0.entry(place).or_insert_with(|| id.clone());
            if given.contains(kept) {
                kept.clone_from(&id);
            }
        }
        given.insert(id.clone());
        id
    }

    fn new_id(&self, places: &[Fundstelle]) -> Id {
        let Some(first) = places.first() else { return Id(String::new()) };
        let words = format!("{} {:?} {}", first.jahr, first.nummer, first.titel);
        let mut number = hash(words.bytes().map(u64::from));
        let given: BTreeSet<&Id> = self.register.0.values().collect();
        loop {
            let id = Id(format!("m{}-{:08x}", first.jahr, number >> 32));
            if !given.contains(&id) {
                return id;
            }
            number = number.wrapping_add(1 << 32);
        }
    }
}

/// The list of completed measures that has a title of this history, from its last plan on.
fn completed(
    plans: &[Aktionsplan],
    order: &[(i16, usize)],
    sets: &[Vec<Candidate<'_>>],
    chain: &[Place],
) -> Option<Ende> {
    let end = chain.last()?;
    let number = sets[end.0][end.1].massnahme.nummer.as_ref();
    for (set, (jahr, place)) in order.iter().enumerate().skip(end.0) {
        for item in &plans[*place].abgeschlossen {
            let title = Pieces::of_letters(&item.titel);
            let former = item
                .vormals
                .as_ref()
                .is_some_and(|vormals| vormals.nummern.first() == number && set == end.0 + 1);
            let like = chain.iter().map(|(set, index)| {
                let other = &sets[*set][*index].title;
                title.like(other).max(0.9 * title.within(other)).max(if other.len() < title.len() {
                    0.9 * other.within(&title)
                } else {
                    0.0
                })
            });
            if like.fold(0.0, f64::max) >= if former { 0.5 } else { 0.75 } {
                return Some(Ende::Abgeschlossen { jahr: *jahr, zeile: item.zeile });
            }
        }
    }
    None
}

fn verbindung(sets: &[Vec<Candidate<'_>>], (from, to, pair): &Link) -> Verbindung {
    let (earlier, later) = (&sets[*from][pair.from], &sets[*to][pair.to]);
    Verbindung {
        von: Fundstelle::new(earlier.jahr, earlier.massnahme),
        nach: Fundstelle::new(later.jahr, later.massnahme),
        art: pair.art,
        vertrauen: pair.vertrauen,
        gewicht: pair.evidence.weight.clamp(0.0, 1.0),
        gruende: pair.evidence.reasons.clone(),
    }
}

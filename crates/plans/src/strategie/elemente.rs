//! The tree as a list of elements that keep their ids from edition to edition.

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};

use super::{Punkt, Strategie};
use crate::Zeile;
use crate::link::{Pieces, hash, key};

/// Something that measures and indicators can belong to.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Element {
    /// Stays the same in later editions where the words are the same or near.
    pub id: String,
    /// What it is.
    pub art: Elementart,
    /// The id of the field that it belongs to.
    pub eltern: Option<String>,
    /// The number of a field.
    pub nummer: String,
    /// Title of a field, a goal or an Initiative; the words of an Etappenziel.
    pub titel: String,
    /// What a field is about; why an Initiative is needed.
    pub text: String,
    /// What an Initiative should come to.
    pub soll: String,
    /// Its items.
    pub punkte: Vec<Punkt>,
    /// Where it stands in the source.
    pub zeile: Zeile,
}

/// What an element is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Elementart {
    /// A field of action.
    Handlungsfeld,
    /// A strategic goal.
    Ziel,
    /// What is to be reached on the way.
    Etappenziel,
    /// A strategic Initiative.
    Initiative,
}

/// So much of their letters must elements share to be the same: a sentence reworded in part, not another sentence that
/// begins alike ("Wir stärken unsere …").
pub(super) const NEAR: f64 = 0.7;

impl Element {
    /// All its words, to compare with others.
    #[must_use]
    pub fn worte(&self) -> String {
        let mut words = format!("{} {} {}", self.titel, self.text, self.soll);
        for punkt in &self.punkte {
            words.push(' ');
            words.push_str(&punkt.text);
        }
        words
    }
}

/// The elements of a strategy in its order, fields before what belongs to them. `bekannt` are those of all editions so far:
/// what says the same, or nearly, keeps its id.
#[must_use]
pub fn elemente(strategie: &Strategie, bekannt: &[Element]) -> Vec<Element> {
    let (mut all, parents) = drafts(strategie);
    let mut taken = BTreeSet::new();
    for (new, old) in pairs(&all, bekannt) {
        if all[new].id.is_empty() && taken.insert(old) {
            all[new].id.clone_from(&bekannt[old].id);
        }
    }
    let mut ids: BTreeSet<String> = bekannt.iter().map(|one| one.id.clone()).collect();
    for one in all.iter_mut().filter(|one| one.id.is_empty()) {
        let id = (0..).map(|count| new_id(one, count)).find(|id| !ids.contains(id));
        one.id = id.unwrap_or_default();
        ids.insert(one.id.clone());
    }
    for (child, parent) in parents {
        all[child].eltern = Some(all[parent].id.clone());
    }
    all
}

/// All elements without ids, and which belongs to which.
fn drafts(strategie: &Strategie) -> (Vec<Element>, BTreeMap<usize, usize>) {
    let mut all: Vec<Element> = Vec::new();
    let mut parents = BTreeMap::new();
    let new = |art, titel: &str, zeile| Element {
        id: String::new(),
        art,
        eltern: None,
        nummer: String::new(),
        titel: titel.to_owned(),
        text: String::new(),
        soll: String::new(),
        punkte: Vec::new(),
        zeile,
    };
    for feld in &strategie.handlungsfelder {
        let parent = all.len();
        let (nummer, text) = (feld.nummer.clone(), feld.text.clone());
        all.push(Element { nummer, text, ..new(Elementart::Handlungsfeld, &feld.titel, feld.zeile) });
        for ziel in &feld.ziele {
            parents.insert(all.len(), parent);
            all.push(Element {
                punkte: ziel.punkte.clone(),
                ..new(Elementart::Ziel, &ziel.titel, ziel.zeile)
            });
        }
        for punkt in &feld.etappenziele {
            parents.insert(all.len(), parent);
            all.push(new(Elementart::Etappenziel, &punkt.text, punkt.zeile));
        }
    }
    for one in &strategie.initiativen {
        let (text, soll, punkte) = (one.warum.clone(), one.soll.clone(), one.punkte.clone());
        all.push(Element { text, soll, punkte, ..new(Elementart::Initiative, &one.titel, one.zeile) });
    }
    (all, parents)
}

/// Which new element is like which known one, the most alike first.
fn pairs(new: &[Element], known: &[Element]) -> Vec<(usize, usize)> {
    let pieces = |all: &[Element]| all.iter().map(|one| Pieces::of_letters(&one.titel)).collect::<Vec<_>>();
    let (of_new, of_known) = (pieces(new), pieces(known));
    let mut found = Vec::new();
    for (at, one) in new.iter().enumerate() {
        for (there, other) in known.iter().enumerate().filter(|(_, other)| other.art == one.art) {
            let same = key(&one.titel) == key(&other.titel);
            let like = if same { 1.0 } else { of_new[at].like(&of_known[there]) };
            if same || like >= NEAR {
                found.push((like, at, there));
            }
        }
    }
    found.sort_by(|a, b| b.0.total_cmp(&a.0).then((a.1, a.2).cmp(&(b.1, b.2))));
    found.into_iter().map(|(_, at, there)| (at, there)).collect()
}

fn new_id(one: &Element, count: u64) -> String {
    let letters = key(&one.titel);
    let parts = [one.art as u64, count].into_iter().chain(letters.chars().map(u64::from));
    format!("{:016x}", hash(parts))
}

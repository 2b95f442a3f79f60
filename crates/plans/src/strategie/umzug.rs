//! Moving by hand what came out of a PDF below the wrong parent.
//!
//! The text of a move is kept, not its place: so it can be made again in a later edition, where words are near.

use std::fmt;

use serde::{Deserialize, Serialize};

use super::elemente::NEAR;
use super::{Element, Elementart, Hinweis, HinweisArt, Punkt};
use crate::lines::join;
use crate::link::{Pieces, key};

/// What is moved, and where to.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Umzug {
    /// What.
    pub was: Stueck,
    /// Where to.
    pub nach: Ort,
}

/// What can be moved.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Stueck {
    /// A goal or an Etappenziel, by its id.
    Element(String),
    /// An item.
    Punkt {
        /// The goal or the Initiative below which it stands.
        element: String,
        /// Its words.
        text: String,
        /// Only its end, from these words on: a sentence that was put together wrongly.
        ab: Option<String>,
    },
}

/// Where something can be moved to.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Ort {
    /// Below an element, by its id, where the lines of the source put it.
    Element(String),
    /// To the end of an item, which goes on with it.
    Punkt {
        /// The goal or the Initiative below which the item stands.
        element: String,
        /// Its words.
        text: String,
    },
}

impl Ort {
    /// The id of the element.
    #[must_use]
    pub fn element(&self) -> &str {
        match self {
            Self::Element(element) | Self::Punkt { element, .. } => element,
        }
    }
}

impl Umzug {
    /// The words of the items that it takes apart or puts together.
    fn worte(&self) -> impl Iterator<Item = &str> {
        let was = match &self.was {
            Stueck::Punkt { text, .. } => Some(text.as_str()),
            Stueck::Element(_) => None,
        };
        let nach = match &self.nach {
            Ort::Punkt { text, .. } => Some(text.as_str()),
            Ort::Element(_) => None,
        };
        was.into_iter().chain(nach)
    }
}

/// Whether moves have settled what a hint is about, in the elements as they stand after them.
#[must_use]
pub fn geklaert(hinweis: &Hinweis, umzuege: &[Umzug], elemente: &[Element]) -> bool {
    let mut there = elemente.iter().filter(|one| one.zeile == hinweis.zeile);
    match &hinweis.was {
        HinweisArt::OhneAnfang(text) | HinweisArt::OhneEnde(text) | HinweisArt::UeberSeite(text) => {
            umzuege.iter().flat_map(Umzug::worte).any(|words| words.contains(text.as_str()))
        }
        HinweisArt::ZielOhnePunkte(_) => there.any(|ziel| !ziel.punkte.is_empty()),
        HinweisArt::ZielUnterEtappen(_) => there.any(|ziel| {
            umzuege.iter().any(|umzug| matches!(&umzug.was, Stueck::Element(id) if *id == ziel.id))
        }),
        _ => false,
    }
}

/// Why something is not moved.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Hindernis {
    /// The element or the item is not there.
    NichtDa,
    /// The item has no such words within it.
    WorteNichtDa,
    /// It cannot stand there: goals and Etappenziele stand below a Handlungsfeld, items below a goal or an Initiative.
    FalscheArt,
    /// The end of an item is none of its own: it goes on with another one.
    NurAnPunkt,
    /// It stands there already.
    Schon,
}

impl fmt::Display for Hindernis {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::NichtDa => "there is no such element or item in the edition that counts",
            Self::WorteNichtDa => "the item has no such words, or begins with them: copy them from it",
            Self::FalscheArt => {
                "it cannot stand there: goals and Etappenziele are moved below a Handlungsfeld, items below a goal or an Initiative"
            }
            Self::NurAnPunkt => "the end of an item needs another item that goes on with it",
            Self::Schon => "it stands there already",
        })
    }
}

/// Moves something within the elements of an edition.
///
/// # Errors
/// [`Hindernis`]; nothing is moved then.
pub fn umziehen(elemente: &mut Vec<Element>, umzug: &Umzug) -> Result<(), Hindernis> {
    match (&umzug.was, &umzug.nach) {
        (Stueck::Element(id), Ort::Element(feld)) => of_element(elemente, id, feld),
        (Stueck::Element(_), Ort::Punkt { .. }) => Err(Hindernis::FalscheArt),
        (Stueck::Punkt { ab: Some(_), .. }, Ort::Element(_)) => Err(Hindernis::NurAnPunkt),
        (Stueck::Punkt { element, text, ab: None }, Ort::Element(to)) => {
            of_item(elemente, (element, text), to)
        }
        (Stueck::Punkt { element, text, ab }, Ort::Punkt { element: to, text: after }) => {
            append(elemente, (element, text), ab.as_deref(), (to, after))
        }
    }
}

fn of_element(elemente: &mut Vec<Element>, id: &str, feld: &str) -> Result<(), Hindernis> {
    let (at, to) = (place(elemente, id)?, place(elemente, feld)?);
    let movable = matches!(elemente[at].art, Elementart::Ziel | Elementart::Etappenziel);
    if !movable || elemente[to].art != Elementart::Handlungsfeld {
        return Err(Hindernis::FalscheArt);
    }
    if elemente[at].eltern.as_deref() == Some(feld) {
        return Err(Hindernis::Schon);
    }
    let moved = Element { eltern: Some(feld.to_owned()), ..elemente.remove(at) };
    let sibling = |one: &Element| one.eltern.as_deref() == Some(feld);
    let later = |one: &Element| sibling(one) && one.art == moved.art && one.zeile > moved.zeile;
    let before = |one: &Element| one.id == feld || sibling(one) && one.art <= moved.art;
    let behind = || elemente.iter().rposition(before).map_or(elemente.len(), |last| last + 1);
    let there = elemente.iter().position(later).unwrap_or_else(behind);
    elemente.insert(there, moved);
    Ok(())
}

fn of_item(elemente: &mut [Element], (from, text): (&str, &str), to: &str) -> Result<(), Hindernis> {
    let (from, to) = (place(elemente, from)?, place(elemente, to)?);
    let at = item(&elemente[from].punkte, text)?;
    if !matches!(elemente[to].art, Elementart::Ziel | Elementart::Initiative) {
        return Err(Hindernis::FalscheArt);
    }
    if from == to {
        return Err(Hindernis::Schon);
    }
    let punkt = elemente[from].punkte.remove(at);
    let punkte = &mut elemente[to].punkte;
    let there = punkte.iter().position(|other| other.zeile > punkt.zeile).unwrap_or(punkte.len());
    punkte.insert(there, punkt);
    Ok(())
}

fn append(
    elemente: &mut [Element],
    (from, text): (&str, &str),
    ab: Option<&str>,
    (to, after): (&str, &str),
) -> Result<(), Hindernis> {
    let (from, to) = (place(elemente, from)?, place(elemente, to)?);
    let (at, there) = (item(&elemente[from].punkte, text)?, item(&elemente[to].punkte, after)?);
    if (from, at) == (to, there) {
        return Err(Hindernis::Schon);
    }
    let end = match ab {
        Some(words) => {
            let whole = &mut elemente[from].punkte[at].text;
            let begin = whole.find(words.trim()).filter(|begin| *begin > 0 && !words.trim().is_empty());
            let end = whole.split_off(begin.ok_or(Hindernis::WorteNichtDa)?);
            whole.truncate(whole.trim_end().len());
            end
        }
        None => elemente[from].punkte[at].text.clone(),
    };
    join(&mut elemente[to].punkte[there].text, &end);
    if ab.is_none() {
        elemente[from].punkte.remove(at);
    }
    Ok(())
}

fn place(elemente: &[Element], id: &str) -> Result<usize, Hindernis> {
    elemente.iter().position(|one| one.id == id).ok_or(Hindernis::NichtDa)
}

/// The item with these words, or else the one whose words are the nearest.
fn item(punkte: &[Punkt], text: &str) -> Result<usize, Hindernis> {
    if let Some(same) = punkte.iter().position(|punkt| punkt.text == text) {
        return Ok(same);
    }
    let wanted = Pieces::of_letters(text);
    let like = |punkt: &Punkt| {
        if key(&punkt.text) == key(text) { 1.0 } else { Pieces::of_letters(&punkt.text).like(&wanted) }
    };
    let near = punkte.iter().map(like).enumerate().filter(|(_, like)| *like >= NEAR);
    near.max_by(|a, b| a.1.total_cmp(&b.1)).map(|(at, _)| at).ok_or(Hindernis::NichtDa)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::strategie::{elemente, read};

    const TEXT: &str = "1.1. Netze\nEs geht um Netze.\n\n1.1.1. Strategische Ziele\n\nZiel: Das Netz ist schnell.\n\n• Wir legen \
                        Leitungen aus Glas.\n\n• Wir schulen alle, die es brauchen und\n\n1.1.2. Etappenziele\n\n• Die Hälfte \
                        liegt.\n\n1.2. Menschen\nEs geht um Menschen.\n\n1.2.1. Strategische Ziele\n\nZiel: Alle können es.\n\n• \
                        Wir fragen nach wollen.\n\n1.2.2. Etappenziele\n\n• Hundert haben gelernt.\n";

    /// The elements, and the ids of those that begin so.
    fn known(beginnings: &[&str]) -> (Vec<Element>, Vec<String>) {
        let all = elemente(&read(TEXT), &[]);
        let id = |begin: &&str| all.iter().find(|one| one.titel.starts_with(begin)).unwrap().id.clone();
        let ids = beginnings.iter().map(id).collect();
        (all, ids)
    }

    fn titles<'a>(all: &'a [Element], feld: &str) -> Vec<&'a str> {
        all.iter().filter(|one| one.eltern.as_deref() == Some(feld)).map(|one| one.titel.as_str()).collect()
    }

    #[test]
    fn a_goal_moves_below_another_field_and_back() {
        let (mut all, ids) = known(&["Alle können", "Netze", "Menschen", "Hundert"]);
        let before = all.clone();
        let to = |what: &str, feld: &str| Umzug {
            was: Stueck::Element(what.into()),
            nach: Ort::Element(feld.into()),
        };
        umziehen(&mut all, &to(&ids[0], &ids[1])).unwrap();
        assert_eq!(titles(&all, &ids[1]), ["Das Netz ist schnell.", "Alle können es.", "Die Hälfte liegt."]);
        assert_eq!(umziehen(&mut all, &to(&ids[0], &ids[1])), Err(Hindernis::Schon));
        umziehen(&mut all, &to(&ids[0], &ids[2])).unwrap();
        assert_eq!(all, before, "moved back, nothing has changed");
        umziehen(&mut all, &to(&ids[3], &ids[1])).unwrap();
        assert_eq!(titles(&all, &ids[1]).last(), Some(&"Hundert haben gelernt."));
        assert_eq!(umziehen(&mut all, &to(&ids[1], &ids[2])), Err(Hindernis::FalscheArt));
        assert_eq!(umziehen(&mut all, &to(&ids[0], &ids[3])), Err(Hindernis::FalscheArt));
        assert_eq!(umziehen(&mut all, &to("none", &ids[1])), Err(Hindernis::NichtDa));
    }

    #[test]
    fn an_item_moves_and_so_does_the_end_of_one() {
        let (mut all, ids) = known(&["Das Netz", "Alle können", "Netze"]);
        let punkt = |element: &str, text: &str, ab: Option<&str>| Stueck::Punkt {
            element: element.into(),
            text: text.into(),
            ab: ab.map(Into::into),
        };
        let behind = |element: &str, text: &str| Ort::Punkt { element: element.into(), text: text.into() };
        let below = |element: &str| Ort::Element(element.into());
        let texts = |all: &[Element], id: &str| -> Vec<String> {
            let found = all.iter().find(|one| one.id == id).unwrap();
            found.punkte.iter().map(|punkt| punkt.text.clone()).collect()
        };
        let (net, all_can) = (ids[0].as_str(), ids[1].as_str());
        let cut = "Wir schulen alle, die es brauchen und";
        // A letter is another one in a later edition.
        let was = punkt(all_can, "Wir fragen nach, wollen.", Some("wollen."));
        umziehen(&mut all, &Umzug { was, nach: behind(net, cut) }).unwrap();
        assert_eq!(texts(&all, all_can), ["Wir fragen nach"]);
        let whole = "Wir schulen alle, die es brauchen und wollen.";
        assert_eq!(texts(&all, net)[1], whole);
        umziehen(&mut all, &Umzug { was: punkt(net, whole, None), nach: below(all_can) }).unwrap();
        assert_eq!(texts(&all, all_can), [whole, "Wir fragen nach"], "by their lines");
        umziehen(
            &mut all,
            &Umzug { was: punkt(all_can, "Wir fragen nach", None), nach: behind(all_can, whole) },
        )
        .unwrap();
        assert_eq!(texts(&all, all_can), [format!("{whole} Wir fragen nach")]);

        let glass = "Wir legen Leitungen aus Glas.";
        for (was, nach, why) in [
            (punkt(net, "Nichts davon.", None), below(all_can), Hindernis::NichtDa),
            (punkt(net, glass, None), below(net), Hindernis::Schon),
            (punkt(net, glass, None), behind(net, glass), Hindernis::Schon),
            (punkt(net, glass, None), below(&ids[2]), Hindernis::FalscheArt),
            (punkt(net, glass, Some("aus Glas.")), below(all_can), Hindernis::NurAnPunkt),
            (punkt(net, glass, Some("aus Holz.")), behind(all_can, whole), Hindernis::WorteNichtDa),
            (punkt(net, glass, Some("Wir legen")), behind(all_can, whole), Hindernis::WorteNichtDa),
            (punkt(net, glass, Some(" ")), behind(all_can, whole), Hindernis::WorteNichtDa),
        ] {
            let before = all.clone();
            assert_eq!(umziehen(&mut all, &Umzug { was, nach }), Err(why));
            assert_eq!(all, before, "nothing is moved");
        }
    }

    #[test]
    fn a_move_settles_what_was_unclear() {
        let text = "1.1. Netze\nEs geht um Netze.\n\n1.1.1. Strategische Ziele\n\nZiel: Das Netz ist schnell.\n\n• Wir legen \
                    Leitungen.\n\n• Wir schulen alle, die es brauchen und\n\nZiel: Alle haben es.\n\n1.1.2. Etappenziele\n\n• \
                    Die Hälfte liegt.\n";
        let strategie = read(text);
        let mut all = elemente(&strategie, &[]);
        let open = |umzuege: &[Umzug], all: &[Element]| -> Vec<HinweisArt> {
            let left = strategie.hinweise.iter().filter(|hinweis| !geklaert(hinweis, umzuege, all));
            left.map(|hinweis| hinweis.was.clone())
                .filter(|was| !matches!(was, HinweisArt::OhneTitel | HinweisArt::OhneJahr))
                .collect()
        };
        let cut = "Wir schulen alle, die es brauchen und";
        let (no_end, empty) =
            (HinweisArt::OhneEnde(cut.into()), HinweisArt::ZielOhnePunkte("Alle haben es.".into()));
        assert_eq!(open(&[], &all), [no_end.clone(), empty]);
        let id = |begin: &str| all.iter().find(|one| one.titel.starts_with(begin)).unwrap().id.clone();
        let (net, have) = (id("Das Netz"), id("Alle haben"));
        let item = |text: &str| Stueck::Punkt { element: net.clone(), text: text.into(), ab: None };
        let glass = Umzug { was: item("Wir legen Leitungen."), nach: Ort::Element(have.clone()) };
        umziehen(&mut all, &glass).unwrap();
        assert_eq!(open(std::slice::from_ref(&glass), &all), [no_end], "a goal that has got an item");
        let whole = Umzug { was: item(cut), nach: Ort::Element(have) };
        umziehen(&mut all, &whole).unwrap();
        assert_eq!(open(&[glass, whole], &all), []);
    }
}

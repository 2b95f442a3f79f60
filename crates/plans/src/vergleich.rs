//! Plan against plan: what is new, what goes on and how it changed, what ended and how.

use jiff::civil::Date;
use serde::Serialize;

use crate::befunde::months;
use crate::unterschied::{Teil, unterschied};
use crate::{Aktionsplan, Ende, Federfuehrung, GeplanterAbschluss, Geschichte, Id, Massnahme, Projektstatus};

/// What differs between two plans. Places are those of measures in their plan.
#[derive(Debug, Clone, Default, PartialEq, Serialize)]
pub struct Vergleich {
    /// In the later plan only, in its order.
    pub neu: Vec<(Id, usize)>,
    /// In both, in the order of the later plan.
    pub weiter: Vec<Weiter>,
    /// Completed by a list of the later plan or of one between, in the order of the earlier plan.
    pub abgeschlossen: Vec<Beendet>,
    /// Went into another measure.
    pub aufgegangen: Vec<Beendet>,
    /// In the earlier plan only, and nothing says why.
    pub verschwunden: Vec<Beendet>,
}

/// A measure in both plans.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Weiter {
    /// Its id.
    pub id: Id,
    /// Its place in the earlier plan.
    pub von: usize,
    /// Its place in the later one.
    pub nach: usize,
    /// What changed. Numbers are given anew every year and are no change.
    pub aenderungen: Vec<Aenderung>,
}

/// A measure that the later plan does not have.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Beendet {
    /// Its id.
    pub id: Id,
    /// Its place in the earlier plan.
    pub von: usize,
    /// The year of the list of completed measures that has it, or the first plan without it.
    pub jahr: Option<i16>,
    /// The measure it went into.
    pub in_: Option<Id>,
}

/// A field that changed.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Aenderung {
    /// Its title, word by word.
    Titel(Vec<Teil>),
    /// Who leads, as written.
    Federfuehrung {
        /// Before.
        von: Option<String>,
        /// Now.
        nach: Option<String>,
    },
    /// When it is to be completed, as written.
    Abschluss {
        /// Before.
        von: Option<String>,
        /// Now.
        nach: Option<String>,
        /// By how many months it moved, negative where it came nearer; `None` where one of them names no day.
        monate: Option<i32>,
    },
    /// How it stands.
    Status {
        /// Before.
        von: Option<Projektstatus>,
        /// Now.
        nach: Option<Projektstatus>,
    },
    /// Its text, word by word.
    Text(Vec<Teil>),
}

/// Compares two of `plans`, of the years `von` and `nach`, by the histories of their measures; whichever of the years is
/// earlier is the earlier plan. `None` where one of them is missing.
pub fn vergleich(
    plans: &[Aktionsplan],
    geschichten: &[Geschichte],
    von: i16,
    nach: i16,
) -> Option<Vergleich> {
    let (von, nach) = (von.min(nach), von.max(nach));
    let place = |jahr: i16| plans.iter().position(|plan| plan.jahr.jahr == Some(jahr));
    let (before, after) = (place(von)?, place(nach)?);
    let mut found = Vergleich::default();
    for geschichte in geschichten {
        let at = |plan: usize| {
            let station = geschichte.stationen.iter().find(|station| station.plan == plan)?;
            (station.massnahme < plans[plan].massnahmen.len()).then_some(station.massnahme)
        };
        match (at(before), at(after)) {
            (Some(one), Some(other)) => found.weiter.push(Weiter {
                id: geschichte.id.clone(),
                von: one,
                nach: other,
                aenderungen: aenderungen(&plans[before].massnahmen[one], &plans[after].massnahmen[other]),
            }),
            (None, Some(place)) => found.neu.push((geschichte.id.clone(), place)),
            (Some(place), None) => found.ended(geschichte, place, nach),
            (None, None) => {}
        }
    }
    found.neu.sort_by_key(|(_, place)| *place);
    found.weiter.sort_by_key(|weiter| weiter.nach);
    for list in [&mut found.abgeschlossen, &mut found.aufgegangen, &mut found.verschwunden] {
        list.sort_by_key(|beendet| beendet.von);
    }
    Some(found)
}

impl Vergleich {
    fn ended(&mut self, geschichte: &Geschichte, von: usize, by: i16) {
        let ended = |jahr, in_| Beendet { id: geschichte.id.clone(), von, jahr, in_ };
        match &geschichte.ende {
            Ende::Abgeschlossen { jahr, .. } if *jahr <= by => {
                self.abgeschlossen.push(ended(Some(*jahr), None));
            }
            Ende::AufgegangenIn(id) => self.aufgegangen.push(ended(None, Some(id.clone()))),
            Ende::Verschwunden { jahr } => self.verschwunden.push(ended(Some(*jahr), None)),
            // Left out in this plan, and in a later one again.
            Ende::Laeuft | Ende::Abgeschlossen { .. } => self.verschwunden.push(ended(None, None)),
        }
    }
}

/// What changed of a measure.
fn aenderungen(von: &Massnahme, nach: &Massnahme) -> Vec<Aenderung> {
    let mut changed = Vec::new();
    if crate::link::key(&von.titel) != crate::link::key(&nach.titel) {
        changed.push(Aenderung::Titel(unterschied(&von.titel, &nach.titel)));
    }
    let lead = |massnahme: &Massnahme| massnahme.federfuehrung.as_ref().map(|lead| lead.wortlaut.clone());
    if offices(von.federfuehrung.as_ref()) != offices(nach.federfuehrung.as_ref()) {
        changed.push(Aenderung::Federfuehrung { von: lead(von), nach: lead(nach) });
    }
    let (one, other) = (von.abschluss.as_ref(), nach.abschluss.as_ref());
    let words =
        |abschluss: Option<&GeplanterAbschluss>| abschluss.map(|abschluss| abschluss.wortlaut.clone());
    if words(one) != words(other) {
        let due = |abschluss: Option<&GeplanterAbschluss>| abschluss.and_then(GeplanterAbschluss::faellig);
        let monate = moved(due(one), due(other));
        changed.push(Aenderung::Abschluss { von: words(one), nach: words(other), monate });
    }
    if von.status != nach.status {
        changed.push(Aenderung::Status { von: von.status.clone(), nach: nach.status.clone() });
    }
    let (one, other) = (von.text.text(), nach.text.text());
    // Where a line ends is the printer's matter.
    if !one.split_whitespace().eq(other.split_whitespace()) {
        changed.push(Aenderung::Text(unterschied(&one, &other)));
    }
    changed
}

fn moved(von: Option<Date>, nach: Option<Date>) -> Option<i32> {
    Some(months(von?, nach?))
}

/// The offices that lead; the words where none could be read.
fn offices(lead: Option<&Federfuehrung>) -> Vec<&str> {
    let Some(lead) = lead else { return Vec::new() };
    if lead.stellen.is_empty() {
        return vec![&lead.wortlaut];
    }
    lead.stellen.iter().map(|stelle| stelle.kuerzel.as_str()).collect()
}

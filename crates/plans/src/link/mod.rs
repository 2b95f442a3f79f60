//! One history a measure: which measure of one plan is which of the next.
//!
//! Numbers are given anew, titles are reworded, measures are divided and put together. What is known of a pair:
//!
//! | evidence | weight |
//! | --- | --- |
//! | how alike the titles are | most of it |
//! | how alike the texts are | a third |
//! | both name the same former number | strong: they were taken for the same before |
//! | the later one names the number of the earlier one | some: the plan it means may be missing |
//! | same lead, same year of admission, same code of the strategy, the same abbreviation in both titles | some |
//! | admitted after the earlier plan | against it, strongly |
//!
//! Pairs are chosen best first, each measure once. What is left over is looked for inside others: a measure whose text
//! or title went into another one, or came out of one.

mod assign;
mod history;
mod similarity;

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

pub use history::{Ende, Geschichte, Geschichten, Id, Korrektur, Register, Station, histories};
pub(crate) use similarity::{Pieces, hash};

use crate::{Aktionsplan, Massnahme, Nummer};

/// A title reduced to what stays the same when it is set anew: letters and digits, in lower case.
pub(crate) fn key(title: &str) -> String {
    title.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}

/// Where a measure stands: its plan, number and title. Stays the same when the plan is imported again.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Fundstelle {
    /// The year of the plan.
    pub jahr: i16,
    /// The number there; `None` for "NEU:".
    pub nummer: Option<Nummer>,
    /// The title reduced to letters and digits.
    pub titel: String,
}

impl Fundstelle {
    /// Where a measure of a plan of a year stands.
    pub fn new(jahr: i16, massnahme: &Massnahme) -> Self {
        Self { jahr, nummer: massnahme.nummer.clone(), titel: key(&massnahme.titel) }
    }
}

/// A link between a measure and what became of it in a later plan.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Verbindung {
    /// The earlier one.
    pub von: Fundstelle,
    /// The later one.
    pub nach: Fundstelle,
    /// What became of it.
    pub art: Art,
    /// How sure.
    pub vertrauen: Vertrauen,
    /// The weight of all evidence, from 0 to 1.
    pub gewicht: f64,
    /// The evidence.
    pub gruende: Vec<Grund>,
}

/// What became of a measure.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Art {
    /// It goes on.
    Fortfuehrung,
    /// It was divided into several.
    Teilung,
    /// It went into another one.
    Zusammenfuehrung,
}

/// How sure a link is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Vertrauen {
    /// A guess: a person confirms it.
    Gering,
    /// Likely: worth a look.
    Mittel,
    /// All evidence agrees.
    Hoch,
    /// A person said so.
    Bestaetigt,
}

/// Evidence for or against a link. Shares are in percent.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Grund {
    /// How much the titles share.
    Titel(u8),
    /// How much the texts share.
    Text(u8),
    /// Both name the same former number.
    GleicheVormals,
    /// The later one names the number of the earlier one as its former number.
    Vormals,
    /// The same number in both plans.
    GleicheNummer,
    /// The same office leads.
    GleicheFederfuehrung,
    /// The same year of admission.
    GleicheAufnahme,
    /// Against it: other years of admission.
    AndereAufnahme,
    /// Against it: the later one was admitted after the earlier plan.
    SpaeterAufgenommen,
    /// The same code of the strategy.
    GleicheStrategie,
    /// The same abbreviation in both titles, which no other title of these plans has: "ZIRT".
    GleichesKuerzel,
    /// The later plan says that the earlier one was divided, and this is a part.
    Untergliedert,
    /// How much of the smaller text is in the larger one.
    Enthalten(u8),
    /// Against it: how much of it the larger one had before.
    SchonVorher(u8),
    /// A person said so.
    Korrektur,
}

/// A measure prepared for comparing.
#[derive(Debug)]
pub(crate) struct Candidate<'p> {
    pub(crate) massnahme: &'p Massnahme,
    pub(crate) jahr: i16,
    pub(crate) title: Pieces,
    pub(crate) text: Pieces,
    lead: Option<&'p str>,
    aufnahme: Option<i16>,
    /// Abbreviations in its title that no other title of its plan has.
    short: Vec<&'p str>,
}

/// The measures of a plan, prepared.
pub(crate) fn candidates(plan: &Aktionsplan, jahr: i16) -> Vec<Candidate<'_>> {
    let mut all: Vec<_> = plan.massnahmen.iter().map(|massnahme| Candidate::new(massnahme, jahr)).collect();
    let counts =
        all.iter().flat_map(|candidate| candidate.short.clone()).fold(BTreeMap::new(), |mut counts, word| {
            *counts.entry(word).or_insert(0) += 1;
            counts
        });
    for candidate in &mut all {
        candidate.short.retain(|word| counts.get(word) == Some(&1));
    }
    all
}

/// Words with three letters at least of which two are capitals: "ZIRT", "OSiP", "ThELMA".
fn abbreviations(title: &str) -> Vec<&str> {
    let capitals = |word: &str| word.chars().filter(|c| c.is_uppercase()).count();
    let words = title.split(|c: char| !c.is_alphanumeric());
    words.filter(|word| word.chars().count() >= 3 && capitals(word) >= 2).collect()
}

/// What speaks for a pair.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Evidence {
    pub(crate) weight: f64,
    pub(crate) reasons: Vec<Grund>,
}

impl<'p> Candidate<'p> {
    fn new(massnahme: &'p Massnahme, jahr: i16) -> Self {
        Self {
            massnahme,
            jahr,
            title: Pieces::of_letters(&massnahme.titel),
            text: Pieces::of_words(&massnahme.text.text()),
            lead: massnahme
                .federfuehrung
                .as_ref()
                .and_then(|lead| lead.erste())
                .map(|stelle| stelle.kuerzel.as_str()),
            aufnahme: massnahme.aufnahme.as_ref().and_then(crate::Aufnahme::jahr),
            short: abbreviations(&massnahme.titel),
        }
    }

    /// What speaks for this one being the other one later.
    pub(crate) fn evidence(&self, later: &Self) -> Evidence {
        let titel = self.title.like(&later.title);
        // Texts grow: that all of the shorter one is in the longer one counts for nearly as much.
        let longest = self.text.len().max(later.text.len());
        let (a, b) = if self.text.len() == longest { (later, self) } else { (self, later) };
        let text = self.text.like(&later.text).max(0.8 * a.text.within(&b.text));
        let mut weight = 0.55 * titel + 0.30 * text;
        let mut reasons = vec![Grund::Titel(percent(titel)), Grund::Text(percent(text))];
        let mut add = |reason, by: f64| {
            weight += by;
            reasons.push(reason);
        };
        let former = |one: &Self| one.massnahme.vormals.as_ref().map(|vormals| vormals.nummern.clone());
        let number = self.massnahme.nummer.as_ref();
        match (former(self), former(later)) {
            (Some(one), Some(other)) if one == other => add(Grund::GleicheVormals, 0.25),
            (_, Some(other)) if number.is_some_and(|number| other.contains(number)) => {
                add(Grund::Vormals, 0.12);
            }
            _ => {}
        }
        if number.is_some() && number == later.massnahme.nummer.as_ref() {
            add(Grund::GleicheNummer, 0.05);
        }
        if self.lead.is_some() && self.lead == later.lead {
            add(Grund::GleicheFederfuehrung, 0.05);
        }
        match (self.aufnahme, later.aufnahme) {
            (_, Some(year)) if year > self.jahr => add(Grund::SpaeterAufgenommen, -0.35),
            (Some(one), Some(other)) if one == other => add(Grund::GleicheAufnahme, 0.08),
            (Some(_), Some(_)) => add(Grund::AndereAufnahme, -0.20),
            _ => {}
        }
        if self.short.iter().any(|word| later.short.contains(word)) {
            add(Grund::GleichesKuerzel, 0.12);
        }
        let codes = &self.massnahme.strategie;
        if codes.iter().any(|code| later.massnahme.strategie.contains(code)) {
            add(Grund::GleicheStrategie, 0.05);
        }
        Evidence { weight, reasons }
    }

    /// Whether it was admitted after the plan of the earlier one.
    pub(crate) fn newer_than(&self, earlier: &Self) -> bool {
        self.aufnahme.is_some_and(|year| year > earlier.jahr)
    }
}

/// A share in percent.
pub(crate) fn percent(share: f64) -> u8 {
    (share * 100.0).round().clamp(0.0, 100.0) as u8
}

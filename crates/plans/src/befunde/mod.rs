//! What does not fit: each finding with its rule, and the words and lines that show it.

mod frist;
mod termine;
mod verweise;

pub(crate) use termine::months;

use serde::{Deserialize, Serialize};

use crate::link::Pieces;
use crate::ursachen::is_delay;
use crate::{Aktionsplan, Ende, Fundstelle, Geschichten, Id, Massnahme, Nummer, Projektstatus, Zeile};
use jiff::civil::Date;

/// A finding.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Befund {
    /// The rule, with its figures.
    pub regel: Regel,
    /// The year of the plan that shows it.
    pub jahr: i16,
    /// The measure; `None` where it is about a plan.
    pub massnahme: Option<Fundstelle>,
    /// The history of the measure.
    pub id: Option<Id>,
    /// What shows it, in the plans' words.
    pub belege: Vec<Beleg>,
}

/// Words of a plan that show something.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Beleg {
    /// The year of the plan.
    pub jahr: i16,
    /// The line.
    pub zeile: Zeile,
    /// The words.
    pub text: String,
}

/// The rules.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[non_exhaustive]
pub enum Regel {
    /// The planned completion moved from one plan to the next, or from the first plan to today's.
    Verschiebung {
        /// Months, negative where it came nearer.
        monate: i32,
        /// From.
        von: Date,
        /// To.
        nach: Date,
    },
    /// How far it moved over all years.
    VerschiebungGesamt {
        /// Months.
        monate: i32,
        /// The first date.
        von: Date,
        /// The last date.
        nach: Date,
    },
    /// Due before the plan was made, and still "im Plan".
    FaelligUndImPlan {
        /// Due on.
        faellig: Date,
        /// The date of the plan, or the first of its year.
        stichtag: Date,
    },
    /// The text says that it is done, the head that it is not.
    TextSagtAbgeschlossen(Projektstatus),
    /// The text speaks of a delay, the head says "im Plan".
    TextSagtVerzug,
    /// The text names another status than the head.
    TextNenntStatus {
        /// By the head.
        kopf: Projektstatus,
        /// By the text.
        text: Projektstatus,
    },
    /// In no later plan, and in no list of completed measures.
    OhneAbschlussVerschwunden {
        /// The first year without it.
        jahr: i16,
    },
    /// In the list of completed measures, and among those that go on.
    AbgeschlossenUndGefuehrt,
    /// The same text in each of these plans.
    TextUnveraendert(Vec<i16>),
    /// Footnote signs without a footnote.
    FussnoteFehlt(Vec<u32>),
    /// The same footnote sign at several places.
    FussnoteMehrfach(u32),
    /// The former number belongs to another measure in the last plan that has it: the plan that is meant is missing, or
    /// the number is wrong.
    VormalsAndereMassnahme(Nummer),
    /// Two measures of a plan name the same former number.
    VormalsDoppelt(Nummer),
    /// The text names a measure that is not in the plan.
    VerweisOhneZiel(Nummer),
    /// The text names the same measure twice in one breath: another one was meant.
    VerweisDoppelt(Nummer),
    /// The text names a measure, but its number was lost.
    VerweisUnlesbar,
    /// A duty with a hard date.
    HarteFrist {
        /// The date.
        frist: Date,
        /// Whether the planned completion keeps it; `None` where none is planned.
        lage: Option<Lage>,
    },
}

/// A planned completion against a date.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Lage {
    /// In time.
    Rechtzeitig,
    /// Perhaps: planned for the year in which the date lies.
    Unklar,
    /// Too late.
    ZuSpaet,
}

/// All findings in some plans and their histories, by year and line.
pub fn befunde(plans: &[Aktionsplan], geschichten: &Geschichten) -> Vec<Befund> {
    let mut found = Vec::new();
    let years = plans.iter().filter_map(|plan| Some((plan, plan.jahr.jahr?)));
    for (plan, jahr) in years {
        for massnahme in &plan.massnahmen {
            let at = At { plan, jahr, massnahme, geschichten };
            status(&at, &mut found);
            frist::fristen(&at, &mut found);
            listed(&at, &mut found);
        }
        verweise::plan(plans, plan, jahr, geschichten, &mut found);
    }
    for geschichte in &geschichten.geschichten {
        termine::verschiebung(plans, geschichte, &mut found);
        unchanged(plans, geschichte, &mut found);
        gone(plans, geschichte, &mut found);
    }
    found.sort_by_key(|befund: &Befund| (befund.jahr, befund.belege.first().map_or(0, |beleg| beleg.zeile)));
    found
}

/// A measure where it stands.
struct At<'a> {
    plan: &'a Aktionsplan,
    jahr: i16,
    massnahme: &'a Massnahme,
    geschichten: &'a Geschichten,
}

impl At<'_> {
    fn befund(&self, regel: Regel, zeile: Zeile, text: &str) -> Befund {
        let massnahme = Fundstelle::new(self.jahr, self.massnahme);
        let id = self.geschichten.register.0.get(&massnahme).cloned();
        let belege = vec![Beleg { jahr: self.jahr, zeile, text: text.to_owned() }];
        Befund { regel, jahr: self.jahr, massnahme: Some(massnahme), id, belege }
    }
}

/// The head against the calendar and against the text.
fn status(at: &At<'_>, found: &mut Vec<Befund>) {
    let Some(status) = &at.massnahme.status else { return };
    termine::due(at, status, found);
    for satz in at.massnahme.text.saetze() {
        let lower = satz.text.to_lowercase();
        let named = named_status(satz.text).filter(|named| named != status);
        let rule = if *status != Projektstatus::Abgeschlossen && is_done(&lower) {
            Regel::TextSagtAbgeschlossen(status.clone())
        } else if let Some(text) = named {
            Regel::TextNenntStatus { kopf: status.clone(), text }
        } else if *status == Projektstatus::ImPlan && is_late(&lower) {
            Regel::TextSagtVerzug
        } else {
            continue;
        };
        found.push(at.befund(rule, satz.zeile, satz.text));
    }
}

/// "Das Projekt wurde 2019 abgeschlossen": the measure as a whole, and not a part of it.
fn is_done(lower: &str) -> bool {
    let whole = ["das projekt ", "die maßnahme ", "das vorhaben ", "die umsetzung der maßnahme "];
    let verb = ["wurde ", "ist ", "konnte "]
        .iter()
        .any(|verb| lower.split_once(verb).is_some_and(|(before, _)| before.len() < 40));
    let done = ["abgeschlossen", "beendet", "vollständig umgesetzt"].iter().any(|word| lower.contains(word));
    let open =
        ["nicht", "soll", "wird ", "werden soll", "noch ", "teil"].iter().any(|word| lower.contains(word));
    whole.iter().any(|start| lower.starts_with(start)) && verb && done && !open
}

/// Words that only a measure that is late has.
fn is_late(lower: &str) -> bool {
    let strong = ["verzug", "verzöger", "verschiebt sich", "ausgesetzt", "zurückgestellt"];
    is_delay(lower) && strong.iter().any(|word| lower.contains(word))
}

/// A status in quotation marks in a sentence about the status.
fn named_status(satz: &str) -> Option<Projektstatus> {
    let (_, after) = satz.split_once("Status")?;
    let (_, quoted) = after.split_once(['„', '"'])?;
    let end = quoted.find(['“', '"', '”'])?;
    Some(Projektstatus::read(&quoted[..end])).filter(|status| !matches!(status, Projektstatus::Unbekannt(_)))
}

/// In the list of completed measures of its own plan.
fn listed(at: &At<'_>, found: &mut Vec<Befund>) {
    let title = crate::link::key(&at.massnahme.titel);
    let item = at.plan.abgeschlossen.iter().find(|item| crate::link::key(&item.titel) == title);
    if let Some(item) = item {
        found.push(at.befund(Regel::AbgeschlossenUndGefuehrt, item.zeile, &item.titel));
    }
}

/// Runs of plans with the same text.
fn unchanged(plans: &[Aktionsplan], geschichte: &crate::Geschichte, found: &mut Vec<Befund>) {
    let stations = &geschichte.stationen;
    let massnahme = |place: usize| &plans[stations[place].plan].massnahmen[stations[place].massnahme];
    let texts: Vec<Pieces> =
        (0..stations.len()).map(|place| Pieces::of_words(&massnahme(place).text.text())).collect();
    let mut start = 0;
    for place in 1..=stations.len() {
        let same =
            place < stations.len() && texts[place].len() > 5 && texts[place - 1].like(&texts[place]) >= 0.985;
        if same {
            continue;
        }
        if place - start > 1 {
            let jahre: Vec<i16> = stations[start..place].iter().map(|station| station.jahr).collect();
            let beleg = |place: usize| {
                let satz = massnahme(place).text.saetze().next();
                let (zeile, text) =
                    satz.map_or((0, String::new()), |satz| (satz.zeile, satz.text.to_owned()));
                Beleg { jahr: stations[place].jahr, zeile, text }
            };
            let last = place - 1;
            found.push(Befund {
                regel: Regel::TextUnveraendert(jahre),
                jahr: stations[last].jahr,
                massnahme: Some(Fundstelle::new(stations[last].jahr, massnahme(last))),
                id: Some(geschichte.id.clone()),
                belege: (start..place).map(beleg).collect(),
            });
        }
        start = place;
    }
}

fn gone(plans: &[Aktionsplan], geschichte: &crate::Geschichte, found: &mut Vec<Befund>) {
    let (Ende::Verschwunden { jahr }, Some(last)) = (&geschichte.ende, geschichte.stationen.last()) else {
        return;
    };
    let massnahme = &plans[last.plan].massnahmen[last.massnahme];
    found.push(Befund {
        regel: Regel::OhneAbschlussVerschwunden { jahr: *jahr },
        jahr: *jahr,
        massnahme: Some(Fundstelle::new(last.jahr, massnahme)),
        id: Some(geschichte.id.clone()),
        belege: vec![Beleg { jahr: last.jahr, zeile: massnahme.zeile, text: massnahme.name() }],
    });
}

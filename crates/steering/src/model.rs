//! What this office tells, without I/O.

use identity::Denied;
use jiff::civil::Date;
use plans::{
    Aenderung, Aktionsplan, Beleg, Ende, Fundstelle, Id, Massnahme, Note, Projektstatus, Regel, Ursache,
    Verbindung, Vergleich, Zeile,
};
use serde_json::Value;
use std::collections::BTreeMap;
use store::At;
use uuid::Uuid;

/// Why something was refused.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// There is no such plan or measure.
    #[error("there is no such plan or measure")]
    NotFound,
    /// Nothing was taken in, because the file holds no plan.
    #[error("the file holds no plan with a year; nothing was changed")]
    NoPlan,
    /// A year was given for a file with several plans.
    #[error("the file holds {0} plans: a year can be given for one plan only")]
    YearForMany(usize),
    /// A correction names a measure that no plan has.
    #[error("the plan of {} has no measure {}", .0.jahr, .0.nummer.as_ref().map_or_else(|| .0.titel.clone(), ToString::to_string))]
    NoSuchMassnahme(Fundstelle),
    /// The measures of a correction must be in two plans, the earlier one first.
    #[error("the first measure must stand in an earlier plan than the second")]
    WrongOrder,
    /// There is a plan of that year already.
    #[error("there is an Aktionsplan {0} already")]
    PlanExists(i16),
    /// A year in which there can be no plan.
    #[error("{0} is no year of a plan")]
    NoYear(i16),
    /// Another plan is of that year already.
    #[error("there is a plan of {0} already; correct that one first")]
    YearTaken(i16),
    /// Two plans are compared, not one with itself.
    #[error("choose two different plans")]
    SamePlan,
    /// A plan fills more pages than a document may have.
    #[error("the plan is too long for one document")]
    TooLong,
    /// A plan could not be typeset.
    #[error("the plan could not be typeset: {0}")]
    Typeset(String),
    /// A plan could not be written as a table.
    #[error(transparent)]
    Table(#[from] tabular::WriteError),
    /// A correction needs a reason.
    #[error("say why")]
    GrundMissing,
    /// Who asks may not.
    #[error(transparent)]
    Denied(#[from] Denied),
    /// The store failed.
    #[error(transparent)]
    Store(#[from] store::Error),
}

/// A plan in a list.
#[derive(Debug, Clone, PartialEq)]
pub struct PlanKopf {
    /// Its year.
    pub jahr: i16,
    /// "Stand: 11. August 2021", where it says so.
    pub stand: Option<Date>,
    /// The name of the file it was read from.
    pub datei: String,
    /// SHA-256 over what was read, in hex: the same as long as the plan is.
    pub pruefsumme: String,
    /// When it was taken in.
    pub aufgenommen_at: At,
    /// How many measures it has.
    pub massnahmen: i64,
    /// What a person should look at.
    pub hinweise: Vec<Note>,
}

/// A measure in a list, as its latest plan has it.
#[derive(Debug, Clone, PartialEq, Eq, sqlx::FromRow)]
pub struct Kurz {
    /// Its id over all years.
    pub id: String,
    /// Its number in the latest plan that has it.
    pub nummer: Option<String>,
    /// Its title.
    pub titel: String,
    /// The office that leads, as written in short.
    pub federfuehrung: Option<String>,
    /// "im Plan", "Verzug droht", "in Verzug", or other words of the plan.
    pub status: Option<String>,
    /// Planned completion as written.
    pub abschluss: Option<String>,
    /// The day until which it is planned to be complete (ISO 8601), where one can be read.
    pub faellig: Option<String>,
    /// By how many months it moved over all years.
    pub verschoben: Option<i64>,
    /// The first plan that has it.
    pub von: i64,
    /// The latest.
    pub bis: i64,
    /// How it ended; see [`Lage`].
    pub lage: String,
    /// How many findings there are.
    pub befunde: i64,
}

/// Where a measure stands over all plans.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Lage {
    /// In the latest plan.
    Laeuft,
    /// In a list of completed measures.
    Abgeschlossen,
    /// Went into another one.
    Aufgegangen,
    /// In no later plan, and in no list.
    Verschwunden,
}

impl Lage {
    /// All of them.
    pub const ALL: [Self; 4] = [Self::Laeuft, Self::Abgeschlossen, Self::Aufgegangen, Self::Verschwunden];

    /// The word in tables and addresses.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Laeuft => "laeuft",
            Self::Abgeschlossen => "abgeschlossen",
            Self::Aufgegangen => "aufgegangen",
            Self::Verschwunden => "verschwunden",
        }
    }

    /// The inverse of [`Lage::as_str`].
    #[must_use]
    pub fn parse(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|lage| lage.as_str() == word)
    }

    pub(crate) const fn of(ende: &Ende) -> Self {
        match ende {
            Ende::Laeuft => Self::Laeuft,
            Ende::Abgeschlossen { .. } => Self::Abgeschlossen,
            Ende::AufgegangenIn(_) => Self::Aufgegangen,
            Ende::Verschwunden { .. } => Self::Verschwunden,
        }
    }
}

/// What is looked for.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Gesucht {
    /// Words, or their beginnings, that are in title or text of any plan.
    pub worte: String,
    /// In this plan.
    pub jahr: Option<i16>,
    /// This office leads.
    pub federfuehrung: Option<String>,
    /// It stands so, by the latest plan.
    pub status: Option<String>,
    /// It is there over all plans.
    pub lage: Option<Lage>,
    /// There is a finding by this rule.
    pub regel: Option<String>,
    /// A plan names this cause of delay.
    pub ursache: Option<Ursache>,
    /// Which page, from 0.
    pub seite: u32,
}

/// A page of measures.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Seite {
    /// The measures.
    pub massnahmen: Vec<Kurz>,
    /// How many fit, as far as they were counted.
    pub anzahl: i64,
    /// Whether those are all that fit: among very many measures not all are looked through.
    pub genau: bool,
}

impl Seite {
    /// Measures on a page.
    pub const GROESSE: u32 = 50;
}

/// What one can choose from, each with how many measures.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Wahl {
    /// Offices that lead.
    pub federfuehrung: Vec<(String, i64)>,
    /// How measures stand.
    pub status: Vec<(String, i64)>,
    /// Where they are over all plans.
    pub lage: Vec<(String, i64)>,
    /// Rules with findings.
    pub regel: Vec<(String, i64)>,
    /// Causes of delay that plans name.
    pub ursache: Vec<(String, i64)>,
}

/// A measure over the years.
#[derive(Debug, Clone, PartialEq)]
pub struct Lebenslauf {
    /// As in lists.
    pub kurz: Kurz,
    /// The measure it was parted from.
    pub aus: Option<(Id, String)>,
    /// The measure it went into.
    pub in_: Option<(Id, String)>,
    /// The year in which it ended or was missing first.
    pub ende_jahr: Option<i16>,
    /// What each plan says, oldest first.
    pub stationen: Vec<Punkt>,
    /// What does not fit.
    pub befunde: Vec<Befund>,
    /// Why it is late, by its own texts.
    pub ursachen: Vec<Verzugsgrund>,
}

/// A cause of delay that a plan names.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Verzugsgrund {
    /// The year of the plan.
    pub jahr: i16,
    /// The cause.
    pub ursache: Ursache,
    /// The sentence that names it.
    pub satz: String,
    /// Where it begins.
    pub zeile: Zeile,
}

/// All measures at one glance.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Ueberblick {
    /// Year of a plan, status by its words (`None` where the plan says none), and how many measures stand so; by year.
    pub staende: Vec<(i16, Option<String>, i64)>,
    /// The offices that lead, those with the most running measures first.
    pub fuehrung: Vec<Fuehrung>,
    /// Those whose completion moved by the most months, over all years.
    pub verschoben: Vec<Kurz>,
    /// Causes of delay, each with how many measures; the most frequent first.
    pub ursachen: Vec<(Ursache, i64)>,
}

impl Ueberblick {
    /// So many measures that moved are shown.
    pub const VERSCHOBEN: u32 = 20;
}

/// What an office leads, of the latest plan.
#[derive(Debug, Clone, PartialEq, Eq, sqlx::FromRow)]
pub struct Fuehrung {
    /// The office, in short.
    pub federfuehrung: String,
    /// Its running measures.
    pub laufend: i64,
    /// Those of them "in Verzug".
    pub in_verzug: i64,
    /// Those of them that were put off.
    pub verschoben: i64,
    /// By how many months in all.
    pub monate: i64,
}

/// A plan with the ids of its measures.
#[derive(Debug, Clone, PartialEq)]
pub struct Planseite {
    /// The plan as it was read.
    pub plan: Aktionsplan,
    /// The id of each measure over all years, in the order of the plan.
    pub ids: Vec<Id>,
    /// The plan was taken in as one of another year, and who saw that said so.
    pub umdatiert: Option<Umdatierung>,
}

/// That a plan turned out to be of another year.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Umdatierung {
    /// As which year it stood here before.
    pub von: i16,
    /// When that was corrected.
    pub at: At,
    /// Why.
    pub grund: String,
}

/// What became known with a plan.
#[derive(Debug, Clone, PartialEq)]
pub struct Neuigkeit {
    /// Stays for ever.
    pub id: Uuid,
    /// The year of the plan.
    pub jahr: i16,
    /// When it was taken in.
    pub at: At,
    /// The measure that it is about, with its title; `None` where it is about the plan.
    pub massnahme: Option<(Id, String)>,
    /// What.
    pub was: Was,
}

/// Kinds of news.
#[derive(Debug, Clone, PartialEq)]
pub enum Was {
    /// A plan was taken in.
    Plan {
        /// How many measures it has.
        massnahmen: i64,
    },
    /// A measure is new.
    Neu,
    /// It goes on, and these fields changed.
    Geaendert(Vec<Aenderung>),
    /// A list of completed measures has it.
    Abgeschlossen,
    /// It went into another one.
    Aufgegangen,
    /// It is missing, and no list has it.
    Verschwunden,
}

/// Two plans side by side.
#[derive(Debug, Clone, PartialEq)]
pub struct Gegenueberstellung {
    /// The earlier plan.
    pub von: Aktionsplan,
    /// The later plan.
    pub nach: Aktionsplan,
    /// What differs.
    pub vergleich: Vergleich,
    /// Titles of the measures into which others went.
    pub ziele: BTreeMap<Id, String>,
}

/// What one plan says of a measure.
#[derive(Debug, Clone, PartialEq)]
pub struct Punkt {
    /// The year of the plan.
    pub jahr: i16,
    /// All it says.
    pub massnahme: Massnahme,
    /// The link to the plan before it, with its reasons.
    pub verbindung: Option<Verbindung>,
}

/// A finding.
#[derive(Debug, Clone, PartialEq)]
pub struct Befund {
    /// The rule, with its figures.
    pub regel: Regel,
    /// The year of the plan that shows it.
    pub jahr: i16,
    /// The measure.
    pub massnahme: Option<Id>,
    /// What shows it.
    pub belege: Vec<Beleg>,
}

/// A link of which a person should make sure.
#[derive(Debug, Clone, PartialEq)]
pub struct Zuordnung {
    /// The link with its reasons.
    pub verbindung: Verbindung,
    /// The line of the earlier measure, and its title.
    pub von: (Zeile, String),
    /// The line of the later one, and its title.
    pub nach: (Zeile, String),
}

/// The word for a rule in tables and addresses: `faellig-und-im-plan`.
#[must_use]
pub fn regel_word(regel: &Regel) -> String {
    match serde_json::to_value(regel) {
        Ok(Value::String(word)) => word,
        Ok(Value::Object(map)) => map.into_iter().next().map(|(word, _)| word).unwrap_or_default(),
        _ => String::new(),
    }
}

/// The words of a status that lists show.
pub(crate) fn status_words(status: &Projektstatus) -> String {
    status.words().to_owned()
}

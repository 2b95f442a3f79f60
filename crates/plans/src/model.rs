//! What a plan says: one type for each thing that a person would name when reading it.
//!
//! Each record keeps the line of the source it was read from (counted from 1), and each typed value the words it was
//! read from.

use serde::{Deserialize, Serialize};

use crate::{Aufnahme, Federfuehrung, GeplanterAbschluss, Nummer, Projektstatus, Prosa};

/// A line of the source, counted from 1.
pub type Zeile = u32;

/// One year's plan.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Aktionsplan {
    /// Its year, how sure that is, and why.
    pub jahr: Planjahr,
    /// "Stand: 11. August 2021", where the plan has it.
    pub stand: Option<jiff::civil::Date>,
    /// First and last line in the source.
    pub zeilen: (Zeile, Zeile),
    /// Headings that only group measures: "3.1 Technische Infrastruktur".
    pub abschnitte: Vec<Abschnitt>,
    /// The measures, in the order of the plan.
    pub massnahmen: Vec<Massnahme>,
    /// Measures that were divided: a number, a title and a text, but no fields of their own.
    pub oberpunkte: Vec<Oberpunkt>,
    /// The list of completed measures.
    pub abgeschlossen: Vec<Abgeschlossen>,
    /// The footnotes, in order.
    pub fussnoten: Vec<Fussnote>,
    /// Where the text refers to a footnote: number and line, in order.
    pub fussnotenzeichen: Vec<(u32, Zeile)>,
}

/// The year of a plan. A heading may be wrong, so it is one piece of evidence among others.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Planjahr {
    /// The year, if anything says it.
    pub jahr: Option<i16>,
    /// How sure it is.
    pub sicherheit: Sicherheit,
    /// What was found, in the order of the source.
    pub belege: Vec<Jahresbeleg>,
}

/// How sure something is. Whatever is not [`Sicherheit::Sicher`] wants a person's look.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Sicherheit {
    /// Nothing says it.
    Unbekannt,
    /// The evidence disagrees, or there is little of it.
    Unsicher,
    /// All evidence agrees.
    Sicher,
}

/// A piece of evidence for the year of a plan.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Jahresbeleg {
    /// The year it speaks for.
    pub jahr: i16,
    /// What it is.
    pub art: Belegart,
    /// Where it stands.
    pub zeile: Zeile,
}

/// Kinds of evidence for a year.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Belegart {
    /// "Aktionsplan 2021" before the first measure.
    Kopf,
    /// "Stand: 11. August 2021".
    Stand,
    /// The latest year in which a measure was admitted: no plan is older than that.
    Aufnahme,
    /// The year of the plan before it in the same file: the next one is later.
    Reihenfolge,
}

/// A heading that groups measures.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Abschnitt {
    /// "3.1", "A".
    pub nummer: String,
    /// Its words.
    pub titel: String,
    /// Where it stands.
    pub zeile: Zeile,
}

/// A measure of a plan.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Massnahme {
    /// Its number in this plan; `None` where the plan only says "NEU:". Numbers are given anew every year.
    pub nummer: Option<Nummer>,
    /// Its title, without footnote signs, codes of the strategy and the mark of the Koalitionsvertrag.
    pub titel: String,
    /// When it was admitted to the plan; the plans of the first years do not say it.
    pub aufnahme: Option<Aufnahme>,
    /// Whether it is marked "NEU!".
    pub neu: bool,
    /// Who leads.
    pub federfuehrung: Option<Federfuehrung>,
    /// When it is to be completed.
    pub abschluss: Option<GeplanterAbschluss>,
    /// How it stands; the plans of the first years do not say it.
    pub status: Option<Projektstatus>,
    /// Codes of the strategy: "M5.2.2".
    pub strategie: Vec<String>,
    /// Whether it carries out the Koalitionsvertrag.
    pub koalitionsvertrag: bool,
    /// Its number in an earlier plan, by a footnote of this one.
    pub vormals: Option<Vormals>,
    /// The footnote sign at its title.
    pub fussnote: Option<u32>,
    /// What it is about.
    pub text: Prosa,
    /// The sections it stands in, from the outside: "Software / IT-Projekte".
    pub abschnitte: Vec<String>,
    /// Where other measures are named in the text.
    pub verweise: Vec<Verweis>,
    /// The first line of its title.
    pub zeile: Zeile,
    /// The last line that belongs to it.
    pub letzte_zeile: Zeile,
}

/// A measure that was divided into others.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Oberpunkt {
    /// Its number.
    pub nummer: Nummer,
    /// Its title, as [`Massnahme::titel`].
    pub titel: String,
    /// Codes of the strategy.
    pub strategie: Vec<String>,
    /// Its text.
    pub text: Prosa,
    /// Where other measures are named in the text.
    pub verweise: Vec<Verweis>,
    /// The first line of its title.
    pub zeile: Zeile,
}

/// Numbers in an earlier plan.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Vormals {
    /// As written, without "vormals Maßnahme": "A.7./A.8./A.22", "A.29. – A.31".
    pub wortlaut: String,
    /// The numbers, ranges written out. The plan they belong to is not said, and may be missing.
    pub nummern: Vec<Nummer>,
    /// Where the footnote stands.
    pub zeile: Zeile,
}

/// An entry in the list of completed measures.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Abgeschlossen {
    /// Its title.
    pub titel: String,
    /// Its number in an earlier plan.
    pub vormals: Option<Vormals>,
    /// The footnote sign at its title.
    pub fussnote: Option<u32>,
    /// Where it stands.
    pub zeile: Zeile,
}

/// A footnote.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Fussnote {
    /// Its number.
    pub nummer: u32,
    /// Its words, lines joined.
    pub text: String,
    /// Where it begins.
    pub zeile: Zeile,
    /// Number of the page in the source that it stands on, counted from 0 by page breaks.
    pub seite: u32,
}

/// Another measure named in a text.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Verweis {
    /// What is named: "A.16".
    pub ziel: Nummer,
    /// The plan it belongs to where the text says so: "Aktionsplan 2016 Tz. B.2".
    pub plan: Option<i16>,
    /// Where.
    pub zeile: Zeile,
}

impl Massnahme {
    /// Its number and title in one line, for messages: "5.10 Katasterportal", "NEU: Katasterportal".
    pub fn name(&self) -> String {
        match &self.nummer {
            Some(nummer) => format!("{nummer} {}", self.titel),
            None => format!("NEU: {}", self.titel),
        }
    }
}

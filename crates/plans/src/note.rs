//! What a reading wants a person to look at: nothing uncertain is decided in silence.

use std::fmt;

use serde::{Deserialize, Serialize};

use crate::model::Zeile;

/// Something that was not understood, left out or read with doubt.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Note {
    /// Where; 0 where it is about the whole text.
    pub zeile: Zeile,
    /// What.
    pub was: NoteKind,
}

/// What there is to note.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[non_exhaustive]
pub enum NoteKind {
    /// Nothing to read.
    Empty,
    /// Bytes or signs that no text has: another kind of file, or a damaged one.
    NotText,
    /// No measure was found: another document, or another language.
    NoPlan,
    /// Larger than what is read; the rest was left out.
    TooLarge,
    /// Fields of a measure without a title and number above them.
    FieldsWithoutTitle,
    /// A plan whose beginning is missing: its numbers begin anew without a heading.
    PlanWithoutHead,
    /// The head of a plan without measures: the text ends there, or they could not be read.
    PlanWithoutMeasures,
    /// The year that the head gives cannot be: measures were admitted later.
    YearOfHead {
        /// The year by the head.
        head: i16,
        /// The year that was taken.
        taken: i16,
    },
    /// Nothing says the year of a plan, or not with certainty.
    YearUncertain,
    /// The same measure again, as on a page that was put in twice; the first was kept.
    Repeated(String),
    /// The same plan again; the first was kept.
    PlanRepeated(i16),
    /// Two plans that differ claim the same year.
    SameYear(i16),
    /// The plans stand out of order; they were sorted by year.
    OutOfOrder,
    /// A page from somewhere else, left out.
    StrayPage,
    /// A measure without this field, which others of its plan have.
    MissingField {
        /// The measure.
        massnahme: String,
        /// "Federführung", "Geplanter Abschluss", "Projektstatus", "Aufnahme".
        field: String,
    },
    /// A value that could not be read, or not in full.
    Unread {
        /// The measure.
        massnahme: String,
        /// The field.
        field: String,
        /// The value as written.
        wortlaut: String,
    },
    /// A number in the table of contents that no measure or section of the plan has.
    OnlyInContents(String),
    /// A footnote sign whose footnote is not in the text.
    FootnoteMissing(u32),
    /// The last measure ends without the end of a sentence: the text may be cut off there.
    CutOff(String),
    /// A table of numbers that was read in part: what is missing, in words.
    Table(String),
}

impl fmt::Display for NoteKind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Empty => write!(f, "the text is empty"),
            Self::NotText => write!(f, "there are signs that no text has; is it the text of the PDF?"),
            Self::NoPlan => write!(f, "no measure was found; is it an Aktionsplan, in German?"),
            Self::TooLarge => write!(f, "the text is too large; its end was left out"),
            Self::FieldsWithoutTitle => write!(f, "fields of a measure without title and number"),
            Self::PlanWithoutHead => write!(f, "a plan begins here without its head"),
            Self::PlanWithoutMeasures => write!(f, "the head of a plan, but no measures"),
            Self::YearOfHead { head, taken } => {
                write!(
                    f,
                    "the head says {head}, but measures were admitted in {taken}: taken as the plan of {taken}"
                )
            }
            Self::YearUncertain => write!(f, "the year of the plan is not certain: confirm or correct it"),
            Self::Repeated(what) => write!(f, "{what} stands here again; the first was kept"),
            Self::PlanRepeated(year) => write!(f, "the plan of {year} stands here again; the first was kept"),
            Self::SameYear(year) => {
                write!(f, "two different plans claim the year {year}: correct one of them")
            }
            Self::OutOfOrder => write!(f, "the plans were out of order and were sorted by year"),
            Self::StrayPage => write!(f, "a page from somewhere else was left out"),
            Self::MissingField { massnahme, field } => write!(f, "{massnahme} has no {field}"),
            Self::Unread { massnahme, field, wortlaut } => {
                write!(f, "{massnahme}: {field} '{wortlaut}' could not be read in full")
            }
            Self::OnlyInContents(number) => {
                write!(f, "{number} is in the table of contents, but was not found")
            }
            Self::FootnoteMissing(number) => write!(f, "footnote {number} is not in the text"),
            Self::CutOff(what) => write!(f, "{what} ends in the middle of a sentence: is the text cut off?"),
            Self::Table(what) => write!(f, "table: {what}"),
        }
    }
}

impl fmt::Display for Note {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.zeile == 0 {
            write!(f, "{}", self.was)
        } else {
            write!(f, "line {}: {}", self.zeile, self.was)
        }
    }
}

//! What is wrong with an answer. Data only: the wording is done where it is shown.

use jiff::civil::Date;
use serde::Serialize;

/// An answer that cannot be taken, and where.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct FieldError {
    /// Path of the field (or group, or repeat), which is also the name of its HTML input.
    pub path: String,
    /// Id of the page that shows it.
    pub page: String,
    /// Label of the field in the language of the setting.
    pub label: String,
    /// What is wrong.
    pub problem: FieldProblem,
}

/// What is wrong with an answer.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(tag = "problem", rename_all = "kebab-case")]
#[non_exhaustive]
pub enum FieldProblem {
    /// No answer, but one is needed.
    Required,
    /// No answer yet: the field only came into view by an answer on the same page.
    NowNeeded,
    /// Fewer characters than `min`.
    TooShort {
        /// Fewest characters.
        min: u32,
        /// Characters there are.
        actual: u32,
    },
    /// More characters than `max`.
    TooLong {
        /// Most characters.
        max: u32,
        /// Characters there are.
        actual: u32,
    },
    /// A character that cannot stand in this field (control characters, marks that change the direction of writing, or
    /// the sign that a wrong encoding leaves).
    Character {
        /// Its Unicode code point, as in `U+0007`.
        code: String,
    },
    /// A letter or sign that the field does not take (DIN 91379), such as a Cyrillic one.
    Letter {
        /// The character.
        character: char,
        /// Its Unicode code point, as in `U+0416`.
        code: String,
    },
    /// Not of the form that the field needs.
    Pattern {
        /// What the package says about the form, in the language of the setting.
        text: Option<String>,
    },
    /// Not an e-mail address.
    Email,
    /// Not a telephone number.
    Phone,
    /// Not a number.
    Number,
    /// Not a whole number.
    Integer,
    /// More decimal places than `max`.
    Decimals {
        /// Most decimal places.
        max: u32,
    },
    /// Smaller than `min`.
    TooSmall {
        /// Smallest number, decimal point as in code.
        min: String,
    },
    /// Larger than `max`.
    TooLarge {
        /// Largest number, decimal point as in code.
        max: String,
    },
    /// Not a date.
    Date,
    /// Before the first date allowed.
    TooEarly {
        /// First date.
        min: Date,
    },
    /// After the last date allowed.
    TooLate {
        /// Last date.
        max: Date,
    },
    /// Not a time of day.
    Time,
    /// Not a date with a time of day.
    DateTime,
    /// Not one of the choices.
    Choice,
    /// Neither yes nor no.
    YesNo,
    /// The file is not (or no longer) there.
    FileUnknown,
    /// The file is too large.
    FileTooLarge {
        /// Most bytes.
        max: u64,
        /// Bytes it has.
        actual: u64,
    },
    /// The file is of a kind that is not taken.
    FileType {
        /// Media types that are taken.
        allowed: Vec<String>,
        /// Media type it has.
        actual: String,
    },
    /// Fewer rows than `min`.
    TooFew {
        /// Fewest rows.
        min: u32,
    },
    /// More rows than `max`.
    TooMany {
        /// Most rows.
        max: u32,
    },
    /// Of a choice group exactly one part must be filled in, but `filled` are.
    OneOf {
        /// Parts that are filled in.
        filled: u32,
    },
    /// What would have to be computed from other answers cannot be.
    NotComputed,
    /// A check of the package failed.
    Check {
        /// The package's own wording in the language of the setting.
        text: Option<String>,
        /// Or the id of a Fluent message.
        message: Option<String>,
    },
}

impl FieldProblem {
    /// A fixed name for each kind, in kebab-case: `too-long`. Fluent messages are named by it.
    pub fn name(&self) -> &'static str {
        match self {
            Self::Required => "required",
            Self::NowNeeded => "now-needed",
            Self::TooShort { .. } => "too-short",
            Self::TooLong { .. } => "too-long",
            Self::Character { .. } => "character",
            Self::Letter { .. } => "letter",
            Self::Pattern { .. } => "pattern",
            Self::Email => "email",
            Self::Phone => "phone",
            Self::Number => "number",
            Self::Integer => "integer",
            Self::Decimals { .. } => "decimals",
            Self::TooSmall { .. } => "too-small",
            Self::TooLarge { .. } => "too-large",
            Self::Date => "date",
            Self::TooEarly { .. } => "too-early",
            Self::TooLate { .. } => "too-late",
            Self::Time => "time",
            Self::DateTime => "date-time",
            Self::Choice => "choice",
            Self::YesNo => "yes-no",
            Self::FileUnknown => "file-unknown",
            Self::FileTooLarge { .. } => "file-too-large",
            Self::FileType { .. } => "file-type",
            Self::TooFew { .. } => "too-few",
            Self::TooMany { .. } => "too-many",
            Self::OneOf { .. } => "one-of",
            Self::NotComputed => "not-computed",
            Self::Check { .. } => "check",
        }
    }
}

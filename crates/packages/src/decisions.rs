//! The decisions of a package, and which version (Fassung) of them counts on which day.
//!
//! A rule of law changes on a day, and a case is decided by the rule of the day that the law names. So a file of decisions may
//! have later versions beside it: `decisions/gebuehr.dmn` counts from the beginning, `decisions/gebuehr.ab-2027-01-01.dmn`
//! from 1 January 2027 on. The day is that of receipt, or what the task says (`r:stichtag`).

use std::collections::BTreeMap;
use std::time::Duration;

use bpmn::Node;
use feel::{Context, Value};
use jiff::civil::Date;

use crate::expression::evaluated;

/// How long a decision may take. The limits of the engine end it earlier on a machine that has nothing else to do; a case
/// that was stopped is disturbed, and can be tried again.
pub(crate) const PATIENCE: Duration = Duration::from_secs(10);
/// The folder.
pub(crate) const FOLDER: &str = "decisions/";
/// What stands between the name of a file and the first day of its version.
const FROM: &str = ".ab-";
/// The attribute of a task that says the day.
pub(crate) const STICHTAG: &str = "stichtag";

/// A file with decisions.
#[derive(Debug)]
pub(crate) struct DecisionFile {
    pub(crate) path: String,
    pub(crate) model: dmn::Model,
    /// The names of its decisions.
    pub(crate) names: Vec<String>,
    pub(crate) fassung: Fassung,
}

/// Which version of which file a file of decisions is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Fassung {
    /// What its versions have in common: `gebuehr`.
    pub(crate) name: String,
    /// The first day on which it counts; `None` from the beginning.
    pub(crate) ab: Option<Date>,
}

impl Fassung {
    /// Reads it from the path of a file. `Err` says what is wrong with the name.
    pub(crate) fn of(path: &str) -> Result<Self, String> {
        let name = path.strip_prefix(FOLDER).unwrap_or(path);
        let name = name.strip_suffix(".dmn").unwrap_or(name);
        let Some((name, day)) = name.split_once(FROM) else {
            return Ok(Self { name: name.to_owned(), ab: None });
        };
        let ab = day.parse().map_err(|_| {
            format!("{day:?} is no day: write the first day on which the version counts, such as {name}{FROM}2027-01-01.dmn")
        })?;
        Ok(Self { name: name.to_owned(), ab: Some(ab) })
    }
}

/// What was decided, and by which version.
#[derive(Debug)]
pub struct Decided {
    /// The file of the version that was used.
    pub file: String,
    /// The result with its explanation.
    pub outcome: dmn::Outcome,
    /// The day whose rule it is.
    pub stichtag: Date,
    /// The first day of the version that was used; `None` where it counts from the beginning.
    pub fassung: Option<Date>,
}

/// Why a decision has no outcome.
#[derive(Debug, thiserror::Error)]
pub enum DecideError {
    /// No file of the package has it.
    #[error("the package has no decision {0:?}; see decisions/*.dmn")]
    Unknown(String),
    /// All its versions begin later.
    #[error("no version of the decision {decision:?} counts on {stichtag}; the first begins on {first}")]
    NotYet {
        /// The decision.
        decision: String,
        /// The day whose rule was asked for.
        stichtag: Date,
        /// The first day of the earliest version.
        first: Date,
    },
    /// The task does not say for which day.
    #[error("{0}")]
    Stichtag(String),
    /// It failed.
    #[error(transparent)]
    Failed(#[from] dmn::Error),
}

/// All files with decisions of a package.
#[derive(Debug, Default)]
pub(crate) struct Decisions(Vec<DecisionFile>);

impl Decisions {
    pub(crate) fn new(files: Vec<DecisionFile>) -> Self {
        Self(files)
    }

    pub(crate) fn iter(&self) -> impl Iterator<Item = &DecisionFile> {
        self.0.iter()
    }

    /// Whether there is a decision of this name.
    pub(crate) fn knows(&self, decision: &str) -> bool {
        self.0.iter().any(|file| file.names.iter().any(|name| name == decision))
    }

    /// The version of the decision that counts on a day: the one that began last.
    pub(crate) fn on(&self, decision: &str, stichtag: Date) -> Result<&DecisionFile, DecideError> {
        let versions = || self.0.iter().filter(|file| file.names.iter().any(|name| name == decision));
        let begun = |file: &&DecisionFile| file.fassung.ab.is_none_or(|ab| ab <= stichtag);
        versions().filter(begun).max_by_key(|file| file.fassung.ab).ok_or_else(|| {
            match versions().filter_map(|file| file.fassung.ab).min() {
                Some(first) => DecideError::NotYet { decision: decision.to_owned(), stichtag, first },
                None => DecideError::Unknown(decision.to_owned()),
            }
        })
    }

    /// The files by what their versions have in common.
    pub(crate) fn by_name(&self) -> BTreeMap<&str, Vec<&DecisionFile>> {
        let mut found: BTreeMap<&str, Vec<&DecisionFile>> = BTreeMap::new();
        for file in &self.0 {
            found.entry(&file.fassung.name).or_default().push(file);
        }
        found
    }
}

/// The day whose rule counts at a task: what its `r:stichtag` gives, else the day on which the Antrag was received
/// (`vorgang.eingang`).
pub(crate) fn stichtag(task: &Node, variables: &Context) -> Result<Date, DecideError> {
    let source = task.extension(STICHTAG).unwrap_or("vorgang.eingang");
    let wrong = |what: String| DecideError::Stichtag(format!("r:{STICHTAG} {what}: {source}"));
    let day =
        match evaluated(source, variables).map_err(|error| wrong(format!("cannot be read ({error})")))? {
            Value::Date(day) => day,
            Value::DateTime(at) => at.date(),
            other => return Err(wrong(format!("gives no day but {other}"))),
        };
    day.try_into().map_err(|_| wrong(format!("gives a day beyond the calendar, {day}")))
}

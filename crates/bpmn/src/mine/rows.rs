//! Reads a log from the rows of a table, such as a CSV file that another crate has split into cells.

use serde::{Deserialize, Serialize};

use super::log::{Event, Lifecycle, Log};
use super::time;

/// Which column holds what. A name that is not given is looked for among those that tools commonly write.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Columns {
    /// The case.
    pub case: Option<String>,
    /// The activity: its id.
    pub activity: Option<String>,
    /// The name of the activity for people.
    pub name: Option<String>,
    /// Tells parallel executions apart.
    pub instance: Option<String>,
    /// The transition; without such a column every row is a completion.
    pub lifecycle: Option<String>,
    /// When it happened; when it was completed, where there is a column for the start.
    pub time: Option<String>,
    /// When it was started, in tables with one row for each execution.
    pub start: Option<String>,
    /// The role.
    pub who: Option<String>,
}

/// Why a table is no log.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum RowsError {
    /// A column that was named is not there.
    #[error("the table has no column \"{0}\"; check its spelling")]
    NoColumn(String),
    /// A column that is needed was not found.
    #[error("no column for the {what} was found among {headers}; name it")]
    Needed {
        /// What it is for.
        what: &'static str,
        /// The headers of the table.
        headers: String,
    },
}

/// Names that are recognised, in lower case: those of XES, of PM4Py and of common German exports.
const CASE: &[&str] =
    &["case:concept:name", "case_id", "caseid", "case id", "case", "fall", "vorgang", "aktenzeichen"];
const ACTIVITY: &[&str] =
    &["concept:name", "activity", "activity_id", "aktivität", "aktivitaet", "aufgabe", "schritt"];
const NAME: &[&str] = &["activity_name", "activity name", "bezeichnung"];
const INSTANCE: &[&str] = &["concept:instance", "activity_instance", "instance"];
const LIFECYCLE: &[&str] = &["lifecycle:transition", "lifecycle", "transition", "ereignis"];
const TIME: &[&str] = &[
    "time:timestamp",
    "timestamp",
    "complete_timestamp",
    "end_timestamp",
    "time",
    "ende",
    "zeit",
    "zeitpunkt",
    "datum",
];
const START: &[&str] = &["start_timestamp", "start", "beginn"];
const WHO: &[&str] = &["org:role", "org:group", "role", "rolle"];

impl Log {
    /// Reads rows under headers. Cells that are missing count as empty; rows that cannot be used are counted
    /// ([`Log::unusable`]), not refused. Times are read with an offset, or as local time of Europe/Berlin.
    ///
    /// # Errors
    ///
    /// A column that is named or needed is not among the headers.
    pub fn from_rows<R, C>(
        headers: &[&str],
        columns: &Columns,
        rows: impl IntoIterator<Item = R>,
    ) -> Result<Self, RowsError>
    where
        R: AsRef<[C]>,
        C: AsRef<str>,
    {
        let places = Places::find(headers, columns)?;
        let mut log = Self::new();
        for row in rows {
            places.read(row.as_ref(), &mut log);
        }
        Ok(log)
    }
}

/// Where the columns stand.
struct Places {
    case: usize,
    activity: usize,
    time: usize,
    name: Option<usize>,
    instance: Option<usize>,
    lifecycle: Option<usize>,
    start: Option<usize>,
    who: Option<usize>,
}

impl Places {
    fn find(headers: &[&str], columns: &Columns) -> Result<Self, RowsError> {
        let find = |named: &Option<String>, known: &[&str]| -> Result<Option<usize>, RowsError> {
            let at = |name: &str| headers.iter().position(|header| header.trim().eq_ignore_ascii_case(name));
            match named {
                Some(name) => at(name.trim()).map(Some).ok_or_else(|| RowsError::NoColumn(name.clone())),
                None => Ok(known.iter().find_map(|name| {
                    headers.iter().position(|header| header.trim().to_lowercase() == *name)
                })),
            }
        };
        let needed = |found: Option<usize>, what| {
            found.ok_or_else(|| RowsError::Needed { what, headers: headers.join(", ") })
        };
        Ok(Self {
            case: needed(find(&columns.case, CASE)?, "case")?,
            activity: needed(find(&columns.activity, ACTIVITY)?, "activity")?,
            time: needed(find(&columns.time, TIME)?, "time")?,
            name: find(&columns.name, NAME)?,
            instance: find(&columns.instance, INSTANCE)?,
            lifecycle: find(&columns.lifecycle, LIFECYCLE)?,
            start: find(&columns.start, START)?,
            who: find(&columns.who, WHO)?,
        })
    }

    fn read<C: AsRef<str>>(&self, row: &[C], log: &mut Log) {
        let cell = |at: usize| row.get(at).map(|cell| cell.as_ref().trim()).filter(|cell| !cell.is_empty());
        let optional = |at: Option<usize>| at.and_then(cell);
        let (Some(case), Some(activity)) = (cell(self.case), cell(self.activity)) else {
            log.unusable.without_name += 1;
            return;
        };
        let Some(lifecycle) = Lifecycle::of(optional(self.lifecycle)) else {
            log.unusable.other_transitions += 1;
            return;
        };
        let (name, instance, who) = (optional(self.name), optional(self.instance), optional(self.who));
        let start = optional(self.start).and_then(time::parse);
        let time = cell(self.time).and_then(time::parse);
        // Work that has begun has no end yet.
        log.unusable.without_time += u64::from(start.is_none() && time.is_none());
        for (time, lifecycle) in [(start, Lifecycle::Started), (time, lifecycle)] {
            if let Some(time) = time {
                log.push(&Event { case, activity, name, instance, lifecycle, time, who });
            }
        }
    }
}

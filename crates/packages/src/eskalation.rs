//! When a task that is late comes before the head of unit: so long after its last day.

use bpmn::Node;
use fristen::{Dauer, Error};

use crate::frage::dauer;
use crate::package::Package;

/// The attribute of a user task that says it for this task alone.
pub(crate) const ATTRIBUTE: &str = "eskalation";

/// Days in a year: whoever waits longer does not wait for anybody.
const LONGEST: u32 = 366;

impl Package {
    /// How long after its last day a task is escalated: what the task says, else `[prozess] eskalation`. `None`: never, as
    /// with every task that has no last day.
    ///
    /// # Errors
    /// The attribute is no duration; a package with such a one cannot be installed.
    pub fn eskalation(&self, task: &Node) -> Result<Option<Dauer>, Error> {
        if task.extension("frist").is_none() {
            return Ok(None);
        }
        match task.extension(ATTRIBUTE) {
            Some(text) => dauer(text).map(Some),
            None => Ok(self.manifest().prozess.eskalation),
        }
    }
}

/// Whether a time is longer than a year.
pub(crate) fn is_too_long(dauer: Dauer) -> bool {
    let days = match dauer {
        Dauer::Werktage(days) | Dauer::Arbeitstage(days) => Some(u32::from(days)),
        other => other.tage_ohne_zusammenhang(),
    };
    days.is_none_or(|days| days > LONGEST)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_year_is_long_enough() {
        for good in [Dauer::Tage(366), Dauer::Arbeitstage(3), Dauer::Monate(12), Dauer::Jahre(1)] {
            assert!(!is_too_long(good), "{good}");
        }
        for long in [Dauer::Tage(367), Dauer::Werktage(400), Dauer::Monate(13), Dauer::Jahre(65_535)] {
            assert!(is_too_long(long), "{long}");
        }
    }
}

//! Why there are no figures.

use std::fmt;

use serde::{Deserialize, Serialize};

/// Why a simulation gave nothing.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum Error {
    /// The scenario contradicts itself or the process; all that was found.
    #[error("the scenario cannot be simulated: {}", join(.0))]
    Scenario(Vec<ScenarioProblem>),
    /// A model that never comes to rest, or too many cases.
    #[error(
        "run {replication} has more than {limit} events, the last at the element '{element}': simulate fewer cases, give \
         the scenario a duration, or raise max_events if this is expected"
    )]
    TooManyEvents {
        /// The run, from 1.
        replication: u32,
        /// The limit of the scenario.
        limit: u64,
        /// The id of the element at which the limit was reached.
        element: String,
    },
    /// Working days or hours end before the work does.
    #[error(
        "run {replication}: '{place}' has no working time within 200 years; check the working hours, the holidays and the \
         durations"
    )]
    NoWorkingTime {
        /// The run, from 1.
        replication: u32,
        /// The pool, or `arrivals`.
        place: String,
    },
}

/// Something wrong with a scenario.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ScenarioProblem {
    /// The path to it in the scenario, such as `elements.pruefen.outputs`.
    pub place: String,
    /// What is wrong and what to do.
    pub message: String,
}

impl fmt::Display for ScenarioProblem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}", self.place, self.message)
    }
}

fn join(problems: &[ScenarioProblem]) -> String {
    problems.iter().map(ToString::to_string).collect::<Vec<_>>().join("; ")
}

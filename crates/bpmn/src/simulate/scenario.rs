//! A scenario: what the model does not say and a simulation has to know. The words are those of BPSim 2.0
//! (WfMC, Business Process Simulation Specification) where it has one; people write it as TOML or JSON:
//!
//! ```toml
//! seed = 1
//! start = "2026-01-05T00:00:00+01:00"
//! trigger_count = 1000
//! replications = 10
//! holidays = ["2026-04-03"]
//!
//! [arrivals.per_working_day]
//! count = 12
//!
//! [elements.antrag_pruefen]
//! processing_time = { triangular = { min = "PT10M", mode = "PT20M", max = "PT1H" } }
//! resource = "sachbearbeitung"
//! outputs = [
//!     { weight = 80, set = { ergebnis = "erteilen" } },
//!     { weight = 20, set = { ergebnis = "ablehnen" } },
//! ]
//!
//! [pools.sachbearbeitung]
//! quantity = 3
//! working_hours = [{ days = ["monday", "tuesday", "wednesday", "thursday", "friday"], from = "08:00", to = "16:00" }]
//! ```

use std::collections::BTreeMap;

use feel::Context;
use fristen::Land;
use jiff::Timestamp;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use super::distribution::Distribution;
use super::duration::Duration;
use crate::calendar::WorkingHours;
use crate::value;

/// Everything a simulation is told.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Scenario {
    /// The same seed gives the same figures.
    #[serde(default)]
    pub seed: u64,
    /// When the first case may arrive.
    pub start: Timestamp,
    /// After this time nothing more happens; cases that run are open then. Without, all cases run to their
    /// end.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub duration: Option<Duration>,
    /// Independent runs, each with a seed of its own; several give confidence intervals.
    #[serde(default = "one")]
    pub replications: u32,
    /// How many cases arrive in a run.
    pub trigger_count: u32,
    /// When they arrive.
    pub arrivals: Arrivals,
    /// The id of the start event; needed where the process has several and all of them have a trigger.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub start_event: Option<String>,
    /// The variables that every case begins with.
    #[serde(default, with = "value::context", skip_serializing_if = "Context::is_empty")]
    pub variables: Context,
    /// Kinds of cases: each case begins with the variables of one of them as well.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub alternatives: Vec<Alternative>,
    /// By the id of an activity.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub elements: BTreeMap<String, ElementParameters>,
    /// By the id of a sequence flow out of an exclusive, inclusive or complex gateway: how probable it is.
    /// Replaces the conditions of that gateway and is given for all of its flows. Out of an exclusive gateway
    /// these are shares of their sum; out of an inclusive one each is a probability from 0 to 1 of its own,
    /// and where none is drawn, the default flow or else the likeliest is taken.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub flows: BTreeMap<String, f64>,
    /// By the name of a message or signal: when the world sends it to a case that waits for it. One that is
    /// not named here never comes, except a signal that another case throws.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub messages: BTreeMap<String, Incoming>,
    /// By role (`r:role`), lane or the `resource` of an element: who works.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub pools: BTreeMap<String, Pool>,
    /// Days on which no pool works and no case arrives by working day.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub holidays: Vec<Date>,
    /// The Land, such as `thueringen`: its holidays count beside those given, and by them the timers of the
    /// model with periods of the law (`r:frist`) are reckoned. Without, such a timer is an incident.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub land: Option<Land>,
    /// The most events of the clock, visits of elements and effects of the engine, in all runs together.
    #[serde(default = "max_events")]
    pub max_events: u64,
}

fn one() -> u32 {
    1
}

fn max_events() -> u64 {
    50_000_000
}

impl Scenario {
    /// Cases that all arrive at the start; everything else is filled in by whoever calls.
    pub fn new(start: Timestamp, trigger_count: u32) -> Self {
        Self {
            seed: 0,
            start,
            duration: None,
            replications: one(),
            trigger_count,
            arrivals: Arrivals::InterTriggerTimer(Duration::default().into()),
            start_event: None,
            variables: Context::new(),
            alternatives: Vec::new(),
            elements: BTreeMap::new(),
            flows: BTreeMap::new(),
            messages: BTreeMap::new(),
            pools: BTreeMap::new(),
            holidays: Vec::new(),
            land: None,
            max_events: max_events(),
        }
    }
}

/// When cases arrive.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
pub enum Arrivals {
    /// The time between two cases, day and night. The first case arrives after the first such time.
    InterTriggerTimer(Distribution),
    /// So many each working day, at random times within the hours.
    PerWorkingDay {
        /// On average; 2.5 is two or three.
        count: f64,
        /// Empty: around the clock from Monday to Sunday.
        #[serde(default)]
        working_hours: Vec<WorkingHours>,
    },
}

/// One of several things that can happen.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Alternative {
    /// Its share of the sum of all weights beside it.
    pub weight: f64,
    /// Variables and their values; results of an activity go through its output mapping as they do when it
    /// runs.
    #[serde(default, with = "value::context", skip_serializing_if = "Context::is_empty")]
    pub set: Context,
    /// The activity fails with this error code instead.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub error: Option<String>,
}

/// What an activity takes and gives.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct ElementParameters {
    /// How long the work itself takes. Needed for user tasks and call activities, 0 for others.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub processing_time: Option<Distribution>,
    /// The pool whose people do it. Without: the pool named as its role (`r:role`), or as its lane where
    /// there is such a pool. Work without a pool begins at once and runs day and night.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub resource: Option<String>,
    /// What is more urgent is done first; the default is 0. Among equals, first come, first served.
    pub priority: i32,
    /// Costs of each time it is done, in cents.
    pub fixed_cost: u64,
    /// Results, one of which is drawn each time.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub outputs: Vec<Alternative>,
}

/// What the world sends.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Incoming {
    /// From the time the case begins to wait for it, day and night.
    pub after: Distribution,
    /// How likely it comes at all, from 0 to 1.
    #[serde(default = "certain")]
    pub probability: f64,
    /// The variables that it brings.
    #[serde(default, with = "value::context", skip_serializing_if = "Context::is_empty")]
    pub set: Context,
}

fn certain() -> f64 {
    1.0
}

/// People who do the same work. Each does one thing at a time, finishes it before the next, and pauses
/// outside the hours; there is no overtime.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Pool {
    /// For people who read the figures; the key where it is missing.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    /// How many people.
    pub quantity: u32,
    /// Empty: around the clock.
    pub working_hours: Vec<WorkingHours>,
    /// Days off beside the holidays of the scenario.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub holidays: Vec<Date>,
    /// Costs of an hour of work, in cents.
    pub unit_cost: u64,
}

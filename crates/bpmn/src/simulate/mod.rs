//! Discrete-event simulation of a process: many cases on a simulated clock, each moved by the token engine
//! that also runs real ones, with staff, working hours, durations and chance from a [`Scenario`] in the words
//! of BPSim 2.0.
//!
//! Abstract and manual tasks, which the engine passes at once, take the time that the scenario gives them.
//! Timers of the model run on the simulated clock. A called process is an activity with a duration. Work that
//! ends outside working hours is finished the next day by the same person. Everything is drawn from
//! SplitMix64: the same seed gives the same figures, and a case draws the same whatever the staff is, so that
//! two scenarios can be compared.

mod arrivals;
mod bottleneck;
mod case;
mod distribution;
mod duration;
mod error;
mod plan;
mod random;
mod record;
mod report;
mod scenario;
mod staff;
mod world;

pub use bottleneck::{Bottleneck, Reason};
pub use distribution::Distribution;
pub use duration::Duration;
pub use error::{Error, ScenarioProblem};
pub use report::{Activity, Cases, EventWait, PoolFigures, Report, Stuck};
pub use scenario::{Alternative, Arrivals, ElementParameters, Incoming, Pool, Scenario};

pub use crate::calendar::{Calendar, Weekday, WorkingHours};
pub use crate::statistics::{Estimate, Spread};

use crate::process::Process;

/// Runs a scenario, as many times as it asks for, and gives the figures.
///
/// # Errors
///
/// [`Error::Scenario`] with all problems when the scenario does not fit; [`Error::TooManyEvents`] when the
/// runs together exceed its limit; [`Error::NoWorkingTime`] when calendars end before the work does.
///
/// ```
/// use bpmn::simulate::{Distribution, Pool, Scenario, simulate};
/// let file = br#"<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL" targetNamespace="urn:x">
///   <process id="p" isExecutable="true">
///     <startEvent id="start"/><userTask id="pruefen"/><endEvent id="ende"/>
///     <sequenceFlow id="f1" sourceRef="start" targetRef="pruefen"/>
///     <sequenceFlow id="f2" sourceRef="pruefen" targetRef="ende"/>
///   </process></definitions>"#;
/// let process = bpmn::Process::compile(&bpmn::Definitions::read(file).unwrap(), None).unwrap();
/// // Three cases at once, two people, an hour each: the third waits for an hour.
/// let mut scenario = Scenario::new("2026-01-05T08:00:00Z".parse().unwrap(), 3);
/// let pruefen = scenario.elements.entry("pruefen".into()).or_default();
/// pruefen.processing_time = Some(Distribution::Constant("PT1H".parse().unwrap()));
/// pruefen.resource = Some("amt".into());
/// scenario.pools.insert("amt".into(), Pool { quantity: 2, ..Pool::default() });
/// let report = simulate(&process, &scenario).unwrap();
/// assert_eq!(report.cases.cycle_time.max_ms, 2 * 60 * 60 * 1000);
/// ```
pub fn simulate(process: &Process, scenario: &Scenario) -> Result<Report, Error> {
    let plan = plan::plan(process, scenario).map_err(Error::Scenario)?;
    let mut budget = scenario.max_events;
    let mut runs = Vec::with_capacity(scenario.replications as usize);
    for replication in 1..=scenario.replications {
        let run = world::run(&plan, replication, budget)?;
        budget -= run.events;
        runs.push(run);
    }
    Ok(Report::of(&plan, runs))
}

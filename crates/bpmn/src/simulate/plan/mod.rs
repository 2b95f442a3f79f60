//! A scenario checked against its process and laid out by the indexes of the process, so that a run looks
//! nothing up. All problems are found, not only the first.

mod choice;
mod elements;
mod flows;

use std::collections::{BTreeSet, HashMap};
use std::sync::Arc;

use choice::{Choice, running_sums};
use feel::Context;
use fristen::Kalender;
use jiff::civil::Date;

use super::distribution::{Distribution, Sampler};
use super::error::ScenarioProblem;
use super::scenario::{Alternative, Arrivals, Pool, Scenario};
use crate::calendar::{Calendar, Hours};
use crate::process::timer::zone;
use crate::process::{Behaviour, Catch, FlowIx, NodeIx, Process, Trigger};

/// Cases of one run.
const MAX_CASES: u32 = 1_000_000;
const MAX_REPLICATIONS: u32 = 1_000;
const MAX_EVENTS: u64 = 1_000_000_000;
/// The years that a calendar spans at most.
const RUN_YEARS: i16 = 200;
/// The beginning of 1970 and of 2200, in seconds.
const FIRST_START: i64 = 0;
const LAST_START: i64 = 7_258_118_400;

/// What a run needs to know.
#[derive(Debug)]
pub(super) struct Plan<'p> {
    pub(super) process: &'p Process,
    pub(super) scenario: &'p Scenario,
    /// Milliseconds since 1970, as all times of a run.
    pub(super) start: i64,
    pub(super) end: Option<i64>,
    /// For timers by law.
    pub(super) calendar: Option<Kalender>,
    pub(super) start_event: Option<Arc<str>>,
    pub(super) arrivals: ArrivalPlan,
    pub(super) alternatives: Choice,
    /// By node; none where nothing is worked.
    pub(super) elements: Vec<Option<ElementPlan>>,
    /// By node; none where the model decides.
    pub(super) splits: Vec<Option<Split>>,
    pub(super) messages: HashMap<Arc<str>, MessagePlan>,
    pub(super) pools: Vec<PoolPlan<'p>>,
}

#[derive(Debug)]
pub(super) enum ArrivalPlan {
    Gaps(Sampler),
    PerDay { count: f64, hours: Box<Hours> },
}

#[derive(Debug)]
pub(super) struct ElementPlan {
    pub(super) time: Sampler,
    pub(super) pool: Option<usize>,
    pub(super) priority: i32,
    pub(super) fixed_cost: u64,
    pub(super) outputs: Choice,
}

/// How a gateway splits by chance.
#[derive(Debug)]
pub(super) enum Split {
    /// Running sums of the shares.
    One { flows: Vec<FlowIx>, sums: Vec<f64> },
    /// A probability for each; what is taken where none is drawn.
    Many { flows: Vec<(FlowIx, f64)>, otherwise: FlowIx },
}

#[derive(Debug)]
pub(super) struct MessagePlan {
    pub(super) after: Sampler,
    pub(super) probability: f64,
    pub(super) set: Context,
}

#[derive(Debug)]
pub(super) struct PoolPlan<'p> {
    pub(super) id: &'p str,
    pub(super) pool: &'p Pool,
    pub(super) hours: Hours,
}

/// Checks a scenario and lays it out.
pub(super) fn plan<'p>(
    process: &'p Process,
    scenario: &'p Scenario,
) -> Result<Plan<'p>, Vec<ScenarioProblem>> {
    let calendar = scenario.land.map(Kalender::neu);
    let holidays = holidays(scenario, calendar.as_ref());
    let mut planner = Planner { process, scenario, holidays, problems: Vec::new() };
    planner.limits();
    let start = scenario.start.as_millisecond();
    let end = scenario.duration.map(|duration| start.saturating_add(duration.elapsed_ms() as i64));
    let pools = planner.pools(start);
    let plan = Plan {
        process,
        scenario,
        start,
        end,
        calendar,
        start_event: planner.start_event(),
        arrivals: planner.arrivals(start),
        alternatives: planner.alternatives("alternatives", &scenario.alternatives),
        elements: planner.elements(&pools),
        splits: planner.splits(),
        messages: planner.messages(),
        pools,
    };
    if scenario.alternatives.iter().any(|alternative| alternative.error.is_some()) {
        planner.problem("alternatives", "a case cannot begin with an error; leave out \"error\"");
    }
    if planner.problems.is_empty() { Ok(plan) } else { Err(planner.problems) }
}

/// The holidays that are given and those of the Land, in all years that a run can reach.
fn holidays(scenario: &Scenario, calendar: Option<&Kalender>) -> Vec<Date> {
    let first = scenario.start.to_zoned(zone()).year();
    let by_law = calendar.into_iter().flat_map(|calendar| {
        // A year of which the law is not known has none here; an early start is a problem anyway.
        (first..=first.saturating_add(RUN_YEARS)).filter_map(|year| calendar.feiertage(year).ok()).flatten()
    });
    scenario.holidays.iter().copied().chain(by_law.map(|holiday| holiday.tag)).collect()
}

struct Planner<'p> {
    process: &'p Process,
    scenario: &'p Scenario,
    holidays: Vec<Date>,
    problems: Vec<ScenarioProblem>,
}

impl<'p> Planner<'p> {
    fn problem(&mut self, place: impl Into<String>, message: impl Into<String>) {
        self.problems.push(ScenarioProblem { place: place.into(), message: message.into() });
    }

    fn limits(&mut self) {
        let scenario = self.scenario;
        for (place, value, limit) in [
            ("trigger_count", u64::from(scenario.trigger_count), u64::from(MAX_CASES)),
            ("replications", u64::from(scenario.replications), u64::from(MAX_REPLICATIONS)),
            ("max_events", scenario.max_events, MAX_EVENTS),
        ] {
            if !(1..=limit).contains(&value) {
                self.problem(place, format!("it is {value}; it must be a whole number from 1 to {limit}"));
            }
        }
        let cases = i64::from(scenario.trigger_count) * i64::from(scenario.replications);
        if cases > i64::from(MAX_CASES) * 10 {
            let problem =
                format!("times trigger_count it is {cases}; at most {} cases are run", MAX_CASES * 10);
            self.problem("replications", problem);
        }
        if !(FIRST_START..LAST_START).contains(&scenario.start.as_second()) {
            self.problem("start", format!("it is {}; choose a time from 1970 to 2200", scenario.start));
        }
        if let Some(duration) = scenario.duration
            && duration.elapsed_ms() <= 0.0
        {
            self.problem("duration", format!("it is {duration}; it must be longer than 0"));
        }
    }

    fn start_event(&mut self) -> Option<Arc<str>> {
        let starts: Vec<_> = self.process.starts().collect();
        let ids = || starts.iter().map(|start| &*start.element).collect::<Vec<_>>().join(", ");
        if let Some(id) = &self.scenario.start_event {
            let found = starts.iter().find(|start| *start.element == **id);
            if found.is_none() {
                self.problem("start_event", format!("the process has no start event \"{id}\" ({})", ids()));
            }
            return found.map(|start| start.element.clone());
        }
        match starts.as_slice() {
            [only] if !only.triggers.is_empty() => Some(only.element.clone()),
            several if !several.is_empty() && several.iter().all(|start| !start.triggers.is_empty()) => {
                self.problem("start_event", format!("the process has several; name one of {}", ids()));
                None
            }
            _ => None,
        }
    }

    fn arrivals(&mut self, start: i64) -> ArrivalPlan {
        let scenario = self.scenario;
        match &scenario.arrivals {
            Arrivals::InterTriggerTimer(distribution) => {
                ArrivalPlan::Gaps(self.sampler("arrivals.inter_trigger_timer", distribution, None))
            }
            Arrivals::PerWorkingDay { count, working_hours } => {
                if !(count.is_finite() && *count > 0.0 && *count <= f64::from(MAX_CASES)) {
                    let problem = format!("it is {count}; it must be above 0 and at most {MAX_CASES}");
                    self.problem("arrivals.per_working_day.count", problem);
                }
                let calendar =
                    Calendar { working_hours: working_hours.clone(), holidays: self.holidays.clone() };
                self.calendar("arrivals.per_working_day.working_hours", &calendar);
                ArrivalPlan::PerDay { count: *count, hours: Box::new(Hours::new(&calendar, start)) }
            }
        }
    }

    fn pools(&mut self, start: i64) -> Vec<PoolPlan<'p>> {
        let scenario = self.scenario;
        let pools = scenario.pools.iter().map(|(id, pool)| {
            let holidays = self.holidays.iter().chain(&pool.holidays).copied().collect();
            let calendar = Calendar { working_hours: pool.working_hours.clone(), holidays };
            self.calendar(&format!("pools.{id}.working_hours"), &calendar);
            PoolPlan { id, pool, hours: Hours::new(&calendar, start) }
        });
        pools.collect()
    }

    fn calendar(&mut self, place: &str, calendar: &Calendar) {
        for problem in calendar.problems() {
            self.problem(place, problem);
        }
    }

    /// Weights must be 0 or more and not all 0.
    fn weights(&mut self, place: &str, weights: &[f64]) {
        if weights.iter().any(|weight| !weight.is_finite() || *weight < 0.0) {
            self.problem(place, "a weight is negative or no number; weights are 0 or more");
        } else if !weights.is_empty() && weights.iter().sum::<f64>() <= 0.0 {
            self.problem(place, "the weights sum to 0; give at least one of them a weight above 0");
        }
    }

    fn alternatives(&mut self, place: &str, alternatives: &[Alternative]) -> Choice {
        let weights: Vec<f64> = alternatives.iter().map(|alternative| alternative.weight).collect();
        self.weights(place, &weights);
        Choice::new(alternatives)
    }

    /// A sampler; one of zero where there is a problem, as the plan is not used then.
    fn sampler(&mut self, place: &str, distribution: &Distribution, hours: Option<&Hours>) -> Sampler {
        match Sampler::new(distribution, hours) {
            Ok(sampler) => sampler,
            Err(problems) => {
                for problem in problems {
                    self.problem(place, problem);
                }
                Sampler::Constant(0.0)
            }
        }
    }

    fn messages(&mut self) -> HashMap<Arc<str>, MessagePlan> {
        let expected = expected_names(self.process);
        let mut messages = HashMap::new();
        for (name, incoming) in &self.scenario.messages {
            let place = format!("messages.{name}");
            let Some(name) = expected.get(name.as_str()) else {
                self.problem(
                    place,
                    "the process waits for no message or signal of this name; check its spelling",
                );
                continue;
            };
            if !(0.0..=1.0).contains(&incoming.probability) {
                self.problem(format!("{place}.probability"), "it must be a number from 0 to 1");
            }
            let after = self.sampler(&format!("{place}.after"), &incoming.after, None);
            let plan = MessagePlan { after, probability: incoming.probability, set: incoming.set.clone() };
            messages.insert(Arc::clone(name), plan);
        }
        messages
    }
}

/// The messages and signals that a case can wait for.
fn expected_names(process: &Process) -> BTreeSet<Arc<str>> {
    let mut names = BTreeSet::new();
    for node in &process.nodes {
        let (Behaviour::Start(catch)
        | Behaviour::Catch(catch)
        | Behaviour::Boundary { catch, .. }
        | Behaviour::Receive(catch)) = &node.behaviour
        else {
            continue;
        };
        names.extend(names_of(catch));
    }
    names
}

fn names_of(catch: &Catch) -> impl Iterator<Item = Arc<str>> {
    catch.triggers.iter().filter_map(|trigger| match trigger {
        Trigger::Message(message) => Some(message.name.clone()),
        Trigger::Signal(name) => Some(name.clone()),
        _ => None,
    })
}

/// The index of every node.
fn indexes(process: &Process) -> impl Iterator<Item = NodeIx> + use<> {
    (0..process.nodes.len()).filter_map(|ix| NodeIx::try_from(ix).ok())
}

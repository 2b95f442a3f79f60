//! The figures of a simulation. Times are milliseconds; elapsed time unless working time is said.

use std::collections::BTreeMap;
use std::fmt;

use serde::{Deserialize, Serialize};

use super::bottleneck::{self, Bottleneck};
use super::plan::Plan;
use super::record::{NodeRecord, Record};
use crate::statistics::{Estimate, Spread};

const DAY_MS: f64 = 24.0 * 60.0 * 60.0 * 1000.0;
const HOUR_MS: f64 = 60.0 * 60.0 * 1000.0;

/// What a simulation found. Spreads and counts are those of all runs together.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Report {
    /// How many independent runs there were.
    pub replications: u32,
    /// The cases.
    pub cases: Cases,
    /// The activities that people or programs work on, in document order.
    pub activities: Vec<Activity>,
    /// Events and receive tasks at which cases waited, in document order.
    pub events: Vec<EventWait>,
    /// How often tokens came to each element, by id; elements that were never reached have 0.
    pub visits: BTreeMap<String, u64>,
    /// The pools, by id.
    pub pools: Vec<PoolFigures>,
    /// What costs the cases the most time; none where nothing took any.
    pub bottleneck: Option<Bottleneck>,
    /// Cases that cannot go on until a person repairs something, the most frequent first.
    pub stuck: Vec<Stuck>,
    /// What happened in all runs: events of the clock, elements visited and effects.
    pub simulated_events: u64,
}

/// The cases of all runs: `arrived = finished + open + stuck`.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Cases {
    /// Began.
    pub arrived: u64,
    /// Came to an end, whichever.
    pub finished: u64,
    /// Still ran at the end, or wait for a message that never comes.
    pub open: u64,
    /// Stand still with an incident.
    pub stuck: u64,
    /// Of finished cases, from arrival to end.
    pub cycle_time: Spread,
    /// Of finished cases: the time their work waited for staff. Parallel waiting counts twice.
    pub waiting: Spread,
    /// Of finished cases: working time spent on them.
    pub working: Spread,
    /// Cases finished per day, per run.
    pub throughput_per_day: Estimate,
    /// The mean cycle time, per run, in milliseconds.
    pub mean_cycle_ms: Estimate,
    /// Costs of all work that was completed, in cents.
    pub cost: u64,
}

/// An activity.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Activity {
    /// The id of the element.
    pub element: String,
    /// Its name.
    pub name: Option<String>,
    /// The pool that does it.
    pub pool: Option<String>,
    /// From ready to begun.
    pub waiting: Spread,
    /// Working time.
    pub working: Spread,
    /// Withdrawn before it was done, by an event or the end of the case.
    pub withdrawn: u64,
    /// Costs of what was completed, in cents.
    pub cost: u64,
}

/// Waiting for something that happens.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct EventWait {
    /// The id of the event or receive task.
    pub element: String,
    /// Its name.
    pub name: Option<String>,
    /// From the arrival of the token to the event.
    pub waiting: Spread,
}

/// The people of a pool.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct PoolFigures {
    /// The key in the scenario.
    pub id: String,
    /// The name, or the key.
    pub name: String,
    /// How many people.
    pub quantity: u32,
    /// Time worked as a share of all working hours until the last event, per run.
    pub utilisation: Estimate,
    /// The most work that waited at once, in any run.
    pub longest_queue: u64,
    /// How much work waited on average, day and night, per run.
    pub mean_queue: Estimate,
}

/// Cases that stand still.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Stuck {
    /// The id of the element.
    pub element: String,
    /// What is wrong.
    pub message: String,
    /// How many cases.
    pub count: u64,
}

impl fmt::Display for Stuck {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} cases at the element '{}': {}", self.count, self.element, self.message)
    }
}

impl Report {
    pub(super) fn of(plan: &Plan<'_>, runs: Vec<Record>) -> Self {
        let pools = pools(plan, &runs);
        let simulated_events = runs.iter().map(|run| run.events).sum();
        let throughput = runs.iter().map(|run| per_day(run.cycle.len(), run.span_ms)).collect::<Vec<_>>();
        let mean_cycle = runs.iter().map(|run| mean(&run.cycle)).collect::<Vec<_>>();
        let replications = plan.scenario.replications;
        let mut all = merge(runs);
        let bottleneck = bottleneck::find(plan, &all.nodes, &pools);
        let activities = activities(plan, &mut all.nodes);
        let cases = Cases {
            arrived: all.arrived,
            finished: all.cycle.len() as u64,
            open: all.open,
            stuck: all.stuck_cases,
            cycle_time: Spread::of(&mut all.cycle),
            waiting: Spread::of(&mut all.waiting),
            working: Spread::of(&mut all.working),
            throughput_per_day: Estimate::of(&throughput),
            mean_cycle_ms: Estimate::of(&mean_cycle),
            cost: activities.iter().map(|activity| activity.cost).fold(0, u64::saturating_add),
        };
        Self {
            replications,
            cases,
            activities,
            events: events(plan, &mut all.nodes),
            visits: visits(plan, &all.nodes),
            pools,
            bottleneck,
            stuck: stuck(&all),
            simulated_events,
        }
    }
}

fn per_day(cases: usize, span_ms: i64) -> f64 {
    if span_ms > 0 { cases as f64 * DAY_MS / span_ms as f64 } else { 0.0 }
}

fn mean(values: &[i64]) -> f64 {
    let sum: i128 = values.iter().map(|value| i128::from(*value)).sum();
    if values.is_empty() { 0.0 } else { sum as f64 / values.len() as f64 }
}

/// All observations in one pot.
fn merge(runs: Vec<Record>) -> Record {
    let mut runs = runs.into_iter();
    let mut all = runs.next().unwrap_or_default();
    for mut run in runs {
        all.arrived += run.arrived;
        all.open += run.open;
        all.stuck_cases += run.stuck_cases;
        all.cycle.append(&mut run.cycle);
        all.waiting.append(&mut run.waiting);
        all.working.append(&mut run.working);
        for (at, count) in run.stuck {
            *all.stuck.entry(at).or_insert(0) += count;
        }
        for (all, mut run) in all.nodes.iter_mut().zip(run.nodes) {
            all.visits += run.visits;
            all.waiting.append(&mut run.waiting);
            all.working.append(&mut run.working);
            all.event.append(&mut run.event);
            all.waiting_closed_ms = all.waiting_closed_ms.saturating_add(run.waiting_closed_ms);
            all.busy_ms = all.busy_ms.saturating_add(run.busy_ms);
            all.withdrawn += run.withdrawn;
        }
    }
    all
}

fn activities(plan: &Plan<'_>, records: &mut [NodeRecord]) -> Vec<Activity> {
    let nodes = plan.process.nodes.iter().zip(&plan.elements).zip(records);
    let worked = nodes.filter_map(|((node, element), record)| Some((node, element.as_ref()?, record)));
    let activities = worked.map(|(node, element, record)| {
        let pool = element.pool.map(|pool| &plan.pools[pool]);
        let working = Spread::of(&mut record.working);
        let hourly = pool.map_or(0, |pool| pool.pool.unit_cost) as f64;
        let work = (working.total_ms as f64 / HOUR_MS * hourly).round() as u64;
        Activity {
            element: node.id.to_string(),
            name: node.name.clone(),
            pool: pool.map(|pool| pool.id.to_owned()),
            waiting: Spread::of(&mut record.waiting),
            withdrawn: record.withdrawn,
            cost: element.fixed_cost.saturating_mul(working.count).saturating_add(work),
            working,
        }
    });
    activities.collect()
}

fn events(plan: &Plan<'_>, records: &mut [NodeRecord]) -> Vec<EventWait> {
    let nodes = plan.process.nodes.iter().zip(records).filter(|(node, _)| node.waits_in_the_flow());
    nodes
        .map(|(node, record)| EventWait {
            element: node.id.to_string(),
            name: node.name.clone(),
            waiting: Spread::of(&mut record.event),
        })
        .collect()
}

fn visits(plan: &Plan<'_>, records: &[NodeRecord]) -> BTreeMap<String, u64> {
    plan.process
        .nodes
        .iter()
        .zip(records)
        .map(|(node, record)| (node.id.to_string(), record.visits))
        .collect()
}

fn pools(plan: &Plan<'_>, runs: &[Record]) -> Vec<PoolFigures> {
    let pools = plan.pools.iter().enumerate().map(|(ix, pool)| {
        let of_runs = || runs.iter().map(|run| run.pools[ix]);
        let used: Vec<f64> = of_runs()
            .map(|run| if run.capacity_ms > 0 { run.worked_ms as f64 / run.capacity_ms as f64 } else { 0.0 })
            .collect();
        PoolFigures {
            id: pool.id.to_owned(),
            name: pool.pool.name.clone().unwrap_or_else(|| pool.id.to_owned()),
            quantity: pool.pool.quantity,
            utilisation: Estimate::of(&used),
            longest_queue: of_runs().map(|run| run.longest_queue as u64).max().unwrap_or(0),
            mean_queue: Estimate::of(&of_runs().map(|run| run.mean_queue).collect::<Vec<_>>()),
        }
    });
    pools.collect()
}

fn stuck(all: &Record) -> Vec<Stuck> {
    let mut stuck: Vec<Stuck> = all
        .stuck
        .iter()
        .map(|((element, message), count)| Stuck {
            element: element.to_string(),
            message: message.to_string(),
            count: *count,
        })
        .collect();
    stuck.sort_by_key(|stuck| std::cmp::Reverse(stuck.count));
    stuck
}

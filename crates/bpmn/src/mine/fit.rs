//! A scenario fitted to a log, so that "what if two more people" can be asked of what really happened.

use std::collections::HashMap;

use super::graph::{Graph, Place, after, before, indexes, nodes_of_log, search};
use super::mined::{Activity, Mined};
use crate::calendar::Hours;
use crate::effects::WorkKind;
use crate::process::{Behaviour, Node, NodeIx, Process};
use crate::simulate::{Arrivals, Distribution, Duration, ElementParameters, Pool, Scenario};

/// How busy people are taken to be where a log does not tell how many there are.
const UTILISATION: f64 = 0.8;

/// A scenario and what it does not rest on observations for.
#[derive(Debug, Clone, PartialEq)]
pub struct Fitted {
    /// Ready to be simulated.
    pub scenario: Scenario,
    /// Assumptions that a person should look at, one sentence each.
    pub notes: Vec<String>,
}

impl Scenario {
    /// Fits a scenario to a log: as many cases at the observed distances, working times as observed
    /// (empirical quantiles), and the ways out of gateways as often as observed. Pools work in the hours that
    /// the log was mined with; how many people they have is no part of a log and is estimated from the work
    /// done.
    pub fn from_log(process: &Process, mined: &Mined) -> Fitted {
        let known = nodes_of_log(process, mined);
        let mut of_node: HashMap<NodeIx, &Activity> = HashMap::new();
        for activity in &mined.activities {
            if let Some(ix) = known.get(&*activity.id) {
                // The most frequent, where several names of a log mean the same activity.
                of_node.entry(*ix).or_insert(activity);
            }
        }
        let visible = indexes(process).map(|ix| of_node.contains_key(&ix)).collect();
        let start = mined.cases.first.unwrap_or_default();
        let trigger_count = u32::try_from(mined.cases.count).unwrap_or(u32::MAX).clamp(1, 1_000_000);
        let scenario = Scenario {
            arrivals: Arrivals::InterTriggerTimer(empirical(&mined.cases.gap_quantiles_ms)),
            ..Scenario::new(start, trigger_count)
        };
        let fitted = Fitted { scenario, notes: Vec::new() };
        let graph = Graph::new(process, visible);
        let backwards = graph.backwards();
        let mut fitter = Fitter { process, mined, of_node, graph, backwards, fitted };
        fitter.start_event();
        fitter.elements();
        fitter.pools();
        fitter.gateways(&known);
        fitter.fitted
    }
}

fn empirical(quantiles_ms: &[i64]) -> Distribution {
    match quantiles_ms {
        [] => Duration::default().into(),
        quantiles => {
            Distribution::Empirical { quantiles: quantiles.iter().map(|ms| Duration::from_ms(*ms)).collect() }
        }
    }
}

/// Counts of successions, with none for begin and end.
type Counts = HashMap<(Option<NodeIx>, Option<NodeIx>), u64>;

struct Fitter<'a> {
    process: &'a Process,
    mined: &'a Mined,
    of_node: HashMap<NodeIx, &'a Activity>,
    graph: Graph<'a>,
    backwards: Vec<Vec<Place>>,
    fitted: Fitted,
}

impl Fitter<'_> {
    fn note(&mut self, note: String) {
        self.fitted.notes.push(note);
    }

    /// A log does not tell by which of several events its cases began.
    fn start_event(&mut self) {
        let mut starts = self.process.starts();
        if let (Some(first), Some(_)) = (starts.next(), starts.next())
            && self.process.starts().all(|start| !start.triggers.is_empty())
        {
            self.note(format!("start_event: all cases are taken to begin at {}", first.element));
            self.fitted.scenario.start_event = Some(first.element.to_string());
        }
    }

    fn elements(&mut self) {
        let process = self.process;
        for ix in indexes(process) {
            let node = process.node(ix);
            if !matches!(node.behaviour, Behaviour::Work(_) | Behaviour::Call { .. } | Behaviour::Pass) {
                continue;
            }
            let quantiles = self.of_node.get(&ix).map_or(&[][..], |activity| &activity.working_quantiles_ms);
            let needs_time =
                matches!(node.behaviour, Behaviour::Work(WorkKind::User) | Behaviour::Call { .. });
            if quantiles.is_empty() && needs_time {
                self.note(format!("elements.{}: the log holds no working time; 0 is taken", node.id));
            }
            if !quantiles.is_empty() || needs_time {
                let processing_time = Some(empirical(quantiles));
                let parameters = ElementParameters { processing_time, ..ElementParameters::default() };
                self.fitted.scenario.elements.insert(node.id.to_string(), parameters);
            }
        }
    }

    /// Pools by the roles of the model, or those of the log where the model has none.
    fn pools(&mut self) {
        let process = self.process;
        let mut work: HashMap<String, i64> = HashMap::new();
        for ix in indexes(process) {
            let node = process.node(ix);
            let id = node.id.to_string();
            if !self.fitted.scenario.elements.contains_key(&id) && node.extension("role").is_none() {
                continue;
            }
            let activity = self.of_node.get(&ix).copied();
            let Some(pool) = pool_of(node, activity) else { continue };
            if let Some(parameters) = self.fitted.scenario.elements.get_mut(&id) {
                parameters.resource = Some(pool.clone());
            }
            let total = work.entry(pool).or_insert(0);
            *total = total.saturating_add(activity.map_or(0, |activity| activity.working.total_ms));
        }
        let calendar = self.mined.calendar.clone().unwrap_or_default();
        let begin = self.fitted.scenario.start.as_millisecond();
        let end = self.mined.cases.last.map_or(begin, jiff::Timestamp::as_millisecond);
        let available = Hours::new(&calendar, begin).between(begin, end).max(1) as f64;
        let mut work: Vec<(String, i64)> = work.into_iter().collect();
        work.sort();
        for (id, total) in work {
            let people = (total as f64 / available / UTILISATION).ceil().clamp(1.0, 100_000.0);
            self.note(format!(
                "pools.{id}: {people} people are taken, who would be busy for {:.0} % of their hours; enter how many \
                 there really are",
                total as f64 / available / people * 100.0
            ));
            let pool = Pool {
                quantity: people as u32,
                working_hours: calendar.working_hours.clone(),
                holidays: calendar.holidays.clone(),
                ..Pool::default()
            };
            self.fitted.scenario.pools.insert(id, pool);
        }
    }

    fn gateways(&mut self, known: &HashMap<String, NodeIx>) {
        let process = self.process;
        let node = |id: &Option<std::sync::Arc<str>>| match id {
            None => Some(None),
            Some(id) => known.get(&**id).map(|ix| Some(*ix)),
        };
        let mut counts = Counts::new();
        for pair in &self.mined.follows {
            if let (Some(from), Some(to)) = (node(&pair.from), node(&pair.to)) {
                *counts.entry((from, to)).or_insert(0) += pair.count;
            }
        }
        for ix in indexes(process) {
            let gateway = process.node(ix);
            let splits = matches!(
                gateway.behaviour,
                Behaviour::Exclusive | Behaviour::Inclusive | Behaviour::Complex { .. }
            );
            if splits && gateway.outgoing.len() > 1 {
                self.gateway(ix, &counts);
            }
        }
    }

    fn gateway(&mut self, ix: NodeIx, counts: &Counts) {
        let process = self.process;
        let gateway = process.node(ix);
        let ways: Vec<Vec<Option<NodeIx>>> =
            gateway.outgoing.iter().map(|flow| self.next(before(process.flow(*flow).target))).collect();
        let sources = self.sources(ix);
        let completions = shared(&ways, |to| to.map_or(0.0, |to| self.completions(to)));
        let mut weights = if matches!(gateway.behaviour, Behaviour::Exclusive) {
            shared(&ways, |to| sources.iter().filter_map(|from| counts.get(&(*from, to))).sum::<u64>() as f64)
        } else {
            let passes: f64 = sources.iter().map(|from| self.begun(*from)).sum();
            completions.iter().map(|completed| (completed / passes.max(1.0)).min(1.0)).collect()
        };
        if weights.iter().all(|weight| *weight <= 0.0) {
            // Inside parallel branches, other activities come between.
            let cases = self.mined.cases.count.max(1) as f64;
            weights = completions.iter().map(|completed| (completed / cases).min(1.0)).collect();
        }
        if weights.iter().all(|weight| *weight <= 0.0) {
            self.note(format!(
                "flows out of {}: the log shows none of them; all are taken as likely",
                gateway.id
            ));
            weights.fill(1.0);
        }
        let flows = gateway.outgoing.iter().map(|flow| process.flow(*flow).id.to_string());
        self.fitted.scenario.flows.extend(flows.zip(weights));
    }

    /// How often an activity was completed, or cases began.
    fn begun(&self, from: Option<NodeIx>) -> f64 {
        from.map_or(self.mined.cases.count as f64, |from| self.completions(from))
    }

    fn completions(&self, ix: NodeIx) -> f64 {
        self.of_node.get(&ix).map_or(0.0, |activity| activity.completed as f64)
    }

    /// The activities that can come next from a place, and none if the end can.
    fn next(&self, place: Place) -> Vec<Option<NodeIx>> {
        let reached = self.graph.silently_from(place);
        let activities = self.graph.activities().filter(|ix| reached[before(*ix)]).map(Some);
        activities.chain(reached[self.graph.end].then_some(None)).collect()
    }

    /// The activities, and none for the begin, from which a gateway can be the next decision.
    fn sources(&self, gateway: NodeIx) -> Vec<Option<NodeIx>> {
        let leads_here = search(&self.backwards, before(gateway));
        let activities = self.graph.activities().filter(|ix| leads_here[after(*ix)]).map(Some);
        let begin = leads_here[self.graph.start].then_some(None);
        activities.chain(begin).collect()
    }
}

/// The weight of each way: that of what it leads to, shared among all ways that lead there.
fn shared(ways: &[Vec<Option<NodeIx>>], weight: impl Fn(Option<NodeIx>) -> f64) -> Vec<f64> {
    let mut leading: HashMap<Option<NodeIx>, f64> = HashMap::new();
    for to in ways.iter().flatten() {
        *leading.entry(*to).or_insert(0.0) += 1.0;
    }
    let of_way = |way: &Vec<Option<NodeIx>>| way.iter().map(|to| weight(*to) / leading[to]).sum();
    ways.iter().map(of_way).collect()
}

fn pool_of(node: &Node, activity: Option<&Activity>) -> Option<String> {
    let of_model = node.extension("role").or_else(|| node.lane());
    of_model.map(str::to_owned).or_else(|| activity?.who.as_deref().map(str::to_owned))
}

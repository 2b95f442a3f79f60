//! What each activity takes and who does it.

use super::{ElementPlan, Planner, PoolPlan, indexes};
use crate::effects::WorkKind;
use crate::process::{Behaviour, Node, NodeIx, Process};
use crate::simulate::distribution::Sampler;
use crate::simulate::scenario::ElementParameters;

impl Planner<'_> {
    /// The plan of each node.
    pub(super) fn elements(&mut self, pools: &[PoolPlan<'_>]) -> Vec<Option<ElementPlan>> {
        for id in self.scenario.elements.keys() {
            match self.process.element(id) {
                None => self.problem(
                    format!("elements.{id}"),
                    "the process has no element with this id; check its spelling",
                ),
                Some(node) if !is_worked(node) => {
                    let why = why_not_worked(node);
                    self.problem(format!("elements.{id}"), why);
                }
                Some(_) => {}
            }
        }
        indexes(self.process).map(|ix| self.element(ix, pools)).collect()
    }

    fn element(&mut self, ix: NodeIx, pools: &[PoolPlan<'_>]) -> Option<ElementPlan> {
        let (process, scenario) = (self.process, self.scenario);
        let node = process.node(ix);
        if !is_worked(node) {
            return None;
        }
        let none = ElementParameters::default();
        let parameters = scenario.elements.get(&*node.id).unwrap_or(&none);
        let place = format!("elements.{}", node.id);
        let pool = self.pool(ix, parameters, &place, pools);
        let time = match &parameters.processing_time {
            Some(distribution) => {
                let hours = pool.map(|pool| &pools[pool].hours);
                self.sampler(&format!("{place}.processing_time"), distribution, hours)
            }
            None => {
                if matches!(node.behaviour, Behaviour::Work(WorkKind::User) | Behaviour::Call { .. }) {
                    self.problem(&place, format!("a {} takes time; give its processing_time", node.kind));
                }
                Sampler::Constant(0.0)
            }
        };
        let outputs = self.alternatives(&format!("{place}.outputs"), &parameters.outputs);
        if parameters.outputs.iter().any(|output| output.error.is_some() && !output.set.is_empty()) {
            self.problem(format!("{place}.outputs"), "an output has either \"set\" or \"error\", not both");
        }
        let (priority, fixed_cost) = (parameters.priority, parameters.fixed_cost);
        Some(ElementPlan { time, pool, priority, fixed_cost, outputs })
    }

    /// The pool that does it. Needed and without people is a problem, reported at each element that needs it.
    fn pool(
        &mut self,
        ix: NodeIx,
        parameters: &ElementParameters,
        place: &str,
        pools: &[PoolPlan<'_>],
    ) -> Option<usize> {
        let node = self.process.node(ix);
        let find = |name: &str| pools.iter().position(|pool| pool.id == name);
        let named = parameters.resource.as_deref().or_else(|| node.extension("role"));
        let pool = match named {
            Some(name) => {
                let pool = find(name);
                if pool.is_none() {
                    self.problem(
                        place,
                        format!("\"{name}\" does it, but there is no such pool; add [pools.{name}]"),
                    );
                }
                pool
            }
            None => lane(self.process, ix).and_then(find),
        }?;
        let PoolPlan { id, pool: people, hours } = &pools[pool];
        if people.quantity == 0 {
            self.problem(place, format!("the pool \"{id}\" does it, but has no people; set its quantity"));
        }
        if hours.week_ms() == 0 {
            self.problem(place, format!("the pool \"{id}\" does it, but never works; set its working_hours"));
        }
        Some(pool)
    }
}

/// Whether the engine hands it out as work, in a simulation.
fn is_worked(node: &Node) -> bool {
    matches!(node.behaviour, Behaviour::Work(_) | Behaviour::Call { .. } | Behaviour::Pass)
}

fn why_not_worked(node: &Node) -> String {
    match &node.behaviour {
        Behaviour::Script { .. } => {
            "a script in FEEL runs inside the engine and takes no time; leave it out".into()
        }
        Behaviour::Sub { .. } | Behaviour::EventSub { .. } => {
            "a sub-process takes as long as what is in it; name the activities inside".into()
        }
        Behaviour::Receive(_) => "a receive task waits for its message; give it under [messages]".into(),
        _ => format!("it is a {}; only activities take time or staff", node.kind),
    }
}

/// The lane of a node, or of the sub-process around it.
fn lane(process: &Process, ix: NodeIx) -> Option<&str> {
    let mut at = Some(ix);
    while let Some(ix) = at {
        let node = process.node(ix);
        if let Some(lane) = node.lane() {
            return Some(lane);
        }
        at = process.level(node.level).owner;
    }
    None
}

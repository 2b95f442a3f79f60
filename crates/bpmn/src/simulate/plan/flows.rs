//! The chances of the ways out of gateways.

use std::collections::BTreeSet;

use super::{Planner, Split, indexes, running_sums};
use crate::process::{Behaviour, FlowIx, Node, NodeIx};

impl Planner<'_> {
    /// The split of each gateway for which the scenario gives chances.
    pub(super) fn splits(&mut self) -> Vec<Option<Split>> {
        let mut gateways: BTreeSet<NodeIx> = BTreeSet::new();
        for id in self.scenario.flows.keys() {
            let flow = self.process.flow_ids.get(id.as_str()).map(|ix| self.process.flow(*ix));
            match flow {
                None => self.problem(
                    format!("flows.{id}"),
                    "the process has no sequence flow with this id; check its spelling",
                ),
                Some(flow) if !splits_by_condition(self.process.node(flow.source)) => {
                    let source = &self.process.node(flow.source).id;
                    let message = format!(
                        "it leaves \"{source}\", where nothing is chosen; only flows out of exclusive, inclusive and \
                         complex gateways have a chance"
                    );
                    self.problem(format!("flows.{id}"), message);
                }
                Some(flow) => {
                    gateways.insert(flow.source);
                }
            }
        }
        indexes(self.process).map(|ix| gateways.contains(&ix).then(|| self.split(ix)).flatten()).collect()
    }

    fn split(&mut self, ix: NodeIx) -> Option<Split> {
        let (process, scenario) = (self.process, self.scenario);
        let node = process.node(ix);
        let mut flows: Vec<(FlowIx, f64)> = Vec::with_capacity(node.outgoing.len());
        for flow in &node.outgoing {
            let id = &process.flow(*flow).id;
            match scenario.flows.get(&**id) {
                Some(chance) => flows.push((*flow, *chance)),
                None => self.problem(
                    format!("flows.{id}"),
                    format!("another flow out of \"{}\" has a chance; give one for this flow too", node.id),
                ),
            }
        }
        let chances: Vec<f64> = flows.iter().map(|(_, chance)| *chance).collect();
        self.weights(&format!("flows out of {}", node.id), &chances);
        if matches!(node.behaviour, Behaviour::Exclusive) {
            let sums = running_sums(chances.into_iter());
            return Some(Split::One { flows: flows.into_iter().map(|(flow, _)| flow).collect(), sums });
        }
        if chances.iter().any(|chance| *chance > 1.0) {
            self.problem(
                format!("flows out of {}", node.id),
                "several of them can be taken, so each has a probability from 0 to 1 of its own",
            );
        }
        let likeliest = flows.iter().max_by(|a, b| a.1.total_cmp(&b.1)).map(|(flow, _)| *flow);
        Some(Split::Many { otherwise: node.default.or(likeliest)?, flows })
    }
}

fn splits_by_condition(node: &Node) -> bool {
    matches!(node.behaviour, Behaviour::Exclusive | Behaviour::Inclusive | Behaviour::Complex { .. })
}

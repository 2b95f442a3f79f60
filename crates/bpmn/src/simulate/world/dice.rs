//! Chance at gateways.

use crate::engine::Chance;
use crate::process::{FlowIx, NodeIx};
use crate::simulate::plan::Split;
use crate::simulate::random::Random;

/// The chances that a scenario gives to gateways, drawn from the stream of the case.
pub(super) struct Dice<'w> {
    pub(super) splits: &'w [Option<Split>],
    pub(super) random: &'w mut Random,
}

impl Chance for Dice<'_> {
    fn choose(&mut self, gateway: NodeIx) -> Option<Vec<FlowIx>> {
        Some(match self.splits.get(gateway as usize)?.as_ref()? {
            Split::One { flows, sums } => vec![*flows.get(self.random.pick(sums))?],
            Split::Many { flows, otherwise } => {
                let drawn = flows.iter().filter(|(_, chance)| self.random.unit() < *chance);
                let drawn: Vec<FlowIx> = drawn.map(|(flow, _)| *flow).collect();
                if drawn.is_empty() { vec![*otherwise] } else { drawn }
            }
        })
    }
}

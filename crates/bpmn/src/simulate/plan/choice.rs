//! One of several results, by weight.

use feel::Context;

use crate::effects::Failure;
use crate::simulate::random::Random;
use crate::simulate::scenario::Alternative;

/// Weighted alternatives.
#[derive(Debug, Default)]
pub(in crate::simulate) struct Choice {
    sums: Vec<f64>,
    results: Vec<Result<Context, Failure>>,
}

impl Choice {
    pub(super) fn new(alternatives: &[Alternative]) -> Self {
        let result = |alternative: &Alternative| match &alternative.error {
            None => Ok(alternative.set.clone()),
            Some(code) => {
                Err(Failure { code: Some(code.as_str().into()), message: "as the scenario says".into() })
            }
        };
        Self {
            sums: running_sums(alternatives.iter().map(|alternative| alternative.weight)),
            results: alternatives.iter().map(result).collect(),
        }
    }

    /// Draws one; nothing where there is none to draw from.
    pub(in crate::simulate) fn draw(&self, random: &mut Random) -> Result<Context, Failure> {
        match self.results.as_slice() {
            [] => Ok(Context::new()),
            [only] => only.clone(),
            several => several[random.pick(&self.sums)].clone(),
        }
    }
}

pub(super) fn running_sums(weights: impl Iterator<Item = f64>) -> Vec<f64> {
    weights
        .scan(0.0, |sum, weight| {
            *sum += weight;
            Some(*sum)
        })
        .collect()
}

//! Measuring: the same for all benchmarks.

use std::time::{Duration, Instant};

/// Measurements of each side. They alternate, so that a noisy minute of the machine hits both.
const ROUNDS: usize = 5;

/// Runs `work` until `time` is over, at least once, and returns runs per second.
///
/// `work` gets the number of the run, counted on over all measurements, to make each piece of work different.
pub(crate) fn rate(
    time: Duration,
    next: &mut u64,
    mut work: impl FnMut(u64) -> anyhow::Result<()>,
) -> anyhow::Result<f64> {
    let start = Instant::now();
    let mut runs = 0_u32;
    loop {
        work(*next)?;
        *next += 1;
        runs += 1;
        let elapsed = start.elapsed();
        if elapsed >= time {
            return Ok(f64::from(runs) / elapsed.as_secs_f64());
        }
    }
}

/// Medians of alternating measurements of us and, if there is one, the peer.
pub(crate) fn alternate(
    mut ours: impl FnMut() -> anyhow::Result<f64>,
    mut peer: Option<impl FnMut() -> anyhow::Result<f64>>,
) -> anyhow::Result<(f64, Option<f64>)> {
    let (mut own_figures, mut peer_figures) = (Vec::new(), Vec::new());
    for _ in 0..ROUNDS {
        own_figures.push(ours()?);
        if let Some(peer) = &mut peer {
            peer_figures.push(peer()?);
        }
    }
    Ok((median(&mut own_figures), (!peer_figures.is_empty()).then(|| median(&mut peer_figures))))
}

fn median(figures: &mut [f64]) -> f64 {
    figures.sort_by(f64::total_cmp);
    figures[figures.len() / 2]
}

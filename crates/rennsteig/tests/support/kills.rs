//! When a program is killed.

#![expect(clippy::print_stderr, reason = "a run by chance says how to repeat it")]

/// The moments, in milliseconds; `RENNSTEIG_KILLS=200` kills so often instead, at moments by chance. The seed is printed,
/// and `RENNSTEIG_KILLS_SEED` repeats a run.
pub(crate) fn moments(usual: &[u64]) -> Vec<u64> {
    let Some(kills) = number("RENNSTEIG_KILLS") else { return usual.to_vec() };
    let seed = number("RENNSTEIG_KILLS_SEED").unwrap_or_else(|| u64::from(std::process::id()));
    eprintln!("RENNSTEIG_KILLS={kills} RENNSTEIG_KILLS_SEED={seed}");
    let mut state = seed;
    let mut next = || {
        // SplitMix64: any spread of moments will do, as long as the seed gives it again.
        state = state.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mixed = (state ^ (state >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        (mixed ^ (mixed >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB) >> 32
    };
    // Most of what can be torn happens early: as many kills in the first 40 ms as in the 600 ms behind them.
    (0..kills).map(|n| if n % 2 == 0 { next() % 40 } else { 40 + next() % 600 }).collect()
}

/// A number in the environment.
pub(crate) fn number(name: &str) -> Option<u64> {
    std::env::var(name).ok()?.parse().ok()
}

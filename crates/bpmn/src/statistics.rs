//! The few figures of descriptive statistics that simulation and mining share.

use serde::{Deserialize, Serialize};

/// How long something took, over many times. Percentiles are by the nearest rank: the smallest value that at
/// least that share of all values does not exceed (definition 1 of Hyndman and Fan, 1996), so each was really
/// observed. All zero where nothing was observed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Spread {
    /// How often.
    pub count: u64,
    /// The sum, in milliseconds.
    pub total_ms: i64,
    /// The arithmetic mean, in milliseconds, rounded down.
    pub mean_ms: i64,
    /// The 50th percentile, in milliseconds.
    pub median_ms: i64,
    /// The 90th percentile, in milliseconds.
    pub p90_ms: i64,
    /// The longest, in milliseconds.
    pub max_ms: i64,
}

impl Spread {
    /// Of these values, which are reordered.
    pub(crate) fn of(values: &mut [i64]) -> Self {
        let Some(max_ms) = values.iter().copied().max() else { return Self::default() };
        let total: i128 = values.iter().map(|value| i128::from(*value)).sum();
        let count = values.len() as u64;
        let narrow = |wide: i128| i64::try_from(wide).unwrap_or(i64::MAX);
        Self {
            count,
            total_ms: narrow(total),
            mean_ms: narrow(total / i128::from(count)),
            median_ms: percentile(values, 50),
            p90_ms: percentile(values, 90),
            max_ms,
        }
    }
}

/// The sum, or the greatest number where it is greater.
pub(crate) fn sum(values: impl IntoIterator<Item = i64>) -> i64 {
    values.into_iter().fold(0, i64::saturating_add)
}

/// The percentile by the nearest rank, found in linear time; 0 of nothing.
pub(crate) fn percentile(values: &mut [i64], percent: usize) -> i64 {
    if values.is_empty() {
        return 0;
    }
    let rank = (values.len() * percent).div_ceil(100).clamp(1, values.len());
    *values.select_nth_unstable(rank - 1).1
}

/// Quantiles by the nearest rank at even distances: the least, the greatest, and those between; empty of
/// nothing.
pub(crate) fn quantiles(values: &mut [i64], count: usize) -> Vec<i64> {
    values.sort_unstable();
    let Some(last) = values.len().checked_sub(1) else { return Vec::new() };
    let steps = count.max(2) - 1;
    (0..=steps).map(|step| values[(last * step + steps / 2) / steps]).collect()
}

/// A mean over independent runs, with the limits between which the true one lies with 95 % confidence.
#[derive(Debug, Clone, Copy, PartialEq, Default, Serialize, Deserialize)]
pub struct Estimate {
    /// The mean of the runs.
    pub mean: f64,
    /// The lower limit; the mean itself where there was only one run.
    pub low: f64,
    /// The upper limit; the mean itself where there was only one run.
    pub high: f64,
}

impl Estimate {
    /// Of the figures of several runs, by Student's t distribution.
    pub(crate) fn of(runs: &[f64]) -> Self {
        if runs.is_empty() {
            return Self::default();
        }
        let count = runs.len() as f64;
        let mean = runs.iter().sum::<f64>() / count;
        if runs.len() < 2 {
            return Self { mean, low: mean, high: mean };
        }
        let variance = runs.iter().map(|run| (run - mean).powi(2)).sum::<f64>() / (count - 1.0);
        let half = student_t(runs.len() - 1) * (variance / count).sqrt();
        Self { mean, low: mean - half, high: mean + half }
    }
}

/// The 97.5th percentile of Student's t distribution.
fn student_t(degrees: usize) -> f64 {
    const TABLE: [f64; 30] = [
        12.706, 4.303, 3.182, 2.776, 2.571, 2.447, 2.365, 2.306, 2.262, 2.228, 2.201, 2.179, 2.160, 2.145,
        2.131, 2.120, 2.110, 2.101, 2.093, 2.086, 2.080, 2.074, 2.069, 2.064, 2.060, 2.056, 2.052, 2.048,
        2.045, 2.042,
    ];
    match TABLE.get(degrees.saturating_sub(1)) {
        Some(value) => *value,
        // The first terms of the expansion of Cornish and Fisher around the normal distribution.
        None => 1.959_964 + 2.372_271 / degrees as f64 + 2.822_5 / (degrees as f64).powi(2),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn percentiles_are_values_that_were_observed() {
        let spread = Spread::of(&mut [40, 10, 30, 20]);
        let expected = Spread { count: 4, total_ms: 100, mean_ms: 25, median_ms: 20, p90_ms: 40, max_ms: 40 };
        assert_eq!(spread, expected);
        let mut ten: Vec<i64> = (1..=10).collect();
        assert_eq!(
            (percentile(&mut ten, 50), percentile(&mut ten, 90), percentile(&mut ten, 91)),
            (5, 9, 10)
        );
        assert_eq!(quantiles(&mut [30, 10, 20], 5), [10, 20, 20, 30, 30]);
        assert_eq!((quantiles(&mut [7], 3), quantiles(&mut [], 3)), (vec![7, 7, 7], vec![]));
        assert_eq!(Spread::of(&mut []), Spread::default());
        assert_eq!(Spread::of(&mut [i64::MAX, i64::MAX]).mean_ms, i64::MAX);
    }

    #[test]
    fn the_limits_are_those_of_student() {
        // s = 1, n = 3: 2 ± 4.303 / √3
        let estimate = Estimate::of(&[1.0, 2.0, 3.0]);
        assert!(
            (estimate.high - 4.4844).abs() < 1e-3 && (estimate.low + 0.4844).abs() < 1e-3,
            "{estimate:?}"
        );
        assert!((student_t(60) - 2.000).abs() < 1e-3 && (student_t(120) - 1.980).abs() < 1e-3);
        assert_eq!(Estimate::of(&[7.0]), Estimate { mean: 7.0, low: 7.0, high: 7.0 });
    }
}

//! How durations vary: the distributions of BPSim 2.0 that processes need, as they are written and as they
//! are drawn.

use std::fmt;

use serde::de::value::MapAccessDeserializer;
use serde::de::{MapAccess, Visitor};
use serde::{Deserialize, Deserializer, Serialize, de};

use super::duration::Duration;
use super::random::Random;
use crate::calendar::Hours;

/// No duration in a scenario is longer: a thousand years.
const MAX_MS: f64 = 1000.0 * 366.0 * 24.0 * 60.0 * 60.0 * 1000.0;

/// How a duration varies. The names are those of BPSim 2.0, in snake case.
///
/// In a file, a text alone is a constant: `processing_time = "PT20M"`, or
/// `processing_time = { triangular = { min = "PT5M", mode = "PT15M", max = "PT1H" } }`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
#[expect(missing_docs, reason = "the names are those of the distributions' parameters")]
pub enum Distribution {
    /// Always the same.
    Constant(Duration),
    /// Any duration of the range is as likely as another.
    Uniform { min: Duration, max: Duration },
    /// Rises from `min` to the likeliest, falls to `max`.
    Triangular { min: Duration, mode: Duration, max: Duration },
    /// The normal distribution without what lies below `min` (0 if not given) and above `max`.
    TruncatedNormal { mean: Duration, standard_deviation: Duration, min: Duration, max: Option<Duration> },
    /// Mean and standard deviation are those of the durations, not of their logarithms.
    LogNormal { mean: Duration, standard_deviation: Duration },
    /// Memoryless, as arrivals that do not know of each other.
    NegativeExponential { mean: Duration },
    /// As observed: quantiles at even distances from the shortest to the longest, joined by straight lines.
    Empirical { quantiles: Vec<Duration> },
}

/// What a file holds where it holds a table.
#[derive(Deserialize)]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
enum Written {
    Constant(Duration),
    Uniform {
        min: Duration,
        max: Duration,
    },
    Triangular {
        min: Duration,
        mode: Duration,
        max: Duration,
    },
    #[serde(alias = "normal")]
    TruncatedNormal {
        mean: Duration,
        standard_deviation: Duration,
        #[serde(default)]
        min: Duration,
        #[serde(default)]
        max: Option<Duration>,
    },
    LogNormal {
        mean: Duration,
        standard_deviation: Duration,
    },
    #[serde(alias = "exponential")]
    NegativeExponential {
        mean: Duration,
    },
    Empirical {
        quantiles: Vec<Duration>,
    },
}

impl From<Written> for Distribution {
    fn from(written: Written) -> Self {
        match written {
            Written::Constant(duration) => Self::Constant(duration),
            Written::Uniform { min, max } => Self::Uniform { min, max },
            Written::Triangular { min, mode, max } => Self::Triangular { min, mode, max },
            Written::TruncatedNormal { mean, standard_deviation, min, max } => {
                Self::TruncatedNormal { mean, standard_deviation, min, max }
            }
            Written::LogNormal { mean, standard_deviation } => Self::LogNormal { mean, standard_deviation },
            Written::NegativeExponential { mean } => Self::NegativeExponential { mean },
            Written::Empirical { quantiles } => Self::Empirical { quantiles },
        }
    }
}

impl<'de> Deserialize<'de> for Distribution {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct TextOrTable;
        impl<'de> Visitor<'de> for TextOrTable {
            type Value = Distribution;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("a duration such as \"PT20M\" or a distribution such as { uniform = { … } }")
            }

            fn visit_str<E: de::Error>(self, text: &str) -> Result<Distribution, E> {
                text.parse().map(Distribution::Constant).map_err(E::custom)
            }

            fn visit_map<A: MapAccess<'de>>(self, map: A) -> Result<Distribution, A::Error> {
                Written::deserialize(MapAccessDeserializer::new(map)).map(Into::into)
            }
        }
        deserializer.deserialize_any(TextOrTable)
    }
}

impl From<Duration> for Distribution {
    fn from(duration: Duration) -> Self {
        Self::Constant(duration)
    }
}

/// A distribution in milliseconds, ready to be drawn from.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Sampler {
    Constant(f64),
    Uniform {
        min: f64,
        max: f64,
    },
    Triangular {
        min: f64,
        mode: f64,
        max: f64,
    },
    TruncatedNormal {
        mean: f64,
        deviation: f64,
        min: f64,
        max: f64,
    },
    /// Of the logarithms.
    LogNormal {
        mean: f64,
        deviation: f64,
    },
    Exponential {
        mean: f64,
    },
    Empirical(Vec<f64>),
}

impl Sampler {
    /// Prepares a distribution; days are those of `hours`. The errors are half sentences.
    pub(super) fn new(distribution: &Distribution, hours: Option<&Hours>) -> Result<Self, Vec<String>> {
        let mut problems = Vec::new();
        let mut ms = |name: &str, duration: &Duration| {
            let ms = duration.in_ms(hours);
            if ms < 0.0 {
                problems.push(format!("{name} is negative ({duration}); a duration is 0 or more"));
            } else if ms > MAX_MS {
                problems.push(format!("{name} is longer than a thousand years ({duration})"));
            }
            ms
        };
        let mut order = Vec::new();
        let sampler = match distribution {
            Distribution::Constant(duration) => Self::Constant(ms("the duration", duration)),
            Distribution::Uniform { min, max } => {
                let (min, max) = (ms("min", min), ms("max", max));
                order.push((min <= max, "min is greater than max"));
                Self::Uniform { min, max }
            }
            Distribution::Triangular { min, mode, max } => {
                let (min, mode, max) = (ms("min", min), ms("mode", mode), ms("max", max));
                order.push((min <= mode && mode <= max, "min, mode and max are not in ascending order"));
                Self::Triangular { min, mode, max }
            }
            Distribution::TruncatedNormal { mean, standard_deviation, min, max } => {
                let deviation = ms("standard_deviation", standard_deviation);
                let (mean, min) = (ms("mean", mean), ms("min", min));
                let max = max.as_ref().map_or(MAX_MS, |max| ms("max", max));
                order.push((min <= max, "min is greater than max"));
                order.push((min <= mean && mean <= max, "the mean does not lie between min and max"));
                Self::TruncatedNormal { mean, deviation, min, max }
            }
            Distribution::LogNormal { mean, standard_deviation } => {
                let (mean, deviation) = (ms("mean", mean), ms("standard_deviation", standard_deviation));
                order.push((mean > 0.0, "the mean of a lognormal distribution must be above 0"));
                let variance = (1.0 + (deviation / mean).powi(2)).ln();
                Self::LogNormal { mean: mean.ln() - variance / 2.0, deviation: variance.sqrt() }
            }
            Distribution::NegativeExponential { mean } => Self::Exponential { mean: ms("mean", mean) },
            Distribution::Empirical { quantiles } => {
                let values: Vec<f64> = quantiles.iter().map(|quantile| ms("a quantile", quantile)).collect();
                order.push((!values.is_empty(), "there are no quantiles"));
                order.push((values.is_sorted(), "the quantiles are not in ascending order"));
                Self::Empirical(values)
            }
        };
        problems.extend(order.iter().filter(|(holds, _)| !holds).map(|(_, problem)| (*problem).to_owned()));
        if problems.is_empty() { Ok(sampler) } else { Err(problems) }
    }

    /// Whether every draw is 0.
    pub(super) fn is_zero(&self) -> bool {
        *self == Self::Constant(0.0)
    }

    /// Draws a duration in whole milliseconds.
    pub(super) fn draw(&self, random: &mut Random) -> i64 {
        let ms = match self {
            Self::Constant(ms) => *ms,
            Self::Uniform { min, max } => min + (max - min) * random.unit(),
            Self::Triangular { min, mode, max } => triangular(*min, *mode, *max, random.unit()),
            Self::TruncatedNormal { mean, deviation, min, max } => {
                // The mean lies between the limits, so at least about a third of all draws do unless they are
                // narrow.
                let drawn = (0..1000).map(|_| mean + deviation * random.normal());
                let mut fitting = drawn.filter(|drawn| (min..=max).contains(&drawn));
                fitting.next().unwrap_or(*mean)
            }
            Self::LogNormal { mean, deviation } => (mean + deviation * random.normal()).exp(),
            Self::Exponential { mean } => mean * random.exponential(),
            Self::Empirical(quantiles) => between(quantiles, random.unit()),
        };
        ms.clamp(0.0, MAX_MS).round() as i64
    }
}

/// The inverse of the distribution function.
fn triangular(min: f64, mode: f64, max: f64, unit: f64) -> f64 {
    let width = max - min;
    if width <= 0.0 {
        return min;
    }
    let rising = (mode - min) / width;
    if unit < rising {
        min + (unit * width * (mode - min)).sqrt()
    } else {
        max - ((1.0 - unit) * width * (max - mode)).sqrt()
    }
}

fn between(quantiles: &[f64], unit: f64) -> f64 {
    let at = unit * quantiles.len().saturating_sub(1) as f64;
    let below = at.floor() as usize;
    let low = quantiles.get(below).copied().unwrap_or(0.0);
    let high = quantiles.get(below + 1).copied().unwrap_or(low);
    low + (high - low) * (at - at.floor())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn mean_and_deviation(distribution: &str) -> (f64, f64) {
        let distribution: Distribution = serde_json::from_str(distribution).unwrap();
        let sampler = Sampler::new(&distribution, None).unwrap();
        let mut random = Random::new(7, 0);
        let draws: Vec<f64> = (0..200_000).map(|_| sampler.draw(&mut random) as f64 / 1000.0).collect();
        let mean = draws.iter().sum::<f64>() / draws.len() as f64;
        let variance = draws.iter().map(|draw| (draw - mean).powi(2)).sum::<f64>() / draws.len() as f64;
        (mean, variance.sqrt())
    }

    #[track_caller]
    fn near(distribution: &str, mean: f64, deviation: f64) {
        let found = mean_and_deviation(distribution);
        let close = |found: f64, expected: f64| (found - expected).abs() <= 0.01 * expected.max(0.01);
        assert!(close(found.0, mean) && close(found.1, deviation), "{distribution}: {found:?}");
    }

    #[test]
    fn distributions_have_the_moments_of_theory() {
        near(r#""PT20S""#, 20.0, 0.0);
        near(r#"{"constant": "PT20S"}"#, 20.0, 0.0);
        near(r#"{"uniform": {"min": "PT10S", "max": "PT22S"}}"#, 16.0, 12.0 / 12_f64.sqrt());
        // (a+b+c)/3 and √((a²+b²+c²−ab−ac−bc)/18)
        near(r#"{"triangular": {"min": "PT10S", "mode": "PT20S", "max": "PT60S"}}"#, 30.0, 10.801);
        near(r#"{"exponential": {"mean": "PT30S"}}"#, 30.0, 30.0);
        near(r#"{"log_normal": {"mean": "PT60S", "standard_deviation": "PT20S"}}"#, 60.0, 20.0);
        // Half of a normal distribution: mean + σ√(2/π), σ√(1−2/π)
        let half = r#"{"normal": {"mean": "PT10S", "standard_deviation": "PT5S", "min": "PT10S"}}"#;
        near(half, 13.989, 3.014);
        near(r#"{"empirical": {"quantiles": ["PT0S", "PT10S", "PT40S"]}}"#, 15.0, 11.902);
    }

    #[test]
    fn parameters_that_contradict_each_other_are_all_named() {
        let bad = r#"{"triangular": {"min": "-PT1S", "mode": "PT9S", "max": "PT3S"}}"#;
        let problems = Sampler::new(&serde_json::from_str(bad).unwrap(), None).unwrap_err();
        assert_eq!(problems.len(), 2, "{problems:?}");
    }
}

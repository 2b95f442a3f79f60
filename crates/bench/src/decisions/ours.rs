//! Our side: load, evaluate without and with the trace, count allocations.

use super::models::Case;
use dmn::{Model, Options};
use feel::{Context, Value};
use std::hint::black_box;
use std::time::{Duration, Instant};

/// Figures of one engine on one model.
pub(crate) struct Figures {
    /// Microseconds to read and compile the model.
    pub(crate) load: f64,
    /// Microseconds of one evaluation.
    pub(crate) evaluation: f64,
    /// The same by the name of the decision, with nothing kept between evaluations.
    pub(crate) by_name: f64,
    /// Microseconds of one evaluation with the trace.
    pub(crate) traced: f64,
    /// Allocations of one evaluation, on average.
    pub(crate) allocations: f64,
    /// The results for the inputs in order, as FEEL texts.
    pub(crate) results: Vec<String>,
}

/// Measures a model for about four times `time`. `count` runs something and counts its allocations.
pub(crate) fn measure(
    case: &Case,
    time: Duration,
    count: impl Fn(&mut dyn FnMut()) -> u64,
) -> Result<Figures, String> {
    let read = || Model::read(case.xml.as_bytes()).map_err(|problems| format!("{problems:?}"));
    let model = read()?;
    let inputs = contexts(case)?;
    let load = each(time, 1, |_| {
        black_box(read().is_ok());
    });
    let plain = Options { trace: false, ..Options::default() };
    let mut results = Vec::new();
    for inputs in &inputs {
        let outcome =
            model.evaluate_with(case.decision, inputs, &plain).map_err(|error| error.to_string())?;
        if let Some(warning) = outcome.warnings.first() {
            return Err(warning.to_string());
        }
        results.push(outcome.value.to_string());
    }
    let by_name = each(time, inputs.len(), |at| {
        black_box(model.evaluate_with(case.decision, &inputs[at], &plain).is_ok());
    });
    let mut evaluator = model.evaluator(case.decision).map_err(|error| error.to_string())?;
    let evaluation = each(time, inputs.len(), |at| {
        black_box(evaluator.evaluate(&inputs[at]).is_ok());
    });
    let traced = each(time, inputs.len(), |at| {
        black_box(model.evaluate(case.decision, &inputs[at]).is_ok());
    });
    let all = count(&mut || {
        for inputs in &inputs {
            black_box(evaluator.evaluate(inputs).is_ok());
        }
    });
    #[expect(clippy::cast_precision_loss, reason = "a count of some thousands")]
    let allocations = all as f64 / inputs.len() as f64;
    Ok(Figures { load, evaluation, by_name, traced, allocations, results })
}

/// The inputs as values.
fn contexts(case: &Case) -> Result<Vec<Context>, String> {
    let value = |text: &str| match text.strip_prefix('"').and_then(|text| text.strip_suffix('"')) {
        Some(text) => Ok(Value::from(text)),
        None => text.parse::<feel::Number>().map(Value::from).map_err(|error| error.to_string()),
    };
    let context = |entries: &Vec<(&str, String)>| {
        entries.iter().map(|(name, text)| Ok((*name, value(text)?))).collect::<Result<Context, String>>()
    };
    case.inputs.iter().map(context).collect()
}

/// Microseconds of one run, the median of five measurements of a fifth of `time`.
fn each(time: Duration, inputs: usize, mut run: impl FnMut(usize)) -> f64 {
    let mut figures: Vec<f64> = (0..5).map(|_| once(time / 5, inputs, &mut run)).collect();
    figures.sort_by(f64::total_cmp);
    figures[2]
}

fn once(time: Duration, inputs: usize, run: &mut impl FnMut(usize)) -> f64 {
    let start = Instant::now();
    let mut runs = 0_u32;
    loop {
        (0..inputs).for_each(&mut *run);
        runs += u32::try_from(inputs).unwrap_or(u32::MAX);
        let elapsed = start.elapsed();
        if elapsed >= time {
            return elapsed.as_secs_f64() * 1e6 / f64::from(runs);
        }
    }
}

//! dsntk on one model: `peer-dsntk MODEL INPUTS DECISION SECONDS` prints its figures as JSON. Or on the expressions of FEEL
//! that come on standard input, one a line: `peer-dsntk feel` answers each with a line.

mod feel;

use dsntk_feel::{FeelNumber, Name, context::FeelContext, values::Value};
use dsntk_model_evaluator::ModelEvaluator;
use std::{hint::black_box, time::Instant};

type Failure = Box<dyn std::error::Error>;

fn main() -> Result<(), Failure> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    if arguments == ["feel"] {
        return Ok(feel::answer()?);
    }
    let [model, inputs, decision, seconds] = arguments.as_slice() else {
        return Err("usage: peer-dsntk MODEL INPUTS DECISION SECONDS, or peer-dsntk feel".into());
    };
    let (xml, seconds) = (std::fs::read_to_string(model)?, seconds.parse::<f64>()?);
    let inputs: Vec<serde_json::Value> = serde_json::from_str(&std::fs::read_to_string(inputs)?)?;
    let inputs: Vec<FeelContext> = inputs.iter().map(context).collect::<Result<_, _>>()?;
    let load = || -> Result<_, Failure> {
        let definitions = dsntk_model::parse(&xml).map_err(|error| error.to_string())?;
        Ok(ModelEvaluator::new(&[definitions]).map_err(|error| error.to_string())?)
    };
    let evaluator = load()?;
    let evaluate =
        |inputs: &FeelContext| evaluator.evaluate_invocable("https://bench.example/dmn", "Modell", decision, inputs);
    let results: Vec<serde_json::Value> = inputs.iter().map(|inputs| json(&evaluate(inputs))).collect();
    let allocations = allocation_counter::measure(|| {
        inputs.iter().for_each(|inputs| drop(black_box(evaluate(inputs))));
    });
    let load_us = median(seconds, 1, |_| drop(black_box(load())));
    let evaluation_us = median(seconds, inputs.len(), |at| drop(black_box(evaluate(&inputs[at]))));
    println!(
        "{}",
        serde_json::json!({
            "load_us": load_us,
            "evaluation_us": evaluation_us,
            "allocations": allocations.count_total as f64 / inputs.len() as f64,
            "results": results,
        })
    );
    Ok(())
}

fn context(inputs: &serde_json::Value) -> Result<FeelContext, Failure> {
    let mut context = FeelContext::default();
    for (name, value) in inputs.as_object().ok_or("inputs are objects")? {
        let value = match value {
            serde_json::Value::String(text) => Value::String(text.clone()),
            other => Value::Number(other.to_string().parse::<FeelNumber>().map_err(|error| error.to_string())?),
        };
        context.set_entry(&Name::from(name.as_str()), value);
    }
    Ok(context)
}

fn json(value: &Value) -> serde_json::Value {
    match value {
        Value::String(text) => text.clone().into(),
        other => other.to_string().into(),
    }
}

/// Microseconds of one run: the median of five measurements.
fn median(seconds: f64, inputs: usize, mut run: impl FnMut(usize)) -> f64 {
    let mut figures: Vec<f64> = (0..5)
        .map(|_| {
            let (start, mut runs) = (Instant::now(), 0_usize);
            loop {
                (0..inputs).for_each(&mut run);
                runs += inputs;
                let elapsed = start.elapsed().as_secs_f64();
                if elapsed >= seconds / 5.0 {
                    return elapsed * 1e6 / runs as f64;
                }
            }
        })
        .collect();
    figures.sort_by(f64::total_cmp);
    figures[2]
}

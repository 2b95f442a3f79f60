//! DMN: reading any file, and evaluating each decision of one that was understood.
#![no_main]

use dmn::{Options, Reader};
use feel::{Context, Limits};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|xml: &[u8]| {
    let (model, problems) = Reader::new().read_tolerant(xml);
    for problem in problems {
        let _ = problem.to_string();
    }
    let Some(model) = model else { return };
    let limits = Limits { steps: 5_000, depth: 64, size: 5_000 };
    let options = Options { limits, ..Options::default() };
    for decision in model.decisions().take(8) {
        let _ = model.evaluate_with(&decision.name, &Context::new().with("x", 1), &options);
        let _ = model.inputs_of(&decision.name);
    }
});

//! BPMN: reading any file, writing it back as the same, compiling it, and a few steps of what compiles.
#![no_main]

use bpmn::{Definitions, Effect, Input, Process, State, step};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|xml: &[u8]| {
    let Ok(definitions) = Definitions::read(xml) else { return };
    let written = definitions.write();
    let again = Definitions::read(written.as_bytes()).expect("what was written can be read");
    assert_eq!(again.write(), written);
    let Ok(process) = Process::compile(&definitions, None) else { return };
    let now = jiff::Timestamp::UNIX_EPOCH;
    let mut input = Input::Start { variables: feel::Context::new() };
    let mut state = State::new();
    for _ in 0..8 {
        let Ok(next) = step(&process, state, input, now) else { return };
        state = next.state;
        let Some(activity) = next.effects.iter().find_map(|effect| match effect {
            Effect::Work { activity, .. } => Some(*activity),
            _ => None,
        }) else {
            return;
        };
        input = Input::Complete { activity, output: feel::Context::new() };
    }
});

//! Our side: instances from their start to their end, in memory.

use std::hint::black_box;
use std::time::{Duration, Instant};

use bpmn::{Definitions, Effect, Input, Process, State, Step, step};
use feel::Context;
use jiff::Timestamp;
use serde_json::{Value, json};

use super::models::Case;

/// What one instance does and needs.
pub(crate) struct Figures {
    /// Elements that tokens reach.
    pub(crate) elements: u32,
    /// Instances per second.
    pub(crate) rate: f64,
    /// The number counted to, and how many tasks a person completed; peers must tell the same.
    pub(crate) result: Value,
    /// Bytes of the state in memory and as JSON where it first waits; none where it never does.
    pub(crate) waiting: Option<(u64, usize)>,
}

/// Compiles the model once and runs instances for `time`.
pub(crate) fn measure(case: &Case, time: Duration) -> anyhow::Result<Figures> {
    let wrong = |problems: Vec<bpmn::Problem>| anyhow::anyhow!("{}: {problems:?}", case.name);
    let definitions = Definitions::read(case.xml.as_bytes()).map_err(wrong)?;
    let process = Process::compile(&definitions, None).map_err(wrong)?;
    let (elements, result) = instance(&process)?;
    let mut rates = Vec::new();
    for _ in 0..5 {
        let (start, mut runs) = (Instant::now(), 0_u32);
        while runs == 0 || start.elapsed() < time / 5 {
            black_box(instance(&process)?);
            runs += 1;
        }
        rates.push(f64::from(runs) / start.elapsed().as_secs_f64());
    }
    rates.sort_by(f64::total_cmp);
    Ok(Figures { elements, rate: rates[rates.len() / 2], result, waiting: waiting(&process)? })
}

fn begin(process: &Process) -> Result<Step, bpmn::Error> {
    step(process, State::new(), Input::Start { variables: Context::new() }, Timestamp::UNIX_EPOCH)
}

/// One instance to its end; work is completed as soon as it is asked for.
fn instance(process: &Process) -> anyhow::Result<(u32, Value)> {
    let mut next = begin(process)?;
    let (mut elements, mut answers) = (next.visited.len(), 0);
    while !next.state.is_ended() {
        let Some(Effect::Work { activity, .. }) = next.effects.pop() else {
            anyhow::bail!("the process waits for something else than work");
        };
        let input = Input::Complete { activity, output: Context::new() };
        next = step(process, next.state, input, Timestamp::UNIX_EPOCH)?;
        elements += next.visited.len();
        answers += 1;
    }
    let n = next.state.variables().get("n").and_then(|n| n.as_number().and_then(feel::Number::to_i64));
    Ok((u32::try_from(elements)?, json!({ "n": n, "answers": answers })))
}

fn waiting(process: &Process) -> anyhow::Result<Option<(u64, usize)>> {
    let state = begin(process)?.state;
    if state.is_ended() {
        return Ok(None);
    }
    let mut copy = None;
    // Texts are shared with the process, so a copy that is read back from its stored form counts them as well.
    let stored = serde_json::to_string(&state)?;
    let memory = allocation_counter::measure(|| copy = serde_json::from_str::<State>(&stored).ok());
    let bytes = u64::try_from(memory.bytes_current)? + u64::try_from(size_of::<State>())?;
    anyhow::ensure!(copy == Some(state), "a stored state came back as another one");
    Ok(Some((bytes, stored.len())))
}

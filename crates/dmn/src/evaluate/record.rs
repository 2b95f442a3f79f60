//! What is noted down while evaluating: the trace, and which element each warning belongs to.

use crate::{DecisionTrace, TableTrace};
use feel::Machine;

#[derive(Debug, Default)]
pub(crate) struct Recorder {
    /// Whether a trace is wanted.
    pub(crate) traced: bool,
    pub(crate) decisions: Vec<DecisionTrace>,
    /// The tables of the decisions that are being evaluated, and how many warnings there were before.
    pub(crate) open: Vec<(Vec<TableTrace>, usize)>,
    /// The element of each warning of the machine, as soon as one took it, and if that has an id.
    pub(crate) elements: Vec<Option<Option<String>>>,
}

/// A decision begins; whether it is traced.
pub(super) fn begin(machine: &mut Machine) -> bool {
    let warnings = machine.warnings().len();
    match machine.host_mut::<Recorder>() {
        Some(recorder) if recorder.traced => {
            recorder.open.push((Vec::new(), warnings));
            true
        }
        _ => false,
    }
}

/// A decision is done.
pub(super) fn end(machine: &mut Machine, mut trace: DecisionTrace) {
    let warnings: Vec<String> = machine.warnings().iter().map(ToString::to_string).collect();
    if let Some(recorder) = machine.host_mut::<Recorder>()
        && let Some((tables, before)) = recorder.open.pop()
    {
        trace.tables = tables;
        trace.warnings = warnings.get(before..).map(<[String]>::to_vec).unwrap_or_default();
        recorder.decisions.push(trace);
    }
}

/// Whether tables are noted.
pub(super) fn traces(machine: &mut Machine) -> bool {
    machine.host_mut::<Recorder>().is_some_and(|recorder| !recorder.open.is_empty())
}

/// A table was evaluated.
pub(super) fn table(machine: &mut Machine, trace: TableTrace) {
    if let Some((tables, _)) = machine.host_mut::<Recorder>().and_then(|recorder| recorder.open.last_mut()) {
        tables.push(trace);
    }
}

/// The warnings since `before` come from this element.
pub(super) fn blame(machine: &mut Machine, before: usize, element: Option<&String>) {
    let count = machine.warnings().len();
    if count == before {
        return;
    }
    if let Some(recorder) = machine.host_mut::<Recorder>() {
        let length = recorder.elements.len().max(count);
        recorder.elements.resize(length, None);
        for blamed in &mut recorder.elements[before..count] {
            // Elements inside have already taken theirs.
            blamed.get_or_insert_with(|| element.cloned());
        }
    }
}

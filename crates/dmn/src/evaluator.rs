//! One decision, evaluated many times: what was found and made room for is kept.

use crate::{
    Error, Options, Outcome, Warning,
    evaluate::{self, Buffers, Recorder, Run},
    program::Graph,
};
use feel::{Context, Machine, Value};
use std::{fmt, sync::Arc};

/// A decision of a [`Model`](crate::Model), found once and evaluated many times.
///
/// It keeps its buffers from one evaluation to the next, so that an evaluation allocates only for values that it
/// makes. Each thread needs one of its own; making one is cheap.
pub struct Evaluator {
    graph: Arc<Graph>,
    place: usize,
    machine: Machine,
    buffers: Buffers,
}

impl Evaluator {
    pub(crate) fn new(graph: Arc<Graph>, place: usize, options: &Options) -> Evaluator {
        Evaluator { graph, place, machine: machine(options), buffers: Buffers::default() }
    }

    /// With other limits, a clock, or the trace.
    #[must_use]
    pub fn with_options(self, options: &Options) -> Evaluator {
        Evaluator { machine: machine(options), ..self }
    }

    /// Evaluates the decision as [`Model::evaluate_with`](crate::Model::evaluate_with) does. Nothing of one
    /// evaluation is seen by the next, whatever happened in it.
    pub fn evaluate(&mut self, inputs: &Context) -> Result<Outcome, Error> {
        let mut run = Run::new(&self.graph, inputs, std::mem::take(&mut self.buffers));
        let value = run.decide(self.place, &mut self.machine);
        self.buffers = run.into_buffers();
        outcome(&self.graph.decisions[self.place].name, value, &mut self.machine)
    }
}

impl fmt::Debug for Evaluator {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let decision = &self.graph.decisions[self.place].name;
        f.debug_struct("Evaluator").field("decision", decision).finish_non_exhaustive()
    }
}

/// A machine for evaluations with these options.
pub(crate) fn machine(options: &Options) -> Machine {
    let mut machine = Machine::new().with_limits(options.limits);
    if let Some(deadline) = &options.deadline {
        machine = machine.with_deadline(deadline.clone());
    }
    if let Some(now) = &options.now {
        machine = machine.with_now(now.clone());
    }
    machine.set_host(Recorder { traced: options.trace, ..Recorder::default() });
    machine
}

/// What the evaluation of an element gave; the machine is ready for the next.
pub(crate) fn outcome(name: &str, value: Value, machine: &mut Machine) -> Result<Outcome, Error> {
    let (trace, elements) = evaluate::trace(machine);
    let evaluation = machine.finish_and_reset(value);
    if let Some(limit) = evaluation.stopped {
        return Err(Error::Limit { name: name.to_owned(), limit });
    }
    let mut elements = elements.into_iter();
    let warnings = evaluation
        .warnings
        .into_iter()
        .map(|warning| Warning { element: elements.next().flatten(), warning })
        .collect();
    Ok(Outcome { value: evaluation.value, trace, warnings })
}

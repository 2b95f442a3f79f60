//! Evaluation of decisions: just what is asked for, each decision once.

mod function;
mod op;
mod record;
mod table;

use crate::{
    Trace,
    program::{Graph, Scope, Source},
    trace::{DecisionTrace, NamedValue, ShownValue, SourceTrace},
};
use feel::{Context, Function, Machine, Value};
pub(crate) use record::Recorder;
use std::sync::Arc;

/// The values of one evaluation.
pub(crate) struct Run<'g> {
    graph: &'g Arc<Graph>,
    /// The values of the input data; of a service, its arguments.
    inputs: Inputs<'g>,
    buffers: Buffers,
}

/// What an evaluation needs room for, to be used again by the next.
#[derive(Default)]
pub(crate) struct Buffers {
    /// The values of decisions, as far as they were evaluated.
    decisions: Vec<Option<Value>>,
    /// The scope of the decision that is being evaluated.
    scope: Vec<Value>,
}

enum Inputs<'g> {
    /// Given by name, to be fitted to their types.
    Named(&'g Context),
    /// Given by place.
    Placed(Vec<Value>),
}

impl<'g> Run<'g> {
    pub(crate) fn new(graph: &'g Arc<Graph>, inputs: &'g Context, mut buffers: Buffers) -> Run<'g> {
        buffers.decisions.clear();
        buffers.decisions.resize(graph.decisions.len(), None);
        Run { graph, inputs: Inputs::Named(inputs), buffers }
    }

    pub(crate) fn into_buffers(self) -> Buffers {
        self.buffers
    }

    /// With nothing but the arguments of a service.
    fn isolated(graph: &'g Arc<Graph>) -> Run<'g> {
        let inputs = Inputs::Placed(vec![Value::Null; graph.inputs.len()]);
        let decisions = vec![None; graph.decisions.len()];
        Run { graph, inputs, buffers: Buffers { decisions, scope: Vec::new() } }
    }

    pub(crate) fn decide(&mut self, decision: usize, machine: &mut Machine) -> Value {
        let graph = self.graph;
        for place in &graph.decisions[decision].order {
            self.decide_one(*place, machine);
        }
        self.buffers.decisions[decision].take().unwrap_or_default()
    }

    fn decide_one(&mut self, place: usize, machine: &mut Machine) {
        if self.buffers.decisions[place].is_some() || machine.stopped().is_some() {
            return;
        }
        let graph = self.graph;
        let decision = &graph.decisions[place];
        let scope = &decision.scope;
        let mut places = std::mem::take(&mut self.buffers.scope);
        self.values_into(scope, &mut places, machine);
        let traced = record::begin(machine);
        let value = op::code(&decision.body, &mut places, machine, graph);
        let value = op::fit(&decision.kind, value, &decision.at, machine);
        if traced {
            let inputs = scope.iter().zip(&places).filter(|(_, value)| !matches!(value, Value::Function(_)));
            let trace = DecisionTrace {
                id: decision.at.id.clone(),
                name: decision.name.to_string(),
                question: decision.question.clone(),
                sources: decision
                    .sources
                    .iter()
                    .map(|(name, location)| SourceTrace { name: name.clone(), location: location.clone() })
                    .collect(),
                inputs: inputs
                    .map(|((name, _), value)| NamedValue { name: name.to_string(), value: value.into() })
                    .collect(),
                output: ShownValue::from(&value),
                ..DecisionTrace::default()
            };
            record::end(machine, trace);
        }
        places.clear();
        self.buffers.scope = places;
        self.buffers.decisions[place] = Some(value);
    }

    /// The values of a scope, in order.
    fn values(&mut self, scope: &Scope, machine: &mut Machine) -> Vec<Value> {
        let mut values = Vec::with_capacity(scope.len());
        self.values_into(scope, &mut values, machine);
        values
    }

    fn values_into(&mut self, scope: &Scope, values: &mut Vec<Value>, machine: &mut Machine) {
        values.extend(scope.iter().map(|(_, source)| self.value(source, machine)));
    }

    fn value(&mut self, source: &Source, machine: &mut Machine) -> Value {
        match source {
            Source::Input(place) => self.input(*place, machine),
            Source::Decision(place) => self.buffers.decisions[*place].clone().unwrap_or_default(),
            Source::Knowledge(place) => function::knowledge(self.graph, *place),
            Source::Service(place) => function::service(self.graph, *place),
            Source::Import(entries) => {
                let entries: Context = entries
                    .iter()
                    .map(|(name, source)| (name.clone(), self.value(source, machine)))
                    .collect();
                entries.into()
            }
        }
    }

    fn input(&mut self, place: usize, machine: &mut Machine) -> Value {
        let given = match &self.inputs {
            Inputs::Placed(values) => return values[place].clone(),
            Inputs::Named(given) => *given,
        };
        let input = &self.graph.inputs[place];
        let imported =
            input.import.as_ref().and_then(|import| given.get(import)?.as_context()?.get(&input.name));
        let Some(value) = imported.or_else(|| given.get(&input.name)) else { return Value::Null };
        match input.kind.fit(value) {
            Ok(value) => value,
            Err(message) => {
                machine.warn(format!("the input '{}' is null: {message}", input.name));
                Value::Null
            }
        }
    }

    /// Evaluates a service: one value, or a context of several.
    fn serve(&mut self, service: usize, arguments: Vec<Value>, machine: &mut Machine) -> Value {
        let graph = self.graph;
        let service = &graph.services[service];
        for (source, value) in service.sets.iter().zip(arguments) {
            match source {
                Source::Decision(place) => self.buffers.decisions[*place] = Some(value),
                Source::Input(place) => {
                    if let Inputs::Placed(values) = &mut self.inputs {
                        values[*place] = value;
                    }
                }
                _ => {}
            }
        }
        for place in &service.order {
            self.decide_one(*place, machine);
        }
        let value = match service.outputs.as_slice() {
            [one] => self.buffers.decisions[*one].clone().unwrap_or_default(),
            several => several
                .iter()
                .map(|place| {
                    let value = self.buffers.decisions[*place].clone();
                    (graph.decisions[*place].name.clone(), value.unwrap_or_default())
                })
                .collect::<Context>()
                .into(),
        };
        op::fit(&service.kind, value, &crate::syntax::At::default(), machine)
    }
}

/// The function of a service or knowledge model.
pub(crate) fn service(graph: &Arc<Graph>, place: usize) -> Value {
    function::service(graph, place)
}

/// The function of a knowledge model.
pub(crate) fn knowledge(graph: &Arc<Graph>, place: usize) -> Value {
    function::knowledge(graph, place)
}

/// Calls a function of the model with arguments by name; missing ones are null.
pub(crate) fn call(function: &Function, arguments: &Context, machine: &mut Machine) -> Value {
    let values: Vec<Value> = function
        .parameters()
        .iter()
        .map(|parameter| arguments.get(&parameter.name).cloned().unwrap_or_default())
        .collect();
    machine.call(function, &values)
}

/// Takes the trace out of the machine, and the element of each warning.
pub(crate) fn trace(machine: &mut Machine) -> (Trace, Vec<Option<String>>) {
    let Some(recorder) = machine.host_mut::<Recorder>() else { return Default::default() };
    recorder.open.clear();
    let elements = std::mem::take(&mut recorder.elements).into_iter().map(Option::flatten).collect();
    (Trace { version: 1, decisions: std::mem::take(&mut recorder.decisions) }, elements)
}

//! The model as others see it.

use crate::{
    Error, Problem, Trace, compile, evaluate,
    evaluate::{Buffers, Run},
    evaluator::{self, Evaluator},
    program::{Graph, Source},
    read,
};
use feel::{Context, DateTime, Deadline, Limits, Machine, Type, Value};
use std::{fmt, sync::Arc};

/// A compiled DMN model. Cheap to clone, and shared by threads.
#[derive(Clone)]
pub struct Model {
    graph: Arc<Graph>,
    name: Arc<str>,
    namespace: Arc<str>,
}

/// A decision of a model.
#[derive(Clone, Debug, PartialEq)]
pub struct Decision {
    /// The id of the element.
    pub id: Option<String>,
    /// Its name, by which it is evaluated.
    pub name: String,
    /// The type of its result.
    pub kind: Type,
}

/// An input of a model.
#[derive(Clone, Debug, PartialEq)]
pub struct Input {
    /// Its name in the inputs of an evaluation.
    pub name: String,
    /// Its type.
    pub kind: Type,
}

/// What an evaluation gave.
#[derive(Clone, Debug, PartialEq)]
pub struct Outcome {
    /// The result; null after an error.
    pub value: Value,
    /// How it came about.
    pub trace: Trace,
    /// What went wrong on the way; the parts concerned were null.
    pub warnings: Vec<Warning>,
}

/// Something that went wrong in an evaluation.
#[derive(Clone, Debug, PartialEq)]
pub struct Warning {
    /// The id of the element whose expression it was, if known.
    pub element: Option<String>,
    /// What happened, and where in the expression.
    pub warning: feel::Warning,
}

impl fmt::Display for Warning {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.element {
            Some(element) => write!(f, "element '{element}': {}", self.warning),
            None => write!(f, "{}", self.warning),
        }
    }
}

/// How to evaluate.
#[derive(Clone, Debug)]
pub struct Options {
    /// What the evaluation may use.
    pub limits: Limits,
    /// When it has had time enough; without it only the limits count.
    pub deadline: Option<Deadline>,
    /// What `now()` and `today()` say; without it they are null.
    pub now: Option<DateTime>,
    /// Whether the trace is wanted; without it evaluation is faster.
    pub trace: bool,
}

impl Default for Options {
    fn default() -> Self {
        Options { limits: Limits::default(), deadline: None, now: None, trace: true }
    }
}

/// Reads models that need more than one file, or that are to be looked at although they have problems.
#[derive(Debug, Default)]
pub struct Reader<'a> {
    imports: Vec<&'a [u8]>,
}

impl<'a> Reader<'a> {
    /// For one file.
    pub fn new() -> Reader<'a> {
        Reader::default()
    }

    /// Adds a model that may be imported.
    #[must_use]
    pub fn import(mut self, xml: &'a [u8]) -> Reader<'a> {
        self.imports.push(xml);
        self
    }

    /// Reads a model; any problem refuses it.
    pub fn read(&self, xml: &[u8]) -> Result<Model, Vec<Problem>> {
        match self.read_tolerant(xml) {
            (Some(model), problems) if problems.is_empty() => Ok(model),
            (_, problems) => Err(problems),
        }
    }

    /// Reads a model for inspection: expressions with problems are null with a warning when evaluated.
    /// `None` where not even the elements can be read.
    pub fn read_tolerant(&self, xml: &[u8]) -> (Option<Model>, Vec<Problem>) {
        let mut problems = Vec::new();
        let Some(main) = read::read(xml, &mut problems) else { return (None, problems) };
        let mut models = vec![main];
        let mut library = Vec::new();
        for xml in &self.imports {
            let mut own = Vec::new();
            if let Some(model) = read::read(xml, &mut own) {
                library.push((model, own));
            }
        }
        // Only what is imported counts, directly or through others.
        let mut next = 0;
        while next < models.len() {
            for place in 0..models[next].imports.len() {
                let import = &models[next].imports[place];
                if models.iter().any(|model| model.namespace == import.namespace) {
                    continue;
                }
                match library.iter().position(|(model, _)| model.namespace == import.namespace) {
                    Some(found) => {
                        let (model, own) = library.swap_remove(found);
                        problems.extend(own);
                        models.push(model);
                    }
                    None => {
                        let message = format!("the imported model '{}' is not there", import.namespace);
                        problems.push(import.at.problem(message));
                    }
                }
            }
            next += 1;
        }
        let graph = compile::compile(&models, &mut problems);
        let (name, namespace) = (models[0].name.as_str().into(), models[0].namespace.as_str().into());
        (Some(Model { graph: Arc::new(graph), name, namespace }), problems)
    }
}

impl Model {
    /// Reads a model in one file; any problem refuses it.
    pub fn read(xml: &[u8]) -> Result<Model, Vec<Problem>> {
        Reader::new().read(xml)
    }

    /// The name of the model.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// The namespace of the model.
    pub fn namespace(&self) -> &str {
        &self.namespace
    }

    /// Its decisions, without those of imported models.
    pub fn decisions(&self) -> impl Iterator<Item = Decision> {
        self.graph.decisions.iter().filter(|decision| decision.model == 0).map(|decision| Decision {
            id: decision.at.id.clone(),
            name: decision.name.to_string(),
            kind: decision.kind.feel().clone(),
        })
    }

    /// All inputs, of imported models too.
    pub fn inputs(&self) -> impl Iterator<Item = Input> {
        self.graph
            .inputs
            .iter()
            .map(|input| Input { name: input.name.to_string(), kind: input.kind.feel().clone() })
    }

    /// The inputs that a decision needs, directly or through others.
    pub fn inputs_of(&self, decision: &str) -> Result<Vec<Input>, Error> {
        let place = self.decision(decision)?;
        let mut places = Vec::new();
        for place in &self.graph.decisions[place].order {
            note_inputs(&self.graph.decisions[*place].scope, &mut places);
        }
        let inputs = places.into_iter().map(|place: usize| &self.graph.inputs[place]);
        Ok(inputs
            .map(|input| Input { name: input.name.to_string(), kind: input.kind.feel().clone() })
            .collect())
    }

    /// Evaluates a decision by its name, with default options.
    pub fn evaluate(&self, decision: &str, inputs: &Context) -> Result<Outcome, Error> {
        self.evaluate_with(decision, inputs, &Options::default())
    }

    /// Evaluates a decision by its name. Inputs that are missing are null; those of a wrong type are null
    /// with a warning.
    pub fn evaluate_with(
        &self,
        decision: &str,
        inputs: &Context,
        options: &Options,
    ) -> Result<Outcome, Error> {
        let place = self.decision(decision)?;
        run(decision, options, |machine| {
            Run::new(&self.graph, inputs, Buffers::default()).decide(place, machine)
        })
    }

    /// Finds a decision by its name, to be evaluated many times. Without a trace, with default limits and no
    /// clock; see [`Evaluator::with_options`].
    pub fn evaluator(&self, decision: &str) -> Result<Evaluator, Error> {
        let place = self.decision(decision)?;
        let options = Options { trace: false, ..Options::default() };
        Ok(Evaluator::new(self.graph.clone(), place, &options))
    }

    /// Evaluates a decision service by its name with its input data and input decisions.
    pub fn evaluate_service(
        &self,
        service: &str,
        inputs: &Context,
        options: &Options,
    ) -> Result<Outcome, Error> {
        let place = self.graph.services.iter().position(|known| known.model == 0 && *known.name == *service);
        let place = place.ok_or_else(|| {
            unknown("decision service", service, self.graph.services.iter().map(|known| &*known.name))
        })?;
        call(service, &evaluate::service(&self.graph, place), inputs, options)
    }

    /// Calls a business knowledge model by its name with arguments by name.
    pub fn evaluate_knowledge(
        &self,
        name: &str,
        arguments: &Context,
        options: &Options,
    ) -> Result<Outcome, Error> {
        let place = self.graph.knowledge.iter().position(|known| known.model == 0 && *known.name == *name);
        let place = place.ok_or_else(|| {
            unknown("business knowledge model", name, self.graph.knowledge.iter().map(|known| &*known.name))
        })?;
        call(name, &evaluate::knowledge(&self.graph, place), arguments, options)
    }

    pub(crate) fn graph(&self) -> &Graph {
        &self.graph
    }

    fn decision(&self, name: &str) -> Result<usize, Error> {
        let own = |model: bool| {
            self.graph.decisions.iter().position(|known| *known.name == *name && (known.model == 0) == model)
        };
        own(true).ok_or_else(|| {
            let names =
                self.graph.decisions.iter().filter(|known| known.model == 0).map(|known| &*known.name);
            unknown("decision", name, names)
        })
    }
}

impl fmt::Debug for Model {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Model").field("name", &self.name).finish_non_exhaustive()
    }
}

fn call(name: &str, function: &Value, inputs: &Context, options: &Options) -> Result<Outcome, Error> {
    run(name, options, |machine| match function {
        Value::Function(function) => evaluate::call(function, inputs, machine),
        _ => Value::Null,
    })
}

fn unknown<'a>(kind: &'static str, name: &str, known: impl Iterator<Item = &'a str>) -> Error {
    let known: Vec<String> = known.map(|name| format!("'{name}'")).collect();
    let known = if known.is_empty() { "none".to_owned() } else { known.join(", ") };
    Error::Unknown { kind, name: name.to_owned(), known }
}

fn note_inputs(scope: &[(Arc<str>, Source)], places: &mut Vec<usize>) {
    for (_, source) in scope {
        match source {
            Source::Input(place) if !places.contains(place) => places.push(*place),
            Source::Import(entries) => note_inputs(entries, places),
            _ => {}
        }
    }
}

fn run(name: &str, options: &Options, part: impl FnOnce(&mut Machine) -> Value) -> Result<Outcome, Error> {
    let mut machine = evaluator::machine(options);
    let value = part(&mut machine);
    evaluator::outcome(name, value, &mut machine)
}

//! From [`crate::syntax`] to [`crate::program`]: references resolved, cycles refused, expressions compiled.

mod expression;
mod order;
mod scope;
mod table;

pub(crate) use table::compose;

use crate::{
    Problem,
    kinds::{Kind, Kinds},
    program::{Code, DecisionCode, FunctionCode, Graph, InputCode, KnowledgeCode, Op, ServiceCode, Source},
    syntax::{At, Decision, Definitions, Input, Knowledge, Reference},
};
use feel::{Names, Parameter, Type};
use scope::Scope;
use std::{collections::HashMap, sync::Arc};

/// Compiles a model, the first, with those it imports.
pub(crate) fn compile(models: &[Definitions], problems: &mut Vec<Problem>) -> Graph {
    let mut kinds = Kinds::new(models);
    let types: Vec<Names> = (0..models.len()).map(|model| kinds.names(model)).collect();
    let mut compiler = Compiler {
        models,
        kinds,
        types,
        elements: HashMap::new(),
        problems,
        model: 0,
        graph: Graph::default(),
    };
    compiler.index();
    compiler.graph();
    let kind_problems = std::mem::take(&mut compiler.kinds.problems);
    let graph = compiler.graph;
    problems.extend(kind_problems);
    graph
}

struct Compiler<'a> {
    models: &'a [Definitions],
    kinds: Kinds<'a>,
    types: Vec<Names>,
    /// What an id of a model is.
    elements: HashMap<(usize, String), Source>,
    problems: &'a mut Vec<Problem>,
    /// The model that is being compiled.
    model: usize,
    graph: Graph,
}

impl Compiler<'_> {
    /// Gives each element its place, so that references can be resolved in any order.
    fn index(&mut self) {
        let (mut inputs, mut decisions, mut knowledge, mut services) = (0, 0, 0, 0);
        for (model, definitions) in self.models.iter().enumerate() {
            let mut found: Vec<(&At, &str, Source)> = Vec::new();
            for input in &definitions.inputs {
                found.push((&input.at, &input.name, Source::Input(inputs)));
                inputs += 1;
            }
            for decision in &definitions.decisions {
                found.push((&decision.at, &decision.name, Source::Decision(decisions)));
                decisions += 1;
            }
            for model in &definitions.knowledge {
                found.push((&model.at, &model.name, Source::Knowledge(knowledge)));
                knowledge += 1;
            }
            for service in &definitions.services {
                found.push((&service.at, &service.name, Source::Service(services)));
                services += 1;
            }
            let mut names: HashMap<&str, &At> = HashMap::new();
            for (at, name, source) in found {
                if names.insert(name, at).is_some() && !name.is_empty() {
                    self.problems.push(at.problem(format!("the name '{name}' is used twice")));
                }
                let Some(id) = &at.id else { continue };
                self.elements.insert((model, id.clone()), source);
            }
        }
    }

    fn graph(&mut self) {
        let models = self.models;
        for (model, definitions) in models.iter().enumerate() {
            self.model = model;
            definitions.inputs.iter().for_each(|input| self.input_data(input, definitions));
        }
        let mut scopes = self.scopes().into_iter();
        for (model, definitions) in models.iter().enumerate() {
            self.model = model;
            for decision in &definitions.decisions {
                let sources = scopes.next().unwrap_or_default();
                self.decision(decision, definitions, sources);
            }
            definitions.knowledge.iter().for_each(|knowledge| self.knowledge(knowledge));
        }
        self.orders();
        self.services();
    }

    fn input_data(&mut self, input: &Input, definitions: &Definitions) {
        let import = self.models[0].imports.iter().find(|import| import.namespace == definitions.namespace);
        let import = import.filter(|_| self.model > 0).map(|import| import.name.as_str().into());
        let kind = self.kind(&input.at, input.type_ref.as_ref());
        let (at, name) = (input.at.clone(), input.name.as_str().into());
        self.graph.inputs.push(InputCode { at, model: self.model, name, kind, import });
    }

    fn decision(&mut self, decision: &Decision, definitions: &Definitions, sources: crate::program::Scope) {
        let scope = self.scope(&sources);
        let kind = self.kind(&decision.at, decision.type_ref.as_ref());
        let body = match &decision.body {
            Some(body) => self.code(body, &scope, &decision.name),
            None => fault(&decision.at, "the decision has no expression".to_owned()),
        };
        let laws = decision.sources.iter().filter_map(|reference| {
            let source =
                definitions.sources.iter().find(|source| source.id.as_ref() == Some(&reference.id))?;
            Some((source.name.clone(), source.location.clone()))
        });
        self.graph.decisions.push(DecisionCode {
            at: decision.at.clone(),
            model: self.model,
            name: decision.name.as_str().into(),
            question: decision.question.clone(),
            kind,
            scope: sources,
            body,
            order: Vec::new(),
            sources: laws.collect(),
        });
    }

    fn knowledge(&mut self, knowledge: &Knowledge) {
        let sources = self.requirements(&knowledge.requires);
        let mut scope = self.scope(&sources);
        // A function may call itself.
        scope.push(&knowledge.name, Type::Any);
        let result = result_of(self.kind(&knowledge.at, knowledge.type_ref.as_ref()));
        let name: Arc<str> = knowledge.name.as_str().into();
        let function = knowledge
            .logic
            .as_ref()
            .ok_or_else(|| "the business knowledge model has no logic".to_owned())
            .and_then(|logic| self.function(logic, &scope, &knowledge.name, result));
        let function = function.unwrap_or_else(|message| FunctionCode {
            name: name.clone(),
            parameters: Vec::new(),
            kinds: Vec::new(),
            body: fault(&knowledge.at, message),
            result: Kind::Plain(Type::Any),
        });
        let function = Arc::new(function);
        let at = knowledge.at.clone();
        self.graph.knowledge.push(KnowledgeCode { at, model: self.model, name, scope: sources, function });
    }

    /// What each decision requires.
    fn scopes(&mut self) -> Vec<crate::program::Scope> {
        let models = self.models;
        let mut scopes = Vec::new();
        for (model, definitions) in models.iter().enumerate() {
            self.model = model;
            for decision in &definitions.decisions {
                scopes.push(self.requirements(&decision.requires));
            }
        }
        scopes
    }

    /// The model that a reference points into.
    fn target(&self, reference: &Reference) -> Option<usize> {
        match &reference.namespace {
            Some(namespace) if *namespace != self.models[self.model].namespace => {
                self.models.iter().position(|model| model.namespace == *namespace)
            }
            _ => Some(self.model),
        }
    }

    fn find(&mut self, reference: &Reference) -> Option<(usize, Source)> {
        let model = self.target(reference);
        let found =
            model.and_then(|model| Some((model, self.elements.get(&(model, reference.id.clone()))?.clone())));
        if found.is_none() {
            let namespace = reference.namespace.as_deref().unwrap_or_default();
            self.problem(
                &reference.at,
                format!("the reference '{namespace}#{}' points to nothing", reference.id),
            );
        }
        found
    }

    fn name_of(&self, source: &Source) -> String {
        let mut place = match source {
            Source::Input(place)
            | Source::Decision(place)
            | Source::Knowledge(place)
            | Source::Service(place) => *place,
            Source::Import(_) => return String::new(),
        };
        for model in self.models {
            let count = match source {
                Source::Input(_) => model.inputs.len(),
                Source::Decision(_) => model.decisions.len(),
                Source::Knowledge(_) => model.knowledge.len(),
                _ => model.services.len(),
            };
            if place < count {
                return match source {
                    Source::Input(_) => &model.inputs[place].name,
                    Source::Decision(_) => &model.decisions[place].name,
                    Source::Knowledge(_) => &model.knowledge[place].name,
                    _ => &model.services[place].name,
                }
                .clone();
            }
            place -= count;
        }
        String::new()
    }

    fn requirements(&mut self, references: &[Reference]) -> crate::program::Scope {
        let mut scope: crate::program::Scope = Vec::new();
        for reference in references {
            let Some((model, source)) = self.find(reference) else { continue };
            let name: Arc<str> = self.name_of(&source).into();
            let import = (model != self.model).then(|| {
                let namespace = &self.models[model].namespace;
                self.models[self.model].imports.iter().find(|import| import.namespace == *namespace)
            });
            let alias = match import {
                None => None,
                Some(Some(import)) if import.name.is_empty() => None,
                Some(Some(import)) => Some(import.name.clone()),
                Some(None) => {
                    self.problem(&reference.at, "the model of this reference is not imported");
                    continue;
                }
            };
            match alias {
                None => scope.push((name, source)),
                Some(alias) => match scope.iter_mut().find(|(known, _)| **known == *alias) {
                    Some((_, Source::Import(entries))) => entries.push((name, source)),
                    _ => scope.push((alias.into(), Source::Import(vec![(name, source)]))),
                },
            }
        }
        scope
    }

    fn scope(&mut self, sources: &crate::program::Scope) -> Scope {
        let mut scope = Scope::new(&self.types[self.model]);
        for (name, source) in sources {
            let kind = self.type_of(source);
            scope.push(name, kind);
        }
        scope
    }

    fn type_of(&mut self, source: &Source) -> Type {
        match source {
            Source::Input(place) => self.graph.inputs[*place].kind.feel().clone(),
            Source::Decision(place) => {
                let mut place = *place;
                for (model, definitions) in self.models.iter().enumerate() {
                    if let Some(decision) = definitions.decisions.get(place) {
                        let name = decision.type_ref.clone();
                        let kind = name.and_then(|name| self.kinds.resolve(model, &name));
                        return kind.map_or(Type::Any, |kind| kind.feel().clone());
                    }
                    place -= definitions.decisions.len();
                }
                Type::Any
            }
            Source::Import(entries) => {
                let entries: Vec<(Arc<str>, Type)> =
                    entries.iter().map(|(name, source)| (name.clone(), self.type_of(source))).collect();
                Type::Context(entries.into())
            }
            Source::Knowledge(_) | Source::Service(_) => Type::Any,
        }
    }

    fn services(&mut self) {
        let models = self.models;
        for (model, definitions) in models.iter().enumerate() {
            self.model = model;
            for service in &definitions.services {
                let (mut sets, mut parameters, mut kinds) = (Vec::new(), Vec::new(), Vec::new());
                // Parameters: the input data, then the input decisions (DMN 1.5, 10.4).
                for reference in service.input_data.iter().chain(&service.input_decisions) {
                    let Some((_, source)) = self.find(reference) else { continue };
                    let kind = match &source {
                        Source::Input(place) => self.graph.inputs[*place].kind.clone(),
                        Source::Decision(place) => self.graph.decisions[*place].kind.clone(),
                        _ => continue,
                    };
                    parameters.push(Parameter { name: self.name_of(&source).into(), kind: Type::Any });
                    kinds.push(kind);
                    sets.push(source);
                }
                let mut outputs = Vec::new();
                for reference in &service.outputs {
                    if let Some((_, Source::Decision(place))) = self.find(reference) {
                        outputs.push(place);
                    }
                }
                for reference in &service.encapsulated {
                    let _ = self.find(reference);
                }
                let kind = self.kind(&service.at, service.type_ref.as_ref());
                let kind = result_of(kind);
                let given: Vec<usize> = sets
                    .iter()
                    .filter_map(
                        |source| if let Source::Decision(place) = source { Some(*place) } else { None },
                    )
                    .collect();
                let order = order::order(&self.graph, &outputs, &given);
                let name = service.name.as_str().into();
                self.graph.services.push(ServiceCode {
                    model,
                    name,
                    kind,
                    sets,
                    parameters,
                    kinds,
                    outputs,
                    order,
                });
            }
        }
    }
}

/// The variable of something that is called may be typed as the function or, before DMN 1.3, as its result.
fn result_of(kind: Kind) -> Kind {
    match kind.feel() {
        Type::Function(_, result) => Kind::Plain((**result).clone()),
        _ => kind,
    }
}

/// What could not be compiled: null with a warning in a model that is read all the same.
fn fault(at: &At, message: String) -> Code {
    Code { at: at.clone(), kind: Kind::Plain(Type::Any), form: Op::Fault(message) }
}

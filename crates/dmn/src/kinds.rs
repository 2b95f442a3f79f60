//! Item definitions: what values may be, and fitting values to them (DMN 1.5, 7.3.2 and 10.3.2.9.4).

use crate::{
    Problem,
    index::Answers,
    syntax::{Definitions, Item},
};
use feel::{Context, Machine, Names, Type, UnaryTests, Value};
use std::{collections::HashMap, sync::Arc};

/// A type of a model: built-in, or defined with constraints.
#[derive(Clone, Debug)]
pub(crate) enum Kind {
    Plain(Type),
    Defined(Arc<Defined>),
}

#[derive(Debug)]
pub(crate) struct Defined {
    name: String,
    /// The structure without constraints.
    feel: Type,
    base: Base,
    is_list: bool,
    allowed: Option<Tests>,
    constraint: Option<Tests>,
}

#[derive(Debug)]
struct Tests {
    tests: UnaryTests,
    /// Answers without evaluation, where the tests are on constants.
    answers: Option<Answers>,
}

#[derive(Debug)]
enum Base {
    Kind(Kind),
    Context(Vec<(Arc<str>, Kind)>),
}

impl Kind {
    /// The structure, as FEEL sees it.
    pub(crate) fn feel(&self) -> &Type {
        match self {
            Kind::Plain(kind) => kind,
            Kind::Defined(defined) => &defined.feel,
        }
    }

    /// The type of an entry, if this is a context that has it.
    pub(crate) fn entry(&self, name: &str) -> Option<Kind> {
        match self {
            Kind::Plain(kind) => {
                let (_, kind) = kind.entries().iter().find(|(known, _)| **known == *name)?;
                Some(Kind::Plain(kind.clone()))
            }
            Kind::Defined(defined) if defined.is_list => None,
            Kind::Defined(defined) => match &defined.base {
                Base::Kind(kind) => kind.entry(name),
                Base::Context(entries) => {
                    entries.iter().find(|(known, _)| **known == *name).map(|(_, kind)| kind.clone())
                }
            },
        }
    }

    /// The tests that a value must pass besides those of its entries; null passes unasked.
    pub(crate) fn constraints(&self) -> Vec<&UnaryTests> {
        let (mut kind, mut all) = (self, Vec::new());
        while let Kind::Defined(defined) = kind {
            all.extend(defined.allowed.iter().chain(&defined.constraint).map(|constraint| &constraint.tests));
            match &defined.base {
                Base::Kind(base) => kind = base,
                Base::Context(_) => break,
            }
        }
        all
    }

    /// Whether every value fits.
    pub(crate) fn is_any(&self) -> bool {
        matches!(self, Kind::Plain(Type::Any))
    }

    /// Whether a value is of this type without a conversion and without a constraint to check.
    pub(crate) fn is_as_it_is(&self, value: &Value) -> bool {
        matches!(self, Kind::Plain(kind) if kind.accepts(value))
    }

    /// The value as this type, converted where FEEL does that implicitly; else why it does not fit.
    pub(crate) fn fit(&self, value: &Value) -> Result<Value, String> {
        if value.is_null() {
            return Ok(Value::Null);
        }
        match self {
            Kind::Plain(kind) => {
                kind.coerce(value).ok_or_else(|| format!("{} is not a {kind}", shown(value)))
            }
            Kind::Defined(defined) => defined.fit(value),
        }
    }
}

fn shown(value: &Value) -> String {
    let text = value.to_string();
    if text.chars().count() > 60 { format!("{}…", text.chars().take(60).collect::<String>()) } else { text }
}

impl Defined {
    fn fit(&self, value: &Value) -> Result<Value, String> {
        if self.is_list {
            let items = value.as_list().unwrap_or(std::slice::from_ref(value));
            let fitted: Result<Vec<Value>, String> = items.iter().map(|item| self.fit_one(item)).collect();
            let list = Value::from(fitted?);
            self.check(self.constraint.as_ref(), &list)?;
            return Ok(list);
        }
        let fitted = match value {
            Value::List(items) if items.len() == 1 && !matches!(self.feel, Type::List(_)) => {
                self.fit_one(&items[0])
            }
            _ => self.fit_one(value),
        }?;
        self.check(self.constraint.as_ref(), &fitted)?;
        Ok(fitted)
    }

    fn fit_one(&self, value: &Value) -> Result<Value, String> {
        if value.is_null() {
            return Ok(Value::Null);
        }
        let fitted = match &self.base {
            Base::Kind(kind) => kind.fit(value)?,
            Base::Context(entries) => {
                let Value::Context(context) = value else {
                    return Err(format!("{} is not a context of '{}'", shown(value), self.name));
                };
                fit_entries(entries, context)?.into()
            }
        };
        self.check(self.allowed.as_ref(), &fitted)?;
        Ok(fitted)
    }

    fn check(&self, tests: Option<&Tests>, value: &Value) -> Result<(), String> {
        let Some(Tests { tests, answers }) = tests else { return Ok(()) };
        let evaluated = || tests.run(value, &Context::new(), &mut Machine::new()) == Value::Boolean(true);
        if answers.as_ref().and_then(|answers| answers.first(value)).unwrap_or_else(evaluated) {
            return Ok(());
        }
        Err(format!("{} is not allowed for '{}': {}", shown(value), self.name, tests.source().trim()))
    }
}

fn fit_entries(entries: &[(Arc<str>, Kind)], context: &Context) -> Result<Context, String> {
    let mut fitted = context.clone();
    for (name, kind) in entries {
        let value = context.get(name).ok_or_else(|| format!("the entry '{name}' is missing"))?;
        let value = kind.fit(value).map_err(|message| format!("'{name}': {message}"))?;
        fitted.insert(name.clone(), value);
    }
    Ok(fitted)
}

/// The item definitions of all models.
pub(crate) struct Kinds<'a> {
    models: &'a [Definitions],
    done: HashMap<(usize, String), Option<Kind>>,
    pub(crate) problems: Vec<Problem>,
}

impl<'a> Kinds<'a> {
    pub(crate) fn new(models: &'a [Definitions]) -> Kinds<'a> {
        Kinds { models, done: HashMap::new(), problems: Vec::new() }
    }

    /// The names of all types that expressions of a model may use.
    pub(crate) fn names(&mut self, model: usize) -> Names {
        let mut names = Names::new();
        for item in &self.models[model].items {
            if let Some(kind) = self.resolve(model, &item.name) {
                names.define_type(&item.name, kind.feel().clone());
            }
        }
        for import in &self.models[model].imports {
            let Some(other) = self.models.iter().position(|other| other.namespace == import.namespace) else {
                continue;
            };
            for item in &self.models[other].items {
                if let Some(kind) = self.resolve(other, &item.name) {
                    let name = if import.name.is_empty() {
                        item.name.clone()
                    } else {
                        format!("{}.{}", import.name, item.name)
                    };
                    names.define_type(&name, kind.feel().clone());
                }
            }
        }
        names
    }

    /// The type that a `typeRef` names; `None` if there is none, which is a problem of who asks.
    pub(crate) fn resolve(&mut self, model: usize, name: &str) -> Option<Kind> {
        let name = name.split_whitespace().collect::<Vec<_>>().join(" ");
        let key = (model, name.clone());
        if let Some(done) = self.done.get(&key) {
            return done.clone();
        }
        let kind = self.find(model, &name);
        self.done.insert(key, kind.clone());
        kind
    }

    fn find(&mut self, model: usize, name: &str) -> Option<Kind> {
        let models = self.models;
        if let Some(item) = models[model].items.iter().find(|item| item.name == name) {
            // While it is being resolved it is not there: a definition cannot contain itself.
            self.done.insert((model, name.to_owned()), None);
            return Some(self.item(model, item));
        }
        // DMN 1.1 wrote prefixes, later versions do not.
        let plain = name.rsplit_once(':').map_or(name, |(_, plain)| plain);
        if plain == "Any" || plain == "Undefined" {
            return Some(Kind::Plain(Type::Any));
        }
        if let Some(kind) = Type::named(plain) {
            return Some(Kind::Plain(kind));
        }
        for import in &models[model].imports {
            let other = models
                .iter()
                .position(|other| other.namespace == import.namespace && !import.namespace.is_empty());
            let inner = if import.name.is_empty() {
                Some(name)
            } else {
                name.strip_prefix(import.name.as_str()).and_then(|rest| rest.strip_prefix('.'))
            };
            if let (Some(other), Some(inner)) = (other, inner)
                && other != model
                && let Some(kind) = self.resolve(other, inner)
            {
                return Some(kind);
            }
        }
        if plain != name { self.resolve(model, plain) } else { None }
    }

    fn item(&mut self, model: usize, item: &Item) -> Kind {
        let (base, plain) = if !item.components.is_empty() {
            let entries: Vec<(Arc<str>, Kind)> = item
                .components
                .iter()
                .map(|part| (part.name.as_str().into(), self.item(model, part)))
                .collect();
            let kinds: Vec<(Arc<str>, Type)> =
                entries.iter().map(|(name, kind)| (name.clone(), kind.feel().clone())).collect();
            (Base::Context(entries), Type::Context(kinds.into()))
        } else if let Some((parameters, result)) = &item.function {
            let parameters: Vec<Type> =
                parameters.iter().map(|name| self.reference(model, item, name).feel().clone()).collect();
            let result =
                result.as_ref().map_or(Type::Any, |name| self.reference(model, item, name).feel().clone());
            let kind = Type::Function(parameters.into(), Arc::new(result));
            (Base::Kind(Kind::Plain(kind.clone())), kind)
        } else {
            let kind = match &item.type_ref {
                Some(name) => self.reference(model, item, name),
                None => Kind::Plain(Type::Any),
            };
            let plain = kind.feel().clone();
            (Base::Kind(kind), plain)
        };
        let feel = if item.is_list { Type::List(Arc::new(plain)) } else { plain };
        let allowed = self.tests(item, item.allowed.as_deref());
        let constraint = self.tests(item, item.constraint.as_deref());
        if let (Base::Kind(kind), None, None, false) = (&base, &allowed, &constraint, item.is_list) {
            return kind.clone();
        }
        let name = item.name.clone();
        Kind::Defined(Arc::new(Defined { name, feel, base, is_list: item.is_list, allowed, constraint }))
    }

    fn reference(&mut self, model: usize, item: &Item, name: &str) -> Kind {
        self.resolve(model, name).unwrap_or_else(|| {
            let message = format!("the type '{name}' of '{}' is not defined, or contains itself", item.name);
            self.problems.push(item.at.problem(message));
            Kind::Plain(Type::Any)
        })
    }

    fn tests(&mut self, item: &Item, text: Option<&str>) -> Option<Tests> {
        let text = text.filter(|text| !text.trim().is_empty())?;
        match UnaryTests::parse(text, &Names::new()) {
            Ok(tests) => Some(Tests { answers: Answers::of_tests(&tests), tests }),
            Err(error) => {
                self.problems
                    .push(item.at.problem(format!("the allowed values of '{}': {error}", item.name)));
                None
            }
        }
    }
}

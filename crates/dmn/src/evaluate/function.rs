//! Business knowledge models, decision services and boxed functions as FEEL functions.

use super::{Run, op};
use crate::{
    kinds::Kind,
    program::{FunctionCode, Graph},
};
use feel::{Callable, Function, Machine, Parameter, Value};
use std::sync::Arc;

/// A boxed function with the values that were in scope where it stands.
struct Boxed {
    graph: Arc<Graph>,
    function: Arc<FunctionCode>,
    scope: Vec<Value>,
}

impl Callable for Boxed {
    fn name(&self) -> &str {
        &self.function.name
    }

    fn parameters(&self) -> &[Parameter] {
        &self.function.parameters
    }

    fn call(&self, arguments: &[Value], machine: &mut Machine) -> Value {
        call(&self.function, self.scope.clone(), arguments, machine, &self.graph)
    }
}

fn call(
    function: &FunctionCode,
    mut scope: Vec<Value>,
    arguments: &[Value],
    machine: &mut Machine,
    graph: &Arc<Graph>,
) -> Value {
    match fitted(&function.name, &function.parameters, &function.kinds, arguments, machine) {
        Some(arguments) => scope.extend(arguments),
        None => return Value::Null,
    }
    let value = op::code(&function.body, &mut scope, machine, graph);
    op::fit(&function.result, value, &function.body.at, machine)
}

/// The arguments as their types want them; one that does not fit makes the call null.
fn fitted(
    name: &str,
    parameters: &[Parameter],
    kinds: &[Kind],
    arguments: &[Value],
    machine: &mut Machine,
) -> Option<Vec<Value>> {
    let mut fitted = Vec::with_capacity(arguments.len());
    for ((argument, kind), parameter) in arguments.iter().zip(kinds).zip(parameters) {
        match kind.fit(argument) {
            Ok(value) => fitted.push(value),
            Err(message) => {
                machine.warn(format!("the argument '{}' of '{name}': {message}", parameter.name));
                return None;
            }
        }
    }
    Some(fitted)
}

pub(super) fn boxed(graph: &Arc<Graph>, function: &Arc<FunctionCode>, scope: &[Value]) -> Value {
    let callable = Boxed { graph: graph.clone(), function: function.clone(), scope: scope.to_vec() };
    Function::host(Arc::new(callable)).into()
}

struct Knowledge {
    graph: Arc<Graph>,
    place: usize,
}

impl Callable for Knowledge {
    fn name(&self) -> &str {
        &self.graph.knowledge[self.place].name
    }

    fn parameters(&self) -> &[Parameter] {
        &self.graph.knowledge[self.place].function.parameters
    }

    fn call(&self, arguments: &[Value], machine: &mut Machine) -> Value {
        let knowledge = &self.graph.knowledge[self.place];
        let mut scope = Run::isolated(&self.graph).values(&knowledge.scope, machine);
        scope.push(self::knowledge(&self.graph, self.place));
        call(&knowledge.function, scope, arguments, machine, &self.graph)
    }
}

pub(super) fn knowledge(graph: &Arc<Graph>, place: usize) -> Value {
    Function::host(Arc::new(Knowledge { graph: graph.clone(), place })).into()
}

struct Service {
    graph: Arc<Graph>,
    place: usize,
}

impl Callable for Service {
    fn name(&self) -> &str {
        &self.graph.services[self.place].name
    }

    fn parameters(&self) -> &[Parameter] {
        &self.graph.services[self.place].parameters
    }

    fn call(&self, arguments: &[Value], machine: &mut Machine) -> Value {
        let service = &self.graph.services[self.place];
        let Some(arguments) = fitted(&service.name, &service.parameters, &service.kinds, arguments, machine)
        else {
            return Value::Null;
        };
        Run::isolated(&self.graph).serve(self.place, arguments, machine)
    }
}

pub(super) fn service(graph: &Arc<Graph>, place: usize) -> Value {
    Function::host(Arc::new(Service { graph: graph.clone(), place })).into()
}

//! Function values: built-in, written in FEEL, or brought by a host such as the `dmn` crate.

use crate::{Machine, Type, Value, builtins::Builtin, list::Extent, program::Program};
use std::{fmt, sync::Arc};

/// A parameter of a function.
#[derive(Clone, Debug, PartialEq)]
pub struct Parameter {
    /// Its name.
    pub name: Arc<str>,
    /// What it accepts; arguments of other types make the call null.
    pub kind: Type,
}

/// Something that can be called. Equal only to itself.
#[derive(Clone)]
pub struct Function(pub(crate) Kind);

#[derive(Clone)]
pub(crate) enum Kind {
    Builtin(&'static Builtin),
    Closure(Arc<Closure>),
    Host(Arc<dyn Callable>),
}

/// A function of the host: a business knowledge model or a decision service.
pub trait Callable: Send + Sync {
    /// Its name, for messages.
    fn name(&self) -> &str;
    /// Its parameters in order.
    fn parameters(&self) -> &[Parameter];
    /// The type of its result.
    fn result(&self) -> Type {
        Type::Any
    }
    /// Computes the result; `arguments` has one value for each parameter, already checked.
    fn call(&self, arguments: &[Value], machine: &mut Machine) -> Value;
}

/// A function written in FEEL, with the values that it took from its surroundings.
pub(crate) struct Closure {
    pub(crate) program: Arc<Program>,
    pub(crate) function: u32,
    pub(crate) captured: Vec<Value>,
    pub(crate) extent: Extent,
}

impl Function {
    /// A function of the host.
    pub fn host(callable: Arc<dyn Callable>) -> Function {
        Function(Kind::Host(callable))
    }

    /// The parameters; built-in functions have several forms and give none.
    pub fn parameters(&self) -> &[Parameter] {
        match &self.0 {
            Kind::Builtin(_) => &[],
            Kind::Closure(closure) => &closure.program.functions[closure.function as usize].parameters,
            Kind::Host(host) => host.parameters(),
        }
    }

    pub(crate) fn extent(&self) -> Extent {
        if let Kind::Closure(closure) = &self.0 { closure.extent } else { Extent::default() }
    }

    /// The type of the result, as far as declared.
    pub fn result(&self) -> Type {
        if let Kind::Host(host) = &self.0 { host.result() } else { Type::Any }
    }
}

impl PartialEq for Function {
    fn eq(&self, other: &Function) -> bool {
        match (&self.0, &other.0) {
            (Kind::Builtin(a), Kind::Builtin(b)) => std::ptr::eq(*a, *b),
            (Kind::Closure(a), Kind::Closure(b)) => Arc::ptr_eq(a, b),
            (Kind::Host(a), Kind::Host(b)) => Arc::ptr_eq(a, b),
            _ => false,
        }
    }
}

impl fmt::Debug for Function {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

impl fmt::Display for Function {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.0 {
            Kind::Builtin(builtin) => f.write_str(builtin.name),
            Kind::Closure(closure) => {
                let function = &closure.program.functions[closure.function as usize];
                f.write_str(&closure.program.source[function.span.0 as usize..function.span.1 as usize])
            }
            Kind::Host(host) => f.write_str(host.name()),
        }
    }
}

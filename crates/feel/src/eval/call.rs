//! Calling: built-in functions, closures, functions of the host.

use super::{Frame, Machine};
use crate::{
    Context, Function, Value,
    error::Fault,
    function::{Closure, Kind},
    program::{NodeId, Nodes},
};

impl Machine {
    pub(super) fn call_builtin(
        &mut self,
        frame: Frame<'_>,
        id: NodeId,
        builtin: u32,
        arguments: Nodes,
    ) -> Value {
        let prepared = frame.program.prepared[builtin as usize].as_ref();
        let builtin = frame.program.builtins[builtin as usize];
        let run = |machine: &mut Machine, values: &[Value]| match prepared {
            _ if !machine.charge_for(values) => Ok(Value::Null),
            Some(prepared) => prepared.run(values),
            None => (builtin.run)(machine, values),
        };
        let result = match *frame.program.list(arguments) {
            // The common counts need no list on the heap.
            [] => (builtin.run)(self, &[]),
            [a] => {
                let a = [self.eval(frame, a)];
                run(self, &a)
            }
            [a, b] => {
                let values = [self.eval(frame, a), self.eval(frame, b)];
                run(self, &values)
            }
            [a, b, c] => {
                let values = [self.eval(frame, a), self.eval(frame, b), self.eval(frame, c)];
                run(self, &values)
            }
            ref nodes => {
                let values: Vec<Value> = nodes.iter().map(|node| self.eval(frame, *node)).collect();
                run(self, &values)
            }
        };
        let value = match result {
            Ok(value) => value,
            Err(message) => self.fault(frame, id, format!("{}: {message}", builtin.name).into()),
        };
        self.bounded(value)
    }

    pub(super) fn call_value(
        &mut self,
        frame: Frame<'_>,
        id: NodeId,
        callee: NodeId,
        arguments: Nodes,
        names: Option<Nodes>,
    ) -> Value {
        let callee = self.eval(frame, callee);
        let Value::Function(function) = callee else {
            return self.fault(frame, id, format!("a {} cannot be called", callee.kind()).into());
        };
        let mut values: Vec<Value> =
            frame.program.list(arguments).iter().map(|node| self.eval(frame, *node)).collect();
        if let Some(names) = names {
            let names = frame.program.list(names).iter().map(|at| &*frame.program.names[*at as usize]);
            match function.order(&names.collect::<Vec<_>>()) {
                Ok(order) => {
                    values = order.iter().map(|at| at.map_or(Value::Null, |at| values[at].clone())).collect();
                }
                Err(message) => return self.fault(frame, id, message.into()),
            }
        }
        match self.try_call(&function, &values) {
            Ok(value) => value,
            Err(message) => self.fault(frame, id, message),
        }
    }

    /// Calls a function with arguments in order; null with a warning when they do not fit.
    pub fn call(&mut self, function: &Function, arguments: &[Value]) -> Value {
        match self.try_call(function, arguments) {
            Ok(value) => value,
            Err(message) => {
                self.warn(message);
                Value::Null
            }
        }
    }

    /// Calls a function with arguments by name; null with a warning when they do not fit.
    pub fn call_named(&mut self, function: &Function, arguments: &Context) -> Value {
        let names: Vec<&str> = arguments.iter().map(|(name, _)| &**name).collect();
        match function.order(&names) {
            Ok(order) => {
                let value = |at: &Option<usize>| {
                    at.and_then(|at| arguments.iter().nth(at)).map_or(Value::Null, |(_, value)| value.clone())
                };
                let values: Vec<Value> = order.iter().map(value).collect();
                self.call(function, &values)
            }
            Err(message) => {
                self.warn(message);
                Value::Null
            }
        }
    }

    pub(crate) fn try_call(&mut self, function: &Function, arguments: &[Value]) -> Result<Value, Fault> {
        if let Kind::Builtin(builtin) = &function.0 {
            builtin.check_count(arguments.len())?;
            if !self.charge_for(arguments) {
                return Ok(Value::Null);
            }
            let value = (builtin.run)(self, arguments)?;
            return Ok(self.bounded(value));
        }
        let parameters = function.parameters();
        if parameters.len() != arguments.len() {
            return Err(
                format!("{} arguments are needed, {} are given", parameters.len(), arguments.len()).into()
            );
        }
        let mut fitted = Vec::with_capacity(arguments.len());
        for (parameter, argument) in parameters.iter().zip(arguments) {
            let value = parameter.kind.coerce(argument).ok_or_else(|| {
                format!("'{}' must be a {}, not a {}", parameter.name, parameter.kind, argument.kind())
            })?;
            fitted.push(value);
        }
        Ok(self.nested(4, |machine| match &function.0 {
            Kind::Closure(closure) => machine.call_closure(closure, fitted),
            Kind::Host(host) => host.call(&fitted, machine),
            Kind::Builtin(_) => Value::Null,
        }))
    }

    fn call_closure(&mut self, closure: &Closure, arguments: Vec<Value>) -> Value {
        let code = &closure.program.functions[closure.function as usize];
        let base = self.stack.len();
        self.stack.extend(arguments);
        self.stack.resize(base + code.frame as usize, Value::Null);
        for ((_, slot), value) in code.captures.iter().zip(&closure.captured) {
            self.stack[base + *slot as usize] = value.clone();
        }
        let value = self.eval(Frame { program: &closure.program, base }, code.body);
        self.stack.truncate(base);
        value
    }
}

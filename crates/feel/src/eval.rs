//! The machine that walks a program. Slots live on one stack; errors are null and a warning.

mod access;
mod call;
mod control;
mod tests_in;

pub(crate) use access::property;
pub use control::members;

use crate::{
    DateTime, Ends, Evaluation, Function, Limit, Limits, Position, Range, Value, Warning,
    error::Fault,
    function::{Closure, Kind},
    list::Extent,
    operators,
    program::{Node, NodeId, Nodes, Operator, Program},
};
use std::{borrow::Cow, fmt, sync::Arc};

/// Values nested deeper than this are refused: they would exhaust the stack when dropped or printed.
const MAX_VALUE_DEPTH: u32 = 256;
/// Warnings that are kept; what comes after them adds nothing.
const MAX_WARNINGS: usize = 100;

/// Steps between two looks at a [`Deadline`].
const STEPS_BETWEEN_LOOKS: u64 = 4_096;

/// Says when an evaluation has had time enough. The core has no clock: whoever evaluates knows one, and is asked every few
/// thousand steps.
#[derive(Clone)]
pub struct Deadline(Arc<dyn Fn() -> bool + Send + Sync>);

impl Deadline {
    /// `is_over` is asked from the first step on.
    pub fn new(is_over: impl Fn() -> bool + Send + Sync + 'static) -> Deadline {
        Deadline(Arc::new(is_over))
    }
}

impl fmt::Debug for Deadline {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Deadline")
    }
}

/// Evaluates programs, and carries what several evaluations share: limits, clock, warnings.
pub struct Machine {
    limits: Limits,
    deadline: Option<Deadline>,
    /// Beyond these steps, limit and deadline are looked at.
    look: u64,
    now: Option<DateTime>,
    steps: u64,
    depth: u32,
    stack: Vec<Value>,
    warnings: Vec<Warning>,
    stopped: Option<Limit>,
    /// What the host wants to find again when one of its functions is called.
    host: Option<Box<dyn std::any::Any + Send>>,
}

impl Default for Machine {
    fn default() -> Self {
        Self::new()
    }
}

/// The running function: its program and where its slots begin.
#[derive(Clone, Copy)]
struct Frame<'p> {
    program: &'p Arc<Program>,
    base: usize,
}

impl Machine {
    /// With default limits and no clock: `now()` and `today()` are null.
    pub fn new() -> Machine {
        Machine {
            limits: Limits::default(),
            deadline: None,
            look: Limits::default().steps,
            now: None,
            steps: 0,
            depth: 0,
            stack: Vec::new(),
            warnings: Vec::new(),
            stopped: None,
            host: None,
        }
    }

    /// With other limits.
    #[must_use]
    pub fn with_limits(mut self, limits: Limits) -> Machine {
        self.limits = limits;
        self.look = self.first_look();
        self
    }

    /// With an end by the clock, too.
    #[must_use]
    pub fn with_deadline(mut self, deadline: Deadline) -> Machine {
        self.deadline = Some(deadline);
        self.look = self.first_look();
        self
    }

    fn first_look(&self) -> u64 {
        if self.deadline.is_some() { 0 } else { self.limits.steps }
    }

    /// With what `now()` and `today()` say.
    #[must_use]
    pub fn with_now(mut self, now: DateTime) -> Machine {
        self.now = Some(now);
        self
    }

    /// What `now()` says.
    pub fn now(&self) -> Option<&DateTime> {
        self.now.as_ref()
    }

    /// Records that something went wrong.
    pub fn warn(&mut self, message: impl Into<Cow<'static, str>>) {
        if self.warnings.len() < MAX_WARNINGS {
            self.warnings.push(Warning { message: message.into(), position: None });
        }
    }

    /// The warnings so far.
    pub fn warnings(&self) -> &[Warning] {
        &self.warnings
    }

    /// The limit that was reached. From then on everything is null.
    pub fn stopped(&self) -> Option<Limit> {
        self.stopped
    }

    /// The result with the warnings.
    pub fn finish(self, value: Value) -> Evaluation {
        let value = if self.stopped.is_some() { Value::Null } else { value };
        Evaluation { value, warnings: self.warnings, stopped: self.stopped }
    }

    /// As [`Machine::finish`], and ready for the next evaluation: limits, deadline, clock and host stay, nothing else.
    pub fn finish_and_reset(&mut self, value: Value) -> Evaluation {
        let stopped = self.stopped.take();
        let value = if stopped.is_some() { Value::Null } else { value };
        (self.steps, self.depth, self.look) = (0, 0, self.first_look());
        self.stack.clear();
        Evaluation { value, warnings: std::mem::take(&mut self.warnings), stopped }
    }

    /// Gives the machine something of the host's, to be found again in its functions.
    pub fn set_host<T: std::any::Any + Send>(&mut self, host: T) {
        self.host = Some(Box::new(host));
    }

    /// What [`Machine::set_host`] gave, if it is of this type.
    pub fn host_mut<T: std::any::Any>(&mut self) -> Option<&mut T> {
        self.host.as_mut()?.downcast_mut()
    }

    /// Takes back what [`Machine::set_host`] gave.
    pub fn take_host<T: std::any::Any>(&mut self) -> Option<T> {
        self.host.take()?.downcast().ok().map(|host| *host)
    }

    /// Counts work done outside; false when a limit is reached.
    pub fn charge(&mut self, steps: u64) -> bool {
        self.steps = self.steps.saturating_add(steps);
        if self.steps > self.look {
            self.look_at_limits();
        }
        self.stopped.is_none()
    }

    #[cold]
    fn look_at_limits(&mut self) {
        if self.stopped.is_some() {
            return;
        }
        if self.steps > self.limits.steps {
            self.stop(Limit::Steps(self.limits.steps));
        } else if self.deadline.as_ref().is_some_and(|deadline| deadline.0()) {
            self.stop(Limit::Time);
        } else {
            self.look = self.steps.saturating_add(STEPS_BETWEEN_LOOKS).min(self.limits.steps);
        }
    }

    /// Runs a part one level deeper, for hosts that evaluate recursively; null at the limit.
    pub fn nested(&mut self, levels: u32, part: impl FnOnce(&mut Machine) -> Value) -> Value {
        if self.depth + levels > self.limits.depth {
            self.stop(Limit::Depth(self.limits.depth));
        }
        if self.stopped.is_some() {
            return Value::Null;
        }
        self.depth += levels;
        let value = part(self);
        self.depth -= levels;
        value
    }

    /// Counts the work of going through values: what a function copies or compares is not free.
    fn charge_for(&mut self, values: &[Value]) -> bool {
        let work: u64 = values
            .iter()
            .map(|value| value.as_list().map_or(0, |items| items.len() as u64) + value.extent().weight / 64)
            .sum();
        work == 0 || self.charge(work)
    }

    fn stop(&mut self, limit: Limit) {
        self.stopped.get_or_insert(limit);
    }

    /// Refuses values that have grown too deep or too large.
    fn bounded(&mut self, value: Value) -> Value {
        let Extent { depth, weight } = value.extent();
        if depth > MAX_VALUE_DEPTH {
            self.stop(Limit::Depth(MAX_VALUE_DEPTH));
        } else if weight > self.limits.size as u64 {
            self.stop(Limit::Size(self.limits.size));
        } else {
            return value;
        }
        // Depth grows by one at a time, so dropping this is safe.
        Value::Null
    }

    /// Evaluates a whole program; `lookup` gives the globals in their order.
    pub(crate) fn run(&mut self, program: &Arc<Program>, mut lookup: impl FnMut(&str) -> Value) -> Value {
        let base = self.stack.len();
        self.stack.resize(base + program.frame as usize, Value::Null);
        for (name, slot) in program.globals.iter().zip(&program.global_slots) {
            self.stack[base + *slot as usize] = lookup(name);
        }
        let value = self.eval(Frame { program, base }, program.root);
        self.stack.truncate(base);
        value
    }

    fn fault(&mut self, frame: Frame<'_>, node: NodeId, message: Fault) -> Value {
        if self.warnings.len() < MAX_WARNINGS {
            let offset = frame.program.spans[node as usize] as usize;
            let position = Some(Position::of(&frame.program.source, offset));
            self.warnings.push(Warning { message, position });
        }
        Value::Null
    }

    fn settle(&mut self, frame: Frame<'_>, node: NodeId, result: Result<Value, Fault>) -> Value {
        match result {
            Ok(value) => value,
            Err(message) => self.fault(frame, node, message),
        }
    }

    fn set(&mut self, frame: Frame<'_>, slot: u32, value: Value) {
        self.stack[frame.base + slot as usize] = value;
    }

    fn get(&self, frame: Frame<'_>, slot: u32) -> &Value {
        &self.stack[frame.base + slot as usize]
    }

    fn eval(&mut self, frame: Frame<'_>, id: NodeId) -> Value {
        let node = frame.program.nodes[id as usize];
        match node {
            Node::Constant(at) => return frame.program.constants[at as usize].clone(),
            Node::Slot(slot) => return self.get(frame, slot).clone(),
            _ => {}
        }
        if self.depth >= self.limits.depth {
            self.stop(Limit::Depth(self.limits.depth));
        }
        if !self.charge(1) {
            return Value::Null;
        }
        self.depth += 1;
        let value = self.eval_node(frame, id, node);
        self.depth -= 1;
        value
    }

    fn eval_node(&mut self, frame: Frame<'_>, id: NodeId, node: Node) -> Value {
        match node {
            Node::Binary(operator, a, b) => self.binary(frame, id, operator, a, b),
            Node::And(parts) => self.junction(frame, parts, false),
            Node::Or(parts) => self.junction(frame, parts, true),
            Node::If { condition, then, other } => {
                let holds = matches!(self.eval(frame, condition), Value::Boolean(true));
                self.eval(frame, if holds { then } else { other })
            }
            Node::Path { base, name } => self.path(frame, id, base, name),
            Node::CallBuiltin { builtin, arguments } => self.call_builtin(frame, id, builtin, arguments),
            Node::Call { callee, arguments } => self.call_value(frame, id, callee, arguments, None),
            Node::CallNamed { callee, arguments, names } => {
                self.call_value(frame, id, callee, arguments, Some(names))
            }
            Node::Filter { .. } => self.filter(frame, node),
            Node::For { .. } => self.for_loop(frame, id, node),
            Node::Quantified { .. } => self.quantified(frame, id, node),
            Node::Context { start, count } => self.context(frame, start, count),
            Node::Function(function) => self.closure(frame, function),
            Node::Between { value, low, high } => self.between(frame, id, [value, low, high]),
            Node::In { value, slot, tests } => {
                let value = self.eval(frame, value);
                self.set(frame, slot, value);
                match self.passes(frame, tests) {
                    Value::Null => {
                        self.fault(frame, id, "the value cannot be compared with what it may be in".into())
                    }
                    passed => passed,
                }
            }
            Node::Tests { tests, negated } => {
                let passed = self.passes(frame, tests);
                if negated { not(&passed) } else { passed }
            }
            Node::Compare { slot, operator, value } => {
                let value = self.eval(frame, value);
                // Taken out and put back: a clone of a text is not free.
                let input = std::mem::take(&mut self.stack[frame.base + slot as usize]);
                let answer = self.compare(frame, id, operator, &input, &value);
                self.set(frame, slot, input);
                answer
            }
            Node::Matches { slot, value } => self.matches(frame, slot, value),
            Node::Holds { slot, value } => self.holds(frame, slot, value),
            Node::Negate(a) => {
                let result = operators::negate(&self.eval(frame, a));
                self.settle(frame, id, result)
            }
            Node::List(parts) => {
                let values: Vec<Value> =
                    frame.program.list(parts).iter().map(|part| self.eval(frame, *part)).collect();
                self.bounded(values.into())
            }
            Node::Range { start, end, start_included, end_included } => {
                let ends = Ends::of(start, end);
                let low = start.map_or(Value::Null, |node| self.eval(frame, node));
                let high = match ends {
                    Ends::Same => low.clone(),
                    _ => end.map_or(Value::Null, |node| self.eval(frame, node)),
                };
                let result = range(low, high, start_included, end_included, ends);
                self.settle(frame, id, result)
            }
            Node::Member { name, items, fallback } => self.member(frame, name, items, fallback),
            Node::InstanceOf { value, kind } => {
                let value = self.eval(frame, value);
                Value::Boolean(frame.program.kinds[kind as usize].has_instance(&value))
            }
            Node::Fault(message) => {
                let message = frame.program.names[message as usize].to_string();
                self.fault(frame, id, message.into())
            }
            Node::Constant(_) | Node::Slot(_) => Value::Null,
        }
    }

    fn binary(&mut self, frame: Frame<'_>, id: NodeId, operator: Operator, a: NodeId, b: NodeId) -> Value {
        let operands = [self.eval(frame, a), self.eval(frame, b)];
        // Numbers have no length to be charged for.
        if !matches!(operands, [Value::Number(_), Value::Number(_)]) {
            self.charge_for(&operands);
        }
        let [a, b] = operands;
        if matches!(
            operator,
            Operator::Add | Operator::Subtract | Operator::Multiply | Operator::Divide | Operator::Power
        ) {
            let result = operators::arithmetic(operator, &a, &b);
            let value = self.settle(frame, id, result);
            return if matches!(value, Value::String(_)) { self.bounded(value) } else { value };
        }
        self.compare(frame, id, operator, &a, &b)
    }

    fn compare(&mut self, frame: Frame<'_>, id: NodeId, operator: Operator, a: &Value, b: &Value) -> Value {
        let truth = match operator {
            Operator::Equal => a.equals(b),
            Operator::NotEqual => a.equals(b).map(|equal| !equal),
            Operator::Less => a.compare(b).map(std::cmp::Ordering::is_lt),
            Operator::LessEqual => a.compare(b).map(std::cmp::Ordering::is_le),
            Operator::Greater => a.compare(b).map(std::cmp::Ordering::is_gt),
            _ => a.compare(b).map(std::cmp::Ordering::is_ge),
        };
        match truth {
            Some(truth) => Value::Boolean(truth),
            None => self.fault(frame, id, format!("{} and {} cannot be compared", a.kind(), b.kind()).into()),
        }
    }

    /// `and` (ends at false) and `or` (ends at true), three-valued: what is no boolean counts as null.
    fn junction(&mut self, frame: Frame<'_>, parts: Nodes, end: bool) -> Value {
        let mut unknown = false;
        for part in frame.program.list(parts) {
            match self.eval(frame, *part) {
                Value::Boolean(b) if b == end => return Value::Boolean(end),
                Value::Boolean(_) => {}
                Value::Null => unknown = true,
                other => {
                    self.fault(frame, *part, format!("a boolean is needed, not a {}", other.kind()).into());
                    unknown = true;
                }
            }
        }
        if unknown { Value::Null } else { Value::Boolean(!end) }
    }

    fn between(&mut self, frame: Frame<'_>, id: NodeId, [value, low, high]: [NodeId; 3]) -> Value {
        let value = self.eval(frame, value);
        let low = self.eval(frame, low);
        let high = self.eval(frame, high);
        let above = self.compare(frame, id, Operator::GreaterEqual, &value, &low);
        let below = self.compare(frame, id, Operator::LessEqual, &value, &high);
        match (above, below) {
            (Value::Boolean(false), _) | (_, Value::Boolean(false)) => Value::Boolean(false),
            (Value::Boolean(true), Value::Boolean(true)) => Value::Boolean(true),
            _ => Value::Null,
        }
    }

    fn context(&mut self, frame: Frame<'_>, start: u32, count: u32) -> Value {
        let mut context = crate::Context::new();
        for entry in &frame.program.entries[start as usize..(start + count) as usize] {
            let value = self.eval(frame, entry.value);
            self.set(frame, entry.slot, value.clone());
            context.insert(entry.name.clone(), value);
        }
        self.bounded(Value::Context(context))
    }

    fn closure(&mut self, frame: Frame<'_>, function: u32) -> Value {
        let code = &frame.program.functions[function as usize];
        let captured: Vec<Value> =
            code.captures.iter().map(|(outer, _)| self.get(frame, *outer).clone()).collect();
        let mut extent = Extent::default();
        captured.iter().for_each(|value| extent.include(value.extent()));
        let closure = Closure { program: frame.program.clone(), function, captured, extent };
        self.bounded(Function(Kind::Closure(Arc::new(closure))).into())
    }
}

/// Three-valued `not`: what is no boolean is null.
pub(crate) fn not(value: &Value) -> Value {
    value.as_bool().map_or(Value::Null, |b| Value::Boolean(!b))
}

/// A range between two values of one ordered kind; one of them may be null.
pub(crate) fn range(
    start: Value,
    end: Value,
    start_included: bool,
    end_included: bool,
    ends: Ends,
) -> Result<Value, Fault> {
    let ordered = |value: &Value| value.is_null() || value.compare(value).is_some();
    let one_kind = start.is_null() || end.is_null() || start.compare(&end).is_some();
    if start.is_null() && end.is_null() {
        return Err("a range needs at least one end".into());
    }
    if !ordered(&start) || !ordered(&end) || !one_kind {
        return Err(format!("no range from a {} to a {}", start.kind(), end.kind()).into());
    }
    Ok(Range { start, end, start_included, end_included, ends }.into())
}

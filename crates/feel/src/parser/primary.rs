//! Literals, names, brackets, lists, contexts, function literals and calls.

use super::{Parser, Result, scope::Frame, small};
use crate::{
    Date, DateTime, DaysTimeDuration, Error, Parameter, Position, Time, Type, Value, YearsMonthsDuration,
    builtins::{self, Builtin, patterns::Prepared},
    lexer::{self, Kind, syntax},
    program::{Entry, FunctionCode, Node, NodeId},
};

impl Parser<'_> {
    pub(super) fn primary(&mut self) -> Result<NodeId> {
        let token = self.peek()?.clone();
        let start = small(token.start);
        match token.kind {
            Kind::Number(number) => self.literal(Value::Number(number), start),
            Kind::String(text) => self.literal(text.into(), start),
            Kind::At(text) => self.at_literal(&text, start),
            Kind::Keyword("true") => self.literal(Value::Boolean(true), start),
            Kind::Keyword("false") => self.literal(Value::Boolean(false), start),
            Kind::Keyword("null") => self.literal(Value::Null, start),
            Kind::Keyword(word @ ("if" | "for" | "some" | "every" | "function")) => {
                self.next()?;
                self.deeper(|p| match word {
                    "if" => p.condition(start),
                    "for" => p.for_loop(start),
                    "some" | "every" => p.quantified(word == "every", start),
                    _ => p.function(start),
                })
            }
            Kind::Name(name) => {
                self.next()?;
                self.variable(&name, start)
            }
            Kind::Symbol("(") => self.deeper(|p| p.bracket(start)),
            Kind::Symbol("[") => self.deeper(|p| p.list_or_range(start)),
            Kind::Symbol("]") => self.deeper(|p| {
                p.next()?;
                let low = p.binary(3)?;
                p.expect("..")?;
                p.range_after(low, false, start)
            }),
            Kind::Symbol("{") => self.deeper(|p| p.context(start)),
            _ => self.unexpected("a value"),
        }
    }

    fn literal(&mut self, value: Value, start: u32) -> Result<NodeId> {
        self.next()?;
        Ok(self.constant(value, start))
    }

    fn at_literal(&mut self, text: &str, start: u32) -> Result<NodeId> {
        self.next()?;
        match temporal(text) {
            Some(value) => Ok(self.constant(value, start)),
            None => {
                let error =
                    syntax(self.source, start as usize, format!("\"{text}\" is no date, time or duration"));
                self.fault(error, start)
            }
        }
    }

    /// A name as a value, or as what is called.
    fn variable(&mut self, name: &str, start: u32) -> Result<NodeId> {
        let found = self.resolve(name);
        if found.slot.is_none()
            && let Some(builtin) = builtins::find(name)
        {
            if self.is("(")? {
                return self.deeper(|p| p.call_builtin(builtin, start));
            }
            if found.items.is_empty() {
                return Ok(self.constant(builtin.value(), start));
            }
        }
        let fallback = match found.slot {
            Some(slot) => Some(self.emit(Node::Slot(slot), start)),
            None => builtins::find(name).map(|builtin| self.constant(builtin.value(), start)),
        };
        if !found.items.is_empty() {
            let (items, name) = (self.list(&found.items), self.name(name));
            let parts: Vec<NodeId> = fallback.into_iter().collect();
            return self.emit_over(Node::Member { name, items, fallback }, start, &parts);
        }
        match fallback {
            Some(node) => Ok(node),
            None => {
                let position = Position::of(self.source, start as usize);
                self.fault(Error::UnknownName { name: name.to_owned(), position }, start)
            }
        }
    }

    /// `(expression)`, `(a..b)`, `(< a)`.
    fn bracket(&mut self, start: u32) -> Result<NodeId> {
        self.expect("(")?;
        if let Some(operator) = self.comparison()? {
            self.next()?;
            let value = self.binary(3)?;
            self.expect(")")?;
            return self.comparison_range(operator, value, start);
        }
        let node = self.textual()?;
        if self.take("..")? {
            return self.range_after(node, false, start);
        }
        self.expect(")")?;
        Ok(node)
    }

    /// The upper end of a range, after the two points.
    pub(super) fn range_after(&mut self, low: NodeId, low_included: bool, start: u32) -> Result<NodeId> {
        let range_end = std::mem::replace(&mut self.range_end, true);
        let high = self.binary(3);
        self.range_end = range_end;
        let high = high?;
        let included = self.take("]")?;
        if !included && !self.take(")")? && !self.take("[")? {
            return self.unexpected("']', ')' or '[' at the end of the range");
        }
        self.range([Some(low), Some(high)], [low_included, included], start)
    }

    fn list_or_range(&mut self, start: u32) -> Result<NodeId> {
        self.expect("[")?;
        let mut items = Vec::new();
        if !self.is("]")? {
            loop {
                let item = match self.comparison()? {
                    Some(operator) => {
                        self.next()?;
                        let value = self.binary(3)?;
                        self.comparison_range(operator, value, start)?
                    }
                    None => self.textual()?,
                };
                if items.is_empty() && self.take("..")? {
                    return self.range_after(item, true, start);
                }
                items.push(item);
                if !self.take(",")? {
                    break;
                }
            }
        }
        self.expect("]")?;
        if let Some(values) = self.as_constants(&items) {
            return Ok(self.constant(values.into(), start));
        }
        let nodes = self.list(&items);
        self.emit_over(Node::List(nodes), start, &items)
    }

    fn context(&mut self, start: u32) -> Result<NodeId> {
        self.expect("{")?;
        let mut entries: Vec<Entry> = Vec::new();
        while !self.is("}")? {
            let key = self.key()?;
            if entries.iter().any(|entry| *entry.name == *key) {
                let message = format!("the entry '{key}' is defined twice");
                return Err(syntax(self.source, self.at, message));
            }
            self.expect(":")?;
            let value = self.textual()?;
            let slot = self.fresh_slot();
            self.push_scope(&key, slot);
            entries.push(Entry { name: key.into(), slot, value });
            if !self.take(",")? {
                break;
            }
        }
        self.expect("}")?;
        entries.iter().for_each(|_| self.pop_scope());
        let parts: Vec<NodeId> = entries.iter().map(|entry| entry.value).collect();
        let (first, count) = (small(self.program.entries.len()), small(entries.len()));
        self.program.entries.extend(entries);
        self.emit_over(Node::Context { start: first, count }, start, &parts)
    }

    fn key(&mut self) -> Result<String> {
        if let Kind::String(text) = self.peek()?.kind.clone() {
            self.next()?;
            return Ok(text);
        }
        let Some((name, end)) = lexer::raw_name(self.source, self.at) else {
            return self.unexpected("the name of an entry");
        };
        self.at = end;
        self.peeked = None;
        Ok(name)
    }

    /// `function(a: number, b) body`.
    fn function(&mut self, start: u32) -> Result<NodeId> {
        self.expect("(")?;
        let mut parameters = Vec::new();
        while !self.is(")")? {
            let Some((name, end)) = lexer::raw_name(self.source, self.at) else {
                return self.unexpected("the name of a parameter");
            };
            self.at = end;
            self.peeked = None;
            let kind = if self.take(":")? { self.type_name()? } else { Type::Any };
            parameters.push(Parameter { name: name.into(), kind });
            if !self.take(",")? {
                break;
            }
        }
        self.expect(")")?;
        if self.is_keyword("external")? {
            return Err(syntax(self.source, self.at, "external functions (Java, PMML) are not supported"));
        }
        self.frames.push(Frame::default());
        for parameter in &parameters {
            let slot = self.fresh_slot();
            self.push_scope(&parameter.name, slot);
        }
        let body = self.textual();
        let frame = self.frames.pop().expect("was pushed above");
        let body = body?;
        let span = (start, small(self.at));
        self.program.functions.push(FunctionCode {
            parameters: parameters.into(),
            body,
            frame: frame.slots,
            captures: frame.captures,
            span,
        });
        let function = small(self.program.functions.len() - 1);
        Ok(self.emit(Node::Function(function), start))
    }

    /// The arguments in brackets; names, if they are given by name.
    fn arguments(&mut self) -> Result<(Vec<NodeId>, Vec<String>)> {
        self.expect("(")?;
        let (mut values, mut names) = (Vec::new(), Vec::new());
        while !self.is(")")? {
            if let Some(name) = self.argument_name()? {
                names.push(name);
            }
            // `(< 5)` may stand for a range without its own brackets.
            let start = self.here()?;
            let value = match self.comparison()? {
                Some(operator) => {
                    self.next()?;
                    let value = self.binary(3)?;
                    self.comparison_range(operator, value, start)?
                }
                None => self.textual()?,
            };
            values.push(value);
            if !self.take(",")? {
                break;
            }
        }
        self.expect(")")?;
        if !names.is_empty() && names.len() != values.len() {
            return Err(syntax(self.source, self.at, "name all arguments or none"));
        }
        Ok((values, names))
    }

    fn argument_name(&mut self) -> Result<Option<String>> {
        let Some((name, end)) = lexer::raw_name(self.source, self.at) else { return Ok(None) };
        if !self.source[end..].starts_with(':') {
            return Ok(None);
        }
        self.at = end + 1;
        self.peeked = None;
        Ok(Some(name))
    }

    pub(super) fn call(&mut self, callee: NodeId, start: u32) -> Result<NodeId> {
        let (values, names) = self.deeper(Self::arguments)?;
        let mut parts = values.clone();
        parts.push(callee);
        let arguments = self.list(&values);
        if names.is_empty() {
            return self.emit_over(Node::Call { callee, arguments }, start, &parts);
        }
        let names: Vec<u32> = names.iter().map(|name| self.name(name)).collect();
        let names = self.list(&names);
        self.emit_over(Node::CallNamed { callee, arguments, names }, start, &parts)
    }

    fn call_builtin(&mut self, builtin: &'static Builtin, start: u32) -> Result<NodeId> {
        let (mut values, names) = self.arguments()?;
        let builtin = builtin.named(&names);
        let fitted = if names.is_empty() {
            builtin.check_count(values.len()).map(|()| Vec::new())
        } else {
            builtin.order(&names)
        };
        match fitted {
            Err(message) => {
                let position = Position::of(self.source, start as usize);
                let error = Error::Arguments { function: builtin.name.to_owned(), message, position };
                return self.fault(error, start);
            }
            Ok(order) if !names.is_empty() => {
                let given = values;
                values = Vec::new();
                for place in order {
                    values.push(match place {
                        Some(at) => given[at],
                        None => self.constant(Value::Null, start),
                    });
                }
            }
            Ok(_) => {}
        }
        if let Some(value) = self.as_constants(&values).and_then(|values| builtin.fold(&values)) {
            return Ok(self.constant(value, start));
        }
        let prepared = {
            let constants: Vec<Option<&Value>> =
                values.iter().map(|value| self.as_constant(*value)).collect();
            Prepared::new(builtin, &constants)
        };
        self.program.prepared.push(prepared);
        self.program.builtins.push(builtin);
        let builtin = small(self.program.builtins.len() - 1);
        let arguments = self.list(&values);
        self.emit_over(Node::CallBuiltin { builtin, arguments }, start, &values)
    }
}

/// The value of `@"..."`.
pub(crate) fn temporal(text: &str) -> Option<Value> {
    fn read<T: std::str::FromStr + Into<Value>>(text: &str) -> Option<Value> {
        text.parse::<T>().ok().map(Into::into)
    }
    read::<Date>(text)
        .or_else(|| if text.contains('T') { read::<DateTime>(text) } else { None })
        .or_else(|| read::<Time>(text))
        .or_else(|| read::<YearsMonthsDuration>(text))
        .or_else(|| read::<DaysTimeDuration>(text))
}

//! Type names: `list<number>`, `context<a: string>`, `function<number>->number`, names of item definitions.

use super::{Parser, Result};
use crate::{
    Error, Position, Type,
    lexer::{self, Kind},
    names::normalize,
};
use std::sync::Arc;

impl Parser<'_> {
    pub(super) fn type_name(&mut self) -> Result<Type> {
        let token = self.next()?;
        let start = token.start;
        let mut name = match token.kind {
            Kind::Name(name) => name.to_string(),
            Kind::Keyword(word @ ("function" | "null")) => word.to_owned(),
            _ => {
                self.at = start;
                return self.unexpected("the name of a type");
            }
        };
        if let Some(kind) = self.generic(&name)? {
            return Ok(kind);
        }
        loop {
            if let Some(kind) = self.names.types.get(normalize(&name).as_str()) {
                return Ok(kind.clone());
            }
            if let Some(kind) = Type::named(&name) {
                return Ok(kind);
            }
            if !self.take(".")? {
                break;
            }
            name = format!("{name}.{}", self.member_name()?);
        }
        if self.unknown == super::Unknown::Null {
            // No value is an instance of a type that is not known.
            return Ok(Type::Null);
        }
        Err(Error::UnknownName { name, position: Position::of(self.source, start) })
    }

    fn generic(&mut self, name: &str) -> Result<Option<Type>> {
        if !matches!(name, "list" | "range" | "context" | "function") || !self.take("<")? {
            return Ok(None);
        }
        let kind = match name {
            "list" => Type::List(Arc::new(self.deeper(Self::type_name)?)),
            "range" => Type::Range(Arc::new(self.deeper(Self::type_name)?)),
            "context" => Type::Context(self.context_entries()?.into()),
            _ => {
                let mut parameters = Vec::new();
                while !self.is(">")? {
                    parameters.push(self.deeper(Self::type_name)?);
                    if !self.take(",")? {
                        break;
                    }
                }
                self.expect(">")?;
                self.expect("->")?;
                return Ok(Some(Type::Function(parameters.into(), Arc::new(self.deeper(Self::type_name)?))));
            }
        };
        self.expect(">")?;
        Ok(Some(kind))
    }

    fn context_entries(&mut self) -> Result<Vec<(Arc<str>, Type)>> {
        let mut entries = Vec::new();
        loop {
            let Some((name, end)) = lexer::raw_name(self.source, self.at) else {
                return self.unexpected("the name of an entry");
            };
            self.at = end;
            self.peeked = None;
            self.expect(":")?;
            entries.push((Arc::from(name), self.deeper(Self::type_name)?));
            if !self.take(",")? {
                return Ok(entries);
            }
        }
    }
}

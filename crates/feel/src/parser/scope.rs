//! Names to slots: scopes of the function that is being read, and values captured from around it.

use super::{Parser, Result};
use crate::{
    lexer::{self, Kind},
    program::Slot,
};
use std::sync::Arc;

/// A function that is being read; the first is the whole expression.
#[derive(Default)]
pub(super) struct Frame {
    scopes: Vec<Scope>,
    pub(super) slots: u32,
    pub(super) captures: Vec<(Slot, Slot)>,
    /// How often something that depends on a filtered item was read.
    filter_reads: u32,
}

enum Scope {
    Variable(Arc<str>, Slot),
    /// Inside a filter: the slot of the item.
    Filter(Slot),
}

/// Where a name may be found: entries of filtered items (innermost first), then a slot.
#[derive(Default)]
pub(super) struct Found {
    pub(super) items: Vec<Slot>,
    pub(super) slot: Option<Slot>,
}

impl Parser<'_> {
    pub(super) fn fresh_slot(&mut self) -> Slot {
        let frame = self.frame();
        frame.slots += 1;
        frame.slots - 1
    }

    fn frame(&mut self) -> &mut Frame {
        self.frames.last_mut().expect("the expression itself is always there")
    }

    pub(super) fn push_scope(&mut self, name: &str, slot: Slot) {
        let name: Arc<str> = name.into();
        self.learn(&name);
        self.frame().scopes.push(Scope::Variable(name, slot));
    }

    pub(super) fn push_filter(&mut self, item: Slot) {
        self.frame().scopes.push(Scope::Filter(item));
        // What was peeked stays right: a filter adds no names with spaces.
    }

    pub(super) fn pop_scope(&mut self) {
        self.frame().scopes.pop();
    }

    pub(super) fn filter_reads(&mut self) -> u32 {
        self.frame().filter_reads
    }

    /// A name became known that may have spaces: what was peeked may read differently now.
    pub(super) fn learn(&mut self, name: &Arc<str>) {
        self.composed.add(name);
        self.peeked = None;
    }

    /// A first global that the host sets itself: `?` of unary tests, the list of a filter.
    pub(super) fn declare_first(&mut self, name: &str) -> Slot {
        let slot = self.fresh_slot();
        self.program.globals.push(name.into());
        self.program.global_slots.push(slot);
        self.hosted = true;
        slot
    }

    /// A slot for a variable of the scope.
    fn global(&mut self, name: &str) -> Option<Slot> {
        // The first of unary tests is `?`, and of a filter it has a name that is not in scope.
        let is_input = name == "?" && self.program.globals.first().is_some_and(|first| &**first == "?");
        let known = |(at, global): (usize, &Arc<str>)| {
            (&**global == name && (at > 0 || is_input || !self.hosted)).then_some(at)
        };
        if let Some(at) = self.program.globals.iter().enumerate().find_map(known) {
            return Some(self.program.global_slots[at]);
        }
        let (name, _) = self.names.scope.get_key_value(name)?;
        let slot = self.frames[0].slots;
        self.frames[0].slots += 1;
        self.program.globals.push(name.clone());
        self.program.global_slots.push(slot);
        Some(slot)
    }

    pub(super) fn resolve(&mut self, name: &str) -> Found {
        if name == "?" {
            self.inputs_read += 1;
        }
        let frame = self.frames.len() - 1;
        let found = self.resolve_in(frame, name);
        if !found.items.is_empty() {
            self.frame().filter_reads += 1;
        }
        found
    }

    fn resolve_in(&mut self, frame: usize, name: &str) -> Found {
        let mut found = Found::default();
        for scope in self.frames[frame].scopes.iter().rev() {
            match scope {
                Scope::Variable(known, slot) if &**known == name => {
                    found.slot = Some(*slot);
                    return found;
                }
                Scope::Filter(item) if name == "item" => {
                    // An entry of that name goes before the item itself.
                    found.items.push(*item);
                    found.slot = Some(*item);
                    return found;
                }
                Scope::Filter(item) => found.items.push(*item),
                Scope::Variable(..) => {}
            }
        }
        if frame == 0 {
            found.slot = self.global(name);
            return found;
        }
        let outer = self.resolve_in(frame - 1, name);
        for item in &outer.items {
            let slot = self.capture(frame, *item);
            found.items.push(slot);
        }
        found.slot = outer.slot.map(|slot| self.capture(frame, slot));
        found
    }

    fn capture(&mut self, frame: usize, outer: Slot) -> Slot {
        let frame = &mut self.frames[frame];
        if let Some((_, inner)) = frame.captures.iter().find(|(known, _)| *known == outer) {
            return *inner;
        }
        let inner = frame.slots;
        frame.slots += 1;
        frame.captures.push((outer, inner));
        inner
    }

    /// The name of a variable up to a keyword: `for the item in ...`.
    pub(super) fn variable_before(&mut self, keyword: &str) -> Result<String> {
        let mut words: Vec<String> = Vec::new();
        self.peeked = None;
        let start = lexer::skip(self.source, self.at)?;
        loop {
            // Word by word: names that are known do not matter where one is declared.
            let token = lexer::scan(self.source, self.at, &[])?;
            match token.kind {
                Kind::Keyword(word) if word == keyword && !words.is_empty() => break,
                Kind::Name(word) => words.push(word.to_string()),
                Kind::Keyword(word) if !words.is_empty() => words.push(word.to_owned()),
                Kind::Number(_) | Kind::Symbol("-" | "+" | "*" | "/" | ".") if !words.is_empty() => {
                    words.push(self.source[token.start..token.end].to_owned());
                }
                _ => {
                    return Err(lexer::syntax(
                        self.source,
                        start,
                        format!("expected a variable name and then '{keyword}'"),
                    ));
                }
            }
            self.at = token.end;
        }
        Ok(crate::names::normalize(&self.source[start..self.at]))
    }
}

//! The names that an expression may use. FEEL names may hold spaces and signs (`Antrag - Datum`), so
//! that only the names in scope tell where one ends (DMN 1.5, 10.3.1.2).

use crate::{Context, Type, Value, lexer::Composed};
use std::{collections::HashMap, sync::Arc};

/// The names in scope of an expression, with their types as far as known, and named types.
#[derive(Clone, Debug, Default)]
pub struct Names {
    pub(crate) scope: HashMap<Arc<str>, Type>,
    pub(crate) types: HashMap<Arc<str>, Type>,
    /// Names with spaces or signs, of variables and of their members.
    pub(crate) composed: Composed,
}

impl Names {
    /// No names but the built-in functions.
    pub fn new() -> Names {
        Names::default()
    }

    /// Adds a variable of unknown type.
    pub fn insert(&mut self, name: &str) {
        self.insert_typed(name, Type::Any);
    }

    /// Adds a variable of a type; the names of its members become known too.
    pub fn insert_typed(&mut self, name: &str, kind: Type) {
        let name: Arc<str> = normalize(name).into();
        self.note(&name);
        self.note_members(&kind);
        self.scope.insert(name, kind);
    }

    /// Adds a member name that values may have, where no type tells it.
    pub fn insert_member(&mut self, name: &str) {
        self.note(&normalize(name).into());
    }

    /// Adds a named type, for `instance of` and typed parameters.
    pub fn define_type(&mut self, name: &str, kind: Type) {
        self.note_members(&kind);
        let name: Arc<str> = normalize(name).into();
        self.note(&name);
        self.types.insert(name, kind);
    }

    /// With one more variable.
    #[must_use]
    pub fn with(mut self, name: &str) -> Names {
        self.insert(name);
        self
    }

    /// Whether a variable is known.
    pub fn contains(&self, name: &str) -> bool {
        self.scope.contains_key(name)
    }

    fn note(&mut self, name: &Arc<str>) {
        self.composed.add(name);
    }

    fn note_members(&mut self, kind: &Type) {
        match kind {
            Type::List(kind) | Type::Range(kind) => self.note_members(kind),
            Type::Context(entries) => {
                for (name, kind) in entries.iter() {
                    self.note(&normalize(name).into());
                    self.note_members(kind);
                }
            }
            _ => {}
        }
    }

    fn note_values(&mut self, value: &Value) {
        match value {
            Value::List(items) => items.iter().for_each(|item| self.note_values(item)),
            Value::Context(context) => {
                for (name, value) in context {
                    self.note(name);
                    self.note_values(value);
                }
            }
            _ => {}
        }
    }
}

impl From<&Context> for Names {
    /// The names of a context, and of all contexts inside it.
    fn from(context: &Context) -> Names {
        let mut names = Names::new();
        for (name, value) in context {
            names.insert(name);
            names.note_values(value);
        }
        names
    }
}

impl<S: AsRef<str>> FromIterator<S> for Names {
    fn from_iter<I: IntoIterator<Item = S>>(items: I) -> Names {
        let mut names = Names::new();
        for name in items {
            names.insert(name.as_ref());
        }
        names
    }
}

/// One space where there were several, none at the ends.
pub(crate) fn normalize(name: &str) -> String {
    name.split_whitespace().collect::<Vec<_>>().join(" ")
}

pub(crate) fn is_name_start(c: char) -> bool {
    c.is_ascii_alphabetic()
        || c == '_'
        || c == '?'
        || matches!(c, '\u{C0}'..='\u{D6}' | '\u{D8}'..='\u{F6}' | '\u{F8}'..='\u{2FF}' | '\u{370}'..='\u{37D}'
            | '\u{37F}'..='\u{1FFF}' | '\u{200C}'..='\u{200D}' | '\u{2070}'..='\u{218F}'
            | '\u{2C00}'..='\u{2FEF}' | '\u{3001}'..='\u{D7FF}' | '\u{F900}'..='\u{FDCF}'
            | '\u{FDF0}'..='\u{FFFD}' | '\u{10000}'..='\u{EFFFF}')
            && !c.is_whitespace()
}

pub(crate) fn is_name_part(c: char) -> bool {
    is_name_start(c)
        || c.is_ascii_digit()
        || matches!(c, '\u{B7}' | '\u{300}'..='\u{36F}' | '\u{203F}'..='\u{2040}')
}

/// Signs that may stand inside of names.
pub(crate) fn is_name_sign(c: char) -> bool {
    matches!(c, '.' | '/' | '-' | '\u{2019}' | '\'' | '+' | '*')
}

/// One word of name characters.
pub(crate) fn is_simple_name(name: &str) -> bool {
    let mut chars = name.chars();
    chars.next().is_some_and(is_name_start) && chars.all(is_name_part)
}

/// A simple name that is no keyword, so that it can stand as a context key.
pub(crate) fn is_plain_name(name: &str) -> bool {
    is_simple_name(name) && !crate::lexer::is_keyword(name)
}

//! What can go wrong: errors of parsing, warnings of evaluation, and the limits of both.

use std::{borrow::Cow, fmt};

/// A place in a source text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Position {
    /// Bytes from the start.
    pub offset: u32,
    /// Line, from 1.
    pub line: u32,
    /// Column in characters, from 1.
    pub column: u32,
}

impl Position {
    pub(crate) fn of(source: &str, offset: usize) -> Position {
        let mut offset = offset.min(source.len());
        while !source.is_char_boundary(offset) {
            offset -= 1;
        }
        let before = &source[..offset];
        let small = |n: usize| u32::try_from(n).unwrap_or(u32::MAX);
        let line_start = before.rfind('\n').map_or(0, |at| at + 1);
        Position {
            offset: small(offset),
            line: small(before.bytes().filter(|b| *b == b'\n').count() + 1),
            column: small(before[line_start..].chars().count() + 1),
        }
    }
}

impl fmt::Display for Position {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "line {}, column {}", self.line, self.column)
    }
}

/// Why a text is not an expression.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Error {
    /// The text does not follow the grammar.
    #[error("{position}: {message}")]
    Syntax {
        /// What was expected.
        message: String,
        /// Where.
        position: Position,
    },
    /// A name is neither in scope nor a built-in function.
    #[error("{position}: the name '{name}' is not known here; check its spelling or declare it as an input")]
    UnknownName {
        /// The name as read.
        name: String,
        /// Where.
        position: Position,
    },
    /// A built-in function has no such parameters.
    #[error("{position}: the function '{function}' cannot be called like this: {message}")]
    Arguments {
        /// The function.
        function: String,
        /// What does not fit.
        message: String,
        /// Where.
        position: Position,
    },
    /// The expression is nested deeper than [`MAX_NESTING`](crate::MAX_NESTING).
    #[error("{position}: nested too deeply (more than {limit} levels); split the expression")]
    TooDeep {
        /// The limit.
        limit: u32,
        /// Where.
        position: Position,
    },
    /// The text is longer than [`MAX_SOURCE`](crate::MAX_SOURCE).
    #[error("the expression has {length} bytes; at most {limit} are read")]
    TooLong {
        /// Bytes of the text.
        length: usize,
        /// The limit.
        limit: usize,
    },
}

impl Error {
    /// Where in the text, if at one place.
    pub fn position(&self) -> Option<Position> {
        match self {
            Error::Syntax { position, .. }
            | Error::UnknownName { position, .. }
            | Error::Arguments { position, .. }
            | Error::TooDeep { position, .. } => Some(*position),
            Error::TooLong { .. } => None,
        }
    }
}

/// Why a part of an evaluation is null although nothing is missing.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Warning {
    /// What happened.
    pub message: Cow<'static, str>,
    /// Where in the expression, if known.
    pub position: Option<Position>,
}

impl fmt::Display for Warning {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.position {
            Some(position) => write!(f, "{position}: {}", self.message),
            None => f.write_str(&self.message),
        }
    }
}

/// What one evaluation may use. A limit that is reached stops the evaluation with its [`Limit`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Limits {
    /// Nodes visited and list items made.
    pub steps: u64,
    /// Nested evaluations, function calls included.
    pub depth: u32,
    /// Items of one list, or characters of one string.
    pub size: usize,
}

impl Default for Limits {
    fn default() -> Self {
        Limits { steps: 10_000_000, depth: 512, size: 10_000_000 }
    }
}

/// The limit that stopped an evaluation.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Limit {
    /// Too many steps.
    #[error("stopped after {0} steps")]
    Steps(u64),
    /// Nested too deeply.
    #[error("stopped at {0} nested evaluations")]
    Depth(u32),
    /// A list or string became too large.
    #[error("stopped at a list or text of more than {0} items or characters")]
    Size(usize),
    /// It took longer than the host waits ([`Deadline`](crate::Deadline)).
    #[error("stopped when its time was over")]
    Time,
}

/// Why an operation has no result; becomes a [`Warning`] and null.
pub(crate) type Fault = Cow<'static, str>;

//! What is wrong with a model: which element, which line, and what to do about it.

use std::fmt;

use serde::{Deserialize, Serialize};

/// One finding in a model file. Reading and compiling return all findings at once, in document order.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Problem {
    /// The `id` of the element at fault (of the nearest ancestor with an id, where it has none itself).
    pub element: Option<String>,
    /// The line of its start tag, counted from 1.
    pub line: Option<u32>,
    /// What is wrong and what to do, one sentence or two.
    pub message: String,
}

impl Problem {
    /// A finding that belongs to no element, such as a file that is not XML at all.
    pub(crate) fn of_file(message: impl Into<String>) -> Self {
        Self { element: None, line: None, message: message.into() }
    }

    /// A finding at a line of a file that could not be read to the end.
    pub(crate) fn at_line(line: u32, message: impl Into<String>) -> Self {
        Self { element: None, line: Some(line), message: message.into() }
    }
}

impl fmt::Display for Problem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match (self.line, &self.element) {
            (Some(line), Some(element)) => write!(f, "line {line}, element '{element}': {}", self.message),
            (Some(line), None) => write!(f, "line {line}: {}", self.message),
            (None, Some(element)) => write!(f, "element '{element}': {}", self.message),
            (None, None) => f.write_str(&self.message),
        }
    }
}

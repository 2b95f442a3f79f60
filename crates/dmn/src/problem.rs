//! Problems of a model, and errors of an evaluation.

use std::fmt;

/// Something in a model that must be changed before it can decide.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Problem {
    /// The id of the element, if it has one.
    pub element: Option<String>,
    /// The line of the element in the file.
    pub line: Option<u32>,
    /// What is wrong and what to do.
    pub message: String,
}

impl fmt::Display for Problem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if let Some(line) = self.line {
            write!(f, "line {line}: ")?;
        }
        if let Some(element) = &self.element {
            write!(f, "element '{element}': ")?;
        }
        f.write_str(&self.message)
    }
}

/// Why an evaluation could not be carried out. Errors inside of expressions are null with a warning instead.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Error {
    /// The model has no such decision, service or business knowledge model.
    #[error("the model has no {kind} '{name}'; it has {known}")]
    Unknown {
        /// What was looked for.
        kind: &'static str,
        /// Its name.
        name: String,
        /// The names that there are.
        known: String,
    },
    /// A limit was reached.
    #[error("the evaluation of '{name}' was {limit}; simplify the model or raise the limit")]
    Limit {
        /// What was evaluated.
        name: String,
        /// Which limit.
        limit: feel::Limit,
    },
}

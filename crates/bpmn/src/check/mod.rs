//! The rules of the standard that the schema cannot express, for models that are to be run.

use crate::model::{Definitions, Element};
use crate::problem::Problem;

/// Checks the process and what it refers to.
pub(crate) fn check(_definitions: &Definitions, _process: Element<'_>) -> Vec<Problem> {
    Vec::new()
}

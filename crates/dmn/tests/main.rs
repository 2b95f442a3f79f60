//! Models of decisions, from file to answer.

#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

mod check;
mod check_properties;
mod diagram;
mod evaluator;
mod hostile;
mod index;
mod model;
mod properties;
mod table_properties;
mod table_text;
mod versions;

//! The engine on small forms made for the test, and on hostile input.
#![expect(clippy::unwrap_used, reason = "a test may panic and talk")]

mod common;
mod engine;
mod hostile;
mod import;
mod problems;
mod tables;
mod text;

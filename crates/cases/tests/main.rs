//! Vorgaenge on both engines.

#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

mod cases;
mod denkmal;
mod discretion;
mod late;
mod processes;
mod search;
mod statistics;
mod support;

//! The crate from outside, in one binary: Typst is expensive to link.
#![expect(clippy::unwrap_used, clippy::print_stdout, reason = "helpers of tests")]

mod common;
mod letters;
mod refusals;
mod tables;

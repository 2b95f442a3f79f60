//! The store on both engines.

#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

mod backup;
mod blobs;
mod log;
mod rotation;
mod scanner;
mod store;
mod support;
mod wall;

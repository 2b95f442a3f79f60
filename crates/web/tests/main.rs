//! The pages, in-process: one program for all, since each would be linked with everything again.

#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

mod account;
mod app;
mod denkmal;
mod desk;
mod discretion;
mod email;
mod errors;
mod forms;
mod inventory;
mod journey;
mod lead;
mod leaks;
mod oidc;
mod outcome;
mod password;
mod replies;
mod rollout;
mod schemas;
mod shell;
mod strategy;
mod support;
mod tables;
mod text;
mod texts;

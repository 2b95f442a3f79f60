//! The program as its operators and visitors meet it: one program for all tests, since each would be linked with everything
//! again.

#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

mod architecture;
mod backup;
mod clock;
mod crash;
mod decision;
mod evidence;
mod log;
#[expect(dead_code, reason = "the mail server is well here; the tests of the post office make it refuse")]
#[path = "../../post/tests/support/mod.rs"]
mod mail;
mod many;
mod operations;
mod outage;
mod person;
mod processes;
#[expect(dead_code, reason = "here nothing breaks off in the middle")]
#[path = "../../store/tests/support/proxy.rs"]
mod proxy;
mod s3;
mod setup;
mod support;
mod telemetry;
mod trouble;
mod upgrade;

//! Accounts, sessions and ways to sign in.

#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

#[path = "support/app.rs"]
mod app;
mod confirmed;
mod contact;
mod deputies;
mod oidc;
mod passkeys;
mod people;
#[path = "support/person.rs"]
mod person;
mod recovery;
mod sessions;
mod spare_codes;
mod support;

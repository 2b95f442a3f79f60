//! The ground with I/O: one database interface for SQLite and PostgreSQL, the journal, keys, jobs
//! and blobs.
//!
//! Everything that counts is changed in one way: a *command* of an office opens a transaction
//! ([`Store::begin`]), checks, records journal entries ([`Tx::record`], which also projects them),
//! enqueues effects ([`Tx::enqueue`]) and commits ([`Tx::commit`]). Either all of it happened, or
//! nothing. A command is idempotent by an id that the client chose ([`Tx::once`]).
//!
//! | module | what it offers |
//! | --- | --- |
//! | [`sql()`] | statements written once, for both engines |
//! | [`journal`](Tx::record) | append-only streams, hash-chained, encrypted with a key each |
//! | [`log`](Store::advance_log) | one Merkle tree over the journal, with proofs and signed checkpoints |
//! | [`jobs`](Jobs) | the outbox: work that is done after the commit, at least once |
//! | [`blobs`](Tx::put_blob) | files, encrypted, addressed by the hash of what is stored |
//! | [`backup`] | the whole installation as of one moment, and back, on either engine |
//! | [`Office`] | what an office brings: migrations, projections, walls, replay |
//! | [`Wall`] | whose rows a store shows, enforced by PostgreSQL too |
//! | [`Scanner`] | files of strangers, shown to clamd |
//! | [`Store::provide`] | what the program hands to its offices, where it is configured |
//! | [`Clock`], [`Entropy`] | time and randomness, injected |
//! | [`day_in_germany`] | the calendar that law reads |

mod at;
pub mod backup;
mod blobs;
mod clock;
mod commands;
mod db;
mod dump;
mod engine;
mod error;
mod exists;
mod germany;
mod health;
mod jobs;
mod journal;
mod keys;
mod lasting;
mod log;
mod migrations;
mod office;
mod provided;
mod rotation;
mod s3;
mod scanner;
mod sql;
#[cfg(feature = "testing")]
pub mod testing;
mod wall;

pub use at::At;
pub use blobs::{BlobId, BlobSettings};
pub use clock::{Clock, Entropy, ManualClock, SeededEntropy, SystemClock, SystemEntropy};
pub use db::{Settings, Store, Tx};
pub use engine::Engine;
pub use error::{Error, Result};
pub use germany::{day_in_germany, in_germany, start_of_day_in_germany};
pub use health::{Backlog, Unfit};
pub use jobs::{Claimed, DeadJob, Ended, Failure, Job, Jobs, MAX_ATTEMPTS, Outcome};
pub use journal::{Actor, Damage, Entry, Meta, Report, StreamId};
pub use keys::{KeyChange, MasterKeys};
pub use migrations::Migration;
pub use office::{Office, Projector, projector};
pub use s3::S3Settings;
pub use scanner::{Scanner, Unclean};
pub use sql::{Executor, Reader, Row, Statement, sql};
pub use sqlx::types::Json;
pub use wall::{Viewer, Wall, Walled};

//! What one run observed, before figures are made of it.

use std::collections::BTreeMap;
use std::sync::Arc;

/// The observations of a run. Times are milliseconds.
#[derive(Debug, Default)]
pub(super) struct Record {
    pub(super) arrived: u64,
    /// Of the cases that ended: cycle time, waiting for staff, working time.
    pub(super) cycle: Vec<i64>,
    pub(super) waiting: Vec<i64>,
    pub(super) working: Vec<i64>,
    pub(super) open: u64,
    /// Cases that cannot go on, by element and message.
    pub(super) stuck: BTreeMap<(Arc<str>, Arc<str>), u64>,
    pub(super) stuck_cases: u64,
    pub(super) nodes: Vec<NodeRecord>,
    pub(super) pools: Vec<PoolRecord>,
    /// From the start to the end of the run, or to the last event.
    pub(super) span_ms: i64,
    pub(super) events: u64,
}

#[derive(Debug, Clone, Default)]
pub(super) struct NodeRecord {
    pub(super) visits: u64,
    /// Of completed work: from ready to begun, and working time.
    pub(super) waiting: Vec<i64>,
    pub(super) working: Vec<i64>,
    /// The part of waiting outside the hours of the pool.
    pub(super) waiting_closed_ms: i64,
    /// From begun to done, pauses included.
    pub(super) busy_ms: i64,
    /// Waiting of an event or receive task for what it waits for.
    pub(super) event: Vec<i64>,
    pub(super) withdrawn: u64,
}

#[derive(Debug, Clone, Copy, Default)]
pub(super) struct PoolRecord {
    pub(super) worked_ms: i64,
    pub(super) capacity_ms: i64,
    pub(super) longest_queue: usize,
    pub(super) mean_queue: f64,
}

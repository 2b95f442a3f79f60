//! A pool of people at work: who waits for them, who is busy, when they are there.

use std::cmp::Reverse;
use std::collections::BTreeMap;

use crate::calendar::Hours;
use crate::effects::ActivityId;

/// Work that waits: the case and its activity.
pub(super) type Ticket = (u32, ActivityId);
/// A place in the queue: the more urgent first, then the earlier.
pub(super) type Place = (Reverse<i32>, u64);

#[derive(Debug)]
pub(super) struct Staff {
    pub(super) hours: Hours,
    quantity: u32,
    busy: u32,
    queue: BTreeMap<Place, Ticket>,
    next_place: u64,
    /// When somebody looks at the queue again, if it was found outside the hours.
    wake: Option<i64>,
    pub(super) longest_queue: usize,
    /// Waiting work times milliseconds, up to `since`.
    queue_ms: i128,
    since: i64,
    /// Working time that was spent.
    pub(super) worked_ms: i64,
}

/// What a pool can do now.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Next {
    /// Somebody takes this up.
    Take(Ticket),
    /// Nobody is free, or nothing waits, or somebody comes later and that is known already.
    Nothing,
    /// Somebody comes at this time.
    WakeAt(i64),
    /// Nobody ever comes again.
    Never,
}

impl Staff {
    pub(super) fn new(hours: Hours, quantity: u32, start: i64) -> Self {
        Self {
            hours,
            quantity,
            busy: 0,
            queue: BTreeMap::new(),
            next_place: 0,
            wake: None,
            longest_queue: 0,
            queue_ms: 0,
            since: start,
            worked_ms: 0,
        }
    }

    /// Work joins the queue.
    pub(super) fn enqueue(&mut self, now: i64, priority: i32, ticket: Ticket) -> Place {
        self.note_queue(now);
        let place = (Reverse(priority), self.next_place);
        self.next_place += 1;
        self.queue.insert(place, ticket);
        place
    }

    /// Work is no longer needed before anybody began it.
    pub(super) fn withdraw(&mut self, now: i64, place: &Place) {
        self.note_queue(now);
        self.queue.remove(place);
    }

    /// Somebody is free again after some working time.
    pub(super) fn release(&mut self, worked_ms: i64) {
        self.busy = self.busy.saturating_sub(1);
        self.worked_ms = self.worked_ms.saturating_add(worked_ms);
    }

    /// Who takes up what; call it until there is nothing to take.
    pub(super) fn next(&mut self, now: i64) -> Next {
        if self.queue.is_empty() || self.busy >= self.quantity {
            self.longest_queue = self.longest_queue.max(self.queue.len());
            return Next::Nothing;
        }
        if !self.hours.is_open(now) {
            self.longest_queue = self.longest_queue.max(self.queue.len());
            if self.wake.is_some_and(|wake| wake > now) {
                return Next::Nothing;
            }
            self.wake = self.hours.next_open(now);
            return self.wake.map_or(Next::Never, Next::WakeAt);
        }
        self.note_queue(now);
        match self.queue.pop_first() {
            Some((_, ticket)) => {
                self.busy += 1;
                Next::Take(ticket)
            }
            None => Next::Nothing,
        }
    }

    /// How much work waited, on average over a time from its start to now.
    pub(super) fn mean_queue(&mut self, start: i64, now: i64) -> f64 {
        self.note_queue(now);
        if now > start { self.queue_ms as f64 / (now - start) as f64 } else { 0.0 }
    }

    /// The working time that all people together have between two times.
    pub(super) fn capacity_ms(&mut self, from: i64, to: i64) -> i64 {
        self.hours.between(from, to).saturating_mul(i64::from(self.quantity))
    }

    fn note_queue(&mut self, now: i64) {
        self.queue_ms += self.queue.len() as i128 * i128::from((now - self.since).max(0));
        self.since = self.since.max(now);
    }
}

//! One run: a queue of events in the order of simulated time, the cases, the staff. Every case moves by the
//! engine that runs real cases; this is the shell around it, with a clock of its own.

mod dice;
mod effects;
mod event;

use std::cmp::Reverse;
use std::collections::{BTreeSet, BinaryHeap, HashMap};
use std::sync::Arc;

use dice::Dice;
use event::{Event, What};
use jiff::Timestamp;

use super::arrivals;
use super::case::{Case, Job};
use super::error::Error;
use super::plan::Plan;
use super::random::Random;
use super::record::{NodeRecord, PoolRecord, Record};
use super::staff::{Next, Staff};
use crate::calendar::MAX_SPAN_MS;
use crate::effects::{ActivityId, Input, WaitId};
use crate::engine::{Moment, step_with};

pub(super) struct World<'p> {
    plan: &'p Plan<'p>,
    replication: u32,
    seed: u64,
    now: i64,
    /// When a case moved last. What is planned for work that was withdrawn since happens to nobody.
    moved: i64,
    sequence: u64,
    events: BinaryHeap<Reverse<Event>>,
    /// The arrivals that are still to come, the next one last.
    arrivals: Vec<i64>,
    cases: Vec<Case>,
    staff: Vec<Staff>,
    /// By signal: the cases that wait for it.
    listeners: HashMap<Arc<str>, BTreeSet<(u32, WaitId)>>,
    /// Events that may still happen in this run.
    budget: u64,
    record: Record,
}

/// Runs the scenario once.
///
/// # Errors
///
/// [`Error::TooManyEvents`] when more than `budget` events happen, [`Error::NoWorkingTime`] when the
/// calendars end.
pub(super) fn run(plan: &Plan<'_>, replication: u32, budget: u64) -> Result<Record, Error> {
    let seed = plan.scenario.seed.wrapping_add(u64::from(replication) - 1);
    let mut arrivals = arrivals::times(plan, &mut Random::new(seed, 0))
        .ok_or_else(|| Error::NoWorkingTime { replication, place: "arrivals".into() })?;
    arrivals.reverse();
    let staff = plan.pools.iter().map(|pool| Staff::new(pool.hours.clone(), pool.pool.quantity, plan.start));
    let world = World {
        plan,
        replication,
        seed,
        now: plan.start,
        moved: plan.start,
        sequence: 0,
        events: BinaryHeap::new(),
        cases: Vec::with_capacity(arrivals.len()),
        arrivals,
        staff: staff.collect(),
        listeners: HashMap::new(),
        budget,
        record: Record { nodes: vec![NodeRecord::default(); plan.process.nodes.len()], ..Record::default() },
    };
    world.run(budget)
}

impl World<'_> {
    fn run(mut self, budget: u64) -> Result<Record, Error> {
        self.plan_arrival();
        while let Some(Reverse(event)) = self.events.pop() {
            if self.plan.end.is_some_and(|end| event.at > end) {
                break;
            }
            self.now = event.at;
            self.spend(1, None)?;
            self.happen(event.what)?;
        }
        self.record.events = budget - self.budget;
        Ok(self.finish())
    }

    /// What lies beyond the years of the calendars does not happen in this run.
    fn plan(&mut self, at: i64, what: What) {
        if at > self.plan.start.saturating_add(MAX_SPAN_MS) {
            return;
        }
        self.sequence += 1;
        self.events.push(Reverse(Event { at, sequence: self.sequence, what }));
    }

    fn plan_arrival(&mut self) {
        if let Some(at) = self.arrivals.pop() {
            self.plan(at, What::Arrive);
        }
    }

    /// Counts events against the limit.
    fn spend(&mut self, events: u64, at: Option<&Arc<str>>) -> Result<(), Error> {
        self.budget = self.budget.checked_sub(events).ok_or_else(|| Error::TooManyEvents {
            replication: self.replication,
            limit: self.plan.scenario.max_events,
            element: at.unwrap_or(&self.plan.process.id).to_string(),
        })?;
        Ok(())
    }

    fn happen(&mut self, what: What) -> Result<(), Error> {
        match what {
            What::Arrive => self.arrive(),
            What::Done { case, activity } => self.done(case, activity),
            What::Open { pool } => self.dispatch(pool),
            What::Timer { case, wait } => {
                if self.note_wait(case, wait).is_none() {
                    return Ok(());
                }
                self.feed(case, Input::TimerDue { timer: wait })
            }
            What::Deliver { case, wait } => {
                let Some(name) = self.note_wait(case, wait) else { return Ok(()) };
                self.deliver(case, wait, name)
            }
            What::Signal { case, name, payload } => {
                let waits = self.listeners.get(&name).into_iter().flatten();
                let waits: Vec<WaitId> = waits.filter(|(id, _)| *id == case).map(|(_, wait)| *wait).collect();
                for wait in &waits {
                    self.note_wait(case, *wait);
                }
                if waits.is_empty() { Ok(()) } else { self.feed(case, Input::Signal { name, payload }) }
            }
        }
    }

    fn arrive(&mut self) -> Result<(), Error> {
        self.plan_arrival();
        let plan = self.plan;
        let case = u32::try_from(self.cases.len()).unwrap_or(u32::MAX);
        let mut random = Random::new(self.seed, u64::from(case) + 1);
        let mut variables = plan.scenario.variables.clone();
        // The plan refuses errors here.
        for (name, value) in &plan.alternatives.draw(&mut random).unwrap_or_default() {
            variables.insert(name.clone(), value.clone());
        }
        self.cases.push(Case::new(random, self.now));
        self.record.arrived += 1;
        self.feed(
            case,
            match &plan.start_event {
                Some(event) => Input::StartAt { event: event.clone(), variables },
                None => Input::Start { variables },
            },
        )
    }

    /// The world's message or signal arrives at a wait that is still open.
    fn deliver(&mut self, case: u32, wait: WaitId, name: (Arc<str>, bool)) -> Result<(), Error> {
        let (name, signal) = name;
        let payload = self.plan.messages.get(&name).map(|message| message.set.clone()).unwrap_or_default();
        self.feed(
            case,
            match signal {
                true => Input::Signal { name, payload },
                false => Input::Message { name, subscription: Some(wait), payload },
            },
        )
    }

    /// Notes how long a case waited at an event, if it still does; the name of the message or signal, empty
    /// for a timer.
    fn note_wait(&mut self, case: u32, wait: WaitId) -> Option<(Arc<str>, bool)> {
        let wait = self.cases[case as usize].waits.iter().find(|open| open.id == wait)?;
        let node = self.plan.process.node(wait.node);
        if node.waits_in_the_flow() {
            self.record.nodes[wait.node as usize].event.push(self.now - wait.since);
        }
        Some((wait.name.clone().unwrap_or_default(), wait.signal))
    }

    fn done(&mut self, case: u32, activity: ActivityId) -> Result<(), Error> {
        let Some(job) = self.cases[case as usize].take_job(activity) else { return Ok(()) };
        let Some(element) = &self.plan.elements[job.node as usize] else { return Ok(()) };
        self.note_work(case, &job);
        let output = element.outputs.draw(&mut self.cases[case as usize].random);
        self.feed(
            case,
            match output {
                Ok(output) => Input::Complete { activity, output },
                Err(error) => Input::Fail { activity, error },
            },
        )?;
        match element.pool {
            Some(pool) => {
                self.staff[pool].release(job.work_ms);
                self.dispatch(pool)
            }
            None => Ok(()),
        }
    }

    fn note_work(&mut self, case: u32, job: &Job) {
        let started = job.started.unwrap_or(self.now);
        let waiting = started - job.ready;
        let node = &mut self.record.nodes[job.node as usize];
        node.waiting.push(waiting);
        node.working.push(job.work_ms);
        node.busy_ms = node.busy_ms.saturating_add(self.now - started);
        if waiting > 0
            && let Some(pool) =
                self.plan.elements[job.node as usize].as_ref().and_then(|element| element.pool)
        {
            let closed = waiting - self.staff[pool].hours.between(job.ready, started);
            node.waiting_closed_ms = node.waiting_closed_ms.saturating_add(closed);
        }
        self.cases[case as usize].note(waiting, job.work_ms);
    }

    /// Moves a case by the engine and carries out what it asks for.
    fn feed(&mut self, case: u32, input: Input) -> Result<(), Error> {
        let process = self.plan.process;
        let entry = &mut self.cases[case as usize];
        let Some(state) = entry.state.take() else { return Ok(()) };
        self.moved = self.now;
        // All times of a run lie within the years of the calendars.
        let now = Timestamp::from_millisecond(self.now).unwrap_or(Timestamp::MAX);
        let mut dice = Dice { splits: &self.plan.splits, random: &mut entry.random };
        let moment = Moment { now, calendar: self.plan.calendar.as_ref() };
        match step_with(process, state, input, moment, Some(&mut dice)) {
            Ok(step) => {
                entry.state = Some(step.state);
                let events = (step.visited.len() + step.effects.len()) as u64;
                self.spend(events, step.visited.last())?;
                for id in &step.visited {
                    if let Some(ix) = process.index(id) {
                        self.record.nodes[ix as usize].visits += 1;
                    }
                }
                for effect in step.effects {
                    self.carry_out(case, effect)?;
                }
                Ok(())
            }
            Err(error) => self.break_off(case, &error),
        }
    }

    /// People who are free take up what waits.
    fn dispatch(&mut self, pool: usize) -> Result<(), Error> {
        loop {
            match self.staff[pool].next(self.now) {
                Next::Nothing => return Ok(()),
                Next::WakeAt(at) => {
                    self.plan(at, What::Open { pool });
                    return Ok(());
                }
                Next::Never => return Err(self.no_time(pool)),
                Next::Take((case, activity)) => {
                    let job = self.cases[case as usize].jobs.iter_mut().find(|job| job.activity == activity);
                    let Some(job) = job else { continue };
                    job.started = Some(self.now);
                    let end = self.staff[pool].hours.finish(self.now, job.work_ms);
                    let end = end.ok_or_else(|| self.no_time(pool))?;
                    self.plan(end, What::Done { case, activity });
                }
            }
        }
    }

    fn no_time(&self, pool: usize) -> Error {
        Error::NoWorkingTime { replication: self.replication, place: self.plan.pools[pool].id.to_owned() }
    }

    /// Closes the books at the end of the run.
    fn finish(mut self) -> Record {
        let (start, end) = (self.plan.start, self.plan.end.unwrap_or(self.moved));
        for case in &self.cases {
            if let Some((_, element, message)) = case.incidents.first() {
                self.record.stuck_cases += 1;
                *self.record.stuck.entry((element.clone(), message.clone())).or_insert(0) += 1;
            } else if case.state.is_some() {
                self.record.open += 1;
            }
            // What is being worked on when the run is cut off.
            for job in &case.jobs {
                let pool = self.plan.elements[job.node as usize].as_ref().and_then(|element| element.pool);
                if let (Some(started), Some(pool)) = (job.started, pool) {
                    let worked = self.staff[pool].hours.between(started, end);
                    self.staff[pool].release(worked);
                }
            }
        }
        self.record.span_ms = end - start;
        let pools = self.staff.iter_mut().map(|staff| PoolRecord {
            worked_ms: staff.worked_ms,
            capacity_ms: staff.capacity_ms(start, end),
            longest_queue: staff.longest_queue,
            mean_queue: staff.mean_queue(start, end),
        });
        self.record.pools = pools.collect();
        self.record
    }
}

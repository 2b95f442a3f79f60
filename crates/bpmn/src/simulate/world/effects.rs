//! What the engine asks the world to do.

use std::sync::Arc;

use super::{What, World};
use crate::effects::{ActivityId, Effect, Subscription, WaitId};
use crate::process::NodeIx;
use crate::simulate::case::{Job, Wait};
use crate::simulate::error::Error;

impl World<'_> {
    pub(super) fn carry_out(&mut self, case: u32, effect: Effect) -> Result<(), Error> {
        match effect {
            Effect::Work { activity, element, .. } => self.hand_out(case, activity, &element),
            Effect::CloseWork { activity } => self.withdraw(case, activity),
            Effect::SetTimer { timer, element, due } => {
                // A timer never comes too early: parts of a millisecond are rounded up.
                let at = due.as_millisecond() + i64::from(due.subsec_nanosecond() % 1_000_000 > 0);
                self.open_wait(case, timer, &element, None);
                self.plan(at.max(self.now), What::Timer { case, wait: timer });
                Ok(())
            }
            Effect::Subscribe { subscription, element, to } => {
                self.subscribe(case, subscription, &element, to);
                Ok(())
            }
            Effect::CancelTimer { timer: wait } | Effect::Unsubscribe { subscription: wait } => {
                self.close_wait(case, wait);
                Ok(())
            }
            Effect::Signal { name, payload, .. } => {
                let waiting = self.listeners.get(&name).into_iter().flatten().map(|(case, _)| *case);
                let mut waiting: Vec<u32> = waiting.filter(|other| *other != case).collect();
                waiting.dedup();
                for other in waiting {
                    let signal = What::Signal { case: other, name: name.clone(), payload: payload.clone() };
                    self.plan(self.now, signal);
                }
                Ok(())
            }
            Effect::Incident { incident, element, message, .. } => {
                self.cases[case as usize].incidents.push((Some(incident), element, message));
                Ok(())
            }
            Effect::IncidentClosed { incident } => {
                self.cases[case as usize].incidents.retain(|(id, _, _)| *id != Some(incident));
                Ok(())
            }
            Effect::Ended { .. } => self.end(case),
            Effect::Send { .. } | Effect::Escalation { .. } => Ok(()),
        }
    }

    fn hand_out(&mut self, case: u32, activity: ActivityId, element: &Arc<str>) -> Result<(), Error> {
        let Some(node) = self.plan.process.index(element) else { return Ok(()) };
        let Some(element) = &self.plan.elements[node as usize] else { return Ok(()) };
        let entry = &mut self.cases[case as usize];
        let work_ms = if element.time.is_zero() { 0 } else { element.time.draw(&mut entry.random) };
        let mut job = Job { activity, node, ready: self.now, work_ms, place: None, started: None };
        match element.pool {
            Some(pool) => {
                job.place = Some(self.staff[pool].enqueue(self.now, element.priority, (case, activity)));
                entry.jobs.push(job);
                self.dispatch(pool)
            }
            None => {
                job.started = Some(self.now);
                entry.jobs.push(job);
                self.plan(self.now.saturating_add(work_ms), What::Done { case, activity });
                Ok(())
            }
        }
    }

    /// Work is no longer needed: it leaves the queue, or whoever works on it stops.
    fn withdraw(&mut self, case: u32, activity: ActivityId) -> Result<(), Error> {
        let Some(job) = self.cases[case as usize].take_job(activity) else { return Ok(()) };
        self.record.nodes[job.node as usize].withdrawn += 1;
        let pool = self.plan.elements[job.node as usize].as_ref().and_then(|element| element.pool);
        let (Some(pool), Some(place)) = (pool, job.place) else { return Ok(()) };
        let staff = &mut self.staff[pool];
        let entry = &mut self.cases[case as usize];
        match job.started {
            None => {
                entry.note(self.now - job.ready, 0);
                staff.withdraw(self.now, &place);
                Ok(())
            }
            Some(started) => {
                let worked = staff.hours.between(started, self.now);
                entry.note(started - job.ready, worked);
                staff.release(worked);
                self.dispatch(pool)
            }
        }
    }

    fn open_wait(&mut self, case: u32, id: WaitId, element: &Arc<str>, to: Option<(Arc<str>, bool)>) {
        // The engine names elements of this process only.
        let node: NodeIx = self.plan.process.index(element).unwrap_or(0);
        let (name, signal) = to.map_or((None, false), |(name, signal)| (Some(name), signal));
        self.cases[case as usize].waits.push(Wait { id, node, since: self.now, name, signal });
    }

    fn subscribe(&mut self, case: u32, wait: WaitId, element: &Arc<str>, to: Subscription) {
        let (name, signal) = match to {
            Subscription::Message { name, .. } => (name, false),
            Subscription::Signal { name } => (name, true),
        };
        self.open_wait(case, wait, element, Some((name.clone(), signal)));
        if let Some(message) = self.plan.messages.get(&name) {
            let random = &mut self.cases[case as usize].random;
            let comes = random.unit() < message.probability;
            let after = message.after.draw(random);
            if comes {
                self.plan(self.now.saturating_add(after), What::Deliver { case, wait });
            }
        }
        if signal {
            self.listeners.entry(name).or_default().insert((case, wait));
        }
    }

    fn close_wait(&mut self, case: u32, id: WaitId) {
        let Some(wait) = self.cases[case as usize].take_wait(id) else { return };
        if let Some(listeners) =
            wait.name.filter(|_| wait.signal).and_then(|name| self.listeners.get_mut(&name))
        {
            listeners.remove(&(case, id));
        }
    }

    /// The case is over: its figures are complete.
    fn end(&mut self, case: u32) -> Result<(), Error> {
        self.clear(case)?;
        let case = &mut self.cases[case as usize];
        case.state = None;
        case.incidents.clear();
        self.record.cycle.push(self.now - case.arrived);
        self.record.waiting.push(case.waiting_ms);
        self.record.working.push(case.working_ms);
        Ok(())
    }

    /// The engine refused to go on; the case stands still for good.
    pub(super) fn break_off(&mut self, case: u32, error: &crate::Error) -> Result<(), Error> {
        self.clear(case)?;
        if let crate::Error::Runaway { element, steps } = error {
            self.spend(u64::from(*steps), Some(element))?;
        }
        let element = match error {
            crate::Error::Output { element, .. }
            | crate::Error::Event { element, .. }
            | crate::Error::Runaway { element, .. } => element,
            _ => &self.plan.process.id,
        };
        self.cases[case as usize].incidents.push((None, element.clone(), error.to_string().into()));
        Ok(())
    }

    /// Takes back whatever a case still has in the world.
    fn clear(&mut self, case: u32) -> Result<(), Error> {
        while let Some(job) = self.cases[case as usize].jobs.last().copied() {
            self.withdraw(case, job.activity)?;
        }
        while let Some(wait) = self.cases[case as usize].waits.last().map(|wait| wait.id) {
            self.close_wait(case, wait);
        }
        Ok(())
    }
}

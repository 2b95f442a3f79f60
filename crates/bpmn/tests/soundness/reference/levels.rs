//! Levels and repeated activities in the reference.

use feel::Value;

use super::{Ends, Event, Key, Rest, World, caught, fired};
use crate::model::{Activity, Level, Repeat};

/// A level that runs.
pub(super) struct Inside<'m> {
    pub(super) number: u32,
    pub(super) level: &'m Level,
    pub(super) collected: bool,
    pub(super) value: i64,
    pub(super) main: Rest<'m>,
    pub(super) beside: Vec<Rest<'m>>,
    /// Event sub-processes that run, each with its tokens.
    pub(super) handling: Vec<Vec<Rest<'m>>>,
    pub(super) armed: Vec<bool>,
    pub(super) done: Vec<Key>,
}

/// An activity with a marker that runs.
pub(super) struct Repeated<'m> {
    pub(super) number: u32,
    pub(super) activity: &'m Activity,
    /// With what one gives to be collected that needed no answer.
    pub(super) instances: Vec<(u32, Rest<'m>, Option<i64>)>,
    pub(super) next: u32,
    pub(super) completed: u32,
    pub(super) results: Vec<Value>,
}

impl<'m> Inside<'m> {
    pub(super) fn of(number: u32, level: &'m Level, collected: bool) -> Self {
        Self {
            number,
            level,
            collected,
            value: 0,
            main: Rest::Done,
            beside: Vec::new(),
            handling: Vec::new(),
            armed: vec![true; level.handlers.len()],
            done: Vec::new(),
        }
    }

    /// Does something as seen from within the level.
    pub(super) fn within<T>(
        &mut self,
        world: &mut World<'m>,
        act: impl FnOnce(&mut Self, &mut World<'m>) -> T,
    ) -> T {
        let outside = std::mem::replace(&mut world.done, std::mem::take(&mut self.done));
        let beside = std::mem::take(&mut world.beside);
        if self.level.local {
            world.values.push(self.value);
        }
        let result = act(self, world);
        if self.level.local {
            self.value = world.values.pop().expect("pushed above");
        }
        self.beside.append(&mut world.beside);
        world.beside = beside;
        self.done = std::mem::replace(&mut world.done, outside);
        result
    }

    pub(super) fn happen(&mut self, event: &Event, world: &mut World<'m>) -> bool {
        self.within(world, |inside, world| {
            if let Some(at) = fired(&inside.level.handlers, &mut inside.armed, event, world) {
                inside.handle(at, world);
                return true;
            }
            // What is thrown while an event is handled goes to the outside.
            for tokens in &mut inside.handling {
                if tokens.iter_mut().any(|rest| rest.happen(event, world)) {
                    tokens.append(&mut world.beside);
                    return true;
                }
            }
            world.guards.push(&inside.level.handlers);
            let found = inside.main.happen(event, world)
                || inside.beside.iter_mut().any(|rest| rest.happen(event, world));
            world.guards.pop();
            if world.ends == Some(Ends::Terminate) {
                world.ends = None;
                world.terminated = inside.number == 0;
                inside.clear(world);
            } else if found && let Some(at) = caught(&inside.level.handlers, world) {
                inside.handle(at, world);
            }
            found
        })
    }

    fn clear(&mut self, world: &mut World<'m>) {
        self.main = Rest::Done;
        self.beside.clear();
        self.handling.clear();
        world.beside.clear();
        self.armed.fill(false);
    }

    fn handle(&mut self, at: usize, world: &mut World<'m>) {
        let handler = &self.level.handlers[at];
        if handler.interrupting {
            self.clear(world);
        }
        self.handling.push(vec![Rest::begin(&handler.body, world)]);
    }

    /// True: the level is complete.
    pub(super) fn settle(&mut self, world: &mut World<'m>) -> bool {
        if !self.main.is_done()
            || !self.beside.iter().chain(self.handling.iter().flatten()).all(Rest::is_done)
        {
            return false;
        }
        if self.level.local {
            match self.collected {
                true => world.result = Some(self.value),
                false => {
                    world.variables.insert(format!("o{}", self.number), Value::from(self.value));
                }
            }
        }
        world.done.append(&mut self.done);
        true
    }
}

impl<'m> Repeated<'m> {
    pub(super) fn of(number: u32, activity: &'m Activity) -> Self {
        let results = activity.results();
        Self { number, activity, instances: Vec::new(), next: 0, completed: 0, results }
    }

    pub(super) fn happen(&mut self, event: &Event, world: &mut World<'m>) -> bool {
        let activity = self.activity;
        self.instances.iter_mut().any(|(index, instance, _)| {
            activity.at(*index, &mut world.path);
            let found = instance.happen(event, world);
            activity.leave(&mut world.path);
            found
        })
    }

    /// Counts what is complete and begins what follows. True: all is complete.
    pub(super) fn settle(&mut self, world: &mut World<'m>) -> bool {
        loop {
            while let Some(at) = self.instances.iter().position(|(_, instance, _)| instance.is_done()) {
                let (index, _, result) = self.instances.remove(at);
                self.complete(index, result, world);
                if self.is_complete() {
                    break;
                }
            }
            if self.is_complete() {
                if let Repeat::Many { collect: true, .. } = self.activity.repeat {
                    world.variables.insert(format!("l{}", self.number), Value::from(self.results.clone()));
                }
                return true;
            }
            if !self.begin_more(world) {
                return false;
            }
        }
    }

    fn complete(&mut self, index: u32, result: Option<i64>, world: &mut World<'m>) {
        self.completed += 1;
        let result = result.or(world.result.take()).unwrap_or(world.value());
        if let Some(place) = self.results.get_mut(index as usize) {
            *place = Value::from(result);
        }
    }

    fn is_complete(&self) -> bool {
        match self.activity.repeat {
            Repeat::Once => unreachable!("it has a marker"),
            Repeat::Loop(times) => self.completed == times,
            Repeat::Many { total, enough, .. } => {
                self.completed == total || enough.is_some_and(|enough| self.completed >= enough)
            }
        }
    }

    /// All at once, or one after the other.
    fn begin_more(&mut self, world: &mut World<'m>) -> bool {
        let (total, at_once) = match self.activity.repeat {
            Repeat::Many { sequential: false, total, .. } => (total, total),
            Repeat::Many { total, .. } | Repeat::Loop(total) => (total, 1),
            Repeat::Once => unreachable!("it has a marker"),
        };
        let mut begun = false;
        while self.next < total && self.instances.len() < at_once as usize {
            let index = self.next;
            self.next += 1;
            self.activity.at(index, &mut world.path);
            let instance = Rest::once(self.number, self.activity, !self.results.is_empty(), world);
            self.activity.leave(&mut world.path);
            self.instances.push((index, instance, world.result.take()));
            begun = true;
        }
        begun
    }
}

impl Activity {
    fn results(&self) -> Vec<Value> {
        match self.repeat {
            Repeat::Many { collect: true, total, .. } => vec![Value::Null; total as usize],
            _ => Vec::new(),
        }
    }

    /// Only instances that run at once must be told apart, so a loop has no place in the path.
    pub(super) fn at(&self, index: u32, path: &mut Vec<u32>) {
        if let Repeat::Many { .. } = self.repeat {
            path.push(index);
        }
    }

    pub(super) fn leave(&self, path: &mut Vec<u32>) {
        if let Repeat::Many { .. } = self.repeat {
            path.pop();
        }
    }
}

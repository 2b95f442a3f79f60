//! What waits in the reference, and what may happen to it.

use super::{Answer, Ends, Key, Rest, catcher};
use crate::model::{Handler, On, Wait};
use crate::write::event_of;

/// What waits, with the handlers around it.
#[derive(Default)]
pub(super) struct Open<'m> {
    path: Vec<u32>,
    guards: Vec<&'m [Handler]>,
    pub(super) found: Vec<(Key, Vec<Answer>)>,
}

impl<'m> Open<'m> {
    fn add(&mut self, element: impl Into<String>, answers: Vec<Answer>) {
        self.found.push((Key { element: element.into(), path: self.path.clone() }, answers));
    }

    fn task(&mut self, element: String) {
        let mut answers = vec![Answer::Complete; 4];
        for code in 0..2 {
            let caught = |thrown| self.guards.iter().any(|handlers| catcher(handlers, thrown).is_some());
            if caught(Ends::Error(code)) {
                answers.push(Answer::Fail(code));
            }
            if caught(Ends::Escalation(code)) {
                answers.push(Answer::Escalate(code));
            }
        }
        self.add(element, answers);
    }

    fn wait(&mut self, element: String, wait: Wait) {
        self.add(element, vec![answer(wait)]);
    }

    fn handlers(&mut self, handlers: &[Handler], armed: &[bool]) {
        for (handler, _) in handlers.iter().zip(armed).filter(|(_, armed)| **armed) {
            if let On::Wait(wait) = handler.on {
                self.wait(format!("h{}", handler.number), wait);
            }
        }
    }

    fn guarded(&mut self, handlers: &'m [Handler], open: impl FnOnce(&mut Self)) {
        self.guards.push(handlers);
        open(self);
        self.guards.pop();
    }
}

fn answer(wait: Wait) -> Answer {
    match wait {
        Wait::Timer => Answer::Timer,
        Wait::Message => Answer::Message,
    }
}

impl<'m> Rest<'m> {
    /// Lists what waits.
    pub(super) fn open(&self, open: &mut Open<'m>) {
        match self {
            Self::Done => {}
            Self::Task { number, .. } | Self::Throw(number, _) => open.task(format!("t{number}")),
            Self::Catch(number, wait) => open.wait(format!("k{number}"), *wait),
            Self::Choice(branches) => {
                for (wait, branch) in *branches {
                    open.wait(event_of(branch), *wait);
                }
            }
            Self::Undoing(queue) => {
                let key = queue.last().expect("it is done otherwise").clone();
                open.found.push((key, vec![Answer::Complete]));
            }
            Self::Sequence(rest, _) | Self::Circle { rest, .. } => rest.open(open),
            Self::All(all) => all.iter().for_each(|rest| rest.open(open)),
            Self::Guarded { handlers, armed, rest } => {
                open.handlers(handlers, armed);
                open.guarded(handlers, |open| rest.open(open));
            }
            Self::Repeated(repeated) => {
                for (index, instance, _) in &repeated.instances {
                    repeated.activity.at(*index, &mut open.path);
                    instance.open(open);
                    repeated.activity.leave(&mut open.path);
                }
            }
            Self::Inside(inside) => {
                open.handlers(&inside.level.handlers, &inside.armed);
                open.guarded(&inside.level.handlers, |open| {
                    inside.main.open(open);
                    inside.beside.iter().for_each(|rest| rest.open(open));
                });
                inside.handling.iter().flatten().for_each(|rest| rest.open(open));
            }
        }
    }
}

//! Runs a model in the engine and in the reference side by side.

use std::collections::BTreeMap;

use bpmn::{
    ActivityId, Definitions, Effect, Error, Failure, Input, Outcome, Process, State, Status, Step,
    Subscription, WaitId, step,
};
use feel::{Context, Value};
use jiff::Timestamp;

use crate::model::Model;
use crate::reference::{Answer, End, Event, Instance, Key};
use crate::write::{Written, write};

/// The duration of a timer tells in digits of this base to which instances it belongs, in seconds beyond the least.
pub(crate) const BASE: u32 = 4;
pub(crate) const AT_LEAST: u32 = 5;

/// Inputs of one run; with more it is cancelled.
const MAX_INPUTS: u32 = 200;
/// How often the same message or escalation may come.
const MAX_REPEATED: u32 = 2;

/// By what the engine knows something that waits.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Handle {
    Work(ActivityId),
    Timer(WaitId),
    Message(WaitId),
}

/// Runs a model once. What happens next is chosen from what is open by the numbers.
pub(crate) fn run(model: &Model, choices: &[u16]) {
    let written = write(model);
    let definitions = Definitions::read(written.file.as_bytes())
        .unwrap_or_else(|problems| panic!("{problems:#?}\n{}", written.file));
    let process = Process::compile(&definitions, None)
        .unwrap_or_else(|problems| panic!("{problems:#?}\n{}", written.file));
    let mut reference = Instance::start(
        model,
        written.variables.iter().map(|(name, value)| (name.to_string(), value.clone())).collect(),
    );
    let mut engine = Engine::start(&process, &written);
    let mut sent: BTreeMap<(Key, String), u32> = BTreeMap::new();
    for number in 1.. {
        engine.agrees(&reference);
        if reference.end().is_some() {
            engine.is_over();
            return;
        }
        engine.refuses_what_is_not_open();
        let mut possible = Vec::new();
        for (key, answers) in reference.open() {
            for what in answers {
                let times = sent.get(&(key.clone(), format!("{what:?}"))).copied().unwrap_or(0);
                let repeats = matches!(what, Answer::Message | Answer::Escalate(_));
                if !repeats || times < MAX_REPEATED {
                    possible.push(Event { key: key.clone(), what });
                }
            }
        }
        if possible.is_empty() || number > MAX_INPUTS {
            engine.feed(Input::Cancel { reason: "enough".into() }, engine.now);
            engine.is_over();
            return;
        }
        let choice = choices[number as usize % choices.len()];
        let event = possible.swap_remove(choice as usize % possible.len());
        *sent.entry((event.key.clone(), format!("{:?}", event.what))).or_default() += 1;
        reference.happen(&event, i64::from(number));
        engine.happen(&event, i64::from(number));
    }
}

struct Engine<'a> {
    process: &'a Process,
    written: &'a Written,
    state: State,
    now: Timestamp,
    open: BTreeMap<Handle, Key>,
    ended: Option<Outcome>,
    escalations: usize,
    log: Vec<String>,
}

impl<'a> Engine<'a> {
    fn start(process: &'a Process, written: &'a Written) -> Self {
        let mut engine = Self {
            process,
            written,
            state: State::new(),
            now: "2026-01-05T08:00:00Z".parse().unwrap(),
            open: BTreeMap::new(),
            ended: None,
            escalations: 0,
            log: Vec::new(),
        };
        let variables = written.variables.clone().with("v", 0);
        engine.feed(Input::Start { variables }, engine.now);
        engine
    }

    fn story(&self) -> String {
        format!("{}\n{}\n{:#?}", self.written.file, self.log.join("\n"), self.state)
    }

    /// One input; the stored state must behave as the one that was kept.
    fn feed(&mut self, input: Input, now: Timestamp) {
        self.log.push(format!("{input:?}"));
        let stored = serde_json::to_string(&self.state).unwrap();
        let loaded: State = serde_json::from_str(&stored).unwrap();
        assert_eq!(loaded, self.state, "{stored}");
        let kept = step(self.process, self.state.clone(), input.clone(), now);
        assert_eq!(step(self.process, loaded, input, now), kept);
        let Step { state, effects, .. } = kept.unwrap_or_else(|error| panic!("{error}\n{}", self.story()));
        self.state = state;
        for effect in effects {
            self.log.push(format!("    {effect:?}"));
            self.note(effect, now);
        }
        no_token_is_lost(&self.state);
    }

    fn note(&mut self, effect: Effect, now: Timestamp) {
        assert_eq!(self.ended, None, "the end is the last effect");
        match effect {
            Effect::Work { activity, element, input, .. } => {
                let items = &self.written.places[&*element];
                let item = |many| {
                    let item = input.get(&format!("i{many}"));
                    item.unwrap_or_else(|| panic!("{element} does not see i{many}\n{}", self.story()))
                };
                let path = items.iter().map(|many| small(item(many))).collect();
                self.opened(Handle::Work(activity), &element, path);
            }
            Effect::SetTimer { timer, element, due } => {
                let mut rest = u32::try_from((due - now).get_seconds()).unwrap() - AT_LEAST;
                let path = self.written.places[&*element].iter().map(|_| {
                    let item = rest % BASE;
                    rest /= BASE;
                    item
                });
                let path = path.collect();
                self.opened(Handle::Timer(timer), &element, path);
            }
            Effect::Subscribe { subscription, element, to: Subscription::Message { correlation, .. } } => {
                let path = correlation.unwrap().as_list().unwrap().iter().map(small).collect();
                self.opened(Handle::Message(subscription), &element, path);
            }
            Effect::CloseWork { activity } => self.closed(Handle::Work(activity)),
            Effect::CancelTimer { timer } => self.closed(Handle::Timer(timer)),
            Effect::Unsubscribe { subscription } => self.closed(Handle::Message(subscription)),
            Effect::Escalation { .. } => self.escalations += 1,
            Effect::Ended { outcome, variables } => {
                assert_eq!(variables, self.state.variables());
                self.ended = Some(outcome);
            }
            other => panic!("{other:?}\n{}", self.story()),
        }
    }

    fn opened(&mut self, handle: Handle, element: &str, path: Vec<u32>) {
        let before = self.open.insert(handle, Key { element: element.to_owned(), path });
        assert_eq!(before, None, "{handle:?} was opened twice\n{}", self.story());
    }

    fn closed(&mut self, handle: Handle) {
        assert!(self.open.remove(&handle).is_some(), "{handle:?} was not open\n{}", self.story());
    }

    fn happen(&mut self, event: &Event, number: i64) {
        let fits = |handle: &Handle| match event.what {
            Answer::Timer => matches!(handle, Handle::Timer(_)),
            Answer::Message => matches!(handle, Handle::Message(_)),
            _ => matches!(handle, Handle::Work(_)),
        };
        let found = self.open.iter().find(|(handle, key)| **key == event.key && fits(handle));
        let handle = *found.expect("the engine agrees on what is open").0;
        let output = Context::new().with("v", number);
        let mut now = self.now;
        let input = match (handle, event.what) {
            (Handle::Work(activity), Answer::Fail(code)) => {
                self.open.remove(&handle);
                let code = Some(format!("F{code}").into());
                Input::Fail { activity, error: Failure { code, message: "no".into() } }
            }
            (Handle::Work(activity), Answer::Escalate(code)) => {
                Input::Escalate { activity, code: format!("M{code}").into() }
            }
            (Handle::Work(activity), _) => {
                self.open.remove(&handle);
                // What undoes has nothing to say.
                let undoes = event.key.element.starts_with('u');
                Input::Complete { activity, output: if undoes { Context::new() } else { output } }
            }
            (Handle::Timer(timer), _) => {
                self.open.remove(&handle);
                now = self.state.timers().find(|(id, _, _)| *id == timer).unwrap().2;
                Input::TimerDue { timer }
            }
            (Handle::Message(subscription), _) => Input::Message {
                name: event.key.element.as_str().into(),
                subscription: Some(subscription),
                payload: output,
            },
        };
        self.feed(input, now);
    }

    /// The same is open, with the same variables and the same end.
    fn agrees(&self, reference: &Instance<'_>) {
        let mut expected: Vec<Key> = reference.open().into_iter().map(|(key, _)| key).collect();
        expected.sort();
        let mut open: Vec<Key> = self.open.values().cloned().collect();
        open.sort();
        assert_eq!(open, expected, "\n{}", self.story());
        let known = self.state.activities().filter(|open| open.works).map(|open| Handle::Work(open.id));
        let known = known.chain(self.state.timers().map(|(id, ..)| Handle::Timer(id)));
        let mut known: Vec<Handle> =
            known.chain(self.state.messages().map(|(id, ..)| Handle::Message(id))).collect();
        known.sort();
        assert_eq!(known, self.open.keys().copied().collect::<Vec<_>>(), "\n{}", self.story());
        // Counters of circles are a matter of the writer.
        let variables = self.state.variables();
        let variables: BTreeMap<String, Value> = variables
            .iter()
            .filter(|(name, _)| !name.starts_with('r'))
            .map(|(name, value)| (name.to_string(), value.clone()))
            .collect();
        assert_eq!(variables, reference.variables(), "\n{}", self.story());
        assert_eq!(self.escalations, reference.escalations());
        let end = match &self.ended {
            None => None,
            Some(Outcome::Completed) => Some(End::Completed),
            Some(Outcome::Terminated { .. }) => Some(End::Terminated),
            Some(Outcome::Error { code, .. }) => Some(End::Error(if &**code == "F0" { 0 } else { 1 })),
            Some(other) => panic!("{other:?}"),
        };
        assert_eq!(end, reference.end(), "\n{}", self.story());
    }

    fn is_over(&self) {
        assert!(self.open.is_empty(), "{:?} is open at the end\n{}", self.open, self.story());
        assert_eq!(self.state.status(), &Status::Ended(self.ended.clone().unwrap()));
        let again = step(
            self.process,
            self.state.clone(),
            Input::Signal { name: "x".into(), payload: Context::new() },
            self.now,
        );
        assert_eq!(again, Err(Error::Ended));
    }

    fn refuses_what_is_not_open(&self) {
        let refused =
            |input| step(self.process, self.state.clone(), input, self.now).expect_err("it is refused");
        assert_eq!(refused(Input::Start { variables: Context::new() }), Error::AlreadyStarted);
        let (never, no_timer) = (ActivityId(u64::MAX), WaitId(u64::MAX));
        assert_eq!(
            refused(Input::Complete { activity: never, output: Context::new() }),
            Error::ActivityNotOpen(never)
        );
        assert_eq!(refused(Input::TimerDue { timer: no_timer }), Error::WaitNotOpen(no_timer));
        if let Some((timer, _, due)) = self.state.timers().find(|(_, _, due)| *due > self.now) {
            assert_eq!(refused(Input::TimerDue { timer }), Error::NotDue { timer, due, now: self.now });
        }
        if let Some((message, _, name, _)) = self.state.messages().next() {
            let activity = ActivityId(message.0);
            assert_eq!(
                refused(Input::Complete { activity, output: Context::new() }),
                Error::ActivityNotOpen(activity)
            );
            let other =
                Input::Message { name: "other".into(), subscription: Some(message), payload: Context::new() };
            assert_eq!(refused(other), Error::WaitNotOpen(message), "{name}");
        }
    }
}

fn small(value: &Value) -> u32 {
    u32::try_from(value.as_number().and_then(feel::Number::to_i64).unwrap()).unwrap()
}

/// Every token that a level counts is somewhere, and none is anywhere else.
fn no_token_is_lost(state: &State) {
    let state = serde_json::to_value(state).unwrap();
    let list = |of: &serde_json::Value, name: &str| of[name].as_array().cloned().unwrap_or_default();
    let (scopes, activities, joins) =
        (list(&state, "scopes"), list(&state, "activities"), list(&state, "joins"));
    for scope in scopes.iter().filter(|scope| scope["instance"] != true) {
        let open = activities.iter().filter(|activity| activity["scope"] == scope["id"]).count() as u64;
        let here = joins.iter().filter(|join| join["scope"] == scope["id"]);
        let waiting: u64 =
            here.flat_map(|join| list(join, "arrived")).map(|at| at["count"].as_u64().unwrap()).sum();
        assert_eq!(scope["live"], open + waiting, "scope {} of {state:#}", scope["id"]);
    }
    for activity in &activities {
        assert!(
            scopes.iter().any(|scope| scope["id"] == activity["scope"]),
            "{activity} is nowhere: {state:#}"
        );
        assert_ne!(activity["phase"], "throwing", "{state:#}");
    }
}

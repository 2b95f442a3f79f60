//! The processes of one file at work: instances, messages and signals between them, and a clock that is moved by hand.

use std::cmp::Reverse;
use std::collections::{BTreeMap, BinaryHeap};
use std::sync::Arc;

use bpmn::{
    ActivityId, Effect, Failure, Input, Outcome, Process, StartTrigger, State, Status, WaitId, WorkKind, step,
};
use feel::{Context, Value};
use jiff::{SignedDuration, Timestamp};

/// The processes of a file by id.
pub(super) type Processes = BTreeMap<String, Arc<Process>>;

/// Instances of the processes of one file, with a clock that is moved by hand.
pub(super) struct World<'p> {
    processes: &'p Processes,
    instances: Vec<Instance>,
    now: Timestamp,
    /// What is to come: time, order, instance, event.
    agenda: BinaryHeap<Reverse<(Timestamp, u64, usize, Due)>>,
    order: u64,
    pub(super) trace: Vec<String>,
    pub(super) marker: bool,
    /// The last incident of any instance.
    pub(super) incident: Option<String>,
    intervals: Vec<(u8, Timestamp, Timestamp)>,
}

struct Instance {
    process: Arc<Process>,
    state: State,
    /// The instance and activity that called this one.
    caller: Option<(usize, ActivityId)>,
    timers: Vec<WaitId>,
}

#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
enum Due {
    Timer(WaitId),
    Script(ActivityId, String, Timestamp),
}

impl<'p> World<'p> {
    pub(super) fn new(processes: &'p Processes) -> Self {
        Self {
            processes,
            instances: Vec::new(),
            now: "2026-01-05T08:00:00Z".parse().expect("a valid time"),
            agenda: BinaryHeap::new(),
            order: 0,
            trace: Vec::new(),
            marker: false,
            incident: None,
            intervals: Vec::new(),
        }
    }

    pub(super) fn start(&mut self, id: &str, variables: Context) -> Result<(), String> {
        let process = self.processes.get(id).ok_or_else(|| format!("no process {id}"))?.clone();
        self.create(process, None, Input::Start { variables })
    }

    pub(super) fn count(&self) -> usize {
        self.instances.len()
    }

    pub(super) fn status(&self, instance: usize) -> &Status {
        self.instances[instance].state.status()
    }

    fn create(
        &mut self,
        process: Arc<Process>,
        caller: Option<(usize, ActivityId)>,
        input: Input,
    ) -> Result<(), String> {
        self.instances.push(Instance { process, state: State::new(), caller, timers: Vec::new() });
        self.feed(self.instances.len() - 1, input)
    }

    /// One step of an instance; its state goes through its stored form, as in the shell.
    fn feed(&mut self, at: usize, input: Input) -> Result<(), String> {
        let instance = &mut self.instances[at];
        let stored = serde_json::to_string(&instance.state).map_err(|e| e.to_string())?;
        let state: State = serde_json::from_str(&stored).map_err(|e| e.to_string())?;
        if state != instance.state {
            return Err(format!("the state changed when it was stored: {stored}"));
        }
        let step = step(&instance.process, state, input, self.now).map_err(|error| error.to_string())?;
        instance.state = step.state;
        for effect in step.effects {
            self.carry_out(at, effect)?;
        }
        Ok(())
    }

    fn carry_out(&mut self, at: usize, effect: Effect) -> Result<(), String> {
        match effect {
            Effect::Work { activity, kind: WorkKind::Script, element, .. } => {
                let script = script_of(&self.instances[at].process, &element);
                let takes = if script == "WAIT_TEN_SECONDS" || script.starts_with("CREATE_TIMESTAMP") {
                    10
                } else {
                    0
                };
                let due = self.now + SignedDuration::from_secs(takes);
                self.plan(due, at, Due::Script(activity, script, self.now));
            }
            Effect::Work { activity, kind: WorkKind::Call, called, input, .. } => {
                let called = called.unwrap_or_default();
                let id = called.rsplit(':').next().unwrap_or_default();
                let process = self.processes.get(id).ok_or_else(|| format!("no process {called}"))?.clone();
                self.create(process, Some((at, activity)), Input::Start { variables: input })?;
            }
            Effect::Work { activity, kind, element, .. } => {
                if kind == WorkKind::Send {
                    let name = message_of(&self.instances[at].process, &element);
                    self.message(&name)?;
                }
                self.plan(self.now, at, Due::Script(activity, String::new(), self.now));
            }
            Effect::SetTimer { timer, due, .. } => {
                self.instances[at].timers.push(timer);
                self.plan(due, at, Due::Timer(timer));
            }
            Effect::CancelTimer { timer } => self.instances[at].timers.retain(|open| *open != timer),
            Effect::Send { name, .. } => self.message(&name)?,
            Effect::Signal { name, .. } => self.signal(at, &name)?,
            Effect::Incident { element, message, .. } => {
                self.incident = Some(format!("{element}: {message}"));
            }
            Effect::Escalation { code, .. } => {
                if let Some((caller, activity)) = self.instances[at].caller {
                    self.feed(caller, Input::Escalate { activity, code })?;
                }
            }
            Effect::Ended { outcome, variables } => self.ended(at, &outcome, variables)?,
            _ => {}
        }
        Ok(())
    }

    fn plan(&mut self, due: Timestamp, at: usize, event: Due) {
        self.order += 1;
        self.agenda.push(Reverse((due, self.order, at, event)));
    }

    fn ended(&mut self, at: usize, outcome: &Outcome, variables: Context) -> Result<(), String> {
        let Some((caller, activity)) = self.instances[at].caller else { return Ok(()) };
        let input = match outcome {
            Outcome::Error { code, .. } => Input::Fail {
                activity,
                error: Failure { code: Some(code.clone()), message: "the called process failed".into() },
            },
            _ => Input::Complete { activity, output: variables },
        };
        self.feed(caller, input)
    }

    fn message(&mut self, name: &Arc<str>) -> Result<(), String> {
        let found = self.instances.iter().enumerate().find_map(|(at, instance)| {
            let mut messages = instance.state.messages();
            messages.find(|(_, _, own, _)| *own == name).map(|(id, _, _, _)| (at, id))
        });
        if let Some((at, id)) = found {
            let input =
                Input::Message { name: name.clone(), subscription: Some(id), payload: Context::new() };
            return self.feed(at, input);
        }
        self.trigger(StartTrigger::Message(name))
    }

    fn signal(&mut self, from: usize, name: &Arc<str>) -> Result<(), String> {
        for at in 0..self.instances.len() {
            if at != from
                && !self.instances[at].state.is_ended()
                && self.instances[at].state.signals().count() > 0
            {
                self.feed(at, Input::Signal { name: name.clone(), payload: Context::new() })?;
            }
        }
        self.trigger(StartTrigger::Signal(name))
    }

    fn trigger(&mut self, trigger: StartTrigger<'_>) -> Result<(), String> {
        let processes = self.processes;
        for process in processes.values() {
            for start in process.starts() {
                if start.triggers.contains(&trigger) {
                    let input = Input::StartAt { event: start.element, variables: Context::new() };
                    self.create(process.clone(), None, input)?;
                }
            }
        }
        Ok(())
    }

    /// Works through the agenda; time moves from event to event.
    pub(super) fn run_until(&mut self, delay: SignedDuration) -> Result<(), String> {
        let end = self.now + delay;
        while let Some(Reverse((due, _, at, event))) = self.agenda.pop() {
            if due > end {
                return Ok(());
            }
            self.now = due;
            match event {
                Due::Timer(timer) if self.instances[at].timers.contains(&timer) => {
                    self.instances[at].timers.retain(|open| *open != timer);
                    self.feed(at, Input::TimerDue { timer })?;
                }
                Due::Timer(_) => {}
                Due::Script(activity, script, since) => {
                    if self.instances[at].state.activities().any(|open| open.id == activity && open.works) {
                        self.script(at, activity, &script, since)?;
                    }
                }
            }
        }
        Ok(())
    }

    fn script(
        &mut self,
        at: usize,
        activity: ActivityId,
        script: &str,
        since: Timestamp,
    ) -> Result<(), String> {
        let variables = self.instances[at].state.variables();
        let mut output = Context::new();
        match script {
            "CREATE_LOG_FILE" => self.trace.clear(),
            "CREATE_MARKER_FILE" => self.marker = true,
            "SET_STRING_DATA" => {
                output.insert(data_output(&self.instances[at], activity), Value::from("String"));
            }
            "LOG_DATA" => {
                if variables.get("data") == Some(&Value::from("String")) {
                    self.trace.push("DATA_correct".to_owned());
                }
            }
            "INCREMENT_INTEGER_VARIABLE" | "INCREMENT_INTEGER_VARIABLE_AND_LOG" => {
                let old = variables
                    .get("integerVariable")
                    .and_then(Value::as_number)
                    .and_then(feel::Number::to_i64);
                output.insert("integerVariable", Value::from(old.unwrap_or(0) + 1));
                if script.ends_with("LOG") {
                    self.trace.push("INCREMENT_correct".to_owned());
                }
            }
            "THROW_ERROR" => {
                let error = Failure { code: Some("ERR_CODE".into()), message: "thrown by the script".into() };
                return self.feed(at, Input::Fail { activity, error });
            }
            "CREATE_TIMESTAMP_LOG_1" => self.interval(1, since),
            "CREATE_TIMESTAMP_LOG_2" => self.interval(2, since),
            "" | "WAIT_TEN_SECONDS" => {}
            entry if entry.starts_with("SCRIPT_") => self.trace.push(entry.to_owned()),
            other => return Err(format!("unknown script {other}")),
        }
        self.feed(at, Input::Complete { activity, output })
    }

    fn interval(&mut self, which: u8, since: Timestamp) {
        let (start, end) = (since, self.now);
        if self.intervals.iter().any(|(other, s, e)| *other != which && start < *e && *s < end) {
            self.trace.push("EXECUTION_parallel".to_owned());
        }
        self.intervals.push((which, start, end));
    }
}

/// The name under which an activity hands out its data: that of its data output, if it maps one, else `data`.
fn data_output(instance: &Instance, activity: ActivityId) -> Arc<str> {
    let element =
        instance.state.activities().find(|open| open.id == activity).map(|open| open.element.clone());
    let outputs =
        element.and_then(|element| instance.process.element(&element)?.data_outputs().next().cloned());
    outputs.unwrap_or_else(|| "data".into())
}

fn script_of(process: &Process, element: &str) -> String {
    process.element(element).and_then(|node| node.script()).unwrap_or_default().trim().to_owned()
}

fn message_of(process: &Process, element: &str) -> Arc<str> {
    process.element(element).and_then(|node| node.message()).cloned().unwrap_or_else(|| "".into())
}

//! The betsy suite (PEBL, University of Bamberg): executable processes with the trace that a conforming engine
//! leaves, and models that it must refuse. The adapter follows the conventions of the suite's README and nothing else.

use std::cmp::Reverse;
use std::collections::{BTreeMap, BinaryHeap};
use std::fmt::Write as _;
use std::path::Path;
use std::sync::Arc;

use bpmn::{
    ActivityId, Definitions, Effect, Failure, Input, Options, Outcome, Process, ScriptLanguage, StartTrigger,
    State, Status, WaitId, WorkKind, step,
};
use feel::{Context, Value};
use jiff::{SignedDuration, Timestamp};
use serde_json::Value as Json;

/// What a run of the suite gave.
#[derive(Default)]
pub struct Report {
    pub passed: usize,
    pub failed: usize,
    /// Cases that the data itself marks as wrong, counted apart: passed and failed.
    pub defects: (usize, usize),
    pub refused: usize,
    pub accepted: usize,
    /// Why each faulty model was refused.
    pub refusals: Vec<String>,
    /// A line for each failure.
    pub failures: Vec<String>,
}

/// Runs all cases and all faulty models of the folder.
pub fn run(folder: &Path) -> Report {
    let text =
        std::fs::read_to_string(folder.join("expectations.json")).expect("the suite has expectations.json");
    let expectations: Json = serde_json::from_str(&text).expect("expectations.json is JSON");
    let mut report = Report::default();
    for (path, process) in expectations["processes"].as_object().expect("processes is an object") {
        run_process(folder, path, process, &mut report);
    }
    for case in expectations["negative"].as_array().expect("negative is a list") {
        let path = case["file"].as_str().unwrap_or_default();
        let bytes = std::fs::read(folder.join(path)).expect("the file of a negative case exists");
        match deploy(&bytes) {
            Err(why) => {
                report.refusals.push(format!("{path}: {why}"));
                report.passed += 1;
                report.refused += 1;
            }
            Ok(_) => {
                report.failed += 1;
                report.accepted += 1;
                report.failures.push(format!("{path}: accepted, but must be refused"));
            }
        }
    }
    report
}

fn run_process(folder: &Path, path: &str, process: &Json, report: &mut Report) {
    let bytes = std::fs::read(folder.join(path)).expect("the file of a process exists");
    let deployed = deploy(&bytes);
    for case in process["cases"].as_array().into_iter().flatten() {
        let name = case["name"].as_str().unwrap_or(path);
        let result = match &deployed {
            Ok(processes) => judge(processes, process["process_to_start"].as_str().unwrap_or_default(), case),
            Err(_) if case["expected_kind"] == "error_deployment_or_runtime" => Ok(()),
            Err(problems) => Err(format!("refused: {problems}")),
        };
        let defect = case.get("upstream_defect").is_some();
        match (result, defect) {
            (Ok(()), false) => report.passed += 1,
            (Ok(()), true) => report.defects.0 += 1,
            (Err(_), true) => report.defects.1 += 1,
            (Err(why), false) => {
                report.failed += 1;
                report.failures.push(format!("{name}: {why}"));
            }
        }
    }
}

type Processes = BTreeMap<String, Arc<Process>>;

/// Compiles every executable process of a file, and every global task.
fn deploy(bytes: &[u8]) -> Result<Processes, String> {
    let text = |problems: Vec<bpmn::Problem>| {
        problems.iter().fold(String::new(), |mut text, problem| {
            let _ = write!(text, "{problem}; ");
            text
        })
    };
    let source = rewrite(bytes);
    let definitions = Definitions::read(&source).map_err(text)?;
    let options = Options { scripts: vec![ScriptLanguage::Unspecified] };
    let mut processes = Processes::new();
    for element in definitions.root().children() {
        let process = element.is("process") && element.attribute("isExecutable") != Some("false");
        if !process && !element.is("globalScriptTask") {
            continue;
        }
        let id = element.id().unwrap_or_default();
        let compiled = Process::compile_with(&definitions, Some(id), &options).map_err(text)?;
        processes.insert(id.to_owned(), Arc::new(compiled));
    }
    if processes.is_empty() {
        // Whatever is wrong with the rest of the file is found here as well.
        Process::compile_with(&definitions, None, &options).map_err(text)?;
    }
    Ok(processes)
}

/// The expressions of the suite in FEEL. Bytes stay bytes: some files are not UTF-8.
fn rewrite(bytes: &[u8]) -> Vec<u8> {
    let mut text: String = bytes.iter().map(|byte| char::from(*byte)).collect();
    for letter in ["a", "b", "c"] {
        let call = format!("test.contains(\"{letter}\")");
        text = text.replace(&format!("!{call}"), &format!("not(contains(test, \"{letter}\"))"));
        text = text.replace(&call, &format!("contains(test, \"{letter}\")"));
    }
    text = text.replace("${integerVariable}", "integerVariable");
    text.chars().map(|c| u8::try_from(u32::from(c)).expect("every character came from a byte")).collect()
}

fn judge(processes: &Processes, main: &str, case: &Json) -> Result<(), String> {
    let mut world = World::new(processes);
    if case["start_parallel_process_first"] == true {
        world.start("ParallelProcess", Context::new())?;
    }
    let mut variables = Context::new().with("test", "").with("integerVariable", 0);
    for (name, value) in case["variables"].as_object().into_iter().flatten() {
        variables.insert(name.as_str(), Value::from_json(value));
    }
    let first = world.instances.len();
    world.start(main, variables)?;
    let expected: Vec<String> = strings(&case["expected_trace"]);
    let delay = case["delay_ms"].as_i64().unwrap_or(0).max(if expected.is_empty() { 5_000 } else { 0 });
    world.run_until(SignedDuration::from_millis(delay))?;
    let mut trace = world.trace.clone();
    if world.marker && expected.iter().any(|entry| entry == "MARKER_exists") {
        trace.push("MARKER_exists".to_owned());
    }
    let outcome = world.instances[first].state.status().clone();
    let error_end = matches!(outcome, Status::Ended(Outcome::Error { .. }));
    match case["expected_kind"].as_str().unwrap_or_default() {
        "error_deployment_or_runtime" => {
            let silent = trace.iter().all(|entry| !entry.starts_with("SCRIPT_"));
            if silent && world.incident.is_some() {
                Ok(())
            } else {
                Err(format!("no error, trace {trace:?}"))
            }
        }
        "runtime_error" => match &world.incident {
            Some(_) => compare(trace, Vec::new()),
            None => Err(format!("no error, trace {trace:?}")),
        },
        "error_end_event" => {
            if error_end {
                trace.push("ERROR_thrownErrorEvent".to_owned());
            }
            compare(trace, expected)
        }
        _ => match world.incident {
            Some(incident) => Err(format!("incident: {incident}")),
            None if error_end => Err("ended by an error".to_owned()),
            None => compare(trace, expected),
        },
    }
}

fn strings(json: &Json) -> Vec<String> {
    json.as_array().into_iter().flatten().filter_map(|entry| entry.as_str().map(str::to_owned)).collect()
}

fn compare(mut trace: Vec<String>, mut expected: Vec<String>) -> Result<(), String> {
    trace.sort();
    expected.sort();
    if trace == expected { Ok(()) } else { Err(format!("trace {trace:?}, expected {expected:?}")) }
}

/// Instances of the processes of one file, with a clock that is moved by hand.
struct World<'p> {
    processes: &'p Processes,
    instances: Vec<Instance>,
    now: Timestamp,
    /// What is to come: time, order, instance, event.
    agenda: BinaryHeap<Reverse<(Timestamp, u64, usize, Due)>>,
    order: u64,
    trace: Vec<String>,
    marker: bool,
    incident: Option<String>,
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
    fn new(processes: &'p Processes) -> Self {
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

    fn start(&mut self, id: &str, variables: Context) -> Result<(), String> {
        let process = self.processes.get(id).ok_or_else(|| format!("no process {id}"))?.clone();
        self.create(process, None, Input::Start { variables })
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
                self.incident = Some(format!("{element}: {message}"))
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
    fn run_until(&mut self, delay: SignedDuration) -> Result<(), String> {
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
                output.insert(data_output(&self.instances[at], activity), Value::from("String"))
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

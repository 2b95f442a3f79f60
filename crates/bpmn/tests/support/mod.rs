//! An instance that is stepped by hand on a small model.

#![allow(dead_code, reason = "every file of tests uses a part of it")]

use bpmn::{
    ActivityId, Definitions, Effect, Error, Failure, Input, Outcome, Process, State, Status, Step, step,
};
use feel::Context;
use jiff::Timestamp;

/// An instance that is stepped by hand; every state goes through its stored form.
pub(crate) struct Case {
    pub(crate) process: Process,
    pub(crate) state: State,
    pub(crate) now: Timestamp,
    pub(crate) effects: Vec<Effect>,
    pub(crate) visited: Vec<String>,
}

pub(crate) fn process(body: &str) -> Process {
    let file = format!(
        r#"<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL" xmlns:r="urn:rennsteig:bpmn:1"
        xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" targetNamespace="urn:x">
        <error id="fehler" errorCode="F1"/><escalation id="meldung" escalationCode="M1"/><signal id="ruf" name="Ruf"/>
        <message id="brief" name="Brief"/><interface id="i" name="i"><operation id="op" name="op"><inMessageRef>brief</inMessageRef></operation></interface>
        <process id="p" isExecutable="true">{body}</process></definitions>"#
    );
    let definitions = Definitions::read(file.as_bytes()).unwrap_or_else(|problems| panic!("{problems:#?}"));
    Process::compile(&definitions, None).unwrap_or_else(|problems| panic!("{problems:#?}"))
}

/// Sequence flows from `a>b a>c`; a condition may follow after a question mark.
pub(crate) fn flows(text: &str) -> String {
    let flow = |(at, flow): (usize, &str)| {
        let (ends, condition) = flow.trim().split_once('?').unwrap_or((flow.trim(), ""));
        let (source, target) = ends.split_once('>').unwrap();
        let condition = if condition.is_empty() {
            String::new()
        } else {
            format!(
                "<conditionExpression xsi:type='tFormalExpression'><![CDATA[{condition}]]></conditionExpression>"
            )
        };
        format!(
            "<sequenceFlow id='{source}_{target}_{at}' sourceRef='{source}' targetRef='{target}'>{condition}</sequenceFlow>"
        )
    };
    text.split(';').filter(|part| !part.trim().is_empty()).enumerate().map(flow).collect()
}

impl Case {
    pub(crate) fn start(body: &str, variables: Context) -> Self {
        let now = "2026-01-05T08:00:00Z".parse().unwrap();
        let mut case = Self {
            process: process(body),
            state: State::new(),
            now,
            effects: Vec::new(),
            visited: Vec::new(),
        };
        case.feed(Input::Start { variables }).unwrap();
        case
    }

    pub(crate) fn feed(&mut self, input: Input) -> Result<(), Error> {
        let stored = serde_json::to_string(&self.state).unwrap();
        let state: State = serde_json::from_str(&stored).unwrap();
        assert_eq!(state, self.state, "{stored}");
        let Step { state, effects, visited } = step(&self.process, state, input, self.now)?;
        self.state = state;
        self.effects = effects;
        self.visited = visited.iter().map(ToString::to_string).collect();
        Ok(())
    }

    /// The open work on an element.
    pub(crate) fn work(&self, element: &str) -> ActivityId {
        let found = self.state.activities().find(|open| open.works && &**open.element == element);
        found.unwrap_or_else(|| panic!("{element} is not open: {:?}", self.state)).id
    }

    pub(crate) fn complete(&mut self, element: &str) {
        self.complete_with(element, Context::new());
    }

    pub(crate) fn complete_with(&mut self, element: &str, output: Context) {
        let activity = self.work(element);
        self.feed(Input::Complete { activity, output }).unwrap();
    }

    pub(crate) fn fail(&mut self, element: &str, code: Option<&str>) {
        let activity = self.work(element);
        let error = Failure { code: code.map(Into::into), message: "kaputt".into() };
        self.feed(Input::Fail { activity, error }).unwrap();
    }

    /// Lets the next timer run down.
    pub(crate) fn ring(&mut self) -> Timestamp {
        let (timer, _, due) = self.state.timers().min_by_key(|(_, _, due)| *due).expect("a timer runs");
        self.now = due;
        self.feed(Input::TimerDue { timer }).unwrap();
        due
    }

    pub(crate) fn open(&self) -> Vec<String> {
        self.state.activities().filter(|open| open.works).map(|open| open.element.to_string()).collect()
    }

    pub(crate) fn outcome(&self) -> &Outcome {
        match self.state.status() {
            Status::Ended(outcome) => outcome,
            other => panic!("{other:?}: {:?}", self.state),
        }
    }
}

pub(crate) fn user(ids: &str) -> String {
    ids.split(' ').map(|id| format!("<userTask id='{id}' name='{id}' r:role='amt'/>")).collect()
}

pub(crate) const ENDS: &str = "<startEvent id='s'/><endEvent id='e'/>";

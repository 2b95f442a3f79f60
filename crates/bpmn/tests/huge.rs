//! Models with tens of thousands of elements, and instances with as much open work. What grew with the square of the
//! size (reading, checking, compiling, running) would take minutes here instead of a second.

#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

use std::collections::VecDeque;
use std::fmt::Write as _;

use bpmn::{Definitions, Effect, Input, Process, State, Status, step};
use feel::Context;
use jiff::{SignedDuration, Timestamp};

const SIZE: usize = 20_000;

/// A process that is being written.
#[derive(Default)]
struct Model {
    body: String,
    flows: usize,
}

impl Model {
    fn new() -> Self {
        Self { body: "<startEvent id='s'/><endEvent id='e'/>".to_owned(), flows: 0 }
    }

    fn add(&mut self, text: &str) {
        self.body.push_str(text);
    }

    fn flow(&mut self, source: &str, target: &str) {
        self.flow_if(source, target, "");
    }

    fn flow_if(&mut self, source: &str, target: &str, condition: &str) {
        self.flows += 1;
        let condition = match condition {
            "" => String::new(),
            text => format!("<conditionExpression>{text}</conditionExpression>"),
        };
        let id = self.flows;
        let _ = write!(
            self.body,
            "<sequenceFlow id='f{id}' sourceRef='{source}' targetRef='{target}'>{condition}</sequenceFlow>"
        );
    }

    /// Every part between the same two gateways; a part begins and ends with elements of its number.
    fn wide(gateway: &str, join: &str, part: impl Fn(&mut Self, usize) -> (String, String)) -> Self {
        let mut model = Self::new();
        model.add(&format!("<{gateway}Gateway id='g'/><{join}Gateway id='j'/>"));
        model.flow("s", "g");
        model.flow("j", "e");
        for at in 0..SIZE {
            let (first, last) = part(&mut model, at);
            model.flow("g", &first);
            model.flow(&last, "j");
        }
        model
    }

    /// Every part behind the one before.
    fn row(part: impl Fn(&mut Self, usize) -> (String, String)) -> Self {
        let mut model = Self::new();
        let mut last = "s".to_owned();
        for at in 0..SIZE {
            let (first, end) = part(&mut model, at);
            model.flow(&last, &first);
            last = end;
        }
        model.flow(&last, "e");
        model
    }

    /// Runs to the end, answering everything in the order in which it was asked; how many answers and visits.
    fn run(&self) -> (usize, usize) {
        let file = format!(
            "<definitions xmlns='http://www.omg.org/spec/BPMN/20100524/MODEL' xmlns:r='urn:rennsteig:bpmn:1' \
             xmlns:xsi='http://www.w3.org/2001/XMLSchema-instance' targetNamespace='urn:x'>\
             <process id='p'>{}</process></definitions>",
            self.body
        );
        let definitions = Definitions::read(file.as_bytes()).unwrap();
        let process = Process::compile(&definitions, None).unwrap();
        let (mut state, mut answers, mut visits) = (State::new(), 0, 0);
        let mut inputs = VecDeque::from([Input::Start { variables: Context::new() }]);
        while let Some(input) = inputs.pop_front() {
            let now = Timestamp::UNIX_EPOCH + SignedDuration::from_hours(answers.min(1));
            let next = step(&process, state, input, now).unwrap();
            state = next.state;
            visits += next.visited.len();
            if let Status::Ended(_) = state.status() {
                return (usize::try_from(answers).unwrap(), visits);
            }
            answers += 1;
            inputs.extend(next.effects.into_iter().filter_map(|effect| match effect {
                Effect::Work { activity, .. } => Some(Input::Complete { activity, output: Context::new() }),
                Effect::SetTimer { timer, .. } => Some(Input::TimerDue { timer }),
                _ => None,
            }));
        }
        panic!("the process stands still");
    }
}

/// One element.
fn one(kind: &str) -> impl Fn(&mut Model, usize) -> (String, String) {
    move |model: &mut Model, at: usize| {
        let id = format!("t{at}");
        model.add(&format!("<{kind} id='{id}'/>"));
        (id.clone(), id)
    }
}

/// An inclusive gateway of whose two ways one is taken, and one that joins them.
fn diamond(model: &mut Model, at: usize) -> (String, String) {
    let (split, join) = (format!("g{at}"), format!("j{at}"));
    model.add(&format!("<inclusiveGateway id='{split}'/><inclusiveGateway id='{join}'/>"));
    for (id, taken) in [(format!("a{at}"), "true"), (format!("b{at}"), "false")] {
        model.add(&format!("<task id='{id}'/>"));
        model.flow_if(&split, &id, taken);
        model.flow(&id, &join);
    }
    (split, join)
}

fn timer(id: &str, element: &str, attributes: &str) -> String {
    format!(
        "<{element} id='{id}' {attributes}><timerEventDefinition><timeDuration xsi:type='tFormalExpression'>PT1H\
         </timeDuration></timerEventDefinition></{element}>"
    )
}

#[test]
fn a_long_row() {
    assert_eq!(Model::row(one("task")).run(), (0, SIZE + 2));
    assert_eq!(Model::row(one("subProcess")).run(), (0, SIZE + 2));
    assert_eq!(Model::row(diamond).run(), (0, 3 * SIZE + 2));
}

#[test]
fn a_row_of_links() {
    let model = Model::row(|model, at| {
        let event = |kind: &str, id: &str| {
            format!("<{kind} id='{id}'><linkEventDefinition id='l{id}' name='{at}'/></{kind}>")
        };
        let (from, to) = (format!("x{at}"), format!("y{at}"));
        model.add(&event("intermediateThrowEvent", &from));
        model.add(&event("intermediateCatchEvent", &to));
        (from, to)
    });
    assert_eq!(model.run(), (0, 2 * SIZE + 2));
}

#[test]
fn many_branches_at_once() {
    assert_eq!(Model::wide("parallel", "parallel", one("userTask")).run(), (SIZE, SIZE + 4));
    assert_eq!(Model::wide("inclusive", "inclusive", one("userTask")).run(), (SIZE, SIZE + 4));
    assert_eq!(Model::wide("parallel", "parallel", diamond).run(), (0, 3 * SIZE + 4));
}

#[test]
fn nodes_that_list_their_flows() {
    let lists = |kind: &str, flow: &str| -> String {
        (0..SIZE).map(|at| format!("<{kind}>{flow}{at}</{kind}>")).collect()
    };
    let mut model = Model::default();
    model.add("<startEvent id='s'><outgoing>a</outgoing></startEvent><endEvent id='e'><incoming>z</incoming></endEvent>");
    model.add("<sequenceFlow id='a' sourceRef='s' targetRef='g'/><sequenceFlow id='z' sourceRef='j' targetRef='e'/>");
    model.add(&format!(
        "<parallelGateway id='g'><incoming>a</incoming>{}</parallelGateway><parallelGateway id='j'>{}<outgoing>z\
         </outgoing></parallelGateway>",
        lists("outgoing", "a"),
        lists("incoming", "z")
    ));
    for at in 0..SIZE {
        model.add(&format!(
            "<task id='t{at}'><incoming>a{at}</incoming><outgoing>z{at}</outgoing></task>\
             <sequenceFlow id='a{at}' sourceRef='g' targetRef='t{at}'/>\
             <sequenceFlow id='z{at}' sourceRef='t{at}' targetRef='j'/>"
        ));
    }
    assert_eq!(model.run(), (0, SIZE + 4));
}

#[test]
fn many_events() {
    let events = Model::wide("eventBased", "exclusive", |model, at| {
        let id = format!("t{at}");
        model.add(&timer(&id, "intermediateCatchEvent", ""));
        (id.clone(), id)
    });
    assert_eq!(events.run(), (1, 5));
    let mut boundary = Model::new();
    boundary.add("<userTask id='t'/>");
    boundary.flow("s", "t");
    boundary.flow("t", "e");
    for at in 0..SIZE {
        boundary.add(&timer(&format!("b{at}"), "boundaryEvent", "attachedToRef='t' cancelActivity='false'"));
        boundary.flow(&format!("b{at}"), "e");
    }
    assert_eq!(boundary.run(), (SIZE + 1, 2 * SIZE + 3));
}

#[test]
fn many_event_sub_processes() {
    let mut model = Model::row(one("task"));
    for at in 0..SIZE {
        model.add(&format!(
            "<subProcess id='es{at}' triggeredByEvent='true'><startEvent id='es{at}s'><errorEventDefinition/>\
             </startEvent><endEvent id='es{at}e'/><sequenceFlow id='es{at}f' sourceRef='es{at}s' targetRef='es{at}e'/>\
             </subProcess>"
        ));
    }
    assert_eq!(model.run(), (0, SIZE + 2));
}

#[test]
fn a_long_way_back() {
    let mut model = Model::row(|model, at| {
        model.add(&format!(
            "<task id='t{at}'/><boundaryEvent id='b{at}' attachedToRef='t{at}'><compensateEventDefinition/>\
             </boundaryEvent><task id='u{at}' isForCompensation='true'/>\
             <association id='as{at}' sourceRef='b{at}' targetRef='u{at}'/>"
        ));
        (format!("t{at}"), format!("t{at}"))
    });
    model.body =
        model.body.replace("<endEvent id='e'/>", "<endEvent id='e'><compensateEventDefinition/></endEvent>");
    assert_eq!(model.run(), (0, 2 * SIZE + 2));
}

#[test]
fn a_hundred_thousand_instances() {
    let many = |activity: &str, inside: &str, sequential: bool| {
        let mut model = Model::new();
        model.add(&format!(
            "<{activity} id='t'><multiInstanceLoopCharacteristics isSequential='{sequential}' r:collect='loopCounter' \
             r:into='all'><loopCardinality xsi:type='tFormalExpression'>100000</loopCardinality>\
             </multiInstanceLoopCharacteristics>{inside}</{activity}>"
        ));
        model.flow("s", "t");
        model.flow("t", "e");
        model.run()
    };
    assert_eq!(many("userTask", "", false), (100_000, 3));
    assert_eq!(many("userTask", "", true), (100_000, 3));
    assert_eq!(many("subProcess", "<userTask id='u'/>", false), (100_000, 100_003));
}

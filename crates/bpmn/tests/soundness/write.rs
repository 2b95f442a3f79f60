//! Writes a model as BPMN.

use std::collections::HashMap;
use std::fmt::Write as _;

use feel::{Context, Value};

use crate::model::{Activity, Block, Handler, Kind, Level, Model, On, Repeat, Thrown, Wait, What, Work};

/// A model as a file.
pub(crate) struct Written {
    pub(crate) file: String,
    /// For each element that can wait: the multi-instance activities around it, by number, from outside in.
    pub(crate) places: HashMap<String, Vec<u32>>,
    /// The variables that count scripts and decide which way is taken.
    pub(crate) variables: Context,
}

pub(crate) fn write(model: &Model) -> Written {
    let mut writer = Writer::default();
    writer.level(&model.level);
    let messages: String = writer
        .messages
        .iter()
        .map(|id| {
            format!(
                "<message id='m_{id}' name='{id}'/><interface id='i_{id}' name='i'><operation id='o_{id}' \
                 name='o'><inMessageRef>m_{id}</inMessageRef></operation></interface>"
            )
        })
        .collect();
    let codes: String = (0..2)
        .map(|code| {
            format!(
                "<error id='error{code}' errorCode='F{code}'/><escalation id='escalation{code}' escalationCode='M{code}'/>"
            )
        })
        .collect();
    let file = format!(
        "<definitions xmlns='http://www.omg.org/spec/BPMN/20100524/MODEL' xmlns:r='urn:rennsteig:bpmn:1' \
         xmlns:xsi='http://www.w3.org/2001/XMLSchema-instance' targetNamespace='urn:x'>\n{messages}{codes}\n\
         <process id='p'>{}</process></definitions>",
        writer.out
    );
    Written { file, places: writer.places, variables: writer.variables }
}

/// A way out of a node that leads nowhere yet.
struct Exit {
    node: String,
    condition: Option<String>,
    default: bool,
}

impl Exit {
    fn of(node: &str) -> Vec<Self> {
        vec![Self { node: node.to_owned(), condition: None, default: false }]
    }

    fn when(node: &str, condition: String) -> Vec<Self> {
        vec![Self { node: node.to_owned(), condition: Some(condition), default: false }]
    }

    fn default(node: &str) -> Vec<Self> {
        vec![Self { node: node.to_owned(), condition: None, default: true }]
    }
}

#[derive(Default)]
struct Writer {
    out: String,
    flows: u32,
    messages: Vec<String>,
    places: HashMap<String, Vec<u32>>,
    variables: Context,
    /// The multi-instance activities around what is being written.
    many: Vec<u32>,
}

impl Writer {
    fn put(&mut self, text: &str) {
        self.out.push_str(text);
    }

    /// Leads all ways to a node.
    fn lead(&mut self, exits: Vec<Exit>, target: &str) {
        for exit in exits {
            self.flows += 1;
            let id = if exit.default { default_flow(&exit.node) } else { format!("f{}", self.flows) };
            let condition = exit.condition.map_or(String::new(), |condition| {
                format!("<conditionExpression xsi:type='tFormalExpression'>{condition}</conditionExpression>")
            });
            let source = exit.node;
            let _ = writeln!(
                self.out,
                "<sequenceFlow id='{id}' sourceRef='{source}' targetRef='{target}'>{condition}</sequenceFlow>"
            );
        }
    }

    /// Joins ways of which one is taken.
    fn merge(&mut self, exits: Vec<Exit>, id: &str) -> Vec<Exit> {
        if exits.len() < 2 {
            return exits;
        }
        let _ = writeln!(self.out, "<exclusiveGateway id='{id}'/>");
        self.lead(exits, id);
        Exit::of(id)
    }

    fn level(&mut self, level: &Level) {
        let n = level.body.number;
        let _ = writeln!(self.out, "<startEvent id='start{n}'/>");
        let exits = self.block(&level.body, Exit::of(&format!("start{n}")));
        self.end(exits, &format!("end{n}"));
        for handler in &level.handlers {
            self.event_sub_process(handler);
        }
    }

    fn end(&mut self, exits: Vec<Exit>, id: &str) {
        let _ = writeln!(self.out, "<endEvent id='{id}'/>");
        self.lead(exits, id);
    }

    fn event_sub_process(&mut self, handler: &Handler) {
        let n = handler.number;
        let _ = writeln!(self.out, "<subProcess id='es{n}' triggeredByEvent='true'>");
        let (start, definition) = (format!("h{n}"), self.definition(&format!("h{n}"), handler.on));
        let _ = writeln!(
            self.out,
            "<startEvent id='{start}' isInterrupting='{}'>{definition}</startEvent>",
            handler.interrupting
        );
        let exits = self.block(&handler.body, Exit::of(&start));
        self.end(exits, &format!("end{n}"));
        self.put("</subProcess>\n");
    }

    /// Writes a block behind some ways; the ways out of it.
    fn block(&mut self, block: &Block, from: Vec<Exit>) -> Vec<Exit> {
        let n = block.number;
        match &block.kind {
            Kind::Activity(activity) => self.activity(n, activity, from),
            Kind::Script => {
                self.variables.insert(format!("s{n}"), Value::from(0));
                self.script(&format!("s{n}"), &format!("s{n}"), &format!("s{n} + 1"), from)
            }
            Kind::Catch(wait) => self.catch(&format!("k{n}"), *wait, from),
            Kind::Sequence(blocks) => blocks.iter().fold(from, |from, block| self.block(block, from)),
            Kind::Exclusive(taken, branches) => {
                self.variables.insert(format!("c{n}"), Value::from(*taken as i64));
                let gateway = self.splits("exclusive", n, from, true);
                let last = branches.len() - 1;
                let mut exits = Vec::new();
                for (at, branch) in branches.iter().enumerate() {
                    let way = match at == last {
                        true => Exit::default(&gateway),
                        false => Exit::when(&gateway, format!("c{n} = {at}")),
                    };
                    exits.extend(self.block(branch, way));
                }
                self.merge(exits, &format!("j{n}"))
            }
            Kind::Parallel(branches) => {
                let gateway = self.splits("parallel", n, from, false);
                let ways = branches.iter().map(|branch| (branch, Exit::of(&gateway)));
                self.joined("parallel", n, ways.collect(), Vec::new())
            }
            Kind::Inclusive(branches) => {
                let gateway = self.splits("inclusive", n, from, true);
                let ways = branches.iter().enumerate().map(|(at, (taken, branch))| {
                    self.variables.insert(format!("c{n}_{at}"), Value::from(*taken));
                    (branch, Exit::when(&gateway, format!("c{n}_{at}")))
                });
                let ways = ways.collect();
                self.joined("inclusive", n, ways, Exit::default(&gateway))
            }
            Kind::Events(branches) => {
                let gateway = self.splits("eventBased", n, from, false);
                let mut exits = Vec::new();
                for (wait, branch) in branches {
                    let event = self.catch(&event_of(branch), *wait, Exit::of(&gateway));
                    exits.extend(self.block(branch, event));
                }
                self.merge(exits, &format!("j{n}"))
            }
            Kind::Circle(times, body) => self.circle(n, *times, body, from),
            Kind::Guarded(host, handlers) => self.guarded(n, host, handlers, from),
            Kind::Throw(thrown) => self.throw(n, *thrown, from),
        }
    }

    fn splits(&mut self, kind: &str, n: u32, from: Vec<Exit>, default: bool) -> String {
        let id = format!("g{n}");
        let default = if default { format!(" default='{}'", default_flow(&id)) } else { String::new() };
        let _ = writeln!(self.out, "<{kind}Gateway id='{id}'{default}/>");
        self.lead(from, &id);
        id
    }

    fn joined(&mut self, kind: &str, n: u32, ways: Vec<(&Block, Vec<Exit>)>, more: Vec<Exit>) -> Vec<Exit> {
        let id = format!("j{n}");
        let _ = writeln!(self.out, "<{kind}Gateway id='{id}'/>");
        self.lead(more, &id);
        for (branch, way) in ways {
            let exits = self.block(branch, way);
            self.lead(exits, &id);
        }
        Exit::of(&id)
    }

    fn script(&mut self, id: &str, result: &str, script: &str, from: Vec<Exit>) -> Vec<Exit> {
        let _ = writeln!(
            self.out,
            "<scriptTask id='{id}' r:result='{result}'><script>{script}</script></scriptTask>"
        );
        self.lead(from, id);
        Exit::of(id)
    }

    fn catch(&mut self, id: &str, wait: Wait, from: Vec<Exit>) -> Vec<Exit> {
        let definition = self.definition(id, On::Wait(wait));
        let _ = writeln!(self.out, "<intermediateCatchEvent id='{id}'>{definition}</intermediateCatchEvent>");
        self.lead(from, id);
        Exit::of(id)
    }

    /// Messages and timers tell by their correlation and time to which instances they belong.
    fn definition(&mut self, id: &str, on: On) -> String {
        self.places.insert(id.to_owned(), self.many.clone());
        let items = self.many.iter();
        match on {
            On::Wait(Wait::Timer) => {
                let sum: String = items
                    .enumerate()
                    .map(|(at, many)| format!(" + i{many} * {}", crate::run::BASE.pow(at as u32)))
                    .collect();
                format!(
                    "<timerEventDefinition><timeDuration xsi:type='tFormalExpression'>duration(\"PT\" + string({}{sum}) + \"S\")\
                     </timeDuration></timerEventDefinition>",
                    crate::run::AT_LEAST
                )
            }
            On::Wait(Wait::Message) => {
                self.messages.push(id.to_owned());
                let list: Vec<String> = items.map(|many| format!("i{many}")).collect();
                format!(
                    "<messageEventDefinition messageRef='m_{id}' r:correlation='[{}]'><operationRef>o_{id}\
                     </operationRef></messageEventDefinition>",
                    list.join(", ")
                )
            }
            On::Error(code) => format!("<errorEventDefinition{}/>", reference("error", code)),
            On::Escalation(code) => format!("<escalationEventDefinition{}/>", reference("escalation", code)),
        }
    }

    fn activity(&mut self, n: u32, activity: &Activity, from: Vec<Exit>) -> Vec<Exit> {
        let id = format!("t{n}");
        let many = matches!(activity.repeat, Repeat::Many { .. });
        if many {
            self.many.push(n);
        }
        self.places.insert(id.clone(), self.many.clone());
        match &activity.what {
            What::Task { work, undo } => {
                let element = match work {
                    Work::User => "userTask",
                    Work::Service => "serviceTask",
                    Work::Call => "callActivity",
                };
                let _ = writeln!(self.out, "<{element} id='{id}'>{}</{element}>", repeat(n, activity));
                if *undo {
                    self.places.insert(format!("u{n}"), self.many.clone());
                    let _ = writeln!(
                        self.out,
                        "<boundaryEvent id='b{n}' attachedToRef='{id}'><compensateEventDefinition/></boundaryEvent>\
                         <userTask id='u{n}' isForCompensation='true'/>\
                         <association id='a{n}' sourceRef='b{n}' targetRef='u{n}' associationDirection='One'/>"
                    );
                }
            }
            What::Level(level) => {
                let _ = writeln!(self.out, "<subProcess id='{id}'>");
                if level.local {
                    let _ = writeln!(
                        self.out,
                        "<extensionElements><r:input name='v' value='0'/><r:output name='o{n}' value='v'/>\
                         </extensionElements>"
                    );
                }
                self.put(&repeat(n, activity));
                self.level(level);
                self.put("</subProcess>\n");
            }
        }
        if many {
            self.many.pop();
        }
        self.lead(from, &id);
        Exit::of(&id)
    }

    /// A counter of its own for each run of the level, as instances may be under way at once.
    fn circle(&mut self, n: u32, times: u32, body: &Block, from: Vec<Exit>) -> Vec<Exit> {
        let _ = writeln!(self.out, "<dataObject id='r{n}' name='r{n}'/>");
        let mut entries = self.script(&format!("begin{n}"), &format!("r{n}"), "0", from);
        let back = format!("g{n}");
        entries.extend(Exit::when(&back, format!("r{n} &lt; {times}")));
        let body_entry = self.merge(entries, &format!("j{n}"));
        let exits = self.block(body, body_entry);
        let counted = self.script(&format!("count{n}"), &format!("r{n}"), &format!("r{n} + 1"), exits);
        self.splits("exclusive", n, counted, true);
        Exit::default(&back)
    }

    fn guarded(&mut self, n: u32, host: &Block, handlers: &[Handler], from: Vec<Exit>) -> Vec<Exit> {
        let mut exits = self.block(host, from);
        for handler in handlers {
            let id = format!("h{}", handler.number);
            let definition = self.definition(&id, handler.on);
            let _ = writeln!(
                self.out,
                "<boundaryEvent id='{id}' attachedToRef='t{}' cancelActivity='{}'>{definition}</boundaryEvent>",
                host.number, handler.interrupting
            );
            let handled = self.block(&handler.body, Exit::of(&id));
            match handler.interrupting {
                true => exits.extend(handled),
                false => self.end(handled, &format!("end{}", handler.number)),
            }
        }
        self.merge(exits, &format!("j{n}"))
    }

    fn throw(&mut self, n: u32, thrown: Thrown, from: Vec<Exit>) -> Vec<Exit> {
        self.places.insert(format!("t{n}"), self.many.clone());
        let _ = writeln!(self.out, "<userTask id='t{n}'/>");
        self.lead(from, &format!("t{n}"));
        let after = Exit::of(&format!("t{n}"));
        let id = format!("x{n}");
        match thrown {
            Thrown::Error(code, happens) => {
                let definition = format!("<errorEventDefinition{}/>", reference("error", Some(code)));
                self.may_end(n, happens, &definition, after)
            }
            Thrown::Terminate(happens) => self.may_end(n, happens, "<terminateEventDefinition/>", after),
            Thrown::Escalation(code) => {
                let reference = reference("escalation", Some(code));
                self.intermediate(&id, &format!("<escalationEventDefinition{reference}/>"), after)
            }
            Thrown::Compensation => self.intermediate(&id, "<compensateEventDefinition/>", after),
        }
    }

    fn intermediate(&mut self, id: &str, definition: &str, from: Vec<Exit>) -> Vec<Exit> {
        let _ = writeln!(self.out, "<intermediateThrowEvent id='{id}'>{definition}</intermediateThrowEvent>");
        self.lead(from, id);
        Exit::of(id)
    }

    fn may_end(&mut self, n: u32, happens: bool, definition: &str, from: Vec<Exit>) -> Vec<Exit> {
        self.variables.insert(format!("c{n}"), Value::from(happens));
        let gateway = self.splits("exclusive", n, from, true);
        let _ = writeln!(self.out, "<endEvent id='x{n}'>{definition}</endEvent>");
        self.lead(Exit::when(&gateway, format!("c{n}")), &format!("x{n}"));
        Exit::default(&gateway)
    }
}

/// The id of the event before a branch of an event-based gateway.
pub(crate) fn event_of(branch: &Block) -> String {
    format!("k{}", branch.number - 1)
}

fn default_flow(gateway: &str) -> String {
    format!("d_{gateway}")
}

fn reference(kind: &str, code: Option<u8>) -> String {
    code.map_or(String::new(), |code| format!(" {kind}Ref='{kind}{code}'"))
}

fn repeat(n: u32, activity: &Activity) -> String {
    match activity.repeat {
        Repeat::Once => String::new(),
        Repeat::Loop(times) => format!("<standardLoopCharacteristics loopMaximum='{times}'/>"),
        Repeat::Many { sequential, total, enough, collect } => {
            let items: Vec<String> = (0..total).map(|item| item.to_string()).collect();
            let result = match &activity.what {
                What::Level(level) if level.local => format!("o{n}"),
                _ => "v".to_owned(),
            };
            let collect =
                if collect { format!(" r:collect='{result}' r:into='l{n}'") } else { String::new() };
            let enough = enough.map_or(String::new(), |enough| {
                format!("<completionCondition xsi:type='tFormalExpression'>numberOfCompletedInstances >= {enough}</completionCondition>")
            });
            format!(
                "<multiInstanceLoopCharacteristics isSequential='{sequential}' r:collection='[{}]' r:item='i{n}'{collect}>\
                 {enough}</multiInstanceLoopCharacteristics>",
                items.join(", ")
            )
        }
    }
}

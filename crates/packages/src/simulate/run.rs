//! One process of a scenario, from its start to its end.

use std::collections::{BTreeSet, VecDeque};
use std::sync::Arc;

use bpmn::{Effect, Input, Moment, Node, Process, State, WaitId, WorkKind};
use feel::{Context, Value};
use form::{Form, Setting};
use jiff::civil::Date;
use jiff::{Timestamp, ToSpan};

use crate::decisions::Decided;
use crate::explain;
use crate::frage::{Antwort, Frage, FrageArt};
use crate::notice::Grund;
use crate::package::Package;
use crate::scenario::Aufgabe;
use crate::verfahren::Verfahren;

/// Steps after which a scenario counts as endless.
const MAX_WORK: usize = 1_000;

/// What became of a case.
#[derive(Debug)]
pub(super) struct Run {
    pub(super) today: Date,
    /// Paths of fields that were refused.
    pub(super) refused: Vec<String>,
    pub(super) visited: Vec<String>,
    /// Variables as they were last.
    pub(super) variables: Context,
    /// How each decision came about, with its file.
    pub(super) decided: Vec<(String, dmn::Trace)>,
    /// What was written, in this order.
    pub(super) papers: Vec<Paper>,
    /// How many tasks and questions were answered.
    pub(super) tasks: usize,
    /// Why it did not come to its end.
    pub(super) stopped: Option<String>,
}

/// A notice or a letter, and what the process knew then.
#[derive(Debug)]
pub(super) enum Paper {
    Notice {
        template: Option<String>,
        variables: Context,
        gruende: Vec<Grund>,
    },
    Letter {
        template: Option<String>,
        variables: Context,
        betreff: String,
        text: String,
        frist: Option<Date>,
    },
}

/// What people do with their tasks.
pub(super) enum People<'a> {
    /// What the scenario says, one after the other.
    Follow(&'a [Aufgabe]),
    /// Always the outcome of this number, or the last one; questions stay without an answer.
    Choose(usize),
    /// The first outcome, which is to lead on; forms stay as they are, questions without an answer. Nobody leads on what
    /// rests on a form that is not filled in, or what comes round again.
    LeadOn,
}

impl Run {
    pub(super) fn new(today: Date) -> Self {
        Self {
            today,
            refused: Vec::new(),
            visited: Vec::new(),
            variables: Context::new(),
            decided: Vec::new(),
            papers: Vec::new(),
            tasks: 0,
            stopped: None,
        }
    }

    /// Runs a process of the package to its end.
    pub(super) fn of(
        package: &Package,
        verfahren: Verfahren,
        today: Date,
        variables: Context,
        people: People<'_>,
    ) -> Self {
        let run = Self { variables: variables.clone(), ..Self::new(today) };
        let Some(process) = package.process_of(verfahren) else {
            return Self { stopped: Some(format!("the package has no process for {verfahren}")), ..run };
        };
        let now = noon(today);
        let simulation = Simulation::new(package, process, people, run, now);
        simulation.go(State::new(), Input::Start { variables })
    }

    /// Runs a process on from where it stands, with what comes next; people lead it on.
    pub(super) fn on(
        package: &Package,
        process: &Process,
        state: State,
        input: Input,
        now: Timestamp,
    ) -> Self {
        let run = Self::new(now.to_zoned(jiff::tz::TimeZone::UTC).date());
        Simulation::new(package, process, People::LeadOn, run, now).go(state, input)
    }
}

/// An event that a process waits for.
enum Awaited<'a> {
    Timer(WaitId, Timestamp),
    Message(WaitId, &'a Arc<str>),
    Signal(&'a Arc<str>),
}

struct Simulation<'a> {
    package: &'a Package,
    process: &'a Process,
    people: People<'a>,
    run: Run,
    reasons: Vec<Grund>,
    /// Tasks of people who were passed over.
    passed: BTreeSet<String>,
    now: Timestamp,
}

impl<'a> Simulation<'a> {
    fn new(package: &'a Package, process: &'a Process, people: People<'a>, run: Run, now: Timestamp) -> Self {
        Self { package, process, people, run, reasons: Vec::new(), passed: BTreeSet::new(), now }
    }

    fn go(mut self, mut state: State, first: Input) -> Run {
        let mut inputs = VecDeque::from([first]);
        let mut steps = 0;
        while let Some(input) = inputs.pop_front() {
            steps += 1;
            if steps > MAX_WORK {
                self.run.stopped = Some(format!("the process is not at its end after {MAX_WORK} steps"));
                break;
            }
            // A package is not of one Land; the holidays that all have are near enough for a scenario.
            let calendar = fristen::Kalender::neu(fristen::Land::Berlin);
            match bpmn::step(self.process, state, input, Moment { now: self.now, calendar: Some(&calendar) })
            {
                Ok(step) => {
                    self.run.visited.extend(step.visited.iter().map(ToString::to_string));
                    state = step.state;
                    for effect in step.effects {
                        self.effect(effect, &mut inputs);
                    }
                }
                Err(error) => {
                    self.run.stopped = Some(format!("the process stops: {error}"));
                    break;
                }
            }
            if self.run.stopped.is_some() {
                break;
            }
            if inputs.is_empty() && !state.is_ended() {
                inputs.extend(self.event(&state));
            }
        }
        self.run
    }

    /// Nothing moves: the scenario says which timer runs down, which message or signal arrives.
    fn event(&mut self, state: &State) -> Option<Input> {
        let timers = state.timers().map(|(id, element, due)| (element, Awaited::Timer(id, due)));
        let messages = state.messages().map(|(id, element, name, _)| (element, Awaited::Message(id, name)));
        let signals = state.signals().map(|(_, element, name)| (element, Awaited::Signal(name)));
        let awaited: Vec<(&Arc<str>, Awaited<'_>)> = timers.chain(messages).chain(signals).collect();
        if awaited.is_empty() {
            return None;
        }
        self.run.tasks += 1;
        let number = self.run.tasks;
        let People::Follow(tasks) = &self.people else {
            self.run.stopped = Some(format!("{:?}: the process waits", awaited[0].0));
            return None;
        };
        let task = tasks.get(number - 1);
        let found = task.and_then(|task| awaited.iter().find(|(element, _)| ***element == *task.element));
        let (Some(task), Some((element, awaited))) = (task, found) else {
            let elements: Vec<&str> = awaited.iter().map(|(element, _)| &***element).collect();
            self.run.stopped = Some(format!(
                "the process waits for {elements:?}, but [[aufgabe]] number {number} is not that"
            ));
            return None;
        };
        let result = self.process.element(element).and_then(|node| node.extension("result"));
        let payload = result.map_or_else(Context::new, |name| {
            Context::new().with(name, Value::Context(Context::from_json(&task.ausgabe)))
        });
        Some(match awaited {
            Awaited::Timer(timer, due) => {
                self.now = self.now.max(*due);
                Input::TimerDue { timer: *timer }
            }
            Awaited::Message(id, name) => {
                Input::Message { name: (*name).clone(), subscription: Some(*id), payload }
            }
            Awaited::Signal(name) => Input::Signal { name: (*name).clone(), payload },
        })
    }

    /// What somebody outside of the office does, as the scenario says: the variable that the element names.
    fn outside(&mut self, element: &str, node: &Node, what: &str) -> Result<Context, String> {
        let answer = self.next(element, what)?.map(|task| Context::from_json(&task.ausgabe));
        let value = answer.map_or(Value::Null, Value::Context);
        Ok(node.extension("result").map_or_else(Context::new, |name| Context::new().with(name, value)))
    }

    fn effect(&mut self, effect: Effect, inputs: &mut VecDeque<Input>) {
        match effect {
            Effect::Work { activity, element, kind, input, .. } => {
                self.run.variables = input.clone();
                match self.work(&element, kind, &input) {
                    Ok(output) => inputs.push_back(Input::Complete { activity, output }),
                    Err(reason) => self.run.stopped = Some(reason),
                }
            }
            Effect::Incident { element, message, .. } => {
                self.run.stopped = Some(format!("the process stands still at {element:?}: {message}"));
            }
            Effect::Ended { variables, .. } => self.run.variables = variables,
            _ => {}
        }
    }

    fn work(&mut self, element: &str, kind: WorkKind, variables: &Context) -> Result<Context, String> {
        let process = self.process;
        let node =
            process.element(element).ok_or_else(|| format!("the process has no element {element:?}"))?;
        match kind {
            WorkKind::BusinessRule => {
                let decision = node.extension("decision").unwrap_or_default();
                let Decided { file, outcome, .. } =
                    self.package.decide(node, variables).map_err(|e| format!("{element}: {e}"))?;
                if self.package.manifest.entscheidungen.haupt.as_deref() == Some(decision) {
                    self.reasons = explain::gruende(&outcome);
                }
                self.run.decided.push((file, outcome.trace));
                let result = node.extension("result").unwrap_or(decision);
                Ok(Context::new().with(result, outcome.value))
            }
            WorkKind::User => {
                let output = self.person(element, node, variables)?;
                if let Some(Value::String(text)) = output.get("begruendung") {
                    self.reasons = vec![Grund { text: text.to_string(), quelle: None }];
                }
                Ok(output)
            }
            WorkKind::Service => self.service(element, node, variables),
            WorkKind::Send => Ok(Context::new()),
            WorkKind::Call => self.outside(element, node, "another Behoerde answers this call"),
            other => Err(format!("{element}: this release does not carry out work of the kind {other:?}")),
        }
    }

    fn service(&mut self, element: &str, node: &Node, variables: &Context) -> Result<Context, String> {
        if node.extension("operation") == Some("auftrag") {
            return self.outside(element, node, "a program outside does this");
        }
        if node.extension("operation") == Some("bescheid") {
            self.run.papers.push(Paper::Notice {
                template: node.extension("template").map(str::to_owned),
                variables: variables.clone(),
                gruende: self.reasons.clone(),
            });
        }
        let asked = Frage::read(node, variables).map_err(|e| format!("{element}: {e}"))?;
        let Some(frage) = asked else { return Ok(Context::new()) };
        let days = frage.frist.and_then(fristen::Dauer::tage_ohne_zusammenhang);
        self.run.papers.push(Paper::Letter {
            template: frage.template.map(str::to_owned),
            variables: variables.clone(),
            betreff: node.name().unwrap_or(element).to_owned(),
            text: frage.text.clone(),
            // Without a calendar: near enough to look at the letter.
            frist: days.and_then(|days| self.run.today.checked_add(i64::from(days).days()).ok()),
        });
        let antwort = match self.next(element, &format!("{} waits for an answer", word(frage.art)))? {
            Some(task) => task.antwort(self.run.today)?,
            None => Antwort::default(),
        };
        Ok(frage.output(&antwort))
    }

    /// What the scenario says comes next, if it says anything at all; it must be about this element.
    fn next(&mut self, element: &str, what: &str) -> Result<Option<Aufgabe>, String> {
        self.run.tasks += 1;
        let number = self.run.tasks;
        let People::Follow(tasks) = &self.people else { return Ok(None) };
        let task = tasks.get(number - 1).filter(|task| task.element == element);
        task.cloned()
            .map(Some)
            .ok_or_else(|| format!("{element:?}: {what}, but [[aufgabe]] number {number} is not that"))
    }

    fn person(&mut self, element: &str, node: &Node, variables: &Context) -> Result<Context, String> {
        let setting = Setting::new(self.run.today, "de").with_given(variables.clone());
        let form = node.extension("form").and_then(|name| self.package.aufgabe(name));
        let mut task = self.next(element, "a person has to do this")?;
        while let Some(refused) = task.as_ref().filter(|task| !task.fehler.is_empty()) {
            refuses(element, form, refused, &setting)?;
            task = self.next(element, "a person has to do this once more")?;
        }
        let mut output = match (&task, &self.people) {
            (Some(task), _) => Context::from_json(&task.ausgabe),
            (None, People::Choose(number)) => {
                let outcomes = node.extension("outcomes").unwrap_or_default();
                let choice = outcomes.split_whitespace().nth(*number);
                let choice = choice.or(outcomes.split_whitespace().last()).unwrap_or_default();
                Context::new()
                    .with("ergebnis", choice)
                    .with("begruendung", "Hier steht, warum so entschieden wurde.")
            }
            (None, People::LeadOn) => {
                self.leads_on(element, node, variables)?;
                let outcomes = node.extension("outcomes").unwrap_or_default();
                return Ok(
                    Context::new().with("ergebnis", outcomes.split_whitespace().next().unwrap_or_default())
                );
            }
            (None, People::Follow(_)) => Context::new(),
        };
        if let (Some(form), Some(result)) = (form, node.extension("result")) {
            let answers = task.map_or_else(
                || form::sample::answers(form, &setting, form::sample::Extent::Everything),
                |task| task.answers(),
            );
            let checked = form.check(&answers, &setting).map_err(|errors| {
                let paths: Vec<String> = errors.into_iter().map(|error| error.path).collect();
                format!("{element:?}: the form of the task refuses {paths:?}")
            })?;
            output = output.with(result, Value::Context(checked));
        } else if task.is_some_and(|task| !task.angaben.is_empty()) {
            return Err(format!("{element:?}: the task has no form, so it has no angaben"));
        }
        Ok(output)
    }
}

impl Simulation<'_> {
    /// Whether a person can be passed over who has not done their task yet.
    fn leads_on(&mut self, element: &str, node: &Node, variables: &Context) -> Result<(), String> {
        let is_filled = |result: &str| !variables.get(result).is_none_or(Value::is_null);
        if node.extension("form").is_some() && !node.extension("result").is_some_and(is_filled) {
            return Err(format!("{element:?}: what comes next rests on the form of this task"));
        }
        if !self.passed.insert(element.to_owned()) {
            return Err(format!("{element:?}: the way comes round to this task again"));
        }
        Ok(())
    }
}

/// Whether the form of a task refuses what a scenario says that it refuses.
fn refuses(element: &str, form: Option<&Form>, task: &Aufgabe, setting: &Setting) -> Result<(), String> {
    let errors = form.and_then(|form| form.check(&task.answers(), setting).err()).unwrap_or_default();
    let (mut found, mut wanted) =
        (errors.into_iter().map(|error| error.path).collect::<Vec<_>>(), task.fehler.clone());
    found.sort();
    wanted.sort();
    if found == wanted {
        return Ok(());
    }
    Err(format!("{element:?}: refused fields of the form: expected {wanted:?}, found {found:?}"))
}

fn word(art: FrageArt) -> &'static str {
    match art {
        FrageArt::Rueckfrage => "a question",
        FrageArt::Anhoerung => "a hearing",
        FrageArt::Stellungnahme => "a request for a statement",
    }
}

fn noon(day: Date) -> Timestamp {
    day.at(12, 0, 0, 0)
        .to_zoned(jiff::tz::TimeZone::UTC)
        .map_or(Timestamp::UNIX_EPOCH, |zoned| zoned.timestamp())
}

//! Runs a scenario: the form is checked, the process runs as a pure function, decisions are evaluated, people
//! do what the scenario says. No database, no clock.

use std::collections::VecDeque;

use bpmn::{Effect, Input, State, WorkKind};
use feel::{Context, Expression, Names, Value};
use form::Setting;
use jiff::civil::Date;
use serde_json::Value as Json;

use crate::explain;
use crate::notice::{Grund, Notice};
use crate::package::Package;
use crate::scenario::{Aufgabe, Scenario, Verdict};

/// Steps after which a scenario counts as endless.
const MAX_WORK: usize = 1_000;

/// What became of a case.
#[derive(Debug, Default)]
struct Run {
    /// Paths of fields that were refused.
    refused: Vec<String>,
    visited: Vec<String>,
    /// Variables as they were last.
    variables: Context,
    /// Variables at the first notice, and the reasons.
    notice: Option<(Context, Vec<Grund>)>,
    /// Why it did not come to its end.
    stopped: Option<String>,
}

/// Runs all scenarios of a package.
#[must_use]
pub fn test(package: &Package) -> Vec<Verdict> {
    package.scenarios.iter().map(|(file, scenario)| verdict(package, file, scenario)).collect()
}

/// The data of the notices that the scenarios of a package come to, by the file of the scenario: what an editor
/// looks at while writing the template. Behoerde and numbers are made up.
#[must_use]
pub fn previews(package: &Package) -> Vec<(String, Json)> {
    let notices = package.scenarios.iter();
    notices.filter_map(|(file, scenario)| Some((file.clone(), notice_data(package, scenario)?))).collect()
}

/// The data of the notice that a scenario comes to, if it comes to one.
pub(crate) fn notice_data(package: &Package, scenario: &Scenario) -> Option<Json> {
    let (variables, gruende) = run(package, scenario).notice?;
    Some(sample_notice(package, scenario.heute, &variables, gruende))
}

/// The data of the notices that a made-up application comes to, one for each outcome that people may choose; for
/// packages without scenarios.
pub(crate) fn sample_notices(package: &Package) -> Vec<Json> {
    let today = jiff::civil::date(2026, 1, 15);
    let setting = Setting::new(today, "de");
    let answers = form::sample::answers(&package.form, &setting, form::sample::Extent::Everything);
    let Ok(antrag) = package.form.check(&answers, &setting) else { return Vec::new() };
    let outcomes = package.process.elements().filter_map(|node| node.extension("outcomes"));
    let most = outcomes.map(|list| list.split_whitespace().count()).max().unwrap_or(1);
    (0..most)
        .filter_map(|outcome| {
            let run = case(package, today, antrag.clone(), true, People::Choose(outcome));
            let (variables, gruende) = run.notice?;
            Some(sample_notice(package, today, &variables, gruende))
        })
        .collect()
}

fn sample_notice(package: &Package, today: Date, variables: &Context, gruende: Vec<Grund>) -> Json {
    let antrag = match variables.get("antrag") {
        Some(Value::Context(antrag)) => antrag.clone(),
        _ => Context::new(),
    };
    let mut empfaenger = package.manifest.antragsteller.anschrift(&antrag);
    if empfaenger.is_empty() {
        empfaenger.push("Erika Mustermann".to_owned());
    }
    let notice = Notice {
        behoerde: serde_json::json!({
            "name": "Stadt Musterstadt", "einheit": "Musteramt",
            "anschrift": ["Musterstraße 1", "99999 Musterstadt"], "telefon": "115",
        }),
        empfaenger,
        aktenzeichen: "00.00-1/2026".to_owned(),
        eingangsnummer: Some("MUSTER-1".to_owned()),
        datum: today,
        bearbeitung: None,
        unterschrift: None,
        gruende,
        zahlung: None,
        gericht: Some(serde_json::json!({
            "name": "Verwaltungsgericht Musterstadt", "anschrift": ["Musterplatz 1", "99999 Musterstadt"],
        })),
        entwurf: false,
    };
    notice.data(&package.manifest, variables)
}

fn verdict(package: &Package, file: &str, scenario: &Scenario) -> Verdict {
    let run = run(package, scenario);
    let mut failures = Vec::new();
    let expected = &scenario.erwartet;
    let mut wanted = expected.fehler.clone();
    let mut refused = run.refused.clone();
    wanted.sort();
    refused.sort();
    if wanted != refused {
        failures.push(format!("refused fields: expected {wanted:?}, found {refused:?}"));
    }
    let submitted = run.refused.is_empty();
    if submitted {
        if let Some(reason) = &run.stopped {
            failures.push(reason.clone());
        }
        let mut visited = run.visited.iter();
        for element in &expected.weg {
            if !visited.any(|seen| seen == element) {
                failures.push(format!(
                    "the way does not pass {element:?} in this order; it was {:?}",
                    run.visited
                ));
                break;
            }
        }
        for element in expected.nicht.iter().filter(|element| run.visited.contains(element)) {
            failures.push(format!("the way passes {element:?}, which it must not"));
        }
        for (source, value) in &expected.werte {
            failures.extend(differs(source, value, &run.variables));
        }
    }
    Verdict { file: file.to_owned(), name: scenario.name.clone(), weg: run.visited, failures }
}

/// What is wrong with the value of an expression.
fn differs(source: &str, expected: &Json, variables: &Context) -> Option<String> {
    let expression = match Expression::parse(source, &Names::from(variables)) {
        Ok(expression) => expression,
        Err(error) => return Some(format!("{source}: {error}")),
    };
    let found = expression.evaluate(variables).value;
    let expected_value = Value::from_json(expected);
    // Dates have no type in TOML strings: their text counts.
    let equal = found == expected_value || found.to_json() == *expected;
    (!equal).then(|| format!("{source}: expected {expected_value}, found {found}"))
}

fn run(package: &Package, scenario: &Scenario) -> Run {
    let answers = scenario.answers();
    let setting = Setting { lang: "de".to_owned(), today: scenario.heute };
    let antrag = match package.form.check(&answers, &setting) {
        Ok(antrag) => antrag,
        Err(errors) => {
            let refused = errors.into_iter().map(|error| error.path).collect();
            return Run { refused, ..Run::default() };
        }
    };
    case(package, scenario.heute, antrag, scenario.stichprobe, People::Follow(&scenario.aufgabe))
}

/// Runs a case from its submission to its end.
fn case(package: &Package, today: Date, antrag: Context, stichprobe: bool, people: People<'_>) -> Run {
    let day = Value::Date(feel::Date::from(today));
    let vorgang = Context::new().with("aktenzeichen", "00.00-1/2026").with("eingang", day.clone());
    let variables = Context::new()
        .with("antrag", Value::Context(antrag))
        .with("vorgang", Value::Context(vorgang))
        .with("stichprobe", stichprobe)
        .with("heute", day);
    Simulation { package, today, people, run: Run::default(), reasons: Vec::new(), tasks: 0 }.start(variables)
}

/// What people do with their tasks.
enum People<'a> {
    /// What the scenario says, one after the other.
    Follow(&'a [Aufgabe]),
    /// Always the outcome of this number, or the last one.
    Choose(usize),
}

struct Simulation<'a> {
    package: &'a Package,
    today: Date,
    people: People<'a>,
    run: Run,
    reasons: Vec<Grund>,
    /// Tasks of people so far.
    tasks: usize,
}

impl Simulation<'_> {
    fn start(mut self, variables: Context) -> Run {
        self.run.variables = variables.clone();
        let mut state = State::new();
        let mut inputs = VecDeque::from([Input::Start { variables }]);
        let now = noon(self.today);
        let mut steps = 0;
        while let Some(input) = inputs.pop_front() {
            steps += 1;
            if steps > MAX_WORK {
                self.run.stopped = Some(format!("the process is not at its end after {MAX_WORK} steps"));
                break;
            }
            match bpmn::step(&self.package.process, state, input, now) {
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
        }
        self.run
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
        let node = self
            .package
            .process
            .element(element)
            .ok_or_else(|| format!("the process has no element {element:?}"))?;
        match kind {
            WorkKind::BusinessRule => {
                let decision = node.extension("decision").unwrap_or_default();
                let outcome =
                    self.package.decide(decision, variables).map_err(|e| format!("{element}: {e}"))?;
                if self.package.manifest.entscheidungen.haupt.as_deref() == Some(decision) {
                    self.reasons = explain::gruende(&outcome);
                }
                let result = node.extension("result").unwrap_or(decision);
                Ok(Context::new().with(result, outcome.value))
            }
            WorkKind::User => {
                let output = self.person(element, node.extension("outcomes").unwrap_or_default())?;
                if let Some(Value::String(text)) = output.get("begruendung") {
                    self.reasons = vec![Grund { text: text.to_string(), quelle: None }];
                }
                Ok(output)
            }
            WorkKind::Service => {
                if node.extension("operation") == Some("bescheid") && self.run.notice.is_none() {
                    self.run.notice = Some((variables.clone(), self.reasons.clone()));
                }
                Ok(Context::new())
            }
            other => Err(format!("{element}: this release does not carry out work of the kind {other:?}")),
        }
    }
}

impl Simulation<'_> {
    fn person(&mut self, element: &str, outcomes: &str) -> Result<Context, String> {
        self.tasks += 1;
        match self.people {
            People::Follow(tasks) => {
                let task = tasks.get(self.tasks - 1).filter(|task| task.element == element);
                task.map(|task| Context::from_json(&task.ausgabe)).ok_or_else(|| {
                    format!(
                        "a person has to do {element:?}, but [[aufgabe]] number {} is not that",
                        self.tasks
                    )
                })
            }
            People::Choose(number) => {
                let choice = outcomes.split_whitespace().nth(number).or(outcomes.split_whitespace().last());
                let output = Context::new().with("ergebnis", choice.unwrap_or_default());
                Ok(output.with("begruendung", "Hier steht, warum so entschieden wurde."))
            }
        }
    }
}

fn noon(day: Date) -> jiff::Timestamp {
    day.at(12, 0, 0, 0)
        .to_zoned(jiff::tz::TimeZone::UTC)
        .map_or(jiff::Timestamp::UNIX_EPOCH, |zoned| zoned.timestamp())
}

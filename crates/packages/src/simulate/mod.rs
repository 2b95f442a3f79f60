//! Runs a scenario: the form is checked, the processes run as pure functions, decisions are evaluated, people
//! do what the scenario says. No database, no clock.

mod ausblick;
mod run;

pub use ausblick::{Ausblick, ausblick};

use std::collections::BTreeMap;

use feel::{Context, Expression, Names, Value};
use form::Setting;
use jiff::civil::Date;
use serde_json::{Value as Json, json};

use crate::files;
use crate::notice::Notice;
use crate::package::Package;
use crate::scenario::{Aufgabe, Einwand, Scenario, Verdict};
use crate::schreiben::Schreiben;
use crate::verfahren::Verfahren;
use run::{Paper, People, Run};

/// Runs all scenarios of a package.
#[must_use]
pub fn test(package: &Package) -> Vec<Verdict> {
    package.scenarios.iter().map(|(file, scenario)| verdict(package, file, scenario)).collect()
}

/// Which rules of each file of decisions the scenarios of a package came to, as [`test`] ran them.
#[must_use]
pub fn coverage<'p>(package: &'p Package, verdicts: &[Verdict]) -> BTreeMap<&'p str, dmn::Coverage> {
    let mut met: BTreeMap<&str, dmn::Coverage> =
        package.decision_models().map(|(file, _)| (file, dmn::Coverage::new())).collect();
    for (file, trace) in verdicts.iter().flat_map(|verdict| &verdict.decided) {
        if let Some(coverage) = met.get_mut(file.as_str()) {
            coverage.add(trace);
        }
    }
    met
}

/// What a template is given in a scenario.
#[derive(Debug, Clone, PartialEq)]
pub struct Preview {
    /// File of the scenario; `None` where the answers are made up.
    pub file: Option<String>,
    /// The template, such as `bescheid.typ`; `None` for the built-in letter.
    pub template: Option<String>,
    /// Its data. Behoerde and numbers are made up.
    pub data: Json,
}

/// What the templates are given in the scenarios of a package: what an editor looks at while writing them.
#[must_use]
pub fn previews(package: &Package) -> Vec<Preview> {
    let mut found = Vec::new();
    for (file, scenario) in &package.scenarios {
        let case = case(package, scenario);
        for run in std::iter::once(&case.antrag).chain(&case.widerspruch) {
            found.extend(papers(package, run).map(|preview| Preview { file: Some(file.clone()), ..preview }));
        }
    }
    found
}

/// The data of the notices that a made-up application comes to, one for each outcome that people may choose; for
/// packages without scenarios.
pub(crate) fn sample_notices(package: &Package) -> Vec<Preview> {
    let today = jiff::civil::date(2026, 1, 15);
    let setting = Setting::new(today, "de");
    let answers = form::sample::answers(&package.form, &setting, form::sample::Extent::Everything);
    let Ok(antrag) = package.form.check(&answers, &setting) else { return Vec::new() };
    let outcomes = package.process.elements().filter_map(|node| node.extension("outcomes"));
    let most = outcomes.map(|list| list.split_whitespace().count()).max().unwrap_or(1);
    (0..most)
        .flat_map(|outcome| {
            let variables = variables(today, antrag.clone(), true);
            let run = Run::of(package, Verfahren::Antrag, today, variables, People::Choose(outcome));
            papers(package, &run).collect::<Vec<_>>()
        })
        .filter(|paper| paper.template.as_deref() == Some(files::NOTICE))
        .collect()
}

/// The notices and letters of a run.
fn papers<'a>(package: &'a Package, run: &'a Run) -> impl Iterator<Item = Preview> + 'a {
    run.papers.iter().map(|paper| match paper {
        Paper::Notice { template, variables, gruende } => Preview {
            file: None,
            template: Some(template.clone().unwrap_or_else(|| files::NOTICE.to_owned())),
            data: sample_notice(package, run.today, variables, gruende.clone()),
        },
        Paper::Letter { template, variables, betreff, text, frist } => Preview {
            file: None,
            template: template.clone(),
            data: Schreiben {
                behoerde: sample_behoerde(),
                empfaenger: sample_address(package, variables),
                aktenzeichen: "00.00-1/2026".to_owned(),
                datum: run.today,
                betreff: betreff.clone(),
                text: text.clone(),
                frist: *frist,
                unterschrift: None,
                bearbeitung: None,
                entwurf: false,
            }
            .data(),
        },
    })
}

fn sample_behoerde() -> Json {
    json!({
        "name": "Stadt Musterstadt", "einheit": "Musteramt",
        "anschrift": ["Musterstraße 1", "99999 Musterstadt"], "telefon": "115",
    })
}

fn sample_address(package: &Package, variables: &Context) -> Vec<String> {
    let antrag = match variables.get("antrag") {
        Some(Value::Context(antrag)) => antrag.clone(),
        _ => Context::new(),
    };
    let found = package.manifest.antragsteller.anschrift(&antrag);
    if found.is_empty() { vec!["Erika Mustermann".to_owned()] } else { found }
}

fn sample_notice(
    package: &Package,
    today: Date,
    variables: &Context,
    gruende: Vec<crate::notice::Grund>,
) -> Json {
    let notice = Notice {
        behoerde: sample_behoerde(),
        empfaenger: sample_address(package, variables),
        aktenzeichen: "00.00-1/2026".to_owned(),
        eingangsnummer: Some("MUSTER-1".to_owned()),
        datum: today,
        bearbeitung: None,
        unterschrift: None,
        gruende,
        zahlung: None,
        gericht: Some(json!({
            "name": "Verwaltungsgericht Musterstadt", "anschrift": ["Musterplatz 1", "99999 Musterstadt"],
        })),
        entwurf: false,
    };
    notice.data(&package.manifest, variables)
}

/// What became of a scenario: the Antrag, and the Widerspruch where there was one.
struct Case {
    antrag: Run,
    widerspruch: Option<Run>,
}

fn case(package: &Package, scenario: &Scenario) -> Case {
    let setting = Setting::new(scenario.heute, "de");
    let antrag = match package.form.check(&scenario.answers(), &setting) {
        Ok(antrag) => antrag,
        Err(errors) => {
            let refused = errors.into_iter().map(|error| error.path).collect();
            return Case { antrag: Run { refused, ..Run::new(scenario.heute) }, widerspruch: None };
        }
    };
    let first = variables(scenario.heute, antrag, scenario.stichprobe);
    let people = People::Follow(&scenario.aufgabe);
    let run = Run::of(package, Verfahren::Antrag, scenario.heute, first.clone(), people);
    let objection = scenario.widerspruch.as_ref().filter(|_| run.stopped.is_none());
    let widerspruch = objection.map(|einwand| object(package, scenario, &run, einwand, first));
    Case { antrag: run, widerspruch }
}

/// The Widerspruch: what the process of the Antrag began with, what was decided, and why the person objects.
fn object(package: &Package, scenario: &Scenario, run: &Run, einwand: &Einwand, first: Context) -> Run {
    let day = |date: Date| Value::Date(feel::Date::from(date));
    let widerspruch = Context::new()
        .with("text", einwand.text.as_str())
        .with("eingang", day(einwand.am))
        .with("fristgerecht", einwand.fristgerecht)
        .with("frist_ende", einwand.frist_ende.map_or(Value::Null, day));
    let ergebnis = run.variables.get("ergebnis").cloned().unwrap_or(Value::Null);
    let bescheid = Context::new().with("ergebnis", ergebnis).with("datum", day(scenario.heute));
    let variables =
        first.with("heute", day(einwand.am)).with("widerspruch", widerspruch).with("bescheid", bescheid);
    let left: &[Aufgabe] = scenario.aufgabe.get(run.tasks..).unwrap_or_default();
    Run::of(package, Verfahren::Widerspruch, einwand.am, variables, People::Follow(left))
}

/// The variables that every process begins with.
fn variables(today: Date, antrag: Context, stichprobe: bool) -> Context {
    let day = Value::Date(feel::Date::from(today));
    let vorgang = Context::new().with("aktenzeichen", "00.00-1/2026").with("eingang", day.clone());
    Context::new()
        .with("antrag", Value::Context(antrag))
        .with("vorgang", Value::Context(vorgang))
        .with("stichprobe", stichprobe)
        .with("heute", day)
        .with("aufruf", Value::Null)
}

fn verdict(package: &Package, file: &str, scenario: &Scenario) -> Verdict {
    let Case { antrag, widerspruch } = case(package, scenario);
    let mut failures = Vec::new();
    let expected = &scenario.erwartet;
    let (mut wanted, mut refused) = (expected.fehler.clone(), antrag.refused.clone());
    wanted.sort();
    refused.sort();
    if wanted != refused {
        failures.push(format!("refused fields: expected {wanted:?}, found {refused:?}"));
    }
    let mut done = 0;
    if antrag.refused.is_empty() {
        failures.extend(run_failures(&antrag, &expected.weg, &expected.nicht, &expected.werte));
        done += antrag.tasks;
    }
    if let Some(run) = &widerspruch {
        let expected = &expected.widerspruch;
        let found = run_failures(run, &expected.weg, &expected.nicht, &expected.werte);
        failures.extend(found.into_iter().map(|failure| format!("widerspruch: {failure}")));
        done += run.tasks;
    }
    if failures.is_empty() && refused.is_empty() && done < scenario.aufgabe.len() {
        let left = &scenario.aufgabe[done].element;
        failures.push(format!("[[aufgabe]] number {} ({left:?}) was never asked for", done + 1));
    }
    let (mut weg, mut decided) = (Vec::new(), Vec::new());
    for run in std::iter::once(antrag).chain(widerspruch) {
        weg.extend(run.visited);
        decided.extend(run.decided);
    }
    Verdict { file: file.to_owned(), name: scenario.name.clone(), weg, decided, failures }
}

/// Where a run came out otherwise.
fn run_failures(run: &Run, weg: &[String], nicht: &[String], werte: &BTreeMap<String, Json>) -> Vec<String> {
    let mut failures: Vec<String> = run.stopped.iter().cloned().collect();
    let mut visited = run.visited.iter();
    for element in weg {
        if !visited.any(|seen| seen == element) {
            failures
                .push(format!("the way does not pass {element:?} in this order; it was {:?}", run.visited));
            break;
        }
    }
    for element in nicht.iter().filter(|element| run.visited.contains(element)) {
        failures.push(format!("the way passes {element:?}, which it must not"));
    }
    failures.extend(werte.iter().filter_map(|(source, value)| differs(source, value, &run.variables)));
    failures
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

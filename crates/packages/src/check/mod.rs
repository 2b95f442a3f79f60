//! Checks between the files of a package: every name that one file uses is one that another file gives.

mod circles;
mod expressions;
mod paths;
mod tasks;
mod templates;

use std::collections::{BTreeMap, BTreeSet};

use crate::decisions::DecisionFile;
use crate::eskalation::is_too_long;
use crate::files;
use crate::model::{FORMAT, Manifest, Problem, Severity, Texts};
use crate::package::Package;
use crate::rechtsbehelf::RechtsbehelfArt;
use crate::verfahren::Verfahren;

/// Operations of the platform that a service task may name (`r:operation`).
pub const OPERATIONS: [&str; 6] =
    ["entscheiden", "bescheid", "rueckfrage", "anhoerung", "stellungnahme", "auftrag"];

/// Attributes `r:` that something reads, by kind of element; of a service task those of all operations.
pub const ATTRIBUTES: [(&str, &[&str]); 10] = [
    ("businessRuleTask", &["decision", "result", "stichtag"]),
    ("userTask", &["role", "outcomes", "reasons", "other-than", "frist", "eskalation", "form", "result"]),
    (
        "serviceTask",
        &["operation", "text", "frist", "erinnerung", "result", "template", "leistung", "ort", "topic"],
    ),
    ("scriptTask", &["result"]),
    ("sendTask", &["leistung", "ort"]),
    ("callActivity", &["leistung", "ort", "result"]),
    ("receiveTask", &["result"]),
    ("intermediateCatchEvent", &["result"]),
    ("boundaryEvent", &["result"]),
    ("startEvent", &["result"]),
];

pub(crate) fn check(package: &Package) -> Vec<Problem> {
    let mut problems = manifest(&package.manifest);
    for (language, texts) in &package.texts {
        problems.extend(check_texts(language, texts));
    }
    problems.extend(package.form.notes().iter().map(|note| {
        let mut hint = Problem::hint(note.file, note.message.clone()).at(note.line);
        hint.element.clone_from(&note.element);
        hint
    }));
    problems.extend(antragsteller(package));
    problems.extend(processes(package));
    problems.extend(decisions(package));
    for (_, process) in package.processes() {
        problems.extend(tasks::check(package, process));
        problems.extend(circles::check(package, process));
    }
    problems.extend(tasks::unused(package));
    problems.extend(expressions::check(package));
    problems.extend(scenario_elements(package));
    if problems.iter().all(|problem| problem.severity == Severity::Hint) {
        problems.extend(templates::check(package));
    }
    problems
}

/// Whether each process is begun by something.
fn processes(package: &Package) -> Vec<Problem> {
    let mut problems = Vec::new();
    let remedy = &package.manifest.rechtsbehelf;
    if remedy.prozess.is_some() && remedy.art == RechtsbehelfArt::Klage {
        let message = "a court decides on a Klage, so it starts no process here: remove prozess";
        problems.push(Problem::error(files::MANIFEST, message).of("rechtsbehelf.prozess"));
    }
    if remedy.prozess.as_deref() == Some(&**package.process.id()) {
        let message = "this is the process of the Antrag: a Widerspruch needs its own";
        problems.push(Problem::error(files::MANIFEST, message).of("rechtsbehelf.prozess"));
    }
    let begun = |id: &str| package.processes().any(|(_, process)| &**process.id() == id);
    for process in package.definitions.processes() {
        if let Some(id) = process.id().filter(|id| !begun(id)) {
            let message = "package.toml starts this process neither under [prozess] nor under [rechtsbehelf]";
            problems.push(Problem::hint(files::PROCESS, message).at(Some(process.line())).of(id));
        }
    }
    let mut nodes = package.processes().flat_map(|(_, process)| process.elements());
    let has_due =
        |node: &bpmn::Node| node.kind() == bpmn::NodeKind::UserTask && node.extension("frist").is_some();
    if package.manifest.prozess.eskalation.is_some() && !nodes.any(has_due) {
        let message = "no task has a last day (r:frist), so none is ever escalated";
        problems.push(Problem::hint(files::MANIFEST, message).of("prozess.eskalation"));
    }
    problems
}

fn manifest(manifest: &Manifest) -> Vec<Problem> {
    let mut problems = Vec::new();
    let mut wrong = |element: &str, message: &str| {
        problems.push(Problem::error(files::MANIFEST, message).of(element));
    };
    if manifest.format != FORMAT {
        wrong("format", "this release reads format 1 only: update the program or the package");
    }
    let word = |text: &str| {
        text.starts_with(|c: char| c.is_ascii_lowercase())
            && text.len() <= 60
            && text.chars().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-')
    };
    if !word(&manifest.id) {
        wrong("id", "use up to 60 lower case letters, digits and `-`, beginning with a letter");
    }
    let numbers: Vec<&str> = manifest.version.split('.').collect();
    if numbers.len() != 3 || numbers.iter().any(|n| n.is_empty() || n.len() > 6 || n.parse::<u32>().is_err())
    {
        wrong("version", "write three numbers, such as \"1.0.0\"");
    }
    if manifest.leistung.len() != 14 || !manifest.leistung.bytes().all(|b| b.is_ascii_digit()) {
        wrong("leistung", "write the 14 digits of the key in the catalogue of Leistungen");
    }
    if manifest.titel.trim().is_empty() {
        wrong("titel", "give the service a name");
    }
    if !(0.0..=1.0).contains(&manifest.prozess.stichprobe) {
        wrong("prozess.stichprobe", "write a share from 0.0 (none) to 1.0 (all)");
    }
    if manifest.prozess.eskalation.is_some_and(is_too_long) {
        wrong("prozess.eskalation", "this is longer than a year: nobody would wait for it");
    }
    if manifest.akte.aktenplan.trim().is_empty() {
        wrong("akte.aktenplan", "name the place in the Aktenplan");
    }
    if manifest.automatik.ermessen && manifest.prozess.stichprobe < 1.0 {
        wrong(
            "automatik.ermessen",
            "where the law leaves discretion a person must decide (§ 35a VwVfG): set prozess.stichprobe = 1.0",
        );
    }
    if manifest.prozess.stichprobe < 1.0 && manifest.automatik.rechtsvorschrift.trim().is_empty() {
        let message = "cases may be decided without a person, but no legal rule is named that admits this \
                       (§ 35a VwVfG): name it, or set prozess.stichprobe = 1.0";
        problems.push(Problem::hint(files::MANIFEST, message).of("automatik.rechtsvorschrift"));
    }
    problems
}

fn check_texts(language: &str, texts: &Texts) -> Vec<Problem> {
    let file = format!("texts/{language}.toml");
    let mut problems = Vec::new();
    for (name, text) in [("title", &texts.title), ("short", &texts.short), ("full", &texts.full)] {
        if text.trim().is_empty() {
            problems.push(Problem::error(file.clone(), "the text is empty: write it").of(name));
        }
    }
    for legal in &texts.legal {
        if legal.link.as_ref().is_some_and(|link| !link.starts_with("https://")) {
            let message = "a link begins with https://";
            problems.push(Problem::error(file.clone(), message).of(legal.text.clone()));
        }
    }
    problems
}

fn antragsteller(package: &Package) -> Vec<Problem> {
    let known = |path: &str| package.form.knows(path);
    package
        .manifest
        .antragsteller
        .paths()
        .into_iter()
        .filter(|(_, path)| !known(path))
        .map(|(word, path)| {
            Problem::error(files::MANIFEST, format!("the form has no field {path:?}: see pages.toml"))
                .of(format!("antragsteller.{word}"))
        })
        .collect()
}

fn decisions(package: &Package) -> Vec<Problem> {
    let mut problems = Vec::new();
    let mut seen: BTreeMap<&str, &DecisionFile> = BTreeMap::new();
    for file in package.decisions.iter() {
        for name in &file.names {
            let first = *seen.entry(name).or_insert(file);
            if first.fassung.name != file.fassung.name {
                let message = format!("the decision {name:?} is in {} too: rename one", first.path);
                problems.push(Problem::error(file.path.clone(), message).of(name.clone()));
            }
        }
    }
    problems.extend(versions(package));
    let parts = &package.manifest.entscheidungen;
    for (word, decision) in [("haupt", &parts.haupt), ("gebuehr", &parts.gebuehr)] {
        if let Some(decision) = decision.as_deref().filter(|name| !package.decisions.knows(name)) {
            let message = format!("there is no decision {decision:?} in decisions/*.dmn");
            problems.push(Problem::error(files::MANIFEST, message).of(format!("entscheidungen.{word}")));
        }
    }
    problems
}

/// Whether the versions of a file of decisions can stand in for each other.
fn versions(package: &Package) -> Vec<Problem> {
    let mut problems = Vec::new();
    for versions in package.decisions.by_name().values().filter(|versions| versions.len() > 1) {
        let all: BTreeSet<&String> = versions.iter().flat_map(|file| &file.names).collect();
        for file in versions {
            for missing in all.iter().filter(|name| !file.names.contains(name)) {
                let message =
                    format!("another version has the decision {missing:?}: add it, or remove it there");
                problems.push(Problem::error(file.path.clone(), message).of(missing.as_str()));
            }
        }
    }
    problems
}

/// Whether scenarios speak of elements that the processes have.
fn scenario_elements(package: &Package) -> Vec<Problem> {
    let mut problems = Vec::new();
    let has = |verfahren, element: &str| {
        package.process_of(verfahren).is_some_and(|process| process.element(element).is_some())
    };
    for (file, scenario) in &package.scenarios {
        let mut unknown = |element: &str| {
            let message = "the process has no element of this id";
            problems.push(Problem::error(file.clone(), message).of(element));
        };
        let expected = &scenario.erwartet;
        for element in expected.weg.iter().chain(&expected.nicht) {
            if !has(Verfahren::Antrag, element) {
                unknown(element);
            }
        }
        let objection = &expected.widerspruch;
        for element in objection.weg.iter().chain(&objection.nicht) {
            if !has(Verfahren::Widerspruch, element) {
                unknown(element);
            }
        }
        for task in &scenario.aufgabe {
            if !Verfahren::ALL.into_iter().any(|verfahren| has(verfahren, &task.element)) {
                unknown(&task.element);
            }
        }
        if scenario.widerspruch.is_some() && package.widerspruch.is_none() {
            let message = "package.toml names no process for a Widerspruch: [rechtsbehelf] prozess";
            problems.push(Problem::error(file.clone(), message).of("widerspruch"));
        }
    }
    if package.scenarios.is_empty() {
        problems.push(Problem::hint("scenarios/", "the package has no scenarios: nothing tests it"));
    }
    problems
}

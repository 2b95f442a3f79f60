//! Checks between the files of a package: every name that one file uses is one that another file gives.

use std::collections::{BTreeMap, BTreeSet};

use feel::{Expression, Names};

use crate::files;
use crate::model::{FORMAT, Manifest, Problem, Texts};
use crate::package::Package;
use crate::parts::notice_problem;
use crate::{circles, paths, simulate};

/// Variables that every process knows at its start.
pub(crate) const VARIABLES: [&str; 4] = ["antrag", "vorgang", "stichprobe", "heute"];

/// What a user task adds.
const TASK_RESULTS: [&str; 2] = ["ergebnis", "begruendung"];

/// Operations of the platform that a service task may name (`r:operation`).
pub const OPERATIONS: [&str; 5] = ["entscheiden", "bescheid", "rueckfrage", "anhoerung", "stellungnahme"];

/// Attributes `r:` that something reads, by kind of element; of a service task those of all operations.
pub const ATTRIBUTES: [(&str, &[&str]); 4] = [
    ("businessRuleTask", &["decision", "result"]),
    ("userTask", &["role", "outcomes", "other-than", "frist", "form", "result"]),
    ("serviceTask", &["operation", "text", "frist", "erinnerung", "result", "template", "leistung", "ort"]),
    ("scriptTask", &["result"]),
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
    problems.extend(decisions(package));
    problems.extend(tasks(package));
    problems.extend(circles::check(package));
    problems.extend(expressions(package));
    problems.extend(scenario_elements(package));
    if problems.iter().all(|problem| problem.severity == crate::Severity::Hint) {
        problems.extend(notice(package));
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
    let mut seen: BTreeMap<&str, &str> = BTreeMap::new();
    for file in &package.decisions {
        for name in &file.names {
            if let Some(first) = seen.insert(name, &file.path) {
                let message = format!("the decision {name:?} is in {first} too: rename one");
                problems.push(Problem::error(file.path.clone(), message).of(name.clone()));
            }
        }
    }
    let parts = &package.manifest.entscheidungen;
    for (word, decision) in [("haupt", &parts.haupt), ("gebuehr", &parts.gebuehr)] {
        if let Some(decision) = decision.as_deref().filter(|name| !seen.contains_key(name)) {
            let message = format!("there is no decision {decision:?} in decisions/*.dmn");
            problems.push(Problem::error(files::MANIFEST, message).of(format!("entscheidungen.{word}")));
        }
    }
    problems
}

/// Whether the tasks of the process name decisions, roles and operations that exist.
fn tasks(package: &Package) -> Vec<Problem> {
    let names: BTreeSet<&str> =
        package.decisions.iter().flat_map(|file| &file.names).map(String::as_str).collect();
    let mut problems = Vec::new();
    for node in package.process.elements() {
        let mut wrong = |message: String| {
            problems.push(
                Problem::error(files::PROCESS, message).at(Some(node.line())).of(node.id().to_string()),
            );
        };
        let kind = node.kind().as_str();
        let known = ATTRIBUTES.iter().find(|(of, _)| *of == kind).map_or(&[][..], |(_, known)| known);
        for (name, _) in node.extensions() {
            if !known.contains(&name) && !matches!(name, "input" | "output" | "correlation") {
                wrong(format!("nothing reads the attribute r:{name} of a {kind}: remove it"));
            }
        }
        match kind {
            "businessRuleTask" => {
                match node.extension("decision") {
                    Some(name) if names.contains(name) => {}
                    Some(name) => wrong(format!("there is no decision {name:?} in decisions/*.dmn")),
                    None => wrong("name the decision: r:decision=\"…\"".into()),
                }
                if node.extension("result").is_none_or(str::is_empty) {
                    wrong("name the variable for the outcome: r:result=\"…\"".into());
                }
            }
            "userTask" => {
                match node.extension("role") {
                    Some(role) if package.manifest.rollen.contains_key(role) => {}
                    Some(role) => wrong(format!("package.toml names no role {role:?} under [rollen]")),
                    None => wrong("say who does it: r:role=\"…\"".into()),
                }
                if node.extension("outcomes").is_none_or(|outcomes| outcomes.trim().is_empty()) {
                    wrong("list the outcomes to choose from: r:outcomes=\"erteilen ablehnen\"".into());
                }
            }
            "serviceTask" => match node.extension("operation") {
                Some(operation) if OPERATIONS.contains(&operation) => {}
                Some(operation) => wrong(format!(
                    "the platform has no operation {operation:?}; it has {}",
                    OPERATIONS.join(", ")
                )),
                None => wrong("name the operation: r:operation=\"…\"".into()),
            },
            "sendTask" | "callActivity" => {
                wrong(format!("this release does not carry out a {kind}: use a serviceTask"));
            }
            _ => {}
        }
    }
    problems
}

/// Whether conditions, scripts and decisions speak of variables and fields that exist.
fn expressions(package: &Package) -> Vec<Problem> {
    let mut problems = Vec::new();
    let names = variables(package);
    for element in package.definitions.elements() {
        if !matches!(element.kind(), "conditionExpression" | "script") {
            continue;
        }
        let owner = element.parent().and_then(|parent| parent.id().map(str::to_owned));
        let place = |message: String| {
            let mut problem = Problem::error(files::PROCESS, message).at(Some(element.line()));
            problem.element.clone_from(&owner);
            problem
        };
        let source = element.text();
        if let Err(error) = Expression::parse(source.trim(), &names) {
            problems.push(place(error.to_string()));
        }
        problems.extend(unknown_fields(package, &source).into_iter().map(place));
    }
    for file in &package.decisions {
        let path = &file.path;
        for input in file.model.inputs().filter(|input| !names.contains(&input.name)) {
            let message = format!("the process has no variable {:?} that this input could take", input.name);
            problems.push(Problem::error(path.clone(), message).of(input.name));
        }
        let source = package.files.get(path).map(String::from_utf8_lossy).unwrap_or_default();
        for (line, text) in texts_of(&source) {
            let found = unknown_fields(package, &text);
            problems.extend(found.into_iter().map(|message| Problem::error(path.clone(), message).at(line)));
        }
    }
    problems
}

/// Every variable that the process may have.
fn variables(package: &Package) -> Names {
    let mut names = Names::new();
    VARIABLES.iter().chain(&TASK_RESULTS).for_each(|name| names.insert(name));
    for node in package.process.elements() {
        if let Some(result) = node.extension("result") {
            names.insert(result);
        }
    }
    names
}

fn unknown_fields(package: &Package, source: &str) -> Vec<String> {
    paths::below("antrag", source)
        .into_iter()
        .filter(|path| !package.form.knows(path))
        .map(|path| format!("the form has no field antrag.{path}: see pages.toml and schema.xdf3.xml"))
        .collect()
}

/// The FEEL texts of a DMN file, with their lines: what stands in `<text>` elements.
fn texts_of(xml: &str) -> Vec<(Option<u32>, String)> {
    let mut found = Vec::new();
    let mut at = 0;
    while let Some(start) = xml[at..].find("<text>").map(|i| at + i + "<text>".len()) {
        let Some(end) = xml[start..].find("</text>").map(|i| start + i) else { break };
        // Prose of annotations is text too; it has no FEEL paths worth reporting.
        let annotation = xml[..start].trim_end_matches("<text>").trim_end().ends_with("<annotationEntry>");
        if !annotation {
            let line = u32::try_from(xml[..start].matches('\n').count() + 1).ok();
            found.push((line, unescape(&xml[start..end])));
        }
        at = end;
    }
    found
}

fn unescape(text: &str) -> String {
    text.replace("&lt;", "<")
        .replace("&gt;", ">")
        .replace("&quot;", "\"")
        .replace("&apos;", "'")
        .replace("&amp;", "&")
}

/// Whether scenarios speak of elements that the process has.
fn scenario_elements(package: &Package) -> Vec<Problem> {
    let mut problems = Vec::new();
    for (file, scenario) in &package.scenarios {
        let expected = scenario.erwartet.weg.iter().chain(&scenario.erwartet.nicht);
        for element in expected.chain(scenario.aufgabe.iter().map(|task| &task.element)) {
            if package.process.element(element).is_none() {
                let message = "the process has no element of this id";
                problems.push(Problem::error(file.clone(), message).of(element.clone()));
            }
        }
    }
    if package.scenarios.is_empty() {
        problems.push(Problem::hint("scenarios/", "the package has no scenarios: nothing tests it"));
    }
    problems
}

/// Tries the notice on every scenario that comes to one, or on made-up answers where none does.
fn notice(package: &Package) -> Vec<Problem> {
    let mut samples: Vec<(Option<&str>, serde_json::Value)> = package
        .scenarios
        .iter()
        .filter_map(|(file, scenario)| Some((Some(file.as_str()), simulate::notice_data(package, scenario)?)))
        .collect();
    if samples.is_empty() {
        samples.extend(simulate::sample_notices(package).into_iter().map(|data| (None, data)));
    }
    let mut problems: Vec<Problem> = Vec::new();
    for (file, data) in &samples {
        for found in package.notice.check(data) {
            let mut problem = notice_problem(&found);
            problem.element = file.map(str::to_owned);
            if !problems.iter().any(|p| p.line == problem.line && p.message == problem.message) {
                problems.push(problem);
            }
        }
    }
    if samples.is_empty()
        && package.process.elements().any(|node| node.extension("operation") == Some("bescheid"))
    {
        let message =
            "neither a scenario nor made-up answers come to a notice: the template was only read, not tried";
        problems.push(Problem::hint(files::NOTICE, message));
    }
    problems
}

//! Whether conditions, scripts, letters and decisions speak of variables and fields that exist.

use std::collections::BTreeMap;

use bpmn::Process;
use feel::{Expression, Names};
use form::Form;

use super::paths;
use crate::decisions::STICHTAG;
use crate::files;
use crate::model::Problem;
use crate::package::Package;
use crate::parts::aufgabe_pages;
use crate::verfahren::Verfahren;

/// Variables that a process knows at its start.
const FIRST: [&str; 5] = ["antrag", "vorgang", "stichprobe", "heute", "aufruf"];
/// And that of a Widerspruch besides.
const OBJECTION: [&str; 2] = ["widerspruch", "bescheid"];
/// What a user task adds.
const TASK_RESULTS: [&str; 2] = ["ergebnis", "begruendung"];

/// Attributes of tasks and events that are FEEL.
const ATTRIBUTES: [(&str, &[&str]); 8] = [
    ("serviceTask", &["text", "ort"]),
    ("businessRuleTask", &[STICHTAG]),
    ("sendTask", &["ort", "correlation"]),
    ("callActivity", &["ort"]),
    ("receiveTask", &["correlation"]),
    ("intermediateCatchEvent", &["correlation"]),
    ("intermediateThrowEvent", &["correlation"]),
    ("boundaryEvent", &["correlation"]),
];

pub(super) fn check(package: &Package) -> Vec<Problem> {
    let mut problems = Vec::new();
    let mut all = Names::new();
    for (verfahren, process) in package.processes() {
        let mut names = Names::new();
        for name in variables(package, verfahren, process) {
            names.insert(name);
            all.insert(name);
        }
        let forms = forms(package, process);
        for source in sources(package, process) {
            let place = |message: String| {
                let mut problem = Problem::error(files::PROCESS, message).at(Some(source.line));
                problem.element = Some(source.owner.clone());
                problem
            };
            if let Err(error) = Expression::parse(source.text.trim(), &names) {
                problems.push(place(error.to_string()));
            }
            problems.extend(unknown_fields(&forms, &source.text).into_iter().map(place));
        }
    }
    problems.extend(task_forms(package));
    let forms = package.processes().flat_map(|(_, process)| forms(package, process)).collect();
    for file in package.decisions.iter() {
        let path = &file.path;
        for input in file.model.inputs().filter(|input| !all.contains(&input.name)) {
            let message = format!("the process has no variable {:?} that this input could take", input.name);
            problems.push(Problem::error(path.clone(), message).of(input.name));
        }
        let source = package.files.get(path).map(String::from_utf8_lossy).unwrap_or_default();
        for (line, text) in texts_of(&source) {
            let found = unknown_fields(&forms, &text);
            problems.extend(found.into_iter().map(|message| Problem::error(path.clone(), message).at(line)));
        }
    }
    problems
}

/// What forms read from elsewhere: that of a task the variables of each process in which it stands, that of the Antrag
/// nothing.
fn task_forms(package: &Package) -> Vec<Problem> {
    let mut problems = Vec::new();
    if !package.form.given().is_empty() {
        let message = "only the form of a task is given values: nothing is known before the Antrag";
        problems.push(Problem::error(files::PAGES, message).of("given"));
    }
    for (verfahren, process) in package.processes() {
        let (known, forms) = (variables(package, verfahren, process), forms(package, process));
        let used = process.elements().filter_map(|node| node.extension("form"));
        let used: BTreeMap<&str, &Form> =
            used.filter_map(|name| Some((name, package.aufgabe(name)?))).collect();
        for (name, form) in used {
            let mut wrong = |element: &str, message| {
                problems.push(Problem::error(aufgabe_pages(name), message).of(element));
            };
            for given in form.given().iter().filter(|given| !known.contains(&given.as_str())) {
                wrong("given", format!("the process {} has no variable {given:?}", process.id()));
            }
            let mut forms = forms.clone();
            forms.retain(|variable, _| form.given().iter().any(|given| given == variable));
            for (owner, source) in form.rules() {
                unknown_fields(&forms, source).into_iter().for_each(|message| wrong(owner, message));
            }
        }
    }
    problems
}

/// An expression and where it stands.
struct Source {
    line: u32,
    /// Id of the element that has it.
    owner: String,
    text: String,
}

/// The FEEL of a process: conditions, scripts, texts and places of letters, days of decisions.
fn sources(package: &Package, process: &Process) -> Vec<Source> {
    let element = package.definitions.element(process.id());
    let inside = element.into_iter().flat_map(bpmn::Element::descendants);
    let text_of = |element: bpmn::Element<'_>| match element.kind() {
        "conditionExpression" | "script" => Some(element.text()),
        "timerEventDefinition" => element.extension("ab").map(str::to_owned),
        _ => None,
    };
    let mut found: Vec<Source> = inside
        .filter_map(|element| {
            let owner = element.parent().and_then(|parent| parent.id()).unwrap_or_default().to_owned();
            Some(Source { line: element.line(), owner, text: text_of(element)? })
        })
        .collect();
    for node in process.elements() {
        let attributes = ATTRIBUTES.iter().filter(|(kind, _)| node.kind().as_str() == *kind);
        found.extend(attributes.flat_map(|(_, names)| *names).filter_map(|name| {
            let text = node.extension(name)?.to_owned();
            Some(Source { line: node.line(), owner: node.id().to_string(), text })
        }));
    }
    found
}

/// Every variable that the process may have: given at its start, by tasks, and by `r:output`.
fn variables<'a>(package: &'a Package, verfahren: Verfahren, process: &'a Process) -> Vec<&'a str> {
    let objection = if verfahren == Verfahren::Widerspruch { &OBJECTION[..] } else { &[] };
    let given = FIRST.iter().chain(&TASK_RESULTS).chain(objection).copied();
    let results = process.elements().filter_map(|node| node.extension("result"));
    let inside = package.definitions.element(process.id()).into_iter().flat_map(bpmn::Element::descendants);
    let outputs = inside
        .filter(|element| element.namespace() == Some(bpmn::RENNSTEIG) && element.kind() == "output")
        .filter_map(|element| element.attribute("name"));
    given.chain(results).chain(outputs).collect()
}

/// The forms behind variables: that of the Antrag, and those of tasks by their `r:result`.
fn forms<'a>(package: &'a Package, process: &'a Process) -> BTreeMap<&'a str, Vec<&'a Form>> {
    let mut forms = BTreeMap::from([("antrag", vec![&package.form])]);
    for node in process.elements() {
        if let (Some(result), Some(form)) =
            (node.extension("result"), node.extension("form").and_then(|name| package.aufgabe(name)))
        {
            forms.entry(result).or_default().push(form);
        }
    }
    forms
}

fn unknown_fields(forms: &BTreeMap<&str, Vec<&Form>>, source: &str) -> Vec<String> {
    let mut found = Vec::new();
    for (variable, forms) in forms {
        let paths = paths::below(variable, source).into_iter();
        let unknown = paths.filter(|path| !forms.iter().any(|form| form.knows(path)));
        found
            .extend(unknown.map(|path| {
                format!("the form has no field {variable}.{path}: see its pages and its schema")
            }));
    }
    found
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

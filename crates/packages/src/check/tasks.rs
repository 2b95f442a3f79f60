//! Whether the tasks of a process name decisions, roles, operations, forms, templates and durations that exist.

use std::collections::BTreeSet;

use bpmn::{Node, Process};

use super::{ATTRIBUTES, OPERATIONS};
use crate::eskalation;
use crate::files;
use crate::frage::{FrageArt, dauer};
use crate::model::Problem;
use crate::package::Package;
use crate::parts::{aufgabe_pages, aufgabe_schema};
use crate::reasons;

/// Attributes of a service task by its operation; those of a statement are these and two more.
const QUESTION: [&str; 6] = ["operation", "text", "frist", "erinnerung", "result", "template"];
const STATEMENT: [&str; 2] = ["leistung", "ort"];

/// What the data of a notice holds besides the variables, and what a process begins with: a result of that name
/// would be lost or would hide it.
const TAKEN: [&str; 15] = [
    "antrag",
    "aufruf",
    "vorgang",
    "aktenzeichen",
    "bearbeitung",
    "behoerde",
    "datum",
    "eingangsnummer",
    "empfaenger",
    "entwurf",
    "gruende",
    "leistung",
    "rechtsbehelf",
    "unterschrift",
    "zahlung",
];

pub(super) fn check(package: &Package, process: &Process) -> Vec<Problem> {
    let mut problems = Vec::new();
    for node in process.elements() {
        let task = Task { package, process, node };
        for message in task.wrong() {
            problems.push(
                Problem::error(files::PROCESS, message).at(Some(node.line())).of(node.id().to_string()),
            );
        }
        let gives = node.kind() == bpmn::NodeKind::SendTask || node.extension("operation") == Some("auftrag");
        if gives && !node.names_input() {
            let message = "without r:input nothing is handed over but that it is wanted";
            problems
                .push(Problem::hint(files::PROCESS, message).at(Some(node.line())).of(node.id().to_string()));
        }
        if node.extension("operation").and_then(FrageArt::of).is_some() && node.extension("frist").is_none() {
            let message = "without r:frist the process waits for an answer for ever";
            problems
                .push(Problem::hint(files::PROCESS, message).at(Some(node.line())).of(node.id().to_string()));
        }
    }
    problems
}

/// Forms and templates that no task names.
pub(super) fn unused(package: &Package) -> Vec<Problem> {
    let named = |attribute: &str| -> BTreeSet<&str> {
        package
            .processes()
            .flat_map(|(_, process)| process.elements())
            .filter_map(|node| node.extension(attribute))
            .collect()
    };
    let (forms, templates) = (named("form"), named("template"));
    let idle = |file: String, attribute: &str| {
        Problem::hint(file, format!("no task names it ({attribute}): nothing reads this file"))
    };
    let form_files = package.aufgaben.keys().filter(|name| !forms.contains(name.as_str()));
    let template_files = package.vorlagen.keys().filter(|path| !templates.contains(path.as_str()));
    form_files
        .map(|name| idle(aufgabe_schema(name), "r:form"))
        .chain(template_files.map(|path| idle(path.clone(), "r:template")))
        .collect()
}

struct Task<'a> {
    package: &'a Package,
    process: &'a Process,
    node: &'a Node,
}

impl Task<'_> {
    fn wrong(&self) -> Vec<String> {
        let kind = self.node.kind().as_str();
        let known = ATTRIBUTES.iter().find(|(of, _)| *of == kind).map_or(&[][..], |(_, known)| known);
        let mut wrong: Vec<String> = self
            .node
            .extensions()
            .filter(|(name, _)| !known.contains(name) && !matches!(*name, "input" | "output" | "correlation"))
            .map(|(name, _)| format!("nothing reads the attribute r:{name} of a {kind}: remove it"))
            .collect();
        if let Some(result) = self.node.extension("result").filter(|name| TAKEN.contains(name)) {
            wrong.push(format!(
                "the name {result:?} is taken by the data of the notice: choose another r:result"
            ));
        }
        match kind {
            "businessRuleTask" => self.rule(&mut wrong),
            "userTask" => self.person(&mut wrong),
            "serviceTask" => self.service(&mut wrong),
            "sendTask" => self.send(&mut wrong),
            "callActivity" => self.call(&mut wrong),
            _ => {}
        }
        wrong
    }

    fn rule(&self, wrong: &mut Vec<String>) {
        match self.node.extension("decision") {
            Some(name) if self.package.decisions.knows(name) => {}
            Some(name) => wrong.push(format!("there is no decision {name:?} in decisions/*.dmn")),
            None => wrong.push("name the decision: r:decision=\"…\"".into()),
        }
        if self.node.extension("result").is_none_or(str::is_empty) {
            wrong.push("name the variable for the outcome: r:result=\"…\"".into());
        }
    }

    fn person(&self, wrong: &mut Vec<String>) {
        match self.node.extension("role") {
            Some(role) if self.package.manifest.rollen.contains_key(role) => {}
            Some(role) => wrong.push(format!("package.toml names no role {role:?} under [rollen]")),
            None => wrong.push("say who does it: r:role=\"…\"".into()),
        }
        if self.node.extension("outcomes").is_none_or(|outcomes| outcomes.trim().is_empty()) {
            wrong.push("list the outcomes to choose from: r:outcomes=\"erteilen ablehnen\"".into());
        }
        self.reasons(wrong);
        for other in self.node.extension("other-than").unwrap_or_default().split_whitespace() {
            if other == &**self.node.id() {
                wrong.push("r:other-than names the task itself: nobody could do it twice".into());
            } else if self.process.element(other).is_none_or(|node| node.kind().as_str() != "userTask") {
                wrong.push(format!("r:other-than names {other:?}, which is no userTask of this process"));
            }
        }
        match (self.node.extension("form"), self.node.extension("result")) {
            (Some(form), _) if self.package.aufgabe(form).is_none() => wrong.push(format!(
                "there is no form {form:?}: it needs {} and {}",
                aufgabe_schema(form),
                aufgabe_pages(form)
            )),
            (Some(_), None) => wrong.push("name the variable for the form: r:result=\"…\"".into()),
            (None, Some(_)) => {
                wrong.push("r:result goes with r:form: without a form there is no result".into());
            }
            _ => {}
        }
        self.period("frist", wrong);
        let escalated = self.period(eskalation::ATTRIBUTE, wrong);
        if self.node.extension(eskalation::ATTRIBUTE).is_some() && self.node.extension("frist").is_none() {
            wrong.push("r:eskalation counts on from the end of r:frist: give that too".into());
        }
        if escalated.is_some_and(eskalation::is_too_long) {
            wrong.push("r:eskalation is longer than a year: nobody would wait for it".into());
        }
    }

    /// `r:reasons`: outcomes of the task, where there is something to choose from.
    fn reasons(&self, wrong: &mut Vec<String>) {
        let Some(named) = self.node.extension(reasons::ATTRIBUTE) else { return };
        let outcomes: Vec<&str> =
            self.node.extension("outcomes").unwrap_or_default().split_whitespace().collect();
        for word in named.split_whitespace().filter(|word| !outcomes.contains(word)) {
            wrong.push(format!("r:reasons names {word:?}, which is no outcome of this task (r:outcomes)"));
        }
        if outcomes.len() == 1 {
            wrong.push(
                "with a single outcome nothing is decided, so nothing needs reasons: remove r:reasons".into(),
            );
        }
    }

    fn service(&self, wrong: &mut Vec<String>) {
        let Some(operation) = self.node.extension("operation") else {
            wrong.push("name the operation: r:operation=\"…\"".into());
            return;
        };
        if !OPERATIONS.contains(&operation) {
            wrong.push(format!(
                "the platform has no operation {operation:?}; it has {}",
                OPERATIONS.join(", ")
            ));
            return;
        }
        let art = FrageArt::of(operation);
        let read = |name: &str| match (art, operation) {
            (Some(FrageArt::Stellungnahme), _) => name != "topic",
            (Some(_), _) => QUESTION.contains(&name),
            (None, "auftrag") => ["operation", "topic", "result"].contains(&name),
            (None, _) => name == "operation" || (operation == "bescheid" && name == "template"),
        };
        let known = || QUESTION.iter().chain(&STATEMENT).chain(&["topic"]);
        for (name, _) in self.node.extensions().filter(|(name, _)| known().any(|k| k == name) && !read(name))
        {
            wrong.push(format!("the operation {operation} does not read r:{name}: remove it"));
        }
        if let Some(template) = self.node.extension("template")
            && self.package.template(Some(template)).is_none()
        {
            wrong.push(format!("there is no template {template:?}: put it into vorlagen/*.typ"));
        }
        if art.is_some() {
            self.question(wrong);
        }
        if art == Some(FrageArt::Stellungnahme) {
            self.competent(wrong);
        }
        if operation == "auftrag" && self.node.extension("topic").is_none_or(|topic| topic.trim().is_empty())
        {
            wrong.push("say which programs do it: r:topic=\"…\"".into());
        }
    }

    /// Another Behoerde, by what it is competent for.
    fn competent(&self, wrong: &mut Vec<String>) {
        let digits = |text: &str| text.len() == 14 && text.bytes().all(|b| b.is_ascii_digit());
        if !self.node.extension("leistung").is_some_and(digits) {
            wrong
                .push("say whom to ask by a Leistung of the catalogue: r:leistung with its 14 digits".into());
        }
        if self.node.extension("ort").is_none_or(str::is_empty) {
            wrong.push("say for which place, as FEEL that gives an ARS of 12 digits: r:ort=\"…\"".into());
        }
    }

    fn send(&self, wrong: &mut Vec<String>) {
        if self.node.message().is_none() {
            wrong.push("name the message: messageRef=\"…\"".into());
        }
        if self.node.extension("leistung").is_some() || self.node.extension("ort").is_some() {
            self.competent(wrong);
        }
    }

    /// What is called is the process of whoever is competent, so the model names no element.
    fn call(&self, wrong: &mut Vec<String>) {
        self.competent(wrong);
        if self.node.extension("result").is_none_or(str::is_empty) {
            wrong.push("name the variable for the answer: r:result=\"…\"".into());
        }
        if !self.node.names_input() {
            wrong.push("say what the other Behoerde is told: r:input; it gets nothing else".into());
        }
    }

    fn question(&self, wrong: &mut Vec<String>) {
        let (frist, reminder) = (self.period("frist", wrong), self.period("erinnerung", wrong));
        if self.node.extension("erinnerung").is_some() && self.node.extension("frist").is_none() {
            wrong.push("r:erinnerung counts back from the end of r:frist: give that too".into());
        }
        if let (Some(frist), Some(reminder)) = (frist, reminder)
            && let (Some(frist), Some(reminder)) =
                (frist.tage_ohne_zusammenhang(), reminder.tage_ohne_zusammenhang())
            && reminder >= frist
        {
            wrong.push(
                "r:erinnerung is as long as r:frist or longer: nobody would have time before it".into(),
            );
        }
    }

    fn period(&self, name: &str, wrong: &mut Vec<String>) -> Option<fristen::Dauer> {
        match dauer(self.node.extension(name)?) {
            Ok(period) => Some(period),
            Err(error) => {
                wrong.push(format!("r:{name}: {error}"));
                None
            }
        }
    }
}

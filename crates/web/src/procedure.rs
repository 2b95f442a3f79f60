//! A process in words, for whoever reads no diagrams: `bpmn` says which step leads where, this says it in a language.

use bpmn::procedure::{
    Branch, Choice, Interruption, Join, Performer, Procedure, ProcedureStep, Repetition, Trigger,
};
use maud::{Markup, html};
use std::collections::BTreeMap;

use crate::locale::Texts;

/// A step in words.
struct Words {
    number: String,
    /// What it is called and what it is.
    head: String,
    notes: Vec<String>,
    inner: Vec<Words>,
}

/// What people call roles, by their words in the model.
pub type Roles = BTreeMap<String, String>;

/// The procedure as plain text, with a line for each thought.
#[must_use]
pub fn text(t: Texts, procedure: &Procedure, roles: &Roles) -> String {
    let mut out = format!("{}\n{}\n", procedure.title, "=".repeat(procedure.title.chars().count()));
    if let Some(documentation) = &procedure.documentation {
        out.push_str(&format!("\n{}\n", documentation.trim()));
    }
    out.push('\n');
    for step in &procedure.steps {
        lines(&words(t, step, roles), 0, &mut out);
    }
    out
}

fn lines(words: &Words, depth: usize, out: &mut String) {
    let indent = "   ".repeat(depth);
    out.push_str(&format!("{indent}{}  {}\n", words.number, words.head));
    for note in &words.notes {
        out.push_str(&format!("{indent}   {note}\n"));
    }
    for inner in &words.inner {
        lines(inner, depth + 1, out);
    }
}

/// The procedure as a part of a page.
pub(crate) fn markup(t: Texts, procedure: &Procedure, roles: &Roles) -> Markup {
    let steps: Vec<Words> = procedure.steps.iter().map(|step| words(t, step, roles)).collect();
    html! {
        @if let Some(documentation) = &procedure.documentation { p.kern-body { (documentation.trim()) } }
        (list(&steps))
    }
}

fn list(steps: &[Words]) -> Markup {
    html! {
        ol.rs-procedure {
            @for step in steps {
                li {
                    p.rs-procedure__head { span.rs-number { (step.number) } " " (step.head) }
                    @for note in &step.notes { p.rs-procedure__note { (note) } }
                    @if !step.inner.is_empty() { (list(&step.inner)) }
                }
            }
        }
    }
}

fn words(t: Texts, step: &ProcedureStep, roles: &Roles) -> Words {
    // Where ways only come together nothing is chosen.
    let joins = step.kind.ends_with("Gateway") && step.branches.len() < 2;
    let kind = if joins { t.get("kind-join").into_owned() } else { kind(t, &step.kind) };
    let head = match step.name.as_deref().map(str::trim).filter(|name| !name.is_empty()) {
        Some(name) => format!("{name} ({kind})"),
        None => kind,
    };
    Words {
        number: step.number.to_string(),
        head,
        notes: notes(t, step, roles),
        inner: step.steps.iter().map(|inner| words(t, inner, roles)).collect(),
    }
}

/// What is to be said of a step, in the order in which one needs it.
fn notes(t: Texts, step: &ProcedureStep, roles: &Roles) -> Vec<String> {
    let detail = |key: &str, detail: String| t.with(key, &[("detail", detail.into())]);
    let mut notes = Vec::new();
    if step.is_event_driven {
        notes.push(t.get("procedure-event-driven").into_owned());
    }
    if step.is_compensation {
        notes.push(t.get("procedure-compensation").into_owned());
    }
    let who: Vec<&str> = step.performers.iter().filter_map(|one| performer(one, roles)).collect();
    if !who.is_empty() {
        notes.push(detail("procedure-who", who.join(", ")));
    }
    match step.joins {
        None | Some(Join::Each) => {}
        Some(Join::All) => notes.push(t.get("procedure-join-all").into_owned()),
        Some(Join::AllActive) => notes.push(t.get("procedure-join-active").into_owned()),
        Some(Join::Complex) => notes.push(t.get("procedure-join-complex").into_owned()),
    }
    if !step.waits_for.is_empty() {
        notes.push(detail("procedure-waits", triggers(t, &step.waits_for, step.needs_all)));
    }
    if !step.throws.is_empty() {
        notes.push(detail("procedure-throws", triggers(t, &step.throws, true)));
    }
    if let Some(repeats) = &step.repeats {
        notes.push(repetition(t, repeats));
    }
    if let Some(documentation) = &step.documentation {
        notes.push(documentation.split_whitespace().collect::<Vec<_>>().join(" "));
    }
    for interruption in &step.interruptions {
        notes.push(interrupted(t, interruption));
    }
    notes.extend(onward(t, step));
    notes
}

/// Where it goes on. What simply comes next needs no word.
fn onward(t: Texts, step: &ProcedureStep) -> Vec<String> {
    if let ([branch], None) = (step.branches.as_slice(), &step.choice)
        && branch.condition.is_none()
    {
        return match branch.way {
            bpmn::procedure::Way::Next => Vec::new(),
            _ => vec![sentence(&way(t, branch))],
        };
    }
    let mut said = Vec::new();
    if step.branches.len() > 1 {
        let how = match step.choice {
            Some(Choice::One) | None => "procedure-choice-one",
            Some(Choice::Some) => "procedure-choice-some",
            Some(Choice::All) => "procedure-choice-all",
            Some(Choice::FirstEvent) => "procedure-choice-event",
            Some(Choice::Complex) => "procedure-choice-complex",
        };
        said.push(t.get(how).into_owned());
    }
    said.extend(step.branches.iter().map(|branch| format!("– {}", branch_words(t, branch))));
    said
}

fn branch_words(t: Texts, branch: &Branch) -> String {
    let label = branch.label.as_deref().map(str::trim).filter(|label| !label.is_empty());
    let mut said = match (label, branch.is_default) {
        (Some(label), true) => t.with("procedure-branch-default-named", &[("detail", label.into())]),
        (Some(label), false) => label.to_owned(),
        (None, true) => t.get("procedure-branch-default").into_owned(),
        (None, false) => String::new(),
    };
    if let Some(condition) = branch.condition.as_deref().filter(|_| !branch.is_default) {
        let condition = condition.split_whitespace().collect::<Vec<_>>().join(" ");
        let when = t.with("procedure-branch-when", &[("detail", condition.into())]);
        said = if said.is_empty() { when } else { format!("{said} ({when})") };
    }
    let to = way(t, branch);
    if said.is_empty() { to } else { format!("{said}: {to}") }
}

fn way(t: Texts, branch: &Branch) -> String {
    let args = [("step", branch.to.to_string().into())];
    match branch.way {
        bpmn::procedure::Way::Back => t.with("procedure-way-back", &args),
        _ => t.with("procedure-way-on", &args),
    }
}

fn interrupted(t: Texts, interruption: &Interruption) -> String {
    let what = triggers(t, &interruption.triggers, interruption.needs_all);
    let name = interruption.name.as_deref().map(str::trim).filter(|name| !name.is_empty());
    let what = name.map_or_else(|| what.clone(), |name| format!("{name} ({what})"));
    let to: Vec<String> = interruption.branches.iter().map(|branch| way(t, branch)).collect();
    let args = [("what", what.into()), ("to", to.join(", ").into())];
    match interruption.ends_step {
        true => t.with("procedure-interrupts", &args),
        false => t.with("procedure-besides", &args),
    }
}

/// Who does a step; a whole participant says no more than the title.
fn performer<'a>(performer: &'a Performer, roles: &'a Roles) -> Option<&'a str> {
    match performer {
        Performer::Role(name) => Some(roles.get(name).unwrap_or(name)),
        Performer::Resource(name) | Performer::Lane(name) => Some(name),
        Performer::Participant(_) => None,
    }
}

fn triggers(t: Texts, triggers: &[Trigger], all: bool) -> String {
    let said: Vec<String> = triggers.iter().map(|one| trigger(t, one)).collect();
    let word = if all { t.get("procedure-and") } else { t.get("procedure-or") };
    said.join(&format!(" {word} "))
}

fn trigger(t: Texts, trigger: &Trigger) -> String {
    let named = |key: &str, bare: &str, name: &Option<String>| match name {
        Some(name) => t.with(key, &[("detail", name.as_str().into())]),
        None => t.get(bare).into_owned(),
    };
    let detail = |key: &str, text: &str| t.with(key, &[("detail", text.into())]);
    match trigger {
        Trigger::Message(name) => named("procedure-message-named", "procedure-message", name),
        Trigger::Signal(name) => named("procedure-signal-named", "procedure-signal", name),
        Trigger::Date(text) => detail("procedure-date", text),
        Trigger::Duration(text) => detail("procedure-duration", text),
        Trigger::Frist(text) => detail("procedure-period", text),
        Trigger::Cycle(text) => detail("procedure-cycle", text),
        Trigger::Condition(text) => detail("procedure-condition", text),
        Trigger::Error(name) => named("procedure-error-named", "procedure-error", name),
        Trigger::Escalation(name) => named("procedure-escalation-named", "procedure-escalation", name),
        Trigger::Cancel => t.get("procedure-cancel").into_owned(),
        Trigger::Compensation(_) => t.get("procedure-undo").into_owned(),
        Trigger::Link(name) => named("procedure-link-named", "procedure-link", name),
        Trigger::Terminate => t.get("procedure-terminate").into_owned(),
    }
}

fn repetition(t: Texts, repetition: &Repetition) -> String {
    match repetition {
        Repetition::Loop { condition, maximum } => {
            let mut said = match condition {
                Some(condition) => t.with("procedure-loop-while", &[("detail", condition.as_str().into())]),
                None => t.get("procedure-loop").into_owned(),
            };
            if let Some(maximum) = maximum {
                said = format!("{said} {}", t.with("procedure-loop-most", &[("count", (*maximum).into())]));
            }
            said
        }
        Repetition::EachInTurn(which) => {
            let which = which.as_deref().unwrap_or("…");
            t.with("procedure-each-in-turn", &[("detail", which.into())])
        }
        Repetition::EachAtOnce(which) => {
            let which = which.as_deref().unwrap_or("…");
            t.with("procedure-each-at-once", &[("detail", which.into())])
        }
    }
}

/// With a capital at its beginning.
fn sentence(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}

/// What an element of BPMN is, for people who do not know its name.
pub(crate) fn kind(t: Texts, kind: &str) -> String {
    let key = match kind {
        "startEvent" => "kind-start",
        "endEvent" => "kind-end",
        "intermediateCatchEvent" => "kind-catch",
        "intermediateThrowEvent" => "kind-throw",
        "boundaryEvent" => "kind-boundary",
        "exclusiveGateway" => "kind-exclusive",
        "parallelGateway" => "kind-parallel",
        "inclusiveGateway" => "kind-inclusive",
        "complexGateway" => "kind-complex",
        "eventBasedGateway" => "kind-event-based",
        "userTask" | "globalUserTask" => "kind-user-task",
        "manualTask" | "globalManualTask" => "kind-manual-task",
        "serviceTask" => "kind-service-task",
        "businessRuleTask" | "globalBusinessRuleTask" => "kind-rule-task",
        "scriptTask" | "globalScriptTask" => "kind-script-task",
        "sendTask" => "kind-send-task",
        "receiveTask" => "kind-receive-task",
        "subProcess" | "adHocSubProcess" => "kind-sub-process",
        "transaction" => "kind-transaction",
        "callActivity" => "kind-call",
        _ => "kind-task",
    };
    t.get(key).into_owned()
}

//! What elements are called in the picture.

use super::Drawing;
use crate::model::Element;
use crate::process::event_definitions;

/// The title of an element for pointers and assistive technology: name, kind, and what its mark means.
pub(super) fn title(element: Option<Element<'_>>, drawing: &Drawing) -> String {
    let Some(element) = element else { return String::new() };
    let kind = drawing.kinds.get(element.kind()).cloned().unwrap_or_else(|| words(element.kind()));
    let name = label(element);
    let mut title = if name.is_empty() { kind } else { format!("{name} ({kind})") };
    if let Some(mark) = element.id().and_then(|id| drawing.marks.get(id)) {
        for part in [&mark.text, &mark.badge].into_iter().flatten() {
            title.push_str(", ");
            title.push_str(part);
        }
    }
    title
}

/// The name of a process or collaboration: its own, or that of its participants.
pub(super) fn of_subject(subject: Element<'_>) -> String {
    if let Some(name) = subject.name() {
        return name.to_owned();
    }
    let participants: Vec<&str> = subject.children_of("participant").filter_map(|p| p.name()).collect();
    if !participants.is_empty() {
        return participants.join(", ");
    }
    let participant = crate::graph::participant(subject).and_then(|participant| participant.name());
    participant.or_else(|| subject.id()).unwrap_or_default().to_owned()
}

/// The text that is written in or beside a shape or connection.
pub(super) fn label(element: Element<'_>) -> String {
    match element.kind() {
        "textAnnotation" => return element.child("text").map(|text| text.text()).unwrap_or_default(),
        "group" => return element.reference("categoryValueRef").map(category).unwrap_or_default(),
        _ => {}
    }
    let referred =
        || element.reference("dataObjectRef").or_else(|| element.reference("dataStoreRef"))?.name();
    let name = element.name().or_else(referred).or_else(|| link(element)).unwrap_or_default().trim();
    let state = element.child("dataState").and_then(|state| state.name());
    match state {
        Some(state) => format!("{name}\n[{}]", state.trim_matches(['[', ']'])),
        None => name.to_owned(),
    }
}

/// A link event without a name is known by that of its link.
fn link(event: Element<'_>) -> Option<&str> {
    event_definitions(event).into_iter().find(|definition| definition.is("linkEventDefinition"))?.name()
}

fn category(value: Element<'_>) -> String {
    value.attribute("value").or_else(|| value.name()).unwrap_or_default().to_owned()
}

/// `userTask` becomes `user task`.
fn words(kind: &str) -> String {
    let mut words = String::with_capacity(kind.len() + 4);
    for character in kind.chars() {
        if character.is_uppercase() {
            words.push(' ');
        }
        words.extend(character.to_lowercase());
    }
    words
}

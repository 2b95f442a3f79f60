//! What changed between two versions of a process, by the ids of its elements: what editors look at before
//! cases are moved to a new version. Where elements stand in the diagram does not count.

use std::collections::HashMap;

use crate::model::Element;

/// What changed.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Difference {
    /// What only the new version has, in its order.
    pub added: Vec<Part>,
    /// What only the old version has, in its order.
    pub removed: Vec<Part>,
    /// What both have and what is different about it, in the order of the new version.
    pub changed: Vec<Change>,
}

impl Difference {
    /// Whether nothing changed.
    pub fn is_empty(&self) -> bool {
        self.added.is_empty() && self.removed.is_empty() && self.changed.is_empty()
    }
}

/// An element.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Part {
    /// Its id.
    pub id: String,
    /// The name of the element in BPMN, such as `userTask`.
    pub kind: String,
    /// The name that people see.
    pub name: Option<String>,
}

/// An element that is different in the new version.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Change {
    /// The element in the new version.
    pub part: Part,
    /// What is different, at least one aspect.
    pub aspects: Vec<Aspect>,
}

/// What is different about an element; first the old, then the new value.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Aspect {
    /// It is of another kind.
    Kind(String, String),
    /// It has another name.
    Name(Option<String>, Option<String>),
    /// The condition of a sequence flow.
    Condition(Option<String>, Option<String>),
    /// Its documentation.
    Documentation(Option<String>, Option<String>),
    /// It is inside of another element; ids.
    Place(Option<String>, Option<String>),
    /// Another attribute, among them the ends of a flow. Those of Rennsteig begin with `r:`.
    Attribute(String, Option<String>, Option<String>),
    /// What is inside it without an id of its own: script, triggers, markers, mappings, extensions.
    Content,
}

/// Compares two versions of a process (or of any element of a model) by ids.
pub fn difference(old: Element<'_>, new: Element<'_>) -> Difference {
    let (before, after) = (parts(old), parts(new));
    let index = |parts: &[Element<'_>]| -> HashMap<String, usize> {
        parts.iter().enumerate().filter_map(|(ix, part)| Some((part.id()?.to_owned(), ix))).collect()
    };
    let (index_before, index_after) = (index(&before), index(&after));
    let mut difference = Difference::default();
    for element in &after {
        let Some(id) = element.id() else { continue };
        match index_before.get(id) {
            None => difference.added.push(part(*element)),
            Some(ix) => {
                let aspects = aspects(before[*ix], *element);
                if !aspects.is_empty() {
                    difference.changed.push(Change { part: part(*element), aspects });
                }
            }
        }
    }
    // The processes themselves stand for each other even if their ids differ.
    if old.id() != new.id() {
        difference.added.retain(|part| Some(part.id.as_str()) != new.id());
        let aspects = aspects(old, new);
        if !aspects.is_empty() {
            difference.changed.insert(0, Change { part: part(new), aspects });
        }
    }
    let gone = before.iter().filter(|element| **element != old || old.id() == new.id());
    difference.removed.extend(
        gone.filter(|element| element.id().is_some_and(|id| !index_after.contains_key(id))).map(|e| part(*e)),
    );
    difference
}

/// The element and all inside it that have an id of their own and stand for something people see. Definitions
/// of events, markers and data sets belong to their element: tools give their ids as they like.
fn parts(root: Element<'_>) -> Vec<Element<'_>> {
    let inside = root.descendants().filter(|e| is_part(e) && !e.in_extension());
    std::iter::once(root).chain(inside).collect()
}

fn is_part(element: &Element<'_>) -> bool {
    crate::graph::is_flow_node(element)
        || [
            "sequenceFlow",
            "lane",
            "dataObject",
            "dataObjectReference",
            "dataStoreReference",
            "textAnnotation",
            "association",
            "group",
        ]
        .iter()
        .any(|kind| element.is(kind))
}

fn part(element: Element<'_>) -> Part {
    Part {
        id: element.id().unwrap_or_default().to_owned(),
        kind: element.kind().to_owned(),
        name: element.name().map(str::to_owned),
    }
}

fn aspects(old: Element<'_>, new: Element<'_>) -> Vec<Aspect> {
    let mut aspects = Vec::new();
    if old.kind() != new.kind() {
        aspects.push(Aspect::Kind(old.kind().to_owned(), new.kind().to_owned()));
    }
    let owned = |text: Option<&str>| text.map(str::to_owned);
    if old.name() != new.name() {
        aspects.push(Aspect::Name(owned(old.name()), owned(new.name())));
    }
    let condition = |element: Element<'_>| Some(element.child("conditionExpression")?.text());
    if condition(old) != condition(new) {
        aspects.push(Aspect::Condition(condition(old), condition(new)));
    }
    if old.documentation() != new.documentation() {
        aspects.push(Aspect::Documentation(old.documentation(), new.documentation()));
    }
    let place =
        |element: Element<'_>| element.parent().filter(is_level).and_then(|parent| owned(parent.id()));
    if place(old) != place(new) {
        aspects.push(Aspect::Place(place(old), place(new)));
    }
    attributes(old, new, &mut aspects);
    if content(old) != content(new) {
        aspects.push(Aspect::Content);
    }
    aspects
}

/// Sub-processes; the process itself may have another id in another version.
fn is_level(element: &Element<'_>) -> bool {
    crate::graph::is_flow_node(element)
}

fn attributes(old: Element<'_>, new: Element<'_>, aspects: &mut Vec<Aspect>) {
    let all = |element: Element<'_>| -> Vec<(String, String)> {
        let mut all: Vec<(String, String)> = element
            .attributes()
            .filter(|(namespace, name, _)| namespace.is_some() || !matches!(*name, "id" | "name"))
            .map(|(namespace, name, value)| (qualified(namespace, name), value.trim().to_owned()))
            .collect();
        all.sort();
        all
    };
    let (before, after) = (all(old), all(new));
    let mut names: Vec<&String> = before.iter().chain(&after).map(|(name, _)| name).collect();
    names.sort();
    names.dedup();
    for name in names {
        let value = |all: &[(String, String)]| {
            let at = all.binary_search_by(|(other, _)| other.cmp(name)).ok()?;
            Some(all[at].1.clone())
        };
        if value(&before) != value(&after) {
            aspects.push(Aspect::Attribute(name.clone(), value(&before), value(&after)));
        }
    }
}

fn qualified(namespace: Option<&str>, name: &str) -> String {
    match namespace {
        None => name.to_owned(),
        Some(crate::model::RENNSTEIG) => format!("r:{name}"),
        Some(other) => format!("{{{other}}}{name}"),
    }
}

/// What is inside an element and belongs to it, as text: names, attributes and texts, ids left out.
fn content(element: Element<'_>) -> String {
    let mut out = String::new();
    let mut stack: Vec<(Element<'_>, bool)> = own(element);
    while let Some((inner, closes)) = stack.pop() {
        if closes {
            out.push(')');
            continue;
        }
        out.push('(');
        out.push_str(&qualified(inner.namespace(), inner.kind()));
        let mut attributes: Vec<(String, &str)> = inner
            .attributes()
            .filter(|(namespace, name, _)| namespace.is_some() || *name != "id")
            .map(|(namespace, name, value)| (qualified(namespace, name), value))
            .collect();
        attributes.sort();
        for (name, value) in attributes {
            out.push_str(&format!(" {name}={value:?}"));
        }
        out.push_str(&format!(" {:?}", inner.text()));
        stack.push((inner, true));
        stack.extend(own(inner));
    }
    out
}

/// The children that belong to an element itself, the last first.
fn own(element: Element<'_>) -> Vec<(Element<'_>, bool)> {
    let apart = ["documentation", "conditionExpression", "incoming", "outgoing"];
    let inside = element.children().filter(|child| !is_part(child) && !child.is("laneSet"));
    let mut own: Vec<(Element<'_>, bool)> =
        inside.filter(|child| !apart.iter().any(|kind| child.is(kind))).map(|child| (child, false)).collect();
    own.reverse();
    own
}

//! References by id and by qualified name, and the check that each leads somewhere.

use super::references::{self, Reference};
use super::{BPMNDI, Definitions, Element};
use crate::problem::Problem;

/// Where a reference leads.
enum Target<'d> {
    Element(Element<'d>),
    /// Another file, named by an `import`.
    Elsewhere,
    Nowhere,
    UnknownPrefix(String),
}

impl<'d> Element<'d> {
    /// The element that an id or a qualified name, written at this element, stands for.
    pub(crate) fn resolve(&self, reference: &str) -> Option<Element<'d>> {
        match self.target(reference) {
            Target::Element(element) => Some(element),
            Target::Elsewhere | Target::Nowhere | Target::UnknownPrefix(_) => None,
        }
    }

    /// Names without prefix are ids of this file, whatever the default namespace is: so all tools write them.
    fn target(&self, reference: &str) -> Target<'d> {
        let reference = reference.trim();
        let Some((prefix, local)) = reference.split_once(':') else {
            return self.definitions.element(reference).map_or(Target::Nowhere, Target::Element);
        };
        let Some(namespace) = self.definitions.tree.namespace_of_prefix(self.ix, prefix) else {
            return Target::UnknownPrefix(prefix.to_owned());
        };
        let root = self.definitions.root();
        if root.attribute("targetNamespace") == Some(namespace) {
            return self.definitions.element(local).map_or(Target::Nowhere, Target::Element);
        }
        if root.children_of("import").any(|import| import.attribute("namespace") == Some(namespace)) {
            return Target::Elsewhere;
        }
        Target::Nowhere
    }
}

/// Checks all references of the model and of the diagram.
pub(super) fn check(definitions: &Definitions) -> Vec<Problem> {
    let mut problems = Vec::new();
    for element in definitions.elements() {
        if element.is_bpmn() && !element.in_extension() {
            for reference in references::of_element(element.kind()) {
                check_reference(element, reference, &mut problems);
            }
            check_type(element, &mut problems);
        } else if element.namespace() == Some(BPMNDI) {
            check_diagram(element, &mut problems);
        }
    }
    problems
}

fn check_reference(element: Element<'_>, reference: &Reference, problems: &mut Vec<Problem>) {
    if reference.child {
        for child in element.children_of(reference.name) {
            check_value(child, &child.text(), reference.name, reference.targets, problems);
        }
    } else if let Some(value) = element.attribute(reference.name) {
        check_value(element, value, reference.name, reference.targets, problems);
    }
}

/// Formal expressions are `expression` or any element with `xsi:type="tFormalExpression"`.
fn check_type(element: Element<'_>, problems: &mut Vec<Problem>) {
    if let Some(value) = element.attribute("evaluatesToTypeRef") {
        check_value(element, value, "evaluatesToTypeRef", &["itemDefinition"], problems);
    }
}

fn check_diagram(element: Element<'_>, problems: &mut Vec<Problem>) {
    if let Some(value) = element.attribute("bpmnElement") {
        check_value(element, value, "bpmnElement", &[], problems);
    }
    for (name, target) in [
        ("sourceElement", ""),
        ("targetElement", ""),
        ("choreographyActivityShape", "BPMNShape"),
        ("labelStyle", "BPMNLabelStyle"),
    ] {
        let Some(value) = element.attribute(name) else { continue };
        match element.target(value) {
            Target::Element(found) if target.is_empty() || found.kind() == target => {}
            Target::Elsewhere => {}
            Target::Element(found) => problems.push(element.problem(format!(
                "{name}=\"{value}\" points to a '{}'; a '{target}' is expected",
                found.kind()
            ))),
            Target::Nowhere | Target::UnknownPrefix(_) => problems.push(dangling(element, name, value)),
        }
    }
}

fn check_value(element: Element<'_>, value: &str, name: &str, targets: &[&str], problems: &mut Vec<Problem>) {
    match element.target(value) {
        Target::Element(found) => {
            let fits = targets.is_empty()
                || (found.is_bpmn()
                    && targets.iter().any(|target| references::belongs(found.kind(), target)));
            if !fits {
                problems.push(element.problem(format!(
                    "{name} '{value}' points to a '{}'; expected is {}",
                    found.kind(),
                    list(targets)
                )));
            }
        }
        Target::Elsewhere => {}
        Target::Nowhere => problems.push(dangling(element, name, value)),
        Target::UnknownPrefix(prefix) => problems.push(element.problem(format!(
            "{name} '{value}' uses the prefix '{prefix}', which is not declared; add xmlns:{prefix}=\"…\""
        ))),
    }
}

fn dangling(element: Element<'_>, name: &str, value: &str) -> Problem {
    element.problem(format!(
        "{name} '{value}' points to no element of this file; correct the id or add the element"
    ))
}

fn list(targets: &[&str]) -> String {
    targets
        .iter()
        .map(|target| match *target {
            "itemAware" => "data object, data input or output, property or data store",
            "flowNode" => "an activity, event or gateway",
            "eventDefinition" => "an event definition",
            other => other,
        })
        .collect::<Vec<_>>()
        .join(" or ")
}

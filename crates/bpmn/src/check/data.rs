//! Data objects and the data of events.

use super::{Check, io, is_true};
use crate::model::Element;
use crate::process::event_definitions;

/// EXT020, EXT077, EXT083: a collection is declared as one at its item definition.
pub(super) fn item(check: &mut Check<'_>, element: Element<'_>) {
    if !matches!(element.kind(), "dataInput" | "dataOutput" | "dataObject") {
        return;
    }
    let Some(definition) = element.reference("itemSubjectRef") else { return };
    check.fault_if(
        is_true(element, "isCollection") != is_true(definition, "isCollection"),
        element,
        "isCollection differs from that of the itemDefinition; make them equal",
    );
}

/// The data of an activity, event or process.
pub(super) fn of_owner<'d>(check: &mut Check<'d>, owner: Element<'d>) {
    if let Some(specification) = owner.child("ioSpecification") {
        // EXT079
        check.fault_if(
            matches!(owner.kind(), "subProcess" | "transaction" | "adHocSubProcess"),
            owner,
            "a sub-process has no ioSpecification; its activities read the data of the process",
        );
        io::specification(check, specification);
    }
    for (kind, name) in [("dataInput", "data input"), ("dataOutput", "data output")] {
        let data: Vec<Element<'_>> = owner.children_of(kind).collect();
        if !data.is_empty() {
            of_event(check, owner, &data, name);
        }
    }
}

/// EXT093, EXT094: the data of an event belong to its definitions, one to one and in order.
fn of_event(check: &mut Check<'_>, event: Element<'_>, data: &[Element<'_>], name: &str) {
    let definitions = event_definitions(event);
    let typed: Vec<Element<'_>> = definitions.iter().copied().filter(|d| carries_data(*d)).collect();
    if data.len() != typed.len() {
        check.fault(
            event,
            format!(
                "the event has {} event definitions with data and {} times a {name}; give one for each",
                typed.len(),
                data.len()
            ),
        );
        return;
    }
    for (definition, data) in typed.iter().zip(data) {
        let fits = io::same_item(item_of(*definition), data.reference("itemSubjectRef"));
        check.fault_if(
            !fits,
            event,
            "the data of the event and its definition must have the same itemDefinition",
        );
    }
}

fn carries_data(definition: Element<'_>) -> bool {
    matches!(
        definition.kind(),
        "messageEventDefinition"
            | "signalEventDefinition"
            | "errorEventDefinition"
            | "escalationEventDefinition"
    )
}

/// The item definition of what an event definition is about.
fn item_of(definition: Element<'_>) -> Option<Element<'_>> {
    let (reference, item) = match definition.kind() {
        "messageEventDefinition" => ("messageRef", "itemRef"),
        "signalEventDefinition" => ("signalRef", "structureRef"),
        "errorEventDefinition" => ("errorRef", "structureRef"),
        _ => ("escalationRef", "structureRef"),
    };
    definition.reference(reference)?.reference(item)
}

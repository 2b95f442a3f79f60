//! Event definitions: what an event waits for and what it throws.

use super::compile::{Compiler, is_true};
use super::expression::Expression;
use super::nodes::{message, named};
use super::timer::Timer;
use super::{Catch, Throw, Trigger};
use crate::model::{Element, names};

/// The event definitions of an event, those that it refers to included.
pub(crate) fn definitions(event: Element<'_>) -> Vec<Element<'_>> {
    event
        .children()
        .filter_map(|child| {
            if child.is("eventDefinitionRef") {
                child.resolve(&child.text())
            } else {
                (child.is_bpmn() && names::is_event_definition(child.kind())).then_some(child)
            }
        })
        .collect()
}

pub(super) fn catch(compiler: &mut Compiler<'_, '_>, event: Element<'_>) -> Catch {
    let mut triggers = Vec::new();
    for definition in definitions(event) {
        triggers.extend(trigger(compiler, definition, event));
    }
    Catch {
        triggers,
        all: is_true(event, "parallelMultiple", false),
        interrupting: is_true(event, "isInterrupting", true),
    }
}

fn trigger(compiler: &mut Compiler<'_, '_>, definition: Element<'_>, event: Element<'_>) -> Option<Trigger> {
    Some(match definition.kind() {
        "messageEventDefinition" => Trigger::Message(message(compiler, definition)?),
        "signalEventDefinition" => Trigger::Signal(signal(compiler, definition)?),
        "timerEventDefinition" => {
            let timer = Timer::of_element(definition, &compiler.process.zone);
            Trigger::Timer(compiler.take(timer)?)
        }
        "conditionalEventDefinition" => {
            let Some(condition) = definition.child("condition") else {
                compiler.problem(
                    definition,
                    "the conditional event has no 'condition'; add one with a FEEL expression",
                );
                return None;
            };
            Trigger::Conditional(compiler.take(Expression::of_element(condition))?)
        }
        "errorEventDefinition" => Trigger::Error(code(definition, "errorRef", "errorCode")),
        "escalationEventDefinition" => {
            Trigger::Escalation(code(definition, "escalationRef", "escalationCode"))
        }
        "cancelEventDefinition" => Trigger::Cancel,
        "compensateEventDefinition" => Trigger::Compensate,
        "linkEventDefinition" => Trigger::Link(named(definition)),
        other => {
            compiler
                .problem(event, format!("a '{other}' cannot be caught; remove it or make it an end event"));
            return None;
        }
    })
}

pub(super) fn throw(compiler: &mut Compiler<'_, '_>, event: Element<'_>) -> Vec<Throw> {
    let mut throws = Vec::new();
    for definition in definitions(event) {
        throws.extend(thrown(compiler, definition));
    }
    throws
}

/// What one event definition throws.
pub(super) fn thrown(compiler: &mut Compiler<'_, '_>, definition: Element<'_>) -> Option<Throw> {
    Some(match definition.kind() {
        "messageEventDefinition" => Throw::Message(message(compiler, definition)?),
        "signalEventDefinition" => Throw::Signal(signal(compiler, definition)?),
        "errorEventDefinition" => match code(definition, "errorRef", "errorCode") {
            Some(code) => Throw::Error(code),
            None => {
                compiler.problem(
                    definition,
                    "no error is named; add errorRef=\"…\" to an 'error' with an errorCode",
                );
                return None;
            }
        },
        "escalationEventDefinition" => match code(definition, "escalationRef", "escalationCode") {
            Some(code) => Throw::Escalation(code),
            None => {
                compiler.problem(
                    definition,
                    "no escalation is named; add escalationRef=\"…\" to an 'escalation' with an escalationCode",
                );
                return None;
            }
        },
        "cancelEventDefinition" => Throw::Cancel,
        "terminateEventDefinition" => Throw::Terminate,
        // The activity is connected when all nodes are known.
        "compensateEventDefinition" => {
            if !is_true(definition, "waitForCompletion", true) {
                compiler.problem(
                    definition,
                    "compensation that is not waited for is not supported; remove waitForCompletion=\"false\"",
                );
                return None;
            }
            Throw::Compensate { activity: None }
        }
        "linkEventDefinition" => Throw::Link { name: named(definition), target: None },
        other => {
            compiler.problem(definition, format!("a '{other}' cannot be thrown; use it in a catching event"));
            return None;
        }
    })
}

fn signal(compiler: &mut Compiler<'_, '_>, definition: Element<'_>) -> Option<std::sync::Arc<str>> {
    let found = definition.reference("signalRef");
    if found.is_none() {
        compiler
            .problem(definition, "no signal is named; add signalRef=\"…\" with the id of a 'signal' element");
    }
    found.map(named)
}

/// The code of an error or escalation; those without code are told apart by name or id.
fn code(definition: Element<'_>, reference: &str, code: &str) -> Option<std::sync::Arc<str>> {
    let found = definition.reference(reference)?;
    let code = found.attribute(code).map(str::trim).filter(|code| !code.is_empty());
    Some(code.map_or_else(|| named(found), Into::into))
}

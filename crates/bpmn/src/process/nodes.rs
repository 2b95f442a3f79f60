//! What each node does: its behaviour, quantities, markers and mappings.

use std::sync::Arc;

use super::compile::{Compiler, ScriptRun, is_true};
use super::expression::Expression;
use super::{AdHoc, Behaviour, Catch, Message, NodeIx, NodeKind, Trigger, events, loops, mapping};
use crate::effects::WorkKind;
use crate::model::Element;

/// Fills in a node that was just added; builds the level of a sub-process.
pub(super) fn fill(compiler: &mut Compiler<'_, '_>, ix: NodeIx) {
    let element = compiler.source(ix);
    let behaviour = match compiler.process.node(ix).kind {
        NodeKind::Task | NodeKind::ManualTask => Some(Behaviour::Pass),
        NodeKind::UserTask => Some(Behaviour::Work(WorkKind::User)),
        NodeKind::ServiceTask => Some(Behaviour::Work(WorkKind::Service)),
        NodeKind::BusinessRuleTask => Some(Behaviour::Work(WorkKind::BusinessRule)),
        NodeKind::SendTask => {
            let correlation = correlation(element).map(|(at, source)| Expression::of_source(at, source));
            let correlation = correlation.and_then(|read| compiler.take(read));
            compiler.node_mut(ix).correlation = correlation;
            Some(Behaviour::Work(WorkKind::Send))
        }
        NodeKind::ScriptTask => script(compiler, element),
        NodeKind::ReceiveTask => receive(compiler, element),
        NodeKind::CallActivity => Some(Behaviour::Call {
            called: element.attribute("calledElement").map(|called| called.trim().into()),
        }),
        NodeKind::SubProcess | NodeKind::Transaction | NodeKind::AdHocSubProcess => {
            Some(sub_process(compiler, element, ix))
        }
        NodeKind::ExclusiveGateway => Some(Behaviour::Exclusive),
        NodeKind::ParallelGateway => Some(Behaviour::Parallel),
        NodeKind::InclusiveGateway => Some(Behaviour::Inclusive),
        NodeKind::ComplexGateway => Some(complex(compiler, element)),
        NodeKind::EventBasedGateway => event_based(compiler, element),
        NodeKind::StartEvent => Some(Behaviour::Start(events::catch(compiler, element))),
        NodeKind::IntermediateCatchEvent => Some(Behaviour::Catch(events::catch(compiler, element))),
        NodeKind::BoundaryEvent => Some(Behaviour::Boundary {
            attached: NodeIx::MAX,
            interrupting: is_true(element, "cancelActivity", true),
            catch: events::catch(compiler, element),
        }),
        NodeKind::IntermediateThrowEvent => Some(Behaviour::Throw(events::throw(compiler, element))),
        NodeKind::EndEvent => Some(Behaviour::End(events::throw(compiler, element))),
    };
    if let Some(behaviour) = behaviour {
        compiler.node_mut(ix).behaviour = behaviour;
    }
    if compiler.process.node(ix).kind.is_activity() {
        let repeat = loops::repeat(compiler, element);
        let start_quantity = quantity(compiler, element, "startQuantity");
        let completion_quantity = quantity(compiler, element, "completionQuantity");
        let node = compiler.node_mut(ix);
        node.repeat = repeat.map(Box::new);
        node.start_quantity = start_quantity;
        node.completion_quantity = completion_quantity;
    }
    let (input, output) = mapping::of_element(compiler, element);
    let node = compiler.node_mut(ix);
    node.input = input;
    node.output = output;
}

/// The variable that a data object, property, data input or data output stands for: its name, else its id.
pub(super) fn variable_name(element: Element<'_>) -> Arc<str> {
    let element = element.reference("dataObjectRef").unwrap_or(element);
    element.name().or_else(|| element.id()).unwrap_or_default().into()
}

fn quantity(compiler: &mut Compiler<'_, '_>, element: Element<'_>, name: &str) -> u32 {
    let Some(text) = element.attribute(name) else { return 1 };
    match text.trim().parse::<u32>() {
        Ok(quantity @ 1..=1_000_000) => quantity,
        _ => {
            compiler
                .problem(element, format!("{name} is '{text}'; it must be a whole number from 1 to 1000000"));
            1
        }
    }
}

fn script(compiler: &mut Compiler<'_, '_>, element: Element<'_>) -> Option<Behaviour> {
    let format = element.attribute("scriptFormat").map(str::trim).filter(|format| !format.is_empty());
    match compiler.scripts_known(format) {
        ScriptRun::Shell => Some(Behaviour::Work(WorkKind::Script)),
        ScriptRun::Nobody => {
            let format = format.unwrap_or_default();
            compiler.problem(
                element,
                format!(
                    "scripts in '{format}' are not supported; write it in FEEL with scriptFormat=\"feel\""
                ),
            );
            None
        }
        ScriptRun::Engine => {
            let Some(script) = element.child("script") else {
                compiler.problem(
                    element,
                    "the script task holds no script; add a 'script' element with a FEEL expression",
                );
                return None;
            };
            let expression = Expression::of_source(script, &script.text());
            let expression = compiler.take(expression)?;
            let result = element.extension("result").map(Into::into);
            Some(Behaviour::Script { expression, result })
        }
    }
}

fn receive(compiler: &mut Compiler<'_, '_>, element: Element<'_>) -> Option<Behaviour> {
    let message = message(compiler, element)?;
    let triggers = vec![Trigger::Message(message)];
    Some(Behaviour::Receive(Catch { triggers, all: false, interrupting: false }))
}

/// The message that an element names by `messageRef`, or by the operation it refers to.
pub(super) fn message(compiler: &mut Compiler<'_, '_>, element: Element<'_>) -> Option<Message> {
    let found = message_element(element);
    let Some(found) = found else {
        compiler
            .problem(element, "no message is named; add messageRef=\"…\" with the id of a 'message' element");
        return None;
    };
    let correlation = match correlation(element) {
        Some((at, source)) => Some(compiler.take(Expression::of_source(at, source))?),
        None => None,
    };
    Some(Message { name: named(found), correlation })
}

/// The message of a task, an event definition, or an event with one.
pub(super) fn message_element(element: Element<'_>) -> Option<Element<'_>> {
    let definition = element.child("messageEventDefinition").unwrap_or(element);
    definition.reference("messageRef").or_else(|| {
        definition.reference("operationRef").and_then(|operation| operation.reference("inMessageRef"))
    })
}

/// `r:correlation` stands at the event definition, or at the event or task around it.
fn correlation(element: Element<'_>) -> Option<(Element<'_>, &str)> {
    let own = element.extension("correlation").map(|source| (element, source));
    own.or_else(|| {
        let parent = element.parent()?;
        parent.extension("correlation").map(|source| (parent, source))
    })
}

/// The name of a message or signal, or its id where it has no name.
pub(super) fn named(element: Element<'_>) -> Arc<str> {
    element.name().or_else(|| element.id()).unwrap_or_default().into()
}

fn sub_process<'d>(compiler: &mut Compiler<'d, '_>, element: Element<'d>, ix: NodeIx) -> Behaviour {
    let level = compiler.level(element, Some(ix));
    if is_true(element, "triggeredByEvent", false) {
        return Behaviour::EventSub { level };
    }
    let ad_hoc = element.is("adHocSubProcess").then(|| ad_hoc(compiler, element)).map(Box::new);
    Behaviour::Sub { level, ad_hoc }
}

fn ad_hoc(compiler: &mut Compiler<'_, '_>, element: Element<'_>) -> AdHoc {
    let condition = element.child("completionCondition").map(Expression::of_element);
    AdHoc {
        sequential: element.attribute("ordering") == Some("Sequential"),
        completion: condition.and_then(|condition| compiler.take(condition)),
        cancel_remaining: is_true(element, "cancelRemainingInstances", true),
    }
}

fn complex(compiler: &mut Compiler<'_, '_>, element: Element<'_>) -> Behaviour {
    let activation = element.child("activationCondition").map(Expression::of_element);
    Behaviour::Complex { activation: activation.and_then(|condition| compiler.take(condition)) }
}

fn event_based(compiler: &mut Compiler<'_, '_>, element: Element<'_>) -> Option<Behaviour> {
    if is_true(element, "instantiate", false) || element.attribute("eventGatewayType") == Some("Parallel") {
        compiler.problem(
            element,
            "an event-based gateway that starts a process is not supported; use one start event for each message",
        );
        return None;
    }
    Some(Behaviour::EventBased)
}

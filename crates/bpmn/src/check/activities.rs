//! Tasks, sub-processes and call activities.

use std::rc::Rc;

use super::io::{inputs, outputs, same_item, sets};
use super::{Check, is_true, triggers};
use crate::model::Element;

pub(super) fn check<'d>(check: &mut Check<'d>, activity: Element<'d>) {
    let loops = activity.children_of("standardLoopCharacteristics").count()
        + activity.children_of("multiInstanceLoopCharacteristics").count();
    // EXT041, EXT055
    check.fault_if(loops > 1, activity, "an activity has one loop marker at most; remove the others");
    if let Some(many) = activity.child("multiInstanceLoopCharacteristics") {
        multi_instance(check, many);
    }
    match activity.kind() {
        "serviceTask" => service(check, activity),
        "sendTask" => send(check, activity),
        "receiveTask" => receive(check, activity),
        "callActivity" => call(check, activity),
        _ => {}
    }
}

fn service<'d>(check: &mut Check<'d>, task: Element<'d>) {
    let Some(operation) = task.reference("operationRef") else { return };
    // EXT042, EXT043
    check.fault_if(
        sets(task, "inputSet").len() != 1,
        task,
        "a service task with an operation needs an ioSpecification with exactly one inputSet",
    );
    check.fault_if(sets(task, "outputSet").len() > 1, task, "a service task has one outputSet at most");
    // EXT044, EXT045
    for (message, data) in [("inMessageRef", inputs(task)), ("outMessageRef", outputs(task))] {
        let Some(message) = operation.reference(message) else { continue };
        for data in data {
            item_of_message(check, task, message, data);
        }
    }
}

fn item_of_message(check: &mut Check<'_>, task: Element<'_>, message: Element<'_>, data: Element<'_>) {
    let fits = same_item(message.reference("itemRef"), data.reference("itemSubjectRef"));
    check.fault_if(!fits, task, "the data and the message of the task must have the same itemDefinition");
}

fn send<'d>(check: &mut Check<'d>, task: Element<'d>) {
    let Some(message) = task.reference("messageRef") else { return };
    // EXT046, EXT047, EXT048
    check.fault_if(sets(task, "inputSet").len() > 1, task, "a send task has one inputSet at most");
    let data = inputs(task);
    check.fault_if(data.len() > 1, task, "a send task has one dataInput at most");
    for data in data {
        item_of_message(check, task, message, data);
    }
}

fn receive<'d>(check: &mut Check<'d>, task: Element<'d>) {
    // EXT049
    check.fault_if(
        is_true(task, "instantiate") && !check.incoming(task).is_empty(),
        task,
        "a receive task that starts a process must not have an incoming flow",
    );
    check.fault_if(
        is_true(task, "instantiate"),
        task,
        "a receive task that starts a process is not supported; use a message start event",
    );
    let Some(message) = task.reference("messageRef") else { return };
    // EXT050, EXT051, EXT052
    check.fault_if(sets(task, "outputSet").len() > 1, task, "a receive task has one outputSet at most");
    let data = outputs(task);
    check.fault_if(data.len() > 1, task, "a receive task has one dataOutput at most");
    for data in data {
        item_of_message(check, task, message, data);
    }
}

/// What is found once in an element that may be large and called often.
pub(super) struct Called<'d> {
    starts_only_by_events: bool,
    has_specification: bool,
    inputs: Vec<Element<'d>>,
    outputs: Vec<Element<'d>>,
    /// It offers an interface and binds no operation.
    binds_nothing: bool,
}

impl<'d> Called<'d> {
    fn of(called: Element<'d>) -> Self {
        let starts: Vec<Element<'_>> = called.children_of("startEvent").collect();
        Self {
            starts_only_by_events: called.is("process")
                && !starts.is_empty()
                && starts.iter().all(|start| !triggers(*start).is_empty()),
            has_specification: called.child("ioSpecification").is_some(),
            inputs: inputs(called),
            outputs: outputs(called),
            binds_nothing: called.child("supportedInterfaceRef").is_some()
                && called.child("ioBinding").is_none(),
        }
    }
}

fn call<'d>(check: &mut Check<'d>, call: Element<'d>) {
    let Some(element) = call.reference("calledElement") else { return };
    let called = check.called.entry(element.key()).or_insert_with(|| Rc::new(Called::of(element))).clone();
    // EXT099
    check.fault_if(
        called.starts_only_by_events,
        call,
        "the called process has no start event without trigger; add one",
    );
    if !called.has_specification && call.child("ioSpecification").is_none() {
        return;
    }
    // EXT063
    for (ours, theirs, name) in
        [(inputs(call), &called.inputs, "inputs"), (outputs(call), &called.outputs, "outputs")]
    {
        let same = ours.len() == theirs.len()
            && ours.iter().zip(theirs).all(|(ours, theirs)| {
                same_item(ours.reference("itemSubjectRef"), theirs.reference("itemSubjectRef"))
            });
        if !same {
            check.fault(
                call,
                format!("the data {name} of the call and of what it calls must match in number and type"),
            );
        }
    }
    // EXT064
    check.fault_if(
        called.binds_nothing,
        call,
        "the called element offers an interface and has no ioBinding; add one for each operation",
    );
}

/// EXT068, EXT069, EXT070
fn multi_instance(check: &mut Check<'_>, many: Element<'_>) {
    for (reference, item, what) in [
        ("loopDataInputRef", "inputDataItem", "dataInput"),
        ("loopDataOutputRef", "outputDataItem", "dataOutput"),
    ] {
        let Some(data) = many.reference(reference) else { continue };
        let task = many.parent().is_some_and(|activity| !activity.is("subProcess"));
        check.fault_if(
            task && !data.is(what),
            many,
            "the loop data of a task must be one of the data inputs or outputs of the task",
        );
        let definition = data.reference("itemSubjectRef");
        check.fault_if(
            definition.is_some_and(|definition| !is_true(definition, "isCollection")),
            many,
            "the loop data must be a collection; set isCollection=\"true\" at its itemDefinition",
        );
        let of_item = many.child(item).and_then(|item| item.reference("itemSubjectRef"));
        if let (Some(whole), Some(part)) = (definition, of_item) {
            check.fault_if(
                is_true(part, "isCollection")
                    || whole.attribute("structureRef") != part.attribute("structureRef"),
                many,
                "the item of a loop must be a single value of the type that the loop data collects",
            );
        }
    }
}

/// EXT039, EXT040
pub(super) fn role(check: &mut Check<'_>, role: Element<'_>) {
    let named = role.child("resourceRef").is_some();
    check.fault_if(
        named && role.child("resourceAssignmentExpression").is_some(),
        role,
        "name a resource or an assignment expression, not both",
    );
    check.fault_if(
        !named && role.child("resourceParameterBinding").is_some(),
        role,
        "parameters belong to a resource; add resourceRef",
    );
}

//! Procedures of the shipped services and of the public suites.
#![expect(clippy::unwrap_used, reason = "a test may panic")]

mod files;

use std::fmt::Write as _;

use bpmn::Definitions;
use bpmn::procedure::{
    Choice, Interruption, Join, Performer, Procedure, ProcedureStep, Repetition, Trigger, Way, procedures,
};
use files::{conformance, models, read, services};

/// Steps as a reader would see them, in few characters.
fn outline(procedure: &Procedure) -> String {
    let mut out = String::new();
    for step in procedure.all_steps() {
        let name = step.name.as_deref().unwrap_or("-");
        let _ = write!(out, "{} {} {name}", step.number, step.kind);
        for branch in &step.branches {
            let label = branch.label.as_deref().map(|label| format!(" [{label}]")).unwrap_or_default();
            match branch.way {
                Way::Next if label.is_empty() => {}
                Way::Next | Way::On => {
                    let _ = write!(out, "{label} -> {}", branch.to);
                }
                Way::Back => {
                    let _ = write!(out, "{label} <- {}", branch.to);
                }
            }
        }
        out.push('\n');
    }
    out
}

#[test]
fn the_objection_reads_in_order() {
    let definitions = read(&services()[0]);
    let all = procedures(&definitions);
    assert_eq!(all.len(), 2);
    assert_eq!(all[1].title, "Widerspruch");
    assert_eq!(all[1].participant.as_deref(), Some("Widerspruch"));
    assert_eq!(
        outline(&all[1]),
        "1 startEvent Widerspruch eingegangen\n\
         2 userTask Widerspruch prüfen\n\
         3 exclusiveGateway Wird abgeholfen? [ja] -> 4 [nein] -> 7\n\
         4 serviceTask Abhilfe festhalten\n\
         5 serviceTask Abhilfebescheid erlassen\n\
         6 endEvent Abgeholfen\n\
         7 userTask Der Widerspruchsbehörde vorlegen\n\
         8 endEvent Vorgelegt\n"
    );
    let check = &all[1].steps[1];
    assert_eq!(check.performers, [Performer::Role("sachbearbeitung".to_owned())]);
    assert!(check.documentation.as_deref().unwrap().starts_with("Zulässig und begründet?"));
    let fork = &all[1].steps[2];
    assert_eq!(fork.choice, Some(Choice::One));
    assert_eq!(fork.branches[0].condition.as_deref(), Some("ergebnis = \"abhelfen\""));
    assert!(fork.branches[1].is_default);
}

#[test]
fn loops_lead_back() {
    let definitions = read(&services()[1]);
    let text = outline(&procedures(&definitions)[0]);
    assert!(text.contains("<- "), "{text}");
}

/// Each flow node is a step or an interruption, once; each branch leads to a step of its level.
fn check(definitions: &Definitions) -> usize {
    let mut count = 0;
    for (procedure, process) in procedures(definitions).iter().zip(definitions.processes()) {
        let mut read: Vec<String> = Vec::new();
        let numbers: Vec<_> = procedure.all_steps().map(|step| step.number.clone()).collect();
        assert!(numbers.is_sorted() && numbers.windows(2).all(|pair| pair[0] != pair[1]), "{numbers:?}");
        for step in procedure.all_steps() {
            read.extend(step.element.clone());
            read.extend(step.interruptions.iter().filter_map(|event| event.element.clone()));
            let events = step.interruptions.iter().flat_map(|event| &event.branches);
            for branch in step.branches.iter().chain(events) {
                assert!(numbers.contains(&branch.to));
                assert_eq!(branch.way == Way::Back, branch.to <= step.number);
            }
        }
        read.sort();
        let mut nodes: Vec<String> = process
            .descendants()
            .filter(|element| files::is_flow_node(element))
            .map(|element| element.id().unwrap().to_owned())
            .collect();
        nodes.sort();
        assert_eq!(read, nodes);
        count += read.len();
    }
    count
}

#[test]
fn every_node_of_the_public_models_is_read_once() {
    let Some(root) = conformance() else { return };
    let mut count = 0;
    for path in
        models(&root.join("bpmn-miwg/Reference")).iter().chain(&models(&root.join("bpmn-betsy/processes")))
    {
        count += check(&read(path));
    }
    for path in models(&root.join("bpmn-betsy/negative")) {
        if let Ok(definitions) = Definitions::read(&std::fs::read(&path).unwrap()) {
            procedures(&definitions);
        }
    }
    assert!(count > 500, "{count}");
}

#[test]
fn lanes_say_who_and_events_say_what() {
    let Some(root) = conformance() else { return };
    let definitions = read(&root.join("bpmn-miwg/Reference/B.2.0.bpmn"));
    let all = procedures(&definitions);
    let steps: Vec<&ProcedureStep> = all.iter().flat_map(Procedure::all_steps).collect();
    let named = |name: &str| {
        *steps.iter().find(|step| step.name.as_deref() == Some(name)).unwrap_or_else(|| panic!("{name}"))
    };
    assert_eq!(named("Task 31").performers, [Performer::Lane("Lane 2".to_owned())]);
    assert_eq!(named("Task 10").performers, [Performer::Participant("Participant".to_owned())]);
    assert!(matches!(named("Start Event 1 Timer").waits_for[..], [Trigger::Date(_)]));
    assert!(matches!(named("User Task 7 Standard Loop").repeats, Some(Repetition::Loop { .. })));
    assert_eq!(named("Parallel Gateway 7").joins, Some(Join::All));
    assert_eq!(named("Event Base Gateway 3").choice, Some(Choice::FirstEvent));
    let Interruption { triggers, ends_step, branches, .. } = &named("Task 21").interruptions[0];
    assert!(*ends_step && matches!(triggers[..], [Trigger::Date(_)]));
    assert_eq!(branches[0].to, named("Task 27").number);
    // A link leads on where no flow does.
    let link = |step: &&&ProcedureStep| step.kind == "intermediateThrowEvent" && !step.branches.is_empty();
    let link = steps.iter().filter(link).find(|step| step.branches[0].flow.is_none()).unwrap();
    let target = steps.iter().find(|step| step.number == link.branches[0].to).unwrap();
    assert_eq!(target.kind, "intermediateCatchEvent");
}

#[test]
fn any_graph_can_be_read() {
    let models = [
        // A circle without start, a way into a branch, two starts, a node for itself.
        (
            "<task id='a'/><task id='b'/><sequenceFlow id='f' sourceRef='a' targetRef='b'/>\
          <sequenceFlow id='g' sourceRef='b' targetRef='a'/><sequenceFlow id='h' sourceRef='a' targetRef='a'/>",
            2,
        ),
        (
            "<startEvent id='s'/><startEvent id='s2'/><task id='a'/><task id='b'/><task id='c'/>\
          <sequenceFlow id='f' sourceRef='s' targetRef='a'/><sequenceFlow id='g' sourceRef='s2' targetRef='b'/>\
          <sequenceFlow id='h' sourceRef='a' targetRef='b'/><sequenceFlow id='i' sourceRef='b' targetRef='a'/>",
            5,
        ),
        (
            "<boundaryEvent id='b' attachedToRef='t'/><task id='t'/>\
          <sequenceFlow id='f' sourceRef='b' targetRef='t'/>",
            2,
        ),
        ("", 0),
    ];
    for (body, nodes) in models {
        let xml = format!(
            "<definitions xmlns='http://www.omg.org/spec/BPMN/20100524/MODEL'><process id='p'>{body}</process></definitions>"
        );
        assert_eq!(check(&Definitions::read(xml.as_bytes()).unwrap()), nodes, "{body}");
    }
}

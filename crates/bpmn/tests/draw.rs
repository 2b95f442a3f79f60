//! Pictures of the public suites and of the shipped services: all are drawn, all are well-formed, none
//! forgets a part.
#![expect(clippy::unwrap_used, reason = "a test may panic")]

mod files;

use std::collections::BTreeMap;

use bpmn::draw::{DrawError, Drawing, Mark, MarkKind, svg};
use bpmn::{BPMNDI, Definitions};
use files::{conformance, models, services};
use quick_xml::events::Event;

/// What a picture shows: for each class `bpmn-shape` and `bpmn-edge` the elements of its groups, sorted.
fn shown(picture: &str) -> BTreeMap<&'static str, Vec<String>> {
    let mut shown = BTreeMap::from([("bpmn-shape", Vec::new()), ("bpmn-edge", Vec::new())]);
    let mut ids = Vec::new();
    let mut reader = quick_xml::Reader::from_str(picture);
    loop {
        match reader.read_event().unwrap_or_else(|error| panic!("{error}\n{picture}")) {
            Event::Eof => break,
            Event::Start(tag) | Event::Empty(tag) => {
                let attribute = |name| {
                    let value = tag.try_get_attribute(name).unwrap()?;
                    Some(value.normalized_value(quick_xml::XmlVersion::Implicit1_0).unwrap().into_owned())
                };
                assert!(attribute("style").is_none(), "a strict policy forbids style attributes");
                ids.extend(attribute("id"));
                let class = attribute("class").unwrap_or_default();
                for (part, elements) in &mut shown {
                    if class.split(' ').any(|word| word == *part) {
                        elements.push(attribute("data-element").unwrap_or_default());
                    }
                }
            }
            _ => {}
        }
    }
    let count = ids.len();
    ids.sort();
    ids.dedup();
    assert_eq!(ids.len(), count, "an id is given twice");
    for elements in shown.values_mut() {
        elements.sort();
    }
    shown
}

/// What the diagrams of a file name.
fn interchanged(definitions: &Definitions, kind: &str) -> Vec<String> {
    let elements = definitions.elements().filter(|e| e.namespace() == Some(BPMNDI) && e.kind() == kind);
    let mut named: Vec<String> =
        elements.map(|element| element.attribute("bpmnElement").unwrap_or_default().to_owned()).collect();
    named.sort();
    named
}

fn has_diagram(definitions: &Definitions) -> bool {
    !interchanged(definitions, "BPMNShape").is_empty()
}

#[test]
fn every_shape_and_edge_of_the_reference_models_is_drawn() {
    let Some(root) = conformance() else { return };
    let paths = models(&root.join("bpmn-miwg/Reference"));
    assert_eq!(paths.len(), 8);
    for path in paths {
        let definitions = files::read(&path);
        let picture = svg(&definitions, None, &Drawing::default()).unwrap();
        let shown = shown(&picture);
        assert_eq!(shown["bpmn-shape"], interchanged(&definitions, "BPMNShape"), "{}", path.display());
        assert_eq!(shown["bpmn-edge"], interchanged(&definitions, "BPMNEdge"), "{}", path.display());
        assert_eq!(picture, svg(&definitions, None, &Drawing::default()).unwrap(), "not stable");
    }
}

#[test]
fn every_betsy_process_is_laid_out() {
    let Some(root) = conformance() else { return };
    let paths = models(&root.join("bpmn-betsy/processes"));
    assert_eq!(paths.len(), 98);
    for path in paths {
        let definitions = files::read(&path);
        assert!(!has_diagram(&definitions));
        for process in definitions.processes() {
            let picture = svg(&definitions, process.id(), &Drawing::default()).unwrap();
            let shown = shown(&picture);
            let parts = |kinds: &[&str]| {
                let inside = process.descendants().filter(|element| kinds.contains(&element.kind()));
                inside.map(|element| element.id().unwrap().to_owned()).collect::<Vec<String>>()
            };
            for flow in parts(&["sequenceFlow"]) {
                assert!(shown["bpmn-edge"].contains(&flow), "{}: {flow}", path.display());
            }
            let nodes = process.descendants().filter(files::is_flow_node);
            for node in nodes.map(|element| element.id().unwrap().to_owned()) {
                assert!(shown["bpmn-shape"].contains(&node), "{}: {node}", path.display());
            }
        }
    }
}

#[test]
fn faulty_models_that_can_be_read_are_drawn_or_refused() {
    let Some(root) = conformance() else { return };
    let mut drawn = 0;
    for path in models(&root.join("bpmn-betsy/negative")) {
        let Ok(definitions) = Definitions::read(&std::fs::read(&path).unwrap()) else { continue };
        match svg(&definitions, None, &Drawing::default()) {
            Ok(picture) => {
                shown(&picture);
                drawn += 1;
            }
            Err(error) => {
                assert!(
                    matches!(error, DrawError::Nothing | DrawError::Geometry(_)),
                    "{}: {error}",
                    path.display()
                );
            }
        }
    }
    assert!(drawn > 100, "{drawn}");
}

#[test]
fn shipped_processes_are_drawn_with_marks() {
    for path in services() {
        let definitions = files::read(&path);
        let ids = interchanged(&definitions, "BPMNShape");
        let kinds = [MarkKind::Done, MarkKind::Here, MarkKind::Trouble, MarkKind::Figure];
        let mark = |kind| Mark { kind, badge: Some("2,5 T.".to_owned()), text: Some("hier".to_owned()) };
        let marks =
            ids.iter().zip(kinds.iter().cycle()).map(|(id, kind)| (id.clone(), mark(*kind))).collect();
        let picture = svg(&definitions, None, &Drawing { marks, ..Drawing::default() }).unwrap();
        assert_eq!(shown(&picture)["bpmn-shape"], ids);
        for class in ["bpmn-mark-done", "bpmn-mark-here", "bpmn-mark-trouble", "bpmn-mark-figure"] {
            assert!(picture.contains(class), "{class}");
        }
        assert_eq!(picture.matches(", hier, 2,5 T.</title>").count(), ids.len());
    }
}

#[test]
fn a_process_of_a_collaboration_is_drawn_alone() {
    let definitions = files::read(&services()[0]);
    let picture = svg(&definitions, Some("widerspruch"), &Drawing::default()).unwrap();
    let shown = shown(&picture);
    assert!(shown["bpmn-shape"].contains(&"widerspruch_pruefen".to_owned()));
    assert!(!shown["bpmn-shape"].contains(&"antrag_pruefen".to_owned()));
    let error = svg(&definitions, Some("nirgends"), &Drawing::default()).unwrap_err();
    assert_eq!(error, DrawError::Unknown("nirgends".to_owned()));
}

const HEAD: &str = r#"<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL" xmlns:b="http://www.omg.org/spec/BPMN/20100524/DI" xmlns:c="http://www.omg.org/spec/DD/20100524/DC" targetNamespace="urn:x">"#;

fn read(body: &str) -> Definitions {
    Definitions::read(format!("{HEAD}{body}</definitions>").as_bytes()).unwrap()
}

#[test]
fn hostile_names_stay_text() {
    let definitions = read(
        "<process id='p' name='&lt;/title>&lt;script>alert(1)&lt;/script>'><documentation>]]&gt;&amp;</documentation>\
         <task id='title'/><task id='t' name='&quot; onload=&quot;x&#10;\u{202e}\u{7f}'/></process>",
    );
    let picture = svg(&definitions, None, &Drawing::default()).unwrap();
    shown(&picture);
    assert!(!picture.contains("<script") && !picture.contains("onload=\"") && !picture.contains('\u{202e}'));
}

#[test]
fn unusable_places_are_named() {
    for (bounds, part) in [
        ("", "no Bounds"),
        ("<c:Bounds x='NaN' y='0' width='1' height='1'/>", "'x'"),
        ("<c:Bounds x='0' y='1e300' width='1' height='1'/>", "'y'"),
        ("<c:Bounds x='0' y='0' width='-1' height='1'/>", "negative"),
    ] {
        let definitions = read(&format!(
            "<process id='p'><task id='t'/></process><b:BPMNDiagram><b:BPMNPlane bpmnElement='p'>\
             <b:BPMNShape id='s' bpmnElement='t'>{bounds}</b:BPMNShape></b:BPMNPlane></b:BPMNDiagram>"
        ));
        let error = svg(&definitions, None, &Drawing::default()).unwrap_err().to_string();
        assert!(error.contains("element 's'") && error.contains(part), "{error}");
    }
    let nothing = svg(&read(""), None, &Drawing::default()).unwrap_err();
    assert_eq!(nothing, DrawError::Nothing);
}

#[test]
fn what_is_too_large_is_refused() {
    let tasks: String = (0..5_000).map(|i| format!("<task id='t{i}'/>")).collect();
    let error = svg(&read(&format!("<process id='p'>{tasks}</process>")), None, &Drawing::default());
    assert_eq!(error.unwrap_err(), DrawError::TooLarge("p".to_owned()));
}

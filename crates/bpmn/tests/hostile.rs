//! Bad files: each gives problems with element and line, none a panic, none an endless run.

use bpmn::{Definitions, Problem, Process};

const HEAD: &str = r#"<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" targetNamespace="urn:x">"#;

fn read(body: &str) -> Result<Definitions, Vec<Problem>> {
    Definitions::read(format!("{HEAD}\n{body}\n</definitions>").as_bytes())
}

fn problems(body: &str) -> Vec<Problem> {
    match read(body) {
        Err(problems) => problems,
        Ok(definitions) => Process::compile(&definitions, None).expect_err("the model must be refused"),
    }
}

#[track_caller]
fn refused(body: &str, element: Option<&str>, line: u32, part: &str) {
    let problems = problems(body);
    assert!(
        problems.iter().any(|problem| problem.element.as_deref() == element
            && problem.line == Some(line)
            && problem.message.contains(part)),
        "{problems:#?}"
    );
}

#[test]
fn files_that_are_no_models() {
    for (file, part) in [
        (&b""[..], "no XML element"),
        (b"   ", "no XML element"),
        (b"hello", "outside of the root"),
        (b"<a/>", "root element is 'a'"),
        (b"<definitions/>", "namespace"),
        (b"<a><b></a>", "well-formed"),
        (b"<a>", "not complete"),
        (b"<a/><b/>", "second root"),
        (b"<a x='1' x='2'/>", "attribute"),
        (b"<x:a/>", "prefix 'x'"),
        (b"<a>\xFF</a>", "UTF-8"),
        (b"<a>&nope;</a>", "entity"),
        (b"<a b='&nope;'/>", "attribute 'b'"),
    ] {
        let problems = Definitions::read(file).expect_err("not a model");
        assert!(
            problems.iter().any(|p| p.message.contains(part)),
            "{}: {problems:?}",
            String::from_utf8_lossy(file)
        );
    }
}

#[test]
fn bombs() {
    let laughs = r#"<?xml version="1.0"?><!DOCTYPE lolz [<!ENTITY lol "lol"><!ENTITY lol2 "&lol;&lol;">]><lolz>&lol2;</lolz>"#;
    assert!(Definitions::read(laughs.as_bytes()).unwrap_err()[0].message.contains("document type"));
    let external = r#"<!DOCTYPE a SYSTEM "file:///etc/passwd"><a/>"#;
    assert!(Definitions::read(external.as_bytes()).unwrap_err()[0].message.contains("document type"));
    let deep = "<a>".repeat(100_000);
    assert!(Definitions::read(deep.as_bytes()).unwrap_err()[0].message.contains("deeper than 256"));
    let many = format!("<a {}/>", (0..2_000).map(|i| format!("b{i}='' ")).collect::<String>());
    assert!(Definitions::read(many.as_bytes()).unwrap_err()[0].message.contains("attributes"));
    let wide = format!("<a>{}</a>", "<b/>".repeat(1_000_001));
    assert!(Definitions::read(wide.as_bytes()).unwrap_err()[0].message.contains("elements"));
}

#[test]
fn ids_and_references() {
    refused(
        "<process id='p'>\n<task id='p'/></process>",
        Some("p"),
        3,
        "already that of the element in line 2",
    );
    refused("<process id='p'>\n<task/></process>", Some("p"), 3, "has no id");
    refused("<process id='p'>\n<task id='a b'/></process>", Some("a b"), 3, "XML name");
    refused(
        "<process id='p'>\n<sequenceFlow id='f' sourceRef='x' targetRef='p'/></process>",
        Some("f"),
        3,
        "no element",
    );
    refused(
        "<process id='p'>\n<sequenceFlow id='f' sourceRef='p' targetRef='p'/></process>",
        Some("f"),
        3,
        "'process'",
    );
    refused(
        "<process id='p'>\n<task id='t'/><boundaryEvent id='b' attachedToRef='b'/></process>",
        Some("b"),
        3,
        "'boundaryEvent'",
    );
    refused(
        "<process id='p'>\n<callActivity id='c' calledElement='y:q'/></process>",
        Some("c"),
        3,
        "prefix 'y'",
    );
    refused("<process id='p'>\n<usertask id='c'/></process>", Some("c"), 3, "not an element of BPMN");
    let event = "<process id='p'><startEvent id='s'>\n<eventDefinitionRef>s</eventDefinitionRef></startEvent></process>";
    refused(event, Some("s"), 3, "'startEvent'");
}

#[test]
fn what_is_not_supported_is_refused() {
    for (body, id, part) in [
        ("<scriptTask id='x' scriptFormat='groovy'><script>1</script></scriptTask>", "x", "'groovy'"),
        ("<scriptTask id='x'><script>1 +</script></scriptTask>", "x", "not a FEEL expression"),
        ("<callChoreography id='x'/>", "x", "choreography"),
        ("<receiveTask id='x'/>", "x", "no message"),
        ("<task id='x' startQuantity='0'/>", "x", "startQuantity"),
        ("<task id='x' completionQuantity='many'/>", "x", "completionQuantity"),
        ("<task id='x'><standardLoopCharacteristics/></task>", "x", "never ends"),
        (
            "<task id='x'><multiInstanceLoopCharacteristics behavior='Odd'><loopCardinality xsi:type='tFormalExpression'>2</loopCardinality></multiInstanceLoopCharacteristics></task>",
            "x",
            "behavior",
        ),
    ] {
        refused(&format!("<process id='p'>\n{body}</process>"), Some(id), 3, part);
    }
}

#[test]
fn problems_are_complete_and_in_order() {
    let found = problems(
        "<process id='p'>\n<receiveTask id='a'/>\n<scriptTask id='b' scriptFormat='js'/>\n</process>",
    );
    let lines: Vec<Option<u32>> = found.iter().map(|problem| problem.line).collect();
    assert_eq!(lines, [Some(3), Some(4)], "{found:?}");
    assert_eq!(found[0].to_string().split(':').next(), Some("line 3, element 'a'"));
}

#[test]
fn a_huge_process_compiles_in_linear_time() {
    let mut body = String::from("<process id='p'><startEvent id='t0'/>");
    for i in 1..10_000 {
        body +=
            &format!("<task id='t{i}'/><sequenceFlow id='f{i}' sourceRef='t{}' targetRef='t{i}'/>", i - 1);
    }
    body += "<endEvent id='e'/><sequenceFlow id='f' sourceRef='t9999' targetRef='e'/></process>";
    let definitions = read(&body).unwrap();
    let process = Process::compile(&definitions, None).unwrap();
    let start = bpmn::Input::Start { variables: feel::Context::new() };
    let step = bpmn::step(&process, bpmn::State::new(), start, jiff::Timestamp::UNIX_EPOCH).unwrap();
    assert!(step.state.is_ended());
    assert_eq!(step.visited.len(), 10_001);
}

#[test]
fn writing_keeps_everything() {
    let body = "<!-- a comment --><process id='p'><task id='t' name='A &amp; B\u{e4}&#10;&lt;'>\
        <documentation><![CDATA[<b>]]></documentation><extensionElements><z:q xmlns:z='urn:z' z:w=\"1\">x</z:q>\
        </extensionElements></task></process>";
    let first = read(body).unwrap();
    let written = first.write();
    let second = Definitions::read(written.as_bytes()).unwrap();
    assert_eq!(written, second.write());
    assert!(written.contains("<!-- a comment -->") && written.contains("<![CDATA[<b>]]>"), "{written}");
    let task = second.element("t").unwrap();
    assert_eq!(task.name(), Some("A & B\u{e4}\n<"));
    assert_eq!(task.extension_elements().next().unwrap().attribute_ns("urn:z", "w"), Some("1"));
    assert_eq!(task.documentation().as_deref(), Some("<b>"));
}

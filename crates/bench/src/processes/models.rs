//! The models of the benchmark, in the part of BPMN that all peers know.

use std::fmt::Write as _;

/// A process that runs to its end when its user tasks are completed.
pub(crate) struct Case {
    /// How the report calls it.
    pub(crate) name: &'static str,
    /// The BPMN file; its process has the id `p`.
    pub(crate) xml: String,
    /// What this is ten times the work of, if it is.
    pub(crate) tenfold_of: Option<&'static str>,
}

/// All models, in the order of the report.
pub(crate) fn all() -> Vec<Case> {
    let case = |name, body: String, tenfold_of| Case { name, xml: definitions(&body), tenfold_of };
    vec![
        case("10 script tasks", row(10, script), None),
        case("100 script tasks", row(100, script), Some("10 script tasks")),
        // More rounds than this take peers minutes, or exceed their stack.
        case("100 rounds", rounds(100), None),
        case("1,000 rounds", rounds(1_000), Some("100 rounds")),
        case("fork of 10", fork(10), None),
        case("fork of 100", fork(100), Some("fork of 10")),
        case("10 user tasks", row(10, user), None),
        case("100 user tasks", row(100, user), Some("10 user tasks")),
    ]
}

fn definitions(body: &str) -> String {
    format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<definitions xmlns=\"http://www.omg.org/spec/BPMN/20100524/MODEL\" \
         xmlns:xsi=\"http://www.w3.org/2001/XMLSchema-instance\" xmlns:r=\"urn:rennsteig:bpmn:1\" id=\"modell\" \
         targetNamespace=\"https://bench.example/bpmn\">\n<process id=\"p\" isExecutable=\"true\">\n{body}</process>\n</definitions>\n"
    )
}

const ENDS: &str = "<startEvent id=\"start\"/>\n<endEvent id=\"ende\"/>\n";

fn flow(body: &mut String, source: &str, target: &str) {
    let _ = writeln!(
        body,
        "<sequenceFlow id=\"f_{source}_{target}\" sourceRef=\"{source}\" targetRef=\"{target}\"/>"
    );
}

fn script(at: usize) -> String {
    let script = if at == 0 { "0" } else { "n + 1" };
    format!("<scriptTask id=\"t{at}\" name=\"t{at}\" r:result=\"n\"><script>{script}</script></scriptTask>\n")
}

fn user(at: usize) -> String {
    format!("<userTask id=\"t{at}\" name=\"t{at}\"/>\n")
}

/// Tasks one after the other.
fn row(tasks: usize, task: fn(usize) -> String) -> String {
    let mut body = ENDS.to_owned();
    let mut last = "start".to_owned();
    for at in 0..tasks {
        body += &task(at);
        let id = format!("t{at}");
        flow(&mut body, &last, &id);
        last = id;
    }
    flow(&mut body, &last, "ende");
    body
}

/// A counter, and an exclusive gateway that leads back until it has reached its goal.
fn rounds(goal: usize) -> String {
    let mut body = ENDS.to_owned() + &script(0) + &script(1);
    body += "<exclusiveGateway id=\"wieder\" default=\"f_wieder_ende\"/>\n";
    for (source, target) in [("start", "t0"), ("t0", "t1"), ("t1", "wieder"), ("wieder", "ende")] {
        flow(&mut body, source, target);
    }
    let _ = writeln!(
        body,
        "<sequenceFlow id=\"zurueck\" sourceRef=\"wieder\" targetRef=\"t1\">\
         <conditionExpression xsi:type=\"tFormalExpression\">n &lt; {goal}</conditionExpression></sequenceFlow>"
    );
    body
}

/// Branches that begin together and are joined. They write the same, as engines differ in how they put data together.
fn fork(branches: usize) -> String {
    let mut body = ENDS.to_owned() + "<parallelGateway id=\"auf\"/>\n<parallelGateway id=\"zu\"/>\n";
    flow(&mut body, "start", "auf");
    for at in 0..branches {
        let _ = writeln!(
            body,
            "<scriptTask id=\"t{at}\" name=\"t{at}\" r:result=\"n\"><script>1</script></scriptTask>"
        );
        flow(&mut body, "auf", &format!("t{at}"));
        flow(&mut body, &format!("t{at}"), "zu");
    }
    flow(&mut body, "zu", "ende");
    body
}

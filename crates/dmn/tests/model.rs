//! Models as editors write them: what is refused with its place, and what is explained.

use dmn::{Error, Model, Options, Problem, Reader, Trace};
use feel::{Context, DateTime, Limits, Value};

/// A model with this inside.
fn model(inside: &str) -> String {
    format!(
        "<definitions xmlns=\"https://www.omg.org/spec/DMN/20230324/MODEL/\" name=\"m\" namespace=\"urn:m\">\n{inside}\n</definitions>"
    )
}

fn problems(inside: &str) -> Vec<Problem> {
    Model::read(model(inside).as_bytes()).expect_err("the model has problems")
}

fn parking() -> Model {
    Model::read(model(PARKING).as_bytes()).unwrap_or_else(|problems| panic!("{problems:?}"))
}

const PARKING: &str = r##"
  <itemDefinition id="tZone" name="tZone"><typeRef>string</typeRef><allowedValues><text>"A", "B"</text></allowedValues></itemDefinition>
  <itemDefinition id="tPerson" name="tPerson">
    <itemComponent name="Hauptwohnung"><typeRef>boolean</typeRef></itemComponent>
    <itemComponent name="geboren am"><typeRef>date</typeRef></itemComponent>
  </itemDefinition>
  <inputData id="person" name="Person"><variable name="Person" typeRef="tPerson"/></inputData>
  <inputData id="zone" name="Zone"><variable name="Zone" typeRef="tZone"/></inputData>
  <inputData id="months" name="Monate"><variable name="Monate" typeRef="number"/></inputData>
  <knowledgeSource id="law" name="§ 45 Abs. 1b StVO" locationURI="https://www.gesetze-im-internet.de/stvo_2013/__45.html"/>
  <businessKnowledgeModel id="round" name="auf Euro">
    <encapsulatedLogic><formalParameter name="betrag" typeRef="number"/><literalExpression><text>ceiling(betrag)</text></literalExpression></encapsulatedLogic>
  </businessKnowledgeModel>
  <decision id="entitled" name="Anspruch">
    <variable name="Anspruch" typeRef="boolean"/>
    <informationRequirement><requiredInput href="#person"/></informationRequirement>
    <informationRequirement><requiredInput href="#zone"/></informationRequirement>
    <authorityRequirement><requiredAuthority href="#law"/></authorityRequirement>
    <decisionTable id="table" hitPolicy="FIRST">
      <input id="in1" label="Hauptwohnung"><inputExpression typeRef="boolean"><text>Person.Hauptwohnung</text></inputExpression></input>
      <input id="in2"><inputExpression typeRef="string"><text>Zone</text></inputExpression></input>
      <output id="out" typeRef="boolean"/>
      <annotation name="Grund"/>
      <rule id="r1"><inputEntry id="c11"><text>false</text></inputEntry><inputEntry id="c12"><text>-</text></inputEntry><outputEntry id="o1"><text>false</text></outputEntry><annotationEntry><text>keine Hauptwohnung</text></annotationEntry></rule>
      <rule id="r2"><inputEntry id="c21"><text>true</text></inputEntry><inputEntry id="c22"><text>"A"</text></inputEntry><outputEntry id="o2"><text>true</text></outputEntry><annotationEntry><text>wohnt im Gebiet</text></annotationEntry></rule>
      <rule id="r3"><inputEntry id="c31"><text>-</text></inputEntry><inputEntry id="c32"><text>-</text></inputEntry><outputEntry id="o3"><text>false</text></outputEntry><annotationEntry><text>anderes Gebiet</text></annotationEntry></rule>
    </decisionTable>
  </decision>
  <decision id="fee" name="Gebuehr">
    <variable name="Gebuehr" typeRef="number"/>
    <informationRequirement><requiredDecision href="#entitled"/></informationRequirement>
    <informationRequirement><requiredInput href="#months"/></informationRequirement>
    <knowledgeRequirement><requiredKnowledge href="#round"/></knowledgeRequirement>
    <literalExpression id="fee-text"><text>if Anspruch then auf Euro(Monate * 2.56) else 0</text></literalExpression>
  </decision>"##;

fn resident() -> Context {
    let person = Context::new()
        .with("Hauptwohnung", true)
        .with("geboren am", "1990-05-01".parse::<feel::Date>().expect("is a date"));
    Context::new().with("Person", person).with("Zone", "A").with("Monate", 12)
}

#[test]
fn decides_and_explains() {
    let outcome = parking().evaluate("Gebuehr", &resident()).unwrap();
    assert_eq!(outcome.value, 31.into());
    assert!(outcome.warnings.is_empty(), "{:?}", outcome.warnings);
    let names: Vec<&str> = outcome.trace.decisions.iter().map(|decision| decision.name.as_str()).collect();
    assert_eq!(names, ["Anspruch", "Gebuehr"]);
    let entitled = outcome.trace.decision("Anspruch").unwrap();
    assert_eq!(entitled.sources[0].name, "§ 45 Abs. 1b StVO");
    assert_eq!(entitled.output.text, "true");
    let table = &entitled.tables[0];
    assert_eq!((table.hit_policy.as_str(), table.columns[1].label.as_str()), ("FIRST", "Zone"));
    let expressions: Vec<Option<&str>> = table.columns.iter().map(|c| c.expression.as_deref()).collect();
    assert_eq!(
        expressions,
        [Some("Person.Hauptwohnung"), None],
        "where there is no label it is the expression"
    );
    let matched: Vec<Vec<bool>> =
        table.rules.iter().map(|rule| rule.cells.iter().map(|cell| cell.matched).collect()).collect();
    assert_eq!(matched, [[false, true], [true, true], [true, true]]);
    let used: Vec<&str> = table.used_rules().map(|rule| rule.annotations[0].as_str()).collect();
    assert_eq!(used, ["wohnt im Gebiet"]);
    assert!(table.rules[2].matched && !table.rules[2].used);
    assert_eq!(outcome.trace.asked().unwrap().inputs[1].value.text, "12");
}

#[test]
fn a_trace_comes_back_from_json() {
    let trace = parking().evaluate("Gebuehr", &resident()).unwrap().trace;
    let json = serde_json::to_string(&trace).unwrap();
    assert_eq!(serde_json::from_str::<Trace>(&json).unwrap(), trace);
    assert!(json.starts_with(r#"{"version":1,"decisions":[{"id":"entitled","name":"Anspruch""#), "{json}");
}

#[test]
fn without_a_trace_the_result_is_the_same() {
    let options = Options { trace: false, ..Options::default() };
    let outcome = parking().evaluate_with("Gebuehr", &resident(), &options).unwrap();
    assert_eq!((outcome.value, outcome.trace.decisions.len()), (31.into(), 0));
}

#[test]
fn only_what_is_asked_is_evaluated() {
    let outcome = parking().evaluate("Anspruch", &resident()).unwrap();
    assert_eq!(outcome.trace.decisions.len(), 1);
    let inputs: Vec<String> =
        parking().inputs_of("Anspruch").unwrap().into_iter().map(|input| input.name).collect();
    assert_eq!(inputs, ["Person", "Zone"]);
}

#[test]
fn inputs_that_do_not_fit_are_null_with_a_warning() {
    let outcome = parking().evaluate("Anspruch", &resident().with("Zone", "C")).unwrap();
    assert_eq!(outcome.value, false.into());
    assert!(
        outcome.warnings[0].to_string().contains("\"C\" is not allowed for 'tZone'"),
        "{}",
        outcome.warnings[0]
    );
    let outcome = parking().evaluate("Gebuehr", &resident().with("Monate", "zwölf")).unwrap();
    assert_eq!(outcome.value, Value::Null);
    let last = outcome.warnings.iter().find(|warning| warning.element.as_deref() == Some("fee-text"));
    assert!(last.is_some(), "{:?}", outcome.warnings);
}

#[test]
fn unknown_decisions_say_what_there_is() {
    let error = parking().evaluate("Gebühr", &Context::new()).unwrap_err();
    assert_eq!(error.to_string(), "the model has no decision 'Gebühr'; it has 'Anspruch', 'Gebuehr'");
}

#[test]
fn problems_have_element_and_line() {
    let found = problems(
        "<inputData id=\"a\" name=\"a\"/>\n<decision id=\"d\" name=\"d\">\n  <informationRequirement><requiredInput href=\"#x\"/></informationRequirement>\n  <literalExpression id=\"text\">\n    <text>a + b</text>\n  </literalExpression>\n</decision>",
    );
    let texts: Vec<String> = found.iter().map(ToString::to_string).collect();
    assert_eq!(texts[0], "line 4: the reference '#x' points to nothing");
    assert!(
        texts[1].starts_with("line 5: element 'text': line 1, column 1: the name 'a' is not known here"),
        "{}",
        texts[1]
    );
}

#[test]
fn what_is_not_supported_is_refused() {
    let cases = [
        (
            "<decision id=\"d\" name=\"d\"><literalExpression expressionLanguage=\"urn:js\"><text>1</text></literalExpression></decision>",
            "the expression language 'urn:js' is not supported",
        ),
        (
            "<businessKnowledgeModel id=\"b\" name=\"b\"><encapsulatedLogic kind=\"Java\"><context/></encapsulatedLogic></businessKnowledgeModel>",
            "functions of kind 'Java' are not supported",
        ),
        (
            "<decision id=\"d\" name=\"d\"><literalExpression><text>function(x) external {java: {class: \"x\"}}</text></literalExpression></decision>",
            "external functions",
        ),
        (
            "<import namespace=\"urn:x\" name=\"x\" importType=\"http://www.dmg.org/PMML-4_2\"/>",
            "imports of 'http://www.dmg.org/PMML-4_2' are not supported",
        ),
        (
            "<import namespace=\"urn:x\" name=\"x\" importType=\"https://www.omg.org/spec/DMN/20230324/MODEL/\"/>",
            "the imported model 'urn:x' is not there",
        ),
        ("<decision id=\"d\" name=\"d\"/>", "the decision 'd' has no expression"),
        (
            "<decision id=\"d\" name=\"d\"><variable name=\"d\" typeRef=\"tNo\"/><literalExpression><text>1</text></literalExpression></decision>",
            "the type 'tNo' is not defined",
        ),
        ("<itemDefinition name=\"t\"><typeRef>t</typeRef></itemDefinition>", "contains itself"),
        ("<inputData id=\"a\" name=\"a\"/><inputData id=\"a\" name=\"b\"/>", "the id 'a' is used twice"),
        ("<inputData id=\"a\" name=\"a\"/><inputData id=\"b\" name=\"a\"/>", "the name 'a' is used twice"),
        ("<surprise/>", "<surprise> is not supported"),
    ];
    for (inside, message) in cases {
        let found = problems(inside);
        assert!(found.iter().any(|problem| problem.message.contains(message)), "{inside}: {found:?}");
    }
}

#[test]
fn circles_are_refused() {
    let decision = |id: &str, needs: &str| {
        format!(
            "<decision id=\"{id}\" name=\"{id}\"><informationRequirement><requiredDecision href=\"#{needs}\"/></informationRequirement><literalExpression><text>{needs}</text></literalExpression></decision>"
        )
    };
    let found = problems(&[decision("a", "b"), decision("b", "c"), decision("c", "a")].concat());
    assert!(found[0].message.contains("which in turn requires it"), "{found:?}");
}

#[test]
fn files_that_are_no_models_are_refused() {
    let read = |bytes: &[u8]| Model::read(bytes).unwrap_err().remove(0).to_string();
    assert!(read(b"").contains("has no DMN <definitions>"));
    assert!(
        read(b"<definitions xmlns='https://www.omg.org/spec/DMN/20230324/MODEL/'>")
            .contains("ends too early")
    );
    assert!(read(b"<definitions/>").contains("is not a model of DMN"));
    assert!(read(b"<!DOCTYPE x [<!ENTITY a 'b'>]><x/>").contains("<!DOCTYPE>"));
    assert!(read(b"\xff\xfe").contains("not UTF-8"));
    assert!(
        read(b"<a><b></a>").contains("not a model of DMN") || read(b"<a><b></a>").contains("well-formed")
    );
    let entity = model(
        "<decision name=\"d\" id=\"d\"><literalExpression><text>&boom;</text></literalExpression></decision>",
    );
    assert!(read(entity.as_bytes()).contains("the entity &boom; is not allowed"));
    let deep = model(&"<decision>".repeat(100_000));
    assert!(read(deep.as_bytes()).contains("nested too deeply"));
    let boxed = "<list>".repeat(150);
    let deep = model(&format!("<decision id=\"d\" name=\"d\">{boxed}{}</decision>", "</list>".repeat(150)));
    let _ = Model::read(deep.as_bytes()).unwrap().evaluate("d", &Context::new());
}

#[test]
fn long_chains_of_decisions_are_no_deep_recursion() {
    let mut inside =
        "<decision id=\"d0\" name=\"d0\"><literalExpression><text>1</text></literalExpression></decision>"
            .to_owned();
    for n in 1..3000 {
        let before = n - 1;
        inside += &format!(
            "<decision id=\"d{n}\" name=\"d{n}\"><informationRequirement><requiredDecision href=\"#d{before}\"/></informationRequirement><literalExpression><text>d{before} + 1</text></literalExpression></decision>"
        );
    }
    let options = Options { trace: false, ..Options::default() };
    let model = Model::read(model(&inside).as_bytes()).unwrap();
    assert_eq!(model.evaluate_with("d2999", &Context::new(), &options).unwrap().value, 3000.into());
}

#[test]
fn limits_stop_with_an_error() {
    let text = "<decision id=\"d\" name=\"d\"><literalExpression><text>count(for x in 1..100000000 return x)</text></literalExpression></decision>";
    let model = Model::read(model(text).as_bytes()).unwrap();
    let options = Options { limits: Limits { steps: 1000, ..Limits::default() }, ..Options::default() };
    let error = model.evaluate_with("d", &Context::new(), &options).unwrap_err();
    assert!(matches!(error, Error::Limit { .. }), "{error}");
    let call = "<businessKnowledgeModel id=\"f\" name=\"f\"><encapsulatedLogic><formalParameter name=\"n\"/><literalExpression><text>f(n + 1)</text></literalExpression></encapsulatedLogic></businessKnowledgeModel><decision id=\"d\" name=\"d\"><knowledgeRequirement><requiredKnowledge href=\"#f\"/></knowledgeRequirement><literalExpression><text>f(1)</text></literalExpression></decision>";
    let model = Model::read(self::model(call).as_bytes()).unwrap();
    assert!(model.evaluate("d", &Context::new()).unwrap_err().to_string().contains("nested"));
}

#[test]
fn the_clock_is_given() {
    let text = "<decision id=\"d\" name=\"d\"><literalExpression><text>today()</text></literalExpression></decision>";
    let model = Model::read(model(text).as_bytes()).unwrap();
    assert_eq!(model.evaluate("d", &Context::new()).unwrap().value, Value::Null);
    let now = "2026-11-22T10:00:00+01:00".parse::<DateTime>().unwrap();
    let options = Options { now: Some(now), ..Options::default() };
    assert_eq!(
        model.evaluate_with("d", &Context::new(), &options).unwrap().value.to_string(),
        "date(\"2026-11-22\")"
    );
}

#[test]
fn unique_means_one_rule() {
    let text = "<decision id=\"d\" name=\"d\"><decisionTable id=\"t\"><input id=\"i\"><inputExpression><text>5</text></inputExpression></input><output id=\"o\"/><rule id=\"r1\"><inputEntry><text>&gt; 1</text></inputEntry><outputEntry><text>1</text></outputEntry></rule><rule id=\"r2\"><inputEntry><text>&gt; 2</text></inputEntry><outputEntry><text>2</text></outputEntry></rule></decisionTable></decision>";
    let outcome = Model::read(model(text).as_bytes()).unwrap().evaluate("d", &Context::new()).unwrap();
    assert_eq!(outcome.value, Value::Null);
    assert_eq!(outcome.warnings[0].element.as_deref(), Some("t"));
    assert!(outcome.warnings[0].to_string().contains("the rules 1, 2 match at once"));
}

#[test]
fn imported_models_are_read_beside() {
    let other = "<definitions xmlns=\"http://www.omg.org/spec/DMN/20180521/MODEL/\" name=\"o\" namespace=\"urn:o\"><decision id=\"rate\" name=\"Satz heute\"><literalExpression><text>7</text></literalExpression></decision></definitions>";
    let main = model(
        "<import namespace=\"urn:o\" name=\"satzung\" importType=\"https://www.omg.org/spec/DMN/20230324/MODEL/\"/><decision id=\"d\" name=\"d\"><informationRequirement><requiredDecision href=\"urn:o#rate\"/></informationRequirement><literalExpression><text>satzung.Satz heute * 2</text></literalExpression></decision>",
    );
    let model = Reader::new().import(other.as_bytes()).read(main.as_bytes()).unwrap();
    assert_eq!(model.evaluate("d", &Context::new()).unwrap().value, 14.into());
}

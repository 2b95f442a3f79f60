//! Files of DMN 1.1 to 1.5 as tools write them, and namespaces that are wrong.

use dmn::{Document, Model, Reader, Version};
use feel::{Context, Value};

/// DMN 1.1 with the model's namespace as default and types as qualified names, as Trisotech and Drools write it.
const ONE: &str = r##"<?xml version="1.0" encoding="UTF-8" standalone="no"?>
<semantic:definitions xmlns:semantic="http://www.omg.org/spec/DMN/20151101/dmn.xsd" xmlns="urn:dish" xmlns:feel="http://www.omg.org/spec/FEEL/20140401" xmlns:k="urn:dish" xmlns:o="urn:other" id="d" name="dish" namespace="urn:dish" expressionLanguage="http://www.omg.org/spec/FEEL/20140401">
  <semantic:extensionElements/>
  <semantic:import namespace="urn:other" importType="http://www.omg.org/spec/DMN/20151101/dmn.xsd"/>
  <semantic:itemDefinition name="tSeason"><semantic:typeRef>feel:string</semantic:typeRef><semantic:allowedValues><semantic:text>"Fall", "Winter"</semantic:text></semantic:allowedValues></semantic:itemDefinition>
  <semantic:itemDefinition name="tGuests"><semantic:typeRef>o:tCount</semantic:typeRef></semantic:itemDefinition>
  <semantic:inputData id="season" name="Season"><semantic:variable name="Season" typeRef="k:tSeason"/></semantic:inputData>
  <semantic:inputData id="guests" name="Guests"><semantic:variable name="Guests" typeRef="tGuests"/></semantic:inputData>
  <semantic:businessKnowledgeModel id="double" name="double">
    <semantic:encapsulatedLogic><semantic:formalParameter name="n" typeRef="feel:number"/><semantic:literalExpression><semantic:text>n * 2</semantic:text></semantic:literalExpression></semantic:encapsulatedLogic>
    <semantic:variable name="double" typeRef="feel:number"/>
  </semantic:businessKnowledgeModel>
  <semantic:decision id="dish" name="Dish">
    <semantic:variable name="Dish" typeRef="feel:string"/>
    <semantic:informationRequirement><semantic:requiredInput href="#season"/></semantic:informationRequirement>
    <semantic:informationRequirement><semantic:requiredInput href="#guests"/></semantic:informationRequirement>
    <semantic:knowledgeRequirement><semantic:requiredKnowledge href="#double"/></semantic:knowledgeRequirement>
    <semantic:decisionTable hitPolicy="UNIQUE" outputLabel="Dish">
      <semantic:input><semantic:inputExpression typeRef="k:tSeason"><semantic:text>Season</semantic:text></semantic:inputExpression></semantic:input>
      <semantic:input><semantic:inputExpression typeRef="feel:number"><semantic:text>double(Guests)</semantic:text></semantic:inputExpression></semantic:input>
      <semantic:output typeRef="feel:string"/>
      <semantic:rule><semantic:inputEntry><semantic:text>"Fall"</semantic:text></semantic:inputEntry><semantic:inputEntry><semantic:text>&lt;= 8</semantic:text></semantic:inputEntry><semantic:outputEntry><semantic:text>"Spareribs"</semantic:text></semantic:outputEntry></semantic:rule>
    </semantic:decisionTable>
  </semantic:decision>
</semantic:definitions>
"##;

const OTHER: &str = r#"<definitions xmlns="http://www.omg.org/spec/DMN/20151101/dmn.xsd" xmlns:feel="http://www.omg.org/spec/FEEL/20140401" name="o" namespace="urn:other"><itemDefinition name="tCount"><typeRef>feel:number</typeRef><allowedValues><text>[1..20]</text></allowedValues></itemDefinition></definitions>"#;

/// Camunda 7: the table alone, attributes of its own, and an id for everything.
const CAMUNDA: &str = r##"<?xml version="1.0" encoding="UTF-8"?>
<definitions xmlns="NAMESPACE" xmlns:camunda="http://camunda.org/schema/1.0/dmn" xmlns:biodi="http://bpmn.io/schema/dmn/biodi/1.0" id="definitions" name="definitions" namespace="http://camunda.org/schema/1.0/dmn" exporter="Camunda Modeler" exporterVersion="3.7.1">
  <inputData id="InputData_1" name="season"><variable id="v" name="season" typeRef="string" /></inputData>
  <decision id="beverage" name="Beverage" camunda:versionTag="1" camunda:historyTimeToLive="P30D">
    <extensionElements>
      <biodi:bounds x="150" y="150" width="180" height="80" />
    </extensionElements>
    <informationRequirement><requiredInput href="#InputData_1" /></informationRequirement>
    <decisionTable id="DecisionTable_1" hitPolicy="COLLECT">
      <input id="InputClause_1" label="Season" camunda:inputVariable="cellInput">
        <inputExpression id="LiteralExpression_1" typeRef="string" expressionLanguage="feel">        <text>season</text>
</inputExpression>
      </input>
      <output id="OutputClause_1" label="Drink" name="drink" typeRef="string" />
      <rule id="DecisionRule_1">
        <description>Cold outside</description>
        <inputEntry id="UnaryTests_1">        <text><![CDATA["Winter"]]></text>
</inputEntry>
        <outputEntry id="LiteralExpression_2">        <text>"Tea"</text>
</outputEntry>
      </rule>
    </decisionTable>
  </decision>
</definitions>
"##;

#[test]
fn reads_dmn_1_1_with_qualified_names() {
    let model = Reader::new().import(OTHER.as_bytes()).read(ONE.as_bytes()).unwrap();
    let evaluate = |season: &str, guests: i64| {
        let inputs = Context::new().with("Season", season).with("Guests", guests);
        model.evaluate("Dish", &inputs).unwrap()
    };
    assert_eq!(evaluate("Fall", 4).value, "Spareribs".into());
    assert_eq!(evaluate("Fall", 5).value, Value::Null);
    let spring = evaluate("Spring", 4);
    assert!(spring.warnings[0].to_string().contains("not allowed for 'tSeason'"), "{:?}", spring.warnings);
    let many = evaluate("Fall", 21);
    assert!(many.warnings[0].to_string().contains("not allowed for 'tCount'"), "{:?}", many.warnings);
    let document = Document::read(ONE.as_bytes()).unwrap();
    assert_eq!(document.version(), Version::V1_1);
    assert_eq!(document.write(), ONE.as_bytes());
    assert_eq!(document.table("Dish").unwrap().columns[0].type_ref, "k:tSeason", "as it is in the file");
}

#[test]
fn reads_what_camunda_7_writes() {
    let namespaces = [
        ("http://www.omg.org/spec/DMN/20151101/dmn.xsd", Version::V1_1),
        ("http://www.omg.org/spec/DMN/20151101/dmn11.xsd", Version::V1_1),
        ("http://www.omg.org/spec/DMN/20180521/MODEL/", Version::V1_2),
        ("https://www.omg.org/spec/DMN/20191111/MODEL/", Version::V1_3),
        ("https://www.omg.org/spec/DMN/20211108/MODEL/", Version::V1_4),
        ("https://www.omg.org/spec/DMN/20230324/MODEL/", Version::V1_5),
    ];
    for (namespace, version) in namespaces {
        let xml = CAMUNDA.replace("NAMESPACE", namespace);
        let model =
            Model::read(xml.as_bytes()).unwrap_or_else(|problems| panic!("{namespace}: {problems:?}"));
        let outcome = model.evaluate("Beverage", &Context::new().with("season", "Winter")).unwrap();
        assert_eq!(outcome.value.to_string(), "[\"Tea\"]");
        let mut document = Document::read(xml.as_bytes()).unwrap();
        assert_eq!((document.version(), document.write()), (version, xml.clone().into_bytes()));
        let mut table = document.table("Beverage").unwrap();
        table.rules[0][0] = "\"Winter\", \"Fall\"".to_owned();
        assert!(document.apply(&table).unwrap());
        let wanted = xml.replace("\"Winter\"]]>", "\"Winter\", \"Fall\"]]>");
        assert_eq!(String::from_utf8(document.write()).unwrap(), wanted);
    }
}

#[test]
fn a_table_that_asks_for_undeclared_variables_says_so() {
    let xml = CAMUNDA.replace("NAMESPACE", "http://www.omg.org/spec/DMN/20151101/dmn.xsd");
    let xml = xml.replace(
        "<informationRequirement><requiredInput href=\"#InputData_1\" /></informationRequirement>",
        "",
    );
    let problems = Model::read(xml.as_bytes()).unwrap_err();
    assert_eq!(problems.len(), 1, "{problems:?}");
    let text = problems[0].to_string();
    assert!(text.starts_with("line 10: element 'InputClause_1': "), "{text}");
    assert!(text.contains("the name 'season' is not known here"), "{text}");
}

#[test]
fn wrong_namespaces_are_named_with_the_right_ones() {
    let read = |xml: &str| Model::read(xml.as_bytes()).unwrap_err().remove(0).to_string();
    let unknown = read("<definitions\n xmlns='http://www.omg.org/spec/DMN/20130901'/>");
    assert_eq!(
        unknown,
        "line 1: <definitions> of 'http://www.omg.org/spec/DMN/20130901' is not a model of DMN 1.1 to 1.5; the \
         known namespaces are https://www.omg.org/spec/DMN/20230324/MODEL/ (DMN 1.5), \
         https://www.omg.org/spec/DMN/20211108/MODEL/ (DMN 1.4), https://www.omg.org/spec/DMN/20191111/MODEL/ \
         (DMN 1.3), http://www.omg.org/spec/DMN/20180521/MODEL/ (DMN 1.2), \
         http://www.omg.org/spec/DMN/20151101/dmn.xsd (DMN 1.1)"
    );
    assert!(read("<definitions/>").contains("of 'no namespace' is not a model"));
    let root =
        "<definitions xmlns='https://www.omg.org/spec/DMN/20230324/MODEL/' namespace='urn:m' name='m'>";
    let mixed = read(&format!(
        "{root}\n<decision xmlns='http://www.omg.org/spec/DMN/20180521/MODEL/'/></definitions>"
    ));
    assert!(
        mixed.starts_with("line 2: <decision> is of 'http://www.omg.org/spec/DMN/20180521/MODEL/'"),
        "{mixed}"
    );
    let none = read(&format!("{root}\n\n<decision xmlns=''/></definitions>"));
    assert!(none.starts_with("line 3: <decision> is of 'no namespace'"), "{none}");
    let undeclared = read(&format!("{root}<dmn:decision/></definitions>"));
    assert_eq!(undeclared, "line 1: the prefix of <dmn:decision> is not declared; add xmlns:dmn=\"…\"");
}

#[test]
fn extensions_may_hold_whatever_they_like() {
    let xml = "<definitions xmlns='https://www.omg.org/spec/DMN/20230324/MODEL/' namespace='urn:m' name='m'><extensionElements><old:decision xmlns:old='http://www.omg.org/spec/DMN/20180521/MODEL/' id='x'><plain xmlns='' id='x'/></old:decision></extensionElements><x:note xmlns:x='urn:x'/></definitions>";
    assert!(Model::read(xml.as_bytes()).is_ok());
    assert_eq!(Document::read(xml.as_bytes()).unwrap().write(), xml.as_bytes());
}

#[test]
fn carriage_returns_are_line_breaks() {
    let text = "<definitions xmlns='https://www.omg.org/spec/DMN/20230324/MODEL/' namespace='urn:m' name='m'>\r\n<decision id='d' name='d'><literalExpression><text>string length(\"a\r\nb\")</text></literalExpression></decision>\r\n</definitions>";
    let value = Model::read(text.as_bytes()).unwrap().evaluate("d", &Context::new()).unwrap().value;
    assert_eq!(value, 3.into(), "XML 1.0, 2.11");
}

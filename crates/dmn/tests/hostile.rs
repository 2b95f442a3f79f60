//! Files that are broken or made to break the reader: refused with a message and a place, in short time.

use dmn::{Document, Error, Model, Reader};
use feel::Context;

const ROOT: &str =
    "<definitions xmlns=\"https://www.omg.org/spec/DMN/20230324/MODEL/\" name=\"m\" namespace=\"urn:m\">";

fn model(inside: &str) -> String {
    format!("{ROOT}\n{inside}\n</definitions>")
}

/// The first problem, the same for the model and the document.
fn refused(xml: &str) -> String {
    let problem = Model::read(xml.as_bytes()).expect_err("is refused").remove(0).to_string();
    let other = Document::read(xml.as_bytes()).expect_err("is refused").to_string();
    assert_eq!(problem, other);
    problem
}

fn problems(inside: &str) -> Vec<String> {
    let problems = Model::read(model(inside).as_bytes()).expect_err("has problems");
    problems.iter().map(ToString::to_string).collect()
}

#[test]
fn deep_nesting() {
    let deep = |open: &str| refused(&format!("{ROOT}\n{}", open.repeat(100_000)));
    assert_eq!(deep("<decision>"), "line 2: the elements are nested too deeply");
    assert_eq!(deep("<x:y xmlns:x='urn:x'>"), "line 2: the elements are nested too deeply");
    let closed =
        format!("{}{}", "<context><contextEntry>".repeat(90), "</contextEntry></context>".repeat(90));
    let xml = model(&format!("<decision id=\"d\" name=\"d\">{closed}</decision>"));
    assert!(Document::read(xml.as_bytes()).unwrap().table_names().is_empty());
    assert!(Model::read(xml.as_bytes()).unwrap_err()[0].to_string().contains("the entry has no expression"));
}

#[test]
fn long_texts() {
    let long = "ä".repeat(5 << 20);
    let text = model(&format!(
        "<decision id=\"d\" name=\"d\"><literalExpression id=\"l\"><text>\"{long}\"</text></literalExpression></decision>"
    ));
    let problem = Model::read(text.as_bytes()).unwrap_err().remove(0).to_string();
    assert!(
        problem.starts_with("line 2: element 'l': the expression has 10485762 bytes; at most"),
        "{}",
        &problem[..80]
    );
    let attribute = model(&format!("<inputData id=\"i\" name=\"{long}\"/>"));
    assert_eq!(
        refused(&attribute),
        "line 2: the attribute 'name' of <inputData> has 10485760 bytes; at most 16384 are read"
    );
    let extension = model(&format!("<inputData id=\"i\" name=\"i\" x:image=\"{long}\" xmlns:x=\"urn:x\"/>"));
    assert_eq!(Model::read(extension.as_bytes()).unwrap().inputs().count(), 1);
    assert_eq!(Document::read(extension.as_bytes()).unwrap().write(), extension.as_bytes());
    let long = "ä".repeat(1 << 20);
    let cell = model(&format!(
        "<decision id=\"d\" name=\"d\"><decisionTable id=\"t\"><output id=\"o\"/><rule id=\"r\"><outputEntry id=\"e\"><text>{long}|</text></outputEntry></rule><rule id=\"s\"><outputEntry id=\"f\"><text>1</text></outputEntry></rule></decisionTable></decision>"
    ));
    let mut document = Document::read(cell.as_bytes()).unwrap();
    let table = document.table("d").unwrap();
    assert!(table.to_markdown().len() < cell.len() + 1000, "a long cell makes no other line long");
    assert!(!document.apply_markdown(&table.to_markdown()).unwrap());
    assert!(!document.apply_csv(&table.to_csv()).unwrap());
    let huge = vec![b' '; (32 << 20) + 1];
    let problem = Document::read(&huge).unwrap_err().to_string();
    assert_eq!(problem, "line 1: the file has 33554433 bytes; at most 33554432 are read");
}

#[test]
fn many_attributes_and_prefixes() {
    let many = |name: &str| (0..20_000).map(|n| format!(" {name}{n}='x'")).collect::<String>();
    let attributes = refused(&format!("{ROOT}\n<decision{}/></definitions>", many("a")));
    assert_eq!(attributes, "line 2: <decision> has more than 1000 attributes");
    let prefixes = refused(&format!("{ROOT}\n<decision{}/></definitions>", many("xmlns:a")));
    assert_eq!(prefixes, "line 2: more than 1000 prefixes are declared here");
}

#[test]
fn entities_and_document_types() {
    let bomb =
        "<?xml version=\"1.0\"?>\n<!DOCTYPE d [<!ENTITY a \"aaaa\"><!ENTITY b \"&a;&a;\">]>\n<d>&b;</d>";
    assert_eq!(refused(bomb), "line 2: document type definitions are not allowed; remove <!DOCTYPE>");
    let external = "<!DOCTYPE d SYSTEM \"file:///etc/passwd\"><d/>";
    assert!(refused(external).contains("document type definitions are not allowed"));
    assert_eq!(
        refused(&model("<decision>&secret;</decision>")),
        "line 2: the entity &secret; is not allowed"
    );
    assert_eq!(refused(&model("<decision>&#0;</decision>")), "line 2: the entity &#0; is not allowed");
    assert_eq!(
        refused(&model("<decision>&#xD800;</decision>")),
        "line 2: the entity &#xD800; is not allowed"
    );
    assert_eq!(refused(&model("<decision>&#1;</decision>")), "line 2: the entity &#1; is not allowed");
    assert!(
        refused(&model("<decision name='&x;'/>")).starts_with("line 2: the attribute 'name' is malformed")
    );
    assert!(
        refused(&model("<decision name='&#1;'/>")).starts_with("line 2: the attribute 'name' is malformed")
    );
}

#[test]
fn what_is_not_well_formed() {
    let cases = [
        ("<decision></input>", "line 2: the XML is not well-formed: "),
        ("<decision a='1' a='2'/>", "line 2: an attribute is malformed: "),
        ("<decision a=1/>", "line 2: an attribute is malformed: "),
        ("\n<decision>\u{1}</decision>", "line 3: the XML is not well-formed: it has the character U+0001"),
        (
            "</definitions>\n<definitions xmlns=\"https://www.omg.org/spec/DMN/20230324/MODEL/\">",
            "line 3: the XML is not well-formed: <definitions> is a second root",
        ),
        ("</definitions><?pi?>text<a>", "line 2: the XML is not well-formed: text stands outside"),
    ];
    for (inside, message) in cases {
        let found = refused(&model(inside));
        assert!(found.starts_with(message), "{inside}: {found}");
    }
    assert_eq!(
        refused(&format!("{ROOT}\n\n<decision>")),
        "line 3: the file has no DMN <definitions>, or it ends too early"
    );
    let latin = [b"<?xml version='1.0' encoding='ISO-8859-1'?>\n<d>\n".as_slice(), &[0xE4], b"</d>"].concat();
    let problem = Document::read(&latin).unwrap_err().to_string();
    assert!(problem.starts_with("line 3: the file is not UTF-8: "), "{problem}");
    let wrong = format!("<?xml version='1.0' encoding='ISO-8859-1'?>{}", model("<!-- ä -->"));
    assert_eq!(
        refused(&wrong),
        "line 1: the file declares the encoding ISO-8859-1 and is UTF-8; declare UTF-8"
    );
}

#[test]
fn ids_that_are_used_twice() {
    let found = problems("<inputData id=\"a\" name=\"a\"/>\n<inputData id=\"a\" name=\"b\"/>");
    assert_eq!(found, ["line 3: element 'a': the id 'a' is used twice, first in line 2; give another one"]);
    let found = problems(
        "<decision id=\"d\" name=\"d\">\n<decisionTable id=\"t\"><output id=\"o\"/>\n<rule id=\"r\"><outputEntry id=\"d\"><text>1</text></outputEntry></rule></decisionTable></decision>",
    );
    assert_eq!(found, ["line 4: element 'd': the id 'd' is used twice, first in line 2; give another one"]);
}

fn decision(id: &str, needs: &str) -> String {
    format!(
        "<decision id=\"{id}\" name=\"{id}\"><informationRequirement><requiredDecision href=\"#{needs}\"/></informationRequirement><literalExpression><text>{needs}</text></literalExpression></decision>\n"
    )
}

#[test]
fn circles_of_decisions() {
    let found = problems(&[decision("a", "b"), decision("b", "c"), decision("c", "a")].concat());
    assert_eq!(found, ["line 4: element 'c': the decision 'c' requires 'a', which in turn requires it"]);
    assert_eq!(
        problems(&decision("a", "a")),
        ["line 2: element 'a': the decision 'a' requires 'a', which in turn requires it"]
    );
    let long: String =
        (0..2000).map(|n| decision(&format!("d{n}"), &format!("d{}", (n + 1) % 2000))).collect();
    let found = problems(&long);
    assert!(found[0].contains("which in turn requires it"), "{}", found[0]);
}

#[test]
fn circles_of_knowledge_end_at_a_limit() {
    let knowledge = |id: &str, needs: &str| {
        format!(
            "<businessKnowledgeModel id=\"{id}\" name=\"{id}\"><encapsulatedLogic><literalExpression><text>{needs}()</text></literalExpression></encapsulatedLogic><knowledgeRequirement><requiredKnowledge href=\"#{needs}\"/></knowledgeRequirement></businessKnowledgeModel>"
        )
    };
    let xml = model(&format!(
        "{}{}<decision id=\"d\" name=\"d\"><knowledgeRequirement><requiredKnowledge href=\"#f\"/></knowledgeRequirement><literalExpression><text>f()</text></literalExpression></decision>",
        knowledge("f", "g"),
        knowledge("g", "f")
    ));
    let error = Model::read(xml.as_bytes()).unwrap().evaluate("d", &Context::new()).unwrap_err();
    assert!(matches!(error, Error::Limit { .. }), "{error}");
}

#[test]
fn circles_of_imports_and_types() {
    let file = |own: &str, other: &str| {
        format!(
            "<definitions xmlns=\"https://www.omg.org/spec/DMN/20230324/MODEL/\" name=\"{own}\" namespace=\"urn:{own}\">\n<import namespace=\"urn:{other}\" name=\"{other}\" importType=\"https://www.omg.org/spec/DMN/20230324/MODEL/\"/><itemDefinition id=\"t\" name=\"t\"><typeRef>{other}.t</typeRef></itemDefinition><decision id=\"d\" name=\"d\"><informationRequirement><requiredDecision href=\"urn:{other}#d\"/></informationRequirement><literalExpression><text>{other}.d</text></literalExpression></decision></definitions>"
        )
    };
    let (a, b) = (file("a", "b"), file("b", "a"));
    let problems = Reader::new().import(b.as_bytes()).read(a.as_bytes()).unwrap_err();
    let found: Vec<String> = problems.iter().map(ToString::to_string).collect();
    assert!(
        found.iter().any(|text| text.contains("the type 'a.t' of 't' is not defined, or contains itself")),
        "{found:?}"
    );
    assert!(
        found.iter().any(|text| text.contains("the decision 'd' requires 'd', which in turn requires it")),
        "{found:?}"
    );
    assert!(found.iter().all(|text| text.starts_with("line 2: element ")), "{found:?}");
}

#[test]
fn long_names_are_not_multiplied() {
    let name = "n".repeat(16_000);
    let table = "<decisionTable><output/></decisionTable>";
    let entry = format!("<contextEntry><variable name=\"{name}\"/>");
    let tables = format!(
        "{}<list>{}</list>{}",
        entry.clone() + "<context>" + &entry,
        table.repeat(2000),
        "</contextEntry></context></contextEntry>"
    );
    let xml = model(&format!("<decision id=\"d\" name=\"{name}\"><context>{tables}</context></decision>"));
    let names = Document::read(xml.as_bytes()).unwrap().table_names();
    assert_eq!((names.len(), names.iter().all(|name| name.len() < 400)), (2000, true));
}

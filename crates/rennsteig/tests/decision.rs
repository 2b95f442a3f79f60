//! `rennsteig decision`, as an editor runs it: with files alone, without an installation.

use std::path::PathBuf;
use std::process::Command;

use tempfile::TempDir;

const MODEL: &str = r##"<?xml version="1.0" encoding="UTF-8"?>
<definitions xmlns="https://www.omg.org/spec/DMN/20230324/MODEL/" id="m" name="Gebuehren" namespace="urn:gebuehren">
  <inputData id="i1" name="Alter"><variable name="Alter" typeRef="number"/></inputData>
  <inputData id="i2" name="Beginn"><variable name="Beginn" typeRef="date"/></inputData>
  <decision id="d" name="Gebuehr">
    <variable name="Gebuehr" typeRef="number"/>
    <informationRequirement id="r1"><requiredInput href="#i1"/></informationRequirement>
    <informationRequirement id="r2"><requiredInput href="#i2"/></informationRequirement>
    <decisionTable id="t" hitPolicy="UNIQUE">
      <input id="c1"><inputExpression id="e1" typeRef="number"><text>Alter</text></inputExpression></input>
      <input id="c2"><inputExpression id="e2" typeRef="date"><text>Beginn</text></inputExpression></input>
      <output id="o" typeRef="number"/>
      <annotation name="Grund"/>
      <rule id="u1">
        <inputEntry id="u1a"><text>&lt; 18</text></inputEntry><inputEntry id="u1b"><text>-</text></inputEntry>
        <outputEntry id="u1o"><text>0</text></outputEntry><annotationEntry><text>Kinder zahlen nichts.</text></annotationEntry>
      </rule>
      <rule id="u2">
        <inputEntry id="u2a"><text>&gt;= 18</text></inputEntry><inputEntry id="u2b"><text>&lt; date("2027-01-01")</text></inputEntry>
        <outputEntry id="u2o"><text>30.70</text></outputEntry><annotationEntry><text>Alte Satzung.</text></annotationEntry>
      </rule>
      <rule id="u3">
        <inputEntry id="u3a"><text>&gt;= 18</text></inputEntry><inputEntry id="u3b"><text>&gt;= date("2027-01-01")</text></inputEntry>
        <outputEntry id="u3o"><text>35</text></outputEntry><annotationEntry><text>Neue Satzung.</text></annotationEntry>
      </rule>
    </decisionTable>
  </decision>
</definitions>
"##;

/// A folder with the model.
struct Desk(TempDir);

impl Desk {
    fn new() -> Self {
        let desk = Self(tempfile::tempdir().unwrap());
        desk.write("gebuehr.dmn", MODEL);
        desk
    }

    fn path(&self, name: &str) -> PathBuf {
        self.0.path().join(name)
    }

    fn write(&self, name: &str, content: &str) {
        std::fs::write(self.path(name), content).unwrap();
    }

    fn read(&self, name: &str) -> String {
        std::fs::read_to_string(self.path(name)).unwrap()
    }

    /// Whether it went well, and all that was said.
    fn run(&self, arguments: &[&str]) -> (bool, String) {
        let output = Command::new(env!("CARGO_BIN_EXE_rennsteig"))
            .arg("decision")
            .args(arguments)
            .current_dir(self.0.path())
            .output()
            .unwrap();
        let text = [output.stdout, output.stderr].concat();
        (output.status.success(), String::from_utf8(text).unwrap())
    }
}

#[test]
fn a_decision_is_made_and_explained() {
    let desk = Desk::new();
    desk.write("fall.json", r#"{ "Alter": 40, "Beginn": "2027-03-01" }"#);
    let (good, said) = desk.run(&["eval", "gebuehr.dmn", "--inputs", "fall.json", "--explain"]);
    assert!(good, "{said}");
    for line in [
        "Gebuehr = 35\n",
        "rule 1: no: Alter = 40 is not < 18",
        "rule 2: no: Beginn = date(\"2027-03-01\") is not < date(\"2027-01-01\")",
        "rule 3: matches (Alter >= 18, Beginn >= date(\"2027-01-01\")) gives 35",
        "Neue Satzung.",
    ] {
        assert!(said.contains(line), "{line} is missing in {said}");
    }
    let (good, said) = desk.run(&["eval", "gebuehr.dmn", "--set", "Alter=17.5"]);
    assert!(good && said.contains("Gebuehr = 0\n"), "{said}");
    assert!(said.contains("the input \"Beginn\" (date) was not given and is null"), "{said}");
    let (good, said) = desk.run(&["eval", "gebuehr.dmn", "--set", "Alter=1", "--json"]);
    let json: serde_json::Value = serde_json::from_str(&said).unwrap();
    assert!(good && json["value"] == 0 && json["trace"]["decisions"][0]["name"] == "Gebuehr", "{said}");
    for (arguments, message) in [
        (&["--set", "Jahre=1"][..], "no input \"Jahre\"; it has: Alter, Beginn"),
        (&["--set", "Alter"], "write NAME=FEEL"),
        (&["--set", "Alter=1 +"], "--set Alter"),
        (&["--decision", "Abgabe"], "no decision 'Abgabe'; it has 'Gebuehr'"),
        (&["--inputs", "gebuehr.dmn"], "gebuehr.dmn is no JSON"),
    ] {
        let (good, said) = desk.run(&[&["eval", "gebuehr.dmn"], arguments].concat());
        assert!(!good && said.contains(message), "{message} is missing in {said}");
    }
}

#[test]
fn a_gap_is_found_before_somebody_falls_into_it() {
    let desk = Desk::new();
    let (good, said) = desk.run(&["check", "gebuehr.dmn"]);
    assert!(good && said.contains("0 errors"), "{said}");
    desk.write("gebuehr.dmn", &MODEL.replacen("&lt; 18", "&lt; 16", 1));
    let (good, said) = desk.run(&["check", "gebuehr.dmn"]);
    assert!(!good && said.contains("1 errors") && said.contains("16"), "{said}");
    desk.write("gebuehr.dmn", &MODEL.replacen("&lt; 18", "&lt; ", 1));
    let (good, said) = desk.run(&["check", "gebuehr.dmn"]);
    assert!(!good && said.contains("line ") && said.contains("cannot decide"), "{said}");
}

#[test]
fn a_table_is_changed_as_text_and_nothing_else_of_the_file() {
    let desk = Desk::new();
    let (good, table) = desk.run(&["table", "gebuehr.dmn"]);
    assert!(good && table.contains("# Gebuehr") && table.contains("| Kinder zahlen nichts."), "{table}");
    desk.write("neu.md", &table);
    let (good, said) = desk.run(&["table", "gebuehr.dmn", "--apply", "neu.md"]);
    assert!(good && said.contains("says the same already"), "{said}");
    desk.write("neu.md", &table.replacen("30.70", "31.50", 1));
    let (good, said) = desk.run(&["table", "gebuehr.dmn", "--apply", "neu.md"]);
    assert!(good && said.contains("was changed"), "{said}");
    assert_eq!(desk.read("gebuehr.dmn"), MODEL.replacen("30.70", "31.50", 1));

    desk.write("neu.md", &table.replacen("30.70", "31 +", 1));
    let (good, said) = desk.run(&["table", "gebuehr.dmn", "--apply", "neu.md"]);
    assert!(!good && said.contains("cannot decide"), "{said}");
    assert_eq!(desk.read("gebuehr.dmn"), MODEL.replacen("30.70", "31.50", 1), "nothing was written");

    let (good, csv) = desk.run(&["table", "gebuehr.dmn", "--decision", "Gebuehr", "--csv"]);
    assert!(good && csv.starts_with("Table,Gebuehr"), "{csv}");
    desk.write("neu.csv", &csv.replacen("31.50", "32", 1));
    let (good, said) = desk.run(&["table", "gebuehr.dmn", "--apply", "neu.csv"]);
    assert!(good && desk.read("gebuehr.dmn").contains("<text>32</text>"), "{said}");
}

#[test]
fn cases_are_compared_and_rules_that_none_meets_are_named() {
    let desk = Desk::new();
    let cases = "[[fall]]\nname = \"Kind\"\neingaben = { Alter = 12 }\nerwartet = 0\n\n\
                 [[fall]]\nname = \"nach der neuen Satzung\"\nentscheidung = \"Gebuehr\"\n\
                 eingaben = { Alter = 18, Beginn = 2027-01-01 }\nerwartet_feel = \"30 + 5\"\n";
    desk.write("faelle.toml", cases);
    let (good, said) = desk.run(&["test", "gebuehr.dmn", "faelle.toml"]);
    assert!(good && said.contains("2 passed, 0 failed"), "{said}");
    assert!(said.contains("Gebuehr: 2 of 3 rules were used; not rule 2"), "{said}");
    desk.write("faelle.toml", &cases.replacen("erwartet = 0", "erwartet = 1.5", 1));
    let (good, said) = desk.run(&["test", "gebuehr.dmn", "faelle.toml"]);
    assert!(!good && said.contains("FAIL Kind: expected 1.5, found 0"), "{said}");
    desk.write("faelle.toml", &cases.replacen("Alter = 12", "Jahre = 12", 1));
    let (good, said) = desk.run(&["test", "gebuehr.dmn", "faelle.toml"]);
    assert!(!good && said.contains("no input \"Jahre\"; it has: Alter, Beginn"), "{said}");
}

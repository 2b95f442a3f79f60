//! Decision tables as text: how they look, and what is said about texts that are none.

use dmn::{Document, HitPolicy, Role, TableText};

const MODEL: &str = r##"<?xml version="1.0" encoding="UTF-8"?>
<!-- Satzung 2026 -->
<definitions xmlns="https://www.omg.org/spec/DMN/20230324/MODEL/" xmlns:x="urn:x" name="m" namespace="urn:m">
  <decision id="d" name="Gebühr je  Ausweis">
    <decisionTable id="t" hitPolicy='FIRST' outputLabel="Gebühr">
      <input id="i1" label="Dauer">
        <inputExpression id="e1" typeRef="number"><text>Monate</text></inputExpression>
      </input>
      <input id="i2">
        <inputExpression id="e2" typeRef="string">
          <text>Zone</text>
        </inputExpression>
        <inputValues><text>"A", "B"</text></inputValues>
      </input>
      <output id="o1" name="Betrag" typeRef="number">
        <defaultOutputEntry><text>0</text></defaultOutputEntry>
      </output>
      <annotation name="Grund"/>
      <!-- die Regeln -->
      <rule id="r1" x:author="ann">
        <description>Kurz</description>
        <inputEntry id="c11"><text>&lt; 12</text></inputEntry>
        <inputEntry id="c12"><text><![CDATA["A"]]></text></inputEntry>
        <outputEntry id="o11"><text>30.70</text></outputEntry>
        <annotationEntry><text>§ 4 | Satz 1</text></annotationEntry>
      </rule>
      <!-- sonst -->
      <rule id="r2">
        <inputEntry id="c21"><text>-</text></inputEntry>
        <inputEntry id="c22"><text>"A",
"B"</text></inputEntry>
        <outputEntry id="o21"><text>
          61.40
        </text></outputEntry>
      </rule>
    </decisionTable>
  </decision>
</definitions>
"##;

const MARKDOWN: &str = r#"# Gebühr je Ausweis

- Hit policy: FIRST
- Output label: Gebühr

|         | input: Monate | input: Zone | output: Betrag | annotation: Grund |
| ------- | ------------- | ----------- | -------------- | ----------------- |
| label   | Dauer         |             |                |                   |
| type    | number        | string      | number         |                   |
| values  |               | "A", "B"    |                |                   |
| default |               |             | 0              |                   |
|         | < 12          | "A"         | 30.70          | § 4 \| Satz 1     |
|         | -             | "A",<br>"B" | 61.40          |                   |
"#;

const CSV: &str = "Table,Gebühr je Ausweis,,,\r
Hit policy,FIRST,,,\r
Output label,Gebühr,,,\r
,input: Monate,input: Zone,output: Betrag,annotation: Grund\r
label,Dauer,,,\r
type,number,string,number,\r
values,,\"\"\"A\"\", \"\"B\"\"\",,\r
default,,,0,\r
,< 12,\"\"\"A\"\"\",30.70,§ 4 | Satz 1\r
,-,\"\"\"A\"\",\n\"\"B\"\"\",61.40,\r
";

fn document() -> Document {
    Document::read(MODEL.as_bytes()).unwrap()
}

fn xml(document: &Document) -> String {
    String::from_utf8(document.write()).unwrap()
}

#[test]
fn a_table_reads_well_in_both_syntaxes() {
    let document = document();
    assert_eq!(document.table_names(), ["Gebühr je Ausweis"]);
    let table = document.table("Gebühr je Ausweis").unwrap();
    assert_eq!(table.to_markdown(), MARKDOWN);
    assert_eq!(table.to_csv(), CSV);
    assert_eq!(TableText::from_markdown(MARKDOWN).unwrap(), std::slice::from_ref(&table));
    assert_eq!(TableText::from_csv(CSV).unwrap(), table);
    assert_eq!(TableText::from_csv(&CSV.replace('\r', "")).unwrap(), table, "with line feeds alone");
    assert_eq!((table.hit_policy, table.columns[3].role), (HitPolicy::First, Role::Annotation));
}

#[test]
fn what_is_not_changed_stays_byte_by_byte() {
    let mut document = document();
    assert!(!document.apply_markdown(MARKDOWN).unwrap());
    assert!(!document.apply_csv(CSV).unwrap());
    assert_eq!(xml(&document), MODEL);
}

/// Changes the Markdown, and gives the file.
fn edited(from: &str, to: &str) -> String {
    assert!(MARKDOWN.contains(from), "{from}");
    let mut document = document();
    let text = MARKDOWN.replacen(from, to, 1);
    assert!(document.apply_markdown(&text).unwrap());
    let wanted = TableText::from_markdown(&text).unwrap().remove(0);
    assert_eq!(document.table("Gebühr je Ausweis").unwrap(), wanted);
    xml(&document)
}

#[test]
fn only_what_is_changed_changes() {
    let changes = [
        ("| < 12 ", "| <= 12 & 1 ", "&lt; 12", "&lt;= 12 &amp; 1"),
        ("61.40", "62", "61.40", "62"),
        ("\"A\"         | 30", "\"A\",\"<\" | 30", "[\"A\"]", "[\"A\",\"<\"]"),
        (
            "| 61.40          |  ",
            "| 61.40          | neu ",
            "</outputEntry>\n      </rule>\n    </dec",
            "</outputEntry>\n        <annotationEntry><text>neu</text></annotationEntry>\n      </rule>\n    </dec",
        ),
        ("FIRST", "RULE ORDER", "hitPolicy='FIRST'", "hitPolicy=\"RULE ORDER\""),
        (
            "FIRST",
            "COLLECT SUM",
            "hitPolicy='FIRST' outputLabel=\"Gebühr\"",
            "hitPolicy=\"COLLECT\" outputLabel=\"Gebühr\" aggregation=\"SUM\"",
        ),
        ("- Output label: Gebühr\n", "", " outputLabel=\"Gebühr\"", ""),
        ("Dauer ", "\"M\" ", "label=\"Dauer\"", "label=\"&quot;M&quot;\""),
        ("Dauer         |   ", "Dauer | Ort ", "<input id=\"i2\">", "<input id=\"i2\" label=\"Ort\">"),
        ("input: Monate", "input: Monate + 1", "<text>Monate<", "<text>Monate + 1<"),
        ("| number        |", "| |", "id=\"e1\" typeRef=\"number\"", "id=\"e1\""),
        ("output: Betrag", "output: Summe", "name=\"Betrag\"", "name=\"Summe\""),
        (
            "| values  |               | \"A\", \"B\"    |",
            "| values  | | |",
            "\n        <inputValues><text>\"A\", \"B\"</text></inputValues>",
            "",
        ),
        (
            "| values  |               |",
            "| values | [1..99] |",
            "<text>Monate</text></inputExpression>",
            "<text>Monate</text></inputExpression>\n        <inputValues>\n          <text>[1..99]</text>\n        </inputValues>",
        ),
        (
            "| \"A\", \"B\"    |                |",
            "| \"A\", \"B\" | >= 0 |",
            "typeRef=\"number\">\n        <def",
            "typeRef=\"number\">\n        <outputValues>\n          <text>&gt;= 0</text>\n        </outputValues>\n        <def",
        ),
        (
            "| default |               |             | 0              |                   |\n",
            "",
            "\n        <defaultOutputEntry><text>0</text></defaultOutputEntry>",
            "",
        ),
        ("annotation: Grund", "annotation: Warum", "name=\"Grund\"", "name=\"Warum\""),
    ];
    for (from, to, old, new) in changes {
        assert_eq!(edited(from, to), MODEL.replacen(old, new, 1), "{from} -> {to}");
    }
}

#[test]
fn rules_come_go_and_move_with_all_they_have() {
    let (first, second) = MARKDOWN.split_once("|         | < 12 ").unwrap();
    let (one, two) = second.split_once('\n').unwrap();
    let moved = format!("{first}{two}|         | < 12 {one}\n");
    let mut document = document();
    assert!(document.apply_markdown(&moved).unwrap());
    let start = MODEL.find("\n      <!-- die Regeln").unwrap();
    let middle = MODEL.find("\n      <!-- sonst").unwrap();
    let end = MODEL.find("\n    </decisionTable").unwrap();
    let wanted = [&MODEL[..start], &MODEL[middle..end], &MODEL[start..middle], &MODEL[end..]].concat();
    assert_eq!(xml(&document), wanted, "with its comment");
    assert!(document.apply_markdown(MARKDOWN).unwrap());
    assert_eq!(xml(&document), MODEL);
    let removed = edited(&format!("|         | < 12 {one}\n"), "");
    assert_eq!(removed, [&MODEL[..start], &MODEL[middle..]].concat());
    let added = edited("|         | -  ", "|  | 12 | \"B\" | 5 | x |\n|         | -  ");
    let rule = "\n      <rule id=\"t_rule_ID\">\n        <inputEntry id=\"t_rule_ID_cell1\"><text>12</text></inputEntry>\n        <inputEntry id=\"t_rule_ID_cell2\"><text>\"B\"</text></inputEntry>\n        <outputEntry id=\"t_rule_ID_cell3\"><text>5</text></outputEntry>\n        <annotationEntry><text>x</text></annotationEntry>\n      </rule>";
    let at = added.find("t_rule_").unwrap() + "t_rule_".len();
    let rule = rule.replace("ID", &added[at..at + 8]);
    assert_eq!(added, [&MODEL[..middle], &rule, &MODEL[middle..]].concat());
    assert_eq!(
        added,
        edited("|         | -  ", "|  | 12 | \"B\" | 5 | x |\n|         | -  "),
        "ids are no chance"
    );
    let twice =
        edited("|         | -  ", "|  | 12 | \"B\" | 5 | x |\n|  | 12 | \"B\" | 5 | x |\n|         | -  ");
    assert!(twice.contains(&format!("id=\"t_rule_{}_2\"", &added[at..at + 8])), "{twice}");
    assert!(Document::read(twice.as_bytes()).is_ok());
}

#[test]
fn columns_come_and_go() {
    let text = "# Gebühr je Ausweis\n- Hit policy: FIRST\n- Output label: Gebühr\n\n| | input: Zone | input: Alter | output: Betrag | output: Satz | annotation: Grund | annotation: Stand |\n|-|-|-|-|-|-|-|\n| type | string | number | number | string | | |\n| values | \"A\", \"B\" | | | | | |\n| default | | | 0 | \"x\" | | |\n| | \"A\" | > 17 | 30.70 | \"x\" | § 4 \\| Satz 1 | 2026 |\n| | \"A\",<br>\"B\" | - | 61.40 | | | |\n";
    let mut document = document();
    assert!(document.apply_markdown(text).unwrap());
    assert_eq!(document.table_names(), ["Gebühr je Ausweis"]);
    assert_eq!(document.table("Gebühr je Ausweis").unwrap(), TableText::from_markdown(text).unwrap()[0]);
    let xml = xml(&document);
    assert!(!xml.contains("Monate") && !xml.contains("c11") && !xml.contains("c21"), "{xml}");
    for kept in
        ["id=\"i2\"", "id=\"c12\"", "x:author=\"ann\"", "<description>Kurz", "id=\"o21\"", "<!-- sonst -->"]
    {
        assert!(xml.contains(kept), "{kept}: {xml}");
    }
    assert!(xml.contains("\n        <inputExpression id=\"t_input_"), "{xml}");
    assert!(xml.contains("\n      <annotation name=\"Stand\"/>"), "{xml}");
    assert!(
        xml.contains("\n        <annotationEntry><text>2026</text></annotationEntry>\n      </rule>"),
        "{xml}"
    );
    let mut second = Document::read(MODEL.as_bytes()).unwrap();
    second.apply_markdown(text).unwrap();
    assert_eq!(second.write(), document.write());
}

#[test]
fn tables_have_names_that_are_unique() {
    let table = |id: &str| format!("<decisionTable id=\"{id}\"><output/></decisionTable>");
    let xml = format!(
        "<definitions xmlns=\"https://www.omg.org/spec/DMN/20230324/MODEL/\" name=\"m\" namespace=\"urn:m\"><decision id=\"d\" name=\"Satz\"><context><contextEntry><variable name=\"Grund\"/>{}</contextEntry><contextEntry>{}</contextEntry><contextEntry><list>{}{}</list></contextEntry></context></decision><businessKnowledgeModel name=\"f\"><encapsulatedLogic>{}</encapsulatedLogic></businessKnowledgeModel><decision id=\"e\" name=\"Satz (2)\">{}</decision></definitions>",
        table("a"),
        table("b"),
        table("c"),
        table("e"),
        table("g"),
        table("h"),
    );
    let mut document = Document::read(xml.as_bytes()).unwrap();
    assert_eq!(document.table_names(), ["Satz / Grund", "Satz", "Satz (2)", "Satz (3)", "f", "Satz (2) (2)"]);
    let all: String = document
        .table_names()
        .iter()
        .map(|name| {
            let mut table = document.table(name).unwrap();
            table.rules.push(vec![format!("\"{name}\"")]);
            table.to_markdown() + "\n"
        })
        .collect();
    assert!(document.apply_markdown(&all).unwrap());
    for name in document.table_names() {
        assert_eq!(document.table(&name).unwrap().rules, [[format!("\"{name}\"")]]);
    }
}

#[test]
fn errors_name_line_and_column() {
    let table = |rows: &str| {
        format!("# d\n\n- Hit policy: FIRST\n\n|  | input: a | output |\n| --- | --- | --- |\n{rows}")
    };
    let markdown = [
        (String::new(), "line 1, column 1: the text has no table"),
        ("| a |".to_owned(), "line 1, column 1: a heading with the name of the table is expected first"),
        ("# d\n".to_owned(), "line 1, column 1: the table 'd' has no columns"),
        ("# d\n  Text".to_owned(), "line 2, column 3: a heading '# Name', a property"),
        (
            "# d\n- Policy: FIRST\n| | output |\n|-|-|".to_owned(),
            "line 2, column 3: 'Policy' is not known here",
        ),
        (
            "# d\n- Hit policy: FISRT\n| | output |\n|-|-|".to_owned(),
            "line 2, column 15: the hit policy 'FISRT' is not known; write one of UNIQUE, FIRST",
        ),
        (
            "# d\n| | output |\n".to_owned(),
            "line 2, column 3: below the columns a line '| --- | --- |' with 2 parts",
        ),
        (
            "# d\n| | ergebnis |\n|-|-|".to_owned(),
            "line 2, column 5: the column 'ergebnis' does not say what it is",
        ),
        (
            "# d\n| | output | input: a |\n|-|-|-|".to_owned(),
            "line 2, column 14: the columns are out of order",
        ),
        ("# d\n| | input: a |\n|-|-|".to_owned(), "line 2, column 5: the table has no output"),
        (
            "# d\n| x | output |\n|-|-|".to_owned(),
            "line 2, column 3: the first cell of the columns is not empty",
        ),
        (table("| | 1 |\n"), "line 7, column 5: the row has 2 cells, the table 3 columns"),
        (table("| | \"a|b\" | 2 |\n"), "line 7, column 13: the row has 4 cells, the table 3 columns"),
        (table("| | 1 | 2"), "line 7, column 9: the row does not end with |"),
        (table("| typ | 1 | 2 |"), "line 7, column 3: 'typ' is not expected here"),
        (table("| | 1 | 2 |\n| label | x | |"), "line 8, column 3: 'label' is not expected here"),
        (table("| default | x | |"), "line 7, column 13: the input has no default"),
        (table("| | \u{1} | 2 |"), "line 7, column 5: the cell has the control character U+0001"),
    ];
    for (text, message) in markdown {
        let error = TableText::from_markdown(&text).unwrap_err().to_string();
        assert!(error.starts_with(message), "{text}\n{error}");
    }
    let csv = [
        ("", "line 1, column 1: a line with the name of the table is expected first"),
        ("Table;d\n", "line 1, column 1: the fields are separated by semicolons"),
        ("Table,d,x\n", "line 1, column 9: above the columns there is one name and one value"),
        ("Table,d\n,output\n,a\"b\n", "line 3, column 3: a quote stands inside of a field"),
        ("Table,d\n,output\n,\"a\"b\n", "line 3, column 5: text stands behind the quotes"),
        ("Table,d\n,output\n,\"a\nb\n", "line 3, column 2: the quotes of the field do not end"),
        ("Table,d\n,output\n,\"a\nb\",c\n", "line 4, column 4: the row has 3 cells, the table 2 columns"),
    ];
    for (text, message) in csv {
        let error = TableText::from_csv(text).unwrap_err().to_string();
        assert!(error.starts_with(message), "{text}\n{error}");
    }
}

#[test]
fn what_does_not_fit_the_model_is_refused_and_changes_nothing() {
    let mut document = document();
    let two = format!("{MARKDOWN}\n# Rabatt\n\n| | output |\n| - | - |\n");
    let error = document.apply_markdown(&two).unwrap_err().to_string();
    assert_eq!(
        error,
        "line 15, column 1: the model has no decision table 'Rabatt'; it has 'Gebühr je Ausweis'"
    );
    let twice = format!("{MARKDOWN}\n{MARKDOWN}");
    let error = document.apply_markdown(&twice).unwrap_err().to_string();
    assert!(
        error.starts_with(
            "line 15, column 1: line 5: element 't': the table 'Gebühr je Ausweis' is there twice"
        ),
        "{error}"
    );
    assert_eq!(xml(&document), MODEL);
    let old = MODEL
        .replace(
            "https://www.omg.org/spec/DMN/20230324/MODEL/",
            "http://www.omg.org/spec/DMN/20151101/dmn.xsd",
        )
        .replace("      <annotation name=\"Grund\"/>\n", "")
        .replace("        <annotationEntry><text>§ 4 | Satz 1</text></annotationEntry>\n", "");
    let error = Document::read(old.as_bytes()).unwrap().apply_markdown(MARKDOWN).unwrap_err().to_string();
    assert_eq!(error, "line 1, column 1: line 5: element 't': DMN 1.1 has no annotations; remove the column");
    let short = MODEL.replace("<inputEntry id=\"c21\"><text>-</text></inputEntry>", "");
    let problem =
        Document::read(short.as_bytes()).unwrap().table("Gebühr je Ausweis").unwrap_err().to_string();
    assert_eq!(problem, "line 28: element 'r2': the rule has 1 cells <inputEntry>, the table 2 columns");
}

//! What editors are told about their tables and models before any case is decided.

use dmn::{CheckOptions, Coverage, Finding, FindingKind, Model, Outputs, Reader, Severity};
use feel::Context;
use std::fmt::Write;

fn model(inside: &str) -> String {
    format!(
        "<definitions xmlns=\"https://www.omg.org/spec/DMN/20230324/MODEL/\" name=\"m\" namespace=\"urn:m\">\n{inside}\n</definitions>"
    )
}

fn read(inside: &str) -> Model {
    Model::read(model(inside).as_bytes()).unwrap_or_else(|problems| panic!("{problems:?}\n{inside}"))
}

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;")
}

/// A decision with a table over inputs, given as `name: type`, with rules as cells and an output.
fn table(policy: &str, inputs: &[&str], rules: &[&[&str]]) -> String {
    let (mut data, mut needs, mut columns, mut rows) =
        (String::new(), String::new(), String::new(), String::new());
    for input in inputs {
        let (name, kind) = input.split_once(": ").expect("a name and a type");
        let _ = write!(
            data,
            "<inputData id=\"{name}\" name=\"{name}\"><variable name=\"{name}\" typeRef=\"{kind}\"/></inputData>"
        );
        let _ = write!(
            needs,
            "<informationRequirement><requiredInput href=\"#{name}\"/></informationRequirement>"
        );
        let _ = write!(columns, "<input><inputExpression><text>{name}</text></inputExpression></input>");
    }
    for (number, rule) in rules.iter().enumerate() {
        let (output, cells) = rule.split_last().expect("an output");
        let _ = write!(rows, "\n<rule id=\"r{}\">", number + 1);
        for cell in cells {
            let _ = write!(rows, "<inputEntry><text>{}</text></inputEntry>", escaped(cell));
        }
        let _ = write!(rows, "<outputEntry><text>{}</text></outputEntry></rule>", escaped(output));
    }
    format!(
        "{data}<decision id=\"d\" name=\"Gebuehr\">{needs}<decisionTable id=\"t\" hitPolicy=\"{policy}\">{columns}<output/>{rows}</decisionTable></decision>"
    )
}

const LAND: &str = "<itemDefinition name=\"tLand\"><typeRef>string</typeRef><allowedValues><text>\"TH\", \"BY\", \"SN\"</text></allowedValues></itemDefinition>";

fn shown(inside: &str) -> Vec<String> {
    read(inside).check().iter().map(ToString::to_string).collect()
}

#[test]
fn gaps_have_an_example_that_shows_them() {
    let rules: [&[&str]; 3] =
        [&["< 18", "-", "0"], &[">= 18", "\"TH\"", "1"], &["> 18", "\"BY\", \"SN\"", "2"]];
    let text = LAND.to_owned() + &table("UNIQUE", &["Alter: number", "Land: tLand"], &rules);
    assert_eq!(
        shown(&text),
        [
            "error: line 2: element 't': Gebuehr: no rule for Alter = 18, Land = \"BY\" (all of \"BY\", \"SN\"); add a rule or a default output"
        ]
    );
    let found = read(&text).check();
    let example = &found[0].example;
    assert_eq!((found[0].severity, &found[0].kind), (Severity::Error, &FindingKind::Gap { certain: true }));
    assert_eq!(example[0].value.value, serde_json::json!(18));
    let json = serde_json::to_value(&found[0]).unwrap();
    assert_eq!(json["kind"], "gap");
    assert_eq!(json["example"][1]["column"], "Land");
    let whole = table("UNIQUE", &["Alter: number"], &[&["< 18", "0"], &[">= 18", "1"]]);
    assert_eq!(shown(&whole), Vec::<String>::new());
    // A default output, or a list as result, leaves no gap.
    let with_default = whole
        .replace("<output/>", "<output><defaultOutputEntry><text>0</text></defaultOutputEntry></output>")
        .replace("&lt; 18", "&lt; 17");
    assert_eq!(shown(&with_default), Vec::<String>::new());
    assert_eq!(shown(&table("COLLECT", &["Alter: number"], &[&["< 18", "0"]])), Vec::<String>::new());
}

#[test]
fn gaps_know_dates_durations_and_texts() {
    let day = table("UNIQUE", &["Tag: date"], &[&["< @\"2026-01-01\"", "0"], &["> @\"2026-01-01\"", "1"]]);
    assert!(shown(&day)[0].contains("no rule for Tag = date(\"2026-01-01\");"), "{:?}", shown(&day));
    let days = table("UNIQUE", &["Tag: date"], &[&["<= @\"2026-01-01\"", "0"], &[">= @\"2026-01-02\"", "1"]]);
    assert_eq!(shown(&days), Vec::<String>::new(), "no day lies between two days");
    let frist =
        table("UNIQUE", &["Frist: days and time duration"], &[&["<= @\"P1D\"", "0"], &["> @\"P2D\"", "1"]]);
    assert!(shown(&frist)[0].contains("(duration(\"P1D\")..duration(\"P2D\")]"), "{:?}", shown(&frist));
    let text = table("UNIQUE", &["Art: string"], &[&["\"a\"", "0"], &["\"b\"", "1"]]);
    assert!(shown(&text)[0].contains("Art = \"other\" (all of not(\"a\", \"b\"))"), "{:?}", shown(&text));
    let text = table("UNIQUE", &["Art: string"], &[&["\"a\"", "0"], &["not(\"a\")", "1"]]);
    assert_eq!(shown(&text), Vec::<String>::new());
}

#[test]
fn overlaps_are_errors_where_one_rule_must_match() {
    let rules: [&[&str]; 2] = [&["<= 18", "\"a\""], &[">= 18", "\"b\""]];
    assert_eq!(
        shown(&table("UNIQUE", &["Alter: number"], &rules)),
        [
            "error: line 4: element 'r2': Gebuehr: rules 1 and 2 match at once, with different outputs, for Alter = 18; keep them apart"
        ]
    );
    let any = read(&table("ANY", &["Alter: number"], &rules)).check();
    assert_eq!(
        (any[0].severity, &any[0].kind),
        (Severity::Error, &FindingKind::Overlap { outputs: Outputs::Different, certain: true })
    );
    let same: [&[&str]; 2] = [&["<= 18", "1"], &[">= 18", "1.0"]];
    let any = read(&table("ANY", &["Alter: number"], &same)).check();
    assert_eq!(
        (any[0].severity, &any[0].kind),
        (Severity::Note, &FindingKind::Overlap { outputs: Outputs::Same, certain: true })
    );
    for policy in ["FIRST", "RULE ORDER", "COLLECT"] {
        assert_eq!(shown(&table(policy, &["Alter: number"], &rules)), Vec::<String>::new());
    }
}

#[test]
fn masked_rules_say_by_which() {
    let rules: [&[&str]; 4] = [&["< 10", "1"], &[">= 5", "2"], &["[3..7]", "3"], &["-", "4"]];
    let found = read(&table("FIRST", &["Alter: number"], &rules)).check();
    assert_eq!(found.len(), 1, "null reaches the last rule: {found:?}");
    assert_eq!((&found[0].kind, found[0].rules.as_slice()), (&FindingKind::Masked, &[1, 3][..]));
    let rules: [&[&str]; 4] = [&["< 5", "1"], &[">= 5", "2"], &["[3..7]", "3"], &["-", "4"]];
    let found = read(&table("FIRST", &["Alter: number"], &rules)).check();
    assert_eq!(found[0].rules, [1, 2, 3]);
    assert!(found[0].message().starts_with("rule 3 is never used: rules 1 and 2 match all it could"));
    let priority =
        table("PRIORITY", &["Alter: number"], &[&["[3..7]", "\"b\""], &["< 10", "\"a\""], &["-", "\"b\""]])
            .replace("<output/>", "<output><outputValues><text>\"a\", \"b\"</text></outputValues></output>");
    let found = read(&priority).check();
    assert_eq!((&found[0].kind, found[0].rules.as_slice()), (&FindingKind::Masked, &[2, 1][..]));
}

#[test]
fn twins_and_neighbours_are_found() {
    let rules: [&[&str]; 3] = [&["\"a\", \"b\"", "1"], &["\"b\",\"a\"", "2"], &["not(\"a\",\"b\")", "2"]];
    let found = read(&table("FIRST", &["Art: string"], &rules)).check();
    assert_eq!(found[0].kind, FindingKind::Duplicate { outputs: Outputs::Different });
    assert_eq!((found[0].severity, found[0].rules.as_slice()), (Severity::Warning, &[1, 2][..]));
    let rules: [&[&str]; 3] = [&["< 5", "1"], &["[5..9]", "1"], &["> 9", "2"]];
    assert_eq!(
        shown(&table("UNIQUE", &["Alter: number"], &rules)),
        [
            "note: line 4: element 'r2': Gebuehr: rules 1 and 2 have the same outputs and can be one rule with <= 9 in \"Alter\""
        ]
    );
}

#[test]
fn types_that_do_not_fit_are_errors() {
    let rules: [&[&str]; 2] = [&["\"18\"", "-", "1"], &["-", "\"2026-01-01\"", "2"]];
    let found = shown(&table("FIRST", &["Alter: number", "Tag: date"], &rules));
    assert!(found[0].contains("no rule for any input"), "both rules never match: {found:?}");
    assert!(
        found[1].contains("\"18\" is a string, but \"Alter\" is a number: it never matches; write 18"),
        "{found:?}"
    );
    assert!(found[2].contains("write date(\"2026-01-01\")"), "{found:?}");
    let outputs = table("UNIQUE", &["Ja: boolean"], &[&["true", "1"], &["false", "\"x\""]])
        .replace("<output/>", "<output id=\"o\" name=\"betrag\" typeRef=\"number\"/>");
    assert!(shown(&outputs)[0].contains("output \"betrag\": \"x\" is not a number"), "{:?}", shown(&outputs));
    let values = table("UNIQUE", &["Ja: boolean"], &[&["true", "\"ja\""], &["false", "\"nien\""]])
        .replace("<output/>", "<output><outputValues><text>\"ja\", \"nein\"</text></outputValues></output>");
    assert!(
        shown(&values)[0].contains("\"nien\" is none of the output values: \"ja\", \"nein\""),
        "{:?}",
        shown(&values)
    );
    let literal = "<inputData id=\"a\" name=\"a\"><variable name=\"a\" typeRef=\"number\"/></inputData><decision id=\"d\" name=\"d\"><variable name=\"d\" typeRef=\"number\"/><informationRequirement><requiredInput href=\"#a\"/></informationRequirement>\n<literalExpression id=\"l\"><text>a + \"1\"</text></literalExpression></decision>";
    assert_eq!(
        shown(literal),
        ["error: line 3: element 'l': d: expression: line 1, column 1: number + string has no meaning"]
    );
    let result = literal.replace("a + \"1\"", "if a &gt; 1 then \"x\" else \"y\"");
    assert!(shown(&result)[0].contains("it gives a string, a number is wanted"), "{:?}", shown(&result));
}

#[test]
fn values_that_cannot_come_are_found() {
    let text = LAND.to_owned()
        + &table("FIRST", &["Land: tLand"], &[&["\"TH\", \"HE\"", "1"], &["\"NI\"", "2"], &["-", "3"]]);
    let found = read(&text).check();
    let values: Vec<&str> = found
        .iter()
        .filter_map(|finding| match &finding.kind {
            FindingKind::NotAllowed { value, .. } => Some(value.as_str()),
            _ => None,
        })
        .collect();
    assert_eq!(values, ["\"HE\"", "\"NI\""]);
    let empty = table("FIRST", &["Alter: number"], &[&["[9..3]", "1"], &["-", "2"]]);
    assert!(
        shown(&empty)[0].contains("rule 1 never matches: no value of \"Alter\" passes [9..3]"),
        "{:?}",
        shown(&empty)
    );
}

/// A table that looks at the result of another.
fn two_tables(first_output: &str, cell: &str) -> String {
    let first = table("UNIQUE", &["Alter: number"], &[&["< 18", "\"jung\""], &[">= 18", first_output]]);
    let second = "<decision id=\"e\" name=\"Ende\"><informationRequirement><requiredDecision href=\"#d\"/></informationRequirement><decisionTable id=\"t2\"><input><inputExpression><text>Gebuehr</text></inputExpression></input><output/><rule><inputEntry><text>\"jung\"</text></inputEntry><outputEntry><text>1</text></outputEntry></rule><rule><inputEntry><text>CELL</text></inputEntry><outputEntry><text>2</text></outputEntry></rule></decisionTable></decision>";
    first + &second.replace("CELL", cell)
}

#[test]
fn what_a_decision_can_give_is_known_to_the_next() {
    assert_eq!(shown(&two_tables("\"alt\"", "\"alt\"")), Vec::<String>::new());
    let found = shown(&two_tables("\"alt\"", "\"Alt\""));
    assert!(
        found[0].contains("rule 2 asks for \"Alt\" in \"Gebuehr\", which can only be \"jung\", \"alt\""),
        "{found:?}"
    );
    assert!(found[1].contains("no rule for Gebuehr = \"alt\""), "{found:?}");
    assert!(found[1].starts_with("warning"), "two tables together may still be sound: {found:?}");
}

#[test]
fn what_depends_on_other_values_is_left_out() {
    let text = table(
        "UNIQUE",
        &["Alter: number", "grenze: number"],
        &[&["< grenze", "-", "1"], &[">= 18", "-", "2"]],
    );
    let found = read(&text).check();
    let kinds: Vec<&FindingKind> = found.iter().map(|finding| &finding.kind).collect();
    let columns = vec!["Alter".to_owned()];
    assert_eq!(
        kinds,
        [&FindingKind::UnusedColumn { column: "grenze".to_owned() }, &FindingKind::NotAnalysed { columns }]
    );
    assert_eq!(found[1].rules, [1]);
}

#[test]
fn unused_things_are_named() {
    let text = "<inputData id=\"a\" name=\"a\"/><inputData id=\"b\" name=\"b\"/><inputData id=\"c\" name=\"c\"/>
<businessKnowledgeModel id=\"k\" name=\"k\"><encapsulatedLogic><literalExpression><text>1</text></literalExpression></encapsulatedLogic></businessKnowledgeModel>
<businessKnowledgeModel id=\"l\" name=\"l\"><encapsulatedLogic><literalExpression><text>1</text></literalExpression></encapsulatedLogic></businessKnowledgeModel>
<decision id=\"d\" name=\"d\"><informationRequirement><requiredInput href=\"#a\"/></informationRequirement><informationRequirement><requiredInput href=\"#b\"/></informationRequirement><knowledgeRequirement><requiredKnowledge href=\"#k\"/></knowledgeRequirement><literalExpression><text>a + k()</text></literalExpression></decision>
<decision id=\"e\" name=\"e\"><literalExpression><text>1</text></literalExpression></decision>";
    let kinds: Vec<FindingKind> = read(text).check().into_iter().map(|finding| finding.kind).collect();
    let name = |name: &str| name.to_owned();
    assert_eq!(
        kinds,
        [
            FindingKind::UnusedInput { name: name("c") },
            FindingKind::UnusedKnowledge { name: name("l") },
            FindingKind::UnusedRequirement { name: name("b") },
            FindingKind::UnusedDecisions { names: vec![name("d"), name("e")] },
        ]
    );
}

#[test]
fn columns_that_look_at_one_value_are_seen_together() {
    let twice = table("UNIQUE", &["Alter: number"], &[&[">= 0", "1"], &["< 0", "2"]]).replace(
        "</input><output/>",
        "</input><input><inputExpression><text>Alter</text></inputExpression></input><output/>",
    );
    let twice = twice
        .replace(
            "<inputEntry><text>>= 0</text></inputEntry>",
            "<inputEntry><text>>= 0</text></inputEntry><inputEntry><text>-</text></inputEntry>",
        )
        .replace(
            "<inputEntry><text>&lt; 0</text></inputEntry>",
            "<inputEntry><text>-</text></inputEntry><inputEntry><text>&lt; 0</text></inputEntry>",
        );
    assert_eq!(shown(&twice), Vec::<String>::new(), "a number is not both");
}

#[test]
fn computed_columns_give_warnings_only() {
    let text = table("UNIQUE", &["Kinder: list"], &[&["0", "1"], &["> 0", "2"]])
        .replace("<text>Kinder</text>", "<text>count(Kinder)</text>");
    assert_eq!(shown(&text), Vec::<String>::new(), "counts are whole and not negative");
    let text = text.replace("count(Kinder)", "sum(Kinder)");
    assert!(shown(&text)[0].starts_with("warning"), "{:?}", shown(&text));
    assert!(shown(&text)[0].ends_with("unless these values never come together"), "{:?}", shown(&text));
}

#[test]
fn large_tables_come_to_an_end_and_say_so() {
    let rule = |seed: usize| -> Vec<String> {
        (0..40)
            .map(|column| {
                let low = (seed * 7919 + column * 104_729) % 97;
                if (seed + column).is_multiple_of(3) {
                    "-".to_owned()
                } else {
                    format!("[{low}..{}]", low + 50)
                }
            })
            .chain(["1".to_owned()])
            .collect()
    };
    let rules: Vec<Vec<String>> = (0..400).map(rule).collect();
    let names: Vec<String> = (0..40).map(|column| format!("i{column}: number")).collect();
    let names: Vec<&str> = names.iter().map(String::as_str).collect();
    let rules: Vec<Vec<&str>> = rules.iter().map(|rule| rule.iter().map(String::as_str).collect()).collect();
    let rules: Vec<&[&str]> = rules.iter().map(Vec::as_slice).collect();
    let model = read(&table("UNIQUE", &names, &rules));
    let found = model.check_with(&CheckOptions { steps: 1_000, findings: 5 });
    let not_checked = |found: &[Finding]| -> usize {
        found.iter().filter(|finding| matches!(finding.kind, FindingKind::NotChecked { .. })).count()
    };
    assert!(not_checked(&found) >= 2, "{found:?}");
    let found = model.check_with(&CheckOptions { findings: 5, ..CheckOptions::default() });
    assert!(found.iter().filter(|finding| matches!(finding.kind, FindingKind::Gap { .. })).count() <= 5);
    assert!(found.iter().any(|finding| matches!(&finding.kind, FindingKind::More { .. })));
}

#[test]
fn huge_cells_are_no_danger() {
    let texts = |from: usize| {
        let texts: Vec<String> = (from..from + 20_000).map(|n| format!("\"{n:06}\"")).collect();
        texts.join(",")
    };
    let (listed, shifted) = (texts(0), texts(10_000));
    let deep = format!("{}1{}", "not(".repeat(150), ")".repeat(150));
    let cells: [&[&str]; 4] =
        [&[&listed, "-", "1"], &[&shifted, "-", "2"], &["-", &deep, "3"], &["-", "[1, 2]", "4"]];
    let (found, _) = Reader::new()
        .read_tolerant(model(&table("UNIQUE", &["Art: string", "Zahl: number"], &cells)).as_bytes());
    let found = found.unwrap().check();
    assert!(
        found
            .iter()
            .any(|finding| matches!(finding.kind, FindingKind::Overlap { .. }) && finding.rules == [1, 2])
    );
    assert!(found.iter().all(|finding| finding.message().len() < 400_000));
}

#[test]
fn models_with_problems_can_be_checked() {
    let text =
        table("UNIQUE", &["Alter: number"], &[&["< nirgends", "1"], &["starts with(", "2"], &[">= 1", "3"]]);
    let (found, problems) = Reader::new().read_tolerant(model(&text).as_bytes());
    assert!(!problems.is_empty());
    let found = found.unwrap().check();
    assert!(!found.iter().any(|finding| finding.severity == Severity::Error), "{found:?}");
}

#[test]
fn coverage_counts_rules() {
    let model = read(&table("FIRST", &["Alter: number"], &[&["< 18", "1"], &["< 6", "2"], &["< 65", "3"]]));
    let mut coverage = Coverage::new();
    for age in [5, 17, 40, 80] {
        coverage.add(&model.evaluate("Gebuehr", &Context::new().with("Alter", age)).unwrap().trace);
    }
    let decision = &coverage.decisions["Gebuehr"];
    let table = &decision.tables[0];
    let counts: Vec<(u64, u64)> = table.rules.iter().map(|rule| (rule.matched, rule.used)).collect();
    assert_eq!((decision.evaluations, table.evaluations, table.without_rule), (4, 4, 1));
    assert_eq!(counts, [(2, 2), (1, 0), (3, 1)]);
    let unused: Vec<(&str, Vec<usize>)> = coverage
        .unused()
        .map(|(name, table)| (name, table.unused_rules().map(|rule| rule.number).collect()))
        .collect();
    assert_eq!(unused, [("Gebuehr", vec![2])]);
}

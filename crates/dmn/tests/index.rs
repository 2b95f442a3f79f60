//! Tables answer from an index what they would answer by going through their rules.
//!
//! The trace goes through all rules and notes each cell; without it the index is asked. A third opinion are the
//! tests of the cells alone, by `feel`.

use dmn::{Evaluator, Model, Options};
use feel::{Context, Limits, Names, UnaryTests, Value};
use proptest::prelude::*;

const POLICIES: [&str; 10] = [
    "UNIQUE",
    "FIRST",
    "ANY",
    "PRIORITY",
    "COLLECT",
    "RULE ORDER",
    "OUTPUT ORDER",
    "COLLECT\" aggregation=\"SUM",
    "COLLECT\" aggregation=\"COUNT",
    "COLLECT\" aggregation=\"MAX",
];

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('"', "&quot;")
}

/// A table over the inputs a, b, c and x, which cells may name.
fn model(policy: &str, columns: usize, rules: &[Vec<String>], output: impl Fn(usize) -> String) -> String {
    let mut xml =
        "<definitions xmlns=\"https://www.omg.org/spec/DMN/20230324/MODEL/\" name=\"m\" namespace=\"urn:m\">"
            .to_owned();
    for name in ["a", "b", "c", "x"] {
        xml += &format!("<inputData id=\"i{name}\" name=\"{name}\"/>");
    }
    xml += "<decision id=\"d\" name=\"d\">";
    for name in ["a", "b", "c", "x"] {
        xml +=
            &format!("<informationRequirement><requiredInput href=\"#i{name}\"/></informationRequirement>");
    }
    xml += &format!("<decisionTable id=\"t\" hitPolicy=\"{policy}\">");
    for name in ["a", "b", "c"].iter().take(columns) {
        xml +=
            &format!("<input id=\"c{name}\"><inputExpression><text>{name}</text></inputExpression></input>");
    }
    let values: Vec<String> = (0..3).map(|value| value.to_string()).collect();
    let ordered = if policy == "PRIORITY" || policy == "OUTPUT ORDER" {
        format!("<outputValues><text>{}</text></outputValues>", values.join(","))
    } else {
        String::new()
    };
    xml += &format!("<output id=\"o\" name=\"o\">{ordered}</output>");
    for (place, rule) in rules.iter().enumerate() {
        xml += &format!("<rule id=\"r{place}\">");
        for (column, cell) in rule.iter().take(columns).enumerate() {
            xml +=
                &format!("<inputEntry id=\"r{place}c{column}\"><text>{}</text></inputEntry>", escaped(cell));
        }
        xml += &format!("<outputEntry><text>{}</text></outputEntry></rule>", output(place));
    }
    xml + "</decisionTable></decision></definitions>"
}

fn read(xml: &str) -> Model {
    Model::read(xml.as_bytes()).unwrap_or_else(|problems| panic!("{problems:?}\n{xml}"))
}

fn untraced() -> Options {
    Options { trace: false, ..Options::default() }
}

/// Cells of all forms, over few constants, so that they meet.
fn cell() -> impl Strategy<Value = String> {
    let scalar = prop_oneof![
        6 => (-3i32..6).prop_map(|n| n.to_string()),
        1 => Just("2.50".to_owned()),
        4 => "[a-c]{1,2}".prop_map(|text| format!("\"{text}\"")),
        1 => Just("null".to_owned()),
        1 => Just("true".to_owned()),
        1 => Just("@\"2026-01-31\"".to_owned()),
        1 => Just("date(\"2026-02-01\")".to_owned()),
        1 => Just("@\"P1M\"".to_owned()),
        1 => Just("@\"P0M\"".to_owned()),
        1 => Just("@\"PT0S\"".to_owned()),
        1 => Just("@\"P1D\"".to_owned()),
        1 => Just("@\"10:00:00\"".to_owned()),
        1 => Just("x".to_owned()),
    ];
    let range = ("[\\[(\\]]", -3i32..6, 0i32..5, "[\\])\\[]")
        .prop_map(|(open, low, length, close)| format!("{open}{low}..{}{close}", low + length));
    let test = prop_oneof![
        5 => scalar.clone(),
        3 => ("(<|<=|>|>=|=|!=)", scalar.clone()).prop_map(|(operator, value)| format!("{operator} {value}")),
        3 => range,
        1 => ("[a-c]", "[a-c]").prop_map(|(low, high)| format!("[\"{low}\"..\"{high}\"]")),
        1 => prop::collection::vec(scalar, 0..3).prop_map(|items| format!("[{}]", items.join(", "))),
        1 => Just("[[1..3], 5]".to_owned()),
        1 => Just("? > 2".to_owned()),
        1 => Just("count([?]) = 1".to_owned()),
    ];
    let tests = prop::collection::vec(test, 1..4).prop_map(|tests| tests.join(", "));
    prop_oneof![
        2 => Just("-".to_owned()),
        6 => tests.clone(),
        2 => tests.prop_map(|tests| format!("not({tests})")),
    ]
}

fn input() -> impl Strategy<Value = Value> {
    let text =
        |text: &str| feel::Expression::parse(text, &Names::new()).map(|e| e.evaluate(&Context::new()).value);
    let others = [
        "null",
        "true",
        "false",
        "2.5",
        "3.0",
        "@\"2026-01-31\"",
        "@\"2026-02-01\"",
        "@\"P0M\"",
        "@\"P1M\"",
        "@\"PT0S\"",
        "@\"P1D\"",
        "@\"10:00:00\"",
        "@\"10:00:00.5\"",
        "[1]",
        "[]",
        "[1, 2]",
        "{a: 1}",
        "[1..3]",
        "(< 5)",
    ];
    let others: Vec<Value> =
        others.iter().map(|other| text(other).unwrap_or_else(|error| panic!("{error}"))).collect();
    prop_oneof![
        4 => (-4i32..8).prop_map(Value::from),
        3 => "[a-d]{1,2}".prop_map(Value::from),
        3 => prop::sample::select(others),
    ]
}

fn rules() -> impl Strategy<Value = Vec<Vec<String>>> {
    prop::collection::vec(prop::collection::vec(cell(), 3), 0..24)
}

fn inputs() -> impl Strategy<Value = Context> {
    prop::collection::vec(input(), 4)
        .prop_map(|values| ["a", "b", "c", "x"].into_iter().zip(values).collect())
}

/// The places of the rules whose cells all pass, by their tests alone.
fn matching(columns: usize, rules: &[Vec<String>], inputs: &Context) -> Vec<usize> {
    let names: Names = ["a", "b", "c", "x"].into_iter().collect();
    let passes = |name: &str, cell: &String| {
        let tests = UnaryTests::parse(cell, &names).unwrap_or_else(|error| panic!("{cell}: {error}"));
        tests.matches(inputs.get(name).unwrap_or(&Value::Null), inputs).value == Value::Boolean(true)
    };
    let matches = |rule: &Vec<String>| {
        ["a", "b", "c"].iter().take(columns).zip(rule).all(|(name, cell)| passes(name, cell))
    };
    (0..rules.len()).filter(|place| matches(&rules[*place])).collect()
}

proptest! {
    #[test]
    fn the_index_finds_the_rules_that_match(columns in 1usize..4, rules in rules(), inputs in prop::collection::vec(inputs(), 6)) {
        let model = read(&model("COLLECT", columns, &rules, |place| place.to_string()));
        let mut evaluator = model.evaluator("d").unwrap();
        for inputs in &inputs {
            let expected: Value = matching(columns, &rules, inputs).into_iter().map(Value::from).collect();
            let found = evaluator.evaluate(inputs).unwrap();
            prop_assert_eq!(&found.value, &expected, "{:?}", inputs);
            let traced = model.evaluate("d", inputs).unwrap();
            prop_assert_eq!(&traced.value, &expected);
            let matched: Value = traced.trace.decisions[0].tables[0].rules.iter()
                .filter(|rule| rule.matched).map(|rule| Value::from(rule.number - 1)).collect();
            prop_assert_eq!(&matched, &expected);
            prop_assert_eq!(&model.evaluate_with("d", inputs, &untraced()).unwrap(), &found);
        }
    }

    #[test]
    fn every_hit_policy_gives_the_same_with_the_index(
        policy in prop::sample::select(&POLICIES[..]), columns in 1usize..4, rules in rules(), inputs in prop::collection::vec(inputs(), 4),
    ) {
        let model = read(&model(policy, columns, &rules, |place| if place % 5 == 4 { "x".to_owned() } else { (place % 4).to_string() }));
        let mut evaluator = model.evaluator("d").unwrap();
        for inputs in &inputs {
            let traced = model.evaluate("d", inputs).unwrap();
            prop_assert_eq!(evaluator.evaluate(inputs).unwrap().value, traced.value, "{} {:?}", policy, inputs);
        }
    }

    /// With one column no indexed cell can hide the warnings of another.
    #[test]
    fn warnings_of_one_column_are_the_same(rules in rules(), inputs in prop::collection::vec(inputs(), 4)) {
        let model = read(&model("COLLECT", 1, &rules, |place| place.to_string()));
        let mut evaluator = model.evaluator("d").unwrap();
        for inputs in &inputs {
            prop_assert_eq!(evaluator.evaluate(inputs).unwrap().warnings, model.evaluate("d", inputs).unwrap().warnings);
        }
    }
}

/// Thousands of bounds: positions share rows.
fn large() -> (Vec<Vec<String>>, Model) {
    let rules: Vec<Vec<String>> = (0..3_000)
        .map(|place| {
            vec![
                if place % 100 == 99 { "-".to_owned() } else { format!("\"k{}\"", place / 3) },
                [format!("< {place}"), format!("[{place}..{}]", place + 2), format!(">= {place}")][place % 3]
                    .clone(),
                if place % 7 == 0 { format!("not({}, {})", place % 13, place % 17) } else { "-".to_owned() },
            ]
        })
        .collect();
    let model = read(&model("COLLECT", 3, &rules, |place| place.to_string()));
    (rules, model)
}

#[test]
fn large_tables_find_what_small_ones_do() {
    let (rules, model) = large();
    let mut evaluator = model.evaluator("d").unwrap();
    let find = |evaluator: &mut Evaluator, a: Value, b: Value, c: Value| {
        let inputs = Context::new().with("a", a).with("b", b).with("c", c);
        (evaluator.evaluate(&inputs).unwrap().value, model.evaluate("d", &inputs).unwrap())
    };
    for place in (0..3_000_usize).step_by(211) {
        let key = format!("k{}", place / 3);
        let (found, traced) = find(&mut evaluator, key.as_str().into(), place.into(), (place % 19).into());
        assert_eq!(found, traced.value, "{place}");
        // The rule that is meant, and some of those for any key.
        let meant = place % 100 != 99 && place % 3 != 0 && place % 7 != 0;
        let found = found.as_list().unwrap();
        assert!(!meant || found.contains(&place.into()), "{place}");
        assert!(found.len() < 40, "{place}");
    }
    let (found, traced) = find(&mut evaluator, Value::Null, Value::Null, Value::Null);
    assert_eq!(found, traced.value);
    assert_eq!(found, Value::from(Vec::new()));
    assert_eq!(rules.len(), traced.trace.decisions[0].tables[0].rules.len());
}

#[test]
fn steps_are_charged_for_work_that_is_done() {
    let (_, model) = large();
    let limits = Limits { steps: 100, ..Limits::default() };
    let inputs = Context::new().with("a", "k1").with("b", 4).with("c", 20);
    let options = Options { limits, ..untraced() };
    assert!(!model.evaluate_with("d", &inputs, &options).unwrap().value.as_list().unwrap().is_empty());
    // The trace looks at each cell.
    assert!(model.evaluate_with("d", &inputs, &Options { trace: true, ..options }).is_err());
    // So does a value of another kind than the cells.
    let inputs = Context::new().with("a", 1).with("b", 4).with("c", 20);
    assert!(model.evaluate_with("d", &inputs, &Options { limits, ..untraced() }).is_err());
}

#[test]
fn the_first_rule_ends_the_search() {
    // The second rule would warn.
    let rules = ["> 1", "? > \"a\""].map(|cell| vec![cell.to_owned()]);
    let model = read(&model("FIRST", 1, &rules, |place| place.to_string()));
    let found = model.evaluate_with("d", &Context::new().with("a", 2), &untraced()).unwrap();
    assert_eq!((found.value, found.warnings.len()), (0.into(), 0));
    let found = model.evaluate_with("d", &Context::new().with("a", 1), &untraced()).unwrap();
    assert_eq!((found.value, found.warnings.len()), (Value::Null, 1));
}

#[test]
fn values_that_cannot_be_compared_warn_where_nothing_else_fails() {
    let rules =
        [["< 5", "\"A\""], ["< 7", "\"B\""], [">= 7", "-"]].map(|rule| rule.map(str::to_owned).to_vec());
    let model = read(&model("COLLECT", 2, &rules, |place| place.to_string()));
    let inputs = Context::new().with("a", Value::Null).with("b", "B");
    let elements = |options: &Options| -> Vec<String> {
        let outcome = model.evaluate_with("d", &inputs, options).unwrap();
        assert_eq!(outcome.value, Value::from(Vec::new()));
        outcome.warnings.into_iter().filter_map(|warning| warning.element).collect()
    };
    // All cells; without the trace, not that of the first rule, which fails at its other cell.
    assert_eq!(elements(&Options::default()), ["r0c0", "r1c0", "r2c0"]);
    assert_eq!(elements(&untraced()), ["r1c0", "r2c0"]);
}

#[test]
fn huge_cells_are_looked_up() {
    let even: Vec<String> = (0..20_000).map(|n| (n * 2).to_string()).collect();
    let even = even.join(", ");
    let rules = [vec![even.clone()], vec![format!("not({even})")], vec!["[10..30000]".to_owned()]];
    let model = read(&model("COLLECT", 1, &rules, |place| place.to_string()));
    let mut evaluator = model.evaluator("d").unwrap();
    let inputs = |value: Value| Context::new().with("a", value);
    let half = feel::Number::new(45, -1).into();
    for (value, expected) in
        [(4.into(), "[0]"), (3.into(), "[1]"), (half, "[1]"), (12.into(), "[0, 2]"), (Value::Null, "[1]")]
    {
        assert_eq!(evaluator.evaluate(&inputs(value)).unwrap().value.to_string(), expected);
    }
    for n in [0, 7, 12, 29_999, 39_998, 40_000] {
        let traced = model.evaluate("d", &inputs(n.into())).unwrap();
        assert_eq!(evaluator.evaluate(&inputs(n.into())).unwrap().value, traced.value, "{n}");
    }
}

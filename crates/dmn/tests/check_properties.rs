//! What checks claim about random small tables beside what every input gives: each claim is true, none is missing.

use dmn::{CheckOptions, Finding, FindingKind, Model, Options, Outputs};
use feel::{Context, Names, UnaryTests, Value};
use proptest::prelude::*;
use std::collections::{BTreeMap, BTreeSet};

/// A column: its type, what inputs it is tried with, and cells that tell these apart at most.
struct Column {
    kind: &'static str,
    allowed: Option<&'static str>,
    inputs: &'static [&'static str],
    cells: &'static [&'static str],
}

const COLUMNS: [Column; 8] = [
    Column {
        kind: "string",
        allowed: None,
        inputs: &["null", "\"a\"", "\"b\"", "\"c\"", "\"zz\""],
        cells: &[
            "-",
            "\"a\"",
            "\"b\", \"c\"",
            "not(\"a\")",
            "not(\"b\", \"c\")",
            "null",
            "= \"c\"",
            "!= \"a\"",
            "[\"a\", \"c\"]",
        ],
    },
    Column {
        kind: "string",
        allowed: Some("\"a\", \"b\", \"c\""),
        inputs: &["null", "\"a\"", "\"b\"", "\"c\"", "\"zz\""],
        cells: &["-", "\"a\"", "\"b\"", "\"a\", \"b\"", "not(\"a\")", "\"x\"", "\"a\", \"x\"", "not(null)"],
    },
    Column {
        kind: "string",
        allowed: None,
        inputs: &["null", "\"\"", "\"a\"", "\"aa\"", "\"b\"", "\"ba\"", "\"c\"", "\"ca\""],
        cells: &["-", "< \"b\"", "[\"a\"..\"c\")", "> \"a\"", "\"a\"", "not(\"b\")", "<= \"c\""],
    },
    Column {
        kind: "boolean",
        allowed: None,
        inputs: &["null", "true", "false"],
        cells: &["-", "true", "false", "not(true)", "not(null)", "null", "true, false", "\"true\""],
    },
    Column {
        kind: "number",
        allowed: None,
        inputs: &["null", "-1", "0", "0.5", "1", "1.5", "2", "2.5", "3", "3.5", "4", "5"],
        cells: &[
            "-",
            "< 1",
            ">= 1",
            "[1..3]",
            "(1..3)",
            "[0..2)",
            "1",
            "1, 3",
            "not(2)",
            "not([1..3])",
            "> 3, < 1",
            "null",
            "? > 1 and ? < 4",
            "? < 1 or ? = 3",
            "5 > ?",
            "? between 1 and 2",
            "? in [2..4]",
            "not(? > 2)",
            "1 + 1",
            "[3..1]",
            "not(\"x\", 2)",
            "? + 1 > 2",
            "!= 3",
        ],
    },
    Column {
        kind: "number",
        allowed: Some("1, 2, 3"),
        inputs: &["null", "0", "1", "1.5", "2", "3", "4"],
        cells: &["-", "< 2", ">= 2", "1", "2", "3", "1, 2", "not(2)", "[2..3]", "4", "> 3"],
    },
    Column {
        kind: "date",
        allowed: None,
        inputs: &[
            "null",
            "@\"2026-01-01\"",
            "@\"2026-01-02\"",
            "@\"2026-01-03\"",
            "@\"2026-01-04\"",
            "@\"2026-01-05\"",
        ],
        cells: &[
            "-",
            "< @\"2026-01-02\"",
            ">= date(\"2026-01-02\")",
            "[@\"2026-01-02\"..@\"2026-01-03\"]",
            "(@\"2026-01-02\"..@\"2026-01-03\")",
            "@\"2026-01-03\"",
            "not(@\"2026-01-04\")",
            "> @\"2026-01-03\"",
            "\"2026-01-03\"",
        ],
    },
    Column {
        kind: "time",
        allowed: None,
        inputs: &[
            "null",
            "@\"09:00:00\"",
            "@\"10:00:00\"",
            "@\"10:00:00.5\"",
            "@\"10:00:01\"",
            "@\"11:00:00\"",
            "@\"12:00:00\"",
        ],
        cells: &[
            "-",
            "< @\"10:00:00\"",
            ">= @\"10:00:00\"",
            "@\"10:00:00\"",
            "[@\"10:00:00\"..@\"11:00:00\")",
            "> @\"10:00:00\"",
            "not(@\"11:00:00\")",
        ],
    },
];

const OUTPUTS: [&str; 3] = ["\"x\"", "\"y\"", "\"z\""];

#[derive(Clone, Debug)]
struct Table {
    policy: &'static str,
    columns: Vec<usize>,
    /// Cells by place in the column's, and the output.
    rules: Vec<(Vec<usize>, usize)>,
}

fn table() -> impl Strategy<Value = Table> {
    let policies =
        prop_oneof![Just("UNIQUE"), Just("ANY"), Just("FIRST"), Just("PRIORITY"), Just("RULE ORDER")];
    (policies, prop::collection::vec(0..COLUMNS.len(), 1..4)).prop_flat_map(|(policy, columns)| {
        let cells: Vec<_> = columns.iter().map(|column| 0..COLUMNS[*column].cells.len()).collect();
        let rules = prop::collection::vec((cells, 0..OUTPUTS.len()), 0..7);
        rules.prop_map(move |rules| Table { policy, columns: columns.clone(), rules })
    })
}

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;")
}

impl Table {
    fn model(&self) -> Model {
        let (mut inputs, mut requirements, mut clauses) = (String::new(), String::new(), String::new());
        for (at, column) in self.columns.iter().enumerate() {
            let Column { kind, allowed, .. } = &COLUMNS[*column];
            inputs += &format!(
                "<inputData id=\"i{at}\" name=\"i{at}\"><variable name=\"i{at}\" typeRef=\"{kind}\"/></inputData>"
            );
            requirements +=
                &format!("<informationRequirement><requiredInput href=\"#i{at}\"/></informationRequirement>");
            let allowed = allowed.map(|text| format!("<inputValues><text>{text}</text></inputValues>"));
            clauses += &format!(
                "<input id=\"c{at}\"><inputExpression><text>i{at}</text></inputExpression>{}</input>",
                allowed.unwrap_or_default()
            );
        }
        let rules: String = self
            .rules
            .iter()
            .map(|(cells, output)| {
                let cells: String = cells
                    .iter()
                    .zip(&self.columns)
                    .map(|(cell, column)| {
                        format!(
                            "<inputEntry><text>{}</text></inputEntry>",
                            escaped(COLUMNS[*column].cells[*cell])
                        )
                    })
                    .collect();
                format!("<rule>{cells}<outputEntry><text>{}</text></outputEntry></rule>", OUTPUTS[*output])
            })
            .collect();
        let xml = format!(
            "<definitions xmlns=\"https://www.omg.org/spec/DMN/20230324/MODEL/\" name=\"m\" namespace=\"urn:m\">{inputs}<decision id=\"d\" name=\"d\">{requirements}<decisionTable id=\"t\" hitPolicy=\"{}\">{clauses}<output><outputValues><text>\"x\", \"y\", \"z\"</text></outputValues></output>{rules}</decisionTable></decision></definitions>",
            self.policy
        );
        Model::read(xml.as_bytes()).unwrap_or_else(|problems| panic!("{problems:?}\n{xml}"))
    }

    /// All combinations of inputs.
    fn points(&self) -> Vec<Vec<Value>> {
        let mut points = vec![Vec::new()];
        for column in &self.columns {
            let values: Vec<Value> = COLUMNS[*column].inputs.iter().map(|text| value(text)).collect();
            points = points
                .iter()
                .flat_map(|point| values.iter().map(|value| [point.clone(), vec![value.clone()]].concat()))
                .collect();
        }
        points
    }
}

fn value(text: &str) -> Value {
    feel::Expression::parse(text, &Names::new()).expect("is FEEL").evaluate(&Context::new()).value
}

fn passes(tests: &str, value: &Value) -> bool {
    let parsed = UnaryTests::parse(tests, &Names::new()).unwrap_or_else(|error| panic!("{tests}: {error}"));
    parsed.matches(value, &Context::new()).value == Value::Boolean(true)
}

/// What happens for one combination of inputs.
struct Hit {
    point: Vec<Value>,
    /// For each rule whether each of its cells matches.
    cells: Vec<Vec<bool>>,
    matched: BTreeSet<usize>,
    used: BTreeSet<usize>,
}

/// Evaluates a point; `None` where the table does not allow it.
fn hit(model: &Model, point: &[Value]) -> Option<Hit> {
    let inputs: Context =
        point.iter().enumerate().map(|(at, value)| (format!("i{at}"), value.clone())).collect();
    let outcome = model.evaluate_with("d", &inputs, &Options::default()).expect("there is a d");
    let table = outcome.trace.decision("d")?.tables.first()?.clone();
    let numbers = |keep: fn(&dmn::RuleTrace) -> bool| {
        table.rules.iter().filter(|rule| keep(rule)).map(|rule| rule.number).collect()
    };
    Some(Hit {
        point: point.to_vec(),
        cells: table.rules.iter().map(|rule| rule.cells.iter().map(|cell| cell.matched).collect()).collect(),
        matched: numbers(|rule| rule.matched),
        used: numbers(|rule| rule.used),
    })
}

fn of_kind(found: &[Finding], keep: fn(&FindingKind) -> bool) -> Vec<&Finding> {
    found.iter().filter(|finding| keep(&finding.kind)).collect()
}

struct Beside {
    table: Table,
    hits: Vec<Hit>,
    found: Vec<Finding>,
    /// Whether all cells were understood, so that nothing may be missing.
    complete: bool,
}

impl Beside {
    fn new(table: Table) -> Beside {
        let model = table.model();
        let found = model.check_with(&CheckOptions { findings: 100_000, ..CheckOptions::default() });
        let hits = table.points().iter().filter_map(|point| hit(&model, point)).collect();
        let complete = of_kind(&found, |kind| {
            matches!(
                kind,
                FindingKind::NotAnalysed { .. } | FindingKind::NotChecked { .. } | FindingKind::More { .. }
            )
        });
        let complete = complete.is_empty();
        Beside { table, hits, found, complete }
    }

    fn gaps(&self) {
        let claimed = of_kind(&self.found, |kind| matches!(kind, FindingKind::Gap { .. }));
        if self.table.policy == "RULE ORDER" {
            assert!(claimed.is_empty(), "an empty list is a result: {claimed:?}");
            return;
        }
        let tests = |finding: &Finding| -> Vec<String> {
            finding.example.iter().map(|part| part.tests.clone()).collect()
        };
        for hit in self.hits.iter().filter(|hit| !hit.point.iter().any(Value::is_null)) {
            let claims = claimed.iter().filter(|finding| {
                tests(finding).iter().zip(&hit.point).all(|(tests, value)| passes(tests, value))
            });
            let count = claims.count();
            if self.complete {
                assert_eq!(count, usize::from(hit.matched.is_empty()), "{:?} in {:#?}", hit.point, claimed);
            } else {
                assert!(count == 0 || hit.matched.is_empty(), "{:?} in {:#?}", hit.point, claimed);
            }
        }
        let model = self.table.model();
        for finding in claimed {
            let point: Vec<Value> = finding.example.iter().map(|part| value(&part.value.text)).collect();
            let hit = hit(&model, &point).expect("the example is allowed");
            assert!(hit.matched.is_empty(), "{finding}");
        }
    }

    /// For each rule the first with the same conditions.
    fn duplicates(&self) -> BTreeMap<usize, usize> {
        let found = of_kind(&self.found, |kind| matches!(kind, FindingKind::Duplicate { .. }));
        for finding in &found {
            let [first, second] = finding.rules[..] else { panic!("{finding}") };
            for hit in &self.hits {
                assert_eq!(hit.matched.contains(&first), hit.matched.contains(&second), "{finding}");
            }
            let same = self.table.rules[first - 1].1 == self.table.rules[second - 1].1;
            let outputs = if same { Outputs::Same } else { Outputs::Different };
            assert_eq!(finding.kind, FindingKind::Duplicate { outputs });
        }
        found.iter().map(|finding| (finding.rules[1], finding.rules[0])).collect()
    }

    fn overlaps(&self) {
        let duplicates = self.duplicates();
        let first = |rule: usize| duplicates.get(&rule).copied().unwrap_or(rule);
        let claimed = of_kind(&self.found, |kind| matches!(kind, FindingKind::Overlap { .. }));
        let pairs: BTreeSet<(usize, usize)> =
            claimed.iter().map(|finding| (finding.rules[0], finding.rules[1])).collect();
        if !matches!(self.table.policy, "UNIQUE" | "ANY") {
            assert!(pairs.is_empty());
            return;
        }
        let mut real = BTreeSet::new();
        for hit in &self.hits {
            for a in &hit.matched {
                real.extend(hit.matched.range(a + 1..).map(|b| (*a, *b)));
            }
        }
        assert!(pairs.is_subset(&real), "{claimed:#?}");
        if self.complete {
            let missing: Vec<_> = real.difference(&pairs).filter(|(a, b)| first(*a) != first(*b)).collect();
            assert!(missing.is_empty(), "{missing:?} in {:#?}", self.found);
        }
        let model = self.table.model();
        for finding in claimed {
            let point: Vec<Value> = finding.example.iter().map(|part| value(&part.value.text)).collect();
            let hit = hit(&model, &point).expect("the example is allowed");
            assert!(finding.rules.iter().all(|rule| hit.matched.contains(rule)), "{finding}");
        }
    }

    fn masked(&self) {
        let claimed = of_kind(&self.found, |kind| *kind == FindingKind::Masked);
        let duplicates = self.duplicates();
        let twice: BTreeSet<usize> = duplicates.iter().flat_map(|(a, b)| [*a, *b]).collect();
        if !matches!(self.table.policy, "FIRST" | "PRIORITY") {
            assert!(claimed.is_empty());
            return;
        }
        let never_used = |rule: usize| !self.hits.iter().any(|hit| hit.used.contains(&rule));
        let matches = |rule: usize| self.hits.iter().any(|hit| hit.matched.contains(&rule));
        for finding in &claimed {
            let (rule, masking) = finding.rules.split_last().expect("has rules");
            assert!(never_used(*rule), "{finding}");
            for hit in self.hits.iter().filter(|hit| hit.matched.contains(rule)) {
                assert!(
                    masking.iter().any(|other| hit.matched.contains(other)),
                    "{finding}: {:?}",
                    hit.point
                );
            }
        }
        let claimed: BTreeSet<usize> =
            claimed.iter().filter_map(|finding| finding.rules.last().copied()).collect();
        for rule in 1..=self.table.rules.len() {
            if self.complete && matches(rule) && never_used(rule) {
                assert!(claimed.contains(&rule) || twice.contains(&rule), "rule {rule} in {:#?}", self.found);
            }
        }
    }

    fn never_matching(&self) {
        let never = |rule: usize| !self.hits.iter().any(|hit| hit.matched.contains(&rule));
        for finding in of_kind(&self.found, |kind| matches!(kind, FindingKind::NeverMatches { .. })) {
            assert!(finding.rules.iter().all(|rule| never(*rule)), "{finding}");
        }
        let dead: BTreeSet<usize> = self
            .found
            .iter()
            .filter(|finding| {
                matches!(
                    finding.kind,
                    FindingKind::NeverMatches { .. }
                        | FindingKind::NotAllowed { .. }
                        | FindingKind::WrongType { .. }
                )
            })
            .flat_map(|finding| finding.rules.iter().copied())
            .collect();
        for rule in 1..=self.table.rules.len() {
            if self.complete && never(rule) {
                assert!(dead.contains(&rule), "rule {rule} in {:#?}", self.found);
            }
        }
    }

    /// One rule with the merged cell matches when one of the rules does.
    fn mergeable(&self) {
        for finding in of_kind(&self.found, |kind| matches!(kind, FindingKind::Mergeable { .. })) {
            let FindingKind::Mergeable { column, cell } = &finding.kind else { continue };
            let column: usize = column.trim_start_matches('i').parse().expect("is a number");
            let outputs: BTreeSet<usize> =
                finding.rules.iter().map(|rule| self.table.rules[rule - 1].1).collect();
            assert_eq!(outputs.len(), 1, "{finding}");
            for hit in &self.hits {
                let one = finding.rules.iter().any(|rule| hit.matched.contains(rule));
                let others = hit.cells[finding.rules[0] - 1].iter().enumerate();
                let merged = passes(cell, &hit.point[column])
                    && others.filter(|(at, _)| *at != column).all(|(_, matched)| *matched);
                assert_eq!(one, merged, "{finding}: {:?}", hit.point);
            }
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 400, ..ProptestConfig::default() })]
    #[test]
    fn claims_are_true_and_complete(table in table()) {
        let beside = Beside::new(table);
        beside.gaps();
        beside.overlaps();
        beside.masked();
        beside.never_matching();
        beside.mergeable();
    }
}

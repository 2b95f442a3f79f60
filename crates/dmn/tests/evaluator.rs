//! A decision that is found once and evaluated many times.

use dmn::{Error, Model, Options};
use feel::{Context, DateTime, Limits, Value};

fn table(rules: usize) -> String {
    let mut xml = "<definitions xmlns=\"https://www.omg.org/spec/DMN/20230324/MODEL/\" name=\"m\" namespace=\"urn:m\"><itemDefinition name=\"Art\"><typeRef>string</typeRef><allowedValues><text>\"PKW\", \"Krad\"</text></allowedValues></itemDefinition><inputData id=\"i1\" name=\"Art\"><variable name=\"Art\" typeRef=\"Art\"/></inputData><inputData id=\"i2\" name=\"Monate\"><variable name=\"Monate\" typeRef=\"number\"/></inputData><decision id=\"d\" name=\"Gebuehr\"><variable name=\"Gebuehr\" typeRef=\"number\"/><informationRequirement><requiredInput href=\"#i1\"/></informationRequirement><informationRequirement><requiredInput href=\"#i2\"/></informationRequirement><decisionTable id=\"t\"><input id=\"a\"><inputExpression><text>Art</text></inputExpression><inputValues><text>\"PKW\",\"Krad\"</text></inputValues></input><input id=\"b\"><inputExpression typeRef=\"number\"><text>Monate</text></inputExpression></input><output id=\"o\" name=\"o\" typeRef=\"number\"><outputValues><text>[0..100000]</text></outputValues></output>".to_owned();
    for rule in 0..rules {
        xml += &format!(
            "<rule id=\"r{rule}\"><inputEntry><text>\"PKW\"</text></inputEntry><inputEntry><text>{rule}</text></inputEntry><outputEntry><text>{}</text></outputEntry></rule>",
            rule * 2
        );
    }
    xml + "</decisionTable></decision></definitions>"
}

fn inputs(art: &str, months: impl Into<Value>) -> Context {
    Context::new().with("Art", art).with("Monate", months)
}

#[test]
fn an_evaluation_allocates_nothing() {
    let model = Model::read(table(1_000).as_bytes()).unwrap();
    let mut evaluator = model.evaluator("Gebuehr").unwrap();
    let inputs = inputs("PKW", 700);
    assert_eq!(evaluator.evaluate(&inputs).unwrap().value, 1400.into());
    let info = allocation_counter::measure(|| {
        for _ in 0..100 {
            assert_eq!(evaluator.evaluate(&inputs).unwrap().value, 1400.into());
        }
    });
    assert_eq!(info.count_total, 0);
    // By its name: the machine, the values of decisions, the scope.
    let options = Options { trace: false, ..Options::default() };
    let info = allocation_counter::measure(|| {
        assert_eq!(model.evaluate_with("Gebuehr", &inputs, &options).unwrap().value, 1400.into());
    });
    assert!(info.count_total <= 4, "{info:?}");
}

#[test]
fn nothing_is_left_for_the_next_evaluation() {
    let model = Model::read(table(3).as_bytes()).unwrap();
    let mut evaluator = model.evaluator("Gebuehr").unwrap();
    for _ in 0..2 {
        let wrong = evaluator.evaluate(&inputs("LKW", 1)).unwrap();
        assert_eq!(wrong.value, Value::Null);
        assert_eq!(wrong.warnings.len(), 2, "{:?}", wrong.warnings);
        let good = evaluator.evaluate(&inputs("PKW", 1)).unwrap();
        assert_eq!((good.value, good.warnings.len(), good.trace.decisions.len()), (2.into(), 0, 0));
        assert_eq!(evaluator.evaluate(&Context::new()).unwrap().value, Value::Null);
    }
}

#[test]
fn options_are_those_of_an_evaluation_by_name() {
    let text = "<definitions xmlns=\"https://www.omg.org/spec/DMN/20230324/MODEL/\" name=\"m\" namespace=\"urn:m\"><inputData id=\"i\" name=\"n\"/><decision id=\"d\" name=\"d\"><informationRequirement><requiredInput href=\"#i\"/></informationRequirement><literalExpression><text>if n > 0 then sum(for x in 1..n return x) else today()</text></literalExpression></decision></definitions>";
    let model = Model::read(text.as_bytes()).unwrap();
    let options = Options {
        limits: Limits { steps: 100, ..Limits::default() },
        deadline: None,
        now: "2026-11-22T10:00:00Z".parse::<DateTime>().ok(),
        trace: true,
    };
    let mut evaluator = model.evaluator("d").unwrap().with_options(&options);
    for n in [5, 1_000, -1, 5, 0] {
        let inputs = Context::new().with("n", n);
        let by_name = model.evaluate_with("d", &inputs, &options);
        match (evaluator.evaluate(&inputs), by_name) {
            (Ok(a), Ok(b)) => assert_eq!(a, b, "{n}"),
            (Err(a), Err(b)) => assert_eq!(a.to_string(), b.to_string()),
            (a, b) => panic!("{n}: {a:?} and {b:?}"),
        }
    }
    assert!(matches!(evaluator.evaluate(&Context::new().with("n", 1_000)), Err(Error::Limit { .. })));
    assert!(matches!(model.evaluator("e"), Err(Error::Unknown { .. })));
}

//! The language as its users see it. The public suite covers the breadth; here are the rules that others lean on.

use feel::{Context, Deadline, Evaluation, Expression, Limit, Limits, Machine, Names, UnaryTests, Value};
use std::sync::Arc;
use std::sync::atomic::{AtomicU32, Ordering};

fn evaluate(source: &str, scope: &Context) -> Evaluation {
    Expression::parse(source, &Names::from(scope))
        .unwrap_or_else(|error| panic!("{source}: {error}"))
        .evaluate(scope)
}

fn shows(source: &str) -> String {
    evaluate(source, &Context::new()).value.to_string()
}

fn passes(tests: &str, input: impl Into<Value>) -> Value {
    let parsed = UnaryTests::parse(tests, &Names::new()).unwrap_or_else(|error| panic!("{tests}: {error}"));
    parsed.matches(&input.into(), &Context::new()).value
}

#[test]
fn names_may_have_spaces_and_signs() {
    let person = Context::new().with("Alter in Jahren", 17).with("Familien-Stand", "ledig");
    let scope = Context::new()
        .with("Antrag - Person", person)
        .with("in", 1)
        .with("Jahr", 3)
        .with("Gebuehr je Monat", 7);
    assert_eq!(evaluate("Antrag - Person.Alter in Jahren + 1", &scope).value, 18.into());
    assert_eq!(evaluate("Antrag-Person.Familien-Stand", &scope).value, "ledig".into());
    assert_eq!(evaluate("Gebuehr   je\nMonat * 2", &scope).value, 14.into());
    assert_eq!(
        evaluate("for Jahr der Fahrt in [1, 2] return Jahr der Fahrt + Jahr", &scope).value.to_string(),
        "[4, 5]"
    );
    assert_eq!(evaluate("{Summe aller: 2, doppelt: Summe aller * 2}.doppelt", &scope).value, 4.into());
}

#[test]
fn logic_has_three_values() {
    for (source, result) in [
        ("true and null", "null"),
        ("false and null", "false"),
        ("true or null", "true"),
        ("false or null", "null"),
        ("not(null)", "null"),
        ("1 = null", "false"),
        ("null = null", "true"),
        ("1 < null", "null"),
        ("if null then 1 else 2", "2"),
        ("every x in [true, null] satisfies x", "null"),
        ("some x in [false, null, true] satisfies x", "true"),
    ] {
        assert_eq!(shows(source), result, "{source}");
    }
}

#[test]
fn what_another_engine_found() {
    for (source, result) in [
        ("before(null, [1..3])", "null"),
        ("after([1..3], null)", "null"),
        ("starts(null, [1..3])", "null"),
        ("finishes(\"a\", (1..3))", "null"),
        ("includes([1..3], null)", "null"),
        ("before(1, [2..3])", "true"),
        ("finishes(3, (1..3))", "false"),
        ("number(5)", "null"),
        ("duration(duration(\"P1D\"))", "null"),
        ("2 in ({a: [1, 2]}).a", "true"),
        ("3 in (1) + 2", "true"),
        ("3 in (1) and true", "false"),
        ("3 in (1, 3)", "true"),
        ("2 in ([[1, 2], [3]])[1]", "true"),
    ] {
        assert_eq!(shows(source), result, "{source}");
    }
}

#[test]
fn errors_are_null_with_a_warning_and_its_place() {
    let evaluation = evaluate("1 +\n  \"a\"", &Context::new());
    assert_eq!(evaluation.value, Value::Null);
    assert_eq!(evaluation.warnings[0].to_string(), "line 1, column 1: number + string has no meaning");
    assert_eq!(evaluate("1 / 0", &Context::new()).warnings[0].message, "division by zero");
    assert!(
        evaluate("date(\"2026-02-30\")", &Context::new()).warnings[0].message.contains("day that exists")
    );
}

#[test]
fn what_is_not_known_is_refused_with_its_place() {
    let error = |source: &str| Expression::parse(source, &Names::new()).unwrap_err().to_string();
    assert!(
        error("1 + betrag").starts_with("line 1, column 5: the name 'betrag' is not known"),
        "{}",
        error("1 + betrag")
    );
    assert!(error("1 +\n)").starts_with("line 2, column 1: expected a value, found ')'"));
    assert!(error("abs(1, 2)").contains("use abs(n)"));
    assert!(error("\"open").contains("no closing quote"));
    let tolerant = Expression::parse_tolerant("1 + betrag", &Names::new()).unwrap().evaluate(&Context::new());
    assert_eq!(tolerant.value, Value::Null);
    assert!(tolerant.warnings[0].message.contains("betrag"));
}

#[test]
fn dates_and_durations_compute() {
    for (source, result) in [
        ("date(\"2026-01-31\") + duration(\"P1M\")", "date(\"2026-02-28\")"),
        ("date(\"2026-03-01\") - date(\"2026-02-01\")", "duration(\"P28D\")"),
        (
            "@\"2026-03-29T01:30:00@Europe/Berlin\" + @\"PT1H\"",
            "date and time(\"2026-03-29T03:30:00@Europe/Berlin\")",
        ),
        ("@\"2026-01-31\".weekday", "6"),
        ("day of week(@\"2026-11-22\")", "\"Sunday\""),
        ("week of year(@\"2026-01-01\")", "1"),
        ("years and months duration(@\"2008-05-20\", @\"2026-05-19\").years", "17"),
        ("time(\"10:00:00+01:00\") = time(\"09:00:00Z\")", "true"),
        ("(date(\"2026-01-31\") + duration(\"P18Y\")) < date(\"2044-02-01\")", "true"),
    ] {
        assert_eq!(shows(source), result, "{source}");
    }
}

#[test]
fn functions_take_their_surroundings_along() {
    for (source, result) in [
        ("{rate: 3, f: function(x) x * rate, r: f(2)}.r", "6"),
        ("(function(a: number, b: number) a - b)(b: 1, a: 5)", "4"),
        ("sort([3, 1, 2], function(x, y) x > y)", "[3, 2, 1]"),
        ("{a: 1, f: function(x) function(y) x + y + a}.f(10)(100)", "111"),
        ("for i in 0..4 return if i = 0 then 1 else i * partial[-1]", "[1, 1, 2, 6, 24]"),
        ("[{a: 1, b: 2}, {a: 3, b: 4}][a > 1].b", "[4]"),
        ("count([1, 2, 3][item > 1])", "2"),
        ("string join(for x in [\"a\", \"b\"] return upper case(x), \"-\")", "\"A-B\""),
        ("number(\"1.234,56\", \".\", \",\")", "1234.56"),
        ("{a: [1, {b: date(\"2026-01-31\")}]} instance of context<a: list<Any>>", "true"),
    ] {
        assert_eq!(shows(source), result, "{source}");
    }
}

#[test]
fn unary_tests_decide_cells() {
    let yes = Value::Boolean(true);
    let no = Value::Boolean(false);
    assert_eq!(passes("-", 1), yes);
    assert_eq!(passes("\"a\", \"b\"", "b"), yes);
    assert_eq!(passes("not(\"a\", \"b\")", "b"), no);
    assert_eq!(passes("[18..65)", 65), no);
    assert_eq!(passes("< 5, > 10", 11), yes);
    assert_eq!(passes("? > 5 and ? < 10", 7), yes);
    assert_eq!(passes("starts with(?, \"07\")", "07743"), yes);
    assert_eq!(passes("not(starts with(?, \"07\"))", "07743"), no);
    assert_eq!(passes("null", Value::Null), yes);
    assert_eq!(passes("> 5", Value::Null), Value::Null);
    assert_eq!(passes("true", true), yes);
    let names: Names = ["grenze"].into_iter().collect();
    let tests = UnaryTests::parse("<= grenze", &names).unwrap();
    assert_eq!(tests.matches(&3.into(), &Context::new().with("grenze", 3)).value, yes);
    assert_eq!(tests.names_used(), ["grenze".into()]);
}

#[test]
fn untrusted_expressions_come_to_an_end() {
    let stopped = |source: &str, limits: Limits| {
        let expression = Expression::parse(source, &Names::new()).unwrap();
        let mut machine = Machine::new().with_limits(limits);
        let value = expression.run(&Context::new(), &mut machine);
        machine.finish(value).stopped.map(|limit| limit.to_string())
    };
    let few = Limits { steps: 100_000, size: 100_000, ..Limits::default() };
    assert_eq!(stopped("count(for a in 1..1000000000 return 1)", few).unwrap(), "stopped after 100000 steps");
    assert_eq!(
        stopped("some a in 1..1000000, b in 1..1000000 satisfies false", few).unwrap(),
        "stopped after 100000 steps"
    );
    // Work inside of functions and comparisons counts.
    assert!(stopped("count(for i in 1..50000 return count(concatenate(partial, [1])))", few).is_some());
    assert!(stopped("for i in 1..50000 return partial = partial", few).is_some());
    // Small in memory by sharing, without bound when written out.
    assert!(stopped("for i in 1..60 return [partial, partial]", few).unwrap().contains("100000 items"));
    assert!(
        stopped("for i in 1..60 return partial[-1] + partial[-1] + \"aaaaaaaaaaaaaaaaaa\"", few).is_none()
    );
    assert!(
        stopped("for i in 1..60 return if i = 1 then \"aaaaaaaa\" else partial[-1] + partial[-1]", few)
            .is_some()
    );
    assert!(stopped("for i in 1..5000 return [partial[-1]]", few).unwrap().contains("256"));
    assert!(stopped("{f: function(g) g(g), r: f(f)}", few).unwrap().contains("nested"));
}

#[test]
fn deep_and_huge_texts_are_refused() {
    for text in [
        "(",
        "[",
        "{a: ",
        "-(",
        "not(",
        "if ",
        "function() ",
        "x in (",
        "1 + (",
        "[1..",
        "a[",
        "list<",
        "\"a\" instance of list<",
    ] {
        let deep = text.repeat(100_000);
        assert!(Expression::parse_tolerant(&deep, &Names::new()).is_err(), "{text}");
    }
    let brackets = format!("{}1{}", "(".repeat(100_000), ")".repeat(100_000));
    assert!(
        Expression::parse(&brackets, &Names::new()).unwrap_err().to_string().contains("nested too deeply")
    );
    for operator in ["+", "-", "*", "=", "**", " and "] {
        let chain = vec!["1"; 100_000].join(operator);
        let _ =
            Expression::parse(&chain, &Names::new()).map(|expression| expression.evaluate(&Context::new()));
    }
    let minus = format!("{}1", "-".repeat(100_001));
    assert_eq!(shows(&minus), "-1");
    let huge = format!("\"{}\"", "a".repeat(10_000_000));
    assert!(Expression::parse(&huge, &Names::new()).unwrap_err().to_string().contains("at most"));
    let path = format!("{{}}{}", ".a".repeat(100_000));
    assert!(Expression::parse(&path, &Names::new()).is_err());
}

#[test]
fn tests_on_constants_can_be_read() {
    use feel::{Comparison, ConstantTest, ConstantTests};
    let parse = |text: &str| UnaryTests::parse(text, &["x"].into_iter().collect()).unwrap();
    let (five, a) = (Value::from(5), Value::from("a"));
    assert_eq!(
        parse("< 5, \"a\"").constant_tests(),
        Some(ConstantTests {
            negated: false,
            tests: vec![ConstantTest::Compare(Comparison::Less, &five), ConstantTest::Matches(&a)],
        })
    );
    assert_eq!(
        parse("not(5)").constant_tests(),
        Some(ConstantTests { negated: true, tests: vec![ConstantTest::Matches(&five)] })
    );
    for text in ["x", "< x", "5, x", "? > 5", "not(x)", "not(5) = true"] {
        assert_eq!(parse(text).constant_tests(), None, "{text}");
    }
}

#[test]
fn an_expression_that_is_a_name_is_told() {
    let names: Names = ["x", "y z"].into_iter().collect();
    let variable = |text: &str| Expression::parse(text, &names).unwrap().variable();
    assert_eq!(variable("y z"), Some(0));
    assert_eq!(variable("(x)"), Some(0));
    for text in ["x + 1", "1", "-x", "count"] {
        assert_eq!(variable(text), None, "{text}");
    }
}

#[test]
fn patterns_that_are_constants_work_as_others_do() {
    for (text, result) in [
        ("matches(s, \"^a+$\")", "false"),
        ("matches(s, \"A-B\", \"i\")", "true"),
        ("matches(s, \"(b).*\\\\1\")", "false"),
        ("replace(s, \"[ab]\", \"<$0>\")", "\"<a>-<b> c,d\""),
        ("replace(s, \"A\", \"$1\", \"iq\")", "\"$1-b c,d\""),
        ("split(s, \"[- ]\")", "[\"a\", \"b\", \"c,d\"]"),
        ("split(s, \",\")", "[\"a-b c\", \"d\"]"),
        ("split(s, \"\")", "[\"\", \"a\", \"-\", \"b\", \" \", \"c\", \",\", \"d\", \"\"]"),
        ("split(s, p)", "[\"a\", \"b c,d\"]"),
        ("matches(s, \"[\")", "null"),
        ("replace(s, \"x*\", \"y\")", "null"),
        ("matches(null, \"a\")", "null"),
        ("matches(s, \"a\", f)", "true"),
    ] {
        let scope = Context::new().with("s", "a-b c,d").with("p", "-").with("f", "i");
        let evaluation = evaluate(text, &scope);
        assert_eq!(evaluation.value.to_string(), result, "{text}");
        assert_eq!(evaluation.warnings.is_empty(), result != "null", "{text}");
    }
}

#[test]
fn a_machine_is_used_again_as_new() {
    let limits = Limits { steps: 50, ..Limits::default() };
    let mut machine = Machine::new().with_limits(limits);
    let names: Names = ["n"].into_iter().collect();
    let sum = Expression::parse("sum(for x in 1..n return x)", &names).unwrap();
    let mut run = |n: i32| {
        let value = sum.run(&Context::new().with("n", n), &mut machine);
        machine.finish_and_reset(value)
    };
    assert_eq!(run(5).value, 15.into());
    assert!(run(1000).stopped.is_some());
    let again = run(5);
    assert_eq!((again.value, again.stopped, again.warnings.len()), (15.into(), None, 0));
}

#[test]
fn an_evaluation_ends_when_its_time_is_over() {
    let long = Expression::parse("count(for a in 1..100000 return a)", &Names::new()).unwrap();
    let looks = Arc::new(AtomicU32::new(0));
    let asked = Arc::clone(&looks);
    let mut machine =
        Machine::new().with_deadline(Deadline::new(move || asked.fetch_add(1, Ordering::Relaxed) >= 3));
    let value = long.run(&Context::new(), &mut machine);
    let over = machine.finish_and_reset(value);
    assert_eq!((over.value, over.stopped), (Value::Null, Some(Limit::Time)));
    assert_eq!(looks.load(Ordering::Relaxed), 4, "asked at the first step and then every few thousand");
    // The next evaluation is asked about anew, and the limits count as before.
    let short = Expression::parse("1 + 1", &Names::new()).unwrap();
    let value = short.run(&Context::new(), &mut machine);
    assert_eq!(machine.finish_and_reset(value).stopped, Some(Limit::Time));
    let mut patient = Machine::new()
        .with_deadline(Deadline::new(|| false))
        .with_limits(Limits { steps: 5_000, ..Limits::default() });
    let value = long.run(&Context::new(), &mut patient);
    assert_eq!(patient.finish(value).stopped, Some(Limit::Steps(5_000)));
}

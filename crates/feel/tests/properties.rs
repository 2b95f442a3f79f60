//! What must hold for every text and every value.

use feel::{
    Context, Date, DateTime, DaysTimeDuration, Expression, Names, Number, Time, UnaryTests, Value,
    YearsMonthsDuration, Zone,
};
use proptest::prelude::*;

fn number() -> impl Strategy<Value = Number> {
    (any::<i64>(), -30i32..30)
        .prop_map(|(coefficient, exponent)| Number::new(coefficient.into(), exponent).expect("is in range"))
}

fn date() -> impl Strategy<Value = Date> {
    (-800_000i64..3_000_000).prop_map(|days| Date::from_days(days).expect("is in range"))
}

fn time() -> impl Strategy<Value = Time> {
    let zones = prop_oneof![
        Just(None),
        (-840i32..=840).prop_map(|minutes| Zone::offset(minutes * 60)),
        Just(Zone::named("Europe/Berlin")),
    ];
    (0u8..24, 0u8..60, 0u8..60, 0u32..1_000_000_000, zones)
        .prop_map(|(h, m, s, n, zone)| Time::new(h, m, s, n, zone).expect("is in range"))
}

fn scalar() -> impl Strategy<Value = Value> {
    prop_oneof![
        Just(Value::Null),
        any::<bool>().prop_map(Value::from),
        number().prop_map(Value::from),
        any::<String>().prop_map(Value::from),
        date().prop_map(Value::from),
        time().prop_map(Value::from),
        (date(), time()).prop_map(|(date, time)| DateTime::new(date, time).into()),
        (-100_000i64..100_000).prop_map(|months| YearsMonthsDuration::from_months(months).into()),
        any::<i64>().prop_map(|nanos| DaysTimeDuration::from_nanos(nanos.into()).into()),
    ]
}

fn value() -> impl Strategy<Value = Value> {
    scalar().prop_recursive(4, 32, 6, |inner| {
        prop_oneof![
            prop::collection::vec(inner.clone(), 0..6).prop_map(Value::from),
            prop::collection::vec((any::<String>(), inner), 0..6)
                .prop_map(|entries| entries.into_iter().collect::<Context>().into()),
        ]
    })
}

/// Values that JSON can hold: no dates, numbers as 64-bit integers.
fn json_value() -> impl Strategy<Value = Value> {
    let scalar = prop_oneof![
        Just(Value::Null),
        any::<bool>().prop_map(Value::from),
        any::<i64>().prop_map(Value::from),
        (any::<i32>(), 0i32..8).prop_map(|(c, e)| Value::from(Number::new(c.into(), -e))),
        any::<String>().prop_map(Value::from),
    ];
    scalar.prop_recursive(4, 32, 6, |inner| {
        prop_oneof![
            prop::collection::vec(inner.clone(), 0..6).prop_map(Value::from),
            prop::collection::vec((any::<String>(), inner), 0..6)
                .prop_map(|entries| entries.into_iter().collect::<Context>().into()),
        ]
    })
}

/// Pieces that make texts which get far into the grammar.
fn fragments() -> impl Strategy<Value = String> {
    let piece = prop_oneof![
        Just("if "),
        Just(" then "),
        Just(" else "),
        Just("for x in "),
        Just(" return "),
        Just("some y in "),
        Just(" satisfies "),
        Just("x"),
        Just("y"),
        Just("1"),
        Just("2.5"),
        Just("\"a\""),
        Just("@\"2026-01-31\""),
        Just("("),
        Just(")"),
        Just("["),
        Just("]"),
        Just("{"),
        Just("}"),
        Just("a: "),
        Just(","),
        Just(".."),
        Just("+"),
        Just("-"),
        Just("*"),
        Just("/"),
        Just("**"),
        Just("="),
        Just("<"),
        Just(">="),
        Just(" and "),
        Just(" or "),
        Just(" between "),
        Just(" in "),
        Just(" instance of "),
        Just("list<"),
        Just(">"),
        Just("function("),
        Just("count("),
        Just("date and time"),
        Just("."),
        Just("null"),
        Just("true"),
        Just("?"),
        Just("not("),
        Just("partial"),
        Just("item"),
        Just("sort("),
        Just(" of "),
        Just("\u{e4}"),
    ];
    prop::collection::vec(piece, 0..24).prop_map(|pieces| pieces.concat())
}

fn never_panics(source: &str) {
    let names: Names = ["x", "y z", "a-b"].into_iter().collect();
    let scope = Context::new().with("x", 1).with("y z", vec![Value::from(2), Value::Null]);
    if let Ok(expression) = Expression::parse_tolerant(source, &names) {
        expression.evaluate(&scope);
    }
    if let Ok(tests) = UnaryTests::parse_tolerant(source, &names) {
        tests.matches(&1.into(), &scope);
    }
    let _ = Expression::parse(source, &names);
    let _ = Expression::parse_filter(source, &names);
}

proptest! {
    #[test]
    fn no_text_panics(source in any::<String>()) {
        never_panics(&source);
    }

    #[test]
    fn no_near_expression_panics(source in fragments()) {
        never_panics(&source);
    }

    #[test]
    fn a_value_reads_back_from_its_text(value in value()) {
        let text = value.to_string();
        let parsed = Expression::parse(&text, &Names::new());
        prop_assert!(parsed.is_ok(), "{text}: {:?}", parsed.err());
        let evaluation = parsed.unwrap().evaluate(&Context::new());
        prop_assert!(evaluation.warnings.is_empty(), "{text}: {:?}", evaluation.warnings);
        prop_assert_eq!(evaluation.value, value, "{}", text);
    }

    #[test]
    fn a_value_comes_back_from_json(value in json_value()) {
        let json = serde_json::to_string(&value.to_json()).unwrap();
        prop_assert_eq!(Value::from_json(&serde_json::from_str(&json).unwrap()), value);
    }

    #[test]
    fn equal_values_are_equal_in_feel(value in value()) {
        prop_assert_eq!(value.equals(&value), Some(true));
    }
}

proptest! {
    #[test]
    fn multiples_are_exact(coefficient: i64, exponent in -20i32..20, unit in -20i32..20) {
        let number = Number::new(coefficient.into(), exponent).unwrap();
        match number.to_multiple(unit) {
            Some(multiple) => prop_assert_eq!(Number::new(multiple.into(), unit).unwrap(), number),
            // Too large, or something is left below the unit.
            None => {
                let power = Number::from(10).power(Number::from(-unit)).unwrap();
                let times = number.checked_mul(power).unwrap();
                prop_assert_eq!(times.to_i64(), None);
            }
        }
    }

    #[test]
    fn quotients_times_the_divisor_are_the_dividend(a: i64, b in 1i64.., twos in 0u32..10, fives in 0u32..8) {
        // Quotients that end; exact, so that nothing is rounded.
        let divisor = Number::from(2i64.pow(twos) * 5i64.pow(fives));
        for a in [Number::from(a), Number::from(a % 1000)] {
            let quotient = a.checked_div(divisor).unwrap();
            prop_assert_eq!(quotient.checked_mul(divisor).unwrap(), a);
        }
        let whole = Number::from(a / b);
        prop_assert_eq!(whole.checked_mul(Number::from(b)).unwrap().checked_div(Number::from(b)).unwrap(), whole);
    }
}

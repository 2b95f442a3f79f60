//! FEEL: parsing any text, and running what was understood within its limits.
#![no_main]

use feel::{Context, Expression, Limits, Machine, Names, UnaryTests, Value};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|text: &str| {
    let names: Names = ["a", "b c", "antrag"].into_iter().collect();
    let scope = Context::new().with("a", 7).with("b c", "text").with("antrag", Context::new().with("x", 1));
    let machine = || Machine::new().with_limits(Limits { steps: 20_000, depth: 128, size: 20_000 });
    for parsed in
        [Expression::parse(text, &names), Expression::parse_tolerant(text, &names)].into_iter().flatten()
    {
        let value = parsed.run(&scope, &mut machine());
        // What it says can be shown, written and told again.
        let _ = value.to_string();
        let _ = value.to_json().to_string();
    }
    if let Ok(tests) = UnaryTests::parse(text, &names) {
        let _ = tests.run(&Value::from(7), &scope, &mut machine());
    }
    let _ = Expression::parse_filter(text, &names);
});

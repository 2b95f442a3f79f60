//! The plans of Thüringen: everything that is expected is read.

use conformance::{data, thueringen};

#[test]
fn every_measure_and_every_field() {
    let Some(folder) = data("thueringen") else {
        println!("skipped: the data of thueringen are not there");
        return;
    };
    let outcome = thueringen::run(&folder).unwrap();
    println!("{}", outcome.summary());
    assert!(outcome.report.failures.is_empty(), "{}", outcome.report);
    assert!(outcome.report.passed >= FLOOR, "{} pass; the floor is {FLOOR}", outcome.report.passed);
}

/// Cases that pass.
const FLOOR: usize = 3002;

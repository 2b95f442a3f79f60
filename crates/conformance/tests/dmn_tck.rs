//! The floor under the DMN TCK: it only rises.

/// Cases that pass. The others need a Java runtime, or are listed in the documentation of `feel`.
const FLOOR: usize = 1866;

#[test]
fn passes_as_many_cases_as_before() {
    let Some(folder) = conformance::data("dmn-tck") else {
        println!("skipped: the data of dmn-tck are not there");
        return;
    };
    let report = conformance::dmn_tck::run(&folder).unwrap();
    assert!(report.passed >= FLOOR, "{report}\nthe floor is {FLOOR}");
}

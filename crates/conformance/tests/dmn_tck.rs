//! The floor under the DMN TCK: it only rises.

/// Cases that pass.
const FLOOR: usize = 1869;
/// Cases that need a Java class path (all in 0076).
const JAVA: usize = 14;

#[test]
fn passes_as_many_cases_as_before() {
    let Some(folder) = conformance::data("dmn-tck") else {
        println!("skipped: the data of dmn-tck are not there");
        return;
    };
    let conformance::dmn_tck::Outcome { report, java } = conformance::dmn_tck::run(&folder).unwrap();
    assert!(report.passed >= FLOOR, "{report}\nthe floor is {FLOOR}");
    assert!(java.len() <= JAVA, "{java:?}");
}

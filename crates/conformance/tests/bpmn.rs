//! The BPMN suites. The floors only rise.

use conformance::{bpmn_betsy, bpmn_miwg, data};

#[test]
fn betsy() {
    let Some(folder) = data("bpmn-betsy") else {
        println!("skipped: the data of bpmn-betsy are not there");
        return;
    };
    let outcome = bpmn_betsy::run(&folder).unwrap();
    println!("{}", outcome.report);
    assert!(outcome.cases >= 135, "{} cases pass; the floor is 135", outcome.cases);
    assert!(outcome.refused >= 211, "{} faulty models are refused; the floor is 211", outcome.refused);
}

#[test]
fn miwg() {
    let Some(folder) = data("bpmn-miwg") else {
        println!("skipped: the data of bpmn-miwg are not there");
        return;
    };
    let report = bpmn_miwg::run(&folder).unwrap();
    println!("{report}");
    assert!(report.passed >= 24, "{} pass; the floor is 24", report.passed);
}

//! The engine against the betsy suite. The floor only rises.

mod suites {
    pub mod betsy;
}

use std::path::PathBuf;

fn folder() -> Option<PathBuf> {
    let base = std::env::var_os("RENNSTEIG_CONFORMANCE").map_or_else(
        || PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../../shared/conformance"),
        PathBuf::from,
    );
    Some(base.join("bpmn-betsy")).filter(|folder| folder.is_dir())
}

#[test]
fn betsy() {
    let Some(folder) = folder() else {
        println!("skipped: the suite bpmn-betsy is not here");
        return;
    };
    let report = suites::betsy::run(&folder);
    for refusal in &report.refusals {
        println!("refused {refusal}");
    }
    for failure in &report.failures {
        println!("{failure}");
    }
    let (cases, models) = (report.passed - report.refused, report.refused);
    println!("cases {cases}, faulty models refused {models}, defective upstream {:?}", report.defects);
    println!("{} passed, {} failed", report.passed, report.failed);
    assert!(cases >= 135, "{cases} cases pass; the floor is 135");
    assert!(models >= 211, "{models} faulty models are refused; the floor is 211");
}

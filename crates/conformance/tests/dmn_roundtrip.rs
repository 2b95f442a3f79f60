//! All DMN files of all suites come back byte by byte, and all their tables through both text forms.

use conformance::{data, dmn_roundtrip};

#[test]
fn files_and_tables_come_back() {
    let Some(folder) = data("dmn-tck") else {
        println!("skipped: the data of dmn-tck are not there");
        return;
    };
    let outcome = dmn_roundtrip::run(&folder).unwrap();
    println!("{}", outcome.summary());
    assert!(outcome.report.failures.is_empty(), "{}", outcome.report);
    assert!(outcome.files.0 >= 121, "{} files; the floor is 121", outcome.files.0);
}

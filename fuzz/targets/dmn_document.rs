//! DMN files that are written back: what is not changed stays byte by byte, and a table that is put back as text changes
//! nothing.
#![no_main]

use dmn::{Document, TableText};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|xml: &[u8]| {
    let mut document = match Document::read(xml) {
        Ok(document) => document,
        Err(problem) => {
            let _ = problem.to_string();
            return;
        }
    };
    assert_eq!(document.write(), xml);
    let _ = document.diagrams();
    for name in document.table_names().into_iter().take(4) {
        let Ok(table) = document.table(&name) else { continue };
        let markdown = table.to_markdown();
        assert_eq!(TableText::from_markdown(&markdown).expect(&markdown), [table.clone()]);
        let csv = table.to_csv();
        assert_eq!(TableText::from_csv(&csv).expect(&csv), table);
        if let Ok(changed) = document.apply(&table) {
            assert!(!changed, "{name} was changed by its own text");
        }
        assert_eq!(document.write(), xml);
    }
});

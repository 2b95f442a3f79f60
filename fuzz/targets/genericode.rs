//! Code lists: what is read and written is read as the same.
#![no_main]

use fim::genericode::Codelist;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|xml: &[u8]| {
    let Ok(list) = Codelist::read(xml) else { return };
    let written = list.write();
    let again = Codelist::read(written.as_bytes()).expect("what was written can be read");
    assert_eq!(again.write(), written);
    let column = list.code_column(None);
    let _ = (list.find(column, "1"), list.name_column(Some("x")));
});

//! XDatenfelder 3: what is read and written is read as the same; the form of it compiles or says why not.
#![no_main]

use fim::xdf3::Schema;
use form::{Form, Layout};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|xml: &[u8]| {
    match Schema::read(xml) {
        Ok(schema) => {
            let written = schema.write();
            let again = Schema::read(written.as_bytes()).expect("what was written can be read");
            assert_eq!(again.write(), written);
            if let Err(problems) = Form::compile(&schema, &Layout::default(), &[]) {
                assert!(!problems.is_empty());
            }
        }
        Err(error) => {
            let _ = (error.to_string(), error.line());
        }
    }
});

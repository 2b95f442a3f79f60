//! `pages.toml`: any text, alone and against the schema of the sample service.
#![no_main]

use std::sync::LazyLock;

use fim::genericode::Codelist;
use fim::xdf3::Schema;
use form::{Form, Layout};
use libfuzzer_sys::fuzz_target;

static SCHEMA: LazyLock<(Schema, Codelist)> = LazyLock::new(|| {
    (
        Schema::read(include_bytes!("../../services/bewohnerparkausweis/schema.xdf3.xml")).unwrap(),
        Codelist::read(include_bytes!("../../services/bewohnerparkausweis/codelists/bewohnerparkzone.xml"))
            .unwrap(),
    )
});

fuzz_target!(|text: &str| {
    let Ok(layout) = Layout::read(text) else { return };
    let _ = layout.write();
    let (schema, list) = &*SCHEMA;
    if let Err(problems) = Form::compile(schema, &layout, std::slice::from_ref(list)) {
        assert!(!problems.is_empty());
        for problem in problems {
            let _ = problem.to_string();
        }
    }
});

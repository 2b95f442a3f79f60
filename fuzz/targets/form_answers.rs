//! Posted forms: any names and values, page after page, on the form of the sample service. Lines `name=value`; a line
//! without `=` goes to the next page.
#![no_main]

use std::sync::LazyLock;

use fim::genericode::Codelist;
use fim::xdf3::Schema;
use form::{Answers, Form, Layout, Setting};
use libfuzzer_sys::fuzz_target;

static FORM: LazyLock<Form> = LazyLock::new(|| {
    let schema = Schema::read(include_bytes!("../../services/bewohnerparkausweis/schema.xdf3.xml")).unwrap();
    let layout = Layout::read(include_str!("../../services/bewohnerparkausweis/pages.toml")).unwrap();
    let list = include_bytes!("../../services/bewohnerparkausweis/codelists/bewohnerparkzone.xml");
    Form::compile(&schema, &layout, &[Codelist::read(list).unwrap()]).unwrap()
});

fuzz_target!(|text: &str| {
    let form = &*FORM;
    let setting = Setting::new(jiff::civil::date(2026, 11, 22), "de");
    let mut answers = Answers::new();
    let mut pages = form.pages().iter().cycle().take(24);
    let mut posted = Vec::new();
    let mut page = pages.next();
    for line in text.lines().take(200) {
        match line.split_once('=') {
            Some((name, value)) => posted.push((name.to_owned(), value.to_owned())),
            None => {
                let Some(at) = page else { break };
                form.accept(at.id(), &std::mem::take(&mut posted), &mut answers, &setting);
                page = pages.next();
            }
        }
    }
    if let Some(at) = page {
        form.accept(at.id(), &posted, &mut answers, &setting);
    }
    // What was stored is shown, checked and stored again as the same.
    for page in form.visible_pages(&answers, &setting) {
        let _ = form.check_page(page.id(), &answers, &setting);
    }
    let _ = form.check(&answers, &setting);
    let _ = form.summary(&answers, &setting);
    let stored = serde_json::to_string(&answers).unwrap();
    let again: Answers = serde_json::from_str(&stored).unwrap();
    assert_eq!(serde_json::to_string(&again).unwrap(), stored);
});

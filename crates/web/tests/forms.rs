//! Real forms as pages: the package of this repository and official FIM schemas. Whatever the schema, each page is
//! wired: ids are there once, labels and descriptions lead to something, and so does each line of the error summary.

use std::collections::HashSet;
use std::path::{Path, PathBuf};

use fim::genericode::Codelist;
use fim::xdf3::Schema;
use form::sample::{self, Extent};
use form::{Answers, Form, Layout, Setting};
use web::{Locale, Texts, ui};

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..")
}

fn conformance() -> Option<PathBuf> {
    let folder = std::env::var_os("RENNSTEIG_CONFORMANCE")
        .map_or_else(|| root().join("../shared/conformance"), PathBuf::from)
        .join("fim-xdatenfelder");
    folder.is_dir().then_some(folder)
}

fn files(folder: &Path, ending: &str) -> Vec<PathBuf> {
    let mut found = Vec::new();
    let mut folders = vec![folder.to_owned()];
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(&folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
            } else if path.to_string_lossy().ends_with(ending) {
                found.push(path);
            }
        }
    }
    found.sort();
    found
}

fn codelists(folder: &Path) -> Vec<Codelist> {
    let read = |path: PathBuf| Codelist::read(&std::fs::read(path).unwrap()).ok();
    files(folder, ".xml").into_iter().filter_map(read).collect()
}

fn setting(lang: &str) -> Setting {
    Setting::new(jiff::civil::date(2026, 11, 22), lang)
}

/// Values of an attribute in HTML of our own making, in their order.
fn values<'h>(html: &'h str, attribute: &str) -> Vec<&'h str> {
    let start = format!(" {attribute}=\"");
    html.split(start.as_str()).skip(1).map(|rest| rest.split('"').next().unwrap()).collect()
}

/// Shows each page with these answers after posting nothing, so that all kinds of errors are there.
fn check(name: &str, form: &Form, answers: &Answers, locale: Locale) {
    let (t, setting) = (Texts::new(locale), setting(locale.tag()));
    for page in form.pages() {
        let mut answers = answers.clone();
        let errors = form.accept(page.id(), &[], &mut answers, &setting);
        let view = form.view(page.id(), &answers, &setting).unwrap();
        let summary = ui::error_summary(t, &ui::problems(t, &errors)).into_string();
        let items = ui::items(t, &view, &errors).into_string();
        let place = format!("{name}, page {}", page.id());

        let ids = values(&items, "id");
        let known: HashSet<&str> = ids.iter().copied().collect();
        assert_eq!(ids.len(), known.len(), "{place}: an id is there twice: {ids:?}");
        for attribute in ["for", "aria-describedby", "aria-labelledby"] {
            for id in values(&items, attribute).iter().flat_map(|value| value.split(' ')) {
                assert!(known.contains(id), "{place}: {attribute}=\"{id}\" leads nowhere");
            }
        }
        for link in values(&summary, "href") {
            let id = link.strip_prefix('#').unwrap();
            assert!(known.contains(id), "{place}: the error summary leads to #{id}, which is not there");
        }
        assert_eq!(values(&summary, "href").len(), errors.len(), "{place}: each error has a line");
    }
}

fn both(name: &str, form: &Form) {
    check(name, form, &Answers::new(), Locale::De);
    for extent in [Extent::Required, Extent::Everything] {
        let answers = sample::answers(form, &setting("de"), extent);
        check(name, form, &answers, Locale::En);
        let sections = form.summary(&answers, &setting("de"));
        let html = ui::answers(Texts::new(Locale::De), &sections, None).into_string();
        let asked: usize = html.matches("<dt ").count();
        assert!(asked > 0 && !html.contains(">Ändern<"), "{name}: the summary shows {asked} answers to read");
    }
}

#[test]
fn the_parking_permit_is_wired_on_every_page() {
    let folder = root().join("services/bewohnerparkausweis");
    let schema = Schema::read(&std::fs::read(folder.join("schema.xdf3.xml")).unwrap()).unwrap();
    let layout = Layout::read(&std::fs::read_to_string(folder.join("pages.toml")).unwrap()).unwrap();
    let form = Form::compile(&schema, &layout, &codelists(&folder.join("codelists"))).unwrap();
    both("bewohnerparkausweis", &form);
}

#[test]
fn official_schemas_are_wired_on_every_page() {
    let Some(folder) = conformance() else {
        println!("skipped: no fim-xdatenfelder");
        return;
    };
    let mut shown = 0;
    for path in files(&folder, ".xml") {
        let Ok(schema) = Schema::read(&std::fs::read(&path).unwrap()) else { continue };
        let layout = Layout::generate(&schema, &[]);
        let Ok(form) = Form::compile(&schema, &layout, &[]) else { continue };
        both(&path.display().to_string(), &form);
        shown += 1;
        // A few dozen show every kind of element; all of them take minutes.
        if shown == 30 {
            break;
        }
    }
    assert!(shown > 0, "no schema was shown");
    println!("{shown} schemas shown");
}

//! All real schemata of the conformance folder through the whole engine.
#![expect(clippy::unwrap_used, clippy::print_stdout, reason = "a test may panic and talk")]

use std::collections::HashMap;
use std::fs;
use std::path::PathBuf;

use fim::genericode::Codelist;
use fim::xdf3::{Feldart, Inhalt, Schema, Struktur};
use form::sample::{self, Extent};
use form::{Answers, FieldProblem, Form, Input, Item, Layout, Setting};

fn conformance() -> Option<PathBuf> {
    let root = std::env::var_os("RENNSTEIG_CONFORMANCE").map_or_else(
        || PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../../shared/conformance"),
        PathBuf::from,
    );
    if root.is_dir() {
        return Some(root);
    }
    println!("skipped: no conformance data at {}", root.display());
    None
}

fn codelists(root: &std::path::Path) -> Vec<Codelist> {
    let files = fs::read_dir(root.join("codelists")).unwrap().map(|entry| entry.unwrap().path());
    let xml = files.filter(|path| path.extension().is_some_and(|extension| extension == "xml"));
    xml.map(|path| Codelist::read(&fs::read(path).unwrap()).unwrap()).collect()
}

fn schemata(root: &std::path::Path) -> Vec<(String, Schema)> {
    let folder = root.join("fim-xdatenfelder/schemata");
    let mut ids: Vec<String> = fs::read_dir(&folder)
        .unwrap()
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .filter(|name| name.starts_with('S') && folder.join(name).is_dir())
        .collect();
    ids.sort();
    assert_eq!(ids.len(), 39);
    ids.into_iter()
        .map(|id| {
            let bytes = fs::read(folder.join(&id).join("schema.xdf.xml")).unwrap();
            (id, Schema::read(&bytes).unwrap())
        })
        .collect()
}

fn setting() -> Setting {
    Setting::new(jiff::civil::date(2026, 11, 22), "de")
}

fn compile(id: &str, schema: &Schema, lists: &[Codelist]) -> Form {
    let layout = Layout::generate(schema, lists);
    // What goes to the package folder and comes back from it is the same.
    let read = Layout::read(&layout.write()).unwrap_or_else(|problem| panic!("{id}: {problem}"));
    assert_eq!(read, layout, "{id}");
    Form::compile(schema, &read, lists).unwrap_or_else(|problems| {
        let text: Vec<String> = problems.iter().map(ToString::to_string).collect();
        panic!("{id}:\n{}", text.join("\n"));
    })
}

/// Label and cardinality of each field as the schema has them, in order.
fn expected(places: &[Struktur], found: &mut Vec<(String, u32, Option<u32>)>) {
    for place in places {
        match &place.enthaelt {
            Inhalt::Gruppe(group) => expected(&group.struktur, found),
            Inhalt::Feld(field) if field.feldart == Feldart::Versteckt => {}
            Inhalt::Feld(field) => {
                let label = field.darstellung.bezeichnung_eingabe.clone();
                found.push((label, place.anzahl.min, place.anzahl.max));
            }
        }
    }
}

/// Label and cardinality of each field as the pages show them.
fn shown(items: &[Item], found: &mut Vec<(String, u32, Option<u32>)>) {
    for item in items {
        assert!(!item.path().is_empty());
        match item {
            Item::Field(view) => found.push((view.label.clone(), u32::from(view.required), Some(1))),
            // A note is read, so its cardinality is not seen.
            Item::Note(view) => found.push((view.label.clone(), u32::MAX, None)),
            Item::Table(_) => panic!("no schema says that it is a table"),
            Item::Group(view) => shown(&view.items, found),
            Item::Repeat(view) => match view.rows.first().map(|row| &row.items[..]) {
                Some([Item::Field(field)]) if field.path.ends_with(']') => {
                    found.push((view.label.clone(), view.min, Some(view.max)));
                }
                Some(items) => shown(items, found),
                None => panic!("{} has no row", view.path),
            },
        }
    }
}

/// Answers with one empty row in each repeated group, so that every field can be seen.
fn one_row_each(form: &Form) -> Answers {
    let mut answers = Answers::new();
    for _ in 0..6 {
        let mut open = Vec::new();
        for page in form.pages() {
            empty_repeats(&form.view(page.id(), &answers, &setting()).unwrap().items, &mut open);
        }
        for path in open {
            form.add_row(&path, &mut answers).unwrap();
        }
    }
    answers
}

fn empty_repeats(items: &[Item], found: &mut Vec<String>) {
    for item in items {
        match item {
            Item::Group(view) => empty_repeats(&view.items, found),
            Item::Repeat(view) if view.rows.is_empty() => found.push(view.path.clone()),
            Item::Repeat(view) => view.rows.iter().for_each(|row| empty_repeats(&row.items, found)),
            Item::Field(_) | Item::Note(_) | Item::Table(_) => {}
        }
    }
}

#[test]
fn every_field_of_every_schema_stands_on_one_page() {
    let Some(root) = conformance() else { return };
    let lists = codelists(&root);
    for (id, schema) in schemata(&root) {
        let form = compile(&id, &schema, &lists);
        let mut wanted = Vec::new();
        expected(&schema.struktur, &mut wanted);
        let answers = one_row_each(&form);
        let mut seen = Vec::new();
        for page in form.pages() {
            let view = form.view(page.id(), &answers, &setting()).unwrap();
            assert!(!view.title.is_empty() && view.number > 0, "{id} {}", page.id());
            shown(&view.items, &mut seen);
        }
        assert_eq!(seen.len(), wanted.len(), "{id}");
        for ((label, min, max), (wanted_label, wanted_min, wanted_max)) in seen.iter().zip(&wanted) {
            assert_eq!(label, wanted_label, "{id}");
            if *min != u32::MAX {
                assert_eq!(min, wanted_min, "{id} {label}");
                assert_eq!(max.unwrap(), wanted_max.unwrap_or(form::MAX_ROWS), "{id} {label}");
            }
        }
    }
}

#[test]
fn sample_answers_are_accepted_page_by_page() {
    let Some(root) = conformance() else { return };
    let lists = codelists(&root);
    for (id, schema) in schemata(&root) {
        let form = compile(&id, &schema, &lists);
        for extent in [Extent::Required, Extent::Everything] {
            let answers = sample::answers(&form, &setting(), extent);
            form.check(&answers, &setting()).unwrap_or_else(|errors| panic!("{id} {extent:?}: {errors:#?}"));
            // The same through the pages, as a browser would post it.
            let mut typed = Answers::new();
            for (upload, facts) in answers.uploads() {
                typed.note_upload(upload, facts.clone());
            }
            let mut page = form.first(&typed, &setting());
            while let Some(now) = page {
                let posted = sample::posted(&form, now.id(), &answers, &setting());
                form.accept(now.id(), &posted, &mut typed, &setting());
                for (path, _) in sample::files(&form, now.id(), &answers, &setting()) {
                    form.attach(&path, answers.get(&path).unwrap(), &mut typed).unwrap();
                }
                let errors = form.check_page(now.id(), &typed, &setting());
                assert!(errors.is_empty(), "{id} {}: {errors:#?}", now.id());
                page = form.next(now.id(), &typed, &setting());
            }
            assert_eq!(form.check(&typed, &setting()), form.check(&answers, &setting()), "{id}");
            assert!(!form.summary(&typed, &setting()).is_empty());
        }
    }
}

#[test]
fn empty_forms_say_what_is_missing() {
    let Some(root) = conformance() else { return };
    let lists = codelists(&root);
    for (id, schema) in schemata(&root) {
        let form = compile(&id, &schema, &lists);
        let errors = form.check(&Answers::new(), &setting()).unwrap_err();
        for error in &errors {
            assert!(matches!(error.problem, FieldProblem::Required), "{id} {error:?}");
            assert_eq!(form.page_of(&error.path).unwrap().id(), error.page, "{id} {error:?}");
            assert!(!error.label.is_empty());
        }
    }
}

#[test]
fn values_that_break_the_constraints_are_rejected() {
    let Some(root) = conformance() else { return };
    let lists = codelists(&root);
    let mut tried: HashMap<&str, u32> = HashMap::new();
    for (id, schema) in schemata(&root) {
        let form = compile(&id, &schema, &lists);
        let answers = sample::answers(&form, &setting(), Extent::Everything);
        for page in form.pages() {
            for (path, bad, name) in breaking(&form.view(page.id(), &answers, &setting()).unwrap().items) {
                let mut wrong = answers.clone();
                assert!(wrong.set(&path, bad.clone()), "{path}");
                let errors =
                    form.check(&wrong, &setting()).expect_err(&format!("{id} {path}: {bad:?} was accepted"));
                let error = errors
                    .iter()
                    .find(|error| error.path == path)
                    .unwrap_or_else(|| panic!("{id} {errors:?}"));
                assert_eq!(error.problem.name(), name, "{id} {path} {bad:?}");
                *tried.entry(name).or_default() += 1;
            }
        }
    }
    println!("{tried:?}");
    for kind in [
        "too-long",
        "pattern",
        "choice",
        "date",
        "number",
        "integer",
        "too-large",
        "too-small",
        "yes-no",
        "file-unknown",
    ] {
        assert!(tried.get(kind).is_some_and(|count| *count > 0), "{kind} was never tried");
    }
}

/// For each field: answers that must be rejected, and why.
fn breaking(items: &[Item]) -> Vec<(String, String, &'static str)> {
    let mut found = Vec::new();
    for item in items.iter().filter(|item| item.visible()) {
        match item {
            Item::Group(view) => found.extend(breaking(&view.items)),
            Item::Repeat(view) => view.rows.iter().for_each(|row| found.extend(breaking(&row.items))),
            Item::Note(_) | Item::Table(_) => {}
            Item::Field(field) => {
                let mut add = |bad: String, name| found.push((field.path.clone(), bad, name));
                let limits = &field.constraints;
                add("a\u{0}b".to_owned(), "character");
                match &field.input {
                    Input::Radio { .. } | Input::Select { .. } => add("gibt es nicht".to_owned(), "choice"),
                    Input::Date => add("31.2.2026".to_owned(), "date"),
                    Input::YesNo => add("vielleicht".to_owned(), "yes-no"),
                    Input::File { .. } => add("fremde-datei".to_owned(), "file-unknown"),
                    Input::Integer => {
                        add("zwei".to_owned(), "integer");
                        add("1,5".to_owned(), "integer");
                    }
                    Input::Decimal => add("1,2,3".to_owned(), "number"),
                    _ => {}
                }
                if matches!(field.input, Input::Integer | Input::Decimal) {
                    if limits.min.is_some() {
                        add("-9999999".to_owned(), "too-small");
                    }
                    if limits.max.is_some() {
                        add("9999999".to_owned(), "too-large");
                    }
                }
                if let Some(max) = limits.max_length {
                    add("x".repeat(max as usize + 1), "too-long");
                }
                if let (Some(_), Input::Text) = (&limits.pattern, &field.input) {
                    let length = limits.min_length.unwrap_or(1).max(1);
                    add("!".repeat(length as usize), "pattern");
                }
            }
        }
    }
    found
}

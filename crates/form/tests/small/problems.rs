//! What is wrong with package files, and where.

use crate::common::*;
use fim::xdf3::{Feldart, Praezisierung};
use form::Layout;

fn problems(struktur: Vec<fim::xdf3::Struktur>, layout: &str) -> Vec<String> {
    match try_compile(struktur, layout) {
        Ok(_) => Vec::new(),
        Err(problems) => problems.iter().map(ToString::to_string).collect(),
    }
}

fn person() -> Vec<fim::xdf3::Struktur> {
    vec![
        group(
            "G1",
            "Person",
            "1:1",
            vec![text("F1", "Name", "1:1"), text("F2", "Ort", "1:1"), text("F3", "Land", "0:1")],
        ),
        group("G2", "Kind", "0:*", vec![text("F1", "Name", "1:1")]),
    ]
}

const PAGES: &str = "[[page]]\nid = \"a\"\ntitle = \"A\"\nfields = [\"person\", \"kind\"]\n";

/// Each layout with a part of the message that it must get.
#[test]
fn everything_wrong_is_reported_with_its_place() {
    let with = |rest: &str| format!("{PAGES}{rest}");
    for (layout, expected) in [
        (with("[fields.F9]\nrequired = true\n"), "pages.toml:5: F9: there is no such field"),
        (
            with("[fields.\"person.nahme\"]\nrequired = true\n"),
            "pages.toml:5: person.nahme: there is no such field",
        ),
        (with("[keys]\nF9 = \"x\"\n"), "pages.toml:6: F9: [keys]: there is no such field"),
        (with("[keys]\nF2 = \"name\"\n"), "schema.xdf3.xml:7: F2: the key \"name\" in G1 also belongs to F1"),
        (with("[keys]\nF2 = \"Ort!\"\n"), "pages.toml:6: F2: \"Ort!\" is no key"),
        (with("[keys]\nF2 = \"for\"\n"), "no word of FEEL"),
        (
            with("[fields.F3]\nshow_when = \"strasse = 1\"\n"),
            "pages.toml:5: person.land: show_when \"strasse = 1\"",
        ),
        (with("[fields.F3]\nshow_when = \"person.strasse = 1\"\n"), "\"strasse\" is no field of \"person\""),
        (with("[fields.F3]\nshow_when = \"ort = \"\n"), "pages.toml:5: person.land: show_when \"ort = \""),
        (
            with("[fields.F3]\nshow_when = \"land = 1\"\n"),
            "person.land: show_when depends on itself: person.land → person.land",
        ),
        (
            with("[fields.F3]\nshow_when = \"ort = 1\"\n[fields.F2]\nshow_when = \"land = 1\"\n"),
            "show_when depends on itself: person.ort → person.land → person.ort",
        ),
        (with("[fields.G1]\nshow_when = \"person.ort = 1\"\n"), "person: show_when depends on itself"),
        (
            format!("{PAGES}show_when = \"person.ort = 1\"\n"),
            "a: show_when depends on itself: page a → page a",
        ),
        (with("[fields.F3]\nrequired = false\n[fields.F2]\nrequired = false\n"), "the schema requires it"),
        (with("[fields.F2]\ninput = \"date\"\n"), "the input Date does not fit"),
        (
            with("[fields.F2]\ncheck = [{ rule = \"ort != null\" }]\n"),
            "needs either a message or a message_id",
        ),
        (
            with("[fields.F2]\ncheck = [{ rule = \"ort != null\", message = \"x\", at = \"dort\" }]\n"),
            "at = \"dort\" is no field",
        ),
        (
            with("[[page]]\nid = \"a\"\ntitle = \"B\"\nfields = [\"person.ort\"]\n"),
            "pages.toml:5: a: two pages have this id",
        ),
        (
            with("[[page]]\nid = \"b\"\ntitle = \"B\"\nfields = [\"person.ort\"]\n"),
            "\"person.ort\" stands on two pages",
        ),
        (with("[[page]]\nid = \"b\"\ntitle = \"B\"\nfields = [\"dort\"]\n"), "\"dort\" is no field or group"),
        (with("[[page]]\nid = \"b\"\ntitle = \"B\"\nfields = []\n"), "the page shows nothing"),
        (with("[[page]]\nid = \"B 1\"\ntitle = \"B\"\nfields = [\"F2\"]\n"), "a page id is made of"),
        (
            with("[[page]]\nid = \"pruefen\"\ntitle = \"B\"\nfields = [\"F2\"]\n"),
            "pages.toml:5: pruefen: the address of another page of every Antrag ends in \"pruefen\"",
        ),
        (
            "[[page]]\nid = \"a\"\ntitle = \"A\"\nfields = [\"person.name\", \"person.ort\", \"kind\"]\n"
                .to_owned(),
            "schema.xdf3.xml:7: F3: the field stands on no page; add \"person.land\"",
        ),
        (
            "[[page]]\nid = \"a\"\ntitle = \"A\"\nfields = [\"person\", \"kind.name\"]\n".to_owned(),
            "part of the repeated kind; show it whole",
        ),
        (
            "[[page]]\nid = \"a\"\ntitle = \"A\"\nfields = [\"F1\"]\n".to_owned(),
            "\"F1\" occurs 2 times; name one by its path, such as person.name",
        ),
        (format!("languages = [\"en\"]\n{PAGES}"), "the first language must be \"de\""),
        (with("[fields.kind]\nrows_max = 1\nrequired = true\n[fields.F3]\nrows_max = 0\n"), ""),
    ] {
        let found = problems(person(), &layout);
        if expected.is_empty() {
            assert!(found.is_empty(), "{found:?}");
        } else {
            assert!(found.iter().any(|problem| problem.contains(expected)), "{expected}\n{found:#?}");
        }
    }
}

#[test]
fn several_problems_come_at_once() {
    let layout = format!(
        "{PAGES}[fields.F9]\nrequired = true\n[fields.F3]\nshow_when = \"land = 1\"\n[keys]\nF8 = \"x\"\n"
    );
    assert_eq!(problems(person(), &layout).len(), 3);
}

#[test]
fn schemata_that_cannot_be_shown_are_refused() {
    let page = "[[page]]\nid = \"a\"\ntitle = \"A\"\nfields = [\"name\"]\n";
    let limits = |limits: Praezisierung| vec![limited(text("F1", "Name", "1:1"), limits)];
    let pattern = Praezisierung { pattern: Some("[a".to_owned()), ..Praezisierung::default() };
    assert!(problems(limits(pattern), page)[0].contains("schema.xdf3.xml:7: F1: pattern \"[a\""));
    let lengths = Praezisierung { min_length: Some(5), max_length: Some(3), ..Praezisierung::default() };
    assert!(problems(limits(lengths), page)[0].contains("minLength 5 is more than maxLength 3"));
    let list = change(text("F1", "Name", "1:1"), |feld| feld.feldart = Feldart::Auswahl);
    assert!(
        problems(vec![list.clone()], page)[0].contains("the codelist without a name is not in the package")
    );
    let free = format!("{page}[fields.F1]\ninput = \"text\"\n");
    let form = try_compile(vec![list], &free).unwrap();
    assert!(form.notes()[0].to_string().starts_with("pages.toml:5: F1: is chosen from a list in the schema"));
    let empty = vec![text("F1", "Name", "1:1"), group("G1", "Leer", "1:1", Vec::new())];
    assert!(problems(empty, page)[0].contains("the group contains nothing"));
}

#[test]
fn a_layout_with_unknown_words_is_refused_with_its_line() {
    let problem =
        Layout::read("[[page]]\nid = \"a\"\ntitle = \"A\"\nfields = []\nshow = \"x\"\n").unwrap_err();
    assert_eq!(problem.line, Some(5));
    assert!(problem.message.contains("show"), "{problem}");
    let problem = Layout::read("[[page]\n").unwrap_err();
    assert_eq!(problem.line, Some(1));
}

#[test]
fn a_generated_layout_has_no_page_that_another_hides() {
    let schema = schema(vec![
        group("G1", "Prüfen", "1:1", vec![text("F1", "Name", "1:1")]),
        group("G2", "Absenden", "1:1", vec![text("F2", "Ort", "1:1")]),
    ]);
    let layout = Layout::generate(&schema, &[]);
    let ids: Vec<&str> = layout.pages.iter().map(|page| page.id.as_str()).collect();
    assert_eq!(ids, ["pruefen-2", "absenden-2"]);
    assert!(form::Form::compile(&schema, &layout, &[]).is_ok());
}

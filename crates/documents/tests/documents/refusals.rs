//! Bad templates and bad data: what, where, what to do.

use crate::common::{meta, tool};
use documents::{Error, MAX_DATA, MAX_PAGES, MAX_SOURCE, Problem, Severity, Template};
use serde_json::{Value, json};

fn problems(source: &str, data: &Value) -> Vec<Problem> {
    match Template::compile("bescheid.typ", source).and_then(|template| template.render(data, &meta())) {
        Ok(_) => Vec::new(),
        Err(Error::Template(problems)) => problems,
        Err(other) => panic!("{other}"),
    }
}

#[track_caller]
fn refuses(source: &str, data: &Value, place: &str, message: &str) {
    let found = problems(source, data);
    let text = found.first().map(ToString::to_string).unwrap_or_default();
    assert!(text.starts_with(place) && text.contains(message), "{place} … {message}\n{found:#?}");
}

#[test]
fn a_syntax_error_has_its_line() {
    refuses("= Titel\n\n#let x = (1, 2\n", &json!({}), "bescheid.typ:3:10: ", "unclosed delimiter");
}

#[test]
fn a_missing_key_has_its_place_and_says_what_to_do() {
    let source = "#let daten = json(\"/data.json\")\n= Titel\nGuten Tag #daten.antrag.familiename";
    let data = json!({ "antrag": { "familienname": "Groß" } });
    refuses(source, &data, "bescheid.typ:3:25: ", "\"familiename\" (is the key spelled as in data.json?");
}

#[test]
fn what_the_frame_misses_is_told_at_the_call() {
    let source = "#import \"/rennsteig.typ\": bescheid, datum\n\n#show: bescheid.with(json(\"/data.json\"), betreff: [x])\nText";
    let mut data = json!({ "behoerde": { "name": "Suhl" }, "empfaenger": { "anschrift": ["A"] }, "datum": "2026-01-01" });
    refuses(source, &data, "bescheid.typ:3:2: ", "the data has no \"aktenzeichen\"");
    data["aktenzeichen"] = json!("1");
    data["datum"] = json!("22.11.2026");
    refuses(source, &data, "bescheid.typ:3:2: ", "not a date: \"22.11.2026\". Write it as \"2026-11-22\"");
}

#[test]
fn templates_reach_nothing_outside() {
    for (call, message) in [
        ("#read(\"/etc/passwd\")", "the template has no file /etc/passwd"),
        ("#read(\"../../secret\")", "escape"),
        ("#include \"anders.typ\"", "the template has no file /anders.typ"),
        ("#image(\"https://example.org/x.png\")", "the template has no file"),
        ("#import \"@preview/cetz:0.4.0\": canvas", "the template has no file"),
        ("#read(\"/rennsteig.typ.meta\")", "the template has no file"),
    ] {
        refuses(&format!("= Titel\n{call}"), &json!({}), "bescheid.typ:2:", message);
    }
}

#[test]
fn pictures_in_pictures_reach_nothing_outside() {
    let folder = tempfile::tempdir().unwrap();
    let secret = folder.path().join("secret.svg");
    std::fs::write(
        &secret,
        "<svg xmlns='http://www.w3.org/2000/svg' width='9' height='9'><rect width='9' height='9'/></svg>",
    )
    .unwrap();
    let outer = |inner: &str| {
        let svg = format!(
            "<svg xmlns='http://www.w3.org/2000/svg' width='9' height='9'><image width='9' height='9' href='{inner}'/></svg>"
        );
        Template::compile("a.typ", "= Titel\n#image(\"w.svg\", alt: \"Wappen\")")
            .and_then(|template| template.with_file("w.svg", svg.as_bytes()))
            .and_then(|template| template.render(&json!({}), &meta()))
            .map(|pdf| pdf.bytes.len())
    };
    let without = outer("/no/such/file.svg").ok();
    for link in [secret.display().to_string(), format!("file://{}", secret.display())] {
        assert_eq!(outer(&link).ok(), without, "{link}");
    }
}

#[test]
fn templates_can_be_shared_between_threads() {
    fn shared<T: Send + Sync + 'static>() {}
    shared::<Template>();
    shared::<Error>();
}

#[test]
fn the_standards_are_enforced() {
    refuses("=== Zu tief", &json!({}), "bescheid.typ:1:1: ", "heading");
    let svg = r#"= Titel
#image(bytes("<svg xmlns='http://www.w3.org/2000/svg' width='9' height='9'><path d='M0 0h9v9z'/></svg>"), format: "svg")"#;
    refuses(svg, &json!({}), "bescheid.typ:2:", "alt");
}

#[test]
fn endless_templates_end() {
    refuses("#let f() = f()\n#f()", &json!({}), "bescheid.typ:1:", "depth");
    refuses("#let x = 0\n#while x >= 0 { x += 1 }", &json!({}), "bescheid.typ:2:", "infinite");
    let long = Template::compile("lang.typ", "#for i in range(400) [Seite #pagebreak()]").unwrap();
    let error = long.render(&json!({}), &meta()).unwrap_err();
    assert!(matches!(error, Error::TooManyPages { pages: 401, limit: MAX_PAGES, .. }), "{error}");
}

#[test]
fn sizes_and_names_are_limited() {
    let error = Template::compile("gross.typ", &"a".repeat(MAX_SOURCE + 1)).unwrap_err();
    assert!(matches!(error, Error::TooLarge { limit: MAX_SOURCE, .. }), "{error}");
    let template = Template::compile("klein.typ", "a").unwrap();
    let error = template.render(&json!({ "x": "a".repeat(MAX_DATA) }), &meta()).unwrap_err();
    assert!(matches!(error, Error::TooLarge { limit: MAX_DATA, .. }), "{error}");
    for name in ["", "/a.svg", "../a.svg", "a b.svg", "ä.svg", "rennsteig.typ", "data.json", "klein.typ"] {
        let error = template.clone().with_file(name, b"x").unwrap_err();
        assert!(matches!(error, Error::Path { .. }), "{name}: {error}");
    }
    assert!(matches!(Template::compile("brief.html", "a").unwrap_err(), Error::Path { .. }));
}

#[test]
fn a_document_needs_a_title_and_a_language() {
    let template = Template::compile("klein.typ", "a").unwrap();
    let without = documents::Meta { title: " ".into(), ..meta() };
    assert!(matches!(template.render(&json!({}), &without).unwrap_err(), Error::Meta { field: "title", .. }));
    let strange = documents::Meta { language: "Deutsch".into(), ..meta() };
    assert!(matches!(
        template.render(&json!({}), &strange).unwrap_err(),
        Error::Meta { field: "language", .. }
    ));
    let easy = documents::Meta { language: "de-x-leicht".into(), ..meta() };
    assert!(template.render(&json!({}), &easy).is_ok());
}

#[test]
fn nobody_has_to_be_named_as_the_author() {
    let template = Template::compile("klein.typ", "a").unwrap();
    for author in ["", " ", "\u{a0}"] {
        let pdf = template.render(&json!({}), &documents::Meta { author: author.into(), ..meta() }).unwrap();
        let Some(report) = tool(&pdf.bytes, "pdfinfo", &[], &[]) else { return };
        assert!(!report.contains("Author:") && report.contains("Tagged:          yes"), "{report}");
    }
}

#[test]
fn unprintable_characters_are_shown_and_told() {
    let template = Template::compile("antwort.typ", "= Antwort\n#json(\"/data.json\").text.at(0)").unwrap();
    let data = json!({ "text": ["Danke 😀 – 谢谢\u{202E}\u{0}!"] });
    let pdf = template.render(&data, &meta()).unwrap();
    let [warning] = pdf.warnings.as_slice() else { panic!("{:?}", pdf.warnings) };
    assert_eq!(warning.severity, Severity::Warning);
    assert!(
        warning.to_string().starts_with("data.json: text[0]: no embedded font has 😀 (U+1F600), "),
        "{warning}"
    );
    if let Some(text) = tool(&pdf.bytes, "pdftotext", &[], &["-"]) {
        assert!(text.contains("Danke \u{FFFD} – \u{FFFD}\u{FFFD}!"), "{text}");
    }
}

#[test]
fn check_finds_what_render_would() {
    let template = Template::compile("bescheid.typ", "= Titel\n#json(\"/data.json\").name").unwrap();
    assert_eq!(template.check(&json!({ "name": "Groß" })), []);
    let found = template.check(&json!({}));
    assert_eq!((found[0].line, found[0].severity), (Some(2), Severity::Error));
}

#[test]
fn files_of_the_package_can_be_used() {
    let svg = b"<svg xmlns='http://www.w3.org/2000/svg' width='9' height='9'><path d='M0 0h9v9z'/></svg>";
    let template = Template::compile(
        "a.typ",
        "#import \"teile/b.typ\": x\n= Titel\n#x #image(\"w.svg\", alt: \"Wappen\")",
    )
    .and_then(|t| t.with_file("teile/b.typ", b"#let x = 1"))
    .and_then(|t| t.with_file("w.svg", svg))
    .unwrap();
    assert_eq!(template.check(&json!({})), []);
}

//! What may be typed into a text, and in which form it is kept.

use fim::xdf3::{Datentyp, Praezisierung, Struktur};
use form::{Answers, FieldProblem, Form};

use crate::common::*;

const PAGE: &str = "[[page]]\nid = \"a\"\ntitle = \"A\"\nfields = [\"name\", \"latein\", \"text\", \"zahl\", \"wahl\"]\n\
     [fields.F4]\ninput = \"textarea\"\n[fields.F5]\ninput = \"checkboxes\"\n";

fn form() -> Form {
    let five = || Praezisierung { max_length: Some(5), ..Praezisierung::default() };
    let fields: Vec<Struktur> = vec![
        limited(text("F1", "Name", "0:1"), five()),
        field("F2", "Latein", "0:1", Datentyp::TextLatin),
        field("F3", "Zahl", "0:1", Datentyp::Ganzzahl),
        text("F4", "Text", "0:1"),
        select("F5", "Wahl", "0:*", &["a", "b"]),
    ];
    compile(fields, PAGE)
}

/// What becomes of a value that is posted: what is kept, and what is wrong with it.
fn post(form: &Form, name: &str, value: &str) -> (String, Option<FieldProblem>) {
    let mut answers = Answers::new();
    let mut errors = form.accept("a", &pairs(&[(name, value)]), &mut answers, &setting());
    assert!(errors.len() < 2, "{errors:?}");
    // The same error stays until somebody corrects it, on the page and in the whole form.
    assert_eq!(form.check_page("a", &answers, &setting()), errors);
    assert_eq!(form.check(&answers, &setting()).is_err(), !errors.is_empty());
    let error = errors.pop().inspect(|error| assert_eq!(error.path, name)).map(|error| error.problem);
    (answers.get(name).unwrap_or_default().to_owned(), error)
}

fn character(code: &str) -> Option<FieldProblem> {
    Some(FieldProblem::Character { code: code.to_owned() })
}

#[test]
fn answers_are_kept_in_nfc() {
    let form = form();
    assert_eq!(post(&form, "name", "Mu\u{308}he"), ("Mühe".to_owned(), None));
    assert_eq!(post(&form, "text", "e\u{301}\r\ne\u{301}"), ("é\r\né".to_owned(), None));
    // What came before answers were kept so is read so.
    let mut answers = Answers::new();
    answers.set("name", "Mu\u{308}he");
    let values = form.check(&answers, &setting()).unwrap();
    assert_eq!(values.get("name").unwrap().as_str(), Some("Mühe"));
}

#[test]
fn what_cannot_be_printed_is_refused_and_the_rest_is_kept() {
    let form = form();
    for control in (0..0x20).chain(0x7F..0xA0).filter_map(char::from_u32) {
        let (kept, problem) = post(&form, "text", &format!("a{control}b"));
        if matches!(control, '\t' | '\n' | '\r') {
            assert_eq!((kept, problem), (format!("a{control}b"), None));
        } else {
            assert_eq!((kept.as_str(), problem), ("a\u{FFFD}b", character("U+FFFD")), "{control:?}");
        }
    }
    for (bad, kept, code) in [
        ("a\u{0}b", "a\u{FFFD}b", "U+FFFD"),
        ("a\nb", "a\nb", "U+000A"),
        ("a\u{FFFD}b", "a\u{FFFD}b", "U+FFFD"),
        ("a\u{202E}b", "a\u{202E}b", "U+202E"),
        ("a\u{FFFF}b", "a\u{FFFF}b", "U+FFFF"),
    ] {
        assert_eq!(post(&form, "name", bad), (kept.to_owned(), character(code)), "{bad:?}");
    }
    assert_eq!(post(&form, "zahl", "1\u{0}"), ("1\u{FFFD}".to_owned(), character("U+FFFD")));
    let mut answers = Answers::new();
    let errors = form.accept("a", &pairs(&[("wahl", "a\u{0}"), ("wahl", "b")]), &mut answers, &setting());
    assert_eq!(errors.len(), 1, "{errors:?}");
    assert!(!serde_json::to_string(&answers).unwrap().contains("\\u0000"));
}

#[test]
fn a_tab_between_words_is_a_blank() {
    let mut answers = Answers::new();
    let form = form();
    let errors = form.accept("a", &pairs(&[("name", "A\tB"), ("text", "A\tB")]), &mut answers, &setting());
    assert_eq!(errors, []);
    let values = form.check(&answers, &setting()).unwrap();
    assert_eq!(values.get("name").unwrap().as_str(), Some("A B"));
    assert_eq!(values.get("text").unwrap().as_str(), Some("A\tB"));
}

#[test]
fn a_latin_text_takes_the_letters_of_din_91379_only() {
    let form = form();
    let letter = |character, code: &str| Some(FieldProblem::Letter { character, code: code.to_owned() });
    for (typed, problem) in [
        ("Anna-Đỗ Ẽ Nováková", None),
        ("§ 5 „Haus“", letter('„', "U+201E")),
        ("Анна", letter('А', "U+0410")),
        ("Παύλος", letter('Π', "U+03A0")),
        ("王", letter('王', "U+738B")),
        ("Ana 👍", letter('👍', "U+1F44D")),
        ("a\u{0}", character("U+FFFD")),
    ] {
        assert_eq!(post(&form, "latein", typed).1, problem, "{typed}");
        let other = if problem == character("U+FFFD") { problem } else { None };
        assert_eq!(post(&form, "text", typed).1, other, "another text takes all letters: {typed}");
    }
}

#[test]
fn a_letter_with_its_marks_is_one_character() {
    let form = form();
    assert_eq!(post(&form, "name", &"M\u{300}".repeat(5)).1, None);
    assert_eq!(post(&form, "name", &"e\u{301}".repeat(5)).1, None);
    let long = FieldProblem::TooLong { max: 5, actual: 6 };
    assert_eq!(post(&form, "name", &"M\u{300}".repeat(6)).1, Some(long));
}

#[test]
fn who_types_no_whole_number_is_asked_for_one() {
    let form = form();
    for typed in ["zwölf", "1,5", "1.2.3", "1e3"] {
        assert_eq!(post(&form, "zahl", typed).1, Some(FieldProblem::Integer), "{typed}");
    }
}

//! Anything that anybody may post: the engine never panics, never takes what breaks its constraints, and stays small.

use fim::xdf3::{Datentyp, Praezisierung, Struktur};
use form::sample::{self, Extent};
use form::{Answers, Form, Item};
use proptest::prelude::*;

use crate::common::*;

fn one_of_each() -> Form {
    let limits = |min: &str, max: &str| Praezisierung {
        min_value: Some(min.to_owned()),
        max_value: Some(max.to_owned()),
        ..Praezisierung::default()
    };
    let people: Vec<Struktur> = vec![
        limited(
            text("F1", "Name", "1:1"),
            Praezisierung { min_length: Some(2), max_length: Some(5), ..Praezisierung::default() },
        ),
        limited(field("F2", "Alter", "0:1", Datentyp::Ganzzahl), limits("0", "120")),
        limited(field("F3", "Anteil", "0:1", Datentyp::Zahl), limits("-0.5", "99.5")),
        field("F4", "Betrag", "0:1", Datentyp::Geldbetrag),
        limited(field("F5", "Tag", "0:1", Datentyp::Datum), limits("2020-01-01", "2030-12-31")),
        field("F6", "Zeit", "0:1", Datentyp::Zeit),
        field("F7", "Zeitpunkt", "0:1", Datentyp::Zeitpunkt),
        field("F8", "Ja", "0:1", Datentyp::Wahrheitswert),
        select("F9", "Wahl", "0:*", &["a", "b"]),
        group(
            "G2",
            "Innen",
            "0:2",
            vec![text("F10", "Tief", "1:*"), field("F11", "Datei", "0:1", Datentyp::Anlage)],
        ),
    ];
    compile(
        vec![
            group("G1", "Person", "1:4", people),
            choice("G3", "Weg", "0:1", vec![text("F12", "Links", "1:1"), text("F13", "Rechts", "1:1")]),
        ],
        "[[page]]\nid = \"a\"\ntitle = \"A\"\nfields = [\"person\"]\n\
         [[page]]\nid = \"b\"\ntitle = \"B\"\nfields = [\"weg\"]\nshow_when = \"count(person) > 1\"\n\
         [fields.F9]\ninput = \"checkboxes\"\n[fields.F8]\ninput = \"checkbox\"\n\
         [fields.F6]\nshow_when = \"ja\"\n[fields.F7]\nshow_when = \"zeit != null\"\n",
    )
}

/// Names as a form has them, nearly has them, or never has.
fn name() -> impl Strategy<Value = String> {
    let key = prop::sample::select(vec![
        "person",
        "name",
        "alter",
        "anteil",
        "betrag",
        "tag",
        "zeit",
        "zeitpunkt",
        "ja",
        "wahl",
        "innen",
        "tief",
        "datei",
        "weg",
        "links",
        "rechts",
        "fremd",
        "",
    ]);
    let index = prop_oneof![
        3 => Just(String::new()),
        5 => (0u64..6).prop_map(|index| format!("[{index}]")),
        1 => any::<u64>().prop_map(|index| format!("[{index}]")),
        1 => "\\[[0-9a-z+-]{0,3}\\]?",
    ];
    let step = (key, index).prop_map(|(key, index)| format!("{key}{index}"));
    prop_oneof![9 => prop::collection::vec(step, 1..4).prop_map(|steps| steps.join(".")), 1 => any::<String>()]
}

fn value() -> impl Strategy<Value = String> {
    prop_oneof![
        any::<String>(),
        "[0-9]{1,4}([.,][0-9]{1,3}){0,2}",
        "[0-9]{1,2}\\.[0-9]{1,2}\\.[0-9]{2,4}",
        "[0-9]{4}-[0-9]{2}-[0-9]{2}( [0-9]{2}:[0-9]{2})?",
        "[0-9]{1,2}:[0-9]{2}",
        "[a-zA-Zäöüß ]{0,8}",
        prop::sample::select(vec!["true", "false", "a", "b", "sample-1"]).prop_map(str::to_owned),
    ]
}

fn number_between(value: &feel::Value, min: &str, max: &str) -> bool {
    value.as_number().is_some_and(|n| n >= min.parse().unwrap() && n <= max.parse().unwrap())
}

/// What a typed value of a person must be like.
fn holds(key: &str, value: &feel::Value) -> bool {
    match key {
        "name" => value.as_str().is_some_and(|name| (2..=5).contains(&name.chars().count())),
        "alter" => {
            number_between(value, "0", "120") && value.as_number().is_some_and(feel::Number::is_integer)
        }
        "anteil" => number_between(value, "-0.5", "99.5"),
        "betrag" => value.kind() == "number",
        "tag" => {
            let written = value.to_string();
            value.kind() == "date" && written.contains("20") && !written.contains("2031")
        }
        "ja" => value.as_bool().is_some(),
        "wahl" => {
            value.as_list().is_some_and(|codes| codes.iter().all(|c| matches!(c.as_str(), Some("a" | "b"))))
        }
        "zeit" | "zeitpunkt" => !value.is_null(),
        "innen" => value.as_list().is_some_and(|rows| rows.len() <= 2),
        _ => false,
    }
}

fn size(items: &[Item]) -> usize {
    items
        .iter()
        .map(|item| match item {
            Item::Group(view) => size(&view.items),
            Item::Repeat(view) => view.rows.iter().map(|row| size(&row.items)).sum(),
            Item::Field(_) | Item::Note(_) | Item::Table(_) => 1,
        })
        .sum()
}

proptest! {
    #[test]
    fn anything_may_be_posted(
        rounds in prop::collection::vec((prop::sample::select(vec!["a", "b", "c"]), prop::collection::vec((name(), value()), 0..12)), 1..4)
    ) {
        let form = one_of_each();
        let mut answers = Answers::new();
        for (page, posted) in &rounds {
            form.accept(page, posted, &mut answers, &setting());
            for (name, _) in posted.iter().take(2) {
                let _ = form.add_row(name, &mut answers);
                let _ = form.detach(name, &mut answers);
                form.remove_row(name, &mut answers);
            }
        }
        for page in ["a", "b"] {
            let view = form.view(page, &answers, &setting()).unwrap();
            prop_assert!(size(&view.items) < 4 * (10 + 2 * 102) + 3);
        }
        form.summary(&answers, &setting());
        let typed = answers.values().values().map(|value| value.to_string().len()).sum::<usize>();
        let posted = rounds.iter().flat_map(|(_, posted)| posted).map(|(_, value)| value.len()).sum::<usize>();
        prop_assert!(typed < 20_000 + 7 * posted);
        if let Ok(values) = form.check(&answers, &setting()) {
            let people = values.get("person").unwrap().as_list().unwrap();
            prop_assert!((1..=4).contains(&people.len()));
            for (key, value) in people.iter().flat_map(|person| person.as_context().unwrap().iter()) {
                prop_assert!(holds(key, value), "{key} = {value}");
            }
        }
    }

    /// A right form with one wrong answer is right or says which answer is wrong.
    #[test]
    fn one_answer_is_judged_alone(name in name(), value in value()) {
        let form = one_of_each();
        let mut answers = sample::answers(&form, &setting(), Extent::Everything);
        prop_assert!(form.check(&answers, &setting()).is_ok());
        form.accept("a", &[(name.clone(), value.clone())], &mut answers, &setting());
        match form.check(&answers, &setting()) {
            Ok(values) => {
                let people = values.get("person").unwrap().as_list().unwrap();
                for (key, value) in people.iter().flat_map(|person| person.as_context().unwrap().iter()) {
                    prop_assert!(holds(key, value), "{key} = {value}");
                }
            }
            Err(errors) => {
                // The answer itself, or the rest of a row that it opened.
                let row = |path: &str| path.split('.').next().unwrap_or_default().to_owned();
                prop_assert!(errors.iter().all(|error| row(&error.path) == row(&name)), "{name} = {value:?}: {errors:?}");
            }
        }
    }

    #[test]
    fn layouts_and_patterns_never_panic(source in any::<String>(), pattern in any::<String>()) {
        let _ = form::Layout::read(&source);
        let limits = Praezisierung { pattern: Some(pattern), ..Praezisierung::default() };
        let page = "[[page]]\nid = \"a\"\ntitle = \"A\"\nfields = [\"name\"]\n";
        if let Ok(form) = try_compile(vec![limited(text("F1", "Name", "1:1"), limits)], page) {
            let answers = sample::answers(&form, &setting(), Extent::Everything);
            let _ = form.check(&answers, &setting());
        }
    }
}

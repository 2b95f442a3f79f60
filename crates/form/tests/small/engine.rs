//! Conditions, checks, rows, values: the engine on small forms.

use crate::common::*;
use fim::xdf3::{Datentyp, Praezisierung};
use form::{Answers, FieldProblem, Form, Input, Item, Setting, Shown, SummaryItem, Upload};

fn vehicles() -> Form {
    compile(
        vec![
            group(
                "G1",
                "Halter",
                "1:1",
                vec![
                    text("F1", "Name", "1:1"),
                    select("F2", "Wohnsitz", "1:1", &["inland", "ausland"]),
                    text("F3", "Staat", "1:1"),
                ],
            ),
            group(
                "G2",
                "Fahrzeug",
                "1:3",
                vec![
                    limited(
                        text("F4", "Kennzeichen", "1:1"),
                        Praezisierung {
                            max_length: Some(10),
                            pattern: Some("[A-Z]{1,3}-[A-Z]{1,2} [0-9]{1,4}".to_owned()),
                            ..Praezisierung::default()
                        },
                    ),
                    field("F5", "Erstzulassung", "0:1", Datentyp::Datum),
                    field("F6", "Eigenes", "1:1", Datentyp::Wahrheitswert),
                    text("F7", "Eigentümer", "0:1"),
                ],
            ),
            field("F8", "Jahreseinkommen", "0:1", Datentyp::Zahl),
            text("F9", "Begründung", "0:1"),
        ],
        r#"
        languages = ["de", "de-x-leicht", "en"]
        [[page]]
        id = "halter"
        title = { de = "Halter", en = "Owner" }
        fields = ["halter"]
        [[page]]
        id = "fahrzeug"
        title = "Fahrzeuge"
        fields = ["fahrzeug"]
        check = [{ rule = "count(fahrzeug) < 3 or begruendung != null", message_id = "viele", at = "begruendung" }]
        [[page]]
        id = "mehr"
        title = "Mehr"
        fields = ["jahreseinkommen", "begruendung"]
        show_when = "count(fahrzeug) > 1"
        [fields.F3]
        show_when = "wohnsitz = \"ausland\""
        [fields.F1]
        label = { en = "Surname", de-x-leicht = "Nach-Name" }
        [fields.fahrzeug]
        row_label = "Auto"
        check = [{ rule = "eigenes or eigentuemer != null", message = { de = "Wem gehört es?", en = "Whose is it?" }, at = "eigentuemer" }]
        [fields."fahrzeug.kennzeichen"]
        pattern_hint = "Wie EF-AB 12"
        [fields."fahrzeug.eigentuemer"]
        show_when = "not(eigenes) and halter.wohnsitz = \"inland\""
        [fields."fahrzeug.erstzulassung"]
        check = [{ rule = "erstzulassung <= heute", message = "liegt in der Zukunft" }]
        "#,
    )
}

fn filled() -> Answers {
    let mut answers = Answers::new();
    for (path, raw) in [
        ("halter.name", "Müller"),
        ("halter.wohnsitz", "inland"),
        ("fahrzeug[0].kennzeichen", "EF-AB 12"),
        ("fahrzeug[0].erstzulassung", "3.4.2020"),
        ("fahrzeug[0].eigenes", "true"),
    ] {
        assert!(answers.set(path, raw));
    }
    answers
}

#[test]
fn values_are_typed_and_hidden_ones_left_out() {
    let form = vehicles();
    let mut answers = filled();
    answers.set("halter.staat", "Frankreich");
    let values = form.check(&answers, &setting()).unwrap();
    assert_eq!(
        feel::Value::Context(values).to_json().to_string(),
        r#"{"halter":{"name":"Müller","wohnsitz":"inland"},"fahrzeug":[{"kennzeichen":"EF-AB 12","erstzulassung":"2020-04-03","eigenes":true}]}"#
    );
    assert_eq!(answers.get("halter.staat"), Some("Frankreich"), "what is hidden is kept");
    answers.set("halter.wohnsitz", "ausland");
    let values = form.check(&answers, &setting()).unwrap();
    let owner = values.get("halter").unwrap().as_context().unwrap().clone();
    assert_eq!(owner.get("staat").unwrap().as_str(), Some("Frankreich"), "and comes back");
    let vehicle = values.get("fahrzeug").unwrap().as_list().unwrap()[0].as_context().unwrap().clone();
    assert_eq!(vehicle.get("erstzulassung").unwrap().kind(), "date");
}

#[test]
fn pages_come_and_go_with_their_condition() {
    let form = vehicles();
    let mut answers = filled();
    assert_eq!(form.next("fahrzeug", &answers, &setting()).map(form::Page::id), None);
    answers.set("fahrzeug[1].kennzeichen", "EF-C 3");
    assert_eq!(form.next("fahrzeug", &answers, &setting()).unwrap().id(), "mehr");
    assert_eq!(form.previous("mehr", &answers, &setting()).unwrap().id(), "fahrzeug");
    assert_eq!(form.first(&answers, &setting()).unwrap().id(), "halter");
    let view = form.view("mehr", &answers, &setting()).unwrap();
    assert_eq!((view.number, view.of), (3, 3));
    assert!(form.view("nirgends", &answers, &setting()).is_none());
}

#[test]
fn checks_see_their_own_row() {
    let form = vehicles();
    let mut answers = filled();
    answers.set("fahrzeug[1].kennzeichen", "EF-C 3");
    answers.set("fahrzeug[1].eigenes", "false");
    let errors = form.check(&answers, &setting()).unwrap_err();
    assert_eq!(errors.len(), 1, "{errors:?}");
    assert_eq!((errors[0].path.as_str(), errors[0].page.as_str()), ("fahrzeug[1].eigentuemer", "fahrzeug"));
    assert_eq!(errors[0].label, "Eigentümer");
    assert_eq!(
        errors[0].problem,
        FieldProblem::Check { text: Some("Wem gehört es?".to_owned()), message: None }
    );
    answers.set("fahrzeug[1].eigentuemer", "Firma");
    form.check(&answers, &setting()).unwrap();
    let english = Setting::new(setting().today, "en");
    answers.set("fahrzeug[1].eigentuemer", "");
    let errors = form.check(&answers, &english).unwrap_err();
    assert_eq!(
        errors[0].problem,
        FieldProblem::Check { text: Some("Whose is it?".to_owned()), message: None }
    );
}

#[test]
fn checks_of_pages_and_fields() {
    let form = vehicles();
    let mut answers = filled();
    answers.set("fahrzeug[0].erstzulassung", "23.11.2026");
    let errors = form.check(&answers, &setting()).unwrap_err();
    assert_eq!(errors[0].path, "fahrzeug[0].erstzulassung");
    answers.set("fahrzeug[0].erstzulassung", "22.11.2026");
    for row in 1..3 {
        answers.set(&format!("fahrzeug[{row}].kennzeichen"), format!("EF-A {row}"));
        answers.set(&format!("fahrzeug[{row}].eigenes"), "true");
    }
    let errors = form.check(&answers, &setting()).unwrap_err();
    assert_eq!((errors[0].path.as_str(), errors[0].page.as_str()), ("begruendung", "mehr"));
    assert_eq!(errors[0].problem, FieldProblem::Check { text: None, message: Some("viele".to_owned()) });
}

#[test]
fn posted_answers_are_stored_and_judged() {
    let form = vehicles();
    let mut answers = Answers::new();
    let posted = [
        ("halter.name", "  Müller "),
        ("halter.wohnsitz", "mond"),
        ("halter.unbekannt", "x"),
        ("fahrzeug[0].kennzeichen", "gehört auf eine andere Seite"),
        ("<script>", "x"),
        ("", ""),
    ];
    let errors = form.accept("halter", &pairs(&posted), &mut answers, &setting());
    assert_eq!(errors.len(), 1);
    assert_eq!((errors[0].path.as_str(), &errors[0].problem), ("halter.wohnsitz", &FieldProblem::Choice));
    assert_eq!(answers.get("halter.name"), Some("  Müller "));
    assert_eq!(answers.get("halter.wohnsitz"), Some("mond"), "wrong input is kept");
    assert_eq!(answers.get("fahrzeug[0].kennzeichen"), None);
    assert_eq!(answers.values().len(), 1);
    let before = answers.clone();
    let errors = form.accept("halter", &pairs(&[("halter.wohnsitz", "ausland")]), &mut answers, &setting());
    assert_eq!((errors[0].path.as_str(), &errors[0].problem), ("halter.staat", &FieldProblem::NowNeeded));
    assert_eq!(form.revealed("halter", &before, &answers, &setting()), ["halter.staat"]);
    assert!(form.accept("nirgends", &pairs(&posted), &mut answers, &setting()).is_empty());
}

#[test]
fn row_numbers_are_bounded() {
    let form = vehicles();
    let mut answers = Answers::new();
    let posted = [
        ("fahrzeug[999999999].kennzeichen", "x"),
        ("fahrzeug[3].kennzeichen", "x"),
        ("fahrzeug[18446744073709551616].kennzeichen", "x"),
        ("fahrzeug.kennzeichen", "ohne Nummer"),
        ("fahrzeug[0].kennzeichen[0]", "doppelt"),
        ("fahrzeug[2].kennzeichen", "EF-AB 12"),
    ];
    let errors = form.accept("fahrzeug", &pairs(&posted), &mut answers, &setting());
    assert!(
        errors
            .iter()
            .any(|error| error.path == "fahrzeug" && error.problem == FieldProblem::TooMany { max: 3 })
    );
    assert_eq!(answers.get("fahrzeug[2].kennzeichen"), Some("EF-AB 12"));
    assert_eq!(answers.values()["fahrzeug"].as_array().unwrap().len(), 3);
}

#[test]
fn rows_come_and_go() {
    let form = vehicles();
    let mut answers = filled();
    assert_eq!(form.add_row("fahrzeug", &mut answers), Ok(1));
    assert_eq!(form.add_row("fahrzeug", &mut answers), Ok(2));
    assert_eq!(form.add_row("fahrzeug", &mut answers), Err(Some(FieldProblem::TooMany { max: 3 })));
    assert_eq!(form.add_row("halter", &mut answers), Err(None));
    assert_eq!(form.add_row("fahrzeug[0]", &mut answers), Err(None));
    // Empty rows do not count.
    form.check(&answers, &setting()).unwrap();
    answers.set("fahrzeug[2].kennzeichen", "J-X 7");
    assert!(form.remove_row("fahrzeug[1]", &mut answers));
    assert_eq!(answers.get("fahrzeug[1].kennzeichen"), Some("J-X 7"));
    assert!(!form.remove_row("fahrzeug[7]", &mut answers));
    assert!(!form.remove_row("halter[0]", &mut answers) && !form.remove_row("fahrzeug", &mut answers));
    let view = form.view("fahrzeug", &answers, &setting()).unwrap();
    let Item::Repeat(repeat) = &view.items[0] else { panic!("{view:?}") };
    assert_eq!(
        (repeat.rows.len(), repeat.can_add, repeat.can_remove, repeat.row_label.as_str()),
        (2, true, true, "Auto")
    );
    assert_eq!(repeat.rows[1].path, "fahrzeug[1]");
    // The first row is there though nobody typed in it, so the first one added is the second.
    let mut fresh = Answers::new();
    assert_eq!(form.add_row("fahrzeug", &mut fresh), Ok(1));
}

#[test]
fn texts_fall_back_to_german() {
    let form = vehicles();
    let label = |lang: &str| {
        let view = form.view("halter", &Answers::new(), &Setting::new(setting().today, lang)).unwrap();
        let Item::Group(group) = &view.items[0] else { panic!("{view:?}") };
        let Item::Field(field) = &group.items[0] else { panic!("{view:?}") };
        (view.title.clone(), field.label.clone())
    };
    let pair = |title: &str, label: &str| (title.to_owned(), label.to_owned());
    assert_eq!(label("de"), pair("Halter", "Name"));
    assert_eq!(label("en"), pair("Owner", "Surname"));
    assert_eq!(label("en-GB"), pair("Owner", "Surname"));
    assert_eq!(label("de-x-leicht"), pair("Halter", "Nach-Name"));
    assert_eq!(label("fr"), pair("Halter", "Name"));
    assert!(form.notes().iter().any(|note| note.message.contains("label is missing in de-x-leicht, en")));
}

#[test]
fn the_summary_shows_values_not_raw_strings() {
    let form = vehicles();
    let mut answers = filled();
    answers.set("fahrzeug[1].kennzeichen", "falsch");
    answers.set("jahreseinkommen", "12.345,60");
    let sections = form.summary(&answers, &setting());
    assert_eq!(
        sections.iter().map(|section| section.page.as_str()).collect::<Vec<_>>(),
        ["halter", "fahrzeug", "mehr"]
    );
    let SummaryItem::Group(owner) = &sections[0].items[0] else { panic!() };
    let SummaryItem::Answer(place) = &owner.items[1] else { panic!() };
    assert_eq!(place.values, [Shown::Choice("INLAND".to_owned())]);
    let SummaryItem::Group(second) = &sections[1].items[1] else { panic!() };
    assert_eq!((second.number, second.label.as_str()), (Some(2), "Auto"));
    let SummaryItem::Answer(plate) = &second.items[0] else { panic!() };
    assert_eq!(plate.values, [Shown::Invalid("falsch".to_owned())]);
    let SummaryItem::Answer(income) = &sections[2].items[0] else { panic!() };
    assert_eq!(income.values, [Shown::Number("12345.6".to_owned())]);
}

#[test]
fn optional_groups_are_there_once_something_is_answered() {
    let form = compile(
        vec![group("G1", "Vertreter", "0:1", vec![text("F1", "Name", "1:1"), text("F2", "Ort", "0:1")])],
        "[[page]]\nid = \"a\"\ntitle = \"A\"\nfields = [\"vertreter\"]\n",
    );
    let mut answers = Answers::new();
    assert!(form.check(&answers, &setting()).unwrap().is_empty());
    assert!(form.summary(&answers, &setting())[0].items.is_empty());
    answers.set("vertreter.ort", "Erfurt");
    let errors = form.check(&answers, &setting()).unwrap_err();
    assert_eq!((errors[0].path.as_str(), &errors[0].problem), ("vertreter.name", &FieldProblem::Required));
}

#[test]
fn exactly_one_part_of_a_choice() {
    let parts = || {
        vec![
            group("G2", "Inland", "1:1", vec![text("F1", "Ort", "1:1"), text("F2", "Straße", "1:1")]),
            text("F3", "Postfach", "1:1"),
        ]
    };
    let form = compile(
        vec![choice("G1", "Anschrift", "1:1", parts())],
        "[[page]]\nid = \"a\"\ntitle = \"A\"\nfields = [\"anschrift\"]\n",
    );
    let mut answers = Answers::new();
    let problem = |answers: &Answers| {
        let errors = form.check(answers, &setting()).unwrap_err();
        (errors[0].path.clone(), errors[0].problem.clone())
    };
    assert_eq!(problem(&answers), ("anschrift".to_owned(), FieldProblem::OneOf { filled: 0 }));
    answers.set("anschrift.postfach", "12 34");
    form.check(&answers, &setting()).unwrap();
    answers.set("anschrift.inland.ort", "Erfurt");
    assert_eq!(problem(&answers), ("anschrift".to_owned(), FieldProblem::OneOf { filled: 2 }));
    answers.set("anschrift.postfach", "");
    assert_eq!(problem(&answers), ("anschrift.inland.strasse".to_owned(), FieldProblem::Required));
}

#[test]
fn boxes_to_tick() {
    let form = compile(
        vec![
            field("F1", "Einwilligung", "1:1", Datentyp::Wahrheitswert),
            select("F2", "Sprachen", "1:3", &["de", "en", "fr", "it"]),
        ],
        r#"
        [[page]]
        id = "a"
        title = "A"
        fields = ["einwilligung", "sprachen"]
        [fields.F1]
        input = "checkbox"
        [fields.F2]
        input = "checkboxes"
        "#,
    );
    let mut answers = Answers::new();
    let errors = form.accept("a", &[], &mut answers, &setting());
    assert_eq!(answers.get("einwilligung"), Some("false"), "not ticked is no");
    assert_eq!(errors.iter().map(|error| error.path.as_str()).collect::<Vec<_>>(), ["sprachen"]);
    let ticked = [("sprachen", "de"), ("sprachen", "fr"), ("einwilligung", "true")];
    assert!(form.accept("a", &pairs(&ticked), &mut answers, &setting()).is_empty());
    let Some(Item::Field(view)) = form.view("a", &answers, &setting()).unwrap().items.pop() else { panic!() };
    assert!(matches!(view.input, Input::Checkboxes { ref choices } if choices.len() == 4));
    assert_eq!(view.values, ["de", "fr"]);
    let all = [("sprachen", "de"), ("sprachen", "en"), ("sprachen", "fr"), ("sprachen", "it")];
    let errors = form.accept("a", &pairs(&all), &mut answers, &setting());
    assert_eq!(errors[0].problem, FieldProblem::TooMany { max: 3 });
    let errors = form.accept("a", &pairs(&[("sprachen", "xx")]), &mut answers, &setting());
    assert_eq!(errors[0].problem, FieldProblem::Choice);
}

#[test]
fn files_are_uploads_that_are_known() {
    let file = |id: &str, name: &str, count: &str| {
        change(field(id, name, count, Datentyp::Anlage), |feld| {
            feld.max_size = Some(100);
            feld.media_types = vec!["application/pdf".to_owned()];
        })
    };
    let form = compile(
        vec![file("F1", "Ausweis", "1:1"), file("F2", "Nachweise", "0:2")],
        "[[page]]\nid = \"a\"\ntitle = \"A\"\nfields = [\"ausweis\", \"nachweise\"]\n",
    );
    let mut answers = Answers::new();
    let upload =
        |size, media_type: &str| Upload { name: "a.pdf".into(), media_type: media_type.into(), size };
    let problems = |answers: &Answers| -> Vec<FieldProblem> {
        form.check(answers, &setting()).err().into_iter().flatten().map(|error| error.problem).collect()
    };
    assert_eq!(form.attach("ausweis", "u1", &mut answers), Err(Some(FieldProblem::FileUnknown)));
    form.accept("a", &pairs(&[("ausweis", "fremd")]), &mut answers, &setting());
    assert_eq!(answers.get("ausweis"), None, "a browser cannot refer to somebody else's file");
    answers.note_upload("u1", upload(101, "application/pdf"));
    form.attach("ausweis", "u1", &mut answers).unwrap();
    assert_eq!(problems(&answers), [FieldProblem::FileTooLarge { max: 100, actual: 101 }]);
    answers.note_upload("u1", upload(100, "text/html"));
    assert!(matches!(problems(&answers)[..], [FieldProblem::FileType { .. }]));
    answers.note_upload("u1", upload(100, "Application/PDF; x=1"));
    assert_eq!(problems(&answers), []);
    form.accept("a", &pairs(&[("ausweis", "")]), &mut answers, &setting());
    assert_eq!(answers.get("ausweis"), Some("u1"), "an empty file input changes nothing");
    for row in 0..2 {
        form.attach("nachweise", "u1", &mut answers).unwrap();
        assert_eq!(answers.get(&format!("nachweise[{row}]")), Some("u1"));
    }
    assert_eq!(form.attach("nachweise", "u1", &mut answers), Err(Some(FieldProblem::TooMany { max: 2 })));
    assert_eq!(form.detach("nachweise[0]", &mut answers).as_deref(), Some("u1"));
    assert_eq!(answers.get("nachweise[1]"), None);
    assert_eq!(form.detach("ausweis", &mut answers).as_deref(), Some("u1"));
    assert_eq!(problems(&answers), [FieldProblem::Required]);
    assert_eq!(form.detach("ausweis", &mut answers), None);
}

#[test]
fn as_many_rows_as_needed_are_missed() {
    let form = compile(
        vec![text("F1", "Zeile", "2:5")],
        "[[page]]\nid = \"a\"\ntitle = \"A\"\nfields = [\"zeile\"]\n",
    );
    let paths = |answers: &Answers| -> Vec<String> {
        form.check(answers, &setting()).err().into_iter().flatten().map(|error| error.path).collect()
    };
    let mut answers = Answers::new();
    assert_eq!(paths(&answers), ["zeile[0]", "zeile[1]"]);
    answers.set("zeile[2]", "c");
    assert_eq!(paths(&answers), ["zeile[0]"]);
    answers.set("zeile[1]", "b");
    let values = form.check(&answers, &setting()).unwrap();
    assert_eq!(values.get("zeile").unwrap().to_string(), "[\"b\", \"c\"]");
}

#[test]
fn rules_may_filter_and_ask_for_all() {
    let form = compile(
        vec![
            group(
                "G1",
                "Kind",
                "0:5",
                vec![text("F1", "Name", "1:1"), field("F2", "Alter", "1:1", Datentyp::Ganzzahl)],
            ),
            text("F3", "Grund", "1:1"),
        ],
        "[[page]]\nid = \"a\"\ntitle = \"A\"\nfields = [\"kind\", \"grund\"]\n\
         check = [{ rule = \"every k in kind satisfies k.alter < 18\", message = \"zu alt\", at = \"kind\" }]\n\
         [fields.grund]\nshow_when = \"count(kind[alter > 12]) > 0 and sum(kind.alter) > 20\"\n",
    );
    let mut answers = Answers::new();
    form.check(&answers, &setting()).unwrap();
    for (row, age) in ["9", "13"].iter().enumerate() {
        answers.set(&format!("kind[{row}].name"), "K");
        answers.set(&format!("kind[{row}].alter"), *age);
    }
    let errors = form.check(&answers, &setting()).unwrap_err();
    assert_eq!((errors.len(), errors[0].path.as_str()), (1, "grund"));
    answers.set("grund", "x");
    form.check(&answers, &setting()).unwrap();
    answers.set("kind[0].alter", "18");
    let errors = form.check(&answers, &setting()).unwrap_err();
    assert_eq!((errors.len(), errors[0].path.as_str()), (1, "kind"));
}

#[test]
fn a_page_of_an_optional_group_may_be_left_empty() {
    let form = compile(
        vec![group(
            "G1",
            "Vertreter",
            "0:1",
            vec![
                text("F1", "Name", "1:1"),
                group("G2", "Anschrift", "1:1", vec![text("F2", "Ort", "1:1")]),
                group("G3", "Kontakt", "0:1", vec![text("F3", "Telefon", "0:1")]),
            ],
        )],
        "[[page]]\nid = \"a\"\ntitle = \"A\"\nfields = [\"vertreter.name\"]\n\
         [[page]]\nid = \"b\"\ntitle = \"B\"\nfields = [\"vertreter.anschrift\"]\n\
         [[page]]\nid = \"c\"\ntitle = \"C\"\nfields = [\"vertreter.kontakt\"]\n",
    );
    let optional = |answers: &Answers| {
        ["a", "b", "c"].map(|page| form.view(page, answers, &setting()).unwrap().optional)
    };
    let mut answers = Answers::new();
    assert_eq!(optional(&answers), [true, true, true]);
    answers.set("vertreter.name", "Erika");
    assert_eq!(optional(&answers), [false, false, true]);
}

//! Tables and what is computed from their rows.

use crate::common::*;
use fim::xdf3::{Datentyp, Feldart, Praezisierung, Struktur};
use form::{Answers, FieldProblem, Form, Input, Item, Shown, SummaryItem, TableView};

fn locked(place: Struktur) -> Struktur {
    change(place, |feld| feld.feldart = Feldart::Gesperrt)
}

fn parts(rows: &str) -> Vec<Struktur> {
    vec![
        group(
            "G1",
            "Rechnungen",
            rows,
            vec![
                text("F1", "Lieferant", "1:1"),
                field("F2", "Datum", "1:1", Datentyp::Datum),
                field("F3", "Netto", "1:1", Datentyp::Geldbetrag),
                limited(
                    field("F4", "Steuersatz", "1:1", Datentyp::Zahl),
                    Praezisierung { max_value: Some("19".to_owned()), ..Praezisierung::default() },
                ),
                locked(field("F5", "Brutto", "1:1", Datentyp::Geldbetrag)),
                field("F6", "Skonto", "0:1", Datentyp::Wahrheitswert),
                text("F7", "Grund", "0:1"),
            ],
        ),
        locked(field("F8", "Gesamtbetrag", "1:1", Datentyp::Geldbetrag)),
        field("F9", "Begründung", "1:1", Datentyp::Text),
    ]
}

const LAYOUT: &str = r#"
    [[page]]
    id = "rechnungen"
    title = "Ihre Rechnungen"
    fields = ["rechnungen", "gesamtbetrag"]
    [[page]]
    id = "viel"
    title = "Viel Geld"
    fields = ["begruendung"]
    show_when = "gesamtbetrag > 1000"
    [fields.rechnungen]
    row_label = "Rechnung"
    table = { columns = ["datum", "lieferant", "brutto"], sums = ["brutto"] }
    [fields."rechnungen.brutto"]
    computed = "netto * (1 + steuersatz / 100)"
    [fields."rechnungen.skonto"]
    input = "checkbox"
    [fields."rechnungen.grund"]
    show_when = "brutto > 100"
    required = true
    [fields.gesamtbetrag]
    computed = "sum(rechnungen.brutto[item != null])"
"#;

fn invoices() -> Form {
    compile(parts("1:200"), LAYOUT)
}

fn rows(list: &[(&str, &str, &str, &str)]) -> Answers {
    let mut answers = Answers::new();
    for (at, (supplier, day, net, rate)) in list.iter().enumerate() {
        for (key, raw) in [("lieferant", supplier), ("datum", day), ("netto", net), ("steuersatz", rate)] {
            assert!(answers.set(&format!("rechnungen[{at}].{key}"), *raw));
        }
    }
    answers
}

fn table(form: &Form, answers: &Answers) -> TableView {
    let view = form.view("rechnungen", answers, &setting()).unwrap();
    match view.items.into_iter().next().unwrap() {
        Item::Table(table) => table,
        other => panic!("{other:?}"),
    }
}

fn row(supplier: &str, net: &str) -> Vec<(String, String)> {
    [("lieferant", supplier), ("datum", "1.2.2026"), ("netto", net), ("steuersatz", "19")]
        .iter()
        .map(|(key, value)| (format!("rechnungen[0].{key}"), (*value).to_owned()))
        .collect()
}

#[test]
fn a_table_shows_its_columns_its_rows_and_their_sum() {
    let form = invoices();
    let answers = rows(&[("Müller", "3.4.2026", "10", "19"), ("Ziegler", "2026-04-04", "20,50", "7")]);
    let table = table(&form, &answers);
    let labels: Vec<_> = table.columns.iter().map(|column| (column.label.as_str(), column.numeric)).collect();
    assert_eq!(labels, [("Datum", false), ("Lieferant", false), ("Brutto", true)]);
    assert_eq!(table.rows[0].cells[2], [Shown::Money("11.9".into())]);
    assert_eq!(table.rows[1].cells[0], [Shown::Date(jiff::civil::date(2026, 4, 4))]);
    // 20.50 * 1.07 = 21.935, to cents 21.94.
    assert_eq!(table.rows[1].cells[2], [Shown::Money("21.94".into())]);
    assert_eq!(table.sums, [None, None, Some(Shown::Money("33.84".into()))]);
    assert_eq!((table.min, table.max, table.can_add), (1, 200, true));
    assert_eq!(table.rows.iter().map(|row| row.problems).collect::<Vec<_>>(), [0, 0]);
}

#[test]
fn computed_values_are_part_of_what_was_checked_and_cannot_be_typed() {
    let form = invoices();
    let mut answers = rows(&[("Müller", "3.4.2026", "10", "19"), ("Ziegler", "4.4.2026", "20,50", "7")]);
    answers.set("gesamtbetrag", "1");
    answers.set("rechnungen[0].brutto", "0,01");
    let typed = [("gesamtbetrag", "2"), ("rechnungen[0].brutto", "0,02"), ("rechnungen[0].netto", "99")];
    form.accept("rechnungen", &pairs(&typed), &mut answers, &setting());
    assert_eq!(answers.get("gesamtbetrag"), Some("1"), "the page stores nothing for it");
    assert_eq!(answers.get("rechnungen[0].netto"), Some("10"), "nor for rows, which have their own page");
    let values = feel::Value::Context(form.check(&answers, &setting()).unwrap()).to_json();
    assert_eq!(values["gesamtbetrag"].to_string(), "33.84");
    assert_eq!(values["rechnungen"][0]["brutto"].to_string(), "11.9");
    let view = form.view("rechnungen", &answers, &setting()).unwrap();
    let Item::Field(total) = &view.items[1] else { panic!("{view:?}") };
    assert_eq!(total.input, Input::Computed { shown: Some(Shown::Money("33.84".into())) });
}

#[test]
fn what_is_computed_decides_what_is_shown() {
    let form = invoices();
    let mut answers = rows(&[("Müller", "3.4.2026", "800", "19")]);
    let paths = |answers: &Answers| {
        let errors = form.check(answers, &setting()).err().unwrap_or_default();
        errors.into_iter().map(|error| (error.label, error.problem)).collect::<Vec<_>>()
    };
    assert_eq!(paths(&answers), [("Rechnung 1, Grund".to_owned(), FieldProblem::Required)]);
    assert_eq!(table(&form, &answers).rows[0].problems, 1);
    answers.set("rechnungen[0].grund", "Dach");
    assert!(paths(&answers).is_empty());
    answers.set("rechnungen[0].netto", "1000");
    assert_eq!(form.next("rechnungen", &answers, &setting()).unwrap().id(), "viel");
}

#[test]
fn a_row_is_filled_in_on_a_page_of_its_own() {
    let form = invoices();
    let mut answers = Answers::new();
    let view = form.view_row("rechnungen", 0, &answers, &setting()).unwrap();
    assert_eq!((view.title.as_str(), view.caption.as_deref()), ("Rechnung 1", Some("Ihre Rechnungen")));
    assert!(form.view_row("rechnungen", 1, &answers, &setting()).is_none(), "there are no gaps");
    assert!(form.view_row("viel", 0, &answers, &setting()).is_none(), "no table there");
    assert_eq!(form.row_count("rechnungen", &answers), 0);

    let errors = form.accept_row("rechnungen", 0, &row("", "zehn"), &mut answers, &setting());
    let found: Vec<_> = errors.iter().map(|error| (error.label.as_str(), error.problem.name())).collect();
    assert_eq!(found, [("Lieferant", "required"), ("Netto", "number")]);
    assert_eq!(answers.get("rechnungen[0].netto"), Some("zehn"), "what was typed is kept");
    assert_eq!(answers.get("rechnungen[0].skonto"), Some("false"), "a box that is not ticked");

    let mut good = row("Müller", "10");
    good.push(("rechnungen[0].skonto".to_owned(), "true".to_owned()));
    good.push(("rechnungen[1].lieferant".to_owned(), "someone else's row".to_owned()));
    assert_eq!(form.accept_row("rechnungen", 0, &good, &mut answers, &setting()), []);
    assert_eq!(form.row_count("rechnungen", &answers), 1);
    assert_eq!(answers.get("rechnungen[0].skonto"), Some("true"));
    // The page of the table has no boxes of rows, so it does not take their ticks away.
    form.accept("rechnungen", &[], &mut answers, &setting());
    assert_eq!(answers.get("rechnungen[0].skonto"), Some("true"));
}

#[test]
fn what_is_wrong_in_a_row_comes_in_the_order_of_its_fields() {
    let check = "check = [{ rule = \"datum <= heute\", message = \"liegt in der Zukunft\" }]";
    let layout = format!("{LAYOUT}\n[fields.\"rechnungen.datum\"]\n{check}\n");
    let form = compile(parts("1:200"), &layout);
    let mut answers = rows(&[("", "3.4.2099", "", "19")]);
    let errors = form.accept("rechnungen", &[], &mut answers, &setting());
    let found: Vec<_> = errors.iter().map(|error| (error.path.as_str(), error.problem.name())).collect();
    // The row was there before: what it lacks is no news.
    assert_eq!(
        found,
        [
            ("rechnungen[0].lieferant", "required"),
            ("rechnungen[0].datum", "check"),
            ("rechnungen[0].netto", "required"),
        ]
    );
}

#[test]
fn an_empty_row_says_what_it_needs() {
    let form = invoices();
    let mut answers = Answers::new();
    let errors = form.accept_row("rechnungen", 0, &[], &mut answers, &setting());
    assert_eq!(errors.len(), 4, "{errors:?}");
    assert!(errors.iter().all(|error| error.problem == FieldProblem::Required));
    assert!(table(&form, &answers).rows[0].blank);
}

#[test]
fn questions_that_an_answer_brings_to_light_are_new() {
    let form = invoices();
    let before = rows(&[("Müller", "3.4.2026", "10", "19")]);
    let mut after = before.clone();
    let errors = form.accept_row("rechnungen", 0, &row("Müller", "100"), &mut after, &setting());
    assert_eq!(errors[0].problem, FieldProblem::NowNeeded);
    let new = form.revealed_in_row("rechnungen", 0, &before, &after, &setting());
    assert_eq!(new, ["rechnungen[0].grund"]);
}

#[test]
fn rows_are_limited() {
    let form = compile(parts("1:2"), LAYOUT);
    let mut answers = rows(&[("a", "1.1.2026", "1", "7"), ("b", "1.1.2026", "1", "7")]);
    assert!(!table(&form, &answers).can_add);
    assert!(form.view_row("rechnungen", 2, &answers, &setting()).is_none());
    let errors = form.accept_row("rechnungen", 2, &row("c", "1"), &mut answers, &setting());
    assert_eq!(errors[0].problem, FieldProblem::TooMany { max: 2 });
    assert_eq!(form.row_count("rechnungen", &answers), 2);
    let place = form.row_of("rechnungen[1].netto").unwrap();
    assert_eq!((place.page.as_str(), place.row), ("rechnungen", 1));
    assert!(form.row_of("gesamtbetrag").is_none() && form.row_of("rechnungen").is_none());
}

#[test]
fn a_table_without_rows_is_one_gap() {
    let form = invoices();
    let errors = form.check(&Answers::new(), &setting()).unwrap_err();
    assert_eq!(errors.len(), 1, "{errors:?}");
    assert_eq!(
        (errors[0].path.as_str(), &errors[0].problem),
        ("rechnungen", &FieldProblem::TooFew { min: 1 })
    );
    assert!(table(&form, &Answers::new()).rows.is_empty());
}

#[test]
fn a_value_that_cannot_be_computed_is_said_once_all_else_is_right() {
    let form = compile(
        vec![
            group("G1", "Posten", "0:5", vec![field("F1", "Betrag", "1:1", Datentyp::Geldbetrag)]),
            field("F2", "Teiler", "1:1", Datentyp::Zahl),
            locked(field("F3", "Anteil", "1:1", Datentyp::Zahl)),
        ],
        r#"
        [[page]]
        id = "alles"
        title = "Alles"
        fields = ["teiler", "anteil"]
        [[page]]
        id = "posten"
        title = "Posten"
        fields = ["posten"]
        [fields.posten]
        table = {}
        [fields.anteil]
        computed = "10 / teiler"
        "#,
    );
    let mut answers = Answers::new();
    let found = |answers: &Answers| {
        let errors = form.check(answers, &setting()).err().unwrap_or_default();
        errors.into_iter().map(|error| (error.path, error.problem)).collect::<Vec<_>>()
    };
    assert_eq!(found(&answers), [("teiler".to_owned(), FieldProblem::Required)]);
    answers.set("teiler", "0");
    assert_eq!(found(&answers), [("anteil".to_owned(), FieldProblem::NotComputed)]);
    answers.set("teiler", "4");
    assert_eq!(found(&answers), []);
}

#[test]
fn limits_of_the_schema_hold_for_what_is_computed() {
    let total = limited(
        locked(field("F3", "Summe", "1:1", Datentyp::Zahl)),
        Praezisierung { max_value: Some("100".to_owned()), ..Praezisierung::default() },
    );
    let form = compile(
        vec![field("F1", "Teil", "1:1", Datentyp::Zahl), total],
        r#"
        [[page]]
        id = "alles"
        title = "Alles"
        fields = ["teil", "summe"]
        [fields.summe]
        computed = "teil * 2"
        "#,
    );
    let mut answers = Answers::new();
    answers.set("teil", "50,5");
    let errors = form.check(&answers, &setting()).unwrap_err();
    assert_eq!(
        (errors[0].path.as_str(), &errors[0].problem),
        ("summe", &FieldProblem::TooLarge { max: "100".into() })
    );
}

#[test]
fn the_summary_has_every_answer_of_a_table() {
    let form = invoices();
    let mut answers =
        rows(&[("Müller", "3.4.2026", "100", "19"), ("", "", "", ""), ("Ziegler", "bald", "1", "7")]);
    answers.set("rechnungen[0].grund", "Dach");
    let summary = form.summary(&answers, &setting());
    let SummaryItem::Table(table) = &summary[0].items[0] else { panic!("{summary:?}") };
    let labels: Vec<&str> = table.columns.iter().map(|column| column.label.as_str()).collect();
    assert_eq!(labels, ["Datum", "Lieferant", "Brutto", "Netto", "Steuersatz", "Grund"]);
    assert_eq!((table.main, table.rows.len(), table.rows[1].number), (3, 2, 2));
    assert_eq!(table.rows[1].cells[0], [Shown::Invalid("bald".into())]);
    assert_eq!(table.rows[0].cells[5], [Shown::Text("Dach".into())]);
    assert_eq!(table.sums[2], Some(Shown::Money("120.07".into())));
    let SummaryItem::Answer(total) = &summary[0].items[1] else { panic!("{summary:?}") };
    assert_eq!(total.values, [Shown::Money("120.07".into())]);
}

#[test]
fn what_does_not_fit_is_refused_with_its_place() {
    let problems = |layout: &str| {
        let layout = format!("{LAYOUT}\n{layout}");
        let problems = try_compile(parts("1:200"), &layout).unwrap_err();
        problems.iter().map(|problem| problem.message.clone()).collect::<Vec<_>>().join("\n")
    };
    let with = |from: &str, to: &str| {
        let layout = LAYOUT.replace(from, to);
        assert_ne!(layout, LAYOUT);
        let problems = try_compile(parts("1:200"), &layout).unwrap_err();
        problems.iter().map(|problem| problem.message.clone()).collect::<Vec<_>>().join("\n")
    };
    assert!(problems("[fields.begruendung]\ntable = {}").contains("only a repeated group"));
    assert!(problems("[fields.F1]\ncomputed = \"1\"").contains("gives a number where"));
    assert!(problems("[fields.F9]\ncomputed = \"gesamtbetrak\"").contains("gesamtbetrak"));
    assert!(with("\"datum\", \"l", "\"datun\", \"l").contains("\"datun\" is no field of a row"));
    assert!(with("sums = [\"brutto\"]", "sums = [\"datum\"]").contains("is no number"));
    assert!(with("sums = [\"brutto\"]", "sums = [\"netto\"]").contains("is no column"));
    assert!(
        with("\"rechnungen\", \"gesamtbetrag\"]", "\"rechnungen\", \"gesamtbetrag\", \"begruendung\"]")
            .contains("same page")
    );
    assert!(with("netto * (1 + steuersatz / 100)", "gesamtbetrag").contains("depends on itself"));
    assert!(with("netto * (1 + steuersatz / 100)", "string(netto)").contains("gives a string where"));
    assert!(with("table = {", "rows_max = 9999\n table = {").contains("2000 rows at most"));
}

//! Rows of a table from a file.

use crate::common::*;
use fim::xdf3::{Datentyp, Feldart, Praezisierung};
use form::{Answers, FieldProblem, FileRow, Form, Import, ImportError};
use proptest::prelude::*;

fn invoices(rows: &str) -> Form {
    let mut form = vec![
        text("F1", "Lieferant", "1:1"),
        field("F2", "Rechnungsdatum", "1:1", Datentyp::Datum),
        field("F3", "Betrag netto", "1:1", Datentyp::Geldbetrag),
        select("F4", "Gewerk", "0:1", &["dach", "fenster"]),
        field("F5", "Bezahlt", "0:1", Datentyp::Wahrheitswert),
        limited(
            text("F6", "Nummer", "0:1"),
            Praezisierung { max_length: Some(5), ..Praezisierung::default() },
        ),
        change(field("F7", "Beleg", "0:1", Datentyp::Anlage), |_| {}),
    ];
    form.push(change(field("F8", "Betrag brutto", "1:1", Datentyp::Geldbetrag), |feld| {
        feld.feldart = Feldart::Gesperrt;
    }));
    compile(
        vec![group("G1", "Rechnungen", rows, form)],
        r#"
        languages = ["de", "en"]
        [[page]]
        id = "rechnungen"
        title = "Rechnungen"
        fields = ["rechnungen"]
        [fields.rechnungen]
        table = {}
        [fields."rechnungen.betrag_brutto"]
        computed = "betrag_netto * 1.19"
        [fields."rechnungen.lieferant"]
        label = { en = "Supplier" }
        [fields."rechnungen.gewerk"]
        codes.dach = { en = "Roof" }
        "#,
    )
}

fn file(rows: &[&[&str]]) -> Vec<FileRow> {
    let cells = |row: &&[&str]| row.iter().map(|cell| (*cell).to_owned()).collect();
    rows.iter().enumerate().map(|(at, row)| (u32::try_from(at).unwrap() + 1, cells(row))).collect()
}

fn found(form: &Form, rows: &[&[&str]]) -> Import {
    form.import("rechnungen", &file(rows), &setting()).unwrap()
}

fn fields(import: &Import) -> Vec<(usize, &str)> {
    import.columns.iter().map(|(at, _, field)| (*at, field.path.as_str())).collect()
}

#[test]
fn columns_are_found_by_their_headings() {
    let form = invoices("1:200");
    let import = found(
        &form,
        &[
            &["Aufstellung der Rechnungen 2026"],
            &[
                "Nr.",
                "SUPPLIER",
                "Betrag netto in EUR",
                "Rechnungsdatum (TT.MM.JJJJ)",
                "Gewerk",
                "Betrag brutto",
                "Lieferant",
                "",
            ],
            &["1", "Müller", "1.234,50", "3.4.2026", "Roof", "9", "doppelt", "Rest"],
        ],
    );
    assert_eq!(
        fields(&import),
        [(1, "lieferant"), (2, "betrag_netto"), (3, "rechnungsdatum"), (4, "gewerk")]
    );
    let unknown: Vec<_> = import.unknown.iter().map(|(at, heading)| (*at, heading.as_str())).collect();
    assert_eq!(
        unknown,
        [(0, "Nr."), (5, "Betrag brutto"), (6, "Lieferant")],
        "what is computed is no column"
    );
    assert_eq!(import.rows, [(3, ["Müller", "1.234,50", "3.4.2026", "dach"].map(str::to_owned).to_vec())]);
    assert_eq!((import.problems.len(), import.missing.len()), (0, 0), "{:?}", import.problems);
}

#[test]
fn what_does_not_fit_is_said_with_its_place_and_kept() {
    let form = invoices("1:200");
    let import = found(
        &form,
        &[
            &["Lieferant", "Gewerk", "Bezahlt", "Betrag netto", "Nummer"],
            &["Müller", "Dach", "x", "zwölf", "123456"],
            &["", "Keller", "vielleicht", "1,5", ""],
            &["", "", "", "", ""],
            &["Summe:", "", "", "99", ""],
        ],
    );
    let said: Vec<_> = import
        .problems
        .iter()
        .map(|problem| {
            (
                problem.row,
                problem.column,
                problem.label.as_str(),
                problem.value.as_str(),
                problem.problem.name(),
            )
        })
        .collect();
    assert_eq!(
        said,
        [
            (2, Some(3), "Betrag netto", "zwölf", "number"),
            (2, Some(4), "Nummer", "123456", "too-long"),
            (3, Some(0), "Lieferant", "", "required"),
            (3, Some(1), "Gewerk", "Keller", "choice"),
            (3, Some(2), "Bezahlt", "vielleicht", "yes-no"),
        ]
    );
    let missing: Vec<&str> = import.missing.iter().map(|field| field.label.as_str()).collect();
    assert_eq!(missing, ["Rechnungsdatum"], "a column that is missing is said once, not for each row");
    assert_eq!(import.totals, [5]);
    assert_eq!(import.rows[0].1, ["Müller", "dach", "true", "zwölf", "123456"]);
}

#[test]
fn nothing_is_stored_until_it_is_taken_and_then_all_or_nothing() {
    let form = invoices("1:3");
    let mut answers = Answers::new();
    answers.set("rechnungen[0].lieferant", "vorher");
    let paths = ["lieferant", "betrag_brutto", "fremd", "beleg", "betrag_netto"].map(str::to_owned);
    let row = |name: &str| [name, "666", "x", "upload", "=1+1"].map(str::to_owned).to_vec();
    let taken = form.take_import("rechnungen", &paths, &[row("a"), row("b")], false, &mut answers);
    assert_eq!(taken, Ok(()));
    assert_eq!(form.row_count("rechnungen", &answers), 3);
    assert_eq!(answers.get("rechnungen[0].lieferant"), Some("vorher"));
    assert_eq!(answers.get("rechnungen[2].lieferant"), Some("b"));
    assert_eq!(answers.get("rechnungen[2].betrag_netto"), Some("=1+1"), "a text, whatever it begins with");
    for path in ["betrag_brutto", "fremd", "beleg"] {
        assert_eq!(answers.get(&format!("rechnungen[2].{path}")), None, "{path}");
    }
    let before = answers.clone();
    let more = form.take_import("rechnungen", &paths, &[row("c")], false, &mut answers);
    assert_eq!(more, Err(Some(FieldProblem::TooMany { max: 3 })));
    assert_eq!(answers, before);
    form.take_import("rechnungen", &paths, &[row("c")], true, &mut answers).unwrap();
    assert_eq!(form.row_count("rechnungen", &answers), 1);
    assert_eq!(answers.get("rechnungen[0].lieferant"), Some("c"));
    assert_eq!(form.take_import("nirgends", &paths, &[], true, &mut answers), Err(None));
}

#[test]
fn files_without_a_table_are_refused() {
    let form = invoices("1:2");
    let import = |rows: &[&[&str]]| form.import("rechnungen", &file(rows), &setting()).unwrap_err();
    assert_eq!(import(&[&["Name", "Ort"], &["a", "b"]]), ImportError::NoHeadings);
    assert_eq!(import(&[&["Lieferant"], &["a"]]), ImportError::NoHeadings, "one word may be chance");
    assert_eq!(import(&[&["Lieferant", "Nummer"]]), ImportError::NoRows);
    let heading: &[&str] = &["Lieferant", "Nummer"];
    assert_eq!(import(&[heading, &["a"], &["b"], &["c"]]), ImportError::TooManyRows { max: 2 });
    assert_eq!(form.import("nirgends", &[], &setting()), Err(ImportError::NoTable));
    let labels: Vec<String> =
        form.import_fields("rechnungen", "en").into_iter().map(|field| field.label).collect();
    assert_eq!(labels, ["Supplier", "Rechnungsdatum", "Betrag netto", "Gewerk", "Bezahlt", "Nummer"]);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(200))]

    /// Whatever stands in a file: what is taken is what is checked, and the form says the same about it.
    #[test]
    fn what_is_said_before_is_said_after(cells in proptest::collection::vec(proptest::collection::vec("[a-z0-9=,.;\u{0}\u{202e} -]{0,8}", 0..7), 0..8)) {
        let form = invoices("0:50");
        let mut rows = file(&[&["Lieferant", "Rechnungsdatum", "Betrag netto", "Gewerk", "Bezahlt", "Nummer"]]);
        rows.extend(cells.into_iter().enumerate().map(|(at, cells)| (u32::try_from(at).unwrap() + 2, cells)));
        if let Ok(import) = form.import("rechnungen", &rows, &setting()) {
            let paths: Vec<String> = import.columns.iter().map(|(_, _, field)| field.path.clone()).collect();
            let values: Vec<Vec<String>> = import.rows.iter().map(|(_, cells)| cells.clone()).collect();
            let mut answers = Answers::new();
            form.take_import("rechnungen", &paths, &values, true, &mut answers).unwrap();
            let errors = form.check(&answers, &setting()).err().unwrap_or_default();
            prop_assert_eq!(errors.len(), import.problems.len());
        }
    }
}

//! XLSX and ODS.

use std::io::{Cursor, Write};

use rust_xlsxwriter::{ExcelDateTime, Format, Formula, Workbook};
use tabular::{Column, Error, Kind, xlsx_template};
use zip::write::{SimpleFileOptions, ZipWriter};

use crate::{cells, read, row};

/// A zip of parts.
pub(crate) fn zipped(parts: &[(&str, &[u8])]) -> Vec<u8> {
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, content) in parts {
        zip.start_file(*name, SimpleFileOptions::default()).unwrap();
        zip.write_all(content).unwrap();
    }
    zip.finish().unwrap().into_inner()
}

/// An ODS with these rows in its sheet.
pub(crate) fn ods(rows: &str) -> Vec<u8> {
    let xml = format!(
        r#"<?xml version="1.0" encoding="UTF-8"?><office:document-content xmlns:office="o" xmlns:table="t" xmlns:text="x"><office:body><office:spreadsheet><table:table table:name="A"><table:table-column table:number-columns-repeated="16384"/>{rows}</table:table><table:table table:name="B"><table:table-row><table:table-cell><text:p>andere</text:p></table:table-cell></table:table-row></table:table></office:spreadsheet></office:body></office:document-content>"#
    );
    let mimetype = "application/vnd.oasis.opendocument.spreadsheet";
    zipped(&[("mimetype", mimetype.as_bytes()), ("content.xml", xml.as_bytes())])
}

#[test]
fn a_workbook_is_read_as_people_would_type_it() {
    let mut book = Workbook::new();
    let hidden = book.add_worksheet();
    hidden.set_name("Verborgen").unwrap().write(0, 0, "nicht dies").unwrap();
    hidden.set_hidden(true);
    let sheet = book.add_worksheet();
    sheet.set_active(true);
    let date = Format::new().set_num_format("dd.mm.yyyy");
    let clock = Format::new().set_num_format("hh:mm");
    let day = ExcelDateTime::from_ymd(2026, 4, 3).unwrap();
    sheet.write(0, 0, " Lieferant ").unwrap();
    sheet.write(0, 1, "Betrag").unwrap();
    sheet.write(2, 0, "Müller & Söhne").unwrap();
    sheet.write(2, 1, 1234.5).unwrap();
    sheet.write_with_format(2, 2, &day, &date).unwrap();
    sheet.write(2, 3, true).unwrap();
    sheet.write_with_format(2, 4, 0.5, &clock).unwrap();
    sheet.write_formula(3, 1, Formula::new("=0.1+0.2").set_result("0.30000000000000004")).unwrap();
    sheet.write(3, 2, "=1+1").unwrap();
    let bytes = book.save_to_buffer().unwrap();
    assert_eq!(
        cells(&bytes),
        [
            row(1, &["Lieferant", "Betrag"]),
            row(3, &["Müller & Söhne", "1234,5", "2026-04-03", "ja", "12:00:00"]),
            row(4, &["", "0,3", "=1+1"]),
        ]
    );
}

#[test]
fn an_open_document_is_read_as_people_would_type_it() {
    let bytes = ods(
        r#"<table:table-row><table:table-cell office:value-type="string"><text:p>Lieferant</text:p></table:table-cell><table:table-cell><text:p>Betrag</text:p></table:table-cell></table:table-row>
        <table:table-row table:number-rows-repeated="3"><table:table-cell table:number-columns-repeated="16384"/></table:table-row>
        <table:table-row><table:table-cell office:value-type="string"><office:annotation><text:p>Notiz</text:p></office:annotation><text:p>M&#252;ller<text:s text:c="2"/>&amp;</text:p><text:p>Söhne</text:p></table:table-cell><table:table-cell office:value-type="currency" office:value="1234.5" table:formula="of:=1"><text:p>1.234,50 €</text:p></table:table-cell><table:covered-table-cell/><table:table-cell office:value-type="date" office:date-value="2026-04-03"><text:p>03.04.26</text:p></table:table-cell><table:table-cell office:value-type="boolean" office:boolean-value="false"><text:p>FALSCH</text:p></table:table-cell></table:table-row>
        <table:table-row table:number-rows-repeated="2"><table:table-cell table:number-columns-repeated="2" office:value-type="float" office:value="7"><text:p>7</text:p></table:table-cell></table:table-row>
        <table:table-row table:number-rows-repeated="1048000"><table:table-cell table:number-columns-repeated="16384"/></table:table-row>"#,
    );
    assert_eq!(
        cells(&bytes),
        [
            row(1, &["Lieferant", "Betrag"]),
            row(5, &["Müller  &\nSöhne", "1234,5", "", "2026-04-03", "nein"]),
            row(6, &["7", "7"]),
            row(7, &["7", "7"]),
        ]
    );
}

#[test]
fn cells_that_are_merged_say_how_far_they_go() {
    let mut book = Workbook::new();
    let sheet = book.add_worksheet();
    sheet.merge_range(0, 0, 0, 2, "Bestand", &Format::new()).unwrap();
    sheet.merge_range(1, 0, 3, 0, "Register", &Format::new()).unwrap();
    sheet.merge_range(1, 2, 2, 3, "TLRZ", &Format::new()).unwrap();
    for row in 1..5 {
        sheet.write(row, 1, f64::from(row)).unwrap();
    }
    let xlsx = book.save_to_buffer().unwrap();
    let covered = "<table:covered-table-cell/>";
    let cell = |text: &str| format!("<table:table-cell><text:p>{text}</text:p></table:table-cell>");
    let over = |columns: u32, rows: u32, text: &str| {
        format!(
            "<table:table-cell table:number-columns-spanned=\"{columns}\" table:number-rows-spanned=\"{rows}\">\
             <text:p>{text}</text:p></table:table-cell>"
        )
    };
    let rows = [
        format!("{}{covered}{covered}", over(3, 1, "Bestand")),
        format!("{}{}{}{covered}", over(1, 3, "Register"), cell("1"), over(2, 2, "TLRZ")),
        format!("{covered}{}{covered}{covered}", cell("2")),
        format!("{covered}{}", cell("3")),
        format!("<table:table-cell/>{}", cell("4")),
    ];
    let ods = ods(&rows.map(|row| format!("<table:table-row>{row}</table:table-row>")).concat());
    for file in [xlsx, ods] {
        let sheet = read(&file).unwrap();
        assert_eq!(sheet.rows.len(), 5, "nothing is made up: {sheet:?}");
        let kind = [2, 3, 4, 5].map(|row| sheet.from_above(row, 0));
        assert_eq!(kind, [None, Some((2, "Register")), Some((2, "Register")), None]);
        let by = [2, 3, 4].map(|row| sheet.from_above(row, 2));
        assert_eq!(by, [None, Some((2, "TLRZ")), None]);
        assert_eq!(sheet.from_above(3, 3), None, "it counts for the first of its columns");
    }
}

#[test]
fn an_empty_workbook_to_fill_in_has_its_headings_and_is_always_the_same() {
    let column = |label: &str, kind| Column { label: label.to_owned(), kind };
    let columns = [
        column("Lieferant", Kind::Text),
        column("Datum", Kind::Date),
        column("Betrag", Kind::Money),
        column("Gewerk", Kind::Choice(vec!["Dach".to_owned(), "Fenster".to_owned()])),
        column("Viele", Kind::Choice(vec!["x".repeat(300)])),
    ];
    let bytes = xlsx_template("Ihre Rechnungen: [alle]", &columns, 200).unwrap();
    assert_eq!(cells(&bytes), [row(1, &["Lieferant", "Datum", "Betrag", "Gewerk", "Viele"])]);
    assert_eq!(bytes, xlsx_template("Ihre Rechnungen: [alle]", &columns, 200).unwrap());
}

#[test]
fn what_is_no_spreadsheet_is_refused() {
    assert_eq!(read(&zipped(&[("word/document.xml", b"<w/>")])), Err(Error::Kind));
    let text = [("mimetype", &b"application/vnd.oasis.opendocument.text"[..]), ("content.xml", b"<x/>")];
    assert_eq!(read(&zipped(&text)), Err(Error::Kind));
    assert!(matches!(read(b"PK\x03\x04 and nothing more"), Err(Error::Damaged(_))));
    assert!(matches!(
        read(&zipped(&[("xl/workbook.xml", b"<nonsense")])),
        Err(Error::Damaged(_) | Error::Empty)
    ));
}

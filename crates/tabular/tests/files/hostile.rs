//! Files that want to cost much, and files that are none.

use std::time::{Duration, Instant};

use proptest::prelude::*;
use rust_xlsxwriter::Workbook;
use tabular::{Error, Limits};

use crate::office::{ods, zipped};
use crate::read;

/// Far more than any of these needs, far less than reading all of it would.
const SOON: Duration = Duration::from_secs(5);

fn sheet_xml(rows: &str) -> Vec<u8> {
    let content = format!(
        r#"<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>{rows}</sheetData></worksheet>"#
    );
    workbook(content.as_bytes(), b"")
}

fn workbook(sheet: &[u8], strings: &[u8]) -> Vec<u8> {
    zipped(&[
        (
            "_rels/.rels",
            br#"<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="r1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="xl/workbook.xml"/></Relationships>"#,
        ),
        (
            "xl/workbook.xml",
            br#"<workbook xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"><sheets><sheet name="A" sheetId="1" r:id="r1"/></sheets></workbook>"#,
        ),
        (
            "xl/_rels/workbook.xml.rels",
            br#"<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="r1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet" Target="worksheets/sheet1.xml"/><Relationship Id="r2" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/sharedStrings" Target="sharedStrings.xml"/></Relationships>"#,
        ),
        ("xl/worksheets/sheet1.xml", sheet),
        ("xl/sharedStrings.xml", if strings.is_empty() { b"<sst/>" } else { strings }),
    ])
}

/// Reads within the time that a person waits.
fn soon(bytes: &[u8]) -> Result<tabular::Sheet, Error> {
    let start = Instant::now();
    let read = read(bytes);
    assert!(start.elapsed() < SOON, "it took {:?}", start.elapsed());
    read
}

#[test]
fn a_million_rows_are_refused_soon() {
    let max = Limits::default().rows;
    let csv = "a;b;c\n".repeat(800_000);
    assert_eq!(soon(csv.as_bytes()), Err(Error::TooManyRows { max }));
    let rows: String = (1..=200_000).map(|row| format!("<row r=\"{row}\"><c><v>1</v></c></row>")).collect();
    assert_eq!(soon(&sheet_xml(&rows)), Err(Error::TooManyRows { max }));
    let repeated = ods(
        r#"<table:table-row table:number-rows-repeated="1048576"><table:table-cell table:number-columns-repeated="100" office:value-type="float" office:value="1"/></table:table-row>"#,
    );
    assert_eq!(soon(&repeated), Err(Error::TooManyRows { max }));
}

#[test]
fn a_bomb_is_not_unpacked() {
    let max = Limits::default().unpacked;
    let blanks = vec![b' '; 40 << 20];
    assert_eq!(soon(&workbook(&blanks, b"")), Err(Error::Unpacked { max }));
    assert_eq!(soon(&workbook(b"<worksheet/>", &blanks)), Err(Error::Unpacked { max }));
    let mimetype = &b"application/vnd.oasis.opendocument.spreadsheet"[..];
    assert_eq!(
        soon(&zipped(&[("mimetype", mimetype), ("content.xml", &blanks)])),
        Err(Error::Unpacked { max })
    );
}

#[test]
fn wide_far_and_long_cells_are_refused() {
    let limits = Limits::default();
    let wide = ";x".repeat(200);
    assert_eq!(soon(wide.as_bytes()), Err(Error::TooManyColumns { max: limits.columns, row: 1 }));
    let wide = ods(
        r#"<table:table-row><table:table-cell table:number-columns-repeated="4000000000"><text:p>x</text:p></table:table-cell></table:table-row>"#,
    );
    assert_eq!(soon(&wide), Err(Error::TooManyColumns { max: limits.columns, row: 1 }));
    let far = sheet_xml("<row r=\"1048576\"><c r=\"XFD1048576\"><v>1</v></c></row>");
    assert_eq!(soon(&far), Err(Error::TooManyColumns { max: limits.columns, row: 1_048_576 }));
    let down = sheet_xml("<row r=\"1048576\"><c r=\"A1048576\"><v>1</v></c></row>");
    assert_eq!(soon(&down).unwrap().rows[0].number, 1_048_576);
    let long = format!("a;{}\n", "ü".repeat(limits.cell + 1));
    assert_eq!(soon(long.as_bytes()), Err(Error::CellTooLong { max: limits.cell, row: 1 }));
    // A quote that is never closed swallows the rest of the file.
    let open = format!("a;b\n\"{}", "x;y\n".repeat(100_000));
    assert_eq!(soon(open.as_bytes()), Err(Error::CellTooLong { max: limits.cell, row: 2 }));
    let large = vec![b'x'; limits.bytes + 1];
    assert_eq!(soon(&large), Err(Error::TooLarge { max: limits.bytes }));
}

#[test]
fn entities_are_not_expanded() {
    let xml = br#"<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa">]><office:document-content xmlns:office="o"/>"#;
    let mimetype = &b"application/vnd.oasis.opendocument.spreadsheet"[..];
    assert!(matches!(soon(&zipped(&[("mimetype", mimetype), ("content.xml", xml)])), Err(Error::Damaged(_))));
}

fn good_workbook() -> Vec<u8> {
    let mut book = Workbook::new();
    let sheet = book.add_worksheet();
    for row in 0..20 {
        sheet.write(row, 0, format!("Lieferant {row}")).unwrap();
        sheet.write(row, 1, f64::from(row) * 1.5).unwrap();
    }
    book.save_to_buffer().unwrap()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(100))]

    #[test]
    fn any_bytes_are_read_or_refused(bytes in proptest::collection::vec(any::<u8>(), 0..2000)) {
        let _ = read(&bytes).map(|sheet| assert!(!sheet.rows.is_empty()));
    }

    #[test]
    fn a_damaged_workbook_is_read_or_refused(at in 0_usize..10_000, byte in any::<u8>(), cut in 0_usize..10_000) {
        let mut bytes = good_workbook();
        let length = bytes.len();
        bytes[at % length] = byte;
        bytes.truncate(length - (cut % 50));
        let _ = read(&bytes).map(|sheet| assert!(!sheet.rows.is_empty()));
    }

    #[test]
    fn xml_of_a_sheet_may_say_anything(rows in "(<row( r=\"[0-9]{0,12}\")?>(<c( r=\"[A-Z]{0,4}[0-9]{0,9}\")?( t=\"(s|b|d|n|str|e)\")?>(<v>[0-9a-z.-]{0,9}</v>)?</c>){0,3}</row>){0,4}") {
        let _ = read(&sheet_xml(&rows)).map(|sheet| assert!(!sheet.rows.is_empty()));
    }

    #[test]
    fn what_was_written_as_csv_is_read_again(rows in proptest::collection::vec(proptest::collection::vec("[a-zA-ZäöüÄÖÜß0-9;,\" .=+-]{0,12}", 2..5), 1..20)) {
        let quoted = |cell: &String| format!("\"{}\"", cell.replace('"', "\"\""));
        let text: String = rows.iter().map(|row| row.iter().map(quoted).collect::<Vec<_>>().join(";") + "\r\n").collect();
        let mut expected: Vec<Vec<String>> = rows.iter().map(|row| row.iter().map(|cell| cell.trim().to_owned()).collect()).collect();
        for row in &mut expected {
            while row.last().is_some_and(String::is_empty) {
                row.pop();
            }
        }
        expected.retain(|row| !row.is_empty());
        let found = read(text.as_bytes()).map(|sheet| sheet.rows.into_iter().map(|row| row.cells).collect::<Vec<_>>());
        prop_assert_eq!(found.unwrap_or_default(), expected);
    }
}

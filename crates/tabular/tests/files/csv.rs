//! CSV in its dialects.

use tabular::{Column, Error, Kind, csv_template};

use crate::{cells, read, row};

#[test]
fn columns_are_parted_by_what_parts_them() {
    let expected = [row(1, &["Lieferant", "Datum", "Betrag"]), row(2, &["Müller", "3.4.2026", "1.234,50"])];
    for text in [
        "Lieferant;Datum;Betrag\r\nMüller;3.4.2026;1.234,50\r\n",
        "Lieferant\tDatum\tBetrag\nMüller\t3.4.2026\t1.234,50",
        "Lieferant,Datum,Betrag\nMüller,3.4.2026,\"1.234,50\"\n",
        "sep=;\nLieferant;Datum;Betrag\nMüller;3.4.2026;1.234,50\n",
        "\u{feff}Lieferant;Datum;Betrag\n\"Müller\" ; 3.4.2026;1.234,50;;;\n",
    ] {
        let found: Vec<_> = cells(text.as_bytes()).into_iter().map(|(_, cells)| cells).collect();
        let expected: Vec<_> = expected.iter().map(|(_, cells)| cells.clone()).collect();
        if text.contains("\"Müller\" ") {
            // A blank behind the quote belongs to the cell and goes with the other blanks around it.
            assert_eq!(found[1][1..], expected[1][1..], "{text:?}");
        } else {
            assert_eq!(found, expected, "{text:?}");
        }
    }
}

#[test]
fn rows_are_numbered_as_a_spreadsheet_does() {
    let text = "a;b\n\n;\n\"zwei\nZeilen\";2\nx;y\n";
    assert_eq!(
        cells(text.as_bytes()),
        [row(1, &["a", "b"]), row(4, &["zwei\nZeilen", "2"]), row(5, &["x", "y"])]
    );
    assert_eq!(cells(b"sep=,\na,b\n1,2\n"), [row(2, &["a", "b"]), row(3, &["1", "2"])]);
}

#[test]
fn letters_are_read_in_the_codes_of_windows_too() {
    let windows = b"Stra\xdfe;\x80\nM\xfcller;1\n";
    assert_eq!(cells(windows), [row(1, &["Straße", "€"]), row(2, &["Müller", "1"])]);
    let mut wide = vec![0xFF, 0xFE];
    wide.extend("Straße\tß\nÄ\t1\n".encode_utf16().flat_map(u16::to_le_bytes));
    assert_eq!(cells(&wide), [row(1, &["Straße", "ß"]), row(2, &["Ä", "1"])]);
}

#[test]
fn what_looks_like_a_formula_is_a_text() {
    let text = "a;b\n=1+1;@SUM(A1)\n+49 361;-5\n\"=HYPERLINK(\"\"http://x\"\")\";x\n";
    let found = cells(text.as_bytes());
    assert_eq!(found[1], row(2, &["=1+1", "@SUM(A1)"]));
    assert_eq!(found[2], row(3, &["+49 361", "-5"]));
    assert_eq!(found[3].1[0], "=HYPERLINK(\"http://x\")");
}

#[test]
fn what_is_no_table_is_refused() {
    assert_eq!(read(b""), Err(Error::Empty));
    assert_eq!(read(b"\n\n ; ;\n"), Err(Error::Empty));
    assert_eq!(read(b"%PDF-1.7\n\0\0\0"), Err(Error::Kind));
    assert_eq!(read(b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR"), Err(Error::Kind));
    assert_eq!(read(b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1"), Err(Error::OldOrLocked));
}

#[test]
fn an_empty_file_to_fill_in_has_its_headings() {
    let column = |label: &str| Column { label: label.to_owned(), kind: Kind::Text };
    let bytes = csv_template(&[column("Lieferant"), column("Betrag; netto"), column("=1+1")]);
    assert_eq!(cells(&bytes), [row(1, &["Lieferant", "Betrag; netto", "'=1+1"])]);
    assert!(bytes.starts_with("\u{feff}Lieferant;\"Betrag; netto\"".as_bytes()));
}

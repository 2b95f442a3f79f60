//! An XLSX file, row by row (ECMA-376 part 1, SpreadsheetML): one sheet with a bold heading that stays in place.
//!
//! `rust_xlsxwriter`, which writes the templates, keeps every cell until the end: 100,000 rows of nine cells took it 176 MB,
//! or a temporary file with what stands in them. Here each row is packed at once, and only the packed file is kept.

use std::fmt::Write as _;
use std::io::{Cursor, Write as _};

use jiff::civil::{Date, date};
use zip::ZipWriter;
use zip::write::SimpleFileOptions;

use crate::column_name;
use crate::template::sheet_name;
use crate::write::{Heading, Value, WriteError, german, tenths};

/// Rows of a sheet, and characters of a cell.
const ROWS: u32 = 1_048_576;
const CHARACTERS: usize = 32_767;

/// Excel takes 1900 for a leap year; from this day on it counts right.
const FIRST_DAY: Date = date(1900, 3, 1);
/// The day before which Excel's count begins, for all days from then on.
const DAY_ZERO: Date = date(1899, 12, 30);

const HEAD: &str = "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n";
const MAIN: &str = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";

const CONTENT_TYPES: &str = r#"<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/docProps/core.xml" ContentType="application/vnd.openxmlformats-package.core-properties+xml"/><Override PartName="/xl/workbook.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/><Override PartName="/xl/styles.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.styles+xml"/><Override PartName="/xl/worksheets/sheet1.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"/></Types>"#;
const RELATIONS: &str = r#"<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="xl/workbook.xml"/><Relationship Id="rId2" Type="http://schemas.openxmlformats.org/package/2006/relationships/metadata/core-properties" Target="docProps/core.xml"/></Relationships>"#;
const BOOK_RELATIONS: &str = r#"<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet" Target="worksheets/sheet1.xml"/><Relationship Id="rId2" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/styles" Target="styles.xml"/></Relationships>"#;

/// The styles of cells, in the order of `cellXfs` below.
#[derive(Clone, Copy)]
enum Style {
    Heading = 1,
    Day = 2,
    Whole = 3,
    Tenths = 4,
    Cents = 5,
}

const STYLES: &str = r##"<numFmts count="2"><numFmt numFmtId="164" formatCode="dd\.mm\.yyyy"/><numFmt numFmtId="165" formatCode="#,##0.0"/></numFmts><fonts count="2"><font><sz val="11"/><name val="Calibri"/><family val="2"/></font><font><b/><sz val="11"/><name val="Calibri"/><family val="2"/></font></fonts><fills count="2"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill></fills><borders count="1"><border><left/><right/><top/><bottom/><diagonal/></border></borders><cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs><cellXfs count="6"><xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0"/><xf numFmtId="0" fontId="1" fillId="0" borderId="0" xfId="0" applyFont="1"/><xf numFmtId="164" fontId="0" fillId="0" borderId="0" xfId="0" applyNumberFormat="1"/><xf numFmtId="3" fontId="0" fillId="0" borderId="0" xfId="0" applyNumberFormat="1"/><xf numFmtId="165" fontId="0" fillId="0" borderId="0" xfId="0" applyNumberFormat="1"/><xf numFmtId="4" fontId="0" fillId="0" borderId="0" xfId="0" applyNumberFormat="1"/></cellXfs><cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles>"##;

/// A workbook whose sheet is being written.
pub(crate) struct Book {
    zip: ZipWriter<Cursor<Vec<u8>>>,
    rows: u32,
    /// The row being written.
    row: String,
}

impl Book {
    pub(crate) fn begin(title: &str, headings: &[Heading]) -> Result<Self, WriteError> {
        let zip = ZipWriter::new(Cursor::new(Vec::new()));
        let mut book = Self { zip, rows: 0, row: String::new() };
        book.part("[Content_Types].xml", CONTENT_TYPES)?;
        book.part("_rels/.rels", RELATIONS)?;
        book.part("docProps/core.xml", &properties(title))?;
        book.part("xl/workbook.xml", &workbook(title))?;
        book.part("xl/_rels/workbook.xml.rels", BOOK_RELATIONS)?;
        book.part("xl/styles.xml", &format!("<styleSheet xmlns=\"{MAIN}\">{STYLES}</styleSheet>"))?;
        book.part("xl/worksheets/sheet1.xml", &sheet(headings))?;
        book.open();
        for (at, heading) in headings.iter().enumerate() {
            book.text(at, &heading.label, Some(Style::Heading))?;
        }
        book.close()?;
        Ok(book)
    }

    pub(crate) fn row(&mut self, cells: &[Value]) -> Result<(), WriteError> {
        self.open();
        for (at, cell) in cells.iter().enumerate() {
            match cell {
                Value::Empty => {}
                Value::Text(text) => self.text(at, text, None)?,
                Value::Day(day) => match number_of(*day) {
                    Some(number) => self.number(at, f64::from(number), Style::Day),
                    None => self.text(at, &german(*day), None)?,
                },
                Value::Whole(number) => self.number(at, *number as f64, Style::Whole),
                Value::Tenths(number) if number.is_finite() => {
                    self.number(at, tenths(*number), Style::Tenths);
                }
                Value::Tenths(_) => {}
                Value::Cents(cents) => self.number(at, *cents as f64 / 100.0, Style::Cents),
            }
        }
        self.close()
    }

    pub(crate) fn finish(mut self) -> Result<Vec<u8>, WriteError> {
        self.write("</sheetData></worksheet>")?;
        Ok(self.zip.finish().map_err(packing)?.into_inner())
    }

    /// Begins a part of the file.
    fn part(&mut self, name: &str, content: &str) -> Result<(), WriteError> {
        self.zip.start_file(name, SimpleFileOptions::default()).map_err(packing)?;
        self.write(HEAD)?;
        self.write(content)
    }

    fn write(&mut self, content: &str) -> Result<(), WriteError> {
        self.zip.write_all(content.as_bytes()).map_err(packing)
    }

    fn open(&mut self) {
        self.rows += 1;
        self.row.clear();
        let row = self.rows;
        self.push(format_args!("<row r=\"{row}\">"));
    }

    fn close(&mut self) -> Result<(), WriteError> {
        if self.rows > ROWS {
            return Err(WriteError::Rows { max: ROWS });
        }
        self.row.push_str("</row>");
        self.zip.write_all(self.row.as_bytes()).map_err(packing)
    }

    fn push(&mut self, text: std::fmt::Arguments<'_>) {
        // Writing into a String cannot fail.
        let _ = self.row.write_fmt(text);
    }

    fn number(&mut self, at: usize, number: f64, style: Style) {
        let (style, column, row) = (style as u8, column_name(at), self.rows);
        self.push(format_args!("<c r=\"{column}{row}\" s=\"{style}\"><v>{number}</v></c>"));
    }

    fn text(&mut self, at: usize, text: &str, style: Option<Style>) -> Result<(), WriteError> {
        if text.is_empty() {
            return Ok(());
        }
        // Excel counts UTF-16.
        if text.len() > CHARACTERS && text.encode_utf16().count() > CHARACTERS {
            return Err(WriteError::Text { row: self.rows, max: CHARACTERS });
        }
        let style = style.map_or(0, |style| style as u8);
        let (column, row) = (column_name(at), self.rows);
        self.push(format_args!(
            "<c r=\"{column}{row}\" s=\"{style}\" t=\"inlineStr\"><is><t xml:space=\"preserve\">"
        ));
        escape(text, &mut self.row);
        self.row.push_str("</t></is></c>");
        Ok(())
    }
}

fn packing(error: impl std::fmt::Display) -> WriteError {
    WriteError::Packing(error.to_string())
}

/// A day as Excel counts; `None` for those that it cannot show.
fn number_of(day: Date) -> Option<i32> {
    let is_known = (FIRST_DAY..=date(9999, 12, 31)).contains(&day);
    is_known.then(|| (day - DAY_ZERO).get_days())
}

/// The same file each time, whatever the clock says.
fn properties(title: &str) -> String {
    let mut xml = String::from(
        "<cp:coreProperties xmlns:cp=\"http://schemas.openxmlformats.org/package/2006/metadata/core-properties\" \
         xmlns:dc=\"http://purl.org/dc/elements/1.1/\"><dc:title>",
    );
    escape(title, &mut xml);
    xml + "</dc:title></cp:coreProperties>"
}

fn workbook(title: &str) -> String {
    let mut xml = format!(
        "<workbook xmlns=\"{MAIN}\" xmlns:r=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships\"><sheets>\
         <sheet name=\""
    );
    escape(&sheet_name(title), &mut xml);
    xml + "\" sheetId=\"1\" r:id=\"rId1\"/></sheets></workbook>"
}

/// The beginning of the sheet: its first row stays in place, its columns are as wide as what they hold.
fn sheet(headings: &[Heading]) -> String {
    let mut xml = format!(
        "<worksheet xmlns=\"{MAIN}\"><sheetViews><sheetView workbookViewId=\"0\"><pane ySplit=\"1\" topLeftCell=\"A2\" \
         activePane=\"bottomLeft\" state=\"frozen\"/></sheetView></sheetViews>"
    );
    let column = |(at, heading): (usize, &Heading)| {
        let letters = heading.label.chars().count().min(40).max(usize::from(heading.width));
        // A little room: bold letters are wider.
        let (number, width) = (at + 1, letters + 2);
        format!("<col min=\"{number}\" max=\"{number}\" width=\"{width}\" customWidth=\"1\"/>")
    };
    if !headings.is_empty() {
        let columns: String = headings.iter().enumerate().map(column).collect();
        xml += &format!("<cols>{columns}</cols>");
    }
    xml + "<sheetData>"
}

/// As text of XML. What XML cannot hold is written as Excel writes it, `_x0007_`; a text that looks so is kept apart.
fn escape(text: &str, xml: &mut String) {
    for (at, c) in text.char_indices() {
        match c {
            '&' => xml.push_str("&amp;"),
            '<' => xml.push_str("&lt;"),
            '>' => xml.push_str("&gt;"),
            '"' => xml.push_str("&quot;"),
            '\t' | '\n' => xml.push(c),
            '\0'..='\u{1f}' | '\u{fffe}' | '\u{ffff}' => {
                let _ = write!(xml, "_x{:04X}_", u32::from(c));
            }
            '_' if looks_escaped(&text[at..]) => xml.push_str("_x005F_"),
            _ => xml.push(c),
        }
    }
}

fn looks_escaped(text: &str) -> bool {
    let bytes = text.as_bytes();
    bytes.len() >= 7 && bytes[1] == b'x' && bytes[2..6].iter().all(u8::is_ascii_hexdigit) && bytes[6] == b'_'
}

#[cfg(test)]
mod tests {
    use super::*;
    use calamine::{Data, Reader, Xlsx};

    fn written(title: &str, rows: &[Vec<Value>]) -> Vec<u8> {
        let headings =
            [("Name", 20), ("Tag", 12)].map(|(label, width)| Heading { label: label.into(), width });
        let mut book = Book::begin(title, &headings).unwrap();
        for row in rows {
            book.row(row).unwrap();
        }
        book.finish().unwrap()
    }

    #[test]
    fn what_was_written_is_read_as_what_it_is() {
        let evil = ["=1+1", "@SUM(A1)", "<a&\"b\">", "a\nb\u{7}", "_x0041_", "Ä 😀"];
        let text = |text: &&str| vec![Value::Text((*text).to_owned())];
        let mut rows: Vec<Vec<Value>> = evil.iter().map(text).collect();
        rows.push(vec![
            Value::Empty,
            Value::Day(date(2026, 3, 1)),
            Value::Whole(12_345),
            Value::Tenths(12.34),
        ]);
        rows.push(vec![Value::Empty, Value::Cents(123_405)]);
        rows.push(vec![
            Value::Empty,
            Value::Day(date(1900, 2, 28)),
            Value::Whole(-1),
            Value::Tenths(f64::NAN),
        ]);
        let mut book: Xlsx<_> =
            calamine::open_workbook_from_rs(Cursor::new(written("Bericht: 1/2", &rows))).unwrap();
        assert_eq!(book.sheet_names(), ["Bericht 12"]);
        let sheet = book.worksheet_range("Bericht 12").unwrap();
        let at = |row, column| sheet.get_value((row, column)).cloned().unwrap_or_default();
        assert_eq!(at(0, 0), Data::String("Name".into()));
        for (row, text) in evil.iter().enumerate() {
            let Data::String(found) = at(u32::try_from(row).unwrap() + 1, 0) else {
                panic!("{text:?} is no text")
            };
            assert!(found == *text || text.contains(['\u{7}', '_']), "{found:?} is not {text:?}");
        }
        let Data::DateTime(day) = at(7, 1) else { panic!("no day: {:?}", at(7, 1)) };
        assert_eq!(day.to_ymd_hms_milli().0, 2026);
        assert_eq!((day.to_ymd_hms_milli().1, day.to_ymd_hms_milli().2), (3, 1));
        assert_eq!((at(7, 2), at(7, 3)), (Data::Float(12_345.0), Data::Float(12.3)));
        assert_eq!(at(8, 1), Data::Float(1234.05));
        assert_eq!((at(9, 1), at(9, 3)), (Data::String("28.02.1900".into()), Data::Empty));
    }

    #[test]
    fn the_same_rows_give_the_same_file() {
        let rows = vec![vec![Value::Text("a".into())]];
        assert_eq!(written("x", &rows), written("x", &rows));
    }

    #[test]
    fn what_no_cell_holds_is_refused() {
        let mut book = Book::begin("", &[]).unwrap();
        let refused = book.row(&[Value::Text("x".repeat(CHARACTERS + 1))]);
        assert_eq!(refused, Err(WriteError::Text { row: 2, max: CHARACTERS }));
        // 60,000 bytes, but fewer characters than a cell holds.
        assert_eq!(book.row(&[Value::Text("ä".repeat(30_000))]), Ok(()));
        book.rows = ROWS;
        assert_eq!(book.row(&[]), Err(WriteError::Rows { max: ROWS }));
    }
}

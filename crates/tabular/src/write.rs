//! Tables that leave the house: the same rows as CSV or as XLSX, with one look for all of them.
//!
//! A text stays a text, whatever it begins with: in XLSX it is stored as one, in CSV an apostrophe keeps spreadsheets from
//! taking it for a formula. Days are days and numbers are numbers, so that people can sort and add them up.

use jiff::civil::Date;

use crate::book::Book;
use crate::text;

/// As what a table is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum FileType {
    /// UTF-8 with its mark, parted by semicolons, German days and numbers: what spreadsheets in German offices open by a
    /// double click.
    Csv,
    /// An Excel workbook with one sheet.
    Xlsx,
}

impl FileType {
    /// The type of that ending, if it is one.
    #[must_use]
    pub fn of(ending: &str) -> Option<Self> {
        [Self::Csv, Self::Xlsx].into_iter().find(|file| file.ending() == ending)
    }

    /// How the name of such a file ends.
    #[must_use]
    pub const fn ending(self) -> &'static str {
        match self {
            Self::Csv => "csv",
            Self::Xlsx => "xlsx",
        }
    }

    /// The media type of such a file.
    #[must_use]
    pub const fn media_type(self) -> &'static str {
        match self {
            Self::Csv => "text/csv; charset=utf-8",
            Self::Xlsx => "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        }
    }
}

/// The head of a column.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Heading {
    /// What it holds.
    pub label: String,
    /// How many characters wide a sheet shows it; a longer label makes it wider.
    pub width: u8,
}

/// What a cell holds.
#[derive(Debug, Clone, PartialEq)]
pub enum Value {
    /// Nothing.
    Empty,
    /// A text.
    Text(String),
    /// A day.
    Day(Date),
    /// A whole number.
    Whole(i64),
    /// A number, rounded to one digit behind the comma.
    Tenths(f64),
    /// An amount of money, in cents.
    Cents(i64),
}

/// Why a table cannot be written.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum WriteError {
    /// More rows than a sheet of Excel has.
    #[error("an XLSX file holds {max} rows at most: write CSV, or fewer rows")]
    Rows {
        /// Most rows, the heading among them.
        max: u32,
    },
    /// A text that is longer than a cell of Excel.
    #[error("row {row}: a cell of an XLSX file holds {max} characters at most: write CSV")]
    Text {
        /// Where, as a spreadsheet counts.
        row: u32,
        /// Most characters.
        max: usize,
    },
    /// The file could not be packed.
    #[error("the XLSX file could not be packed: {0}")]
    Packing(String),
}

/// A table being written, row by row. Nothing but the file itself is kept in memory.
pub struct Writer(To);

enum To {
    Csv(String),
    Xlsx(Box<Book>),
}

impl Writer {
    /// Begins a table with its heading row. `title` names the sheet and the document; CSV has neither.
    ///
    /// # Errors
    /// [`WriteError`].
    pub fn new(file: FileType, title: &str, headings: &[Heading]) -> Result<Self, WriteError> {
        Ok(Self(match file {
            FileType::Csv => {
                let labels: Vec<&str> = headings.iter().map(|heading| heading.label.as_str()).collect();
                To::Csv(csv_heading(&labels))
            }
            FileType::Xlsx => To::Xlsx(Box::new(Book::begin(title, headings)?)),
        }))
    }

    /// Adds a row.
    ///
    /// # Errors
    /// [`WriteError`].
    pub fn row(&mut self, cells: &[Value]) -> Result<(), WriteError> {
        match &mut self.0 {
            To::Csv(csv) => csv_row(cells, csv),
            To::Xlsx(book) => book.row(cells)?,
        }
        Ok(())
    }

    /// The file.
    ///
    /// # Errors
    /// [`WriteError`].
    pub fn finish(self) -> Result<Vec<u8>, WriteError> {
        match self.0 {
            To::Csv(csv) => Ok(csv.into_bytes()),
            To::Xlsx(book) => book.finish(),
        }
    }
}

/// The beginning of a CSV file: its mark and the names of the columns.
pub(crate) fn csv_heading(labels: &[&str]) -> String {
    let mut csv = String::from('\u{feff}');
    let labels: Vec<Value> = labels.iter().map(|label| Value::Text((*label).to_owned())).collect();
    csv_row(&labels, &mut csv);
    csv
}

/// A whole table at once: `rows` below the headings.
///
/// # Errors
/// [`WriteError`].
pub fn table<R: AsRef<[Value]>>(
    file: FileType,
    title: &str,
    headings: &[Heading],
    rows: impl IntoIterator<Item = R>,
) -> Result<Vec<u8>, WriteError> {
    let mut writer = Writer::new(file, title, headings)?;
    for row in rows {
        writer.row(row.as_ref())?;
    }
    writer.finish()
}

fn csv_row(cells: &[Value], csv: &mut String) {
    for (number, cell) in cells.iter().enumerate() {
        if number > 0 {
            csv.push(';');
        }
        match cell {
            Value::Empty => {}
            Value::Text(text) => csv_text(text, csv),
            Value::Day(day) => csv.push_str(&german(*day)),
            Value::Whole(number) => csv.push_str(&number.to_string()),
            Value::Cents(cents) => {
                let sign = if *cents < 0 { "-" } else { "" };
                let (whole, rest) = (cents.unsigned_abs() / 100, cents.unsigned_abs() % 100);
                csv.push_str(&format!("{sign}{whole},{rest:02}"));
            }
            Value::Tenths(number) => csv.push_str(&text::number(tenths(*number))),
        }
    }
    csv.push_str("\r\n");
}

/// A spreadsheet takes what begins so for a formula (OWASP: CSV injection); an apostrophe makes it a text.
fn csv_text(text: &str, csv: &mut String) {
    let is_formula = text.starts_with(['=', '+', '-', '@', '\t', '\r']);
    let quoted = is_formula || text.contains([';', ',', '"', '\n', '\r', '\t']);
    if quoted {
        csv.push('"');
    }
    if is_formula {
        csv.push('\'');
    }
    for c in text.chars() {
        if c == '"' {
            csv.push('"');
        }
        csv.push(c);
    }
    if quoted {
        csv.push('"');
    }
}

/// A day as people in Germany write it.
pub(crate) fn german(day: Date) -> String {
    format!("{:02}.{:02}.{:04}", day.day(), day.month(), day.year())
}

/// Rounded to one digit behind the comma.
pub(crate) fn tenths(number: f64) -> f64 {
    (number * 10.0).round() / 10.0
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_cell_is_a_formula_and_none_breaks_its_row() {
        for (text, expected) in [
            ("Anna Beispiel", "Anna Beispiel"),
            ("", ""),
            ("a;b", "\"a;b\""),
            ("\"x\"", "\"\"\"x\"\"\""),
            ("a\r\nb", "\"a\r\nb\""),
            ("=1+1", "\"'=1+1\""),
            ("+49", "\"'+49\""),
            ("-1", "\"'-1\""),
            ("@x", "\"'@x\""),
            ("\t=1", "\"'\t=1\""),
            ("\r=1", "\"'\r=1\""),
            ("=HYPERLINK(\"x\";\"y\")", "\"'=HYPERLINK(\"\"x\"\";\"\"y\"\")\""),
            ("1=1", "1=1"),
        ] {
            let mut csv = String::new();
            csv_text(text, &mut csv);
            assert_eq!(csv, expected, "{text:?}");
        }
    }

    #[test]
    fn days_and_numbers_are_german_in_csv() {
        let headings = ["Tag", "Zahl", "Quote", "Text", "Betrag"]
            .map(|label| Heading { label: label.into(), width: 10 });
        let mut file = Writer::new(FileType::Csv, "", &headings).unwrap();
        let day = Value::Day(jiff::civil::date(2026, 3, 1));
        file.row(&[day, Value::Whole(-1234), Value::Tenths(12.345), Value::Empty, Value::Cents(-123_405)])
            .unwrap();
        let csv = String::from_utf8(file.finish().unwrap()).unwrap();
        assert_eq!(csv, "\u{feff}Tag;Zahl;Quote;Text;Betrag\r\n01.03.2026;-1234;12,3;;-1234,05\r\n");
    }
}

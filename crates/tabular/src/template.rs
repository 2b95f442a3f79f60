//! Empty files to fill in: a heading row, and in XLSX columns that know what belongs into them.

use rust_xlsxwriter::{DataValidation, DocProperties, ExcelDateTime, Format, Workbook, XlsxError};

use crate::write;

/// A column of an empty file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Column {
    /// Its heading.
    pub label: String,
    /// What belongs into it.
    pub kind: Kind,
}

/// What belongs into a column.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Kind {
    /// Any text.
    Text,
    /// A date.
    Date,
    /// A number.
    Number,
    /// An amount of money.
    Money,
    /// One of these.
    Choice(Vec<String>),
}

/// A CSV file with the headings alone, as German spreadsheets open it: UTF-8 with its mark, parted by semicolons.
pub fn csv_template(columns: &[Column]) -> Vec<u8> {
    let labels: Vec<&str> = columns.iter().map(|column| column.label.as_str()).collect();
    write::csv_heading(&labels).into_bytes()
}

/// An XLSX file with the headings alone. `rows` is how many rows below them are prepared.
///
/// # Errors
/// What the format cannot hold, such as a heading of more than 32,767 characters.
pub fn xlsx_template(title: &str, columns: &[Column], rows: u32) -> Result<Vec<u8>, XlsxError> {
    let mut book = Workbook::new();
    // The same file each time, whatever the clock says.
    let day = ExcelDateTime::from_ymd(2026, 1, 1)?;
    book.set_properties(&DocProperties::new().set_title(title).set_creation_datetime(&day));
    let sheet = book.add_worksheet();
    sheet.set_name(sheet_name(title))?;
    let heading = Format::new().set_bold().set_text_wrap();
    for (at, column) in columns.iter().enumerate() {
        let at = u16::try_from(at).unwrap_or(u16::MAX);
        sheet.write_string_with_format(0, at, &column.label, &heading)?;
        let letters = u32::try_from(column.label.chars().count()).unwrap_or(u32::MAX).clamp(12, 40);
        sheet.set_column_width(at, f64::from(letters) + 2.0)?;
        let format = match &column.kind {
            Kind::Text => Some("@"),
            Kind::Date => Some("dd.mm.yyyy"),
            Kind::Money => Some("#,##0.00"),
            Kind::Number | Kind::Choice(_) => None,
        };
        if let Some(format) = format {
            sheet.set_column_format(at, &Format::new().set_num_format(format))?;
        }
        if let Kind::Choice(choices) = &column.kind
            && let Ok(list) = DataValidation::new().allow_list_strings(choices)
        {
            sheet.add_data_validation(1, at, rows.clamp(1, 100_000), at, &list)?;
        }
    }
    sheet.set_freeze_panes(1, 0)?;
    book.save_to_buffer()
}

/// Excel takes 31 characters and not all of them.
pub(crate) fn sheet_name(title: &str) -> String {
    let fit = |c: &char| !matches!(c, '[' | ']' | ':' | '*' | '?' | '/' | '\\' | '\'') && !c.is_control();
    let name: String = title.chars().filter(fit).take(31).collect();
    if name.trim().is_empty() { "Tabelle".to_owned() } else { name }
}

//! Tables in files: those that people bring along, CSV, XLSX and ODS, are read within limits; empty ones to fill in and
//! full ones to take home are written ([`Writer`]).
//!
//! ```text
//! bytes ─ read ─┬─ CSV   UTF-8, UTF-16 or Windows-1252; comma, semicolon or tab
//!               ├─ XLSX  the first sheet that is not hidden, row by row
//!               └─ ODS   the first sheet
//!                          └─> Sheet: rows of texts, as a person would have typed them
//! ```
//!
//! A [`Sheet`] holds texts, whatever the file says: numbers in German notation (`1234,5`), dates in ISO form
//! (`2026-04-03`), yes and no in words. Cells that are merged over rows hold their text in the first of them, and the sheet
//! says how far they go ([`Sheet::from_above`]). What they mean is decided by who asked for them. A formula is read as the value
//! that the file keeps beside it; nothing is evaluated, and a text that begins with `=` is a text.
//!
//! Files are anybody's. All limits hold while reading: neither a million rows nor a zip that unpacks to gigabytes takes
//! more time or memory than [`Limits`] allow. No I/O, no clock.
//!
//! [`cents`] and [`hundredths`] read amounts and numbers as people type them, in tables and in forms.

mod amount;
mod archive;
mod book;
mod csv;
mod merged;
mod ods;
mod template;
mod text;
mod write;
mod xlsx;

pub use amount::{MOST_CENTS, cents, hundredths};
pub use merged::Merged;
pub use template::{Column, Kind, csv_template, xlsx_template};
pub use write::{FileType, Heading, Value, WriteError, Writer, table};

/// What a file may hold at most.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Limits {
    /// Bytes of the file.
    pub bytes: usize,
    /// Bytes of XML that an XLSX or ODS file unpacks to.
    pub unpacked: u64,
    /// Rows with something in them.
    pub rows: usize,
    /// Columns.
    pub columns: usize,
    /// Characters in one cell.
    pub cell: usize,
}

impl Default for Limits {
    fn default() -> Self {
        Self { bytes: 5_000_000, unpacked: 20 << 20, rows: 2000, columns: 100, cell: 5000 }
    }
}

/// A table as a file has it.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Sheet {
    /// The rows with something in them, in order.
    pub rows: Vec<Row>,
    /// Cells that go over several rows; CSV has none.
    pub merged: Vec<Merged>,
}

/// A row of a file.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Row {
    /// Its number as a spreadsheet shows it, from 1.
    pub number: u32,
    /// Its cells from the first column on, without blanks around them; empty ones at the end are left out.
    pub cells: Vec<String>,
}

/// Why a file was not read.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Error {
    /// Nothing in it.
    #[error("the file is empty")]
    Empty,
    /// More bytes than [`Limits::bytes`].
    #[error("the file has more than {max} bytes")]
    TooLarge {
        /// Most bytes.
        max: usize,
    },
    /// More than [`Limits::unpacked`].
    #[error("the file unpacks to more than {max} bytes")]
    Unpacked {
        /// Most bytes.
        max: u64,
    },
    /// Neither CSV nor XLSX nor ODS.
    #[error("the file is neither CSV nor XLSX nor ODS")]
    Kind,
    /// A file of the old Excel (`.xls`), or one that a password protects.
    #[error(
        "the file is of the old kind .xls, or protected by a password; save it as .xlsx without a password"
    )]
    OldOrLocked,
    /// XLSX or ODS, but not well-formed.
    #[error("the file is damaged: {0}")]
    Damaged(String),
    /// More rows than [`Limits::rows`].
    #[error("the file has more than {max} rows")]
    TooManyRows {
        /// Most rows.
        max: usize,
    },
    /// More columns than [`Limits::columns`].
    #[error("row {row} has more than {max} columns")]
    TooManyColumns {
        /// Most columns.
        max: usize,
        /// The row, as a spreadsheet shows it.
        row: u32,
    },
    /// A cell with more characters than [`Limits::cell`].
    #[error("a cell in row {row} has more than {max} characters")]
    CellTooLong {
        /// Most characters.
        max: usize,
        /// The row, as a spreadsheet shows it.
        row: u32,
    },
}

/// Reads a file. Its kind is found in the content; a name says nothing.
///
/// # Errors
/// What the file is instead of a table, or which limit it breaks.
pub fn read(bytes: &[u8], limits: &Limits) -> Result<Sheet, Error> {
    if bytes.len() > limits.bytes {
        return Err(Error::TooLarge { max: limits.bytes });
    }
    if bytes.starts_with(b"PK") {
        return match archive::open(bytes, limits)? {
            archive::Content::Xlsx => xlsx::read(bytes, limits),
            archive::Content::Ods(xml) => ods::read(&xml, limits),
        };
    }
    if bytes.starts_with(&[0xD0, 0xCF, 0x11, 0xE0]) {
        return Err(Error::OldOrLocked);
    }
    csv::read(bytes, limits)
}

/// Name of a column as a spreadsheet shows it, from 0: `A`, `Z`, `AA`.
pub fn column_name(column: usize) -> String {
    let mut name = Vec::new();
    let mut rest = column;
    loop {
        name.push(char::from(b'A' + u8::try_from(rest % 26).expect("less than 26 is a byte")));
        match (rest / 26).checked_sub(1) {
            Some(next) => rest = next,
            None => break,
        }
    }
    name.iter().rev().collect()
}

/// Collects rows within the limits. Rows must come in order.
struct Rows<'a> {
    limits: &'a Limits,
    rows: Vec<Row>,
    open: Row,
    /// In whatever order they come.
    merged: Vec<Merged>,
}

impl<'a> Rows<'a> {
    fn new(limits: &'a Limits) -> Self {
        Self { limits, rows: Vec::new(), open: Row::default(), merged: Vec::new() }
    }

    /// Puts a text into a cell; `column` from 0, `row` from 1.
    fn put(&mut self, row: u32, column: usize, text: &str) -> Result<(), Error> {
        let text = text.trim_matches(|c: char| c.is_whitespace() || c == '\u{feff}' || c == '\u{200b}');
        if text.is_empty() {
            return Ok(());
        }
        if row != self.open.number {
            self.close()?;
            self.open.number = row;
        }
        if column >= self.limits.columns {
            return Err(Error::TooManyColumns { max: self.limits.columns, row });
        }
        if text.len() > self.limits.cell && text.chars().count() > self.limits.cell {
            return Err(Error::CellTooLong { max: self.limits.cell, row });
        }
        if self.open.cells.len() <= column {
            self.open.cells.resize(column + 1, String::new());
        }
        text.clone_into(&mut self.open.cells[column]);
        Ok(())
    }

    fn close(&mut self) -> Result<(), Error> {
        let row = std::mem::take(&mut self.open);
        if row.cells.is_empty() {
            return Ok(());
        }
        if self.rows.len() >= self.limits.rows {
            return Err(Error::TooManyRows { max: self.limits.rows });
        }
        self.rows.push(row);
        Ok(())
    }

    fn finish(mut self) -> Result<Sheet, Error> {
        self.close()?;
        if self.rows.is_empty() {
            return Err(Error::Empty);
        }
        Ok(Sheet { rows: self.rows, merged: merged::in_order(self.merged, self.limits.columns) })
    }
}

#[cfg(test)]
mod tests {
    use super::column_name;

    #[test]
    fn columns_are_called_as_in_a_spreadsheet() {
        let names = [0, 25, 26, 51, 52, 701, 702, 16383].map(column_name);
        assert_eq!(names, ["A", "Z", "AA", "AZ", "BA", "ZZ", "AAA", "XFD"]);
    }
}

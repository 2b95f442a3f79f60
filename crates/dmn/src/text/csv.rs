//! Decision tables as CSV (RFC 4180): commas, quotes where they are needed, lines that end with CR LF.
//!
//! A reader of its own, as it says line and column of what is wrong, where the `csv` crate takes what it finds.

use super::{
    Placed, TableText, TextError,
    sheet::{self, Cell, Sheet},
};

pub(super) fn write(table: &TableText) -> String {
    let mut rows = vec![vec!["Table".to_owned(), table.name.clone()]];
    rows.extend(sheet::head(table).into_iter().map(|(name, value)| vec![name.to_owned(), value]));
    rows.extend(sheet::rows(table));
    let width = rows.iter().map(Vec::len).max().unwrap_or_default();
    let mut text = String::new();
    for mut row in rows {
        // All records have as many fields.
        row.resize(width, String::new());
        let fields: Vec<String> = row.iter().map(|cell| quoted(cell)).collect();
        text += &fields.join(",");
        text += "\r\n";
    }
    text
}

fn quoted(cell: &str) -> String {
    if cell.contains(['"', ',', '\r', '\n']) {
        format!("\"{}\"", cell.replace('"', "\"\""))
    } else {
        cell.to_owned()
    }
}

/// Reads a table.
pub(crate) fn read(text: &str) -> Result<Placed, TextError> {
    let records = Records::of(text.strip_prefix('\u{feff}').unwrap_or(text))?;
    let mut sheet = Sheet::default();
    let mut rows = records.into_iter().filter(|row| row.len() > 1 || !row[0].text.is_empty()).peekable();
    while let Some(mut row) = rows.next_if(|row| !row[0].text.is_empty()) {
        if let Some(extra) = row.iter().skip(2).find(|cell| !cell.text.is_empty()) {
            return Err(
                extra.error("above the columns there is one name and one value in a line; remove the rest")
            );
        }
        let value =
            if row.len() > 1 { row.swap_remove(1) } else { Cell { text: String::new(), ..row[0].clone() } };
        let name = row.swap_remove(0);
        if name.text.eq_ignore_ascii_case("table") {
            sheet.name = Cell { line: name.line, column: name.column, text: value.text };
        } else if name.text.contains(';') {
            return Err(name.error("the fields are separated by semicolons; separate them by commas"));
        } else {
            sheet.head.push((name, value));
        }
    }
    if sheet.name.line == 0 {
        let start = Cell { text: String::new(), line: 1, column: 1 };
        return Err(start.error("a line with the name of the table is expected first: 'Table,Name'"));
    }
    sheet.rows = rows.collect();
    sheet::table(sheet)
}

/// Reads on, and knows where it is.
struct Records<'a> {
    rest: std::iter::Peekable<std::str::Chars<'a>>,
    line: u32,
    column: u32,
}

/// What a field ends with.
#[derive(PartialEq)]
enum End {
    Comma,
    Record,
}

impl<'a> Records<'a> {
    fn of(text: &'a str) -> Result<Vec<Vec<Cell>>, TextError> {
        let mut records = Records { rest: text.chars().peekable(), line: 1, column: 1 };
        let mut rows = Vec::new();
        let mut row = Vec::new();
        let mut end = End::Record;
        while end == End::Comma || records.rest.peek().is_some() {
            let cell;
            (cell, end) = records.field()?;
            row.push(cell);
            if end == End::Record {
                rows.push(std::mem::take(&mut row));
            }
        }
        Ok(rows)
    }

    fn next(&mut self) -> Option<char> {
        let next = self.rest.next()?;
        (self.line, self.column) =
            if next == '\n' { (self.line + 1, 1) } else { (self.line, self.column + 1) };
        Some(next)
    }

    fn field(&mut self) -> Result<(Cell, End), TextError> {
        let mut cell = Cell { text: String::new(), line: self.line, column: self.column };
        let quoted = self.rest.peek() == Some(&'"');
        if quoted {
            self.next();
            self.quoted(&mut cell)?;
        }
        let end = loop {
            let place = Cell { text: String::new(), line: self.line, column: self.column };
            match self.next() {
                None | Some('\n') => break End::Record,
                Some(',') => break End::Comma,
                Some('\r') if matches!(self.rest.peek(), None | Some('\n')) => {}
                Some(_) if quoted => {
                    let message =
                        "text stands behind the quotes of a field; write a comma, or two quotes for one";
                    return Err(place.error(message));
                }
                Some('"') => {
                    let message =
                        "a quote stands inside of a field; put the field into quotes and write it twice";
                    return Err(place.error(message));
                }
                Some(character) => cell.text.push(character),
            }
        };
        cell.text = cell.text.trim().to_owned();
        Ok((cell, end))
    }

    /// The rest of a field in quotes, with the last one.
    fn quoted(&mut self, cell: &mut Cell) -> Result<(), TextError> {
        loop {
            match self.next() {
                Some('"') if self.rest.peek() == Some(&'"') => {
                    self.next();
                    cell.text.push('"');
                }
                Some('"') => return Ok(()),
                Some(character) => cell.text.push(character),
                None => {
                    return Err(cell.error("the quotes of the field do not end; write a quote at its end"));
                }
            }
        }
    }
}

//! ODS: the first sheet of an OpenDocument spreadsheet (ISO/IEC 26300).
//!
//! Read here and not by a library: a row may say that it is there a million times, and must not be.

use quick_xml::XmlVersion;
use quick_xml::escape::resolve_predefined_entity;
use quick_xml::events::{BytesStart, Event};
use quick_xml::reader::Reader;

use crate::{Error, Limits, Merged, Rows, Sheet, text};

pub(crate) fn read(xml: &str, limits: &Limits) -> Result<Sheet, Error> {
    let mut sheet =
        Reading { rows: Rows::new(limits), row: 0, repeat: 0, cells: Vec::new(), column: 0, cell: None };
    let mut reader = Reader::from_str(xml);
    let mut depth = 0_usize;
    let mut skipped: Option<usize> = None;
    loop {
        let event = reader.read_event().map_err(damaged)?;
        match &event {
            Event::Start(start) => {
                depth += 1;
                if depth > 200 {
                    return Err(Error::Damaged("it is nested too deep".to_owned()));
                }
                // A remark at a cell is no part of its value.
                if skipped.is_none() && start.name().0 == "office:annotation" {
                    skipped = Some(depth);
                }
                if skipped.is_none() {
                    sheet.start(start)?;
                }
            }
            Event::Empty(start) if skipped.is_none() => {
                sheet.start(start)?;
                sheet.end(start.name().0)?;
            }
            Event::End(end) => {
                if skipped == Some(depth) {
                    skipped = None;
                } else if skipped.is_none() {
                    if end.name().0 == "table:table" {
                        return sheet.rows.finish();
                    }
                    sheet.end(end.name().0)?;
                }
                depth = depth.saturating_sub(1);
            }
            Event::Text(text) if skipped.is_none() => sheet.text(&text.xml10_content()),
            Event::CData(text) if skipped.is_none() => sheet.text(&text.xml10_content()),
            Event::GeneralRef(reference) if skipped.is_none() => {
                let character = reference.resolve_char_ref().ok().flatten();
                match (character, resolve_predefined_entity(reference)) {
                    (Some(character), _) => sheet.text(character.encode_utf8(&mut [0; 4])),
                    (None, Some(text)) => sheet.text(text),
                    (None, None) => return Err(Error::Damaged("it has an entity of its own".to_owned())),
                }
            }
            Event::DocType(_) => return Err(Error::Damaged("it has a document type".to_owned())),
            Event::Eof => return sheet.rows.finish(),
            _ => {}
        }
    }
}

struct Reading<'a> {
    rows: Rows<'a>,
    /// Number of the open row, from 1.
    row: u32,
    /// How often it is there.
    repeat: u32,
    /// Its cells that have something in them.
    cells: Vec<(usize, String)>,
    column: usize,
    cell: Option<Cell>,
}

struct Cell {
    /// What the attributes say; a text says it in its paragraphs.
    value: Option<String>,
    text: String,
    paragraphs: u32,
    repeat: usize,
}

impl Reading<'_> {
    fn start(&mut self, start: &BytesStart<'_>) -> Result<(), Error> {
        match start.name().0 {
            "table:table-row" => {
                self.row = self.row.saturating_add(1);
                self.repeat = number_of(start, "table:number-rows-repeated");
                self.column = 0;
                self.cells.clear();
            }
            "table:table-cell" | "table:covered-table-cell" if self.row > 0 => {
                let repeat = number_of(start, "table:number-columns-repeated");
                let repeat = usize::try_from(repeat).unwrap_or(usize::MAX);
                let rows = number_of(start, "table:number-rows-spanned");
                if rows > 1 {
                    let last = self.row.saturating_add(rows - 1);
                    self.rows.merged.push(Merged { column: self.column, first: self.row, last });
                }
                self.cell = Some(Cell { value: value_of(start), text: String::new(), paragraphs: 0, repeat });
            }
            "text:p" => {
                if let Some(cell) = &mut self.cell {
                    cell.paragraphs += 1;
                    if cell.paragraphs > 1 {
                        cell.text.push('\n');
                    }
                }
            }
            "text:s" => {
                let blanks = number_of(start, "text:c").min(1000);
                self.text(&" ".repeat(usize::try_from(blanks).unwrap_or(1)));
            }
            "text:tab" => self.text(" "),
            "text:line-break" => self.text("\n"),
            _ => {}
        }
        Ok(())
    }

    fn text(&mut self, text: &str) {
        // Text between elements is layout.
        if let Some(cell) = &mut self.cell
            && cell.paragraphs > 0
        {
            cell.text.push_str(text);
        }
    }

    fn end(&mut self, name: &str) -> Result<(), Error> {
        match name {
            "table:table-cell" | "table:covered-table-cell" => {
                let Some(cell) = self.cell.take() else { return Ok(()) };
                let text = cell.value.unwrap_or(cell.text);
                let after = self.column.saturating_add(cell.repeat);
                if !text.trim().is_empty() {
                    let most = self.rows.limits.columns;
                    if after > most {
                        return Err(Error::TooManyColumns { max: most, row: self.row });
                    }
                    self.cells.extend((self.column..after).map(|column| (column, text.clone())));
                }
                self.column = after;
                Ok(())
            }
            "table:table-row" => self.close_row(),
            _ => Ok(()),
        }
    }

    /// Writes down the row as often as it is there; the limit of rows ends that.
    fn close_row(&mut self) -> Result<(), Error> {
        let cells = std::mem::take(&mut self.cells);
        if !cells.is_empty() {
            for repeat in 0..self.repeat {
                for (column, text) in &cells {
                    self.rows.put(self.row.saturating_add(repeat), *column, text)?;
                }
            }
        }
        self.row = self.row.saturating_add(self.repeat.saturating_sub(1));
        Ok(())
    }
}

/// What the attributes of a cell say about its value; `None` for a text.
fn value_of(cell: &BytesStart<'_>) -> Option<String> {
    let kind = attribute(cell, "office:value-type")?;
    match kind.as_str() {
        "float" | "percentage" | "currency" => {
            let written = attribute(cell, "office:value")?;
            Some(written.parse().map_or(written, text::number))
        }
        "date" => attribute(cell, "office:date-value").map(|written| text::iso_date(&written)),
        "time" => attribute(cell, "office:time-value").map(|written| text::duration(&written)),
        "boolean" => {
            attribute(cell, "office:boolean-value").map(|written| text::yes_no(written == "true").to_owned())
        }
        "string" => attribute(cell, "office:string-value"),
        _ => None,
    }
}

/// A count; 1 where there is none.
fn number_of(element: &BytesStart<'_>, name: &str) -> u32 {
    attribute(element, name).and_then(|text| text.parse().ok()).unwrap_or(1)
}

fn attribute(element: &BytesStart<'_>, name: &str) -> Option<String> {
    let found = element.attributes().flatten().find(|attribute| attribute.key.0 == name)?;
    found.normalized_value(XmlVersion::Implicit1_0).ok().map(std::borrow::Cow::into_owned)
}

fn damaged(error: impl std::fmt::Display) -> Error {
    Error::Damaged(error.to_string())
}

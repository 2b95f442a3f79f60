//! XLSX: the first sheet that is not hidden, cell by cell, so that a sheet with a million rows is left at the limit.

use std::io::Cursor;
use std::panic::catch_unwind;

use calamine::{DataRef, ExcelDateTime, Reader, SheetType, SheetVisible, Xlsx};

use crate::{Error, Limits, Merged, Rows, Sheet, text};

/// The library takes files as Excel writes them; what somebody else made up may break it off.
pub(crate) fn read(bytes: &[u8], limits: &Limits) -> Result<Sheet, Error> {
    catch_unwind(|| sheet(bytes, limits))
        .unwrap_or_else(|_| Err(Error::Damaged("it says what no workbook can say".to_owned())))
}

fn sheet(bytes: &[u8], limits: &Limits) -> Result<Sheet, Error> {
    let mut book: Xlsx<_> = Xlsx::new(Cursor::new(bytes)).map_err(damaged)?;
    let sheets = book.sheets_metadata().iter();
    let shown = sheets.filter(|sheet| sheet.typ == SheetType::WorkSheet);
    let name = shown
        .clone()
        .find(|sheet| sheet.visible == SheetVisible::Visible)
        .or_else(|| shown.clone().next())
        .map(|sheet| sheet.name.clone())
        .ok_or(Error::Empty)?;
    let mut cells = book.worksheet_cells_reader(&name).map_err(damaged)?;
    let mut rows = Rows::new(limits);
    let mut last = 0;
    while let Some(cell) = cells.next_cell().map_err(damaged)? {
        let (row, column) = cell.get_position();
        let number = row.saturating_add(1);
        if number < last {
            return Err(Error::Damaged(format!("row {number} comes after row {last}")));
        }
        last = number;
        let column = usize::try_from(column).unwrap_or(usize::MAX);
        rows.put(number, column, &written(cell.get_value()))?;
    }
    drop(cells);
    for cell in book.merge_cells_by_sheet_name(&name).map_err(damaged)? {
        let (first, last) = (cell.start.0.saturating_add(1), cell.end.0.saturating_add(1));
        let column = usize::try_from(cell.start.1).unwrap_or(usize::MAX);
        rows.merged.push(Merged { column, first, last });
    }
    rows.finish()
}

fn written(value: &DataRef<'_>) -> String {
    match value {
        DataRef::Empty => String::new(),
        DataRef::String(text) => text.clone(),
        DataRef::SharedString(text) => (*text).to_owned(),
        DataRef::Bool(yes) => text::yes_no(*yes).to_owned(),
        DataRef::Int(number) => number.to_string(),
        DataRef::Float(number) => text::number(*number),
        DataRef::DateTime(moment) => moment_text(moment),
        DataRef::DateTimeIso(written) => text::iso_date(written),
        DataRef::DurationIso(written) => text::duration(written),
        DataRef::Error(error) => error.to_string(),
    }
}

/// A day, a time of day, or both.
fn moment_text(moment: &ExcelDateTime) -> String {
    let value = moment.as_f64();
    // Days before 1900 and after 9999 have no date in Excel either.
    if !(0.0..2_958_466.0).contains(&value) {
        return text::number(value);
    }
    let (year, month, day, hour, minute, second, _) = moment.to_ymd_hms_milli();
    let clock = format!("{hour:02}:{minute:02}:{second:02}");
    if value < 1.0 {
        return clock;
    }
    text::iso_date(&format!("{year:04}-{month:02}-{day:02}T{clock}"))
}

fn damaged(error: impl std::fmt::Display) -> Error {
    Error::Damaged(error.to_string())
}

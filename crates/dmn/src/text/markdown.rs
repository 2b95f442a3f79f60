//! Decision tables as tables of GitHub Flavored Markdown.
//!
//! In a cell a line break is `<br>` and a `|` is `\|`. A backslash is doubled only before `\`, `|` and `<`, where
//! it would mean something else; so FEEL strings with `"\n"` stay as they are.

use super::{
    Placed, TableText, TextError,
    sheet::{self, Cell, Sheet},
};

/// Cells are padded up to this many characters. Longer ones stand out, and do not make all lines long.
const WIDEST: usize = 60;

pub(super) fn write(table: &TableText) -> String {
    let mut text = format!("{}\n\n", format!("# {}", table.name).trim_end());
    for (name, value) in sheet::head(table) {
        text += &format!("- {name}: {}\n", escaped(&value));
    }
    text.push('\n');
    let rows: Vec<Vec<String>> =
        sheet::rows(table).iter().map(|row| row.iter().map(|cell| escaped(cell)).collect()).collect();
    let mut widths = vec![3; table.columns.len() + 1];
    for row in &rows {
        for (width, cell) in widths.iter_mut().zip(row) {
            *width = (*width).max(cell.chars().count().min(WIDEST));
        }
    }
    for (place, row) in rows.iter().enumerate() {
        line(&mut text, row, &widths);
        if place == 0 {
            let dashes: Vec<String> = widths.iter().map(|width| "-".repeat(*width)).collect();
            line(&mut text, &dashes, &widths);
        }
    }
    text
}

fn line(text: &mut String, row: &[String], widths: &[usize]) {
    for (cell, width) in row.iter().zip(widths) {
        text.push_str("| ");
        text.push_str(cell);
        text.extend(std::iter::repeat_n(' ', width.saturating_sub(cell.chars().count()) + 1));
    }
    text.push_str("|\n");
}

/// The break that a text starts with: its length and character.
fn line_break(text: &str) -> Option<(usize, char)> {
    let known = [("<br>", '\n'), ("<br/>", '\n'), ("<br />", '\n'), ("<cr>", '\r')];
    known.into_iter().find_map(|(tag, character)| {
        let start = text.get(..tag.len())?;
        start.eq_ignore_ascii_case(tag).then_some((tag.len(), character))
    })
}

fn escaped(cell: &str) -> String {
    let mut text = String::with_capacity(cell.len());
    for (at, character) in cell.char_indices() {
        let rest = &cell[at + character.len_utf8()..];
        match character {
            '\n' => text.push_str("<br>"),
            '\r' => text.push_str("<cr>"),
            '|' => text.push_str("\\|"),
            // A line break is written with a `<`, which must not be read as escaped.
            '\\' if rest.starts_with(['\\', '|', '<', '\n', '\r']) => text.push_str("\\\\"),
            '<' if line_break(&cell[at..]).is_some() => text.push_str("\\<"),
            other => text.push(other),
        }
    }
    text
}

fn unescaped(cell: &str) -> String {
    let mut text = String::with_capacity(cell.len());
    let mut rest = cell;
    while let Some(character) = rest.chars().next() {
        let mut length = character.len_utf8();
        let mut meant = character;
        if character == '\\' {
            if let Some(next) = rest[1..].chars().next().filter(|next| matches!(next, '\\' | '|' | '<')) {
                (meant, length) = (next, 2);
            }
        } else if let Some(found) = line_break(rest) {
            (length, meant) = found;
        }
        text.push(meant);
        rest = &rest[length..];
    }
    text.trim().to_owned()
}

/// Reads all tables of a text.
pub(crate) fn read(text: &str) -> Result<Vec<Placed>, TextError> {
    let mut reader = Reader::default();
    for (number, line) in (1..).zip(text.strip_prefix('\u{feff}').unwrap_or(text).lines()) {
        reader.line(line, number)?;
    }
    let Some(done) = reader.open else {
        let start = Cell { text: String::new(), line: 1, column: 1 };
        return Err(start.error("the text has no table; write a heading '# Name' and a table below it"));
    };
    reader.tables.push(finish(done)?);
    Ok(reader.tables)
}

#[derive(Default)]
struct Reader {
    tables: Vec<Placed>,
    /// The table that is being read.
    open: Option<Sheet>,
}

impl Reader {
    fn line(&mut self, line: &str, number: u32) -> Result<(), TextError> {
        let at = |before: usize, text: &str| Cell {
            text: text.to_owned(),
            line: number,
            column: u32::try_from(before).unwrap_or(u32::MAX).saturating_add(1),
        };
        let (plain, indent) = (line.trim(), blanks(line));
        let here = at(indent, "");
        if plain.is_empty() {
            return Ok(());
        }
        if plain.starts_with('#') {
            if let Some(done) = self.open.take() {
                self.tables.push(finish(done)?);
            }
            let name = at(indent, plain.trim_start_matches('#').trim());
            self.open = Some(Sheet { name, ..Sheet::default() });
            return Ok(());
        }
        let Some(sheet) = self.open.as_mut() else {
            return Err(here.error("a heading with the name of the table is expected first: '# Name'"));
        };
        if let Some(row) = plain.strip_prefix('|') {
            sheet.rows.push(cells(row, &at(indent + 1, ""))?);
        } else if let Some(property) = plain.strip_prefix(['-', '*']).filter(|_| sheet.rows.is_empty()) {
            let Some((name, value)) = property.split_once(':') else {
                return Err(here.error("a property has a name and a value: '- Hit policy: FIRST'"));
            };
            let behind = indent + 1 + name.chars().count() + 1;
            let name = at(indent + 1 + blanks(name), name.trim());
            sheet.head.push((name, at(behind + blanks(value), &unescaped(value.trim()))));
        } else {
            return Err(here.error(
                "a heading '# Name', a property '- Hit policy: FIRST' or a row '| … |' is expected; remove the line \
                 or correct its start",
            ));
        }
        Ok(())
    }
}

/// The second row divides the columns from what follows.
fn finish(mut sheet: Sheet) -> Result<Placed, TextError> {
    if let Some(first) = sheet.rows.first() {
        let divider = sheet.rows.get(1).filter(|row| row.iter().all(|cell| is_divider(&cell.text)));
        if divider.is_none_or(|divider| divider.len() != first.len()) {
            let start = sheet.rows.get(1).and_then(|row| row.first()).or(first.first());
            let start = start.cloned().unwrap_or_default();
            return Err(start.error(format!(
                "below the columns a line '| --- | --- |' with {} parts is expected",
                first.len()
            )));
        }
        sheet.rows.remove(1);
    }
    sheet::table(sheet)
}

fn is_divider(text: &str) -> bool {
    let dashes = text.strip_prefix(':').unwrap_or(text);
    let dashes = dashes.strip_suffix(':').unwrap_or(dashes);
    !dashes.is_empty() && dashes.bytes().all(|byte| byte == b'-')
}

/// The cells of a row behind its first `|`, which `start` is the place of.
fn cells(row: &str, start: &Cell) -> Result<Vec<Cell>, TextError> {
    let mut cells = Vec::new();
    let (mut from, mut escape) = (0, false);
    let (mut column, mut first) = (start.column, start.column);
    for (at, character) in row.char_indices() {
        column = column.saturating_add(1);
        if escape {
            escape = false;
        } else if character == '\\' {
            escape = row[at + 1..].starts_with(['\\', '|', '<']);
        } else if character == '|' {
            cells.push(cell(&row[from..at], start.line, first));
            (from, first) = (at + 1, column);
        }
    }
    if !row[from..].trim().is_empty() || cells.is_empty() {
        return Err(cell(&row[from..], start.line, first).error("the row does not end with |; add it"));
    }
    Ok(cells)
}

fn cell(text: &str, line: u32, column: u32) -> Cell {
    let indent = u32::try_from(blanks(text)).unwrap_or(0);
    Cell { text: unescaped(text.trim()), line, column: column.saturating_add(indent) }
}

/// Characters before the text.
fn blanks(text: &str) -> usize {
    text.chars().take_while(|c| c.is_whitespace()).count()
}

#[cfg(test)]
mod tests {
    use super::{escaped, unescaped};

    #[test]
    fn cells_are_readable_and_come_back() {
        let cases = [
            ("a | b", r"a \| b"),
            ("\"a\\nb\"", r#""a\nb""#),
            ("one\ntwo", "one<br>two"),
            ("\"<br>\"", r#""\<br>""#),
            ("< 5", "< 5"),
            (r"\|", r"\\\|"),
            (r"\<br>", r"\\\<br>"),
            (r"C:\", r"C:\"),
            (r"\\d", r"\\\d"),
            ("\\\nx", r"\\<br>x"),
            ("a\rb", "a<cr>b"),
        ];
        for (cell, text) in cases {
            assert_eq!(escaped(cell), text);
            assert_eq!(unescaped(text), cell);
        }
        assert_eq!(unescaped("a<BR/>b<br />c"), "a\nb\nc");
    }
}

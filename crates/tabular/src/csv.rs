//! CSV (RFC 4180), as spreadsheets and bookkeeping programs in Germany write it: in UTF-8, UTF-16 or Windows-1252, parted
//! by semicolons, tabs or commas.

use std::borrow::Cow;

use csv::ReaderBuilder;
use encoding_rs::{Encoding, WINDOWS_1252};

use crate::{Error, Limits, Rows, Sheet};

/// What may part the columns; of equally good ones the first is taken.
const SEPARATORS: [char; 3] = [';', '\t', ','];
/// Lines that are looked at to find out which one it is.
const LOOKED_AT: usize = 20;

pub(crate) fn read(bytes: &[u8], limits: &Limits) -> Result<Sheet, Error> {
    let text = decoded(bytes);
    if text.contains('\0') {
        return Err(Error::Kind);
    }
    let (separator, skipped, text) = match text.strip_prefix("sep=").map(|rest| (rest, rest.chars().next())) {
        // Excel's own way to say it.
        Some((rest, Some(separator))) if separator.is_ascii() => {
            (separator, 1, rest.split_once('\n').map_or("", |(_, rest)| rest))
        }
        _ => (separator(&text), 0, &*text),
    };
    // One end of a line for all, so that lines can be counted.
    let text = text.replace("\r\n", "\n").replace('\r', "\n") + "\n";
    let mut reader = ReaderBuilder::new()
        .delimiter(u8::try_from(separator).unwrap_or(b';'))
        .has_headers(false)
        .flexible(true)
        .from_reader(text.as_bytes());
    let mut rows = Rows::new(limits);
    let mut record = csv::StringRecord::new();
    // Lines within cells make no rows.
    let mut inside: u64 = 0;
    let mut last: u32 = 0;
    while reader.read_record(&mut record).map_err(|error| Error::Damaged(error.to_string()))? {
        inside +=
            record.iter().map(|cell| cell.bytes().filter(|byte| *byte == b'\n').count() as u64).sum::<u64>();
        let row = (reader.position().line() + skipped).saturating_sub(inside + 1);
        // A quote that is never closed takes the end of the last line along.
        let row = u32::try_from(row).unwrap_or(u32::MAX).max(last.saturating_add(1));
        last = row;
        for (column, cell) in record.iter().enumerate() {
            rows.put(row, column, cell)?;
        }
        rows.close()?;
    }
    rows.finish()
}

/// By the mark at the beginning, else UTF-8 if it is, else the code page of Western European Windows.
fn decoded(bytes: &[u8]) -> Cow<'_, str> {
    if let Some((encoding, mark)) = Encoding::for_bom(bytes) {
        return encoding.decode_without_bom_handling(&bytes[mark..]).0;
    }
    match std::str::from_utf8(bytes) {
        Ok(text) => Cow::Borrowed(text),
        Err(_) => WINDOWS_1252.decode_without_bom_handling(bytes).0,
    }
}

/// The sign that parts most rows into the same number of columns, and into more than one.
fn separator(text: &str) -> char {
    let lines = counts(text);
    let score = |at: usize| {
        let most = lines.iter().map(|line| line[at]).max().unwrap_or(0);
        let usual = (1..=most.min(1000))
            .max_by_key(|count| (lines.iter().filter(|line| line[at] == *count).count(), *count));
        usual.map_or((0, 0), |usual| (lines.iter().filter(|line| line[at] == usual).count(), usual))
    };
    let best = (0..SEPARATORS.len()).rev().max_by_key(|at| score(*at));
    best.map_or(';', |at| SEPARATORS[at])
}

/// How often each separator stands in each of the first rows, outside of quotes. A cell in quotes may go over several lines; a
/// quote within a cell, as in 5" pipes, opens none.
fn counts(text: &str) -> Vec<[usize; SEPARATORS.len()]> {
    let mut rows = Vec::new();
    let mut counts = [0; SEPARATORS.len()];
    let (mut quoted, mut begins, mut blank) = (false, true, true);
    for character in text.chars().chain(['\n']) {
        let separator = SEPARATORS.iter().position(|separator| *separator == character);
        let within = quoted;
        match (character, separator) {
            ('"', _) if quoted || begins => quoted = !quoted,
            ('\n' | '\r', _) if !quoted => {
                if !blank {
                    rows.push(counts);
                }
                if rows.len() == LOOKED_AT {
                    break;
                }
                (counts, blank) = ([0; SEPARATORS.len()], true);
            }
            (_, Some(at)) if !quoted => counts[at] += 1,
            _ => {}
        }
        blank &= character.is_whitespace();
        // Two quotes within quotes are one: the second goes on.
        begins = separator.is_some() || matches!(character, '\n' | '\r') || within && !quoted;
    }
    if quoted && !blank {
        rows.push(counts);
    }
    rows
}

#[cfg(test)]
mod tests {
    use super::{counts, separator};

    #[test]
    fn the_separator_is_found_beside_cells_of_several_lines() {
        let text = "titel;text;status\nAkte;\"Erster, zweiter, dritter Satz.\nUnd, \"\"so, weiter\"\",\nbis, zum, Ende.\";im Plan\n";
        assert_eq!(counts(text), [[2, 0, 0], [2, 0, 0]]);
        assert_eq!(separator(text), ';');
        assert_eq!(separator("a,b\n1,\"2;3;4\n5;6\"\n"), ',');
        // A quote within a cell, and one that is never closed.
        assert_eq!(separator("Rohr;Länge\n5\" Rohr;2\n6\" Rohr;3\n"), ';');
        assert_eq!(separator("a;b\n1;\"2\n3,4,5\n"), ';');
        assert_eq!((separator(""), separator("\n\n")), (';', ';'));
    }
}

//! Cells that are merged over several rows.

use crate::Sheet;

/// A cell that goes over several rows; its text stands in the first. Over several columns it counts for the first of them.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Merged {
    /// The column, from 0.
    pub column: usize,
    /// The first row, as a spreadsheet shows it.
    pub first: u32,
    /// The last row.
    pub last: u32,
}

/// Those within the columns that are read, by column and row. Of two that overlap, which no spreadsheet makes, the first
/// counts.
pub(crate) fn in_order(mut all: Vec<Merged>, columns: usize) -> Vec<Merged> {
    all.retain(|one| one.first < one.last && one.column < columns);
    all.sort_unstable();
    let mut kept: Vec<Merged> = Vec::new();
    for one in all {
        if kept.last().is_none_or(|last| last.column != one.column || last.last < one.first) {
            kept.push(one);
        }
    }
    kept
}

impl Sheet {
    /// The text that an empty cell has from a cell above, which is merged down to it, with the row of that cell; `row` from 1,
    /// `column` from 0.
    #[must_use]
    pub fn from_above(&self, row: u32, column: usize) -> Option<(u32, &str)> {
        let behind = self.merged.partition_point(|one| (one.column, one.first) < (column, row));
        let cell = self.merged[..behind].last().filter(|one| one.column == column && one.last >= row)?;
        let first = self.rows.binary_search_by_key(&cell.first, |row| row.number).ok()?;
        let text = self.rows[first].cells.get(column).filter(|text| !text.is_empty())?;
        Some((cell.first, text))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Row;

    #[test]
    fn a_merged_cell_counts_for_each_of_its_rows() {
        let cell = |column, first, last| Merged { column, first, last };
        let row =
            |number, cells: &[&str]| Row { number, cells: cells.iter().map(|&cell| cell.into()).collect() };
        let sheet = Sheet {
            rows: vec![row(2, &["a", "b"]), row(3, &["", "c"]), row(5, &["", "d"]), row(6, &["", "e"])],
            merged: in_order(
                vec![cell(1, 5, 6), cell(0, 2, 5), cell(0, 4, 9), cell(0, 7, 7), cell(200, 1, 2)],
                100,
            ),
        };
        assert_eq!(sheet.merged, [cell(0, 2, 5), cell(1, 5, 6)]);
        let above: Vec<_> = [2, 3, 4, 5, 6].map(|row| sheet.from_above(row, 0)).into();
        assert_eq!(
            above,
            [None, Some((2, "a")), Some((2, "a")), Some((2, "a")), None],
            "the first row has its own"
        );
        assert_eq!(
            (sheet.from_above(6, 1), sheet.from_above(3, 1), sheet.from_above(3, 2)),
            (Some((5, "d")), None, None)
        );
    }
}

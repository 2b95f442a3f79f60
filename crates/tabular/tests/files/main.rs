//! Files as people bring them along, and files that nobody should.
#![expect(clippy::unwrap_used, reason = "a test may panic and talk")]

mod csv;
mod hostile;
mod office;

use tabular::{Error, Limits, Sheet};

pub(crate) fn read(bytes: &[u8]) -> Result<Sheet, Error> {
    tabular::read(bytes, &Limits::default())
}

/// Numbers and cells of the rows.
pub(crate) fn cells(bytes: &[u8]) -> Vec<(u32, Vec<String>)> {
    read(bytes).unwrap().rows.into_iter().map(|row| (row.number, row.cells)).collect()
}

pub(crate) fn row(number: u32, cells: &[&str]) -> (u32, Vec<String>) {
    (number, cells.iter().map(|cell| (*cell).to_owned()).collect())
}

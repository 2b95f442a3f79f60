//! Tables as files: open data, and lists to work with.

use axum::response::Response;
use tabular::{FileType, Heading, Value};

use crate::account::attachment;
use crate::shell::Failure;

/// Rows as a file that is called `name`. Columns are named, and have their width in a workbook, in characters; `title` is that
/// of its sheet.
pub(super) fn table_file<R: AsRef<[Value]>>(
    file: FileType,
    name: &str,
    title: &str,
    columns: &[(&str, u8)],
    rows: impl IntoIterator<Item = R>,
) -> Result<Response, Failure> {
    let heading = |(label, width): &(&str, u8)| Heading { label: (*label).to_owned(), width: *width };
    let headings: Vec<_> = columns.iter().map(heading).collect();
    let content = tabular::table(file, title, &headings, rows).map_err(Failure::internal)?;
    Ok(attachment(&format!("{name}.{}", file.ending()), file.media_type(), content))
}

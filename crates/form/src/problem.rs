//! What is wrong with the files of a form.

use std::fmt;

/// A fault in a package file, for its editor.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
pub struct Problem {
    /// The file: `pages.toml` or `schema.xdf3.xml`.
    pub file: &'static str,
    /// The page, field or rule: FIM id, path or page id.
    pub element: Option<String>,
    /// The line, if known.
    pub line: Option<u32>,
    /// What is wrong and what to do.
    pub message: String,
}

/// Name of the layout file in a package.
pub const LAYOUT_FILE: &str = "pages.toml";
/// Name of the schema file in a package.
pub const SCHEMA_FILE: &str = "schema.xdf3.xml";

impl fmt::Display for Problem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.file)?;
        if let Some(line) = self.line {
            write!(f, ":{line}")?;
        }
        if let Some(element) = &self.element {
            write!(f, ": {element}")?;
        }
        write!(f, ": {}", self.message)
    }
}

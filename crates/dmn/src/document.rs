//! A DMN file that is written back without loss: what is not changed stays byte by byte.
//!
//! The document keeps the text of the file; what is asked of it looks at the elements and their places in it. An edit
//! replaces the bytes of what it changes; comments, extensions, diagrams, prefixes, quotes and blanks around it are
//! not touched, as they are never taken apart.

mod apply;
mod clause;
mod edit;
mod find;
mod layout;
mod new;

use crate::{
    Problem,
    diagram::{self, Diagram},
    text::{self, Placed, TableText, TextError},
    xml::{self, Element, Version},
};
use std::collections::HashSet;

/// The bytes that a file in UTF-8 may start with.
const MARK: &[u8] = b"\xEF\xBB\xBF";

/// A DMN file, to be looked at and edited without loss. Expressions and references are not checked here but by
/// [`Model::read`](crate::Model::read).
#[derive(Debug)]
pub struct Document {
    mark: bool,
    /// Well-formed, and a model of DMN.
    text: String,
    version: Version,
}

impl Document {
    /// Reads a file of DMN 1.1 to 1.5 in UTF-8. Errors: not well-formed, no model of DMN, beyond the limits.
    pub fn read(bytes: &[u8]) -> Result<Document, Problem> {
        let text = xml::decode(bytes)?.to_owned();
        let (_, version) = xml::read_all(&text)?;
        Ok(Document { mark: bytes.starts_with(MARK), text, version })
    }

    fn root(&self) -> Element<'_> {
        xml::read_all(&self.text).expect("the text was read when it came here").0
    }

    /// The bytes of the file: those that were read, but for what was edited.
    pub fn write(&self) -> Vec<u8> {
        let mark = if self.mark { MARK } else { b"" };
        [mark, self.text.as_bytes()].concat()
    }

    /// The version of DMN, by the namespace.
    pub fn version(&self) -> Version {
        self.version
    }

    /// The diagrams (DMN 1.5, 13); none in DMN 1.1, which has no diagram interchange. Errors: shapes without
    /// bounds, edges without a way, places that are no numbers.
    pub fn diagrams(&self) -> Result<Vec<Diagram>, Vec<Problem>> {
        diagram::read(&self.root())
    }

    /// The names of the decision tables in the order of the file, as in [`TableText::name`].
    pub fn table_names(&self) -> Vec<String> {
        find::tables(&self.root()).into_iter().map(|table| table.name).collect()
    }

    /// A decision table as text. Errors: there is no such table, or it is malformed so that no text can show
    /// it, such as rules with too few cells.
    pub fn table(&self, name: &str) -> Result<TableText, Problem> {
        let root = self.root();
        let tables = find::tables(&root);
        let found = find::named(&tables, name)?;
        Ok(layout::Layout::of(found)?.text)
    }

    /// Changes a decision table to what a text says; returns whether anything changed.
    ///
    /// Only what differs is replaced. A column or rule that says the same as before is the same one, wherever it
    /// went, and keeps its id, description and extensions. One that was changed in place is told by its
    /// neighbours: it is the one that stood there if half of its cells are the same, or if as many rules as
    /// before stand between two that are the same. All others are new and get an id made of the table's id and
    /// of what they say; what no line says any more is removed, with the comment above it.
    ///
    /// Errors: there is no such table, it is malformed, or its version of DMN cannot hold what the text says.
    /// Then nothing is changed.
    pub fn apply(&mut self, table: &TableText) -> Result<bool, Problem> {
        self.apply_all(std::slice::from_ref(table)).map_err(|(_, problem)| problem)
    }

    /// Changes all decision tables that a Markdown text shows, as [`Document::apply`]; the others stay.
    pub fn apply_markdown(&mut self, markdown: &str) -> Result<bool, TextError> {
        self.apply_placed(text::read_markdown(markdown)?)
    }

    /// Changes the decision table that a CSV text shows, as [`Document::apply`].
    pub fn apply_csv(&mut self, csv: &str) -> Result<bool, TextError> {
        self.apply_placed(vec![text::read_csv(csv)?])
    }

    fn apply_placed(&mut self, placed: Vec<Placed>) -> Result<bool, TextError> {
        let (lines, tables): (Vec<u32>, Vec<TableText>) = placed.into_iter().unzip();
        self.apply_all(&tables).map_err(|(place, problem)| TextError {
            line: lines[place],
            column: 1,
            message: problem.to_string(),
        })
    }

    /// An error comes with the place of its table.
    fn apply_all(&mut self, tables: &[TableText]) -> Result<bool, (usize, Problem)> {
        let root = self.root();
        let found = find::tables(&root);
        let mut seen = HashSet::new();
        let mut splices = Vec::new();
        let mut ids = new::Ids::default();
        for (place, table) in tables.iter().enumerate() {
            let located = find::named(&found, &table.name).map_err(|problem| (place, problem))?;
            if !seen.insert(&table.name) {
                let message = format!("the table '{}' is there twice; remove one", table.name);
                return Err((place, located.element.problem(message)));
            }
            let planned =
                apply::plan(self, &root, located, table, &mut ids).map_err(|problem| (place, problem))?;
            splices.extend(planned);
        }
        if splices.is_empty() {
            return Ok(false);
        }
        let text = edit::spliced(&self.text, 0..self.text.len(), splices);
        let (_, version) = xml::read_all(&text).map_err(|problem| (0, problem))?;
        (self.text, self.version) = (text, version);
        Ok(true)
    }
}

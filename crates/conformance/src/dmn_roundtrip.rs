//! Every DMN file below a folder: written back byte by byte, its diagrams read, and each of its decision tables
//! through both text forms, unchanged and with edits. One case a file, one a diagram and one a table and syntax.

use crate::Report;
use anyhow::Context as _;
use dmn::{Document, Role, TableText};
use std::{
    fs,
    path::{Path, PathBuf},
};

/// What was run.
#[derive(Debug, Default)]
pub struct Outcome {
    /// All cases.
    pub report: Report,
    /// Files that came back byte by byte, of how many.
    pub files: (usize, usize),
    /// Shapes and edges that were read.
    pub drawn: usize,
    /// Tables that went through both syntaxes, of how many.
    pub tables: (usize, usize),
}

impl Outcome {
    /// The figures of the run in one line.
    pub fn summary(&self) -> String {
        let ((files, all_files), (tables, all_tables)) = (self.files, self.tables);
        format!(
            "{files} of {all_files} files byte by byte, {tables} of {all_tables} tables through Markdown and CSV, \
             {} shapes and edges",
            self.drawn
        )
    }
}

/// Runs all files ending in `.dmn`, at any depth.
pub fn run(folder: &Path) -> anyhow::Result<Outcome> {
    let mut outcome = Outcome::default();
    for path in files(folder)? {
        let bytes = fs::read(&path).with_context(|| path.display().to_string())?;
        let name = path.strip_prefix(folder).unwrap_or(&path).display().to_string();
        file(&name, &bytes, &mut outcome);
    }
    Ok(outcome)
}

/// Sorted, so that a report can be compared with the one before.
fn files(folder: &Path) -> anyhow::Result<Vec<PathBuf>> {
    let mut found = Vec::new();
    let mut folders = vec![folder.to_owned()];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(&folder).with_context(|| folder.display().to_string())? {
            let path = entry?.path();
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|extension| extension == "dmn") {
                found.push(path);
            }
        }
    }
    found.sort();
    Ok(found)
}

fn file(name: &str, bytes: &[u8], outcome: &mut Outcome) {
    let read = Document::read(bytes).map_err(|problem| problem.to_string());
    let same = read.as_ref().map_err(Clone::clone).and_then(|document| {
        if document.write() == bytes { Ok(()) } else { Err("the bytes differ".to_owned()) }
    });
    outcome.files.0 += usize::from(same.is_ok());
    outcome.files.1 += 1;
    outcome.report.count(name.to_owned(), same);
    let Ok(document) = read else { return };
    let diagrams = document.diagrams().map_err(|problems| format!("{problems:?}"));
    let drawn = diagrams.map(|diagrams| {
        diagrams.iter().map(|diagram| diagram.shapes.len() + diagram.edges.len()).sum::<usize>()
    });
    outcome.drawn += drawn.as_ref().unwrap_or(&0);
    outcome.report.count(format!("{name} diagrams"), drawn.map(drop));
    for table in document.table_names() {
        let markdown = trip(bytes, &table, TableText::to_markdown, Document::apply_markdown);
        let csv = trip(bytes, &table, TableText::to_csv, Document::apply_csv);
        outcome.tables.0 += usize::from(markdown.is_ok() && csv.is_ok());
        outcome.tables.1 += 1;
        outcome.report.count(format!("{name} '{table}' Markdown"), markdown);
        outcome.report.count(format!("{name} '{table}' CSV"), csv);
    }
}

type Write = fn(&TableText) -> String;
type Apply = fn(&mut Document, &str) -> Result<bool, dmn::TextError>;

/// A table as text and back: nothing changes but what is edited, and what is edited back is as it was.
fn trip(bytes: &[u8], name: &str, write: Write, apply: Apply) -> Result<(), String> {
    let mut document = Document::read(bytes).map_err(|problem| problem.to_string())?;
    let before = document.table(name).map_err(|problem| problem.to_string())?;
    let set = |document: &mut Document, table: &TableText| -> Result<Vec<u8>, String> {
        apply(document, &write(table)).map_err(|error| error.to_string())?;
        let now = document.table(name).map_err(|problem| problem.to_string())?;
        if now != *table {
            return Err(format!("the table is not what the text says: {now:?} for {table:?}"));
        }
        Ok(document.write())
    };
    if set(&mut document, &before)? != bytes {
        return Err("the bytes differ although nothing was changed".to_owned());
    }
    for (edit, edited) in edits(&before) {
        let changed = set(&mut document, &edited)?;
        match edit {
            "a changed cell" if tags_between(bytes, &changed) > 1 => {
                return Err(format!("{edit} changes more than the cell"));
            }
            _ if edited != before && changed == bytes => return Err(format!("{edit} changes nothing")),
            _ => {}
        }
        // What is removed and put in again has new ids, and quotes in a cell are written in one way only.
        let same = set(&mut document, &before)? == bytes;
        if !same && matches!(edit, "moved rules" | "one more rule") {
            return Err(format!("{edit} cannot be taken back"));
        }
        if !same {
            document = Document::read(bytes).map_err(|problem| problem.to_string())?;
        }
    }
    Ok(())
}

/// Tags of the old bytes between the first and the last byte that differ: a cell has one at most, `<text/>`.
fn tags_between(old: &[u8], new: &[u8]) -> usize {
    let same = |(a, b): &(&u8, &u8)| a == b;
    let start = old.iter().zip(new).take_while(same).count();
    let room = old.len().min(new.len()) - start;
    let end = old.iter().rev().zip(new.iter().rev()).take(room).take_while(same).count();
    old[start..old.len() - end].iter().filter(|byte| **byte == b'<').count()
}

/// Edits of each kind that an editor makes.
fn edits(before: &TableText) -> Vec<(&'static str, TableText)> {
    let mut edits = Vec::new();
    let mut edit = |name: &'static str, change: &dyn Fn(&mut TableText)| {
        let mut table = before.clone();
        change(&mut table);
        edits.push((name, table));
    };
    let width = before.columns.len();
    if !before.rules.is_empty() {
        edit("a changed cell", &|table| {
            let last = table.rules.len() - 1;
            table.rules[last][0] = "\"a | b\",\n< 5 & \\|".to_owned();
        });
        edit("moved rules", &|table| table.rules.rotate_left(1));
        edit("a removed rule", &|table| drop(table.rules.remove(0)));
    }
    edit("one more rule", &|table| {
        let rule = (0..width).map(|place| format!("\"new {place}\"")).collect();
        table.rules.insert(table.rules.len() / 2, rule);
    });
    edit("another label", &|table| {
        let column = table.columns.iter_mut().find(|column| column.role == Role::Output);
        if let Some(column) = column {
            column.label = "an \"other\" label".to_owned();
        }
    });
    edits
}
